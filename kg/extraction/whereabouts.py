"""Where the words around a name say that what it names is: before it, behind it, opening the sentence."""

from __future__ import annotations

from kg.extraction.arguments import bearers
from kg.extraction.cues import cues, words
from kg.extraction.syntax import Syntax
from kg.model import Mention
from kg.terms import is_a

QUOTES = frozenset(('"', "\u201c", "\u201d", "``", "''"))


def introduced(s: Syntax, word: int) -> list[int]:
    """The noun of an organisation that an adjective of nation stands before: "the German budget store Velta"."""
    noun = s.head[word]
    while s.dep[noun] in ("compound", "nmod") and noun not in s.mention_at and s.head[noun] > noun:
        noun = s.head[noun]
    if s.dep[word] not in ("amod", "compound", "nmod") or noun < word or noun in s.mention_at:
        introducing = [t for t in s.kids(noun, "compound", "nmod") if s.head[word] == t] if noun > word else []
        return [t for t in introducing if s.lemma[t].lower() in words().institutions]
    if any(s.lemma[c] in ("base", "headquarter", "locate") for c in s.kids(noun, "acl")):
        return []  # "a Swiss carmaker based in Graz": where it is follows
    if s.lemma[noun].lower() not in words().institutions:
        return []
    quoted = s.mention_at.get(noun + 2) if s.word[noun + 1] in QUOTES else None
    return [quoted.head if quoted is not None else noun]  # "the Austrian newspaper "Norda""


def qualified(s: Syntax, place: int) -> list[int]:
    """The organisation right behind a place or nation: "Austria's Velta Council", "the Austrian Velta cyclist club"."""
    mention = s.mention_heads[place]
    at = mention.last
    if _is_vague(s, mention) or s.word[mention.first - 1 : mention.first] == ("-",):  # "the EU-Austria Council"
        return []
    if s.lower[at : at + 1] in (("'s",), ("'",)):
        at += 1
    elif mention.kind != "adjective" and s.document.entities[mention.entity].type != "Country":
        return []
    while at < mention.last + 3 and at < len(s.word) and s.pos[at] == "ADJ" and at not in s.mention_at:
        at += 1
    behind = s.mention_at.get(at)
    if (
        behind is None
        or behind.first != at
        or behind.kind != "name"
        or at >= s.parse.sentences[s.parse.sentence[place]][1]
    ):
        return []
    type_ = s.document.entities[behind.entity].type
    above = s.head[behind.head]
    if type_ == "GovernmentBody" or (is_a(type_, "Organization") and _is_whole(s, behind.head, above)):
        return [behind.head]
    return []


def _is_vague(s: Syntax, mention: Mention) -> bool:
    """A place by the model's word alone: "Anna Berg's Velta Inc." is nowhere."""
    entity = s.document.entities[mention.entity]
    return entity.type == "Place" and not entity.country and not entity.exact_match


def _is_whole(s: Syntax, name: int, above: int) -> bool:
    """Whether a name stands alone or with a noun that says what it is: "Velta club", not "NATO troops"."""
    return s.dep[name] not in ("compound", "nmod", "amod", "poss") or s.lemma[above].lower() in words().institutions


def housed(s: Syntax, name: int) -> list[int]:
    """The place right behind an institution that does not move, wherever the parse hung it: "at Velta Hospital in
    Graz".
    """
    mention = s.mention_heads[name]
    printed = s.word[mention.first : mention.last]
    garrison = printed[-1] in words().garrisons
    if len(printed) < 2 or not (garrison or words().fixed.intersection(printed)) or _convened(s, name):
        return []
    at = mention.last
    if s.lower[at : at + 1] == ("(",) and s.lower[at + 2 : at + 3] == (")",):
        at += 3  # "the Velta Institute (VIN) in Graz"
    at += s.lower[at : at + 1] == (",",)
    own = ("from",) if garrison else ("for",) if "Court" in printed else ()
    if s.lower[at : at + 1] not in ((own,) if garrison else (("in",), ("at",), ("near",), ("of",), own)):
        return []
    at += 1
    at += s.lower[at : at + 1] == ("the",) and at not in s.mention_at
    behind = s.mention_at.get(at)
    return [behind.head] if behind is not None and behind.first == at and behind.kind == "name" else []


def within(s: Syntax, name: int) -> list[int]:
    """ "The University of Graz"."""
    mention = s.mention_heads[name]
    return [t for t in range(mention.first, mention.last) if t in s.towns]


