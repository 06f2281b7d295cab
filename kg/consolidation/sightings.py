"""The situations one article reports, told in merged entities: what events are decided from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from sys import intern

from kg import terms
from kg.consolidation import corroboration, entities, rows
from kg.consolidation.compact import NOTHING, flat, mapping, shared
from kg.consolidation.declared import Declared
from kg.consolidation.engine import Look, Row
from kg.consolidation.misfits import misfit
from kg.consolidation.signatures import Naming, read_names
from kg.model import Amount, ArticleEvent, Claim, Date, Extraction

Literal = str | bool

GROUPS = {  # what became of it, as far as merging goes
    "held": "done",
    "ongoing": "done",
    "current": "done",
    "former": "done",
    "planned": "ahead",
    "proposed": "ahead",
    "future": "ahead",
    "cancelled": "off",
    "postponed": "off",
    "blocked": "off",
    "denied": "denied",
}


@dataclass(frozen=True, slots=True)
class Report:
    """One claim, as far as history and conflicts need it."""

    iri: str
    status: str
    certainty: str
    date: Date | None
    amount: Amount | None
    article: str  # IRI
    day: dt.date | None  # when the source said it
    publisher: str  # compared form, or the article where none is named
    passage: corroboration.Passage = ()  # of the long sentence that it stands on: what wire copy shares


@dataclass(frozen=True, slots=True)
class Sighting:
    """The claims of one article about one situation. Never split, only merged."""

    id: str  # smallest IRI of its claims
    type: str
    roles: Mapping[str, tuple[str, ...]]  # IRIs of merged entities; of claims until they are known as events
    literals: Mapping[str, Literal]
    status: str
    date: Date | None
    reports: tuple[Report, ...]

    @property
    def group(self) -> str:
        return GROUPS.get(self.status, "open")

    @property
    def article(self) -> str:
        return self.reports[0].article

    @property
    def day(self) -> dt.date | None:
        return self.reports[0].day

    @property
    def span(self) -> tuple[dt.date, dt.date] | None:
        date = self.date
        return (date.earliest, date.latest) if date and date.earliest and date.latest else None

    @property
    def month_day(self) -> str | None:
        return self.date.month_day if self.date and not self.span else None


@dataclass(frozen=True, slots=True)
class Said:
    """All of one article that facts are made of."""

    article: str  # IRI
    namings: tuple[Naming, ...]
    sightings: tuple[Sighting, ...]  # their roles are filled by what follows
    roles: tuple[Mapping[str, tuple[int | str, ...]], ...]  # of each: numbers of namings, IRIs of claims
    day: dt.date | None
    month_day: str | None


def said(extraction: Extraction, base: str) -> Said:
    """What an extraction says, for the chain: its text is no more needed."""
    article = extraction.article
    iri = terms.article_iri(base, article.id)
    claims = {claim.id: terms.claim_iri(base, article.id, claim.id) for claim in extraction.claims}
    entities = {each.id: terms.article_entity_iri(base, article.id, each.slug) for each in extraction.entities}
    told = list(_read(extraction, iri, claims))
    return Said(
        iri,
        read_names(extraction, claims | entities),
        tuple(sighting for sighting, _ in told),
        tuple(roles for _, roles in told),
        article.date,
        article.month_day,
    )


def settled(said: Said, known: Declared) -> Said:
    """What the authority file says of single mentions: they are that one, or nobody else's."""
    namings = [
        replace(naming, signature=replace(naming.signature, own=own)) if own else naming
        for naming in said.namings
        for own in [known.same.get(naming.iri) or (naming.iri if naming.iri in known.apart else "")]
    ]
    return replace(said, namings=tuple(namings))


def reading(article: str, pages: Mapping[str, Said], look: Look) -> Iterator[Row]:
    """Link: what an article names, and which days it names without a year."""
    (page,) = pages.values()
    for naming in page.namings:
        yield rows.SIGNATURES.row(naming.signature, naming.first_claim or "", naming.iri)
    dateless = page.month_day if not page.day else None
    if dateless:
        yield rows.DATELESS.row(article, dateless)
    seasons = {sighting.month_day for sighting in page.sightings} | {dateless}
    if named := frozenset(filter(None, seasons)):
        yield rows.SEASONS.row(article, named)


