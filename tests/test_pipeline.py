"""The whole path: the same articles give the same bytes, whatever the order, the process and the way they came in."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import news
import pytest

from kg import pipeline
from kg.errors import KgError, NotFound, StoreLocked, UsageError
from kg.model import Extraction
from kg.settings import Settings
from kg.store import open_store

NAMES = tuple(news.ARTICLES)
Dump = Callable[[Settings], bytes]


ROAM = """
class = "Visit"
merge = ["visitor"]
[roles.visitor]
types = ["Person"]
min = 1
[[pattern]]
id = "roam"
verb = ["roam"]
roles = { visitor = ["subject"] }
"""


def settings(folder: Path, **given: str) -> Settings:
    return Settings.load({}, store=str(folder / "store"), **given)


def dump(chosen: Settings) -> bytes:
    stream = io.BytesIO()
    with open_store(chosen.store, read_only=True) as store:
        store.dump("all", "nq", stream)
    return stream.getvalue()


def build(folder: Path, *names: str, **given: str) -> Settings:
    chosen = settings(folder, **given)
    assert pipeline.build(news.write(folder / "articles", *names), chosen).failures == ()
    return chosen


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The dump of all articles, built at once."""
    return dump(build(tmp_path_factory.mktemp("whole")))


# --- the same bytes --------------------------------------------------------------------------------------------------


def test_something_is_there(whole: bytes) -> None:
    assert whole.count(b"<https://w3id.org/newskg/graph/facts> .\n") > 20


def in_another_order(folder: Path) -> Settings:
    return build(folder, *reversed(NAMES))


def from_files_of_other_names(folder: Path) -> Settings:
    chosen = settings(folder)
    pipeline.build(news.write(folder / "articles", prefix="z-"), chosen)
    return chosen


def from_a_folder(folder: Path) -> Settings:
    news.write(folder / "articles")
    pipeline.build([str(folder / "articles")], settings(folder))
    return settings(folder)


def one_by_one(folder: Path) -> Settings:
    for name in reversed(NAMES):
        build(folder, name)
    return settings(folder)


def one_twice(folder: Path) -> Settings:
    build(folder, NAMES[0])
    return build(folder)


def one_too_many(folder: Path) -> Settings:
    chosen = build(folder)
    extra = folder / "extra.txt"
    extra.write_text(
        "Prime Minister Elena Marsh of Norway met Chancellor Otto Lang of Austria in Vienna on 3 March 2025.\n"
    )
    pipeline.build([str(extra)], chosen)
    pipeline.remove(["extra"], chosen)
    return chosen


def after_a_correction(folder: Path) -> Settings:
    chosen = settings(folder)
    (folder / "plan.txt").write_text("Nobody will meet anybody, President Tomas Reyes said.\n")
    pipeline.build([str(folder / "plan.txt")], chosen)
    return build(folder)


def in_one_session(folder: Path) -> Settings:
    """Adds, edits and removals that remember each other, and another writer in between."""
    chosen = settings(folder)
    session, paths = pipeline.Session(chosen), news.write(folder / "articles")
    session.build(paths[:1])
    (folder / "plan.txt").write_text("Nobody will meet anybody, President Tomas Reyes said.\n")
    session.build([str(folder / "plan.txt")])
    session.build(paths[1:])
    session.remove([NAMES[2]])
    pipeline.remove([NAMES[0]], chosen)
    session.build(paths[:1])
    session.build(paths)
    return chosen


def after_an_interruption(folder: Path) -> Settings:
    chosen = build(folder, *NAMES[:2])
    with open_store(chosen.store) as store:
        store.mark_stale(True)
        facts = "https://w3id.org/newskg/graph/facts"
        store.apply(delete=store.graph(facts).split("\n")[0])
    return build(folder)


