"""What an article is called: its title, its publisher and its date, asked for many articles at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.serving.site import iri, site
from kg.terms import DCTERMS, SCHEMA

_NAMES = {f"{SCHEMA}headline": "title", f"{DCTERMS}publisher": "publisher", f"{SCHEMA}datePublished": "date"}


@dataclass(frozen=True)
class Source:
    article: str
    title: str = ""
    publisher: str = ""
    date: str = ""

    @property
    def name(self) -> str:
        """Who reports it, else under which title."""
        return self.publisher or self.title or site().short(self.article)


def sources(articles: Iterable[str]) -> dict[str, Source]:
    """By IRI; of an article that says nothing of itself the bare IRI."""
    wanted = sorted(set(articles))
    said: dict[str, dict[str, str]] = {article: {} for article in wanted}
    if wanted:
        for row in site().rows(_SAID.replace("AMONG", " ".join(map(iri, wanted)))):
            said[row["article"]].setdefault(_NAMES[row["p"]], str(row["o"]))
    return {article: Source(article, **found) for article, found in said.items()}


# A row for each thing said rather than an OPTIONAL for each: of those the engine would read all there are.
_SAID = """SELECT ?article ?p ?o WHERE { VALUES ?article { AMONG } ?article ?p ?o
  FILTER(?p IN (schema:headline, dcterms:publisher, schema:datePublished)) } ORDER BY ?o"""
