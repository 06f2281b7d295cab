"""Who may write: whoever sends the token of the settings (RFC 6750, section 2.1); nobody where there is none."""

from __future__ import annotations

import hmac

from flask import request
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Forbidden, Unauthorized

from kg.serving.site import site


def require_token() -> None:
    """Raises Forbidden or Unauthorized."""
    token = site().settings.token
    if not token:
        raise Forbidden("writing over HTTP is off; KG_TOKEN turns it on, `kg add` and `kg remove` do without")
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not hmac.compare_digest(given.strip().encode(), token.encode()):
        raise Unauthorized(
            "writing needs the token: Authorization: Bearer …", www_authenticate=WWWAuthenticate("bearer")
        )
