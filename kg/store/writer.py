"""A process that changes the store for requests from the network, one at a time, and may be killed at any moment.

    python -m kg.store.writer LOCATION BASE_IRI MEMORY_MIB

Frames (`process.send`) in: Q, a JSON list of `changes.Change`. Out: D for each as soon as it is made (JSON: was the
graph there before, or the error), then E when all are published; or X, where the store cannot be had or published. The
store is opened for one list only, so that `kg add` finds it free; each change is one transaction of the engine.
"""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import Iterable
from typing import Any

import pyoxigraph as ox

from kg.errors import KgError, QuerySyntaxError, UsageError
from kg.store import is_remote, operations
from kg.store.changes import WRITER_PATIENCE
from kg.store.embedded import EmbeddedStore
from kg.store.formats import FORMATS
from kg.store.process import described, receive, send
from kg.store.remote import RemoteStore
from kg.store.sandbox import forbid_network, free_memory, limit_memory
from kg.store.scan import DEEPEST, scan

FAULTS = (KgError, MemoryError, ValueError, RuntimeError, OSError)


def main(location: str, base_iri: str, memory: str) -> None:
    out = sys.stdout.buffer
    if not is_remote(location):
        forbid_network()
    while frame := receive(sys.stdin.buffer.read):
        try:
            free_memory()
            with _opened(location, base_iri) as store:
                limit_memory(int(memory))
                for asked in json.loads(frame[1]):
                    try:
                        send(out, b"D", json.dumps({"there": _change(store, asked)}).encode())
                    except FAULTS as error:
                        send(out, b"D", described(error))
                store.publish()
            send(out, b"E", b"")
        except FAULTS as error:
            send(out, b"X", described(error))


def _opened(location: str, base_iri: str) -> EmbeddedStore | RemoteStore:
    if is_remote(location):
        return RemoteStore(location, base_iri)
    return EmbeddedStore(location, base_iri, WRITER_PATIENCE)


def _change(store: EmbeddedStore | RemoteStore, asked: dict[str, Any]) -> bool:
    """Whether the graph was there before."""
    graph = ox.NamedNode(asked["graph"]) if asked["graph"] else ox.DefaultGraph()
    there = store.has(asked["graph"])
    if asked["sparql"] is not None:
        store.update(_update(asked, store.base_iri))
        return there
    clear = ("CLEAR DEFAULT" if isinstance(graph, ox.DefaultGraph) else f"DROP SILENT GRAPH {graph}") + " ;\n"
    operations = [clear] if asked["replaces"] else []
    if asked["documents"]:
        triples = "".join(_triples(asked["documents"], asked["graph"]))
        named = not isinstance(graph, ox.DefaultGraph)
        operations += [f"CREATE SILENT GRAPH {graph} ;\n"] if named else []
        operations.append(
            f"INSERT DATA {{ GRAPH {graph} {{\n{triples}}} }}" if named else f"INSERT DATA {{\n{triples}}}"
        )
    store.update("".join(operations))
    return there


def _update(asked: dict[str, Any], base: str) -> str:
    text: str = asked["sparql"]
    if (depth := scan(text).depth) > DEEPEST:
        raise QuerySyntaxError(f"the update nests {depth} deep; {DEEPEST} is the most")
    text = operations.without_silent_loads(text)
    if asked["graph"]:
        text = operations.within(text, asked["graph"])
    if asked["default_graphs"] or asked["named_graphs"]:
        text = operations.using(text, asked["default_graphs"], asked["named_graphs"])
    if asked["allowed"]:
        operations.check_targets(text, asked["allowed"], base)
    return text


def _triples(documents: Iterable[tuple[str, str]], base: str) -> Iterable[str]:
    """Relative IRIs count from the graph's own; blank nodes of two documents are never the same."""
    for name, content in documents:
        format = FORMATS[name]
        try:
            for quad in ox.parse(
                input=base64.b64decode(content),
                format=format.rdf,
                base_iri=base or None,
                without_named_graphs=True,
                rename_blank_nodes=True,
            ):
                yield f"{quad.triple} .\n"
        except SyntaxError as error:
            raise UsageError(f"not {format.media_type}: {error}") from None


if __name__ == "__main__":
    main(*sys.argv[1:])
