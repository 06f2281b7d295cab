"""Every relation file finds what its own examples say, and nothing they do not."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from kg import extraction, relations
from kg.errors import RelationError
from kg.extraction.cues import cues
from kg.extraction.literals import LITERALS
from kg.extraction.slots import SLOTS
from kg.model import Extraction
from kg.pipeline.examples import extracted, outcome
from kg.settings import Settings

RELATIONS = relations.load()
EXAMPLES = [(r, e) for r in RELATIONS for e in r.examples]


@pytest.fixture(scope="module")
def extractions() -> dict[str, Extraction]:
    found = extracted([example for _, example in EXAMPLES], RELATIONS, Settings.load({}).model)
    return {each.article.text: each for each in found}


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
    found = outcome(relation, example, extractions[example.text])
    assert found.got == found.wanted


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


@pytest.mark.parametrize(
    ("slot", "message"),
    [
        ("subjekt", "neither a slot nor a preposition; did you mean 'subject'"),
        ("wiht", "did you mean 'with'"),
        ("in|att", "'att' is neither a slot nor a preposition"),
        ("object?zzzz", "kg/relations/README.md has all slots"),
    ],
)
def test_a_slot_that_is_none(tmp_path: Path, slot: str, message: str) -> None:
    (tmp_path / "mine.toml").write_text(
        'class = "Visit"\n[roles.visitor]\ntypes = ["Person"]\n'
        f'[[pattern]]\nid = "go"\nverb = ["go"]\nroles = {{ visitor = ["{slot}"] }}'
    )
    with pytest.raises(RelationError, match=re.escape(message)):
        extraction.check(relations.load(str(tmp_path)))


def test_our_slots_are_known() -> None:
    extraction.check(RELATIONS)


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
