"""Whether a store survives its writer: a process that builds, adds, replaces and removes is killed at random points.

python benchmarks/kills.py KILLS [SEED]. The writer is killed (SIGKILL) after a random time, the store is looked at, and
another writer goes on from the last step that was acknowledged, until all steps are done. Each time must hold: what was
acknowledged is there; no article, ledger entry or fact is half there; readers see a state that was published whole. In
the end the dump must be that of a build nobody disturbed. Articles are those of an invented world (synthetic.py).
"""

from __future__ import annotations

import io
import multiprocessing
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from synthetic import corpus

from kg import consolidation, mapping, reasoning
from kg.errors import NotFound
from kg.model import Extraction
from kg.pipeline import writing
from kg.pipeline.claims import Written
from kg.pipeline.derived import Knowledge
from kg.settings import Settings
from kg.store import open_store
from kg.terms import article_iri, graph_iri

ARTICLES = 36
KNOWLEDGE = Knowledge.of(Settings())
BASE = Settings.base_iri
FORK = multiprocessing.get_context("fork")  # a writer starts in no time: this process never opens a store itself
writing.CHUNK = 5  # so that a build of few articles is written in several pieces
State = dict[str, str]  # article id -> its version


@dataclass(frozen=True)
class Step:
    """What one call does: articles in some version put into the store, or articles taken out."""

    put: Mapping[str, str]
    drop: tuple[str, ...] = ()

    def after(self, state: State) -> State:
        return {id: version for id, version in {**state, **self.put}.items() if id not in self.drop}


class Pages:
    """Each article in two versions: the second makes its last claim no more."""

    def __init__(self) -> None:
        self.extractions: dict[tuple[str, str], Extraction] = {}
        for told in corpus(ARTICLES):
            page = told.extraction
            self.extractions[page.article.id, "first"] = page
            self.extractions[page.article.id, "second"] = replace(
                page, claims=page.claims[:-1], events=page.events[:-1]
            )
        self.written = {
            key: Written(key[0], mapping.to_quads(page, BASE), mapping.to_line(page, BASE))
            for key, page in self.extractions.items()
        }
        self.ids = sorted({id for id, _ in self.extractions})

    def derived(self, state: State) -> set[str]:
        """The lines of facts and inferred that these articles give."""
        pages = [self.extractions[key] for key in sorted(state.items())]
        facts = mapping.facts_to_quads(consolidation.consolidate(pages, KNOWLEDGE.authority, BASE), BASE)
        inferred = reasoning.infer(facts, KNOWLEDGE.files["ontology"], BASE)
        return set((facts + inferred).splitlines())


def steps(ids: list[str], chance: random.Random) -> Iterator[Step]:
    """A build, single articles, new versions, removals, another build: in any order but the first."""
    yield Step(dict.fromkeys(ids[:16], "first"))
    rest = [Step({id: "first"}) for id in ids[16:22]] + [Step({id: "second"}) for id in chance.sample(ids[:16], 4)]
    rest += [Step({}, tuple(chance.sample(ids[:22], count))) for count in (1, 1, 1, 4)]
    rest.append(Step({id: chance.choice(["first", "second"]) for id in ids[10:]}))
    chance.shuffle(rest)
    yield from rest


PAGES = Pages()


def take(settings: Settings, step: Step, memory: writing.Memory) -> None:
    """What `pipeline.Session` does with an article once it is read; a step that was half done is done to its end."""
    with open_store(settings.store, base_iri=BASE) as store:
        change = writing.Writing(store, settings, KNOWLEDGE, memory)
        fresh = [key for key in sorted(step.put.items()) if not change.has(*key)]
        if len(fresh) > 1:
            store.mark_stale(True)
        for key in fresh:
            change.put(PAGES.written[key], key[1], flush=len(fresh) > 1)
        for id in step.drop:
            if store.entry(article_iri(BASE, id)):
                change.drop(article_iri(BASE, id))
        change.follow()


def write(settings: Settings, script: list[Step], done: int, acknowledged: int) -> None:
    """Runs the script from a step on; says on a pipe how many steps are done."""
    memory = writing.Memory()
    for number, step in enumerate(script[done:], done + 1):
        take(settings, step, memory)
        os.write(acknowledged, bytes([number]))


