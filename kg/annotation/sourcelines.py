"""Where a dispatch says whose it is: "Vienna NORDA in German 1900 GMT", or a line that is place and source alone."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.annotation.gazetteer import Known
from kg.model import Parse

CODE = re.compile(r"(?=\w*\d{4})(?=\d*[A-Z])\w{8,}")  # "LD1005194694", the number of a dispatch
LONGEST = 7  # words of a source's name
MEDIA = frozenset(("Network", "Radio", "Television", "TV", "News", "Agency", "Service", "Channel"))


def find_sources(parse: Parse, known: Mapping[int, tuple[int, Known]]) -> dict[int, int]:
    """First and last+1 token of the names of sources, right behind the city they report from."""
    found = {}
    for city, (size, entry) in known.items():
        if entry.type != "City":
            continue
        first = city + size
        last = parse.sentences[parse.sentence[city]][1]
        end = first
        while end < min(last, first + LONGEST) and _named(parse.word[end]):
            end += 1
        numbered = city > 0 and CODE.fullmatch(parse.word[city - 1]) is not None and _capitals(parse, first, end)
        if end > first and (numbered or _language(parse, known, end) or _alone(parse, city, first, end)):
            found[first] = end
    return found


def _named(word: str) -> bool:
    return word[0].isupper() or word == "-"


def _language(parse: Parse, known: Mapping[int, tuple[int, Known]], at: int) -> bool:
    """ "in German 1900 GMT": a language and a number behind the name."""
    if at + 2 >= len(parse) or parse.word[at] != "in":
        return False
    entry = known.get(at + 1)
    language = parse.word[at + 1] in ("English", "Arabic") or (entry is not None and entry[1].type == "adjective")
    return language and parse.word[at + 2][0].isdigit()


def _alone(parse: Parse, city: int, first: int, end: int) -> bool:
    """Nothing else in the sentence, and the name is in capitals or of a medium."""
    start, last = parse.sentences[parse.sentence[city]]
    if start != city or (end < last and parse.word[end] != "("):
        return False
    return _capitals(parse, first, end) or parse.word[end - 1] in MEDIA


def _capitals(parse: Parse, first: int, end: int) -> bool:
    return any(len(word) > 2 and word.isupper() for word in parse.word[first:end])
