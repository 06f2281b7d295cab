"""Which process answers a query, for how long, and what becomes of one that does not: killed and replaced.

The engine cannot stop a query, and some queries end its process; so none runs in the process that serves.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import select
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

import kg.errors
from kg.errors import KgError, NotFound, QueryLimit, StoreError
from kg.store import snapshots
from kg.store.interface import NotAcceptable, Row, Term
from kg.store.worker import CHUNK, send

IN_MEMORY = 2**20  # bytes of an answer kept in memory; what is more goes to a temporary file
PATIENCE = 10.0  # seconds to wait for a free worker


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


class _Stopped(Exception):
    """The worker said nothing in time (`late`) or no more at all."""

    def __init__(self, late: bool) -> None:
        self.late = late


class _Worker:
    """One process and the pipes to it; used by one thread at a time."""

    def __init__(self, command: Sequence[str]) -> None:
        environment = os.environ | {"PYTHONPATH": str(Path(kg.errors.__file__).parent.parent)}
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        )
        self._pending = b""

    def ask(self, request: bytes) -> None:
        assert self.process.stdin is not None
        try:
            send(self.process.stdin, b"Q", request)
        except BrokenPipeError:
            raise _Stopped(late=False) from None

    def frame(self, deadline: float) -> tuple[bytes, bytes]:
        head = self._exactly(5, deadline)
        return head[:1], self._exactly(int.from_bytes(head[1:], "big"), deadline)

    def _exactly(self, size: int, deadline: float) -> bytes:
        assert self.process.stdout is not None
        descriptor = self.process.stdout.fileno()
        while len(self._pending) < size:
            ready, _, _ = select.select([descriptor], [], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                raise _Stopped(late=True)
            data = os.read(descriptor, CHUNK + 5)
            if not data:
                raise _Stopped(late=False)
            self._pending += data
        taken, self._pending = self._pending[:size], self._pending[size:]
        return taken

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            with contextlib.suppress(BrokenPipeError):  # what was still to be written
                pipe.close()


class QueryPool:
    """So many workers over the newest snapshot of one store. Threads may share it."""

    def __init__(self, location: str, base_iri: str, *, size: int, timeout: int, memory: int, limit: int) -> None:
        """`timeout` in seconds; `memory` and `limit` (of one answer) in MiB."""
        self._location = Path(location)
        self._timeout = timeout
        self._memory = memory
        self._limit = limit * 2**20
        self._command = [sys.executable, "-P", "-m", "kg.store.worker", location, base_iri, str(memory)]
        self._idle: queue.LifoQueue[_Worker] = queue.LifoQueue()
        self._all: set[_Worker] = set()
        self._lock = threading.Lock()
        for _ in range(size):
            self._idle.put(self._start())

    @property
    def snapshot(self) -> str:
        """The id of what readers see now. Raises NotFound before anything is published."""
        newest = snapshots.current(self._location)
        if newest is None:
            raise NotFound(f"{self._location}: nothing has been published here yet; `kg build` does")
        return newest.name

    def run(self, query: Query) -> Answer:
        """Raises QuerySyntaxError, UsageError (not acceptable, a bad value), QueryLimit or StoreError."""
        try:
            worker = self._idle.get(timeout=min(PATIENCE, self._timeout))
        except queue.Empty:
            raise QueryLimit("all query workers are busy; try again in a moment") from None
        try:
            if worker.process.poll() is not None:
                worker = self._replace(worker)
            return self._run(worker, query)
        except _Stopped as stop:
            worker = self._replace(worker)
            raise QueryLimit(self._reason(stop)) from None
        except KgError:
            raise
        except BaseException:  # a half-read answer must not be taken for the next one's
            worker = self._replace(worker)
            raise
        finally:
            self._idle.put(worker)

    def rows(self, query: Query) -> list[Row]:
        """The solutions of a SELECT."""
        with self.run(query).body as body:
            found = json.load(body)["results"]["bindings"]
        return [{name: _term(value) for name, value in row.items()} for row in found]

    def close(self) -> None:
        with self._lock:
            for worker in self._all:
                worker.end()
            self._all.clear()

    def _run(self, worker: _Worker, query: Query) -> Answer:
        deadline = time.monotonic() + self._timeout
        snapshot = self.snapshot
        request = asdict(query) | {"snapshot": snapshot, "limit": self._limit, "timeout": self._timeout}
        worker.ask(json.dumps(request).encode())
        kind, payload = worker.frame(deadline)
        if kind == b"X":
            raise _error(payload)
        head = json.loads(payload)
        body = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - the receiver closes it
        try:
            size = _receive_all(worker, deadline, body)
        except BaseException:
            body.close()
            raise
        return Answer(head["kind"], head["format"], body, size, snapshot)

    def _start(self) -> _Worker:
        worker = _Worker(self._command)
        with self._lock:
            self._all.add(worker)
        return worker

    def _replace(self, worker: _Worker) -> _Worker:
        with self._lock:
            self._all.discard(worker)
        worker.end()
        return self._start()

    def _reason(self, stop: _Stopped) -> str:
        if stop.late:
            return f"stopped after {self._timeout} s; ask for less, or start from something that is named"
        return f"stopped: it needs more than {self._memory} MiB, or nests too deeply; ask for less"


def _receive_all(worker: _Worker, deadline: float, body: IO[bytes]) -> int:
    """The answer into `body`, which is left at its start; how many bytes it has."""
    size = 0
    while (frame := worker.frame(deadline))[0] == b"D":
        size += body.write(frame[1])
    if frame[0] == b"X":
        raise _error(frame[1])
    body.seek(0)
    return size


def _error(payload: bytes) -> KgError:
    told = json.loads(payload)
    kind: type[KgError] = getattr(kg.errors, told["error"], StoreError)
    return (NotAcceptable if told["error"] == "NotAcceptable" else kind)(told["message"])


def _term(value: dict[str, str]) -> Term:
    kind = {"uri": "iri", "bnode": "blank"}.get(value["type"], value["type"])
    return Term(str(value["value"]), kind, value.get("datatype"), value.get("xml:lang"))
