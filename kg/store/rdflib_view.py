"""The door for rdflib users: a published store as an rdflib Dataset whose default graph is the union of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import StoreError
from kg.settings import Settings
from kg.store.reading import SnapshotStore

if TYPE_CHECKING:
    import rdflib


def rdflib_graph(location: str) -> rdflib.Dataset:
    """Read only; SPARQL on it is answered by the engine, not by rdflib. Needs the package oxrdflib."""
    try:
        import oxrdflib
        import rdflib
    except ImportError:
        raise StoreError("rdflib access needs oxrdflib: pip install oxrdflib") from None
    snapshot = SnapshotStore(location, Settings.base_iri)
    dataset = rdflib.Dataset(store=oxrdflib.OxigraphStore(store=snapshot._store), default_union=True)
    dataset.__dict__["snapshot"] = snapshot  # holds it while the dataset lives
    return dataset
