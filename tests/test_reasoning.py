"""The rules give what owlrl gives, without its noise, and say why."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from owlrl import DeductiveClosure, OWLRL_Semantics
from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS

from kg import reasoning, resources
from kg.reasoning.axioms import Triple, read_ontology
from kg.reasoning.closure import Closure, close, parse
from kg.terms import KG

KG_TTL = resources.path("ontology") / "kg.ttl"
GRAPH = "<https://w3id.org/newskg/graph/inferred>"
PREFIXES = f"""@prefix kg: <{KG}> . @prefix ex: <http://example.org/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
# One axiom of every kind the compiler knows, where kg.ttl has none.
RICH = """
ex:A rdfs:subClassOf ex:B . ex:B rdfs:subClassOf ex:C . ex:C owl:equivalentClass ex:D .
ex:p rdfs:subPropertyOf ex:q . ex:p rdfs:domain ex:A . ex:q rdfs:range ex:E . ex:q owl:equivalentProperty ex:r .
ex:s owl:inverseOf ex:p . ex:t a owl:TransitiveProperty , owl:SymmetricProperty .
ex:u owl:propertyChainAxiom ( ex:p ex:s ex:t ) .
[] a owl:Restriction ; owl:onProperty ex:t ; owl:someValuesFrom ex:E ; rdfs:subClassOf ex:F .
[] a owl:Restriction ; owl:onProperty ex:s ; owl:someValuesFrom owl:Thing ; rdfs:subClassOf ex:G .
ex:F rdfs:subClassOf [ a owl:Restriction ; owl:onProperty ex:q ; owl:allValuesFrom ex:H ] .
ex:H rdfs:subClassOf [ a owl:Restriction ; owl:onProperty ex:r ; owl:hasValue ex:i0 ] .
[] a owl:Restriction ; owl:onProperty ex:t ; owl:hasValue ex:i1 ; rdfs:subClassOf ex:J .
ex:K owl:intersectionOf ( ex:G ex:J ) . ex:L owl:unionOf ( ex:K ex:H ) . ex:D owl:disjointWith ex:E .
"""


def nquads(turtle: str) -> str:
    return Graph().parse(data=PREFIXES + turtle, format="turtle").serialize(format="nt")


def inferred(facts: str, ontology: Path) -> set[str]:
    return set(reasoning.infer(facts, ontology).splitlines())


def lines(turtle: str) -> set[str]:
    return {line.removesuffix(" .") + f" {GRAPH} ." for line in nquads(turtle).splitlines() if line}


