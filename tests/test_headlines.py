"""Events told in one line: by class, status, roles and literals."""

from __future__ import annotations

import pytest

from kg import resources
from kg.pictures.headlines import PATTERNS, headline
from kg.serving.vocabulary import Vocabulary
from kg.terms import KG, STATUSES

MEETING = {"participant": ["Anna Berg", "Carl Dorn"]}
MONEY = {"investor": ["Norda Corp."], "recipient": ["Lindau"], "amount": ["$2 billion"]}
HOSTED = {"host": ["Carl Dorn"], "participant": ["Anna Berg"]}
BID = {"acquirer": ["Norda Corp."], "target": ["Velta Inc."]}
DECISION = {"decider": ["Anna Berg"], "object": ["the sale"]}
OFFICE = {"holder": ["Anna Berg"], "office": ["mayor of Lindau"]}


@pytest.mark.parametrize(
    ("kind", "status", "roles", "literals", "line"),
    [
        ("Meeting", "held", MEETING, {}, "Anna Berg met Carl Dorn"),
        ("Meeting", "planned", HOSTED, {}, "Carl Dorn due to meet Anna Berg"),
        ("Meeting", "cancelled", MEETING, {}, "Meeting of Anna Berg and Carl Dorn called off"),
        ("Meeting", "held", {"participant": list("ABCDEF")}, {}, "A met B, C, D, E and 1 more"),
        ("Investment", "planned", MONEY, {}, "Norda Corp. plans to invest $2 billion in Lindau"),
        ("Investment", "cancelled", MONEY, {}, "Investment by Norda Corp., $2 billion in Lindau, called off"),
        ("Investment", "blocked", {"investor": ["Norda Corp."]}, {}, "Investment by Norda Corp. stopped"),
        ("Acquisition", "blocked", BID, {}, "Bid of Norda Corp. for Velta Inc. blocked"),
        ("Acquisition", "blocked", {"acquirer": ["Norda Corp."]}, {}, "Bid of Norda Corp. blocked"),
        ("Decision", "held", DECISION, {"decisionType": "block"}, "Anna Berg blocked the sale"),
        ("OfficeHolding", "held", OFFICE, {"tenure": "former"}, "Anna Berg was mayor of Lindau"),
        ("Statement", "held", {"speaker": ["Anna Berg"]}, {}, "Anna Berg said"),
        ("Meeting", "held", {}, {}, None),
        ("Dragon", "held", MEETING, {}, None),
    ],
)
def test_headline(
    kind: str, status: str, roles: dict[str, list[str]], literals: dict[str, str], line: str | None
) -> None:
    assert headline(kind, status, roles, literals) == line


def test_whose_page_it_is_leads() -> None:
    assert headline("Meeting", "held", MEETING, first="Carl Dorn") == "Carl Dorn met Anna Berg"


@pytest.mark.parametrize("kind", PATTERNS)
def test_every_pattern_is_of_a_class_its_roles_and_its_statuses(kind: str) -> None:
    known = {iri.removeprefix(KG) for iri in Vocabulary(resources.path("ontology") / "kg.ttl").concepts}
    pattern = PATTERNS[kind]
    roles = {*pattern.subject, *(role for role, _ in pattern.objects)}
    assert ({kind, *roles} - known, set(pattern.verbs) - {*STATUSES, "other"}) == (set(), set())
