"""When two names can name the same thing, and which gold parties a prediction finds."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from importlib import resources
from typing import Any

_WORDS: dict[str, Any] = tomllib.loads(resources.files("kg.evaluation").joinpath("names.toml").read_text("utf-8"))
_TITLES = frozenset(_WORDS["titles"])
_LEGAL_FORMS = frozenset(_WORDS["legal_forms"])
_SHORT: dict[str, str] = _WORDS["short"]
_COUNTRIES = frozenset(_WORDS["countries"])
_PUNCTUATION = str.maketrans("\u2018\u2019\u2013\u2014\u2010\u2011", "''----")

Names = Collection[str]  # all the names of one thing


def name_words(name: str) -> list[str]:
    """In lower case without accents, titles and legal form; a title or legal form that stands alone is kept."""
    plain = unicodedata.normalize("NFKD", name.translate(_PUNCTUATION)).encode("ascii", "ignore").decode().lower()
    tokens = re.findall(r"[a-z0-9&]+", re.sub(r"'s\b", "", plain).replace(".", ""))
    every = " ".join(_SHORT.get(token, token) for token in tokens).split()
    untitled = [word for word in every if word not in _TITLES]
    core = [word for word in untitled if word not in _LEGAL_FORMS]
    return core or untitled or every or name.casefold().split()


def same_name(one: str, other: str) -> bool:
    """Equal, or the words of one all among the other's; the name of a country only equals itself."""
    left, right = name_words(one), name_words(other)
    if not left or not right:
        return False
    if " ".join(left) in _COUNTRIES or " ".join(right) in _COUNTRIES:
        return left == right
    return set(left) <= set(right) or set(right) <= set(left)


def is_found(gold: Names, predicted: Sequence[Names]) -> bool:
    return any(same_name(one, other) for one in gold for names in predicted for other in names)


def parties_found(gold: Sequence[Names], predicted: Sequence[Names]) -> tuple[int, int]:
    """How many gold parties are found, no filler counting for two, and how many must be: two where the gold has two."""
    apart = [party for place, party in enumerate(gold) if not any(_one_party(party, other) for other in gold[:place])]
    used = sum(any(is_found(party, [names]) for party in apart) for names in predicted)
    return min(sum(is_found(party, predicted) for party in apart), used), min(2, len(apart))


def _one_party(names: Names, others: Names) -> bool:
    return any(set(name_words(one)) == set(name_words(other)) for one in names for other in others)


def names_of(entity: Mapping[str, Any], text: str | None) -> set[str]:
    """Its name and its mentions, read from the text where there is one."""
    names = {entity.get("name", "")}
    for mention in entity.get("mentions", []):
        listed = not isinstance(mention, dict)
        start, end = (mention[0], mention[1]) if listed else (mention["start"], mention["end"])
        if text is not None:
            names.add(text[start:end])
        elif not listed:
            names.add(mention.get("text", ""))
    return {name for name in names if name}


def fillers(claim: Mapping[str, Any], role: str, entities: Mapping[str, Any], text: str | None) -> list[set[str]]:
    """The names of each filler of a role; "a|b" takes both roles, "*" every one. A literal is its own name."""
    roles: dict[str, Any] = claim.get("roles", {})
    found: list[set[str]] = []
    for key in list(roles) if role == "*" else role.split("|"):
        for value in as_list(roles.get(key)):
            entity = entities.get(value) if isinstance(value, str) else value
            found.append(names_of(entity, text) if entity else {str(value)})
    return found


def as_list(value: Any) -> list[Any]:
    """Gold and literal roles may hold one value instead of a list."""
    return value if isinstance(value, list) else [value] if value else []
