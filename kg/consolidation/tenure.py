"""Who holds an office now: what the latest articles say, and that a single office has one holder."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from kg.consolidation import names
from kg.consolidation.sightings import Report
from kg.model import Event, Office

FINALITY = {"future": 1, "current": 2, "held": 2, "former": 3}
NAMES = {"future": "elect"}


def tenure(reports: Iterable[Report], days: Mapping[str, dt.date]) -> str | None:
    """current, former, held or elect: by the latest article; where dates do not order two, the more final one.

    One article that calls someone president and then-president speaks of an earlier term too: current holds.
    """
    by_article: dict[str, set[str]] = defaultdict(set)
    day_of: dict[str, dt.date | None] = {}
    for report in reports:
        if report.status in FINALITY:
            by_article[report.article].add(report.status)
            day_of[report.article] = report.day or days.get(report.article)
    says = {
        article: next(each for each in ("current", "former", "held", "future") if each in statuses)
        for article, statuses in by_article.items()
    }
    dated = [(day, FINALITY[says[article]], says[article]) for article, day in day_of.items() if day]
    undated = [(FINALITY[says[article]], says[article]) for article, day in day_of.items() if not day]
    last = [max(dated)[1:]] if dated else []
    _, best = max(last + undated, default=(0, None))
    return NAMES.get(best, best) if best else None


def succession(events: Iterable[Event], offices: Mapping[str, Office]) -> list[Event]:
    """Of several current holders of a single office the one known last keeps it. Reads: the holdings of each office."""
    events = list(events)
    current: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        for iri in event.roles.get("office", ()):
            office = offices.get(iri)
            if event.tenure == "current" and office and office.of and names.is_single(names.title(office.title)):
                current[iri].append(event)
    ended = set()
    for holdings in current.values():
        holdings.sort(key=lambda event: (event.as_of or dt.date.min, event.sources, len(event.claims), event.iri))
        holders = holdings[-1].roles.get("holder")
        ended |= {event.iri for event in holdings[:-1] if event.roles.get("holder") != holders}
    return [replace(event, tenure="former") if event.iri in ended else event for event in events]
