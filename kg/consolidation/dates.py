"""Years that no claim of its own gives: taken from another article's report of the same situation.

An article that prints "February 7" gets the year from one that dates the same meeting in full; what else it dates by
month and day is then of the nearest year, and so is the article itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

SOON = dt.timedelta(weeks=6)
HALF_A_YEAR = dt.timedelta(days=183)


def in_year(month_day: str, year: int) -> dt.date | None:
    """None for 29 February of a common year, and for what is no day at all."""
    try:
        return dt.date.fromisoformat(f"{year:04d}-{month_day}")
    except ValueError:
        return None


def nearest(month_day: str, anchors: Iterable[dt.date]) -> dt.date | None:
    """The day of that name nearest to the anchors; None where they lead to different years, or there are none."""
    found: set[dt.date] = set()
    for anchor in anchors:
        days = [in_year(month_day, anchor.year + step) for step in (-1, 0, 1)]
        near = [day for day in days if day and abs(day - anchor) <= HALF_A_YEAR]
        found.update(near[:1] if len(near) == 1 else ())
    return found.pop() if len(found) == 1 else None


def soon_after(month_day: str, interval: tuple[dt.date, dt.date]) -> bool:
    """Whether it falls on a day of that name, or up to six weeks later."""
    for year in (interval[0].year - 1, interval[0].year, interval[1].year):
        day = in_year(month_day, year)
        if day and interval[0] - SOON <= day <= interval[1]:
            return True
    return False


def just_before(month_day: str, interval: tuple[dt.date, dt.date]) -> bool:
    """Whether it falls on a day of that name, or up to six weeks earlier."""
    for year in (interval[0].year, interval[1].year, interval[1].year + 1):
        day = in_year(month_day, year)
        if day and interval[0] <= day <= interval[1] + SOON:
            return True
    return False
