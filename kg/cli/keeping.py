"""Commands that keep the graph: dump, validate, backup, restore, serve, eval."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from kg.cli.options import example, settings
from kg.cli.output import note
from kg.errors import KgError
from kg.settings import Settings

FORMATS = ("turtle", "trig", "nt", "nq", "jsonld", "rdfxml")


@click.command(epilog=example("kg dump --format nq -o graph.nq\nkg dump --graph facts | less"))
@click.option("--graph", default="all", show_default=True, metavar="all|facts|articles|inferred|IRI", help="What part.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="turtle", show_default=True)
@click.option("-o", "--output", default="-", metavar="FILE", help="Where to; - is standard output.")
@settings("store", "base_iri")
def dump(graph: str, form: str, output: str, settings: Settings) -> None:
    """Write the graph out.

    Prefixed and sorted: the same content gives the same bytes.
    """
    from kg.store import open_store

    with open_store(settings.store, read_only=True, base_iri=settings.base_iri) as store:
        if output == "-":
            store.dump(graph, form, sys.stdout.buffer)
            return
        draft = Path(f"{output}.part")
        try:
            with draft.open("wb") as stream:
                store.dump(graph, form, stream)
            os.replace(draft, output)
        except OSError as error:
            raise KgError(f"{output}: cannot be written: {error.strerror}") from None
        finally:
            draft.unlink(missing_ok=True)


@click.command(epilog=example("kg backup copies/monday"))
@click.argument("folder", type=click.Path(path_type=Path))
@settings("store", "base_iri")
def backup(folder: Path, settings: Settings) -> None:
    """Copy the store to a new folder.

    Others may read meanwhile; who writes is waited for. With the copy goes a list of its files, by which `kg restore`
    sees whether it is still whole.
    """
    from kg import pipeline
    from kg.store import open_store

    with open_store(settings.store, create=False, base_iri=settings.base_iri, patience=pipeline.PATIENCE) as store:
        store.backup(folder)
    note(f"{folder}: a copy of {settings.store}")


@click.command(epilog=example("kg restore copies/monday --store kg-store"))
@click.argument("folder", type=click.Path(path_type=Path))
@settings("store")
def restore(folder: Path, settings: Settings) -> None:
    """Put a backup where no store is.

    Nothing is overwritten: move an old store away first. A backup that is damaged is refused. Says where articles
    in it were read, or facts derived, by an older version; `kg build` then brings the store up to date.
    """
    from kg import pipeline

    for remark in pipeline.restore(folder, settings):
        note(remark)
    note(f"{settings.store}: restored from {folder}")


@click.command(epilog=example("kg serve --port 8080"))
@settings(
    "store",
    "host",
    "port",
    "workers",
    "base_iri",
    "default_graph",
    "query_timeout",
    "query_memory",
    "result_limit",
    "rate",
    "proxies",
    "log",
    "body_limit",
)
def serve(settings: Settings) -> None:
    """Serve pages and a SPARQL endpoint.

    A store that is not there is made, empty. KG_TOKEN, set in the environment, turns writing over HTTP on.
    """
    from kg import serving

    address = f"http://{settings.host}:{settings.port}"
    note(f"{settings.store} is served at {address}/ (SPARQL: {address}/sparql); Ctrl-C ends it")
    serving.serve(settings)


COMMANDS = (dump, backup, restore, serve)
