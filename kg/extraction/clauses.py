"""Which clause a verb or noun of saying reports, and which of its words are there: what stands before, what behind."""

from __future__ import annotations

from kg.extraction.cues import cues, words
from kg.extraction.naming import swallowed
from kg.extraction.syntax import RELATIVE, Syntax
from kg.extraction.wording import MARKS, SUBJECTS, Content, afterthoughts, is_finite, worded

CLAUSES = ("ccomp", "xcomp", "acl", "relcl")
# What opens clauses that begin a sentence and are not reported.
SETTING = frozenset(
    ("while", "although", "though", "as", "after", "before", "since", "because", "when", "until", "once")
)


def clause_of_speech(s: Syntax, trigger: int) -> Content | None:
    """The words of the clause reported; None where there is none."""
    clause = content_clause(s, trigger)
    if clause is None or any(t < trigger and s.lower[t] == "what" for t in s.kids(clause, *SUBJECTS)):
        return None  # "to protest what he believes is wrong"
    gap = _gap(s, trigger, clause)
    if gap is None:
        later = afterthoughts(s, trigger) if clause < trigger else []
        pieces = [*_around(s, trigger, clause), *((below[0], below[-1] + 1) for below in later)]
        pieces[-1] = (pieces[-1][0], _with_next(s, trigger, clause, pieces[-1][1]))
        told = swallowed(s, trigger)
        if told is not None and pieces[0][0] == told.first:
            pieces[0] = (told.last, pieces[0][1])
        return worded(s, _to_semicolon(s, pieces, trigger))
    owner = _antecedent(s, trigger, clause, gap)
    if owner is None or clause < trigger:
        return None
    below = [t for t in s.subtree(clause) if t > trigger]
    return worded(s, [owner, (below[0], below[-1] + 1)])


def content_clause(s: Syntax, trigger: int) -> int | None:
    if s.is_verb(trigger):
        clauses = [c for c in s.kids(trigger, "ccomp") if s.lower[c] != "am" or s.kids(c, *SUBJECTS)]  # "at 11 am"
        behind = [c for c in clauses if c > trigger and not _is_aside(s, trigger, c)]
        subjects = s.lemma[trigger] in ("say", "mention")  # "said closing it would hurt"
        asked = [t for t in _infinitives(s, trigger) if subjects or s.is_infinitive(t)] if behind else []
        behind = sorted([*behind, *asked])  # "asked them to go, a request denied"
        ahead = [c for c in clauses if c < trigger][-1:]
        ahead = [c for c in ahead if _is_fronted(s, trigger, c)]
        # a clause behind, else "A met B; sources say that C did"
        return next(iter(behind or ahead or _hung_low(s, trigger) or _infinitives(s, trigger)), None)
    for child in s.kids(trigger, *CLAUSES):
        if s.dep[child] == "ccomp" or any(s.lower[c] == "that" and s.dep[c] == "mark" for c in s.children[child]):
            return child
        if s.dep[child] == "acl" and s.is_infinitive(child):
            return child
    return None


def _is_aside(s: Syntax, verb: int, clause: int) -> bool:
    """ "declared an emergency in May, with Velta following suit": a participle behind what is said."""
    said = any(verb < t < clause for t in s.kids(verb, "dobj")) and s.lemma[verb] not in words().told
    return said and s.tag[clause] == "VBG" and not s.kids(clause, "aux") and s.word[s.subtree(clause)[0] - 1] == ","


def _is_fronted(s: Syntax, verb: int, clause: int) -> bool:
    """ "The talks ended, Berg said": set off by a comma, and neither "While they met, Berg denied it" nor a list."""
    if any(s.lower[c] in SETTING for c in s.kids(clause, "mark", "advmod") if c < clause):
        return False
    if any(t > verb for t in s.kids(verb, "dobj")) and s.lemma[verb] not in words().told:
        return False
    end = max(t for t in s.subtree(clause) if t < verb)
    return s.pos[end] == "PUNCT" or s.word[end + 1] in MARKS or s.pos[end + 1] == "PUNCT"


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


def _gap(s: Syntax, verb: int, clause: int) -> int | None:
    """ "the interview that Berg said was unfair", "a ban, which Berg said would hurt": the clause whose subject stands
    before, at the noun.
    """
    subjects = s.kids(clause, *SUBJECTS)
    if any(t < verb < clause and s.lower[t] in RELATIVE and s.tag[t] in ("WDT", "WP", "IN") for t in subjects):
        return next((a for a in (verb, clause, *s.ancestors(verb)) if s.dep[a] == "relcl"), None)
    return verb if s.dep[verb] == "relcl" and is_finite(s, clause) and not subjects else None


