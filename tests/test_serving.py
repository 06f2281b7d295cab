"""The server over a small graph: what every route answers, and in which form."""

from __future__ import annotations

import gzip
import html.parser
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from small_graph import BASE, FIRST, INVESTMENT, MEETING, n_quads, span, stored

from kg.serving import create_app
from kg.settings import Settings
from kg.store import open_store, remarks

HTML = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
PAGES = {
    "/": "Ana Lima",
    "/?q=lima": "Ana Lima",
    "/?q=%22%7D": "Nothing in the graph has that name",
    "/?q=harbour+nobody": "No sentence has these words",
    "/?q=due+to+meet": "<mark>due to meet</mark>",
    "/id/person": "Bo Berg",
    "/id/dragon": "None in the graph",
    "/id/person/ana-lima": "mayor of Porto Azul",
    "/id/city/porto-azul": "Berg Motors",
    "/id/company/berg-motors": "Berg Motors plans to invest $3 billion in Porto Azul",
    "/event/meeting": "7 March 2025",
    "/event/meeting?status=Planned": "None in the graph",
    "/event/meeting/aaaaaaaaaaaaaaaa": "is due to meet Bo Berg",
    "/event/investment/bbbbbbbbbbbbbbbb": "Sources disagree",
    "/articles": "Harbour Post",
    "/article/one": "is due to meet",
    "/article/two%2F2": "Daily Berg",
    "/article/one?unread": "something was read from 2 of 2 sentences",
    "/questions": "Questions",
    "/explore": "Ana Lima met Bo Berg",
    f"/explore?focus={quote(f'{BASE}id/person/ana-lima', safe='')}": "Ana Lima – Explore",
    "/explore?question=who-met-whom&person=Bo+Berg": "Who met, is to meet",
    "/explore?focus=nothing": "no event to draw",
    "/sparql?edit=who-met-whom&person=Bo+Berg": "bo berg",
    "/sparql": "Prefixes known beforehand",
    "/data": "Asking from elsewhere",
    "/build": "No run has left a report",
    "/ns": "Two or more agents meet",
    "/status": "Postponed",
    "/certainty": "CTplus",
}


class Client(FlaskClient):
    def open(self, *args: Any, **options: Any) -> Any:
        """To the end, so that a file that is sent is closed."""
        return super().open(*args, buffered=True, **options)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    with stored(tmp_path_factory.mktemp("kg")) as store:
        location = store.location
    app = create_app(Settings(store=location, query_timeout=10, workers=1))
    app.test_client_class = Client
    yield app.test_client()
    app.extensions["kg"].close()


class Links(html.parser.HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.ids: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src", "action"):
                self.found.append((tag, value or ""))
            elif name == "id":
                self.ids.append(value or "")


# --- pages -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("path", "words"), PAGES.items(), ids=str)
def test_pages(client: FlaskClient, path: str, words: str) -> None:
    response = client.get(path, headers=HTML)
    assert (response.status_code, response.mimetype, words in response.text) == (200, "text/html", True)


@pytest.mark.parametrize("path", PAGES)
def test_every_link_of_a_page_leads_somewhere(client: FlaskClient, path: str) -> None:
    links = {link.partition("#")[0] for _, link in Links(client.get(path, headers=HTML).text).found}
    inside = sorted(link for link in links if link.startswith("/") and not link.startswith("/dump"))
    assert {link: client.get(link, headers=HTML).status_code for link in inside} == dict.fromkeys(inside, 200)


@pytest.mark.parametrize("path", PAGES)
def test_pages_use_nothing_of_other_hosts_and_no_id_twice(client: FlaskClient, path: str) -> None:
    page = Links(client.get(path, headers=HTML).text)
    foreign = [link for tag, link in page.found if tag != "a" and not link.startswith("/")]
    assert (foreign, len(page.ids) - len(set(page.ids))) == ([], 0)


def test_what_the_news_says_is_never_markup(client: FlaskClient) -> None:
    text = "".join(client.get(path, headers=HTML).text for path in ("/article/one", "/id/person/ana-lima"))
    assert ("&lt;to&gt;" in text, "&lt;b&gt;Lima" in text, "<b>Lima" in text) == (True, True, False)


def test_no_link_leads_to_a_script(client: FlaskClient) -> None:
    assert "javascript:" not in client.get("/article/two%2F2", headers=HTML).text


def test_evidence_is_marked_in_its_sentence(client: FlaskClient) -> None:
    text = client.get("/event/meeting/aaaaaaaaaaaaaaaa", headers=HTML).text
    assert "the mayor of Porto Azul, <mark>is due to meet Bo Berg</mark> on Friday." in text


def test_the_first_sentence_says_what_became_of_it(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "store")) as store:
        store.load(n_quads().replace("2025-03-08", "2025-03-01"))  # the report that it was held is the older one
        store.publish()
    app = create_app(Settings(store=str(tmp_path / "store"), workers=1))
    text = app.test_client().get("/event/meeting", headers=HTML).text
    app.extensions["kg"].close()
    assert 0 < text.index("<mark>met Bo Berg</mark>") < text.index("<mark>is due to meet Bo Berg</mark>")


