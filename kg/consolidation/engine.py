"""What a change makes stale: keyed functions over tables, each run again only when something it read has changed.

A table maps a key to rows, each with a tag. A stage has one node for every key of its source table: a pure function of
that key's rows and of whatever it looks up in other tables, which gives rows of later tables. The engine remembers what
each node looked up and gave, so an update costs what it touches. Building all at once is the same functions run over
all keys: that is why both give the same bytes. Rows come in no order; a function whose result depends on one sorts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
Row = tuple["Table[Any, Any]", Any, Hashable, Any]  # table, key, tag, value
Given = dict[tuple["Table[Any, Any]", Any, Any], Any]  # what a node gave
Seen = set[tuple["Table[Any, Any]", Any]]  # what it looked up
_NONE: Mapping[Any, Any] = {}


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
    """The tables as one node may read them; every look is remembered."""

    def __init__(self, tables: Mapping[Table[Any, Any], Mapping[Any, Mapping[Any, Any]]]) -> None:
        self._tables = tables
        self.seen: Seen = set()

    def rows(self, table: Table[K, V], key: K) -> Mapping[Any, V]:
        """Tag -> value; empty where there is nothing."""
        self.seen.add((table, key))
        return self._tables[table].get(key, _NONE)

    def one(self, table: Table[K, V], key: K) -> V | None:
        """The value, where a key has one row at most."""
        self.seen.add((table, key))
        for value in self._tables[table].get(key, _NONE).values():
            return value  # type: ignore[no-any-return]
        return None


@dataclass(frozen=True)
class Keyed(Generic[K, V]):
    """A stage whose nodes know nothing of each other."""

    source: Table[K, V]
    function: Callable[[K, Mapping[Any, V], Look], Iterable[Row]]


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
        self._tables: dict[Table[Any, Any], dict[Any, dict[Any, Any]]] = defaultdict(dict)
        self._sourced: dict[Table[Any, Any], list[int]] = defaultdict(list)
        for number, stage in enumerate(self._stages):
            self._sourced[stage.source].append(number)
        self._stale: list[dict[Any, None]] = [{} for _ in self._stages]
        self._seen: list[dict[Any, Seen]] = [{} for _ in self._stages]
        self._given: list[dict[Any, Given]] = [{} for _ in self._stages]
        self._readers: dict[tuple[Table[Any, Any], Any], set[tuple[int, Any]]] = {}
        self._changed: dict[Table[Any, Any], dict[Any, Any]] = {table: {} for table in outputs}

    def put(self, table: Table[K, V], key: K, value: V | None) -> None:
        """Sets the only row of an input table; None takes it away."""
        self._set(table, key, "", value)

    def rows(self, table: Table[Any, Any]) -> Mapping[Any, Mapping[Any, Any]]:
        """A table as it stands."""
        return self._tables[table]

    def update(self) -> dict[Table[Any, Any], dict[Any, tuple[Any, Any]]]:
        """Runs what is stale; of each output table the keys that changed, with their first value before and now."""
        for number, stage in enumerate(self._stages):
            stale, self._stale[number] = self._stale[number], {}
            if isinstance(stage, Joined):
                self._join(stage, stale)
            else:
                self._run(number, stage, stale)
        changed, self._changed = self._changed, {table: {} for table in self._changed}
        return {
            table: {
                key: (before, now) for key, before in before_by_key.items() if before != (now := self._only(table, key))
            }
            for table, before_by_key in changed.items()
        }

    def state(self) -> Any:
        """All that it remembers between updates, in values that can be pickled."""
        joined = [stage.joining.state() for stage in self._stages if isinstance(stage, Joined)]
        return dict(self._tables), self._seen, self._given, joined

    def restore(self, state: Any) -> None:
        """Goes on from where another engine of the same stages was."""
        tables, self._seen, self._given, joined = state
        self._tables.update(tables)
        for number, nodes in enumerate(self._seen):
            for key, seen in nodes.items():
                for place in seen:
                    self._readers.setdefault(place, set()).add((number, key))
        stages = (stage for stage in self._stages if isinstance(stage, Joined))
        for stage, each in zip(stages, joined, strict=True):
            stage.joining.restore(each)

    def _only(self, table: Table[Any, Any], key: Any) -> Any:
        return next(iter(self._tables[table].get(key, _NONE).values()), None)

    def _run(self, number: int, stage: Keyed[Any, Any], stale: Iterable[Any]) -> None:
        """All takes away before any gives: a row may pass from one node to another."""
        results = [(key, *self._call(stage, key)) for key in stale]
        for key, given, _ in results:
            for table, to, tag in self._given[number].get(key, _NONE):
                if (table, to, tag) not in given:
                    self._set(table, to, tag, None)
        for key, given, seen in results:
            before = self._given[number].get(key, _NONE)
            for (table, to, tag), value in given.items():
                if (table, to, tag) not in before or before[table, to, tag] != value:
                    self._set(table, to, tag, value)
            self._remember(number, key, given, seen)

    def _call(self, stage: Keyed[Any, Any], key: Any) -> tuple[Given, Seen]:
        rows = self._tables[stage.source].get(key)
        look = Look(self._tables)
        found = stage.function(key, rows, look) if rows else ()
        return {(table, to, tag): value for table, to, tag, value in found}, look.seen

    def _remember(self, number: int, key: Any, given: Given, seen: Seen) -> None:
        before = self._seen[number].pop(key, set())
        for place in before - seen:
            self._readers[place].discard((number, key))
        for place in seen - before:
            self._readers.setdefault(place, set()).add((number, key))
        if seen:
            self._seen[number][key] = seen
        self._given[number].pop(key, None)
        if given:
            self._given[number][key] = given

    def _join(self, stage: Joined[Any, Any], stale: Iterable[Any]) -> None:
        changed = {key: self._only(stage.source, key) for key in stale}
        for table, key, tag, value in stage.joining.update(changed) if changed else ():
            self._set(table, key, tag, value)

    def _set(self, table: Table[Any, Any], key: Any, tag: Any, value: Any) -> None:
        rows = self._tables[table].setdefault(key, {})
        outputs = self._changed.get(table)
        if outputs is not None and key not in outputs:
            outputs[key] = next(iter(rows.values()), None)
        if value is None:
            rows.pop(tag, None)
            if not rows:
                del self._tables[table][key]
        else:
            rows[tag] = value
        for number in self._sourced.get(table, ()):
            self._stale[number][key] = None
        for number, node in self._readers.get((table, key), ()):
            self._stale[number][node] = None
