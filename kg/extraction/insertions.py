"""Reporting clauses that the parser hung on a neighbour: "Norda bought Velta, an aide told Reuters"; "Velta, Berg said
on Monday, has agreed".
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.extraction.cues import cues, words
from kg.extraction.syntax import RELATIVE, Syntax
from kg.extraction.wording import FINITE


@dataclass(frozen=True)
class Insertion:
    """Whose clause it is, and the tokens of what it reports (first, last+1); `owner` is the subject it cut off."""

    speaker: int
    pieces: tuple[tuple[int, int], ...]
    owner: int | None = None


def insertion(s: Syntax, verb: int) -> Insertion | None:
    """What the sentence says around a misparsed reporting verb; None where the parse stands."""
    if s.lemma[verb].lower() not in cues().reporting or s.tag[verb] not in FINITE or s.kids(verb, "mark", "aux"):
        return None
    speaker = _before(s, verb)
    if speaker is None:
        return None
    comma = s.subtree(speaker)[0] - 1
    right = [c for c in s.kids(verb, "ccomp") if c > verb]
    right += [s.head[verb]] if s.dep[verb] == "parataxis" and s.head[verb] > verb else []
    if right:
        return _inserted(s, verb, speaker, right[0])
    told = s.lemma[verb] in words().told
    if any(
        s.dep[c] in ("xcomp", "oprd", "acomp", "attr") or (s.dep[c] == "dobj" and not told) for c in s.children[verb]
    ):
        return None
    first = s.parse.sentences[s.parse.sentence[verb]][0]
    if s.pos[first] == "SCONJ":
        return None  # "If so, experts say, …"
    if any(s.tag[t] in FINITE or s.tag[t] == "MD" for t in range(first, comma)):
        return Insertion(speaker, ((first, comma),))
    return None


def _before(s: Syntax, verb: int) -> int | None:
    """The noun phrase between a comma and the verb, if the parser did not take it for the subject it is."""
    if "," not in s.word[s.parse.sentences[s.parse.sentence[verb]][0] : verb]:
        return None
    for noun in (verb - 1, *(t for t in s.ancestors(verb - 1) if t < verb)) if verb else ():
        phrase = [t for t in s.subtree(noun) if t != verb]
        if phrase[-1] != verb - 1 or s.pos[noun] not in ("NOUN", "PROPN", "NUM"):
            continue
        if phrase[0] == 0 or s.word[phrase[0] - 1] != "," or s.pos[phrase[0]] in ("ADV", "SCONJ", "CCONJ"):
            continue
        if any(s.lower[t] in RELATIVE for t in s.kids(verb, "nsubj", "nsubjpass")):
            return None
        hung = (
            s.dep[noun] == "appos"
            or _listed(s, noun)
            or (s.dep[noun] == "nsubj" and s.head[noun] == verb and s.dep[verb] in ("relcl", "conj", "parataxis"))
        )
        return noun if hung else None
    return None


def _listed(s: Syntax, noun: int) -> bool:
    """ "Norda, Velta said, …": two names that only a comma joins are no list."""
    return s.dep[noun] == "conj" and s.head[noun] < noun and not s.kids(s.head[noun], "cc")


def _inserted(s: Syntax, verb: int, speaker: int, clause: int) -> Insertion | None:
    owner = s.head[speaker]
    if (
        s.head[owner] != verb
        or s.dep[owner] not in ("nsubj", "nsubjpass")
        or s.kids(clause, "nsubj", "nsubjpass", "mark")
    ):
        return None
    own = {t for t in s.subtree(verb) if s.pos[t] != "PUNCT"}
    below = [t for t in s.subtree(clause) if t > verb and (s.head[verb] != clause or t not in own)]
    while below and s.word[below[0]] == ",":
        below = below[1:]
    if not below or s.word[below[0] - 1] != ",":
        return None
    return Insertion(speaker, ((s.subtree(owner)[0], s.subtree(speaker)[0] - 1), (below[0], below[-1] + 1)), owner)
