"""Figures that are not money: what the words of a numeral come to."""

from __future__ import annotations

import pytest

from kg.extraction.quantities import number


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("54,000", "54000"),
        ("2.5 million", "2500000"),
        ("two thousand", "2000"),
        ("twelve", "12"),
        ("5,4,000", "None"),
        ("1e9", "None"),
        ("nan", "None"),
        ("hundreds", "None"),
        ("five apples", "None"),
    ],
)
def test_number(written: str, value: str) -> None:
    found = number(written.split())
    assert (f"{found.normalize():f}" if found is not None else "None") == value
