"""What is measured, and figures that are not money: how many, which place in a ranking, over which time."""

from __future__ import annotations

import re

from kg.extraction.cues import words
from kg.extraction.numerals import number
from kg.extraction.syntax import Syntax
from kg.extraction.values import period_of
from kg.extraction.wording import Content

RANKS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
TOPMOST = frozenset(("largest", "biggest", "top", "richest", "poorest", "smallest"))
PLACING = frozenset(("in", "at", "across", "throughout", "worldwide"))
ORDINAL = re.compile(r"([0-9]{1,4})(?:st|nd|rd|th)")
RANGE = frozenset(("/", "to", "-", "and", "or"))


def count_of(s: Syntax, noun: int) -> Content | None:
    """How many of what the noun, or a verb's object, names: "around 54,000 soldiers"."""
    for counted in s.kids(noun, "dobj") if s.is_verb(noun) else [noun]:
        for numeral in s.kids(counted, "nummod"):
            if numeral in s.valued or any(s.lower[t] in RANGE for t in s.children[numeral]):
                continue
            parts = [t for t in s.kids(numeral, "compound") if t < numeral] + [numeral]
            value = number([s.lower[t] for t in parts])
            if value is not None:
                return Content(f"{value.normalize():f}", False, ((parts[0], numeral + 1),))
    return None


def rank_of(s: Syntax, noun: int) -> Content | None:
    """ "the largest investor" is the first, "the 12th-largest" the twelfth; which of "the largest investors" is not
    said, unless they are each other's.
    """
    for adjective in s.kids(noun, "amod", "nmod", "compound"):
        if s.lower[adjective] in TOPMOST:
            before = range(max(noun - 6, 0), adjective)
            if s.tag[noun] in ("NNS", "NNPS") and not any(s.lower[t] == "each" for t in before):
                return None
            places = [place for t in before if (place := _place(s.lower[t]))]
            return Content(str(places[-1] if places else 1), False, ((adjective, adjective + 1),))
    return None


def _place(word: str) -> int | None:
    if word in RANKS:
        return RANKS.index(word) + 1
    written = ORDINAL.fullmatch(word)
    return int(written[1]) if written else None


def ranked_of(s: Syntax, noun: int) -> Content:
    """The ranking in the article's words: "Norland's second-largest lender", "largest investor in the country"."""
    first, last = s.noun_phrase(noun)
    if s.lower[max(first - 1, 0)] == "each":
        first -= 1  # "each other's top investors"
    for preposition in s.kids(noun, "prep"):
        if s.lower[preposition] in ("in", "of", "to"):
            last = max(last, s.subtree(preposition)[-1] + 1)
    return Content(s.text(first, last), False, ((first, last),))


def worth_of(s: Syntax, noun: int) -> Content | None:
    """What a sum is of: "$5 billion of foreign takeovers"."""
    above = s.head[s.head[noun]]
    if s.dep[noun] != "pobj" or s.lower[s.head[noun]] not in ("of", "in", "worth") or above not in s.money:
        return None
    first, last = s.noun_phrase(noun)
    return Content(s.text(first, last), False, ((first, last),))


def workforce_of(s: Syntax, verb: int) -> Content | None:
    """Who is employed, and where if it says so: "employees", "employees in Norland"."""
    staff = [t for t in s.kids(verb, "dobj") if s.lemma[t].lower() in words().staff]
    if not staff:
        return None
    for top in (staff[0], verb):
        for place in s.kids(top, "prep"):
            if s.lower[place] in PLACING and place > staff[0]:
                last = s.subtree(place)[-1] + 1
                return Content(f"employees {s.text(place, last)}", False, ((place, last),))
    return Content("employees", False, ((staff[0], staff[0] + 1),))


def duration_of(s: Syntax, trigger: int) -> Content | None:
    """ "over the next six years": the time that a sum is for, in the article's words."""
    time = period_of(s, trigger)
    return Content(time.text, False, ((time.first, time.last),)) if time else None
