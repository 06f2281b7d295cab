"""How a change becomes one SPARQL Update request: the only transaction the engine offers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from kg.errors import StoreError
from kg.store.interface import LedgerEntry
from kg.store.ledger import forget, forget_notes, ledger_quads, note_quads


def update_text(
    drop: Iterable[str],
    delete: str,
    insert: str,
    ledger: Mapping[str, LedgerEntry | None] | None = None,
    notes: Mapping[str, str | None] | None = None,
) -> str:
    """Drops, then deletes, then inserts; empty if there is nothing to do."""
    entries, remarks = ledger or {}, notes or {}
    kept = {iri: entry for iri, entry in entries.items() if entry is not None}
    operations = [f"DROP SILENT GRAPH {ox.NamedNode(iri)}" for iri in drop]
    operations += [*forget(entries), *forget_notes(remarks)]
    operations += _data("DELETE DATA", delete)
    operations += _data("INSERT DATA", insert + ledger_quads(kept) + note_quads(remarks))
    return " ;\n".join(operations)


def _data(operation: str, quads: str) -> list[str]:
    """The quads are parsed, not pasted: what is no N-Quads never reaches the update."""
    by_graph = _by_graph(quads)
    if not by_graph:
        return []
    blocks = ["\n".join(by_graph.pop("", ()))]
    blocks += [f"GRAPH {graph} {{\n" + "\n".join(triples) + "\n}" for graph, triples in sorted(by_graph.items())]
    return [f"{operation} {{\n" + "\n".join(blocks) + "\n}"]


def _by_graph(quads: str) -> dict[str, list[str]]:
    by_graph: dict[str, list[str]] = defaultdict(list)
    try:
        for quad in ox.parse(input=quads, format=ox.RdfFormat.N_QUADS):
            graph = "" if isinstance(quad.graph_name, ox.DefaultGraph) else str(quad.graph_name)
            by_graph[graph].append(f"{quad.subject} {quad.predicate} {quad.object} .")
    except SyntaxError as error:
        raise StoreError(f"not N-Quads: {error}") from None
    return by_graph
