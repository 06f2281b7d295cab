"""Which copy of the store readers see: the writer publishes `snapshots/<id>`, then moves `current` to it."""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
from pathlib import Path

import pyoxigraph as ox

from kg.terms import LEDGER

KEPT = 2  # readers that have just read `current` need the one before it for a moment


def current(location: Path) -> Path | None:
    """The newest published snapshot, None before the first."""
    try:
        name = (location / "current").read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return None
    return location / "snapshots" / name


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
    _drop_ledger(draft)
    draft.rename(target)
    _point(location / "current", target.name)
    _prune(folder, target.name)
    return target


def hold(snapshot: Path) -> int:
    """A descriptor that keeps the snapshot from being deleted while it is open."""
    descriptor = os.open(snapshot, os.O_RDONLY | os.O_DIRECTORY)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    return descriptor


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


def _prune(folder: Path, newest: str) -> None:
    for path in folder.glob("draft-*"):
        shutil.rmtree(path, ignore_errors=True)
    for path in [path for path in _published(folder) if path.name != newest][: -(KEPT - 1)]:
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
