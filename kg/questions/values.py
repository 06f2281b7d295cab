"""How the value of a parameter gets into a query: as an RDF term, never as query text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from kg.errors import QuestionError
from kg.terms import KG, XSD, article_iri

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_NO_TEXT = re.compile(r"[\x00\ud800-\udfff]|\\[uU]")  # some engines undo \\u0022 even where the backslash is escaped
_NO_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\\ud800-\udfff]')


@dataclass(frozen=True)
class Param:
    name: str
    type: str  # a key of TYPES
    label: str
    default: str = ""  # what an absent value means; empty: all
    example: str = ""  # a value that has an answer over the sample articles
    choices: tuple[str, ...] = ()
    required: bool = False
    help: str = ""


def _wrong(param: Param, value: str, right: str) -> QuestionError:
    return QuestionError(f"parameter {param.name}: {value!r} is no good; {right}")


def literal(value: str, datatype: str = "") -> str:
    """A string as a SPARQL literal, by ECHAR only: codepoint escapes are undone before parsing (SPARQL 1.1, 19.2)."""
    return f'"{value.translate(_ESCAPES)}"' + (f"^^<{XSD}{datatype}>" if datatype else "")


def _values(param: Param, term: str) -> str:
    return f"  VALUES ?{param.name} {{ {term} }}\n"


def _text(param: Param, value: str, base: str) -> str:
    if _NO_TEXT.search(value):
        raise _wrong(param, value, "use plain text, without \\u escapes")
    return _values(param, literal(value))


def _iri(param: Param, value: str, base: str) -> str:
    if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", value) or _NO_IRI.search(value):
        raise _wrong(param, value, "use an absolute IRI, like https://w3id.org/newskg/id/country/japan")
    return _values(param, f"<{value}>")


def _name(param: Param, value: str, base: str) -> str:
    """An entity by any of its names, whatever their case, or by its IRI.

    The limit tells the planner that these are few: without it Oxigraph joins all else first.
    """
    if re.match(r"https?://\S+$", value):
        return _iri(param, value, base)
    _text(param, value, base)
    entity, label, wanted = f"?{param.name}", f"?{param.name}Name", literal(value.lower())
    return (
        f"  {{ SELECT DISTINCT {entity} WHERE {{ GRAPH <{base}graph/facts> {{\n"
        f"    {entity} skos:prefLabel|skos:altLabel {label} FILTER(LCASE(STR({label})) = {wanted}) }} }} LIMIT 50 }}\n"
    )


def _words(param: Param, value: str, base: str) -> str:
    """Whatever has these words in a name, a headline or a sentence."""
    _text(param, value, base)
    return f"  ?{param.name} <{KG}matches> {literal(value)} .\n"


def _article(param: Param, value: str, base: str) -> str:
    """An article by its id or its IRI."""
    if value.startswith(base):
        return _iri(param, value, base)
    return _values(param, f"<{article_iri(base, value)}>")


def _date(param: Param, value: str, base: str) -> str:
    try:
        day = dt.date.fromisoformat(value)
    except ValueError:
        raise _wrong(param, value, "use a day like 2025-02-07") from None
    return _values(param, literal(day.isoformat(), "date"))


def _number(param: Param, value: str, base: str) -> str:
    try:
        number = Decimal(value)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number.adjusted()) > 30:
        raise _wrong(param, value, "use a number like 2 or 14.9")
    return _values(param, literal(f"{number:f}", "decimal"))


def _choice(param: Param, value: str, base: str) -> str:
    if value not in param.choices:
        raise _wrong(param, value, f"use one of {', '.join(param.choices)}")
    return _values(param, literal(value))


TYPES: dict[str, Callable[[Param, str, str], str]] = {
    "name": _name,
    "iri": _iri,
    "article": _article,
    "date": _date,
    "text": _text,
    "words": _words,
    "number": _number,
    "choice": _choice,
}
