"""Who says so: the source of a claim when it is not the article itself."""

from __future__ import annotations

from kg.extraction.cast import Cast
from kg.extraction.cues import cues
from kg.extraction.fillers import refer
from kg.extraction.slots import grammatical_subjects
from kg.extraction.syntax import Syntax
from kg.relations import Role

SOURCE = Role("source", types=("Agent", "Project"), metonym=True, unnamed=True)


def sources_of(s: Syntax, cast: Cast, trigger: int) -> list[int]:
    """Sources from the nearest outwards: "according to X", "X said that …", "…, X reported"."""
    found: list[int] = []
    for token in (trigger, *s.ancestors(trigger)):
        found += [r for r in _according(s, cast, token) if r not in found]
        if s.dep[token] in ("ccomp", "parataxis", "advcl") or token == s.head[token]:
            found += [r for r in _reporter(s, cast, token) if r not in found]
    return found


def _according(s: Syntax, cast: Cast, token: int) -> list[int]:
    found: list[int] = []
    for child in s.kids(token, "prep"):
        if s.lower[child] == "according":
            for to in s.kids(child, "prep"):
                found += _sources(s, cast, s.kids(to, "pobj"))
        elif s.lower[child] == "per":
            found += _sources(s, cast, s.kids(child, "pobj"))
    return found


def _reporter(s: Syntax, cast: Cast, clause: int) -> list[int]:
    """The subject of the reporting verb a clause is the content of; a verb of saying may also stand beside it."""
    verb = s.head[clause]
    candidates = [verb] if verb != clause and s.dep[clause] == "ccomp" else []
    candidates += [c for c in s.children[clause] if s.dep[c] in ("parataxis", "ccomp") and c > clause]
    for candidate in candidates:
        if s.lemma[candidate] in cues().reporting:
            return _sources(s, cast, grammatical_subjects(s, candidate))
    return []


def _sources(s: Syntax, cast: Cast, tokens: list[int]) -> list[int]:
    found: list[int] = []
    for token in tokens:
        for conjunct in s.conjuncts(token):
            found += [r for r in refer(s, cast, conjunct, SOURCE) if r not in found]
    return found
