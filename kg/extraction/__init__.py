"""Extraction: what one annotated article says, as claims with their evidence, and the situations they are about."""

from __future__ import annotations

import json
from collections.abc import Iterable

from kg.extraction import anaphora, merging
from kg.extraction.attribution import attribute, distinct
from kg.extraction.candidate import Candidate
from kg.extraction.candidates import find_candidates
from kg.extraction.cast import Cast
from kg.extraction.certainty import certainty
from kg.extraction.checking import check
from kg.extraction.decisions import link
from kg.extraction.explanation import explain
from kg.extraction.speakers import go_on
from kg.extraction.syntax import Syntax
from kg.model import ArticleEntity, ArticleEvent, Claim, Document, Evidence, Extraction, Roles, Span
from kg.relations import Relation
from kg.terms import digest

__all__ = ["check", "explain", "extract"]


def extract(document: Document, relations: tuple[Relation, ...]) -> Extraction:
    """A pure function of the document and the relations."""
    s = Syntax(document)
    cast = Cast(s)
    candidates = find_candidates(s, cast, relations)
    go_on(s, cast, candidates)
    candidates = anaphora.resolve(s, cast, candidates, relations)
    link(s, candidates, [c for c in candidates if c.anaphor_of is not None])  # "Berlin blocked the sale"
    candidates = distinct(s, candidates)
    attribute(s, candidates)
    groups = merging.group(s, candidates, cast)
    merging.settle(s, groups)
    return _assemble(s, cast, candidates, groups)


def _assemble(s: Syntax, cast: Cast, candidates: list[Candidate], groups: list[list[Candidate]]) -> Extraction:
    used = {r for c in candidates for refs in (*c.roles.values(), c.sources) for r in refs}
    used |= {r for r, entity in enumerate(s.document.entities) if entity.exact_match}  # known: worth finding again
    ids, entities = cast.finish(used)
    named = {entity.id: entity for entity in entities}
    claims: dict[int, Claim] = {}
    for candidate in sorted(candidates, key=lambda c: bool(c.situations)):
        claims[id(candidate)] = _claim(s, candidate, ids, named, claims)
    ordered = {claims[id(c)].id: claims[id(c)] for c in candidates}
    events = tuple(_event(number, g, cast, ids, claims) for number, g in enumerate(groups, 1))
    spans = tuple((s.parse.start[first], s.parse.end[last - 1]) for first, last in s.parse.sentences if last > first)
    return Extraction(s.document.article, entities, tuple(ordered.values()), events, spans)


def _roles(
    candidate_roles: dict[str, list[int]], candidate: Candidate, ids: dict[int, str]
) -> dict[str, tuple[str, ...] | str | bool]:
    roles: dict[str, tuple[str, ...] | str | bool] = {
        name: tuple(ids[r] for r in refs) for name, refs in sorted(candidate_roles.items()) if refs
    }
    return roles | candidate.literals


def _claim(
    s: Syntax, candidate: Candidate, ids: dict[int, str], named: dict[str, ArticleEntity], claims: dict[int, Claim]
) -> Claim:
    roles = _roles(candidate.roles, candidate, ids)
    for name, others in candidate.situations.items():
        roles[name] = tuple(dict.fromkeys(claims[id(other)].id for other in others if id(other) in claims))
    status = candidate.status
    claim = Claim(
        id="",
        type=candidate.type,
        roles=roles,
        status=status,
        certainty=certainty(
            status, candidate.assessment, any(named[ids[r]].type == "Agent" for r in candidate.sources)
        ),
        evidence=(_evidence(s, candidate.tokens),),
        rule=candidate.pattern.rule,
        date=candidate.date,
        amount=candidate.amount,
        attributed_to=tuple(ids[r] for r in candidate.sources),
    )
    return Claim(
        **{**{f: getattr(claim, f) for f in claim.__dataclass_fields__}, "id": f"claim-{digest(_said(claim, named))}"}
    )


def _said(claim: Claim, named: dict[str, ArticleEntity]) -> str:
    """Everything the claim says, with entities by slug: what its id is the hash of."""

    def value(filler: tuple[str, ...] | str | bool) -> object:
        return [named[f].slug if f in named else f for f in filler] if isinstance(filler, tuple) else filler

    said = {
        "type": claim.type,
        "roles": {name: value(filler) for name, filler in claim.roles.items()},
        "status": claim.status,
        "certainty": claim.certainty,
        "rule": claim.rule,
        "date": str(claim.date),
        "amount": str(claim.amount),
        "by": value(claim.attributed_to),
        "evidence": [(e.start, e.end) for e in claim.evidence],
    }
    return json.dumps(said, sort_keys=True)


def _evidence(s: Syntax, tokens: Iterable[int]) -> Evidence:
    parse = s.parse
    wanted = sorted(tokens)
    sentence = parse.sentences[parse.sentence[wanted[0]]]
    for other in {parse.sentence[t] for t in wanted}:
        sentence = min(sentence[0], parse.sentences[other][0]), max(sentence[1], parse.sentences[other][1])
    text = s.document.article.text
    start, end = parse.start[wanted[0]], max(parse.end[t] for t in wanted)
    first, last = parse.start[sentence[0]], parse.end[sentence[1] - 1]
    return Evidence(start, end, text[start:end], Span(first, last, text[first:last]))


def _event(
    number: int, group: list[Candidate], cast: Cast, ids: dict[int, str], claims: dict[int, Claim]
) -> ArticleEvent:
    main = max(group, key=lambda c: (sum(map(len, c.roles.values())), not c.pattern.set, not merging.is_vague(c)))
    roles: Roles = _roles(merging.roles_of(group, cast), main, ids)
    situations = {n: claims[id(main)].roles[n] for n in main.situations}
    return ArticleEvent(
        id=f"v{number}",
        type=main.type,
        roles={**roles, **situations},
        status=merging.status_of(group),
        claims=tuple(dict.fromkeys(claims[id(c)].id for c in group)),
        date=merging.date_of(group),
        amount=next((c.amount for c in group if c.amount), None),
    )
