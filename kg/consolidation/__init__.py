"""What the graph holds true, from what the articles say: a chain of pure functions, each with declared inputs.

names → identity → entities → sightings → offices → events → history and conflicts → short-cuts.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg import terms
from kg.consolidation.assembly import assemble
from kg.consolidation.entities import merge_entities
from kg.consolidation.events import merge_events
from kg.consolidation.identity import identify
from kg.consolidation.offices import name_posts
from kg.consolidation.shortcuts import shortcuts
from kg.consolidation.sightings import read_sightings
from kg.consolidation.signatures import count, read_names
from kg.model import Authority, Extraction, Facts

__all__ = ["consolidate"]


def consolidate(extractions: Iterable[Extraction], authority: Authority, base: str) -> Facts:
    """The facts of all articles; in whatever order they come, the result is the same."""
    ordered = sorted(extractions, key=lambda extraction: extraction.article.id)
    namings = [naming for extraction in ordered for naming in read_names(extraction, base)]
    cast = merge_entities(namings, identify(count(namings), authority), authority, base)
    sightings = [each for extraction in ordered for each in read_sightings(extraction, cast.resolved, base)]
    sightings, posts = name_posts(sightings, cast, base)
    month_days = {
        terms.article_iri(base, extraction.article.id): extraction.article.month_day
        for extraction in ordered
        if extraction.article.month_day and not extraction.article.date
    }
    assembled = assemble(merge_events(sightings, posts, month_days, base), posts)
    return Facts(
        entities=tuple(cast.entities[iri] for iri in sorted(cast.entities)),
        offices=posts.offices,
        events=assembled.events,
        conflicts=assembled.conflicts,
        supersedes=assembled.supersedes,
        shortcuts=shortcuts(assembled.events, cast.entities),
    )
