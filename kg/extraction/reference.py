"""What one noun phrase refers to: the entity it names, else one it leads to ("a delegation led by Berg", "the Norda
board", "the capital of Velta"), else an agent or topic of its own where the role admits that.

`_through` has the readings of a phrase without a name, tried in order: the first that applies decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache

from kg.extraction import companies, newcomers, unnamed
from kg.extraction.admission import of_mention
from kg.extraction.arguments import bearers, objects, subjects
from kg.extraction.cast import Cast
from kg.extraction.cues import words
from kg.extraction.naming import compounds, premodifiers, renamed, ruler
from kg.extraction.shares import is_bid_for, is_control, is_voting
from kg.extraction.slots import fill
from kg.extraction.syntax import Syntax
from kg.model import Mention
from kg.relations import Role
from kg.terms import is_a

SENDERS = ("possessor", "premodifier", "of|from|at|for")
IT = frozenset(("it", "its"))
DEPTH = 3  # steps from a noun phrase to another that says the same


def refer(s: Syntax, cast: Cast, token: int, role: Role, depth: int = DEPTH) -> list[int]:
    """The entities one noun phrase stands for, as far as the role admits them."""
    mention = (s.towns.get(token) if role.wider else None) or s.mention_at.get(token)
    phrase = _Phrase(s, cast, token, role, depth)
    if mention is None and s.is_verb(token) and depth and role.topic:  # "invest in building a plant"
        return phrase.below(objects(s, token, 1))
    if mention is not None:
        if (role.min > 1 and _own_body(s, token, mention)) or (role.part and companies.is_sample(s, mention.head)):
            return []
        found = of_mention(cast, mention, role)
        company = companies.based_there(s, mention) if depth and not found else None
        if company is not None:
            return refer(s, cast, company, role, depth - 1)
        if found or mention.kind != "adjective":
            return found
    lemma = s.lemma[token].lower()
    for nouns, read in _readings(depth > 0):
        if nouns is None or lemma in nouns:
            references = read(phrase)
            if references is not None:
                return references
    return []


def _own_body(s: Syntax, token: int, mention: Mention) -> bool:
    """ "Berg met with her cabinet": a body of one of the parties is none."""
    type_ = s.document.entities[mention.entity].type
    return is_a(type_, "Organization") and any(s.tag[t] == "PRP$" for t in s.kids(token, "poss"))


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A noun phrase by its head, where it stands and what may be found for it."""

    s: Syntax
    cast: Cast
    token: int
    role: Role
    depth: int

    @property
    def top(self) -> bool:
        """Whether it stands in the slot itself, and not below what stands there."""
        return self.depth == DEPTH

    def below(self, tokens: Iterable[int]) -> list[int]:
        return [r for t in tokens for r in refer(self.s, self.cast, t, self.role, self.depth - 1)]

    def all_below(self, tokens: Iterable[int]) -> list[int]:
        """With what is coordinated with them."""
        return self.below(c for t in tokens for c in self.s.conjuncts(t))

    def named(self, tokens: Iterable[int]) -> list[int]:
        """What the tokens themselves are, not what they may lead to."""
        return [r for t in tokens for r in refer(self.s, self.cast, t, self.role, 0)]

    def first(self, *slots: str) -> list[int]:
        """What is found in the first of the slots that holds anything."""
        for slot in slots:
            found = self.all_below(fill(self.s, self.token, slot))
            if found:
                return found
        return []


_Reading = Callable[[_Phrase], list[int] | None]  # None: not to be read so
_Row = tuple[frozenset[str] | None, _Reading]  # the nouns it is for; None: any


@cache
def _readings(deeper: bool) -> tuple[_Row, ...]:
    return (
        (words().documents, _author),
        (None, _source),
        *(_through() if deeper else ()),
        (None, _itself),
    )


def _through() -> tuple[_Row, ...]:
    """Readings that lead to another phrase."""
    return (
        (None, _examples),
        (None, _apposed),
        (words().kinds, _name_before),
        (None, _same_thing),
        (None, _introduced),
        (words().alliances, _members),
        (IT, lambda p: p.all_below(companies.subject_told_of(p.s, p.token)) or None),
        (words().units, _part),
        (words().standins, _acted_for),
        (words().envoys, _sent),
        (words().holdings, _holder),
        (words().portions, _portion),
        (words().securities, _issuer),
        (words().votes, lambda p: _issuer(p) if is_voting(p.s, p.token) else None),
        (words().companies - words().units, lambda p: p.named(companies.teller(p.s, p.token)) or None),
        (words().rounds, _receiver),
        (words().departments, _department),
        (words().parts, _whole),
        (words().sites | words().venues, _site),
    )


