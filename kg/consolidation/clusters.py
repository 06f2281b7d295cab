"""Reports of one class and the clusters they form: who is with whom, and which of them could still be one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kg.consolidation.matching import Matcher, Profile, Reported, profile
from kg.consolidation.timeline import Interval, width


class Clusters:
    """A report is known by its number in order of ids, a cluster by the number of one of its reports."""

    def __init__(self, block: Iterable[Reported], matcher: Matcher) -> None:
        reported = sorted(block, key=lambda each: each.sighting.id)
        self.sightings = [each.sighting for each in reported]
        self.matcher = matcher
        self.standings = [each.standing for each in reported]
        self.profiles = [profile(sighting, matcher.rule) for sighting in self.sightings]
        self.atoms = [each.atoms for each in reported]
        self.of = list(range(len(self.sightings)))  # report -> cluster
        self.members: dict[int, list[int]] = {number: [number] for number in self.of}
        self._merged: dict[int, Profile] = {}
        self._first = list(self.of)  # cluster -> the first of its reports
        self._spans: dict[int, Counter[Interval]] = {}  # of clusters of several reports

    def all(self) -> list[list[int]]:
        """The numbers of the reports of each, sorted."""
        return sorted(sorted(members) for members in self.members.values())

    def profile(self, cluster: int) -> Profile:
        """What its reports say taken together."""
        return self._merged.get(cluster, self.profiles[cluster])

    def join(self, number: int, other: int) -> None:
        """The clusters of two reports become one; the smaller is moved."""
        mine, goal = self.of[number], self.of[other]
        if mine == goal:
            return
        if len(self.members[mine]) > len(self.members[goal]):
            mine, goal = goal, mine
        merged = self._merged.get(goal)
        if merged is None:
            merged = self._merged[goal] = Profile()
            merged.add(self.profiles[goal])
        merged.add(self.profile(mine))
        self._first[goal] = min(self._first[goal], self._first[mine])
        self._spans[goal] = self._spans_of(goal)
        self._spans[goal].update(self._spans_of(mine))
        for member in self.members.pop(mine):
            self.of[member] = goal
            self.members[goal].append(member)

    def adopt(self, number: int, twins: Iterable[int]) -> None:
        """Single reports of the shape and outcome of `number` come to its cluster: nothing is left to compare."""
        goal = self.of[number]
        spans = self._spans_of(goal)
        for twin in twins:
            del self.members[twin]
            self.of[twin] = goal
            self.members[goal].append(twin)
            self._first[goal] = min(self._first[goal], twin)
            if span := self.sightings[twin].span:
                spans[span] += 1
        self._spans[goal] = spans

    def fitting(self, number: int, candidates: Iterable[int]) -> list[int]:
        """The clusters of candidate reports that may be the same situation, in a fixed order, without its own."""
        clusters = {self.of[candidate] for candidate in candidates} - {self.of[number]}
        mine = self.profile(self.of[number])
        fitting = [cluster for cluster in clusters if self.matcher.same(mine, self.profile(cluster))]
        return sorted(fitting, key=lambda cluster: self._first[cluster])

    def closest(self, number: int, clusters: Iterable[int]) -> list[int]:
        """Of several those of just these people."""
        mine = self.profiles[number].fillers
        return [cluster for cluster in clusters if self.profile(cluster).fillers == mine]

    def in_order(self, numbers: Iterable[int]) -> list[int]:
        """Persons before countries that stand for them, many before few."""

        def rank(number: int) -> tuple[bool, int, int]:
            one = self.profiles[number]
            return self.matcher.has_stand_in(one), -sum(map(len, one.fillers.values())), number

        return sorted(numbers, key=rank)

    def _spans_of(self, cluster: int) -> Counter[Interval]:
        """How many of its reports give each interval."""
        span = self.sightings[cluster].span
        return self._spans.get(cluster) or Counter([span] if span else [])

    def interval(self, number: int) -> Interval | None:
        """The narrowest interval that reports of its cluster give; of equal ones the most frequent, then the first."""
        spans = self._spans_of(self.of[number])
        return min(spans, key=lambda span: (width(span), -spans[span], span), default=None)
