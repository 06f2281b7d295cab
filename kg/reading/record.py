"""Which fields describe an article, whatever they were written in: front matter, JSON, a web page."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from kg.errors import ReadingError
from kg.model import Article
from kg.reading.dates import publication_day
from kg.reading.decoding import SURROGATE, check
from kg.reading.prose import describe

LONGEST_DATE = 100  # characters
EMPTY = {"", "~", "null", "none", "n/a"}


def article(fields: Mapping[str, Any], text: str, name: str, fallback_id: str | None) -> Article:
    """The article of one record: its fields, then what the text itself says. Raises ReadingError."""
    fallback_id = " ".join(fallback_id.split()) if fallback_id else None
    given = _text(fields, "id", name, fallback_id)
    article_id = (
        given or fallback_id or "sha256-" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    )
    if SURROGATE.search(article_id):
        raise ReadingError(name, "has a name that is not UTF-8, which cannot be an id; rename it, or give it an id")
    check(text, name, article_id)
    day = _text(fields, "date", name, article_id)
    try:
        date = publication_day(day[:LONGEST_DATE]) if day else None
    except ValueError as error:
        raise ReadingError(name, f"date {error}", article_id) from None
    return describe(
        Article(
            id=article_id,
            text=text,
            title=_text(fields, "title", name, article_id),
            publisher=_text(fields, "publisher", name, article_id),
            author=_text(fields, "author", name, article_id),
            url=_text(fields, "url", name, article_id),
            language=_text(fields, "language", name, article_id),
            date=date,
            source=name,
        )
    )


def _text(fields: Mapping[str, Any], key: str, name: str, article_id: str | None) -> str | None:
    """A field as one line of text; None where it says nothing."""
    value = fields.get(key)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        value = ", ".join(value)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ReadingError(name, f"{key} must be text, not {_kind(value)}", article_id)
    line = " ".join(str(value).split())
    if SURROGATE.search(line) or "\0" in line:
        raise ReadingError(name, f"{key} holds something that is no character", article_id)
    return None if line.lower() in EMPTY and (key != "id" or not line) else line


def _kind(value: object) -> str:
    kinds = {dict: "a mapping", list: "a list", bool: "true or false", float: "a fraction"}
    return kinds.get(type(value), "that")
