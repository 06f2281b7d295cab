"""What follows from the facts: rules run over plain dicts, tuple by tuple (semi-naive evaluation)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from kg.reasoning.axioms import THING, TYPE, Ontology, Rule, Triple

Binding = dict[str, str]
Index = dict[str, dict[str, dict[str, None]]]

_TERM = r'<[^<>\s]*>|_:\S+|"(?:[^"\\]|\\.)*"(?:\^\^<[^<>\s]*>|@[A-Za-z0-9-]+)?'
_LINE = re.compile(rf"\s*({_TERM})\s+({_TERM})\s+({_TERM})(?:\s+(?:<[^<>\s]*>|_:\S+))?\s*\.\s*$")


@dataclass(frozen=True)
class Step:
    """One inference: `conclusion` follows from `premises` by `rule`."""

    conclusion: Triple
    rule: str
    premises: tuple[Triple, ...]


def parse(text: str) -> list[Triple]:
    """The triples of N-Triples or N-Quads text. Raises ValueError, which names the line."""
    triples = []
    for number, line in enumerate(text.split("\n"), 1):
        if found := _LINE.match(line):
            triples.append((found[1], found[2], found[3]))
        elif line.strip() and not line.lstrip().startswith("#"):
            raise ValueError(f"line {number} is no N-Quads statement: {line[:100]!r}")
    return triples


class Closure:
    """Asserted triples and all that follows from them, indexed both ways; remembers how each inferred one came in.

    Triples are added and taken back; what is inferred is then what closing the rest from nothing gives. Indices are
    dicts, in order of arrival: which of several proofs is kept must not depend on hashes.
    """

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self.objects: Index = defaultdict(lambda: defaultdict(dict))  # p -> s -> {o}
        self.subjects: Index = defaultdict(lambda: defaultdict(dict))  # p -> o -> {s}
        self.derived: dict[Triple, tuple[str, tuple[Triple, ...]]] = {}
        self._asserted: set[Triple] = set()
        self._before: dict[Triple, bool] = {}  # what changed since `take_changes`: was it inferred
        self._triggers: dict[tuple[str, str], list[tuple[Rule, int]]] = defaultdict(list)
        self._heads: dict[str, list[Rule]] = defaultdict(list)
        for rule in ontology.rules:
            self._heads[rule.head[1]].append(rule)
            for position, (_, predicate, value) in enumerate(rule.body):
                self._triggers[predicate, "" if value[0] == "?" else value].append((rule, position))
        self._relevant = self._heads.keys() | {predicate for predicate, _ in self._triggers}

    def __contains__(self, triple: Triple) -> bool:
        subject, predicate, value = triple
        return value in self.objects.get(predicate, {}).get(subject, ())

    def insert(self, triples: Iterable[Triple]) -> None:
        """Adds the triples and closes: each is joined, once, with all that is known then."""
        queue = []
        for triple in triples:
            if triple[1] in self._relevant and triple not in self._asserted:
                self._note(triple)
                self._asserted.add(triple)
                self.derived.pop(triple, None)
                if self._add(triple):
                    queue.append(triple)
        self._close(queue)

    def retract(self, triples: Iterable[Triple]) -> None:
        """Takes asserted triples back: all that rests on them goes, then what still follows returns (DRed)."""
        gone = dict.fromkeys(triple for triple in triples if triple in self._asserted)
        self._asserted.difference_update(gone)
        for triple in (queue := list(gone)):  # grows while it is read
            for rule, binding in self._uses(triple):
                head = _fill(rule.head, binding)
                if head in self.derived and head not in gone:
                    gone[head] = None
                    queue.append(head)
        for triple in gone:
            self._remove(triple)
        back: list[Triple] = []
        for triple in gone:
            for rule in self._heads[triple[1]]:
                for binding in self._join(rule.body, _unify(rule.head, triple, {})):
                    self._conclude(rule, binding, back)
                    break
        self._close(back)

    def state(self) -> Any:
        """All that it holds, in values that can be pickled, for `restore`."""
        triples = [(p, s, tuple(values)) for p, rows in self.objects.items() for s, values in rows.items()]
        return triples, self.derived, self._asserted

    def restore(self, state: Any) -> None:
        """Holds what another closure of the same ontology held; takes it for told."""
        triples, self.derived, self._asserted = state
        for predicate, subject, values in triples:
            self.objects[predicate][subject] = dict.fromkeys(values)
            for value in values:
                self.subjects[predicate][value][subject] = None

    def take_changes(self) -> tuple[list[Triple], list[Triple]]:
        """What was inferred at the last call and is no more, and what is new."""
        before, self._before = self._before, {}
        gone = [triple for triple, was in before.items() if was and not self._tells(triple)]
        come = [triple for triple, was in before.items() if not was and self._tells(triple)]
        return gone, come

    def inferred(self) -> Iterator[Triple]:
        """What was added, without what tells nobody anything: types owl:Thing and unnamed, and the ontology's own."""
        return (triple for triple in self.derived if self._tells(triple))

    def why(self, triple: Triple) -> tuple[Step, ...]:
        """The steps that led to the triple, premises before conclusions."""
        steps: dict[Triple, Step] = {}
        path = [triple]
        while path:
            conclusion = path[-1]
            rule, premises = self.derived.get(conclusion, ("", ()))
            missing = [premise for premise in premises if premise in self.derived and premise not in steps]
            if missing:
                path.append(missing[0])
                continue
            if rule:
                steps[conclusion] = Step(conclusion, rule, premises)
            path.pop()
        return tuple(steps.values())

    def _tells(self, triple: Triple) -> bool:
        subject, predicate, value = triple
        if triple not in self.derived or subject in self.ontology.terms:
            return False
        return not (predicate == TYPE and (value == THING or value.startswith("_:")))

    def _note(self, triple: Triple) -> None:
        self._before.setdefault(triple, self._tells(triple))

    def _close(self, queue: list[Triple]) -> None:
        for triple in queue:  # grows while it is read
            for rule, binding in self._uses(triple):
                self._conclude(rule, binding, queue)

    def _uses(self, triple: Triple) -> Iterator[tuple[Rule, Binding]]:
        """The ways in which rules may apply to a triple and what else is known."""
        for key in ((triple[1], ""), triple[1:]):
            for rule, position in self._triggers.get(key, ()):
                if len(rule.body) == 1:
                    ((subject, _, value),) = rule.body
                    yield rule, {subject: triple[0], value: triple[2]}
                    continue
                rest = rule.body[:position] + rule.body[position + 1 :]
                for binding in self._join(rest, _unify(rule.body[position], triple, {})):
                    yield rule, binding

    def _conclude(self, rule: Rule, binding: Binding, queue: list[Triple]) -> None:
        head = _fill(rule.head, binding)
        if head[0][0] != '"' and head not in self:
            self._note(head)
            self._add(head)
            self.derived[head] = rule.name, tuple(_fill(atom, binding) for atom in rule.body)
            queue.append(head)

    def _add(self, triple: Triple) -> bool:
        subject, predicate, value = triple
        known = self.objects[predicate][subject]
        if value in known:
            return False
        known[value] = None
        self.subjects[predicate][value][subject] = None
        return True

    def _remove(self, triple: Triple) -> None:
        self._note(triple)
        subject, predicate, value = triple
        self.derived.pop(triple, None)
        for index, first, second in ((self.objects, subject, value), (self.subjects, value, subject)):
            del index[predicate][first][second]
            if not index[predicate][first]:
                del index[predicate][first]

    def _join(self, body: tuple[Triple, ...], binding: Binding | None) -> Iterator[Binding]:
        """All ways to make the rest of a body true; copies what it reads, for the index grows meanwhile."""
        if binding is None:
            return
        if not body:
            yield binding
            return
        subject, predicate, value = _fill(body[0], binding)
        if subject[0] != "?":
            triples = [(subject, predicate, found) for found in self.objects[predicate].get(subject, ())]
        elif value[0] != "?":
            triples = [(found, predicate, value) for found in self.subjects[predicate].get(value, ())]
        else:
            triples = [(s, predicate, o) for s, values in self.objects[predicate].items() for o in values]
        for triple in triples:
            yield from self._join(body[1:], _unify((subject, predicate, value), triple, binding))


def close(facts: Iterable[Triple], ontology: Ontology) -> Closure:
    """The closure of the facts; the order of the facts changes no triple, only which of several proofs is kept."""
    closure = Closure(ontology)
    closure.insert(facts)
    return closure


def _unify(pattern: Triple, triple: Triple, binding: Binding) -> Binding | None:
    bound = dict(binding)
    for wanted, found in zip(pattern, triple, strict=True):
        if wanted[0] != "?":
            if wanted != found:
                return None
        elif bound.setdefault(wanted, found) != found:
            return None
    return bound


def _fill(pattern: Triple, binding: Binding) -> Triple:
    subject, predicate, value = pattern
    return binding.get(subject, subject), binding.get(predicate, predicate), binding.get(value, value)
