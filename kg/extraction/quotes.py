"""Which verb of saying introduces a quotation: the one beside it, else the one whose speech it goes on with."""

from __future__ import annotations

from functools import lru_cache

from kg.extraction.cues import cues, words
from kg.extraction.syntax import Syntax
from kg.model import Quotation

REACH = 30  # tokens between a quotation and its verb
ENDS = frozenset((".", "?", "!", ";"))
SPOKEN = frozenset(",.?!—–-…")
Reported = dict[int, list[tuple[Quotation, bool]]]


@lru_cache(maxsize=2)
def quotations_of(s: Syntax) -> Reported:
    """Verb -> its quotations in text order, and whether they only go on with what it reports indirectly."""
    quotations = s.document.quotations
    inside = {t: n for n, q in enumerate(quotations) for t in range(q.first, q.last)}
    verbs: list[int | None] = []
    for number, q in enumerate(quotations):
        verb = _after(s, q, inside)
        if verb is None:
            verb = _before(s, q, inside)
        if verb is None and number and verbs[-1] is not None and _goes_on(s, quotations[number - 1], q, verbs[-1]):
            verb = verbs[-1]
        verbs.append(verb)
    for number in reversed(range(len(quotations) - 1)):
        if verbs[number] is None and _left_open(s, quotations[number], quotations[number + 1]):
            verbs[number] = verbs[number + 1]
    found: Reported = {}
    for q, verb in zip(quotations, verbs, strict=True):
        if verb is not None:
            found.setdefault(verb, []).append((q, False))
    for q, verb in zip(quotations, verbs, strict=True):
        if verb is None and (told := _told_before(s, q, inside)) is not None and told not in found:
            found[told] = [(q, True)]
    return found


def _speaks(s: Syntax, token: int, inside: dict[int, int]) -> bool:
    return (
        token not in inside
        and s.pos[token] == "VERB"
        and s.lemma[token].lower() in cues().reporting | cues().quotative
        and s.dep[token] not in ("amod", "compound")
        and not (s.lemma[token] == "go" and s.kids(token, "xcomp", "advcl", "prep"))  # "would go to see it: “…”"
    )


def _gap(s: Syntax, a: int, b: int) -> bool:
    """Whether a paragraph ends between two neighbouring tokens."""
    return "\n" in s.document.article.text[s.parse.end[a] : s.parse.start[b]]


def _is_mark(s: Syntax, token: int) -> bool:
    return s.word[token] in ('"', "“", "”", "''", "``", "'", "‘", "’", "«", "»", "„", "‟", "″")


def _after(s: Syntax, q: Quotation, inside: dict[int, int]) -> int | None:
    """ "…," said Berg; "…?" Berg said."""
    token, end = q.last, len(s.parse)
    while token < end and _is_mark(s, token):
        token += 1
    closing = s.document.article.text[q.start : q.end].rstrip("'’” \"")[-1:]
    if _is_woven_in(s, q):
        return None
    comma = closing == "," or (token < end and s.word[token] in (",", "—", "–", "-", "--"))
    if not comma and closing not in "?!—–…":
        return None
    if comma and s.pos[min(token + 1, end - 1)] in ("SCONJ", "CCONJ"):
        return None  # "…", while Berg called it "…"
    reach = token + (REACH if comma else 7)
    for t in range(token, min(reach, end)):
        if t in inside or (t > token and s.word[t] in ENDS) or _gap(s, t - 1, t):
            return None
        if s.tag[t] == "VBG" and not s.kids(t, "aux"):
            continue  # "…", adding "…": of what follows
        if _speaks(s, t, inside) and s.dep[t] != "relcl" and (comma or _reports_no_other(s, t) or _within(s, t, q)):
            return t
    return None


def _is_woven_in(s: Syntax, q: Quotation) -> bool:
    """ "on the programme “Question Time,” Berg said", "Norda “is the only one,” Berg said": no sentence of its own."""
    before = q.first - 1
    while before >= 0 and _is_mark(s, before):
        before -= 1
    if before < 0 or _gap(s, before, before + 1) or s.pos[before] in ("CCONJ", "SCONJ", "ADV", "INTJ"):
        return False
    joined = s.word[before].isalpha() or s.lower[before] in ("'s", "’s", "'", "’")
    return joined and s.lemma[before].lower() not in cues().reporting | cues().quotative


