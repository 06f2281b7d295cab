"""What polls and forecasts say of people, and who finds out what is so."""

from __future__ import annotations

from kg.extraction.cues import words
from kg.extraction.syntax import Syntax
from kg.extraction.wording import Content, worded
from kg.terms import is_a


def is_poll(s: Syntax, token: int) -> bool:
    return s.lemma[token].lower() in words().polls


def is_finder(s: Syntax, token: int) -> bool:
    """A court, researchers, an organisation; not a person, who finds many things."""
    mention = s.mention_at.get(token)
    if mention is None:
        return s.lemma[token].lower() in words().finders
    return is_a(s.document.entities[mention.entity].type, "Organization")


def standing_of(s: Syntax, verb: int) -> Content | None:
    """ "had Berg ahead of Dorn", "gives her a chance of 60 percent": who stands how, not what the poll itself has."""
    after = [t for t in s.children[verb] if t > verb and s.dep[t] not in ("punct", "npadvmod", "advcl", "cc", "conj")]
    named = [t for t in s.kids(verb, "dobj", "dative", "ccomp", "nsubj", "oprd") if t > verb]
    below = [t for top in after for t in s.subtree(top)]
    if not below or not any(t in s.mention_at for top in named for t in s.subtree(top)):
        return None
    return worded(s, [(min(below), max(below) + 1)])
