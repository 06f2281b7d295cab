"""How a text is cut so that each piece has one set of marks: overlapping spans never break the page's structure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

_STYLES = ("furniture", "unread", "focus")  # kinds that are classes of the style sheet
_BREAK = re.compile(r"(?<=\n\n)(?!\n)")


@dataclass(frozen=True)
class Mark:
    """A span of a text, in code points, end exclusive."""

    start: int
    end: int
    kind: str  # evidence | mention | role | furniture | unread | focus
    target: str = ""  # of a mention the IRI it stands for, of evidence the claim's fragment
    title: str = ""  # what to say of it


@dataclass(frozen=True)
class Piece:
    """A stretch of text between two places where a mark begins or ends."""

    text: str
    start: int
    marks: tuple[Mark, ...] = ()

    @cached_property
    def kinds(self) -> dict[str, Mark]:
        """The first mark of each kind."""
        return {mark.kind: mark for mark in reversed(self.marks)}

    @property
    def style(self) -> str:
        return " ".join(kind for kind in _STYLES if kind in self.kinds)

    def targets(self, kind: str) -> str:
        return " ".join(dict.fromkeys(mark.target for mark in self.marks if mark.kind == kind))

    def titles(self, kind: str) -> str:
        return "; ".join(dict.fromkeys(mark.title for mark in self.marks if mark.kind == kind and mark.title))


def pieces(text: str, marks: Iterable[Mark]) -> list[Piece]:
    """The whole text in order. Marks outside of it are cut to it; of two mentions the longer one counts."""
    inside = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    inside.sort(key=lambda mark: (mark.start, -mark.end, mark.kind, mark.target))
    starting = sorted(inside, key=lambda mark: mark.start)
    cuts = sorted({0, len(text), *(mark.start for mark in inside), *(mark.end for mark in inside)})
    found: list[Piece] = []
    active: list[Mark] = []
    next_ = 0
    for start, end in pairwise(cuts):
        active = [mark for mark in active if mark.end > start]
        while next_ < len(starting) and starting[next_].start <= start:
            active.append(starting[next_])
            next_ += 1
        found.append(Piece(text[start:end], start, tuple(active)))
    return found


def paragraphs(found: Iterable[Piece]) -> list[list[Piece]]:
    """The same pieces by paragraph, cut where blank lines end: no letter is lost."""
    told: list[list[Piece]] = [[]]
    for piece in found:
        parts = _BREAK.split(piece.text)
        at = piece.start
        for index, part in enumerate(parts):
            if index:
                told.append([])
            if part:
                told[-1].append(Piece(part, at, piece.marks))
            at += len(part)
    return [each for each in told if each]


def marked_sentence(sentence: str, starts_at: int, begin: int, end: int) -> list[Piece]:
    """A sentence with the words of the evidence marked; offsets count from the start of the article."""
    first, last = max(0, begin - starts_at), min(len(sentence), end - starts_at)
    return pieces(sentence, [Mark(first, last, "evidence")])


def outside(length: int, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """What no span covers."""
    gaps, reached = [], 0
    for start, end in sorted(spans):
        if start > reached:
            gaps.append((reached, start))
        reached = max(reached, end)
    return [*gaps, (reached, length)] if reached < length else gaps
