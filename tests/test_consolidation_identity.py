"""Which names are one entity, and which are left apart."""

from __future__ import annotations

from itertools import islice, permutations

import pytest
from stories import BASE, Say, Who, article, meeting, office

from kg.consolidation import consolidate
from kg.consolidation.entities import CORRECTED
from kg.model import Authority, Extraction, KnownEntity

OTHER = Who("Otto Kern")
FRANCE, CHILE = Who("France", "Country"), Who("Chile", "Country")


def told(number: int, *who: Who, titles: tuple[Say, ...] = ()) -> Extraction:
    """An article in which each of them meets somebody of that article alone."""
    return article(f"a{number}", *(meeting("held", each, Who(f"Nobody Else{number}")) for each in who), *titles)


def groups(*articles: Extraction, authority: Authority | None = None) -> set[frozenset[str]]:
    """The names that are one entity, as `article:name`, of entities with more than one member or the asked ones."""
    facts = consolidate(articles, authority or Authority(), BASE)
    found: dict[str, set[str]] = {}
    for member, entity, _ in facts.members:
        found.setdefault(entity, set()).add(member.removeprefix(f"{BASE}article/").replace("#entity-", ":"))
    named = {frozenset(each for each in members if "nobody-else" not in each) for members in found.values()}
    return named - {frozenset()}


