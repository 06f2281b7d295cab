"""Writing over HTTP: the token, SPARQL Update, the Graph Store Protocol, and what none of them may do."""

from __future__ import annotations

import gzip
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from small_graph import n_quads

from kg.errors import KgError
from kg.serving import create_app
from kg.settings import Settings
from kg.store import open_store
from kg.store.changes import Change, Changes

TOKEN = {"Authorization": "Bearer s3cret"}
UPDATE, FORM, TURTLE = "application/sparql-update", "application/x-www-form-urlencoded", "text/turtle"
BASE = "https://w3id.org/newskg/"
USER = f"{BASE}graph/user/notes"
ONE, TWO = "<x:a> <x:p> 1 .\n", "<x:a> <x:p> 2 .\n"


def served(folder: Path, **given: str) -> Iterator[FlaskClient]:
    location = str(folder / "store")
    with open_store(location) as store:
        store.load(n_quads() if given.get("default_graph") != "plain" else "")
        store.publish()
    app = create_app(Settings.load({}, store=location, token="s3cret", workers=1, query_timeout=4, **given))
    yield app.test_client()
    app.extensions["kg"].close()


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """Over a graph that is computed."""
    yield from served(tmp_path_factory.mktemp("kg"), body_limit="1")


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    yield from served(tmp_path_factory.mktemp("kg"), default_graph="plain")


def update(client: FlaskClient, text: str, **more: object) -> int:
    return client.post("/update", data=text, content_type=UPDATE, headers=TOKEN, **more).status_code  # type: ignore[arg-type]


def ask(client: FlaskClient, pattern: str) -> bool:
    return client.get("/sparql", query_string={"query": f"ASK {{ {pattern} }}", "format": "csv"}).text == "true"


def triples(client: FlaskClient, **address: str) -> list[str]:
    text = client.get("/store", query_string=address, headers={"Accept": "application/n-triples"}).text
    return sorted(text.splitlines())


# --- the token -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("header", [None, "Bearer wrong", "Bearer ", "Basic czNjcmV0", "s3cret", "Bearer s3cret\u00e9"])
@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/update"), ("PUT", "/store?graph=x:g"), ("DELETE", "/store?default")]
)
def test_without_the_token(scratch: FlaskClient, method: str, path: str, header: str | None) -> None:
    headers = {"Authorization": header} if header else {}
    response = scratch.open(path, method=method, headers=headers, data="CLEAR ALL", content_type=UPDATE)
    assert (response.status_code, response.headers["WWW-Authenticate"]) == (401, "Bearer")


# --- updates ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ({"data": f"INSERT DATA {{ GRAPH <{USER}> {{ {ONE} }} }}", "content_type": UPDATE}, 204),
        ({"data": {"update": f"DELETE WHERE {{ GRAPH <{USER}> {{ <x:no> ?p ?o }} }}"}}, 204),
        ({"data": f"INSERT DATA {{ GRAPH <{BASE}graph/facts> {{ {ONE} }} }}", "content_type": UPDATE}, 403),
        ({"data": f"INSERT DATA {{ {ONE} }}", "content_type": UPDATE}, 403),
        ({"data": "CLEAR ALL", "content_type": UPDATE}, 403),
        ({"data": "INSERT {", "content_type": UPDATE}, 400),
        ({"data": "SELECT * {}", "content_type": UPDATE}, 403),
        ({"data": {"update": "CLEAR ALL", "query": "ASK {}"}}, 400),
        ({"data": [("update", "CLEAR ALL"), ("update", "CLEAR ALL")]}, 400),
        ({"data": {"query": "ASK {}"}}, 400),
        ({"data": "CLEAR ALL", "content_type": "text/plain"}, 415),
        ({"data": "CLEAR ALL".encode("utf-16"), "content_type": f"{UPDATE}; charset=utf-16"}, 415),
        ({"data": f"INSERT DATA {{ GRAPH <{USER}> {{ {ONE * 90_000} }} }}", "content_type": UPDATE}, 413),
        ({"data": f"INSERT {{ GRAPH <{USER}> {{}} }} WHERE {'{' * 3000}{'}' * 3000}", "content_type": UPDATE}, 400),
    ],
    ids=str,
)  # fmt: skip
def test_updates(client: FlaskClient, request_: dict[str, object], status: int) -> None:
    if isinstance(request_["data"], list):
        request_ = {"data": "update=CLEAR+ALL&update=CLEAR+ALL", "content_type": FORM}
    response = client.post("/update", headers=TOKEN, **request_)  # type: ignore[arg-type]
    assert (response.status_code, ask(client, "?s kg:metWith ?o")) == (status, True)


def test_an_update_is_not_a_get(client: FlaskClient) -> None:
    assert client.get("/update?update=CLEAR+ALL", headers=TOKEN).status_code == 405


def test_an_update_is_seen_at_once(scratch: FlaskClient) -> None:
    update(scratch, "CLEAR ALL ; INSERT DATA { <x:s> <x:p> 'now' }")
    assert ask(scratch, "?s ?p 'now'")


