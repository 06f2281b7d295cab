"""Who acts when a place is named as actor: Washington, the Kremlin stand for a government."""

from __future__ import annotations

from dataclasses import replace

from kg.annotation.gazetteer import Gazetteer
from kg.annotation.words import table
from kg.model import Mention, NamedEntity


def government(country: str) -> NamedEntity:
    article = "the " if country.startswith(("United ", "Netherlands", "Philippines", "Soviet")) else ""
    return NamedEntity("GovernmentBody", f"Government of {article}{country}", country=country)


def with_agents(entities: list[NamedEntity], mentions: list[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """The mentions with `agent` set on capitals and seats of government; the governments are added to `entities`."""
    metonyms = table("places")["metonyms"]
    governments = {e.country: i for i, e in enumerate(entities) if e.name.startswith("Government of ")}
    result: list[Mention] = []
    for mention in mentions:
        entity = entities[mention.entity]
        country = None
        if entity.type == "City" and gazetteer.seats.get(entity.name) == entity.country:
            country = entity.country
        elif entity.name in metonyms:
            country = metonyms[entity.name]
        if country is None or mention.kind == "adjective":
            result.append(mention)
            continue
        if country not in governments:
            governments[country] = len(entities)
            entities.append(government(country))
        result.append(replace(mention, agent=governments[country]))
    return result
