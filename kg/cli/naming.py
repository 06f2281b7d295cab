"""Which thing a word on the command line means: an IRI, whole or short, or a name that the graph has."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from kg.errors import NotFound, UsageError
from kg.terms import PREFIXES, graph_iri

if TYPE_CHECKING:
    from kg.store import Reader

NAMED = """
SELECT ?thing ?label (COUNT(DISTINCT ?named) AS ?mentions) WHERE { GRAPH <%s> {
  ?thing skos:prefLabel|skos:altLabel ?name FILTER(LCASE(STR(?name)) = %s)
  ?thing skos:prefLabel ?label OPTIONAL { ?named kg:resolvesTo ?thing } } }
GROUP BY ?thing ?label ORDER BY DESC(?mentions) ?thing
"""
NAMES = "SELECT DISTINCT ?name WHERE { GRAPH <%s> { ?thing skos:prefLabel ?name } } ORDER BY ?name"
TERMS = "SELECT ?term WHERE { GRAPH <%s> { ?term rdfs:label ?label FILTER(LCASE(STR(?label)) = %s) } } ORDER BY ?term"
ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def quoted(text: str) -> str:
    """As a literal of SPARQL."""
    return '"' + text.translate(ESCAPES) + '"'


def full_iri(term: str, base: str) -> str:
    """kg:meets, id/person/x or a whole IRI, as a whole IRI. Raises UsageError."""
    prefix, colon, local = term.partition(":")
    if colon and prefix in PREFIXES:
        return PREFIXES[prefix] + local
    iri = term.strip("<>") if colon else base + term.lstrip("/")
    if any(char in iri for char in '<>"{}|\\^` \n\t'):
        raise UsageError(f"{term!r} is no IRI")
    return iri


def is_name(term: str) -> bool:
    """Whether it is a name rather than an IRI: those of ours have a colon or a slash."""
    return ":" not in term and "/" not in term


def thing_named(store: Reader, term: str, base: str) -> str:
    """The IRI that a term is, or the one thing of that name. Raises NotFound, which names what is near."""
    if not is_name(term):
        return full_iri(term, base)
    facts = graph_iri(base, "facts")
    found = store.query(NAMED % (facts, quoted(term.lower()))).rows
    if len(found) > 1:
        several = ", ".join(f"{row['label']} <{row['thing'].removeprefix(base)}>" for row in found)
        raise UsageError(f"{term!r} is the name of several: {several}; name one by its IRI")
    if found:
        return str(found[0]["thing"])
    if term_named := _term(store, term, base):
        return term_named
    near = difflib.get_close_matches(term, [str(row["name"]) for row in store.query(NAMES % facts).rows], n=1)
    raise NotFound(f"nothing is called {term!r}" + (f"; did you mean {near[0]!r}?" if near else ""))


def property_named(store: Reader, term: str, base: str) -> str:
    """The IRI that a term is, or the property of that label: "met with" is kg:metWith."""
    return (_term(store, term, base) if is_name(term) else None) or full_iri(term, base)


def _term(store: Reader, term: str, base: str) -> str | None:
    found = store.query(TERMS % (graph_iri(base, "ontology"), quoted(term.lower()))).rows
    return str(found[0]["term"]) if found else None
