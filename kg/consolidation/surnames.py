"""Whose surname a single word is: the only bearer's, or that of the only one whose office or country fits best."""

from __future__ import annotations

from collections import defaultdict

from kg.consolidation import names
from kg.consolidation.groups import Group, Groups
from kg.consolidation.names import Key
from kg.consolidation.signatures import Signature


class Bearers:
    """Full names of persons by their last and by their first word."""

    def __init__(self, groups: Groups) -> None:
        self._last: dict[str, list[Group]] = defaultdict(list)
        self._last_with: dict[tuple[str, str], dict[Key, Group]] = defaultdict(dict)
        self._first_with: dict[tuple[str, str], dict[Key, Group]] = defaultdict(dict)
        for _, group in sorted(groups.by_key.items()):
            if group.family == "person":
                parts = group.key[1].split()
                self._last[parts[-1]].append(group)
                for evidence in _evidence_of(group):
                    self._last_with[parts[-1], evidence][group.key] = group
                    self._first_with[parts[0], evidence][group.key] = group

    def exist(self, surname: str) -> bool:
        return surname in self._last

    def of(self, signature: Signature) -> Key | None:
        """The key of the full name. None to abstain: nobody bears it, the evidence contradicts, or several fit alike.

        A family name may come first; then evidence must confirm it, for most first words are given names.
        """
        word = signature.key[1]
        last = self._last.get(word, [])
        if len(last) == 1:
            return last[0].key if fit(signature, last[0]) >= 0 else None
        index = self._last_with if last else self._first_with
        evidence = [*(title for title, _ in signature.titles), *filter(None, [country_of(signature)])]
        candidates = {key: group for each in evidence for key, group in index.get((word, each), {}).items()}
        scored = sorted((fit(signature, group), key) for key, group in candidates.items())
        if not scored or scored[-1][0] <= 0 or (len(scored) > 1 and scored[-2][0] == scored[-1][0]):
            return None
        return scored[-1][1]


def fit(signature: Signature, group: Group) -> int:
    """How well the evidence of a surname fits a full name: below 0 contradicts, 0 says nothing."""
    score = 0
    if signature.country and group.countries:
        # One odd article must not turn a country: it counts where a tenth of the articles has it.
        if group.countries[signature.country] * 10 < group.countries.total():
            return -1
        score = 1
    elif country_of(signature) in _owners(group):
        score = 1
    fits = [_title_fit(owner, group.owners[title]) for title, owner in signature.titles if title in group.owners]
    return score + max(fits, default=0)


def country_of(signature: Signature) -> str | None:
    return names.key("place", signature.country)[1] if signature.country else None


def _owners(group: Group) -> set[str]:
    return {owner for owners in group.owners.values() for owner in owners}


def _evidence_of(group: Group) -> set[str]:
    """The titles someone has, the states and organisations someone serves, the countries someone is of."""
    return group.owners.keys() | _owners(group) | {names.key("place", country)[1] for country in group.countries}


def _title_fit(owner: str, owners: set[str]) -> int:
    """The same office; or the same title where one side does not say whose."""
    if owner and owner in owners:
        return 4
    return 2 if not owner or "" in owners else 0