def test_an_update_that_fails_leaves_nothing(scratch: FlaskClient) -> None:
    status = update(scratch, "INSERT DATA { <x:s> <x:p> 'half' } ; DROP GRAPH <x:nowhere>")
    assert (status, ask(scratch, "?s ?p 'half'")) == (400, False)


def test_an_update_that_runs_away_is_stopped(scratch: FlaskClient) -> None:
    numbers = " ".join(map(str, range(2000)))
    where = " ".join(f"VALUES ?{name} {{ {numbers} }}" for name in "abcd")
    status = update(scratch, f"INSERT {{ <x:s> <x:p> 'away' }} WHERE {{ {where} FILTER(?a + ?b + ?c + ?d < 0) }}")
    assert (status, ask(scratch, "?s ?p 'away'"), update(scratch, "INSERT DATA {}")) == (503, False, 204)


@pytest.mark.parametrize(
    ("text", "status"), [("LOAD <http://127.0.0.1:9/>", 400), ("LOAD SILENT <http://127.0.0.1:9/>", 204),
                         ("INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 400)]
)  # fmt: skip
def test_nothing_is_fetched(scratch: FlaskClient, text: str, status: int) -> None:
    assert update(scratch, text) == status


def test_graphs_that_an_update_uses(scratch: FlaskClient) -> None:
    update(scratch, "CLEAR ALL ; INSERT DATA { GRAPH <x:g1> { <x:a> <x:p> 1 } GRAPH <x:g2> { <x:b> <x:p> 1 } }")
    text = "INSERT { GRAPH <x:out> { ?s <x:seen> 1 } } WHERE { ?s <x:p> 1 }"
    status = update(scratch, text, query_string={"using-graph-uri": "x:g1"})
    assert (status, triples(scratch, graph="x:out")) == (204, [f"<x:a> <x:seen> {ox.Literal(1)} ."])


def test_two_writers_take_turns(scratch: FlaskClient) -> None:
    update(scratch, "CLEAR ALL")
    app = scratch.application
    texts = [f"INSERT DATA {{ <x:s> <x:p> {number} }}" for number in range(6)]
    threads = [threading.Thread(target=update, args=(app.test_client(), text)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(triples(scratch, default="")) == 6


# --- graphs ----------------------------------------------------------------------------------------------------------


def put(client: FlaskClient, body: str | bytes, address: str, method: str = "PUT", kind: str = TURTLE) -> int:
    return client.open(address, method=method, data=body, content_type=kind, headers=TOKEN).status_code


@pytest.mark.parametrize("address", ["/store?graph=x:g", "/store?default", "/store/direct/g"])
def test_a_graph_is_put_added_to_and_deleted(scratch: FlaskClient, address: str) -> None:
    update(scratch, "CLEAR ALL")
    lines = [scratch.get(address, headers={"Accept": "application/n-triples"}).text.count("\n")]
    statuses = []
    for method, body in (("PUT", ONE), ("POST", TWO), ("PUT", TWO), ("DELETE", "")):
        statuses.append(put(scratch, body, address, method))
        lines.append(scratch.get(address, headers={"Accept": "application/n-triples"}).text.count(" .\n"))
    assert (statuses[1:], lines[1:]) == ([204, 204, 204], [1, 2, 1, 0])


def test_statuses_of_a_graph_that_is_not_there(scratch: FlaskClient) -> None:
    address = "/store?graph=x:none"
    found = [scratch.get(address).status_code, put(scratch, "", address, "DELETE"), put(scratch, "", address)]
    assert (found, scratch.head(address).status_code) == ([404, 404, 201], 200)


def test_a_new_graph_has_an_address(client: FlaskClient) -> None:
    response = client.post("/store", data=ONE, content_type=TURTLE, headers=TOKEN)
    assert (response.status_code, len(triples(client, graph=response.headers["Location"]))) == (201, 1)


@pytest.mark.parametrize("graph", [f"{BASE}graph/facts", f"{BASE}article/one", "x:g"])
@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
def test_graphs_that_are_computed_are_not_written(client: FlaskClient, graph: str, method: str) -> None:
    assert put(client, ONE, f"/store?graph={graph}", method) == 403


def test_graphs_that_are_computed_are_read(client: FlaskClient) -> None:
    assert any("metWith" in line for line in triples(client, graph=f"{BASE}graph/facts"))


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (TURTLE, "@prefix x: <x:> . x:a x:p 1 ."),
        ("application/n-triples", "<x:a> <x:p> \"1\" ."),
        ("application/rdf+xml", '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="x:">'
                                '<rdf:Description rdf:about="x:a"><p>1</p></rdf:Description></rdf:RDF>'),
        ("application/ld+json", '{"@id": "x:a", "x:p": "1"}'),
        ("application/trig", "<x:a> <x:p> 1 ."),
    ],
)  # fmt: skip
def test_every_format_is_read(scratch: FlaskClient, kind: str, body: str) -> None:
    assert (put(scratch, body, "/store?graph=x:f", kind=kind), len(triples(scratch, graph="x:f"))) in (
        (201, 1),
        (204, 1),
    )


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        (TURTLE, "<x:a> <x:p> ", 400),
        (TURTLE, b"\xff\xfe", 400),
        ("image/png", "x", 415),
        ("application/n-quads", "<x:a> <x:p> <x:o> <x:another> .", 400),
        ("application/ld+json", '{"@context": "http://127.0.0.1:9/", "@id": "x:a", "p": "1"}', 400),
        ("application/rdf+xml", '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]><rdf:RDF xmlns:rdf="http://www.w3.'
                                'org/1999/02/22-rdf-syntax-ns#"><x xmlns="x:">&x;</x></rdf:RDF>', 400),
        ("multipart/form-data; boundary=b", "nothing", 400),
    ],
    ids=lambda value: str(value)[:30],
)  # fmt: skip
def test_what_is_no_graph(scratch: FlaskClient, kind: str, body: str, status: int) -> None:
    put(scratch, ONE, "/store?graph=x:k")
    assert (put(scratch, body, "/store?graph=x:k", kind=kind), len(triples(scratch, graph="x:k"))) == (status, 1)


