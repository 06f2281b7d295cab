"""kg.connect: the same answers from a store and from a server, as typed tables, networks and sentences."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from live import in_thread

import kg
from kg.client import Client
from kg.errors import KgError, NotFound, QuerySyntaxError, QuestionError, StoreError
from kg.settings import Settings

pytest.importorskip("pandas")
pytest.importorskip("networkx")
NOTEBOOK = Path(__file__).parent.parent / "examples" / "first-look.ipynb"


@pytest.fixture(scope="module")
def address(built: Path) -> Iterator[str]:
    with in_thread(Settings(store=str(built), workers=1)) as address:
        yield f"{address}/"


@pytest.fixture(params=["store", "server"])
def client(request: pytest.FixtureRequest, built: Path, address: str) -> Iterator[Client]:
    with kg.connect(str(built) if request.param == "store" else address) as connected:
        yield connected


def test_an_answer_is_a_typed_table(client: Client) -> None:
    answer = client.ask("who-met-whom", person="Elena Marsh")
    types = {name: str(answer[name].dtype).partition("[")[0] for name in ("who", "start", "earliest")}
    assert (types, len(answer) > 0) == ({"who": "string", "start": "Int64", "earliest": "datetime64"}, True)


def test_columns_have_the_types_of_their_literals(client: Client) -> None:
    answer = client.query(
        'SELECT (1 AS ?i) (1.5 AS ?d) (true AS ?b) ("x" AS ?s) ("2025-02-07"^^xsd:date AS ?day) ?none {}'
    )
    types = [str(dtype).partition("[")[0] for dtype in answer.dtypes]
    assert types == ["Int64", "Float64", "boolean", "string", "datetime64", "string"]


@pytest.mark.parametrize(("sparql", "answer"), [("ASK { ?s a kg:Meeting }", True), ("ASK { ?s a kg:Nothing }", False)])
def test_yes_or_no(client: Client, sparql: str, answer: bool) -> None:
    assert client.query(sparql) is answer


def test_a_graph_is_a_table_of_triples(client: Client) -> None:
    answer = client.query("CONSTRUCT { ?s a kg:Seen } WHERE { ?s a kg:Meeting }")
    assert (list(answer.columns), set(answer["object"])) == (
        ["subject", "predicate", "object"],
        {"https://w3id.org/newskg/ns#Seen"},
    )


def test_an_empty_answer_keeps_its_columns(client: Client) -> None:
    answer = client.ask("who-met-whom", person="Nobody At All")
    assert (len(answer), {"who", "earliest"} <= set(answer.columns)) == (0, True)


def test_a_network_has_labels(client: Client) -> None:
    network = client.graph("Elena Marsh")
    assert "Elena Marsh" in {label for _, label in network.nodes(data="label")}


def test_sentences_are_marked_and_escaped(client: Client) -> None:
    explained = client.explain("Elena Marsh")
    marked = {each.sentence[each.start : each.end] for each in explained.quotes}
    assert (
        explained.quotes[0].certainty,
        all(marked),
        "<mark>" in explained._repr_html_(),
        "**" in str(explained),
    ) == ("CT+", True, True, True)


def test_a_notebook_shows_what_can_be_asked(client: Client) -> None:
    assert ("who-met-whom" in client._repr_html_(), "who-met-whom" in set(client.questions()["name"])) == (True, True)


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (lambda client: client.ask("who-met"), NotFound),
        (lambda client: client.ask("who-met-whom", persn="x"), QuestionError),
        (lambda client: client.query("SELECT"), QuerySyntaxError),
        (lambda client: client.explain("Nobody At All"), NotFound),
        (lambda client: client.explain("http://x/> } #"), KgError),
    ],
)
def test_what_is_wrong(client: Client, call: Any, error: Any) -> None:
    with pytest.raises(error):
        call(client)


def test_nobody_answers() -> None:
    with pytest.raises(StoreError, match="kg serve"):
        kg.connect("http://127.0.0.1:9/").query("ASK {}")


def test_the_notebook_runs(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "kg-store").symlink_to(built, target_is_directory=True)
    (tmp_path / "examples").mkdir()
    monkeypatch.chdir(tmp_path / "examples")  # as Jupyter does, beside the notebook
    cells = json.loads(NOTEBOOK.read_text("utf-8"))["cells"]
    names: dict[str, Any] = {}
    for cell in cells:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)
    assert len(names["network"]) > 1


def test_the_notebook_carries_no_output() -> None:
    cells = json.loads(NOTEBOOK.read_text("utf-8"))["cells"]
    assert [cell for cell in cells if cell.get("outputs") or cell.get("execution_count")] == []
