"""Annotation: an article becomes a parsed Document whose names, titles, times, amounts and quotations are known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc

from kg.annotation.cleaning import Cleaned, clean
from kg.annotation.document import compose
from kg.annotation.gazetteer import load_gazetteer
from kg.annotation.model import Pipeline, load
from kg.annotation.parsing import columns
from kg.model import Article, Authority, Document

__all__ = ["Pipeline", "annotate", "load"]


def annotate(
    articles: Iterable[Article], pipeline: Pipeline, authority: Authority | None = None, batch: int = 16
) -> Iterator[Document]:
    """One Document for each Article, in order; `batch` texts go through the model together."""
    gazetteer = load_gazetteer(authority or Authority())
    waiting: list[tuple[Article, Cleaned]] = []

    def texts() -> Iterator[Doc]:
        for article in articles:
            cleaned = clean(article)
            waiting.append((article, cleaned))
            yield pipeline.make(cleaned.text, cleaned.breaks)

    for doc in pipeline.parse(texts(), batch):
        article, cleaned = waiting.pop(0)
        recognised = columns(doc, cleaned.offsets)
        yield compose(article, recognised, gazetteer)