def _itself(p: _Phrase) -> list[int] | None:
    """As an agent, company or topic of its own."""
    return newcomers.introduce(p.s, p.cast, p.token, p.role, p.top)


def _author(p: _Phrase) -> list[int] | None:
    """ "A statement by Anna Berg said …", "Norda's letter", "issued a letter that said …": whose words they are."""
    if not (p.role.source and p.role.unnamed and p.depth) or p.s.lemma[p.token].lower() in words().pictures:
        return None
    verb = p.s.head[p.token]
    issued = p.s.dep[p.token] == "dobj" and p.s.lemma[verb] in words().issuing
    return p.first("possessor", "by|from") or (p.all_below(subjects(p.s, verb)) if issued else None) or None


def _source(p: _Phrase) -> list[int] | None:
    """ "Three officials said …": they."""
    if not p.role.unnamed or not unnamed.is_source(p.s, p.token):
        return None
    return [p.cast.make("Agent", *p.s.whole_phrase(p.token))]


def _examples(p: _Phrase) -> list[int] | None:
    """ "Companies including Norda and Velta": these."""
    s = p.s
    listing = [t for t in s.kids(p.token, "prep") if s.lower[t] in words().including]
    return list(dict.fromkeys(p.all_below(o for t in listing for o in s.kids(t, "pobj")))) or None


def _apposed(p: _Phrase) -> list[int] | None:
    """ "The leaders, Anna Berg and Carl Dorn"; "President Anna Berg and Chancellor Carl Dorn", where read so."""
    s, token = p.s, p.token
    names = [t for t in s.kids(token, "appos") if t in s.mention_at and token not in s.mention_at]
    listed = s.conjuncts(names[0]) if names else []
    if len(names) > 1 or (len(listed) > 1 and (s.tag[token] == "NNS" or all(t in s.mention_at for t in listed))):
        return p.named(c for t in names for c in s.conjuncts(t))
    return None


def _name_before(p: _Phrase) -> list[int] | None:
    """ "The Tagblatt newspaper": the Tagblatt."""
    if p.s.dep[p.token] == "attr":
        return None  # "the fund is a UN program": the fund
    return p.named(compounds(p.s, p.token))[-1:] or None


def _same_thing(p: _Phrase) -> list[int] | None:
    """ "The chairman, Anna Berg", "the chairman is Anna Berg", "a chain called Velta": the first that is found."""
    return next((found for other in _others(p) if (found := p.below((other,)))), None)


def _others(p: _Phrase) -> list[int]:
    """Noun phrases about the same thing: appositions either way, names given, holders of the office, what is so."""
    s, token = p.s, p.token
    document = s.lemma[token].lower() in words().documents  # "according to the ruling, a host must"
    found = [t for t in s.kids(token, "appos") if t in s.mention_at or not document]
    if s.tag[token] == "PRP":
        found = []  # has no apposition
    found += [t for verb in s.kids(token, "acl") if s.lemma[verb] in words().naming for t in s.kids(verb, "oprd")]
    if s.dep[token] == "appos":
        found.append(s.head[token])
    found += renamed(s, token)
    apart = p.role.min > 1 and s.dep[token] == "conj" and s.tag[token] == "NNS"  # "Swiss officials and union leaders"
    found += [t for t in bearers(s, token) if t != token and not (apart and t == s.head[token])]
    if s.lower[token] in words().suffixes:
        found += [t for t in s.kids(token, "nmod", "compound") if t in s.mention_at]  # "Velta, Inc."
    found += [t for t in premodifiers(s, token) if s.document.entities[s.mention_heads[t].entity].type == "Project"]
    return found


def _introduced(p: _Phrase) -> list[int] | None:
    """ "The software company Velta health": Velta."""
    if not p.role.described or p.token in p.s.mention_at:
        return None
    names = companies.introduced(p.s, p.token)
    return p.named(names) if names else None


def _members(p: _Phrase) -> list[int] | None:
    """ "A group led by Norda": Norda."""
    return (p.role.described and p.all_below(companies.members(p.s, p.token))) or None


