"""When two written names are one name: the key a name is compared by, per family of types."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import takewhile

from kg.consolidation.tables import table

Key = tuple[str, str]  # family, the words that count joined by spaces


@cache
def _words_of(section: str, name: str) -> frozenset[str]:
    return frozenset(table("identity")[section][name])


def family(type: str) -> str:
    """The types whose names are compared with each other."""
    return str(table("identity")["families"].get(type, "topic"))


def weight(type: str) -> int:
    return int(table("identity")["weights"].get(type, 1))


@lru_cache(maxsize=1 << 16)
def words(name: str) -> tuple[str, ...]:
    """Lower-case words without accents, possessives and punctuation: "U.S. Steel's" -> us, steel."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    plain = re.sub(r"['\u2019]s\b", "", plain).replace("&", " and ")
    return tuple(re.findall(r"\w+", re.sub(r"[.'\u2019]", "", plain)))


@lru_cache(maxsize=1 << 16)
def key(family: str, name: str) -> Key:
    """The name as it is compared. Persons known by one word only get the family `surname`."""
    plain = words(name)
    if family == "person":
        plain = _person(plain)
        return ("person" if len(plain) > 1 else "surname", " ".join(plain))
    articles = _words_of("drop", "articles")
    plain = _strip_front(_expand(plain), articles)
    if family == "organization":
        plain = _strip_end(plain, _words_of("drop", "legal_forms"))
        plain = plain[:1] + tuple(word for word in plain[1:] if word not in articles)
    if family == "project":
        plain = _strip_front(_strip_end(plain, _words_of("drop", "project_words")), _words_of("drop", "project_words"))
    return (family, " ".join(plain))


def _person(plain: tuple[str, ...]) -> tuple[str, ...]:
    """Without forms of address, "Jr." and initials in the middle."""
    plain = _strip_front(plain, _words_of("drop", "honorifics"))
    plain = _strip_end(plain, _words_of("drop", "generations"))
    middle = tuple(word for word in plain[1:-1] if len(word) > 1)
    return plain[:1] + middle + plain[-1:] if len(plain) > 2 else plain


def _expand(plain: tuple[str, ...]) -> tuple[str, ...]:
    expand = table("identity")["expand"]
    return tuple(part for word in plain for part in expand.get(word, word).split())


def _strip_front(plain: tuple[str, ...], drop: frozenset[str]) -> tuple[str, ...]:
    while len(plain) > 1 and plain[0] in drop:
        plain = plain[1:]
    return plain


def _strip_end(plain: tuple[str, ...], drop: frozenset[str]) -> tuple[str, ...]:
    while len(plain) > 1 and plain[-1] in drop:
        plain = plain[:-1]
    return plain


def are_spellings(one: str, other: str) -> bool:
    """Zelensky and Zelenskyy: long words that differ in two letters at their ends at most."""
    mine, theirs = one.rsplit(" ", 1)[-1], other.rsplit(" ", 1)[-1]
    common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(mine, theirs, strict=False)))
    return common >= 5 and max(len(mine), len(theirs)) - common <= 2


def is_acronym(name: str) -> bool:
    """JETRO, N.A.T.O.: three to six capitals."""
    letters = name.replace(".", "")
    return letters.isalpha() and letters.isupper() and 3 <= len(letters) <= 6


def is_small(word: str) -> bool:
    """of, and, for …"""
    return word in _words_of("acronym", "skip")


def initials(name_key: str) -> str:
    """What a long name is shortened to; empty where it has fewer than three words that count."""
    skip = _words_of("acronym", "skip")
    letters = "".join(word[0] for word in name_key.split() if word not in skip)
    return letters if len(letters) >= 3 else ""


@lru_cache(maxsize=1 << 14)
def title(text: str) -> str:
    """A title as it is compared: "PM" and "Prime Minister" are one."""
    expand = table("titles")["expand"]
    plain = " ".join(words(text))
    plain = " ".join(expand.get(word, word) for word in expand.get(plain, plain).split())
    return str(expand.get(plain, plain))


def _ends(plain: str, endings: list[str]) -> bool:
    return any(plain == ending or plain.endswith(" " + ending) for ending in endings)


@lru_cache(maxsize=1 << 14)
def is_leading(title_key: str) -> bool:
    """Whether who holds it heads a state, a government, a ministry or an organisation."""
    leading = table("titles")["leading"]
    if set(title_key.split()) & set(leading["never"]):
        return False
    return _ends(title_key, leading["ends"]) or any(title_key.startswith(front + " ") for front in leading["begins"])


@lru_cache(maxsize=1 << 14)
def is_single(title_key: str) -> bool:
    """Whether there is one holder at a time."""
    return is_leading(title_key) and _ends(title_key, table("titles")["single"]["ends"])


def is_of_state(title_key: str) -> bool:
    """Whether only states have such an office."""
    return is_leading(title_key) and _ends(title_key, table("titles")["state"]["ends"])
