"""Names: what they are, and which of them are one."""

from __future__ import annotations

import pytest
from annotated import document, mentions_of, types

from kg.annotation import load
from kg.errors import ModelError
from kg.model import Authority, KnownEntity


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        pytest.param("The finance minister met Chancellor Greta Holm on Monday.", "Greta Holm", "Person", id="title"),
        pytest.param("Mr. Orlov said no. Orlov left.", "Orlov", "Person", id="honorific"),
        pytest.param(
            "Tessa Brandt, a senior fellow at the Harbour Institute, agreed.", "Tessa Brandt", "Person", id="apposition"
        ),
        pytest.param("Zentrix CEO Paul Adler resigned.", "Zentrix", "Organization", id="organisation before title"),
        pytest.param("Radio/Lumora Makers Inc grew.", "Radio/Lumora Makers Inc", "Company", id="stroke in a firm"),
        pytest.param("Ina Falk, founder of Lumora, spoke.", "Lumora", "Organization", id="organisation after title"),
        pytest.param("Norvik Holdings Ltd rose sharply.", "Norvik Holdings Ltd", "Company", id="legal form"),
        pytest.param("Shares of the carmaker Veltro fell.", "Veltro", "Company", id="apposed noun"),
        pytest.param("Holm hired law firm Brandt Tarn on Monday.", "Brandt Tarn", "Company", id="firm"),
        pytest.param(
            "They fund Skybridge, a new joint venture with two banks.", "Skybridge", "Project", id="joint venture"
        ),
        pytest.param("The Bank of Canada raised rates.", "Bank of Canada", "GovernmentBody", id="central bank"),
        pytest.param("She studied at the University of Leeds.", "University of Leeds", "Organization", id="university"),
        pytest.param(
            "The Japanese Ministry of Finance said so.", "Ministry of Finance", "GovernmentBody", id="ministry"
        ),
        pytest.param(
            "She leads the Asian Rowing Federation now.", "Asian Rowing Federation", "Organization", id="region in it"
        ),
        pytest.param(
            "Many hailed the Nordic Council.", "Nordic Council", "GovernmentBody", id="region before one word"
        ),
        pytest.param(
            "It was, according to British Harbour Police (BHP), an accident.",
            "British Harbour Police",
            "GovernmentBody",
            id="spelled by its initials",
        ),
        pytest.param("He flew from Oslo to Nairobi.", "Nairobi", "City", id="city"),
        pytest.param("Lumora Computing, LLC sued.", "Lumora Computing, LLC", "Company", id="legal form behind a comma"),
        pytest.param("Lumora was a software company.", "Lumora", "Company", id="said to be a company"),
        pytest.param("Prayat Cho-o-cha met Ann Poe.", "Prayat Cho-o-cha", "Person", id="name in parts"),
        pytest.param("Voter Kitty Holm agreed.", "Kitty Holm", "Person", id="plain noun before a name"),
        pytest.param("Navy Capt. Ina Falk agreed.", "Ina Falk", "Person", id="rank cut short"),
        pytest.param("Sen. Ina Falk, R-Ohio, agreed.", "Ohio", "Place", id="party and state"),
        pytest.param("Norvik Co. of Folsom leased it.", "Folsom", "Place", id="where a firm is from"),
        pytest.param("The deal with Norvik of Corvin, Ore., a firm, is done.", "Oregon", "Place", id="state cut short"),
        pytest.param("The U.K. and France agreed.", "United Kingdom", "Country", id="country"),
        pytest.param("British troops left.", "United Kingdom", "Country", id="demonym"),
        pytest.param("She joined the Bread and Tulips Party.", "Bread and Tulips Party", "Organization", id="pair"),
        pytest.param(
            "Ina Falk of the University of California, San Diego agreed.",
            "University of California, San Diego",
            "Organization",
            id="campus",
        ),
        pytest.param(
            'He told the newspaper "Norvik am Ring" that it was over.', "Norvik am Ring", "Organization", id="quoted"
        ),
        pytest.param("Arnel dela Berg said so.", "Arnel dela Berg", "Person", id="particle"),
        pytest.param("Ecologist Ryan Holm of Lumora agreed.", "Ryan Holm", "Person", id="scholar"),
        pytest.param("He led the Norvik Defence Forces.", "Norvik Defence Forces", "Organization", id="armed body"),
        pytest.param(
            "She runs the Norvik Institute for Peace.", "Norvik Institute for Peace", "Organization", id="for"
        ),
    ],
)
def test_type(text: str, name: str, kind: str) -> None:
    found = types(document(text)).get(name)
    assert found == kind or (kind == "Organization" and found == "Company")


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        pytest.param("Jane Roe spoke. Roe then left.", "Jane Roe", ["Jane Roe", "Roe"], id="surname"),
        pytest.param("Marta Lind's Zentrix grew.", "Marta Lind", ["Marta Lind"], id="possessive"),
        pytest.param("The U.S.-Mexico pact held.", "United States", ["U.S."], id="hyphenated countries"),
        pytest.param("The Mexico-U.S. pact held.", "Mexico", ["Mexico"], id="hyphenated the other way"),
        pytest.param(
            "The World Harbour Union (WHU) met. The WHU agreed.",
            "World Harbour Union",
            ["World Harbour Union", "WHU", "WHU"],
            id="acronym",
        ),
        pytest.param(
            "Zentrix Corp. (formerly Lumora) grew. Lumora was small.",
            "Zentrix Corp.",
            ["Zentrix Corp.", "Lumora", "Lumora"],
            id="former name",
        ),
        pytest.param(
            "Lumora Ltd. changed its name to Veltro Media in 2010.",
            "Lumora Ltd.",
            ["Lumora Ltd.", "Veltro Media"],
            id="new name",
        ),
        pytest.param(
            "Ardal Harbour Bank (Bank AHB) grew.",
            "Ardal Harbour Bank",
            ["Ardal Harbour Bank", "Bank AHB"],
            id="in part",
        ),
        pytest.param(
            "On May 5, 2008 Zentrix Corporation grew.", "Zentrix Corporation", ["Zentrix Corporation"], id="day"
        ),
        pytest.param("Norvik Radio bought Radio 10 in 2003.", "Radio 10", ["Radio 10"], id="numbered"),
        pytest.param(
            "Zentrix Group grew. Zentrix said so.",
            "Zentrix Group",
            ["Zentrix Group", "Zentrix"],
            id="short name of a firm",
        ),
        pytest.param(
            "Brandt Broadcasting Co stock rose. Ida Brandt, its head, and two others wrote to the Brandt board.",
            "Brandt Broadcasting Co",
            ["Brandt Broadcasting Co", "Brandt"],
            id="firm told of before its namesake",
        ),
        pytest.param(
            "Norvik International Industries Inc fell. Holm bid for NII.",
            "Norvik International Industries Inc",
            ["Norvik International Industries Inc", "NII"],
            id="initials before the last of its legal forms",
        ),
        pytest.param(
            "Holm bid for Harper and Lind Publishers Inc on Monday. Harper and Lind said no.",
            "Harper and Lind Publishers Inc",
            ["Harper and Lind Publishers Inc", "Harper and Lind"],
            id="one firm with and",
        ),
        pytest.param(
            "Zentrix and Norvik Inc. agreed to merge. Zentrix grew.",
            "Norvik Inc.",
            ["Norvik Inc."],
            id="two firms with and",
        ),
        pytest.param(
            "Lumo's Stores Inc fell on Monday. Lumo's said little.",
            "Lumo's Stores Inc",
            ["Lumo's Stores Inc", "Lumo's"],
            id="a firm whose name is a genitive",
        ),
        pytest.param(
            "Southern Peru Mines Inc fell. Holm sued Southern Peru.",
            "Southern Peru Mines Inc",
            ["Southern Peru Mines Inc", "Southern Peru"],
            id="a direction that begins a firm's name",
        ),
        pytest.param("She left Saint Mary University.", "Saint Mary University", ["Saint Mary University"], id="saint"),
        pytest.param(
            "Holm praised Lumo's Holdings Inc on Monday. Lumo said little.",
            "Holdings Inc",
            ["Holdings Inc"],
            id="a firm of another",
        ),
        pytest.param(
            "Ida Lumo's Holdings Inc fell. Lumo's Holdings Inc said little.",
            "Holdings Inc",
            ["Holdings Inc", "Holdings Inc"],
            id="a firm of a person",
        ),
        pytest.param(
            "Bashir al-Roe came. Roe spoke.", "Bashir al-Roe", ["Bashir al-Roe", "Roe"], id="article in a surname"
        ),
        pytest.param(
            "Former Mayor Otto Brandt and his wife Ida Brandt came. Brandt spoke.",
            "Otto Brandt",
            ["Otto Brandt", "Brandt"],
            id="two of one surname",
        ),
        pytest.param(
            "Greta Holm Meets Ann Poe\n\nGreta Holm met Ann Poe on Monday.",
            "Ann Poe",
            ["Ann Poe", "Ann Poe"],
            id="heading",
        ),
        pytest.param(
            "Zentrix Drops After Brandt Predicts Challenges\n\nThe challenges are many, Zentrix said.",
            "Zentrix",
            ["Zentrix", "Zentrix"],
            id="verb of a heading",
        ),
    ],
)
def test_mentions(text: str, name: str, words: list[str]) -> None:
    assert mentions_of(document(text), name, "name") == words


