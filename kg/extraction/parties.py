"""Whom "the two sides" and "the ministers" mean where a meeting has just told of them; for what a rival bids."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extraction.arguments import carriers, subjects
from kg.extraction.candidate import Candidate, complete
from kg.extraction.cast import Cast
from kg.extraction.cues import words
from kg.extraction.naming import premodifiers
from kg.extraction.slots import fill
from kg.extraction.syntax import Syntax
from kg.relations import Pattern, Relation
from kg.terms import is_a

FOR = frozenset(("for", "of", "to", "on"))
WINDOW = 6  # sentences back
NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5}


def recall(
    s: Syntax, cast: Cast, trigger: int, relation: Relation, pattern: Pattern, before: Sequence[Candidate]
) -> dict[str, list[int]]:
    """The parties of the last occasion, by role, if a plural that points back to them is at this one."""
    role = next((name for name, least in relation.least if least > 1), None)
    if role is None or not relation.occasion:
        return {}
    plural = next((t for t in _tokens(s, trigger, pattern.roles.get(role, ())) if _points_back(s, t)), None)
    if plural is None:
        return {}
    row = s.parse.sentence[trigger]
    for other in reversed(before):
        if row - s.parse.sentence[other.trigger] > WINDOW:
            break
        if other.relation.occasion and role in other.roles and complete(other):
            parties = other.roles[role]
            if other.pattern.alone:  # "the two leaders" at a body's summit: the body is none
                parties = [r for r in parties if is_a(cast.entity(r).type, "Person")]
            return {role: list(parties)} if _number(s, plural) in (None, len(parties)) else {}
    return {}


def rival(
    s: Syntax, trigger: int, relation: Relation, roles: dict[str, list[int]], before: Sequence[Candidate]
) -> dict[str, list[int]]:
    """ "Norda offered to buy Velta, the subject of a bid by Kilo": another's bid that does not say for what is for
    what the last deal was for.
    """
    if (
        not relation.echo
        or s.lemma[trigger] not in words().bids
        or len(roles) != 1
        or any(t not in s.money for t in s.prepositional(trigger, FOR))
    ):
        return {}
    row = s.parse.sentence[trigger]
    last = next((c for c in reversed(before) if c.type == relation.type and complete(c)), None)
    if last is None or row - s.parse.sentence[last.trigger] > WINDOW:
        return {}
    told = {r for refs in last.roles.values() for r in refs}
    missing = [name for name, _ in relation.needed if name not in roles]
    return (
        {}
        if any(r in told for refs in roles.values() for r in refs)
        else {n: list(last.roles[n]) for n in missing if n in last.roles}
    )


def joiners(s: Syntax, noun: int) -> list[int]:
    """ "Falk joined the talks", "the meeting was also attended by Falk": who is there beside those told of before."""
    verb = s.head[noun]
    comes = s.dep[noun] in ("dobj", "nsubjpass") and s.lemma[verb] in ("join", "attend")
    return subjects(s, verb) if comes else []


def _tokens(s: Syntax, trigger: int, slots: Sequence[str]) -> list[int]:
    """Where the parties stand: in the slots that are always looked at, and as subject of the clause around a noun."""
    found = [t for slot in slots if "?" not in slot for t in fill(s, trigger, slot)]
    return found if s.is_verb(trigger) else [*found, *carriers(s, trigger)]


def _points_back(s: Syntax, token: int) -> bool:
    """ "The ministers", "both sides", "the two": several told of before, and nothing that says who they are."""
    if token in s.mention_at or premodifiers(s, token) or s.kids(token, "prep", "poss", "relcl", "appos"):
        return False
    determined = any(s.lower[t] in ("the", "both") for t in s.kids(token, "det", "predet"))
    if s.lower[token] in NUMBERS:
        return determined or s.lower[token] == "both"
    several = s.tag[token] == "NNS" and s.lemma[token] in words().counterparties
    return several and (determined or _number(s, token) is not None)


def _number(s: Syntax, token: int) -> int | None:
    """How many they are said to be."""
    said = (NUMBERS.get(s.lower[t]) for t in (token, *s.children[token]))
    return next((number for number in said if number is not None), None)
