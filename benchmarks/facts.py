"""What a change costs once text is analysed: articles of an invented world (synthetic.py) in a store.

python benchmarks/facts.py ARTICLES [CHANGES]: builds a store of so many articles, then in the same process takes out
and adds again one article after another. The time of a change is deriving and writing it, without publication. Last an
article that calls the most frequent company by the name of the second, and so joins all that is known of them, is added
and taken out: that costs what it moves.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from synthetic import corpus

from kg import mapping
from kg.model import Article, ArticleEntity, Claim, Evidence, Extraction, Roles, Span
from kg.pipeline.claims import Written
from kg.pipeline.derived import Knowledge
from kg.pipeline.writing import CHUNK, Memory, Writing
from kg.settings import Settings
from kg.store import Store, open_store
from kg.terms import article_iri, digest, slug


def change(
    store: Store, settings: Settings, memory: Memory, put: Iterable[Extraction], drop: Iterable[str] = ()
) -> tuple[float, float]:
    """Seconds for one change without its publication: by the clock, and of CPU time. What is put is made meanwhile."""
    took = worked = 0.0
    pages = map(written, put)
    writing: Writing | None = None
    while True:
        chunk = list(islice(pages, CHUNK))
        start, working = time.perf_counter(), time.process_time()
        if writing is None:
            writing = Writing(store, settings, KNOWLEDGE, memory)
            if len(chunk) > 1:
                writing.begin_many()
            for id in drop:
                writing.drop(article_iri(settings.base_iri, id))
        for page in chunk:
            writing.put(page, "digest", flush=len(chunk) > 1)
        if len(chunk) < CHUNK:
            writing.follow(publish=False)
        took, worked = took + time.perf_counter() - start, worked + time.process_time() - working
        if len(chunk) < CHUNK:
            return took, worked


def written(page: Extraction) -> Written:
    return Written(page.article.id, mapping.to_quads(page, BASE), mapping.to_line(page, BASE))


def show(name: str, times: list[tuple[float, float]]) -> None:
    for clock, column in (("by the clock", 0), ("of CPU time", 1)):
        ranked = sorted(each[column] * 1000 for each in times)
        half, most = ranked[len(ranked) // 2], ranked[int(len(ranked) * 0.95)]
        print(f"{name}, {clock}: median {half:.1f} ms, p95 {most:.1f} ms, longest {ranked[-1]:.1f} ms")


def joining(one: str, other: str) -> Extraction:
    """An article that says of two companies that they are one."""
    text = f"{one}, {other}."
    span = Span(0, len(text), text)
    firm = ArticleEntity("e1", "Company", one, slug(one), (Span(0, len(one), one),), aliases=(other,))
    said: Roles = {"speaker": ("e1",), "said": text}
    claim = Claim(
        "claim-" + digest(text), "Statement", said, "held", "CT+", (Evidence(0, len(text), text, span),), "synthetic"
    )
    return Extraction(Article("joining", text), (firm,), (claim,), (), ((0, len(text)),))


BASE = Settings.base_iri
KNOWLEDGE = Knowledge.of(Settings())


def main(articles: int, changes: int) -> None:
    chosen = set(random.Random(7).sample(range(articles), min(changes, articles)))
    kept: list[Extraction] = []
    firms: Counter[str] = Counter()

    def pages() -> Iterator[Extraction]:
        for number, told in enumerate(corpus(articles)):
            if number in chosen:
                kept.append(told.extraction)
            for entity in told.extraction.entities:
                if entity.type == "Company":
                    firms[" ".join(entity.name.split()[:2])] += 1  # without the legal form
            yield told.extraction

    with tempfile.TemporaryDirectory() as folder:
        settings = Settings.load({}, store=str(Path(folder) / "store"))
        with open_store(settings.store, base_iri=BASE) as store:
            memory = Memory()
            took, worked = change(store, settings, memory, pages())
            most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            disk = sum(file.stat().st_size for file in Path(settings.store).rglob("*") if file.is_file()) >> 20
            print(f"{articles} articles, {len(store)} quads, {most} MB of memory at most, {disk} MB on disk")
            print(f"{took:.1f} s, {worked:.1f} s of CPU time: {worked * 1000 / articles:.2f} ms an article")
            print(f"{len(store) / took:.0f} quads a second, {len(store) / worked:.0f} a second of CPU time", flush=True)
            show("take out", [change(store, settings, memory, (), [page.article.id]) for page in kept[::2]])
            show("add", [change(store, settings, memory, [page]) for page in kept[::2]])
            last = kept[1::2][:5]
            alone = [change(store, settings, Memory(), (), [page.article.id]) for page in last]
            alone += [change(store, settings, Memory(), [page]) for page in last]
            show("each in a process of its own", alone)
            (one, _), (other, mentions) = firms.most_common(2)
            both = [
                (
                    change(store, settings, memory, [joining(one, other)]),
                    change(store, settings, memory, (), ["joining"]),
                )
                for _ in range(5)
            ]
            show(f"join two names, {mentions} mentions moved", [join for join, _ in both])
            show("split them", [split for _, split in both])


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100)
