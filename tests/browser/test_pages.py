"""What a person does on the pages: every page is accessible, and every flow ends at the sentence."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

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
READY = {"/sparql": ".yasqe_queryButton", "/explore": "#graph canvas"}  # what comes after the first paint


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest, page: Page) -> str:
    page.emulate_media(color_scheme=request.param)
    return str(request.param)


def opened(page: Page, address: str) -> None:
    page.goto(address)
    if place := next((place for path, place in READY.items() if address.endswith(path)), None):
        expect(page.locator(place).first).to_be_visible()


LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}  # all that is another in the dark
LIGHT = "() => matchMedia('(prefers-color-scheme: light)').matches"


def violations(page: Page, within: str | None = None) -> list[str]:
    options = {"runOnly": LEVELS if page.evaluate(LIGHT) and not within else COLOURS}
    found = Axe().run(page, within, options=options).response["violations"]
    return [f"{each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"]]


@pytest.mark.parametrize("path", PATHS)
def test_no_finding_of_level_a_or_aa(page: Page, address: str, path: str, scheme: str) -> None:
    opened(page, address + path)
    assert violations(page) == []


def test_no_finding_while_the_editor_works(page: Page, address: str, scheme: str) -> None:
    opened(page, f"{address}/sparql")
    found = []
    page.locator(".yasqe_queryButton").click()
    expect(page.locator(".yasr table")).to_be_visible()
    found += violations(page)
    for view in ("Response", "Graph"):
        page.locator(".yasr_btn", has_text=view).click()
        found += violations(page)
    page.locator(".CodeMirror").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" kg:")
    expect(page.locator(".CodeMirror-hint").first).to_be_visible()
    found += violations(page, ".CodeMirror-hints")
    page.keyboard.press("Escape")
    page.locator(".addTab").click()
    assert found + violations(page) == []


@pytest.mark.parametrize("path", PATHS)
def test_a_phone_shows_it_without_scrolling_sideways(page: Page, address: str, path: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    opened(page, address + path)
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
    drawn = ElementTree.parse(download.value.path()).getroot()
    bends = [each.get("d") for each in drawn.iter("{http://www.w3.org/2000/svg}path") if each.get("fill") == "none"]
    assert (download.value.suggested_filename, len(bends) > 1, len(set(bends))) == ("graph.svg", True, len(bends))


def test_the_editor_completes_runs_and_draws(page: Page, address: str) -> None:
    page.goto(f"{address}/sparql")
    page.locator(".CodeMirror").click()
    page.keyboard.press("Control+End")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("End")
    page.keyboard.type(" . ?b kg:")
    expect(page.locator(".CodeMirror-hint").first).to_have_text("kg:mention")
    page.keyboard.press("Escape")
    page.keyboard.type("sources ?n ; a Inv")
    page.keyboard.press("Control+Space")
    expect(page.locator(".CodeMirror-hint").first).to_have_text("kg:Investment")
    page.keyboard.press("Enter")
    expect(page.locator(".CodeMirror")).to_contain_text("; a kg:Investment")
    page.select_option("#examples", "who-met-whom")
    expect(page.locator(".CodeMirror")).to_contain_text("kg:Meeting")
    page.locator(".yasqe_queryButton").click()
    expect(page.locator(".yasr table")).to_contain_text(PERSON)
    expect(page.locator("#told")).to_contain_text("results in")
    page.get_by_role("tab", name="Graph").or_(page.locator(".yasr_btn", has_text="Graph")).first.click()
    expect(page.locator(".kg-graph canvas").first).to_be_visible()


def test_a_shared_query_is_there_again_and_the_keyboard_is_not_caught(page: Page, address: str) -> None:
    opened(page, f"{address}/sparql#query=ASK%20%7B%20%3Fshared%20%3Fp%20%3Fo%20%7D")
    expect(page.locator(".CodeMirror")).to_contain_text("?shared")
    assert page.evaluate("(() => document.activeElement.tagName)()") == "BODY"
    page.locator(".CodeMirror").click()
    page.keyboard.press("Tab")
    expect(page.locator(".CodeMirror-focused")).to_have_count(0)


def test_what_an_answer_names_is_a_page_of_this_server(page: Page, address: str) -> None:
    page.goto(
        f"{address}/sparql#query=SELECT%20%2A%20%7B%20%3Fa%20a%20%3Chttps%3A%2F%2Fw3id.org%2Fnewskg%2Fns%23Person%3E%20%7D"
    )
    page.locator(".yasqe_queryButton").click()
    expect(page.locator(".yasr table a").first).to_have_attribute("href", re.compile("^/id/person/"))


def test_names_can_be_read_at_any_zoom(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    opened(page, f"{address}/explore")
    page.wait_for_timeout(300)
    read = "(() => cy.nodes('.named').map((each) => parseFloat(each.style('font-size')) * cy.zoom()))()"
    sizes = page.evaluate(read)
    assert (len(sizes) > 3, min(sizes) > 10.9) == (True, True)


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
