"""Names as they are compared."""

from __future__ import annotations

import pytest

from kg.consolidation import names

SAME = [
    ("organization", "Alpine Bank", "Alpine Bank Group"),
    ("organization", "Alpine Bank", "The Alpine Bank Holdings Ltd."),
    ("organization", "U.S. Copper", "United States Copper Corp."),
    ("organization", "US Copper", "U.S. Copper"),
    ("organization", "Smith & Daughters", "Smith and Daughters Inc"),
    ("organization", "Bank of the Andes", "Bank of Andes"),
    ("organization", "Nestlé", "Nestle S.A."),
    ("person", "Ada B. Moreau", "Ada Moreau"),
    ("person", "Dr. Ada Moreau", "Ada Moreau"),
    ("person", "Iván Prieto Jr.", "Ivan Prieto"),
    ("person", "Ada Moreau’s", "Ada Moreau"),
    ("project", "Project Lighthouse", "the Lighthouse initiative"),
    ("place", "the Netherlands", "Netherlands"),
]
DIFFERENT = [
    ("organization", "Alpine Bank", "Alpine Insurance"),
    ("organization", "Andes Copper", "Andes Copper Engineering"),
    ("person", "Ada Moreau", "Eva Moreau"),
    ("person", "Ada Moreau", "Ada Maria Moreau"),
    ("place", "South Harbour", "Harbour"),
]
TITLES = [
    ("PM", "Prime Minister"),
    ("CEO", "Chief Executive Officer"),
    ("Chief Executive", "CEO"),
    ("Chairwoman", "chairman"),
    ("Defence Minister", "defense minister"),
]


@pytest.mark.parametrize(("family", "one", "other"), SAME)
def test_same_key(family: str, one: str, other: str) -> None:
    assert names.key(family, one) == names.key(family, other)


@pytest.mark.parametrize(("family", "one", "other"), DIFFERENT)
def test_different_key(family: str, one: str, other: str) -> None:
    assert names.key(family, one) != names.key(family, other)


@pytest.mark.parametrize("name", ["Moreau", "Mr Moreau", "Mme.", "李"])
def test_one_word_is_a_surname(name: str) -> None:
    assert names.key("person", name)[0] == "surname"


@pytest.mark.parametrize(("family", "name"), [("organization", "Group"), ("project", "Project"), ("place", "The")])
def test_a_name_never_vanishes(family: str, name: str) -> None:
    assert names.key(family, name)[1]


@pytest.mark.parametrize(("one", "other"), TITLES)
def test_same_title(one: str, other: str) -> None:
    assert names.title(one) == names.title(other)


@pytest.mark.parametrize(
    ("title", "leads"),
    [
        ("president", True),
        ("foreign minister", True),
        ("minister for health", True),
        ("chief executive officer", True),
        ("vice president", False),
        ("deputy prime minister", False),
        ("press secretary", False),
        ("senior fellow", False),
        ("professor", False),
    ],
)
def test_leading(title: str, leads: bool) -> None:
    assert names.is_leading(title) is leads


@pytest.mark.parametrize(
    ("name", "letters"), [("world trade organization", "wto"), ("bank of the andes", ""), ("alpine bank", "")]
)
def test_initials(name: str, letters: str) -> None:
    assert names.initials(name) == letters
