"""Whether a graph keeps its own rules: SHACL on what is asserted, before inference, and every span against its text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import pyoxigraph as ox
from pyshacl import validate as run_shacl
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SH
from rdflib.term import Node

from kg.terms import KG, NIF

IS_STRING, ANCHOR_OF, BEGIN, END, CONTEXT = (
    URIRef(NIF + name) for name in ("isString", "anchorOf", "beginIndex", "endIndex", "referenceContext")
)
CLAIM_TYPE = URIRef(KG + "claimType")
ANCHOR = "A span's words are those of its article at that place."


@dataclass(frozen=True, order=True)
class Result:
    """One fault; fields are text for a table: IRIs in full, "" where there is none."""

    severity: str  # Violation | Warning | Info
    focus: str
    path: str
    value: str
    message: str
    shape: str


@dataclass(frozen=True)
class Report:
    results: tuple[Result, ...]  # sorted, violations first

    columns = tuple(field.name for field in fields(Result))

    @property
    def conforms(self) -> bool:
        """Whether there is no violation; warnings do not count."""
        return not any(result.severity == "Violation" for result in self.results)

    @property
    def rows(self) -> list[tuple[str, ...]]:
        return [astuple(result) for result in self.results]

    def with_violations(self, faults: Iterable[tuple[str, str]]) -> Report:
        """And what breaks rules that are not SHACL: IRI and message."""
        more = (Result("Violation", focus, "", "", message, "") for focus, message in faults)
        return Report(tuple(sorted({*self.results, *more}, key=_violations_first)))

    def to_turtle(self) -> str:
        """The report in the SHACL vocabulary; the same faults give the same bytes."""
        report = "<urn:newskg:validation>"
        lines = [f"{report} a <{SH.ValidationReport}> ; <{SH.conforms}> {str(self.conforms).lower()} ."]
        for result in self.results:
            name = f"<urn:newskg:validation:{hashlib.sha256(repr(result).encode()).hexdigest()[:16]}>"
            lines.append(f"{report} <{SH.result}> {name} .")
            lines += [f"{name} {predicate} {value} ." for predicate, value in _described(result)]
        return "\n".join(lines) + "\n"


def _described(result: Result) -> Iterator[tuple[str, str]]:
    yield "a", f"<{SH.ValidationResult}>"
    yield f"<{SH.resultSeverity}>", f"<{SH}{result.severity}>"
    yield f"<{SH.resultMessage}>", _quoted(result.message)
    for predicate, value in ((SH.focusNode, result.focus), (SH.resultPath, result.path), (SH.value, result.value)):
        if value:
            yield f"<{predicate}>", f"<{value}>" if value.startswith(("http", "urn:")) else _quoted(value)
    if result.shape:
        yield f"<{SH.sourceShape}>", f"<{result.shape}>"


def _quoted(text: str) -> str:
    return '"' + text.translate({92: "\\\\", 34: '\\"', 10: "\\n", 13: "\\r"}) + '"'


def validate(quads: str, shapes: Path, ontology: Path | None = None) -> Report:
    """Checks N-Quads or N-Triples text (articles and facts together, nothing inferred) against the shapes.

    Of the ontology, by default kg.ttl beside the shapes, only the class hierarchy is used: a Meeting is then an
    Event, and nothing else is concluded.
    """
    quads_read = ox.parse(quads, format=ox.RdfFormat.N_QUADS)  # rdflib's reader of N-Quads is deprecated within
    data = Graph().parse(data="".join(f"{quad.triple} .\n" for quad in quads_read), format="nt")
    declared = Graph().parse(ontology or shapes.with_name("kg.ttl"), format="turtle")
    hierarchy = Graph()
    for triple in declared.triples((None, RDFS.subClassOf, None)):
        hierarchy.add(triple)
    rules = Graph().parse(shapes, format="turtle")
    _, found, _ = run_shacl(data, shacl_graph=rules, ont_graph=hierarchy, inference="none")
    unknown = _undeclared(data, declared)
    of_unknown = {str(node) for nodes in unknown.values() for node in nodes}
    broken = {each for each in _results(found, rules) if not {each.focus, each.value} & of_unknown}
    results = {*broken, *_anchors(data), *(_cause(kind, nodes) for kind, nodes in unknown.items())}
    return Report(tuple(sorted(results, key=_violations_first)))


def _violations_first(result: Result) -> tuple[bool, Result]:
    return result.severity != "Violation", result


def _undeclared(data: Graph, declared: Graph) -> dict[Node, list[Node]]:
    """Classes of our vocabulary that the ontology does not have -> what is said to be of them, sorted."""
    found: dict[Node, set[Node]] = {}
    for prop in (RDF.type, CLAIM_TYPE):
        for node, kind in data.subject_objects(prop):
            if str(kind).startswith(KG) and (kind, RDF.type, OWL.Class) not in declared:
                found.setdefault(kind, set()).add(node)
    return {kind: sorted(nodes, key=str) for kind, nodes in found.items()}


def _cause(kind: Node, nodes: list[Node]) -> Result:
    """One fault for a class, in place of those that follow from it for everything of the class."""
    right = (
        f"declare it in ontology/kg.ttl as a subclass of kg:Event or kg:State, or give {nodes[0]} a class that is there"
    )
    message = f"The ontology has no class {kind}; {len(nodes)} claims and situations are of it: {right}."
    return Result("Violation", str(kind), str(RDF.type), str(nodes[0]), message, "")


def _results(found: Graph, rules: Graph) -> Iterator[Result]:
    for node in found.objects(None, SH.result):
        message = "; ".join(sorted(map(str, found.objects(node, SH.resultMessage))))
        yield Result(
            severity=str(found.value(node, SH.resultSeverity)).removeprefix(str(SH)),
            focus=str(found.value(node, SH.focusNode)),
            path=_path(found.value(node, SH.resultPath)),
            value=_text(found.value(node, SH.value)),
            message=message,
            shape=_shape(rules, found.value(node, SH.sourceShape)),
        )


def _text(node: Node | None) -> str:
    return "" if node is None or isinstance(node, BNode) else str(node)


def _path(node: Node | None) -> str:
    """An IRI, or "" where the path is a choice of several."""
    return str(node) if isinstance(node, URIRef) else ""


def _shape(rules: Graph, node: Node | None) -> str:
    """The named shape that the failing one is part of."""
    while isinstance(node, BNode):
        node = next(iter(rules.subjects(None, node)), None)
    return "" if node is None else str(node)


def _anchors(data: Graph) -> Iterator[Result]:
    """Every span that quotes words, against the text of its article."""
    texts = {article: str(text) for article, text in data.subject_objects(IS_STRING)}
    for span, words in data.subject_objects(ANCHOR_OF):
        start, end, article = (data.value(span, prop) for prop in (BEGIN, END, CONTEXT))
        if article in texts and isinstance(start, Literal) and isinstance(end, Literal):
            there = texts[article][int(start) : int(end)]
            if there != str(words):
                yield Result("Violation", str(span), str(ANCHOR_OF), str(words), f"{ANCHOR} There is {there!r}.", "")
