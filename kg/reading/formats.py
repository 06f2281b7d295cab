"""How each kind of file becomes articles: one reader a kind, one row a name ending."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from kg.errors import ReadingError
from kg.model import Article
from kg.reading import frontmatter, record, webpage
from kg.reading.decoding import ARTICLE_LIMIT, decode, slurp, too_large

RECORD = 'one object {"id": …, "text": …}'


@dataclass(frozen=True)
class Input:
    """One file or stream: what to call it in messages, the id its name gives (None: no name), and its bytes."""

    name: str
    stem: str | None
    stream: BinaryIO


Reader = Callable[[Input], Iterator[Article | ReadingError]]


def read_text(source: Input) -> Iterator[Article | ReadingError]:
    try:
        content = decode(slurp(source.stream, source.name, source.stem), source.name, source.stem)
        fields, text = frontmatter.split(content)
        yield record.article(fields, text, source.name, source.stem)
    except frontmatter.BrokenFrontMatter as error:
        yield ReadingError(source.name, str(error), source.stem)
    except ReadingError as error:
        yield error


def read_page(source: Input) -> Iterator[Article | ReadingError]:
    try:
        content = slurp(source.stream, source.name, source.stem)
        fields, text = webpage.extract(content, source.name, source.stem)
        yield record.article(fields, text, source.name, source.stem)
    except ReadingError as error:
        yield error


def read_jsonl(source: Input) -> Iterator[Article | ReadingError]:
    """One record a line, streamed: the file may have any size, a record may not."""
    number = 0
    while line := source.stream.readline(ARTICLE_LIMIT + 1):
        number += 1
        name = f"{source.name}:{number}"
        if number == 1 and line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            yield ReadingError(source.name, "is UTF-16, which JSON Lines cannot be; save it as UTF-8")
            return
        if len(line) > ARTICLE_LIMIT and not line.endswith(b"\n"):
            while (line := source.stream.readline(ARTICLE_LIMIT)) and not line.endswith(b"\n"):
                pass
            yield ReadingError(name, too_large("write one article a line"))
        elif line.strip():
            yield _line(line, name)
    if number == 0:
        yield ReadingError(source.name, f"is empty; write {RECORD} a line")


def _line(line: bytes, name: str) -> Article | ReadingError:
    try:
        return _record(_json(decode(line.rstrip(b"\r\n"), name), name), name)
    except ReadingError as error:
        return error


def read_json(source: Input) -> Iterator[Article | ReadingError]:
    """One record, or a list of them."""
    try:
        content = _json(decode(slurp(source.stream, source.name, source.stem), source.name, source.stem), source.name)
    except ReadingError as error:
        yield error
        return
    if isinstance(content, list) and not content:
        yield ReadingError(source.name, f"is an empty list; write {RECORD} or a list of them")
    for number, item in enumerate(content if isinstance(content, list) else [content], start=1):
        name = f"{source.name}[{number}]" if isinstance(content, list) else source.name
        try:
            yield _record(item, name)
        except ReadingError as error:
            yield error


def _json(text: str, name: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise ReadingError(name, f"is no JSON ({_where(error)}); write {RECORD}") from None
    except RecursionError:
        raise ReadingError(name, f"is nested too deeply; write {RECORD}") from None


def _where(error: ValueError) -> str:
    if not isinstance(error, json.JSONDecodeError):
        return str(error)
    line = f"line {error.lineno}, " if "\n" in error.doc else ""
    return f"{error.msg} at {line}column {error.colno}"


def _record(item: Any, name: str) -> Article:
    if not isinstance(item, dict):
        raise ReadingError(name, f"is no record; write {RECORD}")
    identity, text = item.get("id"), item.get("text")
    given = str(identity) if isinstance(identity, str | int) else None
    if given is None or not given.strip() or isinstance(identity, bool):
        raise ReadingError(name, f"has no id; write {RECORD}")
    if not isinstance(text, str):
        raise ReadingError(name, f"has no text; write {RECORD}", given)
    if len(text) > ARTICLE_LIMIT:
        raise ReadingError(name, too_large("split it"), given)
    return record.article(item, text, name, None)


SUFFIXES: dict[str, Reader] = {
    ".txt": read_text,
    ".md": read_text,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".json": read_json,
    ".html": read_page,
    ".htm": read_page,
}
