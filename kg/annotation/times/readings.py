"""What a time expression means in days: intervals of the calendar, read backwards and forwards from a day."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from kg.model import DateSpan

OfYear = Callable[[int], DateSpan | None]  # what recurs every year: its interval in a given one, None where it has none
LEAP_CYCLE = 8  # years in which every day of the calendar occurs


@dataclass(frozen=True, slots=True)
class Reading:
    """Both readings of one expression; all None where the article's date would be needed and is not known."""

    past: DateSpan | None = None
    future: DateSpan | None = None
    month_day: str | None = None
    duration: bool = False


def both(span: DateSpan | None) -> Reading:
    return Reading(span, span)


def day(date: dt.date) -> DateSpan:
    return DateSpan(date, date, "day")


def days(earliest: dt.date, latest: dt.date) -> DateSpan | None:
    """None where the end comes before the start."""
    if latest < earliest:
        return None
    return DateSpan(earliest, latest, "range") if earliest < latest else day(earliest)


def make_day(year: int, month: int, number: int) -> dt.date | None:
    """None for a day the calendar lacks."""
    if not (1 <= month <= 12 and 1 <= number <= calendar.monthrange(year, month)[1]):
        return None
    return dt.date(year, month, number)


def month_of(year: int, month: int) -> DateSpan:
    return DateSpan(dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1]), "month")


def months_of(year: int, first: int, count: int) -> DateSpan:
    """`count` whole months from month `first`, which may lie beyond December."""
    start, stop = year * 12 + first - 1, year * 12 + first - 2 + count
    return DateSpan(month_of(start // 12, start % 12 + 1).earliest, month_of(stop // 12, stop % 12 + 1).latest, "range")


def year_of(year: int) -> DateSpan:
    return DateSpan(dt.date(year, 1, 1), dt.date(year, 12, 31), "year")


def years_of(first: int, last: int) -> DateSpan | None:
    return DateSpan(dt.date(first, 1, 1), dt.date(last, 12, 31), "range") if first < last else None


def decade_of(year: int) -> DateSpan:
    return DateSpan(dt.date(year, 1, 1), dt.date(year + 9, 12, 31), "year")


def week_of(date: dt.date) -> DateSpan:
    """Monday to Sunday."""
    monday = date - dt.timedelta(days=date.weekday())
    return DateSpan(monday, monday + dt.timedelta(days=6), "range")


def weekend_of(date: dt.date) -> DateSpan:
    sunday = week_of(date).latest
    return DateSpan(sunday - dt.timedelta(days=1), sunday, "range")


def third_of(span: DateSpan, part: str) -> DateSpan:
    """The early, mid or late third: days 1-10, 11-20, 21- of a month, four months of a year; other spans stay whole."""
    first, last = span.earliest, span.latest
    which = ("early", "mid", "late").index(part)
    if span.precision == "month":
        end = last if which == 2 else first.replace(day=10 * which + 10)
        return DateSpan(first.replace(day=10 * which + 1), end, "range")
    if span.precision == "year" and first.year == last.year:
        return months_of(first.year, 4 * which + 1, 4)
    if span.precision == "year":
        bounds = ((0, 3), (4, 6), (7, 9))[which]
        return DateSpan(dt.date(first.year + bounds[0], 1, 1), dt.date(first.year + bounds[1], 12, 31), "year")
    return span


def recurring(of_year: OfYear, anchor: dt.date) -> Reading:
    """The latest one begun by the anchor's day, and the first one not over by then."""
    near = [of_year(anchor.year + step) for step in range(-LEAP_CYCLE, LEAP_CYCLE + 1)]
    spans = [span for span in near if span]
    past = [span for span in spans if span.earliest <= anchor]
    future = [span for span in spans if span.latest >= anchor]
    return Reading(past[-1] if past else None, future[0] if future else None)


def weekday_reading(weekday: int, anchor: dt.date) -> tuple[dt.date, dt.date]:
    """The latest such weekday by the anchor and the first one from it on: the anchor itself where it is one."""
    back = (anchor.weekday() - weekday) % 7
    return anchor - dt.timedelta(days=back), anchor + dt.timedelta(days=-back % 7)


def add_months(date: dt.date, count: int) -> dt.date:
    total = date.year * 12 + date.month - 1 + count
    year, month = total // 12, total % 12 + 1
    return dt.date(year, month, min(date.day, calendar.monthrange(year, month)[1]))


def shifted(date: dt.date, count: int, unit: str) -> dt.date:
    """`count` units away from the date, unit one of hour day week month quarter year decade."""
    if unit in ("second", "minute", "hour"):
        return date
    if unit in ("day", "week", "fortnight"):
        return date + dt.timedelta(days=count * {"day": 1, "week": 7, "fortnight": 14}[unit])
    return add_months(date, count * {"month": 1, "quarter": 3, "year": 12, "decade": 120}[unit])


def calendar_unit(date: dt.date, unit: str) -> DateSpan:
    """The day, week, weekend, month, quarter, year or decade that holds the date."""
    match unit:
        case "week" | "fortnight":
            return week_of(date)
        case "weekend":
            return weekend_of(date)
        case "month":
            return month_of(date.year, date.month)
        case "quarter":
            return months_of(date.year, (date.month - 1) // 3 * 3 + 1, 3)
        case "year":
            return year_of(date.year)
        case "decade":
            return decade_of(date.year // 10 * 10)
    return day(date)
