"""What a token in a slot stands for: its entity, those coordinated with it, whom it acts for, or a topic made of its
words.
"""

from __future__ import annotations

from dataclasses import replace

from kg.extraction import companies
from kg.extraction.arguments import bearers, objects, subjects
from kg.extraction.cast import Cast
from kg.extraction.cues import words
from kg.extraction.naming import compounds, premodifiers
from kg.extraction.slots import fill
from kg.extraction.syntax import Syntax
from kg.extraction.voices import utters
from kg.model import Mention
from kg.relations import Role
from kg.terms import is_a

DEPTH = 3  # steps from a noun phrase to another that says the same


def fillers(s: Syntax, cast: Cast, trigger: int, slot: str, role: Role) -> list[int]:
    """References of the entities in one slot that the role admits, in text order, each once."""
    found: list[int] = []
    tokens = fill(s, trigger, slot)
    if tokens == [s.head[trigger]] and s.dep[trigger] == "acl" and not refer(s, cast, tokens[0], role):
        tokens = _higher(s, tokens[0])
    named = replace(role, crowd=False) if role.crowd else role
    for token in tokens:
        alone = token == trigger or trigger in s.mention_heads or (slot == "self" and companies.modifies(s, trigger))
        for conjunct in [token] if alone else [*s.conjuncts(token), *companies.stranded(s, token)]:
            # "Berg and other officials" are one side
            for reference in refer(s, cast, conjunct, role if conjunct == token else named):
                if reference not in found:
                    found.append(reference)
                    cast.seen(reference, _relative(s, trigger, token))
            if role.wider:
                found += [r for r in _wider(s, cast, conjunct, role) if r not in found]
    return found


def _higher(s: Syntax, noun: int) -> list[int]:
    """ "a maker of pumps based in Graz": the noun above, where a participle was hung too low."""
    above = s.head[s.head[noun]]
    return [above] if s.dep[noun] == "pobj" and s.lower[s.head[noun]] == "of" and s.pos[above] == "NOUN" else [noun]


def _wider(s: Syntax, cast: Cast, token: int, role: Role) -> list[int]:
    """The region and country printed behind a place: "in Graz, Styria, Austria"; the whole that a part is named of."""
    found: list[int] = []
    mention = s.mention_at.get(token)
    if mention is not None and is_a(cast.entity(mention.entity).type, "Organization"):
        return [r for m in _wholes(s, mention) for r in _of_mention(cast, m, role) if r is not None]
    while mention is not None and mention.last + 1 < len(s.word) and s.lower[mention.last] == ",":
        inner, mention = mention, s.mention_at.get(mention.last + 1)
        if mention is None or s.dep[mention.head] == "conj" or mention.kind != "name":
            return found
        below = cast.entity(mention.entity)
        if not (below.type in ("Country", "Place") or s.dep[mention.head] == "appos") or inner.entity == mention.entity:
            return found
        found += [r for r in _of_mention(cast, mention, role) if r is not None]
    return found


def _wholes(s: Syntax, part: Mention) -> list[Mention]:
    """ "Norda University's Velta School", "the Department of Physics at Norda University": the university."""
    found = []
    if part.first > 1 and s.lower[part.first - 1] in ("'s", "'") and part.first - 2 in s.mention_at:
        found.append(s.mention_at[part.first - 2])
    above = s.mention_at.get(part.last + 1) if s.word[part.first] in words().inner else None
    if above is not None and s.lower[part.last] == "at":
        found.append(above)
    return [m for m in found if m.kind == "name"]


def _relative(s: Syntax, trigger: int, token: int) -> list[int]:
    """The pronoun by which a relative clause speaks of the noun it hangs on."""
    if s.dep[trigger] != "relcl" or s.head[trigger] != token:
        return []
    return [t for t in s.kids(trigger, "nsubj", "nsubjpass") if s.tag[t] in ("WP", "WDT")]


