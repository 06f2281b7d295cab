"""What several names make several situations of: "a tour of Austria and Croatia", a visit to each."""

from __future__ import annotations

from dataclasses import replace

from kg.extraction.candidate import Candidate
from kg.extraction.cast import Cast
from kg.extraction.fillers import fillers
from kg.extraction.slots import fill
from kg.extraction.syntax import Syntax
from kg.relations import slot_parts


def apart(s: Syntax, cast: Cast, candidate: Candidate) -> list[Candidate]:
    """One for each of those listed where the role says so, with what stands beside the list in all of them."""
    for name, role in candidate.relation.roles.items():
        refs = candidate.roles.get(name, ())
        if role.each and len(refs) > 1:
            slots = [slot_parts(slot)[0] for slot in candidate.pattern.roles[name]]
            several = [slot for slot in slots if _joined(s, fill(s, candidate.trigger, slot))]
            listed = {r for slot in several for r in fillers(s, cast, candidate.trigger, slot, role)}
            each = [r for r in refs if r in listed]
            beside = [r for r in refs if r not in listed]
            if len(each) > 1:
                return [replace(candidate, roles={**candidate.roles, name: [r, *beside]}) for r in each]
    return [candidate]


def _joined(s: Syntax, tokens: list[int]) -> bool:
    """ "to Graz and Linz", "to Graz, then to Linz", "the cities of Graz and Linz"; not "in Graz in Austria"."""
    inner = [o for t in tokens if s.tag[t] == "NNS" for o in s.prepositional(t, frozenset(("of",)))]
    listed = any(len(s.conjuncts(t)) > 1 for t in (*tokens, *inner))
    return listed or any(s.lower[s.head[t] - 1] in ("then", "and") for t in tokens[1:])
