"""The canned questions over HTTP: form, answer with its evidence, files, and what is wrong with a value."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from small_graph import BASE, n_quads

from kg import questions, resources
from kg.serving import create_app
from kg.settings import Settings
from kg.store import open_store

HTML = {"Accept": "text/html"}
QUESTIONS = questions.load(resources.path("queries"))
MET = """#title: Who met someone?
#description: With <markup> & all.
#param: person name label="Who" example="Bo Berg" required=yes
#param: since date label="Not before"
#param: status choice label="Status" values="held|planned"
BASE <https://w3id.org/newskg/>
SELECT ?who ?status ?date ?certainty ?number ?source ?sentence ?article ?start ?end ?event WHERE {
  VALUES ?person { UNDEF }
  VALUES ?since { UNDEF }
  VALUES ?status { UNDEF }
  GRAPH <graph/facts> { ?event kg:participant ?person , ?other ; kg:status ?state ; kg:claim ?claim .
    ?event kg:sources ?number .
    ?other skos:prefLabel ?who FILTER(?other != ?person) OPTIONAL { ?event kg:earliest ?date } }
  GRAPH <graph/ontology> { ?state skos:notation ?status . ?how skos:notation ?certainty }
  FILTER(!BOUND(?since) || ?date >= ?since)
  GRAPH ?article { ?claim kg:certainty ?how ; kg:evidence ?span . ?article dcterms:publisher ?source .
    ?span nif:beginIndex ?start ; nif:endIndex ?end ; nif:sentence/nif:anchorOf ?sentence }
} ORDER BY ?start
"""
COUNTED = f"""#title: Which numbers are there?
#description: As many rows as fill four pages.
#param: least number label="At least"
#none: no number of the answer is as large
SELECT ?number WHERE {{
  VALUES ?number {{ {" ".join(map(str, range(1, 121)))} }}
  VALUES ?least {{ UNDEF }}
  FILTER(!BOUND(?least) || ?number >= ?least)
}} ORDER BY ?number
"""


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    location = str(tmp_path_factory.mktemp("kg") / "store")
    with open_store(location) as store:
        store.load(n_quads())
        store.publish()
    app = create_app(Settings(store=location, query_timeout=10, workers=1))
    app.extensions["kg"].questions = QUESTIONS | {
        "met": questions.read("met", MET),
        "counted": questions.read("counted", COUNTED),
    }
    yield app.test_client()
    app.extensions["kg"].close()


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_has_a_page(client: FlaskClient, name: str) -> None:
    given = questions.examples(QUESTIONS[name])
    response = client.get(f"/questions/{name}", query_string={key: given[key] for key in given}, headers=HTML)
    assert (response.status_code, QUESTIONS[name].title in response.text.replace("&#39;", "'")) == (200, True)


def test_the_gallery_for_programs(client: FlaskClient) -> None:
    listed = client.get("/questions", headers={"Accept": "application/json"}).get_json()["questions"]
    assert [each["name"] for each in listed if each["name"] in QUESTIONS] == list(QUESTIONS)


def test_a_form_that_is_not_filled_in_asks_nothing(client: FlaskClient) -> None:
    text = client.get("/questions/met", headers=HTML).text
    assert ("required" in text, "<table" in text, "&lt;markup&gt; &amp; all" in text) == (True, False, True)


@pytest.mark.parametrize(
    "shown",
    [
        'href="/id/person/ana-lima">Ana Lima</a>',
        '<span class="badge status-held">',
        "7 March 2025",
        'href="/certainty#CTplus">certain</a>',
        'href="/article/one">Harbour Post</a>',
        "the mayor of Porto Azul, <mark>is due to meet Bo Berg</mark> on Friday.",
        'href="/article/one?char=',
        'href="/event/meeting/aaaaaaaaaaaaaaaa">history</a>',
        '<option value="Porto Azul">',
        "1 row from 2 sentences",
        "VALUES ?person",
    ],
    ids=lambda shown: shown[:30],
)
def test_an_answer_shows(client: FlaskClient, shown: str) -> None:
    text = client.get("/questions/met?person=bo+berg", headers=HTML).text
    assert shown in text.replace("{ SELECT DISTINCT ?person", "VALUES ?person")


def test_rows_that_tell_the_same_are_told_once(client: FlaskClient) -> None:
    text = client.get("/questions/met?person=Bo+Berg&view=table", headers=HTML).text
    assert (text.count(">Ana Lima</a>"), text.count("<blockquote")) == (1, 2)


@pytest.mark.parametrize(
    ("view", "shown"),
    [
        ("cards", ">Ana Lima met Bo Berg</a>"),
        ("cards", 'href="/questions/met?person=Bo+Berg&amp;view=timeline"'),
        ("table", '<table class="answer sortable">'),
        ("timeline", "Ana Lima met Bo Berg: held, 2025-03-07"),
        ("network", '<path d="M'),
        ("none-of-these", '<table class="answer sortable">'),
    ],
)
def test_views_of_an_answer(client: FlaskClient, view: str, shown: str) -> None:
    assert shown in client.get(f"/questions/met?person=Bo+Berg&view={view}", headers=HTML).text


@pytest.mark.parametrize("tool", ["curl", "Python", "pandas", "R"])
def test_the_answer_can_be_asked_for_from_elsewhere(client: FlaskClient, tool: str) -> None:
    text = client.get("/questions/met?person=Bo+Berg", headers=HTML).text
    said = text.split(f"<summary>{tool}</summary>")[1].split("</pre>")[0]
    assert "http://localhost/questions/met." in said


def test_an_empty_answer_says_so(client: FlaskClient) -> None:
    assert "no answer to this" in client.get("/questions/met?person=Nobody", headers=HTML).text


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("person=", "needs person"),
        ("person=Bo+Berg&since=yesterday", "use a day like"),
        ("person=Bo+Berg&status=perhaps", "use one of held, planned"),
        ("person=Bo+Berg&persn=x", "did you mean &#39;person&#39;"),
    ],
)
def test_a_value_that_is_wrong(client: FlaskClient, query: str, words: str) -> None:
    page, file = client.get(f"/questions/met?{query}", headers=HTML), client.get(f"/questions/met.json?{query}")
    assert (page.status_code, words in page.text, file.status_code) == (400, True, 400)


@pytest.mark.parametrize("value", ['" } ; DROP ALL #', "\\", "\\u0022 } #", "'''", "?x", "<script>alert(1)</script>"])
def test_a_value_never_becomes_query_text(client: FlaskClient, value: str) -> None:
    response = client.get("/questions/met.json", query_string={"person": value})
    page = client.get("/questions/met", query_string={"person": value}, headers=HTML)
    assert (response.status_code in (200, 400), page.status_code in (200, 400), "<script>" in page.text) == (
        True,
        True,
        False,
    )


def test_csv(client: FlaskClient) -> None:
    response = client.get("/questions/met.csv?person=Bo+Berg")
    rows = list(csv.DictReader(io.StringIO(response.text)))
    assert (response.mimetype, [row["source"] for row in rows]) == ("text/csv", ["Daily Berg", "Harbour Post"])


def test_json(client: FlaskClient) -> None:
    found = client.get("/questions/met.json?person=Bo+Berg").get_json(force=True)["results"]["bindings"]
    assert [row["who"]["value"] for row in found] == ["Ana Lima", "Ana Lima"]


def test_turtle_has_what_the_answer_names(client: FlaskClient) -> None:
    graph = ox.parse(input=client.get("/questions/met.ttl?person=Bo+Berg").data, format=ox.RdfFormat.TURTLE)
    assert f"<{BASE}event/meeting/aaaaaaaaaaaaaaaa>" in {str(triple.subject) for triple in graph}


def test_the_query_itself_can_be_had_and_run(client: FlaskClient) -> None:
    text = client.get("/questions/met.rq?person=Bo+Berg").text
    assert client.post("/sparql", data={"query": text, "format": "csv"}).text.count("\r\n") == 3


@pytest.mark.parametrize(
    "path", ["/questions/met.exe", "/questions/none", "/questions/none.csv", "/questions/..%2Fmet"]
)
def test_no_such_answer(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code in (400, 404)


@pytest.mark.parametrize(
    ("asked", "caption", "links"),
    [
        ("", "Rows 1 to 30 of 120", ["next:page=2"]),
        ("?page=2", "Rows 31 to 60 of 120", ["prev:page=1", "next:page=3"]),
        ("?least=11&page=4", "Rows 91 to 110 of 110", ["prev:least=11&amp;page=3"]),
        ("?page=99", "Rows 91 to 120 of 120", ["prev:page=3"]),
        ("?page=-1", "Rows 1 to 30 of 120", ["next:page=2"]),
        ("?least=101&page=1", "20 rows", []),
    ],
)
def test_a_long_answer_comes_in_pages(client: FlaskClient, asked: str, caption: str, links: list[str]) -> None:
    text = client.get(f"/questions/counted{asked}", headers=HTML).text
    found = re.findall(r'rel="(prev|next)" href="/questions/counted\?([^"]*)"', text)
    assert (f"<caption>{caption}</caption>" in text, [":".join(each) for each in found]) == (True, links)


def test_an_empty_answer_says_what_it_means(client: FlaskClient) -> None:
    text = client.get("/questions/counted?least=121", headers=HTML).text
    assert "no answer to this: no number of the answer is as large." in text


def test_a_file_has_all_rows(client: FlaskClient) -> None:
    assert len(client.get("/questions/counted.csv?page=2").text.split()) == 121


def test_the_questions_are_read_from_the_folder() -> None:
    assert set(QUESTIONS) == {path.stem for path in Path(resources.path("queries")).glob("*.rq")}


@pytest.mark.parametrize(
    ("format", "media_type"), [("csv", "text/csv"), ("turtle", "text/turtle"), ("html", "text/html")]
)
def test_format_beats_accept(client: FlaskClient, format: str, media_type: str) -> None:
    response = client.get(f"/questions/met?person=Bo+Berg&format={format}", headers={"Accept": "application/json"})
    assert (response.status_code, response.mimetype) == (200, media_type)
