"""The store: atomic changes, snapshots for readers, the ledger that no reader sees."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import NotFound, QuerySyntaxError, StoreError, StoreLocked, UsageError
from kg.store import LedgerEntry, Store, ledger_quads, open_store, rdflib_graph, restore
from kg.terms import LEDGER

BASE = "https://w3id.org/newskg/"
A, B, FACTS = f"{BASE}article/a", f"{BASE}article/b", f"{BASE}graph/facts"


def quad(subject: str, value: str, graph: str) -> str:
    return f'<{subject}> <http://www.w3.org/2004/02/skos/core#prefLabel> "{value}" <{graph}> .\n'


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(str(tmp_path / "kg-store"))


def values(answer: Store, sparql: str = "SELECT ?o { ?s ?p ?o } ORDER BY ?o") -> list[str]:
    return [row["o"] for row in answer.query(sparql).rows]


def test_apply_drops_then_deletes_then_inserts(store: Store) -> None:
    store.load(quad(A, "old", A) + quad(A, "older", A) + quad("x:1", "gone", FACTS) + quad("x:2", "stays", FACTS))
    store.apply(drop=[A], delete=quad("x:1", "gone", FACTS), insert=quad(A, "new", A))
    assert values(store) == ["new", "stays"]


def test_a_change_that_is_no_n_quads_changes_nothing(store: Store) -> None:
    store.load(quad(A, "old", A))
    with pytest.raises(StoreError, match="not N-Quads"):
        store.apply(drop=[A], insert=quad(A, "new", A) + "nonsense")
    assert values(store) == ["old"]


@pytest.mark.parametrize(
    "text",
    ['quote \\" brace } ; DROP ALL', "back\\\\slash", "line\\nend", "\\u0041 \U0001f600", "?x $y <z> #"],
    ids=["punctuation", "backslash", "line end", "escape", "marks"],
)
def test_what_is_applied_is_what_is_loaded(tmp_path: Path, text: str) -> None:
    applied, loaded = open_store(str(tmp_path / "applied")), open_store(str(tmp_path / "loaded"))
    applied.apply(insert=quad(A, text, A))
    loaded.load(quad(A, text, A))
    assert applied.graph(A) == loaded.graph(A) != ""


def test_a_bad_bulk_load_leaves_nothing(store: Store) -> None:
    with pytest.raises(StoreError, match="line 2"):
        store.load(quad(A, "one", A) + "nonsense\n")
    assert len(store) == 0


def test_load_from_a_file(store: Store, tmp_path: Path) -> None:
    (tmp_path / "quads.nq").write_text(quad(A, "one", A), encoding="utf-8")
    store.load(tmp_path / "quads.nq")
    assert store.graphs() == [A]


def test_graph_is_sorted_and_whole(store: Store) -> None:
    store.load(quad("x:2", "b", A) + quad("x:1", "a", A) + quad("x:1", "c", B))
    assert store.graph(A) == quad("x:1", "a", A) + quad("x:2", "b", A)


def test_readers_see_what_was_published_and_not_the_ledger(store: Store) -> None:
    store.apply(insert=quad(A, "one", A), ledger={A: LedgerEntry("d1", '{"a": 1}')})
    store.publish()
    store.apply(insert=quad(B, "two", B))
    with open_store(store.location, read_only=True) as reader:
        seen = [row["o"] for row in reader.query("SELECT ?o { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }").rows]
    assert seen == ["one", "one"]


def test_publish_again_without_a_change_keeps_the_snapshot(store: Store) -> None:
    store.load(quad(A, "one", A))
    assert store.publish() == store.publish()


def test_a_reader_keeps_its_snapshot_through_later_ones(store: Store) -> None:
    store.load(quad(A, "0", A))
    store.publish()
    with open_store(store.location, read_only=True) as reader:
        for number in range(1, 5):
            store.apply(drop=[A], insert=quad(A, str(number), A))
            store.publish()
        assert [row["o"] for row in reader.query("SELECT ?o { ?s ?p ?o }").rows] == ["0"]


def test_old_snapshots_go(store: Store) -> None:
    for number in range(5):
        store.apply(insert=quad(A, str(number), A))
        store.publish()
    assert len(list((Path(store.location) / "snapshots").iterdir())) == 2


def test_an_interrupted_write_is_published_by_the_next_writer(store: Store) -> None:
    store.publish()
    store.load(quad(A, "one", A))
    store.close()
    with open_store(store.location) as again:
        again.publish()
    with open_store(store.location, read_only=True) as reader:
        assert len(reader) == 1


def test_ledger_entries_are_replaced_and_forgotten(store: Store) -> None:
    store.load(ledger_quads({A: LedgerEntry("d1", "{}"), B: LedgerEntry("d2", "{}")}))
    store.apply(ledger={A: LedgerEntry("d3", '{"ü": "\\n"}'), B: None})
    assert store.ledger() == {A: LedgerEntry("d3", '{"ü": "\\n"}')}


def test_the_ledger_is_no_graph_of_the_store(store: Store) -> None:
    store.apply(insert=quad(A, "one", A), ledger={A: LedgerEntry("d1")})
    assert LEDGER not in [*store.graphs(), *(line.rsplit(" ", 2)[1] for line in store.quads())]


def test_stale_is_remembered(store: Store) -> None:
    store.mark_stale(True)
    store.close()
    with open_store(store.location) as again:
        assert again.stale
        again.mark_stale(False)
        assert not again.stale


def test_a_note_is_replaced_and_removed(store: Store) -> None:
    store.set_note("base", 'http://a/"')
    store.set_note("base", "http://b/")
    assert store.note("base") == "http://b/"
    store.set_note("base", None)
    assert store.note("base") is None


def test_clear_removes_the_ledger_too(store: Store) -> None:
    store.apply(insert=quad(A, "one", A), ledger={A: LedgerEntry("d1")})
    store.clear()
    assert (len(store), store.ledger()) == (0, {})


def _second_writer(location: str) -> str:
    code = f"from kg.store import open_store; open_store({location!r})"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False).stderr


def test_a_second_writer_is_refused(store: Store) -> None:
    assert "StoreLocked" in _second_writer(store.location)


def test_a_second_writer_leaves_no_trace(store: Store) -> None:
    data = Path(store.location) / "data"
    files = {path.name: path.stat().st_ino for path in data.iterdir()}
    _second_writer(store.location)
    assert {path.name: path.stat().st_ino for path in data.iterdir()} == files


def test_a_second_writer_in_the_same_process_is_refused(store: Store) -> None:
    with pytest.raises(StoreLocked, match="another process is writing"):
        open_store(store.location)


@pytest.mark.parametrize(
    ("prepare", "options", "error", "words"),
    [
        (lambda path: None, {"read_only": True}, NotFound, "kg build"),
        (lambda path: None, {"create": False}, NotFound, "kg build"),
        (lambda path: path.write_text("x"), {}, StoreError, "is a file"),
        (lambda path: (path / "photos").mkdir(parents=True), {}, StoreError, "something else"),
        (lambda path: (path / "data").mkdir(parents=True), {"read_only": True}, NotFound, "published"),
    ],
    ids=["missing to read", "missing to add to", "a file", "another folder", "never published"],
)
def test_what_is_no_store(tmp_path: Path, prepare, options, error, words) -> None:  # type: ignore[no-untyped-def]
    prepare(tmp_path / "there")
    with pytest.raises(error, match=words):
        open_store(str(tmp_path / "there"), **options)


def test_a_query_that_is_none(store: Store) -> None:
    with pytest.raises(QuerySyntaxError, match="1:"):
        store.query("SELECT nothing")


def test_a_function_that_is_not_known(store: Store) -> None:
    with pytest.raises(UsageError, match="not supported"):
        store.query("SELECT (<http://a/f>(1) AS ?x) {}")


def test_another_base_is_told(store: Store) -> None:
    store.load(quad("x:1", "a", FACTS))
    store.publish()
    with pytest.raises(UsageError, match=f"KG_BASE_IRI={BASE}"):
        open_store(store.location, read_only=True, base_iri="http://other.example/")


def test_default_graph_of_a_query(store: Store) -> None:
    store.load(quad("x:1", "a", A) + quad("x:2", "b", B))
    sparql = "SELECT ?o { ?s ?p ?o } ORDER BY ?o"
    graphs: list[str | list[str]] = ["union", "plain", [B]]
    found = [[row["o"] for row in store.query(sparql, default_graph=graph).rows] for graph in graphs]
    assert found == [["a", "b"], [], ["b"]]


def test_rows_know_what_kind_of_term_they_hold(store: Store) -> None:
    store.load(f'<x:1> <x:p> "5"^^<http://www.w3.org/2001/XMLSchema#integer> <{A}> .\n<x:1> <x:q> "hi"@en <{A}> .\n')
    rows = store.query("SELECT ?s ?o ?none { ?s ?p ?o } ORDER BY ?p").rows
    assert [(row["s"].kind, row["o"].datatype, row["o"].language, row.get("none")) for row in rows] == [
        ("iri", "http://www.w3.org/2001/XMLSchema#integer", None, None),
        ("iri", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString", "en", None),
    ]


@pytest.mark.parametrize(
    ("sparql", "format", "start"),
    [
        ("SELECT ?o { ?s ?p ?o }", "csv", b"o\r\none\r\n"),
        ("SELECT ?o { ?s ?p ?o }", "tsv", b'?o\n"one"\n'),
        ("ASK { ?s ?p ?o }", "json", b'{"head":{},"boolean":true}'),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "turtle", b"@prefix"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "nt", f"<{A}> ".encode()),
    ],
)
def test_serialized_answers(store: Store, sparql: str, format: str, start: bytes) -> None:
    store.load(quad(A, "one", A))
    assert store.query(sparql).serialize(format).startswith(start)


def test_backup_and_restore(store: Store, tmp_path: Path) -> None:
    store.apply(insert=quad(A, "one", A), ledger={A: LedgerEntry("d1", "{}")})
    store.backup(tmp_path / "copy")
    restore(tmp_path / "copy", str(tmp_path / "again"))
    with open_store(str(tmp_path / "again")) as again:
        assert (again.graph(A), again.ledger()) == (store.graph(A), store.ledger())


def test_a_store_that_lost_its_head_is_not_begun_anew(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "s")) as store:
        store.load(quad(A, "one", A))
    (tmp_path / "s/data/CURRENT").unlink()
    with pytest.raises(StoreError, match="CURRENT is missing"):
        open_store(str(tmp_path / "s"))


def _lose_the_list_too(data: Path) -> None:
    (data / "CURRENT").unlink()
    data.with_name("backup.json").unlink()


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda data: next(data.glob("*.sst")).write_bytes(b"nothing"), r"\.sst: is damaged"),
        (lambda data: (data / "CURRENT").unlink(), "CURRENT: is missing"),
        (lambda data: (data / "more").touch(), "more: was added"),
        (lambda data: data.with_name("backup.json").write_text("{"), "backup.json: is damaged"),
        (_lose_the_list_too, "cannot be restored"),
    ],
    ids=["a byte", "a file", "one more", "the list", "without the list"],
)
def test_a_damaged_backup_is_refused_and_leaves_nothing(
    damage: Callable[[Path], object], told: str, store: Store, tmp_path: Path
) -> None:
    store.load(quad(A, "one", A))
    store.backup(tmp_path / "copy")
    damage(tmp_path / "copy" / "data")
    with pytest.raises(StoreError, match=told):
        restore(tmp_path / "copy", str(tmp_path / "again"))
    assert not (tmp_path / "again").exists()


def test_a_restore_overwrites_nothing(store: Store, tmp_path: Path) -> None:
    store.backup(tmp_path / "copy")
    with pytest.raises(StoreError, match="move the old store away"):
        restore(tmp_path / "copy", store.location)


def test_a_backup_overwrites_nothing(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is there already"):
        store.backup(tmp_path)


def test_rdflib_opens_the_published_graph(store: Store) -> None:
    store.apply(insert=quad(A, "one", A), ledger={A: LedgerEntry("d1")})
    store.publish()
    assert [str(row[0]) for row in rdflib_graph(store.location).query("SELECT ?o { ?s ?p ?o }")] == ["one"]
