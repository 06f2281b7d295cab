"""The graph in a notebook: `kg.connect` to a store or a server, and answers come as tables, networks and sentences."""

from __future__ import annotations

import html
import os
from pathlib import Path
from typing import Any

from kg.client.backends import Backend, Folder, Server
from kg.client.evidence import EXPLAIN, Explanation, quotes
from kg.client.frames import dated, frame, network
from kg.errors import NotFound, UsageError
from kg.questions import Question
from kg.settings import Settings

__all__ = ["Client", "Explanation", "connect"]

_TRIPLES = """SELECT DISTINCT ?s ?p ?o ?from ?to WHERE { GRAPH ?facts {
  FOCUS ?s ?p ?o . ?s skos:prefLabel ?from . ?o skos:prefLabel ?to } FILTER(STRENDS(STR(?facts), "graph/facts")) }
ORDER BY ?s ?p ?o LIMIT MOST"""
_AROUND = """{ SELECT DISTINCT ?s ?o WHERE {
  { ME ?any ?o BIND(ME AS ?s) } UNION { ?s ?any ME BIND(ME AS ?o) } } }"""


class Client:
    """One graph. Tables are pandas DataFrames with typed columns; it needs the extra newskg[notebook]."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def questions(self) -> Any:
        """What can be asked, as a DataFrame: name, title, parameters."""
        rows = [
            {
                "name": question.name,
                "title": question.title,
                "parameters": ", ".join(f"{each.name}={each.example or each.default}" for each in question.params),
            }
            for question in self._asked().values()
        ]
        return frame(
            ["name", "title", "parameters"], [{key: (value, "") for key, value in row.items()} for row in rows]
        )

    def ask(self, name: str, **parameters: object) -> Any:
        """The answer to a question as a DataFrame: `ask("who-met-whom", person="Ana Souza")`.

        Beside `date`, which is as it is known, stand its first and its last day, `earliest` and `latest`.
        Raises NotFound with the nearest name, or QuestionError.
        """
        given = {key: str(value) for key, value in parameters.items() if value is not None}
        answer = dated(frame(*self._backend.ask(name, given)))
        answer.attrs.update(question=name, parameters=given)
        return answer

    def query(self, sparql: str) -> Any:
        """The answer to SPARQL: a DataFrame, of an ASK True or False. Our prefixes need no declaration."""
        variables, rows = self._backend.query(sparql)
        if variables is None:
            return bool(rows)
        assert not isinstance(rows, bool)
        return frame(variables, rows)

    def graph(self, focus: str = "", most: int = 5000) -> Any:
        """What the graph holds true between names, as a networkx MultiDiGraph; nodes and edges have a `label`.

        `focus`: the IRI or the name of someone or something to have the facts of.
        """
        around = _AROUND.replace("ME", f"<{self._find(focus)}>") if focus else ""
        _, rows = self._backend.query(_TRIPLES.replace("FOCUS", around).replace("MOST", str(int(most))))
        assert not isinstance(rows, bool)
        return network(rows)

    def explain(self, thing: str) -> Explanation:
        """The sentences behind a person, an event or a claim, by IRI or name. Raises NotFound."""
        iri = self._find(thing)
        _, rows = self._backend.query(EXPLAIN.replace("THING", f"<{iri}>"))
        assert not isinstance(rows, bool)
        return Explanation(iri, quotes(rows))

    def close(self) -> None:
        self._backend.close()

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *failure: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"kg.connect({self._backend.location!r})"

    def _repr_html_(self) -> str:
        items = "".join(
            f"<li><code>{html.escape(each.name)}</code> {html.escape(each.title)}</li>"
            for each in self._asked().values()
        )
        return f"<p><code>{html.escape(repr(self))}</code> can be asked:</p><ul>{items}</ul>"

    def _asked(self) -> dict[str, Question]:
        return self._backend.questions()

    def _find(self, thing: str) -> str:
        """The IRI of what is named so."""
        if "://" in thing:
            if any(each in thing for each in ' <>"{}|^`\\\n\t'):
                raise UsageError(f"{thing!r} is no IRI")
            return thing
        wanted = thing.lower().replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
        _, rows = self._backend.query(
            f"""SELECT ?it (COUNT(?named) AS ?n) WHERE {{ GRAPH ?g {{ ?it skos:prefLabel|skos:altLabel ?name
              FILTER(LCASE(STR(?name)) = "{wanted}") OPTIONAL {{ ?named kg:resolvesTo ?it }} }} }}
              GROUP BY ?it ORDER BY DESC(?n) ?it LIMIT 1"""
        )
        if isinstance(rows, bool) or not rows:
            raise NotFound(f"nothing in the graph is called {thing!r}; try a fuller name")
        return rows[0]["it"][0]


def connect(where: str = "", base_iri: str = Settings.base_iri) -> Client:
    """A client of the graph in a store's folder, or of the server at an http address. Raises KgError.

    Without one: what KG_STORE names, else the `kg-store` of this folder or of the nearest one above it.
    """
    where = where or os.environ.get("KG_STORE", "") or _nearest(Path.cwd())
    if where.startswith(("http://", "https://")):
        return Client(Server(where))
    return Client(Folder(where, base_iri))


def _nearest(folder: Path) -> str:
    above = (each / Settings.store for each in (folder, *folder.parents))
    return str(next((store for store in above if store.is_dir()), Settings.store))
