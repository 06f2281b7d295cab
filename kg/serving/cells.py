"""How single values are shown on a page: terms by their labels, days as people write them, IRIs as links."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal, InvalidOperation
from urllib.parse import urlsplit

from flask import Flask
from markupsafe import Markup

from kg.serving import marks
from kg.serving.site import site
from kg.terms import KGC, KGS, kebab

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_WEIGHTS = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))


def register_filters(app: Flask) -> None:
    app.jinja_env.filters.update(
        href=href,
        short=short,
        brief=brief,
        label=label,
        status=status,
        state=state,
        mark=mark,
        compact=compact,
        day=day,
        number=number,
        grouped=grouped,
        kebab=kebab,
        spaced=spaced,
    )


def href(iri: str) -> str | None:
    return site().local(iri)


def short(iri: str) -> str:
    return site().short(iri)


def brief(iri: str) -> str:
    """As `short`, but of another vocabulary the last word, and whose it is."""
    told = short(iri)
    if "://" not in told:
        return told
    return f"{re.split('[/#]', told.rstrip('/#'))[-1]} ({urlsplit(told).hostname})"


def label(iri: str) -> str:
    """What the ontology calls a term."""
    return site().vocabulary.label(iri)


def status(iri: str) -> str:
    """The local name of a status or certainty."""
    return iri.removeprefix(KGS).removeprefix(KGC)


def state(iri: str) -> str:
    """held, planned …: the local name of a status as people write it."""
    return status(iri).lower()


def mark(iri: str) -> Markup:
    return marks.mark(state(iri))


def day(value: str) -> str:
    """2025-02-07 -> 7 February 2025, --02-07 -> 7 February; what is neither stays as it is."""
    try:
        if value.startswith("--"):
            return f"{int(value[5:7])} {MONTHS[int(value[2:4]) - 1]}"
        date = dt.date.fromisoformat(value[:10])
    except (ValueError, IndexError):
        return value
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def spaced(name: str) -> str:
    """sourceName -> source name: a variable as a heading."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).replace("_", " ").lower()


def interval(value: str) -> str:
    """A day, or two with a slash between them (ISO 8601-1, 5.5); ".." where one end is not known (ISO 8601-2, 4.4)."""
    first, slash, last = value.partition("/")
    if ".." in (first, last):
        return f"until {day(last)}" if first == ".." else f"from {day(first)}"
    return f"{day(first)} – {day(last)}" if slash else day(value)


def written(first: str | None, last: str | None) -> str:
    """Between which days an article was written that prints none; empty where nothing is inferred."""
    bounds = dict.fromkeys((first or "..", last or ".."))
    return f"written {interval('/'.join(bounds))} (inferred)" if first or last else ""


def number(value: str) -> str:
    """1234567 -> 1,234,567; what is no number stays as it is."""
    whole, dot, fraction = value.partition(".")
    return f"{int(whole):,}{dot}{fraction}" if whole.removeprefix("-").isdecimal() and len(whole) < 40 else value


def grouped(words: str) -> str:
    """Every number of five digits and more that stands in words, with commas: $14000000000 -> $14,000,000,000."""
    return re.sub(r"(?<![\w.])\d{5,}(?!\w)", lambda found: number(found[0]), words)


def compact(value: str | None, currency: str) -> str:
    """2300000000000 JPY -> JPY 2.3 trillion: a sum at a glance; empty for none."""
    try:
        amount = Decimal(value or "")
    except InvalidOperation:
        return ""
    for weight, word in _WEIGHTS:
        if abs(amount) >= weight:
            few = amount / weight
            return f"{currency} {f'{few:.3g}' if abs(few) < 1000 else f'{few:,.0f}'} {word}"
    return f"{currency} {number(f'{amount.normalize():f}')}"


def when(earliest: str | None, latest: str | None, precision: str | None = None, month_day: str | None = None) -> str:
    """An interval of days in words; empty where nothing is known."""
    if earliest is None or latest is None:
        return f"{day(month_day)}, year not known" if month_day else ""
    if precision == "year":
        return earliest[:4]
    if precision == "month":
        return f"{MONTHS[int(earliest[5:7]) - 1]} {earliest[:4]}"
    return day(earliest) if earliest == latest else f"{day(earliest)} – {day(latest)}"