ADA, EVA, MOREAU = Who("Ada Moreau"), Who("Eva Moreau"), Who("Moreau")
ADA_PM = told(1, ADA, titles=(office("current", ADA, "Prime Minister", FRANCE),))
CASES = {
    "equal names": ([told(1, ADA), told(2, ADA)], {"a1:ada-moreau", "a2:ada-moreau"}),
    "the only bearer of a surname": ([told(1, ADA), told(2, MOREAU)], {"a1:ada-moreau", "a2:moreau"}),
    "a middle initial": ([told(1, ADA), told(2, Who("Ada B. Moreau"))], {"a1:ada-moreau", "a2:ada-b-moreau"}),
    "surname and title": (
        [ADA_PM, told(2, EVA), told(3, MOREAU, titles=(office("former", MOREAU, "PM", FRANCE),))],
        {"a1:ada-moreau", "a3:moreau"},
    ),
    "surname and title without country": (
        [ADA_PM, told(2, EVA), told(3, MOREAU, titles=(office("current", MOREAU, "Prime Minister"),))],
        {"a1:ada-moreau", "a3:moreau"},
    ),
    "surname and country": (
        [told(1, Who("Ada Moreau", country="France")), told(2, EVA), told(3, Who("Moreau", country="France"))],
        {"a1:ada-moreau", "a3:moreau"},
    ),
    "family name first": (
        [told(1, Who("Li Wen")), told(2, Who("Wen Li")), told(3, Who("Wen Li"))],
        {"a1:li-wen", "a2:wen-li", "a3:wen-li"},
    ),
    "legal form": (
        [told(1, Who("Andes Copper", "Company")), told(2, Who("Andes Copper Corp.", "Organization"))],
        {"a1:andes-copper", "a2:andes-copper-corp"},
    ),
    "printed acronym": (
        [
            told(1, Who("Andean Trade Office", "Organization", aliases=("ANTRO",))),
            told(2, Who("ANTRO", "Organization")),
        ],
        {"a1:andean-trade-office", "a2:antro"},
    ),
    "the beginning of a name, in two articles": (
        [
            told(1, Who("Acme Motor", "Company", aliases=("Acme",))),
            told(2, Who("Acme Motor", "Company", aliases=("Acme",))),
            told(3, Who("Acme", "Company")),
        ],
        {"a1:acme-motor", "a2:acme-motor", "a3:acme"},
    ),
    "a slip of reading": (
        [
            *(told(n, ADA, titles=(office("current", ADA, "President", FRANCE),)) for n in range(1, 5)),
            told(5, ADA, titles=(office("current", ADA, "President", CHILE),)),
        ],
        {f"a{n}:ada-moreau" for n in range(1, 6)},
    ),
    "two spellings of one president": (
        [
            told(1, Who("Ada Koslovsky"), titles=(office("current", Who("Ada Koslovsky"), "President", FRANCE),)),
            told(2, Who("Ada Koslovskyi"), titles=(office("current", Who("Ada Koslovskyi"), "President", FRANCE),)),
        ],
        {"a1:ada-koslovsky", "a2:ada-koslovskyi"},
    ),
    "acronym by its letters": (
        [told(1, Who("World Copper Organization", "Organization")), told(2, Who("WCO", "Organization"))],
        {"a1:world-copper-organization", "a2:wco"},
    ),
    "wrong type of a known name": (
        [
            told(1, Who("Harbour One", "Project")),
            told(2, Who("Harbour One", "Project")),
            told(3, Who("Harbour One", "Organization")),
        ],
        {"a1:harbour-one", "a2:harbour-one", "a3:harbour-one"},
    ),
    "external identifier": (
        [
            told(1, Who("Acme", "Company", exact_match="urn:q1")),
            told(2, Who("Acme Works", "Company", exact_match="urn:q1")),
        ],
        {"a1:acme", "a2:acme-works"},
    ),
    "a surname of one of two namesakes' countries": (
        [
            told(1, ADA, titles=(office("current", ADA, "President", FRANCE),)),
            told(2, ADA, titles=(office("current", ADA, "Foreign Minister", CHILE),)),
            told(3, MOREAU, titles=(office("former", MOREAU, "Foreign Minister", CHILE),)),
        ],
        {"a2:ada-moreau", "a3:moreau"},
    ),
    "a career in one state": (
        [
            told(1, ADA, titles=(office("current", ADA, "President", FRANCE),)),
            told(2, ADA, titles=(office("former", ADA, "Mayor", FRANCE),)),
        ],
        {"a1:ada-moreau", "a2:ada-moreau"},
    ),
    "a namesake's article without evidence": (
        [
            told(1, ADA, titles=(office("current", ADA, "President", FRANCE),)),
            told(2, ADA, titles=(office("current", ADA, "Foreign Minister", CHILE),)),
            told(3, ADA, titles=(office("former", ADA, "President"),)),
        ],
        {"a1:ada-moreau", "a3:ada-moreau"},
    ),
    "nobody bears it in full": ([told(1, MOREAU), told(2, MOREAU)], {"a1:moreau", "a2:moreau"}),
}
APART = {
    "shared surname, no evidence": ([told(1, ADA), told(2, EVA), told(3, MOREAU)], {"a3:moreau"}),
    "shared surname, other title": (
        [ADA_PM, told(2, EVA), told(3, MOREAU, titles=(office("current", MOREAU, "Mayor", CHILE),))],
        {"a3:moreau"},
    ),
    "other country": (
        [told(1, Who("Ada Moreau", country="France")), told(3, Who("Moreau", country="Chile"))],
        {"a3:moreau"},
    ),
    "unresolved in two articles": ([told(1, ADA), told(2, EVA), told(3, MOREAU), told(4, MOREAU)], {"a3:moreau"}),
    "two acronyms": (
        [
            told(1, Who("World Copper Organization", "Organization")),
            told(2, Who("Western Coal Office", "Organization")),
            told(3, Who("WCO", "Organization")),
        ],
        {"a3:wco"},
    ),
    "an alias of two": (
        [
            told(1, Who("Alpine Bank Zurich", "Company", aliases=("Alpine",))),
            told(2, Who("Alpine Tea", "Company", aliases=("Alpine",))),
            told(3, Who("Alpine", "Company")),
        ],
        {"a3:alpine"},
    ),
    "namesakes who serve different states": (
        [
            told(1, ADA, titles=(office("current", ADA, "President", FRANCE),)),
            told(2, ADA, titles=(office("current", ADA, "Foreign Minister", CHILE),)),
        ],
        {"a1:ada-moreau"},
    ),
    "two spellings without an office": (
        [told(1, Who("Ada Koslovsky")), told(2, Who("Ada Koslovskyi"))],
        {"a1:ada-koslovsky"},
    ),
    "a part of a name": (
        [
            told(1, Who("Harbour Safety Board", "Organization", aliases=("Board",))),
            told(2, Who("Harbour Safety Board", "Organization", aliases=("Board",))),
            told(3, Who("Board", "Organization")),
        ],
        {"a3:board"},
    ),
    "the beginning of a name, in one article": (
        [
            told(1, Who("Acme Power Tools", "Company", aliases=("Acme",))),
            told(3, Who("Acme", "Company")),
        ],
        {"a3:acme"},
    ),
    "unnamed sources": ([told(1, Who("officials", "Agent")), told(2, Who("officials", "Agent"))], {"a1:officials"}),
    "a person named as a country": (
        [told(1, Who("Chad")), told(2, Who("Ina Chad")), told(3, Who("Chad", "Country"))],
        {"a3:chad"},
    ),
}


