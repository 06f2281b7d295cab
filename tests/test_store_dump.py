"""Dumps: the same content gives the same bytes, in every format, whatever the order it came in."""

from __future__ import annotations

import gzip
import io
import random
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import NotFound, UsageError
from kg.store import FORMATS, LedgerEntry, Store, dumping, open_store

BASE = "https://w3id.org/newskg/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
OWL = "http://www.w3.org/2002/07/owl#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
CONTENT = "".join(
    f"{line} .\n"
    for line in (
        f'<{BASE}id/person/ana-lima> <{SKOS}prefLabel> "Ana Lima" <{BASE}graph/facts>',
        f'<{BASE}id/person/ana-lima> <{SKOS}prefLabel> "Ana Lima" <{BASE}article/a>',
        f'<{BASE}id/person/ana-lima> <{SKOS}altLabel> "Líma \\"A\\"\\n\u2028" <{BASE}article/a>',
        f"<{BASE}id/person/ana-lima> <{RDFS}seeAlso> <{BASE}id/person/ana_lima> <{BASE}graph/inferred>",
        f"<{BASE}ns#Leader> <{RDFS}subClassOf> _:r <{BASE}graph/ontology>",
        f"_:r <{OWL}onProperty> <{BASE}ns#heldOffice> <{BASE}graph/ontology>",
        f"_:r <{OWL}someValuesFrom> _:u <{BASE}graph/ontology>",
        f"_:u <{OWL}unionOf> <{BASE}ns#LeadingOffice> <{BASE}graph/user/one>",
        f'<{BASE}id/person/bo> <{SKOS}prefLabel> "Bo"',
    )
)


def filled(folder: Path, seed: int) -> Store:
    """The content in an order of its own, with blank nodes of other names."""
    lines = [f"{line}\n" for line in CONTENT.replace("_:r", f"_:r{seed}").split("\n")]
    random.Random(seed).shuffle(lines)
    store = open_store(str(folder / str(seed)))
    store.load("".join(lines))
    store.apply(ledger={f"{BASE}article/a": LedgerEntry(str(seed), "{}")})
    return store


def dumped(store: Store, format: str, graph: str = "all") -> bytes:
    stream = io.BytesIO()
    store.dump(graph, format, stream)
    return stream.getvalue()


@pytest.mark.parametrize("format", FORMATS)
def test_same_bytes_whatever_the_order(tmp_path: Path, format: str) -> None:
    assert dumped(filled(tmp_path, 1), format) == dumped(filled(tmp_path, 2), format)


@pytest.mark.parametrize("format", FORMATS)
def test_same_bytes_when_sorted_in_runs(tmp_path: Path, format: str, monkeypatch: pytest.MonkeyPatch) -> None:
    store = filled(tmp_path, 1)
    whole = dumped(store, format)
    monkeypatch.setattr(dumping, "RUN", 2)
    assert dumped(store, format) == whole


@pytest.mark.parametrize("format", [name for name, row in FORMATS.items() if row.keeps_graphs])
def test_formats_with_graphs_lose_nothing(tmp_path: Path, format: str) -> None:
    text = dumped(filled(tmp_path, 1), format)
    dataset = ox.Dataset(ox.parse(input=text, format=FORMATS[format].rdf))
    expected = ox.Dataset(ox.parse(input=CONTENT, format=ox.RdfFormat.N_QUADS))
    for either in (dataset, expected):
        either.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    assert dataset == expected


@pytest.mark.parametrize("format", [name for name, row in FORMATS.items() if not row.keeps_graphs])
def test_formats_without_graphs_have_each_triple_once(tmp_path: Path, format: str) -> None:
    triples = [quad.triple for quad in ox.parse(input=dumped(filled(tmp_path, 1), format), format=FORMATS[format].rdf)]
    assert (len(triples), len(set(triples))) == (8, 8)


@pytest.mark.parametrize(
    ("graph", "lines"),
    [("all", 9), ("facts", 1), ("articles", 2), ("inferred", 1), (f"{BASE}graph/user/one", 1), ("ontology", 3)],
)
def test_parts_of_the_graph(tmp_path: Path, graph: str, lines: int) -> None:
    assert dumped(filled(tmp_path, 1), "nq", graph).count(b" .\n") == lines


def test_turtle_is_prefixed(tmp_path: Path) -> None:
    assert 'skos:prefLabel "Ana Lima"' in dumped(filled(tmp_path, 1), "turtle").decode()


def test_a_stream_may_be_compressed(tmp_path: Path) -> None:
    store, stream = filled(tmp_path, 1), io.BytesIO()
    with gzip.GzipFile(fileobj=stream, mode="wb", mtime=0) as packed:
        store.dump("all", "nt", packed)
    assert gzip.decompress(stream.getvalue()) == dumped(store, "nt")


@pytest.mark.parametrize(
    ("graph", "format", "error"), [("nowhere", "nt", NotFound), ("x:y", "nt", NotFound), ("all", "word", UsageError)]
)
def test_what_cannot_be_dumped(tmp_path: Path, graph: str, format: str, error: type[Exception]) -> None:
    with pytest.raises(error, match="use"):
        dumped(filled(tmp_path, 1), format, graph)
