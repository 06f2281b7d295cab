"""Slots of the language of money: who gets an offer, what a sum is put to, whom a deal concerns."""

from __future__ import annotations

from kg.extraction.arguments import bearers, carriers, possessors, subjects
from kg.extraction.companies import disclosers, is_told
from kg.extraction.cues import cues, words
from kg.extraction.naming import compounds, type_of
from kg.extraction.syntax import Syntax
from kg.model import Mention
from kg.terms import is_a

OF = frozenset(("of",))
WITH, FROM = frozenset(("with",)), frozenset(("from", "by", "of"))
TOGETHER = frozenset(("together", "along", "jointly"))


def kinds(s: Syntax, noun: int) -> list[int]:
    """Common nouns that say into what: "its AI investments"."""
    before = [t for t in s.kids(noun, "compound", "nmod") if t not in s.mention_at and s.pos[t] in ("NOUN", "PROPN")]
    return before[-1:]


def owning(s: Syntax, noun: int) -> list[int]:
    """ "Norda, the holder of 49 percent of Velta": who that is."""
    above = s.head[s.head[noun]] if s.dep[noun] == "pobj" and s.lower[s.head[noun]] == "of" else noun
    return bearers(s, above) if s.lemma[above] in ("holder", "owner") else []


def offerees(s: Syntax, noun: int) -> list[int]:
    """Who gets it: "Velta rejected an offer", "Austria attracted an investment"."""
    verb = s.head[noun]
    if s.dep[noun] == "pobj" and s.lower[verb] in ("in", "of") and s.head[verb] in s.money:  # "$5 million in funding"
        noun, verb = s.head[verb], s.head[s.head[verb]]
    return subjects(s, verb) if s.dep[noun] == "dobj" and s.lemma[verb] in words().receiving else []


def answerers(s: Syntax, bid: int) -> list[int]:
    """Who is to be bought by what it rejects: "Velta rejected Norda's offer", not "an offer on wages"."""
    return [] if is_told(s, bid) else offerees(s, bid)


def backers(s: Syntax, verb: int) -> list[int]:
    """Who puts money into what is raised: "raised $5 million led by Norda, with participation from Velta"."""
    found: list[int] = []
    for token in (*s.kids(verb, "dobj"), verb):
        for clause in s.kids(token, "acl", "relcl", "advcl"):
            if s.lemma[clause] in words().arranging and s.tag[clause] in ("VBN", "VBD"):
                found += [*subjects(s, clause, 1), *_participants(s, clause)]
        found += _participants(s, token)
    return list(dict.fromkeys(found))


def _participants(s: Syntax, token: int) -> list[int]:
    shares = [t for t in s.prepositional(token, WITH) if s.lemma[t].lower() in words().participation]
    return [o for t in shares for o in s.prepositional(t, FROM)]


def companions(s: Syntax, verb: int) -> list[int]:
    """With whom its subject does it: "Norda, together with Velta, bought Kilo", "Norda alongside Velta"."""
    found: list[int] = []
    for token in (verb, *subjects(s, verb)):
        for child in s.children[token]:
            if s.lower[child] in TOGETHER:
                found += s.prepositional(child, frozenset(("with",)))
            elif s.lower[child] == "alongside" or any(s.lower[t] in TOGETHER for t in s.kids(child, "advmod")):
                found += s.kids(child, "pobj")
    return found


def purposes(s: Syntax, verb: int) -> list[int]:
    """What money is put to: "will invest $5 million to build a plant", "expanding a plant"."""
    sums = [*s.kids(verb, "dobj"), verb]
    aims = [v for t in sums for v in s.kids(t, "xcomp", "advcl", "acl") if s.is_infinitive(v) or s.tag[v] == "VBG"]
    return [t for v in aims if s.lemma[v] in words().building for t in s.kids(v, "dobj")]


def listed(s: Syntax, noun: int) -> list[int]:
    """ "Its investments include Velta"."""
    verb = s.head[noun]
    return s.kids(verb, "dobj") if s.dep[noun] == "nsubj" and s.lemma[verb] == "include" else []


def concerned(s: Syntax, noun: int) -> list[int]:
    """Whose subject it is said of: "Norda's sales grew after the acquisition of Velta"."""
    if s.dep[noun] != "pobj" or any(s.lower[t] != "its" for t in s.kids(noun, "poss")):
        return []
    above = [t for t in carriers(s, noun) if t not in s.mention_at]
    found = [t for subject in above for t in possessors(s, subject)]
    between = range(max(found, default=noun) + 1, noun) if s.kids(noun, "poss") else ()  # whose "its" may be
    return [] if any(t in s.mention_heads and is_a(type_of(s, t), "Organization") for t in between) else found


def firms(s: Syntax, noun: int) -> list[int]:
    """ "Part of Norda": what has owners, not members or voters."""
    return [t for t in s.prepositional(noun, OF) if t not in s.mention_at or not _is_public(s, s.mention_at[t])]


