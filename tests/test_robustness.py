"""Whatever is written, reading it does not fail, and every span points at its own words."""
# ruff: noqa: RUF001, E501

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from annotated import pipeline
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import mapping, relations
from kg.annotation import annotate
from kg.errors import ReadingError
from kg.extraction import extract
from kg.model import Article
from kg.reading.prose import describe

RELATIONS = relations.load()
PROSE = (
    "Norda Corp. said on Monday that it had agreed to buy Velta Inc. for $2 billion in cash. "
    '"We are pleased," Chief Executive Anna Berg told reporters in Oslo. "The deal will close in June." '
    "Norwegian Prime Minister Carl Dorn met Swedish President Eva Lund on Tuesday, according to a spokesman."
)
PIECES = [
    "Anna Berg", "Norda Corp.", "the U.S. 's", "$ 37 billion", "said", "met with", "“We agree,”", "‘no’", "''", "``",
    "OSLO, Feb. 5 (Reuters) -", "•", "|", "---", "🙂", "👩‍👩‍👧", "é", "İ", "ﬁ", "\u200b", "\u00ad", "\u202e", "\t", "\r\n", "\n\n",
    "<b>", "&amp;", "https://example.org/a?b=c", "anna@example.org", "(", ")", "[", "]", "\"", "…", "—", "Prime Minister",
    "his", "who", "on Nov 18-19", "2 pct", "Rs 500 crore", "€1.2bn", "not", "if", ",", ".", ":", "?", "!", "-", "'s", "of",
    "Джон", "東京", "مرحبا", "\x00", "\ud7ff", "1", "A", "B.", "and",
]  # fmt: skip
TABLE = "Company | Revenue | Change\n" + "\n".join(f"Norda {n} | {n}.3 | +4%" for n in range(30))
LIST = "The talks had three aims:\n" + "\n".join(f"• Item {n}: Velta Inc. buys Norda Corp." for n in range(20))
LONG = "Anna Berg said that " + ", and that ".join(f"Norda Corp. bought Velta {n}" for n in range(150)) + "."
TEXTS = {
    "empty": "",
    "blank": " \n\t \n",
    "one word": "Yes",
    "one letter": "A",
    "marks": "… — “” ' ''",
    "emoji": "🙂 " * 50,
    "joined emoji": PROSE.replace(". ", " 👩‍👩‍👧. "),
    "curly": PROSE.replace('"We', "“We").replace('," ', ",” "),
    "tokenised": "Norda Corp. said the U.S. 's share is $ 37 billion , `` a record , '' Berg said . It is n't over .",
    "capitals": PROSE.upper(),
    "small": PROSE.lower(),
    "title case": PROSE.title(),
    "one line": PROSE * 5,
    "line a word": PROSE.replace(" ", "\n"),
    "table": TABLE,
    "list": LIST,
    "a long sentence": LONG,
    "no space": PROSE.replace(" ", ""),
    "unclosed quotation": '"' + PROSE,
    "quotations only": '"' * 99,
    "brackets": "(" * 200 + "Norda bought Velta" + ")" * 200,
    "controls": PROSE.replace(" ", "\x00\x07"),
    "direction marks": f"\u202e{PROSE}\u202c",
    "combining": "".join(c + "\u0301" for c in PROSE),
    "a long word": "Norda" * 3000,
    "html": f"<p>{PROSE}</p><script>if (a < b) {{}}</script>",
    "mixed": f"{PROSE}\n\nНорда купит Вельту за 2 миллиарда.\n\n{PROSE}",
}


def _record(text: str) -> dict[str, Any]:
    article = describe(Article(id="a", text=text))
    document = next(annotate([article], pipeline()))
    record: dict[str, Any] = json.loads(mapping.to_line(extract(document, RELATIONS), "http://localhost/"))
    return record


def _spans(value: Any) -> Iterator[tuple[int, int, str]]:
    if isinstance(value, dict):
        if {"start", "end", "text"} <= value.keys():
            yield value["start"], value["end"], value["text"]
        for each in value.values():
            yield from _spans(each)
    elif isinstance(value, list):
        for each in value:
            yield from _spans(each)


def _astray(record: dict[str, Any], text: str) -> list[tuple[int, int, str]]:
    pairs = [*record.get("furniture", []), *record.get("sentences", [])]
    spans = [*_spans([record["entities"], record["claims"]]), *((a, b, text[a:b]) for a, b in pairs)]
    return [(a, b, words) for a, b, words in spans if not (0 <= a < b <= len(text) and text[a:b] == words)]


def _is_read(text: str) -> bool:
    """Whether all its spans point at their words; a text that is not taken for English is not read."""
    try:
        return _astray(_record(text), text) == []
    except ReadingError:
        return True


@pytest.mark.parametrize("name", TEXTS)
def test_spans_of_odd_texts(name: str) -> None:
    assert _is_read(TEXTS[name])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join) | st.text(max_size=200))
def test_spans_of_any_text(text: str) -> None:
    assert _is_read(text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Die Regierung hat am Montag mit der Firma Norda über den Verkauf von Velta gesprochen und will ihn nicht " * 3),
        ("fr", "Le président a dit que la société Norda ne sera pas vendue, et que les discussions avec Velta sont dans " * 3),
        ("ru", "Президент сказал, что компания не будет продана, и что переговоры продолжаются. " * 3),
        ("ja", "大統領は月曜日に会社を売らないと述べた。交渉は続いている。" * 4),
    ],
    ids=["de", "fr", "ru", "ja"],
)  # fmt: skip
def test_other_languages_are_skipped_with_a_word(language: str, text: str) -> None:
    with pytest.raises(ReadingError, match=f"looks like {language}"):
        _record(text)


def _seconds(paragraphs: int) -> float:
    text = "\n\n".join(PROSE.replace("Norda", f"Norda{n % 50}") for n in range(paragraphs))
    started = time.process_time()
    _record(text)
    return time.process_time() - started


def test_time_grows_with_the_text_only() -> None:
    _seconds(4)
    short, long = _seconds(40), _seconds(160)
    assert long < 4 * short * 2  # the machine may be busy
