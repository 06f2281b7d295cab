"""Which dated situation an undated report means: the only one it can, else none.

An article that has a day means what is near it. One without must give evidence: days that it names, a place, or a story
that it shares with an article about the situation. Otherwise its report stays apart.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from itertools import islice

from kg import terms
from kg.consolidation import dates
from kg.consolidation.clusters import Clusters
from kg.consolidation.matching import Atom
from kg.consolidation.timeline import Interval

A_MONTH = dt.timedelta(days=31)
HALF_A_YEAR = dt.timedelta(days=183)
PREFERENCES: dict[str, tuple[tuple[str, ...], ...]] = {  # outcome of the report -> outcomes of situations, best first
    "ahead": (("ahead",), ("off", "done")),
    "done": (("done",), ("ahead",)),
    "off": (("off",), ("ahead",)),
    "denied": (("done",), ("ahead",)),
    "open": (("ahead", "off", "done", "open"),),
}
Row = tuple[Interval, int]
Told = Callable[[Atom], Set[str]]  # the articles that tell a story


@dataclass(frozen=True)
class Hints:
    """What an article without a day tells of its time."""

    month_days: frozenset[str] = frozenset()  # that it names without a year
    stories: tuple[Atom, ...] = ()  # what it reports that happens only once


class Shelves:
    """The dated clusters as they stand before undated reports come: by atom and outcome, in order of time."""

    def __init__(self, clusters: Clusters, inferred: Mapping[int, dt.date], dayless: Mapping[str, Hints], told: Told):
        """`inferred`: days of reports whose year another article lent; `dayless`: of articles without a day."""
        self._clusters = clusters
        self._dayless = dayless
        self._told = told
        self._around: dict[int, tuple[set[str], set[str]]] = {}
        self._common: dict[tuple[Atom, int], list[str]] = {}
        self._dated: dict[tuple[Atom, str], list[Row]] = defaultdict(list)
        self._yearless: dict[tuple[Atom, str], list[int]] = defaultdict(list)
        self._own: dict[tuple[str, str], set[int]] = defaultdict(set)  # (article, outcome it reports) -> clusters
        for members in clusters.all():
            days = [inferred[number] for number in members if number in inferred]
            interval = clusters.interval(members[0]) or ((min(days), min(days)) if days else None)
            if interval or any(clusters.sightings[number].month_day for number in members):
                self._put(clusters.of[members[0]], members, interval)
        for rows in self._dated.values():
            rows.sort()

    def _put(self, cluster: int, members: Iterable[int], interval: Interval | None) -> None:
        groups = self._clusters.profile(cluster).groups
        outcome = next((each for each in ("done", "off", "ahead") if each in groups), "open")
        for atom in {atom for number in members for atom in self._clusters.atoms[number]}:
            if interval:
                self._dated[atom, outcome].append((interval, cluster))
            else:
                self._yearless[atom, outcome].append(cluster)
        for number in members:
            sighting = self._clusters.sightings[number]
            self._own[sighting.article, sighting.group].add(cluster)

    def choose(self, number: int, day: dt.date | None) -> int | None:
        """The only cluster it can mean: of those its own article dates with this outcome, else of all."""
        sighting = self._clusters.sightings[number]
        own = self._clusters.fitting(number, self._own.get((sighting.article, sighting.group), ()))
        if own:
            return own[0] if len(own) == 1 else None
        for outcomes in PREFERENCES[sighting.group]:
            found = self._find(number, outcomes, day)
            if found:
                return found[0] if len(found) == 1 and self._may_mean(number, found[0], day) else None
        return None

    def _find(self, number: int, outcomes: Iterable[str], day: dt.date | None) -> list[int]:
        """The clusters in reach, two at most: more than one is too many."""
        group = self._clusters.sightings[number].group
        found: set[int] = set()
        for atom in self._clusters.atoms[number]:
            for outcome in outcomes:
                for interval, cluster in self._near((atom, outcome), day):
                    if cluster in found or not _in_reach(group, outcome, interval, day):
                        continue
                    if day is None and not self._is_evident(number, interval, cluster):
                        continue
                    if self._clusters.fitting(number, [cluster]):
                        found.add(cluster)
                    if len(found) > 1:
                        return sorted(found)
        return sorted(found)

    def _near(self, shelf: tuple[Atom, str], day: dt.date | None) -> Iterator[tuple[Interval | None, int]]:
        """The clusters an article of that day can mean at all, and those whose year nobody knows."""
        yield from ((None, cluster) for cluster in self._yearless.get(shelf, ()))
        rows = self._dated.get(shelf, [])
        first = (day - 4 * HALF_A_YEAR) if day else dt.date.min
        for place in range(bisect_left(rows, ((first, dt.date.min), -1)), len(rows)):
            if day and rows[place][0][0] > day + 2 * HALF_A_YEAR:
                return
            yield rows[place]

    def _is_evident(self, number: int, interval: Interval | None, cluster: int) -> bool:
        """Whether an article without a day shows that it means this one: by its days, a place or a common story."""
        sighting = self._clusters.sightings[number]
        hints = self._dayless.get(sighting.article, Hints())
        if hints.month_days and interval:
            near = dates.just_before if sighting.group == "done" else dates.soon_after
            return any(near(month_day, interval) for month_day in hints.month_days)
        places = {place for place in sighting.roles.get("place", ()) if not terms.is_named_as(place, "Country")}
        return not places.isdisjoint(self._articles_and_places(cluster)[1]) or any(
            article != sighting.article for story in hints.stories for article in self._in_both(story, cluster)
        )

    def _in_both(self, story: Atom, cluster: int) -> list[str]:
        """Articles that tell the story and report what the cluster is about: two at most, one may be its own."""
        if (story, cluster) not in self._common:
            few, many = sorted((self._told(story), self._articles_and_places(cluster)[0]), key=len)
            self._common[story, cluster] = list(islice((article for article in few if article in many), 2))
        return self._common[story, cluster]

    def _articles_and_places(self, cluster: int) -> tuple[set[str], set[str]]:
        """Of all its reports; looked up once, for thousands of copies may ask."""
        if cluster not in self._around:
            found = [self._clusters.sightings[number] for number in self._clusters.members[cluster]]
            places = {place for sighting in found for place in sighting.roles.get("place", ())}
            self._around[cluster] = {sighting.article for sighting in found}, places
        return self._around[cluster]

    def _may_mean(self, number: int, cluster: int, day: dt.date | None) -> bool:
        """An undated plan in an undated article is not the plan of what nobody is known to have planned."""
        planned = self._clusters.profile(cluster).groups & {"ahead", "off"}
        return bool(planned or day) or self._clusters.sightings[number].group != "ahead"


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
    if group == "denied":  # it answers a report
        return abs(earliest - day) <= A_MONTH
    return abs(earliest - day) <= 2 * HALF_A_YEAR
