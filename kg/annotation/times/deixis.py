"""Days, weeks, months and years named by where they lie from the article's day."""

from __future__ import annotations

import datetime as dt

from kg.annotation.times import readings as on
from kg.annotation.times.readings import Reading, both
from kg.annotation.times.rules import DAY_STARTS, PART_STARTS, REL_STARTS, Match, Scene, rule
from kg.annotation.times.words import CONTEXT, SEASONS, month_number, part_of, weekday_number

NAMED_DAYS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}


def _direction(printed: str) -> int:
    """-1 last, 0 this, 1 next."""
    words = printed.lower()
    return -1 if "last" in words or "past" in words else 1 if "next" in words or "coming" in words else 0


def _named_day(match: Match, scene: Scene) -> Reading | None:
    name = match["name"]
    if name.istitle() and scene.word_before(match.start())[:1].isupper():
        return None  # USA Today
    return scene.day(NAMED_DAYS[name.lower()])


def _part_of_day(match: Match, scene: Scene) -> Reading | None:
    return scene.day(-1 if match["rel"].lower() == "last" else 0)


# --- weekdays ----------------------------------------------------------------------------------------------------


def _weekday(match: Match, scene: Scene) -> Reading | None:
    got = match.groupdict()
    number = weekday_number(got["weekday"])
    before = scene.word_before(match.start()).lower()
    after = scene.word_after(match.end())
    if number is None or before in CONTEXT["weekday_after_name"] or before in CONTEXT["every"]:
        return None
    if after in CONTEXT["weekday_before_name"] and match.string[match.end() + 1].isupper():
        return None
    if not scene.anchor:
        return Reading()
    past, future = on.weekday_reading(number, scene.anchor)
    if got.get("week"):
        monday = on.week_of(scene.anchor).earliest + dt.timedelta(weeks=_direction(got["week"]))
        return both(on.day(monday + dt.timedelta(days=number)))
    if got.get("last"):
        return _weekdays(number, got, past, future)
    if got.get("rel") and _direction(got["rel"]):
        step = dt.timedelta(weeks=past == future)
        return both(on.day(past - step if _direction(got["rel"]) < 0 else future + step))
    return Reading(on.day(past), on.day(future))


def _weekdays(number: int, got: dict[str, str], past: dt.date, future: dt.date) -> Reading | None:
    """Monday to Wednesday; with "and" only days in a row are one span."""
    last = weekday_number(got["last"])
    if last is None or (got["and"] and (last - number) % 7 != 1):
        return None
    length = dt.timedelta(days=(last - number) % 7)
    return Reading(on.days(past, past + length), on.days(future, future + length))


# --- weeks, months, years ----------------------------------------------------------------------------------------


def _unit(match: Match, scene: Scene) -> Reading | None:
    """last week, next year, later this month, the end of the year."""
    if not scene.anchor:
        return Reading()
    got, unit = match.groupdict(), match["unit"].lower()
    step = _direction(got["rel"]) if got.get("rel") else 0
    length = "week" if unit == "weekend" else unit
    start = scene.anchor if length == "week" else scene.anchor.replace(day=1)
    span = on.calendar_unit(on.shifted(start, step, length), unit)
    part = got.get("part")
    if not part:
        return both(span)
    bounds = part.lower()
    if step == 0 and bounds.startswith(("earlier", "later")):
        earlier = bounds.startswith("earlier")
        return both(on.days(span.earliest, scene.anchor) if earlier else on.days(scene.anchor, span.latest))
    return both(on.third_of(span, part_of(part)))


def _weekend(match: Match, scene: Scene) -> Reading | None:
    if not scene.anchor:
        return Reading()
    now = on.weekend_of(scene.anchor)
    last = on.weekend_of(scene.anchor - dt.timedelta(weeks=1))
    return Reading(now if now.earliest <= scene.anchor else last, now)


def _month(match: Match, scene: Scene) -> Reading | None:
    """last October: before this month; next January: after it; this August: of this year."""
    month = month_number(match["month"])
    if month is None:
        return None
    if not scene.anchor:
        return Reading()
    step, now = _direction(match["rel"]), scene.anchor
    year = now.year
    if step < 0 and month >= now.month:
        year -= 1
    if step > 0 and month <= now.month:
        year += 1
    return both(on.month_of(year, month))


def _season(match: Match, scene: Scene) -> Reading | None:
    first = SEASONS[match["season"].lower()]
    if not scene.anchor:
        return Reading()
    step, now = _direction(match["rel"]), scene.anchor
    if step == 0:
        return both(on.months_of(now.year, first, 3))
    near = [on.months_of(now.year + shift, first, 3) for shift in (-2, -1, 0, 1, 2)]
    return both([s for s in near if s.latest < now][-1] if step < 0 else next(s for s in near if s.earliest > now))


_CAL = r"(?P<unit>week|weekend|month|quarter|year|decade)\b"
RULES = (
    rule(
        r"(?:(?:early|earlier|late|later) )?(?P<name>yesterday|today|tonight|tomorrow)\b",
        (*NAMED_DAYS, *PART_STARTS),
        _named_day,
    ),
    rule(
        r"(?:(?:early|earlier|late|later) )?(?P<rel>this|last) (?:morning|afternoon|evening|night)\b",
        (*REL_STARTS, *PART_STARTS),
        _part_of_day,
    ),
    rule(
        r"(?:(?:early|earlier|late|later) (?:on )?)?(?:(?P<rel>{REL}) )?(?P<weekday>{WEEKDAY})(?!\w)",
        (*DAY_STARTS, *REL_STARTS, *PART_STARTS),
        _weekday,
    ),
    rule(r"(?P<weekday>{WEEKDAY})(?: of)? (?P<week>last|this|next) week\b", DAY_STARTS, _weekday),
    rule(r"(?P<week>last|this|next) week(?:['’]s)?(?: on)? (?P<weekday>{WEEKDAY})(?!\w)", REL_STARTS, _weekday),
    rule(r"(?P<weekday>{WEEKDAY})(?:(?P<and> and )|{DASH}| until )(?P<last>{WEEKDAY})(?!\w)", DAY_STARTS, _weekday),
    rule(r"(?P<part>{PART})?(?P<rel>{REL}) " + _CAL, (*REL_STARTS, *PART_STARTS), _unit),
    rule(
        r"(?P<part>(?:end|beginning|start|middle|close) of) the (?P<unit>week|month|quarter|year)\b", PART_STARTS, _unit
    ),
    rule(r"(?P<part>(?:earlier|later|early|late)) in the (?P<unit>week|month|year)\b", PART_STARTS, _unit),
    rule(r"weekend\b", ("weekend",), _weekend),
    rule(r"(?P<rel>{REL}) (?P<month>{LONE})(?!\w)", REL_STARTS, _month),
    rule(r"(?P<rel>{REL}) (?P<season>{SEASON})\b", REL_STARTS, _season),
)
