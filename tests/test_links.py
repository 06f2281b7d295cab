"""Which item of Wikidata a name is linked to, and when it is better left alone."""

from __future__ import annotations

import re

import pytest
from annotated import document

from kg.annotation.words import rows, table

LINKED = [
    ("Anna Berg flew to Paris on Monday.", "Paris", "Q90"),
    ("Anna Berg flew to Portland, Oregon.", "Portland", "Q6106"),
    ("Anna Berg lives in Portland, Maine.", "Portland", None),
    ("Anna Berg lives in London, Ontario.", "London", None),
    ("The minister met officials in Milan, Italy, on Monday.", "Milan", "Q490"),
    ("Georgia signed the agreement in Tbilisi on Monday.", "Georgia", "Q230"),
    ("The plant in Georgia will cost $2 billion, Norda Corp. said.", "Georgia", None),
    ("Officials in Atlanta, Denver and Georgia met Anna Berg.", "Georgia", "Q1428"),
    ("The Netherlands signed the agreement on Monday.", "Netherlands", "Q55"),
    ("England coach Carl Dorn said on Monday that he was satisfied.", "England", None),
    ("Officials from England met Anna Berg on Monday.", "England", "Q21"),
    (
        "Norda Corp. sued the Securities and Exchange Commission in May.",
        "Securities and Exchange Commission",
        "Q953944",
    ),
    ("Ford Motor Co. said it would buy Velta Inc.", "Ford Motor Co.", "Q44294"),
    ("The Ford Foundation said it would support Velta Inc.", "Ford Foundation", None),
    ("Germany and France will decide. The U.S. Navy said it had no comment.", "Navy", "Q11220"),
    ("The Indian Navy said that India, not Pakistan, sent the ships.", "Navy", None),
    ("Greenpeace Austria criticised Norda Corp. on Monday.", "Greenpeace Austria", None),
    ("Barack Obama met Anna Berg on Monday.", "Barack Obama", "Q76"),
    ("Norda Corp. makes ambient pressure (AP) sensors. The AP sensors sell well.", "AP", None),
]


@pytest.mark.parametrize(("text", "name", "item"), LINKED)
def test_link(text: str, name: str, item: str | None) -> None:
    found = [e.exact_match for e in document(text).entities if name in (e.name, *e.aliases)]
    assert [(match or "").rpartition("/")[2] or None for match in found] == [item]


def _items() -> list[str]:
    own = table("items")
    places = [item for kind in ("cities", "american") for group in own[kind].values() for item in group.values()]
    bodies = [item for group in own["bodies"].values() for item in group]
    return [*places, *bodies, *own["regions"].values(), *own["organizations"], *own["people"]]


@pytest.mark.parametrize("table_name", ["items", "brands", "countries", "regions"])
def test_items_are_well_formed(table_name: str) -> None:
    column = {"brands": 1, "countries": 1, "regions": 2}
    items = _items() if table_name == "items" else [row[column[table_name]] for row in rows(table_name)]
    assert [item for item in items if not re.fullmatch(r"Q[1-9]\d*", item)] == []
