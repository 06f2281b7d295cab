"""Which words of an article stand between quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from kg.model import Parse, Quotation

__all__ = ["find_quotations"]

LIMIT = 1000  # characters a quotation may run within its paragraph where nothing closes it
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*")
_LINE = re.compile(r"\n\s*")
_DOUBLE = re.compile("[\"“”„«»‟″]|``|''")
_OPENING, _CLOSING = frozenset("“„«‟"), frozenset("”»")
_BEFORE_OPENING = re.compile(r"(?:^|[\s(\[{—–-])$")
# A single quote opens before a word and not inside one; ’90s and ’tis are no quotations.
_SINGLE_OPENING = re.compile(r"(?<![^\s(\[—–“\"])(?:‘(?=\w)(?!\d0s)|'(?=[A-Z]))")
_SINGLE_CLOSING = re.compile(r"(?<=\S)[’'](?!\w)")
_STOP = re.compile(r"[,.;:?!]|\s?[\"”]")  # behind a closing mark
_ENDING = frozenset(",.!?;…—–")


def find_quotations(parse: Parse, text: str) -> tuple[Quotation, ...]:
    """In text order, never overlapping; a quotation that runs on over paragraphs is one for each of them."""
    found = []
    for start, end in sorted(_spans(text)):
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        first, last = bisect_left(parse.end, start + 1), bisect_left(parse.start, end)
        if first < last and any(char.isalnum() for char in text[start:end]):
            found.append(Quotation(first, last, start, end))
    return tuple(found)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    for start, end in _paragraphs(text):
        double = list(_double(text, start, end))
        yield from double
        yield from _single(text, start, end, double)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Between blank lines; in a text without any, lines."""
    break_ = _PARAGRAPH if _PARAGRAPH.search(text.strip()) else _LINE
    start = 0
    for match in break_.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _double(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Between double marks of one paragraph. Each decision is local: a stray mark costs at most its own quotation."""
    opened: int | None = None
    for mark in _DOUBLE.finditer(text, start, end):
        if _opens(text, mark, start, end, opened is not None):
            opened = mark.end()
        elif opened is not None:
            if mark.start() - opened <= LIMIT:
                yield opened, mark.start()
            opened = None
    if opened is not None and end - opened <= LIMIT:
        yield opened, end  # goes on in the next paragraph, or the closing mark was forgotten


def _opens(text: str, mark: re.Match[str], start: int, end: int, inside: bool) -> bool:
    """Curly marks say it; straight ones open after a gap, unless one is open and a gap follows too."""
    if mark[0] in _OPENING or mark[0] == "``":
        return True
    if mark[0] in _CLOSING or (mark[0] == "''" and "``" in text):
        return False
    gap_before = bool(_BEFORE_OPENING.search(text, max(start, mark.start() - 1), mark.start())) or mark.start() == start
    gap_after = mark.end() >= end or text[mark.end()].isspace()
    if not gap_before:
        return False
    return not (inside and gap_after) and mark.end() < end


def _single(text: str, start: int, end: int, double: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Between single marks outside double ones, where a closing mark is in sight."""
    place = start
    while match := _SINGLE_OPENING.search(text, place, end):
        place = match.end()
        if any(first <= match.start() < last for first, last in double):
            continue
        following = _SINGLE_OPENING.search(text, place, end)
        reach = min(following.start() if following else end, place + LIMIT)
        closing = _closing(text, place, reach, match[0] == "'")
        if closing is not None and not any(place < last and first < closing for first, last in double):
            yield place, closing
            place = closing + 1


def _closing(text: str, start: int, reach: int, straight: bool) -> int | None:
    """After punctuation if possible, for "the leaders’ talks" closes nothing; a straight mark only so."""
    ends = [match.start() for match in _SINGLE_CLOSING.finditer(text, start, reach)]
    sure = [end for end in ends if text[end - 1] in _ENDING or _STOP.match(text, end + 1)]
    if sure:
        return sure[0]
    plain = [] if straight else [end for end in ends if text[end - 1] != "s"] or ends[-1:]
    return plain[0] if plain else None
