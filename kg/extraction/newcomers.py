"""As what a noun phrase that leads to no name becomes an entity of its own: a crowd, a company, a source, a topic."""

from __future__ import annotations

from kg.extraction import companies, unnamed
from kg.extraction.cast import Cast
from kg.extraction.syntax import Syntax
from kg.relations import Role


def introduce(s: Syntax, cast: Cast, token: int, role: Role, top: bool) -> list[int] | None:
    """The entity made of the phrase, as the role admits; `top`: the phrase stands in the slot itself. None: none."""
    if role.crowd and top and unnamed.is_crowd(s, token):  # "Berg met police chiefs"
        return [cast.make("Agent", *_crowd(s, token))]
    if role.described and top and unnamed.is_described(s, token):  # "Norda bought a German drugmaker"
        return [cast.make("Agent", *companies.described(s, token))]
    name = unnamed.overlooked(s, token) if role.described and role.coerce and top else None
    if name is not None:  # "Norda bought Velta", where nobody has taken Velta for a name
        return [cast.make("Organization", *name)]
    if role.unnamed and unnamed.may_speak(s, token, role):  # "the strikers said …"
        return [cast.make("Agent", *s.whole_phrase(token))]
    return _topic(s, cast, token) if role.topic and unnamed.is_topic(s, token) else None


def _crowd(s: Syntax, token: int) -> tuple[int, int]:
    """ "police chiefs", "members of a new committee", "the heads of state of two countries"."""
    first, last = s.noun_phrase(token)
    of = s.prepositional(token, frozenset(("of",))) if s.lemma[token] in ("member", "head") else []
    return first, max([last, *(s.noun_phrase(t)[1] for t in of)])


def _topic(s: Syntax, cast: Cast, token: int) -> list[int]:
    """ "Invested in clean energy"; of "a $5 million plant" the plant."""
    first, last = s.noun_phrase(token)
    while first in s.money and first < token:
        first += 1
    return [cast.make("Topic", first, last)]
