"""What a rule of the time grammar is: first words, a pattern, and how its match reads in a given article."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from kg.annotation.times.readings import OfYear, Reading, both, day, make_day, recurring
from kg.annotation.times.words import MONTHS, NUMBERS, WEEKDAYS, compile_pattern

Match = re.Match[str]

MONTH_STARTS = tuple(MONTHS)
DAY_STARTS = tuple(WEEKDAYS)
PART_STARTS = ("early", "late", "mid", "earlier", "later", "end", "beginning", "start", "middle", "close")
NUMBER_STARTS = ("0", *NUMBERS)  # "0" stands for every number in digits
REL_STARTS = ("last", "next", "this", "coming", "past")
YEAR_WORD = r",? (?:of )?(?P<year_word>last|this|next) year\b(?P<year>)"

_BEFORE = re.compile(r"([^\s\w]|[\w’'.$€£]+)[^\S\n]*\n?[^\S\n]*$")
_AFTER = re.compile(r"[^\S\n]*\n?[\s-]?([\w’'%]+)")


@dataclass(frozen=True, slots=True)
class Scene:
    """What a reading depends on beyond its own words."""

    text: str
    anchor: dt.date | None
    month_day: str | None
    reference: Reading | None  # of the last expression in this sentence or the one before
    may_is_name: bool  # somebody called May is in the text

    def word_before(self, start: int) -> str:
        """The word or mark before an offset as printed; "" at the start of a paragraph."""
        found = _BEFORE.search(self.text, max(0, start - 30), start)
        return found[1] if found else ""

    def word_after(self, end: int) -> str:
        """The word after an offset in lower case; "" where a mark follows."""
        found = _AFTER.match(self.text, end, end + 30)
        return found[1].lower() if found else ""

    def yearly(self, of_year: OfYear, year: str | None) -> Reading | None:
        """What recurs each year: in the printed year, or in those nearest the anchor."""
        if year:
            span = of_year(int(year))
            return both(span) if span else None
        return recurring(of_year, self.anchor) if self.anchor else Reading()

    def day(self, step: int) -> Reading:
        """The article's day moved by `step`; where its year is unknown, month and day alone."""
        if self.anchor:
            return both(day(self.anchor + dt.timedelta(days=step)))
        if self.month_day is None or not step:
            return Reading(month_day=self.month_day)
        month, number = (int(part) for part in self.month_day.split("-"))
        moved = (make_day(2003, month, number) or dt.date(2003, 2, 28)) + dt.timedelta(days=step)
        return Reading(month_day=f"{moved:%m-%d}")

    def year_said(self, word: str) -> str | None:
        """The year that "last", "this" or "next" year is."""
        step = ("last", "this", "next").index(word.lower()) - 1
        return str(self.anchor.year + step) if self.anchor else None


Resolve = Callable[[Match, Scene], Reading | None]  # None: the words are no time expression after all


@dataclass(frozen=True, slots=True)
class Rule:
    starts: tuple[str, ...]  # first words in lower case
    pattern: re.Pattern[str]
    resolve: Resolve


def rule(pattern: str, starts: tuple[str, ...], resolve: Resolve) -> Rule:
    return Rule(starts, compile_pattern(pattern), resolve)