@pytest.mark.parametrize(
    "word",
    [pytest.param(w, id=w) for w in ("AI", "GDP", "CEO", "Monday")],
)
def test_no_name(word: str) -> None:
    assert word not in types(document(f"The report on {word} said little."))


def test_a_region_names_nobody() -> None:
    assert list(types(document("South American leaders and Middle Eastern firms agreed."))) == []


@pytest.mark.parametrize(
    ("text", "country"),
    [("Oslo refused.", "Norway"), ("The Kremlin refused.", "Russia"), ("The White House refused.", "United States")],
)
def test_metonym_has_a_government(text: str, country: str) -> None:
    doc = document(text)
    agent = doc.mentions[0].agent
    assert agent is not None and (doc.entities[agent].type, doc.entities[agent].country) == ("GovernmentBody", country)


def test_countries_have_their_wikidata_item() -> None:
    assert document("It rained in Japan.").entities[0].exact_match == "http://www.wikidata.org/entity/Q17"


AUTHORITY = Authority(
    (KnownEntity("urn:x", "Project", "Blue Door", ("BlueDoor",), "http://www.wikidata.org/entity/Q4"),)
)


def test_declared_entities_are_recognised() -> None:
    doc = document("They will fund BlueDoor next year.", AUTHORITY)
    assert [(e.type, e.name, e.exact_match) for e in doc.entities] == [
        ("Project", "Blue Door", "http://www.wikidata.org/entity/Q4")
    ]


