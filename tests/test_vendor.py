"""What is served of others is what packages.toml says, and NOTICE names it."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
vendor = runpy.run_path(str(ROOT / "scripts" / "vendor.py"))


def test_the_files_are_those_of_the_list() -> None:
    assert vendor["faults"]() == []


@pytest.mark.parametrize("package", vendor["packages"](), ids=lambda package: package["name"])
def test_notice_names_each_package(package: dict[str, Any]) -> None:
    notice = " ".join((ROOT / "NOTICE").read_text("utf-8").split())
    assert f"{package['name']} {package['version']}" in notice
