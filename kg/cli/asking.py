"""Commands that ask the store: questions, ask, query, explain, stats."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg import resources
from kg.cli import explaining, naming
from kg.cli.options import example, row_format, settings
from kg.cli.output import form_or_default, note, print_result, print_rows
from kg.errors import NotFound, UsageError
from kg.settings import Settings
from kg.terms import graph_iri

if TYPE_CHECKING:
    from kg.store import Reader

QUERY_WORDS = ("select", "ask", "construct", "describe", "prefix", "base")
STATS = """
SELECT ?what ?kind (COUNT(*) AS ?count) WHERE {
  { GRAPH ?article { ?article a kg:Article } BIND("articles" AS ?what) }
  UNION { GRAPH ?article { ?claim kg:claimType ?kind } BIND("claims" AS ?what) }
  UNION { GRAPH <%(facts)s> { ?thing a ?kind ; skos:prefLabel ?label } BIND("entities" AS ?what) }
  UNION { GRAPH <%(facts)s> { ?event a ?kind ; kg:status ?status } BIND("events" AS ?what) }
  UNION { GRAPH <%(facts)s> { ?conflict a ?kind ; kg:onProperty ?property } BIND("conflicts" AS ?what) }
} GROUP BY ?what ?kind ORDER BY ?what DESC(?count) ?kind
"""
COVERAGE = """
SELECT ?article ?title (COUNT(DISTINCT ?sentence) AS ?sentences) (COUNT(DISTINCT ?said) AS ?withClaim)
       (COUNT(DISTINCT ?claim) AS ?claims) WHERE {
  GRAPH ?article {
    ?article a kg:Article . OPTIONAL { ?article schema:headline ?title }
    ?sentence a nif:Sentence .
    OPTIONAL { ?claim kg:evidence ?evidence . ?evidence nif:sentence ?sentence BIND(?sentence AS ?said) }
  }
} GROUP BY ?article ?title ORDER BY ?article
"""


@click.command(epilog=example("kg questions\nkg questions --format json"))
@row_format()
@settings("store")
def questions(form: str | None, settings: Settings) -> None:
    """List what can be asked, with parameters."""
    from kg.questions import load

    rows = [
        {
            "name": question.name,
            "title": question.title,
            "parameters": " ".join(f"{param.name}={param.example or param.default}" for param in question.params),
        }
        for question in load(resources.path("queries")).values()
    ]
    print_rows(("name", "title", "parameters"), rows, form)


@click.command(epilog=example('kg ask who-met-whom\nkg ask who-met-whom --param person="Ana Souza" --format json'))
@click.argument("name")
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help="A parameter of the question; repeatable.")
@row_format("xml")
@settings("store", "base_iri", "default_graph")
def ask(name: str, params: tuple[str, ...], form: str | None, settings: Settings) -> None:
    """Answer a question.

    Each row of an answer has status, date, source and sentence. `kg questions` lists the questions.
    """
    from kg.questions import LAST_REPORT, bind, find, load, name_checks, verdict

    values = {}
    for param in params:
        key, equals, value = param.partition("=")
        if not equals:
            raise UsageError(f"--param {param}: write NAME=VALUE")
        values[key] = value
    question = find(load(resources.path("queries")), name)
    sparql = bind(question, values, settings.base_iri)
    if form_or_default(form) == "table":
        note(question.title)
    with _reader(settings) as store:
        print_result(store.query(sparql, default_graph=settings.default_graph), form, settings.base_iri)
        rows = store.query(sparql, default_graph=settings.default_graph).rows
        events = {row.get("event"): row for row in rows}
        last = next((row["last"] for row in store.query(LAST_REPORT).rows if "last" in row), None)
        note(verdict([row["status"] for row in events.values() if "status" in row], last, bool(rows), question.none))
        for name, check in name_checks(question, values, settings.base_iri).items():
            if not rows and not store.query(check).answer:
                note(f"nobody and nothing is called {name!r}")


@click.command(epilog=example("kg query 'SELECT * { ?event a kg:Meeting ; kg:participant ?who }'\nkg query file.rq"))
@click.argument("query", metavar="FILE|-|QUERY")
@row_format("xml")
@settings("store", "base_iri", "default_graph")
def query(query: str, form: str | None, settings: Settings) -> None:
    """Run a SPARQL query.

    It comes from a file, from standard input (-), or is the argument itself. Our prefixes need no declaration.
    """
    sparql = _sparql(query)
    with _reader(settings) as store:
        print_result(store.query(sparql, default_graph=settings.default_graph), form, settings.base_iri)


@click.command(
    epilog=example('kg explain "Ana Souza"\nkg explain kg:Meeting\nkg explain "Ana Souza" "met with" "Bo Berg"')
)
@click.argument("terms", nargs=-1, required=True, metavar="THING | S P O")
@settings("store", "base_iri")
def explain(terms: tuple[str, ...], settings: Settings) -> None:
    """Show where something comes from.

    Of an entity, an event, a claim or a fact: claims, sentences, rules, steps of reasoning; of a term of the ontology
    what it means. A thing is a name or an IRI, which may be short: kg:meets, id/person/ana-souza. O may be a literal.
    """
    if len(terms) not in (1, 3):
        raise UsageError(
            "name one thing, or subject, property and object of a fact; put a name of several words in quotes"
        )
    base = settings.base_iri
    with _reader(settings) as store:
        lines = (
            explaining.thing(store, naming.thing_named(store, terms[0], base))
            if len(terms) == 1
            else explaining.fact(store, terms, base)
        )
        for line in lines:
            click.echo(line)


@click.command(epilog=example("kg stats\nkg stats --coverage --format csv"))
@click.option("--coverage", is_flag=True, help="By article: how many of its sentences a claim stands on.")
@row_format("xml")
@settings("store", "base_iri")
def stats(coverage: bool, form: str | None, settings: Settings) -> None:
    """Count articles, claims, entities, events."""
    with _reader(settings) as store:
        sparql = COVERAGE if coverage else STATS % {"facts": graph_iri(settings.base_iri, "facts")}
        print_result(store.query(sparql), form, settings.base_iri)


def _reader(settings: Settings) -> Reader:
    from kg.store import open_store

    return open_store(settings.store, read_only=True, base_iri=settings.base_iri)


def _sparql(query: str) -> str:
    if query == "-":
        return sys.stdin.read()
    path = Path(query)
    if os.path.isfile(path):  # a query may be longer than any name of a file: that is no error here
        return path.read_text(encoding="utf-8")
    if query.lower().lstrip().startswith((*QUERY_WORDS, "#")):
        return query
    raise NotFound(f"{query}: no such file, and no query: one begins with SELECT, ASK, CONSTRUCT, DESCRIBE or PREFIX")


COMMANDS = (questions, ask, query, explain, stats)
