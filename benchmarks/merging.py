"""How well names and events are merged: B-cubed precision, recall and F1 over an invented world whose truth is known.

python benchmarks/merging.py ARTICLES [SEED]. B-cubed after Bagga and Baldwin (1998): for each mention the share of its
cluster that belongs there, and of what belongs there that is in its cluster.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping

from synthetic import corpus

from kg import terms
from kg.consolidation import consolidate
from kg.model import Authority
from kg.settings import Settings

BASE = Settings.base_iri


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
    beings, happenings, pages = {}, {}, []
    for told in corpus(articles, seed):
        page = told.extraction
        pages.append(page)
        for entity in page.entities:
            beings[terms.article_entity_iri(BASE, page.article.id, entity.slug)] = told.beings[entity.id]
        for claim, truth in told.happenings.items():
            happenings[terms.claim_iri(BASE, page.article.id, claim)] = truth
    facts = consolidate(pages, Authority(), BASE)
    members = {member: entity for member, entity, _ in facts.members}
    reports = {claim: event.iri for event in facts.events for claim in event.claims}
    for name, found, truth in (("entities", members, beings), ("events", reports, happenings)):
        precision, recall, f1 = b_cubed(found, truth)
        print(f"{name}: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f} over {len(truth)} mentions")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
