"""Literal roles, words of the article: what was said, and on what ground something was decided."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extraction.syntax import Syntax


@dataclass(frozen=True)
class Content:
    text: str
    direct: bool
    tokens: list[int]


def content_of(s: Syntax, verb: int) -> Content | None:
    """Quotations of the verb's sentence, or of the ones beside it that nobody else claims; else its content clause."""
    quoted = _quoted(s, verb)
    if quoted is not None:
        return quoted
    for child in s.kids(verb, "ccomp", "xcomp"):
        return _clause(s, verb, child)
    if s.dep[verb] == "parataxis" or s.dep[verb] == "ccomp":
        return None
    return None


def _quoted(s: Syntax, verb: int) -> Content | None:
    first, last = s.parse.sentences[s.parse.sentence[verb]]
    article = s.document.article.text
    found = [q for q in s.document.quotations if q.first < last and q.last > first and not q.first <= verb < q.last]
    if not found:
        return None
    text = " ".join(article[q.start : q.end].strip() for q in found)
    if len(text.split()) < 3 and s.kids(verb, "ccomp"):
        return None  # scare quotes inside indirect speech
    return Content(text, True, [t for q in found for t in (q.first, q.last - 1)])


def _clause(s: Syntax, verb: int, clause: int) -> Content:
    below = [t for t in s.subtree(clause)]
    if below[0] < verb < below[-1]:
        below = [t for t in below if (t < verb) == (clause < verb)]
    while len(below) > 1 and (s.pos[below[-1]] == "PUNCT" or s.dep[below[0]] == "mark"):
        below = below[1:] if s.dep[below[0]] == "mark" else below[:-1]
    return Content(s.text(below[0], below[-1] + 1), False, [below[0], below[-1]])


def ground_of(s: Syntax, verb: int) -> Content | None:
    """ "on national security grounds", "because of …", "citing …": the words without the preposition."""
    for child in s.children[verb]:
        if s.dep[child] == "prep" and s.lower[child] in ("on", "over", "citing", "because"):
            for obj in s.prepositional(verb, frozenset((s.lower[child],))):
                if s.lower[child] != "on" or s.lemma[obj] in ("ground", "reason", "basis", "concern", "fear"):
                    below = s.subtree(obj)
                    return Content(s.text(below[0], below[-1] + 1), False, [below[0], below[-1]])
        if s.dep[child] == "advcl" and s.lemma[child] == "cite":
            for obj in s.kids(child, "dobj"):
                below = s.subtree(obj)
                return Content(s.text(below[0], below[-1] + 1), False, [below[0], below[-1]])
    return None


def trigger_of(s: Syntax, trigger: int) -> Content:
    """The trigger's own lemma: "tariff"."""
    return Content(s.lemma[trigger].lower(), False, [trigger])


def phrase_of(s: Syntax, trigger: int) -> Content:
    """The trigger with the words that specify it, names and sums left out: "defence budget", "annual trade surplus"."""
    first, last = s.noun_phrase(trigger)
    named = s.valued | s.mention_at.keys()
    while first < trigger and (first in named or s.pos[first] not in ("NOUN", "ADJ", "PROPN")):
        first += 1
    return Content(s.text(first, last), False, [first, trigger])
