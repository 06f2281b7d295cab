"""Titles: the office, who holds it, of what, and when."""

from __future__ import annotations

import pytest
from annotated import document, offices

Office = tuple[str, str, str, str]


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Norwegian Prime Minister Greta Holm arrived.", ("Greta Holm", "Prime Minister", "Norway", "current")),
        ("Norway's then-Prime Minister Greta Holm arrived.", ("Greta Holm", "Prime Minister", "Norway", "former")),
        ("U.S. President-elect Jack Roe arrived.", ("Jack Roe", "President", "United States", "future")),
        ("Former Brazilian Foreign Minister Rui Lobo spoke.", ("Rui Lobo", "Foreign Minister", "Brazil", "former")),
        ("The late Peruvian President Ana Torres was honoured.", ("Ana Torres", "President", "Peru", "former")),
        ("Zentrix CEO Paul Adler resigned.", ("Paul Adler", "CEO", "Zentrix", "current")),
        ("Paul Adler, the president of Zentrix AG, spoke.", ("Paul Adler", "president", "Zentrix AG", "current")),
        ("Paul Adler, former mayor of Leeds, spoke.", ("Paul Adler", "mayor", "Leeds", "former")),
        ("Zentrix AG's chairman, Paul Adler, spoke.", ("Paul Adler", "chairman", "Zentrix AG", "current")),
        ("The mayor of Leeds, Paul Adler, spoke.", ("Paul Adler", "mayor", "Leeds", "current")),
        ("Vice President of Peru Jack Roe spoke.", ("Jack Roe", "Vice President", "Peru", "current")),
        ("Senator Jack Roe of Texas spoke.", ("Jack Roe", "Senator", "Texas", "current")),
        ("Republican Senator Jack Roe from Ohio spoke.", ("Jack Roe", "Senator", "Ohio", "current")),
        ("Jane Roe became chairwoman of Zentrix AG.", ("Jane Roe", "chairwoman", "Zentrix AG", "current")),
        ("Jane Roe was named finance minister of Peru.", ("Jane Roe", "finance minister", "Peru", "current")),
        ("Jane Roe was elected president of Peru in May.", ("Jane Roe", "president", "Peru", "current")),
        ("Jane Roe resigned as mayor of Leeds.", ("Jane Roe", "mayor", "Leeds", "former")),
        ("Zentrix AG named Jane Roe chief executive.", ("Jane Roe", "chief executive", "Zentrix AG", "current")),
        ("Jane Roe took the post of mayor of Leeds.", ("Jane Roe", "mayor", "Leeds", "current")),
        ("Former Ohio governor and U.S. Senator Jack Roe spoke.", ("Jack Roe", "governor", "Ohio", "former")),
        ("Jane Roe, chairwoman and CEO of Zentrix AG, spoke.", ("Jane Roe", "CEO", "Zentrix AG", "current")),
        ("Zentrix AG's chairman is Paul Adler.", ("Paul Adler", "chairman", "Zentrix AG", "current")),
        ("Presidents Jane Roe of Peru and Rui Lobo of Brazil met.", ("Rui Lobo", "President", "Brazil", "current")),
        ("Norwegian PM Greta Holm arrived.", ("Greta Holm", "Prime Minister", "Norway", "current")),
        ("Jane Roe, previously the mayor of Leeds, spoke.", ("Jane Roe", "mayor", "Leeds", "former")),
        ("Jane Roe will succeed Paul Adler as mayor of Leeds.", ("Jane Roe", "mayor", "Leeds", "future")),
        ("Peru's trade minister and vice premier, Ana Roe, spoke.", ("Ana Roe", "trade minister", "Peru", "current")),
        ("Ana Roe, chair of the main party, the Norda Union, spoke.", ("Ana Roe", "chair", "Norda Union", "current")),
        ("Peru's Minister of State for Trade Jo Roe.", ("Jo Roe", "Minister of State for Trade", "Peru", "current")),
        ("Sen. Jack Roe, R-Ohio, spoke.", ("Jack Roe", "Senator", "Ohio", "current")),
        ("They chose Ana Torres to be chair of the Norda Union.", ("Ana Torres", "chair", "Norda Union", "current")),
        ("Peru met Chile, Brazil and President Lula da Silva.", ("Lula da Silva", "President", "Brazil", "current")),
        ("Paul Adler was replaced as mayor of Leeds.", ("Paul Adler", "mayor", "Leeds", "former")),
        ("Jane Roe was re-elected chairwoman of Zentrix AG.", ("Jane Roe", "chairwoman", "Zentrix AG", "current")),
        ("Jane Roe left to become CEO of Leeds-based Zentrix AG.", ("Jane Roe", "CEO", "Zentrix AG", "current")),
        ("Zentrix AG chairman Senator Jane Roe of Ohio spoke.", ("Jane Roe", "chairman", "Zentrix AG", "current")),
        ("Jane Roe, the governor of the state of Ohio, spoke.", ("Jane Roe", "governor", "Ohio", "current")),
        ("Zentrix AG grew. Its chairman, Paul Adler, was glad.", ("Paul Adler", "chairman", "Zentrix AG", "current")),
        ("Jane Roe is expected to become mayor of Leeds.", ("Jane Roe", "mayor", "Leeds", "future")),
        ("Jane Roe is likely to become mayor of Leeds.", ("Jane Roe", "mayor", "Leeds", "future")),
        ("Jane Roe beat Paul Adler to become mayor of Leeds.", ("Jane Roe", "mayor", "Leeds", "current")),
        ("Jane Roe was dismissed from being a minister of Peru.", ("Jane Roe", "minister", "Peru", "former")),
        ("Jane Roe has been the mayor of Leeds since 2012.", ("Jane Roe", "mayor", "Leeds", "current")),
        ("Paul Adler is to be replaced as mayor of Leeds.", ("Paul Adler", "mayor", "Leeds", "current")),
        ("Jane Roe, chair of the supervisory board of Zentrix AG.", ("Jane Roe", "chair", "Zentrix AG", "current")),
        ("The EU's trade commissioner, Jo Roe.", ("Jo Roe", "trade commissioner", "European Union", "current")),
        ("NATO head Jane Roe spoke.", ("Jane Roe", "head", "NATO", "current")),
        ("President Jane Roe of Peru spoke to fans at Leeds University.", ("Jane Roe", "President", "Peru", "current")),
        ("Jane Roe, a Peruvian who was mayor of Leeds, spoke.", ("Jane Roe", "mayor", "Leeds", "former")),
        ("Jane Roe declared herself president of Peru.", ("Jane Roe", "president", "Peru", "current")),
        ("Jane Roe is a member of the Knesset.", ("Jane Roe", "member", "Knesset", "current")),
        ("Paul Adler, chairman of Zentrix AG's board, spoke.", ("Paul Adler", "chairman", "Zentrix AG", "current")),
        ("Zorb Inc chairman and president Jo Roe spoke.", ("Jo Roe", "president", "Zorb Inc", "current")),
        ("Zorb Inc president and CEO Jo Roe spoke.", ("Jo Roe", "CEO", "Zorb Inc", "current")),
        ("Ohio governor and Zorb Inc chairman Jo Roe spoke.", ("Jo Roe", "governor", "Ohio", "current")),
        ("Peruvian central bank president Jo Roe spoke.", ("Jo Roe", "central bank president", "Peru", "current")),
        ("Jo Roe was elected Zorb Inc chair in May.", ("Jo Roe", "chair", "Zorb Inc", "current")),
        ("Sen. Jack Roe, Jr., R-Ohio, spoke.", ("Jack Roe", "Senator", "Ohio", "current")),
        ("Senator Jack Roe, an Ohio Republican, spoke.", ("Jack Roe", "Senator", "Ohio", "current")),
        ("Senator Jack Roe, a Republican from Ohio, spoke.", ("Jack Roe", "Senator", "Ohio", "current")),
        ("Peru's left-wing President Jane Roe spoke.", ("Jane Roe", "President", "Peru", "current")),
        ("Peru's US-born Finance Minister Jo Roe spoke.", ("Jo Roe", "Finance Minister", "Peru", "current")),
        ("Jane Roe will succeed Paul Adler as mayor of Leeds.", ("Paul Adler", "mayor", "Leeds", "current")),
        ("Jane Roe replaced Paul Adler as mayor of Leeds.", ("Paul Adler", "mayor", "Leeds", "former")),
        ("Jane Roe became mayor of Leeds after Paul Adler quit.", ("Paul Adler", "mayor", "Leeds", "former")),
        ("Acting Peruvian trade minister Jo Roe.", ("Jo Roe", "Acting trade minister", "Peru", "current")),
        ("The Under Secretary of Commerce, Jo Roe.", ("Jo Roe", "Under Secretary of Commerce", "", "current")),
        ("President Barack Obama spoke.", ("Barack Obama", "President", "United States", "current")),
        ("Abkhaz President Jack Roe spoke.", ("Jack Roe", "President", "Abkhazia", "current")),
        ("Kwon Dae-min, the mayor of Busan, was there.", ("Kwon Dae-min", "mayor", "Busan", "current")),
    ],
)  # fmt: skip
def test_office(text: str, office: Office) -> None:
    assert office in offices(document(text))


