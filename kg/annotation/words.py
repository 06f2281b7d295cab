"""The word lists of annotation, read once from the TOML files beside this module."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    return tomllib.loads((files("kg.annotation") / "data" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def words(name: str, *path: str) -> frozenset[str]:
    """The list of words at `path` in data/<name>.toml."""
    value: Any = table(name)
    for key in path:
        value = value[key]
    return frozenset(value)


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of data/<name>.tsv without its comments."""
    text = (files("kg.annotation") / "data" / f"{name}.tsv").read_text(encoding="utf-8")
    return tuple(tuple(line.split("\t")) for line in text.splitlines() if line and not line.startswith("#"))


FIRST_NAMES = words("words", "first_names", "m") | words("words", "first_names", "f")
