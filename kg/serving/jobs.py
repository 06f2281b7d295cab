"""What becomes of articles sent in: a process of its own adds and removes them, one after the other.

The server never loads a language model: the process does (`kg.cli.intake`), and keeps it while there is work. Articles
that come while others are read wait, and are read together.
"""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import kg.errors
from kg.errors import Busy
from kg.settings import SETTINGS, Settings

WAITING, REMEMBERED, TOGETHER = 200, 2000, 50  # jobs
PATIENCE = 900.0  # seconds one run may take
_PASSED_ON = ("store", "base_iri", "model", "relations", "authority")


@dataclass
class Job:
    """`target`: the file of an article to add, or the article to remove."""

    number: int
    verb: str  # add | remove
    target: str
    article: str | None  # its id, where it is known beforehand
    state: str = "waiting"  # waiting | reading | done | failed
    messages: list[str] = field(default_factory=list)

    def told(self) -> dict[str, Any]:
        known = {"job": self.number, "action": self.verb, "article": self.article}
        return known | {"state": self.state, "messages": self.messages}


class Jobs:
    """Threads may share it. The one that works begins with the first job."""

    def __init__(self, settings: Settings) -> None:
        values = {row.variable: str(getattr(settings, row.name)) for row in SETTINGS if row.name in _PASSED_ON}
        self._environment = {name: value for name, value in os.environ.items() if name != "KG_TOKEN"} | values
        self._environment["PYTHONPATH"] = str(Path(kg.errors.__file__).parent.parent)
        self._folder = tempfile.TemporaryDirectory(prefix="newskg-articles-", ignore_cleanup_errors=True)
        self._jobs: OrderedDict[int, Job] = OrderedDict()
        self._change = threading.Condition()
        self._thread: threading.Thread | None = None
        self._process: subprocess.Popen[str] | None = None
        self._ended = False
        self._last = 0

    def add(self, name: str, article: str | None, content: bytes) -> Job:
        """An article as a file of that name. Raises Busy."""
        return self._submit("add", article, name, content)

    def remove(self, article: str) -> Job:
        return self._submit("remove", article, article)

    def find(self, number: int) -> Job | None:
        with self._change:
            return self._jobs.get(number)

    def all(self) -> list[Job]:
        with self._change:
            return list(self._jobs.values())

    def close(self) -> None:
        with self._change:
            self._ended = True
            if self._process is not None:
                self._process.send_signal(signal.SIGTERM)
            self._change.notify_all()
        if self._thread is not None:
            self._thread.join()
        if self._process is not None:
            self._process.communicate()
        self._folder.cleanup()

    def _submit(self, verb: str, article: str | None, target: str, content: bytes | None = None) -> Job:
        with self._change:
            if sum(job.state == "waiting" for job in self._jobs.values()) >= WAITING:
                raise Busy("too many articles wait to be read; send this one again later")
            self._last += 1
            if content is not None:
                path = Path(self._folder.name, str(self._last), target)
                path.parent.mkdir()
                path.write_bytes(content)
                target = str(path)
            job = self._jobs[self._last] = Job(self._last, verb, target, article)
            while len(self._jobs) > REMEMBERED:
                self._jobs.popitem(last=False)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, daemon=True)
                self._thread.start()
            self._change.notify_all()
        return job

    def _work(self) -> None:
        while batch := self._next():
            code, lines = self._run(batch)
            for job in batch:
                _conclude(job, code, lines)
                if job.verb == "add":
                    Path(job.target).unlink(missing_ok=True)

    def _next(self) -> list[Job]:
        """The jobs to do together; none at the end."""
        with self._change:
            while not self._ended:
                waiting = [job for job in self._jobs.values() if job.state == "waiting"]
                if waiting:
                    batch = waiting[:1] if waiting[0].verb == "remove" else _leading_adds(waiting)
                    for job in batch:
                        job.state = "reading"
                    return batch
                self._change.wait()
        return []

    def _run(self, batch: list[Job]) -> tuple[int, list[str]]:
        """Asks twice: the process may have ended for want of work just when this came."""
        asked = json.dumps({"verb": batch[0].verb, "targets": [job.target for job in batch]}) + "\n"
        for _ in range(2):
            if (process := self._reader()) is None:
                return 1, ["the server was stopped"]
            answer = _ask(process, asked)
            if answer:
                told = json.loads(answer)
                return int(told["code"]), list(told["lines"])
            if process.wait() != 0:
                break
        return 1, ["reading ended unexpectedly (out of memory or time?)"]

    def _reader(self) -> subprocess.Popen[str] | None:
        """The process, begun where there is none; none once the server stops."""
        with self._change:
            if self._ended:
                return None
            if self._process is None or self._process.poll() is not None:
                self._process = subprocess.Popen(
                    [sys.executable, "-P", "-m", "kg.cli.intake"],
                    env=self._environment,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                )
            return self._process


def _ask(process: subprocess.Popen[str], asked: str) -> str:
    """The line it answers with; empty where it has ended, or takes too long and is ended."""
    assert process.stdin and process.stdout
    try:
        process.stdin.write(asked)
        process.stdin.flush()
    except BrokenPipeError:
        return ""
    if not select.select([process.stdout], [], [], PATIENCE)[0]:
        process.kill()
        return ""
    return process.stdout.readline()


def _leading_adds(waiting: list[Job]) -> list[Job]:
    found = []
    for job in waiting[:TOGETHER]:
        if job.verb != "add":
            break
        found.append(job)
    return found


def _conclude(job: Job, code: int, lines: list[str]) -> None:
    """A failure names its file; where a run ends without a summary, all of it has failed."""
    told = [line.removeprefix("kg: ") for line in lines]
    own = [line for line in told if job.target in line] if job.verb == "add" else told
    ended = any(" added" in line or " replaced" in line or " unchanged" in line or " failed" in line for line in told)
    failed = code != 0 and (bool(own) or not ended)
    folder = str(Path(job.target).parent) + os.sep if job.verb == "add" else ""
    job.messages = [line.replace(folder, "") if folder else line for line in (own or told[-1:] if failed else own)]
    job.state = "failed" if failed else "done"
