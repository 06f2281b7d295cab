"""Questions over the sample articles, answered from the front page by four clicks at most, the last on the sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from live import in_thread
from playwright.sync_api import Locator, Page, expect

from kg.settings import Settings

MOST = 4
SENTENCE = "sentence"  # the words of the news in what is in hand
FLOWS = {  # question: what is clicked, and words the sentence has
    "Who is to meet whom at the summit?": (["Shigeru Ishiba", "card:due to meet Donald Trump", SENTENCE], "Trump"),
    "Which attempt at a meeting failed?": (["card-title:Shigeru Ishiba called off", SENTENCE], "meet"),
    "Have the two spoken by phone?": (["Shigeru Ishiba", "card:spoke by phone with Donald Trump", SENTENCE], "Trump"),
    "Whom did Ishiba meet at his office?": (["Shigeru Ishiba", "card:Sam Altman", SENTENCE], "Altman"),
    "Whom did Ishiba meet privately?": (["Shigeru Ishiba", "card:met Akio Toyoda", SENTENCE], "Toyoda"),
    "Which leader has Trump met already?": (["Donald Trump", "card:Benjamin Netanyahu", SENTENCE], "Netanyahu"),
    "Who is behind Stargate?": (["Who is behind a project", "card:Stargate", SENTENCE], "Stargate"),
    "How much is Stargate to invest?": (["Stargate plans to invest", SENTENCE], "500 billion"),
    "Who bid for U.S. Steel, and what became of it?": (["Bid of Nippon Steel for U.S. Steel", SENTENCE], "Steel"),
    "Which office does Ishiba hold?": (["Shigeru Ishiba", "is Prime Minister of Japan", SENTENCE], "Ishiba"),
    "Which tariffs did Trump threaten?": (["Donald Trump", "card:may impose tariff", SENTENCE], "tariff"),
    "What did Hayashi say?": (["chip:person", "Yoshimasa Hayashi", "card:said", SENTENCE], "Hayashi"),
}


@pytest.fixture(scope="module")
def address(sown: str) -> Iterator[str]:
    with in_thread(Settings.load({}, store=sown, workers=1)) as address:
        yield address


@pytest.mark.parametrize("question", FLOWS)
def test_by_clicks_alone(page: Page, address: str, question: str) -> None:
    steps, words = FLOWS[question]
    page.goto(address)
    hand: Any = page.locator("main")
    clicks = 0
    for step in steps:
        target, hand = _found(page, hand, step)
        target.click()
        clicks += 1
    expect(page.locator("#text .focus").first).to_be_in_viewport()
    lit = page.locator("#text .focus").first.evaluate("each => each.closest('article').innerText")
    assert (words in lit, clicks <= MOST) == (True, True)


def _found(page: Page, hand: Any, step: str) -> tuple[Locator, Any]:
    """What to click, and where the next step looks."""
    main = page.locator("main")
    if step == SENTENCE:
        return hand.locator("blockquote p a").first, main
    kind, _, words = step.partition(":")
    if kind == "card":
        card = main.locator("li.event", has=page.get_by_role("heading").filter(has_text=words)).first
        return card.locator("summary"), card
    if kind == "card-title":
        card = main.locator("li.event", has_text=words).first
        return card.locator("h3 a"), main
    if kind == "chip":
        return main.locator("a.chip", has_text=words).first, main
    return main.locator("a:visible", has_text=step).first, main
