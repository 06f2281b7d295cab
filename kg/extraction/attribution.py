"""Who says so: the sources of a claim are those who speak the words it stands in, from the nearest outwards."""

from __future__ import annotations

from kg.extraction.candidate import Candidate
from kg.extraction.syntax import Syntax


def distinct(candidates: list[Candidate]) -> list[Candidate]:
    """Without a report of words that another one of the same speaker holds: "in a statement, Berg said …"."""
    reports = [c for c in candidates if c.spans]
    return [c for c in candidates if not any(_repeats(c, other, reports) for other in reports)]


def _repeats(candidate: Candidate, other: Candidate, reports: list[Candidate]) -> bool:
    if candidate is other or not candidate.spans or candidate.type != other.type:
        return False
    if not set(speakers(candidate)) & set(speakers(other)) or _within(candidate.trigger, other):
        return False
    mine, theirs = _tokens(candidate), _tokens(other)
    if mine == theirs:
        return reports.index(other) < reports.index(candidate)
    return mine < theirs


def attribute(s: Syntax, candidates: list[Candidate]) -> None:
    """Give each candidate the speakers in whose reported words it stands; what nobody said is nobody's, and what the
    writer of a report says of a name in passing is the writer's.
    """
    reports = [c for c in candidates if c.spans and c.status != "denied"]
    reports.sort(key=lambda c: (len(_tokens(c)), -len(list(s.ancestors(c.trigger)))))
    for candidate in candidates:
        own = speakers(candidate)
        around = [
            r
            for report in reports
            if report is not candidate and _within(candidate.trigger, report)
            if report.literals.get("direct") or not _in_passing(s, candidate)
            for r in speakers(report)
        ]
        candidate.sources = [r for r in dict.fromkeys(around) if r not in own]


def _in_passing(s: Syntax, candidate: Candidate) -> bool:
    """ "President Berg", "the Swiss bank Norda": what stands beside a name; not "is president", "is Swiss"."""
    beside = candidate.pattern.kind in ("title", "mention")
    return beside and s.dep[candidate.trigger] not in (
        "attr",
        "oprd",
        "acomp",
        "dobj",
        "pobj",
        "xcomp",
        "ccomp",
        "ROOT",
    )


def speakers(candidate: Candidate) -> list[int]:
    roles = candidate.relation.roles
    return [r for name, refs in candidate.roles.items() if roles[name].source for r in refs]


def _within(token: int, report: Candidate) -> bool:
    return any(first <= token < last for first, last in report.spans)


def _tokens(report: Candidate) -> set[int]:
    return {t for first, last in report.spans for t in range(first, last)}
