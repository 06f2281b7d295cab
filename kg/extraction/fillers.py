"""Which entities fill a slot of a pattern: those its tokens refer to, with all that are coordinated with them and, for
a place or a department, what it is in.
"""

from __future__ import annotations

from dataclasses import replace

from kg.extraction import companies, unnamed
from kg.extraction.admission import of_mention
from kg.extraction.cast import Cast
from kg.extraction.cues import words
from kg.extraction.reference import refer
from kg.extraction.slots import fill
from kg.extraction.syntax import Syntax
from kg.model import Mention
from kg.relations import Role
from kg.terms import is_a


def fillers(s: Syntax, cast: Cast, trigger: int, slot: str, role: Role) -> list[int]:
    """References of the entities in one slot that the role admits, in text order, each once."""
    found: list[int] = []
    tokens = fill(s, trigger, slot)
    if tokens == [s.head[trigger]] and s.dep[trigger] == "acl" and not refer(s, cast, tokens[0], role):
        tokens = _higher(s, tokens[0])
    named = replace(role, crowd=False) if role.crowd else role
    sided = role.crowd and slot.startswith("between")
    for token in tokens:
        alone = token == trigger or trigger in s.mention_heads or (slot == "self" and companies.modifies(s, trigger))
        nameless = False
        listed = [token] if alone else [*s.conjuncts(token), *companies.stranded(s, token)]
        if role.described and token in s.mention_heads and s.lower[token] in words().alliances:
            listed += [c for t in companies.members(s, token) for c in s.conjuncts(t)]
        if role.crowd and s.tag[token] == "NNS":
            listed += unnamed.hung_low(s, token)
        if role.coerce and len(listed) > 1:
            _same_kind(s, cast, listed, role)
        for conjunct in listed:
            # "Berg and other officials" are one side, "police chiefs and union leaders" two
            own = conjunct == token or nameless or not role.crowd or sided or _is_apart(s, conjunct)
            references = refer(s, cast, conjunct, role if own else named)
            if role.wider and _is_address(s, conjunct):
                references = []
            nameless = bool(references) and all(cast.entity(r).type == "Agent" for r in references)
            for reference in references:
                if reference not in found:
                    found.append(reference)
                    cast.seen(reference, _relative(s, trigger, token))
            if role.wider:
                found += [r for r in _wider(s, cast, conjunct, role) if r not in found]
    return found


def _is_apart(s: Syntax, token: int) -> bool:
    """ "Ruritania and its creditors", "Iran and six world powers"."""
    return s.lemma[token] in words().states or any(s.lower[t] in ("its", "their") for t in s.kids(token, "poss"))


def _same_kind(s: Syntax, cast: Cast, listed: list[int], role: Role) -> None:
    """ "Norda, Velta and Kilo": of those listed together none is a person or place if one is surely what is looked
    for.
    """
    names = [s.mention_at[t].entity for t in listed if t in s.mention_at and s.mention_at[t].kind == "name"]
    assert role.coerce is not None
    if any(is_a(cast.entity(r).type, role.coerce) for r in names):
        for reference in names:
            if not is_a(cast.entity(reference).type, role.coerce):
                cast.coerce(reference, role.coerce, True)


def _higher(s: Syntax, noun: int) -> list[int]:
    """ "a maker of pumps based in Graz": the noun above, where a participle was hung too low."""
    above = s.head[s.head[noun]]
    return [above] if s.dep[noun] == "pobj" and s.lower[s.head[noun]] == "of" and s.pos[above] == "NOUN" else [noun]


def _wider(s: Syntax, cast: Cast, token: int, role: Role) -> list[int]:
    """The region and country printed behind a place: "in Graz, Styria, Austria"; the whole that a part is named of."""
    found: list[int] = []
    mention = s.mention_at.get(token)
    if mention is not None and is_a(cast.entity(mention.entity).type, "Organization"):
        return [r for m in _wholes(s, mention) for r in of_mention(cast, m, role)]
    while mention is not None and mention.last + 1 < len(s.word):
        inner, mention = mention, _behind(s, mention)
        if mention is None or s.dep[mention.head] == "conj" or mention.kind != "name":
            return found
        below, joined = cast.entity(mention.entity), s.lower[inner.last] == "in" and _is_place(cast, mention)
        region = below.type in ("Country", "Place") or s.dep[mention.head] == "appos" or joined
        if not region or inner.entity == mention.entity:
            return found
        found += of_mention(cast, mention, role)
    return found


def _behind(s: Syntax, place: Mention) -> Mention | None:
    """What stands behind the comma after a place, or behind "in": "in Graz in northern Styria"."""
    at = place.last
    if s.lower[at] == ",":
        return s.mention_at.get(at + 1)
    if s.lower[at] != "in":
        return None
    at += 1 + (s.lower[at + 1] == "the" and at + 1 not in s.mention_at)
    at += at < len(s.word) and s.pos[at] in ("ADJ", "NOUN") and at not in s.mention_at
    behind = s.mention_at.get(at)
    return behind if behind is not None and behind.first == at else None


def _is_place(cast: Cast, mention: Mention) -> bool:
    return is_a(cast.entity(mention.entity).type, "Place")


def _is_address(s: Syntax, token: int) -> bool:
    """ "at 811 Louisiana": a street for all that it bears a state's name."""
    mention = s.mention_at.get(token)
    if mention is None or mention.first < 2 or s.tag[mention.first - 1] != "CD":
        return False
    return s.lower[mention.first - 2] in ("at", "on")


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
