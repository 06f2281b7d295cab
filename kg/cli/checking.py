"""Commands that judge: eval."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from kg.cli.options import READING, example, row_format, settings
from kg.cli.output import note, print_rows
from kg.errors import KgError, UsageError
from kg.settings import Settings

COLUMNS = ("type", "tp", "fp", "fn", "p", "r", "f1", "status", "date", "amount", "title", "per_1000_words")


@click.command(
    "eval",
    epilog=example("kg eval gold.jsonl\nkg extract gold.jsonl > said.jsonl; kg eval gold.jsonl --said said.jsonl"),
)
@click.argument("gold", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--said", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="What `kg extract` wrote of it."
)
@click.option(
    "--errors", type=click.IntRange(0), default=0, metavar="N", help="List this many of what was missed or wrong."
)
@row_format
@settings(*READING)
def evaluate(gold: Path, said: Path | None, errors: int, form: str | None, settings: Settings) -> None:
    """Score extraction against gold claims.

    GOLD is JSON Lines: articles with their text and either all their `events` or some `gold` relations.
    """
    from kg import evaluation

    golds = list(_records(gold))
    records = _records(said) if said else _extracted(gold, settings)
    scores = evaluation.evaluate(golds, {record["id"]: record for record in records})
    rows = [{"type": name, **row.as_json()} for name, row in scores.rows.items()]
    shown = [name for name in COLUMNS if any(row.get(name) is not None for row in rows)]
    print_rows(shown, rows, form)
    if scores.macro:
        note(f"mean F1 of {scores.macro[0]} types with ten gold events or more: {scores.macro[1]}")
    for each in scores.differences[:errors]:
        note(f"{each.kind:7} {each.article} {each.type} {each.status} {each.roles} \u201c{each.words}\u201d")


def _records(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                record = json.loads(line)
            except ValueError as error:
                raise UsageError(f"{path} line {number}: not JSON: {error}") from None
            if not isinstance(record, dict) or "id" not in record:
                raise UsageError(f'{path} line {number}: no record; write {{"id": …, "text": …, "events": […]}}')
            yield record


def _extracted(gold: Path, settings: Settings) -> Iterator[dict[str, Any]]:
    from kg import mapping, pipeline

    for answer in pipeline.extract([str(gold)], settings):
        if isinstance(answer, KgError):
            note(f"kg: {answer}")
        else:
            yield mapping.to_record(answer, settings.base_iri)


COMMANDS = (evaluate,)
