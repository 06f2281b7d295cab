"""The whole chain on a story told by five outlets: a summit planned, two that failed, a blocked bid, a project."""

from __future__ import annotations

import pyoxigraph
import pytest
from stories import BASE, Say, Who, article, day, meeting, money, month_day, office

from kg import terms
from kg.consolidation import consolidate
from kg.mapping import facts_to_quads, to_quads
from kg.model import Authority

FRANCE, CHILE = Who("France", "Country"), Who("Chile", "Country")
PM = Who("Ada Moreau", aliases=("Moreau",), country="France")
PM_SHORT = Who("Moreau", country="France")
PRESIDENT = Who("Luis Vidal", aliases=("Vidal",), country="Chile")
PRESIDENT_SHORT = Who("Vidal", country="Chile")
WIFE = Who("Rosa Vidal")
SOURCES = Who("people familiar with the plans", "Agent")
SANTIAGO, PALACE = Who("Santiago", "City"), Who("La Moneda Palace", "Place")
BANK, BANK_GROUP = Who("Alpine Bank", "Company"), Who("Alpine Bank Group", "Company")
LAB, HARBOUR = Who("Nova Labs", "Company"), Who("Harbour One", "Project")
ANDES, UNITED = Who("Andes Copper", "Company"), Who("U.S. Copper", "Company")
UNITED_LONG = Who("United States Copper Corp.", "Company")
REGULATOR = Who("Rita Soto", country="Chile")

SUMMIT = meeting("planned", PM, PRESIDENT, date=month_day("03-07"), by=(SOURCES,), place=(SANTIAGO,))
BID = Say("Acquisition", "blocked", {"acquirer": (ANDES,), "target": (UNITED,)}, amount=money(14_000_000_000))
BID_AGAIN = Say("Acquisition", "proposed", {"acquirer": (ANDES,), "target": (UNITED,)}, amount=money(14_900_000_000))

STORY = [
    article(  # undated: month and day of the summit
        "one",
        SUMMIT,
        office("current", PM, "Prime Minister"),
        office("current", PRESIDENT, "President", CHILE),
        BID,
        Say("Investment", "planned", {"investor": (HARBOUR,)}, amount=money(500_000_000_000)),
        Say("ProjectPartnership", "held", {"project": (HARBOUR,), "partner": (BANK, LAB)}),
        Say(
            "Observation",
            "held",
            {"observedFor": (FRANCE,), "indicator": "trade surplus"},
            amount=money(55_000_000_000, also=[money(8_600_000_000_000, "JPY")]),
        ),
        publisher="Agency",
    ),
    article(  # dateline without a year, surnames with titles
        "two",
        meeting("planned", PM_SHORT, PRESIDENT_SHORT),
        office("current", PM_SHORT, "PM", FRANCE),
        office("current", PRESIDENT_SHORT, "President"),
        meeting("held", PM_SHORT, Who("Otto Kern"), Who("Mia Lund")),
        Say("Investment", "planned", {"investor": (BANK_GROUP,)}, amount=money(78_000_000_000_000, "JPY")),
        month_day="03-04",
    ),
    article(  # undated, "on Friday"
        "three",
        meeting("planned", PM, PRESIDENT, place=(SANTIAGO,)),
        meeting("held", PRESIDENT, WIFE),
        BID_AGAIN,
        Say("Decision", "held", {"decider": (REGULATOR,), "object": (BID_AGAIN,), "decisionType": "block"}),
        Say("ProjectPartnership", "held", {"project": (HARBOUR,), "lead": (BANK_GROUP, LAB)}),
        Say("Investment", "planned", {"investor": (HARBOUR,)}, amount=money(500_000_000_000, qualifier="up-to")),
        office("former", REGULATOR, "President", CHILE),
        publisher="Weekly",
    ),
    article(  # the only full date
        "four",
        meeting("planned", PM, PRESIDENT, date=day("2031-03-07"), place=(PALACE,)),
        meeting("proposed", PM, PRESIDENT, date=day("2030-12-01", "2030-12-31", "month"), event="stopover"),
        meeting("cancelled", PM, PRESIDENT, date=day("2030-12-01", "2030-12-31", "month"), event="stopover"),
        meeting("proposed", PM, PRESIDENT, date=day("2031-02-11", "2031-02-20", "range"), event="winter"),
        meeting("postponed", PM, PRESIDENT, date=day("2031-02-11", "2031-02-20", "range"), event="winter"),
        office("current", PM, "Prime Minister", FRANCE),
        Say("Acquisition", "proposed", {"acquirer": (Who("Andes Copper Inc", "Company"),), "target": (UNITED_LONG,)}),
        date="2031-03-07",
        publisher="Daily",
    ),
    article(  # months earlier, undated: the stopover and the call
        "five",
        meeting("planned", PM, PRESIDENT, date=month_day("12-18")),
        meeting("held", PM, PRESIDENT, date=month_day("12-07"), type="Call"),
        office("future", PRESIDENT, "President", CHILE),
    ),
]  # fmt: skip


