"""What the ontology's terms are called, for pages, and the ontology itself as RDF."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from kg.store import FORMATS
from kg.terms import KG, KGC, KGS, OWL, PREFIXES, RDF, RDFS, SKOS

_KINDS = {
    f"{OWL}Class": "class",
    f"{OWL}ObjectProperty": "property",
    f"{OWL}DatatypeProperty": "property",
    f"{RDF}Property": "property",
    f"{SKOS}Concept": "concept",
}


@dataclass(frozen=True)
class Concept:
    """One term of the vocabulary: a class, a property, a status or a certainty."""

    iri: str
    kind: str
    label: str
    comment: str
    related: dict[str, list[str]] = field(default_factory=dict)  # property IRI -> IRIs and words, as the file has them

    @property
    def name(self) -> str:
        return self.iri.rsplit("#", 1)[-1]


class Vocabulary:
    def __init__(self, file: Path) -> None:
        self._quads = list(ox.parse(path=str(file), format=ox.RdfFormat.TURTLE))
        self.concepts = {concept.iri: concept for concept in _concepts(self._quads)}
        self._notations = {
            notation: concept.iri
            for concept in self.concepts.values()
            if concept.iri.startswith((KGS, KGC))
            for notation in concept.related.get(f"{SKOS}notation", ())
        }

    def label(self, iri: str) -> str:
        """The term's label, or its name spaced out."""
        concept = self.concepts.get(iri)
        return concept.label if concept else iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]

    def by_notation(self, text: str) -> str | None:
        """The IRI of the status or certainty that is written so in tables: held, CT+."""
        return self._notations.get(text)

    def of(self, namespace: str, kind: str | None = None) -> list[Concept]:
        found = (concept for concept in self.concepts.values() if concept.iri.startswith(namespace))
        return sorted((each for each in found if kind in (None, each.kind)), key=lambda each: each.iri)

    def serialize(self, format: str) -> bytes:
        return ox.serialize(self._quads, format=FORMATS[format].rdf, prefixes=PREFIXES) or b""


def _concepts(quads: list[ox.Quad]) -> list[Concept]:
    by_subject: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        if isinstance(quad.subject, ox.NamedNode) and not isinstance(quad.object, ox.BlankNode | ox.Triple):
            by_subject[quad.subject.value][quad.predicate.value].append(quad.object.value)
    concepts = []
    for iri, values in by_subject.items():
        kinds = [_KINDS[kind] for kind in values.get(f"{RDF}type", ()) if kind in _KINDS]
        if iri.startswith((KGS, KGC)):
            kinds.append("concept")
        if not kinds or not iri.startswith((KG, KGS, KGC)):
            continue
        label = [*values.get(f"{RDFS}label", ()), *values.get(f"{SKOS}prefLabel", ()), iri.rsplit("#", 1)[-1]][0]
        comment = [*values.get(f"{RDFS}comment", ()), *values.get(f"{SKOS}definition", ()), ""][0]
        said = {f"{RDF}type", f"{RDFS}label", f"{RDFS}comment", f"{SKOS}prefLabel", f"{SKOS}definition"}
        related = {prop: sorted(values[prop]) for prop in sorted(values) if prop not in said}
        concepts.append(Concept(iri, kinds[0], label, comment, related))
    return concepts
