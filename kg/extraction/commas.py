"""Names that belong together across commas: "Berg, Dorn to meet in Vienna", "between Berg, …, and Dorn",
and across days: "a call Sunday with Dorn".
"""

from __future__ import annotations

from kg.extraction.cues import cues
from kg.extraction.naming import type_of
from kg.extraction.syntax import Syntax
from kg.terms import is_a

FAR = 8  # tokens that a day and a place take up between a noun and who was there
BETWEEN = frozenset(("here", "there", "on", "in", "at", "early", "late", "earlier", "later", "again", "today"))


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


def broken_pair(s: Syntax, names: frozenset[str], found: list[int]) -> list[int]:
    """ "Between Berg, claiming to know, and Dorn": the second, which the parse hung on the clause above."""
    if "between" not in names or len(found) != 1 or len(s.conjuncts(found[0])) > 1 or found[0] not in s.mention_at:
        return []
    last = s.parse.sentences[s.parse.sentence[found[0]]][1]
    pairs = (t for t in range(found[0] + 1, last) if t in s.mention_heads and s.dep[t] == "conj")
    joined = (t for t in pairs if any(found[0] < c < t and s.lower[c] == "and" for c in s.kids(s.head[t], "cc")))
    return [t for t in joined if s.is_verb(s.head[t])][:1]


def right_behind(s: Syntax, noun: int, names: frozenset[str]) -> list[int]:
    """ "A call in Graz last Sunday with Dorn", "acquisitions, including Velta": what follows a noun and its day and
    place, or its comma, where the parse hung it higher up.
    """
    opening = noun + 2 if s.lower[noun + 1 : noun + 2] in ((",",), (":",)) else len(s.word)
    if (
        s.tag[noun] == "NNS"
        and s.lower[opening : opening + 1] in (("including",), ("of",))
        and s.lower[opening] in names
    ):
        return [t for t in s.kids(opening, "pobj") if s.head[opening] < noun and not s.kids(t, "case")]
    if s.lemma[noun] not in cues().lasting:
        return []
    last, behind = min(noun + FAR, len(s.word)), noun + 1
    while behind < last and (behind in s.valued or s.lower[behind] in BETWEEN or _is_place(s, behind)):
        behind += 1
    hung = behind < last and s.lower[behind] in names and s.dep[behind] in ("prep", "agent") and s.head[behind] != noun
    return s.kids(behind, "pobj") if hung else []


def _is_place(s: Syntax, token: int) -> bool:
    return token in s.mention_at and is_a(type_of(s, token), "Place")
