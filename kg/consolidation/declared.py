"""What the authority file says of names: which it declares, and that what it keeps apart stays apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from kg.consolidation import names, rows
from kg.consolidation.engine import Look, Row
from kg.consolidation.names import Key
from kg.consolidation.signatures import Signature
from kg.model import Authority, KnownEntity


class Declared:
    """The entities of the authority by their names."""

    def __init__(self, authority: Authority) -> None:
        self.by_iri = {known.iri: known for known in authority.entities}
        self.same = dict(authority.same)
        self.apart = frozenset(authority.apart)
        self._printed: dict[tuple[str, str], list[KnownEntity]] = defaultdict(list)
        self._compared: dict[Key, list[KnownEntity]] = defaultdict(list)
        for known in authority.entities:
            kind = names.family(known.type)
            for name in sorted({known.name, *known.aliases}):
                self._printed[kind, name.casefold()].append(known)
                if known not in self._compared[names.key(kind, name)]:
                    self._compared[names.key(kind, name)].append(known)

    def of(self, signature: Signature) -> str | None:
        """The IRI of the only entity that a signature names: as printed, else as compared."""
        if signature.own:
            return None
        as_printed = self._printed.get((names.family(signature.type), signature.name.casefold()), [])
        entity = _fitting(signature, as_printed) or _fitting(signature, self._compared.get(signature.key, []))
        return entity.iri if entity else None


def _fitting(signature: Signature, candidates: list[KnownEntity]) -> KnownEntity | None:
    fitting = [
        known
        for known in candidates
        if _agree(signature.exact_match, known.exact_match) and _agree(signature.country, known.country)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _agree(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other


def match_of(members: Mapping[object, Signature]) -> tuple[str, str] | None:
    """The external identifier of a cluster, if its members agree on one."""
    matches = {(names.family(each.type), each.exact_match) for each in members.values() if each.exact_match}
    return next(iter(matches)) if len(matches) == 1 else None


def matching(cluster: str, members: Mapping[object, Signature], look: Look) -> Iterator[Row]:
    """Link: clusters by external identifier."""
    if match := match_of(members):
        yield rows.MATCHED.row(match, True, cluster)
