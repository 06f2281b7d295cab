"""The samples give, byte for byte, the graphs in tests/golden/. `make golden` writes them anew: read the difference."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from kg.settings import Settings
from kg.store import open_store

GOLDEN = Path(__file__).parent / "golden"
UPDATE = bool(os.environ.get("KG_UPDATE_GOLDEN"))


@pytest.fixture(scope="module")
def graphs(sown: str) -> dict[str, str]:
    """Turtle by file name: one graph for each article, the facts, and what is inferred."""
    with open_store(sown, read_only=True) as store:
        articles = [iri for iri in store.graphs() if iri.startswith(f"{Settings.base_iri}article/")]
        found = {}
        for graph in [*articles, "facts", "inferred"]:
            stream = io.BytesIO()
            store.dump(graph, "turtle", stream)
            found[f"{graph.rsplit('/')[-1]}.ttl"] = stream.getvalue().decode()
    if UPDATE:
        GOLDEN.mkdir(exist_ok=True)
        for old in GOLDEN.glob("*.ttl"):
            old.unlink()
        for name, text in found.items():
            (GOLDEN / name).write_text(text, "utf-8")
    return found


def test_there_is_a_golden_file_for_each_graph(graphs: dict[str, str]) -> None:
    assert sorted(path.name for path in GOLDEN.glob("*.ttl")) == sorted(graphs)


@pytest.mark.parametrize("name", sorted(path.name for path in GOLDEN.glob("*.ttl")))
def test_the_graph_is_the_golden_one(name: str, graphs: dict[str, str]) -> None:
    assert graphs.get(name, "").splitlines() == (GOLDEN / name).read_text("utf-8").splitlines()
