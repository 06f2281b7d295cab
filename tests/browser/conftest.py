"""A browser over a real server; a page that asks another host, or that logs an error, fails its test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from live import in_thread

from kg.settings import Settings

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Without a browser, or the means to drive one, there is nothing to test here."""
    try:
        import axe_playwright_python
        import playwright
    except ImportError:
        return True
    del axe_playwright_python, playwright
    return True if CHROMIUM is None else None


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def address(built: Path) -> Iterator[str]:
    with in_thread(Settings(store=str(built), workers=1)) as address:
        yield address


@pytest.fixture(autouse=True)
def clean(page: Any, address: str) -> Iterator[None]:
    """Nothing is asked of other hosts, no error is logged, no policy is broken."""
    faults: list[str] = []
    page.set_default_timeout(15_000)
    page.on("request", lambda each: _foreign(each.url, address) and faults.append(f"asked {each.url}"))
    page.on("console", lambda each: _fault(each) and faults.append(each.text))
    page.on("pageerror", lambda each: faults.append(str(each)))
    yield
    assert faults == []


def _foreign(url: str, address: str) -> bool:
    return not url.startswith((address, "data:", "blob:"))


def _fault(message: Any) -> bool:
    """An error page is one on purpose: that the browser tells of its status is none."""
    return message.type in ("error", "warning") and "the server responded with a status of 40" not in message.text
