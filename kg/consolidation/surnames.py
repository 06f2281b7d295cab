"""Whose surname a single word is: the only bearer's, or that of the only one whose office or country fits best."""

from __future__ import annotations

from kg.consolidation import names, rows
from kg.consolidation.engine import Look
from kg.consolidation.groups import Bearer
from kg.consolidation.names import Key
from kg.consolidation.signatures import Signature


def bearer(signature: Signature, look: Look) -> tuple[Key, str] | None:
    """The key of the full name, and why. None to abstain: nobody bears it, the evidence contradicts, several fit alike.

    A family name may come first; then evidence must confirm it, for most first words are given names.
    """
    word = signature.key[1]
    last = look.rows(rows.LAST_NAMES, word)
    if len(last) == 1:
        only: Key = next(iter(last))
        return (only, "the only one of that surname") if _fit_of(signature, only, look) >= 0 else None
    index = rows.LAST_WITH if last else rows.FIRST_WITH
    evidence = [*(title for title, _ in signature.titles), *filter(None, [_country(signature)])]
    candidates = {key for each in evidence for key in look.rows(index, (word, each))}
    scored: list[tuple[int, Key]] = sorted((_fit_of(signature, key, look), key) for key in candidates)
    if not scored or scored[-1][0] <= 0 or (len(scored) > 1 and scored[-2][0] == scored[-1][0]):
        return None
    return scored[-1][1], "of those so called the one whose office or country it is"


def _fit_of(signature: Signature, key: Key, look: Look) -> int:
    bearer = look.one(rows.BEARERS, key)
    return fit(signature, bearer) if bearer else -1


def fit(signature: Signature, bearer: Bearer) -> int:
    """How well the evidence of a surname fits a full name: below 0 contradicts, 0 says nothing."""
    score = 0
    if signature.country and bearer.countries:
        if signature.country not in bearer.countries:
            return -1
        score = 1
    elif _country(signature) in bearer.served:
        score = 1
    owners = dict(bearer.owners)
    fits = [_title_fit(owner, owners[title]) for title, owner in signature.titles if title in owners]
    return score + max(fits, default=0)


def _country(signature: Signature) -> str | None:
    return names.key("place", signature.country)[1] if signature.country else None


def _title_fit(owner: str, owners: frozenset[str]) -> int:
    """The same office; or the same title where one side does not say whose."""
    if owner and owner in owners:
        return 4
    return 2 if not owner or "" in owners else 0
