"""Options that several commands share: those of the settings table, and the format of rows."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import click

from kg.settings import SETTINGS, Settings

Command = Callable[..., Any]
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
ROWS = ("table", "json", "csv", "tsv")
READING = ("model", "relations", "authority", "base_iri")  # settings that decide what an article says


def settings(*names: str) -> Callable[[Command], Command]:
    """Options for these rows of the settings table; the command gets `settings`, with `KG_*` variables as defaults."""
    rows = {row.name: row for row in SETTINGS}

    def decorate(command: Command) -> Command:
        @functools.wraps(command)
        def with_settings(**given: Any) -> Any:
            chosen = {name: given.pop(name) for name in names}
            return command(settings=Settings.load(**chosen), **given)

        for name in reversed(names):
            row = rows[name]
            about = f"{row.help} [{row.variable}{f'; default {row.default}' if row.default != '' else ''}]"
            with_settings = click.option(f"--{name.replace('_', '-')}", name, metavar="VALUE", help=about)(
                with_settings
            )
        return with_settings

    return decorate


def row_format(*more: str) -> Callable[[Command], Command]:
    """The option --format; `more` than the formats that any rows can have."""
    return click.option(
        "--format",
        "form",
        type=click.Choice((*ROWS, *more)),
        help="How rows are printed: table on a terminal, csv in a pipe.",
    )


def example(text: str) -> str:
    """The end of a command's help: what one may type."""
    return "\b\nExample:\n" + "\n".join(f"  {line}" for line in text.splitlines())
