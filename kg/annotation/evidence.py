"""What a name is, by the words around it: each mention votes, the votes of one name are added up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.annotation.candidates import Candidate
from kg.annotation.cleaning import TICKER
from kg.annotation.context import LABELS, add, by_context
from kg.annotation.leaders import known_leader
from kg.annotation.offices import Phrase
from kg.annotation.spans import Text
from kg.annotation.words import table, words

NO_SURNAME = words("words", "no_surnames")
GOVERNMENT_HEADS = frozenset(
    {"Ministry", "Department", "Parliament", "Senate", "Court", "Government", "Embassy", "Agency", "Directorate"}
)
JOINING = frozenset(("of", "for", "on"))
# list of the last word, type, points, points beside a first name (0: then it is no such)
BY_LAST = (
    ("government_last", "GovernmentBody", 5, 5),
    ("company_last", "Company", 5, 3),
    ("project_last", "Project", 4, 4),
    ("event_last", "", 5, 5),
    ("organization_last", "Organization", 5, 5),
    ("place_last", "Place", 4, 0),
)


# "Acme <ACM.L>", "<Acme Ltd>": how wires mark companies, listed and others.
LISTED = re.compile(rf"\s?{TICKER}|(?<=[\w.])>")
FIRM = re.compile("[A-Z][A-Za-z]+(?:corp|bank|bancorp|soft)")  # "Velticorp", "Normbank"
SYLLABLES = re.compile("[A-Z][a-z]{1,4}-[a-z]{2,6}")  # "Kwon Dae-min"


@cache
def first_names() -> dict[str, str]:
    lists = table("words")["first_names"]
    return {**dict.fromkeys(lists["m"], "m"), **dict.fromkeys(lists["f"], "f")}


def weigh(text: Text, candidate: Candidate, offices: Sequence[Phrase]) -> None:
    """Fill `candidate.scores`: points for a type; the type "" speaks for no entity at all."""
    if (candidate.known and candidate.known.type in ("Country", "adjective", "GovernmentBody", "Organization")) or (
        candidate.known and candidate.known.declared
    ):
        region = candidate.known.type == "adjective" and candidate.known.country != candidate.known.name
        add(candidate, "Place" if region else candidate.known.type, 20)
        return
    if candidate.known and candidate.known.type == "Company":
        add(candidate, "Company", 5)
    if candidate.known and candidate.known.type in ("City", "Place"):
        add(candidate, candidate.known.type, 3)
    if LISTED.match(text.source, text.parse.end[candidate.last - 1]):
        add(candidate, "Company", 6)
    if candidate.first in text.sourced:
        add(candidate, "Organization", 6)
    _by_label(candidate)
    _by_words(candidate)
    if candidate.trusted or candidate.office or candidate.honorific:
        _by_title(text, candidate, offices)
    if candidate.trusted:
        by_context(text, candidate)


def _by_label(candidate: Candidate) -> None:
    if candidate.label is None:
        return
    kind = LABELS.get(candidate.label, "")
    single = len(candidate.words) == 1
    if kind == "Person" and single and len(candidate.text) <= 6 and candidate.text.isupper() and candidate.trusted:
        kind = "Organization"  # the recogniser takes acronyms it does not know for people
    if not kind and not single:
        add(candidate, kind, 3.0)
        return
    weight = 0.7 if single and candidate.label == "ORG" else 1.0 if single else 2.0
    add(candidate, kind, weight if candidate.trusted else weight / 4)


def _by_words(candidate: Candidate) -> None:
    """What the words of the name itself say."""
    names, last = candidate.words, candidate.words[-1]
    if len(names) == 1:
        if last in first_names():
            add(candidate, "Person", 1)
        elif FIRM.fullmatch(last):
            add(candidate, "Company", 2)
        return
    human = (names[0] in first_names() and len(names) <= 4 and last not in NO_SURNAME) or (
        len(names) > 2 and len(names[1]) == 2 and names[1].endswith(".")
    )
    if human or known_leader(candidate.text) or (len(names) == 2 and SYLLABLES.fullmatch(last)):
        add(candidate, "Person", 4)
    kind, points = _kind(names, human)
    if points:
        add(candidate, kind, points)
    if names[0] in ("University", "Bank") and JOINING.isdisjoint(names):
        add(candidate, "Organization", 3)
    if last in table("words")["suffixes"]:
        add(candidate, "" if names[-2] in table("bodies")["words"]["event_last"] else "Person", 4)  # "World War II"
    if not human and candidate.branch:
        add(candidate, "Organization", 4)


def _kind(names: Sequence[str], human: bool) -> tuple[str, float]:
    """The type and points of a name in several words by the first list that holds one of them; ("", 0) by none."""
    kinds, last = table("bodies")["words"], names[-1]
    if last in kinds["legal"] and not human:
        return "Company", 8
    if not JOINING.isdisjoint(names):  # "Ministry of Trade", "University of Springfield"
        head = names[names.index("of") - 1] if "of" in names else last
        if head in kinds["government_of"] or any(w in GOVERNMENT_HEADS for w in names[:2]):
            return "GovernmentBody", 7
        if any(w in kinds["organization_of"] for w in names):
            central = names[0] == "Bank" and last not in kinds["commercial_bank_of"]
            return "GovernmentBody" if central else "Organization", 7
        if head in kinds["event_last"]:
            return "", 5  # "Game of Life"
    for words_, kind, points, points_of_human in BY_LAST:
        if last in kinds[words_] and (points_of_human or not human):
            return kind, points_of_human if human else points
    return "", 0


def _by_title(text: Text, candidate: Candidate, offices: Sequence[Phrase]) -> None:
    """Titles before and behind, honorifics."""
    if candidate.honorific:
        add(candidate, "Person", 6)
    _by_office_before(text, candidate, offices)
    _by_office_of(text, candidate, offices)
    _by_office_behind(text, candidate, offices)


def _by_office_before(text: Text, candidate: Candidate, offices: Sequence[Phrase]) -> None:
    """ "Chancellor Doe", "the chancellor, Doe,"."""
    first = candidate.first
    if candidate.office:
        add(candidate, "Person", 5)
        if candidate.office.key in words("titles", "feminine", "words"):
            candidate.gender = "f"
        elif candidate.office.key in words("titles", "feminine", "masculine"):
            candidate.gender = "m"
    elif first > 2 and text.lower[first - 1] == "," and text.office[first - 2] >= 0:
        phrase = offices[text.office[first - 2]]
        if not phrase.plural and text.lower[candidate.last : candidate.last + 1] == [","]:
            add(candidate, "Person", 2.5)


def _by_office_behind(text: Text, candidate: Candidate, offices: Sequence[Phrase]) -> None:
    """ "Acme's chairman", "Springfield mayor": what has the office; "Doe, the Acme chairman": who has it."""
    size, t = len(text.parse), candidate.last
    if t + 1 >= size:
        return
    t += text.lower[t] in ("'s", "'")
    phrase = offices[text.office[t]] if t < size and text.office[t] >= 0 else None
    if phrase is not None and phrase.first == t:
        if phrase.row.group == "chief":
            add(candidate, "Organization", 2.5)
            add(candidate, "Company", 0.5 if phrase.key.startswith(("ceo", "chief exec", "chairman")) else 0)
        elif phrase.row.group in ("local", "member"):
            add(candidate, "Place", 2)
    elif text.lower[candidate.last] == "," and not (candidate.text.isupper() and len(candidate.text) <= 6):
        t = candidate.last + 1
        stop = min(size, candidate.last + 7)
        while t < stop and text.office[t] < 0 and text.lower[t] not in (",", ".", "who", "and"):
            t += 1
        if t < size and text.office[t] >= 0 and not _name_follows(text, offices[text.office[t]].after):
            add(candidate, "Person", 3)


def _by_office_of(text: Text, candidate: Candidate, offices: Sequence[Phrase]) -> None:
    """ "founder of Acme", "analyst at the Acme": Acme is an organisation."""
    t = candidate.first - 1
    if t > 1 and text.lower[t] == "the":
        t -= 1
    if t < 1 or text.lower[t] not in ("of", "at") or text.office[t - 1] < 0:
        return
    if candidate.known and _name_follows(text, candidate.last):
        return  # "chair of the Ohio Labour Party": that is of the party
    phrase = offices[text.office[t - 1]]
    if phrase.row.group == "chief" and phrase.key not in ("leader", "chief", "governor", "commander"):
        sure = phrase.key not in ("director", "head", "boss", "secretary", "commissioner", "manager")
        add(candidate, "Organization", 6 if sure else 2)
        add(candidate, "Company", 1)
    elif phrase.row.group == "position" and phrase.key.endswith(
        ("founder", "analyst", "fellow", "professor", "partner", "economist", "strategist", "executive")
    ):
        add(candidate, "Organization", 3)
    elif phrase.row.group == "local":
        add(candidate, "Place", 3)
    elif phrase.key in ("president", "vice president") and len(candidate.words) > 1 and not candidate.known:
        add(candidate, "Organization", 2.5)


def _name_follows(text: Text, t: int) -> bool:
    return t < len(text.parse) and text.parse.tag[t] == "NNP"
