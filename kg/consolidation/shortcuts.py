"""The plain triples that make the simple question simple, into the facts graph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import permutations

from kg.consolidation import rows
from kg.consolidation.engine import Look
from kg.consolidation.tables import table
from kg.model import Entity, Event
from kg.terms import is_a

CROWD = 30  # of a larger meeting no pair can be said to have met

Shortcut = tuple[str, str, str]


def shortcuts(event: Event, look: Look) -> Iterator[Shortcut]:
    """Those of one event. Reads of others the classes of entities."""
    for row in _rows().get(event.type, ()):
        yield from _of_event(event, row, look)
    yield from _of_office(event)


def behind(name: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """From which situations a short-cut comes: their class, and the statuses that give it."""
    found = [(row["class"], tuple(row["status"])) for row in table("shortcuts")["shortcut"] if row["property"] == name]
    return (*found, *((("OfficeHolding", ("held",)),) if name in ("holdsOffice", "heldOffice") else ()))


@cache
def _rows() -> Mapping[str, tuple[Mapping[str, object], ...]]:
    found: dict[str, tuple[Mapping[str, object], ...]] = {}
    for row in table("shortcuts")["shortcut"]:
        found[row["class"]] = (*found.get(row["class"], ()), row)
    return found


def _of_event(event: Event, row: Mapping[str, object], look: Look) -> Iterator[Shortcut]:
    statuses, source, goal = row["status"], str(row["from"]), str(row["to"])
    if not isinstance(statuses, list) or event.status not in statuses or event.tenure == "former":
        return
    name = str(row["property"])
    if source == goal:
        entities = {each: look.one(rows.THINGS, each) for each in event.roles.get(source, ())}
        agents = [each for each, entity in entities.items() if entity and _can_meet(entity)]
        if len(agents) <= CROWD:
            yield from ((one, name, other) for one, other in permutations(agents, 2))
        return
    for one in event.roles.get(source, ()):
        yield from ((one, name, other) for other in event.roles.get(goal, ()) if other != one)


def _can_meet(entity: Entity) -> bool:
    """The G20 is where people meet, and nobody to meet."""
    return is_a(entity.type, "Agent") and entity.name.split()[-1] not in table("shortcuts")["forums"]


def _of_office(event: Event) -> Iterator[Shortcut]:
    """`holdsOffice` only for who holds it now; who is elected has not held it."""
    if event.tenure in ("current", "former") and event.status == "held":
        name = "holdsOffice" if event.tenure == "current" else "heldOffice"
        for holder in event.roles.get("holder", ()):
            yield from ((holder, name, office) for office in event.roles.get("office", ()))
