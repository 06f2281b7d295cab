"""What OWL 2 RL adds to the facts, why, and where the facts contradict the ontology."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.reasoning.axioms import NOTHING, THING, TYPE, Triple, read_ontology
from kg.reasoning.closure import Step, close, parse
from kg.settings import Settings
from kg.terms import graph_iri

__all__ = ["Inconsistency", "Step", "check_consistency", "explain", "infer"]


@dataclass(frozen=True)
class Inconsistency:
    """An entity of two classes that share no member; `steps` lead from what is asserted to both types."""

    entity: str
    classes: tuple[str, str]
    steps: tuple[Step, ...]

    def __str__(self) -> str:
        first, second = self.classes
        return f"{self.entity} is both {first} and {second}, which have no member in common"


def infer(facts: str, ontology: Path, base: str = Settings.base_iri) -> str:
    """The inferred graph as sorted N-Quads; `facts` is N-Triples or N-Quads, whose graph names do not matter."""
    graph = f" <{graph_iri(base, 'inferred')}> .\n"
    compiled = read_ontology(ontology)
    return "".join(sorted(" ".join(triple) + graph for triple in close(parse(facts), compiled).inferred()))


def check_consistency(facts: str, ontology: Path) -> tuple[Inconsistency, ...]:
    """Whoever is of two disjoint classes (cax-dw) or of owl:Nothing, once the facts are closed."""
    compiled = read_ontology(ontology)
    closure = close(parse(facts), compiled)
    members = closure.subjects[TYPE]
    found = []
    for first, second in compiled.disjoint:
        for entity in sorted(members.get(first, {}).keys() & members.get(second, {}).keys()):
            steps = [*closure.why((entity, TYPE, first)), *closure.why((entity, TYPE, second))]
            found.append(Inconsistency(entity, (first, second), tuple(dict.fromkeys(steps))))
    for entity in sorted(members.get(NOTHING, {})):
        found.append(Inconsistency(entity, (THING, NOTHING), closure.why((entity, TYPE, NOTHING))))
    return tuple(found)


def explain(facts: str, ontology: Path, triple: Triple) -> tuple[Step, ...]:
    """The steps from asserted triples to this one, first things first; empty when it is asserted or does not follow."""
    return close(parse(facts), read_ontology(ontology)).why(triple)
