"""What claims of one situation say that cannot all be right: sums, days, places, and who filled a role one can fill."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kg.consolidation import amounts, rows
from kg.consolidation.engine import Look
from kg.consolidation.events import Situation
from kg.consolidation.matching import rule_of
from kg.consolidation.rates import Rate
from kg.consolidation.sightings import Report, Sighting
from kg.consolidation.timeline import Interval, width

Found = tuple[tuple[str, ...], str]  # the claims, and what they disagree on
A_MONTH = 31
EXACT_PLACES = ("City", "Country")  # of a building, a region or an organisation nobody knows here where it lies


def found(situation: Situation, reports: Sequence[Report], known: Mapping[str, Rate], look: Look) -> dict[str, Found]:
    """By the property they are on."""
    disagreements = {"amount": amounts.disagreement(reports, known), "date": _dates(reports)}
    disagreements["place"] = _places(situation.sightings, look)
    for role in rule_of(situation.type).single:
        disagreements[role] = _fillers(situation.sightings, role, look)
    return {name: found for name, found in disagreements.items() if found}


def _dates(reports: Iterable[Report]) -> Found | None:
    """Days of one outcome that do not meet: when a thing was announced and when it was done are two days."""
    by_status: dict[str, list[tuple[Interval, str]]] = defaultdict(list)
    for report in reports:
        date = report.date
        if date and date.earliest and date.latest and width((date.earliest, date.latest)) <= A_MONTH:
            by_status[report.status].append(((date.earliest, date.latest), report.iri))
    for status, spans in sorted(by_status.items()):
        (first, _), (last, _) = min(spans, key=lambda each: (each[0][1], each)), max(spans)
        if first[1] < last[0]:
            claims = tuple(sorted(iri for span, iri in spans if span in (first, last)))
            return claims, f"{status} on {_span(first)} against {_span(last)}"
    return None


def _span(span: Interval) -> str:
    return f"{span[0]}" if span[0] == span[1] else f"{span[0]} to {span[1]}"


def _places(sightings: Iterable[Sighting], look: Look) -> Found | None:
    """Two cities, two countries, or a city and a country it is not in."""
    told: dict[str, set[str]] = defaultdict(set)
    for sighting in sightings:
        for place in sighting.roles.get("place", ()):
            told[place].update(report.iri for report in sighting.reports)
    places = [(place, entity) for place in sorted(told) if (entity := look.one(rows.THINGS, place))]
    exact = [(place, entity) for place, entity in places if entity.type in EXACT_PLACES]
    for number, (one, first) in enumerate(exact):
        for other, second in exact[number + 1 :]:
            if first.type == second.type or _outside(first.country, other) or _outside(second.country, one):
                claims = tuple(sorted(told[one] | told[other]))
                return (claims, f"{first.name} against {second.name}") if len(claims) > 1 else None
    return None


def _outside(country: str | None, place: str) -> bool:
    return country is not None and country != place


def _fillers(sightings: Iterable[Sighting], role: str, look: Look) -> Found | None:
    """Articles that fill a role with quite other ones."""
    told: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for sighting in sightings:
        if fillers := sighting.roles.get(role):
            told[fillers].update(report.iri for report in sighting.reports)
    ordered = sorted(told)
    for number, one in enumerate(ordered):
        for other in ordered[number + 1 :]:
            claims = tuple(sorted(told[one] | told[other]))
            if not set(one) & set(other) and len(claims) > 1:
                return claims, f"{_named(one, look)} against {_named(other, look)}"
    return None


def _named(fillers: Iterable[str], look: Look) -> str:
    entities = (look.one(rows.THINGS, filler) for filler in fillers)
    return ", ".join(entity.name for entity in entities if entity)
