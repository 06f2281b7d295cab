"""kg:matches: names, headlines and sentences found by their words, in any query."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from small_graph import BASE, n_quads

from kg.errors import UsageError
from kg.store import Reader, open_store
from kg.store.words import expand

NAMES = "SELECT ?name { ?thing kg:matches WORDS ; skos:prefLabel ?name } ORDER BY ?name"


@pytest.fixture(scope="module")
def location(tmp_path_factory: pytest.TempPathFactory) -> str:
    location = str(tmp_path_factory.mktemp("kg") / "store")
    with open_store(location) as store:
        store.load(n_quads())
        store.publish()
    return location


def names(reader: Reader, words: str, query: str = NAMES) -> list[str]:
    return [str(row["name"]) for row in reader.query(query.replace("WORDS", words)).rows]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("'lima'", ["Ana Lima"]),
        ('"LIMA  ana"', ["Ana Lima"]),
        ('"""líma"""', ["Ana Lima"]),
        ("'ber*'", ["Berg Motors", "Bo Berg"]),
        ("'porto azul'", ["Porto Azul", "mayor of Porto Azul"]),
        ("'lima berg'", []),
        ("'nobody'", []),
        ("''", []),
        ("'!?'", []),
        ("'a\\\\ \\\" AND (OR) NEAR* ^ : -'", []),
        ("'b* lima'", ["Ana Lima"]),  # the other name, A. <b>Lima</b>
    ],
)
def test_names(location: str, words: str, found: list[str]) -> None:
    with open_store(location, read_only=True) as reader:
        assert names(reader, words) == found


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?name { ?s kg:matches 'investing billions' . ?s a nif:Sentence ; nif:anchorOf ?name }",
        "SELECT ?name { GRAPH ?g { ?s a nif:Sentence ; nif:anchorOf ?name . ?s kg:matches 'invest billion' } }",
        "SELECT ?name { $s <https://w3id.org/newskg/ns#matches> 'invest billion' ; nif:anchorOf ?name } # kg:matches",
        "SELECT ?name { ?s a nif:Sentence ; kg:matches 'invest billion' ; nif:anchorOf ?name }",
        "SELECT DISTINCT ?name { ?o a kg:City. ?s nif:anchorOf ?name ; a nif:Sentence ; kg:matches 'invest billion' }",
    ],
)
def test_sentences_by_word_stems(location: str, query: str) -> None:
    with open_store(location, read_only=True) as reader:
        assert len(names(reader, "", query)) == 2


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ('?s kg:matches \"x\"' AS ?a) {}",
        "# ?s kg:matches 'x'\nASK {}",
        "ASK { VALUES ?p { kg:matches rdfs:label } ?s ?p 'x' }",
        "DESCRIBE kg:matches ?words",
        "ASK { ?s kg:matches 'unclosed",
    ],
)
def test_what_is_no_such_pattern_stays(query: str) -> None:
    assert expand(query, lambda words: ["x:found"]) == query


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("ASK { ?s kg:matches ?words }", "kg:matches ?words: takes words in quotes, like ?thing kg:matches"),
        ("ASK { <x:a> kg:matches 'x' }", "begin the pattern with a variable"),
        ("ASK { ?s kg:about [ a kg:Person ; kg:matches 'x' ] }", "begin the pattern with a variable"),
        ("ASK { ?s kg:matches 'x' ; kg:matches 'y' }", "put all words between one pair of quotes"),
    ],
)
def test_what_would_find_nothing_is_refused(query: str, message: str) -> None:
    with pytest.raises(UsageError, match=re.escape(message)):
        expand(query, lambda words: ["x:found"])


def test_the_index_is_that_of_the_snapshot(tmp_path: Path) -> None:
    with open_store(str(tmp_path)) as store:
        found = []
        for name in ("Early", "Late", "Last", "Final"):
            iri = (
                f'<{BASE}id/person/x> <http://www.w3.org/2004/02/skos/core#prefLabel> "{name}" <{BASE}graph/facts> .\n'
            )
            store.apply(insert=iri)
            store.publish()
            with open_store(str(tmp_path), read_only=True) as reader:
                found.append(len(names(reader, f"'{name}'")))
    assert (found, len(list((tmp_path / "words").iterdir()))) == ([1, 2, 3, 4], 2)


def test_a_store_that_cannot_be_written_to(location: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, *given: object, **more: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "mkdir", refuse)
    monkeypatch.setattr(Path, "exists", lambda self: False)
    with open_store.__globals__["SnapshotStore"](location, BASE) as reader:
        assert names(reader, "'lima'") == ["Ana Lima"]
