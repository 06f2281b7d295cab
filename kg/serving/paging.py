"""Which part of a list a page shows, and where the pages before and after it are: `page=2` in the address."""

from __future__ import annotations

from dataclasses import dataclass

ROWS, CARDS = 30, 25  # with their sentences; that much is painted within a fifth of a second


@dataclass(frozen=True)
class Part:
    """`start` and `end` as a slice has them, of a list that is `total` long."""

    start: int
    end: int
    total: int
    number: int = 1

    @property
    def whole(self) -> bool:
        return self.end - self.start == self.total

    @property
    def before(self) -> int | None:
        """Number of the page before."""
        return self.number - 1 if self.start else None

    @property
    def after(self) -> int | None:
        return self.number + 1 if self.end < self.total else None

    @property
    def cut(self) -> slice:
        return slice(self.start, self.end)


NOTHING = Part(0, 0, 0)


def part(total: int, wanted: str | None, size: int) -> Part:
    """Of a page that is not there, the nearest; what is no number is the first."""
    last = max(1, -(-total // size))
    number = min(max(int(wanted), 1), last) if wanted and wanted.isdecimal() and len(wanted) < 7 else 1
    return Part((number - 1) * size, min(number * size, total), total, number)
