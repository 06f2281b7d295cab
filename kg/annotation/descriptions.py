"""Which named entity a description stands for: "the prime minister", "the government", "both nations"."""

from __future__ import annotations

from dataclasses import replace

from kg.annotation.agents import government
from kg.annotation.bindings import Binding
from kg.annotation.discourse import SUBJECTS, WINDOW, Discourse
from kg.annotation.epithets import find_epithet
from kg.annotation.pronouns import find_pronoun
from kg.annotation.words import table, words
from kg.model import Mention, NamedEntity


def find_office(d: Discourse, binding: Binding) -> Mention | None:
    """ "the prime minister", "the U.S. president", "the two leaders"."""
    phrase = binding.phrase
    parse, lower = d.text.parse, d.text.lower
    if phrase.plural:
        before = lower[phrase.first - 1] if phrase.first else ""
        if binding.of or before not in ("the", "both", "two"):
            return None
        return _pair(
            d,
            phrase.first,
            phrase.last,
            phrase.last - 1,
            phrase.key + "s" if not phrase.key.endswith("s") else phrase.key,
        )
    if binding.determiner not in ("the", "'s") and not binding.of:
        return None
    if binding.owner is not None or (
        phrase.after < len(parse)
        and lower[phrase.after] in ("'s", "'")
        and lower[phrase.after + 1 : phrase.after + 2] == ["office"]
    ):
        return None
    person = _holder(d, binding)
    if person is None:
        return None
    head = next(
        (t for t in range(phrase.last - 1, phrase.first - 1, -1) if not phrase.first <= parse.head[t] < phrase.last),
        phrase.last - 1,
    )
    first = (
        phrase.first - 1
        if phrase.first and lower[phrase.first - 1] == "the" and phrase.first - 1 not in d.covered
        else phrase.first
    )
    return Mention(first, phrase.last, head, person, "description")


def _holder(d: Discourse, binding: Binding) -> int | None:
    key, of = binding.phrase.key, set(binding.of)
    holders: dict[int, set[str]] = {}
    for other in d.bindings:
        if not other.holders or not _same_office(key, other.phrase.key):
            continue
        if of and other.of and not of & set(other.of):
            continue
        if of and not other.of:
            continue
        holders.setdefault(other.holders[0], set()).add(other.tenure or "current")
    if key in ("leader", "prime minister", "president") and of and not holders:
        return None
    if binding.tenure == "former" and any("former" in t for t in holders.values()):
        holders = {h: t for h, t in holders.items() if "former" in t}
    elif any("former" not in t for t in holders.values()):
        holders = {h: t for h, t in holders.items() if "former" not in t}
    if len(holders) < 2:
        return next(iter(holders), None)
    ordered = sorted(holders, key=lambda h: (-d.named[h], h))
    if d.named[ordered[0]] >= 2 * d.named[ordered[1]]:
        return ordered[0]
    recent = [m.entity for m in reversed(d.seen) if m.entity in holders]
    return recent[0] if recent else None


def find_description(d: Discourse, t: int) -> Mention | None:
    parse, lower = d.text.parse, d.text.lower
    noun = lower[t]
    if noun in ("government", "administration", "authorities"):
        return _government(d, t)
    if noun == "ministry" and lower[t - 1] in words("titles", "fields", "words") and lower[t - 1] != "the":
        return _ministry(d, t)
    first = t
    while (
        first > 0
        and first > t - 3
        and first - 1 not in d.covered
        and parse.tag[first - 1] in ("CD", "JJ", "NN")
        and parse.head[first - 1] == t
    ):
        if parse.word[first - 1][0].isupper():
            return None  # "the Liberal party" is named
        first -= 1
    before = lower[first - 1] if first else ""
    if noun in table("coreference")["pairs"]:
        if before in ("both", "the") and (before == "both" or lower[first] == "two" or noun == "leaders"):
            return _pair(d, first - 1, t + 1, t, noun)
        return None
    return find_epithet(d, t)


def find_two(d: Discourse, t: int) -> Mention | None:
    """ "Doe praised Roe. The two will meet …", "the pair": no number of things."""
    if d.text.lower[t - 1] != "the" or d.text.parse.dep[t] not in SUBJECTS:
        return None
    they = find_pronoun(d, t, "plural")
    return replace(they, first=t - 1) if they is not None and len(they.plural) == 2 else None


