"""The plain triples that make the simple question simple, into the facts graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import permutations

from kg.consolidation.tables import table
from kg.model import Entity, Event
from kg.terms import is_a

CROWD = 30  # of a larger meeting no pair can be said to have met

Shortcut = tuple[str, str, str]


def shortcuts(events: Iterable[Event], entities: Mapping[str, Entity]) -> tuple[Shortcut, ...]:
    """Link 8. Reads: each event by itself, the classes of entities."""
    rows: dict[str, list[Mapping[str, object]]] = {}
    for row in table("shortcuts")["shortcut"]:
        rows.setdefault(row["class"], []).append(row)
    found = {
        shortcut for event in events for row in rows.get(event.type, ()) for shortcut in _of_event(event, row, entities)
    }
    return tuple(sorted(found | {shortcut for event in events for shortcut in _of_office(event)}))


def _of_event(event: Event, row: Mapping[str, object], entities: Mapping[str, Entity]) -> Iterator[Shortcut]:
    statuses, source, goal = row["status"], str(row["from"]), str(row["to"])
    if not isinstance(statuses, list) or event.status not in statuses or event.tenure == "former":
        return
    name = str(row["property"])
    if source == goal:
        fillers = [each for each in event.roles.get(source, ()) if each in entities]
        agents = [each for each in fillers if is_a(entities[each].type, "Agent")]
        if len(agents) <= CROWD:
            yield from ((one, name, other) for one, other in permutations(agents, 2))
        return
    for one in event.roles.get(source, ()):
        yield from ((one, name, other) for other in event.roles.get(goal, ()) if other != one)


def _of_office(event: Event) -> Iterator[Shortcut]:
    """`holdsOffice` only for who holds it now; who is elected has not held it."""
    if event.tenure in ("current", "former") and event.status == "held":
        name = "holdsOffice" if event.tenure == "current" else "heldOffice"
        for holder in event.roles.get("holder", ()):
            yield from ((holder, name, office) for office in event.roles.get("office", ()))
