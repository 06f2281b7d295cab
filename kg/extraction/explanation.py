"""Why an article gives the claims it gives: for each pattern that a word set off, the claim, or what was missing."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extraction.candidate import Candidate, complete
from kg.extraction.candidates import find_candidates
from kg.extraction.cast import Cast
from kg.extraction.syntax import Syntax
from kg.model import Document, Firing, Span
from kg.relations import Relation


def explain(document: Document, relations: tuple[Relation, ...]) -> Iterator[Firing]:
    """In text order. What is set off by any name or noun, on the chance, is left out where it came to nothing."""
    s = Syntax(document)
    cast = Cast(s)
    for candidate in find_candidates(s, cast, relations):
        fired = complete(candidate)
        if fired or (candidate.pattern.kind in ("verb", "noun") and ("*",) not in candidate.pattern.triggers):
            reason = "" if fired else "; ".join(_missing(cast, candidate))
            yield Firing(
                _sentence(s, candidate.trigger), s.word[candidate.trigger], candidate.pattern.rule, fired, reason
            )


def _missing(cast: Cast, candidate: Candidate) -> Iterator[str]:
    """What each unfilled role has and needs, and a status that the pattern does not take."""
    for name, role in candidate.relation.roles.items():
        needed = max(role.min, int(name in candidate.pattern.requires))
        found = candidate.roles.get(name, [])
        if name in candidate.literals or name in candidate.situations or (name == "amount" and candidate.amount):
            continue
        if len(found) < needed:
            named = f" ({', '.join(cast.entity(r).name for r in found)})" if found else ""
            types = f" of {' or '.join(role.types)}" if role.types else ""
            yield f"{name}: {len(found)}{named} of {needed} found{types}"
    only = candidate.pattern.only
    if only and candidate.status not in only:
        yield f"status {candidate.status}, must be {' or '.join(only)}"


def _sentence(s: Syntax, token: int) -> Span:
    first, last = s.parse.sentences[s.parse.sentence[token]]
    start, end = s.parse.start[first], s.parse.end[last - 1]
    return Span(start, end, s.document.article.text[start:end])