def refer(s: Syntax, cast: Cast, token: int, role: Role, depth: int = DEPTH) -> list[int]:
    """The entities one noun phrase stands for, as far as the role's types admit them."""
    mention = s.mention_at.get(token)
    if mention is None and s.is_verb(token) and depth:  # "invest in building a plant"
        return [r for obj in objects(s, token, 1) for r in refer(s, cast, obj, role, depth - 1)]
    if mention is not None:
        if (role.min > 1 and _own_body(s, token, mention)) or (role.part and companies.is_sample(s, mention.head)):
            return []
        found = [r for r in _of_mention(cast, mention, role) if r is not None]
        if found or mention.kind != "adjective":
            return found
    if role.unnamed and _is_source(s, token):
        return [cast.make("Agent", *s.whole_phrase(token))]
    listed = _listed(s, cast, token, role, depth)
    if listed:
        return listed
    if depth:
        named = [t for t in s.kids(token, "appos") if t in s.mention_at and token not in s.mention_at]
        if len(named) > 1 or (named and s.tag[token] == "NNS" and len(s.conjuncts(named[0])) > 1):
            # "the leaders, Anna Berg and Carl Dorn"; "President Anna Berg and Chancellor Carl Dorn" read so
            return [r for t in named for c in s.conjuncts(t) for r in refer(s, cast, c, role, 0)]
        if s.lemma[token].lower() in words().kinds:  # "the Tagblatt newspaper"
            found = [r for t in compounds(s, token) for r in refer(s, cast, t, role, 0)]
            if found:
                return found[-1:]
        for other in _same_thing(s, token):
            found = refer(s, cast, other, role, depth - 1)
            if found:
                return found
        if role.described and token not in s.mention_at and (names := companies.introduced(s, token)):
            return [r for t in names for r in refer(s, cast, t, role, 0)]
        if role.described and s.lemma[token].lower() in words().alliances:
            found = [
                r
                for t in companies.members(s, token)
                for c in s.conjuncts(t)
                for r in refer(s, cast, c, role, depth - 1)
            ]
            if found:
                return found
        if role.part and s.lemma[token].lower() in words().units:
            found = _part_of(s, cast, token, role, depth)
            if found or not role.described:
                return found
        if not role.unnamed and (s.lower[token] in words().standins or s.lemma[token] in words().standins):
            found = _acted_for(s, cast, token, role, depth)
            if found:
                return found
        if s.lemma[token].lower() in words().holdings and not (role.topic and companies.is_own(s, token)):
            found = _held_in(s, cast, token, role, depth)
            if found:
                return found
        if s.lemma[token].lower() in words().securities and not role.part:
            found = [r for t in fill(s, token, "in|of") for r in refer(s, cast, t, role, depth - 1)]
            if found:
                return found
        if s.lemma[token].lower() in words().rounds and role.coerce:
            found = _held_in(s, cast, token, role, depth, ("possessor", "for|in"))
            if found:
                return found
        if role.inner and s.lemma[token].lower() in words().departments:
            found = _held_in(s, cast, token, role, depth)
            if found:
                return found
        if s.lemma[token].lower() in words().parts:
            found = [r for t in fill(s, token, "of|in") for r in refer(s, cast, t, role, depth - 1)]
            if found:
                return found
    if role.crowd and depth == DEPTH and _is_crowd(s, token):
        return [cast.make("Agent", *s.noun_phrase(token))]
    if role.described and depth == DEPTH and companies.is_company(s, token) and not _is_empty(s, token):
        return [cast.make("Agent", *companies.described(s, token))]
    nominal = s.pos[token] in ("NOUN", "PROPN") and s.ent_free(token)
    several = role.source and s.lower[token] in words().somebody  # "Another said …"
    unnamed = role.unnamed and (nominal or several) and not _is_empty(s, token)
    if unnamed and (not role.source or utters(s, token)):
        return [cast.make("Agent", *s.whole_phrase(token))]
    if (
        role.topic
        and s.pos[token] in ("NOUN", "PROPN")
        and len(s.word[token]) > 1
        and s.ent_free(token)
        and s.lemma[token].lower() not in words().empty
        and not companies.is_definite(s, token)
    ):
        return [cast.make("Topic", *s.noun_phrase(token))]
    return []


def _is_crowd(s: Syntax, token: int) -> bool:
    """ "police chiefs": several people of whom a meeting is told, none of them named."""
    if s.tag[token] != "NNS" or s.lemma[token].lower() not in words().crowds:
        return False
    if any(s.tag[t] == "PRP$" for t in s.kids(token, "poss")):
        return False  # "his aides" come with him
    return not _is_empty(s, token)


def _own_body(s: Syntax, token: int, mention: Mention) -> bool:
    """ "Berg met with her cabinet": a body of one of the parties is none."""
    type_ = s.document.entities[mention.entity].type
    return is_a(type_, "Organization") and any(s.tag[t] == "PRP$" for t in s.kids(token, "poss"))


def _is_source(s: Syntax, token: int) -> bool:
    """ "three officials", "two of the people": a noun of people who say things, or a number of them."""
    if _is_empty(s, token) or s.kids(token, "appos"):
        return False
    if s.lemma[token].lower() in words().collectives and s.tag[token] in ("CD", "DT", "JJ", "JJS", "NN"):
        return any(s.tag[t] in ("NNS", "NNPS") for t in s.prepositional(token, frozenset(("of",))))
    return s.lemma[token].lower() in words().sources


