"""The competency questions of the sample articles: which canned question answers each, with status and evidence.

Reads ../shared (articles and acceptance list), which is no part of the project: without it all is skipped.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from kg import pipeline, resources
from kg.questions import bind, load
from kg.settings import Settings
from kg.store import open_store

SHARED = Path(__file__).parents[2] / "shared"
LISTED = SHARED / "acceptance" / "competency.json"
pytestmark = pytest.mark.skipif(not LISTED.is_file(), reason="no ../shared")
ISHIBA, TRUMP = "Shigeru Ishiba", "Donald Trump"


@dataclass(frozen=True)
class Asked:
    """A canned question, and cells that must stand in one row each; values are compared without regard to case."""

    question: str
    rows: tuple[tuple[str, ...], ...]
    params: Mapping[str, str] = field(default_factory=dict)
    absent: tuple[tuple[str, ...], ...] = ()


def ask(question: str, *rows: tuple[str, ...], absent: tuple[tuple[str, ...], ...] = (), **params: str) -> Asked:
    return Asked(question, rows, params, absent)


ANSWERS = {
    "Q01": ask("who-met-whom", (TRUMP, "planned"), person=ISHIBA, status="planned"),
    "Q02": ask("when-and-where", ("2025-02-07", "planned"), person=ISHIBA, other=TRUMP),
    "Q03": ask("when-and-where", ("White House", "planned"), person=ISHIBA, other=TRUMP),
    "Q04": ask(
        "when-and-where", ("2025-02-07", "planned"), person=ISHIBA, other=TRUMP, absent=(("2025-02-07", "held"),)
    ),
    "Q05": ask("when-and-where", ("Asahi", "planned"), person=ISHIBA, other=TRUMP),
    "Q06": ask(
        "when-and-where",
        ("strengthening cooperation in the areas of security and the economy", "planned"),
        ("Nippon Steel", "bid", "planned"),
        person=ISHIBA,
        other=TRUMP,
    ),
    "Q07": ask("documents", (ISHIBA, "map", "planned"), ("Abe", "map", TRUMP, "held")),
    "Q08": ask("who-met-whom", ("Benjamin Netanyahu", "held"), person=TRUMP),
    "Q09": ask("documents", (ISHIBA, "joint statement", "alliance", "proposed"), ("golden age", "planned")),
    "Q10": ask("who-met-whom", (TRUMP, "cancelled"), (TRUMP, "postponed"), person=ISHIBA),
    "Q11": ask("history", ("planned", "cancelled", "2024-11"), about=ISHIBA),
    "Q12": ask("phone-calls", (TRUMP, "held", "2024-11-07"), person=ISHIBA),
    "Q13": ask("what-was-said", ("not covered",), speaker=ISHIBA),
    "Q14": ask("who-met-whom", (TRUMP, "planned"), (TRUMP, "cancelled"), person=ISHIBA, absent=((TRUMP, "held"),)),
    "Q15": ask("who-met-whom", ("Masayoshi Son", "held"), ("Sam Altman", "held"), person=ISHIBA),
    "Q16": ask("who-met-whom", ("Akio Toyoda", "held", "sources"), person=ISHIBA),
    "Q17": ask("who-met-whom", ("Benjamin Netanyahu", "held"), person=TRUMP),
    "Q18": ask("who-met-whom", ("Shinzo Abe", "held", "2016"), ("Shinzo Abe", "held", "2017-02-10"), person=TRUMP),
    "Q19": ask("who-met-whom", ("Akie Abe", "held"), ("Melania Trump", "held"), person=TRUMP),
    "Q20": ask("project-partners", ("Oracle",), ("SoftBank Group", "lead"), ("OpenAI", "lead"), project="Stargate"),
    "Q21": ask("who-invests", ("500000000000", "USD", "planned"), investor="Stargate"),
    "Q22": ask("who-invests", ("78000000000000", "JPY", "four years"), investor="SoftBank Group"),
    "Q23": ask("who-invests", ("78000000000000", "JPY", "4988"), investor="SoftBank Group"),
    "Q24": ask("bids", ("14000000000", "blocked"), ("14900000000", "blocked"), buyer="Nippon Steel"),
    "Q25": ask("blocked-deals", ("Joe Biden", "national security", "blocked")),
    "Q26": ask("figures", ("Japan", "U.S. acquisitions", "42000000000", "Dealogic")),
    "Q27": ask("figures", ("Japan", "top foreign investors", "rank")),
    "Q28": ask("offices-of", ("Prime Minister", "Japan", "current"), ("Minister", "former"), person=ISHIBA),
    "Q29": ask("who-holds-office", ("Takeshi Iwaya",), ("Yoshimasa Hayashi",)),
    "Q30": ask("who-holds-office", ("Masayoshi Son", "SoftBank"), ("Sam Altman", "OpenAI"), ("Akio Toyoda", "Toyota")),
    "Q31": ask("offices-of", ("President", "current"), person=TRUMP),
    "Q32": ask("offices-of", ("Sheila Smith", "senior fellow"), ("Takashi Shiraishi", "Kumamoto")),
    "Q33": ask("what-was-said", ("views Japan as important",), speaker="Yoshimasa Hayashi"),
    "Q34": ask("what-was-said", ("seeing Trump",), ("sooner",), ("friendly",), speaker=ISHIBA),
    "Q35": ask("what-was-said", ("significantly negative",)),
    "Q36": ask("what-was-said", ("win-win",), ("commitment",), speaker="Sheila Smith"),
    "Q37": ask("figures", ("8700000000000", "JPY")),
    "Q38": ask("figures", ("8600000000000", "JPY"), ("55000000000", "USD")),
    "Q39": ask("figures", ("54000",)),
    "Q40": ask("trade-measures", ("tariff", "steel", "held"), ("tariff", "Canada", "proposed")),
}


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    chosen = Settings.load({}, store=str(tmp_path_factory.mktemp("samples") / "store"))
    assert pipeline.build([str(SHARED / "articles")], chosen).failures == ()
    return chosen


def answered(asked: Asked, settings: Settings) -> list[Mapping[str, Any]]:
    question = load(resources.path("queries"))[asked.question]
    with open_store(settings.store, read_only=True) as store:
        return list(store.query(bind(question, asked.params, settings.base_iri)).rows)


def holds(row: Mapping[str, Any], cells: tuple[str, ...]) -> bool:
    text = " | ".join(str(value) for name, value in row.items() if name != "sentence").casefold()
    return all(cell.casefold() in text for cell in cells)


def quoted(row: Mapping[str, Any], evidence: list[dict[str, Any]]) -> set[str]:
    """The listed articles in which the row's sentence holds a listed quote, or its span meets one."""
    article = str(row["article"]).rpartition("/")[2]
    return {
        each["file"]
        for each in evidence
        if each["file"].startswith(article)
        and (
            " ".join(each["quote"].split()) in " ".join(str(row["sentence"]).split())
            or (int(row["start"]) < each["end"] and each["begin"] < int(row["end"]))
        )
    }


def verdict(asked: Asked, evidence: list[dict[str, Any]], settings: Settings) -> str:
    rows = answered(asked, settings)
    if missing := [cells for cells in asked.rows if not any(holds(row, cells) for row in rows)]:
        return f"no row with {missing[0]}"
    if wrong := [cells for cells in asked.absent if any(holds(row, cells) for row in rows)]:
        return f"a row with {wrong[0]}"
    right = [row for row in rows if any(holds(row, cells) for cells in asked.rows)]
    return "" if any(quoted(row, evidence) for row in right) else "no listed sentence"


@pytest.mark.parametrize("id", ANSWERS)
def test_is_answered(id: str, settings: Settings) -> None:
    listed = {each["id"]: each for each in json.loads(LISTED.read_text("utf-8"))["questions"]}
    assert verdict(ANSWERS[id], listed[id]["evidence"], settings) == ""
