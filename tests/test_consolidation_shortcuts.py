"""Which plain triples an event gives."""

from __future__ import annotations

import pytest
from stories import BASE, Say, Who, article

from kg.consolidation import consolidate
from kg.model import Authority

ADA, EVA, G20 = Who("Ada Moreau"), Who("Eva Lindt"), Who("G20", "Organization")


@pytest.mark.parametrize(
    ("status", "parties", "pairs"),
    [
        pytest.param("held", (ADA, EVA), {("ada-moreau", "metWith", "eva-lindt")}, id="two met"),
        pytest.param("planned", (ADA, EVA), {("ada-moreau", "dueToMeet", "eva-lindt")}, id="two are to meet"),
        pytest.param(
            "planned", (ADA, EVA, G20), {("ada-moreau", "dueToMeet", "eva-lindt")}, id="at a summit of the G20"
        ),
        pytest.param("planned", (ADA, G20), set(), id="one comes to the G20"),
        pytest.param("cancelled", (ADA, EVA), set(), id="called off"),
    ],
)
def test_who_meets(status: str, parties: tuple[Who, ...], pairs: set[tuple[str, str, str]]) -> None:
    facts = consolidate([article("a1", Say("Meeting", status, {"participant": parties}))], Authority(), BASE)
    found = {(s.rsplit("/", 1)[-1], how, o.rsplit("/", 1)[-1]) for s, how, o in facts.shortcuts}
    assert found == pairs | {(o, how, s) for s, how, o in pairs}