def _is_empty(s: Syntax, token: int) -> bool:
    """ "no official", "many of whom": nobody in particular says so."""
    first, last = s.whole_phrase(token)
    return any(s.lower[c] == "no" for c in s.kids(token, "det")) or any(
        s.tag[t] in ("WP", "WDT", "PRP") for t in range(first, last)
    )


def _of_mention(cast: Cast, mention: Mention, role: Role) -> list[int | None]:
    references = mention.plural or (mention.entity,)
    return [admit(cast, reference, mention.agent, role) for reference in references]


def admit(cast: Cast, reference: int, agent: int | None, role: Role) -> int | None:
    """The reference if its type may fill the role; for a metonym the government; else None."""
    if role.metonym and agent is not None:
        return agent
    type_ = cast.entity(reference).type
    if role.barred and is_a(type_, *role.barred):
        return None
    if not role.types or is_a(type_, *role.types):
        return reference
    if agent is not None and not role.named and is_a(cast.entity(agent).type, *role.types):
        return agent
    if role.coerce and cast.coerce(reference, role.coerce, role.described):
        return reference
    return None


def _same_thing(s: Syntax, token: int) -> list[int]:
    """Other noun phrases about the same thing: appositions either way, the holder of an office, what it is predicated
    of.
    """
    found = [t for t in s.kids(token, "appos")]
    found += [t for verb in s.kids(token, "acl") if s.lemma[verb] in words().naming for t in s.kids(verb, "oprd")]
    if s.dep[token] == "appos":
        found.append(s.head[token])
    found += [t for t in bearers(s, token) if t != token]
    if s.lower[token] in words().suffixes:
        found += [t for t in s.kids(token, "nmod", "compound") if t in s.mention_at]  # "Velta, Inc."
    found += [t for t in premodifiers(s, token) if s.document.entities[s.mention_heads[t].entity].type == "Project"]
    return found


def _listed(s: Syntax, cast: Cast, token: int, role: Role, depth: int) -> list[int]:
    found: list[int] = []
    if not depth:
        return found
    for preposition in s.kids(token, "prep"):
        if s.lower[preposition] not in words().including:
            continue
        for obj in s.kids(preposition, "pobj"):
            for conjunct in s.conjuncts(obj):
                found += [r for r in refer(s, cast, conjunct, role, depth - 1) if r not in found]
    return found


def _held_in(
    s: Syntax, cast: Cast, token: int, role: Role, depth: int, slots: tuple[str, ...] = ("possessor", "compound", "of")
) -> list[int]:
    """ "the Velta clothing chain", "Velta's online businesses", "all the capital of Velta": Velta."""
    for slot in slots:
        found = [r for t in fill(s, token, slot) for c in s.conjuncts(t) for r in refer(s, cast, c, role, depth - 1)]
        if found:
            return found
    return []


def _part_of(s: Syntax, cast: Cast, token: int, role: Role, depth: int) -> list[int]:
    """ "Norda's Velta unit", "the Velta brand": Velta; "Norda's pump business", "the assets of Norda": what the words
    say.
    """
    named = [r for t in compounds(s, token) for c in s.conjuncts(t) for r in refer(s, cast, c, role, depth - 1)]
    if named:
        return named
    owned = role.described and any(fill(s, token, slot) for slot in ("possessor", "of"))
    return [cast.make("Agent", *companies.described(s, token))] if owned and not _is_empty(s, token) else []


def _acted_for(s: Syntax, cast: Cast, token: int, role: Role, depth: int) -> list[int]:
    leading = [v for v in s.kids(token, "acl") if s.lemma[v] in words().leading]
    if s.dep[token] == "dobj" and s.lemma[s.head[token]] in words().leading:
        leading.append(s.head[token])
    found = [r for v in leading for t in subjects(s, v) for r in refer(s, cast, t, role, 0)]
    if found:
        return found  # "a delegation led by Berg"
    for slot in ("possessor", "premodifier", "of|from|at|for"):
        for other in fill(s, token, slot):
            for conjunct in s.conjuncts(other):
                mention = s.mention_at.get(conjunct)
                references = (mention.plural or (mention.entity,)) if mention else ()
                wider = replace(role, types=(*role.types, *role.delegates)) if role.delegates else role
                for reference in references:
                    admitted = admit(cast, reference, mention.agent if mention else None, wider)
                    if admitted is not None and admitted not in found and cast.entity(admitted).type != "Person":
                        found.append(admitted)
        if found:
            return found
    return found
