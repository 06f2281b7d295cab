"""The wheel is whole: installed elsewhere, `kg` finds its ontology, questions, samples and relation files."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

import kg

ROOT = Path(__file__).parent.parent
BIN = "Scripts" if os.name == "nt" else "bin"
FILES = subprocess.run(
    ["git", "ls-files", "--cached", "--others", "--exclude-standard", "kg", "ontology", "queries", "seeds"],
    cwd=ROOT,
    capture_output=True,
    text=True,
    check=False,
).stdout.split("\n")[:-1]


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("KG_", "PYTHON"))}
    return subprocess.run(
        list(map(str, command)), cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    done = run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `kg` of a fresh environment that borrows the libraries of this one, and not its checkout."""
    folder = tmp_path_factory.mktemp("elsewhere")
    venv.create(folder / "venv", with_pip=False)
    python = folder / "venv" / BIN / "python"
    pip = (sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index", wheel)
    done = run(*pip, "--disable-pip-version-check", cwd=folder)
    assert done.returncode == 0, done.stderr
    packages = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).stdout.strip()
    borrowed = dict.fromkeys([sysconfig.get_path("purelib"), sysconfig.get_path("platlib")])
    Path(packages, "borrowed.pth").write_text("".join(f"{path}\n" for path in borrowed), "utf-8")
    return folder / "venv" / BIN / "kg"


@pytest.mark.parametrize("file", FILES)
def test_the_wheel_carries(wheel: Path, file: str) -> None:
    path = file if file.startswith("kg/") else f"kg/share/{file}"
    assert path in zipfile.ZipFile(wheel).namelist()


def test_version(installed: Path, tmp_path: Path) -> None:
    assert run(installed, "--version", cwd=tmp_path).stdout == f"kg, version {kg.__version__}\n"


def test_questions(installed: Path, tmp_path: Path) -> None:
    names = sorted(path.stem for path in (ROOT / "queries").glob("*.rq"))
    rows = run(installed, "questions", "--format", "csv", cwd=tmp_path).stdout.splitlines()
    assert [row.split(",")[0] for row in rows[1:]] == names


def test_it_is_not_the_checkout(installed: Path, tmp_path: Path) -> None:
    python = installed.with_name("python")
    found = run(python, "-c", "from kg import resources; print(resources.path('ontology'))", cwd=tmp_path).stdout
    assert Path(found.strip()).parts[-3:] == ("kg", "share", "ontology")


def test_every_dependency_says_why() -> None:
    lines = (ROOT / "pyproject.toml").read_text("utf-8").split("dependencies = [")[1].split("]\n")[0].splitlines()
    assert [line for line in lines if line.strip().startswith('"') and "#" not in line] == []


def test_the_licence_is_the_one_named() -> None:
    named = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["license"]
    assert (named, "Apache License" in (ROOT / "LICENSE").read_text("utf-8")) == ("Apache-2.0", True)
