"""Scores over public corpora, in which some relations of a sentence are marked."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kg.evaluation.names import as_list, fillers, is_found, parties_found
from kg.evaluation.scores import Difference, Row, Scores, Tally, tallies

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Mapped:
    """How a corpus's relation is said here: claim types, its own first; gold argument -> our role."""

    types: tuple[str, ...]
    roles: dict[str, str]
    symmetric: bool = False


_PARTIES = {"participants|participant": "*"}
RELATIONS = {
    "meets": Mapped(("Meeting", "Call", "Visit"), _PARTIES, True),
    "contacts": Mapped(("Call", "Meeting"), _PARTIES, True),
    "acquires": Mapped(("Acquisition",), {"acquirer": "acquirer", "target": "target"}),
    "invests": Mapped(("Investment", "Acquisition"), {"investor": "investor|acquirer", "investee": "recipient|target"}),
    "owns_stake": Mapped(
        ("Investment", "Acquisition", "Subsidiary"),
        {"owner": "investor|acquirer|parent", "owned": "recipient|target|subsidiary"},
    ),
    "holds_office": Mapped(("OfficeHolding",), {"person": "holder", "jurisdiction": "of"}),
    "heads": Mapped(("OfficeHolding", "Employment"), {"person": "holder|employee", "org": "of|employer"}),
    "works_for": Mapped(
        ("Employment", "OfficeHolding", "Founding"),
        {"person": "holder|employee|founder", "org": "of|employer|founded"},
    ),
    "founded": Mapped(("Founding",), {"founder": "founder", "org": "founded"}),
    "subsidiary_of": Mapped(
        ("Subsidiary", "Acquisition"), {"subsidiary": "subsidiary|target", "parent": "parent|acquirer"}
    ),
    "based_in": Mapped(("Headquarters",), {"org": "organization", "place": "place"}),
    "citizen_of": Mapped(("Citizenship", "OfficeHolding"), {"person": "person|holder", "country": "country|of"}),
    "says": Mapped(("Statement",), {"source|communicator": "speaker"}),
}
PRONOUNS = frozenset(
    [
        "he",
        "him",
        "his",
        "she",
        "her",
        "it",
        "its",
        "they",
        "them",
        "their",
        "we",
        "our",
        "i",
        "my",
        "who",
        "whom",
        "whose",
        "which",
        "that",
    ]
)


def score_relations(golds: Sequence[Record], predictions: Mapping[str, Record]) -> Scores:
    """Recall everywhere; precision only of relations that the gold says it marks completely."""
    table, differences = tallies(), list[Difference]()
    for gold in golds:
        differences += _score_text(gold, predictions.get(gold["id"], {}), table)
    complete = {relation for gold in golds for relation in gold.get("exhaustive", [])}
    length = sum(len(gold["text"].split()) for gold in golds)
    rows = {
        relation: table[relation].row()
        if relation in complete
        else _open_row(relation, table[relation], predictions, length)
        for relation in sorted(table)
    }
    return Scores(rows, tuple(differences))


def _open_row(relation: str, tally: Tally, predictions: Mapping[str, Record], length: int) -> Row:
    own = RELATIONS[relation].types[0]
    made = sum(claim["type"] == own for record in predictions.values() for claim in record.get("claims", []))
    return replace(tally.row(), fp=None, p=None, f1=None, per_1000_words=round(1000 * made / max(1, length), 2))


def _score_text(gold: Record, record: Record, table: dict[str, Tally]) -> Iterator[Difference]:
    claims = record.get("claims", [])
    entities = {entity["id"]: entity for entity in record.get("entities", [])}
    fitting: set[int] = set()
    groups: dict[tuple[Any, ...], list[tuple[bool, Record]]] = defaultdict(list)
    for place, row in enumerate(gold["gold"]):
        if not _is_scored(row):
            continue
        hits = {n for n, claim in enumerate(claims) if _fits(gold, row, claim, entities)}
        fitting |= hits
        if not row.get("pronoun"):  # a claim may fit it, but nobody need find it
            groups[row["type"], row.get("group", ("row", place))].append((bool(hits), row))
    for (relation, *_), members in groups.items():
        if any(hit for hit, _ in members):
            table[relation].tp += 1
        else:
            table[relation].fn += 1
            row = members[0][1]
            yield Difference("missed", gold["id"], relation, "", _said(row["args"]), row.get("sentence") or "")
    for relation in sorted(set(gold.get("exhaustive", [])) & set(RELATIONS)):
        for place, claim in enumerate(claims):
            own = claim["type"] == RELATIONS[relation].types[0]
            if own and place not in fitting and claim.get("status") != "denied":
                table[relation].fp += 1
                yield _wrong(gold, relation, claim)


def _is_scored(row: Record) -> bool:
    if row["type"] not in RELATIONS or row.get("weak"):
        return False
    if row.get("core_trigger") is False or row.get("same_sentence") is False:
        return False
    return any(_wanted(row).values()) or bool(row["args"].get("trigger"))


def _wanted(row: Record) -> dict[str, list[Record]]:
    """Our role -> the gold arguments that must fill it; "a|b": the first of the two that there is."""
    args = row["args"]
    return {
        role: as_list(next((args[name] for name in names.split("|") if args.get(name)), None))
        for names, role in RELATIONS[row["type"]].roles.items()
    }


def _fits(gold: Record, row: Record, claim: Record, entities: Record) -> bool:
    relation = RELATIONS[row["type"]]
    if claim["type"] not in relation.types:
        return False
    wanted = {role: args for role, args in _wanted(row).items() if args}
    if not wanted:
        return _covers_trigger(claim, row["args"].get("trigger"))
    for role, args in wanted.items():
        got = fillers(claim, role, entities, gold["text"])
        names = [_names(gold, arg) for arg in args]
        if relation.symmetric:
            hits, needed = parties_found(names, got)
            if hits < needed:
                return False
        elif not any(is_found(n, got) or _stands_for(row, arg, got) for n, arg in zip(names, args, strict=True)):
            return False
    return True


def _covers_trigger(claim: Record, trigger: Record | None) -> bool:
    """Where the gold names nobody, the evidence must hold its trigger."""
    if not trigger:
        return False
    return any(span["start"] <= trigger["start"] < span["end"] for span in claim.get("evidence", []))


def _stands_for(row: Record, arg: Record, got: Sequence[Any]) -> bool:
    """Where the gold has a pronoun, any filler may be whom it means."""
    return bool(row.get("pronoun") and got and arg["text"].lower() in PRONOUNS)


def _names(gold: Record, arg: Record) -> set[str]:
    names = {arg.get("text", ""), arg.get("canonical", "")}
    for entity in gold.get("entities", []) if "ent" in arg else []:
        if entity.get("id") == arg["ent"]:
            names |= {mention[2] for mention in entity["mentions"]}
    return {name for name in names if name}


def _said(args: Record) -> str:
    def text(value: Any) -> Any:
        return value.get("text") if isinstance(value, dict) else value

    return json.dumps(
        {k: list(map(text, v)) if isinstance(v, list) else text(v) for k, v in args.items()}, ensure_ascii=False
    )


def _wrong(gold: Record, relation: str, claim: Record) -> Difference:
    evidence = claim.get("evidence") or [{"start": 0, "end": 0}]
    words = gold["text"][evidence[0]["start"] : evidence[0]["end"]]
    roles = json.dumps(claim.get("roles"), ensure_ascii=False)
    return Difference("wrong", gold["id"], relation, str(claim.get("status")), roles, words)
