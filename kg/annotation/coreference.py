"""What pronouns and descriptions stand for, found in one walk through the article."""

from __future__ import annotations

from collections.abc import Sequence

from kg.annotation.descriptions import find_description, find_office, find_two
from kg.annotation.discourse import Discourse
from kg.annotation.firstperson import find_speaker
from kg.annotation.pronouns import find_pronoun, pronouns
from kg.model import Mention


def resolve(d: Discourse, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions given and those found, in text order."""
    waiting = sorted(mentions, key=lambda m: m.first)
    offices = {b.phrase.first: b for b in d.bindings if not b.holders}
    found: list[Mention] = []
    parse, lower = d.text.parse, d.text.lower
    position = 0
    for t in range(len(parse)):
        while position < len(waiting) and waiting[position].first <= t:
            d.seen.append(waiting[position])
            position += 1
        if t in d.covered:
            continue
        mention = None
        if t in offices:
            mention = find_office(d, offices[t])
        elif (kind := pronouns().get(lower[t])) is not None:
            mention = find_speaker(d, t) if kind == "speaker" else find_pronoun(d, t, kind)
        elif lower[t] in ("two", "pair", "duo"):
            mention = find_two(d, t)
        elif (parse.tag[t] in ("NN", "NNS") or lower[t] == "government") and d.text.office[t] < 0:
            mention = find_description(d, t)
        if mention is not None:
            found.append(mention)
            d.seen.append(mention)
            d.covered.update(range(mention.first, mention.last))
            d.at_head[mention.head] = mention
    return sorted([*waiting, *found], key=lambda m: m.first)
