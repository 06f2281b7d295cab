"""By how many publishers something is reported: those that print nearly the same long sentence have it from one wire.

A sentence is known by a few of its runs of words, those of the smallest hash (Broder 1997, "On the resemblance and
containment of documents"): of two sentences that differ in a word or two most are the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING
from zlib import crc32

from kg.consolidation import names
from kg.model import Evidence

if TYPE_CHECKING:
    from kg.consolidation.sightings import Report

LONG = 12  # words: two that write on their own seldom find so many in one order
RUN = 3  # words
KEPT = 12  # runs of a sentence
Passage = tuple[int, ...]  # hashes of runs, sorted


def passage(evidence: Iterable[Evidence]) -> Passage:
    """What is much alike where claims stand on nearly the same long sentence; empty where its sentences are short."""
    words = max((names.words(each.sentence.text) for each in evidence), key=len, default=())
    if len(words) < LONG:
        return ()
    runs = {crc32(" ".join(words[start : start + RUN]).encode()) for start in range(len(words) - RUN + 1)}
    return tuple(sorted(runs)[:KEPT])


def count(reports: Iterable[Report]) -> int:
    """Publishers, those of one wire taken as one."""
    by_passage: dict[Passage, set[str]] = defaultdict(set)
    groups: dict[str, set[str]] = {}
    for report in reports:
        groups.setdefault(report.publisher, {report.publisher})
        if report.passage:
            by_passage[report.passage].add(report.publisher)
    for together in _alike(by_passage):
        joined = set().union(*(groups[publisher] for publisher in together))
        groups.update(dict.fromkeys(joined, joined))
    return len({id(group) for group in groups.values()})


def _alike(by_passage: dict[Passage, set[str]]) -> Iterable[set[str]]:
    """The publishers of each passage, and of each two that share at least half of their runs."""
    holders: dict[int, list[Passage]] = defaultdict(list)
    for passage, publishers in by_passage.items():
        shared = Counter(other for run in passage for other in holders[run])
        near = [other for other, runs in shared.items() if 2 * runs >= min(len(passage), len(other))]
        yield publishers.union(*(by_passage[other] for other in near))
        for run in passage:
            holders[run].append(passage)
