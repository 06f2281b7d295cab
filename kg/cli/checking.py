"""Commands that judge: validate, eval."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from kg import resources
from kg.cli.options import READING, example, row_format, settings
from kg.cli.output import note, print_rows
from kg.errors import KgError, UsageError
from kg.settings import Settings
from kg.terms import graph_iri

SCORES = ("type", "tp", "fp", "fn", "p", "r", "f1", "status", "date", "amount", "title", "per_1000_words")


@click.command(epilog=example("kg validate\nkg validate --format turtle > report.ttl"))
@row_format("turtle")
@settings("store", *READING)
def validate(form: str | None, settings: Settings) -> int:
    """Check the graph against its own rules.

    SHACL (ontology/shapes.ttl) over articles and facts, every span against its text, and whether anything is of two
    classes that have no member in common. Exit code 1 if a rule is broken; warnings do not count. As turtle the report
    is RDF, in the words of SHACL. Says, too, where the store was written with other relation files, another model,
    ontology or program.
    """
    from kg import pipeline, reasoning, validation
    from kg.store import open_store, remarks

    ontology = resources.path("ontology")
    with open_store(settings.store, read_only=True, base_iri=settings.base_iri) as store:
        facts = store.graph(graph_iri(settings.base_iri, "facts"))
        articles = [iri for iri in store.graphs() if iri.startswith(f"{settings.base_iri}article/")]
        quads = facts + "".join(store.graph(iri) for iri in articles)
    report = validation.validate(quads, ontology / "shapes.ttl")
    clashes = reasoning.check_consistency(facts, ontology / "kg.ttl")
    report = report.with_violations((each.entity.strip("<>"), str(each)) for each in clashes)
    rows = [dict(zip(report.columns, row, strict=True)) for row in report.rows]
    if form == "turtle":
        click.echo(report.to_turtle(), nl=False)
    else:
        print_rows(report.columns, rows, form)
    remarks.leave(settings.store, remarks.VALIDATION, {"articles": len(articles), "results": rows})
    for remark in pipeline.outdated(settings):
        note(remark)
    note(f"{len(articles)} articles: " + ("no rule is broken" if report.conforms else "rules are broken"))
    return int(not report.conforms)


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
@row_format()
@settings("store", *READING)
def evaluate(gold: Path, said: Path | None, errors: int, form: str | None, settings: Settings) -> None:
    """Score extraction against gold claims.

    GOLD is JSON Lines: articles with their text and either all their `events` or some `gold` relations.
    """
    from kg import evaluation

    golds = list(_records(gold))
    records = _records(said) if said else _extracted(gold, settings)
    scores = evaluation.evaluate(golds, {record["id"]: record for record in records})
    rows = [{"type": name, **row.as_json()} for name, row in scores.rows.items()]
    shown = [name for name in SCORES if any(row.get(name) is not None for row in rows)]
    print_rows(shown, rows, form)
    if scores.macro:
        note(f"mean F1 of {scores.macro[0]} types with ten gold events or more: {scores.macro[1]}")
    for each in scores.differences[:errors]:
        note(f"{each.kind:7} {each.article} {each.type} {each.status} {each.roles} \u201c{each.words}\u201d")


@click.command(epilog=example("kg relations\nkg relations --check --relations my-relations"))
@click.option("--check", is_flag=True, help="Read the examples of the files, and say which do not hold.")
@row_format()
@settings("store", *READING)
def relations(check: bool, form: str | None, settings: Settings) -> int:
    """List the relation files, or check their examples.

    With --check the examples of your own folder (--relations), else those of our files. Exit code 1 if one does not
    hold; what a file says it `misses` has to be missed.
    """
    if not check:
        from kg.relations import load

        rows = [
            {"file": f"{each.name}.toml", "class": each.type, "roles": " ".join(each.roles)}
            | {"patterns": len(each.patterns), "examples": len(each.examples)}
            for each in load(settings.relations)
        ]
        print_rows(("file", "class", "roles", "patterns", "examples"), rows, form)
        return 0
    from kg.pipeline.examples import outcomes

    told = list(outcomes(settings))
    wrong = [
        {"file": f"{each.relation}.toml", "text": each.text, "wanted": str(each.wanted), "found": str(each.got)}
        for each in told
        if not each.holds
    ]
    print_rows(("file", "text", "wanted", "found"), wrong, form)
    note(f"{len(told)} examples, {len(wrong)} do not hold")
    return int(bool(wrong))


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


COMMANDS = (validate, evaluate, relations)
