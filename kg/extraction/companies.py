"""What noun phrases say of companies: which noun is one's, who is in a consortium, what goes on in a broken list."""

from __future__ import annotations

from kg.extraction.cues import words
from kg.extraction.naming import compounds
from kg.extraction.syntax import Syntax
from kg.model import Mention
from kg.terms import is_a


def stranded(s: Syntax, token: int) -> list[int]:
    """The rest of a list that was hung on what places or dates its first: "Norda in 2006, Velta in 2009", "Norda in
    Graz and Velta".
    """
    found: list[int] = []
    for preposition in s.kids(token, "prep"):
        for obj in s.kids(preposition, "pobj") if s.lower[preposition] in ("in", "at", "from", "for") else ():
            for other in s.conjuncts(obj)[1:]:
                if other in s.mention_heads and _other_kind(s, obj, other):
                    found += [other, *(c for c in stranded(s, other) if c not in found)]
    return found + _dated(s, token)


def _dated(s: Syntax, token: int) -> list[int]:
    """ "Its acquisitions of Norda in 2006, Velta in 2009": the rest of the list where it was hung on the noun."""
    if s.dep[token] != "pobj" or s.lower[s.head[token]] != "of":
        return []
    noun = s.head[s.head[token]]
    rest = [t for t in s.kids(noun, "appos") if t > token and t in s.mention_heads]
    dated = rest and any(o in s.valued and o > token for p in s.kids(noun, "prep") for o in s.kids(p, "pobj"))
    return [c for t in rest for c in s.conjuncts(t) if c in s.mention_heads] if dated else []


def _other_kind(s: Syntax, obj: int, other: int) -> bool:
    """A name hung on a date, a sum or a place, and no place itself."""
    if obj in s.valued or s.tag[obj] == "CD":
        return True
    if obj not in s.mention_heads:
        return False
    kinds = [s.document.entities[s.mention_heads[t].entity].type for t in (obj, other)]
    return is_a(kinds[0], "Place") and not is_a(kinds[1], "Place")


def is_entire(s: Syntax, shares: int) -> bool:
    """ "All outstanding shares", not "5 percent of the outstanding shares" nor "1,000 shares"."""
    below = s.children[shares]
    counted = any(s.dep[t] in ("nummod", "quantmod") for t in below)
    above = s.head[s.head[shares]] if s.dep[shares] == "pobj" and s.lower[s.head[shares]] == "of" else shares
    part = above != shares and (s.lemma[above].lower() in words().securities or above in s.money)
    return not counted and not part and any(s.lower[t] in words().entire for t in below)


def based_there(s: Syntax, place: Mention) -> int | None:
    """ "Graz, Styria-based pump maker Velta": Velta, where the parse has the town for the head."""
    if s.lower[place.last : place.last + 1] != (",",):
        return None
    inner = s.mention_at.get(place.last + 1)
    if inner is None or s.lower[inner.last : inner.last + 2] != ("-", "based"):
        return None
    behind = range(inner.last + 2, min(inner.last + 8, s.parse.sentences[s.parse.sentence[place.head]][1]))
    return next((t for t in behind if t in s.mention_heads and s.mention_heads[t].kind == "name"), None)


def is_own(s: Syntax, token: int) -> bool:
    """ "Invest in its business": no other company."""
    return any(s.tag[t] == "PRP$" for t in s.kids(token, "poss"))


def members(s: Syntax, token: int) -> list[int]:
    """ "A group led by Norda", "a consortium of Norda and Velta", "a team comprising Norda"."""
    found = s.prepositional(token, frozenset(("of",)))
    behind = token + 2 if s.word[token + 1 : token + 2] == (",",) else token  # "the consortium, made up of Norda"
    for verb in dict.fromkeys(
        (*s.kids(token, "acl"), *(t for t in (behind,) if s.tag[t : t + 1] in (("VBN",), ("VBD",))))
    ):
        if s.lemma[verb] in words().joining:
            found += [*s.kids(verb, "dobj"), *s.prepositional(verb, frozenset(("by", "of")))]
    return found


def is_company(s: Syntax, token: int) -> bool:
    """A noun of companies: "start-up", "chipmaker"."""
    lemma = s.lemma[token].lower()
    if s.pos[token] != "NOUN":
        return False
    cut = s.lower[max(0, token - 2) : token + 1] == ("start", "-", "up")
    return cut or lemma in words().companies or lemma.endswith("maker")


def introduced(s: Syntax, token: int) -> list[int]:
    """ "The software company Velta health": a name behind a noun of companies, whatever is taken for the head."""
    return [t for t in compounds(s, token) if s.mention_heads[t].first and is_company(s, s.mention_heads[t].first - 1)]


def modifies(s: Syntax, noun: int) -> bool:
    """ "The Norda affiliate Velta": a singular before a name says what that one is, not what it is joined with."""
    return s.tag[noun] == "NN" and s.dep[noun] in ("compound", "nmod", "amod")


def is_sample(s: Syntax, token: int) -> bool:
    """ "A yellow 1977 Velta": one of a kind and not its maker."""
    return s.tag[token] in ("NNP", "NN") and any(s.lower[t] in ("a", "an", "another") for t in s.kids(token, "det"))


def is_definite(s: Syntax, token: int) -> bool:
    """ "The company": one named before, and no matter."""
    return is_company(s, token) and any(s.lower[t] in ("the", "this") for t in s.kids(token, "det"))


def described(s: Syntax, token: int) -> tuple[int, int]:
    """The noun phrase and what it is of: "a maker of pumps", "the assets of Norda"."""
    first, last = s.noun_phrase(token)
    for preposition in s.kids(token, "prep"):
        below = s.subtree(preposition)
        if s.lower[preposition] == "of" and below[-1] - token < 8:
            last = max(last, below[-1] + 1)
    return first, last
