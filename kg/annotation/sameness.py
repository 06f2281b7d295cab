"""When two printed names can be one person or one organisation."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from kg.annotation.namewords import MIXED
from kg.annotation.words import words

COMMON = words("words", "common")
FIRM_LAST = words("bodies", "words", "legal") | words("bodies", "words", "firm_last")
PART_LAST = words("bodies", "words", "part_last")
REMEMBERED = 1 << 14  # names: of a long article each is compared with each


def folded(name: str) -> str:
    """Without accents: "Müller" and "Muller" are one name."""
    return (
        name
        if name.isascii()
        else "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
        .replace("ł", "l")
        .replace("ø", "o")
        .replace("Đ", "D")
        .replace("đ", "d")
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


def one_organization(full: str, key: str, of_state: bool) -> bool:
    """ "Acme Foods Inc." and "Acme" or "AF"; `of_state`: of ministries only the initials are short forms."""
    form, short = core(full), core(key)
    if form == short:
        return True
    spelled = key.replace(".", "")
    if len(short) == 1 and key.isupper() and len(key) > 1 and " " in full and spelled in _initials(full):
        return True
    if short[1:2] == ("and",) and key.replace(" and ", "").isupper() and len(short) == 3 and len(key) < 9:
        return any(found.startswith(key.replace(" and ", "")) for found in _initials(full))  # "A and B"
    return (
        len(short) < len(form)
        and form[: len(short)] == short
        and form[-1] not in PART_LAST  # the "Acme Governing Board" is not Acme
        and not of_state
        and _is_distinctive(short, form)
        and _legal(key) <= _legal(full)  # "Acme Inc." is no short form of "Acme Foods LLC"
        and (full.split()[-1] in FIRM_LAST or not _is_brand(key))
    )


def _legal(name: str) -> set[str]:
    return set(name.replace(",", "").split()[1:]) & words("bodies", "words", "legal")


def _is_brand(key: str) -> bool:
    """Capitals or a mixed spelling, "ABC", "AcmeSoft": whole as it is, "ABC Power" is something else."""
    return " " not in key and (key.isupper() or bool(MIXED.match(key)))


def _is_distinctive(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether the short form says more than "Central" of "Central Bank" or "University" of "University of Acme"."""
    if len(short) > 1:
        return True
    common = short[0] in COMMON or full[-1].capitalize() in words("bodies", "words", "government_last")
    return not common and "of" not in full


def _initials(full: str) -> set[str]:
    """Of the whole name, and of what stands before its legal forms: "Acme Foods International plc" is AFI, and AF."""
    parts = full.split()
    found = {initials(full), initials(" ".join(w for w in parts if w not in words("bodies", "words", "legal")))}
    while len(parts) > 1 and parts[-1] in words("bodies", "words", "legal"):
        parts.pop()
        found.add(initials(" ".join(parts)))
    return found


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
