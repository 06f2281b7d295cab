"""The endpoint against `oxigraph serve` over the same store: requests a second, dumps, starting, memory, runaways.

python benchmarks/endpoint.py [--quads 1000000] [--rounds 5] [--seconds 2] [--folder FOLDER]

Both servers are up and asked in turn, so that what else the machine does meets both; each figure is a median over the
rounds, with its range. Every query is a new one but where it is said to be repeated. On a busy machine the clock says
more of its other work than of the servers: the ratio of CPU time for a request stands beside.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import selectors
import shutil
import socket
import statistics
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

from kg.store import open_store
from kg.terms import PREFIXES

BASE = "https://w3id.org/newskg/"
CONNECTIONS = 8
PER_ARTICLE = 43  # quads that `articles` makes of one
HEAD = "".join(f"PREFIX {name}: <{iri}> " for name, iri in PREFIXES.items() if name in ("kg", "kgs", "skos", "nif"))
JSON = "application/sparql-results+json"
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


# --- the store -------------------------------------------------------------------------------------------------------


def articles(number: int) -> Iterator[str]:
    """N-Quads shaped as a build makes them: claims with evidence in the article's graph, events and people in facts."""
    chance = random.Random(1)
    people = number

    def quad(graph: str, subject: str, prop: str, value: str) -> str:
        return f"<{BASE}{subject}> <{_long(prop)}> {value} <{BASE}{graph}> .\n"

    for person in range(people):
        iri = f"id/person/p{person}"
        yield quad("graph/facts", iri, "rdf:type", f"<{_long('kg:Person')}>")
        yield quad("graph/facts", iri, "skos:prefLabel", f'"Person {person}"')
    for index in range(number):
        article, facts = f"article/a{index}", "graph/facts"
        yield quad(article, article, "rdf:type", f"<{_long('kg:Article')}>")
        yield quad(article, article, "schema:headline", f'"Headline {index}"')
        for claim in range(3):
            one, other = chance.sample(range(people), 2)
            event = f"event/meeting/{index}-{claim}"
            said, span = f"{article}#claim-{claim}", f"{article}#char={claim * 100},{claim * 100 + 60}"
            status = chance.choice(("Held", "Planned", "Cancelled"))
            yield quad(article, said, "rdf:type", f"<{_long('kg:Claim')}>")
            yield quad(article, said, "kg:claimedStatus", f"<{_long('kgs:' + status)}>")
            yield quad(article, said, "kg:evidence", f"<{BASE}{span}>")
            yield quad(article, span, "nif:anchorOf", f'"Person {one} met Person {other} in article {index}."')
            yield quad(article, span, "nif:beginIndex", f'"{claim * 100}"^^<{_long("xsd:integer")}>')
            yield quad(facts, event, "rdf:type", f"<{_long('kg:Meeting')}>")
            yield quad(facts, event, "kg:status", f"<{_long('kgs:' + status)}>")
            yield quad(facts, event, "kg:claim", f"<{BASE}{said}>")
            yield quad(facts, event, "kg:participant", f"<{BASE}id/person/p{one}>")
            yield quad(facts, event, "kg:participant", f"<{BASE}id/person/p{other}>")
            yield quad(facts, f"id/person/p{one}", "kg:metWith", f"<{BASE}id/person/p{other}>")
            yield quad(facts, f"id/person/p{other}", "kg:metWith", f"<{BASE}id/person/p{one}>")
            day = f"2025-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
            yield quad(facts, event, "kg:earliest", f'"{day}"^^<{_long("xsd:date")}>')


