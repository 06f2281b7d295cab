"""What situation another is about: the bid that is blocked, the trip that is called off."""

from __future__ import annotations

from kg.extraction.candidate import Candidate, complete
from kg.extraction.slots import fill
from kg.extraction.syntax import Syntax
from kg.relations import slot_parts


def link(s: Syntax, candidates: list[Candidate], others: list[Candidate]) -> None:
    """Roles that another situation may fill: that of the others whose trigger, plan or party stands in the slot."""
    finished = [c for c in others if complete(c) and not any(r.situation for r in c.relation.roles.values())]
    for candidate in candidates:
        for name, slots in candidate.pattern.roles.items():
            if not candidate.relation.roles[name].situation:
                continue
            tokens = [
                c for slot in slots for t in fill(s, candidate.trigger, slot_parts(slot)[0]) for c in s.conjuncts(t)
            ]
            linked = [o for t in tokens for o in finished if _stands_for(s, t, o, candidate)]
            if linked:
                candidate.situations[name] = linked
                candidate.roles.pop(name, None)
                candidate.tokens += [o.trigger for o in linked]
                _affect(candidate, linked)


def _stands_for(s: Syntax, token: int, other: Candidate, decision: Candidate) -> bool:
    """The token is the other's trigger, the noun its trigger hangs on ("bid to buy"), or what a relative clause was
    hung on too low.
    """
    if other.trigger == token:
        return True
    if s.head[other.trigger] == token and s.dep[other.trigger] in ("acl", "relcl", "prep", "compound"):
        return True
    low = s.dep[decision.trigger] == "relcl" and s.head[decision.trigger] == token
    return (
        low
        and token in other.tokens
        and s.parse.sentence[other.trigger] == s.parse.sentence[token]
        and other.trigger < token
    )


def _affect(decision: Candidate, situations: list[Candidate]) -> None:
    if decision.pattern.effect and decision.status == "held":
        for situation in situations:
            situation.status = decision.pattern.effect
