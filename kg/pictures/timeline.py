"""Events over time, a row each: where they lie, how exactly that is known, and what became of them.

Long stretches without events are cut short, so that one date long ago does not press the others together.
"""

from __future__ import annotations

import datetime as dt
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.pictures.svg import drawing, element, linked, mark, shortened, text

_WIDTH, _ROW, _TOP, _SIDE = 960.0, 26.0, 34.0, 24.0
_PLOT = 0.62  # of the width; the rest is for the words beside the last marks
_LABEL = 7.2  # pixels of a letter, about
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class Moment:
    label: str
    status: str
    earliest: dt.date
    latest: dt.date
    href: str = ""


def timeline(moments: Sequence[Moment], title: str = "Timeline", today: dt.date | None = None) -> str:
    """The first on top. `today`: a line there, where it lies within."""
    rows = sorted(moments, key=lambda each: (each.earliest, each.latest, each.label, each.href))
    days = sorted({day for each in rows for day in (each.earliest, each.latest)})
    place = _Scale(days)
    height = _TOP + _ROW * len(rows) + 8
    content = [_axis(days, place, height)]
    for index, each in enumerate(rows):
        content.append(_row(each, _TOP + _ROW * (index + 0.5), place))
    return drawing(_WIDTH, height, title, "".join(content))


class _Scale:
    """Day -> x. Gaps longer than the cap count as the cap."""

    def __init__(self, days: Sequence[dt.date]) -> None:
        gaps = [(later - earlier).days for earlier, later in pairwise(days)]
        cap = max(45.0, 6.0 * statistics.median_low(gaps)) if gaps else 1.0
        self.cuts = [later for (earlier, later), gap in zip(pairwise(days), gaps, strict=True) if gap > cap]
        self._at = {days[0]: 0.0} if days else {}
        reached = 0.0
        for (_, later), gap in zip(pairwise(days), gaps, strict=True):
            reached += min(gap, cap)
            self._at[later] = reached
        self._length = reached or 1.0

    def __call__(self, day: dt.date) -> float:
        return _SIDE + (_WIDTH - 2 * _SIDE) * _PLOT * self._at[day] / self._length


def _axis(days: Sequence[dt.date], place: _Scale, height: float) -> str:
    drawn: list[str] = []
    last = -1000.0
    for day in days:
        x = place(day)
        if x - last < 96:
            continue
        last = x
        anchor = "start" if x < 60 else "middle"
        drawn.append(element("line", x1=x, x2=x, y1=_TOP - 6, y2=height - 4, class_="axis"))
        words = f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
        drawn.append(
            element("text", words, x=x if x >= 60 else 4, y=16, font_size=12, text_anchor=anchor, class_="dim")
        )
    for day in place.cuts:
        drawn.append(
            element("text", "⋯", x=place(day) - 14, y=_TOP - 2, font_size=14, text_anchor="middle", class_="dim")
        )
    return element("g", "".join(drawn), aria_hidden="true")


def _row(each: Moment, y: float, place: _Scale) -> str:
    first, last = place(each.earliest), place(each.latest)
    drawn = ""
    if last > first:
        drawn += element("line", x1=first, x2=last, y1=y, y2=y, class_=f"interval status-{each.status}")
    middle = (first + last) / 2
    drawn += mark(middle, y, each.status)
    words = shortened(each.label, 70)
    room = len(words) * _LABEL
    if middle + 14 + room <= _WIDTH:
        x, anchor = max(middle, last) + 12, "start"
        if x + room > _WIDTH:
            x = middle + 12
    else:
        x, anchor = min(middle, first) - 12, "end"
        if x - room < 0:
            x = middle - 12
    label = element("text", text(words), x=x, y=y + 4.5, font_size=13, text_anchor=anchor, class_="halo")
    days = each.earliest.isoformat() + (f" to {each.latest.isoformat()}" if each.latest != each.earliest else "")
    told = element("title", text(f"{each.label}: {each.status}, {days}"))
    return linked(element("g", told + drawn + label), each.href)