@pytest.mark.parametrize(("articles", "expected"), CASES.values(), ids=CASES.keys())
def test_one(articles: list[Extraction], expected: set[str]) -> None:
    assert frozenset(expected) in groups(*articles)


@pytest.mark.parametrize(("articles", "expected"), APART.values(), ids=APART.keys())
def test_apart(articles: list[Extraction], expected: set[str]) -> None:
    assert frozenset(expected) in groups(*articles)


@pytest.mark.parametrize(("articles", "_"), [*CASES.values(), *APART.values()], ids=[*CASES, *APART])
def test_order_does_not_matter(articles: list[Extraction], _: object) -> None:
    results = {repr(consolidate(order, Authority(), BASE)) for order in islice(permutations(articles), 24)}
    assert len(results) == 1


def known(name: str, type: str = "Company", **more: object) -> KnownEntity:
    slug = name.lower().replace(" ", "-")
    return KnownEntity(f"{BASE}id/{type.lower()}/{slug}", type, name, **more)  # type: ignore[arg-type]


def names_of(authority: Authority, *articles: Extraction) -> dict[str, tuple[str, ...]]:
    facts = consolidate(articles, authority, BASE)
    return {
        each.name: tuple(member for member, entity, _ in facts.members if entity == each.iri) for each in facts.entities
    }


def test_the_authority_joins_by_alias() -> None:
    authority = Authority((known("Andes Copper", aliases=("Red Metal Trust",)),))
    pages = [told(1, Who("Andes Copper", "Company")), told(2, Who("Red Metal Trust", "Company"))]
    assert frozenset({"a1:andes-copper", "a2:red-metal-trust"}) in groups(*pages, authority=authority)


def test_the_authority_parts_what_a_suffix_would_join() -> None:
    bank, group = known("Alpine Bank"), known("Alpine Bank Group")
    authority = Authority((bank, group))
    pages = [told(1, Who("Alpine Bank", "Company")), told(2, Who("Alpine Bank Group", "Company"))]
    assert frozenset({"a1:alpine-bank"}) in groups(*pages, authority=authority)


def test_the_authority_settles_a_surname() -> None:
    authority = Authority((known("Ada Moreau", "Person", aliases=("Moreau",)),))
    pages = [told(1, ADA), told(2, EVA), told(3, MOREAU)]
    assert frozenset({"a1:ada-moreau", "a3:moreau"}) in groups(*pages, authority=authority)


def test_the_authority_names() -> None:
    authority = Authority((known("Andes Copper plc", exact_match="urn:q7"),))
    assert "Andes Copper plc" in names_of(authority, told(1, Who("Andes Copper", "Company")))


def test_the_most_frequent_full_form_is_the_label() -> None:
    pages = [
        told(1, Who("Acme Corp", "Company")),
        told(2, Who("Acme", "Company")),
        told(3, Who("Acme Corp", "Company")),
    ]
    assert "Acme Corp" in names_of(Authority(), *pages)


