"""Which country somebody is known to have led, and until when: for titles that do not say of what or how long ago."""

from __future__ import annotations

from functools import cache

from kg.annotation.sameness import folded
from kg.annotation.words import table, words

FAMILY_FIRST = words("leaders", "family_first")


def known_leader(name: str) -> bool:
    return " " in name and _plain(name) in _countries()


def countries_of(name: str) -> frozenset[str]:
    """The countries led by who bears that name, a full one or a surname; empty where nobody of that name is known."""
    return _countries().get(_plain(name), frozenset())


def has_left(name: str, office: str, year: int) -> bool:
    """Whether who bears that name is known to have left such an office of state before the year."""
    second = office.startswith(("vice", "deputy"))
    return _left(second).get(_plain(name), year) < year


def _plain(name: str) -> str:
    return folded(name).replace("-", " ").lower()


@cache
def _countries() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for country, names in table("leaders")["leaders"].items():
        for name in names:
            parts = _plain(name.removesuffix(" Jr.")).split()
            surname = parts[0] if country in FAMILY_FIRST else parts[-1]
            for form in (_plain(name), surname):
                found.setdefault(form, set()).add(country)
    return {form: frozenset(countries) for form, countries in found.items()}


@cache
def _left(second: bool) -> dict[str, int]:
    """By full name, and by a surname all of whose bearers have left: "President Obama"."""
    rows = {_plain(name): year for name, year in table("leaders")["left_second" if second else "left"].items()}
    bearers: dict[str, list[str]] = {}
    for name in dict.fromkeys((*rows, *(form for form in _countries() if " " in form))):
        bearers.setdefault(name.split()[-1], []).append(name)
    gone = {s: max(rows[n] for n in names) for s, names in bearers.items() if all(n in rows for n in names)}
    return gone | rows
