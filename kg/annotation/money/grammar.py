"""The shapes of a sum of money: a sign or a currency's name around a figure and its scale."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from kg.annotation.money.currencies import CAUTIOUS_CODES, CENTS, CODES, NOUNS, SIGNS, WORDS, currency_of

_GAP = r"[^\S\n]*\n?[^\S\n]*"
WORD_NUMBERS = {words: Decimal(value) for words, value in WORDS["numbers"].items()}
SCALES: dict[str, int] = WORDS["scales"]
LETTERS = frozenset("kmbt")


def _one_of(words: Iterable[str]) -> str:
    return "|".join(
        re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=lambda word: (-len(word), word))
    )


_FIGURE = r"(?:\d{1,3}(?:,\d{2,3})+|\d+)(?:\.\d+)?(?![.,]?\d)"
_SCALE = rf"(?i:{_one_of(set(SCALES) - LETTERS)})\b|[kmbtKMBT]\b"
_SIGN = rf"(?:{_one_of(SIGNS)})|(?:{_one_of(CODES)})(?![A-Za-z])"
_OWNER = r"(?:[A-Z][\w.&-]*\s+|new\s+|sterling\s+){0,3}?"
_NOUN = rf"(?:{_one_of(NOUNS)})"
_DASH = r"\s?[-–—]\s?"
_TO = rf"(?:{_DASH}|\s+to\s+|\s+and\s+)"


def _figure(number: str) -> str:
    scale = f"(?:{_GAP}-?(?P<scale{number}>{_SCALE}))?"
    return rf"(?P<figure{number}>{_FIGURE}){scale}"


# $10 million; $10-12 million; $10 million to $12 million
SIGNED = re.compile(
    rf"(?P<sign>{_SIGN}){_GAP}{_figure('1')}(?:(?P<to>{_TO})(?:(?P<sign2>{_SIGN}){_GAP})?{_figure('2')})?"
    rf"(?P<owner>\s+(?:Australian|Aust|Canadian|Cdn|AUD|CAD|NZ)\b)?(?:\s+(?:U\.?S\.?\s+)?dollars\b)?"
)
# 10 million Swiss francs; ten to 12 million yen; a 10-billion-yen plan
NAMED = re.compile(
    rf"(?:{_figure('1')}(?:(?P<to>{_TO}){_figure('2')})?|(?P<words>(?i:{_one_of(WORD_NUMBERS)}))\s+(?P<scale3>{_SCALE}))"
    rf"(?:{_GAP}|-)(?:(?P<owner>{_OWNER})(?P<noun>(?i:{_NOUN}))(?:\s+sterling)?(?!\w)|(?P<code>{_one_of(CODES)})(?!\w)"
    rf"|(?P<mark>[€£¥])(?!\s?\d)|(?P<cents>(?i:{_one_of(CENTS)}))(?!\w))"
)

# ", against 593 mln for the other bid": what a sum is compared with is in its currency
COMPARED = re.compile(
    rf"[^.;\n]{{0,40}}?\b(?:against|from|versus|compared\s+with|compared\s+to)\s+(?P<sum>{_figure('1')})"
    r"(?=[.,;)]|\s+(?:for|in|on|offered|last|previously|earlier|a\s+year|the\s+(?:year|month|quarter))\b)"
)


@dataclass(frozen=True, slots=True)
class Sum:
    value: Decimal
    currency: str
    end: int
    ranged: bool = False


def _number(figure: str, scale: str | None) -> Decimal:
    power = SCALES[" ".join(scale.lower().split())] if scale else 0
    return plain(Decimal(figure.replace(",", "")) * Decimal(10) ** power)


def plain(value: Decimal) -> Decimal:
    """Without exponent or trailing zeros."""
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()


def _span(got: dict[str, str | None], text: str, start: int) -> tuple[Decimal, Decimal | None] | None:
    """The figure, and the upper one of a range; None where the two make no range."""
    first, second = got["figure1"] or "", got["figure2"]
    if not second:
        return _number(first, got["scale1"]), None
    scale2 = got["scale2"]
    low, high = _number(first, got["scale1"] or scale2), _number(second, scale2)
    to = (got["to"] or "").strip()
    before = text[max(0, start - 24) : start].lower()
    if high <= low or high > 20 * low:
        return None
    if to == "and" and "between" not in before:
        return None
    if to == "to" and re.search(r"\b(?:from|rose|fell|grew|jumped|up|down|raised?|cut|lowered)\b[^.]*$", before):
        return None
    return low, high


def read_signed(text: str, start: int) -> Sum | None:
    """The sum that begins with a sign or code at an offset."""
    match = SIGNED.match(text, start, start + 80)
    if match is None:
        return None
    got = match.groupdict()
    sign, sign2 = got["sign"] or "", got["sign2"]
    if sign in CAUTIOUS_CODES and not got["scale1"]:
        return None
    code = SIGNS.get(sign, sign)
    if got["owner"]:
        code = {"au": "AUD", "ca": "CAD", "cd": "CAD", "nz": "NZD"}[got["owner"].strip().lower()[:2]]
    span = _span(got, text, start) if not sign2 or sign2 == sign else None
    if span and span[1] is not None:
        return Sum(span[1], code, match.end(), True)
    end = match.end("scale1") if got["scale1"] else match.end("figure1")
    if span:
        end = match.end()
    return Sum(_number(got["figure1"] or "", got["scale1"]), code, end)


def read_named(text: str, start: int) -> Sum | None:
    """The sum that begins with a figure at an offset and ends with its currency."""
    match = NAMED.match(text, start, start + 100)
    if match is None:
        return None
    got = match.groupdict()
    scale = got["scale2"] or got["scale1"] or got["scale3"]
    code = _code(got, text, start, bool(scale))
    if code is None or (got["noun"] and _is_weight(got["noun"], text, start, match.end())):
        return None
    if got["words"]:
        words = " ".join(got["words"].lower().split())
        if words in ("a", "an") and text[match.end("scale3")] == "-":
            return None  # a billion-dollar deal: no figure
        return Sum(
            plain(WORD_NUMBERS[words] * Decimal(10) ** SCALES[" ".join((got["scale3"] or "").lower().split())]),
            code,
            match.end(),
        )
    span = _span(got, text, start)
    if span is None:
        return None
    value = span[0] if span[1] is None else span[1]
    return Sum(plain(value / 100) if got["cents"] else value, code, match.end(), span[1] is not None)


def read_compared(text: str, end: int, currency: str) -> tuple[int, Sum] | None:
    """Where the sum begins that one ending at an offset is compared with, and it; only what has a scale."""
    match = COMPARED.match(text, end, end + 100)
    if match is None or not match["scale1"]:
        return None
    return match.start("sum"), Sum(_number(match["figure1"], match["scale1"]), currency, match.end("sum"))


def _code(got: dict[str, str | None], text: str, start: int, scaled: bool) -> str | None:
    if got["cents"]:
        return CENTS[got["cents"].lower()]
    if got["mark"]:
        return SIGNS[got["mark"]]
    if got["code"]:
        return None if got["code"] in CAUTIOUS_CODES and not scaled else got["code"]
    return currency_of((got["owner"] or "").strip(), got["noun"] or "", text, start, scaled)


def _is_weight(noun: str, text: str, start: int, end: int) -> bool:
    """Pounds of sugar, not pounds sterling."""
    if NOUNS[noun.lower()] != "pound":
        return False
    of = re.match(r"\s+of\s+(\w+)", text[end : end + 30])
    if of and of[1].lower() not in WORDS["not_pounds"]["of"]:
        return True
    return "weigh" in text[max(0, start - 40) : start].lower()
