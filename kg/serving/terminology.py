"""/ns, /status, /certainty: the ontology and its two value schemes, as pages with what is used of them, and as RDF."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask import Blueprint, Response, render_template

from kg.serving import linked
from kg.serving.media import HTML, Media
from kg.serving.site import site
from kg.serving.vocabulary import Concept
from kg.terms import KG, KGC, KGS, RDFS

blueprint = Blueprint("terminology", __name__)


@dataclass
class Branch:
    """A class and its subclasses."""

    concept: Concept
    children: list[Branch] = field(default_factory=list)


@blueprint.get("/<any('ns', 'ns.ttl', 'ns.nt', 'ns.rdf', 'ns.jsonld'):name>")
def ontology(name: str) -> Response:
    _, media = linked.representation(name)
    if media is not HTML:
        return _rdf(media)
    words = site().vocabulary
    parts = {
        "Classes": words.of(KG, "class"),
        "Properties": words.of(KG, "property"),
        "Concepts": words.of(KG, "concept"),
    }
    used = _counts("SELECT ?term (COUNT(*) AS ?n) WHERE { ?s a ?term } GROUP BY ?term")
    used |= _counts("SELECT ?term (COUNT(*) AS ?n) WHERE { ?s ?term ?o } GROUP BY ?term")
    return _page("Ontology", KG, parts, "ns", used, tree(parts["Classes"]))


@blueprint.get("/<any('status', 'status.ttl', 'status.nt', 'status.rdf', 'status.jsonld'):name>")
def status(name: str) -> Response:
    return _scheme(name, "Status values", KGS, "kg:claimedStatus")


@blueprint.get("/<any('certainty', 'certainty.ttl', 'certainty.nt', 'certainty.rdf', 'certainty.jsonld'):name>")
def certainty(name: str) -> Response:
    return _scheme(name, "Certainty values", KGC, "kg:certainty")


def tree(classes: list[Concept]) -> list[Branch]:
    """Classes under their superclasses of ours; one with two stands under both."""
    branches = {concept.iri: Branch(concept) for concept in classes}
    roots = []
    for iri, branch in branches.items():
        above = [name for name in branch.concept.related.get(f"{RDFS}subClassOf", ()) if name in branches]
        for name in above:
            branches[name].children.append(branch)
        if not above:
            roots.append(branches[iri])
    return roots


def _scheme(name: str, title: str, namespace: str, property: str) -> Response:
    stem, media = linked.representation(name)
    if media is not HTML:
        return _rdf(media)
    used = _counts(f"SELECT ?term (COUNT(*) AS ?n) WHERE {{ ?claim {property} ?term }} GROUP BY ?term")
    return _page(title, namespace, {"Values": site().vocabulary.of(namespace)}, stem, used, [])


def _page(
    title: str,
    namespace: str,
    parts: dict[str, list[Concept]],
    name: str,
    used: dict[str, int],
    branches: list[Branch],
) -> Response:
    html = render_template(
        "terms.html", title=title, namespace=namespace, parts=parts, name=name, used=used, branches=branches
    )
    return linked.page(html)


def _counts(sparql: str) -> dict[str, int]:
    return {str(row["term"]): int(row["n"]) for row in site().rows_in_time(sparql)}


def _rdf(media: Media) -> Response:
    """The whole ontology file: it defines the schemes too."""
    response = Response(site().vocabulary.serialize(media.format), content_type=media.content_type)
    response.vary.add("Accept")
    response.add_etag()
    return response
