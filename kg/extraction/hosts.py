"""The clause that a source is put into: "According to Berg, …", "…, according to Berg, …", "…, as Berg noted"."""

from __future__ import annotations

from dataclasses import replace

from kg.extraction.cues import cues
from kg.extraction.syntax import RELATIVE, Syntax
from kg.extraction.wording import SUBJECTS, Content, afterthoughts, is_finite, runs, worded

DASHES = frozenset((",", "(", "-", "--", "–", "—", '"', "“"))
CONCEDING = frozenset(("while", "although", "though", "whereas"))


def host_of(s: Syntax, token: int) -> Content | None:
    """The clause a phrase like "according to Berg" is put into, without that phrase."""
    clause = _hosting(s, token)
    if not s.is_verb(clause):
        return None
    out = _phrase(s, token, clause)
    phrase = _run(out, token)
    out |= {t for child in s.kids(clause, "parataxis") for t in s.subtree(child)}
    out |= {t for c in s.kids(clause, "conj") if s.lemma[c] in cues().reporting for t in s.subtree(c)}
    out -= {t for below in afterthoughts(s, token) for t in below}
    first, last = _segment(s, *phrase)
    below = [t for t in s.subtree(clause) if t not in out and first <= t < last]
    if len(below) < 2 or s.lower[below[0]] in RELATIVE:  # not "which fell, according to Berg"
        return None
    if not any(s.word[t].isalnum() and s.dep[t] != "cc" for t in range(first, phrase[0])):
        return _opened(s, clause, below, phrase, last)
    if not any(s.word[t].isalnum() for t in range(phrase[1], last)):
        whole = s.word[phrase[0] - 1] == "," or s.dep[clause] == "ROOT"
        return worded(s, runs([t for t in range(first, phrase[0]) if t not in out] if whole else below, out))
    return worded(s, _within(s, clause, below, phrase, first, out))


def parenthetical(s: Syntax, verb: int) -> Content | None:
    """ "…, as Berg noted", and a reporting clause the parser hung on what it reports."""
    if not s.is_verb(verb) or s.head[verb] == verb or s.kids(verb, "dobj", "acomp", "oprd", "amod"):
        return None
    as_ = s.dep[verb] == "advcl" and any(s.lower[c] == "as" for c in s.kids(verb, "mark", "advmod"))
    if as_:
        first, last = (lambda below: (below[0], below[-1]))(s.subtree(verb))
        opens = first == s.parse.sentences[s.parse.sentence[verb]][0]
        as_ = opens or s.word[first - 1] in DASHES or s.lower[last + 1 : last + 2] == (",",)
        as_ = as_ and s.lower[first - 1] not in ("much", "many")  # "as much as Berg had asked for"
    return host_of(s, verb) if as_ or s.dep[verb] == "parataxis" else None


def _hosting(s: Syntax, token: int) -> int:
    """The verb of the clause: the finite one above the phrase."""
    clause = s.clause_of(s.head[token])
    upwards = ("xcomp", "acomp", "pcomp", "conj")  # "A did this and B did that, according to …"
    while s.dep[clause] in upwards and s.is_verb(s.head[clause]) and (s.dep[clause] != "conj" or token > clause):
        clause = s.head[clause]
    while s.dep[clause] in ("acl", "advcl", "amod") and not is_finite(s, clause) and not s.is_infinitive(clause):
        clause = s.clause_of(s.head[clause])  # "a storm tied for the strongest, according to …"
    reported = s.kids(clause, "ccomp")
    if s.lemma[clause] in cues().reporting and reported and reported[0] < token < clause:
        clause = reported[0]  # "the talks ended, according to an aide, the paper reported": the aide is nearer
    for after in s.kids(clause, "conj"):  # "gave no cause but, according to an aide, he had been ill"
        if clause < token < after and s.kids(after, *SUBJECTS) and _joins(s, token):
            return after
    return clause


def _joins(s: Syntax, token: int) -> bool:
    """Whether the phrase stands right behind "and", "but" or a semicolon."""
    before = token - 1 - (s.word[token - 1] == ",")
    return s.dep[before] == "cc" or s.word[before] == ";"


def _phrase(s: Syntax, token: int, clause: int) -> set[int]:
    """Tokens that name the source, without what the parser hung on it and is the clause's own."""
    out = set(s.subtree(token)) - {t for below in afterthoughts(s, token) for t in below}
    sources = [o for p in s.kids(token, "prep") for o in s.kids(p, "pobj")]
    if not s.kids(clause, *SUBJECTS):  # "According to the ruling, a host must": hung too low
        out -= {t for o in sources for a in s.kids(o, "appos") if a not in s.mention_at for t in s.subtree(a)}
    before = token - 1 - (s.word[token - 1] == ",")
    bare = before == clause and not s.kids(
        clause, "dobj", "attr", "ccomp"
    )  # "led, according to Berg, the largest march"
    if bare or (s.pos[before] == "ADP" and not s.kids(before, "pobj", "pcomp")):
        out -= {t for o in sources for a in s.kids(o, "appos") for t in s.subtree(a)}
    return out - {t for o in sources for a in s.kids(o, "appos") if a in s.money for t in s.subtree(a)}


def _run(tokens: set[int], token: int) -> tuple[int, int]:
    """The unbroken run of tokens around one of them: first, last+1."""
    first = last = token
    while first - 1 in tokens:
        first -= 1
    while last + 1 in tokens:
        last += 1
    return first, last + 1


def _segment(s: Syntax, start: int, end: int) -> tuple[int, int]:
    """The part of the sentence around the phrase that no semicolon or line break parts off."""
    first, last = s.parse.sentences[s.parse.sentence[start]]
    text, parse = s.document.article.text, s.parse

    def parted(t: int) -> bool:
        return s.word[t] == ";" or "\n" in text[parse.end[t] : parse.start[t + 1]]

    begin = next((t + 1 for t in range(start - 1, first - 1, -1) if parted(t)), first)
    return begin, next((t + (s.word[t] != ";") for t in range(end - 1, last - 1) if parted(t)), last)


def _opened(s: Syntax, clause: int, below: list[int], phrase: tuple[int, int], last: int) -> Content | None:
    """Behind a phrase that opens its sentence: all the rest, a quotation whole."""
    first = min((t for t in below if t >= phrase[1]), default=phrase[1])
    if not s.kids(clause, *SUBJECTS):
        first = next((t for t in range(phrase[0], first) if s.word[t] == ","), first)
    content = worded(s, [(first, last)])
    for q in s.document.quotations:
        if content is not None and first <= q.first <= first + 1 and q.last >= content.spans[-1][1] - 1:
            text = " ".join(s.document.article.text[q.start : q.end].split())
            return replace(content, text=text, direct=True, spans=((q.first, q.last),))
    return content


def _within(
    s: Syntax, clause: int, below: list[int], phrase: tuple[int, int], first: int, out: set[int]
) -> list[tuple[int, int]]:
    """On both sides of a phrase; behind "and" or "but" on its right side alone, with the subject that it shares."""
    if s.lower[first] in CONCEDING and "," not in s.word[first : phrase[0] + 1]:
        return [(first + 1, phrase[0])]  # "While sales fell according to Berg, Norda grew"
    ahead = [t for t in below if t >= phrase[1]]
    if not ahead or not _joins(s, phrase[0]):
        return runs(below, out)
    shared = s.head[clause] if s.dep[clause] == "conj" and not s.kids(clause, *SUBJECTS) else clause
    subjects = [s.subtree(t) for t in s.kids(shared, *SUBJECTS)] if shared != clause else []
    return [(side[0], side[-1] + 1) for side in (*subjects, ahead)]