@pytest.mark.parametrize(
    "way",
    [
        in_another_order,
        from_files_of_other_names,
        from_a_folder,
        one_by_one,
        one_twice,
        one_too_many,
        after_a_correction,
        in_one_session,
        after_an_interruption,
    ],
    ids=lambda way: way.__name__,
)
def test_the_same_articles_give_the_same_bytes(way: Callable[[Path], Settings], whole: bytes, tmp_path: Path) -> None:
    assert dump(way(tmp_path)) == whole


@pytest.mark.parametrize(("seed", "jobs"), [("1", "1"), ("2", "2")])
def test_another_process_gives_the_same_bytes(seed: str, jobs: str, whole: bytes, tmp_path: Path) -> None:
    paths = news.write(tmp_path / "articles", *reversed(NAMES))
    command = [sys.executable, "-m", "kg", "build", *paths, "--jobs", jobs, "--store", str(tmp_path / "store")]
    done = subprocess.run(
        command,
        env=os.environ | {"PYTHONHASHSEED": seed},
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr, dump(settings(tmp_path)) == whole) == (
        0,
        f"{tmp_path / 'store'}: 4 added\n",
        True,
    )


def test_a_new_version_says_what_it_changed(tmp_path: Path) -> None:
    chosen, page = settings(tmp_path), tmp_path / "talks.txt"
    page.write_text("Anna Berg will meet Carl Dorn. Norda Corp. bought Velta Inc. last week.\n")
    pipeline.build([str(page)], chosen)
    page.write_text("Anna Berg met Carl Dorn on Monday. Norda Corp. bought Velta Inc. last week.\n")
    assert pipeline.build([str(page)], chosen).revisions == (
        "talks: a new version; claims as before: 1",
        "  Meeting of Anna Berg, Carl Dorn: planned, now held",
    )


def test_what_is_removed_leaves_no_trace(tmp_path: Path) -> None:
    chosen = build(tmp_path / "a")
    pipeline.remove([NAMES[1], f"https://w3id.org/newskg/article/{NAMES[2]}"], chosen)
    assert dump(chosen) == dump(build(tmp_path / "b", NAMES[0], NAMES[3]))


def test_what_other_relations_read_is_read_again_by_a_build(tmp_path: Path) -> None:
    older = build(tmp_path, *NAMES[:2])
    own = tmp_path / "relations"
    own.mkdir()
    (own / "roam.toml").write_text(ROAM)
    newer = settings(tmp_path, relations=str(own))
    pages = news.write(tmp_path / "more", NAMES[2])
    warned = pipeline.build(pages, newer).warnings
    told = [bool(pipeline.outdated(each)) for each in (older, newer)]
    reports = [pipeline.build(pages, newer, renew=True) for _ in range(2)]
    done = [(report.renewed, report.unchanged) for report in reports]
    assert (len(warned), told, done, pipeline.outdated(newer)) == (1, [False, True], [(2, 1), (0, 1)], [])


def test_a_removal_keeps_to_the_authority_of_the_build(tmp_path: Path) -> None:
    known = tmp_path / "known.ttl"
    known.write_text("", encoding="utf-8")
    chosen, other = build(tmp_path / "a", authority=str(known)), build(tmp_path / "b", *NAMES[1:], authority=str(known))
    pipeline.remove([NAMES[0]], settings(tmp_path / "a"))
    assert dump(chosen) == dump(other)


def test_an_addition_keeps_to_the_authority_of_the_build(tmp_path: Path) -> None:
    known = tmp_path / "known.ttl"
    known.write_text("", encoding="utf-8")
    build(tmp_path / "a", NAMES[0], authority=str(known))
    assert pipeline.as_built(settings(tmp_path / "a")).authority == str(known)


def test_another_authority_than_before_is_told(tmp_path: Path) -> None:
    known = tmp_path / "known.ttl"
    known.write_text("", encoding="utf-8")
    build(tmp_path / "a", NAMES[0], authority=str(known))
    (told,) = pipeline.build([], settings(tmp_path / "a"), renew=True).warnings
    assert told.endswith(f"{known}, and are now with the packaged one")


