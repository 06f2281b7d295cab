"""Which words of a text are quoted."""

from __future__ import annotations

import pytest
from flat import flat_parse

from kg.annotation.quotations import find_quotations


def quoted(text: str) -> list[str]:
    return [text[quotation.start : quotation.end] for quotation in find_quotations(flat_parse(text), text)]


CASES = [
    pytest.param('"We will go," she said.', ["We will go,"], id="straight"),
    pytest.param("“We will go,” she said.", ["We will go,"], id="curly"),
    pytest.param('"We go," she said, "and soon."', ["We go,", "and soon."], id="two parts"),
    pytest.param("The “deal” fell.", ["deal"], id="scare quotes"),
    pytest.param('The ( "deal" ) fell.', ["deal"], id="in brackets"),
    pytest.param('He said " we go . " and left .', ["we go ."], id="tokenised"),
    pytest.param("``We go,'' she said.", ["We go,"], id="TeX marks"),
    pytest.param("''We go,'' she said.", ["We go,"], id="doubled apostrophes on both sides"),
    pytest.param("«We go», she said.", ["We go"], id="guillemets"),
    pytest.param("“One.\n\n“Two.” She left.", ["One.", "Two."], id="reopened in the next paragraph"),
    pytest.param('"One.\n\n"Two," she said.', ["One.", "Two,"], id="reopened, straight"),
    pytest.param("“One, she said.\n\nShe left.", ["One, she said."], id="never closed: to the end of its paragraph"),
    pytest.param("She left.” They stayed. “Two.”", ["Two."], id="never opened"),
    pytest.param('A 5" pipe broke.', [], id="inches"),
    pytest.param("“" + "word " * 300, [], id="too long"),
    pytest.param("“" + "word " * 300 + "\n\n“Two.”", ["Two."], id="too long, then another"),
    pytest.param("‘We will go,’ she said.", ["We will go,"], id="British"),
    pytest.param("‘It’s the leaders’ turn,’ she said.", ["It’s the leaders’ turn,"], id="British with apostrophes"),
    pytest.param("The ‘deal’ fell.", ["deal"], id="British scare quotes"),
    pytest.param("'We will go,' she said.", ["We will go,"], id="British straight"),
    pytest.param("Japan’s plan and the leaders’ talks.", [], id="apostrophes"),
    pytest.param("The workers' and owners' talks, 'tis said.", [], id="straight apostrophes"),
    pytest.param("It’s the ‘90s again, the firms’ best.", [], id="a decade"),
    pytest.param("“She said ‘no’ twice,” he said.", ["She said ‘no’ twice,"], id="nested"),
    pytest.param('"Yes" and "no".', ["Yes", "no"], id="words"),
    pytest.param('He said "".', [], id="empty"),
    pytest.param('One "deal\nTwo "plan"', ["deal", "plan"], id="lines without blank ones are paragraphs"),
    pytest.param('Talks—"short ones"—ended.', ["short ones"], id="dashes"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_quotations(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_tokens_lie_within_the_marks() -> None:
    text = "He said: “We will go.” Nobody did."
    parse = flat_parse(text)
    assert [parse.word[q.first : q.last] for q in find_quotations(parse, text)] == [("We", "will", "go", ".")]
