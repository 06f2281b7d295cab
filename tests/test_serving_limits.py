"""What a page says where a limit stops its query: never that there is nothing."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from small_graph import BASE, stored

from kg.serving import create_app
from kg.settings import Settings
from kg.store import Store
from kg.store.pool import Query

NAME = f'<{BASE}id/dragon/anna> <http://www.w3.org/2004/02/skos/core#prefLabel> "{{}}" <{BASE}graph/facts> .\n'
LISTS = ("/articles", "/id/person", "/event/meeting")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return stored(tmp_path)


@pytest.fixture
def app(store: Store) -> Iterator[Flask]:
    app = create_app(Settings(store=store.location, query_timeout=1, result_limit=1, workers=1))
    yield app
    app.extensions["kg"].close()


def get(app: Flask, path: str, accept: str = "text/html") -> tuple[int, str | None, str]:
    answer = app.test_client().get(path, headers={"Accept": accept})
    return answer.status_code, answer.headers.get("Retry-After"), answer.text


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
@pytest.mark.parametrize("path", LISTS)
def test_a_list_that_found_no_worker_is_to_be_asked_again(app: Flask, path: str, accept: str) -> None:
    app.extensions["kg"].pool.take()
    status, again, text = get(app, path, accept)
    assert (status, again, "busy" in text) == (503, "5", True)


def test_a_list_that_is_too_large_says_so_whenever_it_is_asked(app: Flask, store: Store) -> None:
    store.apply(insert=NAME.format("Anna " * 300_000))
    store.publish()
    assert [get(app, "/id/dragon")[0] for _ in range(2)] == [503, 503]


@pytest.mark.parametrize("path", ["/", "/?q=lima"])
def test_a_page_of_many_parts_stands_without_one(app: Flask, path: str) -> None:
    app.extensions["kg"].pool.take()
    status, _, text = get(app, path)
    assert (status, "server is busy" in text) == (200, True)


def test_suggestions_of_a_busy_server_are_not_kept(app: Flask) -> None:
    app.extensions["kg"].pool.take()
    assert app.test_client().get("/suggest?q=lima").headers["Cache-Control"] == "no-store"


def test_what_a_query_took_is_without_its_wait_for_a_worker(app: Flask) -> None:
    """A cheap one under load is not kept as a costly one."""
    pool = app.extensions["kg"].pool
    threading.Timer(0.3, pool.release, [pool.take()]).start()
    begin = time.monotonic()
    answer = pool.run(Query("SELECT (1 AS ?n) {}"))
    answer.body.close()
    assert time.monotonic() - begin - answer.took > 0.2
