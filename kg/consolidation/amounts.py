"""What sums of different currencies are worth, and which of them disagree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from kg.consolidation.matching import agree
from kg.consolidation.rates import Rate
from kg.consolidation.sightings import Report
from kg.model import Amount, MergedAmount

SIX = Decimal("0.000001")
CENT = Decimal("0.01")
ROUGH = Decimal("0.05")  # "about" leaves more room than an exact figure


def merge(reports: Iterable[Report], known: Mapping[str, Rate]) -> tuple[MergedAmount, ...]:
    """Each distinct sum once, by currency and value."""
    sums: dict[tuple[str, Decimal], list[Amount]] = defaultdict(list)
    for report in reports:
        for each in (report.amount, *report.amount.also) if report.amount else ():
            sums[each.currency, each.value].append(each)
    return tuple(_merged(each, known) for _, each in sorted(sums.items()))


def _merged(same: list[Amount], known: Mapping[str, Rate]) -> MergedAmount:
    first = min(same, key=lambda amount: (amount.qualifier != "exact", amount.qualifier, amount.text))
    rate = known.get(first.currency)
    return MergedAmount(
        value=first.value,
        currency=first.currency,
        qualifier=first.qualifier,
        text=first.text,
        usd=(first.value / rate.units).quantize(CENT) if rate else None,
        rate=rate.units.quantize(SIX) if rate else None,
        rate_source=rate.source if rate else None,
    )


def disagreement(reports: Iterable[Report], known: Mapping[str, Rate]) -> tuple[tuple[str, ...], str] | None:
    """The claims whose sums disagree and by how much; None where all agree or no rate makes them comparable."""
    stated = [(report.iri, report.amount) for report in reports if report.amount]
    distinct = {(amount.value, amount.currency, amount.qualifier): amount for _, amount in stated}
    clashing: set[tuple[Decimal, str, str]] = set()
    widest: tuple[Decimal, str] = (Decimal(0), "")
    ordered = sorted(distinct)
    for position, one in enumerate(ordered):
        for other in ordered[position + 1 :]:
            if apart := _apart(distinct[one], distinct[other], known):
                clashing |= {one, other}
                widest = max(widest, (apart, _reason(distinct[one], distinct[other], apart)))
    if not clashing:
        return None
    claims = {iri for iri, amount in stated if (amount.value, amount.currency, amount.qualifier) in clashing}
    return tuple(sorted(claims)), widest[1]


def _apart(one: Amount, other: Amount, known: Mapping[str, Rate]) -> Decimal | None:
    """By which share of the larger two sums disagree; None where they do not or cannot be compared."""
    pairs = [
        (mine, theirs)
        for mine in (one, *one.also)
        for theirs in (other, *other.also)
        if mine.currency == theirs.currency
    ]
    if not pairs:
        mine, theirs = _dollars(one, known), _dollars(other, known)
        pairs = [(mine, theirs)] if mine and theirs else []
    if not pairs or any(_compatible(mine, theirs) for mine, theirs in pairs):
        return None
    mine, theirs = pairs[0]
    return abs(mine.value - theirs.value) / max(abs(mine.value), abs(theirs.value))


def _dollars(amount: Amount, known: Mapping[str, Rate]) -> Amount | None:
    for each in (amount, *amount.also):
        if each.currency == "USD":
            return each
        if each.currency in known:
            return Amount(each.value / known[each.currency].units, "USD", each.qualifier, each.text)
    return None


def _compatible(one: Amount, other: Amount) -> bool:
    small, large = sorted((one, other), key=lambda amount: (amount.value, amount.qualifier, amount.text))
    if large.qualifier == "up-to" or small.qualifier == "at-least":
        return True
    tolerance = ROUGH if "about" in (one.qualifier, other.qualifier) else CENT
    return agree((one.currency, one.value), (other.currency, other.value), tolerance)


def _reason(one: Amount, other: Amount, apart: Decimal) -> str:
    small, large = sorted((one, other), key=lambda amount: (amount.currency, amount.value, amount.text))
    share = (apart * 100).quantize(Decimal("0.1"))
    return f"{small.value:f} {small.currency} against {large.value:f} {large.currency}: {share} % apart"
