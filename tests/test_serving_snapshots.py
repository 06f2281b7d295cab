"""What a request sees: one snapshot from start to end, answers that are good as long as that is, nothing half built."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest
from flask import Flask, g
from small_graph import BASE, n_quads, stored

from kg.errors import Busy, StoreError
from kg.serving import create_app
from kg.serving.site import Site, site
from kg.settings import Settings
from kg.store import Store, open_store, restore

HTML = {"Accept": "text/html"}
MORE = f'<{BASE}id/person/ana-lima> <http://www.w3.org/2004/02/skos/core#altLabel> "{{}}" <{BASE}graph/facts> .\n'


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return stored(tmp_path)


@pytest.fixture
def app(store: Store) -> Iterator[Flask]:
    app = create_app(Settings(store=store.location, query_timeout=5, workers=1))
    yield app
    app.extensions["kg"].close()


def change(store: Store, name: str) -> None:
    store.apply(insert=MORE.format(name))
    store.publish()


def test_a_request_sees_one_snapshot(app: Flask, store: Store) -> None:
    names = 'SELECT (COUNT(*) AS ?n) { ?s skos:altLabel "New" }'
    with app.test_request_context("/"):
        before = site().snapshot
        for number in range(4):
            change(store, "New" if number == 0 else f"Newer {number}")
        assert (site().snapshot, site().rows(names)[0]["n"]) == (before, "0")


def test_a_snapshot_is_let_go_at_the_end_of_a_request(app: Flask, store: Store) -> None:
    with app.test_request_context("/"):
        name = site().snapshot
        held = g.hold
    assert (held.name, held._descriptor) == (name, -1)


def test_a_tag_is_that_of_what_was_read(app: Flask, store: Store) -> None:
    """A page made before a change must not carry the tag of after it."""

    @app.get("/slowly")
    def slowly() -> object:
        from kg.serving import linked

        site().rows("SELECT * { ?s ?p ?o } LIMIT 1")
        change(store, "Meanwhile")
        return linked.page("old")

    before = site_of(app).pool.hold()
    assert app.test_client().get("/slowly").headers["ETag"] == f'"{before.name}-html"'


@pytest.mark.parametrize("path", ["/", "/article/one", "/id/person/ana-lima.ttl"])
@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_a_client_that_has_it_is_told_so(app: Flask, path: str, encoding: str) -> None:
    client, headers = app.test_client(), HTML | {"Accept-Encoding": encoding}
    first = client.get(path, headers=headers)
    again = client.get(path, headers=headers | {"If-None-Match": first.headers["ETag"]})
    other = client.get(path, headers=headers | {"If-None-Match": '"another"'})
    assert (again.status_code, again.data, again.headers["ETag"], other.status_code) == (
        304,
        b"",
        first.headers["ETag"],
        200,
    )


def site_of(app: Flask) -> Site:
    found: Site = app.extensions["kg"]
    return found


def test_busy_workers_leave_no_mark(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.store.pool.PATIENCE", 0.1)
    worker = site_of(app).pool._idle.get()
    busy = app.test_client().get("/", headers=HTML)
    site_of(app).pool._idle.put(worker)
    free = app.test_client().get("/", headers=HTML)
    assert ("Not counted" in busy.text, busy.headers.get("ETag"), "Not counted" in free.text) == (True, None, False)


def test_an_article_may_be_called_like_a_file(tmp_path: Path) -> None:
    article = f"{BASE}article/notes.ttl"
    with open_store(str(tmp_path / "store")) as store:
        store.load(f"<{article}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{BASE}ns#Article> <{article}> .\n")
        store.publish()
    app = create_app(Settings(store=str(tmp_path / "store"), workers=1))
    try:
        client = app.test_client()
        found = [client.get(f"/article/notes.ttl{suffix}", headers=HTML).mimetype for suffix in ("", ".nt")]
    finally:
        app.extensions["kg"].close()
    assert found == ["text/html", "application/n-triples"]


# --- dumps -----------------------------------------------------------------------------------------------------------


def test_dumps_are_made_two_at_a_time(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    dumps, go_on = site_of(app).dumps, threading.Event()

    def made(self: object, snapshot: str, wanted: dict[Path, object]) -> None:
        assert go_on.wait(10)
        for target in wanted:
            target.write_text("x")

    monkeypatch.setattr(type(dumps), "_make", made)
    answers: list[int] = []

    def ask(suffix: str) -> None:
        answers.append(app.test_client().get(f"/dump.{suffix}", buffered=True).status_code)

    first = [threading.Thread(target=ask, args=(suffix,)) for suffix in ("ttl", "nt")]
    for thread in first:
        thread.start()
    while len(dumps._made) < 2 or dumps._waiting._value:  # type: ignore[attr-defined]
        time.sleep(0.01)
    third, same = app.test_client().get("/dump.nq"), app.test_client().get("/dump.ttl")
    go_on.set()
    for thread in first:
        thread.join()
    assert (third.status_code, "Retry-After" in third.headers, same.status_code, answers) == (
        503,
        True,
        503,
        [200, 200],
    )


def test_a_dump_that_was_forgotten_is_no_error_of_ours(app: Flask) -> None:
    dumps, done = site_of(app).dumps, Future[None]()
    done.set_result(None)
    dumps._made[Path(dumps._folder.name) / "000001-x" / "all.nt"] = done
    with pytest.raises(Busy, match="ask again"):
        dumps.open("000001-x", "all", "nt", packed=False)


# --- half a build ----------------------------------------------------------------------------------------------------


def test_half_a_build_is_not_served(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "store")) as store:
        store.mark_stale(True)
        store.load(n_quads())
    with pytest.raises(StoreError, match="kg build"):
        create_app(Settings(store=str(tmp_path / "store"), workers=1))


def test_half_a_build_is_not_restored_as_a_whole(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "store")) as store:
        store.mark_stale(True)
        store.load(n_quads())
        store.backup(tmp_path / "copy")
    with pytest.raises(StoreError, match="kg build"):
        restore(tmp_path / "copy", str(tmp_path / "again"))
    assert not (tmp_path / "again" / "current").exists()
