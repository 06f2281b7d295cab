"""Marks over a text: every character once, whatever overlaps what."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.serving.cells import day, number, spaced, when
from kg.serving.marking import Mark, marked_sentence, outside, pieces

SPANS = st.lists(st.tuples(st.integers(-2, 40), st.integers(-2, 40), st.sampled_from(["evidence", "mention"])))


@given(st.text(max_size=30), SPANS)
def test_pieces_are_the_text_and_each_has_its_marks(text: str, spans: list[tuple[int, int, str]]) -> None:
    marks = [Mark(start, end, kind) for start, end, kind in spans]
    found = pieces(text, marks)
    inside = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    expected = {(place, mark) for mark in inside for place in range(mark.start, mark.end)}
    covered = {(piece.start + at, mark) for piece in found for at in range(len(piece.text)) for mark in piece.marks}
    assert ("".join(piece.text for piece in found), covered) == (text, expected)


@pytest.mark.parametrize(
    ("begin", "end", "marked"), [(13, 17, "four"), (0, 100, "a four-word sentence"), (200, 210, ""), (10, 10, "")]
)
def test_marked_sentence(begin: int, end: int, marked: str) -> None:
    found = marked_sentence("a four-word sentence", 11, begin, end)
    assert "".join(piece.text for piece in found if "evidence" in piece.kinds) == marked


@pytest.mark.parametrize(
    ("length", "spans", "gaps"),
    [
        (10, [], [(0, 10)]),
        (10, [(0, 10)], []),
        (10, [(2, 4), (3, 6)], [(0, 2), (6, 10)]),
        (10, [(5, 8), (1, 2)], [(0, 1), (2, 5), (8, 10)]),
    ],
)
def test_outside(length: int, spans: list[tuple[int, int]], gaps: list[tuple[int, int]]) -> None:
    assert outside(length, spans) == gaps


@pytest.mark.parametrize(
    ("earliest", "latest", "precision", "month_day", "words"),
    [
        ("2025-02-07", "2025-02-07", "day", None, "7 February 2025"),
        ("2025-02-07", "2025-02-09", "range", None, "7 February 2025 – 9 February 2025"),
        ("2025-02-01", "2025-02-28", "month", None, "February 2025"),
        ("2025-01-01", "2025-12-31", "year", None, "2025"),
        (None, None, None, "--02-07", "7 February, year not known"),
        (None, None, None, None, ""),
    ],
)
def test_when(
    earliest: str | None, latest: str | None, precision: str | None, month_day: str | None, words: str
) -> None:
    assert when(earliest, latest, precision, month_day) == words


@pytest.mark.parametrize(
    ("function", "value", "shown"),
    [
        (day, "soon", "soon"),
        (day, "--99-99", "--99-99"),
        (number, "1234567.5", "1,234,567.5"),
        (number, "-1000", "-1,000"),
        (number, "many", "many"),
        (spaced, "sourceName", "source name"),
    ],
)
def test_values_on_a_page(function, value: str, shown: str) -> None:  # type: ignore[no-untyped-def]
    assert function(value) == shown
