"""Instance IRIs and slugs: depend on content only, and stay as they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import terms

BASE = "https://example.org/kg/"


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Ana Souza", "ana-souza"),
        ("U.S. Treasury", "us-treasury"),
        ("O'Brien & Sons", "obrien-sons"),
        ("São Paulo", "sao-paulo"),
        ("  --  Nordic  Rail -- ", "nordic-rail"),
        ("東京", terms.digest("東京")[:8]),
        ("", terms.digest("")[:8]),
        ("a" * 200, "a" * 80),
    ],
)
def test_slug(text: str, slug: str) -> None:
    assert terms.slug(text) == slug


@given(st.text())
def test_a_slug_needs_no_escaping(text: str) -> None:
    assert terms.slug(text).replace("-", "").isalnum() and terms.slug(text).isascii()


@pytest.mark.parametrize(
    ("name", "kebab"), [("OfficeHolding", "office-holding"), ("Meeting", "meeting"), ("TradeMeasure", "trade-measure")]
)
def test_kebab(name: str, kebab: str) -> None:
    assert terms.kebab(name) == kebab


@pytest.mark.parametrize(
    ("iri", "expected"),
    [
        (terms.graph_iri(BASE, "facts"), "graph/facts"),
        (terms.article_iri(BASE, "a 1/é"), "article/a%201%2F%C3%A9"),
        (terms.span_iri(terms.article_iri(BASE, "a1"), 3, 9), "article/a1#char=3,9"),
        (terms.claim_iri(BASE, "a1", "claim-00ff"), "article/a1#claim-00ff"),
        (terms.article_entity_iri(BASE, "a1", "ana-souza"), "article/a1#entity-ana-souza"),
        (terms.entity_iri(BASE, "GovernmentBody", "senate"), "id/government-body/senate"),
        (terms.office_iri(BASE, "Mayor", "Lund"), "id/office/mayor-of-lund"),
        (terms.office_iri(BASE, "Pope", None), "id/office/pope"),
        (terms.amount_iri("https://x/#claim-1", "5.5", "EUR"), None),
        (terms.amount_iri("https://x/event/1", "55", "EUR"), None),
    ],
    ids=str,
)
def test_iri(iri: str, expected: str | None) -> None:
    assert (iri == BASE + expected) if expected else iri.count("#") == 1


def test_an_event_iri_depends_on_its_anchor_only() -> None:
    assert (
        terms.event_iri(BASE, "Meeting", "x")
        == terms.event_iri(BASE, "Meeting", "x")
        != terms.event_iri(BASE, "Meeting", "y")
    )


@pytest.mark.parametrize("table", [terms.STATUSES, terms.CERTAINTIES], ids=["statuses", "certainties"])
def test_values_have_terms_of_their_own(table: dict[str, str]) -> None:
    assert len(set(table.values())) == len(table)


def test_every_prefix_ends_a_namespace() -> None:
    assert [prefix for prefix, iri in terms.PREFIXES.items() if not iri.endswith(("#", "/"))] == []