def test_the_history_is_in_the_order_of_the_claims(client: FlaskClient) -> None:
    text = client.get("/event/meeting/aaaaaaaaaaaaaaaa", headers=HTML).text
    assert 0 < text.index("Harbour Post") < text.index("Daily Berg") < text.index("overtakes 1 earlier claim")


def test_a_sentence_leads_to_its_place_in_the_article(client: FlaskClient) -> None:
    start, end = span(FIRST, "is due to meet Bo Berg")
    text = client.get(f"/article/one?char={start},{end}", headers=HTML).text
    assert (f'id="char={start},{end}"' in text, 'class="focus"' in text) == (True, True)


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/nowhere", "there is nothing at /nowhere"),
        ("/?q=due+to+meet", '<h3><a href="/article/one">'),
        ("/?q=lima", '<ul class="bare people"><li><a href="/id/person/ana-lima">'),
        ("/questions", "Who met, is to meet or did not get to meet someone?</span>"),
    ],
)
def test_what_is_looked_for_stands_first(client: FlaskClient, path: str, shown: str) -> None:
    assert shown in client.get(path, headers=HTML).text


@pytest.mark.parametrize("char", ["5,2", "0,999999", "x", "1,2,3", "-1,4", "99999999999,1"])
def test_a_place_that_is_none_does_no_harm(client: FlaskClient, char: str) -> None:
    assert client.get(f"/article/one?char={quote(char)}", headers=HTML).status_code == 200


def test_what_is_no_prose_is_greyed(client: FlaskClient) -> None:
    assert '<span class="furniture">Photo: the harbour' in client.get("/article/one", headers=HTML).text


def test_the_text_of_an_article_is_whole(client: FlaskClient) -> None:
    class Text(html.parser.HTMLParser):
        inside, text = 0, ""

        def handle_starttag(self, tag: str, attrs: object) -> None:
            self.inside += tag == "article"

        def handle_endtag(self, tag: str) -> None:
            self.inside -= tag == "article"

        def handle_data(self, data: str) -> None:
            self.text += data if self.inside else ""

    parser = Text()
    parser.feed(client.get("/article/one", headers=HTML).text)
    assert parser.text == FIRST


