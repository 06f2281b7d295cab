"""Which persons or parties "they" stands for; an organisation where no plural stands before."""

from __future__ import annotations

from kg.annotation.discourse import SUBJECTS, Discourse
from kg.model import Mention


def find_several(d: Discourse, t: int) -> Mention | None:
    """Two persons or parties joined by "and" as the last subject."""
    parse = d.text.parse
    row = parse.sentence[t]
    for mention in reversed(d.seen):
        if row - parse.sentence[mention.first] > 1:
            break
        if mention.plural:
            return Mention(t, t + 1, t, mention.entity, "pronoun", mention.plural)
        if parse.dep[mention.head] not in SUBJECTS:
            continue
        joined = [mention.entity]
        stack = [c for c in parse.children[mention.head] if parse.dep[c] == "conj"]
        while stack:
            c = stack.pop()
            other = d.at_head.get(c)
            if other is not None and other.entity not in joined:
                joined.append(other.entity)
            stack += [d for d in parse.children[c] if parse.dep[d] == "conj"]
        if len(joined) > 1:
            return Mention(t, t + 1, t, joined[0], "pronoun", tuple(joined))
    return _two(d, t) or _company(d, t)


def _two(d: Discourse, t: int) -> Mention | None:
    """ "Doe telephoned Roe. They agreed …": the only two people of the sentence before, one its subject, where it
    speaks of nothing else that is several.
    """
    parse = d.text.parse
    row = parse.sentence[t]
    if not row or parse.dep[t] not in (*SUBJECTS, "poss"):
        return None
    first, last = parse.sentences[row - 1]
    near = [m for m in d.seen if first <= m.first < last]
    people = list(dict.fromkeys(m.entity for m in near if d.entities[m.entity].type == "Person"))
    acting = any(parse.dep[m.head] in SUBJECTS and m.entity in people for m in near)
    several = any(parse.tag[u] in ("NNS", "NNPS") and u not in d.covered for u in range(first, last))
    if len(people) != 2 or not acting or several or any(m.plural for m in near):
        return None
    pair = tuple(sorted(people))
    return Mention(t, t + 1, t, pair[0], "pronoun", pair)


def _company(d: Discourse, t: int) -> Mention | None:
    """ "Doe Corp. said they would sell": an organisation as its people, where no plural stands before."""
    parse = d.text.parse
    first = parse.sentences[parse.sentence[t]][0]
    verb = parse.head[t]
    while parse.head[verb] != verb and not any(parse.dep[c] in SUBJECTS and c < t for c in parse.children[verb]):
        verb = parse.head[verb]
    subject = next((d.at_head[c] for c in parse.children[verb] if parse.dep[c] in SUBJECTS and c in d.at_head), None)
    if subject is None or subject.head > t or d.entities[subject.entity].type not in ("Company", "Organization"):
        return None
    if any(parse.tag[u] in ("NNS", "NNPS", "CC") and u not in d.covered for u in range(first, t)):
        return None
    return Mention(t, t + 1, t, subject.entity, "pronoun")
