"""Mixed load on the endpoint at full speed: readers, a writer, articles sent in, and a runaway every few seconds.

python benchmarks/mixed.py [--seconds 300] [--articles PATH | --store FOLDER] [--workers 4]

--store: a copy of that one is loaded instead of one that is built.

Tells what statuses there were, whether any answer was wrong, and how the memory went. 503 is for runaways alone.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

from endpoint import HEAD, RUNAWAY, Server, free_port

from kg.store import open_store

BASE = "https://w3id.org/newskg/"
TOKEN = {"Authorization": "Bearer benchmark"}
ARTICLE = (
    "Velta Inc. said on Monday that it will invest ${} billion in Norda Corp. of Vienna, which Anna Berg founded.\n"
)
QUESTIONS = {  # and the parameter that a name is given for
    "who-met-whom.csv": "person",
    "who-invests.json": "investor",
    "about-entity": "entity",
    "conflicts.csv": "about",
}
READERS, RUNAWAY_EVERY, ARTICLE_EVERY = 4, 5.0, 20.0  # clients; seconds


class Load:
    def __init__(self, port: int, names: dict[str, str], end: float) -> None:
        self.port, self.names, self.end = port, names, end
        self.statuses: Counter[tuple[str, int]] = Counter()
        self.took: defaultdict[str, list[float]] = defaultdict(list)  # seconds, by kind
        self.wrong: list[str] = []
        self.written = 0

    def ask(self, kind: str, method: str, path: str, body: str = "", **headers: str) -> bytes:
        begin = time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body.encode(), headers)
            answer = connection.getresponse()
            content = answer.read()
            self.statuses[kind, answer.status] += 1
            self.took[kind].append(time.monotonic() - begin)
            if answer.status >= 500 and kind != "runaway":
                told = re.search(rb'role="alert">(.*?)<|"detail": "(.*?)"', content)
                self.wrong.append(f"{path}: {answer.status} {told[0] if told else content[:200]!r}")
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
            thing = chance.choice(list(self.names))
            kind = chance.choice(["name", "new query", "page", "question"])
            if kind == "page":
                self.ask("page", "GET", f"/{thing.removeprefix(BASE)}", Accept="text/html")
            elif kind == "question":
                question, parameter = chance.choice(list(QUESTIONS.items()))
                given = urllib.parse.urlencode({parameter: self.names[thing]})
                self.ask("question", "GET", f"/questions/{question}?{given}", Accept="text/html")
            else:
                again = f" #{chance.random()}" if kind == "new query" else ""
                found = self.query(kind, f"SELECT ?name {{ GRAPH ?g {{ <{thing}> skos:prefLabel ?name }} }}{again}")
                if json.dumps(self.names[thing], ensure_ascii=False).encode() not in found:
                    self.wrong.append(f"{thing}: {found[:200]!r}")

    def write(self, seed: int) -> None:
        """What is written is there at once."""
        graph = f"{BASE}graph/user/n"
        while time.monotonic() < self.end:
            self.written += 1
            text = f"CLEAR SILENT GRAPH <{graph}> ; INSERT DATA {{ GRAPH <{graph}> {{ <x:s> <x:p> {self.written} }} }}"
            before = self.statuses["update", 204]
            self.ask("update", "POST", "/update", text, **TOKEN, **{"Content-Type": "application/sparql-update"})
            if self.statuses["update", 204] > before:
                found = self.query("read after write", f"SELECT ?o {{ GRAPH <{graph}> {{ <x:s> <x:p> ?o }} }}")
                if f'"value":"{self.written}"'.encode() not in found:
                    self.wrong.append(f"wrote {self.written}, read {found[:200]!r}")
            time.sleep(0.5)

    def run_away(self, seed: int) -> None:
        while time.monotonic() < self.end:
            self.query("runaway", RUNAWAY)
            time.sleep(RUNAWAY_EVERY)

    def send(self, seed: int) -> None:
        number, kind = 0, {"Content-Type": "text/plain"}
        while time.monotonic() < self.end:
            number += 1
            self.ask("article", "POST", f"/articles?id=sent-{number}", ARTICLE.format(number), **TOKEN, **kind)
            time.sleep(ARTICLE_EVERY)


def names_in(store: Path) -> dict[str, str]:
    query = f"SELECT ?thing ?name {{ GRAPH <{BASE}graph/facts> {{ ?thing skos:prefLabel ?name }} }}"
    with open_store(str(store), read_only=True) as reader:
        return {str(row["thing"]): str(row["name"]) for row in reader.query(query).rows}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--articles", type=Path, default=Path(__file__).parent.parent / "seeds")
    parser.add_argument("--store", type=Path)
    parser.add_argument("--workers", default="4")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store, port = Path(folder, "store"), free_port()
        kg = [sys.executable, "-m", "kg"]
        if given.store:
            shutil.copytree(given.store, store)
        else:
            subprocess.run([*kg, "build", str(given.articles), "--store", str(store)], check=True)
        command = [*kg, "serve", "--store", str(store), "--port", str(port), "--workers", given.workers]
        server = Server(command, "/sparql", port, KG_TOKEN="benchmark", KG_QUERY_TIMEOUT="10")
        load = Load(port, names_in(store), time.monotonic() + given.seconds)
        tasks: list[Callable[[int], None]] = [*[load.read] * READERS, load.write, load.run_away, load.send]
        threads = [threading.Thread(target=task, args=(seed,)) for seed, task in enumerate(tasks)]
        try:
            for thread in threads:
                thread.start()
            while any(thread.is_alive() for thread in threads):
                left = max(0.0, load.end - time.monotonic())
                print(f"{left:4.0f} s to go, {load.statuses.total()} requests, {server.resident():.0f} MB", flush=True)
                time.sleep(min(given.seconds / 6, left + 1))
            jobs = json.loads(load.ask("jobs", "GET", "/articles/jobs", **TOKEN))["jobs"]
        finally:
            server.end()
    for (kind, status), number in sorted(load.statuses.items()):
        took = sorted(load.took[kind])
        print(f"{kind:18} {status} {number:7}   median {took[len(took) // 2]:.3f} s, most {took[-1]:.2f} s")
    print(
        f"articles: {dict(Counter(job['state'] for job in jobs))}", *{line for job in jobs for line in job["messages"]}
    )
    print(f"wrong answers: {len(load.wrong)} {load.wrong[:3]}")


if __name__ == "__main__":
    main()
