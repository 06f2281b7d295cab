"""The word lists of extraction, read once from cues.toml and words.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True)
class Cues:
    """Word -> status for each kind of cue word, and sets of words."""

    governor: dict[str, str]
    modifier: dict[str, str]
    noun: dict[str, str]
    order: dict[str, str]
    modal: dict[str, str]
    office: dict[str, str]  # title of office -> the usual one for the same
    reporting: frozenset[str]
    hedges: frozenset[str]
    maybe: frozenset[str]
    silent: frozenset[str]
    quotative: frozenset[str]
    lasting: frozenset[str]
    ending: frozenset[str]
    happened: frozenset[str]


@dataclass(frozen=True)
class Words:
    standins: frozenset[str]
    prepositions: frozenset[str]
    sources: frozenset[str]
    including: frozenset[str]
    plans: frozenset[str]
    tellings: frozenset[str]
    light: frozenset[str]
    object_control: frozenset[str]
    empty: frozenset[str]
    venues: frozenset[str]
    sites: frozenset[str]
    parts: frozenset[str]
    holdings: frozenset[str]
    institutions: frozenset[str]
    companies: frozenset[str]
    units: frozenset[str]
    securities: frozenset[str]
    rounds: frozenset[str]
    valuing: frozenset[str]
    urging: frozenset[str]
    receiving: frozenset[str]
    building: frozenset[str]
    alliances: frozenset[str]
    joining: frozenset[str]
    outlays: frozenset[str]
    naming: frozenset[str]
    places: frozenset[str]
    fixed: frozenset[str]
    garrisons: frozenset[str]
    bygone: frozenset[str]
    transitive: frozenset[str]
    inner: frozenset[str]
    continents: frozenset[str]
    agentive: frozenset[str]
    implicative: frozenset[str]
    settings: frozenset[str]
    happening: frozenset[str]
    gathering: frozenset[str]
    encounters: frozenset[str]
    leading: frozenset[str]
    presiding: frozenset[str]
    counterparties: frozenset[str]
    envoys: frozenset[str]
    enacting: frozenset[str]
    swaying: frozenset[str]
    blaming: frozenset[str]
    crowds: frozenset[str]
    states: frozenset[str]
    separate: frozenset[str]
    anybody: frozenset[str]
    covering: frozenset[str]
    rows: frozenset[str]
    agendas: frozenset[str]
    leagues: frozenset[str]
    margins: frozenset[str]
    weekdays: frozenset[str]
    emissaries: frozenset[str]
    visits: frozenset[str]
    municipal: frozenset[str]
    attending: frozenset[str]
    visitors: frozenset[str]
    press: frozenset[str]
    rulers: frozenset[str]
    arriving: frozenset[str]
    arranged: frozenset[str]
    bodies: frozenset[str]
    posted: frozenset[str]
    outsiders: frozenset[str]
    suffixes: frozenset[str]
    kinds: frozenset[str]
    departments: frozenset[str]
    ordinals: frozenset[str]
    papers: frozenset[str]
    matters: frozenset[str]
    collectives: frozenset[str]
    directive: frozenset[str]
    told: frozenset[str]
    messages: frozenset[str]
    finders: frozenset[str]
    somebody: frozenset[str]
    polls: frozenset[str]
    documents: frozenset[str]
    pictures: frozenset[str]
    issuing: frozenset[str]
    agents: frozenset[str]
    ends: frozenset[str]
    leaving: frozenset[str]
    ousting: frozenset[str]
    opinions: frozenset[str]
    things: frozenset[str]
    selling: frozenset[str]
    owners: frozenset[str]
    grounds: frozenset[str]
    portions: frozenset[str]
    entire: frozenset[str]
    judging: frozenset[str]
    buying: frozenset[str]
    common: frozenset[str]
    options: frozenset[str]
    offers: frozenset[str]
    votes: frozenset[str]
    holders: frozenset[str]
    figures: frozenset[str]
    prices: frozenset[str]
    completing: frozenset[str]
    permitting: frozenset[str]
    siding: frozenset[str]
    deciding: frozenset[str]
    convening: frozenset[str]
    denying: frozenset[str]
    staff: frozenset[str]
    continuing: frozenset[str]
    preludes: frozenset[str]
    occasions: frozenset[str]
    lines: frozenset[str]
    bids: frozenset[str]
    discussing: frozenset[str]
    vague: frozenset[str]
    sorts: frozenset[str]
    stages: frozenset[str]
    talks: frozenset[str]
    focusing: frozenset[str]
    advisers: frozenset[str]
    keeping: frozenset[str]
    recent: frozenset[str]
    renewing: frozenset[str]
    excluding: frozenset[str]
    periods: frozenset[str]
    participation: frozenset[str]
    arranging: frozenset[str]


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((resources.files("kg.extraction") / name).read_text("utf-8"))


@cache
def cues() -> Cues:
    source = _table("cues.toml")

    def inverse(group: str) -> dict[str, str]:
        return {word: status for status, words in source[group].items() for word in words}

    return Cues(
        governor=inverse("governor"),
        modifier=inverse("modifier"),
        noun=inverse("noun"),
        order=inverse("order"),
        modal=inverse("modal"),
        office=inverse("office"),
        **{name: frozenset(row) for name, row in source["reporting"].items()},
    )


@cache
def words() -> Words:
    return Words(**{name: frozenset(row) for name, row in _table("words.toml").items()})
