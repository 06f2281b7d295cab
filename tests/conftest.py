"""What tests share: a store of four articles, the command line, and settings that nobody's environment changes."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import news
import pytest
from command import Ended, Kg

from kg import resources
from kg.cli import main
from kg.cli.options import THREADS
from kg.settings import Settings

for name in THREADS:
    os.environ.setdefault(name, "1")
for name in [name for name in os.environ if name.startswith("KG_") and name != "KG_UPDATE_GOLDEN"]:
    del os.environ[name]  # what is tested are the defaults


@pytest.fixture
def kg(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Kg:
    """The command line, run in this process: kg("ask", "who-met-whom", store=folder, stdin="…")."""

    def run(*arguments: str, store: Path | None = None, stdin: str = "") -> Ended:
        given = [*arguments, *(["--store", str(store)] if store else [])]
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(given)
        out, err = capfd.readouterr()
        return Ended(int(ended.value.code or 0), out, err)

    return run


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the articles of tests/news.py; not to be written to."""
    from kg import pipeline  # spaCy takes a second to load, and most tests do without

    folder = tmp_path_factory.mktemp("news")
    report = pipeline.build(news.write(folder / "articles"), Settings.load({}, store=str(folder / "store")))
    assert report.failures == ()
    return folder / "store"


@pytest.fixture(scope="session")
def sown(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store with the sample articles, seeds/; not to be written to."""
    from kg import pipeline

    settings = Settings.load({}, store=str(tmp_path_factory.mktemp("seeds") / "store"))
    assert pipeline.build([str(resources.path("seeds"))], settings).failures == ()
    return settings.store
