"""What the service says about itself: SPARQL 1.1 Service Description, and VoID (W3C note of 2011)."""

from __future__ import annotations

import pyoxigraph as ox

from kg.serving.media import GRAPHS, TABLES, Media
from kg.serving.site import site
from kg.store import FORMATS
from kg.terms import PREFIXES

_SD = "http://www.w3.org/ns/sparql-service-description#"
_RESULT_FORMATS = {  # https://www.w3.org/ns/formats/
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "turtle": "Turtle",
    "nt": "N-Triples",
    "rdfxml": "RDF_XML",
    "jsonld": "JSON-LD",
    "trig": "TriG",
    "nq": "N-Quads",
}


def service(root: str, media: Media) -> bytes:
    """`root`: the address of the server, with a slash at its end."""
    formats = " , ".join(f"formats:{_RESULT_FORMATS[each.format]}" for each in TABLES + GRAPHS)
    union = "sd:feature sd:UnionDefaultGraph ;" if site().settings.default_graph == "union" else ""
    return _written(
        f"""
        <{root}sparql#service> a sd:Service ; sd:endpoint <{root}sparql> ;
            sd:supportedLanguage sd:SPARQL11Query ; {union} sd:resultFormat {formats} ; sd:propertyFeature kg:matches ;
            sd:defaultDataset <{root}sparql#dataset> .
        <{root}sparql#dataset> a sd:Dataset ; sd:defaultGraph <{root}sparql#default> .
        <{root}sparql#default> a sd:Graph .
        """,
        media,
    )


def void(root: str, media: Media) -> bytes:
    counts = site().rows(
        "SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?g) AS ?graphs) WHERE { GRAPH ?g { ?s ?p ?o } }"
    )[0]
    base = site().base
    return _written(
        f"""
        <{root}.well-known/void#dataset> a void:Dataset ; dcterms:title "newskg: what the news says, as a graph" ;
            void:sparqlEndpoint <{root}sparql> ; void:dataDump <{root}dump.nq.gz> , <{root}dump.ttl.gz> ;
            void:uriSpace "{base}" ; void:vocabulary <https://w3id.org/newskg/ns> ;
            void:triples {int(counts["triples"])} ;
            void:exampleResource <{base}graph/facts> ; void:feature formats:Turtle , formats:N-Quads .
        """,
        media,
    )


def _written(turtle: str, media: Media) -> bytes:
    prefixes = PREFIXES | {"sd": _SD, "formats": "http://www.w3.org/ns/formats/"}
    head = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in prefixes.items())
    quads = ox.parse(input=head + turtle, format=ox.RdfFormat.TURTLE)
    return ox.serialize(quads, format=FORMATS[media.format].rdf, prefixes=prefixes) or b""
