"""How well names and events are merged: B-cubed precision, recall and F1 over an invented world whose truth is known.

python benchmarks/merging.py ARTICLES [SEED]. B-cubed after Bagga and Baldwin (1998): for each mention the share of its
cluster that belongs there, and of what belongs there that is in its cluster.

python benchmarks/merging.py --alone ARTICLES: what names and events cost, without text and store. CPU time is that of
consolidation (not of making the articles), memory that of the process, disk what the facts take as N-Quads.
"""

from __future__ import annotations

import gc
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields

from synthetic import corpus

from kg import terms
from kg.consolidation import Consolidation
from kg.mapping import facts_to_quads
from kg.model import Authority, Facts
from kg.settings import Settings

BASE = Settings.base_iri
A_SLICE = 10_000


def b_cubed(found: Mapping[str, str], truth: Mapping[str, str]) -> tuple[float, float, float]:
    """Precision, recall, F1 over the mentions that both know."""
    mentions = found.keys() & truth.keys()
    pairs = Counter((found[each], truth[each]) for each in mentions)
    clusters = Counter(found[each] for each in mentions)
    classes = Counter(truth[each] for each in mentions)
    precision = sum(count * count / clusters[cluster] for (cluster, _), count in pairs.items()) / len(mentions)
    recall = sum(count * count / classes[kind] for (_, kind), count in pairs.items()) / len(mentions)
    return precision, recall, 2 * precision * recall / (precision + recall)


def main(articles: int, seed: int) -> None:
    beings, happenings = {}, {}
    consolidation = Consolidation(Authority(), BASE)
    for told in corpus(articles, seed):
        page = told.extraction
        consolidation.put(page)
        for entity in page.entities:
            beings[terms.article_entity_iri(BASE, page.article.id, entity.slug)] = told.beings[entity.id]
        for claim, truth in told.happenings.items():
            happenings[terms.claim_iri(BASE, page.article.id, claim)] = truth
    _, facts = consolidation.update()
    members = {member: entity for member, entity, _ in facts.members}
    reports = {claim: event.iri for event in facts.events for claim in event.claims}
    for name, found, truth in (("entities", members, beings), ("events", reports, happenings)):
        precision, recall, f1 = b_cubed(found, truth)
        print(f"{name}: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f} over {len(truth)} mentions")


def alone(articles: int) -> None:
    gc.disable()  # as a build does: what is made stays
    consolidation = Consolidation(Authority(), BASE)
    worked = 0.0
    for told in corpus(articles):
        start = time.process_time()
        consolidation.put(told.extraction)
        worked += time.process_time() - start
    read = _peak()
    start = time.process_time()
    _, facts = consolidation.update()
    worked += time.process_time() - start
    print(f"{articles} articles: {worked * 1000 / articles:.2f} ms of CPU time an article", flush=True)
    print(f"memory: {read} MB when all are read, {_peak()} MB at most", flush=True)
    size = sum(len(text.encode()) for text in _slices(facts))
    print(f"{len(facts.entities)} entities, {len(facts.events)} events, {size >> 20} MB on disk as N-Quads", flush=True)


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


def _slices(facts: Facts) -> Iterator[str]:
    for each in fields(facts):
        values = getattr(facts, each.name)
        for start in range(0, len(values), A_SLICE):
            yield facts_to_quads(Facts(**{each.name: values[start : start + A_SLICE]}), BASE)


if __name__ == "__main__":
    if sys.argv[1] == "--alone":
        alone(int(sys.argv[2]))
    else:
        main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
