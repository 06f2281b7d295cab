"""What a change makes stale: keyed functions over tables, each run again only when something it read has changed.

A table maps a key to rows, each with a tag. A stage has one node for every key of its source table: a pure function of
that key's rows and of whatever it looks up in other tables, which gives rows of later tables. The engine remembers what
each node looked up and gave, so an update costs what it touches. Building all at once is the same functions run over
all keys: that is why both give the same bytes. Rows come in no order; a function whose result depends on one sorts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from kg.consolidation.compact import Many, Rows, parted, shared

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
Row = tuple["Table[Any, Any]", Any, Hashable, Any]  # table, key, tag, value
Given = dict[tuple["Table[Any, Any]", Any, Any], Any]  # what a node gives
Seen = dict[tuple["Table[Any, Any]", Any], None]  # what it looks up
Places = tuple[Any, ...]  # what it gave or looked up, without values: table, key and tag, or table and key, in one row


class Table(Generic[K, V]):
    """The name of a table, with the types of its keys and values; the engine holds the rows."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name

    def row(self, key: K, value: V, tag: Hashable = "") -> Row:
        """`tag` tells the rows of one key apart; those that different stages give must differ in it."""
        return self, key, tag, value


class Look:
    """The tables as one node may read them; looks are remembered, those at the own key for all nodes at once."""

    def __init__(self, tables: Mapping[Table[Any, Any], Rows], node: Any) -> None:
        self._tables = tables
        self._node = node
        self.seen: Seen = {}
        self.own: set[Table[Any, Any]] = set()

    def rows(self, table: Table[K, V], key: K) -> Mapping[Any, V]:
        """Tag -> value; empty where there is nothing."""
        self._note(table, key)
        return self._tables[table].of(key)

    def one(self, table: Table[K, V], key: K) -> V | None:
        """The value, where a key has one row at most."""
        self._note(table, key)
        return self._tables[table].first(key)  # type: ignore[no-any-return]

    def _note(self, table: Table[Any, Any], key: Any) -> None:
        if key == self._node:
            self.own.add(table)
        else:
            self.seen[table, key] = None


@dataclass(frozen=True)
class Keyed(Generic[K, V]):
    """A stage whose nodes know nothing of each other.

    `usual`: most nodes give one row, of this table at their own key without a tag; it is not noted for each of them.
    No other stage may give such rows there: a node of this one that gives nothing takes the row at its key away.
    """

    source: Table[K, V]
    function: Callable[[K, Mapping[Any, V], Look], Iterable[Row]]
    usual: Table[K, Any] | None = None

    def usually(self) -> Places:
        return (self.usual, None, "") if self.usual else ()


class Joining(Protocol):
    """What remembers rows itself: `state` is all of it, for `restore`."""

    def update(self, changed: Mapping[Any, Any]) -> Iterable[Row]: ...

    def state(self) -> Any: ...

    def restore(self, state: Any) -> None: ...


@dataclass(frozen=True)
class Joined(Generic[K, V]):
    """A stage that is given all its changed keys at once, None for those that are gone, and remembers the rest itself.

    It answers with rows of which the value None takes a row away.
    """

    source: Table[K, V]
    joining: Joining


