"""Who does a verb or a noun, and to whom: voice, control, relative clauses, participles, nominalisation, light verbs.
Arguments and results are tokens, heads of noun phrases, coordination not yet expanded.
"""

from __future__ import annotations

from collections.abc import Callable

from kg.extraction.commas import listed_before, paired
from kg.extraction.cues import cues, words
from kg.extraction.insertions import insertion
from kg.extraction.naming import agendas, compounds, fronted, is_ranked, just_before, phrase, type_of
from kg.extraction.syntax import RELATIVE, Syntax, referent
from kg.terms import is_a

COPULAS = ("become", "remain", "constitute", "represent")  # where the parse has an object
DEPTH = 8  # how far up subjects and owners are looked for: deeper chains are parse errors


def subjects(s: Syntax, verb: int, depth: int = DEPTH) -> list[int]:
    """Who does it, whatever the voice and wherever the subject stands."""
    if depth == 0:
        return []
    passive = s.is_passive(verb)
    if passive:
        agents = [o for child in s.kids(verb, "agent") for o in s.kids(child, "pobj")]
        agents = agents or s.prepositional(verb, frozenset(("by",)))
        if not agents and s.dep[verb] == "acl" and s.head[verb] in s.money:  # "beside the $5 million already invested"
            clause = s.clause_of(s.head[verb])
            return grammatical_subjects(s, clause, depth - 1) if s.is_verb(clause) else []
        return agents
    return grammatical_subjects(s, verb, depth)


def grammatical_subjects(s: Syntax, verb: int, depth: int = DEPTH) -> list[int]:
    """The subject as grammar has it, through relative pronouns, control, coordination and participles."""
    inserted = insertion(s, verb)
    if inserted is not None:
        return [inserted.speaker]
    own = s.kids(verb, "nsubj", "nsubjpass", "csubj")
    own = own or [t for aux in s.kids(verb, "aux", "auxpass") for t in s.kids(aux, "nsubj", "nsubjpass")]
    if own:
        own = _one_name(s, own)
        named = [t for token in own for t in paired(s, referent(s, token))]
        return [*listed_before(s, verb, own[0]), *named]
    cut_off = _cut_off(s, verb)
    if cut_off is not None:
        return [cut_off]
    shared = _SHARED.get(s.dep[verb]) if depth else None
    return shared(s, verb, s.head[verb], depth - 1) if shared else []


def _one_name(s: Syntax, own: list[int]) -> list[int]:
    """ "Norda Center for Health anthropologist Anna Berg said": the person, where the parse has two subjects."""
    people = [t for t in own if t in s.mention_at and type_of(s, t) == "Person"]
    return people if len(own) > 1 and len(people) == 1 and own[0] not in people else own


def _of_conjunct(s: Syntax, verb: int, governor: int, depth: int) -> list[int]:
    """ "Berg met Dorn and left": of the verb before."""
    if not s.is_verb(governor):
        return []
    said = _said_before(s, governor)
    return grammatical_subjects(s, governor if said is None else said, depth)


def _of_complement(s: Syntax, verb: int, governor: int, depth: int) -> list[int]:
    """ "Berg wants to meet Dorn", "is due to meet": as the governing verb or adjective controls it."""
    cut = insertion(s, governor) if s.dep[verb] == "ccomp" else None
    if cut is not None and cut.owner is not None:
        return [cut.owner]
    if s.is_verb(governor):
        return _controller(s, verb, governor, depth)
    return grammatical_subjects(s, governor, depth) if s.pos[governor] == "ADJ" else []


def _of_adverbial(s: Syntax, verb: int, governor: int, depth: int) -> list[int]:
    """ "Berg left after meeting Dorn"; "gives cities $5 million to invest"."""
    if not s.is_verb(governor):
        return []
    if s.lemma[governor] in ("give", "send", "dispatch") and s.is_infinitive(verb):
        given = [t for t in s.kids(governor, "dobj", "dative") if t not in s.money]
        if given:
            return given
    return grammatical_subjects(s, governor, depth)


