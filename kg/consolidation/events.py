"""Which reports are of one situation, over all classes: dates first, then lent years, then what is undated."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeVar

from kg import terms
from kg.consolidation import dates, rows
from kg.consolidation.compact import shared
from kg.consolidation.engine import Look, Row, Table
from kg.consolidation.matching import Matcher, Reported, rule_of
from kg.consolidation.merging import Merger
from kg.consolidation.offices import Standing
from kg.consolidation.rows import Block
from kg.consolidation.sightings import Sighting
from kg.consolidation.undated import Hints
from kg.model import Date

Value = TypeVar("Value", str, dt.date)


@dataclass(frozen=True, slots=True)
class Situation:
    """The reports of one situation. Its IRI comes from its anchor: the first claim by date, then IRI."""

    iri: str
    type: str
    sightings: tuple[Sighting, ...]
    date: Date | None
    standing: Standing


def reporting(id: str, sightings: Mapping[str, Sighting], look: Look) -> Iterator[Row]:
    """Link: what is to be compared, or waits until the situations that fill its keys are known."""
    (sighting,) = sightings.values()
    keys = rule_of(sighting.type).roles
    if any("#claim-" in filler for role in keys for filler in sighting.roles.get(role, ())):
        yield rows.REFERRING.row(id, sighting)
    else:
        reported = Reported.of(sighting, look)
        yield rows.REPORTED.row(id, reported)
        rule = rule_of(sighting.type)
        if reported.atoms and not rule.dated and not rule.state:
            yield rows.STORY.row(sighting.article, reported.atoms, id)
            yield from (rows.STORIES.row(atom, sighting.article, id) for atom in reported.atoms)


def referring(id: str, sightings: Mapping[str, Sighting], look: Look) -> Iterator[Row]:
    """Link: a decision about a bid is known by the bid, however many articles tell of it."""
    (sighting,) = sightings.values()
    roles = {
        role: tuple(sorted({look.one(rows.EVENT_OF, filler) or filler for filler in fillers}))
        for role, fillers in sighting.roles.items()
    }
    yield rows.LATE_REPORTED.row(id, Reported.of(replace(sighting, roles=roles), look))


def anchoring(block: Block, blocks: Mapping[str, tuple[Reported, ...]], look: Look) -> Iterator[Row]:
    """Link: the years that articles lend each other."""
    (reported,) = blocks.values()
    if rule_of(block[0]).dated and any(each.sighting.month_day for each in reported):
        merger = _merger(block, reported)
        merger.by_date()
        yield from _by_article(rows.ANCHORS, block, merger.anchors())


def _merger(block: Block, reported: Iterable[Reported]) -> Merger:
    standing = Standing.all(each.standing for each in reported)
    return Merger(reported, Matcher(rule_of(block[0]), standing))


def _by_article(
    table: Table[str, tuple[dt.date, ...]], block: Block, anchors: Iterable[tuple[str, dt.date]]
) -> Iterator[Row]:
    found: dict[str, set[dt.date]] = defaultdict(set)
    for article, day in anchors:
        found[article].add(day)
    for article, days in found.items():
        yield table.row(article, tuple(sorted(days)), block)


def settling(
    base: str, anchors: Table[str, tuple[dt.date, ...]], events: Table[str, str]
) -> Callable[[Block, Mapping[str, tuple[Reported, ...]], Look], Iterator[Row]]:
    """Link: which reports of a block are of one situation. `anchors`: what tells the day of an article without one."""

    def link(block: Block, blocks: Mapping[str, tuple[Reported, ...]], look: Look) -> Iterator[Row]:
        (reported,) = blocks.values()
        merger = _merger(block, reported)
        if merger.is_dated:
            _date_all(merger, anchors, look)
            undated = {sighting.article for sighting in merger.sightings if not sighting.day}
            ahead = [anchor for anchor in merger.anchors(ahead=True) if anchor[0] in undated] if undated else []
            if anchors is rows.ANCHORS:
                yield from _by_article(rows.AHEAD, block, ahead)
        else:
            merger.by_key()
        for situation in _situations(merger, base):
            yield rows.SITUATIONS.row(situation.iri, situation, "" if anchors is rows.ANCHORS else "late")
            for sighting in situation.sightings:
                for report in sighting.reports:
                    yield events.row(report.iri, situation.iri)

    return link


def _date_all(merger: Merger, anchors: Table[str, tuple[dt.date, ...]], look: Look) -> None:
    merger.by_date()
    open_ = [sighting for sighting in merger.sightings if not sighting.span]
    yearless = {sighting.article for sighting in open_ if sighting.month_day}
    merger.infer_years({article: found for article in yearless if (found := _days(rows.ANCHORS, article, look))})
    undated = {sighting.article: sighting.day for sighting in open_ if not sighting.month_day}
    days = {article: day or day_of(article, look, anchors) for article, day in undated.items()}
    dayless = {article: _hints(article, look) for article, day in days.items() if not day}
    told = cache(lambda story: frozenset(look.rows(rows.STORIES, story).values()))
    merger.by_story({article: day for article, day in days.items() if day}, dayless, told)


def _hints(article: str, look: Look) -> Hints:
    """What an article without a day says of when it came out."""
    stories = (atom for atoms in look.rows(rows.STORY, article).values() for atom in atoms)
    return Hints(look.one(rows.SEASONS, article) or frozenset(), tuple(dict.fromkeys(stories)))


def _days(table: Table[str, tuple[dt.date, ...]], article: str, look: Look) -> list[dt.date]:
    return sorted({day for days in look.rows(table, article).values() for day in days})


def day_of(article: str, look: Look, anchors: Table[str, tuple[dt.date, ...]] = rows.AHEAD) -> dt.date | None:
    """When an article came out that prints no year: its month and day in the year of what it reports."""
    month_day = look.one(rows.DATELESS, article)
    return dates.nearest(month_day, _days(anchors, article, look)) if month_day else None


def _situations(merger: Merger, base: str) -> Iterator[Situation]:
    type = merger.sightings[0].type
    for members in merger.clusters.all():
        sightings = tuple(merger.sightings[number] for number in members)
        standing = Standing.all(merger.clusters.standings[number] for number in members)
        iri = terms.event_iri(base, type, _anchor(sightings))
        yield Situation(iri, type, sightings, _date(merger, members), standing)


def _anchor(sightings: Iterable[Sighting]) -> str:
    reports = [report for sighting in sightings for report in sighting.reports]
    return min((report.day or dt.date.max, report.iri) for report in reports)[1]


def _date(merger: Merger, members: Sequence[int]) -> Date | None:
    """The narrowest day or interval a report gives; a month and day whose year comes from elsewhere is inferred."""
    month_days = [merger.sightings[number].month_day for number in members]
    interval = merger.clusters.interval(members[0])
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
    return shared(Date("", *interval, precision or ("day" if interval[0] == interval[1] else "range")))
