"""What a query may not do: fetch from elsewhere, nest past the engine's stack, run on, take all memory."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import Busy, NotFound, QueryLimit, QuerySyntaxError, StoreError, UsageError
from kg.store import NotAcceptable, Store, open_store
from kg.store.pool import Query, QueryPool, rows_of
from kg.store.sandbox import forbid_network
from kg.store.scan import scan

BASE = "https://w3id.org/newskg/"
MANY = " ".join(map(str, range(3000)))
ENDLESS = "SELECT (COUNT(*) AS ?n) { VALUES ?a { X } VALUES ?b { X } VALUES ?c { X } VALUES ?d { X } }".replace(
    "X", MANY
)
HUGE = "SELECT (STRLEN(X) AS ?n) {}".replace("X", "REPLACE(" * 8 + '"aaaaaaaaaa"' + ', "a", "aaaaaaaaaa")' * 8)


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { SERVICE <http://a/> { ?s ?p ?o } }",
        "SELECT * { service silent ?where { ?s ?p ?o } }",
        "SELECT * {SERVICE<http://a/>{}}",
        "SELECT * { ?s ?p ?o.SERVICE ex:a {} }",
        "SELECT * { # comment\nSERVICE <http://a/> {} }",
        "SELECT * { FILTER(?a < 1) SERVICE <http://a/> {} FILTER(?b > 2) }",
        "SELECT * { SERVICE kg:x { ?s ?p ?o } }",
        "SELECT * { ?s ?p true.SERVICE <http://a/> {} }",
        "SELECT * { ?s ?p 1.SERVICE <http://a/> {} }",
        "SELECT * { BIND(1 AS ?a) FILTER(?a<'>' || EXISTS{SERVICE<http://a/>{?s ?p ?o}}) }",
        "SELECT * { BIND(1 AS ?a) FILTER(?a<1)SERVICE?x#>\n{ ?s ?p ?o } }",
        'SELECT * { VALUES ?x {""} SERVICE <http://a/> {} }',
        "ASK { ?s ?p 'service' . SERVICE <http://a/> { ?service ?p ?o } }",
    ],
)
def test_service_is_refused(store: Store, sparql: str) -> None:
    with pytest.raises((UsageError, QuerySyntaxError), match="SERVICE and LOAD are off"):
        store.query(f"PREFIX ex: <http://ex/> {sparql}")


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT ?service { ?service ex:service service-of:x, my_service:x, service:x }",
        """SELECT * { ?s ?p "SERVICE", 'SERVICE', \'\'\'a "SERVICE" b\'\'\', 'LOAD' }""",
        "SELECT * { ?s <http://a/SERVICE> _:SERVICE } # SERVICE",
        "SELECT * { ?s ex:a.SERVICE $SERVICE, 'x'@SERVICE }",
        "SELECT (1 AS ?load) { FILTER(?service < 2) # LOAD\n }",
    ],
)
def test_the_word_service_is_a_word(store: Store, sparql: str) -> None:
    prefixes = "".join(f"PREFIX {name}: <http://ex/> " for name in ("ex", "service-of", "my_service", "service"))
    assert store.query(prefixes + sparql).kind == "select"


@pytest.mark.parametrize(
    ("sparql", "depth"),
    [
        ("ASK {}", 1),
        ("ASK { { { } } }", 3),
        ("ASK { FILTER((1)) }", 3),
        ("ASK { FILTER(!!!!! true) }", 5),
        ("ASK { FILTER(1 != 2) }", 2),
        ('ASK { ?s ?p "{{{{", <a:(((> } # {{{{', 1),
        ("ASK {} {} {}", 1),
        ("{" * 500, 500),
    ],
)
def test_depth(sparql: str, depth: int) -> None:
    assert scan(sparql).depth == depth


PATTERNS = [
    '"', "<", "a:", "\\", "!", "a.", "a-", "1.", "'\\", "\"'\\", "\"'\\\\", '"""\\', "'''\\", "'''a\\'", "<a", "@a",
]  # fmt: skip


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_scan_takes_time_by_the_length(pattern: str) -> None:
    assert _seconds(pattern, 256 * 1024) < 1


@pytest.mark.parametrize("pattern", PATTERNS)
def test_eight_times_the_text_takes_about_eight_times_the_time(pattern: str) -> None:
    short, long = (min(_seconds(pattern, size) for _ in range(3)) for size in (10_000, 80_000))
    assert long < 24 * short + 0.005  # so short that the clock's grain counts


def _seconds(pattern: str, size: int) -> float:
    text = (pattern * size)[:size]
    start = time.process_time()
    scan(text)
    return time.process_time() - start


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(str(tmp_path_factory.mktemp("kg") / "store")) as store:
        store.load(f'<x:s> <x:p> "one" <{BASE}graph/facts> .\n')
        store.publish()
        yield store


@pytest.fixture(scope="module")
def pool(store: Store) -> Iterator[QueryPool]:
    pool = QueryPool(store.location, BASE, size=2, timeout=4, memory=400, limit=1)
    yield pool
    pool.close()


def test_rows(pool: QueryPool) -> None:
    assert rows_of(pool.run(Query("SELECT ?s ?o { ?s ?p ?o }"))) == [{"s": "x:s", "o": "one"}]


