"""What a merged entity is called, of which class it is, and its IRI."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from kg import terms
from kg.consolidation import names, rows
from kg.consolidation.declared import Declared, match_of
from kg.consolidation.engine import Look, Row
from kg.consolidation.signatures import Naming, Signature
from kg.model import Entity, KnownEntity

CORRECTED = "the authority file says that it is"
Members = Mapping[object, tuple[Signature, str]]


@dataclass(frozen=True, slots=True)
class Draft:
    """An entity before it has an IRI; its country is a name."""

    entity: Entity
    articles: int
    declared: bool


def joining(known: Declared, base: str) -> Callable[[str, Mapping[object, Signature], Look], Iterator[Row]]:
    """Link: clusters of one family with one external identifier are one, and those that the authority file says are.

    Declared entities are never joined to others.
    """

    def link(cluster: str, members: Mapping[object, Signature], look: Look) -> Iterator[Row]:
        goal, match, why = cluster, match_of(members), ""
        if match and cluster not in known.by_iri:
            together = sorted(look.rows(rows.MATCHED, match))
            goal = next((each for each in together if each in known.by_iri), together[0])
            why = "one external identifier" if goal != cluster else ""
        called = goal
        if known.same and goal not in known.same and goal not in known.by_iri:
            called = _address(members, look, base)
        if said := known.same.get(called):
            goal, why = said, CORRECTED if said != called else why
            yield rows.CORRECTED.row(called, True, cluster)
        for tag, signature in members.items():
            alone = tag if isinstance(tag, str) else ""
            yield rows.CLUSTERS.row(goal, (signature, alone), tag)
            if not alone:
                yield rows.CLUSTER_OF.row(signature, goal)
            if why:
                yield rows.REASONS.row(signature, why, "joined")

    return link


def _address(members: Mapping[object, Signature], look: Look, base: str) -> str:
    """The IRI that a cluster has by its name alone."""
    counts = Counter({signature: len(look.rows(rows.SIGNATURES, signature)) for signature in members.values()})
    entity = _draft(counts, None).entity
    return terms.entity_iri(base, entity.type, terms.slug(entity.name))


def drafting(known: Declared) -> Callable[[str, Members, Look], Iterator[Row]]:
    """Link: those that fill a role of a claim."""

    def link(cluster: str, members: Members, look: Look) -> Iterator[Row]:
        counts: Counter[Signature] = Counter()
        used = False
        for signature, alone in members.values():
            claims = look.rows(rows.SIGNATURES, signature)
            counts[signature] += 1 if alone else len(claims)
            used = used or (bool(claims.get(alone)) if alone else any(claims.values()))
        if used:
            draft = _draft(counts, known.by_iri.get(cluster))
            if not draft.declared and cluster in known.same:
                draft = Draft(replace(draft.entity, iri=cluster), draft.articles, declared=True)
            yield rows.SLUGS.row((draft.entity.type, terms.slug(draft.entity.name)), draft, cluster)

    return link


def _draft(counts: Counter[Signature], known: KnownEntity | None) -> Draft:
    type = known.type if known else _type(counts)
    name = known.name if known else _label(counts, type)
    forms = {form for signature in counts for form in (signature.name, *signature.aliases)}
    forms |= set(known.aliases) if known else set()
    matches = {signature.exact_match for signature in counts if signature.exact_match}
    match = known.exact_match if known and known.exact_match else None
    countries: Counter[str] = Counter()
    for signature, articles in counts.items():
        if signature.country:
            countries[signature.country] += articles
    entity = Entity(
        iri=known.iri if known else "",
        type=type,
        name=name,
        aliases=tuple(sorted(forms - {name})),
        exact_match=match or (next(iter(matches)) if len(matches) == 1 else None),
        country=(known.country if known else None) or _most(countries),
    )
    return Draft(entity, counts.total(), known is not None)


def _most(counts: Counter[str]) -> str | None:
    """The value of more than half of those that give one."""
    best = max(sorted(counts), key=lambda value: counts[value], default=None)
    return best if best and counts[best] * 2 > counts.total() else None


def _type(counts: Counter[Signature]) -> str:
    """By vote of those that do not contradict themselves; a narrow class counts more than the class above it."""
    votes: Counter[str] = Counter()
    sure = {signature: articles for signature, articles in counts.items() if not signature.doubted}
    for signature, articles in (sure or counts).items():
        votes[signature.type] += articles * names.weight(signature.type)
    return max(sorted(votes), key=lambda type: votes[type])


def _label(counts: Counter[Signature], type: str) -> str:
    """The form most articles give as the fullest; of persons one with more than a surname; of several the longest."""
    forms: Counter[str] = Counter()
    for signature, articles in counts.items():
        forms[signature.name] += articles
    full = [form for form in forms if type != "Person" or names.key("person", form)[0] == "person"]
    return max(full or forms, key=lambda form: (forms[form], len(form), form))


def naming(known: Declared, base: str) -> Callable[[tuple[str, str], Mapping[str, Draft], Look], Iterator[Row]]:
    """Link: of several with one slug the one the authority knows or else most articles have gets the bare slug."""

    def link(key: tuple[str, str], drafts: Mapping[str, Draft], look: Look) -> Iterator[Row]:
        type, slug = key
        first = {cluster: _first_claim(cluster, look) if len(drafts) > 1 else "" for cluster in drafts}

        def rank(cluster: str) -> tuple[bool, int, str]:
            draft = drafts[cluster]
            return not (draft.declared or draft.entity.exact_match), -draft.articles, first[cluster]

        for place, cluster in enumerate(sorted(drafts, key=rank)):
            entity = drafts[cluster].entity
            iri = entity.iri or terms.entity_iri(base, type, slug)
            if not entity.iri and (place or iri in known.by_iri):
                claim = first[cluster] or _first_claim(cluster, look)
                iri = terms.entity_iri(base, type, f"{slug}--{terms.digest(claim)}")
            yield from _named(cluster, replace(entity, iri=iri))

    return link


def _first_claim(cluster: str, look: Look) -> str:
    claims: list[str] = []
    for signature, alone in look.rows(rows.CLUSTERS, cluster).values():
        uses = look.rows(rows.SIGNATURES, signature)
        claims += [uses[alone]] if alone else uses.values()
    return min(claim for claim in claims if claim)


def _named(cluster: str, entity: Entity) -> Iterator[Row]:
    yield rows.ENTITIES.row(cluster, entity)
    yield rows.IRI_OF.row(cluster, entity.iri)
    yield rows.CALLED.row(entity.iri, True, cluster)
    if entity.type == "Country":
        yield rows.COUNTRIES.row(_compared(entity.name), entity.iri, cluster)
    elif entity.country:
        yield rows.WANTED.row(_compared(entity.country), entity.country, cluster)


def resolving(signature: Signature, clusters: Mapping[str, str], look: Look) -> Iterator[Row]:
    """Link: what a name means in whatever article."""
    (cluster,) = clusters.values()
    yield rows.RESOLVED.row(signature, (look.one(rows.IRI_OF, cluster) or "", _why(signature, look)))


def resolved(naming: Naming, look: Look) -> tuple[str, str]:
    """The IRI, or "", and why."""
    found = look.one(rows.RESOLVED, naming.signature)
    return found or (look.one(rows.IRI_OF, naming.iri) or "", _why(naming.signature, look))


def _why(signature: Signature, look: Look) -> str:
    return "; ".join(sorted(look.rows(rows.REASONS, signature).values()))


def _compared(country: str) -> str:
    return names.key("place", country)[1]


def adding(base: str) -> Callable[[str, Mapping[str, str], Look], Iterator[Row]]:
    """Link: countries that people and bodies are of, though no claim names them."""

    def link(compared: str, wanted: Mapping[str, str], look: Look) -> Iterator[Row]:
        name = min(wanted.values())
        iri = terms.entity_iri(base, "Country", terms.slug(name))
        if not look.rows(rows.COUNTRIES, compared) and not look.rows(rows.CALLED, iri):
            yield rows.ADDED.row(compared, iri)
            yield rows.THINGS.row(iri, Entity(iri, "Country", name), "added")

    return link


def placing(cluster: str, entities: Mapping[str, Entity], look: Look) -> Iterator[Row]:
    """Link: the country an entity is of, by its IRI."""
    (entity,) = entities.values()
    country = country_iri(entity.country, look) if entity.country and entity.type != "Country" else None
    yield rows.THINGS.row(entity.iri, replace(entity, country=country))


def country_iri(name: str, look: Look) -> str | None:
    compared = _compared(name)
    found = look.rows(rows.COUNTRIES, compared)
    return max(found.values()) if found else look.one(rows.ADDED, compared)
