"""Which tokens stand in which slot of a trigger: one table of named slots; every other name is a preposition.

A slot is a function (Syntax, trigger token) -> tokens, heads of noun phrases, coordination not yet expanded.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from kg.extraction.arguments import (
    bearers,
    grammatical_subjects,
    objects,
    owners,
    possessors,
    subjects,
)
from kg.extraction.commas import broken_pair, right_behind
from kg.extraction.companies import disclosers
from kg.extraction.cues import cues, words
from kg.extraction.dealing import (
    announcers,
    answerers,
    approvers,
    backers,
    companions,
    concerned,
    consenters,
    firms,
    issuers,
    kinds,
    listed,
    offerees,
    purposes,
    reporters,
    valued,
)
from kg.extraction.doers import STOPPED, carried_by, carrier, holders, participles
from kg.extraction.measures import origins, partners
from kg.extraction.naming import (
    addressees,
    affiliations,
    affixed,
    apposed,
    compounds,
    described_noun,
    dyad,
    joined,
    possessed,
    premodifiers,
)
from kg.extraction.occasions import (
    assembled,
    attenders,
    attending,
    bodies,
    carries,
    errands,
    givers,
    interlocutors,
    joint,
    led_by,
    members,
    mutual,
    people,
    presiding,
    receivers,
    sites,
    stayers,
    stays,
    stops,
    takers,
    tellers,
)
from kg.extraction.polls import is_finder, is_poll
from kg.extraction.syntax import Syntax, referent
from kg.extraction.voices import headings, hearers, is_document, is_unsaid, trailers, utters
from kg.extraction.whereabouts import (
    bases,
    beside,
    boasted,
    follows,
    housed,
    introduced,
    opened,
    qualified,
    sourced,
    within,
)

Slot = Callable[[Syntax, int], list[int]]
OF = frozenset(("of",))
AS = frozenset(("as",))
BY = frozenset(("by",))
PERCENT = frozenset(("percent", "%", "pct", "cent"))
FATEFUL = ("cancelled", "postponed", "blocked", "planned")  # what verbs do to a deal that still has its parties
BEYOND = ("with", "to", "into")  # never of a name: "combine Norda with Velta", wherever it was hung


def described(s: Syntax, word: int) -> list[int]:
    """Whom an adjective before a noun describes: "the American actor Tom Field", "Berg is a Swiss actor"."""
    nouns = described_noun(s, word)
    found = [t for noun in nouns for t in bearers(s, noun)]
    several = any(s.tag[noun] == "NNS" for noun in nouns)  # "Swiss directors Anna Berg and Carl Dorn"
    return [c for t in found for c in s.conjuncts(t)] if several else found


def peoples(s: Syntax, noun: int) -> list[int]:
    """Of which nation several are who do it: "Austrian companies announced purchases"."""
    return [p for t in holders(s, noun) if s.tag[t] == "NNS" for p in premodifiers(s, t)]


def credited(s: Syntax, word: int) -> list[int]:
    """The named source behind a comma: "…, per Velta"."""
    behind = word > 0 and s.word[word - 1] in (",", ";", "(", "-", "–", "—")
    return [t for t in s.kids(word, "pobj") if behind and t in s.mention_heads]


def utterers(s: Syntax, verb: int) -> list[int]:
    """Of its subjects those who speak, where it says that something was said."""
    return [] if is_unsaid(s, verb) else [t for t in subjects(s, verb) if utters(s, t)]


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
    "answerer": answerers,
    "firm": firms,
    "consenter": consenters,
    "approver": approvers,
    "discloser": disclosers,
    "issuer": issuers,
    "companion": companions,
    "backer": backers,
    "announcer": announcers,
    "purpose": purposes,
    "concerned": concerned,
    "joint": joint,
    "receiver": receivers,
    "giver": givers,
    "taker": takers,
    "teller": tellers,
    "mutual": mutual,
    "presiding": presiding,
    "attending": attending,
    "assembled": assembled,
    "body": bodies,
    "attender": attenders,
    "members": members,
    "site": sites,
    "mover": lambda s, verb: [] if s.kids(verb, "dobj") else grammatical_subjects(s, verb),
    "stay": stays,
    "stayer": stayers,
    "errand": errands,
    "stops": stops,
    "origin": origins,
    "partner": partners,
    "people": people,
    "interlocutor": interlocutors,
    "self": bearers,
    "addressee": addressees,
    "reporter": reporters,
    "people-of": peoples,
    "credited": credited,
    "base": bases,
    "utterer": utterers,
    "sayer": lambda s, verb: [] if is_unsaid(s, verb) else subjects(s, verb),
    "informant": lambda s, verb: [t for t in objects(s, verb) if utters(s, t)],
    "document": lambda s, verb: [t for t in subjects(s, verb) if is_document(s, t)],
    "finder": lambda s, verb: [t for t in subjects(s, verb) if is_finder(s, t)],
    "pollster": lambda s, verb: [t for t in subjects(s, verb) if is_poll(s, t)],
    "heading": headings,
    "hearer": hearers,
    "described": described,
    "introduced": lambda s, word: [t for noun in introduced(s, word) for t in bearers(s, noun)],
    "qualified": qualified,
    "opened": opened,
    "possessed": possessed,
    "housed": housed,
    "within": within,
    "boasted": boasted,
    "beside": beside,
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


def _shares(s: Syntax, verb: int, noun: int) -> bool:
    """Whether what hangs on the verb may be its object's: "held talks with", "vetoed the sale to"."""
    lemma = s.lemma[verb]
    return carries(s, verb, noun) or lemma in words().selling or cues().governor.get(lemma) in FATEFUL


