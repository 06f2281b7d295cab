"""Which country somebody is known to have led: for titles that do not say of what."""

from __future__ import annotations

from functools import cache

from kg.annotation.sameness import folded
from kg.annotation.words import table

FAMILY_FIRST = frozenset(
    ("China", "North Korea", "South Korea", "Vietnam", "Taiwan", "Singapore", "Cambodia", "Myanmar")
)


def known_leader(name: str) -> bool:
    return " " in name and _plain(name) in _countries()


def countries_of(name: str) -> frozenset[str]:
    """The countries led by who bears that name, a full one or a surname; empty where nobody of that name is known."""
    return _countries().get(_plain(name), frozenset())


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
