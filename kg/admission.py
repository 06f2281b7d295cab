"""Whether an article's graph keeps the rules of shapes.ttl, decided as it comes in: shapes compiled to plain checks.

Of SHACL Core, by sections of the recommendation: target classes and objects (2.1), paths of one property or a choice of
several (2.3), value types (4.1), cardinality (4.2), ranges (4.3), strings (4.4), pairs (4.5) and lists of values (4.8).
What needs the facts, or logic between shapes, is left to `kg validate`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from kg.model import Extraction
from kg.terms import KG, RDF, XSD

SH = "http://www.w3.org/ns/shacl#"
FACTS = {f"<{KG}{name}>" for name in ("reports", "supersedes", "setAside", "resolvesTo", "status")}  # written later
TYPE = f"<{RDF}type>"
Node = Mapping[str, list[str]]  # property -> values, as N-Quads writes them
Graph = Mapping[str, Node]
Test = Callable[[list[str], Node, Graph], bool]  # the values of a path, the node, all nodes: is it as it should be
Shapes = Mapping[str, Mapping[str, list[str]]]


@dataclass(frozen=True)
class Rule:
    """One constraint of one property of a target's nodes."""

    path: tuple[str, ...]
    test: Test
    message: str


@dataclass(frozen=True)
class Rules:
    by_class: Mapping[str, tuple[Rule, ...]]
    by_use: Mapping[str, tuple[Rule, ...]]  # by a property whose objects they are about


def faults(extraction: Extraction, quads: str, shapes: Path) -> list[str]:
    """What is wrong with an article's graph, in lines that name the node; nothing if it may come in."""
    rules = _compiled(shapes)
    nodes = _nodes(quads)
    found = [line for name, node in nodes.items() for line in _broken(name, node, nodes, rules)]
    return sorted({*found, *_misquoted(extraction)})


def _misquoted(extraction: Extraction) -> Iterator[str]:
    """Every span that quotes words, against the text."""
    text = extraction.article.text
    spans = [mention for entity in extraction.entities for mention in entity.mentions]
    for evidence in (each for claim in extraction.claims for each in claim.evidence):
        spans += [evidence.sentence, evidence]  # type: ignore[list-item]
    for span in spans:
        if text[span.start : span.end] != span.text:
            yield f"characters {span.start} to {span.end} are not {span.text!r}"


def _nodes(quads: str) -> dict[str, dict[str, list[str]]]:
    nodes: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for line in quads.split("\n"):  # no other line ends count: literals may hold them
        if line:
            subject, prop, rest = line.split(" ", 2)
            nodes[subject][prop].append(rest.rsplit(" ", 2)[0])
    return nodes


def _broken(name: str, node: Node, nodes: Graph, rules: Rules) -> Iterator[str]:
    for kind in node.get(TYPE, ()):
        yield from _failing(rules.by_class.get(kind, ()), name, node, nodes)
    for prop, about in rules.by_use.items():
        for used in node.get(prop, ()):
            yield from _failing(about, used, nodes.get(used, {}), nodes)


def _failing(rules: Iterable[Rule], name: str, node: Node, nodes: Graph) -> Iterator[str]:
    for rule in rules:
        path = rule.path
        values = node.get(path[0], []) if len(path) == 1 else [value for each in path for value in node.get(each, ())]
        if not rule.test(values, node, nodes):
            yield f"{name}: {rule.message}"


@lru_cache(maxsize=4)
def _compiled(file: Path) -> Rules:
    shapes: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE):
        shapes[str(quad.subject)][str(quad.predicate).removeprefix(f"<{SH}").removesuffix(">")].append(str(quad.object))
    by_class: dict[str, list[Rule]] = defaultdict(list)
    by_use: dict[str, list[Rule]] = defaultdict(list)
    for shape in list(shapes.values()):
        rules = [rule for name in shape.get("property", ()) for rule in _rules(shapes[name], shapes)]
        for kind in shape.get("targetClass", ()):
            by_class[kind] += rules
        for prop in shape.get("targetObjectsOf", ()):
            by_use[prop] += rules
    return Rules(
        {kind: tuple(rules) for kind, rules in by_class.items()}, {prop: tuple(rules) for prop, rules in by_use.items()}
    )


