"""The short way of plain queries: what goes it, and that it gives what the app gives, whatever comes between."""

from __future__ import annotations

import http.client
import os
import socket
import threading
import time
import urllib.parse
from collections.abc import Iterator

import pytest
from live import in_thread
from small_graph import BASE, stored

from kg.serving import plain
from kg.settings import Settings

NAMES = f"SELECT (COUNT(?name) AS ?n) {{ GRAPH <{BASE}graph/facts> {{ ?s skos:altLabel ?name }} }}"
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?o ?p }"
FORM, QUERY = "application/x-www-form-urlencoded", "application/sparql-query"
LONG_WAY = {"TE": "trailers"}  # a header that the short way leaves to others


def coded(**parameters: str) -> str:
    return urllib.parse.urlencode(parameters)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with stored(tmp_path_factory.mktemp("kg")) as store:
        location = store.location
    with in_thread(Settings(store=location, workers=2, query_timeout=2, result_limit=1)) as address:
        yield address


@pytest.fixture
def connection(address: str) -> Iterator[http.client.HTTPConnection]:
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=30)
    yield connection
    connection.close()


Told = tuple[int, list[tuple[str, str]], bytes]


def asked(connection: http.client.HTTPConnection, method: str, path: str, body: str, headers: dict[str, str]) -> Told:
    connection.request(method, path, body.encode() if body else None, headers)
    answer = connection.getresponse()
    told = [(name.title(), value) for name, value in answer.getheaders() if name.title() not in ("Date", "Connection")]
    return answer.status, sorted(told), answer.read()


REQUESTS: dict[str, tuple[str, str, str, dict[str, str]]] = {
    "csv": ("GET", coded(query=NAMES, format="csv"), "", {}),
    "xml": ("GET", coded(query=NAMES), "", {"Accept": "application/sparql-results+xml"}),
    "graph": ("GET", coded(query=f"DESCRIBE <{BASE}id/person/ana-lima>"), "", {"Accept": "text/turtle"}),
    "large and packed": ("GET", coded(query="CONSTRUCT WHERE { ?s ?p ?o }"), "", {"Accept-Encoding": "gzip"}),
    "small and packed": ("GET", coded(query="ASK {}"), "", {"Accept-Encoding": "gzip"}),
    "large": ("GET", coded(query="SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 3000"), "", {}),
    "too large": ("GET", coded(query="SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 30000"), "", {}),
    "direct": ("POST", "", NAMES, {"Content-Type": QUERY}),
    "form": ("POST", "", coded(query=NAMES), {"Content-Type": FORM}),
    "form, charset": ("POST", "", coded(query=NAMES), {"Content-Type": f"{FORM}; charset=UTF-8"}),
    "its own dataset": ("GET", coded(query="ASK { ?s ?p ?o }", **{"default-graph-uri": "x:g"}), "", {}),
    "syntax": ("GET", coded(query="SELECT {"), "", {}),
    "no such format": ("GET", coded(query=NAMES), "", {"Accept": "image/png"}),
    "no such function": ("GET", coded(query="SELECT (<x:f>(1) AS ?x) {}"), "", {}),
    "another kind of body": ("POST", "", "x", {"Content-Type": "text/plain"}),
    "no query": ("GET", "", "", {"Accept": "text/turtle"}),
    "two queries": ("GET", f"{coded(query=NAMES)}&{coded(query=NAMES)}", "", {}),
    "of this moment": ("GET", coded(query="SELECT (BNODE() = 1 AS ?x) {}"), "", {}),
    "head": ("HEAD", coded(query=NAMES), "", {}),
    "deep": ("GET", coded(query="SELECT * " + "{" * 200 + "}" * 200), "", {}),
}  # fmt: skip


@pytest.mark.parametrize("name", REQUESTS)
def test_it_gives_what_the_app_gives(connection: http.client.HTTPConnection, name: str) -> None:
    method, query, body, headers = REQUESTS[name]
    path = f"/sparql?{query}" if query else "/sparql"
    short = asked(connection, method, path, body, headers)
    again = asked(connection, method, path, body, headers)
    long = asked(connection, method, path, body, headers | LONG_WAY)
    assert (short, again) == (long, long)


POST = b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\nContent-Length: %d\r\n\r\nASK{}"
HEAD = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: a\r\n"


