"""What the words on a noun and the nouns and prepositions above a word say of the status of a situation."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extraction.cues import cues, words
from kg.extraction.forms import form_of
from kg.extraction.naming import is_ranked, phrase
from kg.extraction.syntax import Syntax

FINAL = ("cancelled", "postponed", "blocked", "denied")
WITH = frozenset(("with",))
SOFTLY = ["planned", "soft"]  # by what it is ordered by: "before the talks"


def modifiers(s: Syntax, noun: int) -> Iterator[str]:
    modifier, governor = cues().modifier, cues().governor
    overtaken = _overtaken(s, noun)
    for child in (*s.children[noun], *_hung_low(s, noun)):
        dep, word = s.dep[child], s.lower[child]
        if dep in ("amod", "compound", "advmod", "nmod") and word in modifier:
            yield modifier[word]
        elif dep in ("acl", "relcl") and not _sets_scene(s, child):
            key = phrase(s, child)
            if overtaken and governor.get(key) in FINAL:
                continue
            if (s.tag[child] in ("VBN", "VBD") and governor.get(key) and governor[key] != "held") or (
                dep == "relcl" and governor.get(key) in FINAL
            ):
                yield governor[key]
            elif dep == "relcl" and _is_ahead(s, child):
                yield "planned"
        elif dep == "det" and word == "no":
            yield "not"


def _is_ahead(s: Syntax, clause: int) -> bool:
    """ "The summit, which will take place in May", "which is to be held in May"."""
    if not any(s.lower[t] in ("which", "that") for t in s.kids(clause, "nsubj", "nsubjpass")):
        return False
    to_be = [t for t in s.kids(clause, "xcomp") if s.is_infinitive(t)] if s.lemma[clause] == "be" else []
    coming = to_be or ([clause] if "planned" in form_of(s, clause) else [])
    return any(s.lemma[t] in words().happening for t in coming)


def _hung_low(s: Syntax, noun: int) -> list[int]:
    """ "The trip to Graz, which was cancelled", "talks with Dorn, which were put off": clauses of the noun that the
    parse gave to a name behind it.
    """
    names = [o for p in s.kids(noun, "prep") for o in s.kids(p, "pobj") if o in s.mention_at]
    clauses = [c for name in names for c in s.kids(name, "relcl") if s.is_passive(c)]
    return [c for c in clauses if any(s.lower[t] == "which" for t in s.kids(c, "nsubjpass"))]


def _overtaken(s: Syntax, noun: int) -> bool:
    """ "The talks, which were put off in May, will be held on Friday", "renewed the offer that was withdrawn"."""
    verb = s.head[noun]
    happens = s.dep[noun] in ("nsubj", "nsubjpass") and s.lemma[verb] in words().happening
    happens = happens or (s.dep[noun] == "dobj" and s.lemma[verb] in words().renewing)
    return happens and cues().governor.get(phrase(s, verb)) not in FINAL


def _owes(s: Syntax, adjective: int) -> bool:
    """ "due to the storm" names a cause."""
    return s.lower[adjective] == "due" and any(s.lower[t] == "to" for t in s.kids(adjective, "prep", "pcomp"))


def _sets_scene(s: Syntax, clause: int) -> bool:
    """ "during which he discussed", "where they agreed": what happens there says nothing of the occasion."""
    if any(s.tag[t] == "WRB" for t in s.kids(clause, "advmod")):
        return True
    return any(s.tag[t] == "WDT" for p in s.kids(clause, "prep") for t in s.kids(p, "pobj"))


def _suffices(s: Syntax, adjective: int) -> bool:
    """ "Was confident enough to meet him", and so did."""
    return any(s.lower[t] == "enough" for t in s.children[adjective])


def ordered(status: str, s: Syntax, verb: int) -> list[str]:
    """What stands before or after what the verb says: "told reporters on Monday before leaving"."""
    past = [v for v in form_of(s, verb) if v == "past"] if s.is_verb(verb) else []
    return [*SOFTLY, *past] if status == "planned" else [status]


def is_known(s: Syntax, noun: int) -> bool:
    """An occasion that is spoken of as known, whatever may become of what happens there: "the talks", "talks today"."""
    pointed = any(
        s.dep[c] == "poss" or s.lower[c] in ("the", "this", "that", "these", "those") for c in s.children[noun]
    )
    return s.lemma[noun] in cues().lasting and (pointed or bool(s.times_from(*s.whole_phrase(noun))))


def is_shunned(s: Syntax, noun: int) -> bool:
    """ "Boycotted the summit", "will not attend the council's meeting": it takes place without them."""
    verb = s.head[noun]
    if s.dep[noun] != "dobj" or s.lemma[noun] not in cues().lasting or s.prepositional(noun, WITH):
        return False
    if s.lemma[verb] in ("boycott", "skip"):
        return True
    declined = s.is_infinitive(verb) and cues().governor.get(s.lemma[s.head[verb]]) == "denied"
    return s.lemma[verb] == "attend" and (declined or bool(s.kids(verb, "neg")))


def is_accepted(s: Syntax, noun: int) -> bool:
    """ "Accepted the offer", "the invitation was accepted"."""
    verb = s.head[noun]
    return (
        s.lemma[verb] == "accept"
        and s.dep[noun] in ("dobj", "nsubjpass")
        and "held" in (form := list(form_of(s, verb)))
        and "not" not in form
    )


def noun_above(s: Syntax, node: int, noun: int) -> tuple[list[str], bool]:
    """Votes of a noun or preposition that governs the node."""
    table = cues()
    if s.dep[noun] == "prep" or s.pos[noun] in ("ADP", "SCONJ"):
        word = s.lower[noun]
        if word not in table.order:
            return [], False
        return ordered(table.order[word], s, s.head[noun]), table.order[word] == "planned"
    if s.pos[noun] in ("ADJ", "ADV"):
        if s.lower[noun] in table.order:
            return ordered(table.order[s.lower[noun]], s, s.head[noun]), table.order[s.lower[noun]] == "planned"
        cue = None if _owes(s, noun) else table.governor.get(s.lower[noun])
        if cue == "held":
            cue = "proposed"  # "open to talks"
        if cue is None and s.is_verb(node) and s.is_infinitive(node) and not _suffices(s, noun):
            cue = "proposed"  # "keen to meet"
        return ([cue] if cue else [], False)
    if s.dep[node] in ("conj", "appos"):
        gerund = noun in s.mention_at and s.lemma[node] in table.lasting  # "Berg and Dorn, meeting in Graz, agreed"
        return [], s.dep[node] == "appos" and not gerund
    if s.dep[node] == "prep" and s.lower[node] in ("in", "at") and table.noun.get(s.lemma[noun].lower()) == "planned":
        return [], False  # "agreement in talks": of the talks this says nothing
    if s.lower[node] in ("during", "throughout"):
        return [], True  # "agreements during his visit": of the visit this says nothing
    cue = table.noun.get(s.lemma[noun].lower())
    if cue == "cancelled" and s.lemma[noun].lower() in table.ending:
        return ["held"], True  # "the collapse of the talks"
    if (
        cue is None
        and s.is_verb(node)
        and s.is_infinitive(node)
        and not is_ranked(s, noun)
        and noun not in s.mention_at
        and s.lemma[noun] not in table.lasting
    ):
        cue = "proposed"  # "in a hurry to meet"
    if cue == "proposed" and is_accepted(s, noun):
        cue = "planned"  # "accepted the invitation to visit"
    purpose = cue is None and s.is_verb(node) and s.is_infinitive(node) and s.lemma[noun] in table.lasting
    votes = [cue] if cue else SOFTLY[:] if purpose else []  # "a trip to meet him"
    votes += [v for v in modifiers(s, noun) if v in FINAL or (v == "not") == bool(cue)]  # "no plans for talks"
    return votes, s.dep[node] not in ("prep", "acl", "relcl", "compound", "poss", "nmod") or (
        noun in s.mention_at and s.dep[noun] not in ("attr", "oprd")
    )