def test_an_answer_comes_in_the_format_for_its_kind(pool: QueryPool) -> None:
    sparql = ("SELECT ?o { ?s ?p ?o }", "ASK {}", "CONSTRUCT WHERE { ?s ?p ?o }")
    found = []
    for answer in (pool.run(Query(text, table="xml", rdf="nt")) for text in sparql):
        with answer.body as body:
            found.append((answer.kind, answer.format, answer.size == len(body.read())))
    assert found == [("select", "xml", True), ("ask", "xml", True), ("graph", "nt", True)]


@pytest.mark.parametrize(
    ("query", "error", "words"),
    [
        (Query("SELECT nothing"), QuerySyntaxError, "1:"),
        (Query("ASK {}", table=None), NotAcceptable, "a table"),
        (Query("CONSTRUCT WHERE { ?s ?p ?o }", rdf=None), NotAcceptable, "RDF"),
        (Query("ASK {}", default_graph=("no iri",)), UsageError, "IRI"),
        (Query(ENDLESS), QueryLimit, "after 4 s"),
        (Query("SELECT * { VALUES ?a { X } VALUES ?b { X } }".replace("X", MANY)), QueryLimit, "more than 1 MiB"),
        (Query("ASK " + "{" * 20_000 + "}" * 20_000), QueryLimit, "nests"),
    ],
    ids=["syntax", "no table", "no graph", "no IRI", "endless", "result", "depth"],
)
def test_what_a_query_is_told(pool: QueryPool, query: Query, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        pool.run(query)


def test_a_query_that_takes_all_memory(store: Store) -> None:
    pool = QueryPool(store.location, BASE, size=1, timeout=60, memory=400, limit=1)
    try:
        with pytest.raises(QueryLimit, match="400 MiB"):
            pool.run(Query(HUGE))
    finally:
        pool.close()


def test_others_are_answered_while_one_is_stopped(pool: QueryPool) -> None:
    stopped: list[Exception] = []

    def run_away() -> None:
        try:
            pool.run(Query(ENDLESS))
        except QueryLimit as error:
            stopped.append(error)

    thread = threading.Thread(target=run_away)
    thread.start()
    answers = [rows_of(pool.run(Query(f"SELECT ({number} AS ?n) {{}}")))[0]["n"] for number in range(50)]
    thread.join()
    assert (answers, len(stopped)) == ([str(number) for number in range(50)], 1)


def test_a_worker_that_died_is_replaced(pool: QueryPool) -> None:
    for worker in list(pool._all):
        worker.popen.kill()
        worker.popen.wait()
    assert rows_of(pool.run(Query("SELECT ?o { ?s ?p ?o }"))) == [{"o": "one"}]


def test_a_new_snapshot_is_used_at_once(pool: QueryPool, store: Store) -> None:
    with pool.hold() as held:
        before = held.name
    store.apply(insert=f'<x:s> <x:q> "two" <{BASE}graph/facts> .\n')
    store.publish()
    found = sorted(row["o"] for row in rows_of(pool.run(Query("SELECT ?o { ?s ?p ?o }"))))
    with pool.hold() as held:
        assert (found, held.name != before) == (["one", "two"], True)


def test_busy_workers_are_waited_for(store: Store) -> None:
    pool = QueryPool(store.location, BASE, size=1, timeout=1, memory=400, limit=1)
    try:
        pool._idle.get()
        with pytest.raises(QueryLimit, match="busy"):
            pool.run(Query("ASK {}"))
    finally:
        pool.close()


def test_a_second_long_query_of_a_client_gives_way(store: Store) -> None:
    pool = QueryPool(store.location, BASE, size=2, timeout=20, memory=400, limit=1)
    ended: list[type[Exception]] = []

    def run_away() -> None:
        try:
            pool.run(Query(ENDLESS), client="a")
        except QueryLimit as error:
            ended.append(type(error))

    threads = [threading.Thread(target=run_away) for _ in range(2)]
    for thread in threads:
        thread.start()
    while pool.busy < 2:
        time.sleep(0.01)
    answered = rows_of(pool.run(Query("SELECT (1 AS ?n) {}")))
    gone = list(ended)
    for worker in list(pool._all):
        worker.popen.kill()
    for thread in threads:
        thread.join()
    pool.close()
    assert (answered, gone, ended[1:]) == ([{"n": "1"}], [Busy], [QueryLimit])


def test_a_snapshot_that_cannot_be_read_leaves_nothing_open(tmp_path: Path, store: Store) -> None:
    (tmp_path / "kg" / "snapshots" / "000001-x").mkdir(parents=True)
    (tmp_path / "kg" / "data").mkdir()
    (tmp_path / "kg" / "current").write_text("000001-x\n")
    before = len(os.listdir("/proc/self/fd"))
    with pytest.raises(StoreError, match="cannot be read"):
        open_store(str(tmp_path / "kg"), read_only=True)
    assert len(os.listdir("/proc/self/fd")) == before


def test_nothing_published(tmp_path: Path) -> None:
    pool = QueryPool(str(tmp_path), BASE, size=1, timeout=2, memory=400, limit=1)
    try:
        with pytest.raises(NotFound, match="published"):
            pool.run(Query("ASK {}"))
    finally:
        pool.close()


def test_a_worker_reaches_no_network(pool: QueryPool) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.5)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
        with pytest.raises((UsageError, QueryLimit)):
            pool.run(Query(f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}"))
        with pytest.raises(TimeoutError):
            server.accept()


@pytest.mark.skipif(sys.platform != "linux", reason="the filter is the Linux kernel's")
def test_no_sockets_after_the_filter() -> None:
    code = f"from kg.store.sandbox import {forbid_network.__name__} as f\nf()\nimport socket\nsocket.socket()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "PermissionError" in done.stderr