@pytest.mark.parametrize(
    ("data", "is_plain"),
    [
        (HEAD + b"\r\n", True),
        (HEAD + b"Accept: */*\r\nConnection: close\r\n\r\n", True),
        (POST % 5, True),
        (HEAD, False),
        (HEAD + b"\r\n" + HEAD + b"\r\n", False),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", False),
        (HEAD + b"Content-Length: 2\r\n\r\nab", False),
        (HEAD + b"Content-Length: 0\r\nContent-Length: 0\r\n\r\n", False),
        (HEAD + b" folded: x\r\n\r\n", False),
        (HEAD + b"Accept : x\r\n\r\n", False),
        (HEAD + "Accept: \u00e4\r\n\r\n".encode(), False),
        (HEAD.replace(b"1.1", b"1.0") + b"\r\n", False),
        (HEAD.replace(b"Host", b"X-Host") + b"\r\n", False),
        (HEAD.replace(b"\r\n", b"\n") + b"\n", False),
        (POST % 9, False),
    ],
)
def test_what_is_plain(data: bytes, is_plain: bool) -> None:
    assert (plain.read(data) is not None) == is_plain


def test_a_connection_is_closed_when_the_client_wants_that(address: str) -> None:
    host, _, port = address.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=30) as client:
        client.sendall(HEAD + b"Connection: close\r\n\r\n")
        told = b"".join(iter(lambda: client.recv(1 << 16), b""))
    assert (told.startswith(b"HTTP/1.1 200 OK\r\n"), b"\r\nConnection: close\r\n" in told) == (True, True)


def test_requests_in_one_go_are_answered_in_order(address: str) -> None:
    host, _, port = address.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=30) as client:
        client.sendall(HEAD + b"\r\n" + HEAD + b"Connection: close\r\n\r\n")
        told = b"".join(iter(lambda: client.recv(1 << 16), b""))
    assert told.count(b"HTTP/1.1 200 OK\r\n") == 2


def test_beside_what_takes_long_the_quick_go_on(address: str) -> None:
    slow: list[int] = []
    host = address.removeprefix("http://")

    def run_away() -> None:
        own = http.client.HTTPConnection(host, timeout=30)
        slow.append(asked(own, "GET", f"/sparql?{coded(query=RUNAWAY)}", "", {})[0])
        own.close()

    thread = threading.Thread(target=run_away)
    thread.start()
    connection = http.client.HTTPConnection(host, timeout=30)
    took = []
    while thread.is_alive():
        begin = time.monotonic()
        path = f"/sparql?{coded(query=f'ASK {{}} #{begin}')}"
        assert asked(connection, "GET", path, "", {})[0] == 200
        took.append(time.monotonic() - begin)
    connection.close()
    assert (slow, sorted(took)[len(took) // 2] < 0.2) == ([503], True)


def test_many_at_once_are_all_answered(address: str) -> None:
    found: list[bytes] = []

    def ask(number: int) -> None:
        connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=30)
        for turn in range(10):
            query = f"SELECT ({number * 100 + turn} AS ?n) {{}}"
            path = f"/sparql?{coded(query=query, format='csv')}"
            found.append(asked(connection, "GET", path, "", {})[2].split()[1])
        connection.close()

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(int, found)) == [number * 100 + turn for number in range(12) for turn in range(10)]


def test_nothing_is_held_after_an_answer(address: str, connection: http.client.HTTPConnection) -> None:
    def ask_all() -> int:
        for name, (method, query, body, headers) in REQUESTS.items():
            path = f"/sparql?{query}&x={name.replace(' ', '')}" if query else "/sparql"
            asked(connection, method, path, body, headers)
        return len(os.listdir("/proc/self/fd"))

    assert ask_all() == ask_all()


def test_a_client_in_haste_is_told(tmp_path_factory: pytest.TempPathFactory) -> None:
    with stored(tmp_path_factory.mktemp("kg")) as store:
        location = store.location
    with in_thread(Settings(store=location, workers=1, rate=1, proxies=1)) as address:
        connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=30)
        path = f"/sparql?{coded(query='ASK {}')}"
        found = [asked(connection, "GET", path, "", {"X-Forwarded-For": f"9.9.9.9, {who}"})[0] for who in "aaaaaaaab"]
        connection.close()
    assert (found[0], 429 in found, found[-1]) == (200, True, 200)
