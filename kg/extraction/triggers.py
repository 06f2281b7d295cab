"""Which patterns of which relations a token sets off."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from kg.extraction.syntax import Syntax
from kg.relations import Pattern, Relation

Index = dict[str, tuple[tuple[Relation, Pattern, tuple[str, ...]], ...]]
PARTS = {"verb": ("VERB",), "noun": ("NOUN", "PROPN"), "word": None}  # the parts of speech a trigger may be


@lru_cache(maxsize=8)
def index(relations: tuple[Relation, ...]) -> dict[str, Index]:
    """Kind of trigger -> lemma -> the patterns it may set off; verbs by their first word, nouns by their last."""
    found: dict[str, dict[str, list[tuple[Relation, Pattern, tuple[str, ...]]]]] = {kind: {} for kind in PARTS}
    for relation in relations:
        for pattern in relation.patterns:
            for words in pattern.triggers:
                key = words[-1] if pattern.kind == "noun" else words[0]
                found[pattern.kind].setdefault(key, []).append((relation, pattern, words))
    return {kind: {key: tuple(rows) for key, rows in table.items()} for kind, table in found.items()}


def matches(s: Syntax, relations: tuple[Relation, ...]) -> Iterator[tuple[int, Relation, Pattern]]:
    """Tokens with the patterns they set off, in text order; a pattern fires once a token."""
    table = index(relations)
    for token, lemma in enumerate(s.lemma):
        for kind, rows in table.items():
            found, parts = rows.get(s.lower[token] if kind == "word" else lemma.lower()), PARTS[kind]
            if not found or (parts and s.pos[token] not in parts):
                continue
            fired: set[str] = set()
            for relation, pattern, words in found:
                if pattern.rule not in fired and _beside(s, token, kind, words) and _company(s, token, pattern):
                    fired.add(pattern.rule)
                    yield token, relation, pattern


def _beside(s: Syntax, token: int, kind: str, words: tuple[str, ...]) -> bool:
    """The other words of a trigger: a verb's particle or complement, a noun's modifiers."""
    rest = words[1:] if kind == "verb" else words[:-1]
    if not rest:
        return True
    near = {s.lower[child] for child in s.children[token]}
    if kind == "verb":
        near |= set(s.lower[token + 1 : token + 4])
    else:
        near |= set(s.lower[max(0, token - 3) : token])
    return all(word in near for word in rest)


def _company(s: Syntax, token: int, pattern: Pattern) -> bool:
    if pattern.money and not any(child in s.money for child in s.kids(token, "dobj", "nsubjpass")):
        return False
    if not pattern.near and not pattern.without:
        return True
    below = set(s.subtree(token))
    if not s.is_verb(token) and s.is_verb(s.head[token]):
        below |= set(s.children[s.head[token]])
    lemmas = {s.lemma[t].lower() for t in below} | {s.lower[t] for t in below}
    return not (pattern.near and not pattern.near & lemmas) and not (pattern.without & lemmas)
