"""An extraction as one JSON object, and back without loss."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from kg import terms
from kg.errors import ReadingError
from kg.model import (
    Amount,
    Article,
    ArticleEntity,
    ArticleEvent,
    Claim,
    Date,
    Evidence,
    Extraction,
    Roles,
    Span,
)
from kg.settings import Settings

Record = dict[str, Any]


def to_line(extraction: Extraction, base: str = Settings.base_iri) -> str:
    """The record as compact JSON on one line, without the line end."""
    return json.dumps(to_record(extraction, base), ensure_ascii=False, separators=(",", ":"))


def to_record(extraction: Extraction, base: str = Settings.base_iri) -> Record:
    """What is promised to other tools, and beside it what `from_record` needs to give back the same extraction."""
    article = extraction.article
    return {
        "id": article.id,
        "title": article.title,
        "publisher": article.publisher,
        "date": _day(article.date),
        "month_day": article.month_day,
        "author": article.author,
        "url": article.url,
        "language": article.language,
        "text": article.text,
        "furniture": [list(span) for span in article.furniture],
        "sentences": [list(span) for span in extraction.sentences],
        "entities": [_entity(entity, base, article.id) for entity in extraction.entities],
        "claims": [_claim(claim) for claim in extraction.claims],
        "events": [_event(event) for event in extraction.events],
    }


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _span(span: Span | Evidence) -> Record:
    return {"start": span.start, "end": span.end, "text": span.text}


def _entity(entity: ArticleEntity, base: str, article: str) -> Record:
    return {
        "id": entity.id,
        "type": entity.type,
        "name": entity.name,
        "iri": terms.article_entity_iri(base, article, entity.slug),
        "slug": entity.slug,
        "aliases": list(entity.aliases),
        "country": entity.country,
        "exact_match": entity.exact_match,
        "mentions": [_span(mention) for mention in entity.mentions],
    }


def _roles(roles: Roles) -> Record:
    return {role: value if isinstance(value, str | bool) else list(value) for role, value in roles.items()}


def _date(date: Date | None) -> Record | None:
    if date is None:
        return None
    fields = {
        "earliest": _day(date.earliest),
        "latest": _day(date.latest),
        "precision": date.precision,
        "month_day": date.month_day,
    }
    return {name: value for name, value in fields.items() if value is not None} | {"text": date.text}


def _amount(amount: Amount | None) -> Record | None:
    if amount is None:
        return None
    return {
        "value": _number(amount.value),
        "currency": amount.currency,
        "qualifier": amount.qualifier,
        "text": amount.text,
        "also": [_amount(other) for other in amount.also],
    }


def _number(value: Decimal) -> int | float | str:
    """A JSON number where one holds the value exactly, else its digits as a string."""
    if value == value.to_integral_value():
        return int(value)
    return float(value) if Decimal(repr(float(value))) == value else str(value)


def _claim(claim: Claim) -> Record:
    return {
        "id": claim.id,
        "type": claim.type,
        "roles": _roles(claim.roles),
        "status": claim.status,
        "certainty": claim.certainty,
        "date": _date(claim.date),
        "amount": _amount(claim.amount),
        "attributed_to": list(claim.attributed_to),
        "evidence": [_span(each) | {"sentence": _span(each.sentence)} for each in claim.evidence],
        "rule": claim.rule,
    }


def _event(event: ArticleEvent) -> Record:
    return {
        "id": event.id,
        "type": event.type,
        "roles": _roles(event.roles),
        "status": event.status,
        "date": _date(event.date),
        "amount": _amount(event.amount),
        "claims": list(event.claims),
    }


def from_record(record: Mapping[str, Any]) -> Extraction:
    """The extraction a record was made of. Raises ReadingError where the record is none of `kg extract`."""
    try:
        return Extraction(
            article=_read_article(record),
            entities=tuple(_read_entity(entity) for entity in record["entities"]),
            claims=tuple(_read_claim(claim) for claim in record["claims"]),
            events=tuple(_read_event(event) for event in record["events"]),
            sentences=_read_pairs(record.get("sentences", ())),
        )
    except (KeyError, TypeError, ValueError, ArithmeticError) as error:
        name = str(record.get("id", "a record"))
        raise ReadingError(name, f"no record of `kg extract --format jsonl`: {error!r}", name) from None


def _read_pairs(pairs: Any) -> tuple[tuple[int, int], ...]:
    return tuple((first, last) for first, last in pairs)


def _read_day(day: str | None) -> dt.date | None:
    return dt.date.fromisoformat(day) if day else None


def _read_article(record: Mapping[str, Any]) -> Article:
    return Article(
        id=record["id"],
        text=record["text"],
        title=record.get("title"),
        publisher=record.get("publisher"),
        author=record.get("author"),
        url=record.get("url"),
        language=record.get("language"),
        date=_read_day(record.get("date")),
        month_day=record.get("month_day"),
        furniture=_read_pairs(record.get("furniture", ())),
    )


def _read_span(span: Record) -> Span:
    return Span(span["start"], span["end"], span["text"])


def _read_entity(entity: Record) -> ArticleEntity:
    return ArticleEntity(
        id=entity["id"],
        type=entity["type"],
        name=entity["name"],
        slug=entity["slug"],
        mentions=tuple(_read_span(mention) for mention in entity["mentions"]),
        aliases=tuple(entity.get("aliases", ())),
        country=entity.get("country"),
        exact_match=entity.get("exact_match"),
    )


def _read_roles(roles: Record) -> Roles:
    return {role: tuple(value) if isinstance(value, list) else value for role, value in roles.items()}


def _read_date(date: Record | None) -> Date | None:
    if date is None:
        return None
    return Date(
        text=date["text"],
        earliest=_read_day(date.get("earliest")),
        latest=_read_day(date.get("latest")),
        precision=date.get("precision"),
        month_day=date.get("month_day"),
    )


def _read_amount(amount: Record | None) -> Amount | None:
    if amount is None:
        return None
    also = (_read_amount(other) for other in amount.get("also", ()))
    return Amount(
        value=Decimal(str(amount["value"])),
        currency=amount["currency"],
        qualifier=amount["qualifier"],
        text=amount["text"],
        also=tuple(other for other in also if other),
    )


def _read_evidence(evidence: Record) -> Evidence:
    return Evidence(evidence["start"], evidence["end"], evidence["text"], _read_span(evidence["sentence"]))


def _read_claim(claim: Record) -> Claim:
    return Claim(
        id=claim["id"],
        type=claim["type"],
        roles=_read_roles(claim["roles"]),
        status=claim["status"],
        certainty=claim["certainty"],
        evidence=tuple(_read_evidence(each) for each in claim["evidence"]),
        rule=claim["rule"],
        date=_read_date(claim.get("date")),
        amount=_read_amount(claim.get("amount")),
        attributed_to=tuple(claim.get("attributed_to", ())),
    )


def _read_event(event: Record) -> ArticleEvent:
    return ArticleEvent(
        id=event["id"],
        type=event["type"],
        roles=_read_roles(event["roles"]),
        status=event["status"],
        claims=tuple(event["claims"]),
        date=_read_date(event.get("date")),
        amount=_read_amount(event.get("amount")),
    )
