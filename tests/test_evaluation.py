"""Scores against gold: what counts as found, and that the figures are those of the shared scorer."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kg.evaluation import evaluate
from kg.evaluation.corpora import RELATIONS
from kg.evaluation.names import same_name

SHARED = Path(__file__).parents[2] / "shared" / "eval"
FILES = sorted(
    path.name for path in (SHARED / "dev").glob("*.jsonl") if not path.name.startswith(("el_", "wikinews", "meantime"))
)

SAME = [
    ("Jane Roe", "Ms. Jane Roe", True),
    ("Roe", "Jane Roe", True),
    ("Acme Holdings plc", "Acme", True),
    ("the U.S.", "United States", True),
    ("Britain", "UK", True),
    ("Korea", "South Korea", False),
    ("José Pérez", "Jose Perez", True),
    ("Jane Roe’s", "Jane Roe", True),
    ("John Roe", "Jane Roe", False),
    ("President", "the president", True),
]


@pytest.mark.parametrize(("one", "other", "expected"), SAME)
def test_same_name(one: str, other: str, expected: bool) -> None:
    assert same_name(one, other) is expected


def gold_event(type_: str, roles: dict[str, Any], **rest: Any) -> dict[str, Any]:
    return {"type": type_, "roles": roles, "status": "held", "date": None, "amount": None, "quote": "…"} | rest


def figures(gold: list[dict[str, Any]], events: list[dict[str, Any]], type_: str = "ALL") -> tuple[Any, ...]:
    scores = evaluate([{"id": "a", "text": "", "events": gold}], {"a": {"id": "a", "entities": [], "events": events}})
    row = scores.rows[type_]
    return row.tp, row.fp, row.fn, row.shares


MEETING = gold_event("Meeting", {"participant": ["Ana Ruiz", "Bo Lind"]})
JUNE = {"earliest": "2024-06-01", "latest": "2024-06-30"}
EVENTS = [
    pytest.param(
        [MEETING], [gold_event("Meeting", {"participant": ["Ruiz", "Lind"]})], (1, 0, 0, {"status": 1.0}), id="found"
    ),
    pytest.param(
        [MEETING], [gold_event("Meeting", {"participant": ["Ruiz", "Ana Ruiz"]})], (0, 1, 1, {}), id="one party twice"
    ),
    pytest.param([MEETING], [gold_event("Call", {"participant": ["Ruiz", "Lind"]})], (0, 1, 1, {}), id="another type"),
    pytest.param(
        [MEETING],
        [gold_event("Meeting", {"participant": ["Ruiz", "Lind"]}, status="planned")],
        (1, 0, 0, {"status": 0.0}),
        id="status",
    ),
    pytest.param(
        [gold_event("Visit", {"visitor": "Ruiz"}, date=JUNE)],
        [gold_event("Visit", {"visitor": ["Ruiz"]}, date={"earliest": "2024-06-10", "latest": "2024-06-10"})],
        (1, 0, 0, {"status": 1.0, "date": 1.0}),
        id="a day of the month",
    ),
    pytest.param(
        [gold_event("Visit", {"visitor": "Ruiz"}, date=JUNE)],
        [gold_event("Visit", {"visitor": ["Ruiz"]}, date={"earliest": "2024-01-01", "latest": "2024-12-31"})],
        (1, 0, 0, {"status": 1.0, "date": 0.0}),
        id="too wide",
    ),
    pytest.param(
        [gold_event("Acquisition", {"target": "Acme"}, amount={"value": 1e9, "currency": "USD"})],
        [gold_event("Acquisition", {"target": ["Acme"]}, amount={"value": 1.001e9, "currency": "USD"})],
        (1, 0, 0, {"status": 1.0, "amount": 1.0}),
        id="amount",
    ),
    pytest.param(
        [gold_event("OfficeHolding", {"holder": "Ruiz", "office": "minister of finance"})],
        [gold_event("OfficeHolding", {"holder": ["Ruiz"], "title": "Finance Minister"})],
        (1, 0, 0, {"status": 1.0, "title": 1.0}),
        id="title",
    ),
    pytest.param([MEETING | {"optional": True}], [], (0, 0, 0, {}), id="optional"),
    pytest.param([], [gold_event("Statement", {"speaker": ["Ruiz"]})], (0, 0, 0, {}), id="a type not scored"),
]


@pytest.mark.parametrize(("gold", "events", "expected"), EVENTS)
def test_events(gold: list[dict[str, Any]], events: list[dict[str, Any]], expected: tuple[Any, ...]) -> None:
    assert figures(gold, events) == expected


def test_an_article_without_prediction_is_missed() -> None:
    scores = evaluate([{"id": "a", "text": "", "events": [MEETING]}], {})
    assert (scores.rows["Meeting"].fn, [d.kind for d in scores.differences]) == (1, ["missed"])


def name_link(start: int, end: int, item: str | None, kind: str = "Q43229") -> dict[str, Any]:
    mention = {"text": "Acme", "start": start, "end": end}
    return {"type": "entity_link", "args": {"mention": mention}, "qid": item, "name": "Acme", "etype_qids": kind}


LINKS = [
    pytest.param([name_link(0, 4, "Q1")], [(0, 4, "Q1")], (1, 0, 0), id="right"),
    pytest.param([name_link(0, 4, "Q1")], [(0, 9, "Q1")], (1, 0, 0), id="a longer span"),
    pytest.param([name_link(0, 4, "Q1")], [(0, 4, "Q2")], (0, 1, 1), id="another item"),
    pytest.param([name_link(0, 4, "Q1")], [(0, 14, "Q2")], (0, 0, 1), id="another name around it"),
    pytest.param([name_link(0, 4, "Q1")], [], (0, 0, 1), id="missed"),
    pytest.param([name_link(0, 4, None)], [(0, 4, "Q2")], (0, 1, 0), id="has no item"),
    pytest.param([name_link(0, 4, "Q1"), name_link(0, 4, "Q2")], [(0, 4, "Q2")], (1, 0, 0), id="two readings"),
    pytest.param([name_link(0, 4, "QUANTITY")], [], (0, 0, 0), id="a number"),
    pytest.param([name_link(0, 4, "Q1")], [(0, 4, "Q1"), (30, 40, "Q3")], (1, 0, 0), id="not marked"),
]


@pytest.mark.parametrize(("gold", "links", "expected"), LINKS)
def test_links(gold: list[dict[str, Any]], links: list[tuple[int, int, str]], expected: tuple[int, int, int]) -> None:
    entities = [
        {"exact_match": f"http://www.wikidata.org/entity/{item}", "mentions": [{"start": start, "end": end}]}
        for start, end, item in links
    ]
    scores = evaluate([{"id": "a", "text": "", "gold": gold}], {"a": {"id": "a", "entities": entities}})
    row = scores.rows["ALL"]
    assert (row.tp, row.fp, row.fn) == expected


def test_nothing_at_all() -> None:
    assert evaluate([], {}).as_json() == {}


def made_up(golds: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Predictions that are partly right: every third gold row left out, every fifth torn, some invented."""
    return {
        gold["id"]: {"id": gold["id"], "text": gold["text"]} | _record(gold) for gold in golds if len(gold["text"]) % 17
    }


