"""By how many publishers something is reported: those that print the same long sentence have it from one wire."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg.consolidation import names
from kg.model import Evidence
from kg.terms import digest

if TYPE_CHECKING:
    from kg.consolidation.sightings import Report

LONG = 12  # words: two that write on their own seldom find so many in one order


def passage(evidence: Iterable[Evidence]) -> str:
    """What is equal where a claim stands on the same long sentence; empty where its sentences are short."""
    words = max((names.words(each.sentence.text) for each in evidence), key=len, default=())
    return digest(" ".join(words)) if len(words) >= LONG else ""


def count(reports: Iterable[Report]) -> int:
    """Publishers, those of one wire taken as one."""
    passages: dict[str, set[str]] = defaultdict(set)
    groups: dict[str, set[str]] = {}
    for report in reports:
        groups.setdefault(report.publisher, {report.publisher})
        if report.passage:
            passages[report.passage].add(report.publisher)
    for together in passages.values():
        joined = set().union(*(groups[publisher] for publisher in together))
        groups.update(dict.fromkeys(joined, joined))
    return len({id(group) for group in groups.values()})
