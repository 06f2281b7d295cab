"""Articles over HTTP: what is sent in is read as `kg add` reads it, by a process of its own, and can be asked after."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import news
import pytest
from flask import Flask
from flask.testing import FlaskClient

from kg.serving import create_app
from kg.settings import Settings

TOKEN = {"Authorization": "Bearer s3cret"}
TEXT = "Velta Inc. said on Monday that it will invest $2 billion in Norda Corp. of Vienna, which Anna Berg founded.\n"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    location = str(tmp_path_factory.mktemp("kg") / "store")
    app = create_app(Settings.load({}, store=location, token="s3cret", workers=1))
    yield app
    app.extensions["kg"].close()


@pytest.fixture(scope="module")
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def ended(client: FlaskClient, address: str) -> dict[str, Any]:
    """What has become of a job, as soon as something has."""
    end = time.monotonic() + 120
    while time.monotonic() < end:
        told: dict[str, Any] = client.get(address, headers=TOKEN).get_json()
        if told["state"] in ("done", "failed"):
            return told
        time.sleep(0.1)
    raise TimeoutError(address)


def test_articles_come_and_go(client: FlaskClient, app: Flask, tmp_path: Path) -> None:
    sent = [
        client.post("/articles?id=plan", data=news.ARTICLES["plan"][2], content_type="text/plain", headers=TOKEN),
        client.post("/articles", json={"id": "one/1", "text": TEXT}, headers=TOKEN),
        client.post("/articles?id=bad", data=b"\x00\x01\x02", content_type="text/plain", headers=TOKEN),
    ]
    told = [ended(client, response.headers["Location"]) for response in sent]
    listed = client.get("/articles", headers={"Accept": "application/json"}).get_json()["articles"]
    gone = client.delete("/article/plan", headers=TOKEN)
    state = ended(client, gone.headers["Location"])["state"]
    after = client.get("/articles", headers={"Accept": "application/json"}).get_json()["articles"]
    assert (
        [response.status_code for response in sent],
        [each["state"] for each in told],
        "bad.txt" in told[2]["messages"][0] and "/" not in told[2]["messages"][0],
        sorted(row["article"].rpartition("/")[2] for row in listed),
        (gone.status_code, state),
        [row["article"].rpartition("/")[2] for row in after],
    ) == ([202] * 3, ["done", "done", "failed"], True, ["one%2F1", "plan"], (202, "done"), ["one%2F1"])


@pytest.mark.parametrize(
    ("method", "path", "body", "kind", "status"),
    [
        ("POST", "/articles", "x", "image/png", 415),
        ("POST", "/articles", " \n", "text/plain", 400),
        ("POST", "/articles?id=../x", "x", "text/plain", 400),
        ("POST", "/articles?id=--help", "x", "text/plain", 400),
        ("POST", "/articles?id=x", "{}", "application/json", 400),
        ("DELETE", "/articles", "", "text/plain", 400),
        ("DELETE", "/articles?id=nobody", "", "text/plain", 404),
        ("DELETE", "/article/--store", "", "text/plain", 404),
        ("GET", "/articles/jobs/999", "", "text/plain", 404),
    ],
)
def test_what_is_refused(client: FlaskClient, method: str, path: str, body: str, kind: str, status: int) -> None:
    assert client.open(path, method=method, data=body, content_type=kind, headers=TOKEN).status_code == status


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/articles"), ("DELETE", "/articles?id=x"), ("DELETE", "/article/x"), ("GET", "/articles/jobs"),
     ("GET", "/articles/jobs/1")],
)  # fmt: skip
def test_without_the_token(client: FlaskClient, method: str, path: str) -> None:
    assert client.open(path, method=method, data="x", content_type="text/plain").status_code == 401


def test_so_many_wait_and_no_more(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.serving.jobs.WAITING", 0)
    response = app.test_client().post("/articles", data=TEXT, content_type="text/plain", headers=TOKEN)
    assert (response.status_code, "Retry-After" in response.headers) == (503, True)


def test_the_token_is_not_passed_on(app: Flask) -> None:
    assert "s3cret" not in str(app.extensions["kg"].jobs._environment)
