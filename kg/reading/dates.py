"""Which day a printed date names: ISO 8601, the dates of mail and feeds, and the English ways of writing one.

A date that can be read two ways (02/07/2025) is refused, never guessed.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import re

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
MONTH = r"(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d)"
YEAR = r"(?P<year>(?:1[6-9]|20|21)\d\d)(?!\d)"
WRITTEN = re.compile(
    rf"(?<![\w/]){MONTH}\s*{DAY}(?:\s*,?\s*{YEAR})?|(?<![\w/.:]){DAY}(?:\s+of)?[\s-]+{MONTH}(?:[\s,-]+{YEAR})?".replace(
        "(?P<day>", "(?P<day1>", 1
    )
    .replace("(?P<month>", "(?P<month1>", 1)
    .replace("(?P<year>", "(?P<year1>", 1),
    re.IGNORECASE,
)
NUMERIC = re.compile(rf"(?<![\w/.-]){YEAR}[-/.](?P<month>1[0-2]|0?[1-9])[-/.]{DAY}")
SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{2,4})")
EXAMPLE = "write it as 2025-01-31"


def written(text: str) -> list[tuple[int, int, dt.date | None, str]]:
    """Every day printed in words or as year-month-day: (start, end, date or None without a year, "MM-DD")."""
    found = []
    for match in sorted([*WRITTEN.finditer(text), *NUMERIC.finditer(text)], key=lambda match: match.start()):
        groups = {name.rstrip("1"): value for name, value in match.groupdict().items() if value}
        month = MONTHS.get(groups["month"].lower()) or int(groups["month"])
        day = int(groups["day"])
        try:
            leap = dt.date(2024, month, day)
            full = dt.date(int(groups["year"]), month, day) if "year" in groups else None
        except ValueError:
            continue
        found.append((match.start(), match.end(), full, f"{leap:%m-%d}"))
    return found


def publication_day(value: str) -> dt.date:
    """The day a metadata field names, as printed: no time zone is applied. Raises ValueError."""
    text = value.strip()
    for parse in (dt.date.fromisoformat, dt.datetime.fromisoformat):
        try:
            parsed = parse(text)
        except ValueError:
            continue
        return dt.date(parsed.year, parsed.month, parsed.day)
    days = {full for _, _, full, _ in written(text)}
    if len(days) == 1 and (day := days.pop()):
        return day
    if day := _slashed(text):
        return day
    if mail := email.utils.parsedate(text):
        try:
            return dt.date(*mail[:3])
        except ValueError:
            pass
    raise ValueError(f"{_complaint(text)}; {EXAMPLE}")


def _slashed(text: str) -> dt.date | None:
    """31/12/2025 and 12/31/2025 can be read one way only."""
    match = SLASHED.fullmatch(text)
    if not match or len(match[3]) != 4:
        return None
    first, second, year = (int(part) for part in match.groups())
    if (first <= 12 and second <= 12 and first != second) or (first > 12 and second > 12):
        return None
    try:
        return dt.date(year, min(first, second), max(first, second))
    except ValueError:
        return None


def _complaint(text: str) -> str:
    if SLASHED.fullmatch(text):
        return f"{text!r} can be read two ways"
    if any(full is None for _, _, full, _ in written(text)):
        return f"{text!r} has no year"
    return f"{text!r} is no date"
