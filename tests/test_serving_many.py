"""What the pages show of a graph that has more than they look at: the best of it, whatever the engine finds first."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from small_graph import BASE, stored

from kg.serving import create_app
from kg.settings import Settings
from kg.terms import KG, KGS, RDF, SKOS, XSD

FACTS = f"<{BASE}graph/facts>"


def named(number: int, name: str) -> str:
    thing = f"<{BASE}id/person/{number}>"
    return f'{thing} <{SKOS}prefLabel> "{name} {number}" {FACTS} .\n{thing} <{RDF}type> <{KG}Person> {FACTS} .\n'


def reported(number: int, kind: str) -> str:
    claim, event = f"<{BASE}article/many#claim-{number}>", f"<{BASE}event/{kind.lower()}/{number}>"
    return (
        f'{claim} <{KG}claimDate> "2031-01-01"^^<{XSD}date> <{BASE}article/many> .\n'
        f"{claim} <{KG}reports> {event} {FACTS} .\n"
        f"{event} <{RDF}type> <{KG}{kind}> {FACTS} .\n{event} <{KG}status> <{KGS}Held> {FACTS} .\n"
    )


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    with stored(tmp_path_factory.mktemp("kg")) as store:
        store.load("".join(named(number, "Anna" if number % 1000 == 0 else "Dorn, Hanna") for number in range(8000)))
        store.load("".join(reported(n, "Meeting" if n % 1000 == 0 else "Statement") for n in range(6000)))
        store.publish()
    app = create_app(Settings(store=store.location, workers=1))
    yield app.test_client()
    app.extensions["kg"].close()


def test_suggestions_begin_with_the_words_where_any_name_does(client: FlaskClient) -> None:
    found = client.get("/suggest?q=anna").get_json()["suggestions"]
    assert [each["name"] for each in found] == [f"Anna {number}" for number in range(0, 8000, 1000)]


def test_the_events_reported_last_are_shown_among_many_statements_of_the_day(client: FlaskClient) -> None:
    page = client.get("/", headers={"Accept": "text/html"}).text
    assert [f"/event/meeting/{number}" in page for number in range(0, 6000, 1000)] == [True] * 6
