"""Which media types there are for answers, and which one a request gets (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.store import FORMATS


@dataclass(frozen=True)
class Media:
    """One way to write an answer; `types` begins with the type it is sent as, the others are understood."""

    format: str
    types: tuple[str, ...]
    names: tuple[str, ...] = ()  # what `format=` may call it

    @property
    def content_type(self) -> str:
        name = self.types[0]
        if name == "text/csv":
            return "text/csv; charset=utf-8; header=present"
        return f"{name}; charset=utf-8" if name.startswith("text/") else name


HTML = Media("html", ("text/html", "application/xhtml+xml"), ("html",))
JSON, TEXT = Media("json", ("application/json",), ("json",)), Media("text", ("text/plain",), ("text",))
TABLES = (
    Media("json", ("application/sparql-results+json", "application/json", "text/javascript"), ("json", "srj")),
    Media("xml", ("application/sparql-results+xml", "application/xml", "text/xml"), ("xml", "srx")),
    Media("csv", ("text/csv",), ("csv",)),
    Media("tsv", ("text/tab-separated-values",), ("tsv",)),
)
_ALIASES = {
    "turtle": ("application/turtle", "application/x-turtle", "text/n3", "text/rdf+n3"),
    "nt": ("text/plain",),
    "jsonld": ("application/json",),
    "rdfxml": ("application/xml",),
    "trig": ("application/x-trig",),
    "nq": ("text/x-nquads",),
}
_NAMES = {"turtle": ("n3",), "nt": ("ntriples", "n-triples"), "jsonld": ("json", "json-ld"), "rdfxml": ("xml",)}
GRAPHS = tuple(
    Media(name, (FORMATS[name].media_type, *_ALIASES[name]), (name, FORMATS[name].suffix, *_NAMES.get(name, ())))
    for name in ("turtle", "nt", "rdfxml", "jsonld", "trig", "nq")
)
BY_FORMAT = {media.format: media for media in (HTML, *TABLES, *GRAPHS)}
BY_SUFFIX = {FORMATS[media.format].suffix: media for media in GRAPHS}


@lru_cache(maxsize=1024)
def negotiate(accept: str | None, offers: tuple[Media, ...]) -> Media | None:
    """The best offer; the first of equals. None if none will do. Without an Accept header everything will."""
    wanted = _parse(accept or "*/*")
    best, best_quality = None, 0.0
    for offer in offers:
        quality = _quality(offer, wanted)
        if quality > best_quality:
            best, best_quality = offer, quality
    return best


def named(name: str | None, offers: Sequence[Media]) -> Media | None:
    """What `format=` asks for, by name or media type; None where it means nothing here."""
    word = (name or "").lower().strip()
    return next((offer for offer in offers if word in offer.names or word in offer.types), None) if word else None


def _parse(accept: str) -> dict[str, float]:
    """Media range -> quality; what cannot be read counts as not there."""
    wanted: dict[str, float] = {}
    for item in accept.lower().split(","):
        name, *parameters = (part.strip() for part in item.split(";"))
        quality = 1.0
        for parameter in parameters:
            if parameter.startswith("q="):
                try:
                    quality = float(parameter[2:])
                except ValueError:
                    quality = 0.0
        if "/" in name and 0 <= quality <= 1:
            wanted[name] = max(quality, wanted.get(name, 0.0))
    return wanted


def _quality(offer: Media, wanted: dict[str, float]) -> float:
    """The most specific range decides; a wildcard means the type it is sent as, not every alias."""
    first = offer.types[0]
    for range_ in (first, f"{first.split('/')[0]}/*", "*/*"):
        if range_ in wanted:
            own = wanted[range_]
            break
    else:
        own = 0.0
    return max([own, *(wanted.get(alias, 0.0) for alias in offer.types[1:])])
