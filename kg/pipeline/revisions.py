"""What a new version of an article says otherwise: claims that are gone, new, or of another status."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

Record = Mapping[str, Any]
About = tuple[str, str]  # class, who and what it is about


def revisions(before: str, after: str) -> tuple[str, ...]:
    """One line for each claim that changed, after one that counts the rest; nothing where none did.

    Both are records of `kg extract`. Where its words stand makes no claim another.
    """
    old, new = json.loads(before), json.loads(after)
    if old["text"] == new["text"]:  # read anew by another version of the program: no news
        return ()
    then, now = _claims(old), _claims(new)
    same = sum(len(then[about] & now[about]) for about in then.keys() & now.keys())
    changes = [
        line
        for about in sorted(then.keys() | now.keys())
        for line in _changes(about, then.get(about, set()), now.get(about, set()))
    ]
    return (f"{new['id']}: a new version; claims as before: {same}", *changes) if changes else ()


def _changes(about: About, then: set[str], now: set[str]) -> Iterator[str]:
    gone, come = sorted(then - now), sorted(now - then)
    name = f"{about[0]} of {about[1]}"
    if gone and come:
        yield f"  {name}: {', '.join(gone)}, now {', '.join(come)}"
    elif gone or come:
        yield f"  {name}: {'no longer ' + ', '.join(gone) if gone else 'new, ' + ', '.join(come)}"


def _claims(record: Record) -> dict[About, set[str]]:
    """What is claimed of what: status, day, sum."""
    names = {entity["id"]: entity["name"] for entity in record["entities"]}
    found: dict[About, set[str]] = defaultdict(set)
    for claim in record["claims"]:
        fillers = {
            names.get(filler, "")
            for value in claim["roles"].values()
            for filler in (value if isinstance(value, list) else ())
        }
        words = [str(value) for value in claim["roles"].values() if isinstance(value, str)]
        date, amount = claim["date"] or {}, claim["amount"] or {}
        said = (claim["status"], date.get("earliest") or date.get("month_day"), amount.get("text"))
        about = ", ".join([*sorted(filter(None, fillers)), *sorted(words)])
        found[claim["type"], about].add(" ".join(filter(None, said)))
    return found