def build(extractions: object) -> str:
    facts = consolidate(extractions, Authority(), BASE)  # type: ignore[arg-type]
    return "".join(to_quads(extraction, BASE) for extraction in STORY) + facts_to_quads(facts, BASE)


@pytest.fixture(scope="module")
def graph() -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    store.extend(pyoxigraph.parse(build(STORY), format=pyoxigraph.RdfFormat.N_QUADS))
    return store


LABELS = {
    "PM": "Ada Moreau",
    "PRES": "Luis Vidal",
    "WIFE": "Rosa Vidal",
    "ANDES": "Andes Copper",
    "US": "U.S. Copper",
    "PROJ": "Harbour One",
    "SOTO": "Rita Soto",
}


def ask(graph: pyoxigraph.Store, pattern: str) -> bool:
    for name, label in LABELS.items():
        if f"?{name}" in pattern:
            pattern += f' ?{name} skos:prefLabel|skos:altLabel "{label}" .'
    prefixes = (
        f"PREFIX kg: <{terms.KG}> PREFIX kgs: <{terms.KGS}> PREFIX skos: <{terms.SKOS}> PREFIX xsd: <{terms.XSD}>"
    )
    return bool(graph.query(f"{prefixes} ASK {{ {pattern} }}", use_default_graph_as_union=True))


