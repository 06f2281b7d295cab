#!/usr/bin/env python3
"""Writes kg/annotation/data/brands.tsv from the name-suggestion-index: companies and public bodies with their item.

Run by hand when that package changes: npm pack name-suggestion-index@8.0.20260918, unpack it, and give its folder.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent.parent / "kg" / "annotation" / "data"
KINDS = re.compile(  # what the news speaks of: no schools, bus stops, flags
    r"brands/(amenity/(atm|bank|fuel|fast_food|restaurant|cafe|cinema|pharmacy|car_rental|university)|tourism/hotel"
    r"|office/|shop/)|operators/(power/|man_made/(pipeline|mast)|office/(energy|government)|amenity/university"
    r"|route/railway|landuse/military|telecom/)"
)
NAME = re.compile(r"[A-Z][\w.'’-]*(?: (?:[A-Z&][\w.'’-]*|of|the|and|for|de))+")  # single words mean too much
NOTED = 15_000_000  # items made before 2014, nearly all of which some encyclopedia has an article on
GENERAL = re.compile(  # bodies of which every country has one
    r"(?:Department|Ministry|Office|Directorate|Bureau|Board|Commission|Council|Government|Police|State|National|Public)"
    r" .*|.* (?:Department|Ministry|Police|Government)"
)
COMMON = frozenset(  # a name of such words alone is that of many
    [
        "Ministry",
        "Department",
        "Bank",
        "Central",
        "National",
        "First",
        "City",
        "Town",
        "County",
        "State",
        "Hospital",
        "Police",
        "Fire",
        "Service",
        "Services",
        "University",
        "College",
        "School",
        "Public",
        "Works",
        "Water",
        "Power",
        "Energy",
        "Electric",
        "Electricity",
        "Gas",
        "Company",
        "Corporation",
        "Authority",
        "Agency",
        "Board",
        "Commission",
        "Council",
        "Office",
        "Government",
        "Federal",
        "Royal",
        "People's",
        "Savings",
        "Credit",
        "Union",
        "Trust",
        "Commercial",
        "Development",
        "Agricultural",
        "Agriculture",
        "International",
        "Insurance",
        "Mutual",
        "General",
        "Post",
        "Telecom",
        "Railway",
        "Railways",
        "Air",
        "Force",
        "Army",
        "Navy",
        "Forest",
        "Health",
        "Education",
        "Defence",
        "Defense",
        "Transport",
        "Transportation",
        "Roads",
        "Highways",
        "Supreme",
        "Court",
        "of",
        "the",
        "and",
        "for",
        "&",
        "Regional",
        "United",
        "Community",
        "Cooperative",
        "Farmers",
        "Merchants",
        "Citizens",
        "Peoples",
        "New",
        "North",
        "South",
        "East",
        "West",
        "Northern",
        "Southern",
        "Eastern",
        "Western",
        "World",
        "Man",
        "Home",
        "Star",
        "Easy",
        "Best",
        "Big",
        "One",
        "Super",
    ]
)


def main(package: Path) -> None:
    index = json.loads((package / "dist/json/nsi.min.json").read_text("utf-8"))["nsi"]
    labels = json.loads((package / "dist/wikidata/wikidata.min.json").read_text("utf-8"))["wikidata"]
    version = json.loads((package / "package.json").read_text("utf-8"))["version"]
    items: dict[str, set[str]] = defaultdict(set)
    for kind, group in index.items():
        for entry in group["items"]:
            for name, item in _names(entry, labels):
                items[name].add(item if KINDS.match(kind) else "")
    known = tomllib.loads((DATA / "items.toml").read_text("utf-8"))["organizations"]
    own = {name for names in known.values() for name in names}
    rows = sorted((name, next(iter(found - {""}))) for name, found in items.items() if len(found - {""}) == 1)
    rows = [(name, item) for name, item in rows if int(item[1:]) < NOTED]
    lines = [f"# from name-suggestion-index {version} (BSD-3-Clause), labels from Wikidata (CC0)", "# name\twikidata"]
    lines += ["\t".join(row) for row in rows if row[0] not in own and _telling(row[0])]
    (DATA / "brands.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _telling(name: str) -> bool:
    return not set(name.split()) <= COMMON and not GENERAL.fullmatch(name)


def _names(entry: dict[str, Any], labels: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Each name of an entry with the item it stands for."""
    tags = entry["tags"]
    item = tags.get("brand:wikidata") or tags.get("operator:wikidata")
    if item:
        names = {entry["displayName"], labels.get(item, {}).get("label"), tags.get("brand:en"), tags.get("operator:en")}
        yield from ((name, item) for name in names if name and NAME.fullmatch(name))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
