"""Which reports are of one situation, and what became of it."""

from __future__ import annotations

from itertools import islice, permutations

import pytest
from stories import BASE, Say, Who, article, day, meeting, money, month_day, office

from kg.consolidation import consolidate
from kg.model import Authority, Date, Event, Extraction

ADA, LUIS, OTTO = Who("Ada Moreau"), Who("Luis Vidal"), Who("Otto Kern")
FRANCE, CHILE = Who("France", "Country"), Who("Chile", "Country")
LIMA = Who("Lima", "City")
ANDES, UNITED = Who("Andes Copper", "Company"), Who("United Copper", "Company")
FUND, HARBOUR = Who("Harbour Fund", "Company"), Who("Harbour One", "Project")
LEADERS = (office("current", ADA, "President", FRANCE), office("current", LUIS, "President", CHILE))
DAY = day("2031-03-07")
NOVEMBER = day("2030-11-01", "2030-11-30", "month")


def events(*articles: Extraction, type: str = "Meeting") -> list[Event]:
    return [event for event in consolidate(articles, Authority(), BASE).events if event.type == type]


def summary(*articles: Extraction, type: str = "Meeting") -> set[tuple[str, int]]:
    """(status, number of claims) of each event."""
    return {(event.status, len(event.claims)) for event in events(*articles, type=type)}


def told(number: int, *says: Say, **more: str) -> Extraction:
    return article(f"a{number}", *says, **more)


def met(status: str, date: Date | None = None, **more: object) -> Say:
    return meeting(status, ADA, LUIS, date=date, **more)


denied = met("denied", certainty="CT-")


def deal(status: str, value: int, **more: object) -> Say:
    return Say("Acquisition", status, {"acquirer": (ANDES,), "target": (UNITED,)}, amount=money(value), **more)  # type: ignore[arg-type]


def funding(value: int, currency: str = "USD", recipient: Who | None = None, status: str = "planned") -> Say:
    roles = {"investor": (FUND,)} | ({"recipient": (recipient,)} if recipient else {})
    return Say("Investment", status, roles, amount=money(value, currency))


