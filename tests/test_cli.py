"""The command line: what it prints where, how it ends, and that nobody ever sees a traceback."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import news
import pytest
from command import Kg

import kg as package
from kg.cli import kg as root
from kg.store import open_store

ROOT = Path(__file__).parent.parent
COUNT = "SELECT (COUNT(*) AS ?n) { ?article a kg:Article }"
TABLE = "SELECT ?n { VALUES ?n { 1 2 } }"
GRAPH = "CONSTRUCT { ?a a kg:Article } WHERE { ?a a kg:Article }"
NAMES = sorted(news.ARTICLES)


# --- how it ends -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["biuld"], 2, "Did you mean 'build'?"),
        (["build", "--jbs", "2"], 2, "Did you mean '--jobs'?"),
        (["build", "--jobs", "none"], 2, "'none' is not a valid integer"),
        (["add"], 2, "Missing argument 'PATH...'"),
        (["query", TABLE, "--format", "yaml"], 2, "'yaml' is not one of"),
        (["query", "no-such-file.rq"], 3, "no-such-file.rq: no such file, and no query"),
        (["query", "SELECT ?x {"], 4, "error at 1:"),
        (["ask", "who-mat-whom"], 3, "no question 'who-mat-whom'"),
        (["ask", "x", "--param", "person"], 2, "--param person: write NAME=VALUE"),
        (["dump", "--graph", "fcats"], 3, "no graph fcats; use all, facts, articles, inferred"),
        (["dump", "-o", "/nowhere/at/all.ttl"], 1, "/nowhere/at/all.ttl: cannot be written"),
        (
            ["explain", "id/person/nobody-at-all"],
            3,
            "nothing is called https://w3id.org/newskg/id/person/nobody-at-all",
        ),
        (["explain", "kg:Person", "kg:meets"], 2, "name one thing, or subject, property and object"),
        (["explain", "x/a b"], 2, "'x/a b' is no IRI"),
        (["explain", "Elena Marhs"], 3, "nothing is called 'Elena Marhs'; did you mean 'Elena Marsh'?"),
        (["explain", "kg:Meetign"], 3, "the ontology has no Meetign"),
        (["explain", "kg:Person", "kg:meets", "kg:Person"], 3, "the graph does not say"),
        (["explain", "Nordlys Energy", "acquired", "Cobre Sur"], 3, "of both there is Acquisition, Blocked"),
        (["stats", "--base-iri", "nowhere"], 2, "KG_BASE_IRI: 'nowhere' is no good: must be an absolute IRI"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_what_goes_wrong_is_one_message_and_a_code(
    arguments: list[str], code: int, message: str, kg: Kg, built: Path
) -> None:
    takes_store = any(param.name == "store" for param in getattr(root.commands.get(arguments[0]), "params", []))
    ended = kg(*arguments, store=built if takes_store else None)
    assert (ended.code, message in " ".join(ended.err.split()), "Traceback" in ended.err) == (code, True, False)


@pytest.mark.parametrize(
    "command", [["dump"], ["stats"], ["query", COUNT], ["backup", "copy"], ["remove", "x"]], ids=str
)
def test_a_store_that_is_not_there_is_not_found(command: list[str], kg: Kg, tmp_path: Path) -> None:
    ended = kg(*command, store=tmp_path / "none")
    assert (ended.code, "there is no store; `kg build` makes one" in ended.err) == (3, True)


def test_a_fault_of_ours_is_a_line_too(kg: Kg, built: Path) -> None:
    ended = kg("query", "-", store=built, stdin="\udcff".encode("utf-8", "surrogatepass").decode("latin-1"))
    assert (ended.code in (1, 4), "Traceback" in ended.err) == (True, False)


def test_where_it_failed_is_shown_on_request(kg: Kg, tmp_path: Path) -> None:
    assert "Traceback" in kg("--traceback", "dump", store=tmp_path / "none").err


def test_a_reader_that_has_enough_ends_it_quietly(built: Path) -> None:
    command = f"{sys.executable} -m kg dump --store {built} | head -c 1"
    done = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, text=True)
    assert (len(done.stdout), done.stderr) == (1, "")


def test_version(kg: Kg) -> None:
    assert kg("--version").out == f"kg, version {package.__version__}\n"


def test_help_is_quick() -> None:
    """0.3 s on a quiet machine; the best of several tries, for machines are seldom quiet."""
    taken = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "kg", "--help"], cwd=ROOT, check=True, capture_output=True)
        taken.append(time.perf_counter() - start)
    assert min(taken) < 0.5


@pytest.mark.parametrize("library", ["spacy", "rdflib", "pyoxigraph", "flask", "rich"])
def test_help_loads_no_library_it_does_not_need(library: str) -> None:
    code = f"import sys, kg.cli; sys.exit({library!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0


@pytest.mark.parametrize("name", list(root.commands))
def test_every_command_has_help(name: str, kg: Kg) -> None:
    ended = kg(name, "--help")
    assert (ended.code, "Example" in ended.out) == (0, True)


# --- rows ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (None, "n\n1\n2\n"),
        ("csv", "n\n1\n2\n"),
        ("tsv", "?n\n1\n2\n"),
        ("table", "n\n1\n2\n"),
    ],
)
def test_rows(form: str | None, expected: str, kg: Kg, built: Path) -> None:
    ended = kg("query", TABLE, *(["--format", form] if form else []), store=built)
    assert "".join(f"{line.strip()}\n" for line in ended.out.splitlines()) == expected


def test_rows_as_json(kg: Kg, built: Path) -> None:
    answer = json.loads(kg("query", TABLE, "--format", "json", store=built).out)
    assert [row["n"]["value"] for row in answer["results"]["bindings"]] == ["1", "2"]


@pytest.mark.parametrize(
    ("form", "expected"), [("table", "yes\n"), ("csv", "answer\ntrue\n"), ("json", '{"head":{},"boolean":true}\n')]
)
def test_yes_or_no(form: str, expected: str, kg: Kg, built: Path) -> None:
    assert kg("query", "ASK { ?a a kg:Article }", "--format", form, store=built).out == expected


@pytest.mark.parametrize(
    ("form", "start"), [("table", "@prefix"), ("csv", "<https://"), ("json", "["), ("xml", "<?xml")]
)
def test_a_graph_as_an_answer(form: str, start: str, kg: Kg, built: Path) -> None:
    assert kg("query", GRAPH, "--format", form, store=built).out.startswith(start)


@pytest.mark.parametrize("way", ["argument", "file", "stdin"])
def test_a_query_comes_from(way: str, kg: Kg, built: Path, tmp_path: Path) -> None:
    (tmp_path / "count.rq").write_text(COUNT)
    source = {"argument": COUNT, "file": str(tmp_path / "count.rq"), "stdin": "-"}[way]
    assert kg("query", source, store=built, stdin=COUNT).out == "n\n4\n"


def test_a_table_shortens_iris_and_steers_no_terminal(kg: Kg, built: Path) -> None:
    query = 'SELECT ?a ?b ?c { VALUES (?a ?b ?c) { (kg:meets <https://w3id.org/newskg/id/x> "\\u001b[2J") } }'
    assert kg("query", query, "--format", "table", store=built).out.split("\n")[1].split() == [
        "kg:meets",
        "id/x",
        "\ufffd[2J",
    ]


def test_a_wide_answer_is_a_block_a_row(kg: Kg, built: Path) -> None:
    words = " ".join(['"ten letters and thirty more of them"'] * 8)
    query = f"SELECT * {{ VALUES (?a ?b ?c ?d ?e ?f ?g ?h) {{ ({words}) }} }}"
    lines = kg("query", query, "--format", "table", store=built).out.splitlines()
    assert lines[:2] == ["a  ten letters and thirty more of them", "b  ten letters and thirty more of them"]


def test_an_answer_without_a_status_is_found_all_the_same(kg: Kg, built: Path) -> None:
    ended = kg("ask", "article-summary", "--param", "article=plan", store=built)
    assert ("not found" in ended.err, "known up to" in ended.err, ended.out.count("\n") > 1) == (False, True, True)


# --- commands --------------------------------------------------------------------------------------------------------


def test_build_says_what_it_did(kg: Kg, tmp_path: Path) -> None:
    ended = kg("build", *news.write(tmp_path, "plan"), str(tmp_path / "absent.txt"), store=tmp_path / "store")
    assert (ended.code, ended.out, ended.err.splitlines()) == (
        1,
        "",
        [
            f"kg: {tmp_path / 'absent.txt'}: does not exist; give a file, a folder, or - for standard input",
            f"{tmp_path / 'store'}: 1 added, 1 failed",
        ],
    )


def test_articles_come_and_go(kg: Kg, tmp_path: Path) -> None:
    store = tmp_path / "store"
    said = [
        kg("add", "-", store=store, stdin=news.jsonl()).err,
        kg("add", *news.write(tmp_path, "plan"), store=store).err,
        kg("remove", "plan", "bid", store=store).err,
        kg("query", COUNT, store=store).out,
    ]
    assert said == [f"{store}: 4 added\n", f"{store}: 1 replaced\n", f"{store}: 2 removed\n", "n\n2\n"]


def test_the_environment_names_the_store(kg: Kg, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_STORE", str(built))
    assert kg("query", COUNT).out == "n\n4\n"


def test_extract_writes_one_object_a_line(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "a-empty.txt").write_text("")
    news.write(tmp_path)
    ended = kg("extract", str(tmp_path))
    records = [json.loads(line) for line in ended.out.splitlines()]
    assert (ended.code, [record["id"] for record in records], ["error" in record for record in records]) == (
        1,
        ["a-empty", *NAMES],
        [True, False, False, False, False],
    )


def test_extract_as_a_table(kg: Kg, tmp_path: Path) -> None:
    assert "Elena Marsh" in kg("extract", *news.write(tmp_path, "plan"), "--format", "table").out


@pytest.mark.parametrize("expected", ["meeting.meet", "participant: 1 (Anna Berg) of 2 found"])
def test_extract_explains_why_not(expected: str, kg: Kg) -> None:
    ended = kg("extract", "-", "--explain", stdin="Anna Berg met reporters in Vienna on Monday evening.")
    assert expected in ended.out


def test_questions_are_those_of_the_folder(kg: Kg) -> None:
    rows = list(csv.DictReader(io.StringIO(kg("questions").out)))
    assert [row["name"] for row in rows] == sorted(path.stem for path in (ROOT / "queries").glob("*.rq"))


@pytest.mark.parametrize("name", sorted(path.stem for path in (ROOT / "queries").glob("*.rq")))
def test_every_question_can_be_asked(name: str, kg: Kg, built: Path) -> None:
    from kg.questions import load

    required = [param for param in load(ROOT / "queries")[name].params if param.required]
    given = [argument for param in required for argument in ("--param", f"{param.name}={param.example}")]
    assert kg("ask", name, *given, store=built).code == 0


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        (["article/plan"], "Elena Marsh"),
        (["id/person/elena-marsh"], "met Prime Minister Elena Marsh"),
        (["prime minister of norway"], "by rule office_holding"),
        (["id/person/elena-marsh", "kg:meets", "id/person/tomas-reyes"], "inferred by prp-spo1"),
        (["id/person/elena-marsh", "kg:metWith", "id/person/tomas-reyes"], "short-cut from Meeting, Held"),
        (["id/person/elena-marsh", "kg:meets", "id/person/tomas-reyes"], "met Prime Minister Elena Marsh"),
        (["id/person/elena-marsh", "skos:prefLabel", "Elena Marsh"], "the name itself"),
        (["elena marsh"], "met Prime Minister Elena Marsh"),
        (["Elena Marsh", "met with", "Tomas Reyes"], "short-cut from Meeting, Held"),
        (["kg:Meeting"], "Two or more agents meet"),
        (["meeting"], "Two or more agents meet"),
        (["kgs:Held"], "It took place, or is the case."),
    ],
    ids=str,
)
def test_explain(terms: list[str], expected: str, kg: Kg, built: Path) -> None:
    ended = kg("explain", *terms, store=built)
    assert (ended.code, expected in ended.out) == (0, True)


def test_explain_tells_what_became_of_an_event(kg: Kg, built: Path) -> None:
    (_, bid) = kg("query", "SELECT ?bid { GRAPH ?facts { ?bid a kg:Acquisition } }", store=built).out.split()
    told = kg("explain", bid, store=built).out.splitlines()[1:4]
    assert told == ["  Blocked, 2025-03-11, 1 publisher", "  acquirer: Nordlys Energy", "  target: Cobre Sur"]


@pytest.mark.parametrize("command", ["questions", "ask", "query", "explain", "stats", "validate"])
def test_another_base_is_told(command: str, kg: Kg, built: Path) -> None:
    more = {"ask": ["who-met-whom"], "query": ["ASK {}"], "explain": ["kg:Meeting"]}.get(command, [])
    if command == "questions":  # they are the same whatever the store
        assert kg(command, store=built).code == 0
    else:
        ended = kg(command, *more, "--base-iri", "http://other.example/", store=built)
        assert (ended.code, "KG_BASE_IRI=https://w3id.org/newskg/" in ended.err) == (2, True)


@pytest.mark.parametrize("command", ["questions", "validate", "eval"])
def test_no_format_is_offered_and_then_refused(command: str, kg: Kg) -> None:
    assert "xml" not in kg(command, "--help").out


@pytest.mark.parametrize("command", [name for name in root.commands])
def test_every_command_takes_a_store(command: str, kg: Kg) -> None:
    assert "--store" in kg(command, "--help").out


def test_stats_counts(kg: Kg, built: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(kg("stats", store=built).out)))
    assert [row["count"] for row in rows if row["what"] == "articles"] == ["4"]


def test_coverage_is_by_article(kg: Kg, built: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(kg("stats", "--coverage", store=built).out)))
    assert [row["article"].rsplit("/")[-1] for row in rows] == NAMES


@pytest.mark.parametrize("form", ["turtle", "trig", "nt", "nq", "jsonld", "rdfxml"])
def test_a_dump_in_a_file_is_the_dump_on_stdout(form: str, kg: Kg, built: Path, tmp_path: Path) -> None:
    kg("dump", "--format", form, "-o", str(tmp_path / "dump"), store=built)
    text = (tmp_path / "dump").read_text("utf-8")
    assert (kg("dump", "--format", form, store=built).out == text, os.listdir(tmp_path)) == (True, ["dump"])


def test_a_backup_is_the_store(kg: Kg, built: Path, tmp_path: Path) -> None:
    kg("backup", str(tmp_path / "copy"), store=built)
    kg("restore", str(tmp_path / "copy"), store=tmp_path / "again")
    assert kg("dump", store=tmp_path / "again").out == kg("dump", store=built).out


GOLD = [
    {"type": "Meeting", "roles": {"participant": ["Elena Marsh", "Tomas Reyes"]}, "status": "held"},
]


ROAM = """class = "Visit"
[roles.visitor]
types = ["Person"]
min = 1
[roles.destination]
types = ["Place"]
[[pattern]]
id = "roam"
verb = ["roam"]
roles = { visitor = ["subject"], destination = ["object"] }
[[example]]
text = "Anna Berg roamed Vienna on Monday."
finds = [{ visitor = ["Anna Berg"], destination = ["WHERE"], status = "held" }]
"""


@pytest.mark.parametrize(
    ("where", "code", "told"), [("Vienna", 0, "1 examples, 0 do not hold"), ("Graz", 1, "1 do not")]
)
def test_examples_of_your_own_relation_files(where: str, code: int, told: str, kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "roam.toml").write_text(ROAM.replace("WHERE", where))
    ended = kg("relations", "--check", "--relations", str(tmp_path))
    assert (ended.code, told in ended.err, ended.out.count("roam.toml")) == (code, True, code)


def test_relations_are_listed(kg: Kg) -> None:
    assert "meeting.toml,Meeting," in kg("relations", "--format", "csv").out


def test_eval_scores(kg: Kg, tmp_path: Path) -> None:
    record = {"id": "meeting", "text": news.ARTICLES["meeting"][2], "date": "2025-03-08", "events": GOLD}
    (tmp_path / "gold.jsonl").write_text(json.dumps(record) + "\n")
    rows = {row["type"]: row for row in csv.DictReader(io.StringIO(kg("eval", str(tmp_path / "gold.jsonl")).out))}
    assert (rows["Meeting"]["f1"], rows["Meeting"]["status"]) == ("1.0", "1.0")


def test_eval_explains_a_broken_line(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text('{"text": "x"}\n')
    ended = kg("eval", str(tmp_path / "gold.jsonl"))
    assert (ended.code, "gold.jsonl line 1: no record" in ended.err) == (2, True)


def serve(port: int, store: Path) -> list[str]:
    return [sys.executable, "-m", "kg", "serve", "--port", str(port), "--workers", "1", "--store", str(store)]


def test_a_port_that_is_taken_is_named(built: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run(serve(port, built), cwd=ROOT, capture_output=True, text=True, timeout=60)
    last = done.stderr.splitlines()[-1]
    assert (done.returncode, last.startswith("kg: "), str(port) in last, "--port" in last) == (2, True, True, True)


def test_serve_makes_the_store_it_lacks_and_says_where_to_look(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with subprocess.Popen(serve(port, tmp_path / "store"), cwd=ROOT, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr
        said = server.stderr.readline()
        try:
            answer = fetch(f"http://127.0.0.1:{port}/healthz")
        finally:
            server.terminate()
    assert (f"http://127.0.0.1:{port}/" in said, answer) == (True, 200)


def fetch(address: str) -> int:
    """The status, once the server is there."""
    for _ in range(100):
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                return int(answer.status)
        except OSError:
            time.sleep(0.1)
    return 0


def test_a_sound_graph_is_valid(kg: Kg, built: Path) -> None:
    ended = kg("validate", store=built)
    assert (ended.code, ended.out, ended.err) == (
        0,
        "severity,focus,path,value,message,shape\n",
        "4 articles: no rule is broken\n",
    )


@pytest.mark.parametrize(
    ("form", "told"), [("csv", "Violation,"), ("turtle", "<http://www.w3.org/ns/shacl#conforms> false")]
)
def test_a_broken_rule_is_told(form: str, told: str, kg: Kg, built: Path, tmp_path: Path) -> None:
    shutil.copytree(built, tmp_path / "store")
    base = "https://w3id.org/newskg/"
    with open_store(str(tmp_path / "store")) as store:
        kind = f"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{base}ns#Place>"
        store.apply(insert=f"<{base}id/person/elena-marsh> {kind} <{base}graph/facts> .")
        store.publish()
    ended = kg("validate", "--format", form, store=tmp_path / "store")
    assert (ended.code, "is both" in ended.out, told in ended.out) == (1, True, True)
