"""What one trigger says: its roles, status, date, sum, place and source, before it is given an id."""

from __future__ import annotations

from kg.extraction.agenda import agenda_of
from kg.extraction.apart import apart
from kg.extraction.candidate import Candidate, complete, enough, said_once
from kg.extraction.cast import Cast
from kg.extraction.companies import modifies
from kg.extraction.cues import words
from kg.extraction.decisions import link
from kg.extraction.fillers import fillers
from kg.extraction.literals import LITERALS
from kg.extraction.naming import is_bygone
from kg.extraction.offices import offices
from kg.extraction.parties import recall, rival
from kg.extraction.slots import fill
from kg.extraction.status import Assessment, assess
from kg.extraction.syntax import Syntax
from kg.extraction.timing import in_time, outlook, share_days
from kg.extraction.triggers import ANY, matches
from kg.extraction.values import amount_of, date_of, place_of
from kg.extraction.wording import Content
from kg.model import NamedEntity
from kg.relations import Pattern, Relation, Role, slot_parts
from kg.terms import is_a


def find_candidates(s: Syntax, cast: Cast, relations: tuple[Relation, ...]) -> list[Candidate]:
    """All candidates of a document in text order, those that fall short too; of names and nouns that are triggers only
    on the chance, those with what they need.
    """
    found: list[Candidate] = []
    for token, relation, pattern in matches(s, relations):
        coerced = len(cast.coerced)
        candidate = _candidate(s, cast, token, relation, pattern, found)
        if candidate is None or not complete(candidate):
            cast.uncoerce(coerced)  # what comes to nothing shows nothing
        if candidate is not None:
            found += apart(s, cast, candidate)
    found += [c for title in s.document.titles for c in offices(s, cast, title, relations)]
    for candidate in found:
        _refit(cast, candidate)
    found = said_once(s, found)
    found.sort(key=lambda c: (c.trigger, c.pattern.rule))
    share_days(s, found)
    link(s, found, found)
    return found


def _refit(cast: Cast, candidate: Candidate) -> None:
    """Without what was shown meanwhile to be of a type that the role has no room for: the firm that seemed a person."""
    for name, refs in candidate.roles.items():
        types = candidate.relation.roles[name].types
        if types and any(r in cast.coerced and not is_a(cast.coerced[r], *types) for r in refs):
            fitting = [r for r in refs if r not in cast.coerced or is_a(cast.coerced[r], *types)]
            candidate.roles[name] = fitting


def _candidate(
    s: Syntax, cast: Cast, trigger: int, relation: Relation, pattern: Pattern, before: list[Candidate]
) -> Candidate | None:
    contents = {name: _content(s, trigger, pattern.roles[name]) for name in pattern.literals}
    if any(name in contents and contents[name] is None for name in pattern.requires):
        return _short(trigger, relation, pattern, {})
    roles = _roles(s, cast, trigger, relation, pattern)
    if _nameless(cast, relation, roles):
        roles = {}
    if not enough(pattern, roles, relation.needed):
        roles |= recall(s, cast, trigger, relation, pattern, before)
        roles |= rival(s, trigger, relation, roles, before)
    if not enough(pattern, roles, relation.needed):
        return _short(trigger, relation, pattern, roles)
    assessment = _assessment(s, trigger, pattern)
    literals: dict[str, str | bool] = dict(pattern.set or {})
    tokens = [trigger]
    spans: tuple[tuple[int, int], ...] = ()
    for name, content in contents.items():
        if content is not None:
            literals[name], spans = content.text, content.spans if content.vouched else ()
            tokens += content.tokens
            if "direct" in relation.roles:
                literals["direct"] = content.direct
    status = _status(s, trigger, relation, pattern, assessment)
    candidate = Candidate(relation, pattern, trigger, roles, literals, assessment, status)
    candidate.tokens = tokens + _argument_tokens(s, trigger, pattern)
    if "amount" in relation.roles:
        candidate.amount = amount_of(s, trigger)
        if candidate.amount is None and _personal(cast, candidate.roles):
            candidate.roles = _without_topics(cast, candidate.roles)
    candidate.spans = spans
    candidate.quoted = tuple(span for content in contents.values() if content for span in content.spans)
    if complete(candidate) and pattern.kind != "mention":
        circumstances(s, cast, candidate)
    return candidate


