"""How a change that comes from the network gets into the store: through one process, in turn, within a time limit."""

from __future__ import annotations

import base64
import json
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

from kg.errors import Busy, KgError, QueryLimit
from kg.store.process import Process, Stopped

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


class Changes:
    """Changes one after the other. The process begins with the first and is kept; a killed one has changed nothing."""

    def __init__(self, location: str, base_iri: str, *, timeout: int, memory: int) -> None:
        """`timeout` in seconds, `memory` in MiB."""
        self._arguments = (location, base_iri, str(memory))
        self._timeout = timeout
        self._turn = threading.Lock()
        self._process: Process | None = None
        self.on_change: Callable[[], object] = bool  # is called when one is made

    def make(self, change: Change) -> bool:
        """Whether its graph was there before. Returns when readers see it.

        Raises QuerySyntaxError, UsageError, QueryLimit, Busy or StoreError; then nothing has changed.
        """
        if not self._turn.acquire(timeout=min(PATIENCE, self._timeout)):
            raise Busy("other changes are being written; try again in a moment")
        try:
            if self._process is None or not self._process.alive:
                self._process = Process("kg.store.writer", self._arguments)
            self._process.ask(json.dumps(asdict(change)).encode())
            deadline = time.monotonic() + WRITER_PATIENCE + self._timeout
            there = bool(json.loads(self._process.frame(deadline)[1])["there"])
            self.on_change()
            return there
        except Stopped as stop:
            self._end()
            reason = f"after {self._timeout} s" if stop.late else "for want of memory, or it nests too deeply"
            raise QueryLimit(f"the change was stopped {reason}; nothing of it was written") from None
        except KgError:
            raise
        except BaseException:
            self._end()
            raise
        finally:
            self._turn.release()

    def close(self) -> None:
        with self._turn:
            self._end()

    def _end(self) -> None:
        if self._process is not None:
            self._process.end()
            self._process = None
