"""Dumps and the description of the data set: /dump.<suffix>[.gz], /dump/<graph>.<suffix>[.gz], /.well-known/void."""

from __future__ import annotations

import os

from flask import Blueprint, Response, request, send_file
from werkzeug.exceptions import NotAcceptable, NotFound

from kg.serving import description, linked
from kg.serving.media import BY_SUFFIX, GRAPHS, negotiate
from kg.serving.site import site

blueprint = Blueprint("data", __name__)
PARTS = ("all", "facts", "articles", "inferred", "ontology", "authority")


@blueprint.get("/dump.<suffix>")
def whole(suffix: str) -> Response:
    return _dump("all", suffix)


@blueprint.get("/dump/<name>")
def part(name: str) -> Response:
    graph, _, suffix = name.partition(".")
    return _dump(graph, suffix)


@blueprint.get("/.well-known/void")
def void() -> Response:
    media = negotiate(request.headers.get("Accept"), GRAPHS)
    if media is None:
        raise NotAcceptable("the description of the data set is RDF")
    return linked.kept(
        Response(description.void(request.url_root, media), content_type=media.content_type), media.format
    )


def _dump(graph: str, suffix: str) -> Response:
    kind, _, packed = suffix.partition(".")
    if kind not in BY_SUFFIX or packed not in ("", "gz") or graph not in PARTS:
        raise NotFound(f"no such dump; use /dump.{'|'.join(BY_SUFFIX)}[.gz] or /dump/{'|'.join(PARTS[1:])}.…")
    media = BY_SUFFIX[kind]
    snapshot = site().dumped
    tag = f"{snapshot}-{graph}-{suffix}"
    if request.if_none_match.contains(tag):
        response = Response(status=304)
        response.set_etag(tag)
        return response
    name = f"newskg{'' if graph == 'all' else f'-{graph}'}.{suffix}"
    file = site().dumps.open(snapshot, graph, media.format, bool(packed))
    known = os.fstat(file.fileno())
    response = send_file(
        file,
        mimetype="application/gzip" if packed else media.types[0],
        as_attachment=True,
        download_name=name,
        etag=tag,
        last_modified=known.st_mtime,
        conditional=False,
        max_age=0,
    )
    response.content_length = known.st_size
    response.make_conditional(request, accept_ranges=True, complete_length=known.st_size)
    return response
