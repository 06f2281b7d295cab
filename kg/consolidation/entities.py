"""What a merged entity is called, of which class it is, and its IRI."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg import terms
from kg.consolidation import names
from kg.consolidation.signatures import Naming, Signature
from kg.model import Authority, Entity, KnownEntity


@dataclass(frozen=True)
class Cast:
    """The merged entities, and which of them each article entity is."""

    entities: Mapping[str, Entity]  # by IRI
    resolved: Mapping[str, str]  # IRI of an article entity -> IRI of the merged one
    countries: Mapping[str, str]  # key of a country's name -> IRI

    def country(self, name: str) -> str | None:
        return self.countries.get(names.key("place", name)[1])


@dataclass(frozen=True)
class _Draft:
    """An entity before it has an IRI."""

    entity: Entity
    first_claim: str
    articles: int
    declared: bool


def merge_entities(
    namings: Sequence[Naming], clusters: Mapping[Signature, str], authority: Authority, base: str
) -> Cast:
    """Link 3: those that fill a role of a claim, and the countries these are of. Reads: links 1 and 2."""
    members: dict[str, list[Naming]] = defaultdict(list)
    for naming in namings:
        members[clusters[naming.signature] or naming.iri].append(naming)
    known = {entity.iri: entity for entity in authority.entities}
    used = {name: each for name, each in members.items() if any(naming.first_claim for naming in each)}
    drafts = [_draft(each, known.get(name)) for name, each in sorted(used.items())]
    entities = {entity.iri: entity for entity in _with_iris(drafts, base)}
    countries = {
        names.key("place", entity.name)[1]: entity.iri for entity in entities.values() if entity.type == "Country"
    }
    for entity in _missing_countries(entities.values(), countries, base):
        entities[entity.iri] = entity
        countries[names.key("place", entity.name)[1]] = entity.iri
    entities = {iri: _with_country(entity, countries) for iri, entity in entities.items()}
    resolved = {member: entity.iri for entity in entities.values() for member in entity.members}
    return Cast(entities, resolved, countries)


def _draft(namings: list[Naming], known: KnownEntity | None) -> _Draft:
    type = known.type if known else _type(namings)
    name = known.name if known else _label(namings, type)
    forms = {form for naming in namings for form in (naming.signature.name, *naming.signature.aliases)}
    forms |= set(known.aliases) if known else set()
    matches = {naming.signature.exact_match for naming in namings if naming.signature.exact_match}
    match = known.exact_match if known and known.exact_match else None
    countries = Counter(naming.signature.country for naming in namings if naming.signature.country)
    country = known.country if known else None
    entity = Entity(
        iri=known.iri if known else "",
        type=type,
        name=name,
        aliases=tuple(sorted(forms - {name})),
        exact_match=match or (next(iter(matches)) if len(matches) == 1 else None),
        country=country or _most(countries),
        members=tuple(sorted(naming.iri for naming in namings)),
    )
    first = min(naming.first_claim for naming in namings if naming.first_claim)
    return _Draft(entity, first, len(namings), known is not None)


def _most(counts: Counter[str]) -> str | None:
    """The value of more than half of those that give one."""
    best = max(sorted(counts), key=lambda value: counts[value], default=None)
    return best if best and counts[best] * 2 > counts.total() else None


def _type(namings: Iterable[Naming]) -> str:
    """By vote; a narrow class counts more than the class above it."""
    votes: Counter[str] = Counter()
    for naming in namings:
        votes[naming.signature.type] += names.weight(naming.signature.type)
    return max(sorted(votes), key=lambda type: votes[type])


def _label(namings: Iterable[Naming], type: str) -> str:
    """The form most articles give as the fullest; of persons one with more than a surname; of several the longest."""
    forms = Counter(naming.signature.name for naming in namings)
    full = [form for form in forms if type != "Person" or names.key("person", form)[0] == "person"]
    return max(full or forms, key=lambda form: (forms[form], len(form), form))


def _with_iris(drafts: Iterable[_Draft], base: str) -> list[Entity]:
    """Of several with one slug the one the authority knows or else most articles have gets the bare slug."""
    slugs: dict[tuple[str, str], list[_Draft]] = defaultdict(list)
    for draft in drafts:
        slugs[draft.entity.type, terms.slug(draft.entity.name)].append(draft)
    entities = []
    for (type, slug), rivals in sorted(slugs.items()):
        rivals.sort(
            key=lambda draft: (not (draft.declared or draft.entity.exact_match), -draft.articles, draft.first_claim)
        )
        for rank, draft in enumerate(rivals):
            own = slug if rank == 0 else f"{slug}--{terms.digest(draft.first_claim)}"
            entities.append(replace(draft.entity, iri=draft.entity.iri or terms.entity_iri(base, type, own)))
    return sorted(entities, key=lambda entity: entity.iri)


def _missing_countries(entities: Iterable[Entity], countries: Mapping[str, str], base: str) -> list[Entity]:
    """Countries that people and bodies are of, though no claim names them."""
    missing = {entity.country for entity in entities if entity.country}
    missing = {name for name in missing if "/" not in name and names.key("place", name)[1] not in countries}
    return [Entity(terms.entity_iri(base, "Country", terms.slug(name)), "Country", name) for name in sorted(missing)]


def _with_country(entity: Entity, countries: Mapping[str, str]) -> Entity:
    if entity.country is None or entity.type == "Country":
        return replace(entity, country=None)
    iri = countries.get(names.key("place", entity.country)[1])
    return replace(entity, country=iri)
