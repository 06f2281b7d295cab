"""Articles annotated with the default model, for tests: one model for all of them."""

from __future__ import annotations

from functools import cache

from kg.annotation import Pipeline, annotate, load
from kg.model import Article, Authority, Document, Mention, Title
from kg.settings import Settings


@cache
def pipeline() -> Pipeline:
    return load(Settings.load({}).model)


@cache
def document(text: str, authority: Authority | None = None) -> Document:
    return next(annotate([Article("a", text)], pipeline(), authority))


def printed(doc: Document, mention: Mention | Title) -> str:
    return doc.article.text[doc.parse.start[mention.first] : doc.parse.end[mention.last - 1]]


def types(doc: Document) -> dict[str, str]:
    return {e.name: e.type for e in doc.entities}


def mentions_of(doc: Document, name: str, *kinds: str) -> list[str]:
    """The words of all mentions of the entity of that name, of these kinds."""
    return [
        printed(doc, m) for m in doc.mentions if doc.entities[m.entity].name == name and (not kinds or m.kind in kinds)
    ]


def offices(doc: Document) -> set[tuple[str, str, str, str]]:
    """(holder, title, of, tenure) of every title whose holder is known."""
    return {
        (doc.entities[t.holder].name, t.text, ", ".join(doc.entities[o].name for o in t.of), t.tenure)
        for t in doc.titles
        if t.holder is not None
    }
