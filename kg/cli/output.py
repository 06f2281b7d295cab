"""How answers are printed: data on stdout, everything else on stderr."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import click

from kg.terms import PREFIXES

if TYPE_CHECKING:
    from kg.store import Result

GRAPH_FORMATS = {"table": "turtle", "csv": "nt", "tsv": "nt", "json": "jsonld", "xml": "rdfxml"}  # of a CONSTRUCT


WIDTH = 160  # characters of a table that no terminal shows
NARROW = 24  # a column that needs more can be folded, but not below this


def form_or_default(form: str | None) -> str:
    return form or ("table" if sys.stdout.isatty() else "csv")


def note(text: str) -> None:
    """A message for the person at the terminal."""
    click.echo(text, err=True)


def write_bytes(content: bytes) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def print_result(result: Result, form: str | None, base: str) -> None:
    """The answer to a query, whatever its kind."""
    form = form_or_default(form)
    if result.kind == "graph":
        write_bytes(result.serialize(GRAPH_FORMATS[form]))
    elif form == "table" and result.kind == "ask":
        click.echo("yes" if result.answer else "no")
    elif form == "table":
        rows = [{name: _short(str(value), base) for name, value in row.items()} for row in result.rows]
        print_table(result.variables, rows)
    elif result.kind == "ask" and form in ("csv", "tsv"):
        click.echo(f"answer\n{str(result.answer).lower()}")
    else:
        content = result.serialize(form).replace(b"\r\n", b"\n")
        write_bytes(content if content.endswith(b"\n") else content + b"\n")


def print_rows(columns: Sequence[str], rows: Iterable[Mapping[str, object]], form: str | None) -> None:
    """Rows that are no answer to a query."""
    form = form_or_default(form)
    texts = [{name: "" if row.get(name) is None else str(row[name]) for name in columns} for row in rows]
    if form == "table":
        print_table(columns, texts)
    elif form == "json":
        click.echo(json.dumps(texts, ensure_ascii=False, indent=1))
    else:
        stream = io.StringIO()
        writer = csv.DictWriter(stream, columns, delimiter="," if form == "csv" else "\t", lineterminator="\n")
        writer.writeheader()
        writer.writerows(texts)
        click.echo(stream.getvalue(), nl=False)


def print_table(columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> None:
    """Side by side where that can be read, else a block for each row."""
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else WIDTH
    if sum(min(NARROW, _longest(name, rows)) + 1 for name in columns) > width:
        _print_blocks(columns, rows)
    else:
        _print_side_by_side(columns, rows, width)
    note(f"{len(rows)} row{'' if len(rows) == 1 else 's'}")


def _longest(name: str, rows: Sequence[Mapping[str, str]]) -> int:
    return max([len(name), *(len(row.get(name, "")) for row in rows)])


def _print_blocks(columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> None:
    margin = max(map(len, columns)) + 2
    for row in rows:
        for name in columns:
            if value := " ".join(_printable(row.get(name, "")).split()):
                click.echo(f"{name:{margin}}{value}")
        click.echo()


def _print_side_by_side(columns: Sequence[str], rows: Sequence[Mapping[str, str]], width: int) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold", collapse_padding=True)
    for name in columns:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(Text(_printable(row.get(name, ""))) for name in columns))
    Console(file=sys.stdout, width=width, emoji=False, highlight=False).print(table)


def _short(value: str, base: str) -> str:
    """An IRI as a person wants to see it."""
    for prefix, namespace in PREFIXES.items():
        if value.startswith(namespace) and "/" not in value[len(namespace) :]:
            return f"{prefix}:{value[len(namespace) :]}"
    return value.removeprefix(base)


def _printable(text: str) -> str:
    """Nothing in an article can steer the terminal."""
    return "".join(char if char.isprintable() or char in "\n\t" else "\ufffd" for char in text)
