"""How another server is asked: the SPARQL 1.1 Protocol (query, update) and the Graph Store Protocol, with time limits.

A request that fails on its way, or that the server has no time for, is sent again where doing it twice is doing it
once. Nothing else is: an update of a user may be anything.
"""

from __future__ import annotations

import base64
import contextlib
import http.client
import re
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from typing import IO

from kg.errors import KgError, QueryLimit, QuerySyntaxError, StoreError, UsageError
from kg.store.interface import NotAcceptable

PATIENCE = 300.0  # seconds for what is no query: loading may take
PAUSES = (0.2, 1.0)  # seconds before a request is sent again
LONGEST_PAUSE = 5.0  # that a server may ask for
_UNWELL = (429, 502, 503)
Parameters = list[tuple[str, str]]


@dataclass(frozen=True)
class Endpoints:
    """Three addresses of one server, and what the header Authorization says (None: nothing)."""

    query: str
    update: str
    graphs: str
    authorization: str | None = None


def shown(location: str) -> str:
    """The addresses without the names and passwords in them: for messages."""
    return re.sub(r"(?<=://)[^/@\s]*@", "", location)


def endpoints(location: str) -> Endpoints:
    """One address, under which are /query, /update and /store; or these three, with spaces in between.

    `https://user:password@…` is Basic, `https://:token@…` Bearer authentication. Raises UsageError.
    """
    given = location.split()
    if len(given) not in (1, 3):
        raise UsageError(f"{location}: give one address, or three: for queries, for updates, for graphs")
    whole = [given[0].rstrip("/") + path for path in ("/query", "/update", "/store")] if len(given) == 1 else given
    parts = [urllib.parse.urlsplit(address) for address in whole]
    if any(part.scheme not in ("http", "https") or not part.hostname for part in parts):
        raise UsageError(f"{location}: a store that is no folder begins with http:// or https://")
    bare = [part._replace(netloc=part.netloc.rpartition("@")[2]).geturl() for part in parts]
    return Endpoints(bare[0], bare[1], bare[2], _authorization(parts[0]))


class Protocol:
    """One server; threads may share it."""

    def __init__(self, location: str, timeout: float = PATIENCE) -> None:
        self.endpoints = endpoints(location)
        self._timeout = timeout

    def query(self, text: str, accept: str, dataset: Parameters) -> http.client.HTTPResponse:
        """The answer as it comes; who asks closes it. Raises QuerySyntaxError, QueryLimit, NotAcceptable, StoreError.

        `dataset`: more parameters of the request, as the protocol has them.
        """
        form = urllib.parse.urlencode([("query", text), *dataset]).encode()
        kind = "application/x-www-form-urlencoded"
        return self._send("POST", self.endpoints.query, form, {"Accept": accept, "Content-Type": kind}, again=True)

    def answer(self, text: str, accept: str, dataset: Parameters) -> tuple[str, bytes]:
        """Its media type, and all of it. Raises as `query`."""
        with self.query(text, accept, dataset) as answer:
            return answer.headers.get_content_type(), _whole(answer, self.endpoints.query)

    def update(self, text: str, again: bool) -> None:
        """`again`: whether to do it twice is to do it once."""
        kind = {"Content-Type": "application/sparql-update"}
        self._send("POST", self.endpoints.update, text.encode(), kind, again).close()

    def graph(self, iri: str) -> bytes:
        """Its triples as N-Triples; nothing where there is no such graph. Empty: the unnamed one."""
        try:
            with self._send("GET", self._address(iri), None, {"Accept": "application/n-triples"}, again=True) as answer:
                return _whole(answer, self.endpoints.graphs)
        except _Absent:
            return b""

    def add(self, iri: str, triples: bytes | IO[bytes]) -> None:
        """N-Triples without blank nodes into a graph."""
        kind = {"Content-Type": "application/n-triples"}
        self._send("POST", self._address(iri), triples, kind, again=isinstance(triples, bytes)).close()

    def add_quads(self, quads: bytes | IO[bytes]) -> bool:
        """N-Quads without blank nodes, into the graphs they name; False where the server does not take them."""
        kind = {"Content-Type": "application/n-quads"}
        try:
            self._send("POST", self.endpoints.graphs, quads, kind, again=isinstance(quads, bytes)).close()
        except (UsageError, _Absent):
            return False
        return True

    def _address(self, iri: str) -> str:
        return f"{self.endpoints.graphs}?{urllib.parse.urlencode({'graph': iri}) if iri else 'default'}"

    def _send(
        self, method: str, address: str, body: bytes | IO[bytes] | None, headers: dict[str, str], again: bool
    ) -> http.client.HTTPResponse:
        if self.endpoints.authorization:
            headers["Authorization"] = self.endpoints.authorization
        pauses = iter(PAUSES if again else ())
        while True:
            request = urllib.request.Request(address, body, headers, method=method)
            try:
                answer: http.client.HTTPResponse = urllib.request.urlopen(request, timeout=self._timeout)
                return answer
            except urllib.error.HTTPError as error:
                pause = next(pauses, None) if error.code in _UNWELL else None
                if pause is None:
                    raise self._told(error, address) from None
                pause = _wished(error, pause)
                error.close()
            except TimeoutError:
                raise QueryLimit(f"{address}: no answer within {self._timeout:.0f} s; ask for less") from None
            except (OSError, http.client.HTTPException) as error:
                reason = getattr(error, "reason", error)
                if isinstance(reason, TimeoutError):
                    raise QueryLimit(f"{address}: no answer within {self._timeout:.0f} s; ask for less") from None
                pause = next(pauses, None)
                if pause is None:
                    raise StoreError(f"{address}: does not answer: {reason}; is the server running?") from None
            time.sleep(pause)

    def _told(self, error: urllib.error.HTTPError, address: str) -> KgError:
        with error:
            detail = error.read(2000).decode("utf-8", "replace").strip() or str(error.reason)
        if error.code == 400 and address == self.endpoints.query:
            return QuerySyntaxError(detail)
        if error.code == 404:
            return _Absent(f"{address}: is not there: {detail}")
        if error.code == 406:
            return NotAcceptable(detail)
        if error.code in (401, 403):
            return StoreError(f"{address}: refuses it: {detail}; https://user:password@… or https://:token@… may help")
        if error.code in (*_UNWELL, 504):
            return QueryLimit(f"{address}: {detail}")
        return (UsageError if error.code < 500 else StoreError)(f"{address}: {error.code}: {detail}")


def _whole(answer: http.client.HTTPResponse, address: str) -> bytes:
    try:
        return answer.read()
    except TimeoutError:
        raise QueryLimit(f"{address}: paused within its answer for too long; ask for less") from None
    except (OSError, http.client.HTTPException) as error:
        raise StoreError(f"{address}: broke off its answer: {error!r}") from None


class _Absent(StoreError):
    """404: of a graph it says that there is none."""


def _authorization(address: urllib.parse.SplitResult) -> str | None:
    user, password = (urllib.parse.unquote(part or "") for part in (address.username, address.password))
    if not user and not password:
        return None
    if not user:
        return f"Bearer {password}"
    return f"Basic {base64.b64encode(f'{user}:{password}'.encode()).decode('ascii')}"


def _wished(error: urllib.error.HTTPError, pause: float) -> float:
    """As long as the server asks for, within reason."""
    with contextlib.suppress(ValueError):
        pause = max(pause, float(error.headers.get("Retry-After", "")))
    return min(pause, LONGEST_PAUSE)
