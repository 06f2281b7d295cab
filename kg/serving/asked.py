"""How an HTTP request becomes a query: SPARQL 1.1 Protocol, section 2.1, and the limits every query text must keep."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl

from flask import Request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge, UnsupportedMediaType

from kg.errors import QuerySyntaxError
from kg.store.scan import scan

FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
LONGEST = 256 * 1024  # bytes of a query text
DEEPEST = 100  # the engine's stack ends a little above 2,000
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*")


@dataclass(frozen=True)
class Asked:
    """A request to /sparql. `query` is None where only the service itself is asked about."""

    query: str | None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    format: str | None = None


def read(request: Request) -> Asked:
    """Raises an HTTP error with the status the protocol gives for what is wrong."""
    parameters = _pairs(request.query_string)
    if request.method != "POST":
        return _asked(parameters, None)
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise UnsupportedMediaType(f"charset {charset}; send UTF-8")
    if request.content_encoding:
        raise UnsupportedMediaType(f"Content-Encoding {request.content_encoding}; send it as it is")
    if request.mimetype == DIRECT:
        return _asked(parameters, _text(request.get_data()))
    if request.mimetype == FORM:
        asked = _asked(parameters + _pairs(request.get_data()), None)
        if asked.query is None:
            raise BadRequest("no parameter `query` in the form")
        return asked
    raise UnsupportedMediaType(f"send {DIRECT} or {FORM}, not {request.mimetype or 'no Content-Type'}")


def check(query: str) -> None:
    """Raises for a text that is too long, or nests too deeply for the engine."""
    if len(query.encode()) > LONGEST:
        raise RequestEntityTooLarge(f"the query has more than {LONGEST // 1024} KiB")
    if not query.strip():
        raise QuerySyntaxError("the query is empty")
    if (depth := scan(query).depth) > DEEPEST:
        raise QuerySyntaxError(f"the query nests {depth} deep; {DEEPEST} is the most")


def _asked(parameters: list[tuple[str, str]], body: str | None) -> Asked:
    def values(name: str) -> tuple[str, ...]:
        return tuple(value for key, value in parameters if key == name)

    queries = values("query") + (() if body is None else (body,))
    if len(queries) > 1:
        raise BadRequest("more than one query in the request")
    if values("update"):
        raise BadRequest("an update goes to /update, by POST")
    formats = values("format") or values("output") or values("results")
    graphs = (values("default-graph-uri"), values("named-graph-uri"))
    for iri in (*graphs[0], *graphs[1]):
        if not _ABSOLUTE.fullmatch(iri):
            raise BadRequest(f"{iri!r} is no absolute IRI")
    return Asked(queries[0] if queries else None, *graphs, format=formats[0] if formats else None)


def _pairs(text: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(_text(text), keep_blank_values=True, errors="strict", max_num_fields=1000)
    except ValueError as error:
        raise BadRequest(f"parameters cannot be read: {error}") from None


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest(f"not UTF-8 at byte {error.start}") from None
