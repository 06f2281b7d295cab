"""The second pure function: what the graph holds true. The store is brought to it by differences only."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg import authority, consolidation, mapping, ontology, reasoning, resources
from kg.model import Authority
from kg.pipeline.version import derivation_version
from kg.settings import Settings
from kg.store import LedgerEntry, Store, ledger_quads
from kg.terms import graph_iri

BULK = 1 << 21  # characters: fewer are written sooner by an update than by a bulk load, which makes files of its own
FILES = {"ontology": "kg.ttl", "authority": "authority.ttl"}  # graphs that are a file
DERIVED = ("facts", "inferred")


@dataclass
class Change:
    """One update of the store, gathered before it is applied as a whole."""

    drop: list[str] = field(default_factory=list)
    delete: list[str] = field(default_factory=list)
    insert: list[str] = field(default_factory=list)
    ledger: dict[str, LedgerEntry | None] = field(default_factory=dict)
    notes: dict[str, str | None] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.drop or self.delete or self.insert or self.ledger)

    def apply(self, store: Store) -> None:
        """Atomically; what is much goes in bulk where nothing that is there has to go, and then the notes."""
        kept = {iri: entry for iri, entry in self.ledger.items() if entry is not None}
        only_new = not self.drop and not self.delete and len(kept) == len(self.ledger)
        if only_new and sum(map(len, self.insert)) > BULK:
            store.mark_stale(True)  # until the notes say that all of it is there
            store.load("".join(self.insert) + ledger_quads(kept))
            store.apply(notes=self.notes)
        else:
            store.apply(self.drop, "".join(self.delete), "".join(self.insert), self.ledger, self.notes)


@dataclass(frozen=True)
class Knowledge:
    """What is known beforehand: the ontology's file, the authority's, and the authority as read."""

    files: Mapping[str, Path]
    authority: Authority
    version: str  # where it differs from the store's note, everything derived is computed anew

    @classmethod
    def of(cls, settings: Settings) -> Knowledge:
        files = {graph: resources.path("ontology") / name for graph, name in FILES.items()}
        if settings.authority:
            files["authority"] = Path(settings.authority)
        known = authority.load(files["authority"])
        digests = [hashlib.sha256(file.read_bytes()).hexdigest() for file in files.values()]
        return cls(files, known, derivation_version(settings, digests))


class Derived:
    """Facts and what follows from them, as they stand, with all that it takes to follow a change at its own cost."""

    def __init__(self, knowledge: Knowledge, base: str) -> None:
        self._base = base
        self._facts = consolidation.Consolidation(knowledge.authority, base)
        self._inference = reasoning.Inference(knowledge.files["ontology"], base)
        self.set_aside: tuple[str, ...] = ()  # by the last update: claims that contradict the rest, and why

    def put(self, record: str) -> None:
        """Adds what an article says, or replaces it: its extraction as JSON."""
        self._facts.put(mapping.from_record(json.loads(record)))

    def drop(self, article: str) -> None:
        """Takes an article out, by its IRI."""
        self._facts.drop(article)

    def state(self) -> Any:
        """All that it remembers, in values that can be pickled, for `restore` in another process."""
        return self._facts.state(), self._inference.state()

    def restore(self, state: Any) -> None:
        facts, inference = state
        self._facts.restore(facts)
        self._inference.restore(inference)

    def unmet(self) -> list[str]:
        """Corrections of the authority file that correct nothing."""
        return self._facts.unmet()

    def update(self) -> tuple[list[str], list[str]]:
        """The lines of both graphs that no longer hold, and the new ones, since the last update."""
        changes = self._facts.update()
        self.set_aside = tuple(f"{claim} is set aside: {why}" for claim, why in changes[1].set_aside)
        before, now = (set(_lines(mapping.facts_to_quads(each, self._base))) for each in changes)
        gone, come = sorted(before - now), sorted(now - before)
        no_more, new = self._inference.update("".join(gone), "".join(come))
        return gone + no_more, come + new

    @property
    def contradictions(self) -> tuple[str, ...]:
        """One line for each thing that the facts put in two classes that have no member in common."""
        return tuple(map(str, self._inference.inconsistencies))


def _lines(quads: str) -> Iterator[str]:
    """With their ends; not `splitlines`, which parts at line ends of Unicode that literals may hold."""
    return (f"{line}\n" for line in quads.split("\n") if line)


def change_to(store: Store, lines: Iterable[str], base: str, change: Change) -> None:
    """Adds to `change` what makes the store's derived graphs these lines."""
    old = {line for name in DERIVED for line in _lines(store.graph(graph_iri(base, name)))}
    new = set(lines)
    change.delete += sorted(old - new)
    change.insert += sorted(new - old)


def change_files(store: Store, knowledge: Knowledge, base: str, change: Change) -> None:
    """Adds to `change` the graphs that are a file, where the store has none of that content."""
    for name, file in knowledge.files.items():
        graph = graph_iri(base, name)
        lines = ontology.quads(file, graph)
        if lines != (present := store.graph(graph)):
            if present:
                change.drop.append(graph)
            change.insert.append(lines)
