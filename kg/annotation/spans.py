"""Where names stand: runs of proper nouns, joined and parted until each span is one name, before anything is decided about it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.annotation.gazetteer import Gazetteer, Known
from kg.annotation.offices import Phrase
from kg.annotation.parsing import Recognised
from kg.annotation.words import words
from kg.model import Parse

NAMING = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "EVENT", "LAW", "WORK_OF_ART"})
JOINING = frozenset({"ORG", "FAC", "LAW", "EVENT", "WORK_OF_ART", "LOC", "GPE", "PRODUCT"})  # labels that may hold "of", "and"
DIRECTIONS = frozenset("North South East West Northern Southern Eastern Western Central Northeast Northwest Southeast Southwest".split())
PROPER = frozenset({"NNP", "NNPS"})


@dataclass(slots=True)
class Candidate:
    """One span that looks like a name."""

    first: int
    last: int
    text: str
    words: tuple[str, ...]
    known: Known | None = None
    label: str | None = None
    trusted: bool = True  # False in a heading, where every word has a capital
    honorific: str | None = None  # m, f or any
    office: Phrase | None = None  # the title directly before it
    branch: bool = False  # ends in a country: "Acme Germany"
    short_for: str | None = None  # the name before the bracket it stands in
    owned: str | None = None  # country whose adjective or name stands before it
    scores: dict[str, float] = field(default_factory=dict)


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

    def printed(self, first: int, last: int) -> str:
        """The words of a span as printed, blanks and quotes made plain."""
        raw = self.source[self.parse.start[first] : self.parse.end[last - 1]]
        return re.sub(r"\s+", " ", raw.replace("’", "'").replace("‑", "-").replace("–", "-")).strip(" <>\"'")


def look(
    source: str, recognised: Recognised, lower: Sequence[str], offices: Sequence[Phrase], known: dict[int, tuple[int, Known]]
) -> Text:
    parse = recognised.parse
    label, group = [""] * len(parse), [-1] * len(parse)
    for number, (first, last, kind) in enumerate(recognised.labels):
        for t in range(first, last):
            label[t], group[t] = kind, number
    office = [-1] * len(parse)
    for number, phrase in enumerate(offices):
        for t in range(phrase.first, phrase.after):
            office[t] = number
    return Text(source, parse, lower, label, group, office, known, _headings(parse))


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


def _headings(parse: Parse) -> list[bool]:
    """Sentences that end without a full stop and write most of their longer words with a capital."""
    result = []
    for first, last in parse.sentences:
        if parse.word[last - 1][-1] in ".!?\"'":
            result.append(False)
            continue
        longer = [w for w in parse.word[first:last] if len(w) > 3 and w[0].isalpha()]
        capitals = sum(w[0].isupper() for w in longer)
        result.append(len(longer) > 2 and capitals >= 0.7 * len(longer))
    return result


def find_candidates(text: Text, offices: Sequence[Phrase]) -> list[Candidate]:
    found: list[Candidate] = []
    for row, (first, last) in enumerate(text.parse.sentences):
        trusted = not text.heading[row]
        for run_first, run_last in _runs(text, first, last):
            for candidate in _pieces(text, run_first, run_last, offices):
                candidate.trusted = trusted
                found.append(candidate)
    return found


# --- runs --------------------------------------------------------------------------------------------------------


def _is_name_word(text: Text, t: int) -> bool:
    word = text.parse.word[t]
    if t in text.known:
        return True
    if text.parse.tag[t] in PROPER:
        return word[0].isalpha() and (word[0].isupper() or any(c.isupper() for c in word))
    if text.parse.tag[t] == "JJ" and text.label[t] in ("GPE", "LOC", "NORP"):
        return False
    return text.label[t] in NAMING and word[0].isupper() and text.parse.tag[t] not in ("DT", "IN", "PRP", "PRP$")


def _runs(text: Text, first: int, last: int) -> Iterator[tuple[int, int]]:
    t = first
    while t < last:
        if text.office[t] >= 0 or not _is_name_word(text, t):
            t += 1
            continue
        end = _width(text, t)
        while end < last:
            step = _joined(text, t, end, last)
            if not step:
                break
            end += step
        yield t, min(end, last)
        t = end


def _width(text: Text, t: int) -> int:
    return t + (text.known[t][0] if t in text.known else 1)


def _joined(text: Text, first: int, end: int, last: int) -> int:
    """How many tokens from `end` on belong to the run that began at `first`: 0 where it ends."""
    if text.office[end] >= 0:
        return 0
    if _is_name_word(text, end):
        return _width(text, end) - end
    following = end + 1
    word, parse = text.parse.word[end], text.parse
    if following >= last or text.office[following] >= 0:
        return 0
    same = text.group[end - 1] >= 0 and text.group[end - 1] == text.group[following] and text.label[end] in JOINING
    after = _is_name_word(text, following)
    if word == "-":
        tight = parse.end[end - 1] == parse.start[end] and parse.end[end] == parse.start[following]
        country = (_country_at(text, end - 1) and not (same_label(text, first, following) and first not in text.known)) or (following in text.known and text.known[following][1].type in ("Country", "adjective"))
        return 2 if tight and after and not country else 0
    if word == "&":
        return 2 if after else 0
    if word in words("words", "particles"):
        if parse.word[following] in words("words", "particles") and following + 1 < last and _is_name_word(text, following + 1):
            return 3
        return 2 if after and parse.pos[end] != "DET" else 0
    if word == "of":
        return _of(text, first, end, same)
    if word in ("and", "for", "on", "the", ","):
        if same and after and _institution(text, first, end):
            return 2
        if word in ("for", "on") and after and parse.word[end - 1] in words("bodies", "words", "organization_of") and not _has_office_before(text, first):
            return 2
        return 0
    if word in ("'", "'s") and after and parse.word[following] in _keywords() and (same or word == "'"):
        return 2
    if text.parse.tag[end] == "CD" and same:
        return 1
    return 0


def same_label(text: Text, first: int, last: int) -> bool:
    return text.group[first] >= 0 and text.group[first] == text.group[last]


def _country_at(text: Text, t: int) -> bool:
    """Whether the name of a country ends at token t."""
    for start in range(max(0, t - 3), t + 1):
        hit = text.known.get(start)
        if hit and start + hit[0] == t + 1 and hit[1].type in ("Country", "adjective"):
            return True
    return False


def _keywords() -> frozenset[str]:
    return words("bodies", "words", "organization_last") | words("bodies", "words", "government_last")


def _institution(text: Text, first: int, end: int) -> bool:
    kinds = words("bodies", "words", "organization_of") | words("bodies", "words", "government_of")
    return any(w in kinds for w in text.parse.word[first:end])


def _has_office_before(text: Text, first: int) -> bool:
    return first > 0 and text.office[first - 1] >= 0


def _of(text: Text, first: int, end: int, same: bool) -> int:
    """ "Bank of Japan" is one name, "Obama of Chicago" two."""
    head = text.parse.word[end - 1]
    following = end + 1
    opens = head in words("bodies", "words", "organization_of") or head in words("bodies", "words", "government_of")
    if not opens and not (same and text.label[end] in ("ORG", "FAC", "LAW")) and head not in ("Republic", "State", "Kingdom", "Gulf", "Strait", "Isle", "Bay"):
        return 0
    if text.lower[following] == "the" and following + 1 < len(text.parse) and _is_name_word(text, following + 1):
        return _width(text, following + 1) - end
    if not _is_name_word(text, following):
        return 0
    return _width(text, following) - end


# --- pieces ------------------------------------------------------------------------------------------------------


def _pieces(text: Text, first: int, last: int, offices: Sequence[Phrase]) -> Iterator[Candidate]:
    """A run parted at words that are no names and behind countries that merely modify."""
    start = first
    t = first
    honorific: str | None = None
    while t < last:
        word = text.parse.word[t]
        kind = _honorific(word) if t not in text.known or t + 1 < last else None
        if kind and t + 1 < last and t == start:
            honorific, start, t = kind, t + 1, t + 1
        elif _is_no_name(text, t):
            yield from _piece(text, start, t, offices, honorific)
            honorific = None
            start = t = t + 1
        else:
            t = min(_width(text, t), last)
    yield from _piece(text, start, last, offices, honorific)


def _honorific(word: str) -> str | None:
    for kind in ("m", "f", "any"):
        if word in words("words", "honorifics", kind):
            return kind
    return None


def _is_no_name(text: Text, t: int) -> bool:
    word = text.parse.word[t]
    if text.label[t] == "PERSON" and word in ("May", "March", "April", "June"):
        return False
    if word in words("words", "days") or word in words("words", "no_names"):
        group = text.group[t]
        inside = group >= 0 and text.label[t] in ("ORG", "PERSON", "FAC", "GPE", "LOC")
        neighbours = (t > 0 and text.group[t - 1] == group) or (t + 1 < len(text.parse) and text.group[t + 1] == group)
        return not (inside and neighbours and not word.isupper() and text.parse.tag[t] in PROPER)
    return t in text.known and text.known[t][1].type == "" or text.label[t] in ("DATE", "TIME", "MONEY") and t not in text.known


def _piece(text: Text, first: int, last: int, offices: Sequence[Phrase], honorific: str | None) -> Iterator[Candidate]:
    while first < last and text.parse.word[first] in ("of", "and", "for", "on", "the", "The", "&", "-", ",", "'", "'s"):
        first += 1
    while last > first and text.parse.word[last - 1] in ("of", "and", "for", "on", "the", "&", "-", ",", "'", "'s"):
        last -= 1
    if first >= last:
        return
    if text.parse.word[first] in DIRECTIONS and first + 1 < last and first not in text.known and first + 1 in text.known:
        first += 1
    hit = text.known.get(first)
    if hit and first + hit[0] < last and honorific is None:
        cut = first + hit[0]
        if _modifies(text, first, cut, last, hit[1]):
            yield _candidate(text, first, cut, hit[1], None)
            for candidate in _piece(text, cut, last, offices, None):
                if candidate.first <= cut + 1 and hit[1].country:
                    candidate.owned = hit[1].country
                yield candidate
            return
    known = hit[1] if hit and first + hit[0] == last else None
    candidate = _candidate(text, first, last, known, honorific)
    before = first - 1 if honorific is None else first - 2
    if before >= 0 and text.office[before] >= 0:
        phrase = offices[text.office[before]]
        candidate.office = phrase if phrase.after == before + 1 else None
    if candidate.text:
        yield candidate


def _modifies(text: Text, first: int, cut: int, last: int, known: Known) -> bool:
    """Whether the country or place at [first, cut) stands before another name and is no part of it."""
    if text.lower[first - 1] == "of" and first > 1 and text.office[first - 2] >= 0 and text.label[last - 1] == "PERSON":
        return True
    if known.type == "City" and text.parse.word[first] in words("words", "first_names", "m") | words("words", "first_names", "f"):
        return False
    rest = text.known.get(cut)
    whole = rest is not None and cut + rest[0] == last
    ends = text.parse.word[last - 1]
    one = text.group[first] >= 0 and text.group[first] == text.group[last - 1]
    if text.parse.word[cut] in (",", "and", "-"):
        return known.type in ("Country", "adjective")
    if whole and rest is not None and rest[1].type in ("GovernmentBody", "Organization", "Country", "City", "Place", "adjective"):
        return True
    if known.type == "adjective":
        government = ends in words("bodies", "words", "government_last") or text.parse.word[cut] in words("bodies", "words", "government_of")
        return government or not (one and text.label[first] in ("ORG", "FAC"))
    if ends in words("bodies", "words", "government_last") and known.type == "Country":
        return True
    if known.type in ("Country", "City", "Place", "GovernmentBody", "Organization"):
        if text.label[cut] == "PERSON" and text.label[first] != "PERSON":
            return True
        first_names = words("words", "first_names", "m") | words("words", "first_names", "f")
        if last - cut >= 2 and text.parse.word[cut] in first_names and ends not in words("bodies", "words", "company_last"):
            return known.type != "City"
    return False


def _candidate(text: Text, first: int, last: int, known: Known | None, honorific: str | None) -> Candidate:
    printed = text.printed(first, last)
    labels = [text.label[t] for t in range(first, last) if text.label[t] in NAMING]
    label = max(sorted(set(labels)), key=labels.count) if labels else None
    ending = text.known.get(last - 1)
    branch = last - first > 1 and known is None and ending is not None and ending[1].type == "Country"
    return Candidate(first, last, printed, tuple(printed.split()), known, label, honorific=honorific, branch=branch)