@pytest.mark.parametrize(
    ("text", "office"),
    [
        pytest.param(
            "Norway's Prime Minister Greta Holm met her Dutch counterpart Jan Bos.",
            ("Jan Bos", "Prime Minister", "Netherlands", "current"),
            id="counterpart",
        ),
        pytest.param(
            "Norwegian Foreign Minister Greta Holm met her Dutch and Irish counterparts, Jan Bos and Ann Daly.",
            ("Ann Daly", "Foreign Minister", "Ireland", "current"),
            id="counterparts",
        ),
        pytest.param(
            "Norwegian Prime Minister Greta Holm arrived. Later Prime Minister Holm left.",
            ("Greta Holm", "Prime Minister", "Norway", "current"),
            id="of another mention",
        ),
        pytest.param(
            "Norway is small. Norway is rich. Prime Minister Greta Holm spoke in Oslo.",
            ("Greta Holm", "Prime Minister", "Norway", "current"),
            id="of the country the article is about",
        ),
        pytest.param(
            "Norway and the United States agreed. Prime Minister Greta Holm thanked President Jack Roe.",
            ("Jack Roe", "President", "United States", "current"),
            id="of the country that has the office",
        ),
        pytest.param(
            "Peru grew. Yesterday President Jane Roe spoke.", ("Jane Roe", "President", "Peru", "current"), id="a day"
        ),
        pytest.param(
            "Peru grew. After the vote President Jane Roe spoke.",
            ("Jane Roe", "President", "Peru", "current"),
            id="behind a noun of another phrase",
        ),
        pytest.param(
            "Fiji and Chad agreed. Tonga and Mali did not. Interior Minister Ana Torres was glad.",
            ("Ana Torres", "Interior Minister", "", "current"),
            id="abstains",
        ),
    ],
)
def test_country_not_beside_the_title(text: str, office: Office) -> None:
    assert office in offices(document(text))


@pytest.mark.parametrize(
    "text",
    [
        "Shares of General Motors fell.",
        "Billie Jean King won.",
        "Jane Roe could become mayor of Leeds.",
        "Jane Roe was not president of Peru.",
        "Jane Roe met the president of Peru.",
        "Jane Roe hopes to become mayor of Leeds.",
        "Jane Roe refused to become president of Peru.",
        "Jane Roe is a member of the Leeds choir.",
        "Jane owns the King Roe tea shop in Leeds.",
    ],
)
def test_no_office(text: str) -> None:
    assert offices(document(text)) == set()


@pytest.mark.parametrize(
    ("text", "political", "top"),
    [
        ("Peruvian Finance Minister Ana Torres spoke.", True, True),
        ("Zentrix AG president Ana Torres spoke.", False, True),
        ("Zentrix AG analyst Ana Torres spoke.", False, False),
        ("Ana Torres, a senior fellow at the Harbour Institute, spoke.", False, False),
    ],
)
def test_rank(text: str, political: bool, top: bool) -> None:
    title = next(t for t in document(text).titles if t.holder is not None)
    assert (title.political, title.top) == (political, top)
