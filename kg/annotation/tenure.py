"""When somebody has an office, by the verb that gives it: had, has, will have, or only hopes for it."""

from __future__ import annotations

from kg.annotation.words import table
from kg.model import Parse

LASTING = frozenset(("since", "for", "through", "throughout", "under", "during", "over"))


def outlook(parse: Parse, verb: int) -> str | None:
    """ "is expected to become mayor": future; "hopes to become": open; "left to become": none, as it became so."""
    above = parse.head[verb]
    if parse.dep[verb] == "pcomp" and parse.lemma[above] == "from":
        return "former"  # "dismissed from being a minister"
    infinitive = any(parse.tag[c] == "TO" for c in parse.children[verb])
    if not infinitive or parse.dep[verb] not in ("xcomp", "advcl", "ccomp", "conj"):
        return None
    becoming, lemma = table("titles")["becoming"], parse.lemma[above]
    able = any(parse.dep[c] == "acomp" for c in parse.children[above])  # "is fit to be president"
    if lemma in becoming["ahead"] or (lemma == "be" and parse.dep[verb] == "xcomp" and not able):
        return "future"
    if lemma in becoming["passive"] or lemma in becoming["onward"]:
        return None
    return "open"


def tense(parse: Parse, verb: int, lemma: str) -> str | None:
    becoming = table("titles")["becoming"]
    if lemma in becoming["leaving"]:
        return "former"
    children = [parse.lemma[c].lower() for c in parse.children[verb] if parse.dep[c] in ("aux", "auxpass")]
    if "will" in children or lemma in becoming["nominating"]:
        return "future"
    if "to" in children:
        return None
    if lemma in ("be", "serve") and parse.tag[verb] in ("VBD", "VBN") and not _lasts(parse, verb):
        return "former"
    return "current"


def _lasts(parse: Parse, verb: int) -> bool:
    """ "has served as mayor for a year", "has been mayor since May", "the past ten years": until now."""
    has = any(parse.lemma[c] == "have" and parse.tag[c] != "VBD" for c in parse.children[verb])
    below = [d for c in parse.children[verb] if parse.dep[c] in ("attr", "prep") for d in (c, *parse.children[c])]
    lasting = any(parse.lemma[t].lower() in LASTING for t in below)
    return has and (lasting or any(parse.dep[c] == "npadvmod" for c in parse.children[verb]))
