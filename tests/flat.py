"""A Parse of words and offsets alone, for what needs no syntax: one sentence a line, every word its own root."""

from __future__ import annotations

import spacy

from kg.model import Parse

TOKENIZER = spacy.blank("en")


def flat_parse(text: str) -> Parse:
    words = [token for token in TOKENIZER(text) if not token.is_space]
    sentence = [text.count("\n", 0, token.idx) for token in words]
    blank = ("",) * len(words)
    return Parse(
        word=tuple(token.text for token in words),
        lemma=tuple(token.lower_ for token in words),
        pos=blank,
        tag=blank,
        dep=blank,
        head=tuple(range(len(words))),
        start=tuple(token.idx for token in words),
        end=tuple(token.idx + len(token) for token in words),
        sentence=tuple(sentence),
        sentences=tuple((sentence.index(s), len(sentence) - sentence[::-1].index(s)) for s in sorted(set(sentence))),
        children=((),) * len(words),
    )
