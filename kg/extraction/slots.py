"""Which tokens stand in which slot of a trigger: one table of named slots; every other name is a preposition.

A slot is a function (Syntax, trigger token) -> tokens, heads of noun phrases, coordination not yet expanded.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from kg.extraction.arguments import (
    bearers,
    carriers,
    grammatical_subjects,
    objects,
    owners,
    possessors,
    referent,
    subjects,
)
from kg.extraction.cues import cues, words
from kg.extraction.dealing import concerned, kinds, listed, offerees, purposes, valued
from kg.extraction.naming import (
    addressees,
    affiliations,
    affixed,
    apposed,
    bases,
    compounds,
    described_noun,
    dyad,
    follows,
    housed,
    introduced,
    joined,
    opened,
    possessed,
    premodifiers,
    qualified,
    sourced,
    type_at,
    type_of,
)
from kg.extraction.polls import is_poll
from kg.extraction.syntax import RELATIVE, Syntax
from kg.extraction.voices import headings, hearers, is_document, is_purpose, trailers, utters
from kg.terms import is_a

Slot = Callable[[Syntax, int], list[int]]
TOGETHER = frozenset(("with", "to", "alongside"))
STOPPED = ("cancelled", "postponed", "blocked", "denied")  # whoever does this to a bid did not make it


def mutual(s: Syntax, noun: int) -> list[int]:
    """ "Berg greeted Dorn before their meeting", "Berg told Dorn at a dinner": the clause's parties, where "their" can
    only mean them, or the clause is of two people who are together.
    """
    verb = s.clause_of(noun)
    parties = [*grammatical_subjects(s, verb), *s.kids(verb, "dobj"), *s.prepositional(verb, TOGETHER)]
    if any(s.lower[t] == "their" and t not in s.mention_at for t in s.kids(noun, "poss")):
        return parties
    if s.lemma[verb] not in words().encounters or s.dep[noun] != "pobj" or s.kids(noun, "poss"):
        return []
    parties = [b for t in parties for b in ([t] if t in s.mention_at else bearers(s, t))]
    named = [t for t in parties if t in s.mention_at and is_a(type_of(s, t), "Person")]
    joint_subject = any(len(s.conjuncts(t)) > 1 for t in named if t < verb)
    return named if joint_subject or (len(named) > 1 and min(named) < verb < max(named)) else []


def interlocutors(s: Syntax, verb: int) -> list[int]:
    """ "discussed the matter with Dorn", not "discussed relations with Austria"."""
    matters = [t for obj in s.kids(verb, "dobj") for t in s.prepositional(obj, frozenset(("with",)))]
    return s.prepositional(verb, frozenset(("with",))) + _people(s, matters)


def people(s: Syntax, verb: int) -> list[int]:
    """Objects that are people, or may be by what stands beside them: "received the minister, Carl Dorn"."""
    return _people(s, objects(s, verb))


def _people(s: Syntax, tokens: list[int]) -> list[int]:
    found: list[int] = []
    for token in tokens:
        if token in s.mention_at:
            found += [token] if is_a(type_of(s, token), "Person") else []
        elif s.lemma[token].lower() in words().visitors or token in s.titled:
            found.append(token)
        else:  # "received the minister, Carl Dorn"
            found += [t for t in s.kids(token, "appos") if t in s.mention_at and is_a(type_of(s, t), "Person")]
    return found


def joint(s: Syntax, noun: int) -> list[int]:
    """Several named together who are at it: "Berg and Dorn spoke after the meeting"."""
    if any(is_a(type_at(s, t), "Organization") for t in premodifiers(s, noun)):
        return []  # "the OPEC summit" is more than theirs
    found = carriers(s, noun)
    return found if sum(_count(s, t) for t in found) > 1 else []


def _count(s: Syntax, token: int) -> int:
    """How many a phrase names: "Berg and Dorn", "they", "Swiss and Austrian negotiators"."""
    mention = s.mention_at.get(token)
    if mention is not None and mention.plural:
        return len(mention.plural)
    return max(len(s.conjuncts(token)), len(premodifiers(s, token)) if mention is None else 1)


def holders(s: Syntax, noun: int) -> list[int]:
    """The subject of a light verb: "Berg and Dorn held talks", "Norda bought $5 million of the shares"."""
    while s.dep[noun] == "pobj" and s.lower[s.head[noun]] == "of" and _measures(s, s.head[s.head[noun]]):
        noun = s.head[s.head[noun]]
    verb = s.head[noun]
    if s.dep[noun] not in ("dobj", "nsubjpass") or not s.is_verb(verb) or s.lemma[verb] not in words().light:
        return []
    if s.lemma[verb] == "announce" and s.lemma[noun] in cues().lasting:
        return []  # it may be others'
    if s.lemma[verb] in ("attend", "join") and any(is_a(type_at(s, t), "Organization") for t in premodifiers(s, noun)):
        return []  # at one place with hundreds
    return subjects(s, verb)


def _measures(s: Syntax, token: int) -> bool:
    """ "$5 million of", "20 percent of"."""
    return token in s.money or s.lemma[token].lower() in words().securities


def receivers(s: Syntax, noun: int) -> list[int]:
    """The subject of a verb of receiving: "Berg took a call from Dorn"."""
    return _at(s, noun, ("receive", "get", "take", "accept"))


def givers(s: Syntax, noun: int) -> list[int]:
    """ "Berg granted him an audience"."""
    verb = s.head[noun]
    found = _at(s, noun, ("grant", "give"))
    return [*found, *s.kids(verb, "dative")] if found else []


def _at(s: Syntax, noun: int, verbs: tuple[str, ...]) -> list[int]:
    verb = s.head[noun]
    return subjects(s, verb) if s.dep[noun] == "dobj" and s.lemma[verb] in verbs else []


def participles(s: Syntax, noun: int) -> list[int]:
    """Who does what a participle hung on the noun says: "a bid made by X", "talks involving X and Y"."""
    found: list[int] = []
    for verb in s.kids(noun, "acl"):
        if s.lemma[verb] in ("involve", "include"):
            found.extend(s.kids(verb, "dobj"))
        elif s.tag[verb] == "VBN" and cues().governor.get(s.lemma[verb]) not in STOPPED:
            found.extend(subjects(s, verb, 1))
    for verb in s.kids(noun, "relcl", "acl"):  # "the bid that X made"
        if s.lemma[verb] in words().light and not s.is_passive(verb) and s.kids(verb, "nsubj"):
            found.extend(t for t in subjects(s, verb, 1) if t != noun and t not in found)
    return found


def _carried_by(s: Syntax, noun: int) -> list[int]:
    """Light verbs of a relative clause of which the noun is object: "the talks that Berg had with Dorn"."""
    return [
        verb
        for verb in s.kids(noun, "relcl")
        if s.lemma[verb] in words().light
        and not any(s.lower[t] in RELATIVE for t in s.kids(verb, "nsubj", "nsubjpass"))
    ]


def carrier(s: Syntax, noun: int) -> list[int]:
    """The subject of the verb above, unless "its" says that it is another's, or it is for sale."""
    sold = s.dep[noun] == "pobj" and s.lemma[s.head[s.head[noun]]].lower() in ("sale", "disposal", "divestment")
    return [] if sold or any(s.lower[t] == "its" for t in s.kids(noun, "poss")) else carriers(s, noun)


