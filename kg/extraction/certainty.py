"""How sure the source of a claim is, on FactBank's scale (Sauri & Pustejovsky 2009)."""

from __future__ import annotations

from kg.extraction.status import Assessment


def certainty(status: str, assessment: Assessment, secondhand: bool) -> str:
    """FactBank's value for a status; `secondhand` when a source without a name says so."""
    if status == "denied":
        return "CT-"
    if status == "unknown":
        return "Uu"
    if assessment.maybe or status == "proposed":
        return "PS+"
    return "PR+" if status in ("planned", "future") or assessment.hedged or secondhand else "CT+"
