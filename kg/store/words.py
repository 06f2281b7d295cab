"""Which things have which words in a name, a headline or a sentence: what `?thing kg:matches "words"` finds in a query.

An index beside each snapshot (SQLite's FTS5: letters without accents, English word stems) is made by the first query
that asks for it. The pattern becomes the things found, the best first, as VALUES, before the engine reads the query.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

import pyoxigraph as ox

from kg.errors import UsageError
from kg.store.scan import TOKEN
from kg.terms import KG, PREFIXES

MOST = 1000  # things that one pattern finds
_VARIABLE = re.compile(r"[?$]\w+")
_MATCHES = re.compile(rf"kg:matches|<{re.escape(KG)}matches>")
Tokens = Sequence[re.Match[str]]
_RIGHT = '?thing kg:matches "meeting minister"'
_TEXTS = """SELECT DISTINCT ?thing ?text ?begin ?end {
  { GRAPH ?g { ?whole nif:isString ?text .
      ?thing a nif:Sentence ; nif:referenceContext ?whole ; nif:beginIndex ?begin ; nif:endIndex ?end } }
  UNION { GRAPH ?g { ?thing skos:prefLabel|skos:altLabel|schema:headline ?text } } }"""


def expand(sparql: str, find: Callable[[str], list[str]]) -> str:
    """The query with what `find` knows of the words in place of each kg:matches. Raises UsageError."""
    if "matches" not in sparql:
        return sparql
    tokens = [match for match in TOKEN.finditer(sparql) if not match[0].isspace() and match[0][0] != "#"]
    for index in range(len(tokens) - 2, 0, -1):
        if _MATCHES.fullmatch(tokens[index][0]) and (words := _words(tokens, index)) is not None:
            sparql = _replaced(sparql, tokens, index, find(words))
    return sparql


def _words(tokens: Tokens, index: int) -> str | None:
    """What the kg:matches there asks for; None where it is not the verb of a pattern."""
    before, after = tokens[index - 1][0], tokens[index + 1][0]
    if _VARIABLE.fullmatch(before) and _VARIABLE.fullmatch(after):
        raise UsageError(f"kg:matches {after}: takes words in quotes, like {_RIGHT}")
    return None if before in ("{", "(", ",") else _value(after)


def _replaced(sparql: str, tokens: Tokens, index: int, found: list[str]) -> str:
    before, words = tokens[index - 1], tokens[index + 1]
    goes_on = before[0] == ";"
    thing = _subject(tokens, index - 1) if goes_on else before[0]
    if not _VARIABLE.fullmatch(thing):
        raise UsageError(f"{thing} … kg:matches: begin the pattern with a variable, like {_RIGHT}")
    end, more = words.end(), ""
    after = [token[0] for token in tokens[index + 2 : index + 4]]
    if after[:1] == [";"]:
        if _MATCHES.fullmatch(after[-1]):
            raise UsageError(f"kg:matches twice: put all words between one pair of quotes, like {_RIGHT}")
        end, more = tokens[index + 2].end(), thing if after[-1] not in (".", "}") else ""
    values = f"VALUES {thing} {{ {' '.join(f'<{iri}>' for iri in found)} }} {more}"
    return f"{sparql[: before.start()]}{'. ' if goes_on else ''}{values}{sparql[end:]}"


def _subject(tokens: Tokens, index: int) -> str:
    """What the list of properties is of that goes on with the `;` there: what follows the last full stop or brace."""
    depth = 0
    while index > 0:
        text = tokens[index - 1][0]
        depth += (text in (")", "]")) - (text in ("(", "["))
        if depth < 0 or (not depth and text[-1] in ".{}" and text[0] not in "\"'<"):
            break
        index -= 1
    return tokens[index][0]


class Words:
    """The index of one store; in a file where a folder is given and can be written to, else in memory."""

    def __init__(self, store: ox.Store, folder: Path | None = None, snapshot: str = "") -> None:
        self._store = store
        self._folder = folder
        self._snapshot = snapshot
        self._index: sqlite3.Connection | None = None

    def find(self, words: str) -> list[str]:
        """The IRIs of what has all of them, the best first; a word that ends in * stands for all that begin so."""
        asked = " ".join(f'"{word}"{star}' for word, star in re.findall(r"(\w+)(\*?)", words))
        if not asked:
            return []
        if self._index is None:
            self._index = self._open()
        found = self._index.execute("SELECT thing FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT ?", (asked, MOST))
        return list(dict.fromkeys(row[0] for row in found))

    def close(self) -> None:
        if self._index is not None:
            self._index.close()
            self._index = None

    def _open(self) -> sqlite3.Connection:
        if self._folder is None:
            return self._filled(sqlite3.connect(":memory:"))
        target = self._folder / f"{self._snapshot}.sqlite"
        try:
            if not target.exists():
                self._folder.mkdir(exist_ok=True)
                draft = self._folder / f"draft-{os.getpid()}"
                draft.unlink(missing_ok=True)
                self._filled(sqlite3.connect(draft)).close()
                os.replace(draft, target)
                self._forget_others()
            return sqlite3.connect(f"file:{target}?mode=ro", uri=True)
        except (OSError, sqlite3.OperationalError):  # a store that is for reading only
            return self._filled(sqlite3.connect(":memory:"))

    def _filled(self, index: sqlite3.Connection) -> sqlite3.Connection:
        index.execute("PRAGMA journal_mode = OFF")
        index.execute("PRAGMA synchronous = OFF")
        index.execute(
            "CREATE VIRTUAL TABLE texts USING fts5("
            "thing UNINDEXED, text, tokenize = 'porter unicode61 remove_diacritics 2')"
        )
        rows = self._store.query(_TEXTS, prefixes=PREFIXES)
        assert isinstance(rows, ox.QuerySolutions)
        index.executemany(
            "INSERT INTO texts VALUES (?, ?)",
            ((row["thing"].value, _text(row)) for row in rows if isinstance(row["thing"], ox.NamedNode)),
        )
        index.commit()
        return index

    def _forget_others(self) -> None:
        assert self._folder is not None
        known = {path.name for path in (self._folder.parent / "snapshots").iterdir()}
        for file in self._folder.glob("*.sqlite"):
            if file.stem not in known:
                file.unlink(missing_ok=True)


def _text(row: ox.QuerySolution) -> str:
    """A name or a headline; of a sentence, its part of the article's text."""
    text, begin, end = row["text"], row["begin"], row["end"]
    assert isinstance(text, ox.Literal)
    if not isinstance(begin, ox.Literal) or not isinstance(end, ox.Literal):
        return text.value
    return text.value[int(begin.value) : int(end.value)]


def _value(token: str) -> str | None:
    """What a string literal says; None where it is no whole one."""
    if token[0] not in "\"'":
        return None
    try:
        triple = next(ox.parse(input=f"<x:a> <x:b> {token} .", format=ox.RdfFormat.TURTLE))
    except (SyntaxError, StopIteration):
        return None
    return triple.object.value if isinstance(triple.object, ox.Literal) else None
