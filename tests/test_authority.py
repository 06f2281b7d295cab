"""What the authority file may say, and how it says that something is wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg import authority, resources
from kg.errors import KgError
from kg.model import KnownEntity

HEAD = """@prefix kg: <https://w3id.org/newskg/ns#> . @prefix ex: <http://example.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix wd: <http://www.wikidata.org/entity/> .
"""
EX = "http://example.org/"
READ = {
    "an empty file": ("", ()),
    "a name": ('ex:a a kg:Company ; skos:prefLabel "Acme" .', (KnownEntity(EX + "a", "Company", "Acme"),)),
    "other names": (
        'ex:a a kg:Company ; skos:prefLabel "Acme" ; skos:altLabel "Acme  Corp." , "ACME" .',
        (KnownEntity(EX + "a", "Company", "Acme", ("ACME", "Acme Corp.")),),
    ),
    "a link": (
        'ex:a a kg:City ; skos:prefLabel "Oslo" ; skos:exactMatch wd:Q585 .',
        (KnownEntity(EX + "a", "City", "Oslo", exact_match="http://www.wikidata.org/entity/Q585"),),
    ),
    "a country": (
        'ex:n a kg:Country ; skos:prefLabel "Norway" . ex:a a kg:City ; skos:prefLabel "Oslo" ; kg:country ex:n .',
        (KnownEntity(EX + "a", "City", "Oslo", country="Norway"), KnownEntity(EX + "n", "Country", "Norway")),
    ),
    "two that differ": (
        'ex:a a kg:Person ; skos:prefLabel "Kim" ; owl:differentFrom ex:b . ex:b a kg:Person ; skos:prefLabel "Kim" .',
        (
            KnownEntity(EX + "a", "Person", "Kim", different_from=(EX + "b",)),
            KnownEntity(EX + "b", "Person", "Kim", different_from=(EX + "a",)),
        ),
    ),
    "a header": (
        'ex: a owl:Ontology . ex:a a kg:Topic ; skos:prefLabel "rice" .',
        (KnownEntity(EX + "a", "Topic", "rice"),),
    ),
}
WRONG = {
    "no Turtle": ("ex:a a kg:Company\nex:b", "line 5: not Turtle"),
    "no class": ('ex:a skos:prefLabel "Acme" .', "ex.*/a is a nothing; use exactly one of kg:Agent"),
    "two classes": ('ex:a a kg:Company , kg:City ; skos:prefLabel "A" .', "a is a City and Company; use exactly one"),
    "an unknown class": ('ex:a a kg:Firm ; skos:prefLabel "Acme" .', "a is a Firm; use exactly one"),
    "no name": ("ex:a a kg:Company .", "a has 0 skos:prefLabel; it needs exactly one"),
    "two names": ('ex:a a kg:Company ; skos:prefLabel "A" , "B" .', "a has 2 skos:prefLabel"),
    "a name that is a thing": ("ex:a a kg:Company ; skos:prefLabel ex:b .", "is no name; write it between quotes"),
    "no IRI": ('[] a kg:Company ; skos:prefLabel "Acme" .', "is a blank node; give it an IRI"),
    "an unknown country": ('ex:a a kg:City ; skos:prefLabel "A" ; kg:country ex:n .', "kg:country must be one country"),
    "the same as two": ("ex:a owl:sameAs ex:b , ex:c .", "ex.*/a is owl:sameAs two things"),
    "the same as itself": ("ex:a owl:sameAs ex:b . ex:b owl:sameAs ex:a .", "is owl:sameAs itself in the end"),
    "two links": ('ex:a a kg:City ; skos:prefLabel "A" ; skos:exactMatch wd:Q1 , wd:Q2 .', "has 2 skos:exactMatch"),
}


@pytest.mark.parametrize(("turtle", "expected"), READ.values(), ids=READ)
def test_reads(turtle: str, expected: tuple[KnownEntity, ...], tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(HEAD + turtle, encoding="utf-8")
    assert authority.load(tmp_path / "a.ttl").entities == expected


@pytest.mark.parametrize(("turtle", "message"), WRONG.values(), ids=WRONG)
def test_says_what_is_wrong_and_where(turtle: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(HEAD + turtle, encoding="utf-8")
    with pytest.raises(KgError, match=rf"a\.ttl.*{message}"):
        authority.load(tmp_path / "a.ttl")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(KgError, match=re.escape("none.ttl: cannot be read")):
        authority.load(tmp_path / "none.ttl")


def test_the_packaged_file_declares_each_name_once() -> None:
    known = authority.load(resources.path("ontology") / "authority.ttl").entities
    names = [name for entity in known for name in (entity.name, *entity.aliases)]
    assert sorted(set(names)) == sorted(names)


def test_reads_what_is_the_same_and_what_is_nobody_else(tmp_path: Path) -> None:
    says = "ex:a owl:sameAs ex:b . ex:b owl:sameAs ex:c . <http://x.org/article/a1#entity-kim> owl:differentFrom ex:c ."
    (tmp_path / "a.ttl").write_text(HEAD + says, encoding="utf-8")
    found = authority.load(tmp_path / "a.ttl")
    assert (found.same, found.apart) == (
        ((EX + "a", EX + "c"), (EX + "b", EX + "c"), (EX + "c", EX + "c")),
        ("http://x.org/article/a1#entity-kim",),
    )
