"""What people meet or speak about: "talks on trade", "discussed the bid", "met to review the budget"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extraction.cast import Cast
from kg.extraction.cues import cues, words
from kg.extraction.syntax import Syntax
from kg.extraction.unnamed import is_empty
from kg.terms import is_a

ABOUT = frozenset(("about", "over", "regarding", "concerning"))
SPEAKING = frozenset(("discuss", "talk", "speak", "consult", "negotiate", "confer", "focus"))
SETTING = frozenset(("at", "in", "during", "for", "of"))
AGENDA = frozenset(("agenda", "topic", "item"))
LONGEST = 16  # tokens of a topic that is a clause


def agenda_of(s: Syntax, cast: Cast, trigger: int) -> list[int]:
    """The topics, each a name or a phrase of its own, in the order of the text."""
    found: list[int] = []
    tops = {c for token in _tops(s, trigger) for c in s.conjuncts(token)}
    for top in sorted({c for token in tops for named in _named(s, token) for c in s.conjuncts(named)}):
        topic = _topic(s, cast, top)
        if topic is not None and topic not in found:
            found.append(topic)
    return found


def _tops(s: Syntax, trigger: int) -> Iterator[int]:
    if s.is_verb(trigger):
        yield from _by_verb(s, trigger)
        return
    yield from _about(s, trigger, True)
    if s.lemma[trigger] in words().talks:
        yield from (t for t in s.kids(trigger, "compound") if _is_plain(s, t))  # "trade talks"
    for clause in s.kids(trigger, "acl"):
        yield from _aimed(s, clause)
    verb = s.head[trigger]
    if s.dep[trigger] == "dobj" and s.lemma[verb] in words().light:
        yield from _by_verb(s, verb)
    if s.dep[trigger] in ("nsubj", "nsubjpass"):
        while s.lemma[verb] not in words().focusing and (below := s.kids(verb, "xcomp")):  # "is expected to focus on"
            verb = below[0]
        if s.lemma[verb] in words().focusing:
            yield from (*s.kids(verb, "dobj"), *s.prepositional(verb, frozenset(("on", "around", "with"))))
    elif s.dep[trigger] == "pobj" and s.head[verb] != verb:
        yield from _listed(s, s.head[verb]) if s.lower[verb] in SETTING else ()


def _listed(s: Syntax, above: int) -> Iterator[int]:
    """ "Raised the bid at the meeting", "the issue that he may bring up at the talks is trade", "trade is on the agenda
    of the talks", "the agenda for the talks includes trade".
    """
    verb = s.head[above]
    if s.kids(above, "neg") or (s.dep[above] == "xcomp" and s.kids(verb, "neg")):
        return  # "will not be discussed at the meeting"
    brought = s.lemma[above] == "bring" and any(s.lower[t] == "up" for t in s.kids(above, "prt"))
    if s.is_verb(above) and (brought or s.lemma[above] == "raise" or s.lemma[above] in words().discussing):
        matter = s.head[above] if s.dep[above] == "relcl" else above
        told = s.dep[above] == "relcl" and s.lemma[s.head[_one(s, matter)]] == "be"
        yield from s.kids(s.head[_one(s, matter)], "attr") if told else s.kids(above, "dobj", "nsubjpass")
    elif s.lemma[above] in AGENDA and s.dep[above] in ("nsubj", "attr"):
        other = "nsubj" if s.dep[above] == "attr" else "attr"
        yield from s.kids(verb, "dobj", other) if s.lemma[verb] in ("be", "include", "cover") else ()
    elif s.lemma[above] in AGENDA and s.lower[verb] == "on":
        acts = s.head[verb]
        while s.dep[acts] == "xcomp" and not s.kids(acts, "nsubj", "nsubjpass"):  # "is expected to figure on"
            acts = s.head[acts]
        yield from s.kids(acts, "nsubj", "nsubjpass")


def _one(s: Syntax, noun: int) -> int:
    """ "One of the issues": one."""
    of = s.head[noun]
    return s.head[of] if s.dep[noun] == "pobj" and s.lower[of] == "of" else noun


def _named(s: Syntax, top: int) -> list[int]:
    """What "issues: trade and tariffs", "issues such as trade" and "the issue of trade" name, else the word itself."""
    if s.lemma[top] not in words().vague:
        return [top]
    such = [t for t in s.prepositional(top, frozenset(("as", "like", "including"))) if t > top]
    return s.kids(top, "appos") + such + s.prepositional(top, frozenset(("of",))) or [top]


def _by_verb(s: Syntax, verb: int) -> Iterator[int]:
    """ "Discussed trade", "spoke about trade", "met to discuss trade"."""
    if s.lemma[verb] in words().discussing:
        yield from (t for t in s.kids(verb, "dobj", "xcomp") if t > verb and not _is_party(s, t))
    yield from _about(s, verb, s.lemma[verb] in SPEAKING)
    for clause in s.kids(verb, "advcl", "xcomp"):
        yield from _aimed(s, clause)


def _aimed(s: Syntax, clause: int) -> Iterator[int]:
    """ "talks to discuss trade": what the purpose of an occasion is about."""
    if s.is_infinitive(clause) and s.lemma[clause] in words().discussing:
        yield from s.kids(clause, "dobj", "xcomp")
        yield from _about(s, clause, True)


def _about(s: Syntax, token: int, on: bool) -> Iterator[int]:
    """Objects of "about" and the like; of "on" where it may name a topic, and no place: "met on the sidelines"."""
    told = s.prepositional(token, ABOUT)
    yield from told
    for t in s.prepositional(token, frozenset(("on",))) if on and not told else ():
        if s.times_from(*s.whole_phrase(t)):
            continue  # "on the morning of May 3"
        mention = s.mention_at.get(t)
        kind = mention and s.document.entities[mention.entity].type
        if s.lemma[t].lower() not in words().margins and (kind == "Country" or not (kind and is_a(kind, "Place"))):
            yield t


def _is_party(s: Syntax, token: int) -> bool:
    mention = s.mention_at.get(token)
    return mention is not None and s.document.entities[mention.entity].type == "Person"


def _is_plain(s: Syntax, noun: int) -> bool:
    """A common noun, no body and no name."""
    first, last = s.noun_phrase(noun)
    named = any(t in s.mention_at for t in range(first, last))
    body = s.lemma[noun] in words().institutions | words().departments | words().sorts
    return s.tag[noun] in ("NN", "NNS") and not named and not body


def _topic(s: Syntax, cast: Cast, top: int) -> int | None:
    if top in s.valued or s.tag[top] in ("PRP", "WP", "WDT", "DT") or is_empty(s, top):
        return None
    if s.is_verb(top):  # "discussed strengthening ties"
        below = [t for t in s.subtree(top) if t < (s.kids(top, "cc") or [len(s.word)])[0]]
        return cast.make("Topic", below[0], below[-1] + 1) if below[-1] - below[0] < LONGEST else None
    if s.lemma[top].lower() in words().empty | words().lines | words().stages | cues().lasting or s.pos[top] not in (
        "NOUN",
        "PROPN",
    ):
        return None
    first, last = s.whole_phrase(top)
    if last - first == 1 and s.lemma[top] in words().vague:
        return None  # "discussed the issue"
    mention = s.mention_at.get(top)
    if mention is not None and mention.first <= first and last <= mention.last:
        return mention.entity
    return cast.make("Topic", first, last)
