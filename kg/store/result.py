"""How the engine's answers become rows and bytes."""

from __future__ import annotations

import io
from functools import cached_property
from typing import IO

import pyoxigraph as ox

from kg.errors import UsageError
from kg.store.formats import rdf_format
from kg.store.interface import Row, Term
from kg.terms import PREFIXES

TABLES = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
BOOLEAN = "http://www.w3.org/2001/XMLSchema#boolean"
TRIPLE = ("subject", "predicate", "object")

Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples | list[ox.Triple]


class EngineResult:
    """A Result over one of the engine's three kinds of answers; a graph may be a list of triples."""

    kind: str
    variables: tuple[str, ...]

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        if isinstance(answer, ox.QueryBoolean):
            self.kind, self.variables = "ask", ("answer",)
        elif isinstance(answer, ox.QuerySolutions):
            self.kind, self.variables = "select", tuple(variable.value for variable in answer.variables)
        else:
            self.kind, self.variables = "graph", TRIPLE

    @cached_property
    def rows(self) -> list[Row]:
        if isinstance(self._answer, ox.QueryBoolean):
            return [{"answer": Term("true" if self._answer else "false", datatype=BOOLEAN)}]
        if not isinstance(self._answer, ox.QuerySolutions):
            return [dict(zip(TRIPLE, map(_term, triple), strict=True)) for triple in self._answer]
        names = self.variables
        return [
            {name: _term(value) for name, value in zip(names, solution, strict=True) if value is not None}
            for solution in self._answer
        ]

    @property
    def answer(self) -> bool:
        return bool(self._answer) if isinstance(self._answer, ox.QueryBoolean) else bool(self.rows)

    def serialize(self, format: str) -> bytes:
        stream = io.BytesIO()
        self.write(format, stream)
        return stream.getvalue()

    def write(self, format: str, stream: IO[bytes]) -> None:
        if not isinstance(self._answer, ox.QuerySolutions | ox.QueryBoolean):
            ox.serialize(self._answer, output=stream, format=rdf_format(format).rdf, prefixes=PREFIXES)
        elif format in TABLES:
            self._answer.serialize(output=stream, format=TABLES[format])
        else:
            raise UsageError(f"no result format {format!r} for this query; use one of {', '.join(TABLES)}")


def sent_triples(stream: IO[bytes]) -> EngineResult:
    """A graph that comes as N-Triples."""
    return EngineResult([quad.triple for quad in ox.parse(stream, format=ox.RdfFormat.N_TRIPLES)])


def _term(value: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Term:
    if isinstance(value, ox.NamedNode):
        return Term(value.value, "iri")
    if isinstance(value, ox.BlankNode):
        return Term(value.value, "blank")
    if isinstance(value, ox.Literal):
        return Term(value.value, "literal", value.datatype.value, value.language)
    return Term(str(value), "triple")
