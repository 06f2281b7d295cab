"""What a person does on the pages: every page is accessible, and every flow ends at the sentence."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

PERSON = "Elena Marsh"
PATHS = (
    "/",
    "/?q=marsh",
    "/?q=zzzz",
    "/questions",
    f"/questions/who-met-whom?person={PERSON}",
    f"/questions/who-met-whom?person={PERSON}&view=table",
    f"/questions/who-met-whom?person={PERSON}&view=timeline",
    f"/questions/who-met-whom?person={PERSON}&view=network",
    "/questions/who-met-whom?since=soon",
    "/id/person",
    "/id/person/elena-marsh",
    "/event/meeting",
    "/articles",
    "/explore",
    "/sparql",
    "/ns",
    "/status",
    "/data",
    "/build",
    "/nowhere",
)
IGNORED = {"/sparql": (".yasgui",)}  # the editor is YASGUI's; the plain form below it is held to the rules


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest, page: Page) -> str:
    page.emulate_media(color_scheme=request.param)
    return str(request.param)


def violations(page: Page, ignored: tuple[str, ...] = ()) -> list[str]:
    context: Any = {"exclude": [[each] for each in ignored]} if ignored else None
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    found = Axe().run(page, context=context, options=options).response["violations"]
    return [f"{each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"]]


@pytest.mark.parametrize("path", PATHS)
def test_no_finding_of_level_a_or_aa(page: Page, address: str, path: str, scheme: str) -> None:
    page.goto(address + path)
    assert violations(page, IGNORED.get(path, ())) == []


@pytest.mark.parametrize("path", PATHS)
def test_a_phone_shows_it_without_scrolling_sideways(page: Page, address: str, path: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(address + path)
    assert page.evaluate("(() => document.documentElement.scrollWidth)()") <= 390


def test_from_the_front_page_to_the_sentence(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="Who met, is to meet").click()
    page.get_by_label("Who", exact=True).fill(PERSON)
    page.get_by_role("button", name="Ask").click()
    page.locator("details.why summary").first.click()
    page.locator("details.why blockquote a").first.click()
    expect(page.locator("#text .focus").first).to_be_visible()


def test_suggestions_lead_to_a_page(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("/")
    page.keyboard.type("elen", delay=30)
    expect(page.get_by_role("option").first).to_contain_text(PERSON)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(PERSON)


def test_without_scripts_the_answer_is_there(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/questions/who-met-whom?person={PERSON}")
    page.locator("details.why summary").first.click()
    expect(page.locator("details.why mark").first).to_be_visible()
    context.close()


def test_text_and_claims_light_each_other(page: Page, address: str) -> None:
    page.goto(f"{address}/articles")
    page.locator("main table a").first.click()
    page.locator("[data-claim]").first.hover()
    expect(page.locator("#text mark.lit").first).to_be_visible()


def test_the_explorer_grows_by_a_name(page: Page, address: str) -> None:
    page.goto(f"{address}/explore")
    expect(page.locator("#count")).to_contain_text("names and events")
    page.get_by_label("Add a name").type("elen", delay=30)
    page.get_by_role("option").first.click()
    expect(page.locator("#panel h2")).to_have_text(PERSON)
    with page.expect_download() as download:
        page.get_by_role("button", name="SVG").click()
    assert download.value.suggested_filename == "graph.svg"


def test_the_editor_completes_runs_and_draws(page: Page, address: str) -> None:
    page.goto(f"{address}/sparql")
    page.locator(".CodeMirror").click()
    page.keyboard.press("Control+End")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("End")
    page.keyboard.type(" . ?b a Invest")
    page.keyboard.press("Control+Space")
    expect(page.locator(".CodeMirror-hint").first).to_have_text("kg:Investment")
    page.keyboard.press("Escape")
    page.select_option("#examples", "who-met-whom")
    expect(page.locator(".CodeMirror")).to_contain_text("kg:Meeting")
    page.locator(".yasqe_queryButton").click()
    expect(page.locator(".yasr table")).to_contain_text(PERSON)
    page.get_by_role("tab", name="Graph").or_(page.locator(".yasr_btn", has_text="Graph")).first.click()
    expect(page.locator(".kg-graph canvas").first).to_be_visible()


def test_the_theme_stays_chosen(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Dark or light").click()
    page.goto(f"{address}/questions")
    assert page.evaluate("(() => document.documentElement.dataset.theme)()") == "dark"


def test_own_scripts_are_small(page: Page, address: str) -> None:
    sizes: dict[str, int] = {}
    page.on(
        "response", lambda each: ".js" in each.url and sizes.update({each.url: int(each.headers["content-length"])})
    )
    for path in ("/", "/id/person/elena-marsh", f"/questions/who-met-whom?person={PERSON}"):
        page.goto(address + path)
    assert 0 < sum(sizes.values()) < 150_000
