"""Articles over HTTP: sent to /articles, taken out by DELETE, both by the token; /articles/jobs tells how it goes."""

from __future__ import annotations

import hashlib
import re

from flask import Blueprint, Response, jsonify, request, url_for
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from kg.errors import NotFound
from kg.serving import asked
from kg.serving.auth import require_token
from kg.serving.jobs import Job
from kg.serving.site import site
from kg.terms import article_iri

blueprint = Blueprint("intake", __name__)
_SUFFIXES = {
    "text/plain": "txt",
    "text/markdown": "md",
    "text/html": "html",
    "application/json": "json",
    "application/jsonl": "jsonl",
    "application/x-ndjson": "jsonl",
}
_OWN_IDS = ("json", "jsonl")  # records say their ids themselves
_ID = re.compile(r"[A-Za-z0-9][\w.-]{0,99}", re.ASCII)


@blueprint.post("/articles")
def add() -> Response:
    """Takes in what `kg add` reads: text, Markdown, HTML, one record or many as JSON or JSON Lines. `?id=` names it."""
    require_token()
    suffix = _SUFFIXES.get(request.mimetype)
    if suffix is None:
        raise UnsupportedMediaType(f"send one of {', '.join(_SUFFIXES)}")
    content = asked.content(request)
    if not content.strip():
        raise BadRequest("the body is empty; send an article")
    name = request.args.get("id") or hashlib.sha256(content).hexdigest()[:16]
    if not _ID.fullmatch(name):
        raise BadRequest(f"id={name!r}: use letters, digits, . _ and -")
    if suffix in _OWN_IDS and "id" in request.args:
        raise BadRequest("id: a record says its id itself")
    return _accepted(site().jobs.add(f"{name}.{suffix}", None if suffix in _OWN_IDS else name, content))


@blueprint.delete("/articles")
def remove() -> Response:
    """Takes the article `?id=` out; the facts follow."""
    require_token()
    if not (name := request.args.get("id")):
        raise BadRequest("id: name the article to take out")
    return _removed(name)


@blueprint.delete("/article/<path:name>")
def remove_this(name: str) -> Response:
    """Takes the article out; the facts follow."""
    require_token()
    return _removed(name)


@blueprint.get("/articles/jobs")
def jobs() -> Response:
    """What has been sent in, and how far it is."""
    require_token()
    return jsonify({"jobs": [job.told() for job in site().jobs.all()]})


@blueprint.get("/articles/jobs/<int:number>")
def job(number: int) -> Response:
    """How far one is: waiting, reading, done or failed, and why."""
    require_token()
    found = site().jobs.find(number)
    if found is None:
        raise NotFound(f"there is no job {number}; those of before the server started are forgotten")
    return jsonify(found.told())


def _removed(name: str) -> Response:
    iri = article_iri(site().base, name)
    if not site().rows(f"SELECT ?p {{ GRAPH <{iri}> {{ <{iri}> ?p ?o }} }} LIMIT 1"):
        raise NotFound(f"there is no article {name!r}")
    return _accepted(site().jobs.remove(name))


def _accepted(job: Job) -> Response:
    response = jsonify(job.told())
    response.status_code = 202
    response.headers["Location"] = url_for("intake.job", number=job.number)
    return response
