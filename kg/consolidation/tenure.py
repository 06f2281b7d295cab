"""Who holds an office now, when it was held and who followed: by what the latest articles say."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.consolidation import rows
from kg.consolidation.engine import Look, Row
from kg.consolidation.sightings import Report

if TYPE_CHECKING:
    from kg.consolidation.assembly import Tenant

FINALITY = {"future": 1, "current": 2, "held": 2, "former": 3}
NAMES = {"future": "elect"}


def tenure(reports: Iterable[Report], days: Mapping[str, dt.date]) -> str | None:
    """current, former, held or elect: by the latest article; where dates do not order two, the more final one.

    One article that calls someone president and then-president speaks of an earlier term too: current holds.
    """
    by_article: dict[str, set[str]] = defaultdict(set)
    day_of: dict[str, dt.date | None] = {}
    for report in reports:
        if report.status in FINALITY:
            by_article[report.article].add(report.status)
            day_of[report.article] = report.day or days.get(report.article)
    says = {
        article: next(each for each in ("current", "former", "held", "future") if each in statuses)
        for article, statuses in by_article.items()
    }
    dated = [(day, FINALITY[says[article]], says[article]) for article, day in day_of.items() if day]
    undated = [(FINALITY[says[article]], says[article]) for article, day in day_of.items() if not day]
    last = [max(dated)[1:]] if dated else []
    _, best = max(last + undated, default=(0, None))
    return NAMES.get(best, best) if best else None


def known(reports: Iterable[Report], days: Mapping[str, dt.date]) -> tuple[dt.date, dt.date] | None:
    """The first and the last day on which an article calls a state present."""
    present = [report for report in reports if report.status in ("current", "held", "ongoing")]
    said = sorted(day for report in present if (day := report.day or days.get(report.article)))
    return (said[0], said[-1]) if said else None


def succeeding(office: str, tenants: Mapping[str, Tenant], look: Look) -> Iterator[Row]:
    """Link: of several present holders of a single office the one known last keeps it; each follows the one before."""
    current = [tenant for tenant in tenants.values() if tenant.current]
    last = max(current, key=lambda tenant: tenant.rank, default=None)
    for event, tenant in tenants.items():
        if last and tenant.current and tenant.holder != last.holder:
            yield rows.ENDED.row(event, True)
    dated = sorted((tenant.known[1], tenant.known[0], event) for event, tenant in tenants.items() if tenant.known)
    for (*_, before), (*_, event) in pairwise(dated):
        if tenants[before].holder != tenants[event].holder:
            yield rows.SUCCESSION.row(event, before)
