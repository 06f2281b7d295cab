"""What reports of one situation cannot all be right about, what sums are worth, and how many really report it."""

from __future__ import annotations

import pytest
from stories import BASE, Say, Who, article, day, meeting, money

from kg.consolidation import consolidate
from kg.model import Authority, Date, Event, Extraction, Facts

ADA, LUIS, OTTO = Who("Ada Moreau"), Who("Luis Vidal"), Who("Otto Kern")
FRANCE, CHILE = Who("France", "Country"), Who("Chile", "Country")
LYON, PARIS = Who("Lyon", "City", country="France"), Who("Paris", "City", country="France")
HALL = Who("Harbour Hall", "Place")
ACME, ANDES = Who("Acme", "Company"), Who("Andes Copper", "Company")
THEN = day("2031-03-07")


def facts(*articles: Extraction) -> Facts:
    return consolidate(articles, Authority(), BASE)


def talks(place: Who, **more: object) -> Say:
    return meeting("held", ADA, LUIS, date=THEN, place=(place,), **more)


def founded(when: Date | None, *founder: Who) -> Say:
    return Say("Founding", "held", {"founded": (ACME,)} | ({"founder": founder} if founder else {}), when)


CASES: dict[str, tuple[list[Say], list[tuple[str, str]]]] = {
    "two cities": ([talks(LYON), talks(PARIS)], [("place", "Lyon against Paris")]),
    "a city and its country": ([talks(LYON), talks(FRANCE)], []),
    "a city and another country": ([talks(LYON), talks(CHILE)], [("place", "Lyon against Chile")]),
    "a city and a building": ([talks(LYON), talks(HALL)], []),
    "two years": (
        [founded(day("2001-05-01", "2001-05-31", "month")), founded(day("2003-02-01"))],
        [("date", "held on 2001-05-01 to 2001-05-31 against 2003-02-01")],
    ),
    "a month and a day of it": ([founded(day("2001-05-01", "2001-05-31", "month")), founded(day("2001-05-09"))], []),
    "two founders": ([founded(None, ADA), founded(None, LUIS)], [("founder", "Ada Moreau against Luis Vidal")]),
    "one founder more": ([founded(None, ADA), founded(None, ADA, LUIS)], []),
}


@pytest.mark.parametrize(("says", "expected"), CASES.values(), ids=CASES)
def test_conflicts(says: list[Say], expected: list[tuple[str, str]]) -> None:
    found = facts(*(article(f"a{number}", say) for number, say in enumerate(says)))
    assert [(conflict.on_property, conflict.reason) for conflict in found.conflicts] == expected


def bid(value: int) -> Say:
    return Say("Acquisition", "planned", {"acquirer": (ANDES,), "target": (ACME,)}, amount=money(value, "JPY"))


def stated(yen: int) -> Say:
    return Say("Investment", "planned", {"investor": (ANDES,)}, amount=money(1, also=[money(yen, "JPY")]))


def dollars(found: Facts) -> list[tuple[str, bool]]:
    """What the bid is worth, and whether an article says so rather than the table."""
    events: list[Event] = [event for event in found.events if event.type == "Acquisition"]
    return [(str(a.usd), str(a.rate_source).startswith(BASE)) for event in events for a in event.amounts]


RATES = {
    "of the same month": ([(stated(100), "2020-03-01"), (stated(200), "2020-09-01")], [("10.00", True)]),
    "of the nearest month": ([(stated(100), "2019-12-01"), (stated(200), "2020-04-01")], [("5.00", True)]),
    "too long ago": ([(stated(100), "2010-03-01")], [("9.30", False)]),
    "of articles without a date": ([(stated(100), None)], [("10.00", True)]),
    "of the table": ([], [("9.30", False)]),
}


@pytest.mark.parametrize(("rates", "expected"), RATES.values(), ids=RATES)
def test_the_rate_is_of_that_time(rates: list[tuple[Say, str | None]], expected: list[tuple[str, bool]]) -> None:
    pages = [article(f"r{number}", say, date=date) for number, (say, date) in enumerate(rates)]
    assert dollars(facts(article("a", bid(1000), date="2020-03-20"), *pages)) == expected


LONG = Who("Otto Kern of the Harbour Safety Board of the Northern and Western Provinces of Chile")
OTHER = Who("the men and women who sit on a board that looks after harbours in two provinces of Chile")
PRINTED = {
    "two papers with words of their own": ([("A", THEN, "a"), ("B", THEN, "b")], 2),
    "one paper twice": ([("A", THEN, "a"), ("a ", THEN, "b")], 1),
    "two papers with the words of one wire": ([("A", THEN, "a"), ("B", THEN, "a")], 1),
    "three papers, two of them with the words of one wire": ([("A", THEN, "a"), ("B", THEN, "a"), ("C", THEN, "b")], 2),
    "two papers with nearly the same words": ([("A", THEN, "a"), ("B", THEN, "a and another")], 1),
}


@pytest.mark.parametrize(("papers", "expected"), PRINTED.values(), ids=PRINTED)
def test_wire_copy_counts_once(papers: list[tuple[str, Date, str]], expected: int) -> None:
    """A sentence of `stories` names its claim's fillers: who else is named makes the words differ."""
    pages = []
    for number, (publisher, when, words) in enumerate(papers):
        others = {"a": (LONG,), "a and another": (LONG, OTTO), "b": (OTHER,)}[words]
        say = Say("Statement", "held", {"speaker": (ADA,), "said": "Yes", "addressee": others}, when)
        pages.append(article(f"a{number}", say, publisher=publisher))
    assert [event.sources for event in facts(*pages).events] == [expected]


PERSON, COMPANY = Who("Acme", "Person"), Who("Acme", "Company")
OWNED = Say("Subsidiary", "current", {"subsidiary": (PERSON,), "parent": (ANDES,)})
BOUGHT = Say("Acquisition", "held", {"acquirer": (ANDES,), "target": (COMPANY,)})
MIXED = {
    "the claim of a class of its own contradicts it": ([OWNED], "Person", 1),
    "a class that the claims exclude has no vote": ([OWNED, OWNED, BOUGHT], "Company", 0),
}


@pytest.mark.parametrize(("says", "type", "aside"), MIXED.values(), ids=MIXED)
def test_evidence_is_checked_before_the_vote(says: list[Say], type: str, aside: int) -> None:
    found = facts(*(article(f"a{number}", say) for number, say in enumerate(says)))
    types = [entity.type for entity in found.entities if entity.name == "Acme"]
    assert (types, len(found.set_aside)) == ([type], aside)


def test_what_contradicts_is_set_aside_and_the_rest_is_built() -> None:
    """An article that takes a firm for a person does not make it one."""
    taken = Who("Acme", "Person")
    wrong = Say("Employment", "held", {"employee": (taken,), "employer": (ANDES,)})
    right = Say("Acquisition", "held", {"acquirer": (ANDES,), "target": (ACME,)})
    pages = [article(f"a{number}", right) for number in range(3)]
    found = facts(*pages, article("b", wrong, meeting("held", ADA, LUIS)))
    whys = [why for _, why in found.set_aside]
    assert (whys, len(found.events)) == (["Acme is a Company; a Person is needed as employee"], 2)
