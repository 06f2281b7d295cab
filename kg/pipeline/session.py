"""Changing one store, once or again and again: what a process learns on the first change makes the next ones cheap."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO, TextIO

from kg import reading
from kg.errors import NotFound, ReadingError
from kg.model import Article
from kg.pipeline.claims import Recipe, Written, written
from kg.pipeline.derived import Knowledge
from kg.pipeline.outdated import READ_BY, TOLD, digest, leave, others, outdated
from kg.pipeline.remembering import Since
from kg.pipeline.version import pipeline_version
from kg.pipeline.writing import Memory, Writing
from kg.settings import Settings
from kg.store import Store, open_store
from kg.terms import article_iri

Progress = Callable[[int, int], None]  # articles done, articles to do
Input = TextIO | BinaryIO | None
PATIENCE = 10.0  # seconds to wait for another writer
BEFOREHAND = 256  # articles that are read before the store is held; what more of them say would fill memory


@dataclass(frozen=True)
class Report:
    """What a run did, in articles; one line for each input that could not be used, and for each contradiction."""

    unchanged: int = 0
    added: int = 0
    replaced: int = 0
    removed: int = 0
    renewed: int = 0  # of those replaced: read again, for another version had read them
    failures: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    revisions: tuple[str, ...] = ()  # what new versions of articles say otherwise


@dataclass(frozen=True)
class Task:
    """What a build has to do."""

    new: tuple[Article, ...]
    renewed: tuple[Article, ...]  # in the store already, read by another version
    digests: Mapping[str, str]  # of an article by its id, for the ledger
    mixed: bool  # others that stay as they are were read by another version
    unlearned: Since | None

    @property
    def changed(self) -> list[Article]:
        return [*self.new, *self.renewed]


class Session:
    """One process over one store. Files that settings name (ontology, authority, relations) are read once."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._knowledge = Knowledge.of(settings)
        self._version = pipeline_version(settings, self._knowledge.authority)
        self._recipe = Recipe.of(settings, self._knowledge.authority)
        self._memory = Memory()

    def build(
        self,
        paths: Iterable[str],
        *,
        renew: bool = False,
        jobs: int = 1,
        progress: Progress | None = None,
        stdin: Input = None,
    ) -> Report:
        """Adds articles to the store, or replaces those of the same id; the others stay. Raises KgError.

        With `renew` the others are read again where another version of program, relations or model had read them.

        A single article goes in with its facts as one atomic change. Several are written in chunks, and a mark that is
        set first and cleared last tells that the facts do not fit yet, should the run be interrupted.
        """
        articles, failures = _gather(reading.read(paths, stdin))
        task = self._task(articles, renew)
        answers = self._read(task.changed, jobs, progress)
        if len(task.changed) <= BEFOREHAND:
            answers = iter(list(answers))
        self._memory.learn(task.unlearned, self._knowledge, self._settings)
        with self._writing() as writing:
            errors, overtaken = _write(answers, task, writing)
            mixed = task.mixed or any(writing.holds(answer.id) for answer in errors)
            if not mixed:
                writing.store.set_note(READ_BY, self._version)
            writing.follow()
            leave(writing.store)
        return Report(
            unchanged=len(articles) - len(task.new) + overtaken,
            added=writing.added,
            replaced=writing.replaced,
            renewed=len(task.renewed),
            failures=(*failures, *(answer.error for answer in errors)),
            warnings=(*writing.warnings, TOLD[READ_BY]) if mixed else writing.warnings,
            revisions=writing.revisions,
        )

    def _task(self, articles: list[Article], renew: bool) -> Task:
        """What is to be read, by what the ledger remembers."""
        given = {article_iri(self._settings.base_iri, article.id) for article in articles}
        with self._writing() as writing:
            of_others = others(writing.store, self._version, given)
            renewed = tuple(outdated(of_others, self._version)) if renew else ()
            digests = {each.id: digest(each.digest, self._version) for each in (*articles, *renewed)}
            new = tuple(article for article in articles if not writing.has(article.id, digests[article.id]))
            mixed = not renew and any(True for _ in of_others)
            return Task(new, renewed, digests, mixed, writing.unlearned() if new or renewed else None)

    def remove(self, articles: Iterable[str]) -> Report:
        """Takes articles (ids or IRIs) out of the store; the facts follow, and no trace stays. Raises NotFound."""
        with self._writing(create=False) as writing:
            unlearned = writing.unlearned()
        self._memory.learn(unlearned, self._knowledge, self._settings)
        with self._writing(create=False) as writing:
            gone = dict.fromkeys(_find(name, writing.store, self._settings.base_iri) for name in articles)
            for iri in gone:
                writing.drop(iri)
            writing.follow()
            leave(writing.store)
        return Report(removed=len(gone), warnings=writing.warnings)

    @contextmanager
    def _writing(self, create: bool = True) -> Iterator[Writing]:
        """The store is held for as long as this is: only then do others wait."""
        settings = self._settings
        with open_store(settings.store, create=create, base_iri=settings.base_iri, patience=PATIENCE) as store:
            yield Writing(store, settings, self._knowledge, self._memory)

    def _read(self, articles: list[Article], jobs: int, progress: Progress | None) -> Iterator[Written]:
        for done, answer in enumerate(written(articles, self._recipe, jobs), 1):
            yield answer
            if progress:
                progress(done, len(articles))


def _write(answers: Iterable[Written], task: Task, writing: Writing) -> tuple[list[Written], int]:
    """Those that could not be read, and how many another writer had put there meanwhile."""
    many = len(task.changed) > 1
    errors, overtaken = [], 0
    if many:
        writing.begin_many()
    for answer in answers:
        if answer.error:
            errors.append(answer)
        elif writing.has(answer.id, task.digests[answer.id]):
            overtaken += 1
        else:
            writing.put(answer, task.digests[answer.id], flush=many)
    return errors, overtaken


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


def _find(name: str, store: Store, base: str) -> str:
    """The IRI of an article in the store, named by id or IRI."""
    for iri in (name, article_iri(base, name)):
        if iri.startswith(base) and store.entry(iri):
            return iri
    ids = sorted(iri.removeprefix(f"{base}article/") for iri, _ in store.entries())
    near = difflib.get_close_matches(name, ids, n=1) or [each for each in ids if name in each][:1]
    raise NotFound(f"no article {name!r} in the store" + (f"; did you mean {near[0]!r}?" if near else ""))