def described(s: Syntax, word: int) -> list[int]:
    """Whom an adjective before a noun describes: "the American actor Tom Field", "Berg is a Swiss actor"."""
    nouns = described_noun(s, word)
    found = [t for noun in nouns for t in bearers(s, noun)]
    several = any(s.tag[noun] == "NNS" for noun in nouns)  # "Swiss directors Anna Berg and Carl Dorn"
    return [c for t in found for c in s.conjuncts(t)] if several else found


def self_(s: Syntax, noun: int) -> list[int]:
    return bearers(s, noun)


def reporters(s: Syntax, noun: int) -> list[int]:
    """Who gives the figure as its own: "Velta reported a profit"."""
    verb = s.head[noun]
    return subjects(s, verb) if s.dep[noun] == "dobj" and s.is_verb(verb) else []


SLOTS: dict[str, Slot] = {
    "subject": subjects,
    "grammatical": grammatical_subjects,
    "object": objects,
    "possessor": possessors,
    "compound": compounds,
    "premodifier": premodifiers,
    "nearest": lambda s, noun: compounds(s, noun)[-1:],
    "dyad": dyad,
    "participle": participles,
    "owner": owners,
    "carrier": carrier,
    "holder": holders,
    "kind": kinds,
    "valued": valued,
    "listed": listed,
    "offeree": offerees,
    "purpose": purposes,
    "concerned": concerned,
    "joint": joint,
    "receiver": receivers,
    "giver": givers,
    "mutual": mutual,
    "people": people,
    "interlocutor": interlocutors,
    "self": self_,
    "addressee": addressees,
    "reporter": reporters,
    "base": bases,
    "utterer": lambda s, verb: [] if is_purpose(s, verb) else [t for t in subjects(s, verb) if utters(s, t)],
    "informant": lambda s, verb: [t for t in objects(s, verb) if utters(s, t)],
    "document": lambda s, verb: [t for t in subjects(s, verb) if is_document(s, t)],
    "pollster": lambda s, verb: [t for t in subjects(s, verb) if is_poll(s, t)],
    "heading": headings,
    "hearer": hearers,
    "described": described,
    "introduced": lambda s, word: [t for noun in introduced(s, word) for t in bearers(s, noun)],
    "qualified": qualified,
    "opened": opened,
    "possessed": possessed,
    "housed": housed,
    "joined": joined,
    "affixed": affixed,
    "sourced": sourced,
    "affiliation": affiliations,
    "apposed": apposed,
    "trailer": trailers,
}


