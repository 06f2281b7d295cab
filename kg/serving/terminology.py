"""/ns, /status, /certainty: the ontology and its two value schemes, as pages and as RDF."""

from __future__ import annotations

from flask import Blueprint, Response, render_template

from kg.serving import linked
from kg.serving.media import HTML, Media
from kg.serving.site import site
from kg.terms import KG, KGC, KGS

blueprint = Blueprint("terminology", __name__)


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
    return linked.page(render_template("terms.html", title="Ontology", namespace=KG, parts=parts, name="ns"))


@blueprint.get("/<any('status', 'status.ttl', 'status.nt', 'status.rdf', 'status.jsonld'):name>")
def status(name: str) -> Response:
    return _scheme(name, "Status values", KGS)


@blueprint.get("/<any('certainty', 'certainty.ttl', 'certainty.nt', 'certainty.rdf', 'certainty.jsonld'):name>")
def certainty(name: str) -> Response:
    return _scheme(name, "Certainty values", KGC)


def _scheme(name: str, title: str, namespace: str) -> Response:
    stem, media = linked.representation(name)
    if media is not HTML:
        return _rdf(media)
    parts = {"Values": site().vocabulary.of(namespace)}
    return linked.page(render_template("terms.html", title=title, namespace=namespace, parts=parts, name=stem))


def _rdf(media: Media) -> Response:
    """The whole ontology file: it defines the schemes too."""
    response = Response(site().vocabulary.serialize(media.format), content_type=media.content_type)
    response.vary.add("Accept")
    response.add_etag()
    return response
