"""What a page costs before it is seen: `python benchmarks/paint.py STORE PATH…`.

Processor time, which other work on the machine hardly changes: of the server's process, of the process that queries,
and of the browser's main thread up to the load event, the least of five. By the clock, the browser's own first
contentful paint, the least of five: of a page that is new to the server, and of one that it knows. What the browser
needs for a page of one word comes first: no page can be faster.
"""

from __future__ import annotations

import logging
import math
import os
import shutil
import sys
import threading
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright
from werkzeug.serving import make_server

from kg.serving import create_app
from kg.serving.front import Answers
from kg.settings import Settings

HTML, BARE = {"Accept": "text/html"}, "/bare"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FIRST_PAINT = """() => new Promise(told => new PerformanceObserver(list => told(list.getEntriesByName(
  "first-contentful-paint")[0].startTime)).observe({ type: "paint", buffered: true }))"""
TICK = 1000 / os.sysconf("SC_CLK_TCK")  # milliseconds


def workers() -> float:
    """Milliseconds that this process's children have used; before a browser is started those are query workers."""
    used = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        used += (int(fields[11]) + int(fields[12])) * (int(fields[1]) == os.getpid())
    return used * TICK


def served(client: Any, path: str) -> tuple[float, float]:
    before, begin = workers(), time.process_time()
    client.get(path, headers=HTML)
    return 1000 * (time.process_time() - begin), workers() - before


def painted(browser: Browser, address: str) -> tuple[float, float]:
    """Processor time of the main thread, and when something was seen first."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(address)
    metrics = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
    first = page.evaluate(FIRST_PAINT)
    context.close()
    return 1000 * float(metrics["TaskDuration"]), float(first)


def beside_a_bare_page(app: Any) -> Any:
    def answer(environ: dict[str, Any], start: Any) -> Any:
        if environ["PATH_INFO"] != BARE:
            return app(environ, start)
        start("200 OK", [("Content-Type", "text/html")])
        return [b"<!doctype html><title>bare</title><p>bare"]

    return answer


def main(store: str, paths: list[str]) -> None:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    app = create_app(Settings(store=store, workers=1))
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)
    app.test_client().get("/nowhere", headers=HTML)
    costs = {path: served(app.test_client(), path) for path in paths}
    server = make_server("127.0.0.1", 0, beside_a_bare_page(app), threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        home = f"http://127.0.0.1:{server.server_port}"
        print(f"a bare page: first paint {min(painted(browser, home + BARE)[1] for _ in range(5)):.0f} ms", flush=True)
        for path, (own, queries) in costs.items():
            new = math.inf
            for _ in range(5):
                app.extensions["kg"].forget()
                app.extensions["kg.front"].answers = Answers()
                new = min(new, painted(browser, home + path)[1])
            shown, known = map(min, zip(*(painted(browser, home + path) for _ in range(5)), strict=True))
            print(
                f"{path:40} server {own:4.0f} ms, queries {queries:4.0f} ms, browser {shown:4.0f} ms; "
                f"first paint {new:4.0f} ms, known {known:4.0f} ms",
                flush=True,
            )
        browser.close()
    server.shutdown()
    app.extensions["kg"].close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:] or ["/", "/explore", "/sparql", "/articles"])
