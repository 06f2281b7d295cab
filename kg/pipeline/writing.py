"""How a run changes the store: article graphs as they come, then the difference it makes to what is derived."""

from __future__ import annotations

from pathlib import Path

from kg.errors import UsageError
from kg.pipeline.claims import Written
from kg.pipeline.derived import Change, Knowledge, change_files, change_to, contradictions, derive
from kg.settings import Settings
from kg.store import LedgerEntry, Store
from kg.terms import article_iri

CHUNK = 512  # articles written at once: what an interrupted run loses
BASE, DERIVED_BY, AUTHORITY = "base", "derived-by", "authority"  # notes of the store


class Writing:
    """One run over an open store: the ledger as it will be, and what is gathered but not applied yet."""

    def __init__(self, store: Store, settings: Settings, knowledge: Knowledge) -> None:
        self.added = 0
        self.replaced = 0
        self.warnings: tuple[str, ...] = ()
        self.ledger = store.ledger()
        self._store = store
        self._settings = settings
        self._knowledge = knowledge
        self._change = Change()
        built_with = store.note(BASE) or settings.base_iri
        if built_with != settings.base_iri:
            raise UsageError(f"{settings.store}: was built with KG_BASE_IRI={built_with}; use that, or another store")
        store.set_note(BASE, built_with)

    def has(self, article_id: str, digest: str) -> bool:
        entry = self.ledger.get(article_iri(self._settings.base_iri, article_id))
        return entry is not None and entry.digest == digest

    def put(self, article: Written, digest: str, flush: bool) -> None:
        """Takes an article's graph in; with `flush`, what has gathered is written now and then."""
        iri = article_iri(self._settings.base_iri, article.id)
        if iri in self.ledger:
            self.replaced += 1
            self._change.drop.append(iri)
        else:
            self.added += 1
        self.ledger[iri] = self._change.ledger[iri] = LedgerEntry(digest, article.record)
        self._change.insert.append(article.quads)
        if flush and len(self._change.insert) >= CHUNK:
            self._flush()

    def drop(self, iri: str) -> None:
        del self.ledger[iri]
        self._change.drop.append(iri)
        self._change.ledger[iri] = None

    def follow(self) -> None:
        """Brings what is derived up to the ledger, in one change with what is not written yet; then readers see it."""
        version = self._knowledge.version(self._settings)
        if self._change or self._store.stale or self._store.note(DERIVED_BY) != version:
            base = self._settings.base_iri
            records = (self.ledger[iri].record for iri in sorted(self.ledger))
            change_files(self._store, self._knowledge, base, self._change)
            derived = derive(records, self._knowledge, base)
            self.warnings = contradictions(derived, self._knowledge)
            change_to(self._store, derived, base, self._change)
            self._flush()
            self._store.set_note(DERIVED_BY, version)
            self._store.mark_stale(False)
        authority = self._settings.authority
        self._store.set_note(AUTHORITY, str(Path(authority).resolve()) if authority else None)
        self._store.publish()

    def _flush(self) -> None:
        self._change.apply(self._store)
        self._change = Change()
