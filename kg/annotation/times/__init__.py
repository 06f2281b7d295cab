"""Which words of an article name a date, and which days they mean read backwards and forwards from its own."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from dataclasses import replace
from functools import lru_cache

from kg.annotation.times import counted, days, deixis, periods
from kg.annotation.times.readings import Reading
from kg.annotation.times.rules import Match, Rule, Scene
from kg.annotation.times.words import compile_pattern
from kg.model import Parse, TimeExpression

__all__ = ["find_times", "resolve_publication"]

REACH = 120  # characters no expression exceeds


def _by_start() -> dict[str, tuple[Rule, ...]]:
    table: dict[str, tuple[Rule, ...]] = {}
    for rule in (*days.RULES, *periods.RULES, *deixis.RULES, *counted.RULES):
        for start in rule.starts:
            table[start] = (*table.get(start, ()), rule)
    return table


_RULES = _by_start()
_LETTERS = re.compile(r"[^\W\d_]+")
_ZONE = r"(?:local|[A-Z][a-z]+) time"
_DAYPART = r"(?:morning|afternoon|evening|night|noon|midnight|midday)"
_AFTER = compile_pattern(
    rf"(?: {_DAYPART}\b)?(?:,? {_ZONE}\b|,? \({_ZONE}\))?(?:,? at (?:about |around )?{{CLOCK}})?",
    re.RegexFlag(0),
)
_BEFORE = compile_pattern(r"{CLOCK}(?:,|,? on)?(?: the)?(?: |$)$", re.RegexFlag(0))
_MAY = re.compile(r"\b(?:Theresa|Mrs?\.?|Ms\.?|Minister|Brian|Elaine)\s+May\b")


def find_times(parse: Parse, text: str, anchor: dt.date | None, month_day: str | None) -> tuple[TimeExpression, ...]:
    """Every date and period in text order, none overlapping; offsets of `parse` are into `text`."""
    scene = Scene(text, anchor, month_day, None, bool(_MAY.search(text)))
    found: list[TimeExpression] = []
    free, sentence = 0, 0  # the first token that no expression covers, and where the reference stands
    for token, word in enumerate(parse.word):
        rules = _rules_for(word)
        if not rules or token < free or _in_compound(text, parse.start[token]):
            continue
        if scene.reference and parse.sentence[token] > sentence + 1:
            scene = replace(scene, reference=None)
        hit = _longest(rules, text, parse.start[token], scene)
        if hit is None:
            continue
        match, reading = hit
        start, end = _extended(parse, text, match, free)
        first, last = bisect_left(parse.end, start + 1), bisect_left(parse.start, end)
        found.append(
            TimeExpression(
                first, last, text[start:end], reading.past, reading.future, reading.month_day, reading.duration
            )
        )
        if not reading.duration:
            scene, sentence = replace(scene, reference=reading), parse.sentence[token]
        free = last
    return tuple(found)


def _in_compound(text: str, start: int) -> bool:
    """post-Christmas, pre-2015."""
    return start > 1 and text[start - 1] in "-\u2010" and text[start - 2].isalpha()


@lru_cache(maxsize=20_000)
def _rules_for(word: str) -> tuple[Rule, ...]:
    """Those filed under the word, "0" for digits, or its first letters ("mid-2021", "FY2024")."""
    if word[:1].isdigit():
        return _RULES["0"]
    letters = _LETTERS.match(word.lower())
    return _RULES.get(letters[0], ()) if letters else ()


def _longest(rules: tuple[Rule, ...], text: str, start: int, scene: Scene) -> tuple[Match, Reading] | None:
    matches = [(match, rule) for rule in rules if (match := rule.pattern.match(text, start, start + REACH))]
    for match, rule in sorted(matches, key=lambda pair: -pair[0].end()):
        reading = _resolve(rule, match, scene)
        if reading is not None:
            return match, reading
    return None


def _resolve(rule: Rule, match: Match, scene: Scene) -> Reading | None:
    try:
        return rule.resolve(match, scene)
    except (OverflowError, ValueError):  # beyond the years 1 to 9999, where Python's calendar ends
        return None


def _extended(parse: Parse, text: str, match: Match, free: int) -> tuple[int, int]:
    """Where the expression begins and ends with the time of day around it; not back into the one before."""
    start, end = match.span()
    if text[end - 1] == ")" and "(" not in match[0]:
        end -= 1
    after = _AFTER.match(text, end)
    before = _BEFORE.search(text, max(start - 25, parse.start[free]), start)
    return before.start() if before else start, after.end() if after else end


def resolve_publication(printed: str) -> tuple[dt.date | None, str | None]:
    """The day a dateline prints: a whole date, or month and day ("02-04") where it gives no year."""
    starts = [match.start() for match in re.finditer(r"[^\W_]+", printed)]
    scene = Scene(printed, None, None, None, False)
    for start in starts:
        word = re.match(r"[^\W_]+", printed[start:])
        hit = _longest(_rules_for(word[0]), printed, start, scene) if word else None
        if hit and hit[1].month_day:
            return None, hit[1].month_day
        if hit and hit[1].past and hit[1].past.precision == "day":
            return hit[1].past.earliest, None
    return None, None
