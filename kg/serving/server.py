"""How the app is put on the network: under waitress, never under a debug server."""

from __future__ import annotations

import signal
import socket
import sys
import threading
from types import FrameType

from flask import Flask

from kg.errors import UsageError
from kg.serving import logs
from kg.serving.app import create_app, largest_body
from kg.serving.channels import Server
from kg.serving.dumpfiles import AT_ONCE
from kg.serving.lane import Lane
from kg.serving.plain import LONGEST
from kg.serving.site import Site
from kg.settings import Settings
from kg.store.pool import WAITING, QueryPool


def serve(settings: Settings) -> None:
    """Serves until it is interrupted or asked to end. Raises UsageError where it cannot listen."""
    listening = _listen(settings.host, settings.port)
    try:
        app = create_app(settings)
    except BaseException:
        listening.close()
        raise
    logs.begin(requests=settings.log == "requests")
    server = server_of(app, settings, listening)
    signal.signal(signal.SIGTERM, _end)
    threading.Thread(target=_warm, args=(app,), daemon=True).start()
    try:
        server.serve()
    finally:
        app.extensions["kg"].close()


def server_of(app: Flask, settings: Settings, listening: socket.socket) -> Server:
    server = Server(
        app,
        _sock=listening,
        sockinfo=(listening.family, listening.type, listening.proto, listening.getsockname()),
        bind_socket=False,
        # some wait for a worker or a dump, others answer what needs none
        threads=settings.workers + WAITING + AT_ONCE + 4,
        ident=None,
        recv_bytes=LONGEST,
        channel_timeout=60,
        connection_limit=500,
        max_request_body_size=largest_body(settings),  # else a refused body is first taken in whole
    )
    site: Site = app.extensions["kg"]
    if isinstance(site.pool, QueryPool):
        server.lane = Lane(site, site.pool, app.extensions["kg.front"], server)
    return server


def _warm(app: Flask) -> None:
    """Templates are compiled before somebody waits for a page."""
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)


def _listen(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(f"cannot listen on {host} port {port}: {reason}; name others with --host and --port") from None


def _end(number: int, frame: FrameType | None) -> None:
    """As an interrupt does: requests being answered are waited for."""
    sys.exit(0)
