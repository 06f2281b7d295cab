"""What one process has derived, kept beside the store: the next one goes on from there, not from all articles.

Two files: all that is remembered as of some state of the store, and a line for each change since. What does not lead to
the state that the store is in, or cannot be read, is of no use and does no harm: everything is then derived anew.
"""

from __future__ import annotations

import contextlib
import os
import pickle
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from kg.pipeline.derived import Derived
from kg.store import Store
from kg.terms import encode_id

KEPT, SINCE = "derived.pickle", "derived.since"
END = "."
MOST = 1000  # articles changed since: more are read again slower than all is kept anew
_VALUES = {("datetime", "date"), ("decimal", "Decimal"), ("collections", "Counter"), ("collections", "defaultdict")}
_BUILTINS = {"dict", "set", "frozenset"}
_UNREADABLE = (
    OSError, ValueError, TypeError, LookupError, AttributeError, EOFError, ImportError, pickle.PickleError
)  # fmt: skip
_Names = dict[str, tuple[str, list[str]]]  # state before -> state after, IRIs of the articles that changed


def keep(store: Store, derived: Derived, version: str, state: str) -> None:
    """Writes down all of it; where that fails nothing is lost but time."""
    target = Path(store.location, KEPT)
    fresh = target.with_suffix(f".{os.getpid()}")
    try:
        with fresh.open("wb") as stream:
            pickle.dump((version, state), stream, protocol=5)
            pickle.dump(derived.state(), stream, protocol=5)
        fresh.replace(target)
        Path(store.location, SINCE).unlink(missing_ok=True)
    except OSError:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)


def follow(
    store: Store, derived: Derived, version: str, before: str | None, state: str, articles: Iterable[str]
) -> None:
    """Notes that these articles (by IRI) led from one state to the next."""
    changes = _since(store)
    changed = sorted(articles)
    if before is None or len(changed) + sum(len(each) for _, each in changes.values()) > MOST:
        keep(store, derived, version, state)
        return
    with contextlib.suppress(OSError), Path(store.location, SINCE).open("a", encoding="ascii") as stream:
        # A line that was cut short has no end, and the next begins a new one.
        stream.write(" ".join(["\n" + before, state, *(encode_id(iri) for iri in changed), END]) + "\n")


@dataclass(frozen=True)
class Since:
    """What must be read of the store to go on from what is kept: which articles changed since, what they say now."""

    version: str
    kept: str  # the state that is kept
    state: str  # the state that the store is in
    records: Mapping[str, str | None]  # by the article's IRI; None where it is gone


def since(store: Store, version: str, state: str | None) -> Since | None:
    """None where what is kept does not lead to this state."""
    try:
        with Path(store.location, KEPT).open("rb") as stream:
            kept_version, kept = _Reader(stream).load()
        changed = _changed(_since(store), kept, state)
    except _UNREADABLE:
        return None
    if kept_version != version or changed is None or state is None:
        return None
    entries = {iri: store.entry(iri) for iri in changed}
    records = {iri: entry.record if entry else None for iri, entry in entries.items()}
    return Since(version, kept, state, records)


def recall(location: str, fresh: Derived, since: Since) -> Derived | None:
    """What was derived when the store came to its state; `fresh` is filled with it. Takes long, and no open store."""
    try:
        with Path(location, KEPT).open("rb") as stream:
            if _Reader(stream).load() != (since.version, since.kept):
                return None
            fresh.restore(_Reader(stream).load())
    except _UNREADABLE:
        return None
    for iri, record in since.records.items():
        if record is None:
            fresh.drop(iri)
        else:
            fresh.put(record)
    fresh.update()  # what this changes is in the store already
    return fresh


def _since(store: Store) -> _Names:
    try:
        lines = Path(store.location, SINCE).read_text(encoding="ascii").splitlines()
    except (OSError, ValueError):
        return {}
    words = [line.split() for line in lines]
    return {each[0]: (each[1], each[2:-1]) for each in words if len(each) > 2 and each[-1] == END}


def _changed(changes: Mapping[str, tuple[str, list[str]]], kept: str, state: str | None) -> list[str] | None:
    """The articles that changed from one state to the other; None where no way leads there."""
    found: dict[str, None] = {}
    at: str | None = kept
    for _ in range(len(changes) + 1):
        if at == state:
            return [unquote(iri) for iri in found]
        at, articles = changes.get(at or "", (None, []))
        found.update(dict.fromkeys(articles))
    return None


class _Reader(pickle.Unpickler):
    """Makes values of our own and a few others, and calls nothing else: a store may come from anywhere."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _VALUES or (module == "builtins" and name in _BUILTINS):
            return super().find_class(module, name)
        if (module, name) == ("kg.consolidation.rows", "named"):
            return super().find_class(module, name)
        found = getattr(import_module(module), name) if _is_ours(module) else None
        if isinstance(found, type) and found.__module__ == module:
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is not among what is kept")


def _is_ours(module: str) -> bool:
    return module == "kg.model" or module.startswith("kg.consolidation.")
