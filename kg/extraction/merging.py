"""Which candidates of one article are about the same situation, and what they say together."""

from __future__ import annotations

from kg.extraction.candidate import Candidate
from kg.extraction.candidates import telling, unrepresented
from kg.extraction.cast import Cast
from kg.extraction.cues import cues, words
from kg.extraction.syntax import Syntax
from kg.extraction.timing import in_time, permitted, presupposed
from kg.model import Date
from kg.terms import is_a

# Of several statuses in one article the most final wins.
FINALITY = ("denied", "cancelled", "blocked", "postponed", "held", "ongoing", "planned", "proposed", "unknown")
HAPPENED = frozenset(("held", "ongoing"))
INTENDED = frozenset(("planned", "proposed", "unknown"))
LEADER = "leader"
STOPPED = frozenset(("cancelled", "blocked", "postponed", "denied"))


def group(s: Syntax, candidates: list[Candidate], cast: Cast) -> list[list[Candidate]]:
    """Candidates of one situation together, situations in order of their first mention."""
    groups: list[list[Candidate]] = []
    alike: dict[str, list[list[Candidate]]] = {}
    for cluster in sorted(_clusters(s, candidates), key=lambda c: c[0].trigger):
        type_ = cluster[0].type
        merged = all(c.relation.merge and c.type == type_ for c in cluster)
        fitting = [g for g in alike.get(type_, ()) if all(_fits(c, g, cast) for c in cluster)] if merged else []
        if fitting:
            max(fitting, key=lambda g: max(_closeness(c, g) for c in cluster)).extend(cluster)
        else:
            groups.append(list(cluster))
            alike.setdefault(type_, []).append(groups[-1])
    return groups


def _clusters(s: Syntax, candidates: list[Candidate]) -> list[list[Candidate]]:
    """What grammar itself says is one: a noun and the noun it refers back to, a verb and the occasion it took place
    at.
    """
    clusters: list[list[Candidate]] = []
    near: dict[object, list[int]] = {}  # sentence and type of members, members that were or had an anaphor -> clusters
    for candidate in candidates:
        keys: list[object] = [(candidate.type, s.parse.sentence[candidate.trigger]), id(candidate)]
        keys += [id(candidate.anaphor_of)] if candidate.anaphor_of is not None else []
        places = sorted({place for key in keys for place in near.get(key, ())})
        home = next((p for p in places if any(_one(s, candidate, other) for other in clusters[p])), len(clusters))
        if home == len(clusters):
            clusters.append([])
        clusters[home].append(candidate)
        for key in keys:
            near.setdefault(key, []).append(home)
    return clusters


def _one(s: Syntax, a: Candidate, b: Candidate) -> bool:
    if a.type != b.type:
        return False
    if a.anaphor_of is b or b.anaphor_of is a:
        return dates_meet(a.date, b.date)
    if s.parse.sentence[a.trigger] != s.parse.sentence[b.trigger]:
        return False
    if a.pattern.kind == "title" and a.roles.get("holder") != b.roles.get("holder"):
        return False  # "Presidents Berg of Ghana and Dorn of Benin"
    apart = a.pattern is b.pattern and any(role.each for role in a.relation.roles.values())
    return (
        (a.trigger == b.trigger and not apart)
        or _occasion(s, a.trigger, b.trigger)
        or _occasion(s, b.trigger, a.trigger)
    )


def _occasion(s: Syntax, noun: int, verb: int) -> bool:
    """ "met for talks with", "hosted him for a dinner with": the noun hangs on the verb as its occasion."""
    preposition = s.head[noun]
    return (s.lower[preposition] in ("for", "in", "at", "over", "during") and s.head[preposition] == verb) or (
        s.dep[noun] == "dobj" and preposition == verb
    )