@pytest.mark.parametrize(
    ("text", "gender"),
    [("Mrs. Orlov spoke.", "f"), ("King Harald spoke.", "m"), ("Kim Tarn, the widow of a miner, spoke.", "f")],
)
def test_gender(text: str, gender: str) -> None:
    assert document(text).entities[0].gender == gender


def test_mentions_are_in_order_and_apart() -> None:
    doc = document(
        "The Oslo-based firm Zentrix AG, led by Norwegian CEO Per Dahl, said it would buy Lumora of Bergen, Norway."
    )
    assert all(a.last <= b.first for a, b in zip(doc.mentions, doc.mentions[1:], strict=False))


@pytest.mark.parametrize("name", ["", "no_such_model_anywhere"])
def test_model_that_is_not_there(name: str) -> None:
    with pytest.raises(ModelError):
        load(name)


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        pytest.param(
            "LUMO bought LUMO Power Systems. LUMO sold it.", {"LUMO Power Systems", "LUMO"}, id="capitals are whole"
        ),
        pytest.param("The Zentrix Governing Board met. Zentrix sold it.", {"Zentrix"}, id="a board is no short form"),
        pytest.param(
            "Zentrix Corp. then named Lumora Ltd. its supplier.", {"Zentrix Corp.", "Lumora Ltd."}, id="named"
        ),
        pytest.param(
            "Zentrix Corp., now part of Lumora Ltd., grew.", {"Zentrix Corp.", "Lumora Ltd."}, id="now part of"
        ),
    ],
)
def test_stays_apart(text: str, forms: set[str]) -> None:
    assert forms <= {entity.name for entity in document(text).entities}


def test_an_act_is_no_entity() -> None:
    assert mentions_of(document("Lumora broke the Fair Copying Act (FACA). The FACA is a law."), "FACA") == []


def test_relatives_stay_apart() -> None:
    doc = document("Ina Falk died. Her mother, Ina Rosa Falk, was rich. Falk was an heiress.")
    assert mentions_of(doc, "Ina Falk", "name") == ["Ina Falk", "Falk"]
