"""What a claim and the merged situation say in the same words: when, and how much."""

from __future__ import annotations

from collections.abc import Iterator

from kg import terms
from kg.mapping import nquads
from kg.mapping.nquads import TYPE, iri, string, term
from kg.model import Amount, Date, MergedAmount


def date(subject: str, when: Date | None) -> Iterator[str]:
    """The interval, or month and day where nothing says the year."""
    if when is None:
        return
    if when.earliest and when.latest:
        yield f"{subject} {term('earliest')} {nquads.date(when.earliest)}"
        yield f"{subject} {term('latest')} {nquads.date(when.latest)}"
    if when.precision:
        yield f"{subject} {term('datePrecision')} {string(when.precision)}"
    if when.month_day:
        yield f"{subject} {term('monthDay')} {nquads.month_day(when.month_day)}"


def amount(owner: str, sum: Amount | MergedAmount) -> Iterator[str]:
    """A sum in one currency, as a node of its own. `owner` is an IRI without brackets."""
    node = iri(terms.amount_iri(owner, nquads.plain(sum.value), sum.currency))
    yield f"{iri(owner)} {term('amount')} {node}"
    yield f"{node} {TYPE} {term('Amount')}"
    yield f"{node} {term('value')} {nquads.decimal(sum.value)}"
    yield f"{node} {term('currency')} {string(sum.currency)}"
    yield f"{node} {term('qualifier')} {string(sum.qualifier)}"
    yield f"{node} {term('wording')} {string(sum.text)}"
