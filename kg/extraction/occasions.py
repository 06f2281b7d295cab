"""Who is at an occasion: those its noun leaves to the clause around it, and those a verb of meeting has as objects."""

from __future__ import annotations

from kg.extraction.arguments import bearers, carriers, grammatical_subjects, objects, possessors, subjects
from kg.extraction.cues import cues, words
from kg.extraction.naming import premodifiers, type_at, type_of
from kg.extraction.nominal import is_shunned
from kg.extraction.syntax import Syntax
from kg.terms import is_a

TOGETHER = frozenset(("with", "to", "alongside"))
OF, WITH = frozenset(("of",)), frozenset(("with", "between"))
FROM, IN, ON = frozenset(("from",)), frozenset(("in",)), frozenset(("on",))
AMONG = frozenset(("among", "between"))
LISTING = {"include": "dobj", "involve": "dobj", "gather": "dobj", "unite": "dobj", "bring": "dobj", "be": "attr"}


def carries(s: Syntax, verb: int, noun: int) -> bool:
    """Whether a verb only says who is at it: "held talks", "left a meeting"."""
    there = s.lemma[verb] in words().attending and s.lemma[noun] in cues().lasting and s.lemma[noun] != "audience"
    return there or s.lemma[verb] in words().light


def mutual(s: Syntax, noun: int) -> list[int]:
    """ "Berg greeted Dorn before their meeting", "Berg told Dorn at a dinner", "Berg invited Dorn to a meeting": the
    clause's parties, where "their" can only mean them, or the clause is of two people who are together or to be so.
    """
    verb = s.clause_of(noun)
    parties = [*grammatical_subjects(s, verb), *s.kids(verb, "dobj"), *s.prepositional(verb, TOGETHER)]
    parties += [t for t in subjects(s, verb) if t not in parties]  # "was told by Dorn"
    if any(s.lower[t] == "their" and t not in s.mention_at for t in s.kids(noun, "poss")):
        return parties
    if s.dep[noun] != "pobj" or s.kids(noun, "poss"):
        return []
    if s.lemma[verb] == "invite":
        parties = [t for t in parties if s.lower[s.head[t]] != "to"]  # "to Vienna"
        return parties if s.head[s.head[noun]] == verb and s.lower[s.head[noun]] in ("to", "for") else []
    if s.lemma[verb] not in words().encounters | words().told:
        return []
    parties = [b for t in parties for b in ([t] if t in s.mention_at else bearers(s, t))]
    named = [t for t in parties if t in s.mention_at and is_a(type_of(s, t), "Person")]
    joint_subject = any(len(s.conjuncts(t)) > 1 for t in named if t < verb)
    return named if joint_subject or (len(named) > 1 and min(named) < verb < max(named)) else []


def interlocutors(s: Syntax, verb: int) -> list[int]:
    """ "discussed the matter with Dorn", not "discussed relations with Austria"."""
    told = [t for obj in s.kids(verb, "dobj") for t in (obj, *s.prepositional(obj, OF))]
    matters = [t for matter in told for t in s.prepositional(matter, frozenset(("with",)))]
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
    gerund = s.dep[noun] == "appos" and s.head[noun] in s.mention_at  # "Berg and Dorn, meeting in Graz, agreed"
    found = [s.head[noun]] if gerund and s.lower[noun - 1] == "," else carriers(s, noun)
    return found if sum(_count(s, t) for t in found) > 1 else []


def attending(s: Syntax, noun: int) -> list[int]:
    """Whom the clause of a noun lists: "the attendees included Berg and Dorn", "the talks brought together Berg and
    Dorn", "among the participants were Berg and Dorn", "also present at the talks were Berg and Dorn".
    """
    verb = s.head[noun]
    if s.dep[noun] == "nsubj" and s.lemma[verb] in LISTING:
        return [] if s.lemma[verb] == "be" and s.lemma[noun] in cues().lasting else s.kids(verb, LISTING[s.lemma[verb]])
    above = s.head[verb]
    if s.dep[noun] != "pobj" or s.lower[verb] not in ("among", "at"):
        return []
    if s.lower[above] == "present":
        return [*grammatical_subjects(s, above), *s.kids(s.head[above], "attr")]
    return s.kids(above, "nsubj") if s.lower[verb] == "among" and s.lemma[above] == "be" else []


def assembled(s: Syntax, verb: int) -> list[int]:
    """ "Berg and Dorn gathered in Graz", not "gathered flowers"."""
    return grammatical_subjects(s, verb) if s.is_passive(verb) or not s.kids(verb, "dobj") else []


def bodies(s: Syntax, noun: int) -> list[int]:
    """Whose occasion it is: "the NATO summit", "a meeting of NATO ambassadors"; not what only surrounds another."""
    several = s.tag[noun] == "NNS" and s.lemma[noun] != "talk"
    beside = s.dep[noun] == "pobj" and s.lemma[s.head[s.head[noun]]] in words().margins
    if several or beside:
        return []
    among = [t for t in s.prepositional(noun, AMONG) if len(s.conjuncts(t)) == 1]  # of two neither is alone
    those = [*possessors(s, noun), *s.prepositional(noun, OF), *among, *_conveners(s, noun)]
    return _leagues(s, [*premodifiers(s, noun), *those, *(n for t in those for n in _sent_by(s, t))])


