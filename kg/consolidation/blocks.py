"""Which reports are compared at all: those that share an atom, if only by way of others, are one block."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kg.consolidation.compact import Many
from kg.consolidation.engine import Row, Table
from kg.consolidation.matching import Atom, Reported
from kg.consolidation.rows import Block


class Blocks:
    """The components as they stand. An update looks at the blocks it touches, and at nothing else."""

    def __init__(self, table: Table[Block, tuple[Reported, ...]]) -> None:
        self._table = table
        self._by_atom = Many()  # ids
        self._block_of: dict[str, Block] = {}
        self._members: dict[Block, tuple[Reported, ...]] = {}

    def update(self, changed: Mapping[str, Reported | None]) -> Iterator[Row]:
        """The blocks that are no more, and those that are new or hold something that changed."""
        old = {self._block_of[id] for id in changed if id in self._block_of}
        for before in [each for block in old for each in self._members[block] if each.sighting.id in changed]:
            for atom in before.atoms:
                self._by_atom.discard(atom, before.sighting.id)
        free = {id: reported for id, reported in changed.items() if reported}
        touched = set(self._near(free))
        for id, reported in free.items():
            for atom in reported.atoms:
                self._by_atom.add(atom, id)
        for block in old | touched:
            free |= {each.sighting.id: each for each in self._members.pop(block) if each.sighting.id not in changed}
        for id in free.keys() | changed.keys():
            self._block_of.pop(id, None)
        fresh: set[Block] = set()
        for block, ids in self._components(free):
            fresh.add(block)
            self._members[block] = tuple(free[id] for id in ids)
            self._block_of.update(dict.fromkeys(ids, block))
            yield self._table.row(block, self._members[block])
        yield from (self._table.row(block, None) for block in (old | touched) - fresh)  # type: ignore[arg-type]

    def state(self) -> Any:
        return self._by_atom, self._block_of, self._members

    def restore(self, state: Any) -> None:
        self._by_atom, self._block_of, self._members = state

    def _near(self, changed: Mapping[str, Reported]) -> Iterator[Block]:
        """The blocks that share an atom with what changed: what is at one atom is in one block."""
        for atom in {atom for reported in changed.values() for atom in reported.atoms}:
            settled = (other for other in self._by_atom.of(atom) if other not in changed)
            for other in settled:
                yield self._block_of[other]
                break

    def _components(self, free: Mapping[str, Reported]) -> Iterator[tuple[Block, list[str]]]:
        """The first of a component names it."""
        seen: set[str] = set()
        done: set[Atom] = set()
        for start in sorted(free):
            if start in seen:
                continue
            seen.add(start)
            component = [start]
            for id in component:  # grows while it is read
                for atom in free[id].atoms:
                    if atom not in done:
                        done.add(atom)
                        fresh = [other for other in self._by_atom.of(atom) if other not in seen]
                        seen.update(fresh)
                        component += fresh
            yield (free[start].sighting.type, start), sorted(component)