def ranks(s: Syntax, noun: int) -> list[int]:
    """Ordinals that say which in a row the noun is: an apposition or its predicate."""
    beside = s.kids(noun, "appos")
    if s.dep[noun] == "nsubj" and s.lemma[s.head[noun]] in ("be", "mark"):
        beside += s.kids(s.head[noun], "attr", "dobj")
    return [t for t in beside if s.lower[t] in words().ordinals]


def _is_price(s: Syntax, noun: int) -> bool:
    """ "4.20 dollars per share"."""
    return bool(s.kids(noun, "nummod")) and any(s.lower[t] == "per" for t in s.kids(noun, "prep"))


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
                if part not in s.mention_at or not names.isdisjoint(BEYOND):
                    found += s.prepositional(part, names)
        for preposition in s.kids(trigger, "prep", "agent"):  # "spoke by telephone with X"
            found += [
                t for o in s.kids(preposition, "pobj") if s.lower[o] in words().lines for t in s.prepositional(o, names)
            ]
        return [referent(s, token) for token in found]
    for participle in s.kids(trigger, "acl", "relcl"):  # "tariffs imposed on X", "talks held with X", "that X made for"
        light = s.dep[participle] == "acl" or s.lemma[participle] in words().light
        if light and s.tag[participle] in ("VBN", "VBD") and cues().governor.get(s.lemma[participle]) not in STOPPED:
            found += s.prepositional(participle, names)
    for verb in carried_by(s, trigger):
        found += s.prepositional(verb, names)
    if not names.isdisjoint(BEYOND):  # "the merger of Norda with Velta"
        found += [t for o in s.prepositional(trigger, OF) if o in s.mention_at for t in s.prepositional(o, names)]
        found += [t for o in s.prepositional(trigger, AS) for t in s.prepositional(o, names)]  # "as chancellor"
    for rank in ranks(s, trigger):  # "the talks, the first between X and Y"
        found += s.prepositional(rank, names)
    for preposition in s.kids(trigger, "prep"):  # "a bid of $2 billion for X", "tariffs of 10 percent on X"
        sums = [o for o in s.kids(preposition, "pobj") if o in s.money or s.lower[o] in PERCENT or _is_price(s, o)]
        sums += [t for o in sums for t in s.kids(o, "npadvmod") if s.lower[t] == "share"]  # "of $5 a share for X"
        found += [t for o in sums for t in s.prepositional(o, names)]
    above = s.head[trigger]
    if s.dep[trigger] == "nsubjpass" or (s.dep[trigger] == "dobj" and _shares(s, above, trigger)):
        judged = s.dep[trigger] == "nsubjpass" and s.lemma[above] not in words().light  # "was approved by the board"
        found += s.prepositional(above, names - BY if judged else names)
    if s.dep[trigger] == "nsubj":  # "talks broke down between X and Y", "his first trip is to X"
        found += s.prepositional(above, names if s.lemma[above] == "be" else names & {"between", "among"})
    led = led_by(s, trigger)
    if led is not None:
        found += s.prepositional(led, names)
    found += [t for t in right_behind(s, trigger, names) if t not in found]
    return [referent(s, token) for token in [*found, *broken_pair(s, names, found)]]
