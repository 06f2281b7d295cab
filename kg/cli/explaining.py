"""Where something comes from, as lines of text: the claims behind it, each with its sentence, source and rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from kg import resources
from kg.cli.naming import full_iri, property_named, quoted, thing_named
from kg.errors import NotFound, UsageError
from kg.terms import KG, KGC, KGS, PREFIXES, STATUSES, XSD, graph_iri

if TYPE_CHECKING:
    from kg.store import Reader, Row, Term

LABEL = "SELECT ?label WHERE { <%s> skos:prefLabel|kg:name|schema:headline ?label } ORDER BY ?label LIMIT 1"
TYPES = f"""SELECT DISTINCT ?type WHERE {{ <%s> a|kg:claimType|kg:entityType ?type
  FILTER(STRSTARTS(STR(?type), "{KG}")) }} ORDER BY ?type"""
CLAIMS = """
SELECT DISTINCT ?claim ?type ?status ?certainty ?rule ?overtakes ?sentence ?start ?end ?article ?title ?day ?from ?until
WHERE {
  { %(behind)s }
  GRAPH ?article {
    ?claim kg:claimType ?type ; kg:claimedStatus ?status ; kg:certainty ?certainty ; kg:rule ?rule ; kg:evidence ?span .
    ?span nif:beginIndex ?start ; nif:endIndex ?end
    OPTIONAL { ?span nif:sentence/nif:anchorOf ?sentence }
    OPTIONAL { ?article schema:headline ?title }
    OPTIONAL { ?article schema:datePublished ?day }
  }
  BIND(EXISTS { ?claim kg:supersedes ?earlier } AS ?overtakes)
  OPTIONAL { ?article kg:writtenFrom ?from }
  OPTIONAL { ?article kg:writtenUntil ?until }
} ORDER BY ?day ?article ?claim ?sentence
"""
BEHIND_THING = (  # a claim, an event, a conflict, an article, what an article names, what that resolves to
    "{ BIND(<%(iri)s> AS ?claim) } UNION { <%(iri)s> kg:claim|kg:between ?claim }",
    "UNION { GRAPH <%(iri)s> { ?claim a kg:Claim } }",
    "UNION { ?claim ?role <%(iri)s> . ?claim a kg:Claim } UNION { ?held kg:office <%(iri)s> ; kg:claim ?claim }",
    "UNION { ?named kg:resolvesTo <%(iri)s> . ?claim ?role ?named . ?claim a kg:Claim }",
)
EVENT = """
SELECT ?status ?sources ?earliest ?latest WHERE { GRAPH ?facts {
  <%(iri)s> kg:status ?status ; kg:sources ?sources OPTIONAL { <%(iri)s> kg:earliest ?earliest ; kg:latest ?latest } } }
