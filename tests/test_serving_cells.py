"""How days are shown on a page."""

from __future__ import annotations

import pytest

from kg.serving.cells import interval, written


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2025-02-07", "7 February 2025"),
        ("--02-07", "7 February"),
        ("2025-02-07/2025-02-09", "7 February 2025 – 9 February 2025"),
        ("../2025-02-07", "until 7 February 2025"),
        ("2025-02-07/..", "from 7 February 2025"),
    ],
)
def test_an_interval(value: str, shown: str) -> None:
    assert interval(value) == shown


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        (None, None, ""),
        ("2025-02-04", "2025-02-04", "written 4 February 2025 (inferred)"),
        ("2025-02-04", "2025-02-07", "written 4 February 2025 – 7 February 2025 (inferred)"),
        (None, "2025-02-07", "written until 7 February 2025 (inferred)"),
        ("2025-02-04", None, "written from 4 February 2025 (inferred)"),
    ],
)
def test_when_an_article_was_written(first: str | None, last: str | None, shown: str) -> None:
    assert written(first, last) == shown
