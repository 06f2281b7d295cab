"""/sparql as the SPARQL 1.1 Protocol has it, and as real clients ask."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from small_graph import BASE, n_quads, stored

from kg.serving import create_app
from kg.serving.media import GRAPHS, HTML, TABLES, named, negotiate
from kg.settings import Settings
from kg.terms import PREFIXES

SELECT, ASK = "SELECT ?name { <id/person/ana-lima> skos:prefLabel ?name }", "ASK { ?s ?p ?o }"
CONSTRUCT = "CONSTRUCT WHERE { <id/person/ana-lima> skos:prefLabel ?name }"
DESCRIBE = "DESCRIBE <id/person/ana-lima>"
FACTS, ONE = f"{BASE}graph/facts", f"{BASE}article/one"
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    with stored(tmp_path_factory.mktemp("kg")) as store:
        location = store.location
    app = create_app(Settings(store=location, query_timeout=4, query_memory=400, result_limit=1, workers=1))
    yield app.test_client()
    app.extensions["kg"].close()


# --- the engine ------------------------------------------------------------------------------------------------------

AS_THE_ENGINE = {  # where Oxigraph and the W3C's cases differ: asked over HTTP as in process
    "a path of no steps from what is nowhere": "SELECT ?s { ?s <x:p>* <x:nowhere> }",
    "a path of no steps to what is nowhere": "SELECT ?o { <x:nowhere> <x:p>? ?o }",
    "words of one language joined": 'SELECT (GROUP_CONCAT(?o) AS ?g) { VALUES ?o { "1"@en "2"@en } }',
    "blank nodes of two rows": 'SELECT (BNODE(?s) = BNODE(?s) AS ?same) { VALUES ?s { "a" "b" } }',
    "a graph that a group leaves free": "SELECT ?g ?n { GRAPH ?g { SELECT (COUNT(*) AS ?n) { ?s <x:p> ?o } } }",
    "a graph among values": 'SELECT ?g ?t { GRAPH ?g { VALUES (?g ?t) { (UNDEF "a") (<x:g> "b") } } }',
    "minus within a graph": "SELECT ?a { GRAPH ?g { ?a skos:prefLabel ?o MINUS { ?b skos:prefLabel ?o } } }",
    "a function that is not known": "SELECT (<x:f>(1) AS ?f) {}",
}


@pytest.mark.parametrize("query", AS_THE_ENGINE.values(), ids=AS_THE_ENGINE)
def test_what_the_engine_answers_is_what_is_served(client: FlaskClient, query: str) -> None:
    store = ox.Store()
    store.load(n_quads(), format=ox.RdfFormat.N_QUADS)
    try:
        found = store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
        expected = found.serialize(format=ox.QueryResultsFormat.JSON)  # type: ignore[union-attr]
    except RuntimeError as error:
        expected = str(error).encode()
    served = client.get("/sparql", query_string={"query": query, "format": "json"})
    assert (served.data if served.status_code == 200 else served.json["detail"].encode()) == expected


# --- which form of answer --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "accept", "media_type", "words"),
    [
        (SELECT, JSON, JSON, '"Ana Lima"'),
        (SELECT, XML, XML, "<literal>Ana Lima</literal>"),
        (SELECT, "text/csv", "text/csv", "name\r\nAna Lima\r\n"),
        (SELECT, "text/tab-separated-values", "text/tab-separated-values", '?name\n"Ana Lima"\n'),
        (SELECT, None, JSON, '"Ana Lima"'),
        (SELECT, "*/*", JSON, '"Ana Lima"'),
        (SELECT, "application/rdf+xml, application/sparql-results+xml", XML, "Ana Lima"),
        (SELECT, f"{JSON};q=0, */*;q=0.1", XML, "Ana Lima"),
        (SELECT, "text/html,application/xml;q=0.9", "text/html", "Ana Lima"),
        (ASK, JSON, JSON, '"boolean":true'),
        (ASK, "text/turtle, application/sparql-results+xml;q=0.1", XML, "<boolean>true</boolean>"),
        (ASK, "text/html", "text/html", "Yes."),
        (CONSTRUCT, None, "text/turtle", 'skos:prefLabel "Ana Lima"'),
        (CONSTRUCT, "application/rdf+xml", "application/rdf+xml", "<skos:prefLabel>Ana Lima"),
        (CONSTRUCT, "application/ld+json", "application/ld+json", "Ana Lima"),
        (CONSTRUCT, "application/n-triples", "application/n-triples", '"Ana Lima" .'),
        (CONSTRUCT, "application/trig", "application/trig", "Ana Lima"),
        (CONSTRUCT, "application/n-quads", "application/n-quads", "Ana Lima"),
        (CONSTRUCT, f"{JSON}, text/turtle;q=0.9", "text/turtle", "Ana Lima"),
        (DESCRIBE, "application/turtle,text/turtle", "text/turtle", "kg:metWith"),
    ],
)
def test_the_form_of_the_query_decides_then_accept(
    client: FlaskClient, query: str, accept: str | None, media_type: str, words: str
) -> None:
    response = client.get("/sparql", query_string={"query": query}, headers={"Accept": accept} if accept else {})
    assert (response.status_code, response.mimetype, words in response.text) == (200, media_type, True)


@pytest.mark.parametrize(
    ("query", "parameters", "media_type"),
    [
        (SELECT, {"format": "csv"}, "text/csv"),
        (SELECT, {"output": "xml"}, XML),
        (SELECT, {"format": "json", "output": "json", "results": "json"}, JSON),
        (SELECT, {"format": "application/sparql-results+xml"}, XML),
        (SELECT, {"format": "turtle"}, "text/csv"),
        (SELECT, {"format": "nonsense", "timeout": "1", "foo": "bar"}, "text/csv"),
        (CONSTRUCT, {"format": "json"}, "application/ld+json"),
        (CONSTRUCT, {"format": "nt"}, "application/n-triples"),
    ],
)
def test_a_parameter_beats_accept(client: FlaskClient, query: str, parameters: dict[str, str], media_type: str) -> None:
    response = client.get(
        "/sparql", query_string={"query": query} | parameters, headers={"Accept": "text/csv, */*;q=0.1"}
    )
    assert (response.status_code, response.mimetype) == (200, media_type)


@pytest.mark.parametrize(("query", "accept"), [(SELECT, "text/turtle"), (CONSTRUCT, "text/csv"), (SELECT, "image/png")])
def test_not_acceptable(client: FlaskClient, query: str, accept: str) -> None:
    assert client.get("/sparql", query_string={"query": query}, headers={"Accept": accept}).status_code == 406


@pytest.mark.parametrize("accept", ["garbage", ";;;q=,,", "text/", "a/b;q=abc", "*/*;q=2", "," * 500, "\x7f"])
def test_an_accept_header_that_is_none(client: FlaskClient, accept: str) -> None:
    assert client.get("/sparql", query_string={"query": ASK}, headers={"Accept": accept}).status_code in (200, 406)


# --- how it may be asked ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "request_",
    [
        {"method": "GET", "query_string": {"query": ASK}},
        {"method": "POST", "data": {"query": ASK}},
        {"method": "POST", "data": ASK, "content_type": DIRECT},
        {"method": "POST", "data": ASK, "content_type": "Application/SPARQL-Query; charset=UTF-8"},
        {"method": "POST", "data": b"query=ASK+%7B+FILTER%28STRLEN%28%22a+b%22%29%3D3%29+%7D", "content_type": FORM},
        {"method": "POST", "data": 'ASK { FILTER(STRLEN("é中😀") = 3) }'.encode(), "content_type": DIRECT},
        {"method": "GET", "query_string": {"query": 'ASK { FILTER(STRLEN("é中😀") = 3) }'}},
        {"method": "POST", "data": ASK, "content_type": DIRECT, "query_string": {"default-graph-uri": FACTS}},
    ],
    ids=["get", "form", "direct", "case and charset", "plus", "utf-8 direct", "utf-8 get", "dataset in the address"],
)  # fmt: skip
def test_three_ways_to_ask(client: FlaskClient, request_: dict[str, object]) -> None:
    response = client.open("/sparql", headers={"Accept": JSON}, **request_)  # type: ignore[arg-type]
    assert (response.status_code, response.get_json(force=True)["boolean"]) == (200, True)


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ({"query_string": {"query": "SELECT {"}}, 400),
        ({"query_string": {"query": ""}}, 400),
        ({"query_string": [("query", ASK), ("query", ASK)]}, 400),
        ({"query_string": {"query": ASK, "default-graph-uri": "not an iri <>"}}, 400),
        ({"query_string": {"update": "CLEAR ALL"}}, 400),
        ({"query_string": "query=%FF%FE"}, 400),
        ({"method": "POST", "data": {"foo": "bar"}}, 400),
        ({"method": "POST", "data": {"query": ASK, "update": "CLEAR ALL"}}, 400),
        ({"method": "POST", "data": b'ASK { FILTER("\xff" = "x") }', "content_type": DIRECT}, 400),
        ({"method": "POST", "data": ASK, "content_type": "text/plain"}, 415),
        ({"method": "POST", "data": "{}", "content_type": "application/json"}, 415),
        ({"method": "POST", "data": ASK}, 415),
        ({"method": "POST", "data": ASK.encode("utf-16"), "content_type": f"{DIRECT}; charset=utf-16"}, 415),
        ({"method": "POST", "data": "INSERT DATA { <x:a> <x:b> 1 }", "content_type": DIRECT}, 400),
        ({"method": "POST", "data": ASK + "#" * 300_000, "content_type": DIRECT}, 413),
        ({"method": "POST", "data": ASK + "#" * 3_000_000, "content_type": DIRECT}, 413),
        ({"method": "PUT", "query_string": {"query": ASK}}, 405),
        ({"method": "DELETE", "query_string": {"query": ASK}}, 405),
        ({"query_string": {"query": "ASK { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"}}, 400),
        ({"method": "POST", "data": "ASK " + "{" * 3000 + "}" * 3000, "content_type": DIRECT}, 400),
        ({"method": "POST", "data": "ASK { FILTER(" + "!" * 9000 + "true) }", "content_type": DIRECT}, 400),
    ],
)  # fmt: skip
def test_what_is_refused(client: FlaskClient, request_: dict[str, object], status: int) -> None:
    response = client.open("/sparql", **request_)  # type: ignore[arg-type]
    told = response.get_json()
    assert (response.status_code, told["status"], "Traceback" in told["detail"]) == (status, status, False)


def test_a_syntax_error_says_where(client: FlaskClient) -> None:
    assert "2:9" in client.get("/sparql", query_string={"query": "SELECT * {\n ?s ?p }"}).get_json()["detail"]


def test_allowed_methods_are_told(client: FlaskClient) -> None:
    assert {"GET", "POST"} <= set(client.delete("/sparql").headers["Allow"].split(", "))


def test_a_query_that_takes_too_long(client: FlaskClient) -> None:
    numbers = " ".join(map(str, range(3000)))
    query = "SELECT (COUNT(*) AS ?n) {" + "".join(f" VALUES ?{name} {{ {numbers} }}" for name in "abcd") + " }"
    response = client.post("/sparql", data=query, content_type=DIRECT)
    after = client.get("/sparql", query_string={"query": ASK}).status_code
    assert (response.status_code, "Retry-After" in response.headers, after) == (503, True, 200)


def test_head_has_the_headers_only(client: FlaskClient) -> None:
    response = client.head("/sparql", query_string={"query": SELECT}, headers={"Accept": JSON})
    assert (response.status_code, response.mimetype, response.data) == (200, JSON, b"")


def test_a_browser_on_another_site_may_ask(client: FlaskClient) -> None:
    headers = client.options("/sparql", headers={"Origin": "http://app.example"}).headers
    assert ("POST" in headers["Access-Control-Allow-Methods"], headers["Access-Control-Allow-Origin"]) == (True, "*")


def test_an_error_may_be_read_by_another_site(client: FlaskClient) -> None:
    assert client.get("/sparql", query_string={"query": "ASK {"}).headers["Access-Control-Allow-Origin"] == "*"


# --- the dataset -----------------------------------------------------------------------------------------------------

NAMED = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
ANY = "SELECT (COUNT(*) AS ?n) { ?s kg:metWith ?o }"


@pytest.mark.parametrize(
    ("query", "parameters", "number"),
    [
        (ANY, [], 2),
        (NAMED, [], 5),
        (ANY, [("default-graph-uri", ONE)], 0),
        (ANY, [("default-graph-uri", ONE), ("default-graph-uri", FACTS)], 2),
        (NAMED, [("default-graph-uri", ONE)], 0),
        (ANY, [("named-graph-uri", FACTS)], 0),
        (NAMED, [("named-graph-uri", FACTS), ("named-graph-uri", ONE)], 2),
        (ANY.replace("{", f"FROM <{ONE}> {{", 1), [], 0),
        (ANY.replace("{", f"FROM <{FACTS}> {{", 1), [], 2),
        (ANY.replace("{", f"FROM <{ONE}> {{", 1), [("default-graph-uri", FACTS)], 2),
        (ANY, [("default-graph-uri", "http://nowhere.example/")], 0),
    ],
)  # fmt: skip
def test_dataset(client: FlaskClient, query: str, parameters: list[tuple[str, str]], number: int) -> None:
    response = client.get("/sparql", query_string=[("query", query), ("format", "csv"), *parameters])
    assert response.text.split() == ["n", str(number)]


def test_the_plain_dataset(tmp_path_factory: pytest.TempPathFactory) -> None:
    with stored(tmp_path_factory.mktemp("kg")) as store:
        location = store.location
    app = create_app(Settings(store=location, workers=1, default_graph="plain"))
    try:
        text = app.test_client().get("/sparql", query_string={"query": ANY, "format": "csv"}).text
    finally:
        app.extensions["kg"].close()
    assert text.split() == ["n", "0"]


# --- what the service says of itself ---------------------------------------------------------------------------------


@pytest.mark.parametrize("media", GRAPHS, ids=lambda media: media.format)
def test_service_description(client: FlaskClient, media) -> None:  # type: ignore[no-untyped-def]
    response = client.get("/sparql", headers={"Accept": media.types[0]})
    assert (response.mimetype, "sparql-service-description#" in response.text) == (media.types[0], True)


# --- negotiation -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accept", "offers", "format"),
    [
        (None, TABLES, "json"),
        ("text/*", TABLES, "csv"),
        ("text/csv;q=0.1, application/sparql-results+json", TABLES, "json"),
        ("*/*;q=0.1, application/sparql-results+xml", TABLES, "xml"),
        ("Application/SPARQL-Results+XML", TABLES, "xml"),
        ("application/sparql-results+xml;charset=utf-8;q=0.9, text/csv;q=0.2", TABLES, "xml"),
        ("application/xml", TABLES, "xml"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", (*TABLES, HTML), "html"),
        ("application/sparql-results+json;q=0", TABLES, None),
        ("image/png", TABLES, None),
        ("text/n3, application/rdf+xml;q=0.5", GRAPHS, "turtle"),
    ],
)
def test_negotiate(accept: str | None, offers, format: str | None) -> None:  # type: ignore[no-untyped-def]
    found = negotiate(accept, offers)
    assert (found.format if found else None) == format


@pytest.mark.parametrize(
    ("name", "format"), [("CSV", "csv"), ("text/csv", "csv"), ("ttl", None), ("", None), (None, None)]
)
def test_format_parameter(name: str | None, format: str | None) -> None:
    found = named(name, TABLES)
    assert (found.format if found else None) == format


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (TRIPLE(<a:a>, <b:b>, <c:c>) AS ?t) {}",
        f'SELECT ("1{"0" * 5000}"^^<http://www.w3.org/2001/XMLSchema#integer> AS ?x) {{}}',
        'SELECT ("a" AS ?article) ("b c" AS ?start) ("1" AS ?end) ("s" AS ?sentence) {}',
    ],
    ids=["triple term", "a very long number", "a span that is none"],
)
def test_odd_rows_have_a_page(client: FlaskClient, query: str) -> None:
    assert client.get("/sparql", query_string={"query": query}, headers={"Accept": "text/html"}).status_code == 200
