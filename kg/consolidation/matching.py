"""Whether two reports can be of one situation: who takes part, in which roles, with which sums.

The keys of a class are in events.toml. An atom is one set of fillers of one key: reports that share none are never
compared.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, cached_property, lru_cache
from itertools import combinations, product
from sys import intern

from kg.consolidation import names
from kg.consolidation.engine import Look
from kg.consolidation.offices import NOBODY, Standing
from kg.consolidation.sightings import Sighting
from kg.consolidation.tables import table
from kg.model import Amount

Atom = tuple[str, ...]  # class and key, fillers
MOST_FILLERS = 12  # of a crowd only the first are compared: pairs grow with the square


@dataclass(frozen=True, eq=False)
class Rule:
    """What identifies a situation of one class."""

    type: str
    keys: tuple[tuple[str, ...], ...]
    dated: bool = False
    state: bool = False
    stands: frozenset[str] = frozenset()
    whole: frozenset[str] = frozenset()
    single: tuple[str, ...] = ()

    @cached_property
    def roles(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(role for key in self.keys for role in key if role != "amount"))


@cache
def rule_of(type: str) -> Rule:
    """A class the table does not know is never merged: without keys there are no atoms."""
    row = table("events").get(type, {})
    keys = tuple(tuple(key) for key in row.get("keys", ()))
    return Rule(
        type=type,
        keys=keys,
        dated=row.get("dated", False),
        state=row.get("state", False),
        stands=frozenset(row.get("stands", ())),
        whole=frozenset(row.get("whole", ())),
        single=tuple(row.get("single", ())),
    )


@dataclass(frozen=True, slots=True)
class Reported:
    """A sighting with what tells which others it may be one situation with."""

    sighting: Sighting
    standing: Standing
    atoms: tuple[Atom, ...]

    @classmethod
    def of(cls, sighting: Sighting, look: Look) -> Reported:
        rule = rule_of(sighting.type)
        stands = {filler for role in rule.stands for filler in sighting.roles.get(role, ())}
        standing = Standing.of(stands, look) if stands else NOBODY
        return cls(sighting, standing, _atoms(rule, profile(sighting, rule), standing))


@dataclass(slots=True, eq=False)
class Profile:
    """What one report, or those merged so far, say of who takes part."""

    fillers: dict[str, Set[str]] = field(default_factory=dict)
    sums: Set[tuple[str, Decimal]] = frozenset()
    groups: Set[str] = frozenset()

    @property
    def shape(self) -> Hashable:
        """Equal where two reports have equal profiles but for the outcome: whatever one fits the other fits."""
        return tuple(self.fillers.items()), self.sums

    def add(self, other: Profile) -> None:
        for role, values in other.fillers.items():
            self.fillers[role] = self.fillers.get(role, frozenset()) | values
        self.sums |= other.sums
        self.groups |= other.groups


def profile(sighting: Sighting, rule: Rule) -> Profile:
    """Not to be changed: reports that say the same share it."""
    fillers = tuple((role, _fillers(sighting, role)) for role in rule.roles)
    sums = tuple((each.currency, each.value) for report in sighting.reports for each in _amounts(report.amount))
    return _profile(fillers, sums, sighting.group)


def _fillers(sighting: Sighting, role: str) -> tuple[str, ...]:
    literal = (" ".join(names.words(str(sighting.literals[role]))),) if role in sighting.literals else ()
    return *sighting.roles.get(role, ()), *literal


@lru_cache(maxsize=1 << 14)
def _profile(
    fillers: tuple[tuple[str, tuple[str, ...]], ...], sums: tuple[tuple[str, Decimal], ...], group: str
) -> Profile:
    named: dict[str, Set[str]] = {role: frozenset(values) for role, values in fillers if values}
    return Profile(named, frozenset(sums), frozenset({group}))


@lru_cache(maxsize=1 << 14)
def _atoms(rule: Rule, one: Profile, standing: Standing) -> tuple[Atom, ...]:
    return Matcher(rule, standing).atoms(one)


def _amounts(amount: Amount | None) -> tuple[Amount, ...]:
    return (amount, *amount.also) if amount else ()


class Matcher:
    """The keys of one class applied, with countries standing for those who lead them."""

    def __init__(self, rule: Rule, standing: Standing = NOBODY) -> None:
        self.rule = rule
        self._faces: Mapping[str, frozenset[str]] = dict(standing.faces)
        self._stand_ins = standing.stand_ins

    def atoms(self, one: Profile) -> tuple[Atom, ...]:
        """Sorted, each once."""
        found = set()
        for number, key in enumerate(self.rule.keys):
            mark = intern(f"{self.rule.type} {number}")
            if len(set(key)) < len(key):
                groups = [self._pairs(one.fillers.get(key[0], frozenset()), key[0])]
            else:
                groups = [[(value,) for value in self._values(one, role)] for role in key]
            for parts in product(*groups):
                found.add((mark, *(value for part in parts for value in part)))
        return tuple(sorted(found))

    def _values(self, one: Profile, role: str) -> list[str]:
        if role == "amount":
            return sorted({rounded for currency, value in one.sums for rounded in _rounded(currency, value)})
        fillers = sorted(one.fillers.get(role, ()))[:MOST_FILLERS]
        return sorted({name for filler in fillers for name in self._names(filler, role)})

    def _names(self, filler: str, role: str) -> list[str]:
        faces = self._faces.get(filler, frozenset()) if role in self.rule.stands else frozenset()
        return [filler, *(intern(f"~{country}") for country in sorted(faces))]

    def _pairs(self, fillers: Set[str], role: str) -> list[Atom]:
        pairs = set()
        for one, other in combinations(sorted(fillers)[:MOST_FILLERS], 2):
            for left, right in product(self._names(one, role), self._names(other, role)):
                if left != right:
                    pairs.add((min(left, right), max(left, right)))
        return sorted(pairs)

    def has_stand_in(self, one: Profile) -> bool:
        return any(self._stand_ins & one.fillers.get(role, frozenset()) for role in self.rule.stands)

    def same(self, one: Profile, other: Profile) -> bool:
        """No role contradicts, and one key is met in full."""
        return not any(self._contradict(one, other, role) for role in self.rule.roles) and any(
            all(self._meet(one, other, role, key.count(role)) for role in key) for key in self.rule.keys
        )

    def _contradict(self, one: Profile, other: Profile, role: str) -> bool:
        mine, theirs = one.fillers.get(role), other.fillers.get(role)
        return bool(mine and theirs) and not self._meet(one, other, role, 1)

    def _meet(self, one: Profile, other: Profile, role: str, times: int) -> bool:
        if role == "amount":
            return any(agree(mine, theirs) for mine in one.sums for theirs in other.sums)
        if role in self.rule.whole:
            return one.fillers.get(role) == other.fillers.get(role)
        small, large = sorted(
            (one.fillers.get(role, frozenset()), other.fillers.get(role, frozenset())),
            key=lambda each: (len(each), sorted(each)),
        )
        common = sum(any(self._alike(mine, theirs, role) for theirs in large) for mine in small)
        # Of those who meet, the fewer must all be among the more.
        return common >= times and (times == 1 or common == len(small))

    def _alike(self, one: str, other: str, role: str) -> bool:
        if one == other:
            return True
        if role not in self.rule.stands or not {one, other} & self._stand_ins:
            return False
        return bool(self._faces.get(one, frozenset()) & self._faces.get(other, frozenset()))

    def without_stand_ins(self, fillers: Iterable[str], role: str) -> tuple[str, ...]:
        """A represented country is no further participant."""
        everyone = sorted(set(fillers))
        present = [filler for filler in everyone if filler not in self._stand_ins]
        return tuple(
            filler
            for filler in everyone
            if filler not in self._stand_ins or not any(self._alike(filler, person, role) for person in present)
        )


def agree(one: tuple[str, Decimal], other: tuple[str, Decimal], tolerance: Decimal = Decimal("0.01")) -> bool:
    """Sums of one currency that differ by 1 % of the larger at most."""
    larger = max(abs(one[1]), abs(other[1]))
    return one[0] == other[0] and abs(one[1] - other[1]) <= larger * tolerance


def _rounded(currency: str, value: Decimal) -> Iterator[str]:
    """Two-digit roundings, down and to the nearest: sums within 1 % share one."""
    if value > 0:
        exponent = value.adjusted() - 1
        scaled = value.scaleb(-exponent)
        for digits in {int(scaled), int(scaled + Decimal("0.5"))}:
            yield f"{currency} {digits}e{exponent}" if digits < 100 else f"{currency} 10e{exponent + 1}"
