"""Which currency words mean: signs, codes, names, and nouns that several countries share."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache, lru_cache
from importlib import resources
from typing import Any


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("kg.annotation").joinpath(f"data/{name}").read_text("utf-8"))


WORDS = _load("money.toml")
_CLDR = _load("currencies.toml")
SIGNS: dict[str, str] = WORDS["signs"]
CENTS: dict[str, str] = WORDS["cents"]
NOUNS: dict[str, str] = {
    form: noun for form, noun in (_CLDR["nouns"] | WORDS["nouns"]).items() if form not in WORDS["cautious"]["never"]
}
OWNERS: dict[str, dict[str, str]] = {
    noun: _CLDR["owners"].get(noun, {}) | WORDS["owners"].get(noun, {}) for noun in {*_CLDR["owners"], *WORDS["owners"]}
}
CODES = frozenset(code for owners in OWNERS.values() for code in owners.values())
CAUTIOUS = frozenset(WORDS["cautious"]["nouns"])
CAUTIOUS_CODES = frozenset(WORDS["cautious"]["codes"])
_CODE = re.compile(r"<[A-Z0-9]{1,6}(?:\.([A-Z]{1,2}))?>")
_DATELINE = re.compile(r"\s*([A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+)?), [A-Z][a-z]{2,8}\.? \d{1,2}\b")


@cache
def _cues(noun: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """The words that tell whose `noun` is meant, in lower case, with the currency each stands for."""
    owners = {owner: code for owner, code in OWNERS[noun].items() if owner}
    countries = {name.lower(): code for name, code in _CLDR["countries"].items() if code in owners.values()}
    table = countries | owners
    words = "|".join(re.escape(word) for word in sorted(table, key=len, reverse=True))
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE), table


def _of_nearest_country(noun: str, text: str, start: int) -> str | None:
    """Of the country named last before the offset, else first after it."""
    pattern, table = _cues(noun)
    places = list(pattern.finditer(text))
    before = [place for place in places if place.start() < start]
    nearest = before[-1] if before else places[0] if places else None
    return table[nearest[0].lower()] if nearest else None


@lru_cache(maxsize=8)
def _of_exchange(text: str) -> str | None:
    """Of the exchange where most of the companies of a wire story are listed, by their codes: <ABCD.TO>."""
    listed = Counter(WORDS["exchanges"].get(code[1] or "", "USD") for code in _CODE.finditer(text))
    return listed.most_common(1)[0][0] if listed else None


def _of_dateline(text: str) -> str | None:
    """Of the town a wire story is sent from: "Sydney, Feb 5 -"."""
    line = _DATELINE.match(text)
    return WORDS["datelines"].get(line[1].lower()) if line else None


def currency_of(owner: str, form: str, text: str, start: int, scaled: bool) -> str | None:
    """ISO code of "Swiss" + "francs" printed at an offset; `scaled`: after a scale word. None: it cannot be told."""
    noun = NOUNS[form.lower()]
    owners = OWNERS[noun]
    if owner:
        return owners.get(" ".join(owner.lower().replace("-", " ").split()))
    if noun in CAUTIOUS and not scaled:
        return None
    default: str | None = WORDS["defaults"].get(noun)
    if form.lower() in WORDS["wire"]["forms"]:
        return _of_exchange(text) or _of_dateline(text) or default
    if len(set(owners.values())) == 1:
        return next(iter(owners.values()))
    if default and noun not in WORDS["open"]["nouns"]:
        return default
    return _of_nearest_country(noun, text, start) or default
