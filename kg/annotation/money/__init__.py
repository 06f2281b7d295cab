"""Which words of an article are a sum of money, how much it is, and how exactly it is meant."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.annotation.money.currencies import CODES, SIGNS, WORDS
from kg.annotation.money.grammar import WORD_NUMBERS, Sum, read_compared, read_named, read_signed
from kg.model import Amount, MoneyExpression, Parse

__all__ = ["find_money"]


def _one_of(words: list[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


_KIND_BEFORE = {" ".join(words.split()): kind for kind, rows in WORDS["qualifiers"].items() for words in rows}
_KIND_AFTER = {words: kind for kind, rows in WORDS["after"].items() for words in rows}
_BEFORE = re.compile(
    rf"(?<!\w)(?P<words>{_one_of(list(_KIND_BEFORE))})\s+(?:an?\s+|the\s+|between\s+)?$", re.IGNORECASE
)
_BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)
_AFTER = re.compile(rf"\s?(?P<words>{_one_of(list(_KIND_AFTER))})(?!\w)", re.IGNORECASE)
_UNIT = rf"(?:{_one_of(WORDS['units']['names'])})"
_PER_UNIT = re.compile(
    rf"(?:\s|-)?(?:(?:an?|per|each|for\s+each|for\s+every)(?:\s|-)(?:[\w.]+\s){{0,2}}{_UNIT}|/\s?{_UNIT})(?!\w)",
    re.IGNORECASE,
)
_EACH = re.compile(r"\s(?:each|apiece)(?!\w)", re.IGNORECASE)
_PRICING = re.compile(rf"(?<!\w)(?:{_one_of(WORDS['units']['pricing'])})\s+$", re.IGNORECASE)
_SMALL = 10_000  # what "each" stands behind is below it a price, whatever stands before: "pumps, $5 each"
_LINK = r"(?:or|about|around|approximately|roughly|some|nearly|equivalent\s+to|equal\s+to|worth|=|≈|~)"
_ALSO = re.compile(
    rf"\s?[(\[](?:{_LINK}\s+)*|,?\s+(?:or|equivalent\s+to|equal\s+to)\s+(?=\D{{0,20}}\d)(?:{_LINK}\s+)*", re.IGNORECASE
)
_MORE = re.compile(rf"\s?[;,/]\s+(?:{_LINK}\s+)*", re.IGNORECASE)
_SIGN_STARTS = frozenset(sign[0] for sign in SIGNS if not sign[0].isalnum())
_WORD_STARTS = frozenset(words.split()[0] for words in WORD_NUMBERS)
_SIGN_WORDS = frozenset(sign.rstrip("$£¥") for sign in SIGNS if sign[0].isalnum()) | CODES


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    amount: Amount


def find_money(parse: Parse, text: str) -> tuple[MoneyExpression, ...]:
    """Every sum in text order, none overlapping; prices for a share, a barrel … are left out."""
    found: list[MoneyExpression] = []
    compared: _Found | None = None  # a sum without its currency, which stands further on
    free = 0  # the first character that no sum covers
    for token, start in enumerate(parse.start):
        if start < free or not _may_start(parse.word[token]):
            continue
        hit = _read(text, start, free) or (compared if compared and compared.start == start else None)
        if hit is None:
            continue
        free = hit.end
        if _is_price(text, hit):
            continue
        hit = _with_also(text, hit)
        free = hit.end
        if _is_price(text, hit):
            continue
        first, last = bisect_left(parse.end, hit.start + 1), bisect_left(parse.start, hit.end)
        found.append(MoneyExpression(first, last, hit.amount))
        compared = _compared(text, hit)
    return tuple(found)


def _is_price(text: str, hit: _Found) -> bool:
    """ "$5 a share", "pumps at $5 each"; but "will invest $5 million each" is what every one of them gives."""
    if _EACH.match(text, hit.end):
        return hit.amount.value < _SMALL or bool(_PRICING.search(text[max(0, hit.start - 20) : hit.start]))
    return bool(_PER_UNIT.match(text, hit.end))


@lru_cache(maxsize=20_000)
def _may_start(word: str) -> bool:
    first = word[0]
    if first.isdigit() or first in _SIGN_STARTS:
        return True
    if not first.isalpha():
        return False
    return word.lower() in _WORD_STARTS or (
        first.isupper() and ("$" in word or "£" in word or "¬" in word or word.rstrip(".$0123456789") in _SIGN_WORDS)
    )


def _read(text: str, start: int, free: int) -> _Found | None:
    """The sum at an offset with the qualifier beside it; the qualifier begins no earlier than `free`."""
    total = read_named(text, start) or read_signed(text, start)
    if total is None:
        return None
    kind, begin = _qualifier(text, start, max(free, start - 40), total)
    end = total.end
    after = _AFTER.match(text, end)
    if after and kind == "exact":
        kind, end = _KIND_AFTER[after["words"].lower()], after.end()
    return _Found(begin, end, Amount(total.value, total.currency, kind, text[begin:end]))


def _compared(text: str, hit: _Found) -> _Found | None:
    """The sum that this one is compared with, where it has no currency of its own."""
    other = read_compared(text, hit.end, hit.amount.currency)
    if other is None:
        return None
    start, total = other
    return _Found(start, total.end, Amount(total.value, total.currency, "exact", text[start : total.end]))


def _qualifier(text: str, start: int, reach: int, total: Sum) -> tuple[str, int]:
    """Kind of qualifier and where its words begin."""
    window = text[reach:start]
    before = _BEFORE.search(window)
    if before:
        kind = _KIND_BEFORE[" ".join(before["words"].lower().split())]
        return ("about" if total.ranged and kind != "up-to" else kind), reach + before.start()
    between = _BETWEEN.search(window) if total.ranged else None
    return ("about" if total.ranged else "exact"), reach + between.start() if between else start


def _with_also(text: str, hit: _Found) -> _Found:
    """With the same sum as printed in other currencies: in brackets, or after "or"."""
    others: list[Amount] = []
    end = hit.end
    link = _ALSO.match(text, end)
    bracket = bool(link) and text[link.start() : link.end()].strip()[:1] in ("(", "[") if link else False
    while link:
        other = _read(text, link.end(), end)
        if other is None or other.amount.currency in (hit.amount.currency, *(o.currency for o in others)):
            break
        others.append(other.amount)
        end = other.end
        link = _MORE.match(text, end) if bracket else None
    if not others:
        return hit
    closing = re.match(r"[^()\n]{0,40}[)\]]", text[end : end + 45]) if bracket else None
    return _Found(hit.start, end + (closing.end() if closing else 0), replace(hit.amount, also=tuple(others)))
