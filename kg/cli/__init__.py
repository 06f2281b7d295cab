"""The command `kg`: what it is called with, and how it ends. Exit codes: 0 done, 1 failed, 2 usage, 3 not found,
4 SPARQL syntax, 124 time limit, 130 interrupted."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from typing import NoReturn

import click

from kg import __version__
from kg.cli import asking, building, checking, keeping, plotting
from kg.cli.options import THREADS
from kg.errors import KgError

INTERRUPTED = 130
MESSAGE = 400  # characters of a message that a person reads


class InOrder(click.Group):
    """Lists its commands in the order of use, not of the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(cls=InOrder, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="kg")
@click.option("--traceback", "show_traceback", is_flag=True, help="Where a command fails, show where in the code.")
def kg(show_traceback: bool) -> None:
    """News articles in, a knowledge graph out.

    \b
    kg build articles/                  articles into the store
    kg questions                        what can be asked
    kg ask who-met-whom                 … and one of them answered
    kg serve                            the same as web pages and a SPARQL endpoint
    """


for command in (*building.COMMANDS, *asking.COMMANDS, *checking.COMMANDS, *keeping.COMMANDS, *plotting.COMMANDS):
    kg.add_command(command)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Runs a command and ends the process: whatever happens, a line on stderr and an exit code."""
    for name in THREADS:
        os.environ.setdefault(name, "1")  # more threads help no model this small
    given = list(sys.argv[1:] if arguments is None else arguments)
    sys.exit(_run(given))


def _run(arguments: list[str]) -> int:
    try:
        return int(kg.main(arguments, prog_name="kg", standalone_mode=False) or 0)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return 0
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return _fail("interrupted", INTERRUPTED)
    except BrokenPipeError:  # `kg dump | head`: who reads has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KgError as error:
        _trace(arguments)
        return _fail(str(error), error.exit_code)
    except Exception as error:
        _trace(arguments)
        return _fail(f"{type(error).__name__}: {error} (a fault of this program: `kg --traceback …` shows where)", 1)


def _trace(arguments: list[str]) -> None:
    if "--traceback" in arguments[:1]:
        traceback.print_exc()


def _fail(message: str, code: int) -> int:
    line = " ".join(message.split())
    click.echo(f"kg: {line[:MESSAGE]}{' …' if len(line) > MESSAGE else ''}", err=True)
    return code
