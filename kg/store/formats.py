"""Which serialisations of RDF there are: their names, suffixes, media types, and whether they keep graphs apart."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import RdfFormat

from kg.errors import UsageError


@dataclass(frozen=True)
class Format:
    name: str
    suffix: str
    media_type: str
    rdf: RdfFormat
    keeps_graphs: bool = False


FORMATS = {
    row.name: row
    for row in (
        Format("turtle", "ttl", "text/turtle", RdfFormat.TURTLE),
        Format("trig", "trig", "application/trig", RdfFormat.TRIG, keeps_graphs=True),
        Format("nt", "nt", "application/n-triples", RdfFormat.N_TRIPLES),
        Format("nq", "nq", "application/n-quads", RdfFormat.N_QUADS, keeps_graphs=True),
        Format("jsonld", "jsonld", "application/ld+json", RdfFormat.JSON_LD),
        Format("rdfxml", "rdf", "application/rdf+xml", RdfFormat.RDF_XML),
    )
}
BY_SUFFIX = {row.suffix: row for row in FORMATS.values()}


def rdf_format(name: str) -> Format:
    """By name or suffix. Raises UsageError."""
    found = FORMATS.get(name) or BY_SUFFIX.get(name)
    if found is None:
        raise UsageError(f"no RDF format {name!r}; use one of {', '.join(FORMATS)}")
    return found
