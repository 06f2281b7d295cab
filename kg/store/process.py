"""A process that does one thing at a time for whoever holds it, and is killed when it takes too long.

Frames on both pipes: one byte for the kind, four for the length (big-endian), the payload.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

import kg.errors
from kg.errors import KgError, StoreError
from kg.store.interface import NotAcceptable

CHUNK = 65536
TICKS = os.sysconf("SC_CLK_TCK")
SLOW = 10  # priority of what others need not wait for


class Stopped(Exception):
    """It said nothing in time (`late`) or no more at all."""

    def __init__(self, late: bool) -> None:
        self.late = late


class Process:
    """The process and the pipes to it; used by one thread at a time."""

    def __init__(self, module: str, arguments: Sequence[str]) -> None:
        environment = os.environ | {"PYTHONPATH": str(Path(kg.errors.__file__).parent.parent)}
        self.popen = subprocess.Popen(
            [sys.executable, "-P", "-m", module, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
        self._pending = b""
        self.slowed = False

    @property
    def alive(self) -> bool:
        return self.popen.poll() is None

    def computed(self) -> float:
        """Seconds of processor time so far; by the clock where the system does not tell."""
        try:
            with open(f"/proc/{self.popen.pid}/stat", "rb") as told:
                fields = told.read().rpartition(b")")[2].split()
        except OSError:
            return time.monotonic()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def slow_down(self) -> None:
        """From now on others go first; that cannot be undone."""
        with contextlib.suppress(OSError):  # it has ended
            os.setpriority(os.PRIO_PROCESS, self.popen.pid, SLOW)
        self.slowed = True

    def ask(self, request: bytes) -> None:
        assert self.popen.stdin is not None
        try:
            send(self.popen.stdin, b"Q", request)
        except BrokenPipeError:
            raise Stopped(late=False) from None

    def frame(self, deadline: float) -> tuple[bytes, bytes]:
        """The next one; `deadline` as time.monotonic() tells it. Raises Stopped, and what an X frame tells of."""
        head = self._exactly(5, deadline)
        payload = self._exactly(int.from_bytes(head[1:], "big"), deadline)
        if head[:1] == b"X":
            raise error_of(payload)
        return head[:1], payload

    def waits(self, deadline: float) -> bool:
        """Whether it has said nothing by then."""
        if self._pending:
            return False
        return not self._read(deadline)

    def gathered(self) -> list[tuple[bytes, bytes]] | None:
        """The frames of an answer once the last of them is here; takes in what is there to be read, without waiting.

        Raises Stopped. Until there is an answer nothing is taken: `frame` and `waits` give it from its begin.
        """
        data = os.read(self.fileno(), CHUNK + 64)
        if not data:
            raise Stopped(late=False)
        self._pending += data
        found, position = [], 0
        while position + 5 <= len(self._pending):
            kind, begin = self._pending[position : position + 1], position + 5
            position = begin + int.from_bytes(self._pending[position + 1 : begin], "big")
            found.append((kind, self._pending[begin:position]))
            if kind in b"EX" and position <= len(self._pending):
                self._pending = b""
                return found
        return None

    @property
    def gathering(self) -> int:
        """Bytes of an answer that is not whole yet."""
        return len(self._pending)

    def fileno(self) -> int:
        """What is to be read from."""
        assert self.popen.stdout is not None
        return self.popen.stdout.fileno()

    def _exactly(self, size: int, deadline: float) -> bytes:
        while len(self._pending) < size:
            if not self._read(deadline):
                raise Stopped(late=True)
        taken, self._pending = self._pending[:size], self._pending[size:]
        return taken

    def _read(self, deadline: float) -> bool:
        """False where nothing comes by then."""
        ready, _, _ = select.select([self], [], [], max(0.0, deadline - time.monotonic()))
        if ready:
            data = os.read(self.fileno(), CHUNK + 64)
            if not data:
                raise Stopped(late=False)
            self._pending += data
        return bool(ready)

    def end(self) -> None:
        self.popen.kill()
        self.popen.wait()
        for pipe in (self.popen.stdin, self.popen.stdout):
            assert pipe is not None
            with contextlib.suppress(BrokenPipeError):  # what was still to be written
                pipe.close()


def framed(kind: bytes, payload: bytes | bytearray) -> bytes:
    return kind + len(payload).to_bytes(4, "big") + payload


def send(stream: IO[bytes], kind: bytes, payload: bytes) -> None:
    stream.write(framed(kind, payload))
    stream.flush()


def described(error: BaseException) -> bytes:
    """What an X frame holds: our errors as they are, the engine's as what they mean."""
    name, message = type(error).__name__, str(error)
    if isinstance(error, MemoryError):
        name, message = "QueryLimit", "it needs too much memory; ask for less"
    elif not isinstance(error, KgError):
        name = "UsageError"
    return json.dumps({"error": name, "message": message}).encode()


def receive(read: Callable[[int], bytes]) -> tuple[bytes, bytes] | None:
    """The next frame, None at the end. `read` gives exactly as many bytes as asked, or fewer at the end."""
    head = read(5)
    if len(head) < 5:
        return None
    return head[:1], read(int.from_bytes(head[1:], "big"))


def error_of(payload: bytes) -> KgError:
    """What an X frame tells of."""
    told = json.loads(payload)
    kind: type[KgError] = getattr(kg.errors, told["error"], StoreError)
    return (NotAcceptable if told["error"] == "NotAcceptable" else kind)(told["message"])
