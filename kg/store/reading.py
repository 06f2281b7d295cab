"""What can be asked of a store, by its writer and by readers of a published snapshot alike."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import pyoxigraph as ox

from kg.errors import NotFound, QuerySyntaxError, StoreError, UsageError
from kg.store import dumping, snapshots
from kg.store.formats import rdf_format
from kg.store.interface import Result
from kg.store.result import EngineResult
from kg.store.scan import has_from, refuse_fetching
from kg.store.words import Words, expand
from kg.terms import LEDGER, PREFIXES, graph_iri

GraphName = ox.NamedNode | ox.BlankNode | ox.DefaultGraph


class Graphs:
    """What follows for whole graphs where each can be had as N-Triples."""

    def __init__(self, location: str, base_iri: str) -> None:
        self.location = location
        self.base_iri = base_iri

    def graph(self, iri: str) -> str:
        graph = ox.NamedNode(iri)
        return "".join(dumping.sorted_quads(str(graph), self._triples(graph)))

    def graphs(self) -> list[str]:
        raise NotImplementedError

    def quads(self, graph: str | None = None) -> Iterator[str]:
        for iri in [graph] if graph else [*self.graphs(), ""]:
            name = ox.NamedNode(iri) if iri else ox.DefaultGraph()
            suffix = f" {name} ." if iri else " ."
            for line in self._triples(name).decode().split("\n")[:-1]:
                yield line[:-2] + suffix

    def dump(self, graph: str, format: str, stream: IO[bytes]) -> None:
        dumping.write(self._read(self._selected(graph)), rdf_format(format), stream)

    def _selected(self, graph: str) -> list[ox.NamedNode | ox.DefaultGraph]:
        known = self.graphs()
        if graph == "all":
            return [ox.DefaultGraph(), *map(ox.NamedNode, known)]
        if graph == "articles":
            return [ox.NamedNode(iri) for iri in known if iri.startswith(f"{self.base_iri}article/")]
        iri = graph if ":" in graph else graph_iri(self.base_iri, graph)
        if iri in known or graph in ("facts", "inferred", "ontology", "authority"):
            return [ox.NamedNode(iri)]
        raise NotFound(f"{self.location}: no graph {graph}; use all, facts, articles, inferred or the IRI of a graph")

    def _read(self, graphs: Sequence[ox.NamedNode | ox.DefaultGraph]) -> Iterator[tuple[str, bytes]]:
        """The facts, most of what there is, beside all others: the engine takes longer to read than we to sort."""
        facts = ox.NamedNode(graph_iri(self.base_iri, "facts"))
        with ThreadPoolExecutor(1) as beside:
            waiting = beside.submit(self._triples, facts) if facts in graphs else None
            for graph in graphs:
                if graph != facts:
                    yield "" if isinstance(graph, ox.DefaultGraph) else str(graph), self._triples(graph)
            if waiting:
                yield str(facts), waiting.result()

    def _triples(self, graph: ox.NamedNode | ox.DefaultGraph) -> bytes:
        """As N-Triples, in any order."""
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class Reading(Graphs):
    """What reader and writer of a folder share."""

    def __init__(self, location: str, store: ox.Store, base_iri: str) -> None:
        super().__init__(location, base_iri)
        self._store = store

    def query(
        self, sparql: str, *, default_graph: str | Sequence[str] = "union", named_graphs: Sequence[str] | None = None
    ) -> Result:
        given: list[GraphName] | None = None
        if not isinstance(default_graph, str):
            given = [ox.NamedNode(iri) for iri in default_graph]
        named: list[ox.NamedNode | ox.BlankNode] | None = None
        if named_graphs is not None:
            named = [ox.NamedNode(iri) for iri in named_graphs]
        refuse_fetching(sparql, ox.Store.query, self.base_iri)
        try:
            answer = self._store.query(
                sparql,
                base_iri=self.base_iri,
                prefixes=PREFIXES,
                use_default_graph_as_union=default_graph == "union" and not has_from(sparql),
                default_graph=given,
                named_graphs=named,
            )
        except SyntaxError as error:
            raise QuerySyntaxError(str(error)) from None
        except RuntimeError as error:  # a function that is not known
            raise UsageError(str(error)) from None
        except OSError as error:
            raise StoreError(f"{self.location}: {error}") from None
        return EngineResult(answer)

    def graphs(self) -> list[str]:
        return sorted(graph.value for graph in self._store.named_graphs() if graph.value != LEDGER)

    def _triples(self, graph: ox.NamedNode | ox.DefaultGraph) -> bytes:
        return self._store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph) or b""

    def __len__(self) -> int:
        return len(self._store)

    def close(self) -> None:
        """The engine closes a database when its last reference goes. Closing twice does no harm."""
        self.__dict__.pop("_store", None)
        gc.collect()


class SnapshotStore(Reading):
    """A published snapshot: reads only, and never changes under its reader."""

    def __init__(self, location: str, base_iri: str, name: str | None = None) -> None:
        """`name`: a snapshot other than the newest."""
        try:
            self._hold = snapshots.Hold(location, name) if name else snapshots.hold_newest(location)
        except FileNotFoundError:
            raise StoreError(f"{location}: the snapshot {name} is no more; ask the newest one") from None
        try:
            store = ox.Store.read_only(self._hold.folder)
        except BaseException as error:
            self._hold.close()
            if isinstance(error, OSError):
                raise StoreError(f"{location}: the published snapshot cannot be read: {error}") from None
            raise
        super().__init__(location, store, base_iri)
        self.snapshot = self._hold.name
        self._words = Words(store, Path(location, "words"), self.snapshot)

    def query(
        self, sparql: str, *, default_graph: str | Sequence[str] = "union", named_graphs: Sequence[str] | None = None
    ) -> Result:
        expanded = expand(sparql, self._words.find)
        return super().query(expanded, default_graph=default_graph, named_graphs=named_graphs)

    def other_base(self) -> str | None:
        """The base of the graphs that are here, where it is not the one given."""
        if self._store.contains_named_graph(ox.NamedNode(graph_iri(self.base_iri, "facts"))):
            return None
        facts = [iri for iri in self.graphs() if iri.endswith("/graph/facts")]
        return facts[0].removesuffix("graph/facts") if facts else None

    def close(self) -> None:
        self._words.close()
        self._words = Words(ox.Store())
        super().close()
        self._hold.close()
