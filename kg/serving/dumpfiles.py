"""Where dumps come from: files made once per snapshot and kind, by a process of its own, in a temporary folder."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import kg.errors
from kg.errors import StoreError


class DumpFiles:
    def __init__(self, location: str, base_iri: str) -> None:
        self._location = location
        self._base_iri = base_iri
        self._folder = tempfile.TemporaryDirectory(prefix="newskg-dumps-", ignore_cleanup_errors=True)
        self._lock = threading.Lock()

    def file(self, snapshot: str, graph: str, format: str, packed: bool) -> Path:
        """The dump as a file; whoever asks first waits for it to be made, the others with him. Raises StoreError."""
        folder = Path(self._folder.name) / snapshot
        target = folder / f"{graph}.{format}{'.gz' if packed else ''}"
        with self._lock:
            if not target.exists():
                self._forget_all_but(folder)
                folder.mkdir(exist_ok=True)
                self._make(snapshot, graph, format, target)
        return target

    def close(self) -> None:
        self._folder.cleanup()

    def _make(self, snapshot: str, graph: str, format: str, target: Path) -> None:
        command = [
            sys.executable,
            "-P",
            "-m",
            "kg.store.dumper",
            self._location,
            self._base_iri,
            snapshot,
            graph,
            format,
        ]
        environment = os.environ | {"PYTHONPATH": str(Path(kg.errors.__file__).parent.parent)}
        done = subprocess.run(
            [*command, str(target)], env=environment, capture_output=True, text=True, errors="replace", check=False
        )
        if done.returncode != 0:
            raise StoreError(f"the dump could not be made: {done.stderr.strip().splitlines()[-1:]}")

    def _forget_all_but(self, folder: Path) -> None:
        """A file that is being sent stays readable until it is sent."""
        for other in Path(self._folder.name).iterdir():
            if other != folder:
                for file in other.iterdir():
                    file.unlink()
                other.rmdir()
