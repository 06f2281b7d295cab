"""What an input without a name ending is: JSON Lines, JSON, a web page or plain text, told from how it begins."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from typing import BinaryIO, TextIO, cast

from kg.errors import ReadingError
from kg.model import Article
from kg.reading.decoding import ARTICLE_LIMIT
from kg.reading.formats import Input, read_json, read_jsonl, read_page, read_text

LIST_OPENING = re.compile(rb"\[\s*(?:[{\]]|$)")
PAGE_OPENINGS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<?xml")


def as_binary(text: TextIO | BinaryIO) -> BinaryIO:
    """A text stream without bytes below it (io.StringIO) as UTF-8; a binary one as it is."""
    if isinstance(text, io.TextIOBase):
        return io.BytesIO(text.read().encode("utf-8", "surrogatepass"))
    return cast(BinaryIO, text)


def read(source: Input) -> Iterator[Article | ReadingError]:
    """Reads no further than it must to decide: JSON Lines stay a stream."""
    head: list[bytes] = []
    for line in iter(lambda: source.stream.readline(ARTICLE_LIMIT + 1), b""):
        head.append(line)
        if line.strip():
            break
    rest = Input(source.name, source.stem, cast(BinaryIO, _Chained(head, source.stream)))
    first = head[-1].removeprefix(b"\xef\xbb\xbf").strip().lower() if head else b""
    if first.startswith(b"{") and _is_object(head[-1]):
        yield from read_jsonl(rest)
    elif first.startswith(b"{") or LIST_OPENING.match(first):
        yield from read_json(rest)
    elif first.startswith(PAGE_OPENINGS):
        yield from read_page(rest)
    else:
        yield from read_text(rest)


def _is_object(line: bytes) -> bool:
    """Also true of a broken object on one line: then it is JSON Lines with a bad line, not an opening brace alone."""
    try:
        return isinstance(json.loads(line.decode("utf-8-sig")), dict)
    except ValueError:
        return line.strip() != b"{" and b'"' in line
    except RecursionError:
        return True


class _Chained:
    """Lines already read, then the stream they came from."""

    def __init__(self, head: list[bytes], rest: BinaryIO) -> None:
        self._head = iter(head)
        self._rest = rest

    def readline(self, limit: int = -1) -> bytes:
        return next(self._head, None) or self._rest.readline(limit)

    def read(self, limit: int = -1) -> bytes:
        first = b"".join(self._head)
        return first + self._rest.read(max(limit - len(first), 0) if limit >= 0 else -1)
