"""What a name is, by the words around it: each mention votes, the votes of one name are added up."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from kg.annotation.candidates import Candidate
from kg.annotation.leaders import known_leader
from kg.annotation.offices import Phrase
from kg.annotation.spans import Text
from kg.annotation.words import table, words

LABELS = {
    "PERSON": "Person",
    "ORG": "Organization",
    "GPE": "Place",
    "LOC": "Place",
    "FAC": "Place",
}  # others: no entity
NO_SURNAME = words("words", "no_surnames")
EITHER = frozenset(("publisher", "producer", "operator", "developer", "broadcaster", "distributor"))  # a person too
LOCATING = frozenset(("in", "of", "near", "from", "at", "outside"))
GOVERNMENT_HEADS = frozenset(
    {"Ministry", "Department", "Parliament", "Senate", "Court", "Government", "Embassy", "Agency", "Directorate"}
)


@cache
def first_names() -> dict[str, str]:
    lists = table("words")["first_names"]
    return {**dict.fromkeys(lists["m"], "m"), **dict.fromkeys(lists["f"], "f")}


@cache
def _apposition() -> dict[str, str]:
    return {noun: kind for kind, nouns in reversed(table("words")["apposition"].items()) for noun in nouns}


def weigh(text: Text, candidate: Candidate, offices: Sequence[Phrase]) -> None:
    """Fill `candidate.scores`: points for a type; the type "" speaks for no entity at all."""
    if (candidate.known and candidate.known.type in ("Country", "adjective", "GovernmentBody", "Organization")) or (
        candidate.known and candidate.known.declared
    ):
        _add(candidate, candidate.known.type, 20)
        return
    if candidate.known and candidate.known.type == "Company":
        _add(candidate, "Company", 5)
    if candidate.known and candidate.known.type in ("City", "Place"):
        _add(candidate, candidate.known.type, 3)
    if candidate.first in text.sourced:
        _add(candidate, "Organization", 6)
    _by_label(candidate)
    _by_words(candidate)
    if candidate.trusted or candidate.office or candidate.honorific:
        _by_title(text, candidate, offices)
    if candidate.trusted:
        _by_context(text, candidate)


def _add(candidate: Candidate, kind: str, points: float) -> None:
    candidate.scores[kind] = candidate.scores.get(kind, 0) + points


def _by_label(candidate: Candidate) -> None:
    if candidate.label is None:
        return
    kind = LABELS.get(candidate.label, "")
    single = len(candidate.words) == 1
    if kind == "Person" and single and len(candidate.text) <= 6 and candidate.text.isupper() and candidate.trusted:
        kind = "Organization"  # the recogniser takes acronyms it does not know for people
    if not kind and not single:
        _add(candidate, kind, 3.0)
        return
    weight = 0.7 if single and candidate.label == "ORG" else 1.0 if single else 2.0
    _add(candidate, kind, weight if candidate.trusted else weight / 4)


def _by_words(candidate: Candidate) -> None:
    """What the words of the name itself say."""
    names, last = candidate.words, candidate.words[-1]
    kinds = table("bodies")["words"]
    if len(names) == 1:
        if last in first_names():
            _add(candidate, "Person", 1)
        return
    human = (names[0] in first_names() and len(names) <= 4 and last not in NO_SURNAME) or (
        len(names) > 2 and len(names[1]) == 2 and names[1].endswith(".")
    )
    if human or known_leader(candidate.text):
        _add(candidate, "Person", 4)
    head = names[names.index("of") - 1] if "of" in names else last
    before = "of" in names or "for" in names or "on" in names
    if last in kinds["legal"] and not human:
        _add(candidate, "Company", 8)
    elif before and (head in kinds["government_of"] or any(w in GOVERNMENT_HEADS for w in names[:2])):
        _add(candidate, "GovernmentBody", 7)
    elif before and any(w in kinds["organization_of"] for w in names):
        central = "Bank" in names and candidate.words[-1] not in (
            "Scotland",
            "America",
            "Montreal",
            "Ireland",
            "Boston",
        )
        _add(candidate, "GovernmentBody" if central and names[0] == "Bank" else "Organization", 7)
    elif last in kinds["government_last"]:
        _add(candidate, "GovernmentBody", 5)
    elif last in kinds["company_last"]:
        _add(candidate, "Company", 3 if human else 5)
    elif last in kinds["project_last"]:
        _add(candidate, "Project", 4)
    elif last in kinds["event_last"]:
        _add(candidate, "", 5)
    elif last in kinds["organization_last"]:
        _add(candidate, "Organization", 5)
    elif last in kinds["place_last"] and not human:
        _add(candidate, "Place", 4)
    if names[0] in ("University", "Bank") and not before:
        _add(candidate, "Organization", 3)
    if last in table("words")["suffixes"]:
        _add(candidate, "Person", 4)
    if not human and candidate.branch:
        _add(candidate, "Organization", 4)


def _by_title(text: Text, candidate: Candidate, offices: Sequence[Phrase]) -> None:
    """Titles before and behind, honorifics."""
    if candidate.honorific:
        _add(candidate, "Person", 6)
    if candidate.office:
        _add(candidate, "Person", 5)
        if candidate.office.key in words("titles", "feminine", "words"):
            candidate.gender = "f"
        elif candidate.office.key in words("titles", "feminine", "masculine"):
            candidate.gender = "m"
    elif candidate.first > 2 and text.lower[candidate.first - 1] == "," and text.office[candidate.first - 2] >= 0:
        phrase = offices[text.office[candidate.first - 2]]
        if not phrase.plural and text.lower[candidate.last : candidate.last + 1] == [","]:
            _add(candidate, "Person", 2.5)
    _by_office_of(text, candidate, offices)
    parse, t = text.parse, candidate.last
    if t + 1 >= len(parse):
        return
    if text.lower[t] in ("'s", "'"):
        t += 1
    if t < len(parse) and text.office[t] >= 0 and offices[text.office[t]].first == t:
        group = offices[text.office[t]].row.group
        if group == "chief":
            _add(candidate, "Organization", 2.5)
            _add(
                candidate,
                "Company",
                0.5 if offices[text.office[t]].key.startswith(("ceo", "chief exec", "chairman")) else 0,
            )
        elif group in ("local", "member"):
            _add(candidate, "Place", 2)
    elif text.lower[candidate.last] == "," and not (candidate.text.isupper() and len(candidate.text) <= 6):
        t = candidate.last + 1
        while (
            t < len(parse)
            and t < candidate.last + 7
            and text.office[t] < 0
            and text.lower[t] not in (",", ".", "who", "and")
        ):
            t += 1
        if t < len(parse) and text.office[t] >= 0 and not _name_follows(text, offices[text.office[t]].after):
            _add(candidate, "Person", 3)


def _by_office_of(text: Text, candidate: Candidate, offices: Sequence[Phrase]) -> None:
    """ "founder of Acme", "analyst at the Acme": Acme is an organisation."""
    t = candidate.first - 1
    if t > 1 and text.lower[t] == "the":
        t -= 1
    if t < 1 or text.lower[t] not in ("of", "at") or text.office[t - 1] < 0:
        return
    phrase = offices[text.office[t - 1]]
    if phrase.row.group == "chief" and phrase.key not in ("leader", "chief", "governor", "commander"):
        sure = phrase.key not in ("director", "head", "boss", "secretary", "commissioner", "manager")
        _add(candidate, "Organization", 6 if sure else 2)
        _add(candidate, "Company", 1)
    elif phrase.row.group == "position" and phrase.key.endswith(
        ("founder", "analyst", "fellow", "professor", "partner", "economist", "strategist", "executive")
    ):
        _add(candidate, "Organization", 3)
    elif phrase.row.group == "local":
        _add(candidate, "Place", 3)


def _name_follows(text: Text, t: int) -> bool:
    return t < len(text.parse) and text.parse.tag[t] == "NNP"


def _by_context(text: Text, candidate: Candidate) -> None:
    parse, lower = text.parse, text.lower
    head = head_of(text, candidate.first, candidate.last)
    single = len(candidate.words) == 1
    above = parse.head[head]
    if single and _names_body(text, candidate):
        _add(candidate, "Organization", 2)
    if parse.dep[head] == "nsubj" and parse.lemma[above] in words("words", "human_verbs"):
        _add(candidate, "Person", 1.0 if single else 0.5)
    if parse.dep[head] == "dobj" and parse.lemma[above] in words("words", "company_verbs"):
        _add(candidate, "Organization", 1)
    if parse.dep[head] == "nsubjpass" and parse.lemma[above] in words("words", "company_fates"):
        _add(candidate, "Organization", 1)
    if parse.dep[head] == "nsubj" and parse.lemma[above] in words("words", "company_acts") and not candidate.label:
        _add(candidate, "Organization", 0.7)
    before = lower[candidate.first - 1] if candidate.first else ""
    after = lower[candidate.last] if candidate.last < len(parse) else ""
    beyond = lower[candidate.last + 1] if candidate.last + 1 < len(parse) else ""
    placed = False  # "of Springfield, Ohio, an engineering firm": the firm is what was before
    if after == "," and beyond in ("who", "whose"):
        _add(candidate, "Person", 2)
    if (
        after == ","
        and beyond.isdigit()
        and len(beyond) == 2
        and lower[candidate.last + 2 : candidate.last + 3] == [","]
    ):
        _add(candidate, "Person", 3)
    if before == "in" and single:
        _add(candidate, "Place", 1)
    if after == "," and candidate.last + 1 in text.known:
        known = text.known[candidate.last + 1][1]
        if (
            known.type in ("Country", "Place")
            and known.name != candidate.text
            and _closes(lower, candidate.last + 1 + text.known[candidate.last + 1][0])
        ):
            _add(candidate, "Place", 4 if before in LOCATING else 2)
            placed = before in LOCATING
    if before == "of" and candidate.first > 1 and parse.word[candidate.first - 2] in words("bodies", "words", "legal"):
        _add(candidate, "Place", 2)  # "Acme Inc. of Springfield"
    kind = _apposition().get(before)
    if kind and candidate.first and parse.tag[candidate.first - 1] == "NN":
        _add(candidate, kind, 2)
    following = _apposition().get(after)
    if following == "Project" and after in ("project", "initiative", "venture", "pipeline", "drive", "scheme"):
        _add(candidate, "Project", 3)
    if after in ("shares", "stock"):
        _add(candidate, "Company", 2)
    if after in ("'s", "'") and beyond in words("words", "company_possessions"):
        _add(candidate, "Company", 1.5)
    if not placed:
        _by_apposition(text, candidate, head)


def _names_body(text: Text, candidate: Candidate) -> bool:
    """ "NSP floor leader Doe", "NSP lawmaker Doe": capitals before who acts for them."""
    if not candidate.text.isupper() or not 2 <= len(candidate.text) <= 6:
        return False
    parse, t = text.parse, candidate.last
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
                _add(candidate, kind, 3)
            for gender in ("f", "m"):
                if noun in words("words", "gender_nouns", gender):
                    candidate.gender = gender
    if parse.dep[head] == "appos" and parse.head[head] < candidate.first and text.office[parse.head[head]] < 0:
        kind = _apposition().get(parse.lemma[parse.head[head]].lower())
        if kind:
            _add(candidate, kind, 2.5)
    if parse.dep[head] == "nsubj" and parse.lemma[parse.head[head]] == "be":
        for child in parse.children[parse.head[head]]:
            if parse.dep[child] == "attr" and text.office[child] < 0:
                kind = _apposition().get(parse.lemma[child].lower())
                if kind:
                    _add(candidate, kind, 3.5)


def head_of(text: Text, first: int, last: int) -> int:
    """The token of a span whose governor lies outside it."""
    head = text.parse.head
    for t in range(last - 1, first - 1, -1):
        if not first <= head[t] < last or head[t] == t:
            return t
    return last - 1