def _antecedent(s: Syntax, verb: int, clause: int, gap: int) -> tuple[int, int] | None:
    """The noun that the clause speaks of, if it agrees with it in number."""
    noun = s.head[gap]
    several = s.tag[noun] in ("NNS", "NNPS") or bool(s.kids(noun, "conj"))
    number = next(iter(s.kids(clause, "aux", "auxpass")), clause)
    singular = s.tag[number] == "VBZ" or s.lower[number] == "was"
    plural = s.tag[number] == "VBP" or s.lower[number] == "were"
    if s.pos[noun] not in ("NOUN", "PROPN") or noun > verb or (singular and several) or (plural and not several):
        return None
    first = min([noun, *(t for c in s.children[noun] if c < noun for t in s.subtree(c))])
    tail = [t for p in s.kids(noun, "prep") if p == noun + 1 for t in s.subtree(p)]
    return first, (tail[-1] if tail and tail[-1] < verb else noun) + 1


def _around(s: Syntax, trigger: int, clause: int) -> list[tuple[int, int]]:
    """The clause on both sides of a reporting clause within it, "Norda, Berg said, would buy"; else on its own side."""
    below = s.subtree(clause)
    left, right = [t for t in below if t < trigger], [t for t in below if t > trigger]
    if not right:  # "A fell and B rose, Berg said": both
        left = [s.subtree(c)[0] for c in s.kids(trigger, "ccomp") if c < clause] + left
    if not left or not right:
        return [(min(left or right), below[-1] + 1)]
    subject = s.kids(clause, "nsubj", "nsubjpass", "expl")
    if clause > trigger and not (subject and subject[0] < trigger and s.lower[subject[0]] not in RELATIVE):
        left = []
    return [(side[0], side[-1] + 1) for side in (left, right) if side]


def _with_next(s: Syntax, trigger: int, clause: int, end: int) -> int:
    """ "Berg said it rose, but would fall again": the end of what the parser parted from the clause reported."""
    for following in s.kids(trigger, "ccomp", "conj") if trigger < clause else ():
        below = s.subtree(following)
        between = {s.lower[t] for t in range(end, below[0])}
        if following < clause or below[0] < end or between - {",", "and", "but"}:
            continue
        apart = "," in between and s.lemma[following] in cues().reporting  # "said Norda rose, Velta radio reported"
        parted = s.dep[following] == "ccomp" and is_finite(s, following) and not apart
        if parted or (between and s.dep[following] == "conj" and _is_shifted(s, trigger, following)):
            end = below[-1] + 1
    return end


def _is_shifted(s: Syntax, trigger: int, verb: int) -> bool:
    """Whether a clause listed with a verb of saying has the tense of what was said."""
    aux = {s.lower[t] for t in s.kids(verb, "aux", "auxpass")}
    refused = s.kids(verb, "neg") and not s.kids(verb, *SUBJECTS)  # "but would not say when"
    if s.tag[trigger] not in ("VBD", "VBN") or refused or s.lemma[verb] in cues().reporting | {"decline", "refuse"}:
        return False
    return bool(aux & {"would", "might", "will"}) or ("had" in aux and s.tag[verb] == "VBN")


def _to_semicolon(s: Syntax, pieces: list[tuple[int, int]], trigger: int) -> list[tuple[int, int]]:
    """Without what a semicolon parts off: another clause, of which nobody says that it is reported."""
    first, last = pieces[0][0], pieces[-1][1]
    begin = next((t + 1 for t in range(trigger - 1, first - 1, -1) if _parts(s, t)), first)
    end = next((t for t in range(max(trigger, first), last) if _parts(s, t)), last)
    return [(max(a, begin), min(b, end)) for a, b in pieces if max(a, begin) < min(b, end)]


def _parts(s: Syntax, token: int) -> bool:
    """A semicolon, but not in brackets, in a quotation or before "or"."""
    if s.word[token] != ";" or s.dep[token + 1 : token + 2] == ("cc",):
        return False
    first = s.parse.sentences[s.parse.sentence[token]][0]
    before = s.word[first:token]
    return before.count("(") == before.count(")") and not any(q.first <= token < q.last for q in s.document.quotations)
