"""How a run changes the store: article graphs as they come, then the difference it makes to what is derived."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kg.errors import UsageError
from kg.pipeline import remembering
from kg.pipeline.claims import Written
from kg.pipeline.derived import Change, Derived, Knowledge, change_files, change_to
from kg.pipeline.remembering import Since
from kg.pipeline.revisions import revisions
from kg.settings import Settings
from kg.store import STALE, LedgerEntry, Store
from kg.terms import article_iri

CHUNK = 512  # articles written at once: what an interrupted run loses
BASE, DERIVED_BY, AUTHORITY, STATE = "base", "derived-by", "authority", "state"  # notes of the store


@dataclass
class Memory:
    """What a process that changes one store again and again keeps in mind: then a change costs what it touches.

    It holds as long as nobody else writes to the store: `state` is the store's note of the last change.
    """

    derived: Derived | None = None
    state: str = ""

    def learn(self, since: Since | None, knowledge: Knowledge, settings: Settings) -> None:
        """What an earlier process derived, if the store is as that one left it."""
        if since is not None:
            with _uncollected():
                fresh = Derived(knowledge, settings.base_iri)
                self.derived, self.state = remembering.recall(settings.store, fresh, since), since.state


class Writing:
    """One run over an open store: what is gathered but not applied yet, and what is derived as far as it is known."""

    def __init__(self, store: Store, settings: Settings, knowledge: Knowledge, memory: Memory) -> None:
        self.added = 0
        self.replaced = 0
        self.warnings: tuple[str, ...] = ()
        self.revisions: tuple[str, ...] = ()
        self.store = store
        self._settings = settings
        self._knowledge = knowledge
        self._memory = memory
        self._change = Change()
        self._records: dict[str, str | None] = {}  # of this run, by article IRI; None where one is taken out
        self._before = store.note(STATE)
        self._whole = not store.stale and store.note(DERIVED_BY) == knowledge.version
        if not self._whole or self._before != memory.state:
            memory.derived = None
        built_with = store.note(BASE) or settings.base_iri
        if built_with != settings.base_iri:
            raise UsageError(f"{store.location}: was built with KG_BASE_IRI={built_with}; use that, or another store")
        store.set_note(BASE, built_with)

    def holds(self, article_id: str) -> bool:
        return self.store.entry(article_iri(self._settings.base_iri, article_id)) is not None

    def has(self, article_id: str, digest: str) -> bool:
        entry = self.store.entry(article_iri(self._settings.base_iri, article_id))
        return entry is not None and entry.digest == digest

    def begin_many(self) -> None:
        """Until the facts follow, what is there does not fit together."""
        self.store.mark_stale(True)

    def unlearned(self) -> Since | None:
        """What `Memory.learn` needs; None where there is nothing to learn."""
        if not self._whole or self._memory.derived is not None:
            return None
        return remembering.since(self.store, self._knowledge.version, self._before)

    def put(self, article: Written, digest: str, flush: bool) -> None:
        """Takes an article's graph in; with `flush`, what has gathered is written now and then."""
        self._recall()
        iri = article_iri(self._settings.base_iri, article.id)
        before = self.store.entry(iri)
        if iri in self._records or before:
            self.replaced += 1
            self.revisions += revisions(before.record, article.record) if before else ()
            self._change.drop.append(iri)
        else:
            self.added += 1
        self._records[iri] = article.record
        self._change.ledger[iri] = LedgerEntry(digest, article.record)
        self._change.insert.append(article.quads)
        if flush and len(self._change.insert) >= CHUNK:
            self._flush()

    def drop(self, iri: str) -> None:
        self._recall()
        self._records[iri] = None
        self._change.drop.append(iri)
        self._change.ledger[iri] = None

    def follow(self, publish: bool = True) -> None:
        """Brings what is derived up to the ledger, in one change with what is not written yet; then readers see it."""
        version = self._knowledge.version
        if self._change or self.store.stale or self.store.note(DERIVED_BY) != version:
            derived, self._memory.derived = self._memory.derived, None  # until the change is written
            state = self._next_state()
            anew = derived is None
            if derived is None:
                with _uncollected():
                    derived = self._derive_all()
            else:
                self._derive_change(derived)
            self.warnings = (*derived.set_aside, *derived.contradictions, *(derived.unmet() if anew else ()))
            self._change.notes = {STATE: state, DERIVED_BY: version, STALE: None}
            self._flush()
            self._memory.derived, self._memory.state = derived, state
            before = None if anew else self._before
            remembering.follow(self.store, derived, version, before, state, self._records)
        if (before := self.store.note(AUTHORITY)) not in (None, self._authority):
            now = self._authority or "the packaged one"
            self.warnings += (f"facts were derived with the authority file {before}, and are now with {now}",)
        self.store.set_note(AUTHORITY, self._authority)
        if publish:
            self.store.publish()

    @property
    def _authority(self) -> str | None:
        named = self._settings.authority
        return str(Path(named).resolve()) if named else None

    def _recall(self) -> None:
        """Before the first change, unless it was done before the store was held."""
        if not self._records:
            self._memory.learn(self.unlearned(), self._knowledge, self._settings)

    def _derive_change(self, derived: Derived) -> None:
        for iri, record in self._records.items():
            if record is None:
                derived.drop(iri)
            else:
                derived.put(record)
        gone, come = derived.update()
        self._change.delete += gone
        self._change.insert += come

    def _derive_all(self) -> Derived:
        """From all that the ledger remembers, compared with what the store says is derived."""
        base = self._settings.base_iri
        derived = Derived(self._knowledge, base)
        for iri, entry in self.store.entries():
            if iri not in self._records:
                derived.put(entry.record)
        for record in filter(None, self._records.values()):
            derived.put(record)
        change_files(self.store, self._knowledge, base, self._change)
        _, lines = derived.update()
        change_to(self.store, lines, base, self._change)
        return derived

    def _next_state(self) -> str:
        """Follows from the state before and from the change: two writers that differ cannot come to the same."""
        parts = (self.store.note(STATE), self._knowledge.version, sorted(self._records.items(), key=str))
        return hashlib.sha256(repr(parts).encode()).hexdigest()

    def _flush(self) -> None:
        self._change.apply(self.store)
        self._change = Change()


@contextmanager
def _uncollected() -> Iterator[None]:
    """What is built here stays: the garbage collector looks at it neither meanwhile nor, for seconds, later."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if enabled:
            gc.enable()
