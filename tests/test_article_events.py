"""Claims of one article that are one situation: offices told of in several words."""

from __future__ import annotations

import pytest

from kg import relations
from kg.model import Extraction
from kg.pipeline.examples import extracted
from kg.relations import Example
from kg.settings import Settings

CASES = {
    "Austrian leader Anna Berg spoke. Austrian President Anna Berg left.": ["President"],
    "Danish premier Anna Berg spoke. Danish Prime Minister Anna Berg left.": ["premier"],
    "Norda Secretary General Anna Berg spoke. Norda Secretary-General Anna Berg left.": ["Secretary General"],
    "Austrian President Anna Berg was once the foreign minister of Austria.": ["President", "foreign minister"],
    "Opposition leader Anna Berg spoke. Anna Berg is the chancellor of Austria.": ["Opposition leader", "chancellor"],
}


@pytest.fixture(scope="module")
def extractions() -> dict[str, Extraction]:
    found = extracted([Example(text, ()) for text in CASES], relations.load(), Settings.load({}).model)
    return {each.article.text: each for each in found}


@pytest.mark.parametrize(("text", "titles"), CASES.items())
def test_offices(text: str, titles: list[str], extractions: dict[str, Extraction]) -> None:
    events = extractions[text].events
    assert [event.roles["title"] for event in events if event.type == "OfficeHolding"] == titles
