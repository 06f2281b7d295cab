"""What whoever runs the server asks it: does it live, can it answer."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from kg.serving.site import site
from kg.store.pool import Query

blueprint = Blueprint("operation", __name__)


@blueprint.get("/healthz")
def health() -> Response:
    """The process answers; it says nothing of the store."""
    return jsonify({"status": "ok"})


@blueprint.get("/readyz")
def ready() -> Response:
    """A query over the present snapshot is answered; 503 if not."""
    with site().run(Query("ASK { ?s ?p ?o }")).body as body:
        body.read()
    return jsonify({"status": "ok", "snapshot": site().snapshot})