def _conveners(s: Syntax, noun: int) -> list[int]:
    """ "NATO ministers held talks", "the Norda Union will hold a summit", with nobody else."""
    verb = s.head[noun]
    held = s.dep[noun] == "dobj" and s.lemma[verb] in words().convening and not s.prepositional(noun, WITH | OF)
    return [t for t in subjects(s, verb) if s.tag[t] == "NNS" or t in s.mention_at] if held else []


def tellers(s: Syntax, noun: int) -> list[int]:
    """Who says of talks with others how they stand: "Norda said that talks with Velta were continuing"."""
    verb = s.head[noun]
    said = s.dep[noun] in ("nsubj", "nsubjpass") and s.dep[verb] == "ccomp" and s.is_verb(s.head[verb])
    if not said or s.lemma[s.head[verb]] not in cues().reporting:
        return []
    person = any(t in s.mention_at and is_a(type_of(s, t), "Person") for t in s.prepositional(noun, WITH))
    found = [b for t in subjects(s, s.head[verb]) if s.tag[t] != "PRP" or not person for b in bearers(s, t)]
    return [t for t in found if t in s.mention_at and is_a(type_of(s, t), "Person" if person else "Organization")]


def members(s: Syntax, verb: int) -> list[int]:
    """Who meets by themselves: "NATO ambassadors met", "the leaders of the Norda Union gathered", "OPEC met"."""
    if s.kids(verb, "dobj") or s.prepositional(verb, frozenset(("with",))):
        return []
    found: list[int] = []
    for token in grammatical_subjects(s, verb):
        organ = premodifiers(s, token) if s.lower[token] in words().departments else []  # "the NATO council met"
        found += _leagues(s, _sent_by(s, token) or organ or [token])
    return found


def _sent_by(s: Syntax, people_: int) -> list[int]:
    """ "NATO ambassadors", "the leaders of EU member states": the names that say whose they are."""
    if s.tag[people_] != "NNS" or s.lemma[people_].lower() not in words().crowds:
        return []
    names = [*premodifiers(s, people_), *possessors(s, people_), *s.prepositional(people_, OF | FROM)]
    return names + [p for t in names for p in premodifiers(s, t) if t not in s.mention_at]


def attenders(s: Syntax, noun: int) -> list[int]:
    """The people who come to the occasion of a body, speak there or come from it."""
    verb = s.head[noun]
    if (
        not bodies(s, noun)
        or is_shunned(s, noun)
        or (s.dep[noun] == "pobj" and cues().order.get(s.lower[verb]) == "planned")
    ):
        return []  # who acts before it need not go there
    there = s.dep[noun] == "dobj" and s.lemma[verb] in words().attending
    found = [b for t in (subjects(s, verb) if there else carriers(s, noun)) for b in bearers(s, t)]
    return [t for t in found if t in s.mention_at and is_a(type_of(s, t), "Person")]


def _leagues(s: Syntax, tokens: list[int]) -> list[int]:
    """Of the names those of bodies whose members come from many countries or parties to meet."""
    found = [t for t in tokens if t in s.mention_at and is_a(type_of(s, t), "Organization")]
    names = {t: _name(s, t) for t in found}
    return [t for t in found if not words().leagues.isdisjoint(names[t]) and words().municipal.isdisjoint(names[t])]


def _name(s: Syntax, token: int) -> list[str]:
    """The words of the name of the entity that the token is of."""
    name = s.document.entities[s.mention_at[token].entity].name
    return [name, *name.split()]


def sites(s: Syntax, verb: int) -> list[int]:
    """ "Toured a factory in Graz", "visited Dorn in Graz": what stands in a place or who is there, and the place."""
    seen = words().sites | words().crowds
    there = [t for t in objects(s, verb) if s.lemma[t] in seen or t in s.mention_at or s.lemma[verb] == "tour"]
    # "the headquarters of Norda in Graz"
    there += [o for t in there if s.lemma[t] in words().sites for o in s.prepositional(t, OF)]
    return [t for at in (verb, *there) for t in s.prepositional(at, frozenset(("in", "at", "near")))] if there else []


def stops(s: Syntax, noun: int) -> list[int]:
    """ "A tour covering Graz and Linz", "his tour takes him to Graz", "a trip that includes Graz"."""
    high = [v for v in s.kids(s.clause_of(noun), "advcl") if v > noun and noun in _nearest(s, v)]  # hung too high
    clauses = s.kids(noun, "acl", "relcl") + high
    clauses += [s.head[noun]] if s.dep[noun] == "nsubj" else []
    listing = [v for v in clauses if s.lemma[v] in words().covering and not s.is_passive(v)]
    taking = [v for v in clauses if s.lemma[v] == "take"]
    return [
        *(o for v in listing for o in s.kids(v, "dobj")),
        *(o for v in taking for o in s.prepositional(v, frozenset(("to",)))),
    ]


