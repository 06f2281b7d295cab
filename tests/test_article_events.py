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

MERGERS = {
    "Norda Corp. and Velta Inc. signed a merger agreement. Norda Corp. will pay $20 million for Velta Inc.": (1, 1),
    "Norda Corp. and Velta Inc. signed a merger agreement. Norda Corp. and Velta Inc. will merge in May.": (2, 0),
    "Norda Corp. and Velta Inc. signed a merger agreement. Norda Corp.'s merger with Velta Inc. is due in May.": (1, 1),
}


@pytest.fixture(scope="module")
def extractions() -> dict[str, Extraction]:
    found = extracted([Example(text, ()) for text in (*CASES, *MERGERS)], relations.load(), Settings.load({}).model)
    return {each.article.text: each for each in found}


@pytest.mark.parametrize(("text", "titles"), CASES.items())
def test_offices(text: str, titles: list[str], extractions: dict[str, Extraction]) -> None:
    events = extractions[text].events
    assert [event.roles["title"] for event in events if event.type == "OfficeHolding"] == titles


@pytest.mark.parametrize(("text", "sides"), MERGERS.items())
def test_mergers(text: str, sides: tuple[int, int], extractions: dict[str, Extraction]) -> None:
    """Who merges with whom, once told who buys whom, is one deal with its two sides apart."""
    deals = [event.roles for event in extractions[text].events if event.type == "Acquisition"]
    assert [(len(roles["acquirer"]), len(roles.get("target", ()))) for roles in deals] == [sides]
