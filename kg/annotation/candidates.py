"""Where names stand: runs of proper nouns parted until each span is one name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.annotation.gazetteer import Known
from kg.annotation.namewords import NAMING, PROPER, opens, width
from kg.annotation.offices import Phrase
from kg.annotation.runs import runs
from kg.annotation.sameness import initials
from kg.annotation.sourcelines import CODE
from kg.annotation.spans import Text
from kg.annotation.words import FIRST_NAMES, words

DIRECTIONS = words("words", "directions")
FLIGHT = re.compile(r"[A-Z]{2,3}\d{2,5}")  # "BX1344", a flight or a road
LEGAL = words("bodies", "words", "legal")
EDGES = frozenset(("of", "and", "for", "on", "the", "&", "-", ",", "'", "'s"))  # no name begins or ends so
ARTICLES = frozenset(("The", "THE"))
RANKS = words("titles", "ranks", "lesser")  # "Deputy U.S. Trade Representative"
JUNK = frozenset("()<>{}[]@#|=")  # in no name
SCHOLARS = ("ologist", "ician", "grapher")
CREDITS = ("Image", "Photo", "Picture")  # "Jane Doe Image: Acme."
TOWNS = ("City", "Town", "Borough")
PARTIES = frozenset(("R", "D", "I"))  # "R-Ohio", behind the name of a member of Congress


@dataclass(slots=True)
class Candidate:
    """One span that looks like a name."""

    first: int
    last: int
    text: str
    words: tuple[str, ...]
    known: Known | None = None
    label: str | None = None
    trusted: bool = True  # False in a heading, where every word has a capital
    honorific: str | None = None  # m, f or any
    gender: str | None = None  # m or f, by a title or an apposition
    office: Phrase | None = None  # the title directly before it
    kin: bool = False  # introduced as somebody's relative: "his son John Doe"
    human: bool = False  # said to be somebody: "Doe was a biologist"
    branch: bool = False  # ends in a country: "Acme Germany"
    short_for: str | None = None  # the name before the bracket it stands in
    owned: str | None = None  # country whose adjective or name stands before it
    scores: dict[str, float] = field(default_factory=dict)


def find_candidates(text: Text, offices: Sequence[Phrase]) -> list[Candidate]:
    found: list[Candidate] = []
    for row, (first, last) in enumerate(text.parse.sentences):
        trusted = not text.heading[row] or any(first <= t < last for t in text.sources)
        for run_first, run_last in runs(text, first, last):
            for candidate in _pieces(text, run_first, run_last, offices):
                candidate.trusted = trusted
                found.append(candidate)
    return found


def _pieces(text: Text, first: int, last: int, offices: Sequence[Phrase]) -> Iterator[Candidate]:
    """A run parted at words that are no names and behind countries that merely modify."""
    if first in text.bracketed:
        start = first + (text.parse.word[first] in ARTICLES and last > first + 1)
        yield _candidate(text, start, last, None, None)
        return
    start = first
    t = first
    honorific: str | None = None
    while t < last:
        word = text.parse.word[t]
        kind = _honorific(word) if t not in text.known or t + 1 < last else None
        if kind and t + 1 < last and t == start and not (word == "Saint" and _ends_as_body(text, last)):
            honorific, start, t = kind, t + 1, t + 1
        elif (
            kind
            and start < t < last - 1
            and text.parse.word[t - 1] != "of"
            and word in words("words", "shortened_ranks")
        ):  # "Coast Guard Lt. Jane Doe"
            yield from _piece(text, start, t, offices, honorific)
            honorific, start, t = kind, t + 1, t + 1
        elif start < t and _names_somebody(text, t, last):
            yield from _piece(text, start, t, offices, honorific)
            honorific, start, t = None, t, t + 1
        elif _is_no_name(text, t):
            yield from _piece(text, start, t, offices, honorific)
            honorific = None
            start = t = min(width(text, t), last)
        else:
            t = min(width(text, t), last)
    yield from _piece(text, start, last, offices, honorific)


def _names_somebody(text: Text, t: int, last: int) -> bool:
    """ "Acme Brotherhood Jane Doe": a person's name behind the word that ends an institution's."""
    before, names = text.parse.word[t - 1], FIRST_NAMES
    ends = any(before in words("bodies", "words", kind) for kind in ("organization_last", "government_last"))
    ends = ends or (text.label[t] == "PERSON" and text.label[t - 1] == "ORG")
    labelled = (
        text.label[t] == "PERSON" and text.group[t] != text.group[t - 1] and text.group[t] == text.group[last - 1]
    )
    return ends and 2 <= last - t <= 3 and (labelled or text.parse.word[t] in names) and t not in text.known


def _honorific(word: str) -> str | None:
    for kind in ("m", "f", "any"):
        if word in words("words", "honorifics", kind):
            return kind
    return None


def _is_no_name(text: Text, t: int) -> bool:
    word = text.parse.word[t]
    if t in text.sourced or (t in text.known and text.known[t][0] > 1 and text.known[t][1].type):
        return False
    if CODE.fullmatch(word) or FLIGHT.fullmatch(word) or (word in CREDITS and text.parse.word[t + 1 : t + 2] == (":",)):
        return True
    if word in TOWNS and text.parse.word[t + 1 : t + 2] == ("of",) and t + 2 in text.known:
        return True  # "the City of London" is London
    if word in ("May", "March", "April", "June") and text.parse.tag[t] == "NNP":
        before = text.parse.word[t - 1] if t else ""
        if text.label[t] == "PERSON" or before in FIRST_NAMES:
            return False
    if word in words("words", "days") or word in words("words", "no_names"):
        group = text.group[t]
        inside = group >= 0 and text.label[t] in ("ORG", "PERSON", "FAC", "GPE", "LOC")
        neighbours = (t > 0 and text.group[t - 1] == group) or (t + 1 < len(text.parse) and text.group[t + 1] == group)
        proper = text.parse.tag[t] in PROPER and (not word.isupper() or _opens_firm(text, t))
        return not (inside and neighbours and proper)
    if t in text.known and text.known[t][1].type == "":
        return not _within_body(text, t)
    firm = any(w in words("bodies", "words", "legal") for w in text.parse.word[t : t + 2])  # "On May 5, 2008 Acme Inc."
    return text.label[t] in ("DATE", "TIME", "MONEY") and t not in text.known and not firm


def _opens_firm(text: Text, t: int) -> bool:
    """ "PC Velta" where the article has "PC Velta Inc"."""
    return text.parse.word[t : t + 2] in text.firms


def _ends_as_body(text: Text, last: int) -> bool:
    """ "Southern Velta Co", "Saint Velta Hospital"."""
    word = text.parse.word[last - 1]
    return word in LEGAL or word in words("bodies", "words", "organization_last")


def _within_body(text: Text, t: int) -> bool:
    """ "the Velta African National Union": an adjective inside what the recogniser has for one organisation."""
    following, group = width(text, t), text.group[t]
    inside = following < len(text.parse) and text.group[following] == group
    inside = inside or (text.group[t - 1] == group and text.parse.word[t - 1][0].isupper())
    return inside and text.label[t] == "ORG" and text.parse.tag[t] == "NNP"


def _piece(text: Text, first: int, last: int, offices: Sequence[Phrase], honorific: str | None) -> Iterator[Candidate]:
    first = _past_noun(text, first, last)
    if last - first > 2 and text.parse.word[first] in PARTIES and text.parse.word[first + 1] == "-":
        first += 2
    while first < last and first not in text.known and text.parse.word[first] in EDGES | ARTICLES:
        first += 1
    while last > first and text.parse.word[last - 1] in EDGES and last != width(text, first):  # "Velta's", if known
        last -= 1
    if first >= last:
        return
    if (
        (text.parse.word[first] in DIRECTIONS or text.lower[first] in RANKS)
        and first + 1 < last
        and not _ends_as_body(text, last)
        and not _opens_firm(text, first)
        and first not in text.known
        and first + 1 in text.known
    ):
        first += 1
    hit = text.known.get(first) if first not in text.sourced else None
    if hit and first + hit[0] < last and honorific is None:
        cut = first + hit[0]
        if _modifies(text, first, cut, last, hit[1]):
            yield _candidate(text, first, cut, hit[1], None)
            for candidate in _piece(text, cut, last, offices, None):
                if candidate.first <= cut + 1 and hit[1].country:
                    candidate.owned = hit[1].country
                yield candidate
            return
    known = hit[1] if hit and first + hit[0] == last else None
    candidate = _candidate(text, first, last, known, honorific)
    before = first - 1 if honorific is None else first - 2
    if before >= 0 and text.office[before] >= 0:
        phrase = offices[text.office[before]]
        candidate.office = phrase if phrase.after == before + 1 else None
    if candidate.text and not JUNK & set(candidate.text):
        yield candidate


def _past_noun(text: Text, first: int, last: int) -> int:
    """Over the plain noun that opens a sentence: "Voter Jane Doe said so"; a lone plain noun names nobody."""
    parse = text.parse
    if first >= last or parse.sentences[parse.sentence[first]][0] != first or first in text.known:
        return first
    word = parse.word[first].lower()
    if last - first > 1:
        leads = word in words("words", "leads") or word in words("words", "apposition", "Person")
        scholar = word.endswith(SCHOLARS) and not text.label[first] and text.label[first + 1] == "PERSON"
        leads = leads or scholar
        return first + 1 if leads and text.office[first] < 0 else first
    plain = parse.tag[first] in ("NN", "NNS", "VB", "VBP", "JJ") and parse.word[first] not in text.proper
    plain = plain and not opens(text, first)
    return (
        last
        if plain and text.label[first] == "PERSON" and parse.word[first].isalpha() and _is_plain(text, first)
        else first
    )


def _is_plain(text: Text, t: int) -> bool:
    """No first name, and not a word with capitals inside."""
    word = text.parse.word[t]
    return word not in FIRST_NAMES and word[1:].islower()


def _modifies(text: Text, first: int, cut: int, last: int, known: Known) -> bool:
    """Whether the country or place at [first, cut) stands before another name and is no part of it."""
    word = text.parse.word
    if cut in text.sources:
        return True
    if word[last : last + 2] == ("(", initials(" ".join(word[first:last]))):
        return False  # "Ruritanian Transport Police (RTP)"
    if text.lower[first - 1] == "of" and first > 1 and text.office[first - 2] >= 0 and text.label[last - 1] == "PERSON":
        return True
    if known.type == "City" and word[first] in FIRST_NAMES:
        return False
    if word[cut] in (",", "and", "-"):
        return known.type in ("Country", "adjective")
    rest = text.known.get(cut)
    if rest is not None and cut + rest[0] == last and _stands_apart(text, known, rest[1], last):
        return True
    governing = word[last - 1] in words("bodies", "words", "government_last")
    if known.type == "adjective":
        end = last - 2 if word[last - 2] == "," else last  # "American Acme, LP"
        end = next((t for t in range(cut, end) if word[t] == "and"), end)  # "American Harbour and Tarn Co"
        one = text.group[first] >= 0 and text.group[first] == text.group[end - 1]
        of_state = governing or word[cut] in words("bodies", "words", "government_of")
        return of_state or not (one and text.label[first] in ("ORG", "FAC"))
    if governing and known.type == "Country":
        return True
    return _before_person(text, first, cut, last, known)


def _stands_apart(text: Text, known: Known, rest: Known, last: int) -> bool:
    """ "Greenpeace Austria" is a branch, "EU China talks" are of both."""
    if rest.type not in ("GovernmentBody", "Organization", "Country", "City", "Place", "adjective"):
        return False
    return known.type != "Organization" or rest.type != "Country" or _nominal(text, last)


def _before_person(text: Text, first: int, cut: int, last: int, known: Known) -> bool:
    """ "Ruritania Anna Berg": the country or body, then somebody's name."""
    if known.type not in ("Country", "City", "Place", "GovernmentBody", "Organization"):
        return False
    if text.label[cut] == "PERSON" and text.label[first] != "PERSON":
        return True
    given = last - cut >= 2 and text.parse.word[cut] in FIRST_NAMES
    company = text.parse.word[last - 1] in words("bodies", "words", "company_last")
    return given and not company and known.type != "City"


def _nominal(text: Text, t: int) -> bool:
    return t < len(text.parse) and text.parse.tag[t].startswith("NN")


def _candidate(text: Text, first: int, last: int, known: Known | None, honorific: str | None) -> Candidate:
    printed = text.printed(first, last)
    labels = [text.label[t] for t in range(first, last) if text.label[t] in NAMING]
    label = max(sorted(set(labels)), key=labels.count) if labels else None
    ending = text.known.get(last - 1)
    branch = last - first > 1 and known is None and ending is not None and ending[1].type == "Country"
    return Candidate(first, last, printed, tuple(printed.split()), known, label, honorific=honorific, branch=branch)
