"""Between which days an article was written that prints none: not before what it tells as past, not after its plans."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.consolidation import rows
from kg.consolidation.engine import Look, Row
from kg.consolidation.events import Situation, day_of
from kg.consolidation.history import SURE_ENOUGH
from kg.consolidation.matching import rule_of
from kg.consolidation.sightings import Said, Sighting
from kg.model import Written


@dataclass(frozen=True, slots=True)
class Bound:
    """What one report of an article says of when it was written."""

    day: dt.date
    past: bool  # it was written then or later; else then or before
    claim: str


def bounding(iri: str, situations: Mapping[str, Situation], look: Look) -> Iterator[Row]:
    """Link: what happened was written about afterwards, what is to come before. What was called off says neither."""
    (situation,) = situations.values()
    date, rule = situation.date, rule_of(situation.type)
    if rule.state or not date or not date.earliest or not date.latest:
        return
    for sighting in situation.sightings:
        if sighting.day or sighting.group not in ("done", "ahead"):
            continue
        past = sighting.group == "done"
        claim = _surest(sighting)
        if claim and (past or rule.dated):  # a day beside a bid is often one of its past
            bound = Bound(date.earliest if past else date.latest, past, claim)
            yield rows.BOUNDS.row(sighting.article, bound, sighting.id)


def _surest(sighting: Sighting) -> str | None:
    """The claim that says so: what only may have taken place dates nothing."""
    saying = [report for report in sighting.reports if report.status == sighting.status]
    sure = [report.iri for report in saying if sighting.group == "ahead" or report.certainty in SURE_ENOUGH]
    return min(sure, default=None)


def dating(article: str, pages: Mapping[str, Said], look: Look) -> Iterator[Row]:
    """Link: the days between which all of that fits. A plan for a day before something past is told in retrospect."""
    (page,) = pages.values()
    if page.day:
        return
    if day := day_of(article, look):
        yield rows.WRITTEN.row(article, Written(article, day, day))
        return
    bounds = sorted(look.rows(rows.BOUNDS, article).values(), key=lambda each: (each.day, each.claim))
    past = [bound for bound in bounds if bound.past]
    first = past[-1].day if past else None
    ahead = [bound for bound in bounds if not bound.past and (first is None or bound.day >= first)]
    last = ahead[0].day if ahead else None
    if telling := [*past[-1:], *ahead[:1]]:
        yield rows.WRITTEN.row(article, Written(article, first, last, tuple(bound.claim for bound in telling)))