def _status(s: Syntax, trigger: int, relation: Relation, pattern: Pattern, assessment: Assessment) -> str:
    status = assessment.status or pattern.status or "unknown"
    told = relation.state and pattern.kind == "noun" and not _comes_to(s, trigger)
    if told and (status != "denied" or modifies(s, trigger)):
        status = "former" if is_bygone(s, trigger) else "held"
    elif relation.state and pattern.kind == "mention" and is_bygone(s, *s.kids(trigger, "compound", "nmod"), trigger):
        status = "former"
    past = assessment.soft and assessment.tense == "nearest" and s.is_verb(trigger)
    if status == "planned" and past and not relation.occasion:
        status = "held"  # "was a professor before founding Norda"
    if relation.instant and status == "ongoing":
        status = "planned"
    return _meant(s, trigger, pattern.means, status)


def _comes_to(s: Syntax, noun: int) -> bool:
    """ "Will become a unit of Norda": what is not so yet."""
    return s.lemma[s.head[noun]] == "become" and s.dep[noun] in ("attr", "dobj")


def _meant(s: Syntax, trigger: int, means: str | None, status: str) -> str:
    """What an act done or planned comes to; an office is held, was or will be, by the tense of its verb."""
    if means is None or status not in ("held", "ongoing", "planned"):
        return status
    if means == "current":
        past = any(s.tag[t] == "VBD" for t in (trigger, *s.kids(trigger, "aux", "auxpass")))
        return "future" if status == "planned" else "former" if past else "current"
    coming = means == "former" and status == "planned"  # who will leave has not left
    return "held" if coming else means


def _short(trigger: int, relation: Relation, pattern: Pattern, roles: dict[str, list[int]]) -> Candidate | None:
    """What fell short and why, for whoever asks; nothing for what a name, noun or mere word set off on the chance."""
    if pattern.kind == "mention" or (ANY,) in pattern.triggers or (pattern.kind == "word" and not roles):
        return None
    return Candidate(relation, pattern, trigger, roles, {}, Assessment(None, "past"), "unknown", tokens=[trigger])


def _content(s: Syntax, trigger: int, slots: tuple[str, ...]) -> Content | None:
    return next((c for slot in slots if (c := LITERALS[slot](s, trigger)) is not None), None)


def _assessment(s: Syntax, trigger: int, pattern: Pattern) -> Assessment:
    """What a name says by standing there is not what its verb says, unless the verb says it of its subject."""
    if pattern.kind == "word":
        return Assessment(pattern.status, "future" if pattern.status == "planned" else "past")
    if pattern.kind != "mention":
        return assess(s, trigger, pattern.means == "proposed")
    noun = s.head[trigger]
    if s.mention_heads[trigger].kind == "adjective" and s.dep[noun] in ("attr", "oprd", "acomp"):
        return assess(s, noun)
    return Assessment("held", "past")


def _roles(s: Syntax, cast: Cast, trigger: int, relation: Relation, pattern: Pattern) -> dict[str, list[int]]:
    roles: dict[str, list[int]] = {}
    for name, slots in pattern.roles.items():
        role = relation.roles[name]
        if role.literal:
            continue
        found: list[int] = []
        beside: list[int] = []  # of them, who stands in a slot that asks for another side
        for slot in slots:
            name_, only_short, needed = slot_parts(slot)
            one_sided = bool(needed) and role.min > 1 and set(found) == set(beside)
            if only_short and len(found) >= max(1, role.min) and not one_sided:
                continue
            if needed and not fill(s, trigger, needed):
                continue
            new = [r for r in fillers(s, cast, trigger, name_, role) if r not in found]
            found += new
            beside += new if name_.startswith("with") else []
        if not found and (name, role.min) in relation.needed and name not in pattern.wider:
            return roles  # most words set nothing off: one role that stays empty tells
        if found:
            roles[name] = telling(cast, found, role)
    for name in list(roles):
        wider = relation.roles[name].super
        if wider:
            roles[wider] = list(dict.fromkeys((*roles.get(wider, ()), *roles[name])))
    _part(roles, relation)
    return {name: _parties(cast, refs) if relation.roles[name].min >= 2 else refs for name, refs in roles.items()}