def _reports_no_other(s: Syntax, verb: int) -> bool:
    """ "…!" She proposed a fund: another sentence."""
    told = s.lemma[verb] in words().told
    return not s.kids(verb, "ccomp") and (told or not any(t > verb for t in s.kids(verb, "dobj")))


def _within(s: Syntax, verb: int, q: Quotation) -> bool:
    return any(q.first <= c < q.last for c in s.kids(verb, "ccomp"))


def _before(s: Syntax, q: Quotation, inside: dict[int, int]) -> int | None:
    """Berg said: "…"; Berg said, "…"."""
    token = q.first - 1
    while token >= 0 and _is_mark(s, token):
        token -= 1
    if token < 0:
        return None
    colon, comma = s.word[token] == ":", s.word[token] == ","
    first = s.word[q.first]
    if not colon and not (comma and (first[:1].isupper() or _speaks(s, token - 1, inside) or token - 1 in inside)):
        spoken = _speaks(s, token, inside) and not s.kids(token, "dobj", "xcomp", "oprd")
        whole = first[:1].isupper() or q.last - q.first > 3
        return token if spoken and whole and not _is_subject(s, q) else None
    if _gap(s, token, q.first) and not colon:
        return None
    for t in range(token - 1, max(-1, token - REACH), -1):
        if t in inside:
            continue
        if s.word[t] in ENDS or (_gap(s, t, t + 1) and t + 1 <= token):
            return None
        if _speaks(s, t, inside):
            return t
    return None


def _is_subject(s: Syntax, q: Quotation) -> bool:
    """ "said “Norda” is a bad name": a name, not what was said."""
    heads = [t for t in range(q.first, q.last) if not q.first <= s.head[t] < q.last and s.pos[t] != "PUNCT"]
    return len(heads) == 1 and s.dep[heads[0]] in ("nsubj", "nsubjpass") and s.head[heads[0]] >= q.last


def _goes_on(s: Syntax, last: Quotation, q: Quotation, verb: int) -> bool:
    """Whether a quotation without a verb of its own goes on after one that has: "…," said Berg. "…"."""
    if not _stands_alone(s, q, ".?!,"):
        return False
    if _side_by_side(s, last, q):
        return True
    sentence = s.parse.sentence
    between = range(max(last.last, verb), q.first)
    if any(_ends(s, t) and t + 1 < q.first and not _is_mark(s, t + 1) for t in between):
        return False  # another sentence stands between
    return sentence[q.first] - max(sentence[last.last - 1], sentence[verb]) <= 1 or not list(between)


def _side_by_side(s: Syntax, last: Quotation, q: Quotation) -> bool:
    return not any(char.isalnum() for char in s.document.article.text[last.end : q.start])


def _left_open(s: Syntax, q: Quotation, following: Quotation) -> bool:
    """Whether a quotation goes on in the next paragraph, and so has no closing mark."""
    text = s.document.article.text
    return (
        _side_by_side(s, q, following) and "\n" in text[q.end : following.start] and text[q.end : q.end + 1].isspace()
    )


def _ends(s: Syntax, token: int) -> bool:
    return s.word[token] in (".", "?", "!")


def _stands_alone(s: Syntax, q: Quotation, after: str) -> bool:
    """Whether it is a sentence or more: opened after a full stop or a gap, closed by one."""
    before = q.first - 1
    while before >= 0 and _is_mark(s, before):
        before -= 1
    opened = before < 0 or s.word[before][-1] in after or _gap(s, before, before + 1)
    return opened and s.word[q.last - 1][-1] in SPOKEN and q.last - q.first > 2


def _told_before(s: Syntax, q: Quotation, inside: dict[int, int]) -> int | None:
    """The verb of indirect speech in the sentence right before a quotation that stands alone."""
    if not _stands_alone(s, q, ".?!"):
        return None
    t = q.first - 1
    while t >= 0 and (_is_mark(s, t) or _ends(s, t)):
        t -= 1
    if t < 0 or t in inside:
        return None
    first = s.parse.sentences[s.parse.sentence[t]][0]
    told = [v for v in range(first, t + 1) if _speaks(s, v, inside) and s.kids(v, "ccomp")]
    return next((v for v in told if s.dep[v] == "ROOT"), None)
