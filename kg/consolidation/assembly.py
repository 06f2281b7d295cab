"""Merged reports as events of the facts graph: roles, status, sums, history, conflicts."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg import terms
from kg.consolidation import amounts, history, tenure
from kg.consolidation.amounts import Rate
from kg.consolidation.events import Merged, Situation
from kg.consolidation.matching import Matcher, Rule, rule_of
from kg.consolidation.offices import Posts
from kg.consolidation.sightings import Report
from kg.consolidation.tables import table
from kg.model import Conflict, Event

A_YEAR = dt.timedelta(days=366)


@dataclass(frozen=True)
class Assembled:
    events: tuple[Event, ...]
    conflicts: tuple[Conflict, ...]
    supersedes: tuple[tuple[str, str], ...]


def assemble(merged: Merged, posts: Posts) -> Assembled:
    """Link 7. Reads: each situation by itself, and of others their IRIs, decisions about it, the rates they state."""
    reports = {situation.iri: _reports(situation) for situation in merged.situations}
    events_of = {report.iri: iri for iri, each in reports.items() for report in each}
    known = amounts.rates(report for each in reports.values() for report in each)
    effects = _effects(merged.situations, reports, events_of, merged.days)
    matchers: dict[str, Matcher] = {}
    events, conflicts, supersedes = [], [], []
    for situation in merged.situations:
        matcher = matchers.setdefault(situation.type, Matcher(rule_of(situation.type), posts))
        mine = reports[situation.iri]
        ordered = history.steps(mine, merged.days)
        supersedes += history.overtaken(ordered)
        final = history.in_order([*ordered, *effects.get(situation.iri, ())])
        event = _event(situation, mine, history.present(final, mine), matcher, events_of, known)
        events.append(_with_tenure(event, matcher.rule, mine, merged.days))
        if found := amounts.disagreement(mine, known):
            iri = terms.conflict_iri(situation.iri, "amount")
            conflicts.append(Conflict(iri, situation.iri, "amount", *found))
    offices = {office.iri: office for office in posts.offices}
    settled = tenure.succession(_rescheduled(events), offices)
    return Assembled(tuple(settled), tuple(conflicts), tuple(sorted(set(supersedes))))


def _reports(situation: Situation) -> list[Report]:
    reports = {report.iri: report for sighting in situation.sightings for report in sighting.reports}
    return [reports[iri] for iri in sorted(reports)]


def _effects(
    situations: Iterable[Situation],
    reports: Mapping[str, list[Report]],
    events_of: Mapping[str, str],
    days: Mapping[str, dt.date],
) -> dict[str, list[history.Step]]:
    """What decisions that were taken make of the situations they are about: a blocked bid is blocked."""
    effects: dict[str, list[history.Step]] = defaultdict(list)
    for situation in situations:
        outcome = table("events").get(situation.type, {}).get("effects", {})
        for sighting in situation.sightings if outcome else ():
            status = outcome.get(sighting.literals.get("decisionType"))
            goals = {events_of.get(each, each) for each in sighting.roles.get("object", ())} & reports.keys()
            taken = [step for step in history.steps(sighting.reports, days) if step.status == "held"]
            for goal in goals if status else ():
                effects[goal] += [replace(step, status=status) for step in taken]
    return effects


def _event(
    situation: Situation,
    reports: Sequence[Report],
    status: str,
    matcher: Matcher,
    events_of: Mapping[str, str],
    known: Mapping[str, Rate],
) -> Event:
    roles: dict[str, set[str]] = defaultdict(set)
    literals: dict[str, set[str | bool]] = defaultdict(set)
    for sighting in situation.sightings:
        for role, fillers in sighting.roles.items():
            roles[terms.ROLE_PROPERTIES.get(role, role)].update(events_of.get(filler, filler) for filler in fillers)
        for role, value in sighting.literals.items():
            literals[role].add(value)
    for role in matcher.rule.stands & roles.keys():
        roles[role] = set(matcher.without_stand_ins(roles[role], role))
    return Event(
        iri=situation.iri,
        type=situation.type,
        roles={role: tuple(sorted(fillers - {situation.iri})) for role, fillers in sorted(roles.items())},
        literals={role: tuple(sorted(values, key=str)) for role, values in sorted(literals.items())},
        status=status,
        claims=tuple(report.iri for report in reports),
        sources=len({report.publisher for report in reports}),
        date=situation.date,
        amounts=amounts.merge(reports, known),
    )


def _with_tenure(event: Event, rule: Rule, reports: Sequence[Report], days: Mapping[str, dt.date]) -> Event:
    if not rule.state:
        return event
    supporting = [report.day for report in reports if report.day and report.status != "denied"]
    found = tenure.tenure(reports, days)
    held = found if event.type == "OfficeHolding" or found == "former" else None
    return replace(event, as_of=max(supporting, default=None), tenure=held)


def _rescheduled(events: Iterable[Event]) -> list[Event]:
    """A situation put off leads to the next of the same people that is planned or took place, within a year."""
    events = list(events)
    series: dict[tuple[str, tuple[str, ...]], list[Event]] = defaultdict(list)
    for event in events:
        if rule_of(event.type).dated and event.date and event.date.earliest:
            series[event.type, _people(event)].append(event)
    following = {}
    for each in series.values():
        each.sort(key=lambda event: (event.date.earliest if event.date else None, event.iri))
        upcoming: Event | None = None
        for event in reversed(each):
            if event.status == "postponed" and upcoming and _within_a_year(event, upcoming):
                following[event.iri] = upcoming.iri
            if event.status in ("planned", "held", "ongoing"):
                upcoming = event
    return [replace(event, rescheduled_to=following.get(event.iri)) for event in events]


def _people(event: Event) -> tuple[str, ...]:
    key = rule_of(event.type).keys[0]
    return tuple(sorted({filler for role in key for filler in event.roles.get(role, ())}))


def _within_a_year(event: Event, later: Event) -> bool:
    first, second = event.date, later.date
    if not first or not second or not first.latest or not second.earliest:
        return False
    return first.latest < second.earliest <= first.latest + A_YEAR
