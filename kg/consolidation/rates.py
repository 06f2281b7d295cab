"""What one U.S. dollar was worth about a day: as articles of that time imply it, else by the packaged table.

Articles imply a rate where they print one sum in dollars and in another currency. The table has monthly means of the
European Central Bank's reference rates (NOTICE).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

from kg.consolidation import rows
from kg.consolidation.engine import Look, Row
from kg.consolidation.sightings import Report, Said

ECB = "https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates/"
NEAR = 6  # months before and after in which an article's rate beats the table


@dataclass(frozen=True, slots=True, order=True)
class Rate:
    """Units of a currency for one U.S. dollar, and what says so: the IRI of a claim, or of the table's source."""

    units: Decimal
    source: str


def stating(article: str, pages: Mapping[str, Said], look: Look) -> Iterator[Row]:
    """Link: rates implied by sums that one article prints in dollars and in another currency, by month."""
    (page,) = pages.values()
    month = _month(page.day) if page.day else 0
    for sighting in page.sightings:
        for report in sighting.reports:
            printed = (report.amount, *report.amount.also) if report.amount else ()
            dollars = next((each for each in printed if each.currency == "USD" and each.value > 0), None)
            for each in printed:
                if dollars and each.currency != "USD" and each.value > 0:
                    rate = Rate(each.value / dollars.value, report.iri)
                    yield rows.RATES.row((each.currency, month), rate, (report.iri, each.value))


def rates_for(reports: Iterable[Report], day: dt.date | None, look: Look) -> dict[str, Rate]:
    """By currency of the sums, about that day."""
    printed = [each for report in reports if report.amount for each in (report.amount, *report.amount.also)]
    known = {}
    for currency in {each.currency for each in printed} - {"USD"}:
        if rate := _stated(currency, day, look) or _tabled(currency, day):
            known[currency] = rate
    return known


def _stated(currency: str, day: dt.date | None, look: Look) -> Rate | None:
    """The middle one of the nearest month; articles without a date come last."""
    months = [_month(day) + step for step in sorted(range(-NEAR, NEAR + 1), key=abs)] if day else []
    for month in [*months, 0]:
        if found := look.rows(rows.RATES, (currency, month)):
            return sorted(found.values())[(len(found) - 1) // 2]
    return None


def _tabled(currency: str, day: dt.date | None) -> Rate | None:
    """Of its month; of the month before where that has none yet. Without a day nothing says which rate is meant."""
    if day is None:
        return None
    table = _table()
    units = table.get((currency, _month(day))) or table.get((currency, _month(day) - 1))
    return Rate(units, ECB) if units else None


def _month(day: dt.date) -> int:
    return day.year * 12 + day.month - 1


@cache
def _table() -> dict[tuple[str, int], Decimal]:
    found = {}
    for line in files(__package__).joinpath("rates.csv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            currency, year, *months = line.split(",")
            found.update({(currency, int(year) * 12 + n): Decimal(cell) for n, cell in enumerate(months) if cell})
    return found