@pytest.mark.parametrize(
    "path",
    ["/id/person/nobody", "/event/meeting/0", "/article/none", "/nowhere", "/id/person/%3E%22", "/questions/none"],
)
def test_what_is_not_there(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert (response.status_code, sorted(response.get_json())) == (404, ["detail", "error", "status"])


def test_suggestions_name_the_kind_and_the_page(client: FlaskClient) -> None:
    found = client.get("/suggest?q=lim").get_json()["suggestions"]
    assert [(each["name"], each["kind"], each["page"]) for each in found] == [
        ("Ana Lima", "person", "/id/person/ana-lima")
    ]


@pytest.mark.parametrize("words", ["", "a", '"}', "\\", "\n"])
def test_suggestions_for_odd_words_are_none(client: FlaskClient, words: str) -> None:
    assert client.get("/suggest", query_string={"q": words}).get_json() == {"suggestions": []}


@pytest.mark.parametrize(
    "shown", ["planned</span></span> <span aria-hidden", "2 articles · 2 people", "USD 3 billion", "sources disagree"]
)
def test_the_front_page_shows(client: FlaskClient, shown: str) -> None:
    assert shown in client.get("/", headers=HTML).text


def test_static_files_may_be_kept_by_the_digest_in_their_address(client: FlaskClient) -> None:
    page = Links(client.get("/", headers=HTML).text)
    kept = {link: client.get(link).headers["Cache-Control"] for _, link in page.found if link.startswith("/static/")}
    assert set(kept.values()) == {"public, max-age=31536000, immutable"}


def test_a_claim_shows_its_roles_in_its_sentence(client: FlaskClient) -> None:
    text = client.get("/article/one", headers=HTML).text
    assert (
        '<span class="role"><a class="plain" href="/id/person/ana-lima">Ana Lima</a><b>participant</b></span>' in text
    )


def test_evidence_names_its_claims(client: FlaskClient) -> None:
    assert 'data-claims="claim-1"' in client.get("/article/one", headers=HTML).text


def test_conflicts_stand_side_by_side(client: FlaskClient) -> None:
    text = client.get("/event/investment/bbbbbbbbbbbbbbbb", headers=HTML).text
    values = re.findall(r'<h3 class="value">(.*?)</h3>', text)
    assert values == ["up to $2 billion", "$3 billion"]


def test_two_who_meet_are_joined_by_a_line(client: FlaskClient) -> None:
    found = client.get("/explore.json", query_string={"focus": f"{BASE}id/person/bo-berg"}).get_json()
    lines = [(line["source"], line["target"], line["status"], len(line["events"])) for line in found["edges"]]
    people = (f"{BASE}id/person/ana-lima", f"{BASE}id/person/bo-berg")
    assert ({node["id"] for node in found["nodes"]}, lines) == (set(people), [(*people, "held", 1)])


@pytest.mark.parametrize(("query", "status"), [("focus=%3E%22", 404), ("question=none", 404), ("focus=", 200)])
def test_what_cannot_be_explored(client: FlaskClient, query: str, status: int) -> None:
    assert client.get(f"/explore.json?{query}").status_code == status


def test_the_editor_knows_the_terms_in_use(client: FlaskClient) -> None:
    found = client.get("/terms.json").get_json()
    assert ("kg:Meeting", 1) in [(each["name"], each["count"]) for each in found["classes"]]


def test_the_state_of_the_build_tells_what_failed(tmp_path: Path) -> None:
    location = str(tmp_path / "store")
    app = create_app(Settings(store=location, workers=1))
    try:
        remarks.leave(location, remarks.BUILD, {"added": 2, "failed": 1, "failures": ["bad.txt: <not> UTF-8"]})
        remarks.leave(location, remarks.VALIDATION, {"articles": 2, "results": []})
        text = app.test_client().get("/build", headers=HTML).text
    finally:
        app.extensions["kg"].close()
    assert ("bad.txt: &lt;not&gt; UTF-8" in text, "2 added, 1 failed" in text, "No rule is broken" in text) == (
        True,
        True,
        True,
    )


def test_no_page_may_style_or_run_what_stands_in_it(client: FlaskClient) -> None:
    policies = [client.get(path, headers=HTML).headers["Content-Security-Policy"] for path in PAGES]
    assert (["unsafe" in policy for policy in policies if "script-src 'self';" in policy]) == [False] * len(PAGES)


# --- Linked Data -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/id/person/ana-lima", "/event/meeting/aaaaaaaaaaaaaaaa", "/article/two%2F2", "/ns"])
@pytest.mark.parametrize(
    ("suffix", "accept", "format"),
    [
        (".ttl", "text/html", ox.RdfFormat.TURTLE),
        (".jsonld", None, ox.RdfFormat.JSON_LD),
        (".nt", None, ox.RdfFormat.N_TRIPLES),
        (".rdf", None, ox.RdfFormat.RDF_XML),
        ("", "application/rdf+xml, text/n3;q=0.5, text/turtle;q=0.6", ox.RdfFormat.RDF_XML),
        ("", "text/turtle", ox.RdfFormat.TURTLE),
        ("", "application/ld+json", ox.RdfFormat.JSON_LD),
    ],
)
def test_rdf_by_suffix_or_accept(
    client: FlaskClient, path: str, suffix: str, accept: str | None, format: object
) -> None:
    response = client.get(path + suffix, headers={"Accept": accept} if accept else {})
    subject = "https://w3id.org/newskg/ns#Meeting" if path == "/ns" else BASE + path[1:]
    triples = list(ox.parse(input=response.data, format=format))  # type: ignore[call-overload]
    assert any(str(triple.subject) == f"<{subject}>" for triple in triples)


def test_an_event_in_rdf_has_its_claims(client: FlaskClient) -> None:
    text = client.get("/event/meeting/aaaaaaaaaaaaaaaa.nt").text
    assert f"<{BASE}article/one#claim-1> <https://w3id.org/newskg/ns#claimedStatus>" in text


def test_a_page_is_good_as_long_as_its_snapshot(client: FlaskClient) -> None:
    first = client.get("/article/one", headers=HTML)
    again = client.get("/article/one", headers=HTML | {"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data, "Accept" in again.headers["Vary"]) == (304, b"", True)


def test_a_page_that_cannot_be_had(client: FlaskClient) -> None:
    assert client.get("/article/one", headers={"Accept": "image/png"}).status_code == 406


# --- dumps -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("suffix", "media_type"),
    [
        ("ttl", "text/turtle"),
        ("nt", "application/n-triples"),
        ("nq", "application/n-quads"),
        ("trig", "application/trig"),
        ("jsonld", "application/ld+json"),
        ("rdf", "application/rdf+xml"),
    ],
)
def test_dumps(client: FlaskClient, suffix: str, media_type: str) -> None:
    plain, packed = client.get(f"/dump.{suffix}"), client.get(f"/dump.{suffix}.gz")
    told = (plain.mimetype, packed.mimetype, plain.headers["Content-Disposition"])
    assert (told, gzip.decompress(packed.data) == plain.data) == (
        (media_type, "application/gzip", f"attachment; filename=newskg.{suffix}"),
        True,
    )


@pytest.mark.parametrize(("part", "graphs"), [("facts", 1), ("articles", 2), ("inferred", 1), ("authority", 0)])
def test_parts_of_the_dump(client: FlaskClient, part: str, graphs: int) -> None:
    quads = ox.parse(input=client.get(f"/dump/{part}.nq").data, format=ox.RdfFormat.N_QUADS)
    assert len({quad.graph_name for quad in quads}) == graphs


def test_sizes_of_all_files_of_a_small_graph(client: FlaskClient) -> None:
    client.get("/data", headers=HTML)
    client.get("/dump/facts.rdf.gz")  # made by the same process as all the others, so it waits for them
    text = client.get("/data", headers=HTML).text
    assert (text.count(" kB</span>") + text.count(" bytes</span>"), "Sizes are those" in text) == (6 * 12, True)


def test_a_dump_is_sent_once(client: FlaskClient) -> None:
    first = client.get("/dump.ttl")
    again = client.get("/dump.ttl", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, "Last-Modified" in first.headers) == (304, True)


def test_a_part_of_a_dump_file(client: FlaskClient) -> None:
    response = client.get("/dump.nq", headers={"Range": "bytes=0-9"})
    assert (response.status_code, len(response.data)) == (206, 10)


@pytest.mark.parametrize("path", ["/dump.exe", "/dump.ttl.zip", "/dump/..ttl", "/dump/graph.ttl", "/dump/facts"])
def test_no_other_dumps(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


# --- operation -------------------------------------------------------------------------------------------------------


def test_health(client: FlaskClient) -> None:
    assert (client.get("/healthz").get_json(), client.get("/readyz").status_code) == ({"status": "ok"}, 200)


def test_void_counts_the_triples(client: FlaskClient) -> None:
    graph = list(ox.parse(input=client.get("/.well-known/void").data, format=ox.RdfFormat.TURTLE))
    counted = [int(quad.object.value) for quad in graph if quad.predicate.value.endswith("void#triples")]
    assert counted == [n_quads().count(" .\n")]


@pytest.mark.parametrize(
    "path", ["/", "/nowhere", "/sparql?query=ASK+%7B%7D", "/dump.nt", "/healthz", "/static/style.css"]
)
def test_headers_of_every_answer(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    assert (
        headers["Content-Security-Policy"].startswith("default-src 'none';"),
        headers["X-Content-Type-Options"],
        headers["Access-Control-Allow-Origin"],
    ) == (True, "nosniff", "*")


@pytest.mark.parametrize("accept", ["gzip", "gzip, deflate, br", "identity", ""])
def test_compression(client: FlaskClient, accept: str) -> None:
    response = client.get("/", headers=HTML | {"Accept-Encoding": accept})
    packed = response.headers.get("Content-Encoding") == "gzip"
    text = gzip.decompress(response.data) if packed else response.data
    assert (packed, text.startswith(b"<!doctype html>")) == ("gzip" in accept, True)


@pytest.mark.parametrize(
    ("method", "path"),
    [(method, path) for path in ("/store", "/store/x") for method in ("PUT", "POST", "DELETE", "PATCH")]
    + [("POST", "/update"), ("POST", "/articles"), ("DELETE", "/articles")],
)
def test_writing_is_off(client: FlaskClient, method: str, path: str) -> None:
    assert client.open(path, method=method, data="x").status_code == 403


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/json"),
        ("text/html", "text/html"),
        ("text/plain", "text/plain"),
        ("image/png", "application/json"),
    ],
)
def test_one_shape_of_errors(client: FlaskClient, accept: str, media_type: str) -> None:
    response = client.get("/nowhere", headers={"Accept": accept})
    assert (response.status_code, response.mimetype, "404" in response.text) == (404, media_type, True)


def test_an_empty_store_is_made_and_served(tmp_path: Path) -> None:
    app = create_app(Settings(store=str(tmp_path / "new"), workers=1))
    try:
        text = app.test_client().get("/", headers=HTML).text
    finally:
        app.extensions["kg"].close()
    assert "The graph is empty" in text


def test_a_new_snapshot_is_served_without_a_restart(tmp_path: Path) -> None:
    location = str(tmp_path / "store")
    app = create_app(Settings(store=location, workers=1))
    try:
        client = app.test_client()
        before = client.get("/id/person/ana-lima").status_code
        with open_store(location) as store:
            store.load(n_quads())
            store.publish()
        after = client.get("/id/person/ana-lima").status_code
    finally:
        app.extensions["kg"].close()
    assert (before, after) == (404, 200)


def test_another_base(tmp_path: Path) -> None:
    location, base = str(tmp_path / "store"), "http://news.example/kg/"
    with open_store(location, base_iri=base) as store:
        store.load(n_quads().replace(f"{BASE}id/", f"{base}id/").replace(f"{BASE}graph/", f"{base}graph/"))
        store.publish()
    app = create_app(Settings(store=location, workers=1, base_iri=base))
    try:
        page = Links(app.test_client().get("/id/person/ana-lima", headers=HTML).text)
    finally:
        app.extensions["kg"].close()
    assert ("a", "/id/person/bo-berg") in page.found


def test_every_iri_of_the_events_is_served(client: FlaskClient) -> None:
    found = [client.get(iri.removeprefix(BASE[:-1]), headers=HTML).status_code for iri in (MEETING, INVESTMENT)]
    assert found == [200, 200]


def test_lists_for_programs(client: FlaskClient) -> None:
    listed = client.get("/articles", headers={"Accept": "application/json"}).get_json()
    assert [json.dumps(row["claims"]) for row in listed["articles"]] == ['"2"', '"2"']
