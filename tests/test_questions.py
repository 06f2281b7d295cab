"""What a question file may say, how values get into a query, and what each question answers over a hand-made graph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import press
import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import ontology, questions, resources
from kg.errors import NotFound, QuestionError
from kg.store import Reader, open_store
from kg.store.words import Words, expand

QUESTIONS = questions.load(resources.path("queries"))
HEAD = "#title: Who?\n#description: Whoever.\n"
NAMES = """BASE <https://w3id.org/newskg/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?name WHERE {
  VALUES ?who { UNDEF }
  GRAPH <graph/facts> { ?who skos:prefLabel ?name }
} ORDER BY ?name
"""


@pytest.fixture(scope="module")
def store() -> ox.Store:
    store = ox.Store()
    store.load(press.n_quads() + press.n_quads_of_a_claim_set_aside(), format=ox.RdfFormat.N_QUADS)
    kg_ttl = resources.path("ontology") / "kg.ttl"
    store.load(ontology.quads(kg_ttl, f"{press.BASE}graph/ontology"), format=ox.RdfFormat.N_QUADS)
    return store


def answer(store: ox.Store, sparql: str) -> list[dict[str, str]]:
    found = store.query(expand(sparql, Words(store).find), use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    names = [variable.value for variable in found.variables]
    return [{name: row[name].value for name in names if row[name] is not None} for row in found]


def one_with(param: str, query: str = NAMES) -> questions.Question:
    return questions.read("q", f"{HEAD}#param: {param}\n{query}")


VERDICTS = {
    "nothing": ([], "2031-01-02", "not found: no article says so; known up to 2031-01-02"),
    "denied": (["denied"], "2031-01-02", "only denied; known up to 2031-01-02"),
    "proposed": (["proposed", "proposed"], None, "only proposed; no report has a date"),
    "held": (["held"], "2031-01-02", "held; known up to 2031-01-02"),
    "several": (["held", "planned", "held"], "2031-01-02", "2 held, 1 planned; known up to 2031-01-02"),
}


def test_what_no_row_means_is_the_questions_own_to_say() -> None:
    asked = questions.read("q", f"{HEAD}#none: nothing contradicts\n{NAMES}")
    assert questions.verdict([], None, none=asked.none) == "not found: nothing contradicts; no report has a date"


@pytest.mark.parametrize(("statuses", "last", "expected"), VERDICTS.values(), ids=VERDICTS)
def test_answers_know_their_limits(statuses: list[str], last: str | None, expected: str) -> None:
    assert questions.verdict(statuses, last) == expected


# --- reading ---------------------------------------------------------------------------------------------------------

BAD_FILES = {
    "no title": ("#description: x\nASK {}", "q.rq: no #title: line"),
    "no description": ("#title: x\nASK {}", "q.rq: no #description: line"),
    "an unknown type": (f"{HEAD}#param: who person\n{NAMES}", "q.rq line 3: no type 'person'; use one of name, iri"),
    "no type": (f"{HEAD}#param: who\n{NAMES}", "q.rq line 3: 'who' is no parameter; write: name type"),
    "an unknown option": (f"{HEAD}#param: who name hint=x\n{NAMES}", "no option 'hint'; use one of label, default"),
    "an open quote": (f'{HEAD}#param: who name label="x\n{NAMES}', "is no parameter; write: name type"),
    "a bad name": (f"{HEAD}#param: Who name\n{NAMES}", "'Who' is no name for a parameter"),
    "no place": (f"{HEAD}#param: day date\n{NAMES}", "parameter day needs exactly one line VALUES .day . UNDEF ."),
    "a line with an unknown parameter": (
        f"{HEAD}#param: who name\n{NAMES}# WITH whoo: FILTER(true)\n",
        "q.rq: WITH whoo: no such parameter; did you mean 'who'?",
    ),
    "a value that is no text": (
        f"{HEAD}#param: who name\n{NAMES}# WITH who: FILTER(?name = $who)\n",
        r"q.rq: WITH who: .who is for a parameter of type text, not name; compare with \?who",
    ),
}


@pytest.mark.parametrize(("text", "message"), BAD_FILES.values(), ids=BAD_FILES)
def test_a_bad_file_is_refused_by_name_and_line(text: str, message: str) -> None:
    with pytest.raises(QuestionError, match=message):
        questions.read("q", text)


def test_reads_header_and_query() -> None:
    text = (
        "#title: Who met?\n#tags: a, b c\n#expect: Ada | held\n#description: All.\n# a remark\n"
        f'#param: who name label="Whom" example="Ada L." help="a: b"\n\n{NAMES}'
    )
    param = questions.Param("who", "name", "Whom", example="Ada L.", help="a: b")
    assert questions.read("q", text) == questions.Question(
        "q", "Who met?", "All.", (param,), ("Ada", "held"), ("a", "b c"), NAMES
    )


def test_loads_a_folder_by_file_name(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / f"{name}.rq").write_text(HEAD + "ASK {}", encoding="utf-8")
    assert list(questions.load(tmp_path)) == ["a", "b"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("who-mat-whom", "; did you mean 'who-met-whom'?"),
        ("WHO-MET", "did you mean"),
        ("zzz", "; there are about-entity, "),
    ],
)
def test_an_unknown_question_gets_a_suggestion(name: str, message: str) -> None:
    with pytest.raises(NotFound, match=f"no question '{name}'.*{message}".replace("?", r"\?")):
        questions.find(QUESTIONS, name)


# --- binding ---------------------------------------------------------------------------------------------------------

TERMS = {  # what the line VALUES ?who { … } becomes
    "text": ("who text", 'it\'s "so"\n\\', r'"it' + r"'" + r's \"so\"\n\\"'),
    "an IRI": ("who iri", "http://example.org/ü#1", "<http://example.org/ü#1>"),
    "a day": ("who date", "2024-02-29", '"2024-02-29"^^<http://www.w3.org/2001/XMLSchema#date>'),
    "a number": ("who number", "1e3", '"1000"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
    "a choice": ("who choice values=held|planned", "held", '"held"'),
    "an article": ("who article", "a 1/é", "<https://w3id.org/newskg/article/a%201%2F%C3%A9>"),
    "an article's IRI": ("who article", f"{press.BASE}article/a1", "<https://w3id.org/newskg/article/a1>"),
    "an entity's IRI": ("who name", f"{press.BASE}id/city/oslo", "<https://w3id.org/newskg/id/city/oslo>"),
    "the default": ("who text default=Oslo", None, '"Oslo"'),
}
BAD_VALUES = {
    "a day that is none": ("who date", "2024-02-30", "parameter who: '2024-02-30' is no good; use a day like"),
    "a day in words": ("who date", "yesterday", "use a day like 2025-02-07"),
    "no number": ("who number", "1,5", "use a number like 2 or 14.9"),
    "no finite number": ("who number", "NaN", "use a number"),
    "a number without end": ("who number", "1e999999999", "use a number"),
    "no choice": ("who choice values=held|planned", "done", "use one of held, planned"),
    "a relative IRI": ("who iri", "id/x", "use an absolute IRI"),
    "an IRI with a bracket": ("who iri", "http://x/> } #", "use an absolute IRI"),
    "an entity's IRI with a quote": ("who name", 'http://x/">', "use an absolute IRI"),
    "half a character": ("who text", "\ud800", "use plain text"),
    "an escape": ("who text", r"\u0022 } #", "without .u escapes"),
    "nothing where something is needed": (
        "who name required=yes example=Oslo",
        " ",
        "q needs who .who., like who=Oslo",
    ),
}


@pytest.mark.parametrize(("param", "value", "term"), TERMS.values(), ids=TERMS)
def test_binds_as_a_term(param: str, value: str | None, term: str) -> None:
    assert f"  VALUES ?who {{ {term} }}\n" in questions.bind(one_with(param), {} if value is None else {"who": value})


@pytest.mark.parametrize(("param", "value", "message"), BAD_VALUES.values(), ids=BAD_VALUES)
def test_a_bad_value_is_refused_and_says_what_is_right(param: str, value: str, message: str) -> None:
    with pytest.raises(QuestionError, match=message):
        questions.bind(one_with(param), {"who": value})


def test_an_unknown_parameter_gets_a_suggestion() -> None:
    with pytest.raises(QuestionError, match="q has no parameter 'woh'; did you mean 'who'"):
        questions.bind(one_with("who name"), {"woh": "x"})


@pytest.mark.parametrize("values", [{}, {"who": ""}, {"who": "  "}], ids=["absent", "empty", "blank"])
def test_no_value_means_all(values: Mapping[str, str], store: ox.Store) -> None:
    assert len(answer(store, questions.bind(one_with("who name"), values))) == len(press.PEOPLE) + 1


@pytest.mark.parametrize("name", ["Ada Lindqvist", "ada lindqvist", "LINDQVIST"], ids=["label", "case", "other name"])
def test_a_name_finds_the_entity(name: str, store: ox.Store) -> None:
    assert answer(store, questions.bind(one_with("who name"), {"who": name})) == [{"name": "Ada Lindqvist"}]


WITH = NAMES.replace("VALUES ?who", "VALUES ?na").replace(
    "} ORDER", "  # WITH na: FILTER(STRSTARTS($name, $na))\n} ORDER"
)


@pytest.mark.parametrize(
    ("value", "names"), [("", len(press.PEOPLE) + 1), ("Ada", 1)], ids=["without a value", "with one"]
)
def test_a_line_may_count_where_its_parameter_has_a_value(value: str, names: int, store: ox.Store) -> None:
    assert len(answer(store, questions.bind(one_with("na text", WITH), {"na": value}))) == names


FIRST = NAMES.replace("GRAPH", "{ SELECT * WHERE { GRAPH").replace(
    "} ORDER", "  # FIRST: ORDER BY DESC(?name) LIMIT 1\n  } LIMIT 99 }\n} ORDER"
)


@pytest.mark.parametrize(
    ("first", "value", "names"),
    [(True, "", ["officials"]), (False, "", None), (True, "Ada Lindqvist", ["Ada Lindqvist"])],
    ids=["of all", "whole", "with a value"],
)
def test_the_first_rows_of_a_long_answer(first: bool, value: str, names: list[str] | None, store: ox.Store) -> None:
    found = answer(store, questions.bind(one_with("who name", FIRST), {"who": value}, first=first))
    assert [row["name"] for row in found] == names or (names is None and len(found) > 2)


def test_another_base() -> None:
    sparql = questions.bind(one_with("who name"), {"who": "x"}, "http://kg.example/")
    assert "BASE <http://kg.example/>" in sparql and "GRAPH <http://kg.example/graph/facts>" in sparql


INJECTIONS = [
    '" } #',
    "\\",
    '\\" } #',
    "\n} #",
    "<x>",
    "?who",
    "'''",
    '""" }',
    "} UNION { ?s ?p ?o",
    "\\\\u0022"[:2] + "x",
]


