"""The server as a process: it answers, ends when it is asked to, and says why it cannot start."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from live import answer, free_port

from kg.errors import UsageError
from kg.serving import serve
from kg.settings import Settings
from kg.store import open_store

CODE = """
import sys
from kg.serving import serve
from kg.settings import Settings
serve(Settings.load({}, store=sys.argv[1], port=sys.argv[2], workers=1))
"""


def test_it_serves_until_it_is_asked_to_end(tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-c", CODE, str(tmp_path / "store"), str(port)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        said = answer(f"http://127.0.0.1:{port}/sparql?query=ASK%7B%7D&format=csv")
        process.send_signal(signal.SIGTERM)
        errors = process.communicate(timeout=30)[1]
    assert (said, process.returncode, errors) == ("true", 0, "")


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    location = str(tmp_path / "store")
    with open_store(location) as store:
        store.publish()
    with socket.create_server(("127.0.0.1", 0)) as server, pytest.raises(UsageError, match="--port"):
        serve(Settings(store=location, port=int(server.getsockname()[1]), workers=1))