def _rules(shape: Mapping[str, list[str]], shapes: Shapes) -> Iterator[Rule]:
    path = _path(shape.get("path", [""])[0], shapes)
    if not path or FACTS & set(path) or "severity" in shape:
        return
    message = _text(shape.get("message", ['""'])[0])
    for name, values in shape.items():
        if name in _TESTS:
            value = _members(values[0], shapes) if name == "in" else values
            yield Rule(path, _TESTS[name](value), message)


def _path(node: str, shapes: Shapes) -> tuple[str, ...]:
    """The properties of a path; none where it is neither one property nor a choice of several."""
    if node.startswith("<"):
        return (node,)
    choice = shapes.get(node, {}).get("alternativePath")
    return tuple(_members(choice[0], shapes)) if choice else ()


def _members(list_: str, shapes: Shapes) -> list[str]:
    found = []
    while list_ != f"<{RDF}nil>":
        cell = shapes[list_]
        found += cell[f"<{RDF}first"]
        list_ = cell[f"<{RDF}rest"][0]
    return found


def _text(term: str) -> str:
    """The text of a literal as N-Quads writes it."""
    closing = term.rfind('"')
    return re.sub(r"\\(.)", r"\1", term[1:closing])


def _datatype(term: str) -> str:
    if not term.startswith('"'):
        return ""
    _, _, kind = term.rpartition('"')
    return kind.removeprefix("^^") if kind else f"<{XSD}string>"


def _at_most(values: list[str]) -> Test:
    most = int(_text(values[0]))
    return lambda found, node, nodes: len(found) <= most


def _at_least(values: list[str]) -> Test:
    least = int(_text(values[0]))
    return lambda found, node, nodes: len(found) >= least


def _of_datatype(values: list[str]) -> Test:
    return lambda found, node, nodes: all(_datatype(term) == values[0] for term in found)


def _of_class(values: list[str]) -> Test:
    return lambda found, node, nodes: all(values[0] in nodes.get(term, {}).get(TYPE, ()) for term in found)


def _among(values: list[str]) -> Test:
    allowed = frozenset(values)
    return lambda found, node, nodes: allowed.issuperset(found)


def _like(values: list[str]) -> Test:
    pattern = re.compile(_text(values[0]))
    return lambda found, node, nodes: all(pattern.search(_text(term)) for term in found)


def _long(values: list[str]) -> Test:
    least = int(_text(values[0]))
    return lambda found, node, nodes: all(len(_text(term)) >= least for term in found)


def _from(values: list[str]) -> Test:
    least = int(_text(values[0]))
    return lambda found, node, nodes: all(int(_text(term)) >= least for term in found if term.startswith('"'))


def _before(values: list[str]) -> Test:
    return lambda found, node, nodes: all(
        _sorted_by(one) < _sorted_by(other) for one in found for other in node.get(values[0], ())
    )


def _not_after(values: list[str]) -> Test:
    return lambda found, node, nodes: all(
        _sorted_by(one) <= _sorted_by(other) for one in found for other in node.get(values[0], ())
    )


def _sorted_by(term: str) -> tuple[int, str]:
    """Numbers by value, days as they are written."""
    text = _text(term)
    return (int(text), "") if text.removeprefix("-").isdecimal() else (0, text)


_TESTS: dict[str, Callable[[list[str]], Test]] = {
    "maxCount": _at_most,
    "minCount": _at_least,
    "datatype": _of_datatype,
    "class": _of_class,
    "in": _among,
    "pattern": _like,
    "minLength": _long,
    "minInclusive": _from,
    "lessThan": _before,
    "lessThanOrEquals": _not_after,
}
