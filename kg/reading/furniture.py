"""Which units of an article stand on its page and are no part of it: teasers, credits, buttons, other headlines.

In doubt a unit is prose: wrong furniture loses claims, missed furniture seldom makes one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources

from kg.reading.layout import ENDS_SENTENCE, Unit

TEASER_WORDS = 30
LINE_LENGTH = 400  # characters; keeps the cues from being tried on pages without line ends
TAIL_LENGTH = 300
BARE_WORDS = 3
PARTICLES = {"de", "da", "di", "van", "von", "der", "bin", "ibn", "al", "el", "la", "le", "of", "and", "the"}


@cache
def _cues(kind: str) -> re.Pattern[str]:
    table = tomllib.loads(resources.files("kg.reading").joinpath("furniture.toml").read_text(encoding="utf-8"))
    return re.compile("|".join(f"(?:{row})" for row in table[kind]), re.IGNORECASE)


def find(units: Sequence[Unit], headline: Unit | None) -> Iterator[tuple[int, int]]:
    """Spans in text order; a span is a whole unit or the end of one."""
    listed = _lists(units)
    page = sum(unit.is_sentence for unit in units) > 1  # a single line or loose words have no page around them
    for number, unit in enumerate(units):
        if unit == headline:
            continue
        if page and (number in listed or not unit.has_words or _is_line(unit) or _is_bare(units, number)):
            yield unit.start, unit.end
        elif tail := _tail(unit):
            yield tail


def _is_line(unit: Unit) -> bool:
    if len(unit.text) > LINE_LENGTH or unit.words > TEASER_WORDS:
        return False
    return bool(_cues("lines").fullmatch(unit.body) or _is_teaser(unit))


def _is_teaser(unit: Unit) -> bool:
    return bool(_cues("teasers").match(unit.body)) and not ENDS_SENTENCE.search(unit.text)


def _tail(unit: Unit) -> tuple[int, int] | None:
    for match in _cues("tails").finditer(unit.text, max(0, len(unit.text) - TAIL_LENGTH)):
        if match.end() == len(unit.text):
            return unit.start + match.start(), unit.end
    return None


def _lists(units: Sequence[Unit]) -> set[int]:
    """Openers and what they open: headlines, bullets and their excerpts, until prose resumes."""
    found: set[int] = set()
    number = 0
    while number < len(units):
        if units[number].words <= 8 and _cues("openers").fullmatch(units[number].body) and _prose_before(units, number):
            end = number + 1
            while end < len(units) and not _resumes(units, end):
                end += 1
            found.update(range(number, end))
            number = end
        else:
            number += 1
    return found


def _prose_before(units: Sequence[Unit], number: int) -> bool:
    return any(unit.is_prose for unit in units[:number])


def _resumes(units: Sequence[Unit], number: int) -> bool:
    """Prose, and no excerpt under a headline: that would be followed by the next headline."""
    if not units[number].is_prose:
        return False
    return number + 1 == len(units) or units[number + 1].is_prose or not _is_headline(units[number - 1])


def _is_headline(unit: Unit) -> bool:
    return 3 < unit.words <= TEASER_WORDS and not unit.is_sentence


def _is_bare(units: Sequence[Unit], number: int) -> bool:
    """A name or label alone on its line, between finished sentences: the words under a picture, a rubric."""
    unit = units[number]
    words = unit.text.split()
    if len(words) > BARE_WORDS or unit.is_bulleted or not unit.text.replace(" ", "").replace(".", "").isalpha():
        return False
    if unit.text[-1] == "." or not all(word[0].isupper() or word in PARTICLES for word in words):
        return False
    before = units[number - 1] if number else None
    after = units[number + 1] if number + 1 < len(units) else None
    finished = before is None or before.is_sentence or before.apart
    return finished and (after is None or not after.text[0].islower()) and sum(u.is_prose for u in units) >= 2
