"""The vocabulary of time expressions as numbers and as pieces of regular expressions."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from typing import Any

TABLE: dict[str, Any] = tomllib.loads(resources.files("kg.annotation").joinpath("data/times.toml").read_text("utf-8"))

MONTHS: dict[str, int] = {name: number for number, name in enumerate(TABLE["months"], 1)} | TABLE["short_months"]
WEEKDAYS: dict[str, int] = {name: number for number, name in enumerate(TABLE["weekdays"])} | TABLE["short_weekdays"]
NUMBERS: dict[str, int] = TABLE["numbers"]
SEASONS: dict[str, int] = TABLE["seasons"]
QUARTERS: dict[str, int] = {name: number for number, name in enumerate(TABLE["quarters"], 1)} | {
    f"{number}{ending}": number for number, ending in ((1, "st"), (2, "nd"), (3, "rd"), (4, "th"))
}
HOLIDAYS: dict[str, str] = TABLE["holidays"]
CONTEXT: dict[str, Any] = TABLE["context"]

# One line may wrap between two words; a blank line ends every expression.
_GAP = r"(?:[^\S\n]+\n?[^\S\n]*|\n[^\S\n]*)"
_OPTIONAL = r"[^\S\n]*\n?[^\S\n]*"
_FULL_MONTH, _SHORT_MONTH = "|".join(TABLE["months"]), "|".join(sorted(TABLE["short_months"], key=len, reverse=True))
_SHORT_DAY = "|".join(sorted(TABLE["short_weekdays"], key=len, reverse=True))

_PIECES = {
    "MONTH": rf"(?:{_FULL_MONTH}|(?:{_SHORT_MONTH})\b\.?)",
    "LONE": rf"(?:{_FULL_MONTH}|(?:{_SHORT_MONTH})\.)",  # a month with neither day nor year beside it
    "WEEKDAY": rf"(?:{'|'.join(TABLE['weekdays'])}|(?:{_SHORT_DAY})\.)",
    "ANYDAY": rf"(?:{'|'.join(TABLE['weekdays'])}|(?:{_SHORT_DAY})\b\.?)",  # a weekday with its date beside it
    "SEASON": f"(?:{'|'.join(SEASONS)})",
    "DAY": r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d.,]?\d)(?![\w%])",
    "YEAR": r"(?:1[89]|20)\d\d(?![\d.,]?\d)(?![\w%])",
    "DASH": r"(?: ?[-–—/] ?| to | through )",
    "N": rf"(?:\d{{1,3}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})",
    "UNIT": r"(?:second|minute|hour|day|week|fortnight|month|quarter|year|decade)",
    "PART": r"(?:(?:early|late|mid|earlier|later)(?:-| in | |(?<=mid))"
    r"|(?:end|beginning|start|middle|close) of (?:the )?)",
    "REL": r"(?:this past|this coming|this last|last|next|this|coming|past)",
    "CLOCK": r"(?<![\w.,$€£¥])(?:(?:[01]?\d|2[0-3]):[0-5]\d(?: ?(?:[AaPp]\.[Mm]\.?|[AaPp][Mm]\b))?"
    r"|(?:1[0-2]|0?[1-9])(?:\.[0-5]\d)? ?(?:[AaPp]\.[Mm]\.?|[AaPp][Mm]\b)|noon|midnight)"
    r"(?: \(?(?:[A-Z]{2,4}|local time|local|UTC[+-]\d+)\b\)?)?",
}


def compile_pattern(pattern: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """A pattern in which {MONTH} … stand for the pieces above and a space for a gap between two words.

    Tokenised texts have one before a comma too.
    """
    for name, piece in _PIECES.items():
        pattern = pattern.replace(f"{{{name}}}", piece)
    return re.compile(pattern.replace(",?", "(?: ?,)?").replace(" ?", _OPTIONAL).replace(" ", _GAP), flags)


def month_number(printed: str) -> int | None:
    """None where the word is not written as a name ("may", "march")."""
    return MONTHS[printed.rstrip(".").lower()] if printed[0].isupper() else None


def weekday_number(printed: str) -> int | None:
    return WEEKDAYS[printed.rstrip(".").lower()] if printed[0].isupper() else None


def day_number(printed: str) -> int:
    return int(re.sub(r"\D", "", printed))


def count(printed: str) -> int:
    return int(printed) if printed.isdigit() else NUMBERS[printed.lower()]


def part_of(printed: str) -> str:
    """early | mid | late, whatever the wording ("beginning of the")."""
    words = printed.lower()
    if any(word in words for word in ("early", "earlier", "beginning", "start")):
        return "early"
    return "mid" if "mid" in words else "late"