def test_a_surname_is_no_label() -> None:
    assert "Ada Moreau" in names_of(Authority(), told(1, ADA), told(2, MOREAU), told(3, MOREAU))


def test_a_narrow_type_wins() -> None:
    pages = [told(1, Who("Acme", "Company")), told(2, Who("Acme", "Organization"))]
    types = {entity.name: entity.type for entity in consolidate(pages, Authority(), BASE).entities}
    assert types["Acme"] == "Company"


def test_contradicting_identifiers_are_not_passed_on() -> None:
    pages = [
        told(1, Who("Acme", "Company", exact_match="urn:q1")),
        told(2, Who("Acme", "Company", exact_match="urn:q2")),
    ]
    matches = {entity.name: entity.exact_match for entity in consolidate(pages, Authority(), BASE).entities}
    assert matches["Acme"] is None


def test_of_two_with_one_name_the_more_frequent_has_the_bare_slug() -> None:
    pages = [told(number, Who("Acme", kind)) for number, kind in enumerate(["Company", "City", "Company"])]
    pages += [told(7, Who("Alpine-Tea", "Topic")), told(8, Who("Alpine Tea", "Topic"))]
    slugs = {entity.iri.rsplit("/")[-1] for entity in consolidate(pages, Authority(), BASE).entities}
    assert {"acme", "alpine-tea"} <= slugs


def test_who_fills_no_role_is_no_entity() -> None:
    page = article("a1", meeting("held", ADA, OTHER), also_names=[Who("Rosa Vidal")])
    assert "Rosa Vidal" not in names_of(Authority(), page)


ONE = f"{BASE}id/person/ada-moreau"
SAYS = {
    "one entity is another": (
        Authority(same=((ONE, ONE), (f"{BASE}id/person/eva-moreau", ONE))),
        {"a1:ada-moreau", "a2:eva-moreau"},
    ),
    "an entity is a declared one": (
        Authority((known("Ada Moreau", "Person"),), ((ONE, ONE), (f"{BASE}id/person/eva-moreau", ONE))),
        {"a1:ada-moreau", "a2:eva-moreau"},
    ),
    "what an article names is another": (
        Authority(same=((ONE, ONE), (f"{BASE}article/a2#entity-eva-moreau", ONE))),
        {"a1:ada-moreau", "a2:eva-moreau"},
    ),
    "what an article names is nobody else": (
        Authority(apart=(f"{BASE}article/a3#entity-ada-moreau",)),
        {"a3:ada-moreau"},
    ),
}


@pytest.mark.parametrize(("authority", "expected"), SAYS.values(), ids=SAYS)
def test_the_authority_corrects(authority: Authority, expected: set[str]) -> None:
    pages = [told(1, ADA), told(2, EVA)]
    pages += [told(3, ADA)] if authority.apart else []
    assert frozenset(expected) in groups(*pages, authority=authority)


def test_says_that_the_authority_joined_them() -> None:
    authority = Authority(same=((ONE, ONE), (f"{BASE}id/person/eva-moreau", ONE)))
    facts = consolidate([told(1, ADA), told(2, EVA)], authority, BASE)
    assert {why for member, _, why in facts.members if member.endswith("eva-moreau")} == {CORRECTED}


WHY = {
    "the name itself": ([told(1, ADA), told(2, ADA)], {""}),
    "a surname": ([told(1, ADA), told(2, MOREAU)], {"", "the only one of that surname"}),
    "the authority": ([told(1, Who("Nato", "Organization"))], {"the authority file names it"}),
    "initials": (
        [told(1, Who("National Harbour Board", "Organization")), told(2, Who("NHB", "Organization"))],
        {"", "the initials of its name"},
    ),
}


@pytest.mark.parametrize(("pages", "expected"), WHY.values(), ids=WHY)
def test_says_why_two_names_are_one(pages: list[Extraction], expected: set[str]) -> None:
    authority = Authority((known("NATO", "Organization", aliases=("Nato",)),))
    facts = consolidate(pages, authority, BASE)
    assert {why for member, _, why in facts.members if "nobody" not in member} == expected