def _of_gerund(s: Syntax, verb: int, preposition: int, depth: int) -> list[int]:
    """ "Berg is open to meeting Dorn", "quoted him as saying", "the danger of meeting Dorn"."""
    if s.lower[preposition] == "than":
        return []  # "what better, he asks, than buying Norda"
    above = s.head[preposition]
    while s.dep[above] in ("prep", "advmod", "npadvmod") and s.head[above] != above:  # "within days after meeting"
        above = s.head[above]
    if s.tag[above] == "VBN" and s.dep[above] in ("ccomp", "xcomp") and s.lemma[s.head[above]] in ("have", "get"):
        above = s.head[above]  # "tried to have Dorn freed by saying": who tried
    if s.is_verb(above):
        told = s.kids(above, "dobj") if _tells_of_object(s, s.lower[preposition], above) else []
        return told or grammatical_subjects(s, above, depth)
    return grammatical_subjects(s, above, depth) if s.dep[above] == "acomp" else owners(s, above, depth)


def _tells_of_object(s: Syntax, preposition: str, verb: int) -> bool:
    """ "quoted him as saying", "accused him of meeting", "warned him against meeting"."""
    if preposition == "as":
        return True
    listed = {
        "against": words().told,
        "of": words().blaming | words().swaying,
        "into": words().swaying,
        "from": words().blaming,
        "for": words().blaming,
    }
    return s.lemma[verb] in listed.get(preposition, ())


def _of_predicate(s: Syntax, verb: int, governor: int, depth: int) -> list[int]:
    """ "Berg seems ready": of the copula."""
    return grammatical_subjects(s, governor, depth) if governor != verb and s.is_verb(governor) else []


def _cut_off(s: Syntax, verb: int) -> int | None:
    """ "Berg, Dorn suggested, is to go": the subject, which the parse gave to the clause thrown in."""
    for clause in s.kids(verb, "parataxis", "ccomp"):
        owners_ = s.kids(clause, "nsubj")
        if len(owners_) == 2 and clause < verb and s.word[s.subtree(owners_[0])[-1] + 1] == ",":
            return owners_[0]
    return None


def _said_before(s: Syntax, verb: int) -> int | None:
    """ "Norda will buy Velta, Berg said, and may sell Kilo": the clause that goes on behind its source."""
    if s.lemma[verb] not in cues().reporting or s.lower[verb + 1 : verb + 2] != (",",):
        return None
    return next((c for c in s.kids(verb, "ccomp") if c < verb), None)


def _controller(s: Syntax, verb: int, governor: int, depth: int) -> list[int]:
    """Who is to do what a governing verb asks for: its object or its subject."""
    if s.is_infinitive(verb) and not s.is_passive(governor) and s.lemma[governor] in words().object_control:
        objects_of = s.kids(governor, "dobj", "dative")
        if objects_of:
            return objects_of
    if s.dep[verb] == "ccomp" and s.lemma[governor] not in words().object_control and not s.is_infinitive(verb):
        return []
    if s.lemma[governor] in words().covering:
        return _planners(s, governor, depth)
    return grammatical_subjects(s, governor, depth)


def _of_noun_clause(s: Syntax, verb: int, noun: int, depth: int) -> list[int]:
    """The subject of a clause that hangs on a noun: the noun itself ("leaders meeting X"), or whose plan it is ("his
    plan to meet X").
    """
    if not s.is_infinitive(verb):
        above = s.head[noun]
        issued = s.tag[verb] == "VBG" and s.dep[noun] == "dobj" and s.lemma[noun] in words().documents
        issued = issued and s.lemma[above] in words().issuing
        return (issued and subjects(s, above, depth)) or [noun]  # "posted a message blaming Berg"
    if s.dep[noun] == "dobj" and s.kids(s.head[noun], "dative"):
        return s.kids(s.head[noun], "dative")  # "gives cities money to invest"
    if s.lemma[noun] == "invitation" and s.lemma[s.head[noun]] in words().receiving:
        return subjects(s, s.head[noun], depth)  # "accepted Croatia's invitation to visit"
    if noun in s.mention_at or is_ranked(s, noun):
        return [t for bearer in bearers(s, noun) for t in paired(s, bearer)]
    return owners(s, noun, depth)