TALKS = "?m a kg:Meeting ; kg:participant ?PM, ?PRES ; "
HOLDS = {
    "the summit has its day": TALKS + "kg:status kgs:Planned ; kg:earliest '2031-03-07'^^xsd:date .",
    "from four articles": TALKS + "kg:status kgs:Planned ; kg:sources 4 .",
    "both places": TALKS + "kg:place ?p, ?q . ?p skos:prefLabel 'Santiago' . ?q skos:prefLabel 'La Moneda Palace' .",
    "due to meet, both ways": "?PM kg:dueToMeet ?PRES . ?PRES kg:dueToMeet ?PM .",
    "attributed": TALKS + "kg:status kgs:Planned . ?c kg:reports ?m ; kg:attributedTo ?who .",
    "the stopover was called off": TALKS + "kg:status kgs:Cancelled .",
    "its day has a borrowed year": TALKS
    + "kg:status kgs:Cancelled ; kg:earliest '2030-12-18'^^xsd:date ; kg:datePrecision 'inferred' .",
    "an article's plan is overtaken by another's report": TALKS
    + "kg:status kgs:Cancelled ; kg:claim ?c, ?d . ?c kg:claimedStatus kgs:Planned . ?d kg:claimedStatus "
    "kgs:Cancelled ; kg:supersedes ?c .",
    "the winter meeting was put off": TALKS
    + "kg:status kgs:Postponed ; kg:rescheduledTo ?n . ?n kg:status kgs:Planned .",
    "the call's year": "?m a kg:Call ; kg:participant ?PM, ?PRES ; kg:status kgs:Held ; "
    "kg:earliest '2030-12-07'^^xsd:date .",
    "spoke by phone": "?PM kg:spokeWith ?PRES .",
    "all who met have met": "?PM kg:metWith ?o . ?o skos:prefLabel 'Otto Kern' .",
    "the bid is blocked": "?q a kg:Acquisition ; kg:acquirer ?ANDES ; kg:target ?US ; "
    "kg:status kgs:Blocked . ?ANDES kg:bidFor ?US .",
    "its amounts conflict": "?k a kg:Conflict ; kg:about ?q ; kg:onProperty kg:amount ; "
    "kg:between ?c, ?d . ?q kg:acquirer ?ANDES . FILTER(?c != ?d)",
    "the decision is about the bid": "?d a kg:Decision ; kg:object ?q . ?q a kg:Acquisition .",
    "partners": "?b kg:partnerIn ?PROJ . ?b skos:prefLabel|skos:altLabel 'Alpine Bank Group' .",
    "leads": "?b kg:leads ?PROJ . ?b skos:prefLabel|skos:altLabel 'Alpine Bank' .",
    "investment by the project": "?i a kg:Investment ; kg:investor ?PROJ ; kg:status kgs:Planned ; "
    "kg:amount ?a . ?a kg:value ?v . FILTER(?v = 500000000000)",
    "yen in dollars": "?a kg:currency 'JPY' ; kg:usd ?usd ; kg:rateSource ?c . "
    "FILTER(?usd > 498000000000 && ?usd < 500000000000)",
    "prime minister of France": "?PM kg:holdsOffice ?o . ?o a kg:LeadingOffice ; kg:officeOf ?f . "
    "?f skos:prefLabel 'France' .",
    "president in spite of the old report": "?PRES kg:holdsOffice ?o . ?o kg:officeOf ?f . ?f skos:prefLabel 'Chile' .",
    "a former president": "?SOTO kg:heldOffice ?o .",
    "resolution": "?e a kg:ArticleEntity ; kg:name 'Moreau' ; kg:resolvesTo ?PM .",
}
NEVER = {
    "no summit took place": "?PM kg:metWith ?PRES .",
    "no third bank": "?x skos:prefLabel 'Alpine Bank' . ?y skos:prefLabel 'Alpine Bank Group' .",
    "nobody acquired it": "?ANDES kg:acquired ?US .",
    "wives hold no office": "?WIFE kg:heldOffice|kg:holdsOffice ?o .",
    "up to a sum is no conflict": "?k kg:about ?i . ?i a kg:Investment .",
    "one prime minister": "?x a kg:Person ; skos:prefLabel 'Moreau' .",
    "the old president is not in office": "?SOTO kg:holdsOffice ?o .",
    "no event without claims": "?m kg:status ?s . FILTER NOT EXISTS { ?m kg:claim ?c . ?c a kg:Claim }",
}


@pytest.mark.parametrize("pattern", HOLDS.values(), ids=HOLDS.keys())
def test_holds(graph: pyoxigraph.Store, pattern: str) -> None:
    assert ask(graph, pattern)


@pytest.mark.parametrize("pattern", NEVER.values(), ids=NEVER.keys())
def test_never(graph: pyoxigraph.Store, pattern: str) -> None:
    assert not ask(graph, pattern)


def test_three_meetings_of_the_two(graph: pyoxigraph.Store) -> None:
    query = f"""PREFIX kg: <{terms.KG}> PREFIX skos: <{terms.SKOS}> SELECT (COUNT(DISTINCT ?m) AS ?n) {{
        ?m a kg:Meeting ; kg:participant ?a, ?b . ?a skos:prefLabel "Ada Moreau" . ?b skos:prefLabel "Luis Vidal" }}"""
    assert next(iter(graph.query(query, use_default_graph_as_union=True)))["n"].value == "3"


@pytest.mark.parametrize("order", [(4, 3, 2, 1, 0), (2, 0, 4, 1, 3), (1, 2, 3, 4, 0)])
def test_order_does_not_matter(order: tuple[int, ...]) -> None:
    assert build([STORY[number] for number in order]) == build(STORY)


def test_the_store_writes_the_same_bytes() -> None:
    text = facts_to_quads(consolidate(STORY, Authority(), BASE), BASE)
    store = pyoxigraph.Store()
    store.extend(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_QUADS))
    lines = pyoxigraph.serialize(list(store), format=pyoxigraph.RdfFormat.N_QUADS).decode().splitlines(keepends=True)
    assert "".join(sorted(lines)) == text


def test_nothing_gives_nothing() -> None:
    assert facts_to_quads(consolidate([], Authority(), BASE), BASE) == ""
