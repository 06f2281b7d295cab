"""What OWL 2 RL adds to the facts, why, and where the facts contradict the ontology."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.reasoning.axioms import NOTHING, THING, TYPE, Triple, read_ontology
from kg.reasoning.closure import Closure, Step, close, parse
from kg.settings import Settings
from kg.terms import graph_iri

__all__ = ["Inconsistency", "Inference", "Step", "check_consistency", "explain", "infer"]


@dataclass(frozen=True)
class Inconsistency:
    """An entity of two classes that share no member; `steps` lead from what is asserted to both types."""

    entity: str
    classes: tuple[str, str]
    steps: tuple[Step, ...]

    def __str__(self) -> str:
        first, second = self.classes
        proof = "".join(f"; {_told(step.conclusion)} by {step.rule} as {_why(step)}" for step in self.steps)
        return f"{self.entity} is both {first} and {second}, which have no member in common{proof}"


def _told(triple: Triple) -> str:
    return " ".join("a" if term == TYPE else term for term in triple)


def _why(step: Step) -> str:
    return " and ".join(map(_told, step.premises))


class Inference:
    """What follows from the facts, kept up to date: the cost of a change is what rests on it."""

    def __init__(self, ontology: Path, base: str = Settings.base_iri) -> None:
        self._graph = f" <{graph_iri(base, 'inferred')}> .\n"
        self._closure = Closure(read_ontology(ontology))
        self._clashes: dict[str, tuple[Inconsistency, ...]] = {}

    def update(self, gone: str, come: str) -> tuple[list[str], list[str]]:
        """Facts taken back and facts added, as N-Quads; answers with lines of the inferred graph, gone and new."""
        gone_triples, come_triples = parse(gone), parse(come)
        self._closure.retract(gone_triples)
        self._closure.insert(come_triples)
        changes = self._closure.take_changes()
        touched = {triple[0] for triples in (gone_triples, come_triples, *changes) for triple in triples}
        self._judge(sorted(touched))
        before, now = (sorted(" ".join(triple) + self._graph for triple in each) for each in changes)
        return before, now

    def state(self) -> Any:
        """All that it remembers, in values that can be pickled, for `restore` in another process."""
        return self._closure.state(), [clash.entity for clash in self.inconsistencies]

    def restore(self, state: Any) -> None:
        closure, clashing = state
        self._closure.restore(closure)
        self._judge(clashing)

    def _judge(self, entities: Iterable[str]) -> None:
        for entity in entities:
            self._clashes.pop(entity, None)
            if found := tuple(_clashes_of(entity, self._closure)):
                self._clashes[entity] = found

    @property
    def inconsistencies(self) -> tuple[Inconsistency, ...]:
        return tuple(clash for _, clashes in sorted(self._clashes.items()) for clash in clashes)


def infer(facts: str, ontology: Path, base: str = Settings.base_iri) -> str:
    """The inferred graph as sorted N-Quads; `facts` is N-Triples or N-Quads, whose graph names do not matter."""
    return "".join(Inference(ontology, base).update("", facts)[1])


def check_consistency(facts: str, ontology: Path) -> tuple[Inconsistency, ...]:
    """Whoever is of two disjoint classes (cax-dw) or of owl:Nothing, once the facts are closed."""
    inference = Inference(ontology)
    inference.update("", facts)
    return inference.inconsistencies


def _clashes_of(entity: str, closure: Closure) -> Iterator[Inconsistency]:
    classes = closure.objects[TYPE].get(entity, {})
    for first, second in closure.ontology.disjoint if len(classes) > 1 else ():
        if first in classes and second in classes:
            steps = [*closure.why((entity, TYPE, first)), *closure.why((entity, TYPE, second))]
            yield Inconsistency(entity, (first, second), tuple(dict.fromkeys(steps)))
    if NOTHING in classes:
        yield Inconsistency(entity, (THING, NOTHING), closure.why((entity, TYPE, NOTHING)))


def explain(facts: str, ontology: Path, triple: Triple) -> tuple[Step, ...]:
    """The steps from asserted triples to this one, first things first; empty when it is asserted or does not follow."""
    return close(parse(facts), read_ontology(ontology)).why(triple)
