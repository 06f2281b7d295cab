"""A claim in the making, and when two of one sentence are one."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.extraction.status import Assessment
from kg.extraction.syntax import Syntax
from kg.model import Amount, Date
from kg.relations import Pattern, Relation


@dataclass
class Candidate:
    """A claim in the making; references are indices of the Cast."""

    relation: Relation
    pattern: Pattern
    trigger: int
    roles: dict[str, list[int]]
    literals: dict[str, str | bool]
    assessment: Assessment
    status: str
    date: Date | None = None
    amount: Amount | None = None
    sources: list[int] = field(default_factory=list)
    tokens: list[int] = field(default_factory=list)  # of the trigger and its arguments: the evidence spans them
    situations: dict[str, list[Candidate]] = field(default_factory=dict)
    anaphor_of: Candidate | None = None
    spans: tuple[tuple[int, int], ...] = ()  # tokens of the words it reports somebody to have said
    quoted: tuple[tuple[int, int], ...] = ()  # tokens of its words, said or only spoken of: their dates are not its own

    @property
    def type(self) -> str:
        return self.relation.type


def complete(candidate: Candidate) -> bool:
    """Whether every role that must be filled is; a mere topic fills one only beside a sum ("invest it in style")."""
    roles = candidate.roles
    for name in candidate.pattern.requires:
        filled = roles.get(name) or name in candidate.literals or name in candidate.situations
        if not filled and (name != "amount" or candidate.amount is None):
            return False
    if candidate.pattern.only and candidate.status not in candidate.pattern.only:
        return False
    return enough(candidate.pattern, roles, candidate.relation.least)


def enough(pattern: Pattern, roles: dict[str, list[int]], least: tuple[tuple[str, int], ...]) -> bool:
    """Whether as many fill each role as must; a body that meets is enough."""
    return all(len(roles.get(name, ())) >= (1 if pattern.alone else number) for name, number in least)


def said_once(s: Syntax, candidates: list[Candidate]) -> list[Candidate]:
    """Without states that the same sentence, and without what the same word, says more fully."""
    fullest = sorted(candidates, key=lambda c: (-len(c.literals), -sum(map(len, c.roles.values())), c.trigger))
    kept: set[int] = set()
    finished: dict[tuple[str, int], list[Candidate]] = {}
    for candidate in fullest:
        others = finished.setdefault((candidate.type, s.parse.sentence[candidate.trigger]), [])
        if not any(_says(other, candidate) for other in others):
            kept.add(id(candidate))
            if complete(candidate):
                others.append(candidate)
    return [c for c in candidates if id(c) in kept]


def _says(full: Candidate, short: Candidate) -> bool:
    telling = {name: words for name, words in short.literals.items() if name in short.relation.merge}
    return (
        (full.trigger == short.trigger or short.relation.state)
        and (full.status == short.status or (full.status == "former" and short.status == "held"))
        and telling.items() <= full.literals.items()
        and all(set(refs) <= set(full.roles.get(name, ())) for name, refs in short.roles.items())
    )
