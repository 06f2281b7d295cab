"""How the app is put on the network: under waitress, never under a debug server."""

from __future__ import annotations

import logging

import waitress

from kg.serving.app import create_app
from kg.serving.site import site
from kg.settings import Settings


def serve(settings: Settings) -> None:
    """Serves until it is interrupted. Raises OSError where the port is taken."""
    app = create_app(settings)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # that a request waits a moment is no news
    threads = settings.workers + 6  # some wait for a query worker, others answer what needs none
    try:
        waitress.serve(
            app,
            host=settings.host,
            port=settings.port,
            threads=threads,
            ident=None,
            channel_timeout=60,
            connection_limit=500,
        )
    finally:
        with app.app_context():
            site().close()
