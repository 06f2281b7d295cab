"""Headlines are read as prose would write them, and stay as long as they are."""

from __future__ import annotations

import pytest

from kg.annotation.casing import recase

BODY = (
    "Norda Corp. said on Monday that it had agreed to buy Velta Inc. for $2 billion in cash, a deal of the year. "
    "In Oslo, Prime Minister Carl Dorn met President Eva Lund. The talks with Lund went well, Norda said."
)
HEADLINES = [
    ("Norda Agrees To Buy Velta In $2 Billion Deal", "Norda agrees to buy Velta in $2 billion deal"),
    ("NORDA TO BUY VELTA FOR $2 BILLION", "Norda to buy Velta for $2 billion"),
    ("DORN MEETS LUND IN OSLO, U.S. SAYS", "Dorn meets Lund in Oslo, U.S. says"),
    ("SWEDEN'S LUND VISITS OSLO", "Sweden's Lund visits Oslo"),
    ("Velta's iWidget Unit Gets New Owner", "Velta's iWidget Unit gets new Owner"),
    ("Norda agrees to buy Velta", "Norda agrees to buy Velta"),
    ("Carl Dorn", "Carl Dorn"),
    (
        "Velta Talks Went Well In Norda's Year, Monday Berg Said.",
        "Velta talks went well in Norda's year, Monday Berg said.",
    ),
    ("Norda Buys Velta.", "Norda Buys Velta."),
    ("İZMİR TALKS GO WELL", "İZMİR talks GO well"),
]


@pytest.mark.parametrize(("printed", "written"), HEADLINES)
def test_headline(printed: str, written: str) -> None:
    assert recase(f"{printed}\n\n{BODY}") == f"{written}\n\n{BODY}"


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("He met U.S. Officials, and the U.S. Has agreed.", "He met U.S. officials, and the U.S. has agreed."),
        ("Talks of the U.S. And Japan on cars and U.S. Cars.", "Talks of the U.S. and Japan on cars and U.S. cars."),
        ("He left the U.S. Officials said so.", "He left the U.S. Officials said so."),
        ("The U.S. Senate and U.S. Steel said so.", "The U.S. Senate and U.S. Steel said so."),
        ("U.S. Trade Representative on trade.", "U.S. Trade Representative on trade."),
        ("The U.S. Market for U.S. Firms is large.", "The U.S. market for U.S. firms is large."),
        ("The U.S. And U.S. Trade Secretary Carl Dorn agreed.", "The U.S. and U.S. Trade Secretary Carl Dorn agreed."),
        (
            "The U.S. Was told the U.S. Navy left the U.S. He ran.",
            "The U.S. was told the U.S. Navy left the U.S. He ran.",
        ),
        ("The U.S. market is wide in the U.S. Firms said so.", "The U.S. market is wide in the U.S. Firms said so."),
        ("Carl Dorn, U.S. Secretary of State, met U.S. Berg.", "Carl Dorn, U.S. Secretary of State, met U.S. Berg."),
    ],
)
def test_behind_a_country(printed: str, written: str) -> None:
    assert recase(printed) == written


@pytest.mark.parametrize("text", ["", "\n", "A B C", BODY, BODY.upper(), "VELTA TO BUY NORDA", "ﬁ ﬂ ǅ ẞ ŉ İ" * 30])
def test_length_is_kept(text: str) -> None:
    assert len(recase(text)) == len(text)


STOPPED = [
    ("The U.S. Has sold grain. More U.S. Firms said so.", "The U.S. has sold grain. More U.S. firms said so."),
    ("The U.S. And U.S. Trade Secretary Carl Dorn agreed.", "The U.S. and U.S. Trade Secretary Carl Dorn agreed."),
    ("The U.S. Was told the U.S. Navy left the U.S. He ran.", "The U.S. was told the U.S. Navy left the U.S. He ran."),
    ("The U.S. has sold grain in the U.S. Firms said so.", "The U.S. has sold grain in the U.S. Firms said so."),
    ("Carl Dorn, U.S. Secretary of State, met U.S. Berg.", "Carl Dorn, U.S. Secretary of State, met U.S. Berg."),
]


@pytest.mark.parametrize(("printed", "written"), STOPPED)
def test_behind_a_stop(printed: str, written: str) -> None:
    assert recase(printed) == written