def _record(gold: dict[str, Any]) -> dict[str, Any]:
    entities: list[dict[str, Any]] = []
    made: list[dict[str, Any]] = []
    for place, row in enumerate(gold.get("events", gold.get("gold", []))):
        if place % 3 == 2:
            continue
        event = _event(row, place) if "roles" in row else _claim(row, place, entities)
        made.append(event)
        if place % 4 == 0:
            made.append(event | {"status": "planned", "date": None})
    return {"entities": entities, "events": made, "claims": made}


def _event(row: dict[str, Any], place: int) -> dict[str, Any]:
    roles = {role: names if isinstance(names, list) else [names] for role, names in row["roles"].items() if names}
    if place % 5 == 4:
        roles = {role: names[::-1][:1] for role, names in roles.items()}
    return {
        "type": row["type"],
        "roles": roles,
        "status": _first(row["status"]),
        "date": _first(row["date"]),
        "amount": row["amount"],
    }


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) else value


def _claim(row: dict[str, Any], place: int, entities: list[dict[str, Any]]) -> dict[str, Any]:
    relation = RELATIONS.get(row["type"], RELATIONS["says"])
    roles: dict[str, list[str]] = {}
    for names, role in relation.roles.items():
        arguments = next((row["args"][name] for name in names.split("|") if row["args"].get(name)), [])
        for argument in arguments if isinstance(arguments, list) else [arguments]:
            entity = {"id": f"e{len(entities)}", "name": argument["text"].upper(), "mentions": []}
            entities.append(entity)
            roles.setdefault(
                "participant" if role == "*" else role.split("|")[place % (role.count("|") + 1)], []
            ).append(entity["id"])
    trigger = row["args"].get("trigger")
    evidence = [{"start": trigger["start"], "end": trigger["end"]}] if trigger else []
    return {"type": relation.types[place % len(relation.types)], "roles": roles, "status": "held", "evidence": evidence}


@pytest.mark.skipif(not FILES, reason="the shared gold is not here")
@pytest.mark.parametrize("name", FILES)
def test_same_figures_as_the_shared_scorer(name: str, tmp_path: Path) -> None:
    golds = [json.loads(line) for line in (SHARED / "dev" / name).read_text("utf-8").splitlines() if line.strip()]
    predictions = made_up(golds)
    written = tmp_path / "predicted.jsonl"
    written.write_text("".join(json.dumps(record) + "\n" for record in predictions.values()), "utf-8")
    command = [sys.executable, str(SHARED / "score.py"), str(SHARED / "dev" / name), str(written), "--json"]
    expected = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    assert evaluate(golds, predictions).as_json() == expected
