"""What the text of an article says about itself: headline, date, publisher, language, and which parts are furniture.

Metadata always wins over what the text says.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence

from kg.model import Article
from kg.reading import furniture, headline, language, layout
from kg.reading.dateline import Dateline, dateline, glued, header
from kg.reading.layout import Unit

HEADER_UNITS = 8  # how far down the lines reach that date or sign an article
HEADER_PROSE = 3  # paragraphs: captions and a standfirst may come before the date


def describe(article: Article) -> Article:
    """The same article with what its metadata left open. Raises ReadingError where the text is not English."""
    units = layout.units(article.text)
    spoken = language.decide(article)
    if layout.is_tokenised(article.text):
        own = headline.find(units)
        return dataclasses.replace(article, language=spoken, title=article.title or (own.text if own else None))
    heads = _heads(units)
    signed = [head for _, head in heads]
    body = [unit for unit in units if unit.has_words and (unit.start, unit.end) not in [span for span, _ in heads]]
    spans = {span for span, _ in heads}
    own = headline.find(body)
    title = article.title or (own.text if own else None)
    spans.update((unit.start, unit.end) for unit in headline.repeats(body, title))
    spans.update(furniture.find(units, own))
    date, month_day = _day(article, signed)
    return dataclasses.replace(
        article,
        title=title,
        publisher=article.publisher or next((head.agency for head in signed if head.agency), None),
        author=article.author or next((head.author for head in signed if head.author), None),
        language=spoken,
        date=date,
        month_day=month_day,
        furniture=merged(spans, article.text),
    )


def _heads(units: Sequence[Unit]) -> list[tuple[tuple[int, int], Dateline]]:
    """Lines that only date or sign, and the dateline of the first paragraph that has one, with their spans."""
    found = []
    prose = 0
    for unit in units[:HEADER_UNITS]:
        if line := header(unit.text):
            found.append(((unit.start, unit.end), line))
        elif opening := dateline(unit.text):
            found.append(((unit.start, unit.start + opening.end), opening))
            break
        elif unit is units[0] and (joint := glued(unit.text)):
            found.append(((unit.start + joint[0], unit.start + joint[1]), Dateline(joint[1])))
            break
        prose += unit.is_prose
        if prose >= HEADER_PROSE:
            break
    return found


def _day(article: Article, heads: Sequence[Dateline]) -> tuple[dt.date | None, str | None]:
    if article.date:
        return article.date, None
    dated = sorted((head for head in heads if head.date), key=lambda head: head.changed)
    if dated:
        return dated[0].date, None
    return None, next((head.month_day for head in heads if head.month_day), None)


def merged(spans: set[tuple[int, int]], text: str) -> tuple[tuple[int, int], ...]:
    """In text order, those joined that overlap or have only white space between them."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and not text[found[-1][1] : start].strip():
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)
