"""What a request meets before the app: answers that are known already, a limit on haste; and what is counted."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from small_graph import BASE, stored

from kg.serving import create_app
from kg.serving.front import Answers, Kept, Rate
from kg.serving.logs import JsonLines
from kg.settings import Settings
from kg.store import Store

NAMES = f"SELECT (COUNT(?name) AS ?n) {{ GRAPH <{BASE}graph/facts> {{ ?s skos:altLabel ?name }} }}"
MORE = f'<{BASE}id/person/bo-berg> <http://www.w3.org/2004/02/skos/core#altLabel> "B" <{BASE}graph/facts> .\n'


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return stored(tmp_path)


@pytest.fixture
def app(store: Store) -> Iterator[Flask]:
    app = create_app(Settings(store=store.location, workers=1))
    yield app
    app.extensions["kg"].close()


def metric(app: Flask, name: str) -> float:
    found = re.search(rf"^{re.escape(name)} (\S+)$", app.test_client().get("/metrics").text, re.MULTILINE)
    return float(found[1]) if found else 0


CSV = {"query": NAMES, "format": "csv"}


@pytest.mark.parametrize(
    "request_",
    [
        {"path": "/sparql", "query_string": CSV},
        {"path": "/sparql", "method": "POST", "data": CSV},
        {"path": "/sparql", "method": "POST", "data": NAMES, "content_type": "application/sparql-query"},
        {"path": "/", "headers": {"Accept": "text/html", "Accept-Encoding": "gzip"}},
        {"path": "/questions/who-met-whom.csv"},
        {"path": "/.well-known/void"},
    ],
    ids=["get", "form", "direct", "page", "question", "void"],
)
def test_the_same_again_is_known(app: Flask, request_: dict[str, object]) -> None:
    first, again = (app.test_client().open(**request_) for _ in range(2))  # type: ignore[arg-type]
    same = (first.data, sorted(first.headers)) == (again.data, sorted(again.headers))
    assert (first.status_code, same, metric(app, "kg_cached_answers_total")) == (200, True, 1)


@pytest.mark.parametrize(
    "other",
    [
        {"query_string": CSV | {"format": "tsv"}},
        {"query_string": CSV, "headers": {"Accept-Encoding": "gzip"}},
        {"query_string": CSV, "headers": {"Accept": "text/html"}},
        {"query_string": CSV, "headers": {"Host": "other.example"}},
        {"query_string": CSV | {"default-graph-uri": "x:g"}},
    ],
    ids=str,
)
def test_something_else_is_not(app: Flask, other: dict[str, object]) -> None:
    app.test_client().get("/sparql", query_string=CSV)
    app.test_client().get("/sparql", **other)  # type: ignore[arg-type]
    assert metric(app, "kg_cached_answers_total") == 0


@pytest.mark.parametrize(
    "query", ["SELECT (NOW() AS ?t) {}", "SELECT (rand() AS ?t) {}", "SELECT (UUID() AS ?t) {}", "SELECT {"]
)
def test_what_passes_is_not_kept(app: Flask, query: str) -> None:
    for _ in range(2):
        app.test_client().get("/sparql", query_string={"query": query})
    assert metric(app, "kg_cached_answers_total") == 0


def test_a_change_makes_what_is_known_useless(app: Flask, store: Store) -> None:
    before = app.test_client().get("/sparql", query_string=CSV).text
    store.apply(insert=MORE)
    store.publish()
    assert (before.split(), app.test_client().get("/sparql", query_string=CSV).text.split()) == (["n", "1"], ["n", "2"])


def test_what_is_known_is_not_sent_twice(app: Flask) -> None:
    client = app.test_client()
    tag = client.get("/sparql", query_string=CSV).headers["ETag"]
    again = client.get("/sparql", query_string=CSV, headers={"If-None-Match": f'"x", W/{tag}'})
    head = client.head("/sparql", query_string=CSV)
    assert (again.status_code, again.data, again.headers["ETag"], head.data, head.status_code) == (
        304,
        b"",
        tag,
        b"",
        200,
    )


def test_only_so_much_is_kept() -> None:
    answers = Answers(most=10_000)
    for number in range(100):
        answers.keep(("1", number), Kept([], b"x" * 1000, "", ""))
    assert [number for number in range(100) if answers.get(("1", number))] == [97, 98, 99]


def test_what_is_known_of_an_older_snapshot_goes() -> None:
    answers = Answers()
    for snapshot in ("000001-x", "000002-x", "000001-x"):
        answers.keep((snapshot, "/"), Kept([], b"", "", ""))
    assert (answers.get(("000001-x", "/")), bool(answers.get(("000002-x", "/")))) == (None, True)


@pytest.mark.parametrize(
    ("times", "allowed"),
    [
        ([0] * 6, [True] * 4 + [False] * 2),
        ([0] * 5 + [0.5, 0.6], [True] * 4 + [False, True, False]),
        ([0, 9], [True] * 2),
    ],
)
def test_a_rate(times: list[float], allowed: list[bool]) -> None:
    rate = Rate(2)
    assert [rate.allows("a", time) for time in times] == allowed


def test_one_client_in_haste_does_not_hinder_another(store: Store) -> None:
    app = create_app(Settings(store=store.location, workers=1, rate=1))
    try:
        client = app.test_client()
        found = [client.get("/healthz", environ_base={"REMOTE_ADDR": who}).status_code for who in "aaaabb"]
    finally:
        app.extensions["kg"].close()
    assert found == [200, 200, 429, 429, 200, 200]


def test_who_asks_is_told_by_the_proxy(store: Store) -> None:
    app = create_app(Settings(store=store.location, workers=1, rate=1, proxies=1))
    try:
        client = app.test_client()
        found = [client.get("/healthz", headers={"X-Forwarded-For": f"9.9.9.9, {who}"}).status_code for who in "aaabb"]
    finally:
        app.extensions["kg"].close()
    assert found == [200, 200, 429, 200, 200]


def test_metrics_are_text_for_prometheus(app: Flask) -> None:
    app.test_client().get("/article/one")
    app.test_client().get("/article/none")
    lines = app.test_client().get("/metrics").text.splitlines()
    wrong = [
        line
        for line in lines
        if not re.fullmatch(r'# TYPE \w+ \w+|\w+(\{\w+="[^"]*"(,\w+="[^"]*")*\})? [\d.e+]+', line)
    ]
    assert (wrong, 'kg_requests_total{route="/article/<path:name>",status="404"} 1' in lines) == ([], True)


def test_the_description_has_every_route(app: Flask) -> None:
    told = app.test_client().get("/openapi.json").get_json()["paths"]
    routes = {
        (
            re.sub(
                r"<(?:[^:>]+:)?([^>]+)>", lambda match: "{" + ("path" if match[1] == "_" else match[1]) + "}", rule.rule
            ),
            method,
        )
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert routes <= {(path, method.upper()) for path, methods in told.items() for method in methods}


def test_the_description_has_the_parameters_of_questions(app: Flask) -> None:
    told = app.test_client().get("/openapi.json").get_json()["paths"]["/questions/who-met-whom.json"]["get"]
    assert {"name", "in", "required", "schema"} <= set(told["parameters"][0])


def test_a_line_of_the_log_is_one_json_object() -> None:
    told = {"address": "/sparql?query=\n\x1b[2J", "status": 200}
    line = JsonLines().format(logging.makeLogRecord({"msg": "a\nb", "levelname": "INFO"} | told))
    assert (line.isprintable(), json.loads(line)["address"], json.loads(line)["message"]) == (
        True,
        told["address"],
        "a\nb",
    )


def test_requests_are_logged_without_the_token(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "kg.requests"):
        app.test_client().post("/update?x=1", headers={"Authorization": "Bearer s3cret"})
    line = JsonLines().format(caplog.records[-1])
    assert ("s3cret" in line, json.loads(line)["address"], json.loads(line)["status"]) == (False, "/update?x=1", 403)
