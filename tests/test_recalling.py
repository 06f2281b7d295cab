"""What one process derived is of use to the next, and does no harm where it is damaged, old or forged."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from pathlib import Path

import news
import pytest

from kg import pipeline
from kg.pipeline import remembering
from kg.pipeline.derived import Derived, Knowledge
from kg.settings import Settings
from kg.store import Store, open_store
from kg.terms import graph_iri

NAMES = tuple(news.ARTICLES)


def recalled(settings: Settings, store: Store) -> Derived | None:
    knowledge = Knowledge.of(settings)
    since = remembering.since(store, knowledge.version, store.note("state"))
    return since and remembering.recall(settings.store, Derived(knowledge, settings.base_iri), since)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A store built by one process, changed by two others."""
    chosen = Settings.load({}, store=str(tmp_path / "store"))
    pipeline.build(news.write(tmp_path / "articles", *NAMES[:3]), chosen)
    pipeline.build(news.write(tmp_path / "articles", NAMES[3]), chosen)
    pipeline.remove([NAMES[0]], chosen)
    return chosen


def test_what_is_recalled_is_what_the_store_says(settings: Settings) -> None:
    with open_store(settings.store) as store:
        found = recalled(settings, store)
        assert found is not None
        for article in store.ledger():
            found.drop(article)
        gone, _ = found.update()
        there = [store.graph(graph_iri(settings.base_iri, name)) for name in ("facts", "inferred")]
    assert sorted(gone) == sorted("".join(there).splitlines(keepends=True))


def test_each_process_goes_on_from_the_one_before(settings: Settings) -> None:
    """Had one derived all anew, it would have kept all anew, and no line would say what changed since."""
    assert len(Path(settings.store, remembering.SINCE).read_text().split("\n\n")) == 2


class Forged:
    def __reduce__(self) -> tuple[Callable[[str], int], tuple[str]]:
        return os.system, ("touch forged-was-run",)


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1000])


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def gone(file: Path) -> None:
    file.unlink()


def forged(file: Path) -> None:
    file.write_bytes(pickle.dumps(Forged()))


def of_another_state(file: Path) -> None:
    file.with_name(remembering.SINCE).unlink()


def torn(file: Path) -> None:
    since = file.with_name(remembering.SINCE)
    since.write_bytes(since.read_bytes()[:-4])


@pytest.mark.parametrize("damage", [cut, emptied, gone, forged, of_another_state, torn], ids=lambda each: each.__name__)
def test_what_is_damaged_is_left_alone(
    damage: Callable[[Path], None], settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    damage(Path(settings.store, remembering.KEPT))
    with open_store(settings.store) as store:
        assert recalled(settings, store) is None
    assert not Path("forged-was-run").exists()
