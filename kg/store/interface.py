"""What a store can do and the values it answers with: embedded now, a SPARQL server behind the same interface later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Protocol, Self

from kg.errors import UsageError


class NotAcceptable(UsageError):
    """No format that was asked for can hold the answer."""


class Term(str):
    """An RDF term in a result row: the string is its value; `kind` is iri, literal or blank."""

    __slots__ = ("datatype", "kind", "language")

    kind: str
    datatype: str | None
    language: str | None

    def __new__(
        cls, value: str, kind: str = "literal", datatype: str | None = None, language: str | None = None
    ) -> Self:
        term = super().__new__(cls, value)
        term.kind = kind
        term.datatype = datatype
        term.language = language
        return term


Row = Mapping[str, Term]  # a variable that is not bound has no key


class Result(Protocol):
    """The answer to one query. It is read once: `rows` and `serialize` draw from the same stream."""

    kind: str  # select | ask | graph
    variables: tuple[str, ...]  # as the query orders them; of a graph: subject, predicate, object

    @property
    def rows(self) -> list[Row]:
        """The solutions, the triples of a graph; of an ASK one row with `answer`."""

    @property
    def answer(self) -> bool:
        """What an ASK found; of the others, whether there is a row."""

    def serialize(self, format: str) -> bytes:
        """json, xml, csv, tsv; of a graph turtle, nt, rdfxml, jsonld, trig, nq."""

    def write(self, format: str, stream: IO[bytes]) -> None:
        """The same, as it comes."""


@dataclass(frozen=True)
class LedgerEntry:
    """What the store remembers of an article: the digest of all it depended on, and its extraction as a JSON string."""

    digest: str
    record: str = ""


class Reader(Protocol):
    """Quads in named graphs, as the writer last published them; they never change under their reader."""

    location: str

    def query(
        self, sparql: str, *, default_graph: str | Sequence[str] = "union", named_graphs: Sequence[str] | None = None
    ) -> Result:
        """`default_graph`: union, plain, or the IRIs of the graphs it is made of. Raises QuerySyntaxError.

        Relative IRIs count from the base of the data, and the prefixes of `terms.PREFIXES` need no declaration.
        """

    def graph(self, iri: str) -> str:
        """One graph as sorted N-Quads lines; empty if there is no such graph."""

    def graphs(self) -> list[str]:
        """The IRIs of the named graphs, sorted; the ledger is not among them."""

    def quads(self, graph: str | None = None) -> Iterator[str]:
        """N-Quads lines as they come, without line ends; of one graph, or of all but the ledger."""

    def dump(self, graph: str, format: str, stream: IO[bytes]) -> None:
        """`graph`: all, facts, articles, inferred or an IRI. The same content gives the same bytes."""

    def close(self) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def __len__(self) -> int:
        """Quads, the ledger's among them where it can be seen."""


class Store(Reader, Protocol):
    """The writer. Every write is atomic; readers see it after `publish`, the writer's own reads at once."""

    def apply(
        self,
        drop: Iterable[str] = (),
        delete: str = "",
        insert: str = "",
        ledger: Mapping[str, LedgerEntry | None] | None = None,
        notes: Mapping[str, str | None] | None = None,
    ) -> None:
        """One atomic update: graphs dropped (by IRI), then quads deleted, then inserted (both N-Quads text).

        `ledger` replaces the entries of the articles it names (by article IRI), `notes` the remarks; None forgets one.
        """

    def load(self, source: str | Path) -> None:
        """Adds N-Quads in bulk, from a file or from text; all of it or nothing. It replaces nothing."""

    def clear(self) -> None:
        """Removes everything, the ledger too."""

    def ledger(self) -> dict[str, LedgerEntry]:
        """By article IRI, sorted."""

    def entry(self, article: str) -> LedgerEntry | None:
        """What the ledger remembers of one article, by its IRI."""

    def entries(self) -> Iterator[tuple[str, LedgerEntry]]:
        """The ledger article by article, in no order: it may be larger than memory."""

    @property
    def stale(self) -> bool:
        """Whether a bulk build began and did not end: what is derived may not fit the articles."""

    def mark_stale(self, stale: bool) -> None: ...

    def note(self, key: str) -> str | None:
        """A remark kept beside the ledger: which base IRI the store was built with, say."""

    def set_note(self, key: str, value: str | None) -> None:
        """`key`: letters, digits and hyphens. None removes it."""

    def publish(self) -> str:
        """Makes what is written visible to readers; the id of their snapshot. Nothing new: the one they have."""

    def backup(self, folder: Path) -> None:
        """A copy with the ledger, for `restore`. Raises StoreError if there is something at `folder`."""
