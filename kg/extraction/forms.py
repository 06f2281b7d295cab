"""What the form of a verb itself says of what it reports: modal, negation, tense, aspect."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extraction.cues import cues, words
from kg.extraction.syntax import Syntax


def form_of(s: Syntax, verb: int) -> Iterator[str]:
    """What the form of the verb itself says: modal, negation, tense."""
    auxiliaries = [c for c in s.children[verb] if s.dep[c] in ("aux", "auxpass")]
    # "had not, so far, met": hung on "had"
    kids = (*s.children[verb], *(c for a in auxiliaries for c in s.children[a]))
    denied = any(s.dep[c] == "neg" or s.lower[c] in ("never", "neither") for c in kids) or _by_neither(s, verb)
    if denied and not _at_last(s, verb, auxiliaries):
        yield "not"
    if any(s.lower[c] in cues().maybe for c in kids):
        yield "maybe"
    asked = _is_asked(s, verb, auxiliaries)
    if asked or any(s.dep[c] == "mark" and s.lower[c] in ("if", "unless", "whether") for c in kids):
        yield from ("maybe", "proposed")
    if asked:
        return
    modal = next((t for t in auxiliaries if s.lower[t] in cues().modal), None)
    if modal is not None:
        yield from _by_modal(s, verb, s.lower[modal])
    else:
        yield from _by_tense(s, verb, auxiliaries)


def _by_modal(s: Syntax, verb: int, modal: str) -> Iterator[str]:
    if modal == "would" and _looks_ahead(s, verb):
        yield from ("past", "held")
    elif modal == "would" and _reported_past(s, verb):
        yield "planned"
    else:
        yield cues().modal[modal]
    if modal in ("may", "might", "could"):
        yield "maybe"


def _by_tense(s: Syntax, verb: int, auxiliaries: list[int]) -> Iterator[str]:
    if any(s.lower[c] == "being" for c in auxiliaries):
        yield "ongoing"  # "is being bought"
        return
    tag = s.tag[verb]
    if any(s.tag[c] == "TO" for c in auxiliaries):
        if s.dep[verb] == "ROOT" or (s.dep[verb] == "conj" and s.kids(verb, "nsubj")):  # "Berg, Dorn to meet"
            yield "planned"
        return
    perfect = any(s.lemma[c] == "have" for c in auxiliaries)
    past = any(s.tag[c] == "VBD" for c in auxiliaries) or tag == "VBD"
    if past:
        yield "past"
    elif tag in ("VBZ", "VBP") or any(s.tag[c] in ("VBZ", "VBP") and s.lemma[c] == "be" for c in auxiliaries):
        yield "present"
    if tag == "VBG" and not perfect and auxiliaries:
        yield "held" if past else "ongoing"
    elif past or perfect or tag in ("VBZ", "VBP", "VBN"):
        yield "held"


def _is_asked(s: Syntax, verb: int, auxiliaries: list[int]) -> bool:
    """ "Had Berg ever met Dorn?": an auxiliary before the subject of a question."""
    subject = s.kids(verb, "nsubj", "nsubjpass")
    inverted = subject and auxiliaries and auxiliaries[0] < subject[0] and s.dep[verb] != "relcl"
    first, last = s.parse.sentences[s.parse.sentence[verb]]
    return bool(inverted) and any(s.word[t] == "?" for t in range(max(first, last - 3), last))


def is_doubted(s: Syntax, verb: int) -> bool:
    """ "I think that …": the speaker is not sure."""
    return s.lemma[verb] in words().opinions and any(s.lower[t] in ("i", "we") for t in s.kids(verb, "nsubj"))


def _at_last(s: Syntax, verb: int, auxiliaries: list[int]) -> bool:
    """ "Did not meet until Friday": then they met; "will not meet until Friday" promises nothing."""
    told = any(s.tag[t] in ("VBD", "VBZ", "VBP") for t in (verb, *auxiliaries))
    return told and any(s.lower[t] in ("until", "till") for c in (verb, *s.kids(verb, "advcl")) for t in s.children[c])


def _by_neither(s: Syntax, verb: int) -> bool:
    """ "neither Berg nor Dorn agreed"."""
    return any(s.lower[c] == "neither" for t in s.kids(verb, "nsubj", "nsubjpass") for c in s.children[t])


def _looks_ahead(s: Syntax, verb: int) -> bool:
    """ "would later say", "would go on to found": what came after, told from the past."""
    later = any(s.lower[c] in ("later", "subsequently", "eventually", "ultimately") for c in s.children[verb])
    return (later and s.dep[verb] != "ccomp") or goes_on(s, verb)


def goes_on(s: Syntax, verb: int) -> bool:
    """ "went on to say": who did so said it."""
    return s.lemma[verb] == "go" and s.lower[verb + 1 : verb + 3] == ("on", "to")


def _reported_past(s: Syntax, verb: int) -> bool:
    """ "said he would visit": a future seen from the past."""
    governor = s.head[verb]
    return s.dep[verb] == "ccomp" and s.lemma[governor] in cues().reporting and s.tag[governor] in ("VBD", "VBN")
