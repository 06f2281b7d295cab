"""Which two names a text says are of one, before and after: "Acme Corp., formerly Velta", "Velta was renamed Acme"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.annotation.candidates import Candidate
from kg.annotation.spans import Text
from kg.annotation.words import words

PLACES = ("Country", "City", "Place", "adjective")
ENDS = frozenset((",", ")", ".", ";"))
OPENS = frozenset((",", "("))
LONGEST = 8  # words between two names of one


def renamed(text: Text, candidates: Sequence[Candidate]) -> Iterator[tuple[Candidate, Candidate]]:
    """Pairs of neighbours, neither a person nor a place."""
    for one, other in pairwise(c for c in candidates if not (c.known and c.known.type in PLACES)):
        between = text.lower[one.last : other.first]
        if not 1 < len(between) <= LONGEST or one.text == other.text or _is_person(one) or _is_person(other):
            continue
        if between[-1] == "the":
            between = between[:-1]
        ends = ENDS.issuperset(text.lower[other.last : other.last + 1])
        if _says_so(between) or (ends and _is_aside(between)):
            yield one, other


def _is_person(candidate: Candidate) -> bool:
    return bool(candidate.honorific or candidate.office or candidate.human or candidate.kin)


def _is_aside(between: Sequence[str]) -> bool:
    """ ", formerly", "(now": only a word of time."""
    return len(between) == 2 and between[0] in OPENS and between[1] in words("words", "renaming", "times")


def _says_so(between: Sequence[str]) -> bool:
    """ "changed its name to", ", formerly known as", "(since renamed", but not ", called"."""
    plain = [w for w in between if w not in OPENS and w not in words("words", "renaming", "passing")]
    told = " ".join(w for w in plain if w not in words("words", "renaming", "times"))
    if between[0] not in OPENS or told in words("words", "renaming", "finite"):
        return told in words("words", "renaming", "finite")
    timed = told != " ".join(plain)
    return told in words("words", "renaming", "asides") or (timed and told in words("words", "renaming", "timed"))
