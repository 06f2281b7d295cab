"""A store on another server (`oxigraph serve`): the same answers, dumps, changes and pages as from a folder."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import news
import pytest
from flask.testing import FlaskClient
from live import answer, free_port
from small_graph import BASE, n_quads, stored

from kg import pipeline
from kg.errors import KgError, NotFound, QueryLimit, QuerySyntaxError, StoreError, UsageError
from kg.serving import create_app
from kg.settings import Settings
from kg.store import LedgerEntry, Reader, Store, open_store
from kg.store.protocol import endpoints
from kg.store.remote import RemoteStore
from kg.store.remote_pool import MOMENT

OXIGRAPH = Path(sys.executable).with_name("oxigraph")
pytestmark = pytest.mark.skipif(not OXIGRAPH.exists(), reason="needs the package oxigraph")
TOKEN = {"Authorization": "Bearer s3cret"}


@pytest.fixture(scope="module", params=["", "--union-default-graph"], ids=["plain", "union"])
def address(request: pytest.FixtureRequest) -> Iterator[str]:
    port = free_port()
    command = [OXIGRAPH, "serve", "--bind", f"127.0.0.1:{port}", *filter(None, [request.param])]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        answer(f"http://127.0.0.1:{port}/query?query=ASK%7B%7D")
        yield f"http://127.0.0.1:{port}"
        process.terminate()


@pytest.fixture
def store(address: str) -> Store:
    """With the small graph in it, and nothing else."""
    store = open_store(address)
    store.clear()
    store.load(n_quads())
    return store


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    with stored(tmp_path_factory.mktemp("kg")) as store:
        location = store.location
    return open_store(location, read_only=True)


QUERIES = [
    "SELECT ?name { ?s skos:prefLabel ?name } ORDER BY ?name",
    "SELECT ?s ?o { GRAPH <graph/facts> { ?s kg:meets ?o } } ORDER BY ?s ?o",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "ASK { ?s a kg:Meeting }",
    "ASK { ?s a kg:Nothing }",
    "CONSTRUCT { ?s rdfs:label ?name } WHERE { ?s skos:prefLabel ?name }",
    "SELECT ?s FROM <graph/facts> WHERE { ?s a kg:Person } ORDER BY ?s",
    'SELECT DISTINCT ?s { ?s kg:matches "lima" ; a kg:Person }',
]


@pytest.mark.parametrize("sparql", QUERIES)
def test_queries_are_answered_as_from_a_folder(store: Store, folder: Reader, sparql: str) -> None:
    ours, theirs = (sorted(map(str, reader.query(sparql).rows)) for reader in (folder, store))
    assert theirs == ours


@pytest.mark.parametrize("default", [("x:none",), (f"{BASE}graph/facts",)], ids=str)
def test_the_dataset_of_the_protocol(store: Store, folder: Reader, default: tuple[str, ...]) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    ours, theirs = (reader.query(query, default_graph=default).rows for reader in (folder, store))
    assert theirs == ours


@pytest.mark.parametrize("format", ["nq", "nt", "turtle"])
@pytest.mark.parametrize("graph", ["all", "facts", "articles"])
def test_dumps_have_the_same_bytes(store: Store, folder: Reader, graph: str, format: str) -> None:
    dumps = []
    for reader in (folder, store):
        stream = io.BytesIO()
        reader.dump(graph, format, stream)
        dumps.append(stream.getvalue())
    assert dumps[0] == dumps[1]


def test_changes_are_made_and_remembered(store: Store) -> None:
    line = f'<{BASE}id/x> <x:p> "é\\n\\"" <{BASE}graph/facts> .\n'
    before, entry = store.graph(f"{BASE}graph/facts"), LedgerEntry("digest", '{"é": 1}')
    store.apply(insert=line, ledger={f"{BASE}article/x": entry}, notes={"state": "1"})
    after = (store.graph(f"{BASE}graph/facts") == before, store.entry(f"{BASE}article/x"), store.note("state"))
    store.apply(delete=line, ledger={f"{BASE}article/x": None}, notes={"state": None})
    left = (store.graph(f"{BASE}graph/facts") == before, store.ledger(), store.note("state"))
    assert (after, left) == ((False, entry, "1"), (True, {}, None))


def test_a_long_ledger_comes_page_by_page(store: Store) -> None:
    entries = {f"{BASE}article/{number:05d}": LedgerEntry(str(number)) for number in range(1200)}
    store.apply(ledger=entries)
    assert dict(store.entries()) == entries


def test_quads_go_graph_by_graph_where_they_must(store: Store) -> None:
    assert isinstance(store, RemoteStore)
    before = {graph: store.graph(graph) for graph in store.graphs()}
    store.clear()
    store._load_by_graph(io.BytesIO(n_quads().encode()))
    assert {graph: store.graph(graph) for graph in store.graphs()} == before


def test_a_build_gives_the_same_graph(address: str, tmp_path: Path) -> None:
    open_store(address).clear()
    dumps = []
    for location in (str(tmp_path / "store"), address):
        chosen = Settings.load({}, store=location)
        pipeline.build(news.write(tmp_path / "articles"), chosen)
        pipeline.remove(["plan"], chosen)
        again = pipeline.build(news.write(tmp_path / "articles"), chosen)
        with open_store(location, read_only=True) as store:
            stream = io.BytesIO()
            store.dump("all", "nq", stream)
        dumps.append((stream.getvalue(), again.added, again.unchanged))
    assert dumps[0] == dumps[1]


# --- the server over it ----------------------------------------------------------------------------------------------


@pytest.fixture
def client(store: Store) -> Iterator[FlaskClient]:
    app = create_app(Settings(store=store.location, token="s3cret", workers=2, result_limit=1))
    yield app.test_client()
    app.extensions["kg"].close()


@pytest.mark.parametrize(
    "path",
    [
        "/", "/questions/who-met-whom", "/questions/who-met-whom.csv", "/id/person/ana-lima", "/article/one",
        "/article/one.ttl", "/dump.nq", "/dump/facts.ttl.gz", "/.well-known/void", "/readyz", "/metrics", "/data",
        "/suggest?q=lima", "/store?graph=https://w3id.org/newskg/graph/facts",
    ],
)  # fmt: skip
def test_every_route_works(client: FlaskClient, path: str) -> None:
    assert client.get(path, buffered=True).status_code == 200


@pytest.mark.parametrize(
    ("query", "accept", "status"),
    [
        ("SELECT * { ?s ?p ?o }", "text/csv", 200),
        ("SELECT * { ?s ?p ?o }", "text/html", 200),
        ("ASK {}", "application/sparql-results+xml", 200),
        ("DESCRIBE <https://w3id.org/newskg/id/person/ana-lima>", "text/turtle", 200),
        ("SELECT {", "text/csv", 400),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "text/csv", 400),
        ("ASK {}", "text/turtle", 406),
        ("SELECT * { ?a ?b ?c . ?d ?e ?f }", "text/csv", 503),
    ],
)
def test_the_endpoint_passes_queries_on(client: FlaskClient, query: str, accept: str, status: int) -> None:
    answered = client.get("/sparql", query_string={"query": query}, headers={"Accept": accept})
    assert (answered.status_code, status != 200 or accept in answered.content_type) == (status, True)


def test_a_dump_outlives_the_moment(client: FlaskClient) -> None:
    with client.get("/dump.nt") as first:
        time.sleep(MOMENT + 0.1)
        with client.get("/dump.nt") as second:
            assert first.headers["ETag"] == second.headers["ETag"]


def test_what_is_written_is_there_at_once(client: FlaskClient) -> None:
    graph, asked = f"{BASE}graph/user/n", {"query": "SELECT ?o { <x:s> <x:p> ?o }", "format": "csv"}
    found = []
    for number in range(3):
        text = f"CLEAR SILENT GRAPH <{graph}> ; INSERT DATA {{ GRAPH <{graph}> {{ <x:s> <x:p> {number} }} }}"
        client.post("/update", data=text, content_type="application/sparql-update", headers=TOKEN)
        found.append(client.get("/sparql", query_string=asked).text.split()[1])
    assert found == ["0", "1", "2"]


# --- what goes wrong -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("location", "found"),
    [
        ("http://a:1", ("http://a:1/query", "http://a:1/update", "http://a:1/store", None)),
        ("https://a/x/", ("https://a/x/query", "https://a/x/update", "https://a/x/store", None)),
        ("http://a/q http://a/u http://a/g", ("http://a/q", "http://a/u", "http://a/g", None)),
        ("http://u:p%40@a", ("http://a/query", "http://a/update", "http://a/store", "Basic dTpwQA==")),
        ("http://:t@a", ("http://a/query", "http://a/update", "http://a/store", "Bearer t")),
    ],
)
def test_addresses(location: str, found: tuple[str, ...]) -> None:
    given = endpoints(location)
    assert (given.query, given.update, given.graphs, given.authorization) == found


@pytest.mark.parametrize("location", ["ftp://a", "http://", "http://a http://b"])
def test_what_is_no_address(location: str) -> None:
    with pytest.raises(UsageError):
        endpoints(location)


Fault = Callable[[Store], object]


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (lambda store: store.query("SELECT {"), QuerySyntaxError),
        (lambda store: store.apply(insert="nothing"), StoreError),
        (lambda store: store.dump("nothing", "nq", io.BytesIO()), NotFound),
        (lambda store: store.backup(Path("x")), UsageError),
        (lambda store: open_store(f"{store.location}/elsewhere"), StoreError),
        (lambda store: open_store(f"http://127.0.0.1:{free_port()}"), StoreError),
    ],
    ids=["syntax", "no quads", "no such graph", "backup", "another path", "nobody there"],
)
def test_faults_are_told(store: Store, fault: Fault, error: type[KgError]) -> None:
    with pytest.raises(error):
        fault(store)


class Unwell(BaseHTTPRequestHandler):
    """503 twice, then an answer; or none at all, or one that breaks off."""

    asked: ClassVar[list[str]] = []

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.asked.append(self.path)
        if "silent" in self.path:
            threading.Event().wait(1.0)
            return
        well = len(self.asked) > 2 or "broken" in self.path
        self.send_response(200 if well else 503)
        self.send_header("Content-Type", "application/sparql-results+json")
        if "broken" in self.path:
            self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(json.dumps({"head": {}, "boolean": True}).encode() if well else b"busy")

    def log_message(self, format: str, *told: object) -> None:
        pass


@pytest.fixture
def unwell() -> Iterator[str]:
    Unwell.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Unwell)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_query_is_sent_again(unwell: str) -> None:
    assert (RemoteStore(unwell, BASE).query("ASK {}", default_graph="plain").answer, len(Unwell.asked)) == (True, 3)


def test_an_update_of_a_user_is_not(unwell: str) -> None:
    with pytest.raises(QueryLimit):
        RemoteStore(unwell, BASE).update("INSERT DATA { <x:s> <x:p> 1 }")
    assert len(Unwell.asked) == 1


@pytest.mark.parametrize("default_graph", ["plain", "union"])
def test_an_answer_that_breaks_off_is_told(unwell: str, default_graph: str) -> None:
    with pytest.raises(StoreError, match="broke off its answer"):
        RemoteStore(f"{unwell}/broken", BASE).query("ASK {}", default_graph=default_graph)


def test_silence_has_an_end(unwell: str) -> None:
    with pytest.raises(QueryLimit, match="no answer within"):
        RemoteStore(f"{unwell}/silent", BASE, timeout=0.2).query("ASK {}", default_graph="plain")