def run(settings: Settings, script: list[Step], done: int, patience: float | None) -> int:
    """Steps done when the writer ended, or was killed after so many seconds."""
    reading, acknowledged = os.pipe()
    process = FORK.Process(target=write, args=(settings, script, done, acknowledged))
    process.start()
    os.close(acknowledged)
    process.join(patience)
    if process.exitcode is None and process.pid:
        os.kill(process.pid, signal.SIGKILL)
        process.join()
    told = os.read(reading, 1000)
    os.close(reading)
    if process.exitcode not in (0, -signal.SIGKILL):
        raise SystemExit(f"the writer failed after step {done}: exit code {process.exitcode}")
    return told[-1] if told else done


def faults(settings: Settings, before: State, step: Step | None) -> Iterator[str]:
    """What is wrong with the store as the writer left it; `step`: what it was doing."""
    after = step.after(before) if step else before
    if not Path(settings.store).exists():
        return
    with open_store(settings.store, base_iri=BASE) as store:
        there = {iri.removeprefix(f"{BASE}article/"): entry.digest for iri, entry in store.ledger().items()}
        for id in PAGES.ids:
            allowed = {before.get(id), after.get(id)}
            if there.get(id) not in allowed:
                yield f"{id} is {there.get(id)}, not one of {allowed}"
            wanted = PAGES.written[id, there[id]].quads if id in there else ""
            if store.graph(article_iri(BASE, id)) != wanted:
                yield f"{id}: its graph is not that of its version {there.get(id)}"
        if not store.stale and there:
            found = {line for name in ("facts", "inferred") for line in store.graph(graph_iri(BASE, name)).splitlines()}
            if found != PAGES.derived(there):
                yield "the facts are not those of the articles"
    try:
        with open_store(settings.store, read_only=True, base_iri=BASE) as reader:
            seen = {graph.removeprefix(f"{BASE}article/") for graph in reader.graphs() if "/article/" in graph}
            if not any(seen == set(state) for state in (before, after)):
                yield f"readers see {len(seen)} articles, not {len(before)} or {len(after)}"
    except NotFound:
        if before:
            yield "what was published is gone"


def look(settings: Settings, before: State, step: Step | None) -> None:
    """In a process of its own, which ends with the store closed."""

    def check() -> None:
        found = list(faults(settings, before, step))
        print(*found, sep="\n", flush=True, end="\n" if found else "")
        os._exit(bool(found))

    process = FORK.Process(target=check)
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit(f"the store is not whole after {step}")


def dump(settings: Settings) -> bytes:
    parent, child = FORK.Pipe()

    def send() -> None:
        stream = io.BytesIO()
        with open_store(settings.store, read_only=True) as store:
            store.dump("all", "nq", stream)
        child.send_bytes(stream.getvalue())

    process = FORK.Process(target=send)
    process.start()
    content = parent.recv_bytes()
    process.join()
    return content


def undisturbed(folder: Path, state: State) -> bytes:
    settings = Settings.load({}, store=str(folder / "whole"))
    run(settings, [Step(state)], 0, None)
    content = dump(settings)
    shutil.rmtree(settings.store)
    return content


def disturbed(folder: Path, seed: int, kills: int, longest: float) -> int:
    """Runs one script to its end with at most so many kills; how many there were."""
    chance = random.Random(seed)
    script = list(steps(PAGES.ids, chance))
    settings = Settings.load({}, store=str(folder / "store"))
    state: State = {}
    done = killed = 0
    while done < len(script):
        now = run(settings, script, done, chance.uniform(0.0, longest) if killed < kills else None)
        killed += now < len(script)
        for step in script[done:now]:
            state = step.after(state)
        done = now
        look(settings, state, script[done] if done < len(script) else None)
    if dump(settings) != undisturbed(folder, state):
        raise SystemExit(f"seed {seed}: the dump differs from that of an undisturbed build")
    shutil.rmtree(settings.store)
    return killed


def main(kills: int, seed: int) -> None:
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as name:
        settings = Settings.load({}, store=str(Path(name) / "first"))
        run(settings, list(steps(PAGES.ids, random.Random(seed))), 0, None)
        whole = time.perf_counter() - start
        killed = scripts = 0
        while killed < kills:
            scripts += 1
            killed += disturbed(Path(name), seed + scripts, min(kills - killed, 20), whole / 6)
    took = time.perf_counter() - start
    print(
        f"{killed} kills in {scripts} sequences of changes, {took:.0f} s: nothing lost, nothing half there, same dumps"
    )


if __name__ == "__main__":
    PAGES.derived({})  # reads the ontology once, before any writer is forked
    main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
