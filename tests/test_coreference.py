"""Pronouns and descriptions: whom they stand for, and where nothing is said."""

from __future__ import annotations

import pytest
from annotated import document, mentions_of, printed


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("Jane Roe arrived on Monday. She met Paul Adler.", "Jane Roe", ["She"]),
        ("Jane Roe met Paul Adler. He was late.", "Paul Adler", ["He"]),
        ("Ahead of his visit, Paul Adler spoke.", "Paul Adler", ["his"]),
        ("Paul Adler thanked Hugo Lind before his meeting with Lind.", "Paul Adler", ["his"]),
        ("Paul Adler, who leads Zentrix AG, spoke.", "Paul Adler", ["who"]),
        ("Zentrix AG said it would grow.", "Zentrix AG", ["it"]),
        ("Zentrix AG grew. The plan needs the approval of banks, it said.", "Zentrix AG", ["it"]),
        ("Zentrix AG downgraded the debt of Ludo Corp. because of its losses.", "Ludo Corp.", ["its"]),
        ("Zentrix AG grew. The union objected, it said.", "Zentrix AG", []),
        ("Norwegian Prime Minister Greta Holm came. The prime minister spoke.", "Greta Holm", ["The prime minister"]),
        ("Ludo Corp. praised Zentrix AG and its chairman Paul Adler.", "Zentrix AG", ["its"]),
        ("One of two firms from Norway said it would grow.", "Norway", []),
        ("Zentrix AG grew. The company said little.", "Zentrix AG", ["The company"]),
        ("Zentrix AG grew. The Graz-based drugmaker said little.", "Zentrix AG", ["drugmaker"]),
        ("Zentrix AG grew. Ludo Corp. bought the company.", "Zentrix AG", ["the company"]),
        ("The brewer Zentrix AG sued Ludo Corp. Ludo Corp. lost. The brewer grew.", "Zentrix AG", ["The brewer"]),
        ("Zentrix AG sued the Harbour Commission. Ludo Corp. bought the company.", "Zentrix AG", ["the company"]),
        ("The Harbour Commission praised Zentrix AG. The company grew.", "Harbour Commission", []),
        ("A group led by Jane Doe bid for Ludo Corp. The group bought shares.", "Jane Doe", ["The group"]),
        ("A management group bid for Ludo Corp. The group bought shares.", "Ludo Corp.", []),
        (
            "Zentrix AG said it grew. Ludo Corp. owns shares of it, the company said.",
            "Zentrix AG",
            ["it", "it", "the company"],
        ),
        ("Jane Roe spoke. In an interview with Ann Poe, she laughed.", "Jane Roe", ["she"]),
        ("Zentrix AG will watch Ludo Corp. closely, and the company's plans.", "Ludo Corp.", ["the company"]),
        ("Zentrix AG grew. The Bote newspaper wrote of the combined company.", "Zentrix AG", []),
        ('"I met Jo Lind on Monday," Jane Roe said. "I like her."', "Jane Roe", ["I", "I"]),
        ('Jane Roe said: "My plan is good." Paul Adler frowned.', "Jane Roe", ["My"]),
        ('Jane Roe told Paul Adler: "You and I know."', "Jane Roe", ["I"]),
        ('Jane Roe came. "I was late," he said. Jane Roe said it was fine.', "Jane Roe", []),
        ('"I was late," Jane Roe was told by a guest.', "Jane Roe", []),
        ('"I was first," a colleague said. Jane Roe said she agreed.', "Jane Roe", ["she"]),
        ("Jane Roe said little. World War I began.", "Jane Roe", []),
        ("Norway voted on Monday. The Norwegian government said little.", "Government of Norway", ["government"]),
    ],
)
def test_stands_for(text: str, name: str, words: list[str]) -> None:
    assert mentions_of(document(text), name, "pronoun", "description") == words


@pytest.mark.parametrize(
    ("text", "words", "names"),
    [
        (
            "Norwegian Prime Minister Greta Holm met U.S. President Jack Roe. The two leaders agreed.",
            "The two leaders",
            {"Greta Holm", "Jack Roe"},
        ),
        ("Norway and Peru signed. Both countries gain.", "Both countries", {"Norway", "Peru"}),
        ("Jane Roe and Paul Adler came. They spoke.", "They", {"Jane Roe", "Paul Adler"}),
    ],
)
def test_stands_for_two(text: str, words: str, names: set[str]) -> None:
    doc = document(text)
    found = {printed(doc, m): {doc.entities[i].name for i in m.plural} for m in doc.mentions if m.plural}
    assert found == {words: names}


@pytest.mark.parametrize(
    "text",
    [
        "It is clear that Zentrix AG will grow.",
        "The plan was bold. It failed.",
        "Jane Roe spoke. He was late.",
        "The company said little.",
    ],
)
def test_abstains(text: str) -> None:
    assert [printed(d, m) for d in [document(text)] for m in d.mentions if m.kind in ("pronoun", "description")] == []
