"""How an HTTP request becomes a query or an update: SPARQL 1.1 Protocol, section 2, and the limits every text keeps."""

from __future__ import annotations

import binascii
import re
import zlib
from dataclasses import dataclass
from urllib.parse import parse_qsl

from flask import Request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge, UnsupportedMediaType

from kg.errors import QuerySyntaxError
from kg.store.scan import DEEPEST, scan

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
LONGEST = 256 * 1024  # bytes of a query text
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*")
# Percent signs as RFC 3986 has them; no space and no line end, which mean something else to `_unquoted`.
_ONE = re.compile(r"query=((?:[!-$'-~]++|%[0-9A-Fa-f]{2})*+)")
_OPENING = re.compile(r"[{(\[!]")
Parameters = list[tuple[str, str]]


@dataclass(frozen=True)
class Asked:
    """A request to /sparql. `query` is None where only the service itself is asked about."""

    query: str | None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    format: str | None = None


def read(request: Request) -> Asked:
    """Raises an HTTP error with the status the protocol gives for what is wrong."""
    return of(parameters(request), *(_posted(request, QUERY) if request.method == "POST" else ("", "")))


def of(given: Parameters, kind: str, text: str) -> Asked:
    """`given` in the address; the media type of the body, empty where there is none, and the body."""
    if kind != FORM:
        return _asked(given, text if kind else None)
    asked = _asked(given + pairs(text), None)
    if asked.query is None:
        raise BadRequest("no parameter `query` in the form")
    return asked


def read_update(request: Request) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The update, and the default and the named graphs it uses (using-graph-uri, using-named-graph-uri)."""
    given = parameters(request)
    kind, text = _posted(request, UPDATE)
    if kind == UPDATE:
        given.append(("update", text))
    else:
        given += pairs(text)
    updates = _values(given, "update")
    if len(updates) != 1 or _values(given, "query"):
        raise BadRequest("the request needs one parameter `update`, and no `query`: that goes to /sparql")
    graphs = (_iris(given, "using-graph-uri"), _iris(given, "using-named-graph-uri"))
    return updates[0], *graphs


def check(query: str) -> None:
    """Raises for a text that is too long, or nests too deeply for the engine."""
    if len(query) > LONGEST // 4 and len(query.encode()) > LONGEST:
        raise RequestEntityTooLarge(f"the query has more than {LONGEST // 1024} KiB")
    if not query.strip():
        raise QuerySyntaxError("the query is empty")
    if len(_OPENING.findall(query)) > DEEPEST and (depth := scan(query).depth) > DEEPEST:
        raise QuerySyntaxError(f"the query nests {depth} deep; {DEEPEST} is the most")


def parameters(request: Request) -> Parameters:
    """Those of the address."""
    return pairs(decoded(request.query_string))


def content(request: Request) -> bytes:
    """The body, unpacked where it came packed, and no longer than any body may be."""
    if request.content_encoding in (None, "", "identity"):
        return request.get_data()
    if request.content_encoding != "gzip":
        raise UnsupportedMediaType(f"Content-Encoding {request.content_encoding}; send it as it is, or gzip")
    most = request.max_content_length or LONGEST
    unpacking = zlib.decompressobj(31)
    try:
        data = unpacking.decompress(request.get_data(), most)
    except zlib.error as error:
        raise BadRequest(f"not gzip: {error}") from None
    if unpacking.unconsumed_tail:
        raise RequestEntityTooLarge(f"unpacked, the body has more than {most // 1024} KiB")
    return data


def decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest(f"not UTF-8 at byte {error.start}") from None


def absolute(iri: str) -> str:
    if not _ABSOLUTE.fullmatch(iri):
        raise BadRequest(f"{iri!r} is no absolute IRI")
    return iri


def _posted(request: Request, direct: str) -> tuple[str, str]:
    """The media type, one of two, and the text."""
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise UnsupportedMediaType(f"charset {charset}; send UTF-8")
    if request.mimetype not in (direct, FORM):
        raise UnsupportedMediaType(f"send {direct} or {FORM}, not {request.mimetype or 'no Content-Type'}")
    return request.mimetype, decoded(content(request))


def _asked(given: Parameters, body: str | None) -> Asked:
    if body is None and len(given) == 1 and given[0][0] == "query":
        return Asked(given[0][1])
    queries = _values(given, "query") + (() if body is None else (body,))
    if len(queries) > 1:
        raise BadRequest("more than one query in the request")
    if _values(given, "update"):
        raise BadRequest("an update goes to /update, by POST")
    formats = _values(given, "format") or _values(given, "output") or _values(given, "results")
    graphs = (_iris(given, "default-graph-uri"), _iris(given, "named-graph-uri"))
    return Asked(queries[0] if queries else None, *graphs, format=formats[0] if formats else None)


def _values(given: Parameters, name: str) -> tuple[str, ...]:
    return tuple(value for key, value in given if key == name)


def _iris(given: Parameters, name: str) -> tuple[str, ...]:
    return tuple(map(absolute, _values(given, name)))


def pairs(text: str) -> Parameters:
    one = _ONE.fullmatch(text)
    if one is not None:  # a query and nothing else: most requests
        return [("query", _unquoted(one[1]))]
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=1000)
    except ValueError as error:
        raise BadRequest(f"parameters cannot be read: {error}") from None


def _unquoted(text: str) -> str:
    """What `parse_qsl` makes of a value, in one pass: %41 is read as quoted-printable's =41 (RFC 2045, section 6.7)."""
    quoted = text.replace("+", " ").replace("=", "%3D").replace("%", "=")
    return decoded(binascii.a2b_qp(quoted))
