"""How graphs are written out so that the same content gives the same bytes, whatever order it came in.

Lines of N-Triples are sorted (in runs on disk past a size), repeated ones dropped, blank nodes named by RDFC-1.0
(https://www.w3.org/TR/rdf-canon/), and the sorted stream is written as the format asked for. The store is read once:
that is what takes the time.
"""

from __future__ import annotations

import heapq
import re
import tempfile
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from typing import IO

import pyoxigraph as ox

from kg.store.formats import Format
from kg.terms import PREFIXES

RUN = 500_000  # lines sorted in memory at a time
BLANK = re.compile(r"_:|\S+ \S+ _:")  # at the start of a line: a blank node is its subject or object
_BETWEEN = "\0"  # sorts before every character of a term

Graphs = Iterable[tuple[str, bytes]]  # (graph term or "" for the unnamed one, its triples as N-Triples)


def write(graphs: Graphs, format: Format, stream: IO[bytes]) -> None:
    """Sorted by graph and then by triple where the format keeps graphs, else by triple."""
    keyed = _distinct(_sorted(_keyed(graphs, format.keeps_graphs)))
    lines = (f"{_quad(line)}\n".encode() for line in keyed)
    if format.name in ("nt", "nq"):
        stream.writelines(lines)
        return
    with tempfile.TemporaryFile() as spool:
        spool.writelines(lines)
        spool.seek(0)
        quads = ox.parse(input=spool, format=ox.RdfFormat.N_QUADS, lenient=True)
        ox.serialize(quads, output=stream, format=format.rdf, prefixes=PREFIXES)


def sorted_quads(graph: str, triples: bytes) -> Iterator[str]:
    """The N-Quads lines of one graph, without line ends."""
    return (_quad(f"{graph}{_BETWEEN}{line}") for line in _distinct(sorted(_split(triples))))


def _keyed(graphs: Graphs, keeps_graphs: bool) -> Iterator[str]:
    """Each triple behind its graph, so that it sorts by both; those with blank nodes last, when all have been seen."""
    blank: list[str] = []
    for graph, triples in graphs:
        key = f"{graph if keeps_graphs else ''}{_BETWEEN}"
        may_have_blank = b"_:" in triples
        for line in _split(triples):
            if may_have_blank and BLANK.match(line):
                blank.append(_quad(f"{graph}{_BETWEEN}{line}"))
            else:
                yield key + line
    for quad in _with_named_blank_nodes(blank):
        unnamed = isinstance(quad.graph_name, ox.DefaultGraph) or not keeps_graphs
        yield f"{'' if unnamed else quad.graph_name}{_BETWEEN}{quad.triple} ."


def _with_named_blank_nodes(quads: list[str]) -> ox.Dataset:
    """The names say what is said of the nodes, in all graphs together."""
    dataset = ox.Dataset(ox.parse(input="\n".join(quads), format=ox.RdfFormat.N_QUADS))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def _split(triples: bytes) -> list[str]:
    return triples.decode().rstrip("\n").split("\n") if triples else []


def _quad(keyed: str) -> str:
    graph, _, triple = keyed.partition(_BETWEEN)
    return f"{triple[:-1]}{graph} ." if graph else triple


def _distinct(lines: Iterable[str]) -> Iterator[str]:
    return (line for line, _ in groupby(lines))


def _sorted(lines: Iterable[str]) -> Iterator[str]:
    """An external merge sort: no more than `RUN` lines in memory."""
    source = iter(lines)
    first = sorted(islice(source, RUN))
    runs = [iter(first)]
    while run := sorted(islice(source, RUN)):
        runs.append(_spooled(run))
    return heapq.merge(*runs)


def _spooled(run: list[str]) -> Iterator[str]:
    spool = tempfile.TemporaryFile()  # noqa: SIM115 - closed when the merge has drawn its last line
    spool.writelines(f"{line}\n".encode() for line in run)
    spool.seek(0)
    return _drawn(spool)


def _drawn(spool: IO[bytes]) -> Iterator[str]:
    with spool:
        for line in spool:
            yield line[:-1].decode()
