"""How the store's own business is written down: one triple an article in a graph that no reader sees."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from kg.store.interface import LedgerEntry
from kg.terms import LEDGER

ENTRY = f"{LEDGER}#entry"
NOTE = f"{LEDGER}#note-"
STALE = "stale"  # the note of a bulk build that began and did not end


def pack(entry: LedgerEntry) -> str:
    """Digest and record as one literal: removing a graph costs by the triple."""
    return f"{entry.digest} {base64.b64encode(zlib.compress(entry.record.encode(), 3)).decode('ascii')}"


def unpack(literal: str) -> LedgerEntry:
    digest, _, packed = literal.partition(" ")
    return LedgerEntry(digest, zlib.decompress(base64.b64decode(packed)).decode())


def ledger_quads(entries: Mapping[str, LedgerEntry]) -> str:
    """N-Quads text of entries by article IRI, to be bulk-loaded along with the articles themselves."""
    return "".join(f'<{iri}> <{ENTRY}> "{pack(entry)}" <{LEDGER}> .\n' for iri, entry in sorted(entries.items()))


def forget(articles: Iterable[str]) -> list[str]:
    """Update operations that remove the entries of these articles."""
    return [f"DELETE WHERE {{ GRAPH <{LEDGER}> {{ <{iri}> <{ENTRY}> ?entry }} }}" for iri in sorted(articles)]


def note_quads(notes: Mapping[str, str | None]) -> str:
    return "".join(
        f"<{LEDGER}> <{NOTE}{key}> {ox.Literal(value)} <{LEDGER}> .\n"
        for key, value in sorted(notes.items())
        if value is not None
    )


def forget_notes(notes: Iterable[str]) -> list[str]:
    """Update operations that remove these remarks."""
    return [f"DELETE WHERE {{ GRAPH <{LEDGER}> {{ <{LEDGER}> <{NOTE}{key}> ?note }} }}" for key in sorted(notes)]
