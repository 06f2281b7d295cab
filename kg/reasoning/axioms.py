"""Which rules an ontology stands for: owlrl closes it alone, each axiom becomes one rule with its constants filled in.

Rules are named as in OWL 2 Profiles, section 4.3. Left out: owl:sameAs (identity is settled before the facts are
written), oneOf, hasKey and cardinalities.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from owlrl import DeductiveClosure, OWLRL_Semantics
from rdflib import Graph
from rdflib.collection import Collection
from rdflib.compare import to_canonical_graph
from rdflib.namespace import OWL, RDF, RDFS
from rdflib.term import Node

Triple = tuple[str, str, str]  # of N-Triples terms

TYPE = f"<{RDF.type}>"
THING = f"<{OWL.Thing}>"
NOTHING = f"<{OWL.Nothing}>"


@dataclass(frozen=True)
class Rule:
    """If all of `body` holds, so does `head`; terms that begin with ? are variables."""

    name: str
    body: tuple[Triple, ...]
    head: Triple


@dataclass(frozen=True)
class Ontology:
    rules: tuple[Rule, ...]
    disjoint: tuple[tuple[str, str], ...]
    terms: frozenset[str]  # what the ontology itself describes: nothing is inferred about it


def read_ontology(path: Path) -> Ontology:
    """The rules of a Turtle ontology; compiled once per content."""
    return _compile(path.read_text("utf-8"))


@lru_cache(maxsize=4)
def _compile(text: str) -> Ontology:
    source = to_canonical_graph(Graph().parse(data=text, format="turtle"))  # unnamed classes: the same in any process
    logical = (str(RDF), str(RDFS), str(OWL))
    silent = {RDFS.label, RDFS.comment, RDFS.seeAlso, RDFS.isDefinedBy, OWL.versionInfo, OWL.versionIRI}
    tbox = Graph()
    for triple in source:
        if str(triple[1]).startswith(logical) and triple[1] not in silent:
            tbox.add(triple)
    DeductiveClosure(OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(tbox)
    rules = sorted(set(_rules(tbox)), key=lambda rule: (rule.name, rule.body, rule.head))
    return Ontology(tuple(rules), tuple(sorted(set(_disjoint(tbox)))), frozenset(s.n3() for s in source.subjects()))


def _disjoint(tbox: Graph) -> Iterator[tuple[str, str]]:
    groups = [[first, second] for first, second in tbox.subject_objects(OWL.disjointWith)]
    groups += [list(Collection(tbox, members)) for members in tbox.objects(None, OWL.members)]
    for group in groups:
        names = sorted({member.n3() for member in group})
        yield from ((first, second) for first in names for second in names if first < second)


def _rules(tbox: Graph) -> Iterator[Rule]:
    yield from _property_rules(tbox)
    yield from _class_rules(tbox)


def _direct(tbox: Graph, relation: Node) -> Iterator[tuple[Node, Node]]:
    """A hierarchy without the edges that two others imply, so that a proof names each step."""
    above: dict[Node, set[Node]] = defaultdict(set)
    for low, high in tbox.subject_objects(relation):
        if high not in (low, OWL.Thing):
            above[low].add(high)
    for low, highs in list(above.items()):
        between = {mid for mid in highs if low not in above[mid]}
        yield from (
            (low, high) for high in highs if not any(high in above[m] and m not in above[high] for m in between)
        )


def _property_rules(tbox: Graph) -> Iterator[Rule]:
    def forward(prop: Node, s: str = "?x", o: str = "?y") -> Triple:
        return s, prop.n3(), o

    for low, high in _direct(tbox, RDFS.subPropertyOf):
        yield Rule("prp-spo1", (forward(low),), forward(high))
    for prop, cls in tbox.subject_objects(RDFS.domain):
        yield Rule("prp-dom", (forward(prop),), ("?x", TYPE, cls.n3()))
    for prop, cls in tbox.subject_objects(RDFS.range):
        yield Rule("prp-rng", (forward(prop),), ("?y", TYPE, cls.n3()))
    for one, other in tbox.subject_objects(OWL.inverseOf):
        yield Rule("prp-inv1", (forward(one),), forward(other, "?y", "?x"))
        yield Rule("prp-inv2", (forward(other),), forward(one, "?y", "?x"))
    for prop in tbox.subjects(RDF.type, OWL.SymmetricProperty):
        yield Rule("prp-symp", (forward(prop),), forward(prop, "?y", "?x"))
    for prop in tbox.subjects(RDF.type, OWL.TransitiveProperty):
        yield Rule("prp-trp", (forward(prop), forward(prop, "?y", "?z")), forward(prop, "?x", "?z"))
    for prop, chain in tbox.subject_objects(OWL.propertyChainAxiom):
        links = tuple(forward(p, f"?x{i}", f"?x{i + 1}") for i, p in enumerate(Collection(tbox, chain)))
        yield Rule("prp-spo2", links, forward(prop, "?x0", f"?x{len(links)}"))


def _class_rules(tbox: Graph) -> Iterator[Rule]:
    def member(cls: Node, of: str = "?x") -> Triple:
        return of, TYPE, cls.n3()

    for low, high in _direct(tbox, RDFS.subClassOf):
        yield Rule("cax-sco", (member(low),), member(high))
    for cls, members in tbox.subject_objects(OWL.intersectionOf):
        yield Rule("cls-int1", tuple(member(part) for part in Collection(tbox, members)), member(cls))
    for cls, prop in tbox.subject_objects(OWL.onProperty):
        link = ("?x", prop.n3(), "?y")
        for filler in tbox.objects(cls, OWL.someValuesFrom):
            yield Rule("cls-svf1", (link,) if filler == OWL.Thing else (link, member(filler, "?y")), member(cls))
        for filler in tbox.objects(cls, OWL.allValuesFrom):
            yield Rule("cls-avf", (member(cls), link), member(filler, "?y"))
        for value in tbox.objects(cls, OWL.hasValue):
            yield Rule("cls-hv1", (member(cls),), ("?x", prop.n3(), value.n3()))
            yield Rule("cls-hv2", (("?x", prop.n3(), value.n3()),), member(cls))
