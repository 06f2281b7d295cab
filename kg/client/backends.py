"""Where a client's answers come from: a store on this machine, or a server over HTTP; both give the same rows."""

from __future__ import annotations

import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from typing import Any, Protocol

from kg import resources
from kg.client.frames import Rows
from kg.errors import KgError, NotFound, QueryLimit, QuerySyntaxError, QuestionError, StoreError, UsageError
from kg.questions import Param, Question, bind, find, load
from kg.store import Result, open_store
from kg.store.result import TRIPLE, sent_triples

PATIENCE = 60.0  # seconds to wait for a server
_JSON, _TRIPLES = "application/sparql-results+json", "application/n-triples"
_ERRORS: dict[int, type[KgError]] = {400: QuerySyntaxError, 404: NotFound, 503: QueryLimit}


class Backend(Protocol):
    location: str

    def questions(self) -> dict[str, Question]: ...

    def ask(self, name: str, given: Mapping[str, str]) -> tuple[list[str], Rows]: ...

    def query(self, sparql: str) -> tuple[list[str] | None, Rows | bool]:
        """Variables and rows; of an ASK None and the answer."""

    def close(self) -> None: ...


class Folder:
    """A store on this machine, as it was last published."""

    def __init__(self, location: str, base_iri: str) -> None:
        self.location = location
        self._base = base_iri
        self._store = open_store(location, read_only=True, base_iri=base_iri)
        self._questions = load(resources.path("queries"))

    def questions(self) -> dict[str, Question]:
        return self._questions

    def ask(self, name: str, given: Mapping[str, str]) -> tuple[list[str], Rows]:
        result = self._store.query(bind(find(self._questions, name), given, self._base))
        return list(result.variables), _rows(result)

    def query(self, sparql: str) -> tuple[list[str] | None, Rows | bool]:
        result = self._store.query(sparql)
        if result.kind == "ask":
            return None, result.answer
        return list(result.variables), _rows(result)

    def close(self) -> None:
        self._store.close()


class Server:
    """A server; every answer is one request."""

    def __init__(self, address: str) -> None:
        self.location = address.rstrip("/").removesuffix("/sparql")

    def questions(self) -> dict[str, Question]:
        listed = self._get("/questions", {}, "application/json")["questions"]
        return {each["name"]: _question(each) for each in listed}

    def ask(self, name: str, given: Mapping[str, str]) -> tuple[list[str], Rows]:
        return _table(self._get(f"/questions/{urllib.parse.quote(name)}.json", dict(given), _JSON))

    def query(self, sparql: str) -> tuple[list[str] | None, Rows | bool]:
        form = urllib.parse.urlencode({"query": sparql}).encode()
        accept = {"Accept": f"{_JSON}, {_TRIPLES};q=0.5"}  # the latter of a CONSTRUCT
        found = self._send(urllib.request.Request(f"{self.location}/sparql", form, accept))
        if isinstance(found, list):
            return list(TRIPLE), found
        return (None, bool(found["boolean"])) if "boolean" in found else _table(found)

    def close(self) -> None:
        pass

    def _get(self, path: str, parameters: dict[str, str], accept: str) -> Any:
        query = f"?{urllib.parse.urlencode(parameters)}" if parameters else ""
        return self._send(urllib.request.Request(f"{self.location}{path}{query}", headers={"Accept": accept}))

    def _send(self, request: urllib.request.Request) -> Any:
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                if answer.headers.get_content_type() == _TRIPLES:
                    return _rows(sent_triples(answer))
                return json.load(answer)
        except urllib.error.HTTPError as error:
            asked = error.code == 400 and "/questions/" in request.full_url
            raise (QuestionError if asked else _ERRORS.get(error.code, StoreError))(_detail(error)) from None
        except (urllib.error.URLError, TimeoutError) as error:
            reason = getattr(error, "reason", error)
            raise StoreError(f"{self.location}: does not answer: {reason}; is `kg serve` running?") from None
        except ValueError as error:
            raise UsageError(f"{self.location}: answers with something else; is it a newskg server? {error}") from error


def _detail(error: urllib.error.HTTPError) -> str:
    with error:
        text = error.read().decode("utf-8", "replace")
    try:
        return str(json.loads(text)["detail"])
    except (ValueError, KeyError, TypeError):
        return f"{error.code} {error.reason}"


def _question(each: Mapping[str, Any]) -> Question:
    params = tuple(
        Param(given["name"], given["type"], given["label"], given.get("default", ""), given.get("example", ""))
        for given in each["parameters"]
    )
    return Question(each["name"], each["title"], each["description"], params, (), (), "")


def _table(found: Mapping[str, Any]) -> tuple[list[str], Rows]:
    rows = [
        {name: (term["value"], term.get("datatype", "")) for name, term in row.items()}
        for row in found["results"]["bindings"]
    ]
    return list(found["head"].get("vars", ())), rows


def _rows(result: Result) -> Rows:
    return [{name: (str(term), term.datatype or "") for name, term in row.items()} for row in result.rows]
