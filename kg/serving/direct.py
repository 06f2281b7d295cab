"""A query from a program, answered without the app around it: the app's own steps, less what only pages need.

Whatever is not plain (a page, a large or packed answer, something wrong) goes on to the app, with the answer or the
error that is there already: nothing is asked twice. tests/test_serving_front.py holds the two ways to the same answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Request
from werkzeug.exceptions import HTTPException

from kg.errors import KgError
from kg.serving import asked, headers, linked
from kg.serving.media import BY_FORMAT, HTML
from kg.serving.site import Site
from kg.serving.sparql import formats, query_of

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

ROUTE = "/sparql"


def answer(site: Site, environ: WSGIEnvironment) -> tuple[list[tuple[str, str]], bytes] | None:
    """Headers and body of a 200; None where the app has more to do."""
    request = Request(environ)
    try:
        question = asked.read(request)
        if question.query is None:
            return None
        asked.check(question.query)
        table, graph = formats(question, environ.get("HTTP_ACCEPT"))
    except (HTTPException, KgError):
        return None
    if HTML in (table, graph) or request.method == "HEAD" or linked.passes(question.query):
        return None
    environ["kg.hold"] = hold = site.pool.hold()
    try:
        found = site.pool.run(query_of(site, question, table, graph), hold.name, environ.get("REMOTE_ADDR", ""))
    except KgError as error:
        environ["kg.error"] = error
        return None
    packs = "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")
    if found.size > headers.LARGEST_PLAIN or (packs and found.size >= headers.SMALLEST_PACKED):
        environ["kg.answer"] = found
        return None
    with found.body as body:
        content = body.read()
    del environ["kg.hold"]
    hold.close()
    told = [
        ("Content-Type", BY_FORMAT[found.format].content_type),
        ("Content-Length", str(len(content))),
        ("Vary", "Accept, Accept-Encoding"),
        ("Cache-Control", "no-cache"),
        ("ETag", f'"{found.snapshot}-{found.format}"'),
    ]
    return [*told, *headers.of_every_answer(editor=True)], content
