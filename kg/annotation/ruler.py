"""How a model's attribute ruler is run: once for each distinct word, tag and dependency, with the same outcome.

spaCy's attribute ruler tries some 180 patterns at every token: a seventh of all time. Nearly all are about one token
alone, so what they do is remembered; the tokens of a longer match are given to the ruler together.
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
Kind = tuple[int, ...]
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
        self._known: dict[tuple[Kind, ...], list[list[int]]] = {}
        self._longer = Matcher(ruler.vocab)
        longer = [pattern for pattern in _patterns(ruler) if len(pattern) > 1]
        if longer:
            self._longer.add("longer", longer)

    def __call__(self, doc: Doc) -> Doc:
        if not len(doc):
            return doc
        kinds = doc.to_array(list(SEEN))
        distinct, where = np.unique(kinds, axis=0, return_inverse=True)
        values: Any = np.array([self._of((tuple(kind),))[0] for kind in distinct.tolist()], dtype=np.uint64)
        values = values[where.reshape(-1)]
        for first, last in _joined(self._longer(doc)):
            values[first:last] = self._of(tuple(map(tuple, kinds[first:last].tolist())))
        doc.from_array(list(SET), values)
        return doc

    def _of(self, kinds: tuple[Kind, ...]) -> list[list[int]]:
        """What the ruler makes of these tokens when they stand alone, a row for each."""
        if kinds not in self._known:
            strings = self._ruler.vocab.strings
            alone = Doc(self._ruler.vocab, words=[strings[orth] for orth, _, _ in kinds])
            looks: Any = np.array([kind[1:] for kind in kinds], dtype=np.uint64)
            alone.from_array([TAG, DEP], looks)
            self._known[kinds] = self._ruler(alone).to_array(list(SET)).tolist()
        return self._known[kinds]


def _joined(matches: Any) -> list[tuple[int, int]]:
    """The spans of matches, those that overlap or touch as one."""
    spans: list[tuple[int, int]] = []
    for _, first, last in sorted(matches, key=lambda match: match[1:]):
        if spans and first <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(last, spans[-1][1]))
        else:
            spans.append((first, last))
    return spans


@Language.factory(REMEMBERED)
def _make(nlp: Language, name: str) -> Remembered:
    ruler = nlp.get_pipe(RULER)
    assert isinstance(ruler, AttributeRuler)
    return Remembered(ruler)