def closed(graph: Graph) -> Graph:
    DeductiveClosure(OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(graph)
    return graph


@lru_cache(maxsize=2)
def axioms(ontology: Path) -> tuple[Graph, Graph]:
    """What an ontology says in logic, without its words, and its closure."""
    graph, words = Graph(), (RDFS.label, RDFS.comment, RDFS.seeAlso)
    for triple in Graph().parse(ontology):
        if str(triple[1]).startswith((str(RDF), str(RDFS), str(OWL))) and triple[1] not in words:
            graph.add(triple)
    return graph, closed(Graph() + graph)


def by_owlrl(facts: str, ontology: Path) -> set[str]:
    """The oracle: owlrl over facts and ontology together, noise and defects filtered (literals as subjects)."""
    asserted = Graph().parse(data=facts, format="nt")
    alone, closure = axioms(ontology)
    found = set()
    for s, p, o in set(closed(alone + asserted)) - set(closure) - set(asserted):
        noise = p == OWL.sameAs or (p == RDF.type and (o == OWL.Thing or not o.startswith("http")))
        if not noise and isinstance(s, URIRef):  # neither literals nor owlrl's own error nodes
            found.add(f"{s.n3()} {p.n3()} {o.n3()} {GRAPH} .")
    return found


@pytest.fixture(scope="session")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ontology") / "rich.ttl"
    path.write_text(PREFIXES + RICH, encoding="utf-8")
    return path


FOLLOWS = {
    "a superclass": ("ex:m a kg:Meeting .", "ex:m a kg:Consultation , kg:Event , kg:Situation ."),
    "a super-property": ("ex:a kg:acquired ex:b .", "ex:a kg:bidFor ex:b ."),
    "two super-properties": ("ex:a kg:metWith ex:b .", "ex:a kg:meets ex:b ; kg:spokeWith ex:b ."),
    "symmetry": ("ex:a kg:dueToMeet ex:b .", "ex:b kg:dueToMeet ex:a ; kg:meets ex:a ."),
    "transitivity": ("ex:a kg:locatedIn ex:b . ex:b kg:locatedIn ex:c .", "ex:a kg:locatedIn ex:c ."),
    "the inverse": ("ex:m kg:claim ex:c .", "ex:c kg:reports ex:m ."),
    "a leader now": ("ex:a kg:holdsOffice ex:o . ex:o a kg:LeadingOffice .", "ex:a a kg:Leader , kg:Person ."),
    "a former leader": ("ex:a kg:heldOffice ex:o . ex:o a kg:LeadingOffice .", "ex:a a kg:Leader ."),
    "a host takes part": ("ex:m kg:host ex:a .", "ex:m kg:participant ex:a ."),
}
FOLLOWS_NOT = {
    "an office that does not lead": ("ex:a kg:holdsOffice ex:o . ex:o a kg:Office .", "ex:a a kg:Leader ."),
    "those who take part do not meet": ("ex:m a kg:Meeting ; kg:participant ex:a , ex:b .", "ex:a kg:meets ex:b ."),
    "nobody meets himself": ("ex:a kg:metWith ex:b .", "ex:a kg:meets ex:a ."),
    "a bid is no acquisition": ("ex:a kg:bidFor ex:b .", "ex:a kg:acquired ex:b ."),
    "a plan is no investment": ("ex:a kg:plansToInvestIn ex:b .", "ex:a kg:hasInvestedIn ex:b ."),
    "what is asserted": ("ex:m a kg:Meeting , kg:Event .", "ex:m a kg:Event ."),
    "a role says no type": ("ex:m kg:participant ex:a .", "ex:a a kg:Agent ."),
    "owl:Thing": ("ex:m a kg:Meeting .", "ex:m a owl:Thing ."),
    "nothing about the vocabulary": ("ex:k kg:onProperty kg:host .", "kg:host rdfs:subPropertyOf kg:participant ."),
}


@pytest.mark.parametrize(("facts", "expected"), FOLLOWS.values(), ids=FOLLOWS)
def test_follows(facts: str, expected: str) -> None:
    assert lines(expected) <= inferred(nquads(facts), KG_TTL)


@pytest.mark.parametrize(("facts", "unwanted"), FOLLOWS_NOT.values(), ids=FOLLOWS_NOT)
def test_does_not_follow(facts: str, unwanted: str) -> None:
    assert not lines(unwanted) & inferred(nquads(facts), KG_TTL)


def test_inferred_graph_has_no_blank_nodes_and_no_literal_subjects() -> None:
    facts = nquads("ex:a kg:heldOffice ex:o . ex:o a kg:LeadingOffice ; kg:title 'mayor' . ex:m kg:sources 2 .")
    assert not [line for line in inferred(facts, KG_TTL) if "_:" in line or not line.startswith("<")]


def without_literals(facts: str) -> str:
    """owlrl lets literals be subjects on the way, which RDF forbids and the rules do not."""
    return "".join(f"{line}\n" for line in facts.splitlines() if '"' not in line)


def facts_over(classes: list[str], properties: list[str], size: int) -> st.SearchStrategy[str]:
    node = st.integers(0, 5).map(lambda number: f"<http://example.org/i{number}>")
    typed = st.tuples(node, st.just(f"<{RDF.type}>"), st.sampled_from(classes))
    linked = st.tuples(node, st.sampled_from(properties), node | st.just('"7"'))
    return st.lists(typed | linked, max_size=size).map(lambda rows: "".join(f"{' '.join(row)} .\n" for row in rows))


RICH_FACTS = facts_over(
    [f"<http://example.org/{name}>" for name in "ABCFGHJ"], [f"<http://example.org/{name}>" for name in "pqrstu"], 12
)
KG_FACTS = facts_over(
    [f"<{KG}{name}>" for name in ("Meeting", "Country", "Company", "LeadingOffice", "OfficeHolding", "City")],
    [f"<{KG}{name}>" for name in ("metWith", "dueToMeet", "host", "locatedIn", "holdsOffice", "acquired", "claim")],
    12,
)
QUICK = {
    "deadline": None,
    "derandomize": True,
    "phases": (Phase.explicit, Phase.generate),
}  # owlrl is slow to shrink with


@given(facts=RICH_FACTS)
@settings(max_examples=25, **QUICK)
def test_equals_owlrl_on_every_kind_of_axiom(facts: str, rich: Path) -> None:
    assert inferred(facts, rich) == by_owlrl(facts, rich)


@given(facts=RICH_FACTS, more=RICH_FACTS, data=st.data())
@settings(max_examples=60, **QUICK)
def test_taking_back_leaves_what_closing_the_rest_gives(facts: str, more: str, data: st.DataObject, rich: Path) -> None:
    ontology = read_ontology(rich)
    growing, there, told = Closure(ontology), set[Triple](), set[Triple]()
    triples = sorted({*parse(facts), *parse(more)})
    for _ in range(4):
        some = data.draw(st.sets(st.sampled_from(triples))) if triples else set()
        growing.retract(some & there)
        growing.insert(some - there)
        there ^= some
        gone, come = growing.take_changes()
        told = (told - set(gone)) | set(come)
    fresh = set(close(sorted(there), ontology).inferred())
    assert (set(growing.inferred()), told) == (fresh, fresh)


@given(facts=RICH_FACTS.map(without_literals), less=RICH_FACTS)
@settings(max_examples=10, **QUICK)
def test_taking_back_equals_owlrl(facts: str, less: str, rich: Path) -> None:
    closure = close(parse(facts), read_ontology(rich))
    closure.insert(parse(less))
    closure.retract(set(parse(less)) - set(parse(facts)))
    assert {f"{' '.join(triple)} {GRAPH} ." for triple in closure.inferred()} == by_owlrl(facts, rich)


@given(facts=KG_FACTS)
@settings(max_examples=6, **QUICK)
def test_equals_owlrl_on_our_ontology(facts: str) -> None:
    assert inferred(facts, KG_TTL) == by_owlrl(facts, KG_TTL)


@given(facts=RICH_FACTS, cut=st.integers(0, 12))
@settings(max_examples=25, **QUICK)
def test_order_does_not_matter(facts: str, cut: int, rich: Path) -> None:
    rows = facts.splitlines(keepends=True)
    assert reasoning.infer("".join(rows[cut:] + rows[:cut]), rich) == reasoning.infer(facts, rich)


def test_says_why() -> None:
    facts = nquads("ex:a kg:holdsOffice ex:o . ex:o a kg:LeadingOffice .")
    person = ("<http://example.org/a>", f"<{RDF.type}>", f"<{KG}Person>")
    assert [step.rule for step in reasoning.explain(facts, KG_TTL, person)] == [
        "prp-spo1",
        "cls-svf1",
        "cax-sco",
        "cax-sco",
    ]


def test_reports_who_is_of_two_disjoint_classes() -> None:
    facts = nquads("ex:o a kg:Company , kg:Person . ex:c a kg:Country .")
    found = [(each.entity, each.classes) for each in reasoning.check_consistency(facts, KG_TTL)]
    assert found == [("<http://example.org/o>", (f"<{KG}Organization>", f"<{KG}Person>"))]


def test_proves_a_contradiction_from_what_is_asserted() -> None:
    facts = nquads("ex:o a kg:Company . ex:o kg:heldOffice ex:x . ex:x a kg:LeadingOffice .")
    (found,) = reasoning.check_consistency(facts, KG_TTL)
    asserted = {tuple(line.removesuffix(" .").split(" ")) for line in facts.splitlines() if line}
    concluded = {step.conclusion for step in found.steps}
    assert {premise for step in found.steps for premise in step.premises} <= asserted | concluded


@pytest.mark.parametrize("text", ["<a> <b> .\n", "<a> <b> <c>\n", '<a> <b> "c .\n', "a b c .\n"])
def test_a_line_that_is_no_statement_is_named(text: str) -> None:
    with pytest.raises(ValueError, match="line 2 is no N-Quads statement"):
        reasoning.infer("# comment\n" + text, KG_TTL)
