"""What noun phrases say of companies: which noun is one's, who is in a consortium, what goes on in a broken list."""

from __future__ import annotations

from kg.extraction.cues import cues, words
from kg.extraction.naming import compounds
from kg.extraction.syntax import Syntax
from kg.model import Mention
from kg.terms import is_a

CLIMB = 5  # verbs up from a pronoun
NOMINAL = frozenset(("NOUN", "PROPN", "ADJ", "DET"))
PLACING = frozenset(("in", "at", "from", "for"))
ABOUT = frozenset(("for", "on", "about", "of", "over", "regarding", "concerning"))


def stranded(s: Syntax, token: int) -> list[int]:
    """The rest of a list whose first is placed or dated: "Norda in 2006, Velta in 2009 and Kilo", "Norda in Graz and
    Velta"; read as printed, for the parse hangs the rest on the date or the clause.
    """
    found: list[int] = []
    mention = s.mention_heads.get(token)
    while mention is not None and mention.kind == "name":
        at = _past_circumstance(s, mention.last)
        if not found and at == mention.last:
            return []
        separated = at
        while s.lower[separated : separated + 1] in ((",",), ("and",)):
            separated += 1
        behind = separated + 3  # "and the software maker Kilo"
        while at < separated < min(behind, len(s.word)) and s.word[separated].islower() and s.pos[separated] in NOMINAL:
            separated += 1
        mention = s.mention_at.get(separated) if separated > at else None
        if mention is None or mention.first != separated or not _goes_on(s, mention):
            return found
        found.append(mention.head)
    return found


def _past_circumstance(s: Syntax, at: int) -> int:
    """Behind "in 2006", "in Graz, Styria", "for $5 million"; where there is none, the same place."""
    if s.lower[at : at + 1] == () or s.lower[at] not in PLACING:
        return at
    behind = at + 1
    while behind < len(s.word) and (behind in s.valued or s.tag[behind] == "CD"):
        behind += 1
    place = s.mention_at.get(behind)
    while place is not None and is_a(s.document.entities[place.entity].type, "Place"):
        behind = place.last
        place = s.mention_at.get(behind + 1) if s.lower[behind : behind + 1] == (",",) else None
    return behind if behind > at + 1 else at


def _goes_on(s: Syntax, mention: Mention) -> bool:
    """Whether a name behind a comma is one more of the list: no place, neither who does the next thing nor whose
    spokesman or shares do ("in 2006, Velta spokesman Carl Dorn said").
    """
    type_ = s.document.entities[mention.entity].type
    if mention.kind != "name" or is_a(type_, "Place") or s.lower[mention.last : mention.last + 1] in (("'s",), ("'",)):
        return False
    return s.dep[mention.head] not in ("compound", "nmod", "poss", "nsubj", "nsubjpass")


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


def subject_told_of(s: Syntax, pronoun: int) -> list[int]:
    """ "A group led by Norda said it holds 5 percent", "CSR launched its bid": of a pronoun that was drawn to nothing,
    the nearest subject above that is a group or an organization.
    """
    verb, below = s.clause_of(pronoun), s.tag[pronoun] == "PRP"
    for _ in range(CLIMB):
        for subject in [] if below else s.kids(verb, "nsubj"):
            if subject < pronoun and not (subject <= pronoun <= s.subtree(subject)[-1]) and _is_group(s, subject):
                return [subject]
        if s.head[verb] == verb:  # "It said it holds 5 percent": whoever said something before
            opening = s.parse.sentences[s.parse.sentence[verb]][0]
            if not opening or s.lower[opening] != "it":
                return []
            verb = [opening - 1, *s.ancestors(opening - 1)][-1]
        elif s.dep[verb] not in ("ccomp", "conj", "xcomp", "advcl", "acl", "pcomp", "prep"):
            return []
        verb, below = s.clause_of(s.head[verb]), False
    return []


def _is_group(s: Syntax, token: int) -> bool:
    named = s.mention_at.get(token)
    if named is None:
        return s.lemma[token].lower() in words().alliances
    type_ = s.document.entities[named.entity].type
    return is_a(type_, "Organization") and type_ != "GovernmentBody"


def teller(s: Syntax, token: int) -> list[int]:
    """ "Velta said Norda holds 9 percent of the company's stock": whoever says what another has to do with "the
    company" is it.
    """
    bare = is_definite(s, token) and all(s.dep[t] in ("det", "case") for t in s.children[token])
    return _said_by(s, token) if bare else []


def is_told(s: Syntax, bid: int) -> bool:
    """Whether a bid says what it is for or about: "an offer to share the plant", "a bid for its pump unit"."""
    about = [t for p in s.kids(bid, "prep") if s.lower[p] in ABOUT for t in s.kids(p, "pobj", "pcomp")]
    return any(t not in s.valued for t in about) or any(s.is_infinitive(t) for t in s.kids(bid, "acl"))


def disclosers(s: Syntax, bid: int) -> list[int]:
    """ "Velta said Norda's offer was too low": whom a bid is for that does not say so; banks speak of others'."""
    found = [] if is_told(s, bid) else _said_by(s, bid)
    return [t for t in found if words().advisers.isdisjoint(s.lower[s.mention_at[t].first : s.mention_at[t].last])]


def _said_by(s: Syntax, token: int) -> list[int]:
    """The company that says so of another."""
    verb = s.clause_of(token)
    while s.head[verb] != verb and not (s.dep[verb] == "ccomp" and s.lemma[s.head[verb]] in cues().reporting):
        verb = s.head[verb]
    told = s.mention_at.get(next(iter(s.kids(s.head[verb], "nsubj")), -1))
    doer = next(iter(s.kids(verb, "nsubj", "nsubjpass")), token)
    if told is None or told.head == doer or s.document.entities[told.entity].type != "Company":
        return []
    own = doer in s.mention_at and s.mention_at[doer].entity == told.entity
    return [] if own or (token != doer and token in s.subtree(doer)) else [told.head]


def is_company(s: Syntax, token: int) -> bool:
    """A noun of companies: "start-up", "chipmaker"."""
    lemma = s.lemma[token].lower()
    if s.pos[token] != "NOUN":
        return False
    cut = s.lower[max(0, token - 2) : token + 1] == ("start", "-", "up")
    return cut or lemma in words().companies or lemma.endswith("maker")


def introduced(s: Syntax, token: int) -> list[int]:
    """ "The software company Velta health", "pump maker Velta": a name behind a noun of companies, whatever was
    parsed as the head.
    """
    behind = s.mention_at.get(token + 1)
    if behind is not None and behind.first == token + 1 and is_company(s, token):
        owned = s.head[behind.head] if s.dep[behind.head] == "poss" else behind.head
        if s.dep[owned] != "nsubj" or s.head[owned] < token:
            return [behind.head]  # not "the company Norda bought", "the company Berg's father founded"
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