@pytest.mark.parametrize("kind", ["text", "name"])
@given(
    value=st.one_of(st.sampled_from(INJECTIONS), st.text(max_size=12), st.text("\"\\\n\r\t{}<>?#' ux02", max_size=12))
)
@settings(max_examples=60, deadline=None, derandomize=True)
def test_no_value_becomes_query_text(kind: str, value: str, store: ox.Store) -> None:
    try:
        sparql = questions.bind(one_with(f"who {kind}", NAMES.replace("?who skos", "?x skos")), {"who": value + "!"})
    except QuestionError:
        return
    rows = answer(store, sparql.replace("SELECT ?name", "SELECT ?who ?name"))
    given_back = {row.get("who") for row in rows}
    assert given_back == ({(value + "!").strip()} if kind == "text" else set())


# --- the questions themselves ----------------------------------------------------------------------------------------

ANSWERS = {  # question: values, cells of a row that must be there
    "about-entity": ({"entity": "Sudmark"}, "Sudmark | destination | Visit | proposed | PS+"),
    "article-summary": ({"article": "a2"}, "No talks, no deal | Decision | decider: Keller | held"),
    "bids": ({"buyer": "northwind"}, "Northwind Steel | Baltic Rail | 4400000000 | USD | blocked | Morning Post"),
    "blocked-deals": ({"decider": "Keller"}, "Acquisition | Bruno Keller | national safety | blocked"),
    "calendar": ({"since": "2024-06-01", "until": "2024-06-30"}, "Meeting | planned | 2024-06-09"),
    "conflicts": ({"about": "Baltic Rail"}, "Acquisition | amount | 10 % apart | Daily Ledger"),
    "documents": ({"presenter": "Keller", "word": "Pact"}, "trade pact | Bruno Keller | planned"),
    "figures": ({"atLeast": "950000000", "about": "Aurora"}, "Investment | 900000000 | EUR | 980000000"),
    "history": ({"about": "Keller"}, "Meeting | planned | 2024-05-02 | cancelled | 2024-05-09"),
    "latest-changes": ({"since": "2024-05-09"}, "Acquisition | proposed | blocked | 2024-05-09"),
    "low-certainty": ({"certainty": "PS+"}, "Visit | proposed | PS+"),
    "offices-of": ({"person": "Ada Lindqvist"}, "Ada Lindqvist | Prime Minister | current | 2024-05-02"),
    "overdue-plans": ({"day": "2024-06-30"}, "Meeting | planned | 2024-06-09 | 2024-06-30"),
    "phone-calls": ({"person": "Lindqvist"}, "Ada Lindqvist | Bruno Keller | held | 2024-05-31"),
    "plans-as-of": ({"day": "2024-05-05", "person": "Keller"}, "Meeting | planned | 2024-05-02 | cancelled"),
    "project-partners": ({"project": "aurora"}, "Aurora | Northwind Steel | leads | held"),
    "sentences-with": ({"words": "rain week"}, "Daily Ledger | It rained all week."),
    "set-aside": ({"about": "Northwind"}, "Employment | Northwind Steel is a company | held | 2024-05-09"),
    "silent-sentences": ({"article": "a1"}, "Daily Ledger | It rained all week."),
    "sources": ({"atLeast": "2"}, "Meeting | 2 | cancelled | Morning Post"),
    "unnamed-sources": ({"about": "Keller"}, "Meeting | officials | cancelled"),
    "trade-measures": ({"against": "Sudmark"}, "Bruno Keller | tariff | Sudmark | held"),
    "visits": ({"place": "Sudmark"}, "Ada Lindqvist | Sudmark | proposed | 2024-07-01/2024-07-31"),
    "what-was-said": ({"addressee": "Keller"}, "Ada Lindqvist | We will be ready | Bruno Keller | true"),
    "when-and-where": (
        {"person": "Keller"},
        "Bruno Keller | Ada Lindqvist | 2024-05-10 | Oslo | 2024-05-09 | cancelled",
    ),
    "who-holds-office": ({"office": "minister", "day": "2024-05-20"}, "Prime Minister | Ada Lindqvist | current"),
    "who-invests": ({"recipient": "Aurora"}, "Northwind Steel | Aurora | 900000000 | EUR | 980000000 | planned"),
    "who-met-whom": ({"person": "Keller", "status": "planned"}, "Bruno Keller | Ada Lindqvist | planned | 2024-06-09"),
}
NOTHING_IN_THE_SEEDS = {"set-aside"}  # no sample article says what cannot be
NO_ANSWERS = {
    "a second condition holds, too": ("bids", {"buyer": "Northwind Steel", "target": "Aurora"}),
    "before anybody is known to hold it": ("who-holds-office", {"office": "Prime Minister", "day": "2024-05-01"}),
    "not so sure": ("visits", {"sure": "CT+"}),
    "another publisher": ("bids", {"from": "Evening Star"}),
    "too few publishers": ("who-met-whom", {"person": "Keller", "status": "planned", "minSources": "2"}),
    "another recipient": ("who-invests", {"recipient": "Oslo"}),
    "another decider": ("blocked-deals", {"decider": "Lindqvist"}),
    "another addressee": ("what-was-said", {"addressee": "Lindqvist"}),
    "another place": ("visits", {"place": "Oslo"}),
    "another country": ("who-holds-office", {"of": "Sudmark"}),
    "another status": ("who-met-whom", {"person": "Keller", "status": "held"}),
    "before the day": ("overdue-plans", {"day": "2024-06-09"}),
    "a plan that was called off": ("overdue-plans", {"day": "2024-06-01"}),
    "what was not yet planned": ("plans-as-of", {"day": "2024-05-01"}),
    "another document": ("documents", {"word": "map"}),
    "a sum too small": ("figures", {"atLeast": "5000000000"}),
    "nobody of that name": ("who-met-whom", {"person": "Nobody"}),
    "words of two sentences": ("sentences-with", {"words": "rained Keller Oslo Sudmark"}),
    "another article": ("about-entity", {"entity": "Sudmark", "article": "a1"}),
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_question_answers(name: str, store: ox.Store) -> None:
    values, expected = ANSWERS[name]
    rows = answer(store, questions.bind(QUESTIONS[name], values))
    assert any(set(expected.split(" | ")) <= set(row.values()) for row in rows), rows


@pytest.mark.parametrize(("name", "values"), NO_ANSWERS.values(), ids=NO_ANSWERS)
def test_question_does_not_answer(name: str, values: Mapping[str, str], store: ox.Store) -> None:
    assert answer(store, questions.bind(QUESTIONS[name], values)) == []


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_row_leads_to_its_sentence(name: str, store: ox.Store) -> None:
    needed = {param.name: ANSWERS[name][0][param.name] for param in QUESTIONS[name].params if param.required}
    rows = answer(store, questions.bind(QUESTIONS[name], needed))
    late = answer(store, questions.bind(QUESTIONS[name], {"day": "2025-01-01"})) if name == "overdue-plans" else []
    texts = [press.TEXTS[row["article"].rsplit("/")[-1]][int(row["start"]) : int(row["end"])] for row in rows + late]
    assert texts and all(text in row["sentence"] for text, row in zip(texts, rows + late, strict=True))


@pytest.mark.parametrize("name", [name for name, question in QUESTIONS.items() if "# FIRST" in question.sparql])
def test_a_page_shows_all_of_a_short_answer(name: str, store: ox.Store) -> None:
    whole, page = (answer(store, questions.bind(QUESTIONS[name], {}, first=first)) for first in (False, True))
    assert sorted(map(repr, page)) == sorted(map(repr, whole))


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_has_a_status_and_a_date(name: str) -> None:
    selected = QUESTIONS[name].sparql.partition("WHERE")[0]
    coverage = name == "silent-sentences"
    assert coverage or {"?date", "?source", "?sentence"} <= set(selected.replace("?asOf", "?date").split())


@pytest.fixture(scope="module")
def seeds(sown: str) -> Iterator[Reader]:
    with open_store(sown, read_only=True) as reader:
        yield reader


@pytest.mark.parametrize("name", sorted(QUESTIONS.keys() - NOTHING_IN_THE_SEEDS))
def test_question_gives_its_expected_answer_over_the_seeds(name: str, seeds: Reader) -> None:
    question = QUESTIONS[name]
    rows = seeds.query(questions.bind(question, questions.examples(question))).rows
    assert any(set(question.expect) <= {str(cell) for cell in row.values()} for row in rows), rows


@pytest.mark.parametrize(("name", "values"), [("plans-as-of", {"day": "2025-02-04"}), ("latest-changes", {})])
def test_an_article_without_a_day_answers_by_what_is_inferred(
    name: str, values: Mapping[str, str], seeds: Reader
) -> None:
    """`investment-map` prints "Feb 04"; another article gives the year."""
    rows = seeds.query(questions.bind(QUESTIONS[name], values)).rows
    assert ("2025-02-04", False) in {(str(row.get("reportedInferred")), "reported" in row) for row in rows}


def test_what_may_have_been_written_later_was_not_known_yet(seeds: Reader) -> None:
    """`asahi-summit-plan` prints no day; it plans for 7 February."""
    rows = seeds.query(questions.bind(QUESTIONS["plans-as-of"], {"day": "2025-02-06"})).rows
    assert not any("asahi" in row["article"] for row in rows)


def test_every_question_says_what_it_expects() -> None:
    silent = {name for name, question in QUESTIONS.items() if not question.expect}
    assert (silent, [name for name, question in QUESTIONS.items() if not question.tags]) == (NOTHING_IN_THE_SEEDS, [])