def _nearest(s: Syntax, verb: int) -> list[int]:
    """The nouns of what stands right before a clause: "a trip to Graz, covering …"."""
    nouns = (t for t in range(verb - 1, 0, -1) if s.pos[t] in ("NOUN", "PROPN") and t not in s.valued)
    noun = next(nouns, None)
    return [] if noun is None else [noun, *s.ancestors(noun)]


def presiding(s: Syntax, noun: int) -> list[int]:
    """Who is at the head of an occasion: "Berg chaired the talks", "presided over the meeting with Dorn"."""
    verb = led_by(s, noun)
    return [] if verb is None else subjects(s, verb)


def led_by(s: Syntax, noun: int) -> int | None:
    """The verb that says who is at the head of the occasion."""
    if s.lemma[noun] not in cues().lasting:
        return None
    above = s.head[noun]
    over = s.dep[noun] == "pobj" and s.lower[above] == "over" and s.lemma[s.head[above]] == "preside"
    if over:
        return s.head[above]
    led = s.dep[noun] in ("dobj", "nsubjpass") and s.lemma[above] in words().presiding
    return above if led else None


def _count(s: Syntax, token: int) -> int:
    """How many a phrase names: "Berg and Dorn", "they", "Swiss and Austrian negotiators"."""
    mention = s.mention_at.get(token)
    if mention is not None and mention.plural:
        return len(mention.plural)
    return max(len(s.conjuncts(token)), len(premodifiers(s, token)) if mention is None else 1)


def receivers(s: Syntax, noun: int) -> list[int]:
    """The subject of a verb of receiving: "Berg took a call from Dorn"."""
    return _at(s, noun, ("receive", "get", "take", "accept"))


def takers(s: Syntax, noun: int) -> list[int]:
    """Who does anything at all to it: "France lifted the tariffs"."""
    return subjects(s, s.head[noun]) if s.dep[noun] in ("dobj", "nsubjpass") and s.is_verb(s.head[noun]) else []


def givers(s: Syntax, noun: int) -> list[int]:
    """ "Berg granted him an audience"."""
    verb = s.head[noun]
    found = _at(s, noun, ("grant", "give"))
    return [*found, *s.kids(verb, "dative")] if found else []


def _at(s: Syntax, noun: int, verbs: tuple[str, ...]) -> list[int]:
    verb = s.head[noun]
    return subjects(s, verb) if s.dep[noun] == "dobj" and s.lemma[verb] in verbs else []


def stays(s: Syntax, noun: int) -> list[int]:
    """ "In China on a visit", "speaking in China during a visit", "was in China on Monday for talks": China."""
    preposition = s.head[noun]
    above = s.head[preposition]
    if s.dep[noun] != "pobj" or s.lower[preposition] not in ("on", "for", "during"):
        return []
    mention = s.mention_at.get(preposition - 1)
    beside = mention is not None and s.lower[mention.first - 1] == "in"
    found = [mention.head] if mention is not None and beside else _there(s, above, preposition)
    return found if s.lemma[noun] in words().visits else [t for t in found if _is_there(s, t)]


def _there(s: Syntax, above: int, behind: int) -> list[int]:
    return [t for t in s.prepositional(above, IN) if t in s.mention_at and t < behind]


def errands(s: Syntax, be: int) -> list[int]:
    """ "Is in Vienna to attend a summit", "was in Graz on the first leg of a tour": where somebody has a purpose."""
    places = [t for t in s.prepositional(be, IN) if t in s.mention_at and is_a(type_of(s, t), "Place")]
    kept = any(s.lemma[t] in words().keeping for t in s.prepositional(be, IN))
    if not places or kept or s.kids(be, "neg"):
        return []
    acts = [t for t in s.kids(be, "xcomp", "advcl") if t > places[0]]
    held = [t for t in acts if s.tag[t] == "VBG" and any(s.lemma[o] in cues().lasting for o in s.kids(t, "dobj"))]
    sent = held or any(s.is_infinitive(t) for t in acts)
    legs = [t for t in s.prepositional(be, ON) if s.lemma[t] == "leg"]
    return places if sent or legs else []


def _is_there(s: Syntax, place: int) -> bool:
    """ "Was in Graz for talks", "Berg, in Graz for talks, said", "In Graz for talks, Berg said"; not "is due there"."""
    above = s.head[s.head[place]]
    return s.lemma[above] == "be" or above in s.mention_at or (s.is_verb(above) and place < above)


def stayers(s: Syntax, noun: int) -> list[int]:
    """Who is there: "Berg is in China on a visit", "Berg, in China for a visit, …"."""
    for place in stays(s, noun):
        above = s.head[s.head[place]]
        return subjects(s, above) if s.is_verb(above) else [above]
    return []
