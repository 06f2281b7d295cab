"""What numbers written out come to: 54,000, 2.5 million, a quarter."""

from __future__ import annotations

import re
from decimal import Decimal

from kg.extraction.syntax import Syntax

SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "mln": 10**6, "bln": 10**9}
NUMERALS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
FRACTIONS = ("half", "third", "quarter", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
PLAIN = re.compile(r"[0-9]{1,3}(,[0-9]{3}){1,4}|[0-9]{1,15}(\.[0-9]{1,6})?")


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


def fraction_of(s: Syntax, noun: int) -> float | None:
    """ "A quarter", "two-thirds": how many percent; None where the noun is no fraction."""
    lemma = s.lemma[noun].lower()
    if lemma not in FRACTIONS:
        return None
    before = max(0, noun - (2 if s.word[noun - 1] == "-" else 1))
    return float((number([s.lower[before]]) or 1) * 100 / (FRACTIONS.index(lemma) + 2))
