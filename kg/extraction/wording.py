"""The words that somebody said, as pieces of the article: trimmed at their ends, their quotations whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.extraction.syntax import Syntax
from kg.model import Quotation

MARKS = "\"“”„«»‟″‘’'`"
FINITE = frozenset(("VBD", "VBZ", "VBP"))
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
GOING_ON = frozenset(["because", "since", "if", "unless", "although", "though", "so"])


@dataclass(frozen=True)
class Content:
    """`spans`: first and last+1 tokens of its pieces; a reporting clause may stand between them."""

    text: str
    direct: bool
    spans: tuple[tuple[int, int], ...]
    vouched: bool = True  # whether the speaker says that it is so, and does not only speak of it

    @property
    def tokens(self) -> list[int]:
        return [t for first, last in self.spans for t in (first, last - 1)]


def is_finite(s: Syntax, verb: int) -> bool:
    return any(s.tag[t] in FINITE or s.tag[t] == "MD" for t in (verb, *s.kids(verb, "aux", "auxpass")))


def worded(s: Syntax, pieces: Iterable[tuple[int, int]]) -> Content | None:
    spans = tuple(trimmed for first, last in pieces if (trimmed := _trim(s, first, last)) is not None)
    if not spans:
        return None
    text = " ".join(_balanced(s, first, last) for first, last in spans)
    direct = len(spans) == 1 and any(_is_all_of(s, q, *spans[0]) for q in s.document.quotations)
    return Content(text, direct, spans) if any(char.isalnum() for char in text) else None


def _is_all_of(s: Syntax, quotation: Quotation, first: int, last: int) -> bool:
    """Whether the tokens are a quotation but for the stops and marks at its ends."""
    if not quotation.first <= first < last - 3 < last <= quotation.last:
        return False
    return all(s.pos[t] in ("PUNCT", "SPACE") for t in (*range(quotation.first, first), *range(last, quotation.last)))


def afterthoughts(s: Syntax, verb: int) -> list[list[int]]:
    """ "Sales fell, Berg said, because prices rose": what goes on behind a reporting clause."""
    return [
        below
        for c in dict.fromkeys((*s.kids(verb, "advcl"), *s.kids(s.head[verb], "advcl")))
        if c > verb and any(s.lower[m] in GOING_ON for m in s.kids(c, "mark"))
        if s.word[(below := s.subtree(c))[0] - 1] == ","
    ]


def runs(tokens: Iterable[int], out: set[int]) -> list[tuple[int, int]]:
    """The tokens as pieces, parted where a token left out stands between."""
    found: list[tuple[int, int]] = []
    for token in tokens:
        if found and not any(t in out for t in range(found[-1][1], token)):
            found[-1] = (found[-1][0], token + 1)
        else:
            found.append((token, token + 1))
    return found


def _trim(s: Syntax, first: int, last: int) -> tuple[int, int] | None:
    """Without punctuation at either end, without the "that" that opens it, and without the day it was said."""
    while first < last and _is_edge(s, first):
        first += 1
    on_day = s.lower[first : first + 1] in (("on",), ("in",))  # "announced on Friday there were"
    for time in s.times_from(first, first + 1):
        on = on_day and time.first == first + 1
        told = first > s.parse.sentences[s.parse.sentence[first]][0] and s.word[first - 1] != ","
        said = told and last - time.last > 2 and (on or (time.first == first and s.tag[first - 1] in FINITE))
        if said and s.pos[time.last] in ("DET", "PRON", "PROPN", "NOUN", "SCONJ"):
            return _trim(s, time.last, last)
    while last > first and s.pos[last - 1] in ("PUNCT", "SPACE") and s.word[last - 1] not in (")", "]"):
        last -= 1
    while last > first and s.dep[last - 1] == "cc":
        last -= 1
    return (first, last) if first < last else None


def _is_edge(s: Syntax, token: int) -> bool:
    return (
        (s.pos[token] in ("PUNCT", "SPACE") and s.word[token] not in ("(", "["))
        or (s.dep[token] == "mark" and s.lower[token] == "that")
        or (s.dep[token] == "cc" and s.lower[token] in ("and", "but"))
    )


def _balanced(s: Syntax, first: int, last: int) -> str:
    """Its words; a quotation that it cuts in two is taken whole, one that is all of it loses its marks."""
    text = s.document.article.text
    start, end = s.parse.start[first], s.parse.end[last - 1]
    for q in s.document.quotations:
        if q.start >= end or q.end <= start:
            continue
        if q.start > start and q.end >= end - 1:
            end = min(len(text), q.end + 1)
        elif q.end < end and q.start <= start:
            start = max(0, q.start - 1) if q.start - 1 >= 0 and text[q.start - 1] in MARKS else q.start
        if start >= q.start - 1 and end <= q.end + 1:
            start, end = max(start, q.start), min(end, q.end)
    return " ".join(text[start:end].split()).rstrip(",;:")
