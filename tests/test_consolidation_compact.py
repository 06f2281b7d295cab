"""Tables without containers around what is alone: in and out as from plain dictionaries and sets."""

from __future__ import annotations

from typing import Any

import pytest

from kg.consolidation import compact
from kg.consolidation.compact import Many, Rows

SET = [
    pytest.param([("", 1)], {"": 1}, id="the value alone"),
    pytest.param([("x", 1)], {"x": 1}, id="one row with a tag"),
    pytest.param([("", 1), ("x", 2)], {"": 1, "x": 2}, id="two rows"),
    pytest.param([("", 1), ("", 2)], {"": 2}, id="a value replaced"),
    pytest.param([("x", 1), ("x", 2)], {"x": 2}, id="a tagged value replaced"),
    pytest.param([("", 1), ("x", 2), ("x", None)], {"": 1}, id="alone again"),
    pytest.param([("", 1), ("x", 2), ("", None)], {"x": 2}, id="alone again, with a tag"),
    pytest.param([("", 1), ("x", 2), ("y", 3), ("x", None)], {"": 1, "y": 3}, id="two of three"),
    pytest.param([("", 1), ("x", None)], {"": 1}, id="a row that was not there taken away"),
    pytest.param([("x", 1), ("", None)], {"x": 1}, id="a row without a tag that was not there"),
    pytest.param([("", 1), ("", None)], {}, id="nothing left"),
    pytest.param([("", None)], {}, id="nothing from the start"),
    pytest.param([("", 0), ("x", False)], {"": 0, "x": False}, id="values that are false"),
    pytest.param([(("p", 1), ())], {("p", 1): ()}, id="tuples"),
]
MEMBERS = [
    pytest.param([("add", 1)], {1}, id="one"),
    pytest.param([("add", 1), ("add", 1)], {1}, id="one twice"),
    pytest.param([("add", 1), ("add", 2)], {1, 2}, id="two"),
    pytest.param([("add", 1), ("add", 2), ("discard", 1)], {2}, id="alone again"),
    pytest.param([("add", 1), ("discard", 2)], {1}, id="another discarded"),
    pytest.param([("add", 1), ("discard", 1)], set(), id="nothing left"),
    pytest.param([("discard", 1)], set(), id="nothing from the start"),
]


def table(steps: list[tuple[Any, Any]]) -> Rows:
    rows = Rows()
    for tag, value in steps:
        rows.set("key", tag, value)
    return rows


@pytest.mark.parametrize(("steps", "left"), SET)
def test_rows(steps: list[tuple[Any, Any]], left: dict[Any, Any]) -> None:
    assert dict(table(steps).of("key")) == left


@pytest.mark.parametrize(("steps", "left"), SET)
def test_a_row_at_its_tag(steps: list[tuple[Any, Any]], left: dict[Any, Any]) -> None:
    rows = table(steps)
    assert [rows.at("key", tag) for tag in ("", "x", "y", ("p", 1))] == [left.get(t) for t in ("", "x", "y", ("p", 1))]


@pytest.mark.parametrize(("steps", "left"), SET)
def test_a_key_without_rows_is_gone(steps: list[tuple[Any, Any]], left: dict[Any, Any]) -> None:
    assert ("key" in table(steps)) == bool(left)


@pytest.mark.parametrize(("steps", "left"), MEMBERS)
def test_members(steps: list[tuple[str, int]], left: set[int]) -> None:
    many = Many()
    for step, member in steps:
        getattr(many, step)("key", member)
    assert (set(many.of("key")), "key" in many) == (left, bool(left))


def test_nobody_writes_into_what_all_share() -> None:
    assert compact.NOTHING == {}
