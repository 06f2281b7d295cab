"""Which names of organisations end in the town where they are: "Velta University of Graz"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.annotation.gazetteer import STATED, Known
from kg.annotation.sameness import PART_LAST
from kg.model import Mention, NamedEntity, Parse
from kg.terms import is_a


def find_towns(
    parse: Parse, entities: list[NamedEntity], mentions: Sequence[Mention], known: Mapping[int, tuple[int, Known]]
) -> Iterator[Mention]:
    """The town as a mention of its own; one that nothing else names is added to the entities."""
    for mention in mentions:
        of = _of(parse, mention)
        size, city = known.get(of + 1, (0, None))
        if city is None or city.type != "City" or of == mention.first or mention.kind != "name":
            continue
        university = parse.word[mention.first] == "University" and of == mention.first + 1
        part = parse.word[mention.last - 1].lower() in PART_LAST
        if of + 1 + size != mention.last and (part or not university):  # "University of Graz Hospital", not "… Stadium"
            continue
        if city.name in STATED and university:
            city = replace(city, type="Place", name=f"{city.name} State")  # as its university, not its city, is called
        type_ = entities[mention.entity].type
        if is_a(type_, "Organization") and type_ != "GovernmentBody":  # "City of Graz"
            last = of + 1 + size
            yield Mention(of + 1, last, last - 1, _index(entities, city), "name")


def _of(parse: Parse, name: Mention) -> int:
    """The last "of" of the name, or its first token."""
    return next((t for t in range(name.last - 1, name.first, -1) if parse.word[t] == "of"), name.first)


def _index(entities: list[NamedEntity], city: Known) -> int:
    for index, entity in enumerate(entities):
        if (entity.type, entity.name, entity.country) == (city.type, city.name, city.country):
            return index
    entities.append(NamedEntity(city.type, city.name, country=city.country, exact_match=city.exact_match))
    return len(entities) - 1
