"""What the finders of names look at: tokens with the recogniser's labels, office phrases, known names, headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence, Set
from dataclasses import dataclass

from kg.annotation.gazetteer import Gazetteer, Known
from kg.annotation.offices import Phrase
from kg.annotation.parsing import Recognised
from kg.annotation.sourcelines import find_sources
from kg.annotation.words import words
from kg.model import Parse

LEGAL = words("bodies", "words", "legal")
TRADES = words("bodies", "words", "trades")
KINDS = LEGAL | TRADES | words("bodies", "words", "company_last") | words("bodies", "words", "organization_last")
SAYING = words("words", "saying", "verbs")
DAYS = words("words", "days")
GENITIVE = ("'s", "\u2019s")
NAME = 6  # words behind "and" among which the legal form of a firm is looked for


@dataclass(frozen=True)
class Text:
    """What the finders of names look at, one entry a token."""

    source: str
    parse: Parse
    lower: Sequence[str]
    label: Sequence[str]  # "" outside the recogniser's spans
    group: Sequence[int]  # which span of the recogniser, -1 outside
    office: Sequence[int]  # which office phrase, -1 outside
    known: dict[int, tuple[int, Known]]  # token -> length and entry of the gazetteer's phrase that starts there
    heading: Sequence[bool]  # by sentence
    sources: dict[int, int]  # first and last+1 token of the name of a source, behind the place it reports from
    sourced: frozenset[int]  # tokens of such names
    bracketed: dict[
        int, int
    ]  # first and last+1 token of a company's name between < and >, with brackets or "'s" inside
    partners: dict[tuple[str, str], int]  # words that "and" may join within the name of one firm -> how often it does
    firms: frozenset[tuple[str, ...]]  # first two words of what the recogniser has for firms with a legal form
    proper: frozenset[str]  # words that are proper nouns in the midst of a sentence somewhere in the article

    def printed(self, first: int, last: int) -> str:
        """The words of a span as printed, blanks and quotes made plain."""
        raw = self.source[self.parse.start[first] : self.parse.end[last - 1]]
        return re.sub(r"\s+", " ", raw.replace("\u2019", "'").replace("\u2011", "-").replace("\u2013", "-")).strip(
            " <>\"'"
        )


def look(
    source: str,
    recognised: Recognised,
    lower: Sequence[str],
    offices: Sequence[Phrase],
    known: dict[int, tuple[int, Known]],
    printed: str,
) -> Text:
    """`printed`: the source before its headlines were written as prose."""
    parse = recognised.parse
    label, group = [""] * len(parse), [-1] * len(parse)
    for number, (first, last, kind) in enumerate(recognised.labels):
        for t in range(first, last):
            label[t], group[t] = kind, number
    office = [-1] * len(parse)
    for number, phrase in enumerate(offices):
        for t in range(phrase.first, phrase.after):
            office[t] = number
    sources = find_sources(parse, known)
    sourced = frozenset(t for first, last in sources.items() for t in range(first, last))
    bracketed = dict((*_branches(parse), *_genitives(parse, known), *_bracketed(source, parse)))
    return Text(
        source,
        parse,
        lower,
        label,
        group,
        office,
        known,
        _headings(parse, printed),
        sources,
        sourced,
        bracketed,
        _partners(parse, {t for t, (_, entry) in known.items() if entry.type}),
        frozenset(
            parse.word[first : first + 2]
            for first, last, kind in recognised.labels
            if kind == "ORG" and last - first > 2 and parse.word[last - 1] in LEGAL
        ),
        _proper(parse),
    )


def _bracketed(source: str, parse: Parse) -> Iterator[tuple[int, int]]:
    if "<" not in source:
        return
    closed = {at: t + 1 for t, at in enumerate(parse.end) if source.startswith(">", at)}
    for t, start in enumerate(parse.start):
        if start and source[start - 1] == "<" and (last := closed.get(source.find(">", start))):
            yield t, last


def _branches(parse: Parse) -> Iterator[tuple[int, int]]:
    """ "Acme Pumps (Japan) Corp"."""
    for t, word in enumerate(parse.word):
        if word == "(" and parse.word[t + 2 : t + 3] == (")",) and {*parse.word[t + 3 : t + 4]} & LEGAL:
            first = t
            while first and parse.tag[first - 1] == "NNP":
                first -= 1
            if first < t:
                yield first, t + 4


def _genitives(parse: Parse, known: Container[int]) -> Iterator[tuple[int, int]]:
    """ "Velta's Corp", "Velta's Stores Inc", "Velta's said": a firm whose name ends in "'s", and wherever it is named;
    not "Norda's Stores Inc" where Norda is named without it.
    """
    word, spans = parse.word, {}
    for t in range(1, len(word) - 1):
        first = t - 1
        if (
            word[t] not in GENITIVE
            or word[first] in DAYS
            or parse.tag[first] != "NNP"
            or first in known
            or (first and _is_proper(parse, first - 1))
        ):
            continue
        last = t + 1
        while last < len(word) and last - t < NAME and (word[last] in KINDS or parse.tag[last] == "NNPS"):
            last += 1
        if word[last - 1] in LEGAL:
            spans[first] = last
        elif parse.lemma[t + 1] in SAYING and parse.tag[t + 1] == "VBD":
            spans[first] = t + 1
    firms = {word[first] for first in spans}
    if firms:
        named = [t for t in range(len(word) - 1) if word[t] in firms]
        apart = {word[t] for t in named if word[t + 1] not in GENITIVE or (t and _is_proper(parse, t - 1))}
        for t in named:
            if word[t] not in apart:
                yield t, spans.get(t, t + 2)


def _is_proper(parse: Parse, t: int) -> bool:
    return parse.tag[t] in ("NNP", "NNPS") and parse.word[t] not in LEGAL


def _partners(parse: Parse, known: Set[int]) -> dict[tuple[str, str], int]:
    """Of two firms, Norda and Velta Inc, one is mostly named alone somewhere; of one, Berg and Dorn Inc, none."""
    word = parse.word
    joined = Counter((word[t - 1], word[t + 1]) for t in range(1, len(word) - 2) if word[t] in ("and", "&"))
    found = {}
    for t in range(1, len(word) - 2):
        one, other = word[t - 1], word[t + 1]
        if word[t] != "and" or not (one[0].isupper() and other[0].isupper()) or one in LEGAL or {t - 1, t + 1} & known:
            continue
        last = next((u for u in range(t + 1, min(t + NAME, len(word))) if not word[u][0].isupper()), t + NAME)
        times = (word.count(other), word.count(other) if other in TRADES else word.count(one))
        if not LEGAL.isdisjoint(word[t + 2 : last]) and {*times} == {joined[one, other]}:
            found[one, other] = joined[one, other]
    return found


def _proper(parse: Parse) -> frozenset[str]:
    opening = {first for first, _ in parse.sentences}
    return frozenset(
        word
        for t, word in enumerate(parse.word)
        if parse.tag[t] == "NNP" and t not in opening and word[0].isupper() and word not in words("words", "no_names")
    )


def find_known(parse: Parse, gazetteer: Gazetteer) -> dict[int, tuple[int, Known]]:
    """Token -> length and entry of the longest phrase of the gazetteer that starts there; phrases do not overlap."""
    found: dict[int, tuple[int, Known]] = {}
    phrases = gazetteer.phrases
    at = 0
    for t, word in enumerate(parse.word):
        if t >= at and word in phrases:
            hit = gazetteer.match(parse.word, t)
            if hit:
                found[t] = hit
                at = t + hit[0]
    return found


def _headings(parse: Parse, printed: str) -> list[bool]:
    """Sentences that end without a full stop and write most of their longer words with a capital."""
    result = []
    for first, last in parse.sentences:
        if parse.word[last - 1][-1] in ".!\"'" or parse.word[first] == "(":
            result.append(False)
            continue
        longer = [t for t in range(first, last) if len(parse.word[t]) > 3 and parse.word[t][0].isalpha()]
        capitals = sum(printed[parse.start[t]].isupper() for t in longer)
        result.append(len(longer) > 2 and capitals >= 0.7 * len(longer))
    return result