# where a verb has no subject of its own: whose it shares, by how it hangs on what governs it
_SHARED: dict[str, Callable[[Syntax, int, int, int], list[int]]] = {
    "conj": _of_conjunct,
    "xcomp": _of_complement,
    "ccomp": _of_complement,
    "advcl": _of_adverbial,
    "acl": _of_noun_clause,
    "relcl": _of_noun_clause,
    "pcomp": _of_gerund,
    "acomp": _of_predicate,
    "attr": _of_predicate,
    "oprd": _of_predicate,
    "amod": _of_predicate,
    "aux": _of_predicate,
}


def bearers(s: Syntax, noun: int) -> list[int]:
    """Whom a noun describes: its own mention, its apposition, or the subject it is predicated of."""
    if noun in s.mention_at:
        return [noun]
    found = [t for t in s.kids(noun, "appos") if t in s.mention_at]
    if s.dep[noun] == "appos":
        beside = (just_before(s, noun), s.head[noun])  # a pronoun has no apposition
        found += [t for t in beside if t is not None and t not in found and s.tag[t] != "PRP"]
    governor = s.head[noun]
    if s.dep[noun] in ("compound", "nmod", "amod") and governor in s.mention_at:
        found.append(governor)  # "Velta founder Anna Berg"
    predicative = s.dep[noun] in ("attr", "oprd", "acomp") or (s.dep[noun] == "dobj" and s.lemma[governor] in COPULAS)
    if not found and predicative and s.is_verb(governor):
        called = [] if s.is_passive(governor) or s.dep[noun] != "oprd" else s.kids(governor, "dobj")
        found = called or grammatical_subjects(s, governor)  # "called the process a coup"
    if not found and s.dep[noun] == "nsubj" and s.lemma[governor] == "be":
        said = [*s.kids(governor, "attr"), *s.kids(governor, "conj")]  # "Norda's owners are two funds, Velta and Kilo"
        found = [t for a in said for t in (*s.conjuncts(a), *s.kids(a, "appos")) if t in s.mention_at]
    if not found and s.dep[noun] == "nsubj" and s.lemma[governor] == "include":
        found = [t for t in s.kids(governor, "dobj") if t in s.mention_at]  # "Norda's investors include Velta"
    if not found and s.dep[noun] == "pobj" and s.lower[governor] == "as" and s.is_verb(s.head[governor]):
        verb = s.head[governor]
        if s.lemma[verb] in words().ousting:
            return []  # who was ousted as such is none now
        of_object = governor > verb and not s.is_passive(verb) and s.kids(verb, "dobj")
        found = objects(s, verb) if of_object else grammatical_subjects(s, verb)
    if not found:
        found = fronted(s, noun)
    if not found and s.dep[noun] == "conj" and s.pos[governor] in ("NOUN", "NUM") and governor not in s.mention_at:
        found = bearers(s, governor)  # "a lawyer and founder of Norda"
    return found or [noun]


def objects(s: Syntax, verb: int, depth: int = DEPTH) -> list[int]:
    """What it is done to, whatever the voice."""
    if s.is_passive(verb):
        if s.dep[verb] in ("acl", "amod") and not s.kids(verb, "nsubjpass"):
            return [s.head[verb]]
        if s.dep[verb] == "conj" and depth and not s.kids(verb, "nsubjpass", "auxpass"):
            return objects(s, s.head[verb], depth - 1)  # "founded in 1998 and based in Graz"
        return grammatical_subjects(s, verb, depth)
    own = [referent(s, token) for token in s.kids(verb, "dobj")]
    if own:
        return own
    if s.dep[verb] == "conj" and s.is_verb(s.head[verb]) and not s.children[verb]:
        return objects(s, s.head[verb], depth - 1) if depth else []
    together = s.lower[verb + 1 : verb + 2] == ("and",) and s.lemma[verb].lower() in words().transitive
    if together and depth:  # "Berg founded and led Norda"
        return [o for t in s.kids(verb, "conj")[:1] for o in objects(s, t, 0) if t < verb + 4]
    told = s.kids(verb, "nsubj", "nsubjpass")
    if s.dep[verb] == "relcl" and s.kids(verb, "nsubj") and not any(s.lower[t] in RELATIVE for t in told):
        return [s.antecedent(verb)]
    return []


