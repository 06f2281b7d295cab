"""What the graph holds true, from what the articles say: a chain of keyed functions, each with declared inputs.

names → identity → entities → offices → sightings → events → history and conflicts → short-cuts. Building all at once
and adding article by article run the same functions, so both give the same facts (see `engine`).
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from operator import itemgetter
from typing import Any

from kg.consolidation import (
    assembly,
    declared,
    entities,
    events,
    groups,
    identity,
    offices,
    rates,
    rows,
    sightings,
    tenure,
    written,
)
from kg.consolidation.blocks import Blocks
from kg.consolidation.compact import parted
from kg.consolidation.declared import Declared
from kg.consolidation.engine import Engine, Joined, Keyed, Table
from kg.consolidation.shortcuts import behind
from kg.model import Authority, Event, Extraction, Facts

__all__ = ["Consolidation", "behind", "consolidate"]


def consolidate(extractions: Iterable[Extraction], authority: Authority, base: str) -> Facts:
    """The facts of all articles; in whatever order they come, the result is the same."""
    consolidation = Consolidation(authority, base)
    for extraction in extractions:
        consolidation.put(extraction)
    consolidation.update()
    return consolidation.facts()


_Values = dict[Table[Any, Any], list[Any]]


class Consolidation:
    """The facts as they stand, and all that it takes to bring them up to date at the cost of what a change touches."""

    def __init__(self, authority: Authority, base: str) -> None:
        self._base = base
        self._known = Declared(authority)
        self._engine = Engine(_chain(self._known, base), rows.OUTPUTS)

    def put(self, extraction: Extraction) -> None:
        """Adds an article, or replaces it; `update` makes the facts follow."""
        said = sightings.settled(sightings.said(extraction, self._base), self._known)
        self._engine.put(rows.SAID, said.article, said)

    def drop(self, article: str) -> None:
        """Takes an article out, by its IRI."""
        self._engine.put(rows.SAID, article, None)

    def update(self) -> tuple[Facts, Facts]:
        """What was true before and no longer is, and what is true now and was not; both in part, nothing in common."""
        changed = self._engine.update()
        sides: tuple[_Values, _Values] = {}, {}
        for table in rows.OUTPUTS:  # one after another: of a first build each is large
            found = sorted(self._changes(table, changed.pop(table)), key=itemgetter(0))
            for side, values in enumerate(sides, 1):
                values[table] = [row[side] for row in found if row[side] is not None]
        return _facts(sides[0]), _facts(sides[1])

    def _changes(self, table: Table[Any, Any], before: Mapping[Any, Any]) -> Iterator[tuple[Any, Any, Any]]:
        """Key, value before, value now: of what did change."""
        for key, old in before.items():
            new = self._engine.one(table, key)
            if old != new:
                yield (key, *_apart(old, new)) if table is rows.HISTORY else (key, old, new)

    def state(self) -> Any:
        """All that it remembers, in values that can be pickled, for `restore` in another process."""
        return self._engine.state()

    def restore(self, state: Any) -> None:
        self._engine.restore(state)

    def unmet(self) -> list[str]:
        """What the authority file corrects though no claim is about it, with what it may mean."""
        wanted = {iri for iri, end in self._known.same.items() if iri != end} | self._known.apart
        told = []
        for iri in sorted(iri for iri in wanted if not self._is(iri)):
            near = difflib.get_close_matches(iri, sorted(self._engine.keys(rows.CALLED)), n=1)
            meant = f"; did you mean {near[0]}?" if near else ""
            told.append(f"the authority file corrects {iri}, and no claim is about it{meant}")
        return told

    def _is(self, iri: str) -> bool:
        """Whether an article names it, or an entity was called so before it was corrected."""
        named = self._engine.one(rows.MEMBERS, iri.partition("#")[0]) or ()
        return iri in named[::3] or self._engine.one(rows.CORRECTED, iri) is not None

    def facts(self) -> Facts:
        """All that is true now."""
        engine = self._engine
        return _facts({table: [engine.one(table, key) for key in sorted(engine.keys(table))] for table in rows.OUTPUTS})


def _apart(before: Event | None, now: Event | None) -> tuple[Event | None, Event | None]:
    """Without the claims they share: of a situation that thousands of articles report, one more changes little."""
    if before is None or now is None:
        return before, now
    shared = set(before.claims) & set(now.claims)
    old, new = (tuple(claim for claim in each.claims if claim not in shared) for each in (before, now))
    return replace(before, claims=old), replace(now, claims=new)


def _facts(values: _Values) -> Facts:
    """Of each table what it holds, in order of its keys."""
    return Facts(
        entities=tuple(values[rows.THINGS]),
        members=tuple((iri, to, why) for each in values[rows.MEMBERS] for iri, to, why in parted(each, 3)),
        offices=tuple(values[rows.OFFICES]),
        set_aside=tuple((claim, why) for claims, why in values[rows.SET_ASIDE] for claim in claims),
        events=tuple(values[rows.HISTORY]),
        conflicts=tuple(values[rows.CONFLICTS]),
        supersedes=tuple(values[rows.SUPERSEDES]),
        shortcuts=tuple(values[rows.SHORTCUTS]),
        written=tuple(values[rows.WRITTEN]),
    )


def _chain(known: Declared, base: str) -> list[Keyed[Any, Any] | Joined[Any, Any]]:
    return [
        Keyed(rows.SAID, sightings.reading),
        Keyed(rows.SAID, rates.stating),
        Keyed(rows.SIGNATURES, identity.counting),
        Keyed(rows.KEYS, groups.grouping(known)),
        Keyed(rows.GROUPS, identity.stepping),
        Keyed(rows.GROUP_OF, identity.clustering(known)),
        Keyed(rows.CLUSTERED, declared.matching),
        Keyed(rows.CLUSTERED, entities.joining(known, base)),
        Keyed(rows.CLUSTERS, entities.drafting(known)),
        Keyed(rows.SLUGS, entities.naming(known, base)),
        Keyed(rows.WANTED, entities.adding(base)),
        Keyed(rows.ENTITIES, entities.placing),
        Keyed(rows.CLUSTER_OF, entities.resolving, rows.RESOLVED),
        Keyed(rows.SAID, sightings.telling),
        Keyed(rows.HOLDINGS, offices.owning),
        Keyed(rows.OWNERS, offices.gathering_owners),
        Keyed(rows.HOLDINGS, offices.posting(base)),
        Keyed(rows.FORMS, offices.counting_forms),
        Keyed(rows.POSTS, offices.labelling(base)),
        Keyed(rows.TITLED, offices.choosing),
        Keyed(rows.FACES, offices.facing),
        Keyed(rows.SIGHTINGS, events.reporting, rows.REPORTED),
        Joined(rows.REPORTED, Blocks(rows.BLOCKS)),
        Keyed(rows.BLOCKS, events.anchoring),
        Keyed(rows.BLOCKS, events.settling(base, rows.ANCHORS, rows.EVENT_OF)),
        Keyed(rows.REFERRING, events.referring, rows.LATE_REPORTED),
        Joined(rows.LATE_REPORTED, Blocks(rows.LATE_BLOCKS)),
        Keyed(rows.LATE_BLOCKS, events.settling(base, rows.AHEAD, rows.LATE_EVENT_OF)),
        Keyed(rows.SITUATIONS, written.bounding),
        Keyed(rows.SAID, written.dating),
        Keyed(rows.SITUATIONS, assembly.deciding),
        Keyed(rows.SITUATIONS, assembly.assembling, rows.EVENTS),
        Keyed(rows.EVENTS, assembly.relating),
        Keyed(rows.TENANTS, tenure.succeeding),
        Keyed(rows.SERIES, assembly.rescheduling),
        Keyed(rows.EVENTS, assembly.finishing, rows.HISTORY),
    ]
