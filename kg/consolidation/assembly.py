"""Merged reports as events of the facts graph: roles, status, sums, history, conflicts; what one makes of another."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg import terms
from kg.consolidation import amounts, conflicts, corroboration, history, names, rows, tenure
from kg.consolidation.compact import NOTHING
from kg.consolidation.engine import Look, Row
from kg.consolidation.events import Situation, day_of
from kg.consolidation.matching import Matcher, Rule, rule_of
from kg.consolidation.rates import Rate, rates_for
from kg.consolidation.shortcuts import shortcuts
from kg.consolidation.sightings import Report
from kg.consolidation.tables import table
from kg.model import Conflict, Event

A_YEAR = dt.timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Tenant:
    """Someone called a holder of a single office, and what ranks one over another."""

    rank: tuple[dt.date, int, int, str]
    holder: tuple[str, ...]
    current: bool
    known: tuple[dt.date, dt.date] | None


@dataclass(frozen=True, slots=True)
class Dated:
    """A situation in the series of those of the same people."""

    earliest: dt.date
    latest: dt.date
    iri: str
    status: str


def deciding(iri: str, situations: Mapping[str, Situation], look: Look) -> Iterator[Row]:
    """Link: what decisions that were taken make of the situations they are about: a blocked bid is blocked."""
    (situation,) = situations.values()
    outcome = table("events").get(situation.type, {}).get("effects", {})
    effects: dict[str, list[history.Step]] = defaultdict(list)
    for sighting in situation.sightings if outcome else ():
        status = outcome.get(sighting.literals.get("decisionType"))
        goals = {_event_of(each, look) for each in sighting.roles.get("object", ())} if status else set()
        steps = history.steps(sighting.reports, _days(sighting.reports, look)) if goals else []
        taken = [step for step in steps if step.status == "held"]
        for goal in goals:
            effects[goal] += [replace(step, status=status) for step in taken]
    for goal, steps in effects.items():
        if steps:
            yield rows.EFFECTS.row(goal, tuple(steps), iri)


def assembling(iri: str, situations: Mapping[str, Situation], look: Look) -> Iterator[Row]:
    """Link: each situation as an event. Reads of others their IRIs, decisions about it, the rates they state."""
    (situation,) = situations.values()
    reports = _reports(situation)
    days = _days(reports, look)
    told = [day for report in reports if (day := report.day or days.get(report.article))]
    known = rates_for(reports, min(told) if told else situation.date.earliest if situation.date else None, look)
    ordered = history.steps(reports, days)
    for pair in history.overtaken(ordered):
        yield rows.SUPERSEDES.row(pair, pair)
    effects = [step for each in look.rows(rows.EFFECTS, iri).values() for step in each]
    matcher = Matcher(rule_of(situation.type), situation.standing)
    status = history.present(history.in_order([*ordered, *effects]), reports)
    event = _with_tenure(_event(situation, reports, status, matcher, look, known), matcher.rule, reports, days)
    yield rows.EVENTS.row(iri, event)
    for role, (claims, reason) in conflicts.found(situation, reports, known, look).items():
        conflict = terms.conflict_iri(iri, role)
        yield rows.CONFLICTS.row(conflict, Conflict(conflict, iri, role, claims, reason))


def relating(iri: str, events: Mapping[str, Event], look: Look) -> Iterator[Row]:
    """Link: where an event stands among others: of one office, of the same people."""
    (event,) = events.values()
    for office in event.roles.get("office", ()):
        post = look.one(rows.OFFICES, office)
        current = event.tenure == "current"
        if (current or event.known) and post and post.of and names.is_single(names.title(post.title)):
            rank = (event.as_of or dt.date.min, event.sources, len(event.claims), iri)
            yield rows.TENANTS.row(office, Tenant(rank, event.roles.get("holder", ()), current, event.known), iri)
    date = event.date
    if rule_of(event.type).dated and date and date.earliest and date.latest:
        yield rows.SERIES.row((event.type, _people(event)), Dated(date.earliest, date.latest, iri, event.status), iri)


def rescheduling(key: tuple[str, tuple[str, ...]], series: Mapping[str, Dated], look: Look) -> Iterator[Row]:
    """Link: a situation put off leads to the next of the same people that is planned or took place, within a year."""
    upcoming: Dated | None = None
    for dated in sorted(series.values(), key=lambda each: (each.earliest, each.iri), reverse=True):
        if dated.status == "postponed" and upcoming and dated.latest < upcoming.earliest <= dated.latest + A_YEAR:
            yield rows.FOLLOWING.row(dated.iri, upcoming.iri)
        if dated.status in ("planned", "held", "ongoing"):
            upcoming = dated


def finishing(iri: str, events: Mapping[str, Event], look: Look) -> Iterator[Row]:
    """Link: the event as others leave it, and the plain triples that follow from it."""
    (event,) = events.values()
    if look.one(rows.ENDED, iri):
        event = replace(event, tenure="former")
    if before := look.one(rows.SUCCESSION, iri):
        event = replace(event, succeeds=before)
    if following := look.one(rows.FOLLOWING, iri):
        event = replace(event, rescheduled_to=following)
    yield rows.HISTORY.row(iri, event)
    for triple in shortcuts(event, look):
        yield rows.SHORTCUTS.row(triple, triple, iri)


def _reports(situation: Situation) -> list[Report]:
    reports = {report.iri: report for sighting in situation.sightings for report in sighting.reports}
    return [reports[iri] for iri in sorted(reports)]


def _days(reports: Iterable[Report], look: Look) -> dict[str, dt.date]:
    """When the articles came out that print no year."""
    undated = {report.article for report in reports if not report.day}
    return {article: day for article in undated if (day := day_of(article, look))}


def _event_of(filler: str, look: Look) -> str:
    if "#claim-" not in filler:
        return filler
    return look.one(rows.EVENT_OF, filler) or look.one(rows.LATE_EVENT_OF, filler) or filler


def _event(
    situation: Situation,
    reports: Sequence[Report],
    status: str,
    matcher: Matcher,
    look: Look,
    known: Mapping[str, Rate],
) -> Event:
    named: dict[str, set[str]] = defaultdict(set)  # many articles name the same few
    roles: dict[str, set[str]] = defaultdict(set)
    literals: dict[str, set[str | bool]] = defaultdict(set)
    for sighting in situation.sightings:
        for role, fillers in sighting.roles.items():
            named[role].update(fillers)
        for role, value in sighting.literals.items():
            literals[role].add(value)
    for role, distinct in named.items():
        roles[terms.ROLE_PROPERTIES.get(role, role)].update(_event_of(filler, look) for filler in distinct)
    for role in matcher.rule.stands & roles.keys():
        roles[role] = set(matcher.without_stand_ins(roles[role], role))
    told = {role: tuple(sorted(fillers - {situation.iri})) for role, fillers in sorted(roles.items())}
    first = situation.sightings[0].roles
    return Event(
        iri=situation.iri,
        type=situation.type,
        roles=first if told == first else told,  # one object for both
        literals={role: tuple(sorted(values, key=str)) for role, values in sorted(literals.items())} or NOTHING,
        status=status,
        claims=tuple(report.iri for report in reports),
        sources=corroboration.count(reports),
        date=situation.date,
        amounts=amounts.merge(reports, known),
    )


def _with_tenure(event: Event, rule: Rule, reports: Sequence[Report], days: Mapping[str, dt.date]) -> Event:
    if not rule.state:
        return event
    supporting = [report.day for report in reports if report.day and report.status != "denied"]
    found = tenure.tenure(reports, days)
    held = found if event.type == "OfficeHolding" or found == "former" else None
    known = tenure.known(reports, days)
    return replace(event, as_of=max(supporting, default=None), tenure=held, known=known)


def _people(event: Event) -> tuple[str, ...]:
    key = rule_of(event.type).keys[0]
    return tuple(sorted({filler for role in key for filler in event.roles.get(role, ())}))