@pytest.mark.parametrize(
    ("correction", "told"),
    [
        (
            "<id/person/elena-mars> owl:sameAs <id/person/x>",
            ["elena-mars, and no claim", "did you mean", "elena-marsh?"],
        ),
        ("<article/plam#entity-elena-marsh> owl:sameAs <id/person/x>", ["plam#entity-elena-marsh, and no claim"]),
        (
            "<article/plam#entity-elena-marsh> owl:differentFrom <id/person/x>",
            ["plam#entity-elena-marsh, and no claim"],
        ),
        ("<id/person/elena-marsh> owl:sameAs <id/person/x>", []),
        ("<article/plan#entity-elena-marsh> owl:sameAs <id/person/x>", []),
        ("<article/plan#entity-elena-marsh> owl:differentFrom <id/person/x>", []),
    ],
    ids=["a slip", "no such article", "no such article apart", "an entity", "a mention", "a mention apart"],
)
def test_a_correction_that_corrects_nothing_is_told(correction: str, told: list[str], tmp_path: Path) -> None:
    known = tmp_path / "known.ttl"
    known.write_text(
        f"@base <{Settings.base_iri}> .\n@prefix owl: <http://www.w3.org/2002/07/owl#> .\n{correction} .\n"
    )
    pages = news.write(tmp_path / "news", "plan")
    warnings = " ".join(pipeline.build(pages, settings(tmp_path, authority=str(known))).warnings)
    assert ([part for part in told if part in warnings], bool(warnings)) == (told, bool(told))


def test_removing_all_leaves_what_an_empty_build_gives(tmp_path: Path) -> None:
    chosen, empty = build(tmp_path / "a", NAMES[0]), settings(tmp_path / "b")
    pipeline.remove([NAMES[0]], chosen)
    pipeline.build([], empty)
    assert dump(chosen) == dump(empty)


# --- what a build does -----------------------------------------------------------------------------------------------


@pytest.fixture
def steps(tmp_path: Path) -> Iterator[Callable[..., pipeline.Report]]:
    def step(*names: str, **given: str) -> pipeline.Report:
        return pipeline.build(news.write(tmp_path / "articles", *names), settings(tmp_path, **given))

    yield step


def test_what_is_unchanged_is_skipped(steps: Callable[..., pipeline.Report]) -> None:
    assert (steps(), steps()) == (pipeline.Report(added=4), pipeline.Report(unchanged=4))


def test_a_build_adds_and_leaves_what_is_there(steps: Callable[..., pipeline.Report]) -> None:
    assert (steps("plan", "money"), steps("plan", "bid")) == (
        pipeline.Report(added=2),
        pipeline.Report(unchanged=1, added=1),
    )


def test_what_is_known_beforehand_is_part_of_what_is_read(
    steps: Callable[..., pipeline.Report], tmp_path: Path
) -> None:
    known = tmp_path / "known.ttl"
    known.write_text(
        "@prefix kg: <https://w3id.org/newskg/ns#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        '<https://w3id.org/newskg/id/company/nordlys> a kg:Company ; skos:prefLabel "Nordlys Energy" .\n'
    )
    assert (steps("plan"), steps("plan", authority=str(known))) == (
        pipeline.Report(added=1),
        pipeline.Report(replaced=1),
    )