CASES: dict[str, tuple[list[Extraction], set[tuple[str, int]]]] = {
    "one day": ([told(1, met("planned", day("2031-03-07"))), told(2, met("held", day("2031-03-07")))], {("held", 2)}),
    "two days": (
        [told(1, met("held", day("2031-03-07"))), told(2, met("held", day("2031-03-09")))],
        {("held", 1)},
    ),
    "a month and its one day": (
        [told(1, met("cancelled", NOVEMBER)), told(2, met("planned", day("2030-11-18")))],
        {("cancelled", 2)},
    ),
    "a month and two of its days": (
        [
            told(1, met("planned", NOVEMBER)),
            told(2, met("held", day("2030-11-18"), event="a"), met("held", day("2030-11-20"))),
        ],
        {("planned", 1), ("held", 1)},
    ),
    "what took place was not called off": (
        [told(1, met("cancelled", NOVEMBER)), told(2, met("held", day("2030-11-18")))],
        {("cancelled", 1), ("held", 1)},
    ),
    "a year from another article": (
        [told(1, met("planned", month_day("03-07"))), told(2, met("planned", day("2031-03-07")))],
        {("planned", 2)},
    ),
    "two years to choose from": (
        [
            told(1, met("held", month_day("03-07"))),
            told(2, met("held", day("2031-03-07"))),
            told(3, met("held", day("2030-03-07"))),
        ],
        {("held", 1)},
    ),
    "an undated plan of an article without a day": (
        [told(1, met("planned")), told(2, met("planned", day("2031-03-07")))],
        {("planned", 1)},
    ),
    "at one place": (
        [told(1, met("planned", place=(LIMA,))), told(2, met("planned", day("2031-03-07"), place=(LIMA,)))],
        {("planned", 2)},
    ),
    "in one country": (
        [told(1, met("planned", place=(CHILE,))), told(2, met("planned", day("2031-03-07"), place=(CHILE,)))],
        {("planned", 1)},
    ),
    "of one story": (
        [told(1, met("held"), deal("held", 5)), told(2, met("held", day("2031-03-07")), deal("planned", 5))],
        {("held", 2)},
    ),
    "an undated plan of a day before": (
        [told(1, met("planned"), date="2031-03-01"), told(2, met("planned", day("2031-03-07")))],
        {("planned", 2)},
    ),
    "an undated plan beside a meeting called off": (
        [
            told(1, met("planned"), date="2031-03-01"),
            told(2, met("planned", day("2031-03-07")), met("cancelled", NOVEMBER)),
        ],
        {("planned", 2), ("cancelled", 1)},
    ),
    "an undated plan of two dated ones": (
        [told(1, met("planned")), told(2, met("planned", day("2031-03-07")), met("proposed", day("2031-06-01")))],
        {("planned", 1), ("proposed", 1)},
    ),
    "an undated plan after the dated one": (
        [told(1, met("planned"), date="2031-04-01"), told(2, met("planned", day("2031-03-07")))],
        {("planned", 1)},
    ),
    "an undated report does not carry out a plan": (
        [told(1, met("held")), told(2, met("planned", day("2031-03-07")))],
        {("held", 1), ("planned", 1)},
    ),
    "nor does an earlier one": (
        [told(1, met("held"), date="2031-03-01"), told(2, met("planned", day("2031-03-07")))],
        {("held", 1), ("planned", 1)},
    ),
    "a later one does": (
        [told(1, met("held"), date="2031-03-09"), told(2, met("planned", day("2031-03-07")))],
        {("held", 2)},
    ),
    "its own article's date first": (
        [
            told(1, met("planned"), met("planned", month_day("11-18"))),
            told(2, met("cancelled", NOVEMBER), met("planned", day("2031-03-07"))),
        ],
        {("cancelled", 3), ("planned", 1)},
    ),
    "an undated plan of an article from another season": (
        [
            told(1, met("planned"), Say("Statement", "held", {"speaker": (OTTO,), "said": "Yes."}, month_day("11-07"))),
            told(2, met("planned", day("2031-03-07")), met("cancelled", NOVEMBER)),
        ],
        {("cancelled", 2), ("planned", 1)},
    ),
    "an undated plan of an article from just before": (
        [told(1, met("planned"), month_day="03-04"), told(2, met("planned", day("2031-03-07")))],
        {("planned", 2)},
    ),
    "undated reports together": ([told(1, met("held")), told(2, met("held"))], {("held", 2)}),
    "undated reports a year apart": (
        [told(1, met("held"), date="2030-03-01"), told(2, met("held"), date="2031-03-01")],
        {("held", 1)},
    ),
    "some of those who met": (
        [told(1, meeting("held", ADA, LUIS, OTTO)), told(2, met("held"))],
        {("held", 2)},
    ),
    "others met": ([told(1, meeting("held", ADA, OTTO)), told(2, met("held"))], {("held", 1)}),
    "countries stand for their presidents": (
        [
            told(1, met("planned", day("2031-03-07")), *LEADERS),
            told(2, meeting("planned", FRANCE, CHILE, date=day("2031-03-07"))),
        ],
        {("planned", 2)},
    ),
    "one country does": (
        [
            told(1, met("planned", day("2031-03-07")), *LEADERS),
            told(2, meeting("planned", FRANCE, LUIS), date="2031-03-01"),
        ],
        {("planned", 2)},
    ),
    "two presidents of one country are two": (
        [
            told(1, met("held", day("2031-03-07")), *LEADERS),
            told(2, meeting("held", OTTO, LUIS, date=day("2031-03-07")), office("former", OTTO, "President", FRANCE)),
        ],
        {("held", 1)},
    ),
    "denied": ([told(1, met("denied"))], {("denied", 1)}),
    "a denial answers a report": (
        [told(1, met("held", day("2031-03-07")), date="2031-03-08"), told(2, denied, date="2031-03-09")],
        {("denied", 2)},
    ),
    "on the same day too": (
        [told(1, met("planned", day("2031-03-07")), date="2031-03-05"), told(2, denied, date="2031-03-05")],
        {("denied", 2)},
    ),
    "a report answers a denial": (
        [told(1, met("held", day("2031-03-07")), date="2031-03-11"), told(2, denied, date="2031-03-09")],
        {("held", 2)},
    ),
    "a denial of nobody knows when leaves what is dated": (
        [told(1, met("held", day("2031-03-07")), date="2031-03-08"), told(2, met("denied", DAY, certainty="CT-"))],
        {("held", 2)},
    ),
    "a denial long after is of something else": (
        [told(1, met("held", day("2031-03-07")), date="2031-03-08"), told(2, denied, date="2031-05-09")],
        {("held", 1), ("denied", 1)},
    ),
    "perhaps it was not so": (
        [told(1, met("planned", DAY), date="2031-03-01"), told(2, met("denied", DAY, certainty="PS-"))],
        {("planned", 2)},
    ),
    "perhaps is not held": ([told(1, met("held", certainty="PS+"))], {("unknown", 1)}),
    "the latest claim wins": (
        [
            told(1, met("cancelled", day("2031-03-07")), date="2031-03-01"),
            told(2, met("planned", day("2031-03-07")), date="2031-03-03"),
        ],
        {("planned", 2)},
    ),
    "without dates the final one": (
        [told(1, met("postponed", day("2031-03-07"))), told(2, met("planned", day("2031-03-07")))],
        {("postponed", 2)},
    ),
}


