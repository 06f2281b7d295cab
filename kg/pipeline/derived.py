"""The second pure function: what the graph holds true. The store is brought to it by differences only."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg import authority, consolidation, mapping, ontology, reasoning, resources
from kg.model import Authority
from kg.pipeline.version import derivation_version
from kg.settings import Settings
from kg.store import LedgerEntry, Store, ledger_quads
from kg.terms import graph_iri

FILES = {"ontology": "kg.ttl", "authority": "authority.ttl"}  # graphs that are a file
DERIVED = ("facts", "inferred")


@dataclass
class Change:
    """One update of the store, gathered before it is applied as a whole."""

    drop: list[str] = field(default_factory=list)
    delete: list[str] = field(default_factory=list)
    insert: list[str] = field(default_factory=list)
    ledger: dict[str, LedgerEntry | None] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.drop or self.delete or self.insert or self.ledger)

    def apply(self, store: Store) -> None:
        """Atomically; in bulk where nothing that is there has to go."""
        kept = {iri: entry for iri, entry in self.ledger.items() if entry is not None}
        if self.drop or self.delete or len(kept) < len(self.ledger):
            store.apply(self.drop, "".join(self.delete), "".join(self.insert), self.ledger)
        elif self:
            store.load("".join(self.insert) + ledger_quads(kept))


@dataclass(frozen=True)
class Knowledge:
    """What is known beforehand: the ontology's file, the authority's, and the authority as read."""

    files: Mapping[str, Path]
    authority: Authority

    @classmethod
    def of(cls, settings: Settings) -> Knowledge:
        files = {graph: resources.path("ontology") / name for graph, name in FILES.items()}
        if settings.authority:
            files["authority"] = Path(settings.authority)
        return cls(files, authority.load(files["authority"]))

    def version(self, settings: Settings) -> str:
        """Where it differs from the store's note, everything derived is computed anew."""
        digests = [hashlib.sha256(file.read_bytes()).hexdigest() for file in self.files.values()]
        return derivation_version(settings, digests)


def derive(records: Iterable[str], knowledge: Knowledge, base: str) -> dict[str, str]:
    """The facts and what follows from them, as N-Quads by the name of their graph. `records` in any order."""
    extractions = (mapping.from_record(json.loads(record)) for record in records)
    facts = mapping.facts_to_quads(consolidation.consolidate(extractions, knowledge.authority, base), base)
    return {"facts": facts, "inferred": reasoning.infer(facts, knowledge.files["ontology"], base)}


def contradictions(derived: Mapping[str, str], knowledge: Knowledge) -> tuple[str, ...]:
    """One line for each thing that the facts put in two classes that have no member in common."""
    return tuple(map(str, reasoning.check_consistency(derived["facts"], knowledge.files["ontology"])))


def change_to(store: Store, derived: Mapping[str, str], base: str, change: Change) -> None:
    """Adds to `change` what makes the store's derived graphs those given."""
    for name, after in derived.items():
        old = set(store.graph(graph_iri(base, name)).split("\n"))
        new = set(after.split("\n"))
        change.delete += [f"{line}\n" for line in sorted(old - new) if line]
        change.insert += [f"{line}\n" for line in sorted(new - old) if line]


def change_files(store: Store, knowledge: Knowledge, base: str, change: Change) -> None:
    """Adds to `change` the graphs that are a file, where the store has none of that content."""
    for name, file in knowledge.files.items():
        graph = graph_iri(base, name)
        lines = ontology.quads(file, graph)
        if lines != (present := store.graph(graph)):
            if present:
                change.drop.append(graph)
            change.insert.append(lines)
