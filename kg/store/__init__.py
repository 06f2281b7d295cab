"""Where the graph is kept: one small interface, an embedded store behind it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, overload

from kg.errors import NotFound, StoreError, UsageError
from kg.settings import Settings
from kg.store import backups
from kg.store.embedded import EmbeddedStore
from kg.store.formats import FORMATS, Format, rdf_format
from kg.store.interface import LedgerEntry, NotAcceptable, Reader, Result, Row, Store, Term
from kg.store.ledger import STALE, ledger_quads
from kg.store.rdflib_view import rdflib_graph
from kg.store.reading import SnapshotStore
from kg.store.remote import RemoteStore
from kg.store.snapshots import DATA

__all__ = [
    "FORMATS",
    "STALE",
    "Format",
    "LedgerEntry",
    "NotAcceptable",
    "Reader",
    "Result",
    "Row",
    "Store",
    "Term",
    "is_remote",
    "ledger_quads",
    "open_store",
    "rdf_format",
    "rdflib_graph",
    "restore",
]


@overload
def open_store(location: str, *, read_only: Literal[True], create: bool = ..., base_iri: str = ...) -> Reader: ...


@overload
def open_store(
    location: str,
    *,
    read_only: Literal[False] = ...,
    create: bool = ...,
    base_iri: str = ...,
    patience: float = ...,
) -> Store: ...


def open_store(
    location: str,
    *,
    read_only: bool = False,
    create: bool = True,
    base_iri: str = Settings.base_iri,
    patience: float = 0.0,
) -> Reader | Store:
    """The store in a folder, or on the server at an address.

    To read a folder is to open the newest published snapshot, beside any writer. A writer waits so many seconds
    (`patience`) for the one before it. Raises NotFound (nothing there), StoreLocked (a second writer) or StoreError.
    """
    if is_remote(location):
        return _opened_remote(location, base_iri)
    folder = Path(location)
    if folder.exists() and not folder.is_dir():
        raise StoreError(f"{location}: is a file; the store is a folder")
    exists = (folder / DATA).is_dir()
    if not exists and (read_only or not create):
        raise NotFound(f"{location}: there is no store; `kg build` makes one")
    if not exists and folder.is_dir() and any(folder.iterdir()):
        raise StoreError(f"{location}: is a folder of something else; name an empty or a new one")
    if read_only:
        reader = SnapshotStore(location, base_iri)
        if (other := reader.other_base()) is not None:
            reader.close()
            raise UsageError(f"{location}: was built with KG_BASE_IRI={other}; use that, or another store")
        return reader
    folder.mkdir(parents=True, exist_ok=True)
    return EmbeddedStore(location, base_iri, patience)


def is_remote(location: str) -> bool:
    """Whether it is the address of a server."""
    return "://" in location


def _opened_remote(location: str, base_iri: str) -> RemoteStore:
    store = RemoteStore(location, base_iri)
    if (other := store.other_base()) is not None:
        raise UsageError(f"{store.location}: was built with KG_BASE_IRI={other}; use that, or another store")
    return store


def restore(backup: Path, location: str) -> None:
    """Puts a backup where no store is. Raises NotFound or StoreError."""
    if is_remote(location):
        raise UsageError(f"{location}: is no folder; a backup is put into one")
    backups.put(backup, Path(location))
    with open_store(location) as store:
        store.publish()
