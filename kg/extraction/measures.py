"""Slots of the language of trade: against whom a measure on goods is."""

from __future__ import annotations

from kg.extraction.naming import premodifiers
from kg.extraction.syntax import Syntax

ON = frozenset(("on", "against"))
FROM = frozenset(("from", "of"))
ABROAD = frozenset(("from", "of", "to", "by"))


def origins(s: Syntax, noun: int) -> list[int]:
    """ "Tariffs on steel from Ruritania", "sanctions on Swiss banks": where what they are on comes from."""
    goods = s.prepositional(noun, ON)
    if s.dep[noun] in ("dobj", "nsubjpass"):
        goods += s.prepositional(s.head[noun], ON)
    plain = [c for t in goods for c in s.conjuncts(t) if t not in s.mention_at]
    coming = [t for g in plain for v in s.kids(g, "acl") for t in s.prepositional(v, frozenset(("from",)))]
    return [*(t for g in plain for t in (*s.prepositional(g, FROM), *premodifiers(s, g))), *coming]


def partners(s: Syntax, verb: int) -> list[int]:
    """ "Banned imports of Austrian beef", "restricted exports of chips to Ruritania": with whom the trade is."""
    trade = s.kids(verb, "dobj", "nsubjpass")
    inner = [o for t in trade for o in s.prepositional(t, ABROAD)]
    outer = s.prepositional(verb, frozenset(("from", "to")))
    return [
        t
        for o in (*trade, *inner, *outer)
        for t in ((o, *premodifiers(s, o)) if o not in trade else premodifiers(s, o))
    ]
