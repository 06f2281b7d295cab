"""The first pure function, what one article says, and how it is spread over processes.

A worker process loads the model once and is handed batches; the parent gets text back and writes. Answers come in the
order of the articles, whatever the number of processes.
"""

from __future__ import annotations

import gc
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from kg import admission, annotation, extraction, mapping, relations, resources
from kg.errors import KgError, ReadingError
from kg.model import Article, Authority, Extraction, Firing
from kg.settings import Settings

BATCH = 16  # articles that go through the model together, and to a worker at once
AHEAD = 3  # batches given out for each worker, so that none runs dry
MOST_FAULTS = 3  # named of one article
SHAPES = resources.path("ontology") / "shapes.ttl"
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(frozen=True)
class Recipe:
    """All that claims depend on beside the article, as values that can be sent to a worker."""

    model: str
    relations: str
    base: str
    authority: Authority

    @classmethod
    def of(cls, settings: Settings, authority: Authority) -> Recipe:
        return cls(settings.model, settings.relations, settings.base_iri, authority)


@dataclass(frozen=True, slots=True)
class Written:
    """What one article says, as it goes into the store: its graph as N-Quads and its extraction as JSON.

    `error` is empty, or why the article could not be read: then there is nothing else.
    """

    id: str
    quads: str = ""
    record: str = ""
    error: str = ""


def extractions(articles: Iterable[Article], recipe: Recipe) -> Iterator[Extraction | KgError]:
    """One answer for each article, in order; an article that fails does not keep the others from being read."""
    pipeline = _model(recipe.model)
    known = _relations(recipe.relations)

    def read(batch: list[Article]) -> list[Extraction]:
        documents = annotation.annotate(batch, pipeline, recipe.authority)
        return [extraction.extract(document, known) for document in documents]

    for batch in _batches(articles):
        try:
            yield from read(batch)
        except Exception:  # one article fails, the rest go on: each alone shows which
            yield from (_alone(article, read) for article in batch)


def firings(articles: Iterable[Article], recipe: Recipe) -> Iterator[tuple[Article, list[Firing]]]:
    """For each article, which patterns its words set off, and what became of them."""
    known = _relations(recipe.relations)
    for document in annotation.annotate(articles, _model(recipe.model), recipe.authority):
        yield document.article, list(extraction.explain(document, known))


def written(articles: Iterable[Article], recipe: Recipe, jobs: int = 1) -> Iterator[Written]:
    """What each article says as text for the store, in order, read by `jobs` processes."""
    if jobs <= 1:
        for batch in _batches(articles):
            yield from _write(batch, recipe)
        return
    _pin_threads()
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        waiting: deque[Future[list[Written]]] = deque()
        for batch in _batches(articles):
            waiting.append(pool.submit(_write, batch, recipe))
            if len(waiting) >= jobs * AHEAD:
                yield from _answer(waiting.popleft())
        while waiting:
            yield from _answer(waiting.popleft())


def _write(batch: list[Article], recipe: Recipe) -> list[Written]:
    answers = zip(batch, extractions(batch, recipe), strict=True)
    return [_admitted(article, answer, recipe.base) for article, answer in answers]


def _admitted(article: Article, answer: Extraction | KgError, base: str) -> Written:
    """An article whose graph breaks a rule stays outside: what is in the store keeps them all."""
    if isinstance(answer, KgError):
        return Written(article.id, error=str(answer))
    quads = mapping.to_quads(answer, base)
    if faults := admission.faults(answer, quads, SHAPES):
        more = f" (and {len(faults) - MOST_FAULTS} more)" if len(faults) > MOST_FAULTS else ""
        told = "; ".join(faults[:MOST_FAULTS])
        return Written(article.id, error=f"{article.source or article.id}: breaks rules of the graph: {told}{more}")
    return Written(article.id, quads, mapping.to_line(answer, base))


def _alone(article: Article, read: Callable[[list[Article]], list[Extraction]]) -> Extraction | KgError:
    try:
        return read([article])[0]
    except Exception as error:
        reason = f"cannot be analysed: {type(error).__name__}: {error}"
        return ReadingError(article.source or article.id, reason, article.id)


def _answer(future: Future[list[Written]]) -> list[Written]:
    try:
        return future.result()
    except BrokenProcessPool:
        raise KgError("a worker process ended unexpectedly (out of memory?); try fewer --jobs") from None


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    stream = iter(articles)
    while batch := list(islice(stream, BATCH)):
        yield batch


def _pin_threads() -> None:
    """Workers inherit this: two processes that each start a thread a core only get in each other's way."""
    for name in THREADS:
        os.environ.setdefault(name, "1")


def _relations(folder: str) -> tuple[relations.Relation, ...]:
    files = sorted(Path(folder).glob("*.toml")) if folder else []
    return _checked(folder, tuple((file.name, (stat := file.stat()).st_size, stat.st_mtime_ns) for file in files))


@lru_cache(maxsize=1)
def _checked(folder: str, files: tuple[tuple[str, int, int], ...]) -> tuple[relations.Relation, ...]:
    """Read again where a file has changed: `files` is name, size and time of each."""
    found = relations.load(folder)
    extraction.check(found)
    return found


@cache
def _model(name: str) -> annotation.Pipeline:
    """Once a process: a worker is handed many batches. What is loaded stays, so the garbage collector may skip it."""
    pipeline = annotation.load(name)
    gc.collect()
    gc.freeze()
    return pipeline
