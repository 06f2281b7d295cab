"""What a request meets before the app: a limit on how often one client asks, and answers that are known already.

An answer whose tag begins with the snapshot's id is a function of the snapshot and of what was asked: it is kept, and
given again to whoever asks the same of the same snapshot.
"""

from __future__ import annotations

import io
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.serving.site import Site

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

log = logging.getLogger("kg.requests")
KEPT, LARGEST, LONGEST = 64 * 2**20, 2**20, 2**16  # bytes: of all answers, of one, of a question in a body
CLIENTS = 10_000  # whose last requests are remembered
_PART_OF_KEY = (
    "PATH_INFO",
    "QUERY_STRING",
    "HTTP_ACCEPT",
    "CONTENT_TYPE",
    "HTTP_HOST",
    "SCRIPT_NAME",
    "wsgi.url_scheme",
)
_KEPT_OF_304 = ("etag", "vary", "cache-control", "access-control", "content-security", "x-content", "referrer")
Key = tuple[object, ...]
Headers = list[tuple[str, str]]


@dataclass(frozen=True)
class Kept:
    headers: Headers
    body: bytes
    tag: str
    route: str


class Front:
    """The WSGI application around the app's own."""

    def __init__(self, app: WSGIApplication, site: Site) -> None:
        self._app = app
        self._site = site
        self._metrics = site.metrics
        self.answers = Answers()
        self.rate = Rate(site.settings.rate) if site.settings.rate else None

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        begin = time.monotonic()
        limited = self.rate is not None and "kg.counted" not in environ
        if limited and not self.allows(environ.get("REMOTE_ADDR", ""), begin):
            self._tell(environ, "limited", 429, begin)
            return _too_many(start)
        key = _key(environ)
        if key is not None and (kept := self.answers.get((self._site.pool.newest(), *key))):
            self._tell(environ, kept.route, 200, begin, cached=True)
            return _again(kept, environ, start)
        return self._ask(environ, start, key, begin)

    def allows(self, client: str, now: float) -> bool:
        """Whether this client may ask once more."""
        return self.rate is None or self.rate.allows(client, now)

    def tell(self, told: Mapping[str, object], route: str, status: int, begin: float, cached: bool = False) -> None:
        """`told`: method, address and client, for the log."""
        self._metrics.count(route, status, begin, cached)
        if log.isEnabledFor(logging.INFO):
            more = {"status": status, "seconds": round(time.monotonic() - begin, 6), "cached": cached}
            log.info("request", extra={**told, **more})

    def _ask(self, environ: WSGIEnvironment, start: StartResponse, key: Key | None, begin: float) -> Iterable[bytes]:
        told: list[tuple[str, Headers]] = []

        def listen(status: str, headers: Headers, failure: object = None) -> object:
            told.append((status, headers))
            return start(status, headers, failure) if failure else start(status, headers)  # type: ignore[arg-type]

        body = self._app(environ, listen)  # type: ignore[arg-type]
        status, headers = told[-1]
        route = environ.get("kg.route", "none")
        self._tell(environ, route, int(status[:3]), begin)
        if key is None or status[:3] != "200" or environ["REQUEST_METHOD"] == "HEAD":
            return body
        given = {name.lower(): value for name, value in headers}
        tag = given.get("etag", "").strip('"')
        snapshot = "-".join(tag.split("-")[:2])
        if not tag or snapshot != environ.get("kg.snapshot") or int(given.get("content-length", LARGEST + 1)) > LARGEST:
            return body
        if given.get("content-disposition", "").startswith("attachment"):  # a file, which is kept already
            return body
        whole = b"".join(body)
        if hasattr(body, "close"):
            body.close()
        self.answers.keep((snapshot, *key), Kept(headers, whole, f'"{tag}"', route))
        return [whole]

    def _tell(self, environ: WSGIEnvironment, route: str, status: int, begin: float, cached: bool = False) -> None:
        address = f"{environ.get('PATH_INFO', '')}?{environ.get('QUERY_STRING', '')}".removesuffix("?")
        told = {"method": environ["REQUEST_METHOD"], "address": address, "client": environ.get("REMOTE_ADDR", "")}
        self.tell(told, route, status, begin, cached)


class Answers:
    """Those of the newest snapshot that were asked for last, up to so many bytes. Threads may share it."""

    def __init__(self, most: int = KEPT) -> None:
        self._most = most
        self._size, self._snapshot = 0, ""
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key) -> Kept | None:
        with self._lock:
            found = self._kept.get(key)
            if found:
                self._kept.move_to_end(key)
            return found

    def keep(self, key: Key, answer: Kept) -> None:
        """`key` begins with the snapshot: what is known of an older one goes when a newer one comes."""
        snapshot = str(key[0])
        with self._lock:
            if key in self._kept or snapshot < self._snapshot:
                return
            if snapshot > self._snapshot:
                self._kept.clear()
                self._size, self._snapshot = 0, snapshot
            self._kept[key] = answer
            self._size += _weight(key, answer)
            while self._size > self._most:
                self._size -= _weight(*self._kept.popitem(last=False))


class Rate:
    """A bucket of permits for each client that fills at a steady rate and holds those of two seconds."""

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()  # client -> permits left, when
        self._lock = threading.Lock()

    def allows(self, client: str, now: float) -> bool:
        with self._lock:
            left, when = self._buckets.pop(client, (2.0 * self._rate, now))
            left = min(2.0 * self._rate, left + (now - when) * self._rate)
            self._buckets[client] = (left - 1 if left >= 1 else left, now)
            if len(self._buckets) > CLIENTS:
                self._buckets.popitem(last=False)
            return left >= 1


def _key(environ: WSGIEnvironment) -> Key | None:
    """What an answer depends on beside the snapshot; None where it cannot be kept."""
    method, body = environ["REQUEST_METHOD"], b""
    if method == "POST" and environ.get("PATH_INFO") == "/sparql":
        size = environ.get("CONTENT_LENGTH") or ""
        if not size.isdecimal() or int(size) > LONGEST or environ.get("HTTP_CONTENT_ENCODING"):
            return None
        body = environ["wsgi.input"].read(int(size))
        environ["wsgi.input"] = io.BytesIO(body)
    elif method not in ("GET", "HEAD") or "HTTP_RANGE" in environ:
        return None
    packs = "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")
    return (
        method == "POST",
        body,
        environ.get("HTTP_ACCEPT_ENCODING") if packs else "",
        *map(environ.get, _PART_OF_KEY),
    )


def _weight(key: Key, answer: Kept) -> int:
    return len(answer.body) + sum(len(part) for part in key if isinstance(part, str | bytes)) + 2000


def _again(kept: Kept, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
    known = environ.get("HTTP_IF_NONE_MATCH")
    if known and (known.strip() == "*" or kept.tag in [each.strip().removeprefix("W/") for each in known.split(",")]):
        start(
            "304 NOT MODIFIED", [(name, value) for name, value in kept.headers if name.lower().startswith(_KEPT_OF_304)]
        )
        return []
    start("200 OK", kept.headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [kept.body]


def _too_many(start: StartResponse) -> Iterable[bytes]:
    body = b'{"error": "Too Many Requests", "detail": "ask more slowly", "status": 429}\n'
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body))), ("Retry-After", "1")]
    start("429 TOO MANY REQUESTS", [*headers, ("Access-Control-Allow-Origin", "*"), ("Cache-Control", "no-store")])
    return [body]
