"""How a model's attribute ruler is run: once for each distinct word, tag and dependency, with the same outcome.

spaCy's attribute ruler tries some 180 patterns at every token: a seventh of all time. Nearly all are about one token
alone, so what they do is remembered; the tokens of a longer match, looked for where its first token stands, are given
to the ruler together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
    """Puts the remembering ruler in the place of the model's own, where it has one with patterns of that kind: without
    operators, so that a pattern is as long as its match.
    """
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
        self._begins: dict[Kind, bool] = {}
        longer = [pattern for pattern in _patterns(ruler) if len(pattern) > 1]
        self._width = max(map(len, longer), default=0)
        self._longer, self._first = Matcher(ruler.vocab), Matcher(ruler.vocab)
        if longer:
            self._longer.add("longer", longer)
            self._first.add("first", [pattern[:1] for pattern in longer])

    def __call__(self, doc: Doc) -> Doc:
        if not len(doc):
            return doc
        kinds: list[Kind] = list(map(tuple, doc.to_array(list(SEEN)).tolist()))
        values: Any = np.array([self._of((kind,))[0] for kind in kinds], dtype=np.uint64)
        for first, last in _joined(self._matches(doc, kinds)):
            values[first:last] = self._of(tuple(kinds[first:last]))
        doc.from_array(list(SET), values)
        return doc

    def _matches(self, doc: Doc, kinds: list[Kind]) -> Iterator[tuple[int, int]]:
        """First and last+1 token of each match of a longer pattern."""
        for token, kind in enumerate(kinds):
            if kind not in self._begins:
                self._begins[kind] = bool(self._first(self._alone((kind,))))
            if self._begins[kind]:
                matches = self._longer(doc[token : token + self._width])
                yield from ((token, token + last) for _, first, last in matches if first == 0)

    def _of(self, kinds: tuple[Kind, ...]) -> list[list[int]]:
        """What the ruler makes of these tokens when they stand alone, a row for each."""
        known = self._known.get(kinds)
        if known is None:
            known = self._known[kinds] = self._ruler(self._alone(kinds)).to_array(list(SET)).tolist()
        return known

    def _alone(self, kinds: tuple[Kind, ...]) -> Doc:
        strings = self._ruler.vocab.strings
        alone = Doc(self._ruler.vocab, words=[strings[orth] for orth, _, _ in kinds])
        looks: Any = np.array([kind[1:] for kind in kinds], dtype=np.uint64)
        alone.from_array([TAG, DEP], looks)
        return alone


def _joined(matches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans of matches, those that overlap or touch as one."""
    spans: list[tuple[int, int]] = []
    for first, last in sorted(matches):
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
