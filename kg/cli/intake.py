"""A process that adds and removes articles for a server, one request after the other, and keeps what it has learnt.

    python -m kg.cli.intake

Lines of JSON in: {"verb": "add" or "remove", "targets": [...]}; for each one out: {"code": …, "lines": [...]}, the exit
code and the messages of `kg add` and `kg remove`. The language model is loaded and the facts are recalled once; the
process ends when it has had nothing to do for a while. Settings come from the environment.
"""

from __future__ import annotations

import json
import os
import select
import sys
from collections.abc import Iterable
from pathlib import Path

from kg import pipeline
from kg.cli.building import summary
from kg.errors import KgError
from kg.settings import Settings

IDLE = 300.0  # seconds
LOW = 10  # readers do not wait for reading
Files = tuple[tuple[str, int, int], ...]  # name, size and time of change


class Intake:
    """One session for as long as the files it has read are the same."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._session: pipeline.Session | None = None
        self._read_with: tuple[Settings, Files] | None = None

    def do(self, verb: str, targets: Iterable[str]) -> tuple[int, list[str]]:
        try:
            settings = pipeline.as_built(self._settings)
            session = self._session_for(settings)
            report = session.build(targets) if verb == "add" else session.remove(targets)
        except (KgError, OSError) as error:
            return getattr(error, "exit_code", 1), [f"kg: {error}"]
        return int(bool(report.failures)), summary(report, settings)

    def _session_for(self, settings: Settings) -> pipeline.Session:
        wanted = settings, _files(settings)
        if self._session is None or self._read_with != wanted:
            self._session, self._read_with = pipeline.Session(settings), wanted
        return self._session


def _files(settings: Settings) -> Files:
    """The user's own files, which may be edited at any time."""
    folder = sorted(Path(settings.relations).rglob("*")) if settings.relations else []
    own = [Path(settings.authority)] if settings.authority else []
    return tuple((str(file), (stat := file.stat()).st_size, stat.st_mtime_ns) for file in (*own, *folder))


def main() -> None:
    os.nice(LOW)
    intake = Intake(Settings.load())
    while select.select([sys.stdin], [], [], IDLE)[0] and (line := sys.stdin.readline()):
        asked = json.loads(line)
        code, lines = intake.do(asked["verb"], asked["targets"])
        sys.stdout.write(json.dumps({"code": code, "lines": lines}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
