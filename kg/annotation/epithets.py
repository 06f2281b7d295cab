"""Which company, country, city or project a definite description stands for: "the Graz-based chipmaker"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.annotation.discourse import SUBJECTS, WINDOW, Discourse
from kg.annotation.words import table, words
from kg.model import Mention, NamedEntity

CLEAR = 0.15  # by how much the best must lead
SPOKE = 1.2  # what it counts for "the company said" that a company spoke before
LONGEST = 8  # tokens between the determiner and the noun
INSIDE = frozenset(("CD", "JJ", "NN", "HYPH", "VBN", "RB", "NNS"))
INSTITUTIONS = words("bodies", "words", "government_last") | words("bodies", "words", "organization_last")
REPORTS, SAYING = words("coreference", "citing"), words("coreference", "saying")
TELLING = SAYING - {"announce", "report", "claim", "ask"}  # "Norda has announced a pump" is no speech
ARGUMENTS = frozenset((*SUBJECTS, "dobj", "dative", "agent"))


def find_epithet(d: Discourse, t: int) -> Mention | None:
    """A mention of what was named before; it covers the noun alone where names stand inside the description."""
    parse, lower = d.text.parse, d.text.lower
    types = _types(lower[t])
    if not types or parse.head[t] == t or parse.dep[t] == "compound":
        return None
    further = [c for c in parse.children[t] if parse.dep[c] in ("relcl", "prep", "appos", "acl")]
    if any(not _places(d, c) for c in further):
        return None
    if t + 1 in d.covered and lower[t + 1] not in ("'s", "'"):
        return None  # "the carmaker Toyota": the name follows
    if lower[t] == "group" and (groups := [u for u in range(t + 1) if lower[u] == "group" and _is_of_investors(d, u)]):
        return _find_leaders(d, t, groups)
    first = _opening(d, t, ("the", "this") if "Company" in types else ("the",))
    if first is None:
        return None
    country = next((d.entities[m.entity].name for m in _inside(d, first, t) if m.kind == "adjective"), None)
    entity = _antecedent(d, types, t, country)
    if entity is None:
        return None
    return Mention(t if any(u in d.covered for u in range(first, t)) else first, t + 1, t, entity, "description")


def _is_of_investors(d: Discourse, t: int) -> bool:
    """ "a group led by Jane Doe", "the Doe group", "the management group": some who buy together, of no name."""
    parse, lower = d.text.parse, d.text.lower
    if parse.dep[t] in ("attr", "compound") or t in d.covered:
        return False
    if lower[t - 1] in words("coreference", "investors"):
        return True
    if parse.dep[t] == "appos" or any(parse.dep[c] == "appos" and c in d.at_head for c in parse.children[t]):
        return False
    article = any(lower[c] in ("a", "an") for c in parse.children[t] if c < t)
    of_investors = lower[t + 1] == "of" and lower[t + 2] in words("coreference", "investors")
    return (article and (of_investors or lower[t + 1] in words("coreference", "joined"))) or bool(_leaders(d, t))


def _find_leaders(d: Discourse, t: int, groups: Sequence[int]) -> Mention | None:
    """ "The group" as those who lead it, where all that is called so is led by the same."""
    leaders = {named for u in groups if (named := _leaders(d, u))}
    first = _opening(d, t, ("the", "this"))
    if len(leaders) != 1 or first is None or d.text.lower[t - 1] == "management":
        return None
    named = next(iter(leaders))
    return Mention(first, t + 1, t, named[0], "description", named if len(named) > 1 else ())


def _leaders(d: Discourse, t: int) -> tuple[int, ...]:
    """Who leads a group: "led by Doe and Roe Inc", "the Doe group"."""
    parse = d.text.parse
    agents = [c for verb in parse.children[t] if d.text.lower[verb] in ("led", "headed") for c in parse.children[verb]]
    named = [e for c in agents if parse.dep[c] == "agent" for e in _named(d, c, t)]
    before = [d.at_head[c].entity for c in parse.children[t] if c < t and c in d.at_head]
    named += [e for e in before if d.entities[e].type == "Person"]
    return tuple(dict.fromkeys(named))


def _places(d: Discourse, preposition: int) -> bool:
    """ "the agency in Springfield": where it is told there, not which agency is meant."""
    place = next(iter(d.text.parse.children[preposition]), -1)
    reach = (d.at_head[t] for t in range(place, place + 3) if t in d.at_head)  # of "Graz, St." the region is the head
    at = next((m for m in reach if m.first <= place), None)
    return d.text.lower[preposition] == "in" and at is not None and d.entities[at.entity].type in ("City", "Place")


def _types(noun: str) -> Sequence[str]:
    found: Sequence[str] | None = table("coreference")["descriptions"].get(noun)
    return found or (("Company",) if noun.endswith("maker") and noun not in words("coreference", "people") else ())


def _opening(d: Discourse, t: int, determiners: tuple[str, ...]) -> int | None:
    """Where the determiner opens the noun phrase; None where its words say that it is another one, or name it."""
    parse, lower = d.text.parse, d.text.lower
    for u in range(t - 1, max(-1, t - LONGEST - 1), -1):
        if lower[u] in determiners and parse.tag[u] == "DT":
            names = [m for m in _inside(d, u, t) if m.kind != "adjective" and parse.tag[m.head] != "JJ"]
            return u if all(_is_seat(d, m, t) for m in names) else None
        if u in d.covered:
            continue
        if parse.tag[u] not in INSIDE or lower[u] != parse.word[u] or lower[u] in words("coreference", "another"):
            return None
    return None


def _inside(d: Discourse, first: int, last: int) -> list[Mention]:
    return [d.at_head[u] for u in range(first, last) if u in d.at_head]


def _is_seat(d: Discourse, mention: Mention, t: int) -> bool:
    """ "Graz" in "the Graz-based company"."""
    return d.text.lower[mention.last : mention.last + 2] == ["-", "based"] and mention.last + 2 <= t


def _antecedent(d: Discourse, types: Sequence[str], t: int, country: str | None) -> int | None:
    """What was called so, or else who was named last, as a subject and most often; None where two fit as well."""
    parse = d.text.parse
    row = parse.sentence[t]
    barred = set(_fellows(d, t))
    called = {e for at, e in d.called.get(d.text.lower[t], ()) if at < t} - barred
    if len(called) == 1:
        return next(iter(called))
    scores: dict[int, float] = {}
    speaks = parse.dep[t] in SUBJECTS and parse.lemma[parse.head[t]] in SAYING
    for mention in reversed(d.seen):
        distance = row - parse.sentence[mention.first]
        if distance > WINDOW or (distance > 1 and "Country" in types):
            break
        entity = d.entities[mention.entity]
        if (
            not _admits(types, entity, d.text.lower[t])
            or mention.plural
            or mention.kind == "adjective"
            or mention.entity in barred
        ):
            continue
        if country and entity.country and entity.country != country:
            continue
        if not called or mention.entity in called:
            score = _score(d, mention, distance) + SPOKE * (speaks and _speaks(d, mention))
            scores[mention.entity] = max(scores.get(mention.entity, -9.0), score)
    ordered = sorted(scores, key=lambda e: (-scores[e], e))
    if len(ordered) > 1 and scores[ordered[0]] - scores[ordered[1]] < CLEAR:
        return None
    return ordered[0] if ordered else None


def _admits(types: Sequence[str], entity: NamedEntity, noun: str) -> bool:
    """No commission, court or union is "the company", though it may be "the group", and a fund is both."""
    if entity.type not in types or entity.type == "Company" or types[0] != "Company" or noun == "group":
        return entity.type in types
    head = re.split(" of | for ", entity.name)[0].split()[-1]
    return head not in INSTITUTIONS or head == "Fund"


def _score(d: Discourse, mention: Mention, distance: int) -> float:
    """Nearer, as a subject, and named more often in the article; who reports something reports on others."""
    parse = d.text.parse
    score = -1.0 * distance + 0.1 * min(d.named[mention.entity], 8)
    if parse.dep[mention.head] not in SUBJECTS:
        return score
    return score + (0.2 if parse.lemma[parse.head[mention.head]] in REPORTS else 1.0)


def _speaks(d: Discourse, mention: Mention) -> bool:
    parse = d.text.parse
    return parse.dep[mention.head] in SUBJECTS and parse.lemma[parse.head[mention.head]] in TELLING


def _fellows(d: Discourse, t: int) -> Iterator[int]:
    """Whom the description cannot be: the other parties of its clause ("Norda bought the company")."""
    parse = d.text.parse
    if parse.dep[t] == "poss":  # "the company's bid for Norda"
        for child in parse.children[parse.head[t]]:
            if parse.dep[child] == "prep":
                yield from _named(d, child, t)
        yield from _owner_told(d, t)
        return
    node = t
    while parse.pos[node] not in ("VERB", "AUX"):
        if parse.dep[node] in ("relcl", "appos") or parse.head[node] == node:
            return
        node = parse.head[node]
    for child in parse.children[node]:
        if parse.dep[child] in ARGUMENTS:
            yield from _named(d, child, t)
    while not any(parse.dep[c] in SUBJECTS for c in parse.children[node]):
        if parse.dep[node] not in ("xcomp", "acl", "conj", "advcl", "pcomp", "dobj", "prep", "pobj"):
            return
        node = parse.head[node]
    for child in parse.children[node]:
        if parse.dep[child] in SUBJECTS:
            yield from _named(d, child, t)


def _owner_told(d: Discourse, t: int) -> Iterator[int]:
    """The subject of the clause, which would be "its": "Norda will watch the company's performance"."""
    parse = d.text.parse
    node = parse.head[t]
    while parse.pos[node] not in ("VERB", "AUX") or parse.dep[node] == "prep":
        if parse.dep[node] in (*SUBJECTS, "relcl", "appos", "conj") or parse.head[node] == node:
            return
        node = parse.head[node]
    for child in parse.children[node]:
        if parse.dep[child] in SUBJECTS:
            yield from _named(d, child, t)


def _named(d: Discourse, node: int, t: int) -> Iterator[int]:
    parse = d.text.parse
    stack = [node]
    while stack:
        node = stack.pop()
        if node != t and node in d.at_head:
            yield d.at_head[node].entity
        stack += [c for c in parse.children[node] if parse.dep[c] in ("conj", "pobj") and c != t]