def _fits(candidate: Candidate, group: list[Candidate], cast: Cast) -> bool:
    first = group[0]
    if first.type != candidate.type or not candidate.relation.merge:
        return False
    roles = dict.fromkeys((*candidate.relation.merge, *first.relation.merge))
    if not all(_same(name, candidate, group, cast) for name in roles):
        return False
    return _dates_meet(candidate, group) and _statuses_meet(candidate, group)


def _same(role: str, candidate: Candidate, group: list[Candidate], cast: Cast) -> bool:
    """Whether what fills a merging role may be the same: literals equal, parties overlapping, one of them silent."""
    if role in candidate.literals or any(role in c.literals for c in group):
        return any(_same_words(role, candidate, c) for c in group)
    mine = set(candidate.roles.get(role, ()))
    theirs = {r for c in group for r in c.roles.get(role, ())}
    declared = candidate.relation.roles.get(role) or group[0].relation.roles[role]  # a merger has no target
    if declared.described:  # "the start-up" may be whichever is named
        mine, theirs = ({r for r in refs if cast.entity(r).type != "Agent"} for refs in (mine, theirs))
    if not mine or not theirs:
        return True
    if declared.min >= 2:
        if candidate.pattern.alone and not all(c.pattern.alone for c in group):
            return _within(mine, theirs, cast)  # on the sidelines of a body's summit others meet
        if not candidate.pattern.alone and all(c.pattern.alone for c in group):
            return _within(theirs, mine, cast)
        return _within(mine, theirs, cast) or _within(theirs, mine, cast)
    return bool(mine & theirs) or _inside(mine, theirs, cast) or _inside(theirs, mine, cast)


def _same_words(role: str, a: Candidate, b: Candidate) -> bool:
    """Equal words; "who heads Norda" is whatever office of Norda the person is said to hold."""
    if (role in (a.pattern.set or {})) != (role in (b.pattern.set or {})):
        return True
    said = {_usual(str(c.literals.get(role, ""))) for c in (a, b)}
    ruling = LEADER in said and said & words().rulers and set(a.roles.get("of", ())) & set(b.roles.get("of", ()))
    return len(said) == 1 or bool(ruling)


def _usual(title: str) -> str:
    """ "Secretary-General" and "secretary general", "premier" and "prime minister" are one office."""
    plain = title.lower().replace("-", " ")
    return cues().office.get(plain, plain)


def is_vague(candidate: Candidate) -> bool:
    """ "Ruritanian leader Anna Berg": an office, but which?"""
    return candidate.literals.get("title") == LEADER


def _within(few: set[int], many: set[int], cast: Cast) -> bool:
    """Whether each of the few is among the many, in person or as the country someone there acts for."""
    return all(p in many or cast.represented.get(p, frozenset()) & many for p in few)


def _inside(places: set[int], countries: set[int], cast: Cast) -> bool:
    """Whether one place lies in a country of the others: who leaves for Austria arrives in Vienna."""
    where = {cast.entity(p).country for p in places if is_a(cast.entity(p).type, "Place")} - {None}
    return bool(where) and any(cast.entity(c).type == "Country" and cast.entity(c).name in where for c in countries)


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
    """What happened and what is intended are two, unless a date says they are one; what was stopped joins an
    intention.
    """
    mine, theirs = _told(candidate), {_told(c) for c in group}
    if mine in ("current", "former", "future"):
        return True
    if mine in HAPPENED:
        return bool(theirs & HAPPENED) or theirs <= {"unknown"} or _dated_alike(candidate, group)
    if mine in STOPPED:
        return mine in theirs or (
            not theirs & HAPPENED and (candidate.type == "Acquisition" or _dated_alike(candidate, group))
        )
    if theirs & STOPPED:
        return candidate.type == "Acquisition" or _dated_alike(candidate, group)
    return not theirs & HAPPENED or mine == "unknown" or _dated_alike(candidate, group)


def _told(candidate: Candidate) -> str:
    """The status, but what a headline tells in the present may have been or be to come: "Berg visits Vienna"."""
    vague = candidate.assessment.present and candidate.date is None and candidate.relation.occasion
    return "unknown" if vague and candidate.status == "held" else candidate.status


