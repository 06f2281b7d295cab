"""Names that commas join without "and", as headlines do: "Berg, Dorn to meet in Vienna"."""

from __future__ import annotations

from kg.extraction.naming import type_of
from kg.extraction.syntax import Syntax


def paired(s: Syntax, token: int) -> list[int]:
    """The token and another person in apposition to it: headlines join them by a comma."""
    if token not in s.mention_at or type_of(s, token) != "Person":
        return [token]
    beside = [t for t in s.kids(token, "appos") if t in s.mention_at and type_of(s, t) == "Person"]
    return [token, *(t for t in beside if s.mention_at[t].entity != s.mention_at[token].entity)]


def listed_before(s: Syntax, verb: int, subject: int) -> list[int]:
    """ "Berg, Dorn to meet in Vienna": headlines join the first names of a sentence by a comma."""
    mention = s.mention_at.get(subject)
    if mention is None or mention.first < 2 or s.word[mention.first - 1] != "," or mention.kind != "name":
        return []
    other = s.mention_at.get(mention.first - 2)
    if other is None or other.kind != "name" or s.dep[other.head] not in ("ROOT", "dep", "npadvmod", "nsubj"):
        return []
    first = s.noun_phrase(other.head)[0]
    starts = first in (s.parse.sentences[s.parse.sentence[verb]][0],) or s.word[first - 1] == ":"
    return [other.head] if starts and other.entity != mention.entity else []
