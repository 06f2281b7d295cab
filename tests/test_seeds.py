"""The sample articles can be read whole, and still carry what makes them worth building."""

from __future__ import annotations

import datetime as dt

import pytest

from kg.model import Article
from kg.reading import read
from kg.resources import path

SEEDS = {article.id: article for article in read([str(path("seeds"))]) if isinstance(article, Article)}


def prose(article: Article) -> str:
    """The text without its furniture."""
    text = article.text
    for start, end in reversed(article.furniture):
        text = text[:start] + text[end:]
    return text


def test_every_file_is_an_article_but_the_readme() -> None:
    files = {file.stem for file in path("seeds").iterdir()} - {"README"}
    assert set(SEEDS) == files and len(files) == 5


@pytest.mark.parametrize("article", SEEDS.values(), ids=SEEDS)
def test_a_seed_has_a_title_and_a_language(article: Article) -> None:
    assert article.title and article.language == "en"


@pytest.mark.parametrize(
    ("name", "date", "month_day", "publisher"),
    [
        ("asahi-summit-plan", None, None, None),
        ("investment-map", None, "02-04", "News On Japan"),
        ("summit-agenda", None, None, None),
        ("ishiba-heads-to-white-house", dt.date(2025, 2, 7), None, None),
        ("ishiba-seeks-meeting", None, None, None),
    ],
)
def test_a_seed_is_dated_by_what_it_states(
    name: str, date: dt.date | None, month_day: str | None, publisher: str | None
) -> None:
    article = SEEDS[name]
    assert (article.date, article.month_day, article.publisher) == (date, month_day, publisher)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("asahi-summit-plan", "“nothing has been decided about the specific timing”"),
        ("asahi-summit-plan", "Washington blocked the $14 billion purchase of U.S. Steel by Nippon Steel"),
        ("asahi-summit-plan", "Stargate is to invest $500 billion"),
        ("asahi-summit-plan", "8.6 trillion yen ($55 billion)"),
        ("investment-map", "78 trillion yen"),
        ("investment-map", "sources say that he also had private talks with Toyota Chairman Akio Toyoda"),
        ("summit-agenda", "Nippon Steel’s bid of $14.9 billion for U.S. Steel, which Joe Biden blocked"),
        ("summit-agenda", "as much as $500 billion"),
        ("summit-agenda", "Akie Abe, widow of"),
        ("ishiba-heads-to-white-house", "was to meet"),
        ("ishiba-heads-to-white-house", "The first was Benjamin Netanyahu"),
        ("ishiba-heads-to-white-house", "the plan was scrapped"),
        ("ishiba-heads-to-white-house", "so the meeting was postponed"),
        ("ishiba-heads-to-white-house", "Feb. 10, 2017"),
        ("ishiba-seeks-meeting", "November 18-19 in Brazil"),
        ("ishiba-seeks-meeting", "on November 7 in the morning"),
        ("ishiba-seeks-meeting", "U.S. President-elect Donald Trump"),
    ],
)
def test_the_story_is_there(name: str, words: str) -> None:
    assert words in prose(SEEDS[name])


@pytest.mark.parametrize(
    "words", ["MOST READ", "Missile Bases", "RANKING", "Post Comment", "Related Posts", "×", "Source:"]
)
def test_the_clutter_of_the_pages_is_furniture(words: str) -> None:
    assert not any(words in prose(article) for article in SEEDS.values())
