"""Where something comes from, as lines of text: the claims behind it, each with its sentence, source and rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kg import resources
from kg.errors import NotFound, UsageError
from kg.terms import PREFIXES, STATUSES, XSD, graph_iri

if TYPE_CHECKING:
    from kg.store import Reader, Row, Term

LABEL = "SELECT ?label WHERE { <%s> skos:prefLabel|kg:name|schema:headline ?label } ORDER BY ?label LIMIT 1"
TYPES = "SELECT DISTINCT ?type WHERE { <%s> a|kg:claimType|kg:entityType ?type } ORDER BY ?type"
CLAIMS = """
SELECT DISTINCT ?claim ?type ?status ?certainty ?rule ?sentence ?start ?end ?article ?title ?day WHERE {
  { %(behind)s }
  GRAPH ?article {
    ?claim kg:claimType ?type ; kg:claimedStatus ?status ; kg:certainty ?certainty ; kg:rule ?rule ; kg:evidence ?span .
    ?span nif:beginIndex ?start ; nif:endIndex ?end
    OPTIONAL { ?span nif:sentence/nif:anchorOf ?sentence }
    OPTIONAL { ?article schema:headline ?title }
    OPTIONAL { ?article schema:datePublished ?day }
  }
} ORDER BY ?day ?article ?claim ?sentence
"""
BEHIND_THING = (  # a claim, an event, a conflict, an article, what an article names, what that resolves to
    "{ BIND(<%(iri)s> AS ?claim) } UNION { <%(iri)s> kg:claim|kg:between ?claim }",
    "UNION { GRAPH <%(iri)s> { ?claim a kg:Claim } }",
    "UNION { ?claim ?role <%(iri)s> . ?claim a kg:Claim }",
    "UNION { ?named kg:resolvesTo <%(iri)s> . ?claim ?role ?named . ?claim a kg:Claim }",
)
BEHIND_EVENT = "<%s> kg:claim ?claim"
EVENTS = """
SELECT DISTINCT ?event ?class ?state ?earliest WHERE {
  ?event ?role %(subject)s ; ?other %(value)s ; a ?class ; kg:status ?state FILTER(%(kinds)s)
  OPTIONAL { ?event kg:earliest ?earliest }
} ORDER BY ?earliest ?event
"""
NAMES = """
SELECT ?name ?why (COUNT(DISTINCT ?article) AS ?articles) WHERE {
  ?named kg:resolvesTo <%s> OPTIONAL { ?named kg:resolvedBy ?why } GRAPH ?article { ?named kg:name ?name }
} GROUP BY ?name ?why ORDER BY DESC(?articles) ?name ?why
"""
VALUE = "SELECT DISTINCT ?value WHERE { <%s> <%s> ?value FILTER(STR(?value) IN (%s)) } ORDER BY ?value LIMIT 1"


ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def full_iri(term: str, base: str) -> str:
    """kg:meets, id/person/x or a whole IRI, as a whole IRI."""
    prefix, colon, local = term.partition(":")
    if colon and prefix in PREFIXES:
        return PREFIXES[prefix] + local
    iri = term.strip("<>") if colon else base + term.lstrip("/")
    if any(char in iri for char in '<>"{}|\\^` \n\t'):
        raise UsageError(f"{term!r} is no IRI")
    return iri


def thing(store: Reader, iri: str) -> Iterator[str]:
    """An entity, an event, a conflict or a claim. Raises NotFound."""
    types = [_local(row["type"]) for row in store.query(TYPES % iri).rows]
    if not types:
        raise NotFound(f"nothing is called {iri}")
    label = [str(row["label"]) for row in store.query(LABEL % iri).rows]
    yield f"{' '.join([*label, f'<{iri}>'])}: {', '.join(types)}"
    for row in store.query(NAMES % iri).rows:
        why = row.get("why", "the name itself")
        yield f"  \u201c{row['name']}\u201d in {row['articles']} article{'s' * (row['articles'] != '1')}: {why}"
    yield from _claims(store.query(CLAIMS % {"behind": " ".join(BEHIND_THING) % {"iri": iri}}).rows)


def fact(store: Reader, triple: Sequence[str], base: str) -> Iterator[str]:
    """A triple as a tree: the steps that infer it, the events it is a short-cut of, their claims. Raises NotFound.

    Its object is an IRI, whole or short, or the words of a literal.
    """
    from kg import reasoning

    subject, predicate, words = full_iri(triple[0], base), full_iri(triple[1], base), triple[2]
    found = store.query(VALUE % (subject, predicate, ", ".join(map(_quoted, _readings(words, base))))).rows
    if not found:
        raise NotFound(f"the graph does not say <{subject}> <{predicate}> {words}")
    value = _term(found[0]["value"])
    facts = store.graph(graph_iri(base, "facts"))
    terms = (f"<{subject}>", f"<{predicate}>", value)
    steps = reasoning.explain(facts, resources.path("ontology") / "kg.ttl", terms)
    for step in steps:
        yield f"inferred by {step.rule}: {_sentence(step.conclusion)}"
        yield from (f"  because {_sentence(premise)}" for premise in step.premises)
    asserted = {premise for step in steps for premise in step.premises} - {step.conclusion for step in steps}
    for each in sorted(asserted or {terms}):
        yield from _behind(store, each)


def _behind(store: Reader, triple: Sequence[str]) -> Iterator[str]:
    """The events that give a triple of the facts, and their claims."""
    from kg import consolidation

    subject, predicate, value = triple
    sources = consolidation.behind(_local(predicate.strip("<>")))
    kinds = " || ".join(
        f"(?class = kg:{kind} && ?state IN ({', '.join(f'kgs:{STATUSES[status]}' for status in statuses)}))"
        for kind, statuses in sources
    )
    asked = EVENTS % {"subject": subject, "value": value, "kinds": kinds or "false"}
    for row in store.query(asked).rows:
        yield f"short-cut from {_local(row['class'])}, {_local(row['state'])}: {row['event']}"
        yield from _claims(store.query(CLAIMS % {"behind": BEHIND_EVENT % row["event"]}).rows)
    if not sources:
        yield from thing(store, subject.strip("<>"))


def _readings(words: str, base: str) -> list[str]:
    """What a value may be meant as: as it stands, and as an IRI."""
    try:
        return [words, full_iri(words, base)]
    except UsageError:
        return [words]


def _quoted(text: str) -> str:
    return '"' + text.translate(ESCAPES) + '"'


def _term(value: Term) -> str:
    """As N-Triples has it."""
    if value.kind == "iri":
        return f"<{value}>"
    if value.language:
        return f"{_quoted(value)}@{value.language}"
    return f"{_quoted(value)}^^<{value.datatype}>" if value.datatype != f"{XSD}string" else _quoted(value)


def _claims(rows: Sequence[Row]) -> Iterator[str]:
    yield f"{len({row['claim'] for row in rows})} claims" if rows else "no claims behind it"
    for row in rows:
        source = ", ".join(str(row[name]) for name in ("title", "day") if name in row) or row["article"]
        status = f"{_local(row['status'])} {_local(row['certainty'])}"
        yield f"\n  {_local(row['type'])}, {status}, by rule {row['rule']}"
        if "sentence" in row:
            yield f"    \u201c{' '.join(row['sentence'].split())}\u201d"
        yield f"    {source}, characters {row['start']}-{row['end']}"
        yield f"    {row['claim']}"


def _sentence(triple: Sequence[str]) -> str:
    return " ".join(_local(term.strip("<>")) for term in triple)


def _local(iri: str) -> str:
    for prefix in ("kg", "kgs", "kgc", "rdf", "nif", "schema", "skos"):
        if iri.startswith(PREFIXES[prefix]):
            return iri[len(PREFIXES[prefix]) :]
    return str(iri)
