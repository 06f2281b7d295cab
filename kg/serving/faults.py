"""What an error looks like over HTTP: one shape, a true status, as JSON, text or a page; never a traceback."""

from __future__ import annotations

import json
import logging
from typing import cast

from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.exceptions import NotFound as NoRoute
from werkzeug.http import HTTP_STATUS_CODES

from kg.errors import KgError, NotAllowed, NotFound, QueryLimit, QuerySyntaxError, QuestionError, UsageError
from kg.serving.media import HTML, JSON, TEXT, negotiate
from kg.store import NotAcceptable

log = logging.getLogger(__name__)
_STATUSES: tuple[tuple[type[KgError], int], ...] = (  # the first that fits
    (NotFound, 404),
    (NotAllowed, 403),
    (QuerySyntaxError, 400),
    (QuestionError, 400),
    (NotAcceptable, 406),
    (UsageError, 400),
    (QueryLimit, 503),
    (KgError, 503),
)
RETRY = "5"  # seconds


def register(app: Flask) -> None:
    app.register_error_handler(KgError, _ours)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unforeseen)


def _ours(error: KgError) -> Response:
    status = next(status for kind, status in _STATUSES if isinstance(error, kind))
    response = _response(status, str(error))
    if status == 503:
        response.headers["Retry-After"] = RETRY
    return response


def _http(error: HTTPException) -> Response:
    nothing = f"there is nothing at {request.path[:200]}" if type(error) is NoRoute else ""
    response = _response(error.code or 500, nothing or error.description or "")
    for name, value in error.get_headers():
        if name != "Content-Type":  # Allow, WWW-Authenticate, Retry-After
            response.headers[name] = value
    if error.code and 300 <= error.code < 400:
        return cast(Response, error.get_response())
    return response


def _unforeseen(error: Exception) -> Response:
    log.exception("%s %r", request.method, request.path[:200])
    return _response(500, "an error of ours; the log has more")


def _response(status: int, detail: str) -> Response:
    name = HTTP_STATUS_CODES.get(status, "Error")
    media = negotiate(request.headers.get("Accept"), (JSON, HTML, TEXT)) or JSON
    if media is HTML:
        body = render_template("error.html", status=status, name=name, detail=detail)
    elif media is TEXT:
        body = f"{status} {name}: {detail}\n"
    else:
        body = json.dumps({"error": name, "detail": detail, "status": status}, ensure_ascii=False) + "\n"
    response = Response(body, status, content_type=media.content_type)
    response.vary.add("Accept")
    response.headers["Cache-Control"] = "no-store"
    return response
