"""The order of the stages: articles are read, analysed and written, then the facts follow.

What a build does is decided by the ledger: an article whose digest is the one remembered is left as it is. Facts are a
function of all that the ledger remembers, so that articles added one by one give what building them all gives.
"""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO, TextIO

from kg import reading
from kg.errors import KgError, NotFound, ReadingError
from kg.model import Article, Extraction, Firing
from kg.pipeline.claims import Recipe, extractions, firings, written
from kg.pipeline.derived import Knowledge
from kg.pipeline.version import pipeline_version
from kg.pipeline.writing import AUTHORITY, Writing
from kg.settings import Settings
from kg.store import open_store
from kg.terms import article_iri

__all__ = ["Report", "build", "explain", "extract", "remove"]

AT_ONCE = 256  # articles that `extract` holds while it waits for the model
Progress = Callable[[int, int], None]  # articles done, articles to do
Input = TextIO | BinaryIO | None


@dataclass(frozen=True)
class Report:
    """What a run did, in articles; one line for each input that could not be used, and for each contradiction."""

    unchanged: int = 0
    added: int = 0
    replaced: int = 0
    removed: int = 0
    failures: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


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
    paths: Iterable[str], settings: Settings, *, jobs: int = 1, progress: Progress | None = None, stdin: Input = None
) -> Report:
    """Adds articles to the store, or replaces those of the same id; the others stay. Raises KgError.

    A single article goes in with its facts as one atomic change. Several are written in chunks, and a mark that is set
    first and cleared last tells that the facts do not fit yet, should the run be interrupted.
    """
    knowledge = Knowledge.of(settings)
    articles, failures = _gather(reading.read(paths, stdin))
    version = pipeline_version(settings, knowledge.authority)
    digests = {article.id: _digest(article.digest, version) for article in articles}
    with open_store(settings.store, base_iri=settings.base_iri) as store:
        writing = Writing(store, settings, knowledge)
        changed = [article for article in articles if not writing.has(article.id, digests[article.id])]
        recipe = Recipe.of(settings, knowledge.authority)
        if len(changed) > 1:
            store.mark_stale(True)
        for done, answer in enumerate(written(changed, recipe, jobs), 1):
            if answer.error:
                failures.append(answer.error)
            else:
                writing.put(answer, digests[answer.id], flush=len(changed) > 1)
            if progress:
                progress(done, len(changed))
        writing.follow()
    unchanged = len(articles) - len(changed)
    return Report(unchanged, writing.added, writing.replaced, 0, tuple(failures), writing.warnings)


def remove(articles: Iterable[str], settings: Settings) -> Report:
    """Takes articles (ids or IRIs) out of the store; the facts follow, and no trace stays. Raises NotFound.

    The facts follow from the authority file they were built with, where the settings name none.
    """
    with open_store(settings.store, create=False, base_iri=settings.base_iri) as store:
        if not settings.authority:
            settings = replace(settings, authority=store.note(AUTHORITY) or "")
        writing = Writing(store, settings, Knowledge.of(settings))
        gone = dict.fromkeys(_find(name, writing.ledger, settings.base_iri) for name in articles)
        for iri in gone:
            writing.drop(iri)
        writing.follow()
    return Report(removed=len(gone), warnings=writing.warnings)


def _in_order(items: list[Article | ReadingError], recipe: Recipe) -> Iterator[Extraction | KgError]:
    found = extractions([item for item in items if isinstance(item, Article)], recipe)
    for item in items:
        yield next(found) if isinstance(item, Article) else item


def _gather(items: Iterable[Article | ReadingError]) -> tuple[list[Article], list[str]]:
    """Articles in order of arrival. Of one id with two contents none is taken: nothing says which is right."""
    found: dict[str, Article] = {}
    clashes: dict[str, list[str]] = {}
    failures: list[str] = []
    for item in items:
        if isinstance(item, ReadingError):
            failures.append(str(item))
        elif found.setdefault(item.id, item).digest != item.digest:
            clashes.setdefault(item.id, [found[item.id].source]).append(item.source)
    for name, sources in clashes.items():
        failures.append(f"{' and '.join(sources)}: different articles with one id {name!r}; give each an id of its own")
    return [article for article in found.values() if article.id not in clashes], failures


def _digest(article: str, version: str) -> str:
    return hashlib.sha256(f"{article} {version}".encode()).hexdigest()


def _find(name: str, ledger: Iterable[str], base: str) -> str:
    """The IRI of an article in the store, named by id or IRI."""
    known = set(ledger)
    for iri in (name, article_iri(base, name)):
        if iri in known:
            return iri
    ids = [iri.removeprefix(f"{base}article/") for iri in sorted(known)]
    near = difflib.get_close_matches(name, ids, n=1)
    raise NotFound(f"no article {name!r} in the store" + (f"; did you mean {near[0]!r}?" if near else ""))
