"""What a change costs once text is analysed: articles of an invented world (synthetic.py) in a store.

python benchmarks/facts.py ARTICLES [CHANGES]: builds a store of so many articles, then in the same process takes out
and adds again one article after another. The time of a change is deriving and writing it, without publication.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from synthetic import corpus

from kg import mapping
from kg.model import Extraction
from kg.pipeline.claims import Written
from kg.pipeline.derived import Knowledge
from kg.pipeline.writing import Memory, Writing
from kg.settings import Settings
from kg.store import Store, open_store
from kg.terms import article_iri


def change(
    store: Store, settings: Settings, memory: Memory, put: Iterable[Extraction], drop: Iterable[str] = ()
) -> tuple[float, float]:
    """Seconds for one change without its publication: by the clock, and of CPU time."""
    pages = [
        Written(each.article.id, mapping.to_quads(each, settings.base_iri), mapping.to_line(each, settings.base_iri))
        for each in put
    ]
    start, worked = time.perf_counter(), time.process_time()
    writing = Writing(store, settings, KNOWLEDGE, memory)
    if len(pages) > 1:
        store.mark_stale(True)
    for page in pages:
        writing.put(page, "digest", flush=len(pages) > 1)
    for id in drop:
        writing.drop(article_iri(settings.base_iri, id))
    writing.follow(publish=False)
    return time.perf_counter() - start, time.process_time() - worked


def show(name: str, times: list[tuple[float, float]]) -> None:
    for clock, column in (("by the clock", 0), ("of CPU time", 1)):
        ranked = sorted(each[column] * 1000 for each in times)
        half, most = ranked[len(ranked) // 2], ranked[int(len(ranked) * 0.95)]
        print(f"{name}, {clock}: median {half:.1f} ms, p95 {most:.1f} ms, longest {ranked[-1]:.1f} ms")


KNOWLEDGE = Knowledge.of(Settings())


def main(articles: int, changes: int) -> None:
    pages = [told.extraction for told in corpus(articles)]
    chosen = random.Random(7).sample(pages, min(changes, articles))
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings.load({}, store=str(Path(folder) / "store"))
        with open_store(settings.store, base_iri=settings.base_iri) as store:
            memory = Memory()
            took, worked = change(store, settings, memory, pages)
            most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            print(f"{articles} articles, {len(store)} quads, {most} MB: {took:.1f} s, {worked:.1f} s of CPU time")
            print(f"{len(store) / took:.0f} quads a second, {len(store) / worked:.0f} a second of CPU time")
            removing = [change(store, settings, memory, (), [page.article.id]) for page in chosen[::2]]
            adding = [change(store, settings, memory, [page]) for page in chosen[::2]]
            show("take out", removing)
            show("add", adding)
            alone = [change(store, settings, Memory(), (), [page.article.id]) for page in chosen[1::2][:5]]
            show("take out, each in a process of its own", alone)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100)
