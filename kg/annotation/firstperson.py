"""Who "I" is: whoever says the quotation that it stands in; nobody where two may have said it."""

from __future__ import annotations

from kg.annotation.discourse import Discourse
from kg.annotation.words import words
from kg.model import Mention

SAYING = words("words", "saying", "verbs")
BESIDE = 2  # tokens by which another speaker may be farther off and still be meant


def find_speaker(d: Discourse, t: int) -> Mention | None:
    """The person who is subject of the verb of saying nearest to the quotation."""
    if not d.quoted[t]:
        return None
    first, last = t, t
    while first > 0 and d.quoted[first - 1]:
        first -= 1
    while last + 1 < len(d.quoted) and d.quoted[last + 1]:
        last += 1
    found = sorted((_distance(first, last, u), u) for u in _sayers(d, first, last))
    near = [d.at_head.get(u) for distance, u in found if distance <= found[0][0] + BESIDE]
    persons = {m.entity for m in near if m is not None and d.entities[m.entity].type == "Person"}
    if len(persons) != 1 or None in near:
        return None  # "a former colleague said"
    return Mention(t, t + 1, t, persons.pop(), "pronoun")


def _distance(first: int, last: int, head: int) -> int:
    return first - head if head < first else head - last


def _sayers(d: Discourse, first: int, last: int) -> list[int]:
    """Tokens of the subjects of verbs of saying, whether they have names or not: beside the quotation, and where that
    stands alone, in the sentence before.
    """
    parse = d.text.parse
    row = parse.sentence[first]
    beside = [t for t in range(parse.sentences[row][0], parse.sentences[parse.sentence[last]][1]) if not d.quoted[t]]
    if row and not any(parse.pos[t] in ("VERB", "AUX") for t in beside):
        beside = [t for t in range(*parse.sentences[row - 1]) if not d.quoted[t]]
    subjects = [t for t in beside if parse.dep[t] == "nsubj"]
    return [t for t in subjects if parse.lemma[parse.head[t]].lower() in SAYING]
