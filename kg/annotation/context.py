"""What a name is by what stands around it: verbs, appositions, prepositions, what follows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kg.annotation.candidates import Candidate
from kg.annotation.namewords import MIXED, QUOTES
from kg.annotation.spans import Text
from kg.annotation.words import table, words

LABELS = {
    "PERSON": "Person",
    "ORG": "Organization",
    "GPE": "Place",
    "LOC": "Place",
    "FAC": "Place",
}  # others: no entity
EITHER = words("words", "either")  # a person too
EVENTS = words("bodies", "words", "event_last")
TAKEN_OVER = words("words", "taking_over")  # by whom a person is not
RELATIVES = words("words", "relatives", "words")
AGE = re.compile(r"\d\d")
# where the name stands, list of the word above it, type that this speaks for, points, points of one word alone
BY_VERB = (
    ("nsubj", "human_verbs", "Person", 0.5, 1.0),
    ("dobj", "company_verbs", "Organization", 1.2, 1.2),
    ("nsubjpass", "human_fates", "Person", 1.2, 1.2),
)
LOCATING = frozenset(("in", "of", "near", "from", "at", "outside"))


@cache
def _apposition() -> dict[str, str]:
    return {noun: kind for kind, nouns in reversed(table("words")["apposition"].items()) for noun in nouns}


def add(candidate: Candidate, kind: str, points: float) -> None:
    candidate.scores[kind] = candidate.scores.get(kind, 0) + points


def by_context(text: Text, candidate: Candidate) -> None:
    head = head_of(text, candidate.first, candidate.last)
    if len(candidate.words) == 1 and _names_body(text, candidate):
        add(candidate, "Organization", 2)
    if len(candidate.words) == 1 and MIXED.match(candidate.text):
        add(candidate, "Organization", 1.2)
    _by_verb(text, candidate, head)
    around = _Neighbours.of(text, candidate)
    _by_bracket(text, candidate, around)
    placed = _by_comma(text, candidate, around)
    _by_neighbour(text, candidate, around)
    if not placed:
        _by_apposition(text, candidate, head)


@dataclass(frozen=True, slots=True)
class _Neighbours:
    """The words before, after and after that, in lower case; "" where the text ends."""

    before: str
    after: str
    beyond: str

    @classmethod
    def of(cls, text: Text, candidate: Candidate) -> _Neighbours:
        first, last, size = candidate.first, candidate.last, len(text.parse)
        return cls(
            text.lower[first - 1] if first else "",
            text.lower[last] if last < size else "",
            text.lower[last + 1] if last + 1 < size else "",
        )


def _by_verb(text: Text, candidate: Candidate, head: int) -> None:
    dep, verb = text.parse.dep[head], text.parse.lemma[text.parse.head[head]]
    for place, verbs, kind, points, alone in BY_VERB:
        if dep == place and verb in words("words", verbs):
            add(candidate, kind, alone if len(candidate.words) == 1 else points)
    if dep == "nsubjpass" and verb in words("words", "company_fates"):
        agents = any(text.parse.dep[c] == "agent" for c in text.parse.children[text.parse.head[head]])
        add(candidate, "Organization", 4.5 if agents and verb in TAKEN_OVER else 1)
    if dep == "pobj" and _is_agent_of(text, head, TAKEN_OVER):
        add(candidate, "Organization", 2.5)
    if dep == "nsubj" and not candidate.label and verb in words("words", "company_acts"):
        add(candidate, "Organization", 0.7)


def _is_agent_of(text: Text, head: int, verbs: frozenset[str]) -> bool:
    """ "acquired by Velta"."""
    by = text.parse.head[head]
    return text.parse.dep[by] == "agent" and text.parse.lemma[text.parse.head[by]] in verbs


def _by_bracket(text: Text, candidate: Candidate, around: _Neighbours) -> None:
    """ "the Acme Protection Act (APA)" is no entity, nor is the APA; "his brother, Carl" is somebody's kin."""
    parse, first = text.parse, candidate.first
    if around.before == "(" and around.after == ")" and first > 1 and parse.word[first - 2] in EVENTS:
        add(candidate, "", 8)
    relative = first - (2 if around.before == "," else 1)
    candidate.kin = relative >= 0 and text.lower[relative] in RELATIVES


