"""What a name is by what stands around it: verbs, appositions, prepositions, what follows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from kg.annotation.candidates import Candidate
from kg.annotation.runs import MIXED
from kg.annotation.spans import Text
from kg.annotation.words import table, words

LABELS = {
    "PERSON": "Person",
    "ORG": "Organization",
    "GPE": "Place",
    "LOC": "Place",
    "FAC": "Place",
}  # others: no entity
EITHER = frozenset(("publisher", "producer", "operator", "developer", "broadcaster", "distributor"))  # a person too
EVENTS = words("bodies", "words", "event_last")
TAKEN_OVER = ("acquire", "purchase")  # by whom a person is not
RELATIVES = words("words", "relatives", "words")
LOCATING = frozenset(("in", "of", "near", "from", "at", "outside"))


@cache
def _apposition() -> dict[str, str]:
    return {noun: kind for kind, nouns in reversed(table("words")["apposition"].items()) for noun in nouns}


def add(candidate: Candidate, kind: str, points: float) -> None:
    candidate.scores[kind] = candidate.scores.get(kind, 0) + points


def by_context(text: Text, candidate: Candidate) -> None:
    parse, lower = text.parse, text.lower
    head = head_of(text, candidate.first, candidate.last)
    single = len(candidate.words) == 1
    above = parse.head[head]
    if single and _names_body(text, candidate):
        add(candidate, "Organization", 2)
    if parse.dep[head] == "nsubj" and parse.lemma[above] in words("words", "human_verbs"):
        add(candidate, "Person", 1.0 if single else 0.5)
    if parse.dep[head] == "dobj" and parse.lemma[above] in words("words", "company_verbs"):
        add(candidate, "Organization", 1.2)
    if parse.dep[head] == "nsubjpass" and parse.lemma[above] in words("words", "human_fates"):
        add(candidate, "Person", 1.2)
    if single and MIXED.match(candidate.text):
        add(candidate, "Organization", 1.2)
    if parse.dep[head] == "nsubjpass" and parse.lemma[above] in words("words", "company_fates"):
        by = any(parse.dep[c] == "agent" for c in parse.children[above])
        add(candidate, "Organization", 4.5 if by and parse.lemma[above] in TAKEN_OVER else 1)
    if parse.dep[head] == "pobj" and parse.dep[above] == "agent" and parse.lemma[parse.head[above]] in TAKEN_OVER:
        add(candidate, "Organization", 2.5)
    if parse.dep[head] == "nsubj" and parse.lemma[above] in words("words", "company_acts") and not candidate.label:
        add(candidate, "Organization", 0.7)
    before = lower[candidate.first - 1] if candidate.first else ""
    after = lower[candidate.last] if candidate.last < len(parse) else ""
    beyond = lower[candidate.last + 1] if candidate.last + 1 < len(parse) else ""
    if before == "(" and after == ")" and candidate.first > 1 and parse.word[candidate.first - 2] in EVENTS:
        add(candidate, "", 8)  # "the Acme Protection Act (APA)" is no entity, nor is the APA
    relative = candidate.first - (2 if before == "," else 1)
    candidate.kin = relative >= 0 and lower[relative] in RELATIVES
    if after == "," and beyond == "which":
        add(candidate, "Organization", 2)
    placed = False  # "of Springfield, Ohio, an engineering firm": the firm is what was before
    if after == "," and beyond in ("who", "whose"):
        add(candidate, "Person", 2)
    if (
        after == ","
        and beyond.isdigit()
        and len(beyond) == 2
        and lower[candidate.last + 2 : candidate.last + 3] == [","]
    ):
        add(candidate, "Person", 3)
    if before == "in" and single:
        add(candidate, "Place", 1)
    if after == "," and candidate.last + 1 in text.known:
        known = text.known[candidate.last + 1][1]
        if (
            known.type in ("Country", "Place")
            and known.name != candidate.text
            and _closes(lower, candidate.last + 1 + text.known[candidate.last + 1][0])
        ):
            add(candidate, "Place", 4 if before in LOCATING else 2)
            placed = before in LOCATING
    if before == "of" and candidate.first > 1 and parse.word[candidate.first - 2] in words("bodies", "words", "legal"):
        add(candidate, "Place", 2)  # "Acme Inc. of Springfield"
    kind = _apposition().get(before)
    if kind and candidate.first and parse.tag[candidate.first - 1] == "NN":
        add(candidate, kind, 2)
    following = _apposition().get(after)
    if following == "Project" and after in ("project", "initiative", "venture", "pipeline", "drive", "scheme"):
        add(candidate, "Project", 3)
    if after in ("shares", "stock"):
        add(candidate, "Company", 2)
    if after in ("'s", "'") and beyond in words("words", "company_possessions"):
        add(candidate, "Company", 1.5)
    if not placed:
        _by_apposition(text, candidate, head)


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
    parse = text.parse
    for child in parse.children[head]:
        if parse.dep[child] == "appos" and child >= candidate.last and text.office[child] < 0:
            noun = parse.lemma[child].lower()
            kind = _apposition().get(noun)
            if kind and not (noun in EITHER and not any(parse.dep[c] == "det" for c in parse.children[child])):
                add(candidate, kind, 3)
            for gender in ("f", "m"):
                if noun in words("words", "gender_nouns", gender):
                    candidate.gender = gender
    if parse.dep[head] == "appos" and parse.head[head] < candidate.first and text.office[parse.head[head]] < 0:
        kind = _apposition().get(parse.lemma[parse.head[head]].lower())
        if kind:
            add(candidate, kind, 2.5)
    if parse.dep[head] == "nsubj" and parse.lemma[parse.head[head]] == "be":
        for child in parse.children[parse.head[head]]:
            if parse.dep[child] != "attr":
                continue
            kind = _apposition().get(parse.lemma[child].lower())
            if text.office[child] >= 0:
                add(candidate, "Person", 2.5)  # "Doe is chairman"
                candidate.human = True
            elif kind:
                candidate.human = candidate.human or kind == "Person"
                add(candidate, kind, 2 if LABELS.get(candidate.label or "") else 3.5)


def head_of(text: Text, first: int, last: int) -> int:
    """The token of a span whose governor lies outside it."""
    head = text.parse.head
    for t in range(last - 1, first - 1, -1):
        if not first <= head[t] < last or head[t] == t:
            return t
    return last - 1
