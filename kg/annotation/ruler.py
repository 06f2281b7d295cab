"""How a model's attribute ruler is run: once for each distinct word, tag and dependency, with the same outcome.

spaCy's attribute ruler tries some 180 patterns at every token: a seventh of all time. Nearly all are about one token
alone, so what they do is remembered; a text in which a longer pattern matches goes to the ruler itself.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from spacy.attrs import DEP, LEMMA, MORPH, ORTH, POS, TAG
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

RULER, REMEMBERED = "attribute_ruler", "remembered_attribute_ruler"
SEEN, SET = (ORTH, TAG, DEP), (TAG, POS, DEP, LEMMA, MORPH)  # what patterns look at, what they may change


def remember(language: Language) -> None:
    """Puts the remembering ruler in the place of the model's own, where it has one with patterns of that kind."""
    if RULER not in language.pipe_names:
        return
    ruler = language.get_pipe(RULER)
    if isinstance(ruler, AttributeRuler) and _looks_at(ruler) <= {"ORTH", "LOWER", "TAG", "DEP", "IS_SPACE"}:
        language.add_pipe(REMEMBERED, after=RULER)
        language.disable_pipe(RULER)


def _patterns(ruler: AttributeRuler) -> list[list[dict[str, Any]]]:
    rows: list[Any] = ruler.patterns
    return [pattern for row in rows for pattern in row["patterns"]]


def _looks_at(ruler: AttributeRuler) -> set[str]:
    return {key for pattern in _patterns(ruler) for token in pattern for key in token}


class Remembered:
    """An attribute ruler and what it did so far."""

    def __init__(self, ruler: AttributeRuler) -> None:
        self._ruler = ruler
        self._known: dict[tuple[int, ...], list[int]] = {}
        self._longer = Matcher(ruler.vocab)
        longer = [pattern for pattern in _patterns(ruler) if len(pattern) > 1]
        if longer:
            self._longer.add("longer", longer)

    def __call__(self, doc: Doc) -> Doc:
        if not len(doc):
            return doc
        if self._longer(doc):
            return self._ruler(doc)
        kinds, where = np.unique(doc.to_array(list(SEEN)), axis=0, return_inverse=True)
        values: Any = np.array([self._of(kind) for kind in map(tuple, kinds.tolist())], dtype=np.uint64)
        doc.from_array(list(SET), values[where.reshape(-1)])
        return doc

    def _of(self, kind: tuple[int, ...]) -> list[int]:
        """What the ruler makes of one such token alone."""
        if kind not in self._known:
            alone = Doc(self._ruler.vocab, words=[self._ruler.vocab.strings[kind[0]]])
            alone.from_array([TAG, DEP], np.array([kind[1:]], dtype=np.uint64))
            self._known[kind] = self._ruler(alone).to_array(list(SET))[0].tolist()
        return self._known[kind]


@Language.factory(REMEMBERED)
def _make(nlp: Language, name: str) -> Remembered:
    ruler = nlp.get_pipe(RULER)
    assert isinstance(ruler, AttributeRuler)
    return Remembered(ruler)