@pytest.mark.parametrize(("articles", "expected"), CASES.values(), ids=CASES.keys())
def test_meetings(articles: list[Extraction], expected: set[tuple[str, int]]) -> None:
    assert summary(*articles) == expected


@pytest.mark.parametrize(("articles", "_"), CASES.values(), ids=CASES.keys())
def test_order_does_not_matter(articles: list[Extraction], _: object) -> None:
    assert len({repr(consolidate(order, Authority(), BASE)) for order in islice(permutations(articles), 24)}) == 1


DEALS: dict[str, tuple[list[Extraction], str, set[tuple[str, int]]]] = {
    "one deal": ([told(1, deal("planned", 5)), told(2, deal("held", 5))], "Acquisition", {("held", 2)}),
    "the same sum, recipient missing": (
        [told(1, funding(500, recipient=HARBOUR)), told(2, funding(500))],
        "Investment",
        {("planned", 2)},
    ),
    "another sum, recipient missing": (
        [told(1, funding(500, recipient=HARBOUR)), told(2, funding(400))],
        "Investment",
        {("planned", 1)},
    ),
    "another recipient": (
        [told(1, funding(500, recipient=HARBOUR)), told(2, funding(500, recipient=UNITED))],
        "Investment",
        {("planned", 1)},
    ),
    "one project": (
        [
            told(1, Say("ProjectPartnership", "held", {"project": (HARBOUR,), "partner": (ANDES,)})),
            told(2, Say("ProjectPartnership", "held", {"project": (HARBOUR,), "lead": (UNITED,)})),
        ],
        "ProjectPartnership",
        {("held", 2)},
    ),
    "the same words": (
        [
            told(n, Say("Statement", "held", {"speaker": (ADA,), "said": said}))
            for n, said in enumerate(["Yes.", "yes"])
        ],
        "Statement",
        {("held", 2)},
    ),
    "other words": (
        [
            told(n, Say("Statement", "held", {"speaker": (ADA,), "said": said}))
            for n, said in enumerate(["Yes.", "No."])
        ],
        "Statement",
        {("held", 1)},
    ),
}


@pytest.mark.parametrize(("articles", "type", "expected"), DEALS.values(), ids=DEALS.keys())
def test_deals(articles: list[Extraction], type: str, expected: set[tuple[str, int]]) -> None:
    assert summary(*articles, type=type) == expected


def test_a_decision_blocks_a_bid() -> None:
    bid = deal("proposed", 5)
    block = Say("Decision", "held", {"decider": (ADA,), "object": (bid,), "decisionType": "block"})
    assert summary(told(1, bid, block), told(2, deal("planned", 5)), type="Acquisition") == {("blocked", 2)}


def test_a_decision_only_planned_blocks_nothing() -> None:
    bid = deal("proposed", 5)
    block = Say("Decision", "planned", {"decider": (ADA,), "object": (bid,), "decisionType": "block"})
    assert summary(told(1, bid, block), type="Acquisition") == {("proposed", 1)}


def test_decisions_about_one_bid_are_one() -> None:
    pages = []
    for number, decider in enumerate((LUIS, CHILE)):
        bid = deal("proposed", 5)
        block = Say("Decision", "held", {"decider": (decider,), "object": (bid,), "decisionType": "block"})
        pages.append(told(number, bid, block, *LEADERS))
    assert summary(*pages, type="Decision") == {("held", 2)}


def test_a_country_is_no_further_participant() -> None:
    pages = [told(1, met("planned"), *LEADERS), told(2, meeting("planned", FRANCE, LUIS))]
    assert [len(event.roles["participant"]) for event in events(*pages)] == [2]


def test_a_country_alone_stays() -> None:
    assert [len(event.roles["participant"]) for event in events(told(1, meeting("held", FRANCE, CHILE)))] == [2]


def test_a_year_lent_within_an_article() -> None:
    page = told(1, met("planned", month_day("11-18")), meeting("held", ADA, LUIS, type="Call", date=month_day("11-07")))
    (call,) = events(page, told(2, met("planned", day("2030-11-18"))), type="Call")
    assert (str(call.date.earliest), call.date.precision) == ("2030-11-07", "inferred")


def test_no_year_is_guessed() -> None:
    (event,) = events(told(1, met("held", month_day("11-18"))), told(2, meeting("held", ADA, OTTO, date=NOVEMBER)))[:1]
    assert event.date is None or event.date.earliest is None or event.date != day("2030-11-18")


