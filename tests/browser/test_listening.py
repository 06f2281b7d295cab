"""Every page as a screen reader has it: Chromium's list of roles and names, which must make sense to listen to."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

PERSON = "Elena Marsh"
PAGES = {  # path, and what is to be there before it is read
    "/": "h1",
    "/?q=marsh": "h1",
    "/questions": "h1",
    f"/questions/who-met-whom?person={PERSON}": "h1",
    f"/questions/who-met-whom?person={PERSON}&view=table": "table",
    f"/questions/who-met-whom?person={PERSON}&view=timeline": "svg",
    f"/questions/who-met-whom?person={PERSON}&view=network": "svg",
    "/id/person": "h1",
    "/id/person/elena-marsh": "h1",
    "/event/meeting": "h1",
    "/articles": "table",
    "article": "#text",
    "/explore": "#graph canvas",
    "/sparql": ".yasqe_queryButton",
    "/status": "h1",  # of one template with /ns, which is long
    "/data": "table",
    "/build": "h1",
    "/nowhere": "h1",
}
NEED_A_NAME = {"link", "button", "textbox", "combobox", "checkbox", "searchbox", "img", "table", "tab", "dialog"}
ONCE = ("banner", "main", "contentinfo")
SIGNS = re.compile(r"[▸▾→×⋯–]$|^[▸▾→×⋯–]|https?://|undefined|\bNone\b")  # what reads badly at the ends of a name
LINE = re.compile(r"^(?P<depth> *)- '?(?P<role>[a-z]+)(?: \"(?P<name>(?:[^\"\\]|\\.)*)\")?(?P<rest>.*)$")
Told = tuple[int, str, str, str]  # depth, role, name, the rest of the line


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_good_to_listen_to(page: Page, address: str, path: str) -> None:
    page.goto(f"{address}{'/articles' if path == 'article' else path}")
    if path == "article":
        page.locator("main table a").first.click()
    expect(page.locator(PAGES[path]).first).to_be_visible()
    told = list(_read(page.locator("body").aria_snapshot()))
    faults = {
        "what can be used or looked at has no name": _nameless(told),
        "headings or landmarks out of order": _out_of_order(told),
        "regions not told apart": _alike(told),
        "names that are no words": [name for _, role, name, _ in told if role != "code" and SIGNS.search(name)],
        "links of one name that lead to several places": _ambiguous(page),
    }
    assert {fault: found for fault, found in faults.items() if found} == {}


def _read(snapshot: str) -> Iterator[Told]:
    for line in snapshot.splitlines():
        if found := LINE.match(line):
            yield len(found["depth"]), found["role"], found["name"] or "", found["rest"]


def _nameless(told: list[Told]) -> list[Told]:
    return [each for each in told if each[1] in NEED_A_NAME and not each[2]]


def _out_of_order(told: list[Told]) -> list[object]:
    levels = [int(rest[rest.index("level=") + 6]) for _, role, _, rest in told if role == "heading"]
    counted = Counter(role for _, role, _, _ in told)
    skipped = [(one, next_) for one, next_ in pairwise(levels) if next_ > one + 1]
    titles = [] if levels[:1] == [1] and levels.count(1) == 1 else [levels]
    return [*skipped, *titles, *((role, counted[role]) for role in ONCE if counted[role] != 1)]


def _alike(told: list[Told]) -> list[tuple[str, str]]:
    named = Counter((role, name) for _, role, name, _ in told if role in ("region", "navigation", "search", "table"))
    return [each for each, count in named.items() if count > 1]


def _ambiguous(page: Page) -> dict[str, set[str | None]]:
    """But links whose name is of the news: two events may be told in the same words."""
    places = defaultdict(set)
    for link in page.locator("main a:visible:not([href*='/event/'], .quote a, .answer a, #text a)").all():
        places[(link.text_content() or "").strip()].add(link.get_attribute("href"))
    places.pop("", None)  # signs alone, which are held to have a name
    return {name: found for name, found in places.items() if len(found) > 1}
