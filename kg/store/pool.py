"""Which process answers a query, for how long, and what becomes of one that does not: killed and replaced.

The engine cannot stop a query, and some queries end its process; so none runs in the process that serves. Queries that
have computed for more than a second go on at a lower priority and may hold all workers but one, and those of one client
half of them; where others wait, what goes beyond is stopped: quick ones get through.
"""

from __future__ import annotations

import contextlib
import json
import queue
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

from kg.errors import Busy, KgError, QueryLimit
from kg.store import snapshots
from kg.store.interface import Row, Term
from kg.store.process import Process, Stopped

IN_MEMORY = 2**20  # bytes of an answer kept in memory; what is more goes to a temporary file
PATIENCE = 10.0  # seconds to wait for a free worker
WAITING = 16  # queries that may wait for one
QUICK, GLANCE = 1.0, 0.2  # seconds: of computing; between looks at who computes


@dataclass(frozen=True)
class Query:
    """A query and the format its answer should have: `table` for SELECT and ASK, `rdf` for graphs; None: not wanted."""

    sparql: str
    default_graph: str | tuple[str, ...] = "union"
    named_graphs: tuple[str, ...] | None = None
    table: str | None = "json"
    rdf: str | None = "turtle"


@dataclass(frozen=True)
class Answer:
    kind: str  # select | ask | graph
    format: str
    body: IO[bytes]  # at its start; a temporary file where it is large
    size: int
    snapshot: str
    took: float = 0.0  # seconds, without the wait for a worker


@dataclass(frozen=True)
class Begun:
    """A query that a worker has been asked, and until when it may take, as time.monotonic() tells it."""

    worker: Process
    snapshot: str
    deadline: float


