"""What is known beforehand: the entities a Turtle file declares, read as `Authority`.

Of each subject with a class of ours and a skos:prefLabel: skos:altLabel (more names), kg:country (another subject of
the file), skos:exactMatch (Wikidata), owl:differentFrom (never the same). Of any subject: owl:sameAs (an entity of the
graph, or what one article names, is really that one); of what an article names: owl:differentFrom (it is nobody else).
The file itself shows the form.
"""

from __future__ import annotations

import re
from pathlib import Path

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, SKOS
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.term import Node

from kg.errors import KgError
from kg.model import Authority, KnownEntity
from kg.terms import KG

NAMED = "#entity-"  # in the IRI of what an article names
CLASSES = (
    "Agent",
    "Person",
    "Organization",
    "Company",
    "GovernmentBody",
    "Place",
    "Country",
    "City",
    "Project",
    "Topic",
)


def load(path: Path) -> Authority:
    """The entities of the file, sorted by IRI. Raises KgError, which names file and line, or the subject."""
    graph = Graph()
    try:
        graph.parse(data=path.read_text("utf-8"), format="turtle")
    except OSError as error:
        raise KgError(f"{path}: cannot be read: {error.strerror}; name a Turtle file") from None
    except UnicodeDecodeError as error:
        raise KgError(f"{path}: not UTF-8 at byte {error.start}") from None
    except BadSyntax as error:
        raise KgError(f"{path} line {error.lines + 1}: not Turtle: {_reason(error)}") from None
    subjects = sorted(set(graph.subjects()), key=str)
    different = _different(graph)
    return Authority(
        tuple(_entity(path, graph, subject, different) for subject in subjects if _declares(graph, subject)),
        _same(path, graph),
        tuple(sorted({str(one) for one in graph.subjects(OWL.differentFrom) if NAMED in str(one)})),
    )


def _reason(error: BadSyntax) -> str:
    """What is wrong, without the parser's picture of where."""
    told = re.search(r"Bad syntax \((.*?)\) at \^", str(error), re.DOTALL)
    return told[1] if told else error.message


def _declares(graph: Graph, subject: Node) -> bool:
    """Whether a subject is an entity rather than the file's own header, or a mere note that two differ."""
    return any(str(kind).startswith(KG) for kind in graph.objects(subject, RDF.type)) or any(
        (subject, prop, None) in graph for prop in (SKOS.prefLabel, SKOS.altLabel, SKOS.exactMatch)
    )


def _entity(path: Path, graph: Graph, subject: Node, different: dict[str, set[str]]) -> KnownEntity:
    where = f"{path}: {subject}"
    if not isinstance(subject, URIRef):
        raise KgError(f"{where} is a blank node; give it an IRI, like https://w3id.org/newskg/id/company/acme")
    kinds = sorted(str(kind).removeprefix(KG) for kind in graph.objects(subject, RDF.type) if str(kind).startswith(KG))
    if len(kinds) != 1 or kinds[0] not in CLASSES:
        found = " and ".join(kinds) or "nothing"
        raise KgError(f"{where} is a {found}; use exactly one of kg:{', kg:'.join(CLASSES)}")
    names = _names(where, graph, subject, SKOS.prefLabel)
    if len(names) != 1:
        raise KgError(f"{where} has {len(names)} skos:prefLabel; it needs exactly one")
    matches = sorted(str(match) for match in graph.objects(subject, SKOS.exactMatch))
    if len(matches) > 1:
        raise KgError(f"{where} has {len(matches)} skos:exactMatch; one thing is one thing elsewhere, too")
    return KnownEntity(
        iri=str(subject),
        type=kinds[0],
        name=names[0],
        aliases=tuple(_names(where, graph, subject, SKOS.altLabel)),
        exact_match=matches[0] if matches else None,
        country=_country(where, graph, subject),
        different_from=tuple(sorted(different.get(str(subject), ()))),
    )


def _names(where: str, graph: Graph, subject: Node, prop: URIRef) -> list[str]:
    values = sorted(set(graph.objects(subject, prop)), key=str)
    wrong = [value for value in values if not isinstance(value, Literal) or not str(value).strip()]
    if wrong:
        raise KgError(f'{where}: {prop.fragment} {wrong[0]!s} is no name; write it between quotes, like "Acme"')
    return sorted({" ".join(str(value).split()) for value in values})


def _country(where: str, graph: Graph, subject: Node) -> str | None:
    """The name of the entity's country, which the same file declares."""
    countries = sorted(set(graph.objects(subject, URIRef(KG + "country"))), key=str)
    if not countries:
        return None
    name = graph.value(countries[0], SKOS.prefLabel)
    if len(countries) > 1 or name is None:
        raise KgError(f"{where}: kg:country must be one country that has a skos:prefLabel in this file")
    return str(name)


def _same(path: Path, graph: Graph) -> tuple[tuple[str, str], ...]:
    """Each IRI that is said to be another with the one where the saying ends, itself included."""
    step: dict[str, str] = {}
    for one, other in sorted(graph.subject_objects(OWL.sameAs)):
        if step.setdefault(str(one), str(other)) != str(other):
            raise KgError(f"{path}: {one} is owl:sameAs two things; say that of one, and of that one the other")
    ends = {}
    for start in step:
        seen = [start]
        while (following := step.get(seen[-1])) is not None:
            if following in seen:
                raise KgError(f"{path}: {start} is owl:sameAs itself in the end; name in one direction what is what")
            seen.append(following)
        ends[start] = ends[seen[-1]] = seen[-1]
    return tuple(sorted(ends.items()))


def _different(graph: Graph) -> dict[str, set[str]]:
    """owl:differentFrom both ways."""
    different: dict[str, set[str]] = {}
    for one, other in graph.subject_objects(OWL.differentFrom):
        different.setdefault(str(one), set()).add(str(other))
        different.setdefault(str(other), set()).add(str(one))
    return different
