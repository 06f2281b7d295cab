"""When two printed names can be one person or one organisation."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from kg.annotation.words import words

COMMON = words("words", "common")
REMEMBERED = 1 << 14  # names: of a long article each is compared with each


def folded(name: str) -> str:
    """Without accents: "Müller" and "Muller" are one name."""
    return (
        name
        if name.isascii()
        else "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
        .replace("ł", "l")
        .replace("ø", "o")
    )


@lru_cache(REMEMBERED)
def surname(name: str) -> str:
    parts = [w for w in name.split() if w not in words("words", "suffixes")]
    return re.sub(r"^(?:al|el|Al|El)-(?=[A-Z])", "", folded(parts[-1] if parts else name))


def one_person(full: str, other: str) -> bool:
    """ "John Quincy Doe" and "John Doe", "J. Doe", "Ana Doe de Roe" and "Ana Doe"."""
    a, b = full.split(), other.split()
    shorter = min(len(a), len(b))
    if shorter > 1 and a[:shorter] == b[:shorter]:
        return True
    if surname(full) != surname(other) or not a or not b:
        return False
    return a[0] == b[0] or (len(b[0]) == 2 and b[0][1] == "." and a[0][0] == b[0][0])


@lru_cache(REMEMBERED)
def core(name: str) -> tuple[str, ...]:
    """A name without legal words and abbreviation stops: "United States Steel Corp" -> us steel."""
    plain = name.replace("United States", "US").replace("United Kingdom", "UK").replace(",", "")
    parts = [w for w in plain.split() if w not in words("bodies", "words", "legal")] or plain.split()
    return tuple(re.sub(r"[.']", "", w).lower() for w in parts if w.lower() != "the")


def initials(name: str) -> str:
    return "".join(w[0] for w in re.split(r"[ -]", name) if w and w[0].isupper())


def abbreviates(short: str, full: str) -> bool:
    """Capitals that begin as the full name does; of a mixed spelling all letters come in the name in that order."""
    letters = iter(full.removeprefix("the ").lower())
    return (
        len(short) > 1
        and sum(c.isupper() for c in short) >= 2
        and short[0].lower() == full.removeprefix("the ")[0].lower()
        and (short.isupper() or all(c in letters for c in short.lower() if c.isalnum()))
    )
