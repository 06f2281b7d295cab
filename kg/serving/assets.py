"""Addresses of static files: each has a digest of its content, so that browsers may keep it as long as they like."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, Response, request, url_for
from markupsafe import Markup

_FOLDER = Path(__file__).with_name("static")


def register(app: Flask) -> None:
    app.jinja_env.globals["asset"] = asset
    app.jinja_env.globals["icon"] = Markup((_FOLDER / "icon.svg").read_text(encoding="utf-8"))  # in the page: at once
    app.after_request(_kept)


def asset(name: str) -> str:
    """`name`: the path below static/."""
    return url_for("static", filename=name, v=_digest(name))


@cache
def _digest(name: str) -> str:
    return hashlib.sha256((_FOLDER / name).read_bytes()).hexdigest()[:12]


def _kept(response: Response) -> Response:
    if request.endpoint == "static" and request.args.get("v") and response.status_code == 200:
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
