"""Words of the article that somebody said: quotations, content clauses, and what they were about."""

from __future__ import annotations

import re
from bisect import bisect_left

from kg.extraction.clauses import clause_of_speech, content_clause
from kg.extraction.cues import cues
from kg.extraction.hosts import host_of, parenthetical
from kg.extraction.insertions import insertion
from kg.extraction.matters import with_verb
from kg.extraction.quotes import quotations_of
from kg.extraction.syntax import Syntax
from kg.extraction.wording import Content, afterthoughts, is_finite, worded
from kg.model import Quotation

HEADLINE, TURNS = 300, 3  # characters of a line that is no paragraph; labelled lines that make an interview
LABEL = re.compile(r"^[^\n:]{1,40}:", re.MULTILINE)


def content_of(s: Syntax, trigger: int) -> Content | None:
    """What a verb or noun of saying reports: its quotations, else its clause, else the clause it is put into."""
    quoted = quotation_of(s, trigger)
    if quoted is not None:
        return quoted
    inserted = insertion(s, trigger)
    if inserted is not None:
        later = [(below[0], below[-1] + 1) for below in afterthoughts(s, trigger)]
        return worded(s, [*inserted.pieces, *later])
    clause = content_clause(s, trigger)
    if clause is not None:
        content = clause_of_speech(s, trigger)
        named = s.lemma[trigger] == "say" and s.tag[clause] == "VBG"  # "said naming it would hurt"
        clauses = (clause, *(c for c in s.kids(trigger, "ccomp") if c > clause))
        # "threatened to leave", "recalled leaving"
        bare = s.is_verb(trigger) and not any(is_finite(s, c) for c in clauses) and not named
        return (
            with_verb(s, trigger, content) if content is not None and bare and clause > trigger else _whole(s, content)
        )
    return parenthetical(s, trigger)


def hosting_of(s: Syntax, token: int) -> Content | None:
    """The clause that "according to" stands in, or the quotation that this clause begins."""
    return _whole(s, host_of(s, token))


def _whole(s: Syntax, content: Content | None) -> Content | None:
    """ "told Dorn “No. It never happened.”": the quotation that the clause begins, with what goes on behind it."""
    if content is None or content.direct or len(content.spans) > 1:
        return content
    first, last = content.spans[0]
    quotation = next((q for q in s.document.quotations if q.first <= first < q.first + 2 and last <= q.last), None)
    if quotation is None or any(quotation == q for found in quotations_of(s).values() for q, _ in found):
        return content
    return _direct(s, quotation)


def _direct(s: Syntax, quotation: Quotation) -> Content:
    words = s.document.article.text[quotation.start : quotation.end].split()
    return Content(" ".join(words), True, ((quotation.first, quotation.last),))


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


def cited_of(s: Syntax, verb: int) -> Content | None:
    """What is reported "citing" somebody."""
    if s.dep[verb] != "advcl" or s.tag[verb] != "VBG":
        return None
    above = s.head[verb]
    beside = [above, *(v for v in s.kids(above, "conj", "parataxis") if v < verb)]
    reporting = [v for v in beside if s.lemma[v] in cues().reporting]
    return content_of(s, reporting[-1]) if reporting else host_of(s, verb)


def remainder_of(s: Syntax, colon: int) -> Content | None:
    """The quotation or the rest of the line after "Berg:", a headline or a turn in an interview; not an article run
    into one line.
    """
    text, parse = s.document.article.text, s.parse
    quotation = next((q for q in s.document.quotations if colon < q.first <= colon + 2), None)
    if quotation is not None:
        if any(quotation == other for found in quotations_of(s).values() for other, _ in found):
            return None
        return _direct(s, quotation)
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