class Engine:
    """Tables, stages in order, and which nodes are stale. A stage may read what stages before it wrote, no more."""

    def __init__(
        self, stages: Iterable[Keyed[Any, Any] | Joined[Any, Any]], outputs: Iterable[Table[Any, Any]]
    ) -> None:
        self._stages = tuple(stages)
        self._tables: dict[Table[Any, Any], Rows] = defaultdict(Rows)
        self._sourced: dict[Table[Any, Any], list[int]] = defaultdict(list)
        for number, stage in enumerate(self._stages):
            self._sourced[stage.source].append(number)
        self._stale: list[dict[Any, None]] = [{} for _ in self._stages]
        self._seen: list[dict[Any, Places]] = [{} for _ in self._stages]
        self._given: list[dict[Any, Places]] = [{} for _ in self._stages]
        self._usual = tuple(stage.usually() if isinstance(stage, Keyed) else () for stage in self._stages)
        self._began = False
        self._readers: dict[Table[Any, Any], dict[int, Many]] = defaultdict(dict)  # by stage: key -> nodes
        self._own: dict[Table[Any, Any], set[int]] = defaultdict(set)  # the stages whose nodes read it at their own key
        self._changed: dict[Table[Any, Any], dict[Any, Any]] = {table: {} for table in outputs}

    def put(self, table: Table[K, V], key: K, value: V | None) -> None:
        """Sets the only row of an input table; None takes it away."""
        self._set(table, key, "", value)

    def keys(self, table: Table[K, Any]) -> Iterable[K]:
        return self._tables[table]

    def one(self, table: Table[K, V], key: K) -> V | None:
        """The value as it stands, of a table whose keys have one row each."""
        return self._tables[table].first(key)  # type: ignore[no-any-return]

    def update(self) -> dict[Table[Any, Any], dict[Any, Any]]:
        """Runs what is stale; of each output table the keys that may have changed, with what was first there before."""
        for number, stage in enumerate(self._stages):
            stale, self._stale[number] = self._stale[number], {}
            if isinstance(stage, Joined):
                self._join(stage, stale)
            else:
                self._run(number, stage, stale)
        self._began = True
        changed, self._changed = self._changed, {table: {} for table in self._changed}
        return changed

    def state(self) -> Any:
        """All that it remembers between updates, in values that can be pickled."""
        joined = [stage.joining.state() for stage in self._stages if isinstance(stage, Joined)]
        return dict(self._tables), self._seen, self._given, dict(self._own), joined

    def restore(self, state: Any) -> None:
        """Goes on from where another engine of the same stages was."""
        tables, self._seen, self._given, own, joined = state
        self._began = True
        self._tables.update(tables)
        self._own.update(own)
        for number, nodes in enumerate(self._seen):
            for node, seen in nodes.items():
                for table, key in parted(seen, 2):
                    self._read_by(number, table).add(key, node)
        stages = (stage for stage in self._stages if isinstance(stage, Joined))
        for stage, each in zip(stages, joined, strict=True):
            stage.joining.restore(each)

    def _run(self, number: int, stage: Keyed[Any, Any], stale: Iterable[Any]) -> None:
        """All takes away before any gives: a row may pass from one node to another. At first nothing is to be taken."""
        if not self._began:
            for node in stale:
                given, seen = self._call(number, stage, node)
                self._give(number, node, given)
                self._read(number, node, seen)
            return
        results = [(node, *self._call(number, stage, node)) for node in stale]
        for node, given, _ in results:
            for table, to, tag in self._given_by(number, node):
                if (table, to, tag) not in given:
                    self._set(table, to, tag, None)
        for node, given, seen in results:
            self._give(number, node, given)
            self._unread(number, node, seen)
            self._read(number, node, seen)

    def _call(self, number: int, stage: Keyed[Any, Any], node: Any) -> tuple[Given, Seen]:
        rows = self._tables[stage.source].of(node)
        look = Look(self._tables, node)
        found = stage.function(node, rows, look) if rows else ()
        given = {(table, to, tag): value for table, to, tag, value in found}
        for table in look.own:
            self._own[table].add(number)
        return given, look.seen

    def _give(self, number: int, node: Any, given: Given) -> None:
        places: list[Any] = []
        tables = self._tables
        for (table, to, tag), value in given.items():
            if tables[table].at(to, tag) != value:
                self._set(table, to, tag, value)
            places += (table, None if to is node else to, None if tag is node else tag)
        self._note_given(number, node, shared(tuple(places)))

    def _note_given(self, number: int, node: Any, places: Places) -> None:
        if not places or places == self._usual[number]:
            self._given[number].pop(node, None)
        else:
            self._given[number][node] = places

    def _given_by(self, number: int, node: Any) -> Iterable[tuple[Any, ...]]:
        """Table, key, tag. What is None there is the node itself: so many nodes share what they gave."""
        places = self._given[number].get(node, self._usual[number])
        return parted(tuple(node if each is None else each for each in places), 3)

    def _read(self, number: int, node: Any, seen: Iterable[tuple[Any, Any]]) -> None:
        places: list[Any] = []
        for table, key in seen:
            self._read_by(number, table).add(key, node)
            places += (table, key)
        if places:
            self._seen[number][node] = shared(tuple(places))

    def _unread(self, number: int, node: Any, seen: Container[tuple[Any, Any]]) -> None:
        """Forgets what it saw before, but not what it sees now."""
        for place in parted(self._seen[number].pop(node, ()), 2):
            if place not in seen:
                self._read_by(number, place[0]).discard(place[1], node)

    def _read_by(self, number: int, table: Table[Any, Any]) -> Many:
        readers = self._readers[table]
        if number not in readers:
            readers[number] = Many()
        return readers[number]

    def _join(self, stage: Joined[Any, Any], stale: Iterable[Any]) -> None:
        source = self._tables[stage.source]
        changed = {key: source.first(key) for key in stale}
        for table, key, tag, value in stage.joining.update(changed) if changed else ():
            self._set(table, key, tag, value)

    def _set(self, table: Table[Any, Any], key: Any, tag: Any, value: Any) -> None:
        rows = self._tables[table]
        outputs = self._changed.get(table)
        if outputs is not None and key not in outputs:
            outputs[key] = rows.first(key)
        rows.set(key, tag, value)
        for number in self._sourced.get(table, ()):
            self._stale[number][key] = None
        for number in self._own.get(table, ()):
            if key in self._tables[self._stages[number].source]:
                self._stale[number][key] = None
        if table in self._readers:
            for number, nodes in self._readers[table].items():
                if key in nodes:
                    self._stale[number].update(dict.fromkeys(nodes.of(key)))
