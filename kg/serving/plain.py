"""Which requests are plain queries, read from their bytes and answered in bytes: RFC 9112, as far as those need it.

Whatever is written in another way than programs commonly do is left to the server's own parser, and to the app.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from email.utils import formatdate
from functools import lru_cache

from werkzeug.exceptions import HTTPException

from kg.errors import KgError
from kg.serving import asked, headers, linked
from kg.serving.media import BY_FORMAT, HTML
from kg.serving.site import Site
from kg.serving.sparql import formats, query_of
from kg.store.pool import Query

LONGEST = 2**16  # bytes of a request: more than the pipe to a worker takes at once is not for the short way
_HEAD = re.compile(rb"(GET|POST) /sparql(?:\?([!-~]*))? HTTP/1\.1\r\n((?:[A-Za-z0-9-]+:[\t -~]*\r\n)+)\r\n")
_LEFT = frozenset(
    b"transfer-encoding expect range content-encoding upgrade if-none-match if-modified-since if-match te".split()
)
_KINDS = {f"{kind}{more}": kind for kind in (asked.QUERY, asked.FORM) for more in ("", "; charset=utf-8")}


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    address: str  # what follows the question mark
    kind: str  # media type of the body, empty where there is none
    body: bytes
    accept: str | None
    packs: bool  # whether the answer may come compressed
    closes: bool
    forwarded: str  # for whom, as a proxy says

    @property
    def key(self) -> tuple[object, ...]:
        """What the answer depends on beside the snapshot."""
        return "plain", self.address, self.kind, self.body, self.accept, self.packs


def read(data: bytes) -> Request | None:
    """None where it is not plain, not whole yet, or more than one."""
    head = _HEAD.match(data) if len(data) <= LONGEST else None
    if head is None:
        return None
    lines = [line.partition(b":") for line in head[3].split(b"\r\n")[:-1]]
    given = {name.lower(): value.strip() for name, _, value in lines}
    if len(given) < len(lines) or not _LEFT.isdisjoint(given) or b"host" not in given:
        return None
    connection, body, kind = given.get(b"connection", b"keep-alive").lower(), data[head.end() :], ""
    if given.get(b"content-length", b"0") != b"%d" % len(body) or connection not in (b"keep-alive", b"close"):
        return None
    if head[1] == b"POST":
        kind = _KINDS.get(given.get(b"content-type", b"").decode("ascii").lower(), "")
    if bool(kind) != (head[1] == b"POST") or (body and not kind):
        return None
    accept = given.get(b"accept")
    return Request(
        head[1].decode("ascii"),
        (head[2] or b"").decode("ascii"),
        kind,
        body,
        None if accept is None else accept.decode("ascii"),
        b"gzip" in given.get(b"accept-encoding", b""),
        connection == b"close",
        given.get(b"x-forwarded-for", b"").decode("ascii"),
    )


def query(request: Request, site: Site) -> Query | None:
    """None where something is wrong, or the answer is a page or good for this moment only: the app sees to those."""
    try:
        question = asked.of(asked.pairs(request.address), request.kind, request.body.decode("utf-8"))
        if question.query is None:
            return None
        asked.check(question.query)
        table, graph = formats(question.format, request.accept)
    except (HTTPException, KgError, UnicodeDecodeError):
        return None
    if HTML in (table, graph) or linked.passes(question.query):
        return None
    return query_of(site, question, table, graph)


def response(format: str, snapshot: str, body: bytes) -> bytes:
    """All of it but the first line and what may differ the next time: `opened` puts that before it."""
    tag = b'Content-Length: %d\r\nETag: "%s-%s"\r\n' % (len(body), snapshot.encode(), format.encode())
    return tag + _steady(format) + body


def opened(rest: bytes, closes: bool) -> bytes:
    date = _date(int(time.time()))
    return b"HTTP/1.1 200 OK\r\n" + (b"Connection: close\r\n" if closes else b"") + date + rest


@lru_cache(maxsize=1)
def _date(second: int) -> bytes:
    return f"Date: {formatdate(second, usegmt=True)}\r\n".encode("ascii")


@lru_cache(maxsize=32)
def _steady(format: str) -> bytes:
    told = [
        ("Content-Type", BY_FORMAT[format].content_type),
        ("Vary", "Accept, Accept-Encoding"),
        ("Cache-Control", "no-cache"),
        *headers.of_every_answer(editor=True),
    ]
    return "".join(f"{name}: {value}\r\n" for name, value in told).encode("ascii") + b"\r\n"