UNREADABLE: dict[str, tuple[str, bytes]] = {
    "empty": ("empty.txt", b""),
    "binary": ("binary.txt", bytes(range(256)) * 8),
    "no such kind": ("picture.png", b"\x89PNG"),
    "broken lines": ("broken.jsonl", b'{"id": "x", "text": \n'),
    "broken front matter": ("front.txt", b"---\ntitle: [\n---\nSome text here.\n"),
    "not there": ("absent.txt", b""),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_what_cannot_be_read_is_named_and_the_rest_goes_on(case: str, tmp_path: Path) -> None:
    name, content = UNREADABLE[case]
    if case != "not there":
        (tmp_path / name).write_bytes(content)
    report = pipeline.build([str(tmp_path / name), *news.write(tmp_path, "plan")], settings(tmp_path))
    assert (report.added, [name in line for line in report.failures]) == (1, [True])


def test_two_articles_with_one_id_are_both_refused_by_name(tmp_path: Path) -> None:
    for folder, text in (("a", "One text about nothing."), ("b", "Another text about nothing.")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "same.txt").write_text(text)
    report = pipeline.build([str(tmp_path)], settings(tmp_path))
    first, second = tmp_path / "a" / "same.txt", tmp_path / "b" / "same.txt"
    assert report == pipeline.Report(
        failures=(f"{first} and {second}: different articles with one id 'same'; give each an id of its own",)
    )


def test_one_article_twice_is_one_article(tmp_path: Path) -> None:
    report = pipeline.build(news.write(tmp_path / "a", "plan") + news.write(tmp_path / "b", "plan"), settings(tmp_path))
    assert report == pipeline.Report(added=1)


def test_it_works_with_nothing_known_beforehand(tmp_path: Path) -> None:
    (tmp_path / "empty.ttl").write_text("")
    text = dump(build(tmp_path, authority=str(tmp_path / "empty.ttl"))).decode()
    assert '<http://www.w3.org/2004/02/skos/core#prefLabel> "Elena Marsh" <https://w3id.org/newskg/graph/facts>' in text


def another_base(chosen: Settings) -> None:
    pipeline.build([], Settings.load({}, store=chosen.store, base_iri="https://example.org/"))


def an_unknown_article(chosen: Settings) -> None:
    pipeline.remove(["plam"], chosen)


def a_second_writer(chosen: Settings) -> None:
    with open_store(chosen.store):
        pipeline.build([], chosen)


def a_broken_authority(chosen: Settings) -> None:
    Path(chosen.store, "known.ttl").write_text("<a> <b> .")
    pipeline.build([], Settings.load({}, store=chosen.store, authority=str(Path(chosen.store, "known.ttl"))))


@pytest.mark.parametrize(
    ("fault", "error", "message"),
    [
        (another_base, UsageError, "was built with KG_BASE_IRI=https://w3id.org/newskg/"),
        (an_unknown_article, NotFound, "no article 'plam' in the store; did you mean 'plan'?"),
        (a_second_writer, StoreLocked, "another process is writing to it"),
        (a_broken_authority, KgError, "known.ttl"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_cannot_be_is_explained(
    fault: Callable[[Settings], None], error: type[KgError], message: str, tmp_path: Path
) -> None:
    chosen = build(tmp_path, "plan")
    with pytest.raises(error) as raised:
        fault(chosen)
    assert message in str(raised.value)


def test_others_may_write_while_articles_are_read(tmp_path: Path) -> None:
    chosen, written = settings(tmp_path), []

    def write(done: int, total: int) -> None:
        with open_store(chosen.store) as store:
            written.append(store.publish())

    report = pipeline.build(news.write(tmp_path, "plan", "bid"), chosen, progress=write)
    assert (report.added, len(written)) == (2, 2)


@pytest.mark.parametrize("change", ["build", "remove"])
def test_a_new_process_goes_on_from_what_the_last_one_derived(
    change: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading all of the ledger again takes minutes in a large store."""
    chosen = build(tmp_path, "plan", "bid")
    monkeypatch.delattr("kg.pipeline.writing.Writing._derive_all")
    session = pipeline.Session(chosen)
    (tmp_path / "more.txt").write_text("Nobody will meet anybody, President Tomas Reyes said.\n")
    report = session.build([str(tmp_path / "more.txt")]) if change == "build" else session.remove(["plan"])
    assert (report.added, report.removed) == ((1, 0) if change == "build" else (0, 1))


def test_extract_answers_in_the_order_of_its_input(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    paths = news.write(tmp_path, "plan", "bid")
    answers = pipeline.extract([paths[1], str(tmp_path / "empty.txt"), paths[0]], settings(tmp_path))
    assert [answer.article.id if isinstance(answer, Extraction) else "error" for answer in answers] == [
        "bid",
        "error",
        "plan",
    ]
