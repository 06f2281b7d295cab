"""Whether what a name stands for may fill a role, and as which of its readings: a place or the government there."""

from __future__ import annotations

from kg.extraction.cast import Cast
from kg.model import Mention
from kg.relations import Role
from kg.terms import is_a


def of_mention(cast: Cast, mention: Mention, role: Role) -> list[int]:
    """What a name, description or pronoun stands for, as far as the role admits it."""
    admitted = (admit(cast, reference, mention.agent, role) for reference in mention.plural or (mention.entity,))
    return [reference for reference in admitted if reference is not None]


def admit(cast: Cast, reference: int, agent: int | None, role: Role) -> int | None:
    """The reference if its type may fill the role; for a metonym the government; else None."""
    if role.metonym and agent is not None:
        return agent
    type_ = cast.entity(reference).type
    if role.barred and is_a(type_, *role.barred):
        return None
    if not role.types or is_a(type_, *role.types):
        return reference
    if agent is not None and not role.named and is_a(cast.entity(agent).type, *role.types):
        return agent
    if role.coerce and cast.coerce(reference, role.coerce, role.described or role.part):
        return reference
    return None