def _pair(d: Discourse, first: int, last: int, head: int, noun: str) -> Mention | None:
    """The two most named of the kind, where a third is clearly less so."""
    types = table("coreference")["pairs"].get(noun)
    of_others = d.text.lower[last : last + 1] == ["of"] and not d.covered.isdisjoint((last + 1, last + 2))
    if types is None or of_others:  # "the leaders of Ruritania and Freedonia"
        return None
    while first > 0 and first - 1 not in d.covered and d.text.lower[first - 1] in ("the", "two", "both"):
        first -= 1
    if types == ["leader"]:
        leading = words("coreference", "same_office", "leading")
        holders = {h for b in d.bindings for h in b.holders if b.phrase.key in leading}
        pair = _together(d, first, holders)
        if pair:
            return Mention(first, last, head, pair[0], "description", pair)
        pool = {h for b in d.bindings for h in b.holders if b.phrase.key in leading and b.tenure != "former"}
    else:
        pool = {e for e in d.named if d.entities[e].type in types}
    seen = {m.entity for m in d.seen}
    ordered = sorted(pool & seen, key=lambda e: (-d.named[e], e))
    if len(ordered) < 2 or (len(ordered) > 2 and d.named[ordered[1]] <= d.named[ordered[2]]):
        return None
    pair = tuple(sorted(ordered[:2]))
    return Mention(first, last, head, pair[0], "description", pair)


def _together(d: Discourse, t: int, pool: set[int]) -> tuple[int, ...]:
    """The two of the pool, and no third, who are named in this sentence before t, or in this and the last."""
    row = d.text.parse.sentence[t]
    here: set[int] = set()
    near: set[int] = set()
    for mention in reversed(d.seen):
        at = d.text.parse.sentence[mention.first]
        if at < row - 1:
            break
        if mention.entity in pool:
            near.add(mention.entity)
            here |= {mention.entity} if at == row else set()
    for group in (here, near):
        if len(group) == 2:
            return tuple(sorted(group))
    return ()


def _government(d: Discourse, t: int) -> Mention | None:
    """ "the Japanese government", "Doe's administration", then "the government"."""
    parse = d.text.parse
    country = None
    owned = False
    for child in parse.children[t]:
        if parse.dep[child] in ("amod", "compound", "poss", "nmod") and child < t:
            owned = owned or parse.dep[child] == "poss"
            mention = d.at_head.get(child)
            country = country or (_country(d, mention.entity) if mention else None)
        elif parse.dep[child] == "prep" and parse.word[child] == "of":
            inner = next((d.at_head[c] for c in parse.children[child] if c in d.at_head), None)
            country = country or (_country(d, inner.entity) if inner else None)
            owned = True
    if country is None and (owned or d.text.lower[t] == "authorities"):
        return None
    if country is None:
        if t == 0 or d.text.lower[t - 1] not in ("the", "government") or parse.dep[t] == "compound":
            return None
        country = _only_country(d, t)
    if country is None:
        return None
    return Mention(t, t + 1, t, _body(d, government(country)), "description")


def _country(d: Discourse, entity: int) -> str | None:
    """The country an entity is, or whose office it leads."""
    if d.entities[entity].type == "Country":
        return d.entities[entity].name
    for binding in d.bindings:
        if entity in binding.holders and binding.phrase.row.group == "state" and binding.of:
            country = d.entities[binding.of[0]]
            return country.name if country.type == "Country" else None
    return None


def _only_country(d: Discourse, t: int) -> str | None:
    """Whose "the government" is: the last one named so, else the country named most by far."""
    row = d.text.parse.sentence[t]
    for mention in reversed(d.seen):
        if row - d.text.parse.sentence[mention.first] > WINDOW:
            break
        entity = d.entities[mention.entity]
        if entity.name.startswith("Government of "):
            return entity.country
    ordered = sorted((e for e in d.named if d.entities[e].type == "Country"), key=lambda e: (-d.named[e], e))
    if not ordered or (len(ordered) > 1 and d.named[ordered[0]] < 2 * d.named[ordered[1]]):
        return None
    return d.entities[ordered[0]].name


def _body(d: Discourse, body: NamedEntity) -> int:
    """The index of a government body, added where it is new."""
    for i, entity in enumerate(d.entities):
        if entity.type == body.type and entity.name == body.name and entity.country == body.country:
            return i
    d.entities.append(body)
    d.genders[len(d.entities) - 1] = None
    return len(d.entities) - 1


def _ministry(d: Discourse, t: int) -> Mention | None:
    """ "Japan's foreign ministry" in small letters is a name all the same."""
    lower = d.text.lower
    first = t
    while first > 0 and (
        lower[first - 1] in words("titles", "fields", "words")
        or (lower[first - 1] in ("and", "&") and lower[first - 2] in words("titles", "fields", "words"))
    ):
        first -= 1
    if any(u in d.covered for u in range(first, t + 1)):
        return None
    at = first - 1
    if at > 0 and lower[at] in ("'s", "'"):
        at -= 1
    owner = next((m for m in reversed(d.seen) if m.first <= at < m.last), None) if at >= 0 else None
    country = _country(d, owner.entity) if owner else None
    name = " ".join(w if w in ("and", "&") else w.capitalize() for w in lower[first : t + 1])
    return Mention(
        first, t + 1, t, _body(d, NamedEntity("GovernmentBody", name, country=country or _only_country(d, t))), "name"
    )


def _same_office(a: str, b: str) -> bool:
    if a == b or (b.endswith(" " + a) and a == "minister"):
        return True
    rows = table("coreference")["same_office"]
    if a == "leader":
        return b in rows["leading"]
    return any(a in group and b in group for group in rows["groups"])
