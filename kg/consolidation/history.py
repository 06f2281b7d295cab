"""What became of a situation: its present status, and which claim overtakes which.

The latest claim by date that may change the status wins; where dates do not order two claims the more final one does,
then a denial, which answers a report, then the IRI.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.consolidation.sightings import Report

FINALITY = {
    "proposed": 1,
    "planned": 2,
    "future": 2,
    "postponed": 3,
    "ongoing": 4,
    "held": 5,
    "current": 5,
    "former": 5,
    "cancelled": 5,
    "blocked": 5,
    "denied": 5,
}
PLAIN = {"current": "held", "former": "held", "future": "planned"}  # an office's status as that of any state
SURE_ENOUGH = {"CT+", "PR+"}  # "may have met" makes no meeting
NEGATIVE = {"CT-", "PR-", "PS-"}
SURELY_NOT = {"CT-", "PR-"}


@dataclass(frozen=True, slots=True)
class Step:
    """A claim that may change the status."""

    iri: str
    status: str
    day: dt.date | None

    @property
    def rank(self) -> int:
        return FINALITY[self.status]

    @property
    def order(self) -> tuple[int, bool, str]:
        """Among steps of one day, or of no day."""
        return self.rank, self.status == "denied", self.iri


def steps(reports: Iterable[Report], days: Mapping[str, dt.date]) -> list[Step]:
    """The claims that may change the status, from the first to the one that holds."""
    changing = [
        Step(report.iri, PLAIN.get(report.status, report.status), report.day or days.get(report.article))
        for report in reports
        if report.status in FINALITY and _may_change(PLAIN.get(report.status, report.status), report.certainty)
    ]
    return in_order(changing)


def _may_change(status: str, certainty: str) -> bool:
    if status == "denied":
        return certainty in SURELY_NOT
    return certainty not in NEGATIVE and (certainty in SURE_ENOUGH or status != "held")


def in_order(changing: Iterable[Step]) -> list[Step]:
    """By day; undated steps before the first that is more final, so that the last is the present one."""
    dated: list[Step] = []
    undated: list[Step] = []
    for step in changing:
        (dated if step.day else undated).append(step)
    dated.sort(key=lambda step: (step.day, step.order))
    undated.sort(key=lambda step: step.order)
    merged: list[Step] = []
    position = 0
    for step in undated:
        while position < len(dated) and dated[position].rank <= step.rank and _later_is_final(dated, position, step):
            merged.append(dated[position])
            position += 1
        merged.append(step)
    return merged + dated[position:]


def _later_is_final(dated: list[Step], position: int, step: Step) -> bool:
    """Whether the dated step comes before the undated one: always, but the last must be less final to do so."""
    return position < len(dated) - 1 or dated[position].rank < step.rank


def present(ordered: list[Step], reports: Iterable[Report]) -> str:
    """The status now: of the last step; without one denied if anybody denies it, else unknown."""
    if ordered:
        return ordered[-1].status
    return "denied" if any(report.status == "denied" for report in reports) else "unknown"


def overtaken(ordered: list[Step]) -> list[tuple[str, str]]:
    """(later, earlier): the first claim of each new status overtakes every claim of the status before."""
    pairs = []
    run: list[Step] = []
    previous: list[Step] = []
    for step in ordered:
        if run and step.status != run[0].status:
            previous, run = run, []
            pairs += [(step.iri, earlier.iri) for earlier in previous]
        run.append(step)
    return pairs
