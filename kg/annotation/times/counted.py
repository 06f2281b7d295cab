"""Time expressions that count: so long ago, so long after the date before, and how long."""

from __future__ import annotations

from kg.annotation.times import readings as on
from kg.annotation.times.readings import Reading, both
from kg.annotation.times.rules import NUMBER_STARTS, Match, Scene, rule
from kg.annotation.times.words import CONTEXT, count
from kg.model import DateSpan

MAX_COUNT = {"decade": 50, "year": 500, "quarter": 500}  # beyond these it is history, not a date
WIDTH = {"day": 1, "week": 7, "month": 31, "year": 366}  # days
_LENGTH = r" (?P<unit>{UNIT})s?\b(?! time| ago| earlier| later)"


def _moved(span: DateSpan | None, step: int, unit: str) -> DateSpan | None:
    """The unit of the calendar that lies `step` units from where the span begins."""
    if span is None or abs(step) > MAX_COUNT.get(unit, 5000):
        return None
    return on.calendar_unit(on.shifted(span.earliest, step, unit), unit)


def _ago(match: Match, scene: Scene) -> Reading | None:
    step, unit = count(match["n"]), match["unit"].lower()
    if match["way"].lower() == "ago":
        step = -step
    if unit == "day":
        return scene.day(step)
    return both(_moved(on.day(scene.anchor), step, unit)) if scene.anchor else Reading()


def _in(match: Match, scene: Scene) -> Reading | None:
    """in two weeks: a date ahead, never one behind; "the first time in two weeks" is a length."""
    window = scene.text[max(0, match.start() - 40) : match.start()].lower()
    if any(cue in window for cue in CONTEXT["superlatives"]):
        return Reading(duration=True)
    ahead = _moved(on.day(scene.anchor), count(match["n"]), match["unit"].lower()) if scene.anchor else None
    return Reading(future=ahead)


def _from_reference(match: Match, scene: Scene) -> Reading | None:
    """a day earlier, the following year: counted from the date mentioned before; nothing where there is none."""
    got, unit = match.groupdict(), match["unit"].lower()
    word = match["way"].lower()
    step = count(got["n"]) if got.get("n") else 1
    if word in ("earlier", "before", "previous", "prior", "preceding"):
        step = -step
    elif word in ("same", "that"):
        step = 0
    reference = scene.reference
    if reference is None or not _fine_enough(reference.past or reference.future, unit):
        return Reading()
    return Reading(_moved(reference.past, step, unit), _moved(reference.future, step, unit))


def _fine_enough(span: DateSpan | None, unit: str) -> bool:
    """From a year no day or month can be counted."""
    return span is not None and (span.latest - span.earliest).days < WIDTH[unit]


def _length(match: Match, scene: Scene) -> Reading | None:
    """over the next six years, for five minutes: how long; which days, where they run to or from today."""
    got = match.groupdict()
    way, number = (got.get("way") or "").lower(), got.get("n")
    unit = (got["unit"] or got["unit1"]).lower()
    if (way == "first" and not number) or (unit == "second" and match[0][-1] != "s"):
        return None  # the first quarter, for a second term
    if not scene.anchor or way in ("", "first", "following") or (number and number.lower() in CONTEXT["vague_numbers"]):
        return Reading(duration=True)
    step = count(number) if number else 1
    if step > MAX_COUNT.get(unit, 5000):
        return Reading(duration=True)
    if way in ("past", "last", "previous"):
        return Reading(on.days(on.shifted(scene.anchor, -step, unit), scene.anchor), None, None, True)
    return Reading(None, on.days(scene.anchor, on.shifted(scene.anchor, step, unit)), None, True)


_VAGUE = f"(?:{'|'.join(CONTEXT['vague_numbers'])}|{{N}})"
RULES = (
    rule(r"(?P<n>{N})(?: |-)(?P<unit>{UNIT})s? (?P<way>ago|from now|from today)\b", NUMBER_STARTS, _ago),
    rule(r"in (?P<n>{N}) (?P<unit>day|week|month|year)s?['’]?(?: time)?(?!\w)", ("in",), _in),
    rule(
        r"(?P<n>{N}) (?P<unit>day|week|month|year)s? (?P<way>(?:earlier|later)(?! than| in )|before(?=[.,;)]))",
        NUMBER_STARTS,
        _from_reference,
    ),
    rule(
        r"the (?P<way>next|following|previous|preceding|same) (?P<unit>day|week|month|year)\b",
        ("the",),
        _from_reference,
    ),
    rule(r"the (?P<unit>day|week|month|year) (?P<way>before|after)(?=[.,;)])", ("the",), _from_reference),
    rule(r"(?P<way>that) (?:same )?(?P<unit>day|week|month|year)\b", ("that",), _from_reference),
    rule(
        r"(?:(?:over|for|during|within|in|through|across|throughout) )?"
        r"the (?P<way>next|coming|past|last|following|previous|first) "
        r"(?:(?P<n>" + _VAGUE + r") (?P<unit>{UNIT})s|(?P<unit1>decade|quarter))\b",
        ("over", "for", "during", "within", "in", "through", "across", "throughout", "the"),
        _length,
    ),
    rule(
        r"(?:over|during|in|for) the (?P<way>past|coming) (?P<unit>week|month|quarter|year|decade)\b",
        ("over", "during", "in", "for"),
        _length,
    ),
    rule(r"(?:over|for) the (?P<way>last|next) (?P<unit>week|month|year|decade)\b", ("over", "for"), _length),
    rule(
        r"(?:for|within|over|throughout|spanning) "
        r"(?:(?:about|nearly|almost|more than|at least|some|up to|around|over) )?(?P<n>" + _VAGUE + ")" + _LENGTH,
        ("for", "within", "over", "throughout", "spanning"),
        _length,
    ),
)
