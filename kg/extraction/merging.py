"""Which candidates of one article are about the same situation, and what they say together."""

from __future__ import annotations

from kg.extraction.candidates import Candidate
from kg.extraction.cast import Cast
from kg.model import Date
from kg.terms import is_a

# Of several statuses in one article the most final wins (ONTOLOGY.md, "Current status").
FINALITY = ("denied", "cancelled", "blocked", "postponed", "held", "ongoing", "planned", "proposed", "unknown")
HAPPENED = frozenset(("held", "ongoing"))
INTENDED = frozenset(("planned", "proposed", "unknown"))
STOPPED = frozenset(("cancelled", "blocked", "postponed", "denied"))


def group(candidates: list[Candidate], cast: Cast) -> list[list[Candidate]]:
    """Candidates of one situation together, situations in order of their first mention."""
    groups: list[list[Candidate]] = []
    for candidate in candidates:
        home = next((g for g in groups if candidate.anaphor_of is not None and any(candidate.anaphor_of is c for c in g)), None)
        if home is None:
            fitting = [g for g in groups if _fits(candidate, g, cast)]
            home = max(fitting, key=lambda g: _closeness(candidate, g)) if fitting else None
        if home is None:
            groups.append([candidate])
        else:
            home.append(candidate)
    return groups


def _fits(candidate: Candidate, group: list[Candidate], cast: Cast) -> bool:
    first = group[0]
    if first.type != candidate.type or not candidate.relation.merge:
        return False
    if not all(_same(name, candidate, group, cast) for name in candidate.relation.merge):
        return False
    return _dates_meet(candidate, group) and _statuses_meet(candidate, group)


def _same(role: str, candidate: Candidate, group: list[Candidate], cast: Cast) -> bool:
    """Whether what fills a merging role may be the same: literals equal, parties overlapping, one of them silent."""
    if role in candidate.literals or any(role in c.literals for c in group):
        return any(str(candidate.literals.get(role, "")).lower() == str(c.literals.get(role, "")).lower() for c in group)
    mine = set(candidate.roles.get(role, ()))
    theirs = {r for c in group for r in c.roles.get(role, ())}
    if not mine or not theirs:
        return True
    wanted = candidate.relation.roles[role]
    if wanted.min >= 2:
        return mine <= theirs or theirs <= mine
    if mine & theirs:
        return True
    return wanted.topic and all(cast.entity(r).type == "Topic" for r in (mine | theirs)) and False


def _dates_meet(candidate: Candidate, group: list[Candidate]) -> bool:
    return all(dates_meet(candidate.date, c.date) for c in group)


def dates_meet(a: Date | None, b: Date | None) -> bool:
    if a is None or b is None:
        return True
    if a.earliest and a.latest and b.earliest and b.latest:
        return a.earliest <= b.latest and b.earliest <= a.latest
    if a.month_day and b.month_day:
        return a.month_day == b.month_day
    return True


def _statuses_meet(candidate: Candidate, group: list[Candidate]) -> bool:
    """What happened and what is intended are two, unless a date says they are one; what was stopped joins an intention."""
    mine, theirs = candidate.status, {c.status for c in group}
    if mine in ("current", "former", "future"):
        return True
    if mine in HAPPENED:
        return bool(theirs & HAPPENED) or theirs <= {"unknown"} or _dated_alike(candidate, group)
    if mine in STOPPED:
        return mine in theirs or (not theirs & HAPPENED and (candidate.type == "Acquisition" or _dated_alike(candidate, group)))
    if theirs & STOPPED:
        return candidate.type == "Acquisition" or _dated_alike(candidate, group)
    return not theirs & HAPPENED or mine == "unknown" or _dated_alike(candidate, group)


def _dated_alike(candidate: Candidate, group: list[Candidate]) -> bool:
    return candidate.date is not None and any(c.date is not None and dates_meet(candidate.date, c.date) for c in group)


def _closeness(candidate: Candidate, group: list[Candidate]) -> tuple[int, int, int]:
    same_date = any(c.date and candidate.date and dates_meet(c.date, candidate.date) for c in group)
    shared = len({r for refs in candidate.roles.values() for r in refs} & {r for c in group for refs in c.roles.values() for r in refs})
    return int(same_date), shared, max(c.trigger for c in group)


def status_of(group: list[Candidate]) -> str:
    statuses = [c.status for c in group]
    offices = [s for s in statuses if s in ("current", "former", "future")]
    if offices:
        return max(dict.fromkeys(offices), key=lambda s: (offices.count(s), s == "current"))
    return min(statuses, key=FINALITY.index)


def settle(groups: list[list[Candidate]]) -> None:
    """A situation of which the text does not say what became of it takes the status of the nearest one of its parties."""
    for group in groups:
        if any(c.status != "unknown" for c in group):
            continue
        parties = {r for c in group for refs in c.roles.values() for r in refs}
        known = [c for g in groups if g is not group for c in g if c.status in HAPPENED | INTENDED - {"unknown"}]
        shared = [c for c in known if c.relation.merge == group[0].relation.merge or parties & {r for refs in c.roles.values() for r in refs}]
        if shared:
            first = group[0]
            nearest = min(shared, key=lambda c: (c.type != first.type, abs(c.trigger - first.trigger)))
            for candidate in group:
                candidate.status = nearest.status


def roles_of(group: list[Candidate], cast: Cast) -> dict[str, list[int]]:
    """The union of the roles; a name is not listed beside a topic, nor a place beside one that says the same."""
    merged: dict[str, list[int]] = {}
    for candidate in group:
        for name, refs in candidate.roles.items():
            merged.setdefault(name, []).extend(r for r in refs if r not in merged[name])
    return {name: _named_first(refs, cast) for name, refs in merged.items()}


def _named_first(refs: list[int], cast: Cast) -> list[int]:
    named = [r for r in refs if not is_a(cast.entity(r).type, "Topic")]
    return named or refs


def date_of(group: list[Candidate]) -> Date | None:
    """The most precise date."""
    rank = {"day": 0, "range": 1, "month": 2, "year": 3, None: 4}
    dates = [c.date for c in group if c.date is not None]
    return min(dates, key=lambda d: rank[d.precision]) if dates else None
