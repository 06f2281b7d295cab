"""How graphs are written out so that the same content gives the same bytes, whatever order it came in.

Lines of N-Triples are sorted (in runs on disk past a size), repeated ones dropped, blank nodes named by RDFC-1.0
(https://www.w3.org/TR/rdf-canon/), and the sorted stream is written as the format asked for.
"""

from __future__ import annotations

import heapq
import re
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, groupby, islice
from typing import IO

import pyoxigraph as ox

from kg.store.formats import Format
from kg.terms import PREFIXES

RUN = 500_000  # lines sorted in memory at a time
BLANK = re.compile(r"_:|\S+ \S+ _:")  # at the start of a line: a blank node is its subject or object

Graphs = Callable[[], Iterator[tuple[str, bytes]]]  # (graph term or "" for the unnamed one, its triples as N-Triples)


def write(graphs: Graphs, format: Format, stream: IO[bytes]) -> None:
    """`graphs` yields in the order of the output, and is read twice: blank nodes are named by the whole."""
    named = _named_blank_nodes(graphs())
    lines: Iterator[str]
    if format.keeps_graphs:
        lines = chain.from_iterable(
            _with_graph(_distinct(sorted(_lines(graph, triples, named))), graph) for graph, triples in graphs()
        )
    else:
        lines = _distinct(_sorted(chain.from_iterable(_lines(graph, triples, named) for graph, triples in graphs())))
    text = (f"{line}\n".encode() for line in lines)
    if format.name in ("nt", "nq"):
        stream.writelines(text)
        return
    with tempfile.TemporaryFile() as spool:
        spool.writelines(text)
        spool.seek(0)
        quads = ox.parse(input=spool, format=ox.RdfFormat.N_QUADS, lenient=True)
        ox.serialize(quads, output=stream, format=format.rdf, prefixes=PREFIXES)


def sorted_quads(graph: str, triples: bytes) -> Iterator[str]:
    """The N-Quads lines of one graph, without line ends."""
    return _with_graph(_distinct(sorted(_split(triples))), graph)


def _split(triples: bytes) -> list[str]:
    return triples.decode().rstrip("\n").split("\n") if triples else []


def _lines(graph: str, triples: bytes, named: dict[str, list[str]]) -> Iterable[str]:
    lines = _split(triples)
    if graph not in named:
        return lines
    return [line for line in lines if not BLANK.match(line)] + named[graph]


def _with_graph(lines: Iterable[str], graph: str) -> Iterator[str]:
    return (f"{line[:-1]}{graph} ." for line in lines) if graph else iter(lines)


def _distinct(lines: Iterable[str]) -> Iterator[str]:
    return (line for line, _ in groupby(lines))


def _named_blank_nodes(graphs: Iterable[tuple[str, bytes]]) -> dict[str, list[str]]:
    """By graph, the triples that have blank nodes, these named by what is said of them in all graphs."""
    dataset = ox.Dataset()
    for graph, triples in graphs:
        if b"_:" in triples:
            quads = "\n".join(_with_graph((line for line in _split(triples) if BLANK.match(line)), graph))
            for quad in ox.parse(input=quads, format=ox.RdfFormat.N_QUADS):
                dataset.add(quad)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    named: dict[str, list[str]] = defaultdict(list)
    for quad in dataset:
        graph = "" if isinstance(quad.graph_name, ox.DefaultGraph) else str(quad.graph_name)
        named[graph].append(f"{quad.triple} .")
    return named


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
