"""What may not come in: each rule that is broken is named, and a sound article comes in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from stories import BASE, Say, Who, article, meeting, money

from kg import mapping, resources
from kg.admission import faults
from kg.terms import KG

SHAPES = resources.path("ontology") / "shapes.ttl"
PAGE = article(
    "a1",
    meeting("planned", Who("Anna Berg"), Who("Carl Dorn"), by=(Who("officials", "Agent"),)),
    Say("Acquisition", "held", {"acquirer": (Who("Norda Corp.", "Company"),)}, amount=money(5)),
    date="2031-03-07",
)
SOUND = mapping.to_quads(PAGE, BASE)
Change = Callable[[str], str]


def without(prop: str) -> Change:
    return lambda quads: "".join(line for line in quads.splitlines(True) if f"/ns#{prop}> " not in line)


def instead(old: str, new: str) -> Change:
    return lambda quads: quads.replace(old, new, 1)


BROKEN: dict[str, tuple[Change, str]] = {
    "no evidence": (without("evidence"), "A claim stands on at least one span"),
    "no status": (without("claimedStatus"), "exactly one status"),
    "a status nobody knows": (instead("status#Planned", "status#Perhaps"), "exactly one status"),
    "no rule": (without("rule"), "names the rule"),
    "a rule that is a number": (instead('"test.rule"', '"5"^^<http://www.w3.org/2001/XMLSchema#integer>'), "the rule"),
    "a currency in words": (instead('"USD"', '"dollars"'), "an ISO 4217 code"),
    "a value in words": (without("value"), "one decimal value"),
    "a filler nobody names": (instead(f"<{KG}acquirer> <{BASE}article/a1#entity-", f"<{KG}acquirer> <x:"), "A role of"),
    "a name that is empty": (instead('ns#name> "Anna Berg"', 'ns#name> ""'), "has a name"),
    "a day that is none": (instead('"2031-03-07"^^<http://www.w3.org/2001/XMLSchema#date>', '"2031-03"'), "one day"),
    "an end before the beginning": (instead('endIndex> "', 'endIndex> "-'), "before it ends"),
    "two names": (lambda quads: quads + quads.replace("Norda Corp.", "Velta Inc."), "has a name"),
}


def test_a_sound_article_comes_in() -> None:
    assert faults(PAGE, SOUND, SHAPES) == []


@pytest.mark.parametrize(("change", "message"), BROKEN.values(), ids=BROKEN)
def test_what_is_broken_is_named(change: Change, message: str) -> None:
    found = faults(PAGE, change(SOUND), SHAPES)
    assert any(message in line for line in found), found


def test_words_that_are_not_in_the_text() -> None:
    moved = replace(PAGE, article=replace(PAGE.article, text=f"So: {PAGE.article.text}"))
    assert any(line.startswith("characters ") for line in faults(moved, SOUND, SHAPES))
