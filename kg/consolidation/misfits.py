"""Which reports contradict what is known of those they are about: they are set aside, and the rest is built."""

from __future__ import annotations

from collections.abc import Mapping

from kg.consolidation import rows
from kg.consolidation.engine import Look
from kg.consolidation.tables import table
from kg.terms import is_a

DISJOINT = ("Person", "Organization", "Place", "Project", "Topic")  # families of which nothing is of two


def misfit(type: str, roles: Mapping[str, tuple[str, ...]], look: Look) -> str:
    """Why a report cannot be true: somebody in it is of a class that excludes what the role needs; empty if it can."""
    for role, needed in table("events").get(type, {}).get("needs", {}).items():
        others = [each for each in DISJOINT if each != needed]
        for filler in roles.get(role, ()):
            entity = look.one(rows.THINGS, filler)
            if entity and is_a(entity.type, *others) and not is_a(entity.type, needed):
                return f"{entity.name} is a {entity.type}; a {needed} is needed as {role}"
    return ""
