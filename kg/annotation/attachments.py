"""Where a name belongs that the parse hung without regard to the word before it: a place somebody leaves for, a name
whose last stop also ends the sentence.
"""

from __future__ import annotations

from kg.annotation.words import words
from kg.model import Parse

Move = tuple[int, int, str]  # token, its governor, its relation


def of_goal(parse: Parse, mark: int) -> list[Move]:
    """ "left for [Graz] to meet Dorn", Graz parsed as who is to meet him."""
    clause = parse.head[mark]
    verb = parse.head[clause]
    name = next((c for c in parse.children[clause] if c > mark and parse.dep[c] == "nsubj"), mark)
    left = parse.lemma[verb] in words("words", "leaving") and parse.tag[name] == "NNP" and verb < mark
    return [(mark, verb, "prep"), (name, mark, "pobj")] if left else []


def of_ending(parse: Parse, name: int) -> list[Move]:
    """ "agreed to buy [Acme Inc.] The price …": the name's stop ends the sentence and was parsed as nothing else."""
    first = min(name, *parse.children[name])
    start, end = parse.sentences[parse.sentence[name]]
    before = first - (2 if parse.tag[first - 1] == "DT" else 1)
    if end != name + 1 or before < start:
        return []
    if parse.pos[before] == "ADP":
        return [(name, before, "pobj")]
    if parse.pos[before] in ("VERB", "AUX"):
        return [(name, before, "attr" if parse.lemma[before] == "be" else "dobj")]
    if parse.dep[before] == "cc":
        return [(name, parse.head[before], "conj")]
    if parse.word[before] == "," and before > start and parse.pos[before - 1] in ("NOUN", "PROPN"):
        return [(name, before - 1, "appos")]
    if parse.pos[before] == "NOUN" and parse.dep[before] in ("dobj", "pobj", "attr", "conj", "appos"):
        return [(name, parse.head[before], parse.dep[before]), (before, name, "compound")]  # "the chipmaker Acme Inc."
    return []
