"""Extractions written by hand, for tests of what comes after extraction: name who, say what, get an article."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from kg import terms
from kg.model import Amount, Article, ArticleEntity, ArticleEvent, Claim, Date, Evidence, Extraction, Span

BASE = "https://w3id.org/newskg/"


@dataclass(frozen=True)
class Who:
    """What one article names; two articles may give the same thing different names."""

    name: str
    type: str = "Person"
    aliases: tuple[str, ...] = ()
    country: str | None = None
    exact_match: str | None = None


@dataclass(frozen=True)
class Say:
    """One claim. A role is filled by `Who`s or by other `Say`s; `event` groups the claims of one article event."""

    type: str
    status: str
    roles: dict[str, object]
    date: Date | None = None
    amount: Amount | None = None
    by: tuple[Who, ...] = ()
    certainty: str = "CT+"
    event: str | None = None
    rule: str = "test.rule"

    def __hash__(self) -> int:
        return id(self)


@dataclass
class _Page:
    """The article as it grows."""

    id: str
    names: dict[Who, str] = field(default_factory=dict)
    claims: dict[int, str] = field(default_factory=dict)


def day(earliest: str, latest: str | None = None, precision: str = "day", text: str = "then") -> Date:
    return Date(text, dt.date.fromisoformat(earliest), dt.date.fromisoformat(latest or earliest), precision)


def month_day(value: str) -> Date:
    return Date("then", month_day=value)


def money(value: int | str, currency: str = "USD", qualifier: str = "exact", also: Iterable[Amount] = ()) -> Amount:
    return Amount(Decimal(str(value)), currency, qualifier, f"{value} {currency}", tuple(also))


def meeting(status: str, *who: Who, date: Date | None = None, type: str = "Meeting", **more: object) -> Say:
    places = {"place": more.pop("place")} if "place" in more else {}
    return Say(type, status, {"participant": who} | places, date, **more)  # type: ignore[arg-type]


def office(tenure: str, holder: Who, title: str, of: Who | None = None) -> Say:
    return Say("OfficeHolding", tenure, {"holder": (holder,), "title": title} | ({"of": (of,)} if of else {}))


def article(
    id: str,
    *says: Say,
    date: str | None = None,
    month_day: str | None = None,
    publisher: str | None = None,
    also_names: Iterable[Who] = (),
) -> Extraction:
    """Each claim gets a sentence of its own that names all it is about."""
    page = _Page(id)
    for say in says:
        for who in _fillers(say):
            page.names.setdefault(who, f"e{len(page.names) + 1}")
    for who in also_names:
        page.names.setdefault(who, f"e{len(page.names) + 1}")
    text, claims = "", []
    for number, say in enumerate(says):
        sentence = f"{say.type} {number}: {', '.join(who.name for who in _fillers(say))} {say.status}."
        claims.append(_claim(page, say, Span(len(text), len(text) + len(sentence), sentence)))
        text += sentence + " "
    text += " ".join(who.name for who in page.names)
    return Extraction(
        article=Article(
            id, text, publisher=publisher, date=dt.date.fromisoformat(date) if date else None, month_day=month_day
        ),
        entities=_entities(page, text),
        claims=tuple(claims),
        events=_events(says, claims),
        sentences=tuple((claim.evidence[0].start, claim.evidence[0].end) for claim in claims),
    )


def _fillers(say: Say) -> list[Who]:
    values = [value for value in say.roles.values() if not isinstance(value, str | bool)]
    return [*dict.fromkeys([who for value in values for who in value if isinstance(who, Who)] + list(say.by))]


def _roles(page: _Page, say: Say) -> dict[str, tuple[str, ...] | str | bool]:
    def filler(value: object) -> str:
        return page.names[value] if isinstance(value, Who) else page.claims[id(value)]

    return {
        role: value if isinstance(value, str | bool) else tuple(filler(each) for each in value)
        for role, value in say.roles.items()
    }


def _claim(page: _Page, say: Say, sentence: Span) -> Claim:
    roles = _roles(page, say)
    name = f"claim-{terms.digest(repr((page.id, say.type, say.status, roles, say.date, say.amount, sentence)))}"
    page.claims[id(say)] = name
    sources = tuple(page.names[who] for who in say.by)
    evidence = Evidence(sentence.start, sentence.end, sentence.text, sentence)
    return Claim(name, say.type, roles, say.status, say.certainty, (evidence,), say.rule, say.date, say.amount, sources)


def _entities(page: _Page, text: str) -> tuple[ArticleEntity, ...]:
    entities, slugs = [], set()
    for who, name in page.names.items():
        slug = terms.slug(who.name)
        slug = slug if slug not in slugs else f"{slug}-{name}"
        slugs.add(slug)
        start = text.find(who.name)
        mention = Span(start, start + len(who.name), who.name)
        entities.append(
            ArticleEntity(name, who.type, who.name, slug, (mention,), who.aliases, who.country, who.exact_match)
        )
    return tuple(entities)


def _events(says: Iterable[Say], claims: list[Claim]) -> tuple[ArticleEvent, ...]:
    groups: dict[str, list[Claim]] = {}
    for number, (say, claim) in enumerate(zip(says, claims, strict=True)):
        groups.setdefault(say.event or f"#{number}", []).append(claim)
    events = []
    for number, members in enumerate(groups.values(), 1):
        roles: dict[str, tuple[str, ...] | str | bool] = {}
        for claim in members:
            for role, value in claim.roles.items():
                known = roles.get(role, ())
                both = (*known, *value) if isinstance(value, tuple) and isinstance(known, tuple) else None
                roles[role] = value if both is None else tuple(dict.fromkeys(both))
        last = members[-1]
        dates = [claim.date for claim in members if claim.date]
        amounts = [claim.amount for claim in members if claim.amount]
        events.append(
            ArticleEvent(
                f"v{number}",
                last.type,
                roles,
                last.status,
                tuple(claim.id for claim in members),
                dates[0] if dates else None,
                amounts[0] if amounts else None,
            )
        )
    return tuple(events)
