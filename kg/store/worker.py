"""A process that answers queries over snapshots, one at a time, and may be killed at any moment.

    python -m kg.store.worker LOCATION BASE_IRI MEMORY_MIB

Frames (`process.send`) in: Q, a JSON object (`pool.Query` and the snapshot's name). Out: H (JSON: kind, format), D
(bytes) any number of times, then E; or X (JSON: error, message) at any point.
"""

from __future__ import annotations

import io
import json
import sys
from typing import IO, Any

from kg.errors import KgError, QueryLimit
from kg.store.interface import NotAcceptable
from kg.store.process import CHUNK, receive, send, send_error
from kg.store.reading import SnapshotStore
from kg.store.sandbox import forbid_network, free_memory, limit_memory, limit_time


class _Frames(io.RawIOBase):
    """A stream that sends what is written to it, up to `limit` bytes."""

    def __init__(self, stream: IO[bytes], limit: int) -> None:
        self._stream = stream
        self._limit = limit
        self._sent = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        size = len(data)
        self._sent += size
        if self._sent > self._limit:
            raise QueryLimit(f"the result has more than {self._limit // 2**20} MiB; add LIMIT, or ask for less")
        send(self._stream, b"D", bytes(data))
        return size


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
            send_error(out, error)


def _answer(store: SnapshotStore, asked: dict[str, Any], out: IO[bytes]) -> None:
    result = store.query(asked["sparql"], default_graph=asked["default_graph"], named_graphs=asked["named_graphs"])
    format = asked["rdf"] if result.kind == "graph" else asked["table"]
    if format is None:
        what = "RDF" if result.kind == "graph" else "a table"
        raise NotAcceptable(f"the answer to this query is {what}, and no format for that was asked for")
    send(out, b"H", json.dumps({"kind": result.kind, "format": format}).encode())
    with io.BufferedWriter(_Frames(out, asked["limit"]), CHUNK) as stream:
        result.write(format, stream)
    send(out, b"E", b"")


if __name__ == "__main__":
    main(*sys.argv[1:])