def telling(article: str, pages: Mapping[str, Said], look: Look) -> Iterator[Row]:
    """Link: what an article says, told in merged entities."""
    (page,) = pages.values()
    meant = [entities.resolved(naming, look) for naming in page.namings]
    members = [(naming.iri, iri, why) for naming, (iri, why) in zip(page.namings, meant, strict=True) if iri]
    if members:
        yield rows.MEMBERS.row(article, flat(sorted(members)))
    named = [iri or naming.iri for naming, (iri, _) in zip(page.namings, meant, strict=True)]
    for sighting, said in zip(page.sightings, page.roles, strict=True):
        roles = mapping(
            (role, tuple(sorted({each if isinstance(each, str) else named[each] for each in fillers})))
            for role, fillers in said.items()
        )
        if reason := misfit(sighting.type, roles, look):
            yield rows.SET_ASIDE.row(sighting.id, (tuple(report.iri for report in sighting.reports), reason))
            continue
        held = sighting.type == "OfficeHolding" and isinstance(sighting.literals.get("title"), str)
        yield (rows.HOLDINGS if held else rows.SIGHTINGS).row(sighting.id, replace(sighting, roles=roles))


def _read(
    extraction: Extraction, iri: str, names: Mapping[str, str]
) -> Iterator[tuple[Sighting, Mapping[str, tuple[int | str, ...]]]]:
    """`names`: IRIs of the claims, by id."""
    article = extraction.article
    claims = {claim.id: claim for claim in extraction.claims}
    publisher = shared(article.publisher.casefold().strip()) if article.publisher else iri
    reports = {
        claim.id: Report(
            iri=names[claim.id],
            status=intern(claim.status),
            certainty=intern(claim.certainty),
            date=shared(claim.date),
            amount=claim.amount,
            article=iri,
            day=shared(article.date),
            publisher=publisher,
            passage=corroboration.passage(claim.evidence),
        )
        for claim in extraction.claims
    }
    places: dict[str, int | str] = {**names, **{entity.id: n for n, entity in enumerate(extraction.entities)}}
    for event in _events(extraction):
        if mine := [claims[each] for each in event.claims if each in claims]:
            yield _sighting(event, mine, reports), _roles(event, mine, places)


def _events(extraction: Extraction) -> Iterable[ArticleEvent]:
    """The article's events, and one for each claim that is in none."""
    yield from extraction.events
    grouped = {claim for event in extraction.events for claim in event.claims}
    for claim in extraction.claims:
        if claim.id not in grouped:
            yield ArticleEvent("", claim.type, claim.roles, claim.status, (claim.id,), claim.date, claim.amount)


def _sighting(event: ArticleEvent, claims: list[Claim], reports: Mapping[str, Report]) -> Sighting:
    literals: dict[str, Literal] = {}
    for source in (event.roles, *(claim.roles for claim in claims)):
        for role, value in source.items():
            if isinstance(value, str | bool):
                literals.setdefault(role, value)
    mine = sorted((reports[claim.id] for claim in claims), key=lambda report: report.iri)
    return Sighting(
        id=mine[0].iri,
        type=intern(event.type),
        roles=NOTHING,
        literals=mapping(sorted(literals.items())),
        status=intern(event.status),
        date=shared(event.date) or next((report.date for report in mine if report.date), None),
        reports=tuple(mine),
    )


def _roles(
    event: ArticleEvent, claims: Iterable[Claim], places: Mapping[str, int | str]
) -> Mapping[str, tuple[int | str, ...]]:
    """`places`: what stands for each entity and claim, by its id."""
    roles: dict[str, set[int | str]] = {}
    for source in (event.roles, *(claim.roles for claim in claims)):
        for role, value in source.items():
            if not isinstance(value, str | bool):
                fillers = {places[filler] for filler in value if filler in places}
                for each in filter(None, (role, terms.SUPER_ROLES.get(role))):
                    roles.setdefault(intern(each), set()).update(fillers)
    return mapping((role, tuple(sorted(fillers, key=str))) for role, fillers in sorted(roles.items()) if fillers)
