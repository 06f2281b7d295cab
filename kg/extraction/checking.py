"""Whether the slots of relation files are ones: a slot that nobody knows would find nothing, and say nothing."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from kg.errors import RelationError
from kg.extraction.cues import words
from kg.extraction.literals import LITERALS
from kg.extraction.slots import SLOTS
from kg.relations import Pattern, Relation, slot_parts

TITLE = ("holder", "of", "title")  # what a title of office gives


def check(relations: Iterable[Relation]) -> None:
    """Raises RelationError, which names the file, the pattern and the slot that was perhaps meant."""
    for relation in relations:
        for pattern in relation.patterns:
            for role, slots in pattern.roles.items():
                for slot in slots:
                    _check(relation, pattern, role, slot)


def _check(relation: Relation, pattern: Pattern, role: str, slot: str) -> None:
    where = f"{relation.name}.toml: pattern {pattern.rule.partition('.')[2]}: role {role}"
    if relation.roles[role].literal and pattern.kind != "title":
        if slot not in LITERALS:
            raise RelationError(f"{where}: {slot!r} gives no words; {_meant(slot, LITERALS)}")
        return
    known = {*SLOTS, *TITLE} if pattern.kind == "title" else set(SLOTS)
    name, _, needed = slot_parts(slot)
    for each in filter(None, (name, needed)):
        unknown = [] if each in known else [word for word in each.split("|") if word not in words().prepositions]
        if unknown:
            raise RelationError(f"{where}: {unknown[0]!r} is neither a slot nor a preposition; {_meant(each, known)}")


def _meant(slot: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(slot, sorted({*known, *words().prepositions}), n=1)
    return f"did you mean {near[0]!r}?" if near else "kg/relations/README.md has all slots"
