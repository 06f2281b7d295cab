"""What whoever runs the server asks it: does it live, can it answer, how much has it done, what does it offer."""

from __future__ import annotations

import resource

from flask import Blueprint, Response, current_app, jsonify, request

from kg.serving import openapi
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


@blueprint.get("/metrics")
def metrics() -> Response:
    """Counts and times for Prometheus."""
    pool = site().pool
    gauges = {
        "kg_query_workers": site().settings.workers,
        "kg_query_workers_busy": pool.busy,
        "kg_queries_stopped_total": pool.stopped,
        "kg_snapshot": int(site().snapshot.partition("-")[0]),
        "process_max_resident_memory_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    }
    return Response(site().metrics.text(gauges), content_type="text/plain; version=0.0.4; charset=utf-8")


@blueprint.get("/openapi.json")
def description() -> Response:
    """All routes and questions, as OpenAPI 3.1."""
    return jsonify(openapi.described(current_app, site().questions.values(), request.url_root))
