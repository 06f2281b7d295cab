"""Which names of organisations end in the town where they are: "Velta University of Graz"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.annotation.gazetteer import Known
from kg.model import Mention, NamedEntity, Parse
from kg.terms import is_a


def find_towns(
    parse: Parse, entities: list[NamedEntity], mentions: Sequence[Mention], known: Mapping[int, tuple[int, Known]]
) -> Iterator[Mention]:
    """The town as a mention of its own; one that nothing else names is added to the entities."""
    for mention in mentions:
        of = mention.last - 1
        while of > mention.first and parse.word[of] != "of":
            of -= 1
        size, city = known.get(of + 1, (0, None))
        ends = of > mention.first and of + 1 + size == mention.last
        if city is None or city.type != "City" or not ends or mention.kind != "name":
            continue
        if is_a(entities[mention.entity].type, "Organization"):
            yield Mention(of + 1, mention.last, mention.last - 1, _index(entities, city), "name")


def _index(entities: list[NamedEntity], city: Known) -> int:
    for index, entity in enumerate(entities):
        if (entity.type, entity.name, entity.country) == ("City", city.name, city.country):
            return index
    entities.append(NamedEntity("City", city.name, country=city.country, exact_match=city.exact_match))
    return len(entities) - 1
