"""What all routes share: the settings, the query processes, the questions, and how IRIs become links."""

from __future__ import annotations

import re
import threading
import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from flask import current_app, g, request

from kg.errors import Busy, NotFound, QueryLimit
from kg.questions import Question
from kg.serving.dumpfiles import DumpFiles
from kg.serving.jobs import Jobs
from kg.serving.metering import Metrics
from kg.serving.vocabulary import Vocabulary
from kg.settings import Settings
from kg.store import Row
from kg.store.changes import Changes
from kg.store.pool import Answer, Query, QueryPool, rows_of
from kg.store.remote_pool import RemotePool
from kg.terms import KG, KGC, KGS, PREFIXES

_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\\x7f\ud800-\udfff]')
_CACHED, _LARGEST = 128, 1000  # answers to the pages' own queries that are kept, and rows of the largest of them
_COSTLY, _STANDS = 0.25, 20  # seconds that make an answer costly; for how many times as long it stands


@dataclass(frozen=True)
class _Costly:
    """What took long to be found: over a large graph under a stream of changes it is not asked anew at each."""

    rows: list[Row]
    snapshot: str
    end: float


@dataclass
class Site:
    settings: Settings
    pool: QueryPool | RemotePool
    questions: Mapping[str, Question]
    vocabulary: Vocabulary
    dumps: DumpFiles
    changes: Changes
    jobs: Jobs
    metrics: Metrics = field(default_factory=Metrics)
    _cache: OrderedDict[tuple[str, str], list[Row]] = field(default_factory=OrderedDict)
    _costly: OrderedDict[str, _Costly] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def base(self) -> str:
        return self.settings.base_iri

    @property
    def is_scratch(self) -> bool:
        """Whether this is a dataset to play with, rather than one that is computed from articles."""
        return self.settings.default_graph == "plain"

    @property
    def facts(self) -> str:
        return f"<{self.base}graph/facts>"

    @property
    def snapshot(self) -> str:
        """The one that the request in hand sees: taken once, held to its end."""
        if "hold" not in g:
            g.hold = self.pool.hold()
        return str(g.hold.name)

    @property
    def dumped(self) -> str:
        """What the dumps are of that this request is answered with."""
        return self.pool.dumped(self.snapshot)

    def run(self, query: Query) -> Answer:
        return self.pool.run(query, self.snapshot, request.remote_addr or "")

    def rows(self, sparql: str) -> list[Row]:
        """The answer to a query of ours; the same within one snapshot, so it is kept."""
        return self._rows(sparql)[0]

    def rows_lately(self, sparql: str) -> list[Row]:
        """As `rows`, but of a moment ago where it is costly: `g.uncounted` tells the page, which is not kept then.

        Raises QueryLimit, at once where that has been so within the snapshot, or Busy.
        """
        if (known := self._costly.get(sparql)) and known.end > time.monotonic():
            if known.snapshot != self.snapshot:
                g.uncounted = True
            return known.rows
        late = (self.snapshot, f"late: {sparql}")
        if late in self._cache:
            raise QueryLimit("it took too long, or too much, a moment ago; ask for less")
        try:
            rows, took = self._rows(sparql)
        except Busy:
            raise
        except QueryLimit:
            self._keep(late, [])
            raise
        if took > _COSTLY:
            self._stand(sparql, rows, took)
        return rows

    def rows_in_time(self, sparql: str) -> list[Row]:
        """As `rows_lately`, but empty where a limit stops the query: for a page that says so by `g.uncounted`."""
        try:
            return self.rows_lately(sparql)
        except QueryLimit:
            g.uncounted = True
            return []

    def _rows(self, sparql: str) -> tuple[list[Row], float]:
        """And the seconds that it took a worker, which are none where the answer was kept."""
        key = (self.snapshot, sparql)
        with self._lock:
            if key in self._cache:
                self._cache.move_to_end(key)
                return self._cache[key], 0.0
        answer = self.run(Query(sparql))
        rows = rows_of(answer)
        if len(rows) <= _LARGEST:
            self._keep(key, rows)
        return rows, answer.took

    def _stand(self, sparql: str, rows: list[Row], took: float) -> None:
        with self._lock:
            self._costly[sparql] = _Costly(rows, self.snapshot, time.monotonic() + took * _STANDS)
            while len(self._costly) > _CACHED:
                self._costly.popitem(last=False)

    def forget(self) -> None:
        """What is kept of answers."""
        with self._lock:
            self._cache.clear()
            self._costly.clear()

    def _keep(self, key: tuple[str, str], rows: list[Row]) -> None:
        with self._lock:
            self._cache[key] = rows
            while len(self._cache) > _CACHED:
                self._cache.popitem(last=False)

    def local(self, iri: str) -> str | None:
        """Where a page of this server, or of the web, shows it; None for what no link should lead to."""
        root = request.script_root
        for namespace, page in ((KG, "ns"), (KGS, "status"), (KGC, "certainty")):
            if iri.startswith(namespace):
                return f"{root}/{page}#{iri.removeprefix(namespace)}"
        if iri.startswith(self.base):
            path, mark, fragment = iri.removeprefix(self.base).partition("#")
            if path.startswith("graph/"):
                return None
            focus = f"?{fragment}" if fragment.startswith("char=") else ""
            return f"{root}/{path}{focus}{mark}{fragment}"
        return iri if iri.startswith(("https://", "http://")) else None

    def short(self, iri: str) -> str:
        """An IRI as people read it: prefixed, or without the base."""
        for prefix, namespace in PREFIXES.items():
            if iri.startswith(namespace):
                return f"{prefix}:{iri.removeprefix(namespace)}"
        return iri.removeprefix(self.base)

    def close(self) -> None:
        self.pool.close()
        self.dumps.close()
        self.changes.close()
        self.jobs.close()


def let_go(_: BaseException | None) -> None:
    """At the end of a request."""
    if "hold" in g:
        g.pop("hold").close()


def site() -> Site:
    return cast(Site, current_app.extensions["kg"])


def iri(value: str) -> str:
    """An IRI as SPARQL writes it. Raises NotFound where it cannot be one: nothing of that name can exist."""
    if _NOT_IN_IRI.search(value):
        raise NotFound(f"{value!r} is no IRI")
    return f"<{value}>"
