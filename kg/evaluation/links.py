"""Scores of entity linking: whether names in a text are linked to the right item of Wikidata."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kg.evaluation.scores import Difference, Scores, Tally, tallies, total

Record = Mapping[str, Any]

LINK = "entity_link"
CLOSE = 4  # characters by which the ends of equal spans may differ: an article, a possessive
KINDS = {"Q215627": "Person", "Q27096213": "Place", "Q43229": "Organization"}  # class in the gold -> row, in this order


def score_links(golds: Sequence[Record], predictions: Mapping[str, Record]) -> Scores:
    """A gold span is right when a mention that overlaps has its item, wrong when its equal has another, else missed.

    Links of words that the gold does not mark are not counted: few texts are marked completely.
    """
    table, differences = tallies(), list[Difference]()
    for gold in golds:
        differences += _score_text(gold, predictions.get(gold["id"], {}), table)
    rows = {name: table[name].row() for name in sorted(table)}
    rows["ALL"] = total(table.values()).row()
    return Scores(rows, tuple(differences))


def _score_text(gold: Record, record: Record, table: dict[str, Tally]) -> Iterator[Difference]:
    links = list(_links(record))
    wanted = defaultdict[tuple[int, int], list[Record]](list)
    for row in gold["gold"]:
        if row["type"] == LINK and _is_item(row):
            mention = row["args"]["mention"]
            wanted[mention["start"], mention["end"]].append(row)
    for (start, end), rows in wanted.items():
        said = {item for first, last, item in links if first < end and start < last}
        equal = {i for first, last, i in links if abs(first - start) <= CLOSE and abs(last - end) <= CLOSE}
        right = {row["qid"] for row in rows if row["qid"]}
        kind, name = _kind(rows[0]), rows[0]["args"]["mention"]["text"]
        if said & right:
            table[kind].tp += 1
        elif right:
            table[kind].fn += 1
            yield Difference(
                "missed", gold["id"], kind, "", f"{name} = {rows[0]['name']} {'|'.join(sorted(right))}", ""
            )
        if equal and not said & right and not any(row.get("optional") for row in rows):
            table[kind].fp += 1
            yield Difference("wrong", gold["id"], kind, "", f"{name} = {'|'.join(sorted(equal))}", _around(gold, start))


def _links(record: Record) -> Iterator[tuple[int, int, str]]:
    for entity in record.get("entities", []):
        item = (entity.get("exact_match") or "").rpartition("/")[2]
        for mention in entity["mentions"] if item else ():
            yield mention["start"], mention["end"], item


def _is_item(row: Record) -> bool:
    """An item of Wikidata, or known to have none; no number and no date."""
    return bool(row["qid"] is None or (row["qid"][:1] == "Q" and row["qid"][1:].isdigit()))


def _kind(row: Record) -> str:
    classes = row["etype_qids"].split("|")
    return next((name for item, name in KINDS.items() if item in classes), "other")


def _around(gold: Record, start: int) -> str:
    return " ".join(gold["text"][max(0, start - 60) : start + 60].split())
