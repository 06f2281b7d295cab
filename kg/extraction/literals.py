"""Literal roles, words of the article and not entities: the slots that give them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kg.extraction.cues import words
from kg.extraction.matters import label_of, matter_of, topic_of, with_verb
from kg.extraction.papers import paper_of
from kg.extraction.polls import standing_of
from kg.extraction.quantities import count_of, duration_of, rank_of, ranked_of, workforce_of, worth_of
from kg.extraction.quoting import (
    cited_of,
    content_of,
    continuation_of,
    finite_of,
    heading_of,
    hosting_of,
    quotation_of,
    remainder_of,
)
from kg.extraction.syntax import Syntax
from kg.extraction.wording import Content


def denied_of(s: Syntax, verb: int) -> Content | None:
    """ "denied that …", with the verb: without it the words would say the opposite."""
    content = content_of(s, verb)
    return with_verb(s, verb, content) if content is not None else matter_of(s, verb)


def ground_of(s: Syntax, verb: int) -> Content | None:
    """ "on national security grounds", "because of …", "citing …": the words without the preposition."""
    for obj in _grounds(s, verb):
        below = s.subtree(obj)
        return Content(s.text(below[0], below[-1] + 1), False, ((below[0], below[-1] + 1),))
    return None


def _grounds(s: Syntax, verb: int) -> Iterator[int]:
    for child in s.children[verb]:
        if s.dep[child] == "prep" and s.lower[child] in ("on", "over", "citing", "because"):
            for obj in s.prepositional(verb, frozenset((s.lower[child],))):
                if s.lower[child] != "on" or s.lemma[obj] in ("ground", "reason", "basis", "concern", "fear"):
                    yield obj
        if s.dep[child] == "advcl" and s.lemma[child] == "cite":
            yield from s.kids(child, "dobj")


def trigger_of(s: Syntax, trigger: int) -> Content:
    """The trigger's own lemma: "tariff"."""
    return Content(s.lemma[trigger].lower(), False, ((trigger, trigger + 1),))


def phrase_of(s: Syntax, trigger: int) -> Content:
    """The trigger with the words that specify it, names and sums left out: "defence budget", "annual trade surplus"."""
    first, last = s.noun_phrase(trigger)
    while first < trigger and not _specifies(s, first):
        first += 1
    return Content(s.text(first, last), False, ((first, last),))


def _specifies(s: Syntax, token: int) -> bool:
    if token in s.mention_at or token in s.valued or s.lower[token] in words().bygone:
        return False
    return s.pos[token] in ("NOUN", "ADJ", "PROPN")


# Slots that give words of the article, not tokens to resolve.
LITERALS: dict[str, Callable[[Syntax, int], Content | None]] = {
    "content": content_of,
    "finite": finite_of,
    "quotation": quotation_of,
    "continuation": continuation_of,
    "matter": matter_of,
    "label": label_of,
    "denied": denied_of,
    "standing": standing_of,
    "topic": topic_of,
    "cited": cited_of,
    "host": hosting_of,
    "remainder": remainder_of,
    "headline": heading_of,
    "ground": ground_of,
    "trigger": trigger_of,
    "phrase": phrase_of,
    "paper": paper_of,
    "count": count_of,
    "duration": duration_of,
    "rank": rank_of,
    "ranked": ranked_of,
    "worth": worth_of,
    "workforce": workforce_of,
}
