"""The README is held to what is there: its code runs, and every command, option and setting is in it."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import pytest
from command import Kg

from kg.cli import kg as root
from kg.settings import SETTINGS
from kg.store import open_store

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def test_the_settings_table_is_that_of_the_code() -> None:
    rows = re.findall(r"^\| `(KG_\w+)` \| (?:`(.*?)`)? ?\| (.*) \|$", README, re.MULTILINE)
    assert rows == [(row.variable, str(row.default), row.help) for row in SETTINGS]


def test_every_command_is_in_the_table() -> None:
    table = README.split("## Commands")[1].split("\n## ")[0]
    assert [name for name in root.commands if f"`kg {name}" not in table] == []


@pytest.mark.parametrize("name", list(root.commands))
def test_every_command_has_a_short_help_and_an_example(name: str) -> None:
    command = root.commands[name]
    assert (bool(command.get_short_help_str(80).endswith(".")), "Example" in (command.epilog or "")) == (True, True)


def named_in_readme() -> list[str]:
    return sorted(
        set(re.findall(r"\bkg ([a-z]+)\b(?! =)", re.sub(r"```(?!console).*?```", "", README, flags=re.DOTALL)))
    )


@pytest.mark.parametrize("name", named_in_readme())
def test_every_command_named_is_there(name: str) -> None:
    assert name in root.commands


@pytest.mark.parametrize("option", sorted(set(re.findall(r"(?<![-\w])--[a-z][a-z-]+", README))))
def test_every_option_named_is_there(option: str) -> None:
    known = {name for command in root.commands.values() for param in command.params for name in param.opts}
    assert option in known


@pytest.mark.parametrize("target", re.findall(r"^    make (\w+)", README, re.MULTILINE))
def test_every_make_target_named_is_there(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("path", re.findall(r"\]\((?!https?:)([^)]+)\)", README))
def test_every_file_linked_is_there(path: str) -> None:
    assert (ROOT / path).is_file()


@pytest.mark.parametrize("name", re.findall(r"kg ask ([a-z][a-z-]+)", README + str(root.help)))
def test_every_question_named_is_there(name: str) -> None:
    assert (ROOT / "queries" / f"{name}.rq").is_file()


@pytest.mark.parametrize("sparql", blocks("sparql"))
def test_the_sparql_answers(sparql: str, built: Path) -> None:
    with open_store(str(built), read_only=True) as store:
        assert store.query(sparql).rows


def typed() -> list[str]:
    lines = [line.removeprefix("$ ").split("  #")[0] for block in blocks("console") for line in block.splitlines()]
    return [line for line in lines if not line.startswith("kg build")]


@pytest.mark.parametrize("line", typed())
def test_the_commands_answer(line: str, kg: Kg, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_STORE", str(built))
    ended = kg(*shlex.split(line)[1:])
    assert (ended.code, len(ended.out) > 40) == (0, True)


@pytest.mark.parametrize("code", blocks("python"))
def test_the_python_runs(code: str, built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(code.replace('"kg-store"', repr(str(built))), "README.md", "exec"), {})
    assert "Elena Marsh" in capsys.readouterr().out


@pytest.mark.parametrize("source", blocks("toml"))
def test_the_relation_file_is_one(source: str, tmp_path: Path) -> None:
    from kg import relations

    (tmp_path / "tour.toml").write_text(source, "utf-8")
    assert relations.load(str(tmp_path))[-1].type == tomllib.loads(source)["class"]


def test_the_changelog_has_the_version_or_is_ahead_of_it() -> None:
    assert "## [Unreleased]" in (ROOT / "CHANGELOG.md").read_text("utf-8")
