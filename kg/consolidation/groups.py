"""Signatures of one key taken together, and namesakes told apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.consolidation import names
from kg.consolidation.names import Key
from kg.consolidation.signatures import Signature


@dataclass
class Group:
    """All signatures of one key, and their evidence taken together."""

    key: Key
    signatures: list[Signature] = field(default_factory=list)
    articles: int = 0
    countries: Counter[str] = field(default_factory=Counter)
    owners: dict[str, set[str]] = field(default_factory=dict)  # title -> whose office, as far as said
    aliases: Counter[Key] = field(default_factory=Counter)  # in how many articles
    known: set[str] = field(default_factory=set)  # IRIs the authority declares for signatures of this key
    is_country: bool = False
    has_match: bool = False

    def add(self, signature: Signature, articles: int, known: str | None) -> None:
        self.signatures.append(signature)
        self.articles += articles
        if signature.country:
            self.countries[signature.country] += articles
        for title, owner in signature.titles:
            self.owners.setdefault(title, set()).add(owner)
        self.is_country |= signature.type == "Country"
        self.has_match |= signature.exact_match is not None
        kind = names.family(signature.type)
        for alias in {names.key(kind, alias) for alias in signature.aliases if alias[:1].isupper()}:
            self.aliases[alias] += articles
        if known:
            self.known.add(known)

    @property
    def family(self) -> str:
        return self.key[0].partition("~")[0]

    @property
    def has_evidence(self) -> bool:
        return bool(self.owners or self.has_match or (self.countries and self.family in ("person", "surname")))


@dataclass(frozen=True)
class Groups:
    by_key: Mapping[Key, Group]
    of: Mapping[Signature, Key]  # the group each signature is in


def gather(counts: Mapping[Signature, int], declared: Mapping[Signature, str]) -> Groups:
    """Groups by key; a key that several persons share gives one group for each."""
    same_key: dict[Key, list[Signature]] = defaultdict(list)
    for signature in sorted(counts, key=repr):
        if not signature.own:
            same_key[signature.key].append(signature)
    states = {key[1] for key, each in same_key.items() if any(signature.type == "Country" for signature in each)}
    groups: dict[Key, Group] = {}
    of: dict[Signature, Key] = {}
    for key, signatures in same_key.items():
        parts = _namesakes(signatures, counts, states) if key[0] == "person" else {"": signatures}
        for mark, members in parts.items():
            own = (key[0] + mark, key[1])
            groups[own] = Group(own)
            for signature in members:
                groups[own].add(signature, counts[signature], declared.get(signature))
                of[signature] = own
    return Groups(groups, of)


def _namesakes(
    signatures: list[Signature], counts: Mapping[Signature, int], states: set[str]
) -> dict[str, list[Signature]]:
    """Persons of one name who serve different states and have no state in common: by a mark, "" for the most frequent.

    A signature without such evidence goes to the one whose title it shares, else to the most frequent.
    """
    served = {signature: _served(signature, states) for signature in signatures}
    parts = _connected([each for each in served.values() if each])
    if len(parts) < 2:
        return {"": signatures}
    sized: dict[frozenset[str], list[Signature]] = {
        part: [signature for signature in signatures if served[signature] & part] for part in parts
    }
    size = {part: sum(counts[each] for each in members) for part, members in sized.items()}
    ranked = sorted(parts, key=lambda part: (-size[part], sorted(part)))
    ranked = [part for part in ranked if _weighty(size[part], size[ranked[0]])]
    titles = {part: {title for each in sized[part] for title, _ in each.titles} for part in ranked}
    for signature in signatures:
        if not any(served[signature] & part for part in ranked):
            own = {title for title, _ in signature.titles}
            fitting = [part for part in ranked if titles[part] & own]
            sized[fitting[0] if len(fitting) == 1 else ranked[0]].append(signature)
    marks = ["", *(f"~{min(part)}" for part in ranked[1:])]
    return {mark: sized[part] for mark, part in zip(marks, ranked, strict=True)}


def _weighty(articles: int, most: int) -> bool:
    """Whether there are enough articles for another person, rather than a slip of reading."""
    return articles * 3 >= most or (articles >= 3 and articles * 50 >= most)


def _served(signature: Signature, states: set[str]) -> frozenset[str]:
    """The states whose leading offices someone holds, and the country someone is of."""
    owners = {owner for title, owner in signature.titles if owner in states and names.is_leading(title)}
    return frozenset(owners | ({names.key("place", signature.country)[1]} if signature.country else set()))


def _connected(sets: list[frozenset[str]]) -> list[frozenset[str]]:
    """Sets that share a member become one."""
    parts: list[frozenset[str]] = []
    for each in sets:
        touching = [part for part in parts if part & each]
        parts = [part for part in parts if not part & each] + [each.union(*touching)]
    return parts
