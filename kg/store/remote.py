"""A store on another server that speaks SPARQL 1.1: the same graphs and the same ledger, over the network.

There are no snapshots: readers see what is written as it is written. Each change is one update, or one upload. The
ledger is a graph of its own, which queries over all graphs see. Two writers at a time are not kept apart.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from kg.errors import StoreError, UsageError
from kg.store.interface import LedgerEntry, Result
from kg.store.ledger import ENTRY, NOTE, STALE, unpack
from kg.store.protocol import Parameters, Protocol, shown
from kg.store.reading import Graphs
from kg.store.result import EngineResult
from kg.store.scan import has_from, refuse_fetching
from kg.store.update import update_text
from kg.store.words import MOST, expand
from kg.terms import LEDGER, PREFIXES

JSON, N_TRIPLES = "application/sparql-results+json", "application/n-triples"
PAGE = 500  # entries of the ledger asked for at once
AT_ONCE = 20_000  # quads sent at once to a server that takes them by graph only
# How servers are told that the default graph is the union of all; the first: they need not be told.
UNIONS: tuple[Parameters, ...] = (
    [],
    [("union-default-graph", "")],  # Oxigraph
    [("default-graph-uri", "urn:x-arq:UnionGraph")],  # Jena
)
_ONE_OF_ALL = "ASK { { SELECT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } } LIMIT 1 } ?s ?p ?o }"
_WITH_WORDS = """SELECT DISTINCT ?thing {
  { GRAPH ?g { ?whole nif:isString ?text .
      ?thing a nif:Sentence ; nif:referenceContext ?whole ; nif:beginIndex ?begin ; nif:endIndex ?end }
    BIND(SUBSTR(?text, ?begin + 1, ?end - ?begin) AS ?words) }
  UNION { GRAPH ?g { ?thing skos:prefLabel|skos:altLabel|schema:headline ?words } }
  %s } LIMIT %d"""


class RemoteStore(Graphs):
    """Reader and writer in one: what the server allows is its own affair."""

    def __init__(self, location: str, base_iri: str, timeout: float | None = None) -> None:
        """`timeout` in seconds. Raises UsageError for what is no address."""
        super().__init__(shown(location), base_iri)
        self.server = Protocol(location, timeout) if timeout else Protocol(location)
        self._union: Parameters | None = None

    # --- reading ---

    def query(
        self, sparql: str, *, default_graph: str | Sequence[str] = "union", named_graphs: Sequence[str] | None = None
    ) -> Result:
        kind, content = self.server.answer(
            self.text(sparql), f"{JSON}, {N_TRIPLES};q=0.9", self.dataset(sparql, default_graph, named_graphs)
        )
        try:
            if kind == JSON or kind == "application/json":
                return EngineResult(ox.parse_query_results(content, format=ox.QueryResultsFormat.JSON))
            found = ox.parse(content, format=ox.RdfFormat.from_media_type(kind) or ox.RdfFormat.N_TRIPLES)
            return EngineResult([quad.triple for quad in found])
        except (SyntaxError, ValueError) as error:
            raise StoreError(f"{self.location}: answers with something else ({kind}): {error}") from None

    def text(self, sparql: str) -> str:
        """As the other server understands it: with our prefixes and base, and words found. Raises UsageError."""
        refuse_fetching(sparql, ox.Store.query, self.base_iri)
        return _prologue(self.base_iri) + expand(sparql, self._find)

    def dataset(self, sparql: str, default_graph: str | Sequence[str], named: Sequence[str] | None) -> Parameters:
        """The parameters that say which graphs a query is about."""
        if not isinstance(default_graph, str):
            given = [("default-graph-uri", iri) for iri in default_graph]
            return given + [("named-graph-uri", iri) for iri in named or ()]
        return self._union_of_all() if default_graph == "union" and not has_from(sparql) else []

    def graphs(self) -> list[str]:
        found = self.query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", default_graph="plain").rows
        return sorted(str(row["g"]) for row in found if row["g"] != LEDGER)

    def other_base(self) -> str | None:
        """The base it was built with, where that is not the one given."""
        base = self.note("base")
        return base if base != self.base_iri else None

    def __len__(self) -> int:
        query = "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
        return int(self.query(query, default_graph="plain").rows[0]["n"])

    def close(self) -> None:
        """Nothing is kept open."""

    # --- writing ---

    def apply(
        self,
        drop: Iterable[str] = (),
        delete: str = "",
        insert: str = "",
        ledger: Mapping[str, LedgerEntry | None] | None = None,
        notes: Mapping[str, str | None] | None = None,
    ) -> None:
        if text := update_text(drop, delete, insert, ledger, notes):
            self.server.update(text, again="_:" not in text)

    def load(self, source: str | Path) -> None:
        if isinstance(source, Path):
            with source.open("rb") as stream:
                if not self.server.add_quads(stream):
                    stream.seek(0)
                    self._load_by_graph(stream)
        elif source and not self.server.add_quads(source.encode()):
            self._load_by_graph(io.BytesIO(source.encode()))

    def update(self, sparql: str) -> None:
        """Any SPARQL Update. Raises UsageError where it cannot be done."""
        refuse_fetching(sparql, ox.Store.update, self.base_iri)
        self.server.update(_prologue(self.base_iri) + sparql, again=False)

    def has(self, graph: str) -> bool:
        """Whether there is such a graph; the unnamed one (empty) always is."""
        return not graph or self.query(f"ASK {{ GRAPH {ox.NamedNode(graph)} {{ ?s ?p ?o }} }}").answer

    def clear(self) -> None:
        self.server.update("DROP ALL", again=True)

    def publish(self) -> str:
        """What is written is seen already. Raises StoreError where a build did not end."""
        if self.stale:
            raise StoreError(f"{self.location}: a build did not end, its facts do not fit; `kg build` ends it")
        return self.location

    def backup(self, folder: Path) -> None:
        raise UsageError(
            f"{self.location}: is kept by another server, which has its own means; or: kg dump --format nq"
        )

    # --- the ledger ---

    def ledger(self) -> dict[str, LedgerEntry]:
        return dict(self.entries())

    def entry(self, article: str) -> LedgerEntry | None:
        found = self._business(f"SELECT ?entry {{ GRAPH <{LEDGER}> {{ {ox.NamedNode(article)} <{ENTRY}> ?entry }} }}")
        return unpack(found[0]["entry"]) if found else None

    def entries(self) -> Iterator[tuple[str, LedgerEntry]]:
        last = ""
        while True:
            rows = self._business(
                f"SELECT ?article ?entry {{ GRAPH <{LEDGER}> {{ ?article <{ENTRY}> ?entry }} "
                f"FILTER(STR(?article) > {ox.Literal(last)}) }} ORDER BY STR(?article) LIMIT {PAGE}"
            )
            yield from ((row["article"], unpack(row["entry"])) for row in rows)
            if len(rows) < PAGE:
                return
            last = rows[-1]["article"]

    @property
    def stale(self) -> bool:
        return self.note(STALE) is not None

    def mark_stale(self, stale: bool) -> None:
        self.set_note(STALE, "true" if stale else None)

    def note(self, key: str) -> str | None:
        found = self._business(f"SELECT ?note {{ GRAPH <{LEDGER}> {{ <{LEDGER}> <{NOTE}{key}> ?note }} }}")
        return found[0]["note"] if found else None

    def set_note(self, key: str, value: str | None) -> None:
        self.apply(notes={key: value})

    def _business(self, sparql: str) -> list[dict[str, str]]:
        return [
            {name: str(term) for name, term in row.items()} for row in self.query(sparql, default_graph="plain").rows
        ]

    # --- how ---

    def _triples(self, graph: ox.NamedNode | ox.DefaultGraph) -> bytes:
        return self.server.graph(graph.value if isinstance(graph, ox.NamedNode) else "")

    def _union_of_all(self) -> Parameters:
        """Found out by one triple of some graph, as soon as there is one."""
        if self._union is None:
            for union in UNIONS:
                if self._holds(_ONE_OF_ALL, union):
                    self._union = union
                    return union
            if self._holds("ASK { GRAPH ?g { ?s ?p ?o } }", []):
                raise StoreError(f"{self.location}: its default graph must be the union of all graphs; start it so")
            return []
        return self._union

    def _holds(self, ask: str, dataset: Parameters) -> bool:
        kind, content = self.server.answer(ask, JSON, dataset)
        try:
            return bool(ox.parse_query_results(content, format=ox.QueryResultsFormat.JSON))
        except (SyntaxError, ValueError) as error:
            raise StoreError(f"{self.location}: answers with something else ({kind}): {error}") from None

    def _find(self, words: str) -> list[str]:
        """What has all of the words, in the forms given; a word that ends in * stands for all that begin so."""
        asked = re.findall(r"(\w+)(\*?)", words)
        if not asked:
            return []
        letters = r"[^\\p{L}\\p{N}]"
        filters = " ".join(
            f'FILTER(REGEX(?words, "(^|{letters}){word}{"" if star else f"({letters}|$)"}", "i"))'
            for word, star in asked
        )
        return [str(row["thing"]) for row in self.query(_WITH_WORDS % (filters, MOST)).rows]

    def _load_by_graph(self, stream: IO[bytes]) -> None:
        """By the Graph Store Protocol alone."""
        by_graph: dict[str, list[str]] = {}
        waiting = 0
        for quad in ox.parse(stream, format=ox.RdfFormat.N_QUADS):
            graph = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
            by_graph.setdefault(graph, []).append(f"{quad.triple} .\n")
            waiting += 1
            if waiting == AT_ONCE:
                self._add(by_graph)
                by_graph, waiting = {}, 0
        self._add(by_graph)

    def _add(self, by_graph: Mapping[str, list[str]]) -> None:
        for graph, triples in by_graph.items():
            self.server.add(graph, "".join(triples).encode())


def _prologue(base: str) -> str:
    """On one line, so that the lines in messages are those of the query."""
    return f"BASE <{base}> " + "".join(f"PREFIX {name}: <{iri}> " for name, iri in PREFIXES.items())
