"""How graphs are written out so that the same content gives the same bytes, whatever order it came in.

Lines of N-Triples are sorted (in runs on disk past a size), repeated ones dropped, blank nodes named by RDFC-1.0
(https://www.w3.org/TR/rdf-canon/), and the sorted stream is written as the format asked for. The store is read once:
that is what takes the time.
"""

from __future__ import annotations

import heapq
import io
import re
import tempfile
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from operator import itemgetter
from typing import IO

import pyoxigraph as ox

from kg.store.formats import Format
from kg.terms import PREFIXES

RUN = 500_000  # lines sorted in memory at a time
POURED = 1000  # lines written at a time
BLANK = re.compile(rb"_:|\S+ \S+ _:")  # at the start of a line: a blank node is its subject or object
_BETWEEN = b"\0"  # sorts before every character of a term

Graphs = Iterable[tuple[str, bytes]]  # (graph term or "" for the unnamed one, its triples as N-Triples)


def write(graphs: Graphs, format: Format, stream: IO[bytes]) -> None:
    """Sorted by graph and then by triple where the format keeps graphs, else by triple."""
    lines = map(_quad, _distinct(_sorted(_keyed(graphs, format.keeps_graphs))))
    if format.name in ("nt", "nq"):
        _pour(lines, stream)
        return
    with tempfile.TemporaryFile() as spool:
        _pour(lines, spool)
        spool.seek(0)
        quads = ox.parse(input=spool, format=ox.RdfFormat.N_QUADS, lenient=True)
        ox.serialize(quads, output=stream, format=format.rdf, prefixes=PREFIXES)


def sorted_quads(graph: str, triples: bytes) -> Iterator[str]:
    """The N-Quads lines of one graph."""
    return (_quad(graph.encode() + _BETWEEN + line).decode() for line in _distinct(sorted(_lines(triples))))


def _keyed(graphs: Graphs, keeps_graphs: bool) -> Iterator[bytes]:
    """Each triple behind its graph, so that it sorts by both; those with blank nodes last, when all have been seen."""
    blank: list[bytes] = []
    for graph, triples in graphs:
        key = graph.encode() + _BETWEEN
        may_have_blank = b"_:" in triples
        for line in _lines(triples):
            if may_have_blank and BLANK.match(line):
                blank.append(_quad(key + line))
            else:
                yield (key if keeps_graphs else _BETWEEN) + line
    for quad in _with_named_blank_nodes(blank):
        unnamed = isinstance(quad.graph_name, ox.DefaultGraph) or not keeps_graphs
        yield ("" if unnamed else str(quad.graph_name)).encode() + _BETWEEN + f"{quad.triple} .\n".encode()


def _with_named_blank_nodes(quads: list[bytes]) -> ox.Dataset:
    """The names say what is said of the nodes, in all graphs together."""
    dataset = ox.Dataset(ox.parse(input=b"".join(quads), format=ox.RdfFormat.N_QUADS))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def _lines(triples: bytes) -> Iterator[bytes]:
    return io.BytesIO(triples if triples.endswith(b"\n") or not triples else triples + b"\n")


def _quad(keyed: bytes) -> bytes:
    graph, _, triple = keyed.partition(_BETWEEN)
    return triple[:-2] + graph + b" .\n" if graph else triple


def _distinct(lines: Iterable[bytes]) -> Iterator[bytes]:
    return map(itemgetter(0), groupby(lines))


def _sorted(lines: Iterable[bytes]) -> Iterator[bytes]:
    """An external merge sort: no more than `RUN` lines in memory."""
    source = iter(lines)
    first = sorted(islice(source, RUN))
    runs = [iter(first)]
    while run := sorted(islice(source, RUN)):
        runs.append(_spooled(run))
    return heapq.merge(*runs)


def _spooled(run: list[bytes]) -> Iterator[bytes]:
    spool = tempfile.TemporaryFile()  # noqa: SIM115 - closed when the merge has drawn its last line
    spool.writelines(run)
    spool.seek(0)
    return _drawn(spool)


def _drawn(spool: IO[bytes]) -> Iterator[bytes]:
    with spool:
        yield from spool


def _pour(lines: Iterator[bytes], stream: IO[bytes]) -> None:
    while part := b"".join(islice(lines, POURED)):
        stream.write(part)
