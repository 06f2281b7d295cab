"""A process that answers queries over snapshots, one at a time, and may be killed at any moment.

    python -m kg.store.worker LOCATION BASE_IRI MEMORY_MIB

Frames (`process.send`) in: Q, a JSON object (`pool.Query` and the snapshot's name). Out: H (JSON: kind, format), D
(bytes) any number of times, then E; or X (JSON: error, message) at any point.
"""

from __future__ import annotations

import json
import sys
from typing import IO, Any, cast

from kg.errors import KgError, QueryLimit
from kg.store.interface import NotAcceptable
from kg.store.process import CHUNK, described, framed, receive, send
from kg.store.reading import SnapshotStore
from kg.store.sandbox import forbid_network, free_memory, limit_memory, limit_time


class _Answer:
    """A stream whose frames go out as they fill: a short answer is one write, head and end included."""

    def __init__(self, stream: IO[bytes], limit: int, head: bytes) -> None:
        """`limit`: bytes of the answer, without the frames."""
        self._stream = stream
        self._limit = self._left = limit
        self._ready = framed(b"H", head)
        self._content = bytearray()

    def write(self, data: bytes) -> int:
        self._left -= len(data)
        if self._left < 0:
            raise QueryLimit(f"the result has more than {self._limit // 2**20} MiB; add LIMIT, or ask for less")
        self._content += data
        if len(self._content) > CHUNK:
            self._send(b"")
        return len(data)

    def flush(self) -> None:
        """What there is goes out when it fills a frame, or with the end."""

    def end(self) -> None:
        self._send(framed(b"E", b""))

    def _send(self, more: bytes) -> None:
        content = framed(b"D", self._content) if self._content else b""
        self._stream.write(self._ready + content + more)
        self._stream.flush()
        self._ready, self._content = b"", bytearray()


def main(location: str, base_iri: str, memory: str) -> None:
    out = sys.stdout.buffer
    forbid_network()
    store: SnapshotStore | None = None
    while frame := receive(sys.stdin.buffer.read):
        asked = json.loads(frame[1])
        try:
            if store is None or store.snapshot != asked["snapshot"]:
                if store is not None:
                    store.close()
                free_memory()
                store = SnapshotStore(location, base_iri, asked["snapshot"])
                limit_memory(int(memory))
            limit_time(asked["timeout"])
            _answer(store, asked, out)
        except (KgError, MemoryError, ValueError, RuntimeError, OSError) as error:
            send(out, b"X", described(error))


def _answer(store: SnapshotStore, asked: dict[str, Any], out: IO[bytes]) -> None:
    result = store.query(asked["sparql"], default_graph=asked["default_graph"], named_graphs=asked["named_graphs"])
    format = asked["rdf"] if result.kind == "graph" else asked["table"]
    if format is None:
        what = "RDF" if result.kind == "graph" else "a table"
        raise NotAcceptable(f"the answer to this query is {what}, and no format for that was asked for")
    answer = _Answer(out, asked["limit"], json.dumps({"kind": result.kind, "format": format}).encode())
    result.write(format, cast(IO[bytes], answer))
    answer.end()


if __name__ == "__main__":
    main(*sys.argv[1:])
