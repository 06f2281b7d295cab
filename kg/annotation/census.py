"""How often an article names whom, and which firm it is about."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kg.annotation.bindings import Binding
from kg.model import Mention, NamedEntity

NEAR = 20  # tokens within which a name counts as named three times more
OFTEN = 3  # names from which on an article is about a firm
FIRMS = ("Company", "Organization")
CITIES = ("city", "municipal", "town")


@dataclass(frozen=True)
class Census:
    """How often each entity is named, and where."""

    named: Counter[int]
    firsts: list[int]
    order: list[int]  # entities by `firsts`

    def near(self, token: int) -> Counter[int]:
        """Before the office: whom a leader calls upon or visits comes after it, and is another's."""
        start, end = bisect_left(self.firsts, token - NEAR), bisect_left(self.firsts, token)
        return Counter(dict.fromkeys(self.order[start:end], 3))


def count(mentions: Sequence[Mention]) -> Census:
    names = [m for m in mentions if m.kind in ("name", "adjective")]
    return Census(Counter(m.entity for m in names), [m.first for m in names], [m.entity for m in names])


def led_firm(binding: Binding, entities: Sequence[NamedEntity], census: Census) -> list[int]:
    """ "President Jane Doe" in the story of a firm, which names it more often than any country."""
    firm = firm_of(binding, entities, census)
    near = census.near(binding.left)
    countries = [n + near[e] for e, n in census.named.items() if entities[e].type == "Country"]
    about = bool(firm) and entities[firm[0]].type == "Company" and census.named[firm[0]] >= OFTEN
    return firm if about and census.named[firm[0]] >= max(countries, default=0) else []


def part_of(binding: Binding, entities: Sequence[NamedEntity], census: Census) -> list[int]:
    """ "The provincial governor", "the city's mayor": of the province or city that the article tells of."""
    kind = "City" if binding.part in CITIES else "Place"
    near = [e for e in census.near(binding.left) if entities[e].type == kind]
    places = [(e, n) for e, n in census.named.items() if entities[e].type == kind and entities[e].country]
    return near if len(near) == 1 else dominant(places, 1.4)


def firm_of(binding: Binding, entities: Sequence[NamedEntity], census: Census, left: Collection[int] = ()) -> list[int]:
    """The firm the article is about, or the one with its holder's name."""
    near = census.near(binding.left)
    firms = [(e, n + near[e]) for e, n in census.named.items() if entities[e].type in FIRMS and e not in left]
    surname = entities[binding.holders[0]].name.split()[-1]
    own = [e for e, _ in firms if surname in entities[e].name.split()]  # "Doe Foods … its chairman, Jane Doe"
    return own if len(own) == 1 else dominant(firms, 2.0)


def dominant(counts: list[tuple[int, int]], times: float) -> list[int]:
    ordered = sorted(counts, key=lambda row: (-row[1], row[0]))
    if not ordered or (len(ordered) > 1 and ordered[0][1] < times * ordered[1][1]):
        return []
    return [ordered[0][0]]
