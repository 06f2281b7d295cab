"""Which merged situations of the same people fall on a day or in an interval, found without looking at all of them."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kg.consolidation.matching import Atom

Interval = tuple[dt.date, dt.date]
Row = tuple[dt.date, dt.date, int]
SHELVES = (0, 7, 31, 100, 366)  # widths, in days: a wide interval must not make every search a wide one


def width(interval: Interval) -> int:
    """In days; 0 for a single day."""
    return (interval[1] - interval[0]).days


class Timeline:
    """Dated reports by atom, in order of their first day."""

    def __init__(self) -> None:
        self._rows: dict[tuple[Atom, int], list[Row]] = defaultdict(list)
        self._widest = list(SHELVES)
        self._years: dict[Atom, set[int]] = defaultdict(set)

    def add(self, atoms: Iterable[Atom], interval: Interval, number: int, cluster: Sequence[int]) -> None:
        """`cluster`: report -> cluster. Of one cluster one report stands for all of the same interval."""
        shelf = next((n for n, widest in enumerate(SHELVES) if width(interval) <= widest), len(SHELVES) - 1)
        self._widest[shelf] = max(self._widest[shelf], width(interval))
        for atom in atoms:
            rows = self._rows[atom, shelf]
            equal = _from(rows, (*interval, -1))
            if not any(cluster[other] == cluster[number] for *_, other in _while_equal(equal, interval)):
                insort(rows, (*interval, number))
                self._years[atom].update((interval[0].year, interval[1].year))

    def meeting(self, atoms: Iterable[Atom], interval: Interval) -> Iterator[tuple[int, Interval]]:
        """The reports whose intervals share a day with this one."""
        for atom in atoms:
            for shelf, widest in enumerate(self._widest):
                rows = self._rows.get((atom, shelf))
                if not rows:
                    continue
                start = dt.date.fromordinal(max(1, interval[0].toordinal() - widest))
                for earliest, latest, number in _from(rows, (start, start, -1)):
                    if earliest > interval[1]:
                        break
                    if latest >= interval[0]:
                        yield number, (earliest, latest)

    def years(self, atoms: Iterable[Atom]) -> list[int]:
        return sorted({year for atom in atoms for year in self._years.get(atom, ())})


def _from(rows: list[Row], start: Row) -> Iterator[Row]:
    return (rows[place] for place in range(bisect_left(rows, start), len(rows)))


def _while_equal(rows: Iterator[Row], interval: Interval) -> Iterator[Row]:
    for row in rows:
        if row[:2] != interval:
            return
        yield row
