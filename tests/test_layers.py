"""The star holds: a stage imports the centre and never another stage, and libraries stay in their rooms."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "kg"
FILES = sorted(path for path in ROOT.rglob("*.py") if "share" not in path.parts)

CENTRE = {"errors", "settings", "model", "terms", "resources"}
STAGES = {  # a stage: what it may import beside the centre
    "reading": set(),
    "annotation": set(),
    "relations": set(),
    "extraction": {"relations"},
    "consolidation": set(),
    "mapping": set(),
    "authority": set(),
    "ontology": set(),
    "reasoning": set(),
    "admission": set(),
    "validation": set(),
    "store": set(),
    "questions": set(),
    "evaluation": set(),
    "pictures": set(),
    "client": {"store", "questions"},
    "serving": {"store", "questions", "pictures"},
}
JOINTS = {
    "pipeline": set(STAGES) - {"serving", "client", "pictures"},
    "cli": set(STAGES) | {"pipeline"},
    "__main__": {"cli"},
}
ALLOWED = {name: set() for name in CENTRE} | STAGES | JOINTS | {"__init__": set()}

ROOMS = {  # a library: the parts that may import it
    "spacy": {"annotation"},
    "thinc": {"annotation"},
    "flask": {"serving"},
    "werkzeug": {"serving"},
    "waitress": {"serving"},
    "rdflib": {"authority", "reasoning", "validation", "store"},
    "oxrdflib": {"store"},
    "owlrl": {"reasoning"},
    "pyshacl": {"validation"},
    "pyoxigraph": {"store", "serving", "ontology", "reasoning", "validation", "admission"},
    "trafilatura": {"reading"},
    "htmldate": {"reading"},
    "click": {"cli"},
    "rich": {"cli"},
    "pandas": {"client"},
    "networkx": {"client"},
    "resvg_py": {"cli"},
}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def part_of(path: Path) -> str:
    """kg/extraction/slots.py -> extraction."""
    first = path.relative_to(ROOT).parts[0]
    return first.removesuffix(".py")


def imports(path: Path, node: ast.AST | None = None) -> Iterator[str]:
    """Every module a file imports, wherever in the file, by its full dotted name."""
    package = ["kg", *path.relative_to(ROOT).parts[:-1]]
    for item in ast.walk(node or tree(path)):
        if isinstance(item, ast.Import):
            yield from (alias.name for alias in item.names)
        elif isinstance(item, ast.ImportFrom):
            start = package[: len(package) - item.level + 1] if item.level else []
            module = ".".join([*start, *([item.module] if item.module else [])])
            yield from ([f"{module}.{alias.name}" for alias in item.names] if module == "kg" else [module])


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", FILES, ids=name)
def test_every_part_has_its_place(path: Path) -> None:
    assert part_of(path) in ALLOWED


@pytest.mark.parametrize("path", FILES, ids=name)
def test_imports_only_what_its_layer_may(path: Path) -> None:
    ours = {module.split(".")[1] for module in imports(path) if module.startswith("kg.")}
    part = part_of(path)
    assert ours - CENTRE - {part, "__version__"} <= ALLOWED[part]


@pytest.mark.parametrize("path", FILES, ids=name)
def test_libraries_stay_in_their_rooms(path: Path) -> None:
    strayed = {
        module for module in imports(path) if part_of(path) not in ROOMS.get(module.split(".")[0], {part_of(path)})
    }
    assert strayed == set()


@pytest.mark.parametrize("path", [path for path in FILES if part_of(path) != "cli"], ids=name)
def test_no_import_of_ours_hides_in_a_function(path: Path) -> None:
    functions = [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    assert [module for node in functions for module in imports(path, node) if module.split(".")[0] == "kg"] == []


@pytest.mark.parametrize("path", FILES, ids=name)
def test_every_module_says_what_it_decides(path: Path) -> None:
    assert ast.get_docstring(tree(path))


@pytest.mark.parametrize("path", [path for path in FILES if part_of(path) not in CENTRE], ids=name)
def test_a_file_is_one_idea(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= 300, f"{lines} lines: split it"
