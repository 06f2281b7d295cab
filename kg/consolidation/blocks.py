"""Which reports are compared at all: those that share an atom, if only by way of others, are one block."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kg.consolidation.engine import Row, Table
from kg.consolidation.matching import Atom, Reported
from kg.consolidation.rows import Block

Place = tuple[str, Atom]  # class, atom


class Blocks:
    """The components as they stand. An update looks at the blocks it touches, and at nothing else."""

    def __init__(self, table: Table[Block, tuple[Reported, ...]]) -> None:
        self._table = table
        self._reported: dict[str, Reported] = {}
        self._by_place: dict[Place, dict[str, None]] = defaultdict(dict)
        self._block_of: dict[str, Block] = {}
        self._members: dict[Block, list[str]] = {}

    def update(self, changed: Mapping[str, Reported | None]) -> Iterator[Row]:
        """The blocks that are no more, and those that are new or hold something that changed."""
        old = {self._block_of[id] for id in changed if id in self._block_of}
        for id, reported in changed.items():
            self._put(id, reported)
        touched = set(self._near(changed))
        free = {id for block in old | touched for id in self._members.pop(block)} | changed.keys()
        for id in free:
            self._block_of.pop(id, None)
        fresh = dict(self._components(sorted(id for id in free if id in self._reported)))
        for block, members in fresh.items():
            self._members[block] = members
            self._block_of.update(dict.fromkeys(members, block))
            yield self._table.row(block, tuple(self._reported[id] for id in members))
        yield from (self._table.row(block, None) for block in (old | touched) - fresh.keys())  # type: ignore[arg-type]

    def state(self) -> Any:
        return self._reported, self._by_place, self._block_of, self._members

    def restore(self, state: Any) -> None:
        self._reported, self._by_place, self._block_of, self._members = state

    def _put(self, id: str, reported: Reported | None) -> None:
        before = self._reported.pop(id, None)
        for place in _places(before):
            self._by_place[place].pop(id)
            if not self._by_place[place]:
                del self._by_place[place]
        for place in _places(reported):
            self._by_place[place][id] = None
        if reported:
            self._reported[id] = reported

    def _near(self, changed: Mapping[str, Reported | None]) -> Iterator[Block]:
        """The blocks that share a place with what changed: what is at one place is in one block."""
        for place in {place for id in changed for place in _places(self._reported.get(id))}:
            settled = (other for other in self._by_place[place] if other not in changed)
            for other in settled:
                yield self._block_of[other]
                break

    def _components(self, ids: Iterable[str]) -> Iterator[tuple[Block, list[str]]]:
        """`ids`: sorted, so that the first of a component names it."""
        seen: set[str] = set()
        done: set[Place] = set()
        for start in ids:
            if start in seen:
                continue
            seen.add(start)
            component = [start]
            for id in component:  # grows while it is read
                for place in _places(self._reported[id]):
                    if place in done:
                        continue
                    done.add(place)
                    fresh = [other for other in self._by_place[place] if other not in seen]
                    seen.update(fresh)
                    component += fresh
            yield (self._reported[start].sighting.type, start), sorted(component)


def _places(reported: Reported | None) -> Iterator[Place]:
    for atom in reported.compared.atoms if reported else ():
        yield reported.sighting.type, atom  # type: ignore[union-attr]
