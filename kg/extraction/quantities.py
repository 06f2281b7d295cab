"""Figures that are not money: how many, and over which time."""

from __future__ import annotations

import re
from decimal import Decimal

from kg.extraction.quoting import Content
from kg.extraction.syntax import Syntax
from kg.extraction.values import period_of

SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "mln": 10**6, "bln": 10**9}
NUMERALS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
PLAIN = re.compile(r"[0-9]{1,3}(,[0-9]{3}){1,4}|[0-9]{1,15}(\.[0-9]{1,6})?")
RANGE = frozenset(("/", "to", "-", "and", "or"))


def number(written: list[str]) -> Decimal | None:
    """54,000, 2.5 million, twelve: what the words of one numeral come to; None where they are no plain number."""
    first, *scales = written
    if first in NUMERALS:
        value = Decimal(NUMERALS.index(first) + 1)
    elif PLAIN.fullmatch(first):
        value = Decimal(first.replace(",", ""))
    else:
        return None
    for scale in scales:
        if scale not in SCALES:
            return None
        value *= SCALES[scale]
    return value


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


def duration_of(s: Syntax, trigger: int) -> Content | None:
    """ "over the next six years": the time that a sum is for, in the article's words."""
    time = period_of(s, trigger)
    return Content(time.text, False, ((time.first, time.last),)) if time else None
