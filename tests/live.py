"""A server as users run it: a process that listens on a free port of this machine."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.serving import create_app
from kg.serving.server import server_of
from kg.settings import Settings


@contextmanager
def server(store: Path, **settings: str) -> Iterator[str]:
    """Its address, without a slash at the end. `settings`: as KG_<NAME> in lower case."""
    port = free_port()
    environment = os.environ | {f"KG_{name.upper()}": value for name, value in settings.items()}
    command = [sys.executable, "-m", "kg", "serve", "--store", str(store), "--port", str(port)]
    with subprocess.Popen(
        command, env=environment, stderr=subprocess.DEVNULL, cwd=Path(__file__).parent.parent
    ) as process:
        try:
            answer(f"http://127.0.0.1:{port}/readyz")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGTERM)


@contextmanager
def in_thread(settings: Settings) -> Iterator[str]:
    """The same in a thread of this process, on a port of its own choice."""
    app = create_app(settings)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = server_of(app, settings, listening)
        assert server.lane
        thread = threading.Thread(target=server.serve)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.lane.stop()
            thread.join()
            app.extensions["kg"].close()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def answer(address: str, patience: float = 30) -> str:
    """What the server says, as soon as it listens."""
    end = time.monotonic() + patience
    while True:
        try:
            with urllib.request.urlopen(address, timeout=10) as response:
                return str(response.read().decode())
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
