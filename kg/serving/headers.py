"""Which headers every response has: what browsers may do with it, who may read it, whether it is compressed."""

from __future__ import annotations

import gzip

from flask import Flask, Response, g, request

from kg.serving.site import site

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# YASGUI has one style element of its own (for the width of columns), known by its hash, and fonts in its sheet.
EDITOR = (
    POLICY.replace("style-src 'self'", "style-src 'self' 'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='")
    + "; font-src 'self' data:"
)
SMALLEST_PACKED, LARGEST_PACKED, LARGEST_PLAIN = (
    1024,
    2**23,
    2**20,
)  # bytes: what is smaller gains nothing, what is larger costs too much time
_COMPRESSIBLE = (
    "text/",
    "application/json",
    "application/sparql-results",
    "application/rdf",
    "application/ld",
    "application/n-",
    "application/trig",
)


def register(app: Flask) -> None:
    app.after_request(_secured)
    app.after_request(_compressed)  # runs first: Flask calls them last to first


def _secured(response: Response) -> Response:
    request.environ["kg.route"] = request.url_rule.rule if request.url_rule else "none"
    if "hold" in g:
        request.environ["kg.snapshot"] = site().snapshot
    headers = response.headers
    for name, value in of_every_answer(editor=request.endpoint == "sparql.endpoint"):
        headers[name] = value
    if request.method == "OPTIONS":
        headers["Access-Control-Allow-Methods"] = response.headers.get("Allow", "GET, HEAD, OPTIONS")
        headers["Access-Control-Allow-Headers"] = "Accept, Authorization, Content-Type"
        headers["Access-Control-Max-Age"] = "86400"
    return response


def of_every_answer(editor: bool = False) -> tuple[tuple[str, str], ...]:
    return (
        ("Content-Security-Policy", EDITOR if editor else POLICY),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Access-Control-Allow-Origin", "*"),  # there is nothing here that is not for everyone, and no credentials
        ("Access-Control-Expose-Headers", "ETag, Retry-After, Content-Disposition"),
    )


def _compressed(response: Response) -> Response:
    """A compressed answer has a tag of its own; one that the client has already is neither compressed nor sent."""
    packs = _packs(response)
    tag, _ = response.get_etag()
    if tag is not None and packs:
        response.set_etag(tag := f"{tag}-gzip")
    if tag is not None and response.status_code == 200:
        response.make_conditional(request)
        response.headers.pop("Date", None)  # the server says when; an answer that is kept would say when it was made
    if packs and response.status_code == 200:
        response.set_data(gzip.compress(response.get_data(), 5, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response


def _packs(response: Response) -> bool:
    if not (response.mimetype or "").startswith(_COMPRESSIBLE) or "Content-Encoding" in response.headers:
        return False
    response.vary.add("Accept-Encoding")
    size = response.content_length
    fits = size is not None and SMALLEST_PACKED <= size <= LARGEST_PACKED and response.status_code == 200
    sent_as_it_is = response.direct_passthrough or "Content-Range" in response.headers
    return fits and not sent_as_it_is and request.accept_encodings.quality("gzip") > 0
