"""Pictures of every page: `python scripts/screenshots.py FOLDER [STORE]`, at 1280 and 390 pixels, light and dark.

It needs the packages of newskg[dev] and a Chromium; STORE is built from the sample articles where none is named.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from werkzeug.serving import make_server

from kg import pipeline, resources
from kg.serving import create_app
from kg.settings import Settings

PAGES = {
    "home": "/",
    "search": "/?q=summit",
    "questions": "/questions",
    "answer": "/questions/who-met-whom?person=Shigeru+Ishiba",
    "answer-table": "/questions/bids?view=table",
    "answer-timeline": "/questions/calendar?view=timeline",
    "answer-network": "/questions/who-met-whom?view=network",
    "person": "/id/person/shigeru-ishiba",
    "people": "/id/person",
    "event": "/event/acquisition",
    "article": "/article/summit-agenda",
    "not-understood": "/article/summit-agenda?unread",
    "articles": "/articles",
    "explore": "/explore",
    "sparql": "/sparql",
    "ontology": "/ns",
    "status": "/status",
    "data": "/data",
    "build": "/build",
    "nowhere": "/nowhere",
}
WIDTHS, SCHEMES = (1280, 390), ("light", "dark")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def shoot(browser: Browser, address: str, folder: Path, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    for name, path in PAGES.items():
        page.goto(address + path, wait_until="networkidle")
        if name == "event":  # the first of the list
            page.locator("main h2 a").first.click()
        page.wait_for_timeout(1500 if name in ("explore", "sparql") else 200)
        page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)
    context.close()


def main(folder: Path, store: str | None) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as fresh:
        settings = Settings(store=store or f"{fresh}/store", workers=1)
        if store is None:
            pipeline.build([str(resources.path("seeds"))], settings)
        app = create_app(settings)
        server = make_server("127.0.0.1", 0, app, threaded=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            for width in WIDTHS:
                for scheme in SCHEMES:
                    shoot(browser, f"http://127.0.0.1:{server.server_port}", folder, width, scheme)
            browser.close()
        server.shutdown()
        app.extensions["kg"].close()


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit("usage: python scripts/screenshots.py FOLDER [STORE]")
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) == 3 else None)
