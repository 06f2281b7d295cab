"""Which reports of one class are of one situation: the exactly dated first, then what fits one of them and no other.

Every step decides against what the steps before it settled, in an order that depends on content alone.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.consolidation import dates
from kg.consolidation.matching import Atom, Matcher, Profile, profile
from kg.consolidation.sightings import Sighting
from kg.consolidation.timeline import Interval, Timeline, width

A_MONTH = dt.timedelta(days=31)
HALF_A_YEAR = dt.timedelta(days=183)


class Merger:
    """The reports of one class as they come together; a cluster is known by the number of its first report."""

    def __init__(self, sightings: Sequence[Sighting], matcher: Matcher) -> None:
        self.sightings = sorted(sightings, key=lambda sighting: sighting.id)
        self.matcher = matcher
        self._profiles = [profile(sighting, matcher.rule) for sighting in self.sightings]
        self._atoms = [matcher.atoms(one) for one in self._profiles]
        self._cluster = list(range(len(self.sightings)))
        self._members: dict[int, list[int]] = {number: [number] for number in self._cluster}
        self._merged: dict[int, Profile] = {}
        self._timeline = Timeline()
        self._by_month_day: dict[tuple[Atom, str], list[int]] = defaultdict(list)
        self.inferred: dict[int, dt.date] = {}  # a report by number -> the day its month and day stand for

    # --- clusters ---------------------------------------------------------------------------------------------------

    def clusters(self) -> list[list[int]]:
        """The numbers of the reports of each, sorted."""
        return sorted(sorted(members) for members in self._members.values())

    def _profile(self, cluster: int) -> Profile:
        return self._merged.get(cluster, self._profiles[cluster])

    def _join(self, number: int, cluster: int) -> None:
        mine, goal = self._cluster[number], self._cluster[cluster]
        if mine == goal:
            return
        if len(self._members[mine]) > len(self._members[goal]):
            mine, goal = goal, mine
        merged = self._merged.get(goal)
        if merged is None:
            merged = self._merged[goal] = Profile()
            merged.add(self._profiles[goal])
        merged.add(self._profile(mine))
        for member in self._members.pop(mine):
            self._cluster[member] = goal
            self._members[goal].append(member)

    def _fitting(self, number: int, candidates: Iterable[int]) -> list[int]:
        """The clusters of the candidates that may be the same situation, in a fixed order, without its own."""
        clusters = {self._cluster[candidate] for candidate in candidates} - {self._cluster[number]}
        mine = self._profile(self._cluster[number])
        fitting = [cluster for cluster in clusters if self.matcher.same(mine, self._profile(cluster))]
        return sorted(fitting, key=lambda cluster: min(self._members[cluster]))

    def _order(self, numbers: Iterable[int]) -> list[int]:
        """Persons before countries that stand for them, many before few."""

        def rank(number: int) -> tuple[bool, int, int]:
            one = self._profiles[number]
            return self.matcher.has_stand_in(one), -sum(map(len, one.fillers.values())), number

        return sorted(numbers, key=rank)

    # --- steps ------------------------------------------------------------------------------------------------------

    def by_key(self) -> None:
        """Without regard to dates: whatever shares a key and contradicts in none."""
        index: dict[Atom, list[int]] = defaultdict(list)
        for number in self._order(range(len(self.sightings))):
            found = {self._cluster[other] for atom in self._atoms[number] for other in index[atom]}
            if fitting := self._fitting(number, found):
                self._join(number, fitting[0])
            clusters = {self._cluster[number]}
            for atom in self._atoms[number]:
                if not clusters & {self._cluster[other] for other in index[atom]}:
                    index[atom].append(number)

    def by_date(self) -> None:
        """Days, then wider intervals: joined to the one they meet, or left apart."""
        dated = {number: span for number, sighting in enumerate(self.sightings) if (span := sighting.span)}
        steps: dict[int, list[int]] = defaultdict(list)
        for number, span in dated.items():
            steps[width(span)].append(number)
        for _, numbers in sorted(steps.items()):
            for number in self._order(numbers):
                self._place(number, dated[number])
        self._by_month_and_day()

    def _place(self, number: int, span: Interval) -> bool:
        """Joins it to the one cluster its interval meets; among several to the one of just this interval."""
        rows = list(self._timeline.meeting(self._atoms[number], span))
        fitting = self._fitting(number, (other for other, _ in rows))
        if span[0] != span[1]:
            fitting = [cluster for cluster in fitting if self._compatible(number, cluster)]
        if len(fitting) > 1:
            equal = {self._cluster[other] for other, interval in rows if interval == span}
            alike = [cluster for cluster in fitting if cluster in equal]
            fitting = self._closest(number, alike)
        if fitting:
            self._join(number, fitting[0])
        self._timeline.add(self._atoms[number], span, number)
        return bool(fitting)

    def _closest(self, number: int, clusters: list[int]) -> list[int]:
        """Of several on one day that of just these people, if there is one."""
        mine = self._profiles[number].fillers
        return [cluster for cluster in clusters if self._profile(cluster).fillers == mine]

    def _compatible(self, number: int, cluster: int) -> bool:
        """What took place is not what was called off."""
        groups = self._profiles[number].groups | self._profile(cluster).groups
        return not {"done", "off"} <= groups

    def _by_month_and_day(self) -> None:
        for number in self._order(n for n, sighting in enumerate(self.sightings) if sighting.month_day):
            month_day = self.sightings[number].month_day or ""
            fitting = self._in_some_year(number, month_day)
            if not fitting:
                same = (other for atom in self._atoms[number] for other in self._by_month_day[atom, month_day])
                fitting = self._fitting(number, same)
            if len(fitting) == 1:
                self._join(number, fitting[0])
            for atom in self._atoms[number]:
                self._by_month_day[atom, month_day].append(number)

    def _in_some_year(self, number: int, month_day: str) -> list[int]:
        atoms = self._atoms[number]
        days = [day for year in self._timeline.years(atoms) if (day := dates.in_year(month_day, year))]
        found = {
            other
            for day in days
            for other, interval in self._timeline.meeting(atoms, (day, day))
            if width(interval) <= A_MONTH.days
        }
        return [cluster for cluster in self._fitting(number, found) if self._compatible(number, cluster)]

    # --- years ------------------------------------------------------------------------------------------------------

    def anchors(self, ahead: bool = False) -> Iterator[tuple[str, dt.date]]:
        """(article, day) where another article gives the year; with `ahead` also by plans without a date."""
        for members in self._members.values():
            interval = self.interval(members)
            if interval is None or width(interval) > A_MONTH.days:
                continue
            for number in members:
                sighting = self.sightings[number]
                if sighting.month_day:
                    yield sighting.article, dates.nearest(sighting.month_day, [interval[0]]) or interval[0]
                elif ahead and not sighting.span and sighting.group == "ahead":
                    yield sighting.article, interval[0]

    def interval(self, members: Iterable[int]) -> Interval | None:
        """The narrowest interval that reports of a cluster give; of equal ones the most frequent, then the first."""
        spans = [span for number in members if (span := self.sightings[number].span)]
        return min(spans, key=lambda span: (width(span), -spans.count(span), span), default=None)

    def infer_years(self, anchors: Mapping[str, Sequence[dt.date]]) -> None:
        """Gives months and days the year of what else their article reports, and places them."""
        for number, sighting in enumerate(self.sightings):
            if not sighting.month_day or sighting.article not in anchors:
                continue
            day = dates.nearest(sighting.month_day, anchors[sighting.article])
            if day is None:
                continue
            self.inferred[number] = day
            if self.interval(self._members[self._cluster[number]]) is None:
                self._place(number, (day, day))

    # --- without a date ---------------------------------------------------------------------------------------------

    def by_story(self, days: Mapping[str, dt.date]) -> None:
        """Undated reports: to the one dated situation they can mean, else together with others of their kind."""
        undated = [n for n, sighting in enumerate(self.sightings) if not sighting.span and not sighting.month_day]
        shelves = _Shelves(self)
        choices = {number: shelves.choose(number, days.get(self.sightings[number].article)) for number in undated}
        for number, choice in choices.items():
            if choice is not None:
                self._join(number, choice)
        self._gather([number for number in self._order(undated) if choices[number] is None], days)

    def _gather(self, numbers: Iterable[int], days: Mapping[str, dt.date]) -> None:
        """Undated reports with each other: the same people, the same outcome, articles a month apart at most."""
        shelf: dict[tuple[Atom, str, int | None], list[int]] = defaultdict(list)
        for number in numbers:
            sighting = self.sightings[number]
            day = days.get(sighting.article)
            month = day.year * 12 + day.month if day else None
            near: list[int | None] = [month] if month is None else [month - 1, month, month + 1]
            rows = [shelf[atom, sighting.group, each] for atom in self._atoms[number] for each in near]
            fitting = self._fitting(number, (other for row in rows for other in row))
            if len(fitting) > 1:
                fitting = self._closest(number, fitting)
            if fitting:
                self._join(number, fitting[0])
                continue
            for atom in self._atoms[number]:
                shelf[atom, sighting.group, month].append(number)


class _Shelves:
    """The dated clusters as they stand before undated reports come: by atom and outcome."""

    def __init__(self, merger: Merger) -> None:
        self._merger = merger
        self._rows: dict[tuple[Atom, str], list[tuple[Interval | None, int]]] = defaultdict(list)
        self._own: dict[tuple[str, str], set[int]] = defaultdict(set)  # (article, outcome it reports) -> clusters
        self._outcome: dict[int, str] = {}
        self._interval: dict[int, Interval | None] = {}
        for members in merger.clusters():
            cluster = merger._cluster[members[0]]
            interval = merger.interval(members)
            if interval is None and not any(merger.sightings[number].month_day for number in members):
                continue
            groups = merger._profile(cluster).groups
            self._outcome[cluster] = next((each for each in ("done", "off", "ahead") if each in groups), "open")
            days = [merger.inferred[number] for number in members if number in merger.inferred]
            self._interval[cluster] = interval or ((min(days), min(days)) if days else None)
            for atom in sorted({atom for number in members for atom in merger._atoms[number]}):
                self._rows[atom, self._outcome[cluster]].append((self._interval[cluster], cluster))
            for number in members:
                self._own[merger.sightings[number].article, merger.sightings[number].group].add(cluster)

    def choose(self, number: int, day: dt.date | None) -> int | None:
        """The only cluster it can mean: of those its own article dates with this outcome, else of all."""
        sighting = self._merger.sightings[number]
        own = self._merger._fitting(number, self._own.get((sighting.article, sighting.group), ()))
        if own:
            return own[0] if len(own) == 1 else None
        for outcomes in self._preferences(number):
            found = self._find(number, outcomes, day)
            if found:
                return found[0] if len(found) == 1 and self._may_mean(number, found[0], day) else None
        return None

    def _preferences(self, number: int) -> list[tuple[str, ...]]:
        group = self._merger.sightings[number].group
        preferences: dict[str, list[tuple[str, ...]]] = {
            "ahead": [("ahead",), ("off", "done")],
            "done": [("done",), ("ahead",)],
            "off": [("off",), ("ahead",)],
            "open": [("ahead", "off", "done", "open")],
        }
        return preferences[group]

    def _find(self, number: int, outcomes: Iterable[str], day: dt.date | None) -> list[int]:
        group = self._merger.sightings[number].group
        found: set[int] = set()
        for atom in self._merger._atoms[number]:
            for outcome in outcomes:
                for interval, cluster in self._rows.get((atom, outcome), ()):
                    if cluster in found or not _in_reach(group, outcome, interval, day):
                        continue
                    if self._merger._fitting(number, [cluster]):
                        found.add(cluster)
                    if len(found) > 1:
                        return sorted(found)
        return sorted(found)

    def _may_mean(self, number: int, cluster: int, day: dt.date | None) -> bool:
        """An undated plan in an undated article is not the plan of what nobody is known to have planned."""
        planned = self._merger._profile(cluster).groups & {"ahead", "off"}
        return bool(planned or day) or self._merger.sightings[number].group != "ahead"


def _in_reach(group: str, outcome: str, interval: Interval | None, day: dt.date | None) -> bool:
    """Whether an article of that day can mean, without a date, what took or takes place then."""
    if day is None or interval is None:
        # That a plan was carried out needs an article known to be later.
        return not (group == "done" and outcome == "ahead")
    earliest, latest = interval
    if group == "ahead":
        return day - dt.timedelta(days=1) <= latest and earliest - day <= 2 * HALF_A_YEAR
    if group == "done" and outcome == "done":
        return earliest <= day and day - latest <= HALF_A_YEAR
    if group == "done":
        return latest <= day and day - latest <= A_MONTH
    return abs(earliest - day) <= 2 * HALF_A_YEAR
