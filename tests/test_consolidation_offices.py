"""Who holds which office, and whose it is."""

from __future__ import annotations

import pytest
from stories import BASE, Say, Who, article, office

from kg.consolidation import consolidate
from kg.model import Authority, Extraction, Facts

ADA, EVA = Who("Ada Moreau", country="France"), Who("Eva Lindt")
FRANCE, ACME = Who("France", "Country"), Who("Acme", "Company")


def facts(*articles: Extraction) -> Facts:
    return consolidate(articles, Authority(), BASE)


def holders(*articles: Extraction) -> set[tuple[str, str, str]]:
    """(who, how, which office), by the last part of their IRIs."""
    return {(s.rsplit("/", 1)[-1], how, o.rsplit("/", 1)[-1]) for s, how, o in facts(*articles).shortcuts}


def told(number: int, *says: Say, date: str | None = None) -> Extraction:
    return article(f"a{number}", *says, date=date)


PM = "prime-minister-of-france"
CASES = {
    "current": ([told(1, office("current", ADA, "Prime Minister", FRANCE))], {("ada-moreau", "holdsOffice", PM)}),
    "former": ([told(1, office("former", ADA, "Prime Minister", FRANCE))], {("ada-moreau", "heldOffice", PM)}),
    "elect": ([told(1, office("future", ADA, "Prime Minister", FRANCE))], set()),
    "abbreviated": ([told(1, office("current", ADA, "PM", FRANCE))], {("ada-moreau", "holdsOffice", PM)}),
    "of her country": ([told(1, office("current", ADA, "Prime Minister"))], {("ada-moreau", "holdsOffice", PM)}),
    "as another article says": (
        [told(1, office("current", EVA, "President", FRANCE)), told(2, office("current", EVA, "President"))],
        {("eva-lindt", "holdsOffice", "president-of-france")},
    ),
    "of nothing known": ([told(1, office("current", EVA, "President"))], {("eva-lindt", "holdsOffice", "president")}),
    "elect, then in office": (
        [told(1, office("future", ADA, "PM", FRANCE)), told(2, office("current", ADA, "PM", FRANCE))],
        {("ada-moreau", "holdsOffice", PM)},
    ),
    "out of office by a later article": (
        [
            told(1, office("current", ADA, "PM", FRANCE), date="2030-01-01"),
            told(2, office("former", ADA, "PM", FRANCE), date="2031-01-01"),
        ],
        {("ada-moreau", "heldOffice", PM)},
    ),
    "back in office": (
        [
            told(1, office("former", ADA, "PM", FRANCE), date="2030-01-01"),
            told(2, office("current", ADA, "PM", FRANCE), date="2031-01-01"),
        ],
        {("ada-moreau", "holdsOffice", PM)},
    ),
    "then and now in one article": (
        [told(1, office("former", ADA, "PM", FRANCE), office("current", ADA, "PM", FRANCE))],
        {("ada-moreau", "holdsOffice", PM)},
    ),
    "a later holder of a single office": (
        [
            told(1, office("current", ADA, "PM", FRANCE), date="2030-01-01"),
            told(2, office("current", EVA, "Prime Minister", FRANCE), date="2031-01-01"),
        ],
        {("ada-moreau", "heldOffice", PM), ("eva-lindt", "holdsOffice", PM)},
    ),
    "two holders of an office with many": (
        [told(1, office("current", ADA, "director", ACME), office("current", EVA, "director", ACME))],
        {("ada-moreau", "holdsOffice", "director-of-acme"), ("eva-lindt", "holdsOffice", "director-of-acme")},
    ),
}


@pytest.mark.parametrize(("articles", "expected"), CASES.values(), ids=CASES.keys())
def test_holders(articles: list[Extraction], expected: set[tuple[str, str, str]]) -> None:
    assert holders(*articles) == expected


def test_three_holders_are_not_one_holding() -> None:
    both = Say("OfficeHolding", "former", {"holder": (ADA, EVA), "title": "President", "of": (FRANCE,)})
    page = told(1, both, office("current", ADA, "President", FRANCE))
    assert holders(page) >= {("ada-moreau", "holdsOffice", "president-of-france")}


@pytest.mark.parametrize(("title", "leads"), [("PM", True), ("CEO", True), ("senior analyst", False)])
def test_leading(title: str, leads: bool) -> None:
    assert [each.leading for each in facts(told(1, office("current", ADA, title, ACME))).offices] == [leads]


def test_the_office_is_called_by_its_words() -> None:
    pages = [told(1, office("current", ADA, "PM", FRANCE)), told(2, office("current", ADA, "Prime Minister", FRANCE))]
    assert [each.label for each in facts(*pages).offices] == ["Prime Minister of France"]


def test_as_of_is_the_latest_claim() -> None:
    pages = [told(n, office("current", ADA, "PM", FRANCE), date=f"203{n}-01-01") for n in range(3)]
    assert [str(event.as_of) for event in facts(*pages).events] == ["2032-01-01"]


def test_a_country_comes_with_its_office() -> None:
    countries = [e.name for e in facts(told(1, office("current", ADA, "PM"))).entities if e.type == "Country"]
    assert countries == ["France"]


def test_who_held_the_office_when() -> None:
    """(holder, known from, known until, whom she follows) of an office that one person holds at a time."""
    pages = [
        told(1, office("current", ADA, "PM", FRANCE), date="2030-01-01"),
        told(2, office("current", ADA, "PM", FRANCE), date="2030-06-01"),
        told(3, office("current", EVA, "PM", FRANCE), office("former", ADA, "PM", FRANCE), date="2031-01-01"),
    ]
    events = {event.iri: event for event in facts(*pages).events}
    found = {
        (
            event.roles["holder"][0].rpartition("/")[2],
            *map(str, event.known or ()),
            events[event.succeeds].roles["holder"][0].rpartition("/")[2] if event.succeeds else None,
        )
        for event in events.values()
    }
    assert found == {
        ("ada-moreau", "2030-01-01", "2030-06-01", None),
        ("eva-lindt", "2031-01-01", "2031-01-01", "ada-moreau"),
    }
