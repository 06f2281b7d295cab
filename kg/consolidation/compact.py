"""What a million articles leave in memory: equal values shared, and no container around what is alone."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain
from typing import Any, TypeVar

Value = TypeVar("Value", bound=Hashable)
NOTHING: Mapping[Any, Any] = {}


class _One:
    """The only row of a key, where it has a tag."""

    __slots__ = ("tag", "value")

    def __init__(self, tag: Any, value: Any) -> None:
        self.tag = tag
        self.value = value


class Rows(dict[Any, Any]):
    """The rows of a table: key -> the value alone (tag ""), one row, or a dictionary where there are several.

    No value is a dictionary or None.
    """

    __slots__ = ()

    def of(self, key: Any) -> Mapping[Any, Any]:
        """Tag -> value; not to be changed."""
        stored = self.get(key)
        if stored is None:
            return NOTHING
        if type(stored) is dict:
            return stored
        return {stored.tag: stored.value} if type(stored) is _One else {"": stored}

    def first(self, key: Any) -> Any:
        stored = self.get(key)
        if type(stored) is dict:
            return next(iter(stored.values()))
        return stored.value if type(stored) is _One else stored

    def at(self, key: Any, tag: Any) -> Any:
        stored = self.get(key)
        if type(stored) is dict:
            return stored.get(tag)
        if type(stored) is _One:
            return stored.value if stored.tag == tag else None
        return stored if tag == "" else None

    def set(self, key: Any, tag: Any, value: Any) -> None:
        """None takes the row away."""
        stored = self.get(key)
        if type(stored) is dict:
            if value is not None:
                stored[tag] = value
                return
            stored.pop(tag, None)
            if len(stored) == 1:
                ((tag, value),) = stored.items()
                self[key] = _single(tag, value)
        elif stored is None or self.at(key, tag) is not None:
            if value is not None:
                self[key] = _single(tag, value)
            else:
                self.pop(key, None)
        elif value is not None:
            self[key] = {**self.of(key), tag: value}


def _single(tag: Any, value: Any) -> Any:
    return value if tag == "" else _One(tag, value)


class Many(dict[Any, Any]):
    """Key -> several members; one alone stands for itself. No member is a set."""

    __slots__ = ()

    def of(self, key: Any) -> Iterable[Any]:
        found = self.get(key)
        if found is None:
            return ()
        return found if type(found) is set else (found,)

    def add(self, key: Any, member: Any) -> None:
        found = self.setdefault(key, member)
        if type(found) is set:
            found.add(member)
        elif found != member:
            self[key] = {found, member}

    def discard(self, key: Any, member: Any) -> None:
        found = self.get(key)
        if type(found) is set:
            found.discard(member)
            if len(found) == 1:
                self[key] = found.pop()
        elif found == member:
            del self[key]


def flat(rows: Iterable[Iterable[Any]]) -> tuple[Any, ...]:
    """Rows of equal length end to end: one tuple for all of them."""
    return tuple(chain.from_iterable(rows))


def parted(values: tuple[Any, ...], length: int) -> Iterator[tuple[Any, ...]]:
    return zip(*[iter(values)] * length, strict=True)


def shared(value: Value) -> Value:
    """One object for those that are equal; of late at least."""
    return _shared(value)  # type: ignore[return-value]


@lru_cache(maxsize=1 << 14)
def _shared(value: Hashable) -> Hashable:
    return value


def mapping(items: Iterable[tuple[str, Any]]) -> Mapping[str, Any]:
    """As a dictionary that is not to be changed: those of equal items, in one order, are one."""
    return _mapping(tuple(items))


@lru_cache(maxsize=1 << 15)
def _mapping(items: tuple[tuple[str, Any], ...]) -> Mapping[str, Any]:
    return dict(items)
