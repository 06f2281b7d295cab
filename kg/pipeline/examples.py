"""Whether relation files find what their own examples say, and nothing they do not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg import annotation, extraction, relations
from kg.model import Article, Claim, Extraction
from kg.relations import Example, Relation
from kg.settings import Settings


@dataclass(frozen=True)
class Outcome:
    """Of one example. `missed`: it is known that it is missed, and why."""

    relation: str
    text: str
    wanted: list[dict[str, Any]]
    got: list[dict[str, Any]]
    missed: str | None = None

    @property
    def holds(self) -> bool:
        """What is known to be missed must be, or the file says so for too long."""
        return (self.wanted == self.got) == (self.missed is None)


def outcomes(settings: Settings) -> Iterator[Outcome]:
    """Of the examples in the folder that the settings name, else in our own files. Raises RelationError."""
    known = relations.load(settings.relations)
    extraction.check(known)
    mine = {path.stem for path in Path(settings.relations).glob("*.toml")} if settings.relations else set()
    asked = [
        (relation, example) for relation in known if not mine or relation.name in mine for example in relation.examples
    ]
    found = extracted([example for _, example in asked], known, settings.model)
    for (relation, example), each in zip(asked, found, strict=True):
        yield outcome(relation, example, each)


def extracted(examples: Sequence[Example], known: tuple[Relation, ...], model: str) -> Iterator[Extraction]:
    """In their order; each is an article of its own."""
    articles = [
        Article(id=str(number), text=each.text, date=dt.date.fromisoformat(each.date) if each.date else None)
        for number, each in enumerate(examples)
    ]
    for document in annotation.annotate(articles, annotation.load(model)):
        yield extraction.extract(document, known)


def outcome(relation: Relation, example: Example, found: Extraction) -> Outcome:
    """The claims of the relation's class, in the terms of the example, as far as it speaks."""
    wanted = [{key: _sorted(value) for key, value in row.items()} for row in example.finds]
    claims = [claim for claim in found.claims if claim.type == relation.type]
    names = {entity.id: entity.name for entity in found.entities}
    more: list[dict[str, Any]] = [{key: None for key in relation.roles}] * (len(claims) - len(wanted))
    got = [_said(claim, names, row) for claim, row in zip(claims, [*wanted, *more], strict=False)]
    return Outcome(relation.name, example.text, wanted, got, example.misses)


def _said(claim: Claim, names: Mapping[str, str], wanted: Mapping[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {
        role: sorted(names.get(each, each) for each in filler) if isinstance(filler, tuple) else filler
        for role, filler in claim.roles.items()
    }
    values |= {"status": claim.status, "certainty": claim.certainty}
    values["date"] = str(claim.date.earliest) if claim.date else None
    values["amount"] = int(claim.amount.value) if claim.amount else None
    values["attributed_to"] = sorted(names[each] for each in claim.attributed_to)
    return {key: values.get(key) for key in wanted}


def _sorted(value: Any) -> Any:
    return sorted(value) if isinstance(value, list) else value
