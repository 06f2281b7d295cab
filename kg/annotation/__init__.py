"""Annotation: an article becomes a parsed Document whose names, titles, times, amounts and quotations are known."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc

from kg.annotation.cleaning import Cleaned, clean, pieces
from kg.annotation.document import compose
from kg.annotation.gazetteer import load_gazetteer
from kg.annotation.model import Pipeline, load
from kg.annotation.parsing import Recognised, columns, join
from kg.model import Article, Authority, Document

__all__ = ["Pipeline", "annotate", "load"]


def annotate(
    articles: Iterable[Article], pipeline: Pipeline, authority: Authority | None = None, batch: int = 16
) -> Iterator[Document]:
    """One Document for each Article, in order; `batch` texts go through the model together."""
    gazetteer = load_gazetteer(authority or Authority())
    waiting: deque[tuple[Article, list[Cleaned]]] = deque()

    def texts() -> Iterator[Doc]:
        for article in articles:
            parts = list(pieces(clean(article)))
            waiting.append((article, parts))
            for part in parts:
                yield pipeline.make(part.text, part.breaks)

    done: list[Recognised] = []
    for doc in pipeline.parse(texts(), batch):
        article, parts = waiting[0]
        done.append(columns(doc, parts[len(done)].offsets))
        if len(done) == len(parts):
            waiting.popleft()
            yield compose(article, join(done), gazetteer)
            done = []
