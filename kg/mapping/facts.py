"""What the facts graph says: merged entities and events, their history, conflicts and short-cuts."""

from __future__ import annotations

from collections.abc import Iterator

from kg import terms
from kg.mapping import nquads, situations
from kg.mapping.nquads import TYPE, iri, string, term
from kg.model import Conflict, Entity, Event, Facts, MergedAmount, Office, Written

_PREF_LABEL, _ALT_LABEL, _EXACT_MATCH = (f"<{terms.SKOS}{name}>" for name in ("prefLabel", "altLabel", "exactMatch"))


def facts_to_quads(facts: Facts, base: str) -> str:
    """The N-Quads text of the facts graph, its lines sorted, each once."""
    return nquads.document(_lines(facts), terms.graph_iri(base, "facts"))


def _lines(facts: Facts) -> Iterator[str]:
    for entity in facts.entities:
        yield from _entity(entity)
    for member, entity_iri, why in facts.members:
        yield f"{iri(member)} {term('resolvesTo')} {iri(entity_iri)}"
        if why:
            yield f"{iri(member)} {term('resolvedBy')} {string(why)}"
    for office in facts.offices:
        yield from _office(office)
    for event in facts.events:
        yield from _event(event)
    for conflict in facts.conflicts:
        yield from _conflict(conflict)
    for claim, why in facts.set_aside:
        yield f"{iri(claim)} {term('setAside')} {string(why)}"
    for written in facts.written:
        yield from _written(written)
    for later, earlier in facts.supersedes:
        yield f"{iri(later)} {term('supersedes')} {iri(earlier)}"
    for subject, prop, value in facts.shortcuts:
        yield f"{iri(subject)} {term(prop)} {iri(value)}"


def _entity(entity: Entity) -> Iterator[str]:
    subject = iri(entity.iri)
    yield f"{subject} {TYPE} {term(entity.type)}"
    yield f"{subject} {_PREF_LABEL} {string(entity.name)}"
    yield from (f"{subject} {_ALT_LABEL} {string(alias)}" for alias in entity.aliases)
    if entity.exact_match:
        yield f"{subject} {_EXACT_MATCH} {nquads.safe_iri(entity.exact_match)}"
    if entity.country:
        yield f"{subject} {term('country')} {iri(entity.country)}"


def _office(office: Office) -> Iterator[str]:
    subject = iri(office.iri)
    for kind in ("Office", "LeadingOffice") if office.leading else ("Office",):
        yield f"{subject} {TYPE} {term(kind)}"
    yield f"{subject} {term('title')} {string(office.title)}"
    yield f"{subject} {_PREF_LABEL} {string(office.label)}"
    if office.of:
        yield f"{subject} {term('officeOf')} {iri(office.of)}"


def _event(event: Event) -> Iterator[str]:
    subject = iri(event.iri)
    yield f"{subject} {TYPE} {term(event.type)}"
    yield f"{subject} {term('status')} <{terms.KGS}{terms.STATUSES[event.status]}>"
    yield f"{subject} {term('sources')} {nquads.integer(event.sources)}"
    for claim in event.claims:
        yield f"{subject} {term('claim')} {iri(claim)}"
        yield f"{iri(claim)} {term('reports')} {subject}"
    for role, fillers in event.roles.items():
        yield from (f"{subject} {term(role)} {iri(filler)}" for filler in fillers)
    for role, values in event.literals.items():
        yield from (f"{subject} {term(role)} {nquads.literal(role, value)}" for value in values)
    yield from situations.date(subject, event.date)
    yield from (line for amount in event.amounts for line in _amount(event.iri, amount))
    if event.tenure:
        yield f"{subject} {term('tenure')} {string(event.tenure)}"
    if event.as_of:
        yield f"{subject} {term('asOf')} {nquads.date(event.as_of)}"
    if event.known:
        yield f"{subject} {term('knownFrom')} {nquads.date(event.known[0])}"
        yield f"{subject} {term('knownUntil')} {nquads.date(event.known[1])}"
    if event.succeeds:
        yield f"{subject} {term('succeeds')} {iri(event.succeeds)}"
    if event.rescheduled_to:
        yield f"{subject} {term('rescheduledTo')} {iri(event.rescheduled_to)}"


def _amount(owner: str, amount: MergedAmount) -> Iterator[str]:
    yield from situations.amount(owner, amount)
    node = iri(terms.amount_iri(owner, nquads.plain(amount.value), amount.currency))
    if amount.usd is not None and amount.rate is not None:
        yield f"{node} {term('usd')} {nquads.decimal(amount.usd)}"
        yield f"{node} {term('rate')} {nquads.decimal(amount.rate)}"
        if amount.rate_source:
            yield f"{node} {term('rateSource')} {iri(amount.rate_source)}"


def _conflict(conflict: Conflict) -> Iterator[str]:
    subject = iri(conflict.iri)
    yield f"{subject} {TYPE} {term('Conflict')}"
    yield f"{subject} {term('about')} {iri(conflict.about)}"
    yield f"{subject} {term('onProperty')} {term(conflict.on_property)}"
    yield from (f"{subject} {term('between')} {iri(claim)}" for claim in conflict.between)
    yield f"{subject} {term('reason')} {string(conflict.reason)}"


def _written(written: Written) -> Iterator[str]:
    """Apart from what is printed: `kg:claimDate` and `schema:datePublished` are in the article's own graph."""
    subject = iri(written.article)
    if written.earliest:
        yield f"{subject} {term('writtenFrom')} {nquads.date(written.earliest)}"
    if written.latest:
        yield f"{subject} {term('writtenUntil')} {nquads.date(written.latest)}"
    yield from (f"{subject} {term('datedBy')} {iri(claim)}" for claim in written.claims)