def fill(s: Syntax, trigger: int, slot: str) -> list[int]:
    """The tokens in a slot of the trigger; `slot` is a name of SLOTS or prepositions joined by |."""
    named = SLOTS.get(slot)
    if named is not None:
        return named(s, trigger)
    return _prepositional(s, trigger, _prepositions(slot))


@cache
def _prepositions(slot: str) -> frozenset[str]:
    return frozenset(slot.split("|"))


def ranks(s: Syntax, noun: int) -> list[int]:
    """Ordinals that say which in a row the noun is: an apposition or its predicate."""
    beside = s.kids(noun, "appos")
    if s.dep[noun] == "nsubj" and s.lemma[s.head[noun]] in ("be", "mark"):
        beside += s.kids(s.head[noun], "attr", "dobj")
    return [t for t in beside if s.lower[t] in words().ordinals]


def _prepositional(s: Syntax, trigger: int, names: frozenset[str]) -> list[int]:
    """Prepositions on the trigger, on a verb's nameless object ("invested $5 billion in X"), and on a noun's light
    verb.
    """
    found = s.prepositional(trigger, names)
    if trigger in s.mention_heads:
        return [t for t in found if follows(s, trigger, t)]
    if s.is_verb(trigger):
        for obj in s.kids(trigger, "dobj", "npadvmod", "dative"):
            for part in s.conjuncts(obj) if s.tag[obj] == "CD" else [obj]:  # "$5 a share, or $2 billion, for X"
                if part not in s.mention_at:
                    found += s.prepositional(part, names)
        return [referent(s, token) for token in found]
    for participle in s.kids(trigger, "acl", "relcl"):  # "tariffs imposed on X", "talks held with X", "that X made for"
        light = s.dep[participle] == "acl" or s.lemma[participle] in words().light
        if light and s.tag[participle] in ("VBN", "VBD") and cues().governor.get(s.lemma[participle]) not in STOPPED:
            found += s.prepositional(participle, names)
    for verb in _carried_by(s, trigger):
        found += s.prepositional(verb, names)
    for rank in ranks(s, trigger):  # "the talks, the first between X and Y"
        found += s.prepositional(rank, names)
    for preposition in s.kids(trigger, "prep"):  # "a bid of $2 billion for X"
        found += [t for o in s.kids(preposition, "pobj") if o in s.money for t in s.prepositional(o, names)]
    if s.dep[trigger] == "nsubjpass" or (s.dep[trigger] == "dobj" and s.lemma[s.head[trigger]] in words().light):
        found += s.prepositional(s.head[trigger], names)
    return [referent(s, token) for token in found]
