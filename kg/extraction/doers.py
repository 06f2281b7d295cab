"""Who does what a noun says, by the verb or the participle beside it: "held talks", "a bid made by Norda"."""

from __future__ import annotations

from kg.extraction.arguments import carriers, subjects
from kg.extraction.cues import cues, words
from kg.extraction.dealing import is_sided_with, owning
from kg.extraction.naming import premodifiers, type_at
from kg.extraction.nominal import is_shunned
from kg.extraction.occasions import carries
from kg.extraction.shares import first_told
from kg.extraction.syntax import RELATIVE, Syntax
from kg.terms import is_a

STOPPED = ("cancelled", "postponed", "blocked", "denied")  # whoever does this to a bid did not make it


def holders(s: Syntax, noun: int) -> list[int]:
    """The subject of a light verb: "Berg and Dorn held talks", "Norda bought $5 million of the shares"."""
    noun = first_told(s, noun)
    while s.dep[noun] == "pobj" and s.lower[s.head[noun]] == "of" and _measures(s, s.head[s.head[noun]]):
        noun = s.head[s.head[noun]]
    verb = s.head[noun]
    if s.dep[noun] not in ("dobj", "nsubjpass") or not s.is_verb(verb) or not carries(s, verb, noun):
        return owning(s, noun)
    if (
        (s.lemma[verb] == "announce" and s.lemma[noun] in cues().lasting)
        or is_sided_with(s, noun)
        or is_shunned(s, noun)
    ):
        return []  # it may be others'
    if s.lemma[verb] in ("attend", "join") and any(is_a(type_at(s, t), "Organization") for t in premodifiers(s, noun)):
        return []  # at one place with hundreds
    return subjects(s, verb)


def _measures(s: Syntax, token: int) -> bool:
    """ "$5 million of", "20 percent of", "$5 million worth of", "a round of"."""
    listed = words().securities | words().rows
    return token in s.money or s.lemma[token].lower() in listed or s.lower[token] == "worth"


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


def carried_by(s: Syntax, noun: int) -> list[int]:
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
    return (
        []
        if sold or is_sided_with(s, noun) or any(s.lower[t] == "its" for t in s.kids(noun, "poss"))
        else carriers(s, noun)
    )
