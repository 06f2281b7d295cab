"""How the app is put on the network: under waitress, never under a debug server."""

from __future__ import annotations

import signal
import socket
import sys
from types import FrameType

from waitress.server import create_server

from kg.errors import UsageError
from kg.serving import logs
from kg.serving.app import create_app, largest_body
from kg.serving.dumpfiles import AT_ONCE
from kg.settings import Settings
from kg.store.pool import WAITING


def serve(settings: Settings) -> None:
    """Serves until it is interrupted or asked to end. Raises UsageError where it cannot listen."""
    listening = _listen(settings.host, settings.port)
    try:
        app = create_app(settings)
    except BaseException:
        listening.close()
        raise
    logs.begin(requests=settings.log == "requests")
    server = create_server(
        app,
        sockets=[listening],
        threads=settings.workers
        + WAITING
        + AT_ONCE
        + 4,  # some wait for a worker or a dump, others answer what needs none
        ident=None,
        channel_timeout=60,
        connection_limit=500,
        max_request_body_size=largest_body(settings),  # else a refused body is first taken in whole
    )
    signal.signal(signal.SIGTERM, _end)
    try:
        server.run()
    finally:
        server.close()
        app.extensions["kg"].close()


def _listen(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(f"cannot listen on {host} port {port}: {reason}; name others with --host and --port") from None


def _end(number: int, frame: FrameType | None) -> None:
    """As an interrupt does: requests being answered are waited for."""
    sys.exit(0)