def test_entities_do_not_grow(scratch: FlaskClient) -> None:
    inner = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    head = f'<!DOCTYPE r [<!ENTITY e0 "aaaaaaaaaa">{inner}]>'
    rdf = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
    body = f'{head}<rdf:RDF {rdf}><x xmlns="x:"><p>&e9;</p></x></rdf:RDF>'
    assert put(scratch, body, "/store?graph=x:e", kind="application/rdf+xml") in (201, 204, 400, 503)


def test_parts_of_a_form_are_one_graph(scratch: FlaskClient) -> None:
    part = (
        '--b\r\nContent-Disposition: form-data; name="{0}"; filename="{0}"\r\nContent-Type: text/turtle\r\n\r\n{1}\r\n'
    )
    body = part.format("one", "_:x <x:p> 1 .") + part.format("two", "_:x <x:p> 2 .") + "--b--\r\n"
    put(scratch, "", "/store?graph=x:m")
    status = put(scratch, body, "/store?graph=x:m", "POST", "multipart/form-data; boundary=b")
    assert (status, len({line.split()[0] for line in triples(scratch, graph="x:m")})) == (204, 2)


def test_relative_iris_count_from_the_graph(scratch: FlaskClient) -> None:
    put(scratch, "<rel> <x:p> 1 .", "/store?graph=http://a.example/b/c")
    assert triples(scratch, graph="http://a.example/b/c")[0].startswith("<http://a.example/b/rel>")


def test_a_graph_is_patched(client: FlaskClient) -> None:
    put(client, ONE, f"/store?graph={USER}")
    status = put(
        client, "DELETE DATA { <x:a> <x:p> 1 } ; INSERT DATA { <x:a> <x:p> 2 }", f"/store?graph={USER}", "PATCH", UPDATE
    )
    assert (status, triples(client, graph=USER)) == (204, [f"<x:a> <x:p> {ox.Literal(2)} ."])


@pytest.mark.parametrize(
    "address", ["/store", "/store?default&graph=x:g", "/store?graph=g", "/store?graph=x:a&graph=x:b"]
)
def test_addresses_that_name_no_graph(scratch: FlaskClient, address: str) -> None:
    assert scratch.get(address).status_code == 400


def test_a_graph_that_has_not_changed(scratch: FlaskClient) -> None:
    put(scratch, ONE, "/store?graph=x:t")
    tag = scratch.get("/store?graph=x:t").headers["ETag"]
    again = scratch.get("/store?graph=x:t", headers={"If-None-Match": tag}).status_code
    put(scratch, TWO, "/store?graph=x:t")
    assert (again, scratch.get("/store?graph=x:t", headers={"If-None-Match": tag}).status_code) == (304, 200)


def test_packed_bodies(scratch: FlaskClient) -> None:
    headers = TOKEN | {"Content-Encoding": "gzip"}
    found = [
        scratch.put("/store?graph=x:z", data=gzip.compress(body), content_type=TURTLE, headers=headers).status_code
        for body in (ONE.encode(), b" " * (17 * 2**20))
    ]
    assert found == [201, 413]


def test_changes_that_come_together_are_published_together(tmp_path: Path) -> None:
    """Each stands for itself: what is wrong takes no other along."""
    with open_store(str(tmp_path / "store")) as store:
        store.publish()
    changes = Changes(str(tmp_path / "store"), BASE, timeout=20, memory=500)
    texts = [*(f"INSERT DATA {{ <x:s> <x:p> {number} }}" for number in range(12)), "INSERT"]
    outcomes: dict[str, str] = {}

    def make(text: str) -> None:
        try:
            outcomes[text] = str(changes.make(Change(text)))
        except KgError as error:
            outcomes[text] = type(error).__name__

    threads = [threading.Thread(target=make, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    changes.close()
    with open_store(str(tmp_path / "store"), read_only=True) as reader:
        found = len(reader.query("SELECT ?o { <x:s> <x:p> ?o }", default_graph="plain").rows)
    told = Counter(outcomes.values())
    number = max(int(path.name[:6]) for path in (tmp_path / "store" / "snapshots").iterdir())
    assert (found, told, number < 8) == (12, {"True": 12, "QuerySyntaxError": 1}, True)
