"""Which reports contradict what is known of those they are about: they are set aside, and the rest is built.

Before most votes settle what something is, an article that gives it a class which its own claims exclude has none.
"""

from __future__ import annotations

from collections.abc import Mapping

from kg.consolidation import rows
from kg.consolidation.engine import Look
from kg.consolidation.tables import table
from kg.terms import is_a

DISJOINT = ("Person", "Organization", "Place", "Project", "Topic")  # families of which nothing is of two


def needs(type: str) -> Mapping[str, str]:
    """Of a class of situations: role -> the class that its filler must be of."""
    found: Mapping[str, str] = table("events").get(type, {}).get("needs", {})
    return found


def excludes(type: str, needed: str) -> bool:
    """Whether nothing of the one class is of the other."""
    return is_a(type, *(each for each in DISJOINT if each != needed)) and not is_a(type, needed)


def misfit(type: str, roles: Mapping[str, tuple[str, ...]], look: Look) -> str:
    """Why a report cannot be true: somebody in it is of a class that excludes what the role needs; empty if it can."""
    for role, needed in needs(type).items():
        for filler in roles.get(role, ()):
            entity = look.one(rows.THINGS, filler)
            if entity and excludes(entity.type, needed):
                return f"{entity.name} is a {entity.type}; a {needed} is needed as {role}"
    return ""
