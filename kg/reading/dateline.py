"""Which words of an article are its dateline or a line that dates it, and what they say: day, month and day, agency.

Dateline: PLACE[, REGION][, DATE] [(AGENCY)] DASH, as agencies print it (AP Stylebook, "datelines").
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from kg.reading.dates import DAY, MONTH, NUMERIC, WRITTEN, YEAR, written

WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?)"
_CAPS = r"[A-ZÀ-Þ][A-ZÀ-Þ.'\u2019-]*[A-ZÀ-Þ.]"
_WORD = r"(?:[A-ZÀ-Þ][\w.'\u2019-]*|of|the|de|la|al-\w+)"
_PLACE = rf"(?:{_CAPS}|{_WORD})(?:[ \u00a0]{_WORD}){{0,3}}"
_DATE = rf"(?:{WEEKDAY},?\s+)?(?:{MONTH}\s*{DAY}(?:\s*,\s*{YEAR})?|{DAY}\s+{MONTH}(?:\s+{YEAR})?)"
DATELINE = re.compile(
    r"(?!(?:On|In|At|By|From|Since|Until|Before|After|The|Update|File)\b)"
    rf"(?:(?P<place>{_PLACE}(?:[,/]\s?{_PLACE}){{0,3}}?)(?=[\s,]))?"
    rf"(?:,?\s*(?P<date>(?i:{re.sub('[?]P<[a-z]+>', '?:', _DATE)})),?)?"
    r"(?:,?\s*\((?P<agency>[A-Z][^()\d]{1,38})\))?"
    r"\s*(?P<dash>[—\u2013]|--|-|:|\.(?=\s))[\s\u00a0]*-?(?=\S)"
)
PLACE_IN_CAPITALS = re.compile(rf"{_CAPS}(?![a-zß-ÿ])")
TIME = re.compile(
    r"\b(?:[01]?\d|2[0-4])[:.h][0-5]\d(?::[0-5]\d)?(?:\s*[ap]\.?\s?m\b\.?)?|\b(?:0?\d|1[0-2])\s*[ap]\.?\s?m\b\.?"
    r"|\b[0-2]\d[0-5]\d\s*(?:hrs|GMT|UTC|HKT|[A-Z]{2,3}T)\b",
    re.IGNORECASE,
)
ZONE = re.compile(
    r"\b(?:GMT|UTC|Z|[ECMPAH][SD]?T|JST|KST|IST|HKT|SGT|PHT|PKT|WIB|MSK|TRT|CES?T|EES?T|WES?T|BST|SAST|[EW]AT|CAT|GST"
    r"|A[ECW][SD]T|NZ[SD]T)\b(?:[+-]\d{1,2}(?::?\d\d)?)?|[+-]\d\d:?\d\d\b"
    r"|\b(?:local|eastern|pacific|central|japan|london) time\b",
    re.IGNORECASE,
)
GLUED = re.compile(
    rf"\s?-(?={_CAPS}(?![a-zß-ÿ])){_PLACE}(?:(?:,\s?|/| AND ){_PLACE}){{0,2}}\s?\u2014[\s\u00a0]*-(?=\S)"
)
HEADLINE_LENGTH = 250  # characters
CUE = re.compile(
    r"\b(?:first |last |originally )?(?:published|updated?|posted|created|issued|released|modified)\b"
    r"|\b(?:publication )?date\b|\btime\b"
    r"|\b(?:on|at|in)\b",
    re.IGNORECASE,
)
CHANGED = re.compile(r"\b(?:updated?|modified)\b", re.IGNORECASE)
ISSUED = re.compile(r"\b(?:published|posted|created|issued|released)\b", re.IGNORECASE)
SLASHED = re.compile(r"(?<![\w/.])\d{1,2}[/.-]\d{1,2}[/.-]\d{2}(?:\d\d)?(?![\w/])")
ISO_TIME = re.compile(r"(?<=\d)T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?")
_NAME = r"[A-ZÀ-Þ][\w.'\u2019-]*(?:[ \u00a0](?:[A-ZÀ-Þ][\w.'\u2019-]*|de|da|di|van|von|der|bin|ibn|al|el|la|le)){1,3}"
BYLINE = re.compile(
    rf"(?:[Bb]y|BY)[ \u00a0](?P<names>{_NAME}(?:(?:,| and| &|, and)[ \u00a0]{_NAME}){{0,3}})(?:[,/ ].{{0,60}})?"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """The length of the words from the start of the unit, and what they say."""

    end: int
    date: dt.date | None = None
    month_day: str | None = None
    agency: str | None = None
    author: str | None = None
    changed: bool = False  # tells when the article was changed, not when it came out


def dateline(text: str) -> Dateline | None:
    """The dateline a paragraph begins with."""
    match = DATELINE.match(text)
    if not match:
        return None
    place, date, agency, dash = match["place"], match["date"], match["agency"], match["dash"]
    rest = text[match.end() :]
    if not (agency or (place and date)):
        in_capitals = place and PLACE_IN_CAPITALS.match(place) and len(place) > 3
        if not in_capitals or dash == ":" or not _begins_sentence(rest):
            return None
    day = next(iter(written(date)), None) if date else None
    if dash == "." and not (place and day and day[2] and _begins_sentence(rest)):  # "Lisbon, 3 March 2025. Norda …"
        return None
    if dash in "-:" and match.end() < len(text) and not text[match.start("dash") + 1].isspace():
        return None
    return Dateline(match.end(), day[2] if day else None, day[3] if day else None, agency)


def glued(text: str) -> tuple[int, int] | None:
    """The dateline by which a feed joined headline and body on one line: "Talks Resume-GENEVA \u2014 -Envoys met …"."""
    match = GLUED.search(text, 1, HEADLINE_LENGTH)
    return match.span() if match else None


def _begins_sentence(text: str) -> bool:
    start = text.lstrip("\"'“\u2018 \u00a0")[:1]
    return start.isupper() or start.isdigit()


def header(text: str) -> Dateline | None:
    """A line that does nothing but date or sign the article: "Published: 5 Feb 2025 | By Jane Roe"."""
    if len(text) > 160:
        return None
    parts = [_dating(part) or _byline(part) for part in re.split(r"\s*[|·•]\s*", text) if part.strip()]
    found = [part for part in parts if part]
    if not found or len(found) < len(parts):
        return None
    dated = [part for part in found if part.month_day]
    first = min(dated, key=lambda part: part.changed, default=found[0])
    author = next((part.author for part in found if part.author), None)
    return Dateline(len(text), first.date, first.month_day, None, author, first.changed)


def _byline(text: str) -> Dateline | None:
    match = BYLINE.fullmatch(text.strip())
    if not match:
        return None
    capitals = re.match(rf"{_CAPS}(?:[ \u00a0](?:{_CAPS}|[A-Z]\.))+(?![a-z])", match["names"])
    return Dateline(len(text), author=capitals.group() if capitals else match["names"])


def _dating(text: str) -> Dateline | None:
    """Nothing is left of the line when dates, times, zones and their cue words are taken out."""
    days = written(text)
    rest = text
    for pattern in (ISO_TIME, NUMERIC, WRITTEN, TIME, ZONE, re.compile(WEEKDAY, re.IGNORECASE), SLASHED, CUE):
        rest = pattern.sub(" ", rest)
    if any(character.isalnum() for character in rest) or not (days or TIME.search(text) or SLASHED.search(text)):
        return None
    changed = bool(CHANGED.search(text) and not ISSUED.search(text))
    full = next((day for day in days if day[2]), days[0] if days else (0, 0, None, None))
    return Dateline(len(text), full[2], full[3], changed=changed)
