"""How fast articles become claims (extraction and mapping) and a graph, as ratios to the language model alone; and what
a second process gains.

Rounds are interleaved, so that what else the machine does falls on all alike; the best round of each counts. One
process is compared in CPU seconds, several processes in wall time.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")

from kg import pipeline, reading
from kg.model import Article
from kg.pipeline.claims import Recipe, written
from kg.pipeline.derived import Knowledge
from kg.settings import Settings

warnings.filterwarnings("ignore", message=r"\[W095\]")  # the model was packed for spaCy 3.7 and runs on 3.8
CORPUS = Path(__file__).parents[2] / "shared/eval/dev/wikinews_text.jsonl"


def main() -> None:
    options = _options()
    articles = [item for item in reading.read([str(options.corpus)]) if isinstance(item, Article)][: options.articles]
    words = sum(len(article.text.split()) for article in articles)
    print(f"{len(articles)} articles, {words} words, {options.rounds} rounds, model {Settings.load().model}")
    with tempfile.TemporaryDirectory() as folder:
        corpus = _write(articles, Path(folder) / "corpus.jsonl")
        _single(articles, corpus, words, options.rounds)
        if options.jobs > 1:
            _parallel(corpus, words, options.rounds, options.jobs)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="?", default=CORPUS, type=Path, help="JSON Lines with id and text")
    parser.add_argument("--articles", type=int, default=300, help="of the corpus, from its start (default 300)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=2, help="processes to compare with one; 1: do not (default 2)")
    return parser.parse_args()


def _write(articles: list[Article], path: Path) -> Path:
    lines = [json.dumps({"id": article.id, "text": article.text}) + "\n" for article in articles]
    path.write_text("".join(lines), encoding="utf-8")
    return path


def _single(articles: list[Article], corpus: Path, words: int, rounds: int) -> None:
    texts = [article.text for article in articles]
    model = importlib.import_module(Settings.load().model).load()  # as it comes: none of our means to make it quicker
    _build(corpus)  # loads the model, fills caches
    recipe = Recipe.of(Settings.load(), Knowledge.of(Settings.load()).authority)
    raw, said, built = [], [], []
    for _ in range(rounds):
        start = time.process_time()
        for _doc in model.pipe(texts, batch_size=16):
            pass
        raw.append(time.process_time() - start)
        start = time.process_time()
        for _article in written(articles, recipe):
            pass
        said.append(time.process_time() - start)
        start = time.process_time()
        _build(corpus)
        built.append(time.process_time() - start)
    print(f"nlp.pipe     {words / min(raw):8.0f} words a CPU second")
    print(f"claims       {words / min(said):8.0f} words a CPU second, ratio {min(raw) / min(said):.2f}")
    print(f"kg build     {words / min(built):8.0f} words a CPU second, ratio {min(raw) / min(built):.2f}")


def _parallel(corpus: Path, words: int, rounds: int, jobs: int) -> None:
    """Wall time of whole commands, so that starting and loading count for one process as for several."""
    times: dict[int, list[float]] = {1: [], jobs: []}
    for _ in range(rounds):
        for count, taken in times.items():
            with tempfile.TemporaryDirectory() as folder:
                command = [sys.executable, "-m", "kg", "build", str(corpus), "--store", f"{folder}/store"]
                start = time.perf_counter()
                subprocess.run([*command, "--jobs", str(count)], check=True, capture_output=True)
                taken.append(time.perf_counter() - start)
    for count, taken in times.items():
        print(f"--jobs {count}     {words / min(taken):8.0f} words a second")
    print(f"gain         {min(times[1]) / min(times[jobs]):8.2f}")


def _build(corpus: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        report = pipeline.build([str(corpus)], Settings.load(store=f"{folder}/store"))
    if report.failures:
        print("\n".join(report.failures))


if __name__ == "__main__":
    main()
