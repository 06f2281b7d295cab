"""What would bring a server down does not: each attack gets a 4xx or a 503 that says when to come again, others are
answered meanwhile, and afterwards the server is what it was."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from live import server
from small_graph import stored

NUMBERS = " ".join(map(str, range(3000)))
CROSS = " ".join(f"VALUES ?{name} {{ {NUMBERS} }}" for name in "abcd")
GROWN = "REPLACE(" * 8 + '"aaaaaaaaaa"' + ', "a", "aaaaaaaaaa")' * 8
ATTACKS = {
    "cartesian product": f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}",
    "giant sort": f"SELECT * {{ {CROSS} }} ORDER BY DESC(?d) ?c",
    "distinct of everything": f"SELECT (COUNT(DISTINCT *) AS ?n) {{ {CROSS} }}",
    "string bomb": f"SELECT (STRLEN({GROWN}) AS ?n) {{}}",
    "endless path": "SELECT (COUNT(*) AS ?n) { ?a (!<x:>)* ?b . ?c (!<x:>)* ?d . ?e (!<x:>)* ?f . ?g (!<x:>)* ?h }",
    "giant answer": f"SELECT * {{ {CROSS} }}",
    "giant graph": f"CONSTRUCT {{ ?s <x:a> ?a , ?b , ?c , ?d }} WHERE {{ ?s ?p ?o {CROSS} }}",
    "nested groups": "ASK " + "{" * 50_000 + "}" * 50_000,
    "nested brackets": "ASK { FILTER" + "(" * 50_000 + "1" + ")" * 50_000 + " }",
    "negations": "ASK { FILTER(" + "!" * 90_000 + "true) }",
    "nested functions": "ASK { FILTER(" + "STR(" * 99 + "1" + ")" * 99 + " = '1') }",
    "many unions": "ASK { {} " + "UNION {} " * 25_000 + " }",
    "long additions": "SELECT (1" + " + 1" * 60_000 + " AS ?n) {}",
    "fetching": "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
    "fetching, hidden": "SELECT * { BIND(1 AS ?a) FILTER(?a<'>' || EXISTS{SERVICE<http://127.0.0.1:1/>{?s ?p ?o}}) }",
    "a file as a graph": "SELECT * FROM <file:///etc/hostname> { ?s ?p ?o }",
    "no text": "\0\ud800",
}  # fmt: skip


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with stored(tmp_path_factory.mktemp("kg")) as store:
        location = Path(store.location)
    limits = {"workers": "2", "query_timeout": "2", "query_memory": "300", "result_limit": "1"}
    with server(location, token="s3cret", **limits) as address:
        yield address


def is_well(address: str) -> bool:
    """Something that was not asked before is answered, to who comes again when told to."""
    query, end = f"SELECT ({time.monotonic_ns()} AS ?n) {{ ?s ?p ?o }} LIMIT 1", time.monotonic() + 10
    while (told := requests.get(f"{address}/sparql", {"query": query}, timeout=10)).status_code == 503:
        if "Retry-After" not in told.headers or time.monotonic() > end:
            return False
        time.sleep(0.1)
    return told.status_code == 200


@pytest.mark.parametrize("query", ATTACKS.values(), ids=ATTACKS)
def test_attacks(address: str, query: str) -> None:
    body = query.encode("utf-8", "surrogatepass")
    told = requests.post(f"{address}/sparql", body, headers={"Content-Type": "application/sparql-query"}, timeout=20)
    harmless = told.status_code == 200 and len(told.content) < 1000
    refused = 400 <= told.status_code < 500 or (told.status_code == 503 and "Retry-After" in told.headers)
    assert (harmless or refused, is_well(address)) == (True, True)


def test_others_are_answered_meanwhile(address: str) -> None:
    attack = {"query": ATTACKS["cartesian product"]}
    ended: list[int] = []

    def run_away() -> None:
        ended.append(requests.post(f"{address}/sparql", attack, timeout=20).status_code)

    threads = [threading.Thread(target=run_away) for _ in range(3)]
    for thread in threads:
        thread.start()
    time.sleep(1.2)  # then no more than one of them has a worker
    begin = time.monotonic()
    well = all(is_well(address) for _ in range(5))
    took = time.monotonic() - begin
    for thread in threads:
        thread.join()
    assert (well, took < 5, set(ended)) == (True, True, {503})


@pytest.mark.parametrize(
    ("method", "path", "body", "headers", "status"),
    [
        ("POST", "/sparql", b"x" * 2_000_000, {"Content-Type": "application/sparql-query"}, 413),
        ("POST", "/update", b"x" * 20_000_000, {"Content-Type": "application/sparql-update"}, 413),
        ("POST", "/sparql", gzip.compress(b" " * 50_000_000),
         {"Content-Type": "application/sparql-query", "Content-Encoding": "gzip"}, 413),
        ("POST", "/sparql", b"a=1&" * 5000, {"Content-Type": "application/x-www-form-urlencoded"}, 400),
        ("GET", "/sparql?query=" + "x" * 200_000, b"", {}, 400),
        ("GET", "/article/../../etc/passwd", b"", {}, 404),
        ("GET", "/questions/%2e%2e%2fpyproject.toml", b"", {}, 404),
        ("GET", "/dump/%00.ttl", b"", {}, 404),
        ("GET", "/sparql?query=ASK%7B%7D", b"", {"Accept": "text/csv\t;q=\x0b9"}, 400),
        ("TRACE", "/sparql", b"", {}, 405),
    ],
    ids=["long query", "long update", "gzip bomb", "many parameters", "long address", "climbing", "climbing, escaped",
         "zero byte", "odd header", "trace"],
)  # fmt: skip
def test_requests(address: str, method: str, path: str, body: bytes, headers: dict[str, str], status: int) -> None:
    try:
        told = requests.request(method, address + path, data=body, headers=headers, timeout=20).status_code
    except requests.exceptions.ConnectionError:  # it was refused before it was sent
        told = status
    assert (told in (status, 200, 406, 431), is_well(address)) == (True, True)


def test_slow_clients(address: str) -> None:
    """Half a request each, and then nothing."""
    host, port = address.removeprefix("http://").split(":")
    slow = []
    for _ in range(150):
        connection = socket.create_connection((host, int(port)), timeout=10)
        connection.sendall(b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nquery=")
        slow.append(connection)
    begin = time.monotonic()
    well = all(is_well(address) for _ in range(5))
    took = time.monotonic() - begin
    for connection in slow:
        connection.close()
    assert (well, took < 3) == (True, True)


def test_a_client_that_goes_away(address: str) -> None:
    host, port = address.removeprefix("http://").split(":")
    for _ in range(20):
        with socket.create_connection((host, int(port)), timeout=10) as connection:
            connection.sendall(b"GET /dump.ttl HTTP/1.1\r\nHost: x\r\n\r\n")
    assert is_well(address)
