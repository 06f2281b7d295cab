"""Which item of Wikidata a named entity is: only where its name means one thing nearly always."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from kg.annotation.sameness import core, folded
from kg.annotation.words import rows, table, words
from kg.model import Mention, NamedEntity, Parse
from kg.terms import WD

AMERICA = "United States"
PLACES = ("City", "Place", "Country")
ORGANIZATIONS = ("Organization", "Company", "GovernmentBody")
FEWEST, MOST = 2, 0.6  # namings, and their share, that make a country the one an article is at home in
Key = tuple[str, ...]


def link(entities: Sequence[NamedEntity], mentions: Sequence[Mention], parse: Parse) -> list[NamedEntity]:
    """The entities with `exact_match` set where it was open and is known now, and taken away where it is doubtful."""
    named: dict[int, list[Mention]] = {}
    for mention in mentions:
        if mention.kind in ("name", "adjective"):
            named.setdefault(mention.entity, []).append(mention)
    home = _home(entities, mentions)
    wider = {m.first: entities[m.entity] for m in mentions if entities[m.entity].type in ("Place", "Country")}
    result = []
    for number, entity in enumerate(entities):
        names = named.get(number, [])
        match = entity.exact_match
        if match is None and names:
            behind = [wider[m.last + 1] for m in names if _at(parse, m.last) == "," and m.last + 1 in wider]
            item = _item(entity, behind, home)
            match = WD + item if item else None
        if match and _is_doubtful(entity, names, parse):
            match = None
        result.append(entity if match == entity.exact_match else replace(entity, exact_match=match))
    return result


def _home(entities: Sequence[NamedEntity], mentions: Sequence[Mention]) -> str | None:
    """The country that most is about: whose Navy and Treasury those are of which the article does not say it."""
    places = (entities[m.entity] for m in mentions if entities[m.entity].type in PLACES)
    counts = Counter(place.country for place in places if place.country)
    best = max(sorted(counts), key=lambda country: counts[country], default=None)
    return best if best and counts[best] >= FEWEST and counts[best] >= MOST * counts.total() else None


def _at(parse: Parse, token: int) -> str:
    return parse.word[token] if 0 <= token < len(parse) else ""


def _is_doubtful(entity: NamedEntity, names: Sequence[Mention], parse: Parse) -> bool:
    """A team called after its place, letters that stand for other words here, a name that needs to be shown."""
    if entity.type in PLACES:
        sport = words("items", "sport", "words")
        teams = sum(_at(parse, m.last) in sport for m in names)
        shown = table("items")["shown_by"].get(entity.name) if entity.type == "Country" else None
        return teams * 2 >= len(names) > 0 or (shown is not None and not any(word in parse.word for word in shown))
    return any(_spelled(parse, m) for m in names)


def _spelled(parse: Parse, mention: Mention) -> bool:
    """ "ambient pressure (AP)": of small words before its bracket each letter begins one."""
    letters = _at(parse, mention.first).lower()
    if mention.last != mention.first + 1 or _at(parse, mention.first - 1) != "(" or _at(parse, mention.last) != ")":
        return False
    before = parse.word[max(0, mention.first - 1 - len(letters)) : mention.first - 1]
    return "".join(word[0] for word in before) == letters


def _item(entity: NamedEntity, wider: Sequence[NamedEntity], home: str | None) -> str | None:
    if entity.type == "Person":
        return _people().get(folded(entity.name))
    if entity.type in ("City", "Place"):
        return _place(entity, wider)
    return _organization(entity, home) if entity.type in ORGANIZATIONS else None


def _place(entity: NamedEntity, wider: Sequence[NamedEntity]) -> str | None:
    """A region, or a city that nothing behind its name ("Portland, Maine") shows to be another."""
    name, country = folded(entity.name), entity.country
    if entity.type == "Place":
        return _regions().get((name, country))
    known = _cities().get((name, country))
    if known is None:
        return None
    item, state = known
    others = [place.name for place in wider if place.name not in (country, state) and place.country == country]
    abroad = [place.name for place in wider if place.country not in (None, country)]
    return None if abroad or (others and state) else item


def _organization(entity: NamedEntity, home: str | None) -> str | None:
    """By its fullest name; a body of state ("Congress", "the Navy") by its country, too."""
    key = core(entity.name)
    country = entity.country or home
    if key[:1] == ("us",) or key[:1] == ("uk",):
        country, key = (AMERICA if key[0] == "us" else "United Kingdom"), key[1:]
    return _bodies().get((country or "", key)) or _organizations().get(core(entity.name)) or _organizations().get(key)


@cache
def _people() -> Mapping[str, str]:
    return {folded(name): item for item, names in table("items")["people"].items() for name in names}


@cache
def _regions() -> Mapping[tuple[str, str | None], str]:
    """Regions by name and country; those that lie in several countries have none."""
    found: dict[tuple[str, str | None], str] = {
        (folded(name.partition(" (")[0]), country): item for name, country, item in rows("regions")
    }
    return found | {(folded(name), None): item for name, item in table("items")["regions"].items()}


@cache
def _cities() -> Mapping[tuple[str, str | None], tuple[str, str | None]]:
    """Item and, in America, the state."""
    return dict(_city_rows())


def _city_rows() -> Iterator[tuple[tuple[str, str | None], tuple[str, str | None]]]:
    for country, cities in table("items")["cities"].items():
        for name, item in cities.items():
            yield (folded(name), country), (item, None)
    for state, cities in table("items")["american"].items():
        for name, item in cities.items():
            yield (folded(name), AMERICA), (item, state)


@cache
def _bodies() -> Mapping[tuple[str, Key], str]:
    bodies = table("items")["bodies"]
    return {
        (country, core(name)): item
        for country, items in bodies.items()
        for item, names in items.items()
        for name in names
    }


@cache
def _organizations() -> Mapping[Key, str]:
    """Ours beat the brands; of brands with one name when legal forms are left out, none."""
    brands: dict[Key, set[str]] = {}
    for name, item in rows("brands"):
        brands.setdefault(core(name), set()).add(item)
    found = {key: next(iter(items)) for key, items in brands.items() if len(items) == 1 and len(key) > 1}
    own = table("items")["organizations"]
    return found | {core(name): item for item, names in own.items() for name in names}
