"""Words of the article that somebody said: quotations, content clauses, and what they were about."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg.extraction.cues import cues, words
from kg.extraction.insertions import FINITE, insertion
from kg.extraction.quotes import quotations_of
from kg.extraction.syntax import RELATIVE, Syntax

MARKS = "\"“”„«»‟″‘’'`"
HEADLINE, TURNS = 300, 3  # characters of a line that is no paragraph; labelled lines that make an interview
LABEL = re.compile(r"^[^\n:]{1,40}:", re.MULTILINE)
CLAUSES = ("ccomp", "xcomp", "acl", "relcl")


@dataclass(frozen=True)
class Content:
    """`spans`: first and last+1 tokens of its pieces; a reporting clause may stand between them."""

    text: str
    direct: bool
    spans: tuple[tuple[int, int], ...]
    vouched: bool = True  # whether the speaker says that it is so, and does not only speak of it

    @property
    def tokens(self) -> list[int]:
        return [t for first, last in self.spans for t in (first, last - 1)]


def content_of(s: Syntax, trigger: int) -> Content | None:
    """What a verb or noun of saying reports: its quotations, else its clause, else the clause it is put into."""
    quoted = quotation_of(s, trigger)
    if quoted is not None:
        return quoted
    inserted = insertion(s, trigger)
    if inserted is not None:
        return worded(s, inserted.pieces)
    clause = _content_clause(s, trigger)
    if clause is not None:
        return None if _gapped(s, trigger, clause) else worded(s, _around(s, trigger, clause))
    return _parenthetical(s, trigger)


def _gapped(s: Syntax, verb: int, clause: int) -> bool:
    """ "the interview that Berg said was unfair": what was unfair stands before, at the noun."""
    finite = s.tag[clause] in ("VBD", "VBZ", "VBP") or any(
        s.tag[c] in ("VBD", "VBZ", "VBP", "MD") for c in s.kids(clause, "aux")
    )
    return s.dep[verb] == "relcl" and finite and not s.kids(clause, "nsubj", "nsubjpass", "csubj", "expl")


def finite_of(s: Syntax, verb: int) -> Content | None:
    """The same without infinitives: who agrees to go says nothing, who agrees that … does."""
    infinite = not s.kids(verb, "ccomp") and s.kids(verb, "xcomp")
    return quotation_of(s, verb) if infinite else content_of(s, verb)


def quotation_of(s: Syntax, verb: int) -> Content | None:
    return _quoted(s, verb, continued=False)


def continuation_of(s: Syntax, verb: int) -> Content | None:
    """Quotations of the sentences after indirect speech, which go on with it."""
    return _quoted(s, verb, continued=True)


def _quoted(s: Syntax, verb: int, continued: bool) -> Content | None:
    found = quotations_of(s).get(verb)
    if not found or found[0][1] is not continued:
        return None
    article = s.document.article.text
    spans = tuple((q.first, q.last) for q, _ in found)
    return Content(" ".join(" ".join(article[q.start : q.end].split()) for q, _ in found), True, spans)


def _content_clause(s: Syntax, trigger: int) -> int | None:
    if s.is_verb(trigger):
        clauses = s.kids(trigger, "ccomp")
        behind = [c for c in clauses if c > trigger]  # else "A met B; sources say that C did"
        return next(iter(behind or clauses or _hung_low(s, trigger) or _infinitives(s, trigger)), None)
    for child in s.kids(trigger, *CLAUSES):
        if s.dep[child] == "ccomp" or any(s.lower[c] == "that" and s.dep[c] == "mark" for c in s.children[child]):
            return child
        if s.dep[child] == "acl" and s.is_infinitive(child):
            return child
    return None


def _infinitives(s: Syntax, verb: int) -> list[int]:
    """ "vowed to go", "denied meeting him"; not "said, to calm them"."""
    listed = s.lemma[verb].lower() in words().directive
    return [t for t in s.kids(verb, "xcomp") if listed or not s.is_infinitive(t)]


def _hung_low(s: Syntax, verb: int) -> list[int]:
    """ "said in a statement that …", "told the paper that …": the clause the parser hung on the nearest noun."""
    nouns = [*s.kids(verb, "dobj", "dative"), *(t for p in s.kids(verb, "prep") for t in s.kids(p, "pobj"))]
    return [
        clause
        for noun in nouns
        for clause in s.kids(noun, "acl", "relcl", "ccomp")
        if noun > verb and any(s.lower[c] == "that" and s.dep[c] == "mark" for c in s.children[clause])
    ]


def _parenthetical(s: Syntax, verb: int) -> Content | None:
    """ "…, as Berg noted", and a reporting clause the parser hung on what it reports."""
    if not s.is_verb(verb) or s.head[verb] == verb or s.kids(verb, "dobj"):
        return None
    as_ = s.dep[verb] == "advcl" and any(s.lower[c] == "as" for c in s.kids(verb, "mark", "advmod"))
    if not as_ and s.dep[verb] != "parataxis":
        return None
    return host_of(s, verb)


def host_of(s: Syntax, token: int) -> Content | None:
    """The clause a phrase like "according to Berg" is put into, without that phrase."""
    clause = s.clause_of(s.head[token])
    upwards = ("xcomp", "acomp", "pcomp", "conj")  # "A did this and B did that, according to …"
    while s.dep[clause] in upwards and s.is_verb(s.head[clause]) and (s.dep[clause] != "conj" or token > clause):
        clause = s.head[clause]
    reported = s.kids(clause, "ccomp")
    if s.lemma[clause] in cues().reporting and reported and reported[0] < token < clause:
        clause = reported[0]  # "the talks ended, according to an aide, the paper reported": the aide is nearer
    if not s.is_verb(clause):
        return None
    out = set(s.subtree(token))
    if not s.kids(clause, "nsubj", "nsubjpass", "expl"):  # "According to the ruling, a host must": hung too low
        sources = [o for p in s.kids(token, "prep") for o in s.kids(p, "pobj")]
        out -= {t for o in sources for a in s.kids(o, "appos") if a not in s.mention_at for t in s.subtree(a)}
    out |= {t for child in s.kids(clause, "parataxis") for t in s.subtree(child)}
    out |= {t for c in s.kids(clause, "conj") if s.lemma[c] in cues().reporting for t in s.subtree(c)}
    below = [t for t in s.subtree(clause) if t not in out]
    whole = len(below) > 1 and s.lower[below[0]] not in RELATIVE  # not "which fell, according to Berg"
    return worded(s, _runs(below, out)) if whole else None


def cited_of(s: Syntax, verb: int) -> Content | None:
    """What is reported "citing" somebody."""
    if s.dep[verb] != "advcl" or s.tag[verb] != "VBG":
        return None
    above = s.head[verb]
    beside = [above, *(v for v in s.kids(above, "conj", "parataxis") if v < verb)]
    reporting = [v for v in beside if s.lemma[v] in cues().reporting]
    return content_of(s, reporting[-1]) if reporting else host_of(s, verb)


def topic_of(s: Syntax, trigger: int) -> Content | None:
    """The same, where who speaks of it does not say that it is so: "criticised the deal"."""
    content = matter_of(s, trigger)
    return content and replace(content, vouched=False)


def matter_of(s: Syntax, trigger: int) -> Content | None:
    """What a verb or noun of saying is about: its object with what is said of it, or the object of a preposition."""
    objects = [t for t in s.kids(trigger, "dobj", "oprd", "xcomp", "ccomp") if t > trigger and t not in s.valued]
    about = [p for p in s.kids(trigger, "prep") if p > trigger and _is_matter(s, p)]
    if objects and s.is_verb(trigger):
        last = [t for t in about if s.lower[t] in ("for", "of", "as", "against", "over")]
        below = [t for top in (*objects, *last) for t in s.subtree(top)]
    elif about:
        about.sort(key=lambda p: s.lower[p] not in ("about", "of"))
        below = [t for p in about[:1] for top in s.kids(p, "pobj", "pcomp") for t in s.subtree(top)]
    else:
        return None
    content = worded(s, [(min(below), max(below) + 1)])
    if content is None or all(s.tag[t] in ("PRP", "DT", "WP", "WDT") or s.lower[t] == "nothing" for t in below):
        return None
    return content


def _is_matter(s: Syntax, preposition: int) -> bool:
    objects = s.kids(preposition, "pobj", "pcomp")
    return s.lower[preposition] in words().matters and any(
        s.lemma[t] not in words().empty and t not in s.valued for t in objects
    )


def label_of(s: Syntax, verb: int) -> Content | None:
    """ "called the plan a disaster": what is called and what it is called."""
    named = s.kids(verb, "oprd") or [t for t in s.kids(verb, "ccomp", "xcomp") if not s.is_verb(t)]
    named = named or [p for p in s.kids(verb, "prep") if s.lower[p] == "as"]
    named = named or [t for t in s.kids(verb, "npadvmod") if any(q.first <= t < q.last for q in s.document.quotations)]
    tops = [t for t in (*s.kids(verb, "dobj"), *named) if t > verb]
    if not named or not tops:
        return None
    below = [t for top in tops for t in s.subtree(top)]
    content = worded(s, [(min(below), max(below) + 1)])
    return content and replace(content, vouched=False)


def remainder_of(s: Syntax, colon: int) -> Content | None:
    """The quotation or the rest of the line after "Berg:", a headline or a turn in an interview; not an article run
    into one line.
    """
    text, parse = s.document.article.text, s.parse
    quotation = next((q for q in s.document.quotations if colon < q.first <= colon + 2), None)
    if quotation is not None:
        if any(quotation == other for found in quotations_of(s).values() for other, _ in found):
            return None
        return Content(
            " ".join(text[quotation.start : quotation.end].split()), True, ((quotation.first, quotation.last),)
        )
    stop = text.find("\n", parse.end[colon])
    if (len(text) if stop < 0 else stop) - parse.end[colon] > HEADLINE and len(LABEL.findall(text)) < TURNS:
        return None
    last = colon + 1
    while last < len(parse) and (stop < 0 or parse.start[last] < stop):
        last += 1
    if not any(s.is_verb(t) for t in range(colon + 1, last)):
        return None
    return worded(s, [(colon + 1, last)])


def heading_of(s: Syntax, dash: int) -> Content | None:
    """The headline before "- sources"."""
    text, parse = s.document.article.text, s.parse
    line = text.rfind("\n", 0, parse.start[dash]) + 1
    first = bisect_left(parse.start, line, 0, dash)
    if parse.start[dash] - line > HEADLINE or not any(s.is_verb(t) for t in range(first, dash)):
        return None
    return worded(s, [(first, dash)])


def _around(s: Syntax, trigger: int, clause: int) -> list[tuple[int, int]]:
    """The clause on both sides of a reporting clause within it, "Norda, Berg said, would buy"; else on its own side."""
    below = s.subtree(clause)
    left, right = [t for t in below if t < trigger], [t for t in below if t > trigger]
    if not left or not right:
        return [(below[0], below[-1] + 1)]
    subject = s.kids(clause, "nsubj", "nsubjpass", "expl")
    if clause > trigger and not (subject and subject[0] < trigger and s.lower[subject[0]] not in RELATIVE):
        left = []
    return [(side[0], side[-1] + 1) for side in (left, right) if side]


def _runs(tokens: list[int], out: set[int]) -> list[tuple[int, int]]:
    """The tokens as pieces, parted where a token left out stands between."""
    runs: list[tuple[int, int]] = []
    for token in tokens:
        if runs and not any(t in out for t in range(runs[-1][1], token)):
            runs[-1] = (runs[-1][0], token + 1)
        else:
            runs.append((token, token + 1))
    return runs


def worded(s: Syntax, pieces: Iterable[tuple[int, int]]) -> Content | None:
    spans = tuple(trimmed for first, last in pieces if (trimmed := _trim(s, first, last)) is not None)
    if not spans:
        return None
    text = " ".join(_balanced(s, first, last) for first, last in spans)
    return Content(text, False, spans) if any(char.isalnum() for char in text) else None


def _trim(s: Syntax, first: int, last: int) -> tuple[int, int] | None:
    """Without punctuation at either end, without the "that" that opens it, and without the day it was said."""
    while first < last and _is_edge(s, first):
        first += 1
    on_day = s.lower[first : first + 1] in (("on",), ("in",))  # "announced on Friday there were"
    for time in s.times_from(first, first + 1):
        on = on_day and time.first == first + 1
        said = first > 0 and last - time.last > 2 and (on or time.first == first) and (on or s.tag[first - 1] in FINITE)
        if said and s.pos[time.last] in ("DET", "PRON", "PROPN", "NOUN", "SCONJ"):
            return _trim(s, time.last, last)
    while last > first and s.pos[last - 1] in ("PUNCT", "SPACE") and s.word[last - 1] not in (")", "]"):
        last -= 1
    while last > first and s.dep[last - 1] == "cc":
        last -= 1
    return (first, last) if first < last else None


def _is_edge(s: Syntax, token: int) -> bool:
    return (
        (s.pos[token] in ("PUNCT", "SPACE") and s.word[token] not in ("(", "["))
        or (s.dep[token] == "mark" and s.lower[token] == "that")
        or (s.dep[token] == "cc" and s.lower[token] in ("and", "but"))
    )


def _balanced(s: Syntax, first: int, last: int) -> str:
    """Its words; a quotation that it cuts in two is taken whole, one that is all of it loses its marks."""
    text = s.document.article.text
    start, end = s.parse.start[first], s.parse.end[last - 1]
    for q in s.document.quotations:
        if q.start >= end or q.end <= start:
            continue
        if q.start > start and q.end >= end - 1:
            end = min(len(text), q.end + 1)
        elif q.end < end and q.start <= start:
            start = max(0, q.start - 1) if q.start - 1 >= 0 and text[q.start - 1] in MARKS else q.start
        if start >= q.start - 1 and end <= q.end + 1:
            start, end = max(start, q.start), min(end, q.end)
    return " ".join(text[start:end].split()).rstrip(",;:")