"""
FILLED = """
SELECT ?role (GROUP_CONCAT(?name; separator=", ") AS ?names) WHERE {
  { SELECT DISTINCT ?role ?name WHERE {
    GRAPH ?facts { <%(iri)s> kg:status ?status ; ?role ?who . ?who skos:prefLabel ?name } } ORDER BY ?name }
} GROUP BY ?role ORDER BY ?role
"""
CONFLICTS = "SELECT ?on ?reason WHERE { ?conflict kg:about <%s> ; kg:onProperty ?on ; kg:reason ?reason } ORDER BY ?on"
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
DATED_BY = "SELECT ?claim WHERE { <%s> kg:datedBy ?claim } ORDER BY ?claim"
DEFINED = """SELECT ?p ?o WHERE { <%s> ?p ?o FILTER(?p IN (rdf:type, rdfs:label, rdfs:comment, skos:definition,
  skos:scopeNote, rdfs:subClassOf, rdfs:subPropertyOf, rdfs:domain, rdfs:range, skos:closeMatch, skos:inScheme)
  && !isBlank(?o)) } ORDER BY ?p ?o"""
USED = """SELECT (COUNT(*) AS ?n) WHERE { { ?s a <%(iri)s> } UNION { ?s <%(iri)s> ?o }
  UNION { ?s kg:status <%(iri)s> } UNION { ?s kg:certainty <%(iri)s> } }"""
VALUE = "SELECT DISTINCT ?value WHERE { <%s> <%s> ?value FILTER(STR(?value) IN (%s)) } ORDER BY ?value LIMIT 1"


def thing(store: Reader, iri: str) -> Iterator[str]:
    """An entity, an event, a conflict or a claim; of a term of the ontology what it means. Raises NotFound."""
    if iri.startswith((KG, KGS, KGC)):
        yield from _defined(store, iri)
        return
    types = [_local(row["type"]) for row in store.query(TYPES % iri).rows]
    if not types:
        raise NotFound(f"nothing is called {iri}")
    label = [str(row["label"]) for row in store.query(LABEL % iri).rows]
    yield f"{' '.join([*label, f'<{iri}>'])}: {', '.join(types)}"
    for row in store.query(NAMES % iri).rows:
        why = row.get("why", "the name itself")
        yield f"  \u201c{row['name']}\u201d in {row['articles']} article{'s' * (row['articles'] != '1')}: {why}"
    yield from _event(store, iri)
    for row in store.query(DATED_BY % iri).rows:
        yield f"  when it was written is inferred from {row['claim']}"
    yield from _claims(store.query(CLAIMS % {"behind": " ".join(BEHIND_THING) % {"iri": iri}}).rows)


def _event(store: Reader, iri: str) -> Iterator[str]:
    """What became of an event, who took part, and where its claims disagree; nothing of what is none."""
    for row in store.query(EVENT % {"iri": iri}).rows:
        days = "/".join(dict.fromkeys(row[name] for name in ("earliest", "latest") if name in row))
        publishers = f"{row['sources']} publisher{'s' * (row['sources'] != '1')}"
        yield f"  {', '.join(filter(None, [_local(row['status']), days, publishers]))}"
        for role in store.query(FILLED % {"iri": iri}).rows:
            yield f"  {_local(role['role'])}: {role['names']}"
        for conflict in store.query(CONFLICTS % iri).rows:
            yield f"  claims disagree on {_local(conflict['on'])}: {conflict['reason']}"


def _defined(store: Reader, iri: str) -> Iterator[str]:
    """What the ontology says of a class, a property or a value, and how often the graph uses it."""
    said = store.query(DEFINED % iri).rows
    if not said:
        raise NotFound(f"the ontology has no {_local(iri)}; `kg dump --graph ontology` shows all it has")
    told: dict[str, list[str]] = {}
    for row in said:
        told.setdefault(_local(row["p"]), []).append(_local(row["o"]) if row["o"].kind == "iri" else str(row["o"]))
    yield f"{_local(iri)} <{iri}>: {', '.join(told.pop('type', ['term']))}"
    for words in (*told.pop("comment", ()), *told.pop("definition", ())):
        yield f"  {words}"
    for name, values in told.items():
        yield f"  {name}: {', '.join(values)}"
    yield f"  used {store.query(USED % {'iri': iri}).rows[0]['n']} times in this graph"


def fact(store: Reader, triple: Sequence[str], base: str) -> Iterator[str]:
    """A triple as a tree: the steps that infer it, the events it is a short-cut of, their claims. Raises NotFound.

    Its object is an IRI, whole or short, or the words of a literal.
    """
    from kg import reasoning

    words = triple[2]
    subject, predicate = thing_named(store, triple[0], base), property_named(store, triple[1], base)
    found = store.query(VALUE % (subject, predicate, ", ".join(map(quoted, _readings(store, words, base))))).rows
    if not found:
        instead = _instead(store, subject, triple, base)
        raise NotFound(f"the graph does not say <{subject}> <{predicate}> {words}{instead}")
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


def _instead(store: Reader, subject: str, triple: Sequence[str], base: str) -> str:
    """The events of both of which the fact would follow, had they another status: denied, only proposed ..."""
    kinds = ", ".join(f"kg:{kind}" for kind, _ in _sources(property_named(store, triple[1], base)))
    values = [reading for reading in _readings(store, triple[2], base) if reading.startswith(base)]
    if not kinds or not values:
        return ""
    asked = EVENTS % {"subject": f"<{subject}>", "value": f"<{values[0]}>", "kinds": f"?class IN ({kinds})"}
    found = [f"{_local(row['class'])}, {_local(row['state'])}: {row['event']}" for row in store.query(asked).rows]
    return f"; of both there is {' and '.join(found[:3])}" if found else ""


def _sources(predicate: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """From which classes and statuses a short-cut comes."""
    from kg import consolidation

    return consolidation.behind(_local(predicate))


def _behind(store: Reader, triple: Sequence[str]) -> Iterator[str]:
    """The events that give a triple of the facts, and their claims."""
    subject, predicate, value = triple
    sources = _sources(predicate.strip("<>"))
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


def _readings(store: Reader, words: str, base: str) -> list[str]:
    """What a value may be meant as: as it stands, as an IRI, and as a name."""
    found = [words]
    for reading in (full_iri, partial(thing_named, store)):
        with suppress(NotFound, UsageError):
            found.append(reading(words, base))
    return found


def _term(value: Term) -> str:
    """As N-Triples has it."""
    if value.kind == "iri":
        return f"<{value}>"
    if value.language:
        return f"{quoted(value)}@{value.language}"
    return f"{quoted(value)}^^<{value.datatype}>" if value.datatype != f"{XSD}string" else quoted(value)


def _claims(rows: Sequence[Row]) -> Iterator[str]:
    many = len({row["claim"] for row in rows})
    yield f"{many} claim{'s' * (many != 1)}" if rows else "no claims behind it"
    for row in rows:
        source = ", ".join([row.get("title", row["article"]), *filter(None, [_day(row)])])
        status = f"{_local(row['status'])} {_local(row['certainty'])}"
        overtakes = ", and overtakes what was claimed before" if row["overtakes"] == "true" else ""
        yield f"\n  {_local(row['type'])}, {status}, by rule {row['rule']}{overtakes}"
        if "sentence" in row:
            yield f"    \u201c{' '.join(row['sentence'].split())}\u201d"
        yield f"    {source}, characters {row['start']}-{row['end']}"
        yield f"    {row['claim']}"


def _day(row: Row) -> str:
    """When an article came out, or between which days it was written, as far as that is known."""
    if "day" in row or not {"from", "until"} & set(row):
        return row.get("day", "")
    first, last = row.get("from"), row.get("until")
    bounds = (
        first if first == last else " ".join([*(["from", first] if first else []), *(["until", last] if last else [])])
    )
    return f"written {bounds} (inferred)"


def _sentence(triple: Sequence[str]) -> str:
    """Blank nodes are classes that kg.ttl describes and does not name."""
    return " ".join("a class without a name" if term[:2] == "_:" else _local(term.strip("<>")) for term in triple)


def _local(iri: str) -> str:
    for prefix in ("kg", "kgs", "kgc", "rdf", "rdfs", "owl", "nif", "schema", "skos"):
        if iri.startswith(PREFIXES[prefix]):
            return iri[len(PREFIXES[prefix]) :]
    return str(iri)
