"""A server as users run it: a process that listens on a free port of this machine."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


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
            _wait(f"http://127.0.0.1:{port}/readyz")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGTERM)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def _wait(address: str, patience: float = 30) -> None:
    end = time.monotonic() + patience
    while True:
        try:
            with urllib.request.urlopen(address, timeout=10):
                return
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
