"""Mixed load on the endpoint at full speed: readers, a writer, articles sent in, and a runaway every few seconds.

python benchmarks/mixed.py [--seconds 300] [--quads 1000000] [--folder FOLDER]

Tells what statuses there were, whether any answer was wrong, and how the memory went. 503 is for runaways alone.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import shutil
import threading
import time
import urllib.parse
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from endpoint import HEAD, PER_ARTICLE, QUERIES, RUNAWAY, Server, build, free_port
from endpoint import tool as installed

BASE = "https://w3id.org/newskg/"
TOKEN = {"Authorization": "Bearer benchmark"}
ARTICLE = (
    "Velta Inc. said on Monday that it will invest ${} billion in Norda Corp. of Vienna, which Anna Berg founded.\n"
)
READERS, RUNAWAY_EVERY, ARTICLE_EVERY = 4, 5.0, 20.0  # clients; seconds


class Load:
    def __init__(self, port: int, people: int, end: float) -> None:
        self.port, self.people, self.end = port, people, end
        self.statuses: Counter[tuple[str, int]] = Counter()
        self.wrong: list[str] = []
        self.written = 0

    def ask(self, kind: str, method: str, path: str, body: str = "", **headers: str) -> bytes:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body.encode(), headers)
            answer = connection.getresponse()
            content = answer.read()
            self.statuses[kind, answer.status] += 1
            return content
        except OSError as error:
            self.wrong.append(f"{kind}: {error}")
            return b""
        finally:
            connection.close()

    def query(self, kind: str, sparql: str) -> bytes:
        return self.ask(kind, "GET", f"/sparql?{urllib.parse.urlencode({'query': HEAD + sparql, 'format': 'json'})}")

    def read(self, seed: int) -> None:
        chance = random.Random(seed)
        while time.monotonic() < self.end:
            person = chance.randrange(self.people)
            kind = chance.choice([*QUERIES, "page", "known"])
            if kind == "page":
                self.ask("page", "GET", f"/id/person/p{person}", Accept="text/html")
            elif kind == "known":
                found = self.query("known", QUERIES["point"](person))
                if f'"Person {person}"'.encode() not in found:
                    self.wrong.append(f"person {person}: {found[:200]!r}")
            else:
                self.query(kind, QUERIES[kind](person) + f" #{chance.random()}")

    def write(self, seed: int) -> None:
        """What is written is there at once."""
        graph = f"{BASE}graph/user/n"
        while time.monotonic() < self.end:
            text = f"CLEAR SILENT GRAPH <{graph}> ; INSERT DATA {{ GRAPH <{graph}> {{ <x:s> <x:p> {self.written} }} }}"
            kind = {"Content-Type": "application/sparql-update"}
            before = self.statuses["update", 204]
            self.ask("update", "POST", "/update", text, **TOKEN, **kind)
            if self.statuses["update", 204] > before:
                found = self.query("read after write", f"SELECT ?o {{ GRAPH <{graph}> {{ <x:s> <x:p> ?o }} }}")
                if f'"value":"{self.written}"'.encode() not in found:
                    self.wrong.append(f"wrote {self.written}, read {found[:200]!r}")
            self.written += 1
            time.sleep(0.5)

    def run_away(self, seed: int) -> None:
        while time.monotonic() < self.end:
            self.query("runaway", RUNAWAY)
            time.sleep(RUNAWAY_EVERY)

    def send(self, seed: int) -> None:
        number = 0
        while time.monotonic() < self.end:
            number += 1
            self.ask(
                "article",
                "POST",
                f"/articles?id=sent-{number}",
                ARTICLE.format(number),
                **TOKEN,
                **{"Content-Type": "text/plain"},
            )
            time.sleep(ARTICLE_EVERY)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--quads", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, default=Path("/tmp/kg-endpoint-benchmark"))
    given = parser.parse_args()
    store, _ = build(given.folder, given.quads)
    copy = given.folder / "mixed"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(store, copy)
    port = free_port()
    command = [installed("python"), "-m", "kg", "serve", "--store", str(copy), "--port", str(port), "--workers", "4"]
    server = Server(command, "/sparql", port, KG_TOKEN="benchmark", KG_QUERY_TIMEOUT="3")
    load = Load(port, given.quads // PER_ARTICLE, time.monotonic() + given.seconds)
    tasks: list[Callable[[int], None]] = [*[load.read] * READERS, load.write, load.run_away, load.send]
    threads = [threading.Thread(target=task, args=(seed,)) for seed, task in enumerate(tasks)]
    try:
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            print(
                f"{max(0, load.end - time.monotonic()):4.0f} s to go, {load.statuses.total()} requests, "
                f"{server.resident():.0f} MB",
                flush=True,
            )
            time.sleep(given.seconds / 6)
        jobs = json.loads(load.ask("jobs", "GET", "/articles/jobs", **TOKEN))["jobs"]
    finally:
        server.end()
        shutil.rmtree(copy, ignore_errors=True)
    for (kind, status), number in sorted(load.statuses.items()):
        print(f"{kind:18} {status} {number:7}")
    print(f"articles: {dict(Counter(job['state'] for job in jobs))}; wrong answers: {len(load.wrong)} {load.wrong[:3]}")


if __name__ == "__main__":
    main()
