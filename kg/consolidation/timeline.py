"""Which merged situations of the same people fall on a day or in an interval, found without looking at all of them."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.consolidation.matching import Atom

Interval = tuple[dt.date, dt.date]


def width(interval: Interval) -> int:
    """In days; 0 for a single day."""
    return (interval[1] - interval[0]).days


class Timeline:
    """Dated reports by atom, in order of their first day."""

    def __init__(self) -> None:
        self._rows: dict[Atom, list[tuple[dt.date, dt.date, int]]] = defaultdict(list)
        self._widest: dict[Atom, int] = defaultdict(int)
        self._years: dict[Atom, set[int]] = defaultdict(set)

    def add(self, atoms: Iterable[Atom], interval: Interval, number: int) -> None:
        for atom in atoms:
            insort(self._rows[atom], (*interval, number))
            self._widest[atom] = max(self._widest[atom], width(interval))
            self._years[atom].update({interval[0].year, interval[1].year})

    def meeting(self, atoms: Iterable[Atom], interval: Interval) -> Iterator[tuple[int, Interval]]:
        """The reports whose intervals share a day with this one."""
        for atom in atoms:
            rows = self._rows.get(atom)
            if not rows:
                continue
            start = dt.date.fromordinal(max(1, interval[0].toordinal() - self._widest[atom]))
            for earliest, latest, number in rows[bisect_left(rows, (start,)) :]:
                if earliest > interval[1]:
                    break
                if latest >= interval[0]:
                    yield number, (earliest, latest)

    def years(self, atoms: Iterable[Atom]) -> list[int]:
        return sorted({year for atom in atoms for year in self._years.get(atom, ())})
