"""How well claims agree with gold annotations: the scores of `kg eval`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kg.evaluation.corpora import score_relations
from kg.evaluation.events import score_events
from kg.evaluation.links import LINK, score_links
from kg.evaluation.scores import Difference, Row, Scores

__all__ = ["Difference", "Row", "Scores", "evaluate"]


def evaluate(golds: Iterable[dict[str, Any]], predictions: Mapping[str, dict[str, Any]]) -> Scores:
    """Scores of predicted records (as `kg extract` writes them, by article id) against gold records of one kind.

    Whole articles with every event marked have `events`; sentences with some relations marked, or with the
    Wikidata items that names stand for (rows of type entity_link), have `gold`.
    An article without a prediction counts as one in which nothing was found.
    """
    records = list(golds)
    if records and "events" in records[0]:
        return score_events(records, predictions)
    if any(row["type"] == LINK for record in records for row in record.get("gold", [])):
        return score_links(records, predictions)
    return score_relations(records, predictions)
