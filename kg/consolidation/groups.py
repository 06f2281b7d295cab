"""Signatures of one key taken together, and namesakes told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from kg.consolidation import names, rows
from kg.consolidation.declared import Declared
from kg.consolidation.engine import Look, Row
from kg.consolidation.names import Key
from kg.consolidation.signatures import Signature


@dataclass(slots=True)
class Group:
    """All signatures of one key, and their evidence taken together."""

    key: Key
    signatures: list[Signature] = field(default_factory=list)
    articles: int = 0
    sure: int = 0  # of these, articles whose class for it fits what they say of it
    countries: Counter[str] = field(default_factory=Counter)
    owners: dict[str, set[str]] = field(default_factory=dict)  # title -> whose office, as far as said
    aliases: Counter[Key] = field(default_factory=Counter)  # in how many articles
    known: set[str] = field(default_factory=set)  # IRIs the authority declares for signatures of this key
    is_country: bool = False
    has_match: bool = False

    def add(self, signature: Signature, articles: int, known: str | None) -> None:
        self.signatures.append(signature)
        self.articles += articles
        self.sure += 0 if signature.doubted else articles
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
    def office_mates(self) -> set[tuple[str, str, str, str]]:
        """Of a person: the given name, how the family name begins, an office and whose it is."""
        given, family = self.key[1].rsplit(" ", 1)
        return {(given, family[:4], title, owner) for title, owners in self.owners.items() for owner in owners if owner}

    @property
    def has_evidence(self) -> bool:
        return bool(self.owners or self.has_match or (self.countries and self.family in ("person", "surname")))


@dataclass(frozen=True, slots=True)
class Bearer:
    """What a surname's evidence is held against; without counts, so that one more article changes nothing."""

    owners: tuple[tuple[str, frozenset[str]], ...]  # title -> whose office
    countries: frozenset[str]  # of a tenth of the articles that give one: one odd article must not turn a country

    @classmethod
    def of(cls, group: Group) -> Bearer:
        often = {country for country, count in group.countries.items() if count * 10 >= group.countries.total()}
        owners = tuple(sorted((title, frozenset(owners)) for title, owners in group.owners.items()))
        return cls(owners, frozenset(often))

    @property
    def served(self) -> set[str]:
        return {owner for _, owners in self.owners for owner in owners}


def grouping(known: Declared) -> Callable[[Key, Mapping[Signature, int], Look], Iterator[Row]]:
    """Link: the signatures of one key as groups; a key that several persons share gives one for each."""

    def link(key: Key, counts: Mapping[Signature, int], look: Look) -> Iterator[Row]:
        signatures = sorted(counts)
        parts = _namesakes(signatures, counts, look) if key[0] == "person" else {"": signatures}
        for mark, members in parts.items():
            group = Group((key[0] + mark, key[1]))
            for signature in members:
                group.add(signature, counts[signature], known.of(signature))
                yield rows.GROUP_OF.row(signature, group.key)
            yield rows.GROUPS.row(group.key, group)
            yield from _indexed(group)

    return link


def _indexed(group: Group) -> Iterator[Row]:
    """What leads to a group from other names."""
    own = group.key
    for alias, articles in group.aliases.items():
        if alias != own and _is_name(alias, own, articles):
            yield rows.ALIASES.row(alias, articles, own)
    if own[0] == "organization" and (letters := names.initials(own[1])):
        yield rows.INITIALS.row(letters, True, own)
    if group.family == "person":
        yield from _indexed_person(group, own[1].split())


def _indexed_person(group: Group, parts: list[str]) -> Iterator[Row]:
    bearer = Bearer.of(group)
    yield rows.BEARERS.row(group.key, bearer)
    yield rows.LAST_NAMES.row(parts[-1], True, group.key)
    evidence = group.owners.keys() | bearer.served | {names.key("place", country)[1] for country in group.countries}
    for each in evidence:
        yield rows.LAST_WITH.row((parts[-1], each), True, group.key)
        yield rows.FIRST_WITH.row((parts[0], each), True, group.key)
    if group.key[0] == "person" and len(parts) > 1:
        for mates in group.office_mates:
            yield rows.OFFICE_MATES.row(mates, group.articles, group.key)


def _is_name(alias: Key, key: Key, articles: int) -> bool:
    """Whether other articles can mean the whole by it. A part must be its beginning, and so used by two articles:
    the Commission of one article is not that of the next."""
    short, whole = alias[1].split(), key[1].split()
    if alias[0] == "surname" or not short:
        return False
    if not set(short) < set(whole):
        return True
    return articles > 1 and whole[: len(short)] == short and not names.is_small(whole[len(short)])


def _namesakes(signatures: list[Signature], counts: Mapping[Signature, int], look: Look) -> dict[str, list[Signature]]:
    """Persons of one name who serve different states and have no state in common: by a mark, "" for the most frequent.

    A signature without such evidence goes to the one whose title it shares, else to the most frequent.
    """
    served = {signature: _served(signature, look) for signature in signatures}
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


def _served(signature: Signature, look: Look) -> frozenset[str]:
    """The states whose leading offices someone holds, and the country someone is of."""
    leading = {owner for title, owner in signature.titles if names.is_leading(title)}
    owners = {owner for owner in leading if look.rows(rows.STATES, owner)}
    return frozenset(owners | ({names.key("place", signature.country)[1]} if signature.country else set()))


def _connected(sets: list[frozenset[str]]) -> list[frozenset[str]]:
    """Sets that share a member become one."""
    parts: list[frozenset[str]] = []
    for each in sets:
        touching = [part for part in parts if part & each]
        parts = [part for part in parts if not part & each] + [each.union(*touching)]
    return parts
