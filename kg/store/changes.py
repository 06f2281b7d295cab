"""How a change that comes from the network gets into the store: through one process, in turn, within a time limit."""

from __future__ import annotations

import base64
import contextlib
import json
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

from kg.errors import Busy, KgError, QueryLimit, StoreError
from kg.store.process import Process, Stopped, error_of

TOGETHER = 50  # changes that are published together
PATIENCE = 10.0  # seconds to wait for the change before
WRITER_PATIENCE = 15.0  # and for a writer elsewhere: `kg add` holds the store while it reads


@dataclass(frozen=True)
class Change:
    """A SPARQL Update; or, without one, documents put into a graph: added to it, or instead of what it holds.

    An update with a `graph` is about that one alone.
    """

    sparql: str | None = None
    graph: str = ""  # IRI; empty: the unnamed graph
    default_graphs: tuple[str, ...] = ()  # that the update uses
    named_graphs: tuple[str, ...] = ()
    allowed: str = ""  # how the IRI of a graph must begin for the update to write to it; empty: all may be written
    documents: tuple[tuple[str, str], ...] = ()  # a key of FORMATS, the bytes in base 64
    replaces: bool = False


def document(format: str, content: bytes) -> tuple[str, str]:
    return format, base64.b64encode(content).decode("ascii")


@dataclass(eq=False)
class _Waiting:
    """A change that somebody waits for, and what became of it: whether its graph was there, or an error."""

    change: Change
    outcome: bool | KgError | None = None


class Changes:
    """Changes one after the other; those that come meanwhile are made together, and readers see them at once.

    Each stands for itself all the same. The process begins with the first and is kept; one that is killed has changed
    nothing of what it was about.
    """

    def __init__(self, location: str, base_iri: str, *, timeout: int, memory: int) -> None:
        """`timeout` in seconds, `memory` in MiB."""
        self._arguments = (location, base_iri, str(memory))
        self._timeout = timeout
        self._turn = threading.Lock()
        self._lock = threading.Lock()
        self._waiting: list[_Waiting] = []
        self._process: Process | None = None
        self.on_change: Callable[[], object] = bool  # is called when some are made

    def make(self, change: Change) -> bool:
        """Whether its graph was there before. Returns when readers see it.

        Raises QuerySyntaxError, UsageError, QueryLimit, Busy or StoreError; then nothing has changed.
        """
        own = _Waiting(change)
        with self._lock:
            self._waiting.append(own)
        while own.outcome is None:
            if not self._turn.acquire(timeout=min(PATIENCE, self._timeout)):
                if self._withdraw(own):
                    raise Busy("other changes are being written; try again in a moment")
                continue
            try:
                if own.outcome is None:
                    self._make_all()
            finally:
                self._turn.release()
        if isinstance(own.outcome, KgError):
            raise own.outcome
        return own.outcome

    def close(self) -> None:
        with self._turn:
            self._end()

    def _withdraw(self, own: _Waiting) -> bool:
        """False where it is being made already."""
        with self._lock:
            if own not in self._waiting:
                return False
            self._waiting.remove(own)
            return True

    def _make_all(self) -> None:
        with self._lock:
            together, self._waiting = self._waiting[:TOGETHER], self._waiting[TOGETHER:]
        try:
            self._hand_on(together)
        except KgError as error:
            for each in together:
                each.outcome = error
        except BaseException:
            self._end()
            for each in together:
                each.outcome = StoreError("the change was not made: an error of ours")
            raise
        self.on_change()

    def _hand_on(self, together: list[_Waiting]) -> None:
        """The process tells of each as it is made, and then of the publication, which is what the makers wait for."""
        outcomes: list[bool | KgError] = []
        try:
            process = self._begun()
            process.ask(json.dumps([asdict(each.change) for each in together]).encode())
            while (frame := process.frame(time.monotonic() + WRITER_PATIENCE + self._timeout))[0] == b"D":
                told = json.loads(frame[1])
                outcomes.append(error_of(frame[1]) if "error" in told else bool(told["there"]))
        except Stopped as stop:
            self._end()
            reason = f"after {self._timeout} s" if stop.late else "for want of memory, or it nests too deeply"
            outcomes.append(QueryLimit(f"the change was stopped {reason}; nothing of it was written"))
            with self._lock:  # those after it come again
                self._waiting = together[len(outcomes) :] + self._waiting
            if not all(isinstance(outcome, KgError) for outcome in outcomes):
                self._publish()
        for each, outcome in zip(together, outcomes, strict=False):
            each.outcome = outcome

    def _publish(self) -> None:
        process = self._begun()
        process.ask(b"[]")
        with contextlib.suppress(Stopped, KgError):  # the next change does it
            process.frame(time.monotonic() + WRITER_PATIENCE + self._timeout)

    def _begun(self) -> Process:
        if self._process is None or not self._process.alive:
            self._process = Process("kg.store.writer", self._arguments)
        return self._process

    def _end(self) -> None:
        if self._process is not None:
            self._process.end()
            self._process = None