def _parties(cast: Cast, refs: list[int]) -> list[int]:
    """Those who act for themselves; what somebody tells the press is an interview."""
    return [r for r in unrepresented(cast, refs) if not _is_press(cast.entity(r))]


def _is_press(entity: NamedEntity) -> bool:
    return is_a(entity.type, "Organization") and not words().press.isdisjoint(entity.name.lower().split())


def telling(cast: Cast, found: list[int], role: Role) -> list[int]:
    """Without topics beside a name, but a place ("AI investments in China"); without what has no name beside one."""
    less = {"Topic"} if any(not is_a(cast.entity(r).type, "Place", "Topic") for r in found) else set()
    if role.described:
        less.add("Agent")
    return [r for r in found if cast.entity(r).type not in less] or found


def _part(roles: dict[str, list[int]], relation: Relation) -> None:
    """Nobody meets, buys or owns themselves: of the roles that tell situations apart, an entity fills one."""
    taken: set[int] = set()
    for name in relation.merge:
        if name in roles:
            roles[name] = [r for r in roles[name] if r not in taken]
            taken.update(roles[name])


def _nameless(cast: Cast, relation: Relation, roles: dict[str, list[int]]) -> bool:
    """ "A bank bought a rival": nobody in it has a name."""
    if not any(relation.roles[name].described or relation.roles[name].crowd for name in roles):
        return False
    return all(cast.entity(r).type in ("Agent", "Topic") for refs in roles.values() for r in refs)


def _without_topics(cast: Cast, roles: dict[str, list[int]]) -> dict[str, list[int]]:
    return {name: [r for r in refs if cast.entity(r).type != "Topic"] for name, refs in roles.items()}


def _personal(cast: Cast, roles: dict[str, list[int]]) -> bool:
    """People put other things than money into a mere topic: "invested in the story"."""
    return any(cast.entity(r).type == "Person" for refs in roles.values() for r in refs)


def unrepresented(cast: Cast, parties: list[int]) -> list[int]:
    """Without the countries for which another party acts: "the Franco-Swiss talks with Chancellor Dorn" has no
    country in it.
    """
    return [p for p in parties if not cast.represented.get(p, frozenset()) & set(parties)]


def _argument_tokens(s: Syntax, trigger: int, pattern: Pattern) -> list[int]:
    sentence = s.parse.sentence[trigger]
    found: list[int] = []
    for slots in pattern.roles.values():
        for slot in slots:
            if slot not in LITERALS:
                found += [
                    c
                    for t in fill(s, trigger, slot_parts(slot)[0])
                    for c in s.conjuncts(t)
                    if s.parse.sentence[c] == sentence
                ]
    return found


def circumstances(s: Syntax, cast: Cast, candidate: Candidate) -> None:
    """Date, sum and place, as far as the relation has them."""
    roles, trigger = candidate.relation.roles, candidate.trigger
    candidate.date = date_of(s, trigger, outlook(s, candidate), candidate.quoted)
    if not candidate.relation.state:
        candidate.status = in_time(s, candidate)
    if "topic" in roles:
        parties = {r for refs in candidate.roles.values() for r in refs}
        topics = [t for t in agenda_of(s, cast, trigger) if t not in parties]
        candidate.roles |= {"topic": topics} if topics else {}
    if "place" in roles and "place" not in candidate.roles:
        places = place_of(s, cast, trigger, roles["place"], candidate.tokens)
        if places:
            candidate.roles["place"] = places
