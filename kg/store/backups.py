"""Copies of a store in a folder, and whether one is still what it was when it was made.

Beside the copy lies a list of its files with their SHA-256: a disk that lost a byte is found out before anything is
put in place, not by whoever reads that byte some day.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pyoxigraph as ox

from kg.errors import NotFound, StoreError
from kg.store.snapshots import DATA, UNPUBLISHED

LIST = "backup.json"
DRAFT = "restoring"  # what is being put in place, until it is whole


def write(store: ox.Store, folder: Path) -> None:
    """A store of its own, ledger included. Raises StoreError if there is something at `folder`."""
    if folder.exists():
        raise StoreError(f"{folder}: is there already; name a folder that is not")
    try:
        folder.mkdir(parents=True)
        store.backup(str(folder / DATA))
        (folder / LIST).write_text(json.dumps(_digests(folder / DATA), indent=1) + "\n", "ascii")
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise StoreError(f"{folder}: cannot be written: {error}; nothing is left of the copy") from None


def put(folder: Path, target: Path) -> None:
    """Puts a backup where no store is. Raises NotFound or StoreError; what is damaged leaves nothing behind."""
    if not (folder / DATA).is_dir():
        raise NotFound(f"{folder}: is no backup; `kg backup` makes one")
    if target.exists() and not target.is_dir():
        raise StoreError(f"{target}: is a file; the store is a folder")
    if target.exists() and any(each.name != DRAFT for each in target.iterdir()):
        raise StoreError(f"{target}: is not empty; move the old store away first")
    _check(folder)
    made = not target.exists()
    draft = target / DRAFT
    try:
        shutil.rmtree(draft, ignore_errors=True)
        shutil.copytree(folder / DATA, draft)
        ox.Store(str(draft)).flush()  # opened once, to see that it can be
        draft.rename(target / DATA)
        (target / UNPUBLISHED).touch()
    except (OSError, RuntimeError) as error:
        shutil.rmtree(target if made else draft, ignore_errors=True)
        raise StoreError(f"{folder}: cannot be restored to {target}: {error}") from None


def _check(folder: Path) -> None:
    """A copy made by other means has no list: then opening it has to do."""
    try:
        wanted = json.loads((folder / LIST).read_text("ascii"))
    except FileNotFoundError:
        return
    except ValueError:
        raise StoreError(f"{folder / LIST}: is damaged; restore another") from None
    found = _digests(folder / DATA)
    for name in sorted(wanted.keys() | found.keys()):
        if wanted.get(name) != found.get(name):
            what = "is missing" if name not in found else "is damaged" if name in wanted else "was added"
            raise StoreError(f"{folder / DATA / name}: {what}: the copy is not as `kg backup` made it; restore another")


def _digests(folder: Path) -> dict[str, str]:
    digests = {}
    for path in sorted(folder.iterdir()):
        with path.open("rb") as stream:
            digests[path.name] = hashlib.file_digest(stream, "sha256").hexdigest()
    return digests
