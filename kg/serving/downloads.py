"""/data: what there is to take away, in which formats and sizes, and how to ask from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

from flask import Blueprint, Response, render_template, request

from kg.serving import snippets
from kg.serving.data import PARTS
from kg.serving.media import BY_SUFFIX
from kg.serving.site import site
from kg.store import remarks

blueprint = Blueprint("downloads", __name__)
SMALL = 100_000  # statements of a graph all of whose files are made when somebody looks at them: a few seconds
_SUFFIXES = ("ttl", "nt", "nq", "trig", "jsonld", "rdf")
_TOLD = {
    "all": "everything",
    "facts": "what the graph holds true: entities, events, short-cuts",
    "articles": "what each article says: texts, claims, evidence",
    "inferred": "what follows by the ontology",
    "ontology": "classes, properties, values",
    "authority": "who and what is known beforehand",
}
_UNITS = ("bytes", "kB", "MB", "GB")


@blueprint.get("/data")
def page() -> Response:
    quads = _quads()
    if 0 < quads.get("all", 0) <= SMALL:
        formats = [BY_SUFFIX[suffix].format for suffix in _SUFFIXES]
        site().dumps.prepare(site().dumped, product(PARTS, formats, (False, True)))
    parts: list[dict[str, Any]] = [
        {"name": part, "told": _TOLD[part], "quads": quads.get(part), "files": list(_files(part))} for part in PARTS
    ]
    html = render_template(
        "data.html",
        parts=parts,
        sized=all(file["size"] for file in parts[0]["files"]),
        snapshot=site().snapshot,
        snippets=snippets.of_endpoint(f"{request.url_root}sparql"),
        suffixes=_SUFFIXES,
        build=remarks.find(site().settings.store, remarks.BUILD),
    )
    response = Response(html, content_type="text/html; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"  # sizes come to be without a new snapshot
    return response


def _quads() -> dict[str, int]:
    """By part, as far as they can be counted in time."""
    base = site().base
    rows = site().rows_in_time("SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
    counts = dict.fromkeys(PARTS, 0)
    for row in rows:
        name = row["g"].removeprefix(f"{base}graph/")
        part = "articles" if row["g"].startswith(f"{base}article/") else name
        counts["all"] += int(row["n"])
        if part in counts:
            counts[part] += int(row["n"])
    return counts if rows else {}


def _files(part: str) -> Iterator[dict[str, str]]:
    for suffix in _SUFFIXES:
        for packed in (False, True):
            size = site().dumps.size(site().dumped, part, BY_SUFFIX[suffix].format, packed)
            name = f"{suffix}.gz" if packed else suffix
            yield {
                "name": name,
                "path": f"/dump.{name}" if part == "all" else f"/dump/{part}.{name}",
                "size": _readable(size) if size is not None else "",
            }


def _readable(size: int) -> str:
    amount, unit = float(size), 0
    while amount >= 1000 and unit < len(_UNITS) - 1:
        amount, unit = amount / 1000, unit + 1
    return f"{amount:.3g} {_UNITS[unit]}" if amount < 1000 else f"{amount:.0f} {_UNITS[unit]}"
