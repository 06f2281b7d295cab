"""The names of things: vocabulary IRIs, instance IRIs, slugs. IRIs are built here and nowhere else."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote

KG = "https://w3id.org/newskg/ns#"
KGS = "https://w3id.org/newskg/status#"
KGC = "https://w3id.org/newskg/certainty#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
PROV = "http://www.w3.org/ns/prov#"
DCTERMS = "http://purl.org/dc/terms/"
SCHEMA = "https://schema.org/"
FOAF = "http://xmlns.com/foaf/0.1/"
ORG = "http://www.w3.org/ns/org#"
SEM = "http://semanticweb.cs.vu.nl/2009/11/sem/"
VOID = "http://rdfs.org/ns/void#"
WD = "http://www.wikidata.org/entity/"

PREFIXES = {
    "kg": KG,
    "kgs": KGS,
    "kgc": KGC,
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
    "skos": SKOS,
    "nif": NIF,
    "prov": PROV,
    "dcterms": DCTERMS,
    "schema": SCHEMA,
    "foaf": FOAF,
    "org": ORG,
    "sem": SEM,
    "void": VOID,
    "wd": WD,
}

LEDGER = "urn:newskg:ledger"  # the store's own business: in no default graph and no dump

STATUSES = {  # value in a record -> local name in kgs:
    "held": "Held",
    "planned": "Planned",
    "proposed": "Proposed",
    "ongoing": "Ongoing",
    "postponed": "Postponed",
    "cancelled": "Cancelled",
    "blocked": "Blocked",
    "denied": "Denied",
    "unknown": "Unknown",
}
TENURES = {"current": "Held", "former": "Held", "future": "Planned"}  # an office's status -> its claimed status
CERTAINTIES = {
    "CT+": "CTplus",
    "PR+": "PRplus",
    "PS+": "PSplus",
    "CT-": "CTminus",
    "PR-": "PRminus",
    "PS-": "PSminus",
    "Uu": "Uu",
}
SUPER_ROLES = {"host": "participant", "lead": "partner"}  # a sub-role is written together with its super-role
NUMBER_ROLES = frozenset(("quantity",))  # literal roles whose value is written in digits: an xsd:decimal
ROLE_PROPERTIES = {"of": "officeOf"}  # where a role's name in a record is not its property's


def slug(text: str) -> str:
    """A name as lower-case ASCII words joined by hyphens; a short hash where nothing of it is Latin."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"['.]", "", plain)
    return re.sub(r"[^a-z0-9]+", "-", words).strip("-")[:80].strip("-") or digest(text)[:8]


def digest(text: str) -> str:
    """The first 16 hexadecimal digits of the text's SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def kebab(class_name: str) -> str:
    """OfficeHolding -> office-holding: a class as it stands in an IRI."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", class_name).lower()


def encode_id(article_id: str) -> str:
    return quote(article_id, safe="")


def graph_iri(base: str, name: str) -> str:
    """A graph that is not an article's: facts, inferred, ontology, authority, user/…"""
    return f"{base}graph/{name}"


@lru_cache(maxsize=1 << 12)
def article_iri(base: str, article_id: str) -> str:
    """The article and, by the same IRI, its named graph."""
    return f"{base}article/{encode_id(article_id)}"


def span_iri(article: str, start: int, end: int) -> str:
    """`article`: its IRI. Follows RFC 5147; `end` is exclusive."""
    return f"{article}#char={start},{end}"


def claim_iri(base: str, article_id: str, claim_id: str) -> str:
    return f"{article_iri(base, article_id)}#{claim_id}"


def article_entity_iri(base: str, article_id: str, entity_slug: str) -> str:
    return f"{article_iri(base, article_id)}#entity-{entity_slug}"


def amount_iri(owner_iri: str, value: str, currency: str) -> str:
    """An amount belongs to its claim or event: two figures of one owner differ in value or currency."""
    mark = "-" if "#" in owner_iri else "#"
    return f"{owner_iri}{mark}amount-{value}-{currency.lower()}"


def entity_iri(base: str, class_name: str, entity_slug: str) -> str:
    return f"{base}id/{kebab(class_name)}/{entity_slug}"


def is_named_as(iri: str, class_name: str) -> bool:
    """Whether it is the IRI of an entity of that class."""
    return f"/id/{kebab(class_name)}/" in iri


def event_iri(base: str, class_name: str, anchor_claim_iri: str) -> str:
    return f"{base}event/{kebab(class_name)}/{digest(anchor_claim_iri)}"


def office_iri(base: str, title: str, of: str | None) -> str:
    return f"{base}id/office/{slug(f'{title} of {of}' if of else title)}"


def conflict_iri(event: str, on_property: str) -> str:
    return f"{event}#conflict-{kebab(on_property)}"


BROADER = {  # the part of the class hierarchy that types of named things need; ontology/kg.ttl says it all
    "Person": ("Agent",),
    "Organization": ("Agent",),
    "Company": ("Organization", "Agent"),
    "GovernmentBody": ("Organization", "Agent"),
    "Country": ("Agent", "Place"),
    "City": ("Place",),
}


def is_a(type_: str, *wanted: str) -> bool:
    """Whether the class is one of those wanted, or narrower."""
    return type_ in wanted or any(broader in wanted for broader in BROADER.get(type_, ()))