def beside(s: Syntax, noun: int) -> list[int]:
    """ "A bank in Graz, Velta": the name behind the place, which the parse takes for the place's."""
    places = [s.mention_at[t] for t in s.prepositional(noun, frozenset(("in",))) if t in s.mention_at]
    at = places[0].last if places and places[0].head == places[-1].head else len(s.word)
    if s.lower[at : at + 1] != (",",):
        return []
    at += 1 + (s.lower[at + 1 : at + 2] == ("the",))
    behind = s.mention_at.get(at)
    told = behind is not None and behind.first == at and behind.kind == "name" and s.dep[behind.head] == "appos"
    return [behind.head] if behind is not None and told and s.head[behind.head] == places[0].head else []


def boasted(s: Syntax, place: int) -> list[int]:
    """ "Velta, Austria's leading maker of pumps": what it is there, not merely to it."""
    noun = s.head[place]
    if s.dep[place] != "poss" or s.lemma[noun].lower() not in words().institutions:
        return []
    ranked = any(s.tag[t] == "JJS" or s.lower[t] in ("leading", "top", "only", "first") for t in s.children[noun])
    foreign = s.lemma[noun] in ("supplier", "exporter") or any(s.lower[t] == "foreign" for t in s.children[noun])
    apposed = s.dep[noun] == "appos" or s.lower[s.head[noun]] in ("is", "are") or bool(s.kids(noun, "appos"))
    return bearers(s, noun) if ranked and apposed and not foreign and not _is_vague(s, s.mention_heads[place]) else []


def opened(s: Syntax, word: int) -> list[int]:
    """ "Based in Graz, Styria, Velta makes pumps": the name behind the places of a participle that opens a sentence."""
    if s.parse.sentences[s.parse.sentence[word]][0] != word or s.lower[word + 1 : word + 2] not in (("in",), ("at",)):
        return []
    at = word + 2
    while at + 1 < len(s.word) and (at in s.mention_at or s.lower[at] in (",", "the")):
        mention = s.mention_at.get(at)
        if mention is not None and is_a(s.document.entities[mention.entity].type, "Organization"):
            return [mention.head] if s.lower[at - 1] in (",", "the") else []
        at = mention.last if mention is not None else at + 1
    return []


def sourced(s: Syntax, place: int) -> list[int]:
    """ "Vienna NORDA in German 1900 GMT": the medium right behind the place it reports from."""
    mention = s.mention_heads[place]
    behind = s.mention_at.get(mention.last) or s.mention_at.get(mention.last + 1)
    if (
        behind is None
        or behind.kind != "name"
        or mention.kind != "name"
        or s.document.entities[mention.entity].type != "City"
    ):
        return []
    between = s.lower[mention.last : behind.first]
    ends = behind.last
    alone = s.parse.sentences[s.parse.sentence[place]] == (mention.first, ends) or s.lower[ends : ends + 1] == ("(",)
    tongue = s.lower[ends : ends + 1] == ("in",)
    number = ends + 2 * tongue
    dated = number < len(s.word) and s.word[number][0].isdigit() and (tongue or s.word[behind.first].isupper())
    return [behind.head] if between in ((), ("the",)) and (alone or dated) else []


def follows(s: Syntax, name: int, token: int) -> bool:
    """Whether the preposition above a token stands right behind a name, or behind its comma or bracket."""
    last, preposition = s.mention_heads[name].last, s.head[token]
    if _convened(s, name):
        return False
    if token in s.mention_at and s.mention_at[token].kind == "adjective":
        return False  # "in Japanese"
    if s.word[token] in words().continents:
        return False
    if s.lower[last : last + 1] == ("(",) and ")" in s.lower[last : last + 6]:
        last += s.lower[last : last + 6].index(")") + 1
    return preposition in (last, last + 1 if s.lower[last : last + 1] == (",",) else last)


def _convened(s: Syntax, name: int) -> bool:
    """ "the annual meeting of the Norda Society in Graz": that is where they meet."""
    of = s.head[name]
    return s.dep[name] == "pobj" and s.lower[of] == "of" and s.lemma[s.head[of]].lower() in cues().lasting


def bases(s: Syntax, verb: int) -> list[int]:
    """ "Vienna-based Velta": the place joined to a participle before a name."""
    return [
        t
        for child in s.kids(verb, "npadvmod", "compound", "nmod", "dep", "amod")
        for t in s.subtree(child)
        if t in s.mention_heads
    ]
