"""The order of the stages: articles are read, analysed and written, then the facts follow.

What a build does is decided by the ledger: an article whose digest is the one remembered is left as it is. Facts are a
function of all that the ledger remembers, so that articles added one by one give what building them all gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace

from kg import reading
from kg.errors import KgError, NotFound, ReadingError
from kg.model import Article, Extraction, Firing
from kg.pipeline.claims import Recipe, extractions, firings
from kg.pipeline.derived import Knowledge
from kg.pipeline.outdated import restore
from kg.pipeline.outdated import told as outdated
from kg.pipeline.session import PATIENCE, Input, Progress, Report, Session
from kg.pipeline.writing import AUTHORITY
from kg.settings import Settings
from kg.store import open_store

__all__ = ["PATIENCE", "Report", "Session", "as_built", "build", "explain", "extract", "outdated", "remove", "restore"]

AT_ONCE = 256  # articles that `extract` holds while it waits for the model


def extract(paths: Iterable[str], settings: Settings, stdin: Input = None) -> Iterator[Extraction | KgError]:
    """What each article says, in input order and without a store; an error stands where an article cannot be read."""
    recipe = Recipe.of(settings, Knowledge.of(settings).authority)
    waiting: list[Article | ReadingError] = []
    for item in reading.read(paths, stdin):
        waiting.append(item)
        if len(waiting) >= AT_ONCE:
            yield from _in_order(waiting, recipe)
            waiting.clear()
    yield from _in_order(waiting, recipe)


def explain(
    paths: Iterable[str], settings: Settings, stdin: Input = None
) -> Iterator[tuple[Article, list[Firing]] | ReadingError]:
    """Which patterns the words of each article set off, and why some made no claim."""
    recipe = Recipe.of(settings, Knowledge.of(settings).authority)
    for item in reading.read(paths, stdin):
        if isinstance(item, ReadingError):
            yield item
        else:
            yield from firings([item], recipe)


def build(
    paths: Iterable[str],
    settings: Settings,
    *,
    renew: bool = False,
    jobs: int = 1,
    progress: Progress | None = None,
    stdin: Input = None,
) -> Report:
    """Adds articles to the store, or replaces those of the same id; the others stay. Raises KgError.

    With `renew` the others are read again where another version of program, relations or model had read them.
    """
    return Session(settings).build(paths, renew=renew, jobs=jobs, progress=progress, stdin=stdin)


def remove(articles: Iterable[str], settings: Settings) -> Report:
    """Takes articles (ids or IRIs) out of the store; the facts follow, and no trace stays. Raises NotFound."""
    return Session(as_built(settings)).remove(articles)


def as_built(settings: Settings) -> Settings:
    """With the authority file that the store was built with, where the settings name none."""
    if settings.authority:
        return settings
    with (
        suppress(NotFound),
        open_store(settings.store, create=False, base_iri=settings.base_iri, patience=PATIENCE) as store,
    ):
        return replace(settings, authority=store.note(AUTHORITY) or "")
    return settings


def _in_order(items: list[Article | ReadingError], recipe: Recipe) -> Iterator[Extraction | KgError]:
    found = extractions([item for item in items if isinstance(item, Article)], recipe)
    for item in items:
        yield next(found) if isinstance(item, Article) else item
