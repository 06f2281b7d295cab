"""What each article's names say about identity: the only evidence entities are decided from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from sys import intern
from typing import Any

from kg.consolidation import names
from kg.consolidation.misfits import excludes, needs
from kg.model import Extraction

Title = tuple[str, str]  # (title, whose office), both as they are compared; "" where an article does not say whose


@dataclass(frozen=True, eq=False)
class Signature:
    """A name with its evidence. 100,000 articles about one person give a handful of them."""

    type: str
    name: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    exact_match: str | None = None
    titles: tuple[Title, ...] = ()
    own: str = ""  # the article entity's IRI where identity ends with the article: unnamed sources
    doubted: bool = False  # what the article says of it excludes the class that it gives it

    @cached_property
    def key(self) -> names.Key:
        return names.key(names.family(self.type), self.name)

    @cached_property
    def text(self) -> str:
        """All of it as one string: what it is compared, sorted and hashed by."""
        return repr([getattr(self, each.name) for each in fields(self)])

    def __hash__(self) -> int:
        return hash(self.text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Signature) and self.text == other.text

    def __lt__(self, other: Signature) -> bool:
        return self.text < other.text


@dataclass(frozen=True, slots=True)
class Naming:
    """One article entity, by IRI, with its signature and the smallest IRI of the claims that use it."""

    iri: str
    signature: Signature
    first_claim: str | None


@lru_cache(maxsize=1 << 16)
def _signature(*evidence: Any) -> Signature:
    """Many articles share one."""
    return Signature(*evidence)


def read_names(extraction: Extraction, iris: Mapping[str, str]) -> tuple[Naming, ...]:
    """What one article names, in the order it has them; `iris`: of its entities and claims, by id."""
    titles = _titles(extraction)
    uses = _uses(extraction, iris)
    needed_of = _needed(extraction)
    namings = []
    for entity in extraction.entities:
        iri = iris[entity.id]
        signature = _signature(
            intern(entity.type),
            entity.name,
            tuple(sorted(set(entity.aliases) - {entity.name})),
            entity.country,
            entity.exact_match,
            tuple(sorted(titles.get(entity.id, ()))),
            iri if entity.type == "Agent" else "",
            any(excludes(entity.type, needed) for needed in needed_of.get(entity.id, ())),
        )
        namings.append(Naming(iri, signature, uses.get(entity.id)))
    return tuple(namings)


def _titles(extraction: Extraction) -> dict[str, set[Title]]:
    """The offices the article gives each of its entities, by entity id."""
    named = {entity.id: entity for entity in extraction.entities}
    titles: dict[str, set[Title]] = {}
    for claim in extraction.claims:
        title, holders, of = (claim.roles.get(role) for role in ("title", "holder", "of"))
        if not isinstance(title, str) or not isinstance(holders, tuple):
            continue
        owners = [named[owner] for owner in of if owner in named] if isinstance(of, tuple) else []
        keys = {names.key(names.family(owner.type), owner.name)[1] for owner in owners} or {""}
        for holder in holders:
            titles.setdefault(holder, set()).update((names.title(title), key) for key in keys)
    return titles


def _needed(extraction: Extraction) -> dict[str, set[str]]:
    """Of which classes its entities must be to fill the roles they do, by entity id."""
    needed: dict[str, set[str]] = {}
    for claim in extraction.claims:
        for role, type in needs(claim.type).items():
            fillers = claim.roles.get(role)
            for filler in fillers if isinstance(fillers, tuple) else ():
                needed.setdefault(filler, set()).add(type)
    return needed


def _uses(extraction: Extraction, iris: Mapping[str, str]) -> dict[str, str]:
    uses: dict[str, str] = {}
    for claim in extraction.claims:
        iri = iris[claim.id]
        fillers = [filler for value in claim.roles.values() if isinstance(value, tuple) for filler in value]
        for filler in (*fillers, *claim.attributed_to):
            uses[filler] = min(iri, uses.get(filler, iri))
    return uses
