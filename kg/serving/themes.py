"""Under which heading a question stands: the first of ours that one of its tags belongs to."""

from __future__ import annotations

from collections.abc import Iterable

from kg.questions import Question

_THEMES = (
    ("Meetings, calls, visits", {"meetings", "calls", "visits"}),
    ("Money, companies, projects", {"money", "companies", "projects", "figures"}),
    ("Offices and words", {"offices", "statements"}),
    ("Plans, and what became of them", {"dates", "events"}),
    ("How sure, and who says so", set[str]()),
)


def themes(questions: Iterable[Question]) -> dict[str, list[Question]]:
    """By heading, in our order; the last takes what fits no other."""
    found: dict[str, list[Question]] = {heading: [] for heading, _ in _THEMES}
    for question in questions:
        fitting = (heading for heading, tags in _THEMES if not tags or tags & set(question.tags))
        found[next(fitting)].append(question)
    return {heading: each for heading, each in found.items() if each}
