"""How far an answer reaches: what is found, what is denied, and up to which day anything is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

NOT_SAID = "no article says so"
LAST_REPORT = "SELECT (MAX(?day) AS ?last) WHERE { GRAPH ?any { ?claim kg:claimDate ?day } }"


def verdict(statuses: Iterable[str], last: str | None, told: bool = False, none: str = NOT_SAID) -> str:
    """Not found, denied, only planned, known up to a day: different answers. `last`: the day of the last report.

    `told`: the answer has rows, though none of them of an event with a status. `none`: what no row means.
    """
    found = Counter(statuses)
    known = f"known up to {last}" if last else "no report has a date"
    if not found and told:
        return known
    if not found:
        return f"not found: {none}; {known}"
    if len(found) == 1:
        only = next(iter(found))
        return f"only {only}; {known}" if only not in ("held", "ongoing") else f"{only}; {known}"
    return ", ".join(f"{count} {status}" for status, count in found.most_common()) + f"; {known}"
