"""What the shapes find: one broken statement each in a graph that is sound without it."""

from __future__ import annotations

import press
import pytest
from rdflib import Graph
from rdflib.namespace import RDF, SH

from kg import resources, validation
from kg.terms import KG, NIF

SHAPES = resources.path("ontology") / "shapes.ttl"
XSD = "http://www.w3.org/2001/XMLSchema#"
TYPE = str(RDF.type)
KGS = "https://w3id.org/newskg/status#"
CLAIM, MEETING = "article/a1#c1", "event/m1"


def statement(subject: str, predicate: str, value: str) -> str:
    prop = predicate if predicate.startswith("http") else KG + predicate
    term = value if value.startswith('"') else f"<{value if value.startswith('http') else press.BASE + value}>"
    return f"<{press.BASE}{subject}> <{prop}> {term} <{press.BASE}graph/facts> .\n"


def without(subject: str, predicate: str) -> str:
    start = f"<{press.BASE}{subject}> <{predicate if predicate.startswith('http') else KG + predicate}> "
    kept = [line for line in press.n_quads().splitlines(keepends=True) if not line.startswith(start)]
    assert len(kept) < press.n_quads().count("\n")
    return "".join(kept)


def validate(quads: str) -> validation.Report:
    return validation.validate(quads, SHAPES)


MISSING = {  # what a graph may not lack: subject, property, message
    "evidence": (CLAIM, "evidence", "stands on at least one span"),
    "rule": (CLAIM, "rule", "names the rule"),
    "claimed status": (CLAIM, "claimedStatus", "exactly one status"),
    "certainty": (CLAIM, "certainty", "exactly one certainty"),
    "claimed type": (CLAIM, "claimType", "of which class"),
    "claims of an event": (MEETING, "claim", "at least one claim"),
    "status of an event": (MEETING, "status", "exactly one present status"),
    "half of a date": (MEETING, "latest", "come as a pair"),
    "publishers": (MEETING, "sources", "at least one publisher"),
    "currency": ("event/b1#amount-4000000000-usd", "currency", "one currency"),
    "holder": ("event/o1", "holder", "One person holds"),
    "label": ("id/person/ada-lindqvist", "http://www.w3.org/2004/02/skos/core#prefLabel", "one preferred label"),
    "text": ("article/a1", NIF + "isString", "has its text"),
    "reason": ("event/b1#conflict-amount", "reason", "says why"),
}
WRONG = {  # what a graph may not have
    "a second status": (MEETING, "status", KGS + "Held", "exactly one present status"),
    "a status of its own": ("event/k1", "status", KGS + "Done", "exactly one present status"),
    "a city that meets": (MEETING, "participant", "id/city/oslo", "Agents meet and call"),
    "a person as a place": (MEETING, "place", "id/person/bruno-keller", "A place is a place"),
    "a claim with the facts' entity": (CLAIM, "participant", "id/person/ada-lindqvist", "what its article names"),
    "a claim that is typed as an event": (CLAIM, TYPE, KG + "Meeting", "kg:claimedStatus is of claims"),
    "an end before the beginning": ("event/v1", "earliest", f'"2024-08-01"^^<{XSD}date>', "not after kg:latest"),
    "a month for a day": ("event/v1", "earliest", f'"2024-07"^^<{XSD}gYearMonth>', "kg:earliest is one day"),
    "a person that is a company": ("id/person/bruno-keller", TYPE, KG + "Company", "is no organisation"),
    "an entity of the article as a person": ("article/a1#entity-oslo", TYPE, KG + "Person", ""),
    "a currency in words": ("event/x", TYPE, KG + "Amount", "one decimal value"),
    "a decision of no kind": ("event/d1", "decisionType", '"dislike"', "blocks, approves"),
}


def test_a_sound_graph_conforms() -> None:
    assert validate(press.n_quads()).results == ()


@pytest.mark.parametrize(("subject", "predicate", "message"), MISSING.values(), ids=MISSING)
def test_finds_what_is_missing(subject: str, predicate: str, message: str) -> None:
    report = validate(without(subject, predicate))
    assert not report.conforms and message in " ".join(result.message for result in report.results)


@pytest.mark.parametrize(("subject", "predicate", "value", "message"), WRONG.values(), ids=WRONG)
def test_finds_what_is_wrong(subject: str, predicate: str, value: str, message: str) -> None:
    report = validate(press.n_quads() + statement(subject, predicate, value))
    assert not report.conforms and message in " ".join(result.message for result in report.results)


def test_finds_words_that_are_not_in_the_text() -> None:
    quads = press.n_quads().replace('anchorOf> "telephoned Keller"', 'anchorOf> "rang Keller up"')
    (found,) = validate(quads).results
    assert (found.value, found.message) == ("rang Keller up", f"{validation.ANCHOR} There is 'telephoned Keller'.")


def test_a_meeting_of_one_is_a_warning() -> None:
    quads = "".join(
        line for line in press.n_quads().splitlines(keepends=True)
        if not line.startswith(f"<{press.BASE}event/m2> <{KG}participant> <{press.BASE}id/person/b")
    )  # fmt: skip
    report = validate(quads)
    assert report.conforms and [row[0] for row in report.rows] == ["Warning"]


def test_domain_and_range_type_nothing_into_passing() -> None:
    """Validation comes before inference: who takes part is no agent because of that."""
    report = validate(press.n_quads() + statement(MEETING, "participant", "id/thing/unknown"))
    assert [result.value for result in report.results] == [f"{press.BASE}id/thing/unknown"]


def test_the_report_is_the_same_as_rdf_and_as_a_table() -> None:
    report = validate(without(CLAIM, "rule"))
    graph = Graph().parse(data=report.to_turtle(), format="turtle")
    as_rdf = {str(node) for node in graph.objects(None, SH.focusNode)}
    assert as_rdf == {dict(zip(report.columns, row, strict=True))["focus"] for row in report.rows}


def test_the_report_names_the_shape() -> None:
    assert {result.shape for result in validate(without(CLAIM, "rule")).results} == {
        "https://w3id.org/newskg/shapes#Claim"
    }


def test_the_same_faults_give_the_same_bytes() -> None:
    quads = without(CLAIM, "rule")
    assert validate(quads).to_turtle() == validate("".join(sorted(quads.splitlines(keepends=True)))).to_turtle()


def test_a_class_that_nobody_declared_is_named_once() -> None:
    quads = press.n_quads().replace(f"<{KG}Call>", f"<{KG}Chat>")
    (found,) = validate(quads).results
    assert found.focus == f"{KG}Chat" and "The ontology has no class" in found.message
