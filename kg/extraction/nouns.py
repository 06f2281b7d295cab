"""What stands before a noun and names it: "the Berg-Dorn summit", "a Japanese official", "Vienna-based Velta"."""

from __future__ import annotations

from kg.extraction.syntax import Syntax


def compounds(s: Syntax, noun: int) -> list[int]:
    """Names that stand before the noun: "the Berg-Dorn summit", "the Norda Corp. bid"."""
    return [token for token in premodifiers(s, noun) if s.mention_heads[token].kind != "adjective"]


def premodifiers(s: Syntax, noun: int) -> list[int]:
    """The same, adjectives of nations included: "a Japanese official"."""
    found: list[int] = []
    for child in s.kids(noun, "compound", "nmod", "amod"):
        found += [token for token in s.subtree(child) if token < noun and token in s.mention_heads]
    return found


def dyad(s: Syntax, noun: int) -> list[int]:
    """People and countries before the noun: "the Berg-Dorn summit"; not "the NATO summit", which is a whole body's."""
    return [t for t in premodifiers(s, noun) if type_of(s, t) in ("Person", "Country")]


def type_of(s: Syntax, head: int) -> str:
    return s.document.entities[s.mention_heads[head].entity].type


def bases(s: Syntax, verb: int) -> list[int]:
    """ "Vienna-based Velta": the place joined to a participle before a name."""
    return [
        t
        for child in s.kids(verb, "npadvmod", "compound", "nmod", "dep", "amod")
        for t in s.subtree(child)
        if t in s.mention_heads
    ]
