"""The parser's text: what is made plain, what is left out, and that every token leads back to the text as read."""

from __future__ import annotations

import pytest
from annotated import document

from kg.annotation.cleaning import clean, pieces
from kg.model import Article

WRAPPED = "\n".join(
    [
        "The council of the harbour town met late on Monday evening to",
        "talk about the new bridge that the engineers had drawn up in",
    ]
    * 4
)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        pytest.param("It\u2019s \u201cover\u201d", 'It\'s "over"', id="curly quotes"),
        pytest.param("a\u00a0b  c", "a b c", id="odd and double blanks"),
        pytest.param("One.\n\nTwo.", "One.\n\nTwo.", id="paragraphs stay"),
        pytest.param("A heading\nA sentence follows it.", "A heading\n\nA sentence follows it.", id="heading"),
        pytest.param("The talks went\non all night.", "The talks went on all night.", id="broken line"),
        pytest.param(
            "List:\n  \u2022 first thing\n  \u2022 second thing", "List:\n\nfirst thing\n\nsecond thing", id="bullets"
        ),
        pytest.param("It cost $ 37 million .", "It cost $37 million.", id="tokenised"),
        pytest.param("Zorb Ltd <ZORB.X> rose.", "Zorb Ltd rose.", id="ticker"),
        pytest.param("Zorb Ltd <ZORB ST> rose.", "Zorb Ltd rose.", id="ticker in two parts"),
        pytest.param("Its firm <Zorb Ltd>, of Linz, rose.", "Its firm Zorb Ltd, of Linz, rose.", id="name in brackets"),
        pytest.param("It bought <Zorb Inc>.", "It bought Zorb Inc .", id="name in brackets at the end"),
        pytest.param("If a <b, then b> a.", "If a <b, then b> a.", id="no brackets"),
        pytest.param("Zorb (NYSE: ZRB) rose.", "Zorb rose.", id="exchange and ticker"),
        pytest.param("Zorb ( Z ) rose.", "Zorb rose.", id="ticker in blanks"),
        pytest.param("World Fish Union (WFU) met.", "World Fish Union (WFU) met.", id="acronyms stay"),
        pytest.param("It was unjust.London has replied.", "It was unjust. London has replied.", id="glued sentences"),
        pytest.param("worth \u00c2\u00a33bn", "worth \u00a33bn", id="wrong encoding of the pound"),
        pytest.param("war\u2014and peace", "war -- and peace", id="dash"),
    ],
)
def test_plain_text(text: str, plain: str) -> None:
    assert clean(Article("a", text)).text == plain


def test_wrapped_paragraph_is_one() -> None:
    assert "\n" not in clean(Article("a", WRAPPED)).text


def test_furniture_is_left_out() -> None:
    article = Article("a", "Caption here.\nThe mayor spoke.", furniture=((0, 13),))
    assert clean(article).text == "The mayor spoke."


@pytest.mark.parametrize(
    "text",
    [
        "The \u201cbig\u201d plan \u2014 said  Ms Roe\u2014failed.It did.\n\u2022 One\n\u2022 Two",
        "Zorb Ltd <ZORB.X>, a firm , fell 3 % .",
        "\u00c2\u00a33bn for the\nharbour",
    ],
)
def test_tokens_lead_back_to_the_text(text: str) -> None:
    parse = document(text).parse
    shown = [
        text[s:e].replace("\u201c", '"').replace("\u201d", '"') for s, e in zip(parse.start, parse.end, strict=True)
    ]
    words = [w for w, s in zip(parse.word, shown, strict=True) if w != s and w != "--"]
    assert words == []


def test_heading_and_sentence_are_two() -> None:
    parse = document("Harbour Plan Ends\nThe mayor spoke on Monday.").parse
    assert len(parse.sentences) == 2


@pytest.mark.parametrize("text", ["", " \n\n ", "\n"])
def test_nothing_to_parse(text: str) -> None:
    assert len(document(text).parse) == 0


def test_long_texts_are_cut_between_paragraphs() -> None:
    cleaned = clean(Article("a", "One two three.\n\n" * 20))
    parts = list(pieces(cleaned, limit=50))
    assert "".join(p.text for p in parts) == cleaned.text and max(len(p.text) for p in parts) <= 50


def test_columns_agree() -> None:
    parse = document("Jane Roe, who leads Zorb, spoke.\n\nIt rained in Oslo.").parse
    assert all(t in parse.children[parse.head[t]] for t in range(len(parse)) if parse.head[t] != t)
