"""What read() makes of files, folders and streams, and the one line it gives for each that is no good."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
from pathlib import Path

import pytest

from kg.errors import ReadingError
from kg.model import Article
from kg.reading import read
from kg.reading.decoding import ARTICLE_LIMIT

PROSE = (
    "The trade minister opened a battery plant in Leeds on Tuesday, the first of three that the company plans. "
    "She met its chairman there and toured the site with him for an hour before the workers gathered in the yard."
)
PAGE = f"""<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Minister Opens Plant | The Post</title>
<meta property="og:title" content="Minister Opens Plant"><meta property="og:site_name" content="The Post">
<meta name="author" content="Jane Roe"><link rel="canonical" href="https://post.example/plant">
<meta property="article:published_time" content="2024-05-14T23:30:00-05:00"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Minister Opens Plant</h1><p>{PROSE}</p></article>
<footer>© 2019 The Post</footer></body></html>"""


def one(path: Path, content: str | bytes) -> Article | ReadingError:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    (found,) = read([str(path)])
    return found


def article(path: Path, content: str | bytes) -> Article:
    found = one(path, content)
    assert isinstance(found, Article), found
    return found


def reason(path: Path, content: str | bytes) -> str:
    found = one(path, content)
    assert isinstance(found, ReadingError), found
    return str(found).removeprefix(f"{path}")


def stdin(content: str | bytes) -> list[Article | ReadingError]:
    return list(read(["-"], io.StringIO(content) if isinstance(content, str) else io.BytesIO(content)))


# --- text and front matter -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (PROSE, PROSE),
        ("---\nid: x\n---\n" + PROSE, PROSE),
        ("---\nid: x\n---\n\n  Two met.\n", "\n  Two met.\n"),
        ("---\r\nid: x\r\n---\r\nTwo met.\r\nThen left.\r\n", "Two met.\r\nThen left.\r\n"),
        ("---\nid: x\n...\nTwo met.", "Two met."),
        ("---\n---\nTwo met.", "Two met."),
        ("---\nTwo met after a rule.\n---\nThen left.", "---\nTwo met after a rule.\n---\nThen left."),
        ("---\nA rule that nothing closes.", "---\nA rule that nothing closes."),
        ("\ufeffTwo met.", "Two met."),
        ("# A heading\n\n*Two* met.", "# A heading\n\n*Two* met."),
    ],
)
def test_text_is_everything_after_the_front_matter_unchanged(tmp_path: Path, content: str, text: str) -> None:
    assert article(tmp_path / "a.md", content.encode()).text == text


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("id: plant-2024", "id", "plant-2024"),
        ("id: 7", "id", "7"),
        ("title: Minister Opens Plant", "title", "Minister Opens Plant"),
        ("title: 'Plant: a start'", "title", "Plant: a start"),
        ("title: No", "title", "No"),
        ("title:", "title", None),
        ("title: null", "title", None),
        ("publisher: The Post", "publisher", "The Post"),
        ("author: [Jane Roe, Ann Poe]", "author", "Jane Roe, Ann Poe"),
        ("url: https://post.example/plant", "url", "https://post.example/plant"),
        ("language: en-GB", "language", "en-GB"),
        ("date: 2024-05-14", "date", dt.date(2024, 5, 14)),
        ("date: 2024-05-14T23:30:00-05:00", "date", dt.date(2024, 5, 14)),
        ("date: 20240514", "date", dt.date(2024, 5, 14)),
        ("date: May 14, 2024", "date", dt.date(2024, 5, 14)),
        ("date: 14 May 2024", "date", dt.date(2024, 5, 14)),
        ("date: Tue, 14 May 2024 08:30:00 GMT", "date", dt.date(2024, 5, 14)),
        ("date: 2024/05/14", "date", dt.date(2024, 5, 14)),
        ("date: 14/05/2024", "date", dt.date(2024, 5, 14)),
        ("date: null", "date", None),
        ("mood: cheerful", "title", None),
    ],
)
def test_front_matter_describes_the_article(tmp_path: Path, line: str, field: str, value: object) -> None:
    assert getattr(article(tmp_path / "a.txt", f"---\n{line}\n---\n{PROSE}"), field) == value


@pytest.mark.parametrize(
    ("name", "content", "identity"),
    [
        ("plant.txt", PROSE, "plant"),
        ("plant.v2.md", PROSE, "plant.v2"),
        ("plant.txt", f"---\nid: x1\n---\n{PROSE}", "x1"),
        ("plant.txt", f"---\nid:\n---\n{PROSE}", "plant"),
        ("new\nline.txt", PROSE, "new line"),
    ],
)
def test_an_id_is_given_or_the_name_of_the_file(tmp_path: Path, name: str, content: str, identity: str) -> None:
    assert article(tmp_path / name, content).id == identity


def test_without_a_name_the_id_is_a_hash_of_the_text() -> None:
    assert [found.id for found in stdin("Two met.") if isinstance(found, Article)] == ["sha256-9b8cf90617b0c5dc"]


# --- JSON ----------------------------------------------------------------------------------------------------------


def test_json_lines_go_on_after_a_bad_line(tmp_path: Path) -> None:
    path = tmp_path / "corpus.jsonl"
    path.write_text('{"id": "a", "text": "Two met."}\n\n{"id": "b"}\n{"id": \n{"id": "c", "text": "Two left."}\n')
    assert [str(found) if isinstance(found, ReadingError) else found.id for found in read([str(path)])] == [
        "a",
        f'{path}:3: has no text; write one object {{"id": …, "text": …}}',
        f'{path}:4: is no JSON (Expecting value at column 8); write one object {{"id": …, "text": …}}',
        "c",
    ]


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ({"text": "Two met."}, "has no id"),
        ({"id": "", "text": "Two met."}, "has no id"),
        ({"id": True, "text": "Two met."}, "has no id"),
        ({"id": "a", "text": None}, "has no text"),
        ({"id": "a", "text": "  \n"}, "holds only white space"),
        ({"id": "a", "text": ""}, "is empty"),
        ({"id": "a", "text": "Two\0met."}, "is binary"),
        ({"id": "a", "text": "Two \ud800 met."}, "holds half a surrogate pair"),
        ({"id": "a", "text": "12:30"}, "holds no words"),
        ({"id": "a", "text": "Two met.", "date": "soon"}, "date 'soon' is no date; write it as 2025-01-31"),
        ({"id": "a", "text": "Two met.", "date": "2025-02-30"}, "date '2025-02-30' is no date"),
        ({"id": "a", "text": "Two met.", "title": {"en": "Met"}}, "title must be text, not a mapping"),
        (["a", "Two met."], "is no record"),
        ("Two met.", "is no record"),
    ],
)
def test_a_bad_record_is_one_clear_line(tmp_path: Path, record: object, message: str) -> None:
    assert reason(tmp_path / "a.jsonl", json.dumps(record) + "\n").startswith(f":1: {message}")


def test_json_lines_text_is_unchanged(tmp_path: Path) -> None:
    text = "  Two met.\r\n\tThen \u00a0 left. 𝄞 \n\n"
    assert article(tmp_path / "a.jsonl", json.dumps({"id": "a", "text": text, "gold": [1]})).text == text


def test_json_lines_are_streamed(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as source, os.fdopen(writing, "wb") as sink:
        sink.write(b'{"id": "a", "text": "Two met."}\n')
        sink.flush()
        first = next(read(["-"], source))
    assert isinstance(first, Article)


@pytest.mark.parametrize(
    "content", ['{"id": "a", "text": "x"}', '[{"id": "a", "text": "x"}]', '{\n"id": "a",\n"text": "x"}']
)
def test_json_is_one_record_or_a_list(tmp_path: Path, content: str) -> None:
    assert article(tmp_path / "a.json", content).id == "a"


# --- web pages -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "plant"),
        ("title", "Minister Opens Plant"),
        ("author", "Jane Roe"),
        ("publisher", "The Post"),
        ("url", "https://post.example/plant"),
        ("date", dt.date(2024, 5, 14)),
        ("language", "en"),
    ],
)
def test_a_page_describes_itself(tmp_path: Path, field: str, value: object) -> None:
    assert getattr(article(tmp_path / "plant.html", PAGE), field) == value


def test_a_page_gives_the_text_of_its_article(tmp_path: Path) -> None:
    assert article(tmp_path / "plant.htm", PAGE).text == f"Minister Opens Plant\n{PROSE}"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1252", "utf-8-sig"])
def test_a_page_may_declare_its_encoding(tmp_path: Path, encoding: str) -> None:
    page = PAGE.replace('charset="utf-8"', f'charset="{encoding}"').replace("Tuesday", "Tuesday at the café – early")
    assert "café – early" in article(tmp_path / "plant.html", page.encode(encoding)).text


@pytest.mark.parametrize(
    "end", ["<footer>© 2019 The Post</footer>", "<p>The old plant closed on March 3, 2018, after a fire.</p>"]
)
def test_a_page_without_a_date_gets_none(tmp_path: Path, end: str) -> None:
    page = f"<html><body><article><h1>Minister Opens Plant</h1><p>{PROSE}</p>{end}</article></body></html>"
    assert article(tmp_path / "a.html", page).date is None


@pytest.mark.parametrize("year", [1950, 2080])
def test_no_day_is_too_early_or_too_late(tmp_path: Path, year: int) -> None:
    assert article(tmp_path / "a.html", PAGE.replace("2024", str(year))).date == dt.date(year, 5, 14)


@pytest.mark.parametrize(
    "page",
    [
        "<html><body></body></html>",
        "<html><body><form><label>User</label><input><button>Sign in</button></form></body></html>",
        "<html><body><h1>Not Found</h1><p>The page was not found on this server.</p></body></html>",
        "<html><body><ul>" + "<li>Council backs bridge after long debate</li>" * 30 + "</ul></body></html>",
        "<html><body>" + "<div>" * 9000 + "</div>" * 9000 + "</body></html>",
        "no page at all",
    ],
    ids=["empty", "form", "not-found", "headlines", "nested", "text"],
)
def test_a_page_without_an_article_is_refused(tmp_path: Path, page: str) -> None:
    assert reason(tmp_path / "a.html", page) == ": holds no article text; save the page of one article"


# --- files, folders, streams ---------------------------------------------------------------------------------------


def test_a_folder_is_read_sorted_without_what_is_hidden_or_no_article(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ["b.txt", "a.MD", "sub/c.txt", ".d.txt", ".git/e.txt", "README.md", "f.csv", "readme.txt"]:
        (tmp_path / name).write_text(PROSE)
    assert [found.id for found in read([str(tmp_path)]) if isinstance(found, Article)] == ["a", "b", "c"]


def test_paths_are_read_in_the_order_given_and_once(tmp_path: Path) -> None:
    for name in ["a.txt", "b.txt"]:
        (tmp_path / name).write_text(PROSE)
    paths = [str(tmp_path / "b.txt"), str(tmp_path), str(tmp_path / "." / "a.txt")]
    assert [found.id for found in read(paths) if isinstance(found, Article)] == ["b", "a"]


def test_a_readme_named_itself_is_read(tmp_path: Path) -> None:
    assert article(tmp_path / "README.md", PROSE).id == "README"


def test_a_pipe_is_read_like_standard_input(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb") as sink:
        sink.write(b'{"id": "a", "text": "Two met."}\n')
    assert [found.id for found in read([f"/dev/fd/{reading}"]) if isinstance(found, Article)] == ["a"]
    os.close(reading)


@pytest.mark.parametrize(
    ("content", "identity"),
    [
        ('{"id": "a", "text": "Two met."}\n{"id": "b", "text": "Two left."}', ["a", "b"]),
        ('\n\ufeff{"id": "a", "text": "Two met."}'.lstrip("\n"), ["a"]),
        ('{\n  "id": "a",\n  "text": "Two met."\n}', ["a"]),
        ('[{"id": "a", "text": "Two met."},\n{"id": "b", "text": "Two left."}]', ["a", "b"]),
        (f"---\nid: a\n---\n{PROSE}", ["a"]),
        (PAGE.replace("<html", "<html data-x='1'"), ["sha256-1b9e0a1e9e9e9b5c"]),
        ("[Editor's note] Two met.", ["sha256-7f1d8d8c4b7b8a0c"]),
    ],
    ids=["jsonl", "bom", "object", "list", "front-matter", "page", "bracket"],
)
def test_a_stream_is_told_by_how_it_begins(content: str, identity: list[str]) -> None:
    found = [each.id if isinstance(each, Article) else str(each) for each in stdin(content)]
    assert [each[:7] for each in found] == [each[:7] for each in identity]


def test_the_source_says_where_an_article_stood(tmp_path: Path) -> None:
    assert article(tmp_path / "a.jsonl", '{"id": "a", "text": "Two met."}').source == f"{tmp_path / 'a.jsonl'}:1"


# --- what is no good -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", ": is empty; an article needs text"),
        (b" \n\t\n", ": holds only white space; an article needs text"),
        ("\ufeff \u00a0\n".encode(), ": holds only white space; an article needs text"),
        (b"---\nid: x\n---\n\n", ": holds only white space; an article needs text"),
        (b"12 34 / 56", ": holds no words; an article needs text"),
        (b"PK\x03\x04\0\0", ": is binary, not text (it holds NUL bytes); give the article's text"),
        (b"\x1b\x01\x02\x03ab", ": is binary, not text (it holds control characters); give the article's text"),
        (b"\x89PNG\r\n\x1a\n\xff\xd8\xff", ": is neither UTF-8 (byte 0x89 at 0) nor clearly Windows-1252 text"),
        ("Žižka řekl, že přijde příští týden.".encode("iso-8859-2"), ": is neither UTF-8 (byte 0xae at 0) nor"),
        (b"The caf\xc3\xa9 and the caf\xe9.", ": is damaged UTF-8: byte 0xe9 at 21 does not belong; save it as UTF-8"),
        (b"\xff\xfeT\0w", ": begins as UTF-16-LE but breaks it at byte 4; save it as UTF-8"),
        (b"x" * (ARTICLE_LIMIT + 1), ": is larger than 20 MB, the limit for one article"),
        (b"---\nid: x\nTwo met.", ": front matter is opened with --- and never closed; close it with a line ---"),
        (b"---\ntitle: a: b\n---\nTwo met.", ": front matter is broken on line 2: mapping values are not allowed here"),
        (b"---\nid: [\n---\nTwo met.", ": front matter is broken on line 3"),
        (b"---\ndate: 02/07/2025\n---\nTwo met.", ": date '02/07/2025' can be read two ways; write it as 2025-01-31"),
        (b"---\ndate: Feb 7\n---\nTwo met.", ": date 'Feb 7' has no year; write it as 2025-01-31"),
    ],
)
def test_bad_input_is_one_clear_line(tmp_path: Path, content: bytes, message: str) -> None:
    assert reason(tmp_path / "a.txt", content).startswith(message)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_text_is_read_in_the_encodings_it_comes_in(tmp_path: Path, encoding: str) -> None:
    text = "“It’s the café – again,” the minister’s spokesman said in Zürich on Monday."
    assert article(tmp_path / "a.txt", text.encode(encoding)).text == text


def test_json_lines_must_be_utf_8(tmp_path: Path) -> None:
    content = '{"id": "a", "text": "Two met."}\n'.encode("utf-16")
    assert reason(tmp_path / "a.jsonl", content) == ": is UTF-16, which JSON Lines cannot be; save it as UTF-8"


def test_a_record_too_large_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"id": "a", "text": "' + b"x" * ARTICLE_LIMIT + b'"}\n{"id": "b", "text": "Two met."}\n')
    assert [type(found) for found in read([str(path)])] == [ReadingError, Article]


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("gone.txt", "gone.txt: does not exist; give a file, a folder, or - for standard input"),
        ("", "'': does not exist; give a file, a folder, or - for standard input"),
        ("empty", "empty: holds no articles; put files of these kinds there: .txt .md .jsonl .ndjson .json .html .htm"),
        ("a.pdf", "a.pdf: is of a kind that cannot be read; use .txt .md .jsonl .ndjson .json .html .htm"),
        ("broken.txt", "broken.txt: does not exist"),
        ("a\nb.pdf", "a\\nb.pdf: is of a kind"),
    ],
)
def test_a_bad_path_is_one_clear_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, message: str) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty").mkdir()
    Path("broken.txt").symlink_to("nowhere")
    for name in ["a.pdf", "a\nb.pdf"]:
        Path(name).write_text(PROSE)
    (found,) = read([path])
    assert str(found).startswith(message)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read_is_one_clear_line(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(PROSE)
    path.chmod(0)
    assert [str(found) for found in read([str(path)])] == [f"{path}: may not be read; change its permissions"]


def test_an_error_names_the_article_where_it_is_known(tmp_path: Path) -> None:
    found = one(tmp_path / "a.jsonl", '{"id": "a7", "text": ""}')
    assert isinstance(found, ReadingError) and found.article_id == "a7"


def test_reading_goes_on_after_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\0")
    (tmp_path / "b.txt").write_text(PROSE)
    assert [type(found) for found in read([str(tmp_path)])] == [ReadingError, Article]
