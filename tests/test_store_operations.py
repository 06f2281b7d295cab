"""What the operations of an update write to, and how they read with the graphs that a request names."""

from __future__ import annotations

import pytest

from kg.errors import NotAllowed, UsageError
from kg.store.operations import check_targets, using, within, without_silent_loads, written_graphs

BASE = "https://w3id.org/newskg/"
USER = f"{BASE}graph/user/"


@pytest.mark.parametrize(
    ("update", "graphs"),
    [
        ("INSERT DATA { GRAPH <x:g> { <x:a> <x:b> 1 } }", ["<x:g>"]),
        ("INSERT DATA { <x:a> <x:b> 1 }", ["the unnamed graph"]),
        ("INSERT DATA { GRAPH <x:g> { } . <x:a> <x:b> 'GRAPH <x:h> {' }", ["<x:g>", "the unnamed graph"]),
        ("PREFIX u: <x:> BASE <x:y> DELETE DATA { GRAPH u:a {} GRAPH <x:h> {} }", ["u:a", "<x:h>"]),
        ("DELETE WHERE { GRAPH ?g { ?a ?b ?c } }", ["?g"]),
        (
            "WITH <x:w> DELETE { ?a ?b ?c } INSERT { ?a ?b 1 GRAPH <x:h> { } } WHERE { GRAPH <x:i> {} }",
            ["<x:w>", "<x:h>"],
        ),
        ("INSERT { GRAPH <x:g> { ?s ?p ?o } } USING <x:u> WHERE { ?s ?p ?o }", ["<x:g>"]),
        (
            "CLEAR ALL ; DROP SILENT GRAPH <x:a> ; CREATE GRAPH <x:b> ; CLEAR DEFAULT",
            ["ALL", "<x:a>", "<x:b>", "DEFAULT"],
        ),
        ("COPY <x:a> TO <x:b> ; ADD SILENT GRAPH <x:a> TO DEFAULT", ["<x:b>", "DEFAULT"]),
        ("MOVE GRAPH <x:a> TO GRAPH <x:b>", ["<x:b>", "<x:a>"]),
        ("LOAD <x:a> INTO GRAPH <x:b>", ["LOAD"]),
        ("INSERT DATA { GRAPH <x:g> { <x:a> <x:b> '}; CLEAR ALL' } } # ; CLEAR ALL", ["<x:g>"]),
        ("", []),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_what_is_written_to(update: str, graphs: list[str]) -> None:
    assert written_graphs(update) == graphs


@pytest.mark.parametrize("graph", ["graph/user/a", f"{USER}a", f"{USER}a/b#c"])
def test_user_graphs_may_be_written(graph: str) -> None:
    check_targets(f"INSERT DATA {{ GRAPH <{graph}> {{}} }} ; CLEAR GRAPH <{graph}>", USER, BASE)


@pytest.mark.parametrize(
    "update",
    [
        f"INSERT DATA {{ GRAPH <{BASE}graph/facts> {{}} }}",
        f"BASE <x:y> INSERT DATA {{ GRAPH <graph/user/a> {{}} }} ; DELETE WHERE {{ GRAPH <{USER}a> {{}} }}",
        f"INSERT DATA {{ GRAPH <{USER}../facts> {{}} }}",
        f"INSERT DATA {{ GRAPH <{USER}\\u002e./facts> {{}} }}",
        "INSERT { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }",
        "CLEAR NAMED",
    ],
)
def test_no_other_graph_may_be_written(update: str) -> None:
    with pytest.raises(NotAllowed, match="graph/user"):
        check_targets(update, USER, BASE)


@pytest.mark.parametrize("hidden", ["?a<'>'", "?a<1)#>", "<x:b><'>'", '"a"<(1)'])
def test_what_can_be_read_in_two_ways_is_refused(hidden: str) -> None:
    update = f"INSERT {{ GRAPH <{USER}a> {{}} }} WHERE {{ FILTER({hidden} || 1>2) }} ; CLEAR ALL #'"
    with pytest.raises((UsageError, NotAllowed)):
        check_targets(update, USER, BASE)


@pytest.mark.parametrize(
    ("update", "read"),
    [
        (
            "INSERT { ?a ?b 1 } WHERE { ?a ?b ?c }",
            "INSERT { ?a ?b 1 }  USING <x:d> USING NAMED <x:n> WHERE { ?a ?b ?c }",
        ),
        ("DELETE WHERE { ?a ?b ?c }", "DELETE { ?a ?b ?c } USING <x:d> USING NAMED <x:n> WHERE { ?a ?b ?c }"),
        ("INSERT DATA { <x:a> <x:b> 1 }", "INSERT DATA { <x:a> <x:b> 1 }"),
    ],
)
def test_graphs_that_an_update_uses(update: str, read: str) -> None:
    assert using(update, ["x:d"], ["x:n"]) == read


@pytest.mark.parametrize(
    ("update", "read"),
    [
        ("INSERT DATA { <x:a> <x:b> 1 }", "INSERT DATA { GRAPH <x:g> {  <x:a> <x:b> 1  } }"),
        ("DELETE { ?a ?b 1 } WHERE { ?a ?b 1 }", "WITH <x:g> DELETE { ?a ?b 1 } WHERE { ?a ?b 1 }"),
    ],
)
def test_an_update_of_one_graph(update: str, read: str) -> None:
    assert within(update, "x:g") == read


@pytest.mark.parametrize("update", ["CLEAR ALL", "INSERT DATA { GRAPH <x:h> {} }", "WITH <x:h> DELETE {} WHERE {}"])
def test_an_update_of_one_graph_names_no_other(update: str) -> None:
    with pytest.raises(UsageError):
        within(update, "x:g")


def test_an_update_may_not_name_its_graphs_twice() -> None:
    with pytest.raises(UsageError, match="USING or WITH"):
        using("WITH <x:a> DELETE { ?a ?b ?c } WHERE { ?a ?b ?c }", ["x:d"], [])


def test_a_load_that_may_fail_has_failed() -> None:
    update = "CLEAR ALL ; LOAD SILENT <x:a> INTO GRAPH <x:b> ; LOAD <x:c>"
    assert without_silent_loads(update) == "CLEAR ALL ;  ; LOAD <x:c>"
