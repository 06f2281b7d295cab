"""How a model's rule lemmatizer is run: once for each distinct word, part of speech and morphology."""

from __future__ import annotations

from typing import Any

import numpy as np
from spacy.attrs import LEMMA, MORPH, ORTH, POS
from spacy.language import Language
from spacy.pipeline import Lemmatizer
from spacy.tokens import Doc

LEMMATIZER, REMEMBERED = "lemmatizer", "remembered_lemmatizer"


def remember_lemmas(language: Language) -> None:
    """Puts the remembering lemmatizer in the place of the model's own, where that goes by rules and fills gaps only."""
    if LEMMATIZER not in language.pipe_names:
        return
    lemmatizer = language.get_pipe(LEMMATIZER)
    if isinstance(lemmatizer, Lemmatizer) and lemmatizer.mode == "rule" and not lemmatizer.overwrite:
        language.add_pipe(REMEMBERED, after=LEMMATIZER)
        language.disable_pipe(LEMMATIZER)


class RememberedLemmas:
    """A rule lemmatizer, which looks at nothing but those three, and what it said so far."""

    def __init__(self, lemmatizer: Lemmatizer) -> None:
        self._lemmatizer = lemmatizer
        self._known: dict[tuple[int, ...], int] = {}

    def __call__(self, doc: Doc) -> Doc:
        if not len(doc):
            return doc
        lemmas = doc.to_array(LEMMA).tolist()
        for token, kind in enumerate(map(tuple, doc.to_array([ORTH, POS, MORPH]).tolist())):
            if lemmas[token] == 0:
                lemmas[token] = self._known.get(kind) or self._of(doc, token, kind)
        column: Any = np.array(lemmas, dtype=np.uint64).reshape(-1, 1)
        doc.from_array([LEMMA], column)
        return doc

    def _of(self, doc: Doc, token: int, kind: tuple[int, ...]) -> int:
        self._known[kind] = lemma = doc.vocab.strings.add(self._lemmatizer.lemmatize(doc[token])[0])
        return lemma


@Language.factory(REMEMBERED)
def _make(nlp: Language, name: str) -> RememberedLemmas:
    lemmatizer = nlp.get_pipe(LEMMATIZER)
    assert isinstance(lemmatizer, Lemmatizer)
    return RememberedLemmas(lemmatizer)
