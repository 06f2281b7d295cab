"""Real clients over a real connection: what they send is theirs, and they get what they expect."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pandas
import pytest
import rdflib
import requests
import SPARQLWrapper
from live import server
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from small_graph import BASE, stored

ANA = f"{BASE}id/person/ana-lima"
NAMES = "SELECT ?thing ?name { ?thing <http://www.w3.org/2004/02/skos/core#prefLabel> ?name } ORDER BY ?name"
CONSTRUCT = f"CONSTRUCT {{ <{ANA}> ?p ?o }} WHERE {{ <{ANA}> ?p ?o }}"
FIRST = "Ana Lima"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with stored(tmp_path_factory.mktemp("kg")) as store:
        location = Path(store.location)
    with server(location, token="s3cret", workers="1") as address:
        yield address


# --- SPARQLWrapper ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", [SPARQLWrapper.GET, SPARQLWrapper.POST])
@pytest.mark.parametrize("way", [SPARQLWrapper.URLENCODED, SPARQLWrapper.POSTDIRECTLY])
def test_sparqlwrapper_select(address: str, method: str, way: str) -> None:
    client = SPARQLWrapper.SPARQLWrapper(f"{address}/sparql")
    client.setMethod(method)
    client.setRequestMethod(way)
    client.setReturnFormat(SPARQLWrapper.JSON)
    client.setQuery(NAMES)
    assert client.queryAndConvert()["results"]["bindings"][0]["name"]["value"] == FIRST


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
@pytest.mark.parametrize(
    ("form", "query"),
    [
        (SPARQLWrapper.XML, NAMES),
        (SPARQLWrapper.CSV, NAMES),
        (SPARQLWrapper.TSV, NAMES),
        (SPARQLWrapper.TURTLE, CONSTRUCT),
        (SPARQLWrapper.RDFXML, CONSTRUCT),
        (SPARQLWrapper.JSONLD, CONSTRUCT),
        (SPARQLWrapper.N3, CONSTRUCT),
        (SPARQLWrapper.JSON, "ASK {}"),
    ],
)
def test_sparqlwrapper_formats(address: str, form: str, query: str) -> None:
    client = SPARQLWrapper.SPARQLWrapper(f"{address}/sparql", returnFormat=form)
    client.setQuery(query)
    found = client.queryAndConvert()
    text = (
        found.toxml() if hasattr(found, "toxml") else found.serialize() if hasattr(found, "serialize") else str(found)
    )
    assert "Ana Lima" in text or "True" in text


def test_sparqlwrapper_update(address: str) -> None:
    client = SPARQLWrapper.SPARQLWrapper(f"{address}/update")
    client.setMethod(SPARQLWrapper.POST)
    client.addCustomHttpHeader("Authorization", "Bearer s3cret")
    client.setQuery(f"INSERT DATA {{ GRAPH <{BASE}graph/user/wrapped> {{ <x:a> <x:b> 'wrapped' }} }}")
    client.query()
    assert requests.get(f"{address}/store", {"graph": f"{BASE}graph/user/wrapped"}, timeout=10).status_code == 200


def test_sparqlwrapper_errors(address: str) -> None:
    client = SPARQLWrapper.SPARQLWrapper(f"{address}/sparql")
    client.setQuery("SELECT {")
    with pytest.raises(SPARQLWrapper.SPARQLExceptions.QueryBadFormed, match="1:9"):
        client.query()


# --- rdflib ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_store(address: str, method: str) -> None:
    graph = rdflib.Graph(SPARQLStore(f"{address}/sparql", method=method))
    assert next(str(name) for _, name in graph.query(NAMES)) == FIRST  # type: ignore[misc]


def test_rdflib_triples(address: str) -> None:
    graph = rdflib.Graph(SPARQLStore(f"{address}/sparql"))
    assert str(graph.value(rdflib.URIRef(ANA), rdflib.SKOS.prefLabel)) == FIRST


def test_rdflib_reads_a_page_as_rdf(address: str) -> None:
    graph = rdflib.Graph().parse(f"{address}/id/person/ana-lima")
    assert str(graph.value(rdflib.URIRef(ANA), rdflib.SKOS.prefLabel)) == FIRST


def test_rdflib_reads_a_dump(address: str) -> None:
    assert len(rdflib.Graph().parse(f"{address}/dump.ttl")) > 100


# --- pandas, curl, a page of Yasgui's --------------------------------------------------------------------------------


def test_pandas(address: str) -> None:
    frame = pandas.read_csv(f"{address}/sparql?{urlencode({'query': NAMES, 'format': 'csv'})}")
    assert (list(frame.columns), frame["name"][0]) == (["thing", "name"], FIRST)


def test_pandas_asks_a_question(address: str) -> None:
    frame = pandas.read_csv(f"{address}/questions/who-met-whom.csv")
    assert {"status", "sentence"} <= set(frame.columns)


@pytest.mark.skipif(not shutil.which("curl"), reason="needs curl")
@pytest.mark.parametrize(
    "arguments",
    [
        ["{}/sparql", "-H", "Accept: text/csv", "--data-urlencode", f"query={NAMES}"],
        ["{}/sparql", "-G", "--data-urlencode", f"query={NAMES}", "-d", "format=csv"],
        ["{}/sparql?format=csv", "-H", "Content-Type: application/sparql-query", "--data-binary", NAMES],
        ["{}/sparql?format=csv", "--compressed", "-H", "Expect: 100-continue", "--data-urlencode", f"query={NAMES}"],
        ["{}/dump.nt.gz", "--compressed", "-r", "0-", "-o", "-"],
    ],
    ids=["form", "get", "direct", "expect", "range"],
)
def test_curl(address: str, arguments: list[str]) -> None:
    command = ["curl", "-sSf", *(argument.replace("{}", address) for argument in arguments)]
    done = subprocess.run(command, capture_output=True, check=True, timeout=30)
    assert FIRST.encode() in done.stdout or done.stdout[:2] == b"\x1f\x8b"


@pytest.mark.parametrize(
    ("query", "accept"),
    [
        (NAMES, "application/sparql-results+json,*/*;q=0.9"),
        (CONSTRUCT, "text/turtle,*/*;q=0.9"),
        ("ASK {}", "application/sparql-results+json,*/*;q=0.9"),
    ],
)
def test_yasgui(address: str, query: str, accept: str) -> None:
    """It asks whether it may, as a page of another site, and posts a form."""
    origin = {"Origin": "https://yasgui.example"}
    ahead = origin | {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    may = requests.options(f"{address}/sparql", headers=ahead, timeout=10).headers
    body = urlencode({"query": query}).replace("+", "%20")
    kind = "application/x-www-form-urlencoded; charset=UTF-8"
    told = requests.post(
        f"{address}/sparql", body, headers=origin | {"Accept": accept, "Content-Type": kind}, timeout=10
    )
    assert (
        "POST" in may["Access-Control-Allow-Methods"],
        "Content-Type" in may["Access-Control-Allow-Headers"],
        told.headers["Access-Control-Allow-Origin"],
        told.status_code,
    ) == (True, True, "*", 200)
