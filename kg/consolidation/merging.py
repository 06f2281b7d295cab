"""Which reports of one class are of one situation: the exactly dated first, then what fits one of them and no other.

Every step decides against what the steps before it settled, in an order that depends on content alone. Reports that
share no atom, even by way of others, never touch: what a new article changes stays among those it is connected with.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.consolidation import dates
from kg.consolidation.clusters import Clusters
from kg.consolidation.matching import Atom, Matcher, Reported
from kg.consolidation.sightings import Sighting
from kg.consolidation.timeline import Interval, Timeline, width
from kg.consolidation.undated import A_MONTH, Hints, Shelves, Told


class Merger:
    """The reports of one class as they come together, step by step."""

    def __init__(self, block: Iterable[Reported], matcher: Matcher) -> None:
        self.clusters = Clusters(block, matcher)
        self.inferred: dict[int, dt.date] = {}  # a report by number -> the day its month and day stand for
        self._timeline = Timeline()
        self._by_month_day: dict[tuple[Atom, str], list[int]] = defaultdict(list)

    @property
    def is_dated(self) -> bool:
        return self.clusters.matcher.rule.dated

    @property
    def sightings(self) -> list[Sighting]:
        return self.clusters.sightings

    # --- without regard to dates ------------------------------------------------------------------------------------

    def by_key(self) -> None:
        """Whatever shares a key and contradicts in none."""
        clusters = self.clusters
        index: dict[Atom, list[int]] = defaultdict(list)
        alike = self._alike(range(len(self.sightings)))
        for number in clusters.in_order(alike):
            found = {other for atom in clusters.atoms[number] for other in index[atom]}
            if fitting := clusters.fitting(number, found):
                clusters.join(number, fitting[0])
            clusters.adopt(number, alike[number])
            for atom in clusters.atoms[number]:
                self._note(index[atom], number)

    def _alike(self, numbers: Iterable[int]) -> dict[int, list[int]]:
        """The first report of each shape, outcome and interval -> the others: of what many report few are compared."""
        clusters, first = self.clusters, dict[object, int]()
        alike: dict[int, list[int]] = {}
        for number in numbers:
            sighting = clusters.sightings[number]
            leader = first.setdefault((clusters.profiles[number].shape, sighting.group, sighting.span), number)
            if leader == number:
                alike[number] = []
            else:
                alike[leader].append(number)
        return alike

    def _note(self, numbers: list[int], number: int) -> None:
        """Of one cluster one report stands for all."""
        if all(self.clusters.of[other] != self.clusters.of[number] for other in numbers):
            numbers.append(number)

    # --- by date ----------------------------------------------------------------------------------------------------

    def by_date(self) -> None:
        """Days, then wider intervals: joined to the one they meet, or left apart; then days without a year."""
        steps: dict[int, list[tuple[int, Interval]]] = defaultdict(list)
        for number, sighting in enumerate(self.sightings):
            if span := sighting.span:
                steps[width(span)].append((number, span))
        for _, step in sorted(steps.items()):
            spans = dict(step)
            alike = self._alike(spans)
            for number in self.clusters.in_order(alike):
                self._place(number, spans[number])
                self.clusters.adopt(number, alike[number])
        self._by_month_and_day()

    def _place(self, number: int, span: Interval) -> None:
        """Joins it to the one cluster its interval meets; among several to the one of just this interval and people."""
        clusters = self.clusters
        rows = list(self._timeline.meeting(clusters.atoms[number], span))
        fitting = clusters.fitting(number, (other for other, _ in rows))
        if width(span):
            fitting = [cluster for cluster in fitting if self._compatible(number, cluster)]
        if len(fitting) > 1:
            equal = {clusters.of[other] for other, interval in rows if interval == span}
            fitting = clusters.closest(number, [cluster for cluster in fitting if cluster in equal])
        if fitting:
            clusters.join(number, fitting[0])
        self._timeline.add(clusters.atoms[number], span, number, clusters.of)

    def _compatible(self, number: int, cluster: int) -> bool:
        """What took place is not what was called off."""
        groups = self.clusters.profiles[number].groups | self.clusters.profile(cluster).groups
        return not {"done", "off"} <= groups

    def _by_month_and_day(self) -> None:
        clusters = self.clusters
        for number in clusters.in_order(n for n, sighting in enumerate(self.sightings) if sighting.month_day):
            month_day = self.sightings[number].month_day or ""
            fitting = self._in_some_year(number, month_day)
            if not fitting:
                same = (other for atom in clusters.atoms[number] for other in self._by_month_day[atom, month_day])
                fitting = clusters.fitting(number, same)
            if len(fitting) == 1:
                clusters.join(number, fitting[0])
            for atom in clusters.atoms[number]:
                self._note(self._by_month_day[atom, month_day], number)

    def _in_some_year(self, number: int, month_day: str) -> list[int]:
        atoms = self.clusters.atoms[number]
        days = [day for year in self._timeline.years(atoms) if (day := dates.in_year(month_day, year))]
        found = {
            other
            for day in days
            for other, interval in self._timeline.meeting(atoms, (day, day))
            if width(interval) <= A_MONTH.days
        }
        return [cluster for cluster in self.clusters.fitting(number, found) if self._compatible(number, cluster)]

    # --- years ------------------------------------------------------------------------------------------------------

    def anchors(self, ahead: bool = False) -> Iterator[tuple[str, dt.date]]:
        """(article, day) where another article gives the year; with `ahead` also by plans without a date."""
        for members in self.clusters.members.values():
            interval = self.clusters.interval(members[0])
            if interval is None or width(interval) > A_MONTH.days:
                continue
            for number in members:
                sighting = self.sightings[number]
                if sighting.month_day:
                    yield sighting.article, dates.nearest(sighting.month_day, [interval[0]]) or interval[0]
                elif ahead and not sighting.span and sighting.group == "ahead":
                    yield sighting.article, interval[0]

    def infer_years(self, anchors: Mapping[str, Sequence[dt.date]]) -> None:
        """Gives months and days the year of what else their article reports, and places them."""
        for number, sighting in enumerate(self.sightings):
            if not sighting.month_day or sighting.article not in anchors:
                continue
            day = dates.nearest(sighting.month_day, anchors[sighting.article])
            if day is None:
                continue
            self.inferred[number] = day
            if self.clusters.interval(number) is None:
                self._place(number, (day, day))

    # --- without a date ---------------------------------------------------------------------------------------------

    def by_story(self, days: Mapping[str, dt.date], dayless: Mapping[str, Hints], told: Told) -> None:
        """Undated reports: to the one dated situation they can mean, else together with others of their kind."""
        undated = [n for n, sighting in enumerate(self.sightings) if not sighting.span and not sighting.month_day]
        shelves = Shelves(self.clusters, self.inferred, dayless, told)
        choices = {number: shelves.choose(number, days.get(self.sightings[number].article)) for number in undated}
        for number, choice in choices.items():
            if choice is not None:
                self.clusters.join(number, choice)
        self._gather([number for number in self.clusters.in_order(undated) if choices[number] is None], days)

    def _gather(self, numbers: Iterable[int], days: Mapping[str, dt.date]) -> None:
        """Undated reports with each other: the same people, the same outcome, articles a month apart at most."""
        clusters = self.clusters
        shelf: dict[tuple[Atom, str, int | None], list[int]] = defaultdict(list)
        for number in numbers:
            sighting = self.sightings[number]
            day = days.get(sighting.article)
            month = day.year * 12 + day.month if day else None
            near: list[int | None] = [month] if month is None else [month - 1, month, month + 1]
            rows = [shelf[atom, sighting.group, each] for atom in clusters.atoms[number] for each in near]
            fitting = clusters.fitting(number, (other for row in rows for other in row))
            if len(fitting) > 1:
                fitting = clusters.closest(number, fitting)
            if fitting:
                clusters.join(number, fitting[0])
            for atom in clusters.atoms[number]:
                self._note(shelf[atom, sighting.group, month], number)
