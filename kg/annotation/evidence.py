"""What a name is, by the words around it: each mention votes, the votes of one name are added up."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from kg.annotation.candidates import Candidate
from kg.annotation.context import LABELS, add, by_context
from kg.annotation.leaders import known_leader
from kg.annotation.offices import Phrase
from kg.annotation.spans import Text
from kg.annotation.words import table, words

NO_SURNAME = words("words", "no_surnames")
GOVERNMENT_HEADS = frozenset(
    {"Ministry", "Department", "Parliament", "Senate", "Court", "Government", "Embassy", "Agency", "Directorate"}
)


@cache
def first_names() -> dict[str, str]:
    lists = table("words")["first_names"]
    return {**dict.fromkeys(lists["m"], "m"), **dict.fromkeys(lists["f"], "f")}


def weigh(text: Text, candidate: Candidate, offices: Sequence[Phrase]) -> None:
    """Fill `candidate.scores`: points for a type; the type "" speaks for no entity at all."""
    if (candidate.known and candidate.known.type in ("Country", "adjective", "GovernmentBody", "Organization")) or (
        candidate.known and candidate.known.declared
    ):
        add(candidate, candidate.known.type, 20)
        return
    if candidate.known and candidate.known.type == "Company":
        add(candidate, "Company", 5)
    if candidate.known and candidate.known.type in ("City", "Place"):
        add(candidate, candidate.known.type, 3)
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
    kinds = table("bodies")["words"]
    if len(names) == 1:
        if last in first_names():
            add(candidate, "Person", 1)
        return
    human = (names[0] in first_names() and len(names) <= 4 and last not in NO_SURNAME) or (
        len(names) > 2 and len(names[1]) == 2 and names[1].endswith(".")
    )
    if human or known_leader(candidate.text):
        add(candidate, "Person", 4)
    head = names[names.index("of") - 1] if "of" in names else last
    before = "of" in names or "for" in names or "on" in names
    if last in kinds["legal"] and not human:
        add(candidate, "Company", 8)
    elif before and (head in kinds["government_of"] or any(w in GOVERNMENT_HEADS for w in names[:2])):
        add(candidate, "GovernmentBody", 7)
    elif before and any(w in kinds["organization_of"] for w in names):
        central = "Bank" in names and candidate.words[-1] not in (
            "Scotland",
            "America",
            "Montreal",
            "Ireland",
            "Boston",
        )
        add(candidate, "GovernmentBody" if central and names[0] == "Bank" else "Organization", 7)
    elif last in kinds["government_last"]:
        add(candidate, "GovernmentBody", 5)
    elif last in kinds["company_last"]:
        add(candidate, "Company", 3 if human else 5)
    elif last in kinds["project_last"]:
        add(candidate, "Project", 4)
    elif last in kinds["event_last"]:
        add(candidate, "", 5)
    elif last in kinds["organization_last"]:
        add(candidate, "Organization", 5)
    elif last in kinds["place_last"] and not human:
        add(candidate, "Place", 4)
    if names[0] in ("University", "Bank") and not before:
        add(candidate, "Organization", 3)
    if last in table("words")["suffixes"]:
        add(candidate, "" if names[-2] in kinds["event_last"] else "Person", 4)  # "World War II"
    if not human and candidate.branch:
        add(candidate, "Organization", 4)


def _by_title(text: Text, candidate: Candidate, offices: Sequence[Phrase]) -> None:
    """Titles before and behind, honorifics."""
    if candidate.honorific:
        add(candidate, "Person", 6)
    if candidate.office:
        add(candidate, "Person", 5)
        if candidate.office.key in words("titles", "feminine", "words"):
            candidate.gender = "f"
        elif candidate.office.key in words("titles", "feminine", "masculine"):
            candidate.gender = "m"
    elif candidate.first > 2 and text.lower[candidate.first - 1] == "," and text.office[candidate.first - 2] >= 0:
        phrase = offices[text.office[candidate.first - 2]]
        if not phrase.plural and text.lower[candidate.last : candidate.last + 1] == [","]:
            add(candidate, "Person", 2.5)
    _by_office_of(text, candidate, offices)
    parse, t = text.parse, candidate.last
    if t + 1 >= len(parse):
        return
    if text.lower[t] in ("'s", "'"):
        t += 1
    if t < len(parse) and text.office[t] >= 0 and offices[text.office[t]].first == t:
        group = offices[text.office[t]].row.group
        if group == "chief":
            add(candidate, "Organization", 2.5)
            add(
                candidate,
                "Company",
                0.5 if offices[text.office[t]].key.startswith(("ceo", "chief exec", "chairman")) else 0,
            )
        elif group in ("local", "member"):
            add(candidate, "Place", 2)
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
            add(candidate, "Person", 3)


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
