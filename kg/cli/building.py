"""Commands that read articles: build, add, remove, extract."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from kg import resources
from kg.cli.options import READING, example, settings
from kg.cli.output import note, print_table
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.model import Extraction
    from kg.pipeline import Report

JOBS = click.option("--jobs", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes that read.")


@click.command(epilog=example("kg build articles/ more.jsonl --jobs 2\ncat article.txt | kg build -"))
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@JOBS
@settings("store", *READING)
def build(paths: tuple[str, ...], jobs: int, settings: Settings) -> int:
    """Read articles into the store.

    PATH is a file (.txt .md .html .jsonl), a folder or - for standard input; without one, the sample articles are read.
    Articles are added, or replaced where the store has one of the same id; what is unchanged is skipped, and what the
    store holds besides stays: `kg remove` takes articles out. What was read with other relation files, another model
    or program is read again from the store.
    """
    return _build(paths or (str(resources.path("seeds")),), jobs, settings, renew=True)


@click.command(epilog=example("kg add today.txt"))
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@JOBS
@settings("store", *READING)
def add(paths: tuple[str, ...], jobs: int, settings: Settings) -> int:
    """Add or replace articles; the facts follow.

    Where no authority file is named it is the one that the store was built with.
    """
    from kg import pipeline

    return _build(paths, jobs, pipeline.as_built(settings))


@click.command(epilog=example("kg remove today\nkg remove https://w3id.org/newskg/article/today"))
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE...")
@settings("store", "authority", "base_iri")
def remove(articles: tuple[str, ...], settings: Settings) -> None:
    """Take articles out; the facts follow.

    An ARTICLE is named by its id or its IRI. No trace of it stays. Where no authority file is named it is the one that
    the store was built with.
    """
    from kg import pipeline

    _summarise(pipeline.remove(articles, settings), settings)


@click.command(
    epilog=example(
        "kg extract article.txt\nkg extract articles/ --format jsonl | jq .claims\nkg extract article.txt --explain"
    )
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--format", "form", type=click.Choice(["jsonl", "table"]), help="table on a terminal, jsonl in a pipe.")
@click.option(
    "--explain", "why", is_flag=True, help="Which patterns each sentence set off, and why some made no claim."
)
@settings("store", *READING)
def extract(paths: tuple[str, ...], form: str | None, why: bool, settings: Settings) -> int:
    """Print what articles say, without a store.

    One JSON object an article, one a line, or a table of claims.
    """
    if why:
        return _explain(paths, settings)
    from kg import mapping, pipeline
    from kg.errors import KgError, ReadingError

    failed = False
    for answer in pipeline.extract(paths, settings):
        if isinstance(answer, KgError):
            failed = True
            note(f"kg: {answer}")
            name = (answer.article_id or answer.source) if isinstance(answer, ReadingError) else ""
            if _is_jsonl(form):
                click.echo(json.dumps({"id": name, "error": str(answer)}, ensure_ascii=False))
        elif _is_jsonl(form):
            click.echo(mapping.to_line(answer, settings.base_iri))
        else:
            _print_claims(answer)
    return int(failed)


def _explain(paths: tuple[str, ...], settings: Settings) -> int:
    from kg import pipeline
    from kg.errors import ReadingError

    failed = False
    for answer in pipeline.explain(paths, settings):
        if isinstance(answer, ReadingError):
            failed = True
            note(f"kg: {answer}")
            continue
        article, firings = answer
        rows = [
            {
                "sentence": firing.sentence.text,
                "word": firing.word,
                "pattern": firing.rule,
                "outcome": "claim" if firing.claim else firing.reason,
            }
            for firing in firings
        ]
        click.echo(f"\n{article.title or article.id}")
        print_table(("sentence", "word", "pattern", "outcome"), rows)
    return int(failed)


def _is_jsonl(form: str | None) -> bool:
    return form == "jsonl" or (form is None and not sys.stdout.isatty())


def _print_claims(extraction: Extraction) -> None:
    names = {entity.id: entity.name for entity in extraction.entities}
    rows = []
    for claim in extraction.claims:
        roles = []
        for role, value in claim.roles.items():
            filled = ", ".join(names.get(each, each) for each in value) if isinstance(value, tuple) else str(value)
            roles.append(f"{role}: {filled}")
        if claim.amount:
            roles.append(f"amount: {claim.amount.text}")
        rows.append(
            {
                "claim": claim.type,
                "status": f"{claim.status} {claim.certainty}",
                "who and what": "\n".join(roles),
                "when": claim.date.text if claim.date else "",
                "words": claim.evidence[0].text if claim.evidence else "",
            }
        )
    click.echo(f"\n{extraction.article.title or extraction.article.id}")
    print_table(("claim", "status", "who and what", "when", "words"), rows)


def _build(paths: tuple[str, ...], jobs: int, settings: Settings, renew: bool = False) -> int:
    from kg import pipeline

    with _progress() as progress:
        report = pipeline.build(paths, settings, renew=renew, jobs=jobs, progress=progress)
    _summarise(report, settings)
    return int(bool(report.failures))


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None] | None]:
    """A bar on a terminal; nothing else where nobody looks."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _summarise(report: Report, settings: Settings) -> None:
    for line in summary(report, settings):
        note(line)


def summary(report: Report, settings: Settings) -> list[str]:
    """What a run did, in lines; they are left beside the store, too."""
    lines = [f"kg: {line}" for line in (*report.failures, *(f"warning: {warning}" for warning in report.warnings))]
    lines += report.revisions
    counts = {
        "added": report.added,
        "replaced": report.replaced - report.renewed,
        "read again": report.renewed,
        "unchanged": report.unchanged,
        "removed": report.removed,
        "failed": len(report.failures),
    }
    told = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
    from kg.store import remarks

    said = {"failures": list(report.failures), "warnings": list(report.warnings)}
    remarks.leave(settings.store, remarks.BUILD, counts | said)
    return [*lines, f"{settings.store}: {told or 'no articles'}"]


COMMANDS = (build, add, remove, extract)
