"""Under which heading a question stands: the first of ours that one of its tags belongs to."""

from __future__ import annotations

from collections.abc import Iterable

from kg.questions import Question

_THEMES = (
    ("Meetings, calls, visits", ("meetings", "calls", "visits")),
    ("Money, companies, projects", ("money", "companies", "projects", "figures")),
    ("Offices and words", ("offices", "statements")),
    ("Plans, and what became of them", ("dates", "events")),
    ("How sure, and who says so", ()),
)


def themes(questions: Iterable[Question]) -> dict[str, list[Question]]:
    """By heading, in our order of tags, those with fewer tags first; the last takes what fits no other."""
    found: dict[str, list[tuple[int, Question]]] = {heading: [] for heading, _ in _THEMES}
    for question in questions:
        for heading, tags in _THEMES:
            place = next((place for place, tag in enumerate(tags) if tag in question.tags), None)
            if place is not None or not tags:
                found[heading].append((place or 0, question))
                break
    general = {heading: sorted(each, key=lambda one: (one[0], len(one[1].tags))) for heading, each in found.items()}
    return {heading: [question for _, question in each] for heading, each in general.items() if each}
