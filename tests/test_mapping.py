"""Article graphs: canonical N-Quads, every property of a claim, no blank nodes."""

from __future__ import annotations

from decimal import Decimal

import pyoxigraph
import pytest
from stories import BASE, Say, Who, article, day, meeting, money, month_day, office

from kg import terms
from kg.mapping import nquads, to_quads

MAYOR, ENVOY = Who("Ada Moreau", aliases=("Moreau",), country="France"), Who("Iván Prieto")
FIRM, TARGET, FRANCE = Who("Acme Holdings", "Company"), Who("Zenith", "Company"), Who("France", "Country")
SOURCES = Who("two officials", "Agent")
BID = Say(
    "Acquisition",
    "blocked",
    {"acquirer": (FIRM,), "target": (TARGET,)},
    amount=money("14.90", also=[money(12, "EUR")]),
    by=(SOURCES,),
    certainty="PR+",
)
PAGE = article(
    "a 1",
    meeting("planned", MAYOR, ENVOY, date=day("2024-05-03")),
    Say("Meeting", "held", {"participant": (ENVOY,), "host": (MAYOR,)}, month_day("05-04")),
    BID,
    Say("Decision", "held", {"decider": (FRANCE,), "object": (BID,), "decisionType": "block"}),
    office("future", MAYOR, "Mayor", FRANCE),
    Say("Statement", "held", {"speaker": (ENVOY,), "said": 'a "new\nstart"', "direct": True}),
    Say("Observation", "held", {"observedFor": (FRANCE,), "indicator": "soldiers", "quantity": "5400"}),
    date="2024-05-01",
    publisher="The Daily",
)
QUADS = to_quads(PAGE, BASE)
CLAIM = [terms.claim_iri(BASE, "a 1", claim.id) for claim in PAGE.claims]
ENTITY = f"{BASE}article/a%201#entity-"
KG = terms.KG


def line(subject: str, prop: str, value: str) -> str:
    prop = prop if ":" in prop else KG + prop
    return f"<{subject}> <{prop}> {value} <{BASE}article/a%201> .\n"


PRESENT = {
    "claim type": line(CLAIM[0], "claimType", f"<{KG}Meeting>"),
    "status": line(CLAIM[0], "claimedStatus", f"<{terms.KGS}Planned>"),
    "certainty": line(CLAIM[2], "certainty", f"<{terms.KGC}PRplus>"),
    "participant": line(CLAIM[0], "participant", f"<{ENTITY}ada-moreau>"),
    "a host is a participant": line(CLAIM[1], "participant", f"<{ENTITY}ada-moreau>"),
    "and stays a host": line(CLAIM[1], "host", f"<{ENTITY}ada-moreau>"),
    "month and day": line(CLAIM[1], "monthDay", f'"--05-04"^^<{terms.XSD}gMonthDay>'),
    "a quantity is a number": line(CLAIM[6], "quantity", f'"5400"^^<{terms.XSD}decimal>'),
    "day": line(CLAIM[0], "earliest", f'"2024-05-03"^^<{terms.XSD}date>'),
    "claim date": line(CLAIM[0], "claimDate", f'"2024-05-01"^^<{terms.XSD}date>'),
    "attribution": line(CLAIM[2], "attributedTo", f"<{ENTITY}two-officials>"),
    "amount": line(CLAIM[2], "amount", f"<{CLAIM[2]}-amount-14.9-usd>"),
    "amount's value": line(f"{CLAIM[2]}-amount-14.9-usd", "value", f'"14.9"^^<{terms.XSD}decimal>'),
    "the other currency": line(CLAIM[2], "amount", f"<{CLAIM[2]}-amount-12-eur>"),
    "a claim fills a role": line(CLAIM[3], "object", f"<{CLAIM[2]}>"),
    "literal role": line(CLAIM[3], "decisionType", '"block"'),
    "of is officeOf": line(CLAIM[4], "officeOf", f"<{ENTITY}france>"),
    "future is elect": line(CLAIM[4], "tenure", '"elect"'),
    "elect is planned": line(CLAIM[4], "claimedStatus", f"<{terms.KGS}Planned>"),
    "escapes": line(CLAIM[5], "said", '"a \\"new\\nstart\\""'),
    "boolean": line(CLAIM[5], "direct", f'"true"^^<{terms.XSD}boolean>'),
    "publisher": line(f"{BASE}article/a%201", f"{terms.DCTERMS}publisher", '"The Daily"'),
    "entity type": line(f"{ENTITY}zenith", "entityType", f"<{KG}Company>"),
}


@pytest.mark.parametrize("expected", PRESENT.values(), ids=PRESENT.keys())
def test_quads_hold(expected: str) -> None:
    assert expected in QUADS


def test_lines_are_sorted_and_distinct() -> None:
    lines = QUADS.splitlines()
    assert lines == sorted(set(lines))


def test_the_store_writes_the_same_bytes() -> None:
    quads = pyoxigraph.parse(QUADS, format=pyoxigraph.RdfFormat.N_QUADS)
    store = pyoxigraph.Store()
    store.extend(quads)
    lines = pyoxigraph.serialize(list(store), format=pyoxigraph.RdfFormat.N_QUADS).decode().splitlines(keepends=True)
    assert "".join(sorted(lines)) == QUADS


def test_no_blank_node() -> None:
    assert "_:" not in QUADS


@pytest.mark.parametrize("span", ["mention", "evidence"])
def test_span_text_is_the_article_text(span: str) -> None:
    store = pyoxigraph.Store()
    store.extend(pyoxigraph.parse(QUADS, format=pyoxigraph.RdfFormat.N_QUADS))
    query = f"""PREFIX nif: <{terms.NIF}> SELECT (COUNT(*) AS ?bad) {{ GRAPH ?g {{ ?x <{KG}{span}> ?s .
        ?s nif:anchorOf ?t ; nif:beginIndex ?b ; nif:endIndex ?e ; nif:referenceContext ?a . ?a nif:isString ?text
        FILTER(SUBSTR(?text, ?b + 1, ?e - ?b) != ?t) }} }}"""
    assert next(iter(store.query(query)))["bad"].value == "0"


def test_an_undated_article_has_no_claim_date() -> None:
    assert "claimDate" not in to_quads(article("b", BID), BASE)


@pytest.mark.parametrize(
    ("value", "written"),
    [("5E+11", "500000000000"), ("14.90", "14.9"), ("0.50", "0.5"), ("100", "100"), ("0.00", "0"), ("-2.0", "-2")],
)
def test_decimal_is_plain(value: str, written: str) -> None:
    assert nquads.plain(Decimal(value)) == written


CONTROLS = [*map(chr, range(0x20)), '"', "\\", "\x7f", "\x85", "\u2028", "\ufffe", "\uffff", "é", "\U0001f600"]


@pytest.mark.parametrize("character", CONTROLS, ids=lambda c: f"{ord(c):04x}")
def test_literal_is_canonical(character: str) -> None:
    quad = pyoxigraph.Triple(pyoxigraph.NamedNode("a:a"), pyoxigraph.NamedNode("a:b"), pyoxigraph.Literal(character))
    written = pyoxigraph.serialize([quad], format=pyoxigraph.RdfFormat.N_TRIPLES).decode()
    assert f"<a:a> <a:b> {nquads.string(character)} .\n" == written


def test_lone_surrogates_are_replaced() -> None:
    assert nquads.string("a\ud800b") == '"a\ufffdb"'


def test_a_url_cannot_break_out() -> None:
    assert nquads.safe_iri("http://x/> <y> .\n") == "<http://x/%3E%20%3Cy%3E%20.%0A>"
