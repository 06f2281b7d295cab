"""Which articles of a store were read by another version of program, relations, model or authority than today's."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from kg import mapping
from kg.model import Article
from kg.pipeline.derived import Knowledge
from kg.pipeline.version import pipeline_version
from kg.pipeline.writing import AUTHORITY, DERIVED_BY
from kg.settings import Settings
from kg.store import LedgerEntry, Store, is_remote, open_store, remarks
from kg.store import restore as put_back

READ_BY = "read-by"  # note of the store: the version that all its articles were read by, or the older one of several
TOLD = {
    READ_BY: "articles were read by other relations, model, authority or program: `kg build` reads them again",
    DERIVED_BY: "facts were derived by another ontology, authority or program: `kg build` brings them up to date",
}

UNKNOWN = "by which version articles were read is not known: `kg build` reads again what another had read"


def digest(article: str, version: str) -> str:
    """What the ledger says of an article, by the digest of its own."""
    return hashlib.sha256(f"{article} {version}".encode()).hexdigest()


def others(store: Store, version: str, given: Container[str]) -> Iterator[LedgerEntry]:
    """Of the articles whose IRIs are not given, where they may have been read by another version; else nothing."""
    if store.note(READ_BY) != version:
        yield from (entry for iri, entry in store.entries() if iri not in given)


def outdated(entries: Iterable[LedgerEntry], version: str) -> Iterator[Article]:
    """Those that another version did read, as they were then."""
    for entry in entries:
        article = mapping.from_record(json.loads(entry.record)).article
        if entry.digest != digest(article.digest, version):
            yield article


def leave(store: Store) -> None:
    """What `remarks` needs, beside the store: who only reads does not see its notes."""
    remarks.leave(store.location, remarks.VERSIONS, {key: store.note(key) for key in (READ_BY, DERIVED_BY, AUTHORITY)})


def restore(folder: Path, settings: Settings) -> list[str]:
    """Puts a backup in the place of the store; what in it is of another version. Raises NotFound or StoreError."""
    put_back(folder, settings.store)
    with open_store(settings.store, create=False, base_iri=settings.base_iri) as opened:
        leave(opened)
    return told(settings)


def told(settings: Settings) -> list[str]:
    """What in the store is of another version, for who looks into it."""
    found = remarks.find(settings.store, remarks.VERSIONS)
    if found is None and not is_remote(settings.store):
        return [UNKNOWN]
    notes = found[0] if found else {}
    knowledge = Knowledge.of(replace(settings, authority=settings.authority or notes.get(AUTHORITY) or ""))
    versions = {READ_BY: pipeline_version(settings, knowledge.authority), DERIVED_BY: knowledge.version}
    return [TOLD[key] for key, version in versions.items() if notes.get(key) not in (None, version)]
