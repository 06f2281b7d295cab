"""Where dumps come from: files made once per snapshot and kind, by processes of their own, in a temporary folder."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO

import kg.errors
from kg.errors import Busy, StoreError

AT_ONCE = 2  # dumps made at a time, and requests that wait for one: the other threads of the server have work to do
PATIENCE = 60.0  # seconds such a request waits


class DumpFiles:
    def __init__(self, location: str, base_iri: str) -> None:
        self._location = location
        self._base_iri = base_iri
        self._folder = tempfile.TemporaryDirectory(prefix="newskg-dumps-", ignore_cleanup_errors=True)
        self._makers = ThreadPoolExecutor(AT_ONCE)
        self._waiting = threading.BoundedSemaphore(AT_ONCE)
        self._lock = threading.Lock()
        self._made: dict[Path, Future[None]] = {}

    def open(self, snapshot: str, graph: str, format: str, packed: bool) -> BinaryIO:
        """The dump; who asks first has it made, others wait with him, as few as `AT_ONCE`. Raises Busy or StoreError.

        `snapshot` is held by the caller.
        """
        target = self._target(snapshot, graph, format, packed)
        with self._lock:
            if target not in self._made and not self._another():
                raise Busy("other dumps are being made; try again in a moment")
            self._forget_all_but(snapshot)
            making = self._made.get(target) or self._begin(snapshot, {target: (graph, format)})
        if not making.done() and not self._wait(making):
            raise Busy("the dump is being made; try again in a moment")
        with self._lock:
            if (error := making.exception()) is not None:
                self._made.pop(target, None)
                raise StoreError(f"the dump could not be made: {error}")
            try:
                return target.open("rb")
            except FileNotFoundError:
                raise Busy("the graph has just changed; ask again") from None

    def prepare(self, snapshot: str, wanted: Iterable[tuple[str, str, bool]]) -> None:
        """Has all of these made by one process, unless others are being made: graph, format, whether it is packed."""
        targets = {self._target(snapshot, *each): each[:2] for each in wanted}
        with self._lock:
            self._forget_all_but(snapshot)
            missing = {target: what for target, what in targets.items() if target not in self._made}
            if missing and self._another():
                self._begin(snapshot, missing)

    def size(self, snapshot: str, graph: str, format: str, packed: bool) -> int | None:
        """Bytes of a dump that has been made; None of one that has not."""
        target = self._target(snapshot, graph, format, packed)
        with self._lock:
            making = self._made.get(target)
            made = making is not None and making.done() and making.exception() is None
            return target.stat().st_size if made else None

    def close(self) -> None:
        self._makers.shutdown(wait=True, cancel_futures=True)
        self._folder.cleanup()

    def _target(self, snapshot: str, graph: str, format: str, packed: bool) -> Path:
        return Path(self._folder.name) / snapshot / f"{graph}.{format}{'.gz' if packed else ''}"

    def _another(self) -> bool:
        return sum(not making.done() for making in set(self._made.values())) < AT_ONCE

    def _begin(self, snapshot: str, wanted: Mapping[Path, tuple[str, str]]) -> Future[None]:
        (Path(self._folder.name) / snapshot).mkdir(exist_ok=True)
        making = self._makers.submit(self._make, snapshot, wanted)
        self._made |= dict.fromkeys(wanted, making)
        return making

    def _wait(self, making: Future[None]) -> bool:
        if not self._waiting.acquire(blocking=False):
            return False
        try:
            making.exception(timeout=PATIENCE)
        except TimeoutError:
            return False
        finally:
            self._waiting.release()
        return True

    def _make(self, snapshot: str, wanted: Mapping[Path, tuple[str, str]]) -> None:
        files = [each for target, what in wanted.items() for each in (*what, str(target))]
        command = [sys.executable, "-P", "-m", "kg.store.dumper", self._location, self._base_iri, snapshot, *files]
        environment = os.environ | {"PYTHONPATH": str(Path(kg.errors.__file__).parent.parent)}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, errors="replace", check=False)
        if done.returncode != 0:
            raise StoreError(f"{done.stderr.strip().splitlines()[-1:]}")

    def _forget_all_but(self, snapshot: str) -> None:
        """A file that is being sent stays readable until it is sent; one that is being made is left alone."""
        for target, making in list(self._made.items()):
            if target.parent.name != snapshot and making.done():
                target.unlink(missing_ok=True)
                del self._made[target]
