"""Between which days an article that prints none was written, by what it tells."""

from __future__ import annotations

import datetime as dt

import pytest
from stories import BASE, Say, Who, article, day, meeting, money, month_day, office

from kg.consolidation import consolidate
from kg.mapping import facts_to_quads
from kg.model import Authority, Date, Extraction, Written

ADA, LUIS, OTTO = Who("Ada Moreau"), Who("Luis Vidal"), Who("Otto Kern")
ANDES, UNITED = Who("Andes Copper", "Company"), Who("United Copper", "Company")
FRANCE = Who("France", "Country")
MARCH = day("2031-03-01", "2031-03-31", "month")
EARLY, LATE = day("2031-03-07"), day("2031-05-02")


def met(status: str, date: Date | None, *who: Who, **more: object) -> Say:
    return meeting(status, *(who or (ADA, LUIS)), date=date, **more)


def bid(status: str, date: Date) -> Say:
    return Say("Acquisition", status, {"acquirer": (ANDES,), "target": (UNITED,)}, date, money(5))


def written(*articles: Extraction) -> tuple[Written, ...]:
    return consolidate(articles, Authority(), BASE).written


CASES: dict[str, tuple[list[Say], tuple[str | None, str | None]]] = {
    "after what happened": ([met("held", EARLY)], ("2031-03-07", None)),
    "after the last of it": ([met("held", EARLY), met("held", LATE)], ("2031-05-02", None)),
    "some day of a month": ([met("held", MARCH)], ("2031-03-01", None)),
    "before what is to come": ([met("planned", LATE)], (None, "2031-05-02")),
    "before the first of it": ([met("planned", LATE), met("proposed", EARLY, ADA, OTTO)], (None, "2031-03-07")),
    "before the end of a month": ([met("planned", MARCH)], (None, "2031-03-31")),
    "in between": ([met("held", EARLY, ADA, OTTO), met("planned", LATE)], ("2031-03-07", "2031-05-02")),
    "a plan told in retrospect": ([met("planned", EARLY, ADA, OTTO), met("held", LATE)], ("2031-05-02", None)),
    "a purchase made": ([bid("held", EARLY)], ("2031-03-07", None)),
    "a day of a bid's past": ([bid("proposed", EARLY)], (None, None)),
    "called off": ([met("cancelled", EARLY)], (None, None)),
    "put off": ([met("postponed", EARLY)], (None, None)),
    "perhaps it happened": ([met("held", EARLY, certainty="PS+")], (None, None)),
    "an office": ([office("current", ADA, "President", FRANCE)], (None, None)),
    "no year": ([met("held", month_day("03-07"))], (None, None)),
}


@pytest.mark.parametrize(("says", "bounds"), CASES.values(), ids=CASES)
def test_what_it_tells_bounds_when_it_was_written(says: list[Say], bounds: tuple[str | None, str | None]) -> None:
    found = written(article("a1", *says))
    days = [(each.earliest, each.latest) for each in found] or [(None, None)]
    assert days == [tuple(dt.date.fromisoformat(each) if each else None for each in bounds)]


def test_an_article_with_a_day_needs_none() -> None:
    assert written(article("a1", met("held", EARLY), date="2031-03-08")) == ()


def test_month_and_day_get_the_year_of_another_article() -> None:
    dated = article("a1", met("planned", EARLY), date="2031-03-01")
    (found,) = written(dated, article("a2", met("planned", month_day("03-07")), month_day="03-04"))
    assert (found.earliest, found.latest, found.claims) == (dt.date(2031, 3, 4), dt.date(2031, 3, 4), ())


def test_the_day_may_come_from_another_article() -> None:
    """What happens once, a purchase, tells that both mean one meeting; its day is that of the other."""
    dated = article("a1", met("held", EARLY), bid("held", EARLY), date="2031-03-08")
    undated = article("a2", met("held", None), Say("Acquisition", "held", {"acquirer": (ANDES,), "target": (UNITED,)}))
    assert [(each.earliest, each.latest) for each in written(dated, undated)] == [(dt.date(2031, 3, 7), None)]


def test_the_claims_that_bound_it_are_named() -> None:
    page = article("a1", met("held", EARLY, ADA, OTTO), met("planned", LATE))
    (found,) = written(page)
    assert {claim.partition("#")[2] for claim in found.claims} == {claim.id for claim in page.claims}


def test_it_is_of_the_facts_and_apart_from_what_is_printed() -> None:
    quads = facts_to_quads(consolidate([article("a1", met("planned", LATE))], Authority(), BASE), BASE)
    told = sorted(
        line.split()[1].rpartition("#")[2] for line in quads.splitlines() if line.startswith(f"<{BASE}article/a1> ")
    )
    assert told == ["datedBy>", "writtenUntil>"]
