"""What follows from the facts: rules run over plain dicts, tuple by tuple (semi-naive evaluation)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.reasoning.axioms import THING, TYPE, Ontology, Rule, Triple

Binding = dict[str, str]

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
    """Asserted triples and all that follows from them, indexed both ways; remembers how each inferred one came in."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self.objects: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))  # p -> s -> {o}
        self.subjects: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))  # p -> o -> {s}
        self.derived: dict[Triple, tuple[str, tuple[Triple, ...]]] = {}
        self._triggers: dict[tuple[str, str], list[tuple[Rule, int]]] = defaultdict(list)
        self._simple: dict[tuple[str, str], list[Rule]] = defaultdict(list)  # rules with one premise: most of them
        for rule in ontology.rules:
            for position, (_, predicate, value) in enumerate(rule.body):
                key = predicate, "" if value[0] == "?" else value
                if len(rule.body) == 1:
                    self._simple[key].append(rule)
                else:
                    self._triggers[key].append((rule, position))

    def __contains__(self, triple: Triple) -> bool:
        subject, predicate, value = triple
        return value in self.objects.get(predicate, {}).get(subject, ())

    def insert(self, triples: Iterable[Triple]) -> None:
        """Adds the triples and closes: each is joined, once, with all that is known then."""
        queue = [triple for triple in triples if self._add(triple)]
        for triple in queue:  # grows while it is read
            for key in ((triple[1], ""), triple[1:]):
                for rule in self._simple.get(key, ()):
                    ((subject, _, value),) = rule.body
                    self._conclude(rule, {subject: triple[0], value: triple[2]}, queue)
                for rule, position in self._triggers.get(key, ()):
                    rest = rule.body[:position] + rule.body[position + 1 :]
                    for bound in self._join(rest, _unify(rule.body[position], triple, {})):
                        self._conclude(rule, bound, queue)

    def _conclude(self, rule: Rule, binding: Binding, queue: list[Triple]) -> None:
        head = _fill(rule.head, binding)
        if head[0][0] != '"' and self._add(head):
            self.derived[head] = rule.name, tuple(_fill(atom, binding) for atom in rule.body)
            queue.append(head)

    def inferred(self) -> Iterator[Triple]:
        """What was added, without what tells nobody anything: types owl:Thing and unnamed, and the ontology's own."""
        for subject, predicate, value in self.derived:
            unnamed = predicate == TYPE and (value == THING or value.startswith("_:"))
            if not unnamed and subject not in self.ontology.terms:
                yield subject, predicate, value

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

    def _add(self, triple: Triple) -> bool:
        subject, predicate, value = triple
        known = self.objects[predicate][subject]
        if value in known:
            return False
        known.add(value)
        self.subjects[predicate][value].add(subject)
        return True

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