def _by_comma(text: Text, candidate: Candidate, around: _Neighbours) -> bool:
    """ "Doe, who", "Doe, 43,", "Springfield, Ohio"; whether it is a place and what follows is said of what was before:
    "of Springfield, Ohio, an engineering firm".
    """
    if around.after == "," and around.beyond == "which":
        add(candidate, "Organization", 2)
    if around.after == "," and around.beyond in ("who", "whose"):
        add(candidate, "Person", 2)
    following = candidate.last + 1
    if around.after == "," and AGE.fullmatch(around.beyond) and text.lower[following + 1 : following + 2] == [","]:
        add(candidate, "Person", 3)
    if around.before == "in" and len(candidate.words) == 1:
        add(candidate, "Place", 1)
    if around.after != "," or following not in text.known:
        return False
    size, known = text.known[following]
    if (
        known.type not in ("Country", "Place")
        or known.name == candidate.text
        or not _closes(text.lower, following + size)
    ):
        return False
    add(candidate, "Place", 4 if around.before in LOCATING else 2)
    return around.before in LOCATING


def _by_neighbour(text: Text, candidate: Candidate, around: _Neighbours) -> None:
    """ "Acme Inc. of Springfield", "engineer Doe", "the Velta pipeline", "Acme shares", "Acme's revenue"."""
    parse, first = text.parse, candidate.first
    if around.before == "of" and first > 1 and parse.word[first - 2] in words("bodies", "words", "legal"):
        add(candidate, "Place", 2)
    quoted = around.before in QUOTES  # "the newspaper "Norda"", which the recogniser takes for a work of art
    noun = first - 1 - quoted
    kind = _apposition().get(text.lower[noun]) if noun >= 0 else None
    if kind and parse.tag[noun] == "NN":
        firm = kind in ("Company", "Organization") and text.lower[noun] not in EITHER
        add(candidate, kind, 4 if quoted else 3 if firm else 2)
    if around.after in words("words", "projects_after"):
        add(candidate, "Project", 3)
    if around.after in ("shares", "stock"):
        add(candidate, "Company", 2)
    if around.after in ("'s", "'") and around.beyond in words("words", "company_possessions"):
        add(candidate, "Company", 1.5)


def _names_body(text: Text, candidate: Candidate) -> bool:
    """ "NSP floor leader Doe", "NSP lawmaker Doe": capitals before who acts for them, or what nothing else tells of."""
    parse, t = text.parse, candidate.last
    capitals = candidate.text.isupper() and 2 <= len(candidate.text) <= 6
    if not capitals and (candidate.label or candidate.known or parse.dep[candidate.first] not in ("compound", "nmod")):
        return False
    while t < min(candidate.last + 3, len(parse)) and parse.tag[t] == "NN" and text.office[t] < 0:
        t += 1
    return t < len(parse) and text.office[t] >= 0 and parse.word[t].islower()


def _closes(lower: Sequence[str], t: int) -> bool:
    return t >= len(lower) or lower[t] in (",", ".", ")", "--", ";")


def _by_apposition(text: Text, candidate: Candidate, head: int) -> None:
    """ "Velta, a carmaker"; "the carmaker, Velta"; "Velta is a carmaker"."""
    parse, above = text.parse, text.parse.head[head]
    for child in parse.children[head]:
        if parse.dep[child] == "appos" and child >= candidate.last and text.office[child] < 0:
            _by_noun_behind(text, candidate, child)
    if parse.dep[head] == "appos" and above < candidate.first and text.office[above] < 0:
        kind = _apposition().get(parse.lemma[above].lower())
        if kind:
            add(candidate, kind, 2.5)
    if parse.dep[head] == "nsubj" and parse.lemma[above] == "be":
        for child in parse.children[above]:
            if parse.dep[child] == "attr":
                _by_predicate(text, candidate, child)


def _by_noun_behind(text: Text, candidate: Candidate, noun: int) -> None:
    parse, lemma = text.parse, text.parse.lemma[noun].lower()
    kind = _apposition().get(lemma)
    if kind and (lemma not in EITHER or any(parse.dep[c] == "det" for c in parse.children[noun])):
        add(candidate, kind, 3)
    for gender in ("f", "m"):
        if lemma in words("words", "gender_nouns", gender):
            candidate.gender = gender


def _by_predicate(text: Text, candidate: Candidate, noun: int) -> None:
    kind = _apposition().get(text.parse.lemma[noun].lower())
    if text.office[noun] >= 0:
        add(candidate, "Person", 2.5)  # "Doe is chairman"
        candidate.human = True
    elif kind:
        candidate.human = candidate.human or kind == "Person"
        add(candidate, kind, 2 if LABELS.get(candidate.label or "") else 3.5)


def head_of(text: Text, first: int, last: int) -> int:
    """The token of a span whose governor lies outside it; in "University of California, San Diego" not the campus."""
    head, dep = text.parse.head, text.parse.dep
    outside = [t for t in range(last - 1, first - 1, -1) if not first <= head[t] < last or head[t] == t]
    if len(outside) > 1 and dep[outside[0]] in ("appos", "conj", "npadvmod") and "," in text.parse.word[first:last]:
        return outside[-1]
    return outside[0] if outside else last - 1