def _dated_alike(candidate: Candidate, group: list[Candidate]) -> bool:
    return candidate.date is not None and any(c.date is not None and dates_meet(candidate.date, c.date) for c in group)


def _closeness(candidate: Candidate, group: list[Candidate]) -> tuple[int, int, int]:
    same_date = any(c.date and candidate.date and dates_meet(c.date, candidate.date) for c in group)
    shared = len(
        {r for refs in candidate.roles.values() for r in refs}
        & {r for c in group for refs in c.roles.values() for r in refs}
    )
    return int(same_date), shared, max(c.trigger for c in group)


def status_of(group: list[Candidate]) -> str:
    statuses = [_told(c) for c in group]
    statuses = statuses if set(statuses) - {"unknown"} else [c.status for c in group]
    offices = [s for s in statuses if s in ("current", "former", "future")]
    if offices:
        return max(dict.fromkeys(offices), key=lambda s: (s == "former", offices.count(s), s == "current"))
    intended = [s for s in statuses if s in ("planned", "proposed")]
    if intended and set(statuses) <= INTENDED:
        return max(dict.fromkeys(intended), key=intended.count)
    return min(statuses, key=FINALITY.index)


def settle(s: Syntax, groups: list[list[Candidate]]) -> None:
    """A situation of which the text does not say what became of it takes the status of the nearest one of its
    parties, else what its being known tells.
    """
    for group in groups:
        for candidate in group:
            candidate.status = permitted(s, candidate)
        if any(c.status != "unknown" for c in group):
            continue
        parties = {r for c in group for refs in c.roles.values() for r in refs}
        known = [c for g in groups if g is not group for c in g if c.status in HAPPENED | INTENDED - {"unknown"}]
        first = group[0]
        known = [
            c
            for c in known
            if not c.relation.state and not (_tells(c) and (first.relation.instant or c.status == "ongoing"))
        ]
        shared = [c for c in known if c.type != first.type and parties & {r for refs in c.roles.values() for r in refs}]
        if shared:
            nearest = min(shared, key=lambda c: abs(c.trigger - first.trigger))
            for candidate in group:
                candidate.status = nearest.status
                if candidate.relation.occasion:
                    candidate.status = in_time(s, candidate)
        for candidate in group:
            candidate.status = presupposed(s, candidate)


def _tells(candidate: Candidate) -> bool:
    """Whether it is about words or other situations: that these are held says nothing of what they are about."""
    return any(role.source or role.situation for role in candidate.relation.roles.values())


def roles_of(group: list[Candidate], cast: Cast) -> dict[str, list[int]]:
    """The union of the roles; a name is not listed beside a topic, nor a place beside one that says the same.

    One of two that merge leaves that role when another claim says which is bought.
    """
    roles = {name: role for c in reversed(group) for name, role in c.relation.roles.items()}
    sided = [c for c in group if all(role.min < 2 for role in c.relation.roles.values())]
    placed = {r: name for c in sided for name, refs in c.roles.items() for r in refs}
    merged: dict[str, list[int]] = {}
    for candidate in group:
        for name, refs in candidate.roles.items():
            even = candidate.relation.roles[name].min >= 2
            kept = [r for r in refs if not even or placed.get(r, name) == name]
            merged.setdefault(name, []).extend(r for r in kept if r not in merged[name])
    return {
        n: unrepresented(cast, refs) if roles[n].min >= 2 else telling(cast, refs, roles[n])
        for n, refs in merged.items()
        if refs
    }


def date_of(group: list[Candidate]) -> Date | None:
    """The most precise date."""
    rank = {"day": 0, "range": 1, "month": 2, "year": 3, None: 4}
    dates = [c.date for c in group if c.date is not None]
    return min(dates, key=lambda d: rank[d.precision]) if dates else None
