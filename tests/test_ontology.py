"""The vocabulary is whole, says nothing twice, and stays within what reasoning may use."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import BNode, Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SH, SKOS, XSD

from kg import resources, terms
from kg.terms import KG, KGC, KGS

FOLDER = resources.path("ontology")
ONTOLOGY = Graph().parse(FOLDER / "kg.ttl")
SHAPES = Graph().parse(FOLDER / "shapes.ttl")
CLASSES = sorted(str(term)[len(KG) :] for term in ONTOLOGY.subjects(RDF.type, OWL.Class))
PROPERTIES = sorted(
    {
        str(p)[len(KG) :]
        for kind in (OWL.ObjectProperty, OWL.DatatypeProperty)
        for p in ONTOLOGY.subjects(RDF.type, kind)
    }
)
VALUES = sorted(str(value) for value in ONTOLOGY.subjects(SKOS.inScheme, None))
SCHEMA = "https://schema.org/"
INCLUDES = {URIRef(SCHEMA + "domainIncludes"), URIRef(SCHEMA + "rangeIncludes")}
# OWL 2 Profiles, section 4.2: what a subclass expression and an axiom may be, as far as we use them.
ALLOWED = {
    OWL.Class,
    OWL.ObjectProperty,
    OWL.DatatypeProperty,
    OWL.Ontology,
    OWL.Restriction,
    OWL.SymmetricProperty,
    OWL.TransitiveProperty,
    SKOS.ConceptScheme,
    URIRef(KG + "Status"),
    URIRef(KG + "Certainty"),
}
CONTRACT = {  # what the code relies on in ontology/kg.ttl
    "Agent": "Person Organization Country",
    "Organization": "Company GovernmentBody",
    "Person": "Leader",
    "Place": "Country City",
    "Office": "LeadingOffice",
    "Situation": "Event State",
    "Event": "Consultation Visit Transaction Decision Statement Presentation Founding",
    "Consultation": "Meeting Call",
    "Transaction": "Investment Acquisition",
    "Decision": "TradeMeasure",
    "State": "OfficeHolding Employment ProjectPartnership Subsidiary Headquarters Citizenship Observation",
}
SUB_PROPERTIES = {
    "participant": "host",
    "partner": "lead",
    "meets": "metWith dueToMeet",
    "spokeWith": "metWith",
    "investsIn": "hasInvestedIn plansToInvestIn",
    "bidFor": "acquired",
    "heldOffice": "holdsOffice",
}


def kg(name: str) -> URIRef:
    return URIRef(KG + name)


@pytest.mark.parametrize("name", CLASSES + PROPERTIES)
def test_term_has_a_label_and_one_sentence(name: str) -> None:
    comments = [str(comment) for comment in ONTOLOGY.objects(kg(name), RDFS.comment)]
    labels = list(ONTOLOGY.objects(kg(name), RDFS.label))
    assert (len(labels), len(comments)) == (1, 1) and re.fullmatch(r"[A-Z](?!.*\. [A-Z]).*\.", comments[0])


@pytest.mark.parametrize("value", VALUES)
def test_value_has_label_notation_and_definition(value: str) -> None:
    for prop in (SKOS.prefLabel, SKOS.notation, SKOS.definition):
        assert len(list(ONTOLOGY.objects(URIRef(value), prop))) == 1


@pytest.mark.parametrize(("high", "lows"), CONTRACT.items(), ids=CONTRACT)
def test_class_hierarchy(high: str, lows: str) -> None:
    assert {kg(low) for low in lows.split()} <= set(ONTOLOGY.subjects(RDFS.subClassOf, kg(high)))


@pytest.mark.parametrize(("high", "lows"), SUB_PROPERTIES.items(), ids=SUB_PROPERTIES)
def test_property_hierarchy(high: str, lows: str) -> None:
    assert {kg(low) for low in lows.split()} <= set(ONTOLOGY.subjects(RDFS.subPropertyOf, kg(high)))


@pytest.mark.parametrize(
    ("names", "scheme"),
    [(terms.STATUSES, KGS), (terms.CERTAINTIES, KGC)],
    ids=["status", "certainty"],
)
def test_values_are_those_of_the_claims(names: dict[str, str], scheme: str) -> None:
    notations = {str(s): str(o) for s, o in ONTOLOGY.subject_objects(SKOS.notation) if str(s).startswith(scheme)}
    assert notations == {scheme + local: name for name, local in names.items()}


def test_every_term_used_is_declared() -> None:
    nodes = {node for graph in (ONTOLOGY, SHAPES) for triple in graph for node in triple if isinstance(node, URIRef)}
    used = {str(node)[len(KG) :] for node in nodes if node.startswith(KG)}
    assert used - set(CLASSES) - set(PROPERTIES) == set()


def test_every_property_the_code_names_is_declared() -> None:
    named = set(terms.ROLE_PROPERTIES.values()) | set(terms.SUPER_ROLES) | set(terms.SUPER_ROLES.values())
    assert named - set(PROPERTIES) == set()


@pytest.mark.parametrize("query", sorted(resources.path("queries").glob("*.rq")), ids=lambda path: path.stem)
def test_every_term_a_question_uses_is_declared(query: Path) -> None:
    used = set(re.findall(r"\bkg:(\w+)", query.read_text(encoding="utf-8")))
    assert used - set(CLASSES) - set(PROPERTIES) == set()


def test_sub_roles_of_the_code_are_those_of_the_ontology() -> None:
    assert all((kg(low), RDFS.subPropertyOf, kg(high)) in ONTOLOGY for low, high in terms.SUPER_ROLES.items())


@pytest.mark.parametrize("trap", [RDFS.domain, RDFS.range, OWL.propertyChainAxiom, OWL.sameAs, OWL.hasKey])
def test_no_axiom_that_is_a_trap(trap: URIRef) -> None:
    assert list(ONTOLOGY.subject_objects(trap)) == []


def test_only_kinds_of_axioms_that_are_meant() -> None:
    assert set(ONTOLOGY.objects(None, RDF.type)) <= ALLOWED


def test_the_only_blank_node_is_the_restriction() -> None:
    assert {
        kind
        for node in set(ONTOLOGY.subjects())
        if isinstance(node, BNode)
        for kind in ONTOLOGY.objects(node, RDF.type)
    } == {OWL.Restriction}


def test_data_types_say_what_they_hold() -> None:
    silent = [
        name
        for name in PROPERTIES
        if (kg(name), RDF.type, OWL.DatatypeProperty) in ONTOLOGY
        and not [o for p in INCLUDES for o in ONTOLOGY.objects(kg(name), p) if str(o).startswith(str(XSD))]
    ]
    assert silent == []


def test_every_class_has_a_shape() -> None:
    targets = {str(target)[len(KG) :] for target in SHAPES.objects(None, SH.targetClass)}
    classes = {str(each)[len(KG) :] for each in ONTOLOGY.subjects(RDF.type, OWL.Class) if str(each).startswith(str(KG))}
    assert classes - targets == set()
