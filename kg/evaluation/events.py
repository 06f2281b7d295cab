"""Scores over whole articles in which every event is marked."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kg.evaluation.names import as_list, fillers, is_found, parties_found
from kg.evaluation.scores import Difference, Scores, Tally, tallies, total

Record = Mapping[str, Any]

SCORED = {  # the roles that must match
    "Meeting": ("participant",),
    "Call": ("participant",),
    "Visit": ("visitor", "destination"),
    "Investment": ("investor", "recipient"),
    "Acquisition": ("acquirer", "target"),
    "OfficeHolding": ("holder", "of"),
}
SYMMETRIC = ("Meeting", "Call")
MONTH = dt.timedelta(days=31)
MANY = 10  # gold events from which on a type counts for the macro mean


def score_events(golds: Sequence[Record], predictions: Mapping[str, Record]) -> Scores:
    table, differences = tallies(), list[Difference]()
    for gold in golds:
        differences += _score_article(gold, predictions.get(gold["id"], {}), table)
    rows = {name: table[name].row() for name in sorted(table)}
    many = [rows[name].f1 or 0.0 for name, tally in table.items() if tally.tp + tally.fn >= MANY]
    rows["ALL"] = total(table.values()).row()
    rows["EVENTS"] = total(tally for name, tally in table.items() if name != "OfficeHolding").row()
    return Scores(rows, tuple(differences), (len(many), round(sum(many) / max(1, len(many)), 3)))


def _score_article(gold: Record, record: Record, table: dict[str, Tally]) -> Iterator[Difference]:
    text = gold.get("text") or record.get("text")
    entities = {entity["id"]: entity for entity in record.get("entities", [])}
    events = [event for event in record.get("events", []) if event["type"] in SCORED]
    found = _pair(gold["events"], events, entities, text)
    for place, wanted in enumerate(gold["events"]):
        if wanted.get("optional"):
            continue
        tally = table[wanted["type"]]
        if place in found:
            tally.tp += 1
            _judge(tally, wanted, events[found[place]])
        else:
            tally.fn += 1
            roles = json.dumps(wanted["roles"], ensure_ascii=False)
            yield Difference("missed", gold["id"], wanted["type"], str(wanted["status"]), roles, wanted["quote"])
    for place, event in enumerate(events):
        if place not in found.values():
            table[event["type"]].fp += 1
            roles = json.dumps(_named(event, entities, text), ensure_ascii=False)
            yield Difference("wrong", gold["id"], event["type"], str(event.get("status")), roles, "")


def _named(event: Record, entities: Record, text: str | None) -> dict[str, list[str]]:
    """One name for each filler, for the reader."""
    return {r: [min(names, default="") for names in fillers(event, r, entities, text)] for r in event.get("roles", {})}


def _pair(wanted: Sequence[Record], events: Sequence[Record], entities: Record, text: str | None) -> dict[int, int]:
    """Gold event -> predicted one, each at most once: the pairs with most fillers first, optional gold events last."""
    pairs = [
        (-value, bool(gold.get("optional")), place, other)
        for place, gold in enumerate(wanted)
        for other, event in enumerate(events)
        if (value := _match(gold, event, entities, text))
    ]
    found: dict[int, int] = {}
    taken: set[int] = set()
    for *_, place, other in sorted(pairs):
        if place not in found and other not in taken:
            found[place] = other
            taken.add(other)
    return found


def _match(gold: Record, event: Record, entities: Record, text: str | None) -> int:
    """How many fillers match; 0 where a role that the gold fills is not found."""
    if gold["type"] != event["type"]:
        return 0
    matched = 0
    for role in SCORED[gold["type"]]:
        wanted = [[name] for name in as_list(gold["roles"].get(role))]
        if not wanted:
            continue
        got = fillers(event, role, entities, text)
        if gold["type"] in SYMMETRIC:
            hits, needed = parties_found(wanted, got)
        else:
            hits, needed = sum(is_found(names, got) for names in wanted), 1
        if hits < needed:
            return 0
        matched += hits
    return matched or 1


def _judge(tally: Tally, gold: Record, event: Record) -> None:
    tally.judge("status", event.get("status") in as_list(gold["status"]))
    tally.judge("date", _date_right(as_list(gold.get("date")), event.get("date")))
    tally.judge("amount", _amount_right(gold.get("amount"), event.get("amount")))
    if gold["type"] == "OfficeHolding":
        tally.judge("title", _title_right(gold["roles"].get("office"), event.get("roles", {})))


def _interval(date: Record) -> tuple[dt.date, dt.date]:
    return dt.date.fromisoformat(date["earliest"]), dt.date.fromisoformat(date["latest"])


def _date_right(answers: Sequence[Record], date: Record | None) -> bool | None:
    """Overlaps one of the right answers and is at most a month wider."""
    if not answers:
        return None
    if not date or not date.get("earliest") or not date.get("latest"):
        return False
    first, last = _interval(date)
    for start, end in map(_interval, answers):
        if first <= end and last >= start and (last - first) - (end - start) <= MONTH:
            return True
    return False


def _amount_right(gold: Record | None, amount: Record | None) -> bool | None:
    """Within one per cent, in the same currency."""
    if not gold:
        return None
    if not amount or amount.get("currency") != gold["currency"]:
        return False
    return bool(abs((amount.get("value") or 0) - gold["value"]) <= 0.01 * gold["value"])


def _title_right(gold: Any, roles: Record) -> bool | None:
    """At least half of the words of both are common."""
    if not gold:
        return None
    wanted, got = _title_words(gold), _title_words(roles.get("title") or roles.get("office") or "")
    return len(wanted & got) * 2 >= len(wanted | got) > 0


def _title_words(title: Any) -> set[str]:
    words = str(title[0] if isinstance(title, list) else title).lower()
    return set(re.findall(r"[a-z]+", words)) - {"the", "of", "and"}
