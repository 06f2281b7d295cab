"""Queries that another server answers: as many at a time as there would be workers, within the same limits.

What changes there is not told: answers are good for a moment, which takes the place of a snapshot, and dumps a while.
"""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse

from kg.errors import Busy, QueryLimit, StoreError
from kg.store.formats import FORMATS
from kg.store.interface import NotAcceptable
from kg.store.pool import IN_MEMORY, PATIENCE, WAITING, Answer, Query
from kg.store.process import CHUNK
from kg.store.remote import RemoteStore

MOMENT, WHILE = 2.0, 300.0  # seconds for which an answer is good, and a dump
TABLES = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
}
_BY_TYPE = {media: name for name, media in TABLES.items()} | {each.media_type: each.name for each in FORMATS.values()}


@dataclass(frozen=True)
class Moment:
    """In place of a held snapshot."""

    name: str

    def close(self) -> None: ...


class RemotePool:
    """What `QueryPool` does, over another server. Threads may share it."""

    def __init__(self, location: str, base_iri: str, *, size: int, timeout: int, limit: int) -> None:
        """`timeout` in seconds, `limit` of one answer in MiB."""
        self.stopped = 0
        self.on_release: Callable[[], object] = bool
        self._store = RemoteStore(location, base_iri, timeout)
        self._timeout, self._limit = timeout, limit * 2**20
        self._free = threading.BoundedSemaphore(size)
        self._places = threading.BoundedSemaphore(size + WAITING)
        self._lock = threading.Lock()
        self._changes = 0
        self._dumped = (-WHILE, -1, "")  # when, after how many changes, by which name
        self.busy = 0

    def newest(self) -> str:
        return f"{int(time.time() / MOMENT):06d}-{self._changes}"

    def dumped(self, snapshot: str) -> str:
        """What a dump is kept by: to make one asks for all there is."""
        with self._lock:
            begin, changes, name = self._dumped
            if time.monotonic() - begin > WHILE or changes != self._changes:
                name = snapshot
                self._dumped = time.monotonic(), self._changes, name
            return name

    def changed(self) -> None:
        """By way of this server: what was asked before is old at once."""
        with self._lock:
            self._changes += 1

    def hold(self) -> Moment:
        return Moment(self.newest())

    def run(self, query: Query, snapshot: str | None = None, client: str = "") -> Answer:
        """Raises QuerySyntaxError, UsageError (not acceptable), QueryLimit, Busy or StoreError."""
        if not self._places.acquire(blocking=False):
            raise Busy("too many queries wait to be passed on; try again in a moment")
        try:
            if not self._free.acquire(timeout=min(PATIENCE, self._timeout)):
                raise Busy("too many queries are being answered; try again in a moment")
            try:
                self._count(1)
                return self._run(query, snapshot or self.newest())
            except QueryLimit:
                self.stopped += 1
                raise
            finally:
                self._count(-1)
                self._free.release()
        finally:
            self._places.release()

    def close(self) -> None:
        """Nothing is kept open."""

    def _run(self, query: Query, snapshot: str) -> Answer:
        wanted = [TABLES[query.table]] if query.table else []
        wanted += [f"{FORMATS[query.rdf].media_type};q=0.9"] if query.rdf else []
        text = self._store.text(query.sparql)
        dataset = self._store.dataset(query.sparql, query.default_graph, query.named_graphs)
        begin = time.monotonic()
        with self._store.server.query(text, ", ".join(wanted), dataset) as answer:
            format = _BY_TYPE.get(answer.headers.get_content_type())
            if format not in (query.table, query.rdf) or format is None:
                raise NotAcceptable(f"the answer comes as {answer.headers.get_content_type()}, which was not asked for")
            return self._received(answer, format, snapshot, begin)

    def _received(self, answer: HTTPResponse, format: str, snapshot: str, begin: float) -> Answer:
        body = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - the receiver closes it
        size, end = 0, time.monotonic() + self._timeout
        try:
            while chunk := answer.read(CHUNK):
                size += body.write(chunk)
                if size > self._limit:
                    raise QueryLimit(f"the result has more than {self._limit // 2**20} MiB; add LIMIT, or ask for less")
                if time.monotonic() > end:
                    raise QueryLimit(f"stopped after {self._timeout} s; ask for less")
            body.seek(0)
            kind = "graph" if format not in TABLES else "ask" if b'"boolean"' in body.read(200) else "select"
        except (OSError, HTTPException) as error:
            body.close()
            raise StoreError(f"{self._store.location}: broke off its answer: {error}") from None
        except BaseException:
            body.close()
            raise
        body.seek(0)
        return Answer(kind, format, body, size, snapshot, time.monotonic() - begin)

    def _count(self, more: int) -> None:
        with self._lock:
            self.busy += more
