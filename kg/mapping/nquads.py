"""How a term is written in N-Quads: the canonical form, byte for byte what the store writes back.

Follows RDF 1.1 N-Triples, section 4 (canonical form), and XSD 1.1 for the canonical form of numbers.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal

from kg.terms import KG, NUMBER_ROLES, RDF, XSD

TYPE = f"<{RDF}type>"
_SHORT = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_TO_ESCAPE = re.compile('["\\\\\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]')
_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\\x7f\ud800-\udfff]')


def iri(value: str) -> str:
    return f"<{value}>"


def term(local_name: str) -> str:
    """A property or class of our own vocabulary."""
    return f"<{KG}{local_name}>"


def safe_iri(value: str) -> str:
    """An IRI that came from outside, its forbidden characters percent-encoded."""
    return f"<{_NOT_IN_IRI.sub(_percent, value)}>"


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "replace"))


def string(value: str) -> str:
    """A plain literal. A lone surrogate, which no RDF syntax can hold, becomes U+FFFD."""
    return '"' + _TO_ESCAPE.sub(_escape, value) + '"'


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    if "\ud800" <= character <= "\udfff":
        return "\ufffd"
    return _SHORT.get(character) or f"\\u{ord(character):04X}"


def integer(value: int) -> str:
    """xsd:integer, also for offsets: the store turns every type derived from it into it."""
    return f'"{value}"^^<{XSD}integer>'


def plain(value: Decimal) -> str:
    """5E+11 -> 500000000000, 14.90 -> 14.9."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def decimal(value: Decimal) -> str:
    return f'"{plain(value)}"^^<{XSD}decimal>'


def boolean(value: bool) -> str:
    return f'"{str(value).lower()}"^^<{XSD}boolean>'


def date(value: dt.date) -> str:
    return f'"{value.isoformat()}"^^<{XSD}date>'


def month_day(value: str) -> str:
    """ "02-07" -> "--02-07"^^xsd:gMonthDay."""
    return f'"--{value}"^^<{XSD}gMonthDay>'


def literal(role: str, value: str | bool) -> str:
    """The value of a literal role: a boolean, the number that a quantity's digits are, or words."""
    if isinstance(value, bool):
        return boolean(value)
    return decimal(Decimal(value)) if role in NUMBER_ROLES else string(value)


def document(triples: Iterable[str], graph: str) -> str:
    """The triples as lines of one graph, sorted by code point, each once; nothing gives empty text."""
    end = f" <{graph}> .\n"
    lines = sorted({triple + end for triple in triples})
    return "".join(lines)