def _long(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def build(folder: Path, quads: int) -> tuple[Path, Path]:
    """Our store and Oxigraph's, of the same quads; kept for another run."""
    ours, theirs, text = folder / f"kg-{quads}", folder / f"oxigraph-{quads}", folder / f"{quads}.nq"
    if not theirs.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with text.open("w", encoding="utf-8") as stream:
            stream.writelines(articles(quads // PER_ARTICLE))
        shutil.rmtree(ours, ignore_errors=True)
        with open_store(str(ours)) as store:
            store.load(text)
            store.publish()
        subprocess.run([tool("oxigraph"), "load", "-l", theirs, "-f", text], check=True, capture_output=True)
    return ours, theirs


# --- queries ---------------------------------------------------------------------------------------------------------


def person(number: int) -> str:
    return f"<{BASE}id/person/p{number}>"


QUERIES: dict[str, Callable[[int], str]] = {
    "point": lambda n: f"SELECT ?name {{ {person(n)} skos:prefLabel ?name }}",
    "2-hop": lambda n: f"SELECT ?c ?name {{ {person(n)} kg:metWith ?b . ?b kg:metWith ?c . ?c skos:prefLabel ?name }}",
    "provenance": lambda n: (
        f"SELECT ?event ?status ?words {{ ?event kg:participant {person(n)} ; kg:status ?status ; kg:claim ?claim . "
        "?claim kg:evidence/nif:anchorOf ?words }"
    ),
    "aggregate": lambda n: (
        f"SELECT ?status (COUNT(*) AS ?n) {{ {person(n)} kg:metWith ?b . ?e kg:participant ?b ; kg:status ?status }} "
        "GROUP BY ?status"
    ),
}


def request(path: str, query: str) -> bytes:
    target = f"{path}?{urllib.parse.urlencode({'query': HEAD + query})}"
    return f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: {JSON}\r\n\r\n".encode()


def answered_in(port: int, seconds: float, requests: Iterator[bytes], connections: int = CONNECTIONS) -> list[float]:
    """How long each answer took, of those that came within the time, over so many connections at once."""
    chooser, took, waiting = selectors.DefaultSelector(), [], {}

    def ask(connection: socket.socket) -> None:
        waiting[connection] = (b"", time.monotonic())
        connection.sendall(next(requests))

    for _ in range(connections):
        connection = socket.create_connection(("127.0.0.1", port))
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        chooser.register(connection, selectors.EVENT_READ)
        ask(connection)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for key, _ in chooser.select(timeout=0.5):
            connection = key.fileobj
            assert isinstance(connection, socket.socket)
            data, begin = waiting[connection]
            waiting[connection] = (data + connection.recv(1 << 18), begin)
            if _is_whole(waiting[connection][0]):
                if b" 200 " not in waiting[connection][0][:20]:
                    raise RuntimeError(waiting[connection][0][:300])
                took.append(time.monotonic() - begin)
                ask(connection)
    for connection in waiting:
        connection.close()
    return took


def _is_whole(data: bytes) -> bool:
    head, end, body = data.partition(b"\r\n\r\n")
    if not end:
        return False
    lower = head.lower()
    if b"content-length:" in lower:
        return len(body) >= int(lower.split(b"content-length:")[1].split(b"\r\n")[0])
    return body.endswith(b"0\r\n\r\n")


# --- servers ---------------------------------------------------------------------------------------------------------


def tool(name: str) -> str:
    return str(Path(sys.executable).parent / name)


class Server:
    def __init__(self, command: list[str], path: str, port: int, **environment: str) -> None:
        self.path, self.port = path, port
        begin = time.monotonic()
        self._process = subprocess.Popen(
            command, env=os.environ | environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        while not self._answers():
            time.sleep(0.01)
        self.started_in = time.monotonic() - begin

    def _answers(self) -> bool:
        address = f"http://127.0.0.1:{self.port}{self.path}?query=ASK%7B%7D"
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def resident(self) -> float:
        """MB, of the process and its children; pages they share are counted once (Pss)."""
        return sum(map(_pss, self._processes())) / 1000

    def worked(self) -> float:
        """Seconds of CPU time so far, of the process and its children."""
        told = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in self._processes()]
        return sum(int(fields[11]) + int(fields[12]) for fields in told) / os.sysconf("SC_CLK_TCK")

    def _processes(self) -> list[int]:
        pid, found = self._process.pid, []
        for thread in Path(f"/proc/{pid}/task").iterdir():
            with contextlib.suppress(FileNotFoundError):  # one that has just ended
                found += map(int, (thread / "children").read_text().split())
        return [pid, *found]

    def end(self) -> None:
        self._process.terminate()
        self._process.wait()


def _pss(pid: int) -> int:
    """Kilobytes; none of a process that has just ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def ours_at(store: Path, workers: int) -> Server:
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "kg",
        "serve",
        "--store",
        str(store),
        "--port",
        str(port),
        "--workers",
        str(workers),
    ]
    return Server(command, "/sparql", port, KG_QUERY_TIMEOUT="3")


def theirs_at(store: Path) -> Server:
    port = free_port()
    command = [
        tool("oxigraph"),
        "serve-read-only",
        "-l",
        str(store),
        "-b",
        f"127.0.0.1:{port}",
        "--union-default-graph",
    ]
    return Server(command, "/query", port)


# --- what is measured ------------------------------------------------------------------------------------------------


def rates(ours: Server, theirs: Server, people: int, rounds: int, seconds: float) -> None:
    chance = random.Random(2)
    for name, query in [*QUERIES.items(), ("repeated point", lambda n: QUERIES["point"](1))]:
        ratios, numbers, effort = [], [], []
        for number in range(rounds + 1):
            found, worked = [], []
            for server in (ours, theirs):
                before = server.worked()
                asked = (request(server.path, query(n) + f" #{chance.random() if 'rep' not in name else ''}")
                         for n in iter(lambda: chance.randrange(people), -1))  # fmt: skip
                found.append(len(answered_in(server.port, seconds, asked)) / seconds)
                worked.append((server.worked() - before) / max(found[-1] * seconds, 1))
            if not number:  # the first is for warming up
                continue
            effort.append(worked[1] / max(worked[0], 1e-6))
            ratios.append(found[0] / found[1])
            numbers.append(found)
        mid = [statistics.median(each[side] for each in numbers) for side in (0, 1)]
        print(
            f"{name:16} ours {mid[0]:7.0f}/s  oxigraph {mid[1]:7.0f}/s  ratio {_spread(ratios)}"
            f"  of CPU time {_spread(effort)}",
            flush=True,
        )


def dumps(ours: Server, store: Path, theirs: Path) -> None:
    target = theirs.parent / "dump.nq"
    begin = time.monotonic()
    subprocess.run([tool("oxigraph"), "dump", "-l", theirs, "-f", target], check=True, capture_output=True)
    their_time = time.monotonic() - begin
    for name in ("cold", "warm"):
        begin = time.monotonic()
        with urllib.request.urlopen(f"http://127.0.0.1:{ours.port}/dump.nq", timeout=600) as answer:
            size = sum(len(chunk) for chunk in iter(lambda: answer.read(1 << 20), b""))
        took = time.monotonic() - begin
        print(
            f"dump, {name:10} ours {took:6.2f} s  oxigraph {their_time:6.2f} s  ratio {their_time / took:.2f}"
            f"  ({size >> 20} MiB)"
        )


def runaways(ours: Server, people: int) -> None:
    """Point queries over one connection, before and while runaways are killed."""
    chance = random.Random(3)
    asked = (
        request("/sparql", QUERIES["point"](chance.randrange(people)) + f" #{chance.random()}") for _ in iter(int, 1)
    )
    quiet = answered_in(ours.port, 6, asked, connections=1)
    ended: list[int] = []

    def run_away() -> None:
        address = f"http://127.0.0.1:{ours.port}/sparql?{urllib.parse.urlencode({'query': RUNAWAY})}"
        try:
            urllib.request.urlopen(address, timeout=60).close()
        except urllib.error.HTTPError as error:
            ended.append(error.code)

    thread = threading.Thread(target=run_away)
    thread.start()
    busy = answered_in(ours.port, 6, asked, connections=1)
    thread.join()
    p99 = [sorted(each)[int(len(each) * 0.99)] * 1000 for each in (quiet, busy)]
    print(
        f"p99 of a point query: quiet {p99[0]:.1f} ms, beside a runaway ({ended}) {p99[1]:.1f} ms, "
        f"{p99[1] / p99[0]:.1f} times"
    )


def _spread(values: list[float]) -> str:
    return f"{statistics.median(values):.2f} [{min(values):.2f}-{max(values):.2f}]"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quads", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--folder", type=Path, default=Path("/tmp/kg-endpoint-benchmark"))
    given = parser.parse_args()
    store, other = build(given.folder, given.quads)
    people = given.quads // PER_ARTICLE
    ours, theirs = ours_at(store, given.workers), theirs_at(other)
    try:
        print(f"started in: ours {ours.started_in:.2f} s, oxigraph {theirs.started_in:.2f} s")
        time.sleep(1)
        print(f"resident, {given.workers} workers idle: {ours.resident():.0f} MB; oxigraph {theirs.resident():.0f} MB")
        rates(ours, theirs, people, given.rounds, given.seconds)
        dumps(ours, store, other)
        runaways(ours, people)
        print(f"resident afterwards: {ours.resident():.0f} MB")
    finally:
        ours.end()
        theirs.end()


if __name__ == "__main__":
    main()
