"""The store in a folder: Oxigraph for one writer (`data`), published copies for readers (`snapshots`)."""

from __future__ import annotations

import fcntl
import os
import time
import weakref
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from kg.errors import QuerySyntaxError, StoreError, StoreLocked, UsageError
from kg.store import backups, snapshots
from kg.store.interface import LedgerEntry
from kg.store.ledger import ENTRY, NOTE, STALE, unpack
from kg.store.reading import Reading
from kg.store.scan import refuse_fetching
from kg.store.snapshots import DATA, UNPUBLISHED
from kg.store.update import update_text
from kg.terms import LEDGER, PREFIXES

GLANCE = 0.02  # seconds between looks at whether the writer before is done


class EmbeddedStore(Reading):
    """The one writer of a folder. Its own queries see the ledger graph; those over a snapshot do not."""

    def __init__(self, location: str, base_iri: str, patience: float = 0.0) -> None:
        """`patience`: seconds to wait for the writer before. Raises StoreLocked or StoreError."""
        self._folder = Path(location)
        seat, data = _open_data(self._folder, time.monotonic() + patience)
        self._leave = weakref.finalize(self, os.close, seat)
        super().__init__(location, data, base_iri)

    def close(self) -> None:
        super().close()
        self._leave()

    def apply(
        self,
        drop: Iterable[str] = (),
        delete: str = "",
        insert: str = "",
        ledger: Mapping[str, LedgerEntry | None] | None = None,
        notes: Mapping[str, str | None] | None = None,
    ) -> None:
        text = update_text(drop, delete, insert, ledger, notes)
        if text:
            with self._writing():
                self._store.update(text)

    def load(self, source: str | Path) -> None:
        with self._writing():
            if isinstance(source, Path):
                self._store.bulk_load(path=str(source), format=ox.RdfFormat.N_QUADS)
            else:
                self._store.bulk_load(input=source, format=ox.RdfFormat.N_QUADS)

    def update(self, sparql: str) -> None:
        """Any SPARQL Update, as one transaction. Raises QuerySyntaxError, or UsageError where it cannot be done."""
        refuse_fetching(sparql, ox.Store.update, self.base_iri)
        (self._folder / UNPUBLISHED).touch()
        try:
            self._store.update(sparql, base_iri=self.base_iri, prefixes=PREFIXES)
        except SyntaxError as error:
            raise QuerySyntaxError(str(error)) from None
        except (RuntimeError, ValueError) as error:
            raise UsageError(str(error)) from None
        except OSError as error:
            raise StoreError(f"{self.location}: {error}; nothing of this change was written") from None

    def has(self, graph: str) -> bool:
        """Whether there is such a graph; the unnamed one (empty) always is."""
        return not graph or self._store.contains_named_graph(ox.NamedNode(graph))

    def clear(self) -> None:
        with self._writing():
            self._store.clear()

    def ledger(self) -> dict[str, LedgerEntry]:
        return dict(sorted(self.entries()))

    def entry(self, article: str) -> LedgerEntry | None:
        with self._explained():
            return next((entry for _, entry in self._entries(ox.NamedNode(article))), None)

    def entries(self) -> Iterator[tuple[str, LedgerEntry]]:
        return self._entries(None)

    def _entries(self, article: ox.NamedNode | None) -> Iterator[tuple[str, LedgerEntry]]:
        for quad in self._store.quads_for_pattern(article, ox.NamedNode(ENTRY), None, ox.NamedNode(LEDGER)):
            yield quad.subject.value, unpack(quad.object.value)  # type: ignore[union-attr]

    @property
    def stale(self) -> bool:
        return self.note(STALE) is not None

    def mark_stale(self, stale: bool) -> None:
        self.set_note(STALE, "true" if stale else None)

    def note(self, key: str) -> str | None:
        graph = ox.NamedNode(LEDGER)
        for quad in self._store.quads_for_pattern(graph, ox.NamedNode(NOTE + key), None, graph):
            return quad.object.value  # type: ignore[union-attr]
        return None

    def set_note(self, key: str, value: str | None) -> None:
        old, pattern = self.note(key), f"<{LEDGER}> <{NOTE}{key}>"
        operations = (
            [f"DELETE DATA {{ GRAPH <{LEDGER}> {{ {pattern} {ox.Literal(old)} }} }}"] if old is not None else []
        )
        if value is not None:
            operations.append(f"INSERT DATA {{ GRAPH <{LEDGER}> {{ {pattern} {ox.Literal(value)} }} }}")
        if old != value:
            with self._explained():
                self._store.update(" ; ".join(operations))

    def publish(self) -> str:
        """Does nothing if readers have the newest state already. Raises StoreError where a build did not end."""
        if self.stale:
            raise StoreError(f"{self.location}: a build did not end, its facts do not fit; `kg build` ends it")
        newest = snapshots.current(self._folder)
        mark = self._folder / UNPUBLISHED
        if newest is not None and newest.is_dir() and not mark.exists():
            return newest.name
        with self._explained():
            published = snapshots.publish(self._folder, self._store)
            mark.unlink(missing_ok=True)
        return published.name

    def backup(self, folder: Path) -> None:
        """A store of its own, ledger included. Raises StoreError if there is something at `folder`."""
        backups.write(self._store, folder)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """The mark comes first: a process killed in between leaves one publication too many, never one too few."""
        with self._explained():
            (self._folder / UNPUBLISHED).touch()
            yield

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (SyntaxError, ValueError, RuntimeError) as error:
            raise StoreError(f"{self.location}: {error}") from None
        except OSError as error:
            raise StoreError(f"{self.location}: {error}; nothing of this change was written") from None


def _open_data(folder: Path, end: float) -> tuple[int, ox.Store]:
    """The folder is locked first, by a descriptor: an engine tidies up the logs before it finds another's lock."""
    seat = os.open(folder, os.O_RDONLY)
    try:
        while True:
            try:
                fcntl.flock(seat, fcntl.LOCK_EX | fcntl.LOCK_NB)
                _refuse_headless(folder / DATA)
                return seat, ox.Store(str(folder / DATA))
            except (OSError, RuntimeError) as error:
                if not isinstance(error, BlockingIOError) and "lock" not in str(error).lower():
                    raise StoreError(f"{folder}: cannot be opened: {error}") from None
                if time.monotonic() >= end:
                    raise StoreLocked(
                        f"{folder}: another process is writing to it; try again when it is done"
                    ) from None
            time.sleep(GLANCE)
    except BaseException:
        os.close(seat)
        raise


def _refuse_headless(data: Path) -> None:
    """Without that file the engine begins a new database, and deletes what there is."""
    if not (data / "CURRENT").exists() and any(path.suffix in (".sst", ".log") for path in data.glob("*")):
        raise StoreError(
            f"{data}: the file CURRENT is missing, its database cannot be opened; restore a backup "
            "(`kg restore`), or move the folder away and build anew"
        )