def _is_public(s: Syntax, name: Mention) -> bool:
    league = words().leagues.intersection(s.word[name.first : name.last])
    return bool(league) or s.document.entities[name.entity].type == "GovernmentBody"


def consenters(s: Syntax, noun: int) -> list[int]:
    """Who agrees to it: "Velta agreed to a takeover", "Velta accepted Norda's takeover"."""
    verb = s.head[noun]
    if s.dep[noun] == "pobj" and s.lower[verb] == "to":
        verb = s.head[verb]
        return subjects(s, verb) if s.lemma[verb] in ("agree", "consent") else []
    return subjects(s, verb) if s.dep[noun] == "dobj" and s.lemma[verb] == "accept" else []


def approvers(s: Syntax, noun: int) -> list[int]:
    """Whose board or shareholders decide on it: "Norda's board approved the acquisition of Velta", "Velta told
    shareholders to reject the bid".
    """
    verb = s.head[noun]
    if s.dep[noun] not in ("dobj", "nsubjpass") or s.lemma[verb] not in words().permitting | words().judging:
        return []
    bodies = [t for t in subjects(s, verb) if s.lemma[t].lower() in words().owners]
    found = [o for t in bodies for o in (*possessors(s, t), *compounds(s, t), *s.prepositional(t, OF))]
    while bodies and not found and s.dep[verb] in ("ccomp", "xcomp"):  # whoever says so of its own
        verb = s.head[verb]
        above = [t for t in subjects(s, verb) if t not in bodies]
        if s.lemma[verb] in cues().reporting | words().told:
            return [t for t in above if t in s.mention_at]
        found = [o for t in above if s.lemma[t].lower() in words().owners for o in possessors(s, t)]
    return found


def is_sided_with(s: Syntax, noun: int) -> bool:
    """ "Norda opposed the acquisition of Velta": somebody else's."""
    above = s.head[s.head[noun]] if s.dep[noun] == "pobj" else s.head[noun]
    below = {s.lower[t] for t in s.kids(noun, "prep")}
    if not s.is_verb(above) or s.lemma[above] not in words().siding or any(_decides(s, t) for t in subjects(s, above)):
        return False
    return "of" in below and "by" not in below  # where "by" says whose


def _decides(s: Syntax, token: int) -> bool:
    """ "Norda's board": what it votes for is Norda's own."""
    return s.lemma[token].lower() in words().owners


def issuers(s: Syntax, noun: int) -> list[int]:
    """ "Velta granted Norda an option to buy 1.5 mln shares", "Velta said Norda acquired a 20 percent stake": whose
    they are where nothing says so.
    """
    verb = s.head[noun]
    if s.dep[noun] == "dobj" and s.lemma[verb] in words().buying and s.dep[verb] != "acl":
        named = [t for t in subjects(s, verb) if t in s.mention_at and not s.kids(t, "poss")]  # not "its Kilo unit"
        return disclosers(s, noun) if named else []
    if s.dep[noun] != "dobj" or s.dep[verb] != "acl" or s.lemma[s.head[verb]] not in words().options:
        return []
    above = s.head[s.head[verb]]
    return subjects(s, above) if s.lemma[above] in ("grant", "give", "issue") else []


def announcers(s: Syntax, noun: int) -> list[int]:
    """Who says that it is done: "Norda said the acquisition of Velta has been completed"."""
    verb = s.head[noun]
    if s.dep[noun] not in ("nsubj", "nsubjpass") or s.lemma[verb] not in words().completing:
        return []
    told = s.dep[verb] == "ccomp" and s.lemma[s.head[verb]] in ("say", "announce")
    return subjects(s, s.head[verb]) if told else []


def valued(s: Syntax, noun: int) -> list[int]:
    """ "The bid values Velta at $5 million", "received a bid valuing Velta at $5 million"."""
    near = [*s.kids(noun, "acl"), *(s.kids(s.head[noun], "advcl") if s.dep[noun] == "dobj" else ())]
    verb = next((v for v in near if s.lower[v] == "valuing"), None) or valuation(s, noun)
    return [] if verb is None else s.kids(verb, "dobj", "appos")


def valuation(s: Syntax, noun: int) -> int | None:
    """The word that says what the noun values something at, also where "the deal values" was read as two nouns."""
    above = s.head[noun]
    if s.dep[noun] == "nsubj" and s.lemma[above] == "value" and s.is_verb(above):
        return above
    return above if s.dep[noun] == "compound" and s.lower[above] == "values" and above == noun + 1 else None


def reporters(s: Syntax, noun: int) -> list[int]:
    """Who gives the figure as its own: "Velta reported a profit"."""
    verb = s.head[noun]
    return subjects(s, verb) if s.dep[noun] == "dobj" and s.is_verb(verb) else []
