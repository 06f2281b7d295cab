"""Documents that somebody issues, signs or presents: what they are, in the article's words."""

from __future__ import annotations

from kg.extraction.cues import words
from kg.extraction.syntax import Syntax
from kg.extraction.wording import Content

JOINT = frozenset(("joint", "common", "final"))  # a plain statement is what somebody says; a joint one is a document
LENGTH = 40  # words of a document's description, at most


def paper_of(s: Syntax, trigger: int) -> Content | None:
    """The document that a verb has for its object, or that a noun is, with what it says up to the next comma: "joint
    statement that mentions the alliance".
    """
    nouns = s.kids(trigger, "dobj", "nsubjpass") if s.is_verb(trigger) else [trigger]
    for noun in nouns:
        lemma = s.lemma[noun].lower()
        joint = lemma == "statement" and any(s.lower[t] in JOINT for t in s.children[noun])
        if (joint or lemma in words().papers) and noun not in s.mention_at:
            return _worded(s, noun)
    return None


def _worded(s: Syntax, noun: int) -> Content:
    first, last = s.noun_phrase(noun)
    clauses = [c for c in s.kids(noun, "acl", "relcl", "prep") if c > noun and s.lower[c] != "to"]
    end = max((s.subtree(c)[-1] + 1 for c in clauses if s.word[noun + 1] not in (",", "(", "–", "—")), default=last)
    while last < min(end, first + LENGTH) and s.word[last] not in (",", ";", "(", "–", "—"):
        last += 1
    return Content(s.text(first, last), False, ((first, last),))
