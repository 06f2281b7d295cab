"""kg plot: a file of the kind asked for, or a word on why there is none."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from command import Kg


@pytest.mark.parametrize("kind", ["timeline", "network", "map", "money"])
def test_svg(kg: Kg, built: Path, tmp_path: Path, kind: str) -> None:
    ended = kg("plot", kind, "-o", str(tmp_path / "out.svg"), store=built)
    assert (ended.code, ET.parse(tmp_path / "out.svg").getroot().tag) == (0, "{http://www.w3.org/2000/svg}svg")


def test_png(kg: Kg, built: Path, tmp_path: Path) -> None:
    pytest.importorskip("resvg_py")
    ended = kg("plot", "timeline", "-o", str(tmp_path / "out.png"), store=built)
    assert (ended.code, (tmp_path / "out.png").read_bytes()[:4]) == (0, b"\x89PNG")


def test_the_same_graph_gives_the_same_bytes(kg: Kg, built: Path, tmp_path: Path) -> None:
    for name in ("one.svg", "two.svg"):
        kg("plot", "network", "-o", str(tmp_path / name), store=built)
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("timeline", "-o", "OUT.pdf"), 2),
        (("dragon", "-o", "OUT.svg"), 2),
        (("network", "--about", "Nobody At All", "-o", "OUT.svg"), 3),
    ],
)
def test_what_cannot_be_drawn(kg: Kg, built: Path, tmp_path: Path, arguments: tuple[str, ...], code: int) -> None:
    given = [each.replace("OUT", str(tmp_path / "out")) for each in arguments]
    assert kg("plot", *given, store=built).code == code