class QueryPool:
    """So many workers over the snapshots of one store. Threads may share it."""

    def __init__(self, location: str, base_iri: str, *, size: int, timeout: int, memory: int, limit: int) -> None:
        """`timeout` in seconds; `memory` and `limit` (of one answer) in MiB."""
        self._waiting = 0
        self.stopped = 0  # queries so far that a limit has ended
        self.on_release: Callable[[], object] = bool  # is called when a worker has become free
        self._location = location
        self._timeout = timeout
        self._memory = memory
        self._limit = limit * 2**20
        self._arguments = (location, base_iri, str(memory))
        self._idle: queue.LifoQueue[Process | None] = queue.LifoQueue()  # None: one that is started when it is needed
        self._all: set[Process] = set()
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(size + WAITING)
        self._slow_by_client: Counter[str] = Counter()
        self._slow_most, self._slow_most_by_client = max(1, size - 1), max(1, size // 2)
        self._size = size
        for _ in range(size - 1):
            self._idle.put(None)
        self._idle.put(self._start())

    @property
    def busy(self) -> int:
        return self._size - self._idle.qsize()

    def newest(self) -> str | None:
        """What readers see now; None before anything is published."""
        return snapshots.newest(self._location)

    def dumped(self, snapshot: str) -> str:
        """What a dump is kept by."""
        return snapshot

    def hold(self) -> snapshots.Hold:
        """What readers see now, for as long as it is held. Raises NotFound before anything is published."""
        return snapshots.hold_newest(self._location)

    def run(self, query: Query, snapshot: str | None = None, client: str = "") -> Answer:
        """Over a snapshot that is held, or the newest; `client` is who asks.

        Raises QuerySyntaxError, UsageError (not acceptable, a bad value), QueryLimit, Busy or StoreError.
        """
        if snapshot is None:
            with self.hold() as held:
                return self.run(query, held.name, client)
        if not self._places.acquire(blocking=False):
            raise Busy("too many queries wait for a worker; try again in a moment")
        worker = self._free_worker()
        try:
            if worker is None or not worker.alive:
                worker = self._replace(worker)
            begun = self.begin(worker, query, snapshot)
        except BaseException:
            self._end(worker)
            self.release(None)  # one that is started when it is needed
            raise
        return self.attend(begun, client)

    @property
    def wanted(self) -> bool:
        """Whether threads wait for a worker."""
        return self._waiting > 0

    def take(self) -> Process | None:
        """A worker that is free at once; None where there is none, one has to be started, or others wait for it."""
        if self._waiting:
            return None
        try:
            worker = self._idle.get_nowait()
        except queue.Empty:
            return None
        if worker is None or not worker.alive:
            self._idle.put(worker)
            return None
        return worker

    def release(self, worker: Process | None) -> None:
        """One that was slowed down goes, and the next is started when it is needed."""
        if worker is not None and worker.slowed:
            self._end(worker)
            worker = None
        self._idle.put(worker)
        self.on_release()

    def begin(self, worker: Process, query: Query, snapshot: str) -> Begun:
        """Over a snapshot that is held, or is the newest. A worker that has ended says so when it is attended."""
        request = vars(query) | {"snapshot": snapshot, "limit": self._limit, "timeout": self._timeout}
        with contextlib.suppress(Stopped):
            worker.ask(json.dumps(request).encode())
        return Begun(worker, snapshot, time.monotonic() + self._timeout)

    def attend(self, begun: Begun, client: str) -> Answer:
        """Waits for the answer and releases the worker, or another in its place. Raises as `run`."""
        worker = begun.worker
        try:
            return self._attend(begun, client)
        except Stopped as stop:
            self.stopped += 1
            worker = self._replace(worker)
            raise QueryLimit(self._reason(stop)) from None
        except KgError as error:
            if isinstance(error, Busy):
                self.stopped += 1
                worker = self._replace(worker)
            raise
        except BaseException:  # a half-read answer must not be taken for the next one's
            worker = self._replace(worker)
            raise
        finally:
            self.release(worker)

    def close(self) -> None:
        with self._lock:
            for worker in self._all:
                worker.end()
            self._all.clear()

    def _free_worker(self) -> Process | None:
        with self._lock:
            self._waiting += 1
        try:
            return self._idle.get(timeout=min(PATIENCE, self._timeout))
        except queue.Empty:
            raise Busy("all query workers are busy; try again in a moment") from None
        finally:
            with self._lock:
                self._waiting -= 1
            self._places.release()

    def _attend(self, begun: Begun, client: str) -> Answer:
        worker, deadline = begun.worker, begun.deadline
        computed = worker.computed()
        has_place = False
        try:
            while worker.waits(min(deadline, time.monotonic() + GLANCE)) and time.monotonic() < deadline:
                if not has_place and worker.computed() - computed > QUICK:
                    has_place = self._take_slow_place(client)
                    worker.slow_down()
            return self._receive(begun)
        finally:
            if has_place:
                self._leave_slow_place(client)

    def _receive(self, begun: Begun) -> Answer:
        worker, deadline = begun.worker, begun.deadline
        head = json.loads(worker.frame(deadline)[1])
        body = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - the receiver closes it
        size = 0
        try:
            while (frame := worker.frame(deadline))[0] == b"D":
                size += body.write(frame[1])
        except BaseException:
            body.close()
            raise
        body.seek(0)
        took = self._timeout - (deadline - time.monotonic())
        return Answer(head["kind"], head["format"], body, size, begun.snapshot, took)

    def _take_slow_place(self, client: str) -> bool:
        """False where there is none, and nobody who would need the worker. Raises Busy where there is."""
        with self._lock:
            slow = self._slow_by_client
            if slow.total() < self._slow_most and slow[client] < self._slow_most_by_client:
                slow[client] += 1
                return True
            if self._waiting and not self._idle.qsize():
                raise Busy("stopped after a second: other long queries are running; try again when they are done")
            return False

    def _leave_slow_place(self, client: str) -> None:
        with self._lock:
            self._slow_by_client[client] -= 1
            if not self._slow_by_client[client]:
                del self._slow_by_client[client]

    def _start(self) -> Process:
        worker = Process("kg.store.worker", self._arguments)
        with self._lock:
            self._all.add(worker)
        return worker

    def _replace(self, worker: Process | None) -> Process:
        self._end(worker)
        return self._start()

    def _end(self, worker: Process | None) -> None:
        if worker is not None:
            with self._lock:
                self._all.discard(worker)
            worker.end()

    def _reason(self, stop: Stopped) -> str:
        if stop.late:
            return f"stopped after {self._timeout} s; ask for less, or start from something that is named"
        return f"stopped: it needs more than {self._memory} MiB, or nests too deeply; ask for less"


def rows_of(answer: Answer) -> list[Row]:
    """Of an answer in JSON."""
    with answer.body as body:
        found = json.load(body)["results"]["bindings"]
    return [{name: _term(value) for name, value in row.items()} for row in found]


def _term(value: dict[str, str]) -> Term:
    kind = {"uri": "iri", "bnode": "blank"}.get(value["type"], value["type"])
    return Term(str(value["value"]), kind, value.get("datatype"), value.get("xml:lang"))
