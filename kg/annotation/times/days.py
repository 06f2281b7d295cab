"""Days of the calendar: "Feb. 10, 2017", "3-5 June", "Monday (April 8)", ISO dates, holidays."""

from __future__ import annotations

import datetime as dt

from kg.annotation.times import readings as on
from kg.annotation.times.readings import OfYear, Reading, both
from kg.annotation.times.rules import DAY_STARTS, MONTH_STARTS, REL_STARTS, YEAR_WORD, Match, Scene, rule
from kg.annotation.times.words import CONTEXT, HOLIDAYS, day_number, month_number, weekday_number
from kg.model import DateSpan


def _dated(match: Match, scene: Scene) -> Reading | None:
    """A day of a month, or from one to another; weekday and years where printed."""
    got = match.groupdict()
    month, day = month_number(got["month"]), day_number(got["day"])
    last_month = month_number(got["month2"]) if got.get("month2") else month
    last_day = day_number(got["day2"]) if got.get("day2") else day
    if month is None or last_month is None or scene.word_after(match.end()) in CONTEXT["day_before_name"]:
        return None
    if got.get("and") and match[0][:7].lower() != "between" and (last_month, last_day) != (month, day + 1):
        return None
    wraps = (last_month, last_day) < (month, day)
    own_year = got.get("year1")

    def of_year(number: int) -> DateSpan | None:
        first, last = on.make_day(number, month, day), on.make_day(number + wraps, last_month, last_day)
        return on.days(first, last) if first and last else None

    if of_year(2003 if wraps else 2004) is None:
        return None
    if got.get("year_word"):
        return (
            scene.yearly(of_year, scene.year_said(got["year_word"]))
            if scene.anchor
            else Reading(month_day=f"{month:02}-{day:02}")
        )
    if got.get("year"):
        first = int(own_year) if own_year else int(got["year"]) - wraps
        return scene.yearly(of_year, str(first)) if first + wraps == int(got["year"]) else None
    if not scene.anchor:
        return Reading(month_day=f"{month:02}-{day:02}")
    return _on_weekday(of_year, got.get("weekday"), scene.anchor) or scene.yearly(of_year, None)


def _on_weekday(of_year: OfYear, printed: str | None, anchor: dt.date) -> Reading | None:
    """The one year next to the anchor's in which the day falls on the weekday printed beside it."""
    weekday = weekday_number(printed) if printed else None
    spans = [span for step in (0, -1, 1) if (span := of_year(anchor.year + step))]
    right = [span for span in spans if span.earliest.weekday() == weekday]
    return both(right[0]) if len(right) == 1 else None


def _numeric(match: Match, scene: Scene) -> Reading | None:
    """2024-03-25, 25.03.2024, 3/25/2024; nothing where day and month cannot be told apart."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    if match.re is _ISO.pattern or second > 12:
        day = on.make_day(year, first, second)
    elif first > 12 or match["mark"] == "." or first == second:
        day = on.make_day(year, second, first)
    else:
        return None
    return both(on.day(day)) if day else None


def _holiday(match: Match, scene: Scene) -> Reading | None:
    month, day = (int(part) for part in HOLIDAYS[" ".join(match["name"].lower().replace("’", "'").split())].split("-"))
    if not match["name"][0].isupper():
        return None
    return scene.yearly(lambda year: on.day(dt.date(year, month, day)), match["year"])


def _week_of(match: Match, scene: Scene) -> Reading | None:
    reading = _dated(match, scene)

    def week(span: DateSpan | None) -> DateSpan | None:
        return on.days(span.earliest, span.earliest + dt.timedelta(days=6)) if span else None

    return Reading(week(reading.past), week(reading.future), reading.month_day) if reading else None


_WEEKDAY = r"(?:(?:this|next|last) )?(?:(?P<weekday>{ANYDAY}),?(?: the)? \(?)?"
_YEAR = r"(?:,? (?:of )?(?P<year>{YEAR}))?\)?"
_MONTH_DAY = r"(?P<month>{MONTH}) ?(?:the )?(?P<day>{DAY})"
_DAY_MONTH = r"(?P<day>{DAY})(?: |-)(?:of )?(?P<month>{MONTH})"
_BETWEEN = r"(?:(?P<and> and )|{DASH})"
_ISO = rule(r"(?P<year>(?:19|20)\d\d)(?P<mark>-)(?P<first>\d\d)-(?P<second>\d\d)(?!\w)", ("0",), _numeric)
_HOLIDAY = "|".join(name.replace("'", "['’]") for name in HOLIDAYS)
RULES = (
    _ISO,
    rule(r"(?P<first>\d\d?)(?P<mark>[/.])(?P<second>\d\d?)(?P=mark)(?P<year>(?:19|20)\d\d)(?!\w)", ("0",), _numeric),
    rule(_WEEKDAY + _MONTH_DAY + _YEAR, MONTH_STARTS + DAY_STARTS + REL_STARTS, _dated),
    rule(_WEEKDAY + r"(?:the )?" + _DAY_MONTH + _YEAR, ("0", "the", *DAY_STARTS, *REL_STARTS), _dated),
    rule(_MONTH_DAY + _BETWEEN + r"(?P<day2>{DAY})" + _YEAR, MONTH_STARTS, _dated),
    rule(
        _MONTH_DAY + r"(?:,? (?P<year1>{YEAR}),?)?" + _BETWEEN + r"(?P<month2>{MONTH}) ?(?P<day2>{DAY})" + _YEAR,
        MONTH_STARTS,
        _dated,
    ),
    rule(
        r"(?:the )?(?P<day>{DAY})" + _BETWEEN + r"(?P<day2>{DAY}) (?:of )?(?P<month>{MONTH})" + _YEAR,
        ("0", "the"),
        _dated,
    ),
    rule(
        _DAY_MONTH + r"(?:,? (?P<year1>{YEAR}))?" + _BETWEEN + r"(?P<day2>{DAY}) (?:of )?(?P<month2>{MONTH})" + _YEAR,
        ("0",),
        _dated,
    ),
    rule(
        "between "
        + _MONTH_DAY
        + r"(?:,? (?P<year1>{YEAR}),?)? (?P<and>and) (?:(?P<month2>{MONTH}) ?)?(?P<day2>{DAY})"
        + _YEAR,
        ("between",),
        _dated,
    ),
    rule(_WEEKDAY + _MONTH_DAY + YEAR_WORD, MONTH_STARTS + DAY_STARTS + REL_STARTS, _dated),
    rule(_DAY_MONTH + YEAR_WORD, ("0",), _dated),
    rule(r"week (?:of|beginning|starting) " + _MONTH_DAY + _YEAR, ("week",), _week_of),
    rule(
        rf"(?P<name>{_HOLIDAY})\b(?:,? (?P<year>{{YEAR}}))?",
        tuple({name.split()[0] for name in HOLIDAYS} | {"new"}),
        _holiday,
    ),
)