def owners(s: Syntax, noun: int, depth: int = DEPTH) -> list[int]:
    """Whose act or plan a noun is: possessor, by-phrase, compound, else the subject of the clause it stands in."""
    direct = possessors(s, noun) + s.prepositional(noun, frozenset(("by",)))
    if not direct:  # "received a proposal from Norda to buy Velta"
        by = ("from",) if s.lemma[noun] in words().offers else ("of",) if s.lemma[noun] in words().agentive else ()
        direct = s.prepositional(noun, frozenset(by)) if by else []
    if direct or depth == 0:
        return direct
    modifiers = compounds(s, noun)
    if not modifiers and s.lemma[noun] not in cues().lasting:  # not "a news conference"
        modifiers = [c for c in s.kids(noun, "compound") if s.lemma[c] in words().sources]
    return modifiers or carriers(s, noun, depth)


def carriers(s: Syntax, noun: int, depth: int = DEPTH) -> list[int]:
    """The subject of the verb a noun depends on, through prepositions and other nouns ("plans for a meeting")."""
    dep, governor = s.dep[noun], s.head[noun]
    if depth == 0 or governor == noun:
        return []
    if dep in ("conj", "appos"):
        return owners(s, governor, depth - 1) if not s.is_verb(governor) and governor not in s.mention_at else []
    if dep in ("dobj", "nsubjpass", "attr", "oprd", "npadvmod", "dative") and s.is_verb(governor):
        if s.lemma[governor] in words().covering:
            return _planners(s, governor, depth - 1)
        return subjects(s, governor, depth - 1) if _carries(s, governor, noun) else []
    if dep in ("pobj", "pcomp"):
        above = s.head[governor]
        while s.dep[above] in ("prep", "advmod", "npadvmod") and s.head[above] != above:  # "ahead of the summit"
            above = s.head[above]
        if s.is_passive(above) and s.lemma[above] in ("subject", "expose") and s.lower[governor] == "to":
            return subjects(s, above, depth - 1)  # "was subjected to tariffs"
        if s.is_verb(above) or s.dep[above] == "acomp":  # "is open to a meeting"
            return grammatical_subjects(s, above, depth - 1)
        if above in s.mention_at and s.dep[above] == "pobj" and is_a(type_of(s, above), "Place"):
            return carriers(s, above, depth - 1)  # "Berg, in Vienna for talks": not the city
        if above not in s.mention_at and s.lower[governor] == "of" and s.lemma[above] in words().agentive:
            return carriers(s, above, depth - 1)  # "in Graz as part of a tour"
        return [above] if above in s.mention_at else owners(s, above, depth - 1)
    return []


def _planners(s: Syntax, verb: int, depth: int) -> list[int]:
    """ "His schedule includes talks": his."""
    return [o for t in agendas(s, verb) for o in owners(s, t, depth)]


def _carries(s: Syntax, verb: int, noun: int) -> bool:
    """Whether the subject of the verb is a party to its object: "hold talks", "seek a meeting", not "explain the
    talks".
    """
    lemma = s.lemma[verb]
    if lemma in words().urging:
        return False
    if lemma in cues().reporting and s.lemma[noun] in words().agentive:
        return True  # "expressed interest in buying"
    return lemma in words().light or (phrase(s, verb) in cues().governor and lemma not in cues().silent)


def possessors(s: Syntax, noun: int) -> list[int]:
    return [referent(s, token) for token in s.kids(noun, "poss")]
