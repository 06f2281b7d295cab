"""What a printed name is known to be beforehand: country, demonym, region, city, institution, declared entity."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from kg.annotation.words import rows, table, words
from kg.model import Authority
from kg.terms import WD

TOKEN = re.compile(r"'s\b|[A-Z]-\d+|[^\W_][\w.&]*(?:'(?!s\b)\w*)?|[-,&]")
LONGEST_ACRONYM = 5
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ö": "Oe", "Ü": "Ue", "ø": "oe", "å": "aa", "ß": "ss"})
STATED = ("New York", "Washington")  # their cities are meant where a name stands alone


@dataclass(frozen=True, slots=True)
class Known:
    """`type`: a class of the ontology, "adjective" for a demonym (of the country `name`, or of a region of that name in
    `country`), "" for a word to skip.
    """

    type: str
    name: str
    country: str | None = None
    exact_match: str | None = None
    declared: bool = False  # by the authority: beats every other evidence


@dataclass(frozen=True)
class Gazetteer:
    """Phrases by their first word, the longest first."""

    phrases: dict[str, list[tuple[tuple[str, ...], Known]]]
    seats: dict[str, str] = field(default_factory=dict)  # a capital or seat of government -> its country
    countries: dict[str, Known] = field(default_factory=dict)

    def match(self, tokens: Sequence[str], at: int) -> tuple[int, Known] | None:
        """The longest phrase that starts at token `at`: its length and what it is."""
        for phrase, known in self.phrases.get(tokens[at], ()):
            size = len(phrase)
            if size == 1 or tuple(tokens[at : at + size]) == phrase:
                return size, known
        return None


def split(phrase: str) -> tuple[str, ...]:
    """The tokens the parser makes of a name."""
    return tuple(TOKEN.findall(phrase))


@cache
def load_gazetteer(authority: Authority) -> Gazetteer:
    entries: dict[tuple[str, ...], Known] = {}
    for name, known in _entries(authority):
        for form in _forms(name, known):
            entries.setdefault(form, known)
    phrases: dict[str, list[tuple[tuple[str, ...], Known]]] = {}
    for phrase in sorted(entries, key=lambda p: (-len(p), p)):
        if phrase[0] == "The" and phrase[1:] in entries:
            continue  # the article is no part of a name that is one without it
        phrases.setdefault(phrase[0], []).append((phrase, entries[phrase]))
    return Gazetteer(phrases, _seats(), {known.name: known for known in entries.values() if known.type == "Country"})


def _forms(name: str, known: Known) -> Iterator[tuple[str, ...]]:
    form = split(name)
    if not form or name in words("places", "never", "words"):
        return
    yield form
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    if plain != name and len(plain) > 2:
        yield split(plain)
        yield split(name.translate(UMLAUTS))
    if not name.isupper() and len(name) > LONGEST_ACRONYM and known.type in ("Country", "City", "adjective"):
        yield split(name.upper())  # capitals in headings and in old wire copy


def _entries(authority: Authority) -> Iterator[tuple[str, Known]]:
    """First come, first served: what is declared beats what is compiled, countries beat cities."""
    for entity in authority.entities:
        known = Known(entity.type, entity.name, entity.country, entity.exact_match, declared=True)
        for name in (entity.name, *entity.aliases):
            yield name, known
    yield from _countries()
    yield from _bodies()
    places = table("places")
    for name in places["regions"]["names"]:
        yield name, Known("Place", name)
    for adjective in places["regions"]["adjectives"]:
        yield adjective, Known("", adjective)
    for region, country, *forms in places["regional"]["names"]:
        yield region, Known("Place", region, country)
        for form in forms:
            yield form, Known("adjective", region, country)
    for name, country in places["cities"].items():
        yield name, Known("City", places["spelled"].get(name, name), country)
    for country, regions in places["shortened"].items():
        for region, forms in regions.items():
            for form in forms:
                yield form, Known("Place", f"{region} State" if region in STATED else region, country)
    cities = {name: country for name, country in rows("cities")}
    for name, country, *_ in rows("regions"):
        # Berlin, Moscow, Beijing are both: their cities are meant. Not so with the states of federations.
        city = cities.get(name) == country and country not in ("United States", "Canada", "Australia", "Mexico")
        yield name, Known("City" if city else "Place", name, country)
    for name, country in cities.items():
        yield name, Known("City", name, country)


def _countries() -> Iterator[tuple[str, Known]]:
    places = table("places")
    countries = [(name, wikidata, aliases, demonyms) for name, wikidata, aliases, demonyms, *_ in rows("countries")]
    countries += [(name, wikidata, "", "") for name, wikidata in places["countries"].items()]
    names = {name for name, *_ in countries}
    for name, wikidata, aliases, demonyms in countries:
        country = Known("Country", name, name, WD + wikidata)
        others = [a for a in aliases.split("|") if a and a not in names]  # "Yugoslavia" was more than its last form
        for alias in (name, *others, *places["aliases"].get(name, ())):
            yield alias, country
        adjective = Known("adjective", name, name, WD + wikidata)
        generated = [d.strip() for d in demonyms.split(",") if d.strip() and d.strip() != name]
        for demonym in (*generated, *places["demonyms"].get(name, ())):
            yield demonym, adjective
            if demonym.endswith(("an", "i")):
                yield demonym + "s", adjective


def _bodies() -> Iterator[tuple[str, Known]]:
    bodies = table("bodies")
    main = {alias: group[0] for group in bodies["institutions"]["aliases"] for alias in group}
    for name, country in table("places")["metonyms"].items():
        yield name, Known("GovernmentBody", main.get(name, name), country)
    for name, country in bodies["bodies"].items():
        yield name, Known("GovernmentBody", main.get(name, name), country or None)
    for name in bodies["companies"]["names"]:
        yield name, Known("Company", name)
    for name in bodies["institutions"]["names"]:
        yield name, Known("Organization", main.get(name, name))


def _seats() -> dict[str, str]:
    places = table("places")
    seats = {capital: name for name, _, _, _, capital in rows("countries") if capital}
    seats |= {name: country for name, country in places["seats"].items() if name != "not"}
    return {name: country for name, country in seats.items() if name not in places["seats"]["not"]}
