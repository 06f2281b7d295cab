"""The drawn mark of each status: it tells them apart where colour cannot."""

from __future__ import annotations

from markupsafe import Markup

_DRAWN = {  # in a box of 16 by 16
    "held": "M3 8.5 6.3 12 13 4.5",
    "planned": "M8 2.5a5.5 5.5 0 1 0 .01 0M8 5v3.2l2.2 1.4",
    "proposed": "M5.6 6a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.2.9-1.2 1.8M8 12.8v.2",
    "ongoing": "M3 8h.01M8 8h.01M13 8h.01",
    "postponed": "M2.5 8h8M7.5 4.5 11 8l-3.5 3.5M13.5 3.5v9",
    "cancelled": "M4 4l8 8M12 4l-8 8",
    "blocked": "M8 2.5a5.5 5.5 0 1 0 .01 0M4.2 4.2l7.6 7.6",
    "denied": "M3 6h10M3 10h10M11 3 5 13",
    "unknown": "M5 8h6",
}


def mark(status: str) -> Markup:
    """`status`: in lower case. Not for screen readers: the word stands beside it."""
    drawn = _DRAWN.get(status, _DRAWN["unknown"])
    return Markup(
        '<svg class="svg-mark" viewBox="0 0 16 16" aria-hidden="true" focusable="false"><path d="{}"/></svg>'
    ).format(drawn)
