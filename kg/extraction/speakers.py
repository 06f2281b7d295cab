"""Who "he" and "they" are who go on speaking: the source without a name that spoke last."""

from __future__ import annotations

from kg.extraction.candidate import Candidate, complete
from kg.extraction.candidates import circumstances
from kg.extraction.cast import Cast
from kg.extraction.cues import words
from kg.extraction.slots import fill
from kg.extraction.syntax import Syntax
from kg.relations import slot_parts

WINDOW = 2  # sentences back
SINGULAR, PLURAL = frozenset(("he", "she")), frozenset(("they",))


def go_on(s: Syntax, cast: Cast, candidates: list[Candidate]) -> None:
    """Fill the source role of candidates whose pronoun annotation left open, in text order."""
    last: Candidate | None = None
    for candidate in candidates:
        role = next((n for n, r in candidate.relation.roles.items() if r.source), None)
        if role is None or role not in candidate.pattern.roles:
            continue
        pronoun = _pronoun(s, candidate, role)
        if pronoun is not None and last is not None:
            _carry(s, cast, last, candidate, role, pronoun)
        if complete(candidate):
            last = candidate


def _pronoun(s: Syntax, candidate: Candidate, role: str) -> int | None:
    if candidate.roles.get(role):
        return None
    tokens = [t for slot in candidate.pattern.roles[role] for t in fill(s, candidate.trigger, slot_parts(slot)[0])]
    open_ = [t for t in tokens if s.lower[t] in SINGULAR | PLURAL and t not in s.mention_at]
    return open_[0] if len(tokens) == 1 and open_ else None


def _carry(s: Syntax, cast: Cast, last: Candidate, candidate: Candidate, role: str, pronoun: int) -> None:
    references = last.roles.get(role, [])
    if len(references) != 1 or s.parse.sentence[pronoun] - s.parse.sentence[last.trigger] > WINDOW:
        return
    spans = cast.spans.get(references[0])
    if not spans or not _agrees(s, spans[0], pronoun):
        return
    if s.lower[pronoun] in SINGULAR and _person_between(s, last.trigger, pronoun):
        return
    cast.spans[references[0]].append((pronoun, pronoun + 1))
    candidate.roles[role] = references
    if complete(candidate):
        circumstances(s, cast, candidate)


def _agrees(s: Syntax, span: tuple[int, int], pronoun: int) -> bool:
    head = next((t for t in range(*span) if not span[0] <= s.head[t] < span[1]), span[1] - 1)
    if s.lower[pronoun] in PLURAL:
        return s.tag[head] in ("NNS", "NNPS", "CD") or s.lemma[head].lower() in words().collectives
    return s.tag[head] in ("NN", "NNP") and s.lemma[head].lower() in words().sources


def _person_between(s: Syntax, first: int, last: int) -> bool:
    entities = s.document.entities
    return any(first < m.first < last and entities[m.entity].type == "Person" for m in s.document.mentions)
