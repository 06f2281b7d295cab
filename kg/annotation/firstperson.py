"""Who "I" is: whoever says the quotation that it stands in; nobody where two may have said it."""

from __future__ import annotations

from kg.annotation.discourse import SUBJECTS, Discourse
from kg.annotation.words import words
from kg.model import Mention

SAYING = words("words", "saying", "verbs")


def find_speaker(d: Discourse, t: int) -> Mention | None:
    """The person who is subject of the verb of saying nearest to the quotation, in its sentences or the ones beside."""
    if not d.quoted[t]:
        return None
    first, last = t, t
    while first > 0 and d.quoted[first - 1]:
        first -= 1
    while last + 1 < len(d.quoted) and d.quoted[last + 1]:
        last += 1
    found = sorted((_distance(first, last, m.head), m.entity) for m in _sayers(d, first, last))
    if not found or any(entity != found[0][1] for distance, entity in found if distance <= found[0][0] + 2):
        return None
    return Mention(t, t + 1, t, found[0][1], "pronoun")


def _distance(first: int, last: int, head: int) -> int:
    return first - head if head < first else head - last


def _sayers(d: Discourse, first: int, last: int) -> list[Mention]:
    parse = d.text.parse
    before = max(parse.sentence[first] - 1, 0)
    behind = min(parse.sentence[last] + 1, len(parse.sentences) - 1)
    around = range(parse.sentences[before][0], parse.sentences[behind][1])
    named = [d.at_head[u] for u in around if u in d.at_head and not d.quoted[u] and parse.dep[u] in SUBJECTS]
    return [
        m for m in named if d.entities[m.entity].type == "Person" and parse.lemma[parse.head[m.head]].lower() in SAYING
    ]
