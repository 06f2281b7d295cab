"""Whether a text opens with its own headline."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.reading.layout import ENDS_CLAUSE, Unit

LONGEST = 30  # words
SITE_NAME = 50  # characters that the name of a site may add to a headline
SMALL_WORDS = re.compile(
    r"(?:an?|and|as|at|but|by|for|from|if|in|into|is|nor|of|off|on|or|out|over|per|so|than|the|to|up|vs|via|with)"
)
PUNCTUATION = re.compile(r"[\W_]+")


def find(units: Sequence[Unit]) -> Unit | None:
    """The first unit, when it is set off as a headline and an article follows it."""
    if len(units) < 2 or not any(unit.is_prose for unit in units[1:]):
        return None
    first = units[0]
    if not 3 <= first.words <= LONGEST or first.is_bulleted or _ends_otherwise(first.text):
        return None
    if first.apart or _is_title_case(first.text) or normal(first.text) in {normal(unit.text) for unit in units[1:6]}:
        return first
    return first if units[1].words > 2 * first.words and units[1].is_prose else None


def _ends_otherwise(text: str) -> bool:
    """With a full stop, colon or comma; a question or an exclamation may be a headline."""
    return bool(ENDS_CLAUSE.search(text)) and text.rstrip("\"'”\u2019)]")[-1] not in "?!…"


def _is_title_case(text: str) -> bool:
    words = [word.strip("\"'“”\u2018\u2019(),;:") for word in text.split()]
    content = [word for word in words if word and not SMALL_WORDS.fullmatch(word.lower())]
    capitals = [word for word in content if not word[0].islower()]
    return bool(content) and len(capitals) >= 0.75 * len(content)


def normal(text: str) -> str:
    """What two printings of one headline share."""
    return PUNCTUATION.sub(" ", text.casefold()).strip()


def repeats(units: Sequence[Unit], title: str | None) -> list[Unit]:
    """Later copies of the headline; the first copy in the text stays."""
    if not title:
        return []
    longest = len(title) + SITE_NAME
    copies = [unit for unit in units if len(unit.text) <= longest and _is_copy(unit.text, title)]
    return copies[1:]


def _is_copy(text: str, title: str) -> bool:
    """The title, or the title and the name of the site: "… | The Daily"."""
    main = re.split(r"\s+[|\u2013—-]\s+(?=[^|\u2013—]{1,40}$)", text)[0]
    return normal(title) in (normal(text), normal(main))
