"""What became of a situation: one mechanism for all relations, so one table for all."""

from __future__ import annotations

import pytest

from kg import relations
from kg.model import Extraction
from kg.pipeline.examples import extracted
from kg.relations import Example
from kg.settings import Settings

CASES = {
    "Carl Dorn said the talks between Austria and Croatia would not be a success.": "planned",
    "The talks between Carl Dorn and Anna Berg were not easy.": "held",
    "A meeting between Carl Dorn and Anna Berg did not take place.": "denied",
    "Officials declined to detail what Carl Dorn and Anna Berg discussed.": "held",
    "The market is watching for a probable meeting between Carl Dorn and Anna Berg.": "proposed",
    "Anna Berg is praising the meeting of Carl Dorn and Emil Falk.": "held",
    "Emil Falk told of the position Austria held before the recent meeting of Carl Dorn and Anna Berg.": "held",
    "President Carl Dorn is actively pursuing a meeting with Anna Berg.": "proposed",
    "Anna Berg accepted an invitation from Carl Dorn to visit Croatia.": "planned",
    "Emil Falk came to brief Carl Dorn on Prime Minister Anna Berg's visit to Croatia last week.": "held",
    "Norda Corp. did not rule out a bid for Velta Inc.": "proposed",
    "Norda Corp. did not exclude a merger with Velta Inc.": "proposed",
    "Norda Corp. is interested in taking a stake in Velta Inc.": "proposed",
    "Norda Corp. has renewed its offer for Velta Inc. which was withdrawn last week.": "proposed",
    "Norda Corp. will not buy Velta Inc. until regulators agree.": "denied",
    "Norda Corp.'s $30 million takeover of Velta Inc. is held up by regulators.": "planned",
    "Norda Corp. accepted Velta Inc.'s $5 million offer.": "planned",
    "Norda Corp. signed a letter of intent to buy Velta Inc.": "planned",
    "Norda Corp. failed in its bid for Velta Inc.": "cancelled",
    "Norda Corp. said talks on the sale of Velta Inc. to Kilo Corp. had broken down.": "cancelled",
}


@pytest.fixture(scope="module")
def extractions() -> dict[str, Extraction]:
    found = extracted(
        [Example(text, (), date="2025-02-05") for text in CASES], relations.load(), Settings.load({}).model
    )
    return {each.article.text: each for each in found}


@pytest.mark.parametrize(("text", "status"), CASES.items())
def test_status(text: str, status: str, extractions: dict[str, Extraction]) -> None:
    situations = ("Meeting", "Call", "Visit", "Acquisition", "Investment")
    assert [e.status for e in extractions[text].events if e.type in situations] == [status]
