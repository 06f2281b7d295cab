"""Which nouns of a parse are verbs: "Anna Berg and Carl Dorn meet in Vienna", of a noun that has a subject."""

from __future__ import annotations

from dataclasses import replace

from kg.model import Parse

CLAUSES = frozenset(("ROOT", "relcl", "advcl", "ccomp"))
OF_NOUNS = frozenset(("det", "poss", "amod", "nummod", "compound", "nmod", "case"))
PLURAL = frozenset(("NNS", "NNPS"))


def retag(parse: Parse) -> Parse:
    """The parse with each such noun tagged as the verb it is, where its number agrees with its subject's."""
    found = {t: tag for t, dep in enumerate(parse.dep) if dep in CLAUSES and (tag := _tag(parse, t))}
    if not found:
        return parse
    pos = tuple("VERB" if t in found else old for t, old in enumerate(parse.pos))
    return replace(parse, pos=pos, tag=tuple(found.get(t, old) for t, old in enumerate(parse.tag)))


def _tag(parse: Parse, token: int) -> str:
    if parse.tag[token] not in ("NN", "NNS") or not parse.word[token].islower():
        return ""
    below = parse.children[token]
    subject = next((c for c in below if parse.dep[c] == "nsubj" and c < token), None)
    if subject is None or any(parse.dep[c] in OF_NOUNS for c in below) or "," in parse.word[subject:token]:
        return ""
    several = parse.tag[subject] in PLURAL or any(parse.dep[c] == "conj" for c in parse.children[subject])
    if parse.tag[token] == "NN":
        return "VBP" if several else ""
    return "VBZ" if not several and parse.tag[subject] in ("NN", "NNP") else ""