def _part(p: _Phrase) -> list[int] | None:
    """ "Norda's Velta unit", "the Velta brand": Velta; "Norda's pump business": what the words say."""
    if not p.role.part:
        return None
    several = p.role.described and p.s.tag[p.token] == "NNS" and fill(p.s, p.token, "possessor")
    named = [] if several else p.all_below(compounds(p.s, p.token))  # "Norda's Velta assets" are not Velta
    if named or not p.role.described:
        return named
    owned = any(fill(p.s, p.token, slot) for slot in ("possessor", "of", "from"))
    if not owned or unnamed.is_empty(p.s, p.token):
        return None
    return [p.cast.make("Agent", *companies.described(p.s, p.token))]


def _acted_for(p: _Phrase) -> list[int] | None:
    """ "A delegation led by Berg": Berg; "officials from Norda", "Norda's negotiators": Norda."""
    if p.role.unnamed:
        return None
    s, token = p.s, p.token
    if s.lemma[token].lower() in words().units and (unit := p.named(compounds(s, token))):
        return unit  # "its Velta subsidiary"
    people = [token, *s.prepositional(token, frozenset(("of",)))]  # "a team of observers headed by Berg"
    leading = [v for t in people for v in s.kids(t, "acl") if s.lemma[v] in words().leading]
    if s.dep[token] == "dobj" and s.lemma[s.head[token]] in words().leading:
        leading.append(s.head[token])
    if leaders := p.named(t for v in leading for t in subjects(s, v)):
        return leaders
    wider = replace(p.role, types=(*p.role.types, *p.role.delegates)) if p.role.delegates else p.role
    for slot in ("possessor", "of|from") if s.lemma[token].lower() in words().units else SENDERS:  # "a U.S. unit of"
        names = [s.mention_at.get(c) for t in fill(s, token, slot) for c in s.conjuncts(t)]
        found = [r for m in names if m for r in of_mention(p.cast, m, wider) if p.cast.entity(r).type != "Person"]
        if found:
            return list(dict.fromkeys((p.role.min > 1 and ruler(s, token, r)) or r for r in found))
    return None


def _sent(p: _Phrase) -> list[int] | None:
    """ "Met Ruritania's president", of whom nothing more is told: Ruritania; "NLA rebels": the NLA."""
    return _acted_for(p) if p.role.min > 1 else None


def _holder(p: _Phrase) -> list[int] | None:
    """ "The Velta clothing chain", "Velta's online businesses", "all the capital of Velta": Velta."""
    if (p.role.topic and companies.is_own(p.s, p.token)) or (p.role.crowd and p.s.tag[p.token] == "NNS"):
        return None  # "Austrian firms" are many
    return p.first("compound", "possessor", "of") or None


def _portion(p: _Phrase) -> list[int] | None:
    """ "A portion of Norda's pump business": the business; of Norda as a whole it is not Norda."""
    whole = [t for t in fill(p.s, p.token, "of") if not p.role.part or t not in p.s.mention_at]
    return [r for t in whole for r in refer(p.s, p.cast, t, p.role, p.depth)] or None


def _issuer(p: _Phrase) -> list[int] | None:
    """ "A stake in Velta", "Velta's common stock": Velta; of what is bought as a whole only "all shares of Velta"."""
    if p.role.part and not is_control(p.s, p.token) and not is_bid_for(p.s, p.token):
        return None
    found = p.first("in|of", *(("possessor", "compound") if p.role.coerce else ()))
    return found or p.all_below(fill(p.s, p.s.conjuncts(p.token)[-1], "of")) or None  # "common and preferred shares of"


def _receiver(p: _Phrase) -> list[int] | None:
    """ "Velta's $5 million round", "a round for Velta": Velta."""
    return (p.role.coerce and p.first("possessor", "for|in")) or None


def _department(p: _Phrase) -> list[int] | None:
    """ "A scientist with the Norda research service": Norda."""
    return (p.role.inner and p.first("possessor", "compound", "of")) or None


def _whole(p: _Phrase) -> list[int] | None:
    """ "The east of Ruritania": Ruritania; "the islands of Lesbos and Crete": both."""
    return p.all_below(fill(p.s, p.token, "of|in")) or None


def _site(p: _Phrase) -> list[int] | None:
    """ "A factory in Graz", of a role that only places fill: Graz; "a hotel in Graz" if it is where people meet."""
    if not p.role.types or not all(is_a(type_, "Place", "GovernmentBody") for type_ in p.role.types):
        return None
    if p.role.min and p.s.lemma[p.token].lower() not in words().sites:
        return None
    return p.below(fill(p.s, p.token, "of|in|at|near")) or None