def test_put_off_leads_to_the_next() -> None:
    put_off, next_one = met("postponed", day("2031-01-11", "2031-01-20", "range")), met("held", day("2031-03-07"))
    by_status = {event.status: event for event in events(told(1, put_off, next_one))}
    assert by_status["postponed"].rescheduled_to == by_status["held"].iri


def test_publishers_count_once() -> None:
    pages = [told(n, met("held", day("2031-03-07")), publisher=who) for n, who in enumerate(["A", "a ", "B"])]
    assert [event.sources for event in events(*pages)] == [2]


def supersedes(*articles: Extraction) -> list[tuple[str, str]]:
    statuses = {
        f"{BASE}article/{page.article.id}#{claim.id}": claim.status for page in articles for claim in page.claims
    }
    pairs = consolidate(articles, Authority(), BASE).supersedes
    return sorted((statuses[later], statuses[earlier]) for later, earlier in pairs)


CHAINS = {
    "by date": (
        [
            told(1, met("proposed", DAY), date="2031-01-01"),
            told(2, met("planned", DAY), date="2031-02-01"),
            told(3, met("cancelled", DAY), date="2031-03-01"),
        ],
        [("cancelled", "planned"), ("planned", "proposed")],
    ),
    "one overtakes all of the status before": (
        [
            told(1, met("planned", DAY), date="2031-01-01"),
            told(2, met("planned", DAY), date="2031-02-01"),
            told(3, met("held", DAY), date="2031-03-08"),
        ],
        [("held", "planned"), ("held", "planned")],
    ),
    "back and forth": (
        [
            told(1, met("planned", DAY), date="2031-01-01"),
            told(2, met("cancelled", DAY), date="2031-02-01"),
            told(3, met("planned", DAY), date="2031-03-01"),
        ],
        [("cancelled", "planned"), ("planned", "cancelled")],
    ),
    "undated": ([told(1, met("planned", DAY)), told(2, met("held", DAY))], [("held", "planned")]),
    "an undated one before the dated end": (
        [
            told(1, met("planned", DAY)),
            told(2, met("proposed", DAY), date="2031-01-01"),
            told(3, met("held", DAY), date="2031-03-08"),
        ],
        [("held", "planned"), ("planned", "proposed")],
    ),
}


@pytest.mark.parametrize(("articles", "expected"), CHAINS.values(), ids=CHAINS.keys())
def test_supersedes(articles: list[Extraction], expected: list[tuple[str, str]]) -> None:
    assert supersedes(*articles) == expected


def conflicts(*sums: Say) -> int:
    pages = [told(number, each) for number, each in enumerate(sums)]
    return len(consolidate(pages, Authority(), BASE).conflicts)


def bid_for(value: int, currency: str = "USD", qualifier: str = "exact", also: tuple[object, ...] = ()) -> Say:
    amount = money(value, currency, qualifier, also)  # type: ignore[arg-type]
    return Say("Acquisition", "planned", {"acquirer": (ANDES,), "target": (UNITED,)}, amount=amount)


RATE = Say(
    "Observation", "held", {"indicator": "debt", "observedFor": (FRANCE,)}, amount=money(55, also=[money(8600, "JPY")])
)


def test_a_sum_printed_in_dollars_keeps_them() -> None:
    (observation,) = events(told(1, RATE), type="Observation")
    assert [(amount.currency, amount.usd) for amount in observation.amounts] == [("JPY", 55), ("USD", None)]


SUMS = {
    "equal": ((bid_for(500), bid_for(500)), 0),
    "within one per cent": ((bid_for(1000), bid_for(1009)), 0),
    "apart": ((bid_for(140), bid_for(149)), 1),
    "up to": ((bid_for(500, qualifier="up-to"), bid_for(500)), 0),
    "less than up to": ((bid_for(500, qualifier="up-to"), bid_for(400)), 0),
    "more than up to": ((bid_for(500, qualifier="up-to"), bid_for(600)), 1),
    "at least": ((bid_for(500, qualifier="at-least"), bid_for(600)), 0),
    "roughly": ((bid_for(500, qualifier="about"), bid_for(520)), 0),
    "not even roughly": ((bid_for(500, qualifier="about"), bid_for(600)), 1),
    "no rate": ((bid_for(500), bid_for(500, "JPY")), 0),
    "agreeing by the stated rate": ((bid_for(500), bid_for(78182, "JPY"), RATE), 0),
    "disagreeing by the stated rate": ((bid_for(500), bid_for(90000, "JPY"), RATE), 1),
    "printed in both": ((bid_for(500, also=(money(470, "EUR"),)), bid_for(470, "EUR")), 0),
}


@pytest.mark.parametrize(("sums", "expected"), SUMS.values(), ids=SUMS.keys())
def test_conflicts(sums: tuple[Say, ...], expected: int) -> None:
    assert conflicts(*sums) == expected
