"""Records: what they promise, and the way back."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from stories import BASE, Say, Who, article, day, meeting, money, month_day, office

from kg.errors import ReadingError
from kg.mapping import from_record, to_line, to_quads, to_record

ADA, IVAN = (
    Who("Ada Moreau", aliases=("Moreau",), country="France", exact_match="http://www.wikidata.org/entity/Q1"),
    Who("Iván"),
)
PAGES = {
    "empty": article("a"),
    "dated": article("a", meeting("held", ADA, IVAN, date=day("2024-05-03")), date="2024-05-03", publisher="P"),
    "month and day": article("a", meeting("held", ADA, IVAN, date=month_day("05-03")), month_day="05-04"),
    "amount": article(
        "a", Say("Investment", "held", {"investor": (ADA,)}, amount=money("1.25", also=[money(9, "JPY")]))
    ),
    "odd amount": article("a", Say("Investment", "held", {"investor": (ADA,)}, amount=money("0.1234567890123456789"))),
    "attributed": article("a", meeting("held", ADA, IVAN, by=(IVAN,))),
    "literals": article("a", Say("Statement", "held", {"speaker": (ADA,), "said": "x", "direct": False})),
    "office": article("a", office("former", ADA, "Mayor", IVAN)),
    "furniture": replace(article("a", meeting("held", ADA, IVAN)), sentences=((0, 4), (5, 9))),
}


@pytest.mark.parametrize("extraction", PAGES.values(), ids=PAGES.keys())
def test_round_trip(extraction: object) -> None:
    assert from_record(json.loads(to_line(extraction))) == extraction


@pytest.mark.parametrize("extraction", PAGES.values(), ids=PAGES.keys())
def test_round_trip_gives_the_same_graph(extraction: object) -> None:
    assert to_quads(from_record(json.loads(to_line(extraction))), BASE) == to_quads(extraction, BASE)


def test_furniture_survives() -> None:
    page = PAGES["dated"]
    page = replace(page, article=replace(page.article, furniture=((0, 3),)))
    assert from_record(to_record(page)).article.furniture == ((0, 3),)


def test_a_line_is_one_line() -> None:
    assert "\n" not in to_line(PAGES["dated"])


def test_a_date_without_year() -> None:
    assert to_record(PAGES["month and day"])["claims"][0]["date"] == {"month_day": "05-03", "text": "then"}


def test_an_amount_is_a_number() -> None:
    assert to_record(PAGES["amount"])["claims"][0]["amount"]["value"] == 1.25


def test_iri_of_the_articles_own_entity() -> None:
    assert to_record(PAGES["dated"])["entities"][0]["iri"] == f"{BASE}article/a#entity-ada-moreau"


@pytest.mark.parametrize("record", [{}, {"id": "x", "text": 3, "entities": [{}], "claims": [], "events": []}])
def test_a_foreign_record_is_refused(record: dict[str, object]) -> None:
    with pytest.raises(ReadingError, match="kg extract"):
        from_record(record)
