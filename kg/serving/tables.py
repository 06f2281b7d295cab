"""How the answer to a query becomes a table for people: what kind of cell each value is, and where it leads.

The canned questions' columns are known by name: `sentence` has its evidence at `start` to `end` of `article`,
`event` is what the row is about, `source` is where it stands. Any other query gets plain cells.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import pyoxigraph as ox

from kg.serving.cells import grouped, interval, label, number
from kg.serving.marking import Piece, marked_sentence
from kg.serving.paging import ROWS, Part, part
from kg.serving.site import iri, site
from kg.terms import KG, KGC, KGS, XSD

_NUMBERS = {f"{XSD}{name}" for name in ("integer", "decimal", "double", "float")}
_SERVING = {"article", "start", "end"}  # not shown beside a sentence: they say where it is
_WHY = ("sentence", "source", "event")
_DATES = {"date", "asOf", "reported", "reportedInferred", "beforeOn", "afterOn"}
_LONGEST_NAME, _MOST_NAMES = 80, 500

Binding = Mapping[str, Mapping[str, str]]  # a row of SPARQL JSON


@dataclass(frozen=True)
class Cell:
    kind: str  # text | words | number | date | status | certainty | link | sentence
    text: str
    href: str | None = None
    iri: str = ""
    pieces: list[Piece] = field(default_factory=list)
    sort: str = ""  # what to order it by, where that is not the text


Cells = list[Cell | None]


@dataclass
class Group:
    """Rows that tell the same and differ in where it stands: `why` has the sentence, source and event of each."""

    cells: Cells
    why: list[Cells] = field(default_factory=list)


@dataclass(frozen=True)
class Table:
    variables: tuple[str, ...]
    groups: list[Group]
    part: Part  # of all groups
    total: int  # rows of the answer

    @property
    def numeric(self) -> set[str]:
        """Columns of numbers."""
        found = {name for group in self.groups for name, cell in self._cells(group) if cell.kind == "number"}
        return found - {name for group in self.groups for name, cell in self._cells(group) if cell.kind != "number"}

    def _cells(self, group: Group) -> Iterator[tuple[str, Cell]]:
        yield from ((name, cell) for name, cell in zip(self.variables, group.cells, strict=False) if cell)


def table(found: Mapping[str, Any], page: str | None = None, size: int = ROWS) -> Table:
    """From SPARQL JSON; of a page of its groups."""
    variables: tuple[str, ...] = tuple(found["head"].get("vars", ()))
    below = tuple(name for name in _WHY if name in variables) if "sentence" in variables else ()
    hidden = _SERVING if {"sentence", *_SERVING} <= set(variables) else set()
    beside = tuple(name for name in variables if name not in hidden and name not in below)
    bindings: list[Binding] = found["results"]["bindings"]
    alike = _alike(bindings, beside) if beside and below else [[row] for row in bindings]
    shown = part(len(alike), page, size)
    looks = _Looks([row for rows in alike[shown.cut] for row in rows], beside)
    groups = [
        Group(
            [looks.cell(name, rows[0]) for name in beside],
            [[looks.cell(name, row) for name in below] for row in rows] if below else [],
        )
        for rows in alike[shown.cut]
    ]
    return Table(beside, groups, shown, len(bindings))


def _alike(rows: list[Binding], beside: tuple[str, ...]) -> list[list[Binding]]:
    """Rows that follow each other and tell the same."""
    return [list(same) for _, same in groupby(rows, lambda row: [row.get(name) for name in beside])]


class _Looks:
    """What the rows need from the graph to be shown: where sentences begin, and which names are whose."""

    def __init__(self, rows: list[Binding], shown: tuple[str, ...]) -> None:
        self._begins = _sentence_starts({span for row in rows if (span := _span(row))})
        self._named = _entities(_names(rows, shown))

    def cell(self, name: str, row: Binding) -> Cell | None:
        value = row.get(name)
        if value is None or value["value"] == "":
            return None
        text = value["value"]
        if value["type"] == "triple":
            return Cell("text", json.dumps(text, ensure_ascii=False))
        if value["type"] == "uri":
            return Cell("link", "history", site().local(text), text) if name == "event" else _linked(text)
        if name == "sentence":
            return self._sentence(text, row)
        if name == "source" and "article" in row:
            return Cell("link", text, site().local(row["article"]["value"]))
        if concept := site().vocabulary.by_notation(text):
            return Cell("status" if concept.startswith(KGS) else "certainty", text, site().local(concept), concept)
        if value.get("datatype") in _NUMBERS:
            return Cell("number", number(text.partition(".")[0] if name == "usd" else text), sort=text)
        if value.get("datatype") == f"{XSD}boolean":
            return Cell("text", "yes" if text == "true" else "no")
        if name in _DATES or value.get("datatype") == f"{XSD}date":
            return Cell("date", interval(text), sort=text)
        if text in self._named:
            return Cell("link", text, site().local(self._named[text]), self._named[text])
        if name == "reason":
            return Cell("text", grouped(text))
        return Cell("words" if name == "said" or len(text) > _LONGEST_NAME else "text", text)

    def _sentence(self, text: str, row: Binding) -> Cell:
        span = _span(row)
        if span is None or span not in self._begins:
            return Cell("sentence", text, site().local(span) if span else None)
        start, end = int(row["start"]["value"]), int(row["end"]["value"])
        return Cell("sentence", text, site().local(span), span, marked_sentence(text, self._begins[span], start, end))


def _span(row: Binding) -> str | None:
    """The IRI of the evidence of a row."""
    if not set(row) >= _SERVING:
        return None
    article, start, end = row["article"], row["start"]["value"], row["end"]["value"]
    if article["type"] != "uri" or not re.fullmatch(r"[0-9]{1,9},[0-9]{1,9}", f"{start},{end}"):
        return None
    return f"{article['value']}#char={start},{end}"


def _sentence_starts(spans: Iterable[str]) -> dict[str, int]:
    if not (wanted := " ".join(iri(span) for span in sorted(spans))):
        return {}
    rows = site().rows(
        f"SELECT ?span (MIN(?begin) AS ?from) WHERE {{ VALUES ?span {{ {wanted} }} "
        "?span nif:sentence/nif:beginIndex ?begin } GROUP BY ?span"
    )
    return {str(row["span"]): int(row["from"]) for row in rows}


def _names(rows: list[Binding], shown: tuple[str, ...]) -> list[str]:
    """Texts that may be names of entities."""
    found = {
        value["value"]
        for row in rows
        for name in shown
        if (value := row.get(name)) and value["type"] == "literal" and name not in ("sentence", "source", "said")
        if "datatype" not in value and len(value["value"]) <= _LONGEST_NAME
    }
    return sorted(found)[:_MOST_NAMES]


def _entities(names: list[str]) -> dict[str, str]:
    """Name -> IRI, where one entity has that name and no other."""
    if not names:
        return {}
    wanted = " ".join(str(ox.Literal(name)) for name in names)
    rows = site().rows(
        f"SELECT ?name (SAMPLE(?thing) AS ?one) (COUNT(DISTINCT ?thing) AS ?many) WHERE {{ VALUES ?name {{ {wanted} }} "
        f"GRAPH {site().facts} {{ ?thing skos:prefLabel ?name }} }} GROUP BY ?name"
    )
    return {str(row["name"]): str(row["one"]) for row in rows if row["many"] == "1"}


def _linked(iri: str) -> Cell:
    for namespace, kind in ((KGS, "status"), (KGC, "certainty")):
        if iri.startswith(namespace):
            return Cell(kind, iri.removeprefix(namespace), site().local(iri), iri)
    text = label(iri) if iri.startswith(KG) else site().short(iri)
    return Cell("link", text, site().local(iri), iri)
