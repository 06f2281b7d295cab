"""Who says so: the sources of a claim are those who speak the words it stands in, from the nearest outwards."""

from __future__ import annotations

from kg.extraction.candidate import Candidate
from kg.extraction.cues import words
from kg.extraction.syntax import Syntax


def distinct(s: Syntax, candidates: list[Candidate]) -> list[Candidate]:
    """Without a report of words that another one of the same speaker holds: "in a statement, Berg said …", "said she
    believed …".
    """
    reports = [c for c in candidates if c.spans]
    rank = {id(report): place for place, report in enumerate(reports)}
    holding = _holding(reports)
    return [c for c in candidates if not any(_repeats(s, c, other, rank) for other in holding.get(_first(c), ()))]


def _repeats(s: Syntax, candidate: Candidate, other: Candidate, rank: dict[int, int]) -> bool:
    if candidate is other or candidate.type != other.type:
        return False
    if not set(speakers(candidate)) & set(speakers(other)):
        return False
    if _within(candidate.trigger, other) and s.lemma[candidate.trigger] not in words().opinions:
        return False
    mine, theirs = _tokens(candidate), _tokens(other)
    if mine == theirs:
        return rank[id(other)] < rank[id(candidate)]
    return mine < theirs


def _first(report: Candidate) -> int:
    return report.spans[0][0] if report.spans else -1


def _holding(reports: list[Candidate]) -> dict[int, list[Candidate]]:
    """Token -> the reports in whose words it stands, in the order given."""
    holding: dict[int, list[Candidate]] = {}
    for report in reports:
        for token in _tokens(report):
            holding.setdefault(token, []).append(report)
    return holding


def attribute(s: Syntax, candidates: list[Candidate]) -> None:
    """Give each candidate the speakers in whose reported words it stands; what nobody said is nobody's, and what the
    writer of a report says of a name in passing is the writer's.
    """
    reports = [c for c in candidates if c.spans and c.status != "denied"]
    reports.sort(key=lambda c: (len(_tokens(c)), -len(list(s.ancestors(c.trigger)))))
    holding = _holding(reports)
    for candidate in candidates:
        own = speakers(candidate)
        around = [
            r
            for report in holding.get(candidate.trigger, ())
            if report is not candidate
            if report.literals.get("direct") or not _in_passing(s, candidate)
            for r in speakers(report)
        ]
        candidate.sources = [r for r in dict.fromkeys(around) if r not in own]


def _in_passing(s: Syntax, candidate: Candidate) -> bool:
    """ "President Berg", "met the president, Anna Berg", "the Swiss bank Norda": what stands beside a name; not "is
    president", "is Swiss".
    """
    if candidate.pattern.kind not in ("title", "mention"):
        return False
    if s.dep[candidate.trigger] in ("dobj", "pobj"):
        return any(s.dep[t] == "appos" for t in candidate.tokens)
    return s.dep[candidate.trigger] not in ("attr", "oprd", "acomp", "xcomp", "ccomp", "ROOT")


def speakers(candidate: Candidate) -> list[int]:
    roles = candidate.relation.roles
    return [r for name, refs in candidate.roles.items() if roles[name].source for r in refs]


def _within(token: int, report: Candidate) -> bool:
    return any(first <= token < last for first, last in report.spans)


def _tokens(report: Candidate) -> set[int]:
    return {t for first, last in report.spans for t in range(first, last)}
