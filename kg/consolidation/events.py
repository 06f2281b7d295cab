"""Which reports are of one situation, over all classes: dates first, then lent years, then what is undated."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from kg import terms
from kg.consolidation import dates
from kg.consolidation.matching import Matcher, rule_of
from kg.consolidation.merging import Merger
from kg.consolidation.offices import Posts
from kg.consolidation.sightings import Report, Sighting
from kg.model import Date

Value = TypeVar("Value", str, dt.date)


@dataclass(frozen=True)
class Situation:
    """The reports of one situation. Its IRI comes from its anchor: the first claim by date, then IRI."""

    iri: str
    type: str
    sightings: tuple[Sighting, ...]
    date: Date | None


@dataclass(frozen=True)
class Merged:
    situations: tuple[Situation, ...]  # by IRI
    days: Mapping[str, dt.date]  # when each article came out, as far as known or inferred


def merge_events(sightings: Sequence[Sighting], posts: Posts, month_days: Mapping[str, str], base: str) -> Merged:
    """Link 6. Reads: the sightings, who stands for whom, the month and day of articles that print no year."""
    printed = {sighting.article: sighting.day for sighting in sightings if sighting.day}
    plain, referring = _by_type(sightings)
    mergers = [Merger(each, Matcher(rule_of(type), posts)) for type, each in plain]
    seasons = _seasons(sightings, month_days)
    days = _merge(mergers, printed, month_days, seasons)
    situations = [situation for merger in mergers for situation in _situations(merger, base)]
    # Situations whose key is filled by another one come second: a decision about a bid is known by the bid.
    anchors = {report.iri: situation.iri for situation in situations for report in _reports(situation.sightings)}
    late = [Merger(_refer(each, anchors), Matcher(rule_of(type), posts)) for type, each in referring]
    _merge(late, days, month_days, seasons)
    situations += [situation for merger in late for situation in _situations(merger, base)]
    return Merged(tuple(sorted(situations, key=lambda situation: situation.iri)), days)


def _reports(sightings: Iterable[Sighting]) -> Iterable[Report]:
    return (report for sighting in sightings for report in sighting.reports)


def _by_type(
    sightings: Iterable[Sighting],
) -> tuple[list[tuple[str, list[Sighting]]], list[tuple[str, list[Sighting]]]]:
    """By class: those whose keys only entities fill, and those with a claim in a key."""
    plain: dict[str, list[Sighting]] = defaultdict(list)
    referring: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        keys = rule_of(sighting.type).roles
        refers = any("#claim-" in filler for role in keys for filler in sighting.roles.get(role, ()))
        (referring if refers else plain)[sighting.type].append(sighting)
    return sorted(plain.items()), sorted(referring.items())


def _seasons(sightings: Iterable[Sighting], month_days: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """The months and days that articles name without a year: about when they were written."""
    found: dict[str, set[str]] = defaultdict(set)
    for article, month_day in month_days.items():
        found[article].add(month_day)
    for sighting in sightings:
        if sighting.month_day:
            found[sighting.article].add(sighting.month_day)
    return {article: frozenset(each) for article, each in found.items()}


def _refer(sightings: Iterable[Sighting], anchors: Mapping[str, str]) -> list[Sighting]:
    """Claims in roles replaced by the situations they are merged into."""
    return [
        replace(
            sighting,
            roles={
                role: tuple(sorted({anchors.get(filler, filler) for filler in fillers}))
                for role, fillers in sighting.roles.items()
            },
        )
        for sighting in sightings
    ]


def _merge(
    mergers: Sequence[Merger],
    printed: Mapping[str, dt.date],
    month_days: Mapping[str, str],
    seasons: Mapping[str, frozenset[str]],
) -> dict[str, dt.date]:
    dated = [merger for merger in mergers if merger.is_dated]
    for merger in mergers:
        if merger not in dated:
            merger.by_key()
    for merger in dated:
        merger.by_date()
    anchors: dict[str, list[dt.date]] = defaultdict(list)
    for merger in dated:
        for article, day in merger.anchors():
            anchors[article].append(day)
    for merger in dated:
        merger.infer_years(anchors)
    days = dates.publication_days(printed, month_days, [(a, day) for a, each in anchors.items() for day in each])
    for merger in dated:
        merger.by_story(days, seasons)
    ahead = [anchor for merger in dated for anchor in merger.anchors(ahead=True)]
    return dates.publication_days(printed, month_days, ahead)


def _situations(merger: Merger, base: str) -> Iterable[Situation]:
    type = merger.sightings[0].type
    for members in merger.clusters.all():
        sightings = tuple(merger.sightings[number] for number in members)
        yield Situation(terms.event_iri(base, type, _anchor(sightings)), type, sightings, _date(merger, members))


def _anchor(sightings: Iterable[Sighting]) -> str:
    reports = [report for sighting in sightings for report in sighting.reports]
    return min((report.day or dt.date.max, report.iri) for report in reports)[1]


def _date(merger: Merger, members: Sequence[int]) -> Date | None:
    """The narrowest day or interval a report gives; a month and day whose year comes from elsewhere is inferred."""
    month_days = [merger.sightings[number].month_day for number in members]
    interval = merger.clusters.interval(members)
    if interval and (interval[0] == interval[1] or not any(month_days)):
        return _first_date(merger, members, interval)
    if interval is None and not any(month_days):
        return None
    lent = [day for number in members if (day := _lent(merger, number, interval))]
    if lent:
        day = _most_frequent(lent)
        return Date("", day, day, "inferred", f"{day:%m-%d}")
    if interval:
        return _first_date(merger, members, interval)
    return Date("", month_day=_most_frequent([each for each in month_days if each]))


def _most_frequent(values: Sequence[Value]) -> Value:
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], value))


def _lent(merger: Merger, number: int, interval: tuple[dt.date, dt.date] | None) -> dt.date | None:
    month_day = merger.sightings[number].month_day
    if month_day is None:
        return None
    return dates.nearest(month_day, [interval[0]]) if interval else merger.inferred.get(number)


def _first_date(merger: Merger, members: Iterable[int], interval: tuple[dt.date, dt.date]) -> Date:
    found = [merger.sightings[number] for number in members if merger.sightings[number].span == interval]
    precision = min(sighting.date.precision or "" for sighting in found if sighting.date)
    return Date("", *interval, precision or ("day" if interval[0] == interval[1] else "range"))
