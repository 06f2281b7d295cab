"""Which part of a web page is the article, and what the page says about it (trafilatura; htmldate for the day)."""

from __future__ import annotations

import codecs
import re
from typing import Any

from kg.errors import ReadingError
from kg.reading.decoding import decode
from kg.reading.layout import units

DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
DATE_SEARCH = {  # what a page says of itself; no guess from years in its text, and no limit that moves with today
    "extensive_search": False,
    "original_date": True,
    "min_date": "1900-01-01",
    "max_date": "2199-12-31",
}
LOOK_WITHIN = 4096  # bytes in which a page must declare its encoding (HTML standard: 1024)
FEWEST_WORDS = 20  # of prose; lists of headlines, log-in forms and error pages have none


def extract(content: bytes, name: str, article_id: str | None) -> tuple[dict[str, Any], str]:
    """(fields, text) of the article on a page. Raises ReadingError where there is none."""
    import trafilatura  # takes longer to load than all other readers together

    page = XML_DECLARATION.sub("", _decoded(content, name, article_id))
    found = trafilatura.bare_extraction(
        page, include_comments=False, include_tables=False, with_metadata=True, date_extraction_params=DATE_SEARCH
    )
    if found is None or isinstance(found, dict) or not _holds_prose(found.text):
        raise ReadingError(name, "holds no article text; save the page of one article", article_id)
    return {
        "title": found.title,
        "author": found.author,
        "publisher": found.sitename,
        "url": found.url,
        "language": found.language,
        "date": found.date,
    }, found.text or ""


def _holds_prose(text: str | None) -> bool:
    return sum(unit.words for unit in units(text or "") if unit.is_prose) >= FEWEST_WORDS


def _decoded(content: bytes, name: str, article_id: str | None) -> str:
    """In the encoding a page declares, when its bytes agree; else in what the bytes say."""
    declared = DECLARED.search(content, 0, LOOK_WITHIN)
    if declared and not content.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return content.decode(declared.group(1).decode("ascii"))
        except (LookupError, UnicodeError):
            pass
    return decode(content, name, article_id)
