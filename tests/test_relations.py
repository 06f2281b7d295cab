"""Every relation file finds what its own examples say, and nothing they do not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from kg import annotation, extraction, relations
from kg.errors import RelationError
from kg.extraction.cues import cues
from kg.extraction.literals import LITERALS
from kg.extraction.slots import SLOTS
from kg.model import Article, Claim, Extraction
from kg.settings import Settings

RELATIONS = relations.load()
EXAMPLES = [(r, e) for r in RELATIONS for e in r.examples]


@pytest.fixture(scope="module")
def extractions() -> dict[str, Extraction]:
    articles = [
        Article(id=str(n), text=e.text, date=dt.date.fromisoformat(e.date) if e.date else None)
        for n, (_, e) in enumerate(EXAMPLES)
    ]
    documents = annotation.annotate(articles, annotation.load(Settings.load({}).model))
    return {d.article.text: extraction.extract(d, RELATIONS) for d in documents}


def said(claim: Claim, found: Extraction, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """The claim in the terms of an example, as far as the example speaks."""
    names = {e.id: e.name for e in found.entities}
    values: dict[str, Any] = {
        k: sorted(names.get(x, x) for x in v) if isinstance(v, tuple) else v for k, v in claim.roles.items()
    }
    values |= {"status": claim.status, "certainty": claim.certainty}
    values["date"] = str(claim.date.earliest) if claim.date else None
    values["amount"] = int(claim.amount.value) if claim.amount else None
    values["attributed_to"] = sorted(names[x] for x in claim.attributed_to)
    return {key: values.get(key) for key in wanted}


def rows() -> list[Any]:
    return [
        pytest.param(
            r,
            e,
            id=f"{r.name}: {e.text[:60]}",
            marks=[pytest.mark.xfail(strict=True, reason=e.misses)] if e.misses else [],
        )
        for r, e in EXAMPLES
    ]


@pytest.mark.parametrize(("relation", "example"), rows())
def test_example(relation: relations.Relation, example: relations.Example, extractions: dict[str, Extraction]) -> None:
    found = extractions[example.text]
    claims = [c for c in found.claims if c.type == relation.type]
    wanted = [{k: sorted(v) if isinstance(v, list) else v for k, v in row.items()} for row in example.finds]
    empty: Mapping[str, Any] = {}
    got = [said(c, found, w) for c, w in zip(claims, [*wanted, *[empty] * len(claims)], strict=False)]
    assert got == wanted


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("roles = {}", "say which class"),
        ('class = "X"\nklass = 1', "unknown key 'klass'"),
        (
            'class = "X"\n[[pattern]]\nid = "a"\nverb = ["go"]\nroles = { goer = ["subject"] }',
            "role 'goer' is not declared",
        ),
        ('class = "X"\n[[pattern]]\nid = "a"', "an id and one of verb, noun, word, title"),
        ('class = "X"\n[[example]]\ntext = "a"\nfinds = [{ buyer = "b" }]', "an example finds 'buyer'"),
        ("class = ", "not TOML"),
    ],
)
def test_bad_file(tmp_path: Any, source: str, message: str) -> None:
    (tmp_path / "mine.toml").write_text(source)
    with pytest.raises(RelationError, match=message):
        relations.load(str(tmp_path))


@pytest.mark.parametrize(
    "name",
    sorted(
        relations.FILE_KEYS - {"roles", "pattern", "example"}
        | relations.ROLE_KEYS
        | relations.PATTERN_KEYS
        | relations.EXAMPLE_KEYS
        | set(SLOTS)
        | set(LITERALS)
    ),
)
def test_every_key_and_slot_is_in_the_readme(name: str) -> None:
    readme = (Path(relations.__file__).parent / "README.md").read_text("utf-8")
    assert f"`{name}`" in readme, f"kg/relations/README.md: give `{name}` a row in its table"


def test_every_verb_that_takes_a_quotation_is_known_to_introduce_one() -> None:
    listed = cues().reporting | cues().quotative
    slots = {"content", "quotation", "finite", "continuation"}
    verbs = [
        words[0]
        for r in RELATIONS
        for p in r.patterns
        if p.kind == "verb" and any(slots & set(s) for s in p.roles.values())
        for words in p.triggers
    ]
    assert sorted(set(verbs) - listed) == []
