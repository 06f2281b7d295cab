"""Where the front matter of a text ends, and what it says.

Scalars stay the text they were written as (YAML would make `language: no` false and `date: 2025-02-07` a date object).
"""

from __future__ import annotations

import re
from typing import Any

import yaml

LIMIT = 65_536  # characters; what is longer is no front matter
OPENING = re.compile(r"---[ \t]*\r?\n")
CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
FIELD = re.compile(r"\s*[A-Za-z_][\w -]*:(?:\s|$)")


class BrokenFrontMatter(ValueError):
    """Says on which line, what is wrong, and what would be right."""


def split(content: str) -> tuple[dict[str, Any], str]:
    """(fields, text): the text is everything after the front matter, unchanged. Raises BrokenFrontMatter."""
    opening = OPENING.match(content)
    if not opening:
        return {}, content
    closing = CLOSING.search(content, opening.end(), opening.end() + LIMIT)
    meant = FIELD.match(content, opening.end())
    if not closing:
        if meant:
            raise BrokenFrontMatter("front matter is opened with --- and never closed; close it with a line ---")
        return {}, content
    fields = _fields(content[opening.end() : closing.start()], bool(meant))
    return ({}, content) if fields is None else (fields, content[closing.end() :])


def _fields(block: str, meant: bool) -> dict[str, Any] | None:
    """None where the block is prose between two rules, no front matter."""
    try:
        fields = yaml.load(block, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f" on line {mark.line + 2}" if mark else ""
        problem = getattr(error, "problem", None) or "it cannot be parsed"
        raise BrokenFrontMatter(
            f"front matter is broken{line}: {problem}; write `key: value`, in quotes where the value holds a colon"
        ) from None
    if fields is None or fields == "":
        return {}
    if isinstance(fields, dict):
        return fields
    if meant:
        raise BrokenFrontMatter("front matter is no list of fields; write one `key: value` a line")
    return None
