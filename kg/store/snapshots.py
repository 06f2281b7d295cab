"""Which copy of the store readers see: the writer publishes `snapshots/<id>`, then moves `current` to it."""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
from pathlib import Path
from typing import Self

import pyoxigraph as ox

from kg.errors import NotFound, StoreError
from kg.terms import LEDGER

DATA = "data"  # the writer's own
UNPUBLISHED = "unpublished"  # a file that says: readers do not see the newest state yet
KEPT = 2  # readers that have just read `current` need the one before it for a moment


def newest(location: str | Path) -> str | None:
    """The id of the newest published snapshot, None before the first. Every request asks, so it is lean."""
    try:
        descriptor = os.open(f"{location}/current", os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:
        return os.read(descriptor, 100).decode("ascii").strip()
    finally:
        os.close(descriptor)


def current(location: Path) -> Path | None:
    """Its folder."""
    name = newest(location)
    return location / "snapshots" / name if name else None


def publish(location: Path, store: ox.Store) -> Path:
    """A copy without the ledger: so a query over the union of all graphs costs nothing extra and sees nothing of it.

    The copy shares its files with the original (hard links); `current` is replaced last, in one step.
    """
    folder = location / "snapshots"
    folder.mkdir(exist_ok=True)
    number = max((int(path.name.split("-")[0]) for path in _published(folder)), default=0) + 1
    target = folder / f"{number:06d}-{secrets.token_hex(4)}"
    draft = folder / f"draft-{target.name}"
    store.backup(str(draft))
    if store.contains_named_graph(ox.NamedNode(LEDGER)):
        _drop_ledger(draft)
    draft.rename(target)
    _point(location / "current", target.name)
    _prune(folder, target.name)
    return target


class Hold:
    """Keeps a snapshot from being deleted until it is closed. Raises OSError where it is gone already."""

    def __init__(self, location: str | Path, name: str) -> None:
        self.name = name
        self.folder = snapshot = f"{location}/snapshots/{name}"
        self._descriptor = os.open(snapshot, os.O_RDONLY | os.O_DIRECTORY)
        fcntl.flock(self._descriptor, fcntl.LOCK_SH)

    def close(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        self.close()


def hold_newest(location: str | Path) -> Hold:
    """Raises NotFound before anything is published."""
    while (name := newest(location)) is not None:
        try:
            return Hold(location, name)
        except FileNotFoundError:  # the writer deleted what was current a moment ago
            if newest(location) == name:
                raise StoreError(
                    f"{location}: the snapshot {name} is missing; `kg build` publishes a new one"
                ) from None
    raise NotFound(f"{location}: nothing has been published here yet; `kg build` does")


def _published(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.name[:6].isdigit())


def _drop_ledger(folder: Path) -> None:
    copy = ox.Store(str(folder))
    copy.remove_graph(ox.NamedNode(LEDGER))
    copy.flush()


def _point(pointer: Path, name: str) -> None:
    draft = pointer.with_suffix(".new")
    draft.write_text(name + "\n", encoding="ascii")
    os.replace(draft, pointer)


def _prune(folder: Path, kept: str) -> None:
    for path in folder.glob("draft-*"):
        shutil.rmtree(path, ignore_errors=True)
    for path in [path for path in _published(folder) if path.name != kept][: -(KEPT - 1)]:
        _delete_unless_held(path)


def _delete_unless_held(snapshot: Path) -> None:
    descriptor = os.open(snapshot, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    else:
        shutil.rmtree(snapshot, ignore_errors=True)
    finally:
        os.close(descriptor)
