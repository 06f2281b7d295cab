"""What the authority file says of names: which it declares, and that what it keeps apart stays apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.consolidation import names
from kg.consolidation.names import Key
from kg.consolidation.signatures import Signature
from kg.model import Authority, KnownEntity


def declared(signatures: Iterable[Signature], authority: Authority) -> dict[Signature, str]:
    """Signatures that name exactly one entity of the authority, by its IRI: as printed, else as compared."""
    printed: dict[tuple[str, str], list[KnownEntity]] = defaultdict(list)
    compared: dict[Key, list[KnownEntity]] = defaultdict(list)
    for known in authority.entities:
        kind = names.family(known.type)
        for name in sorted({known.name, *known.aliases}):
            printed[kind, name.casefold()].append(known)
            if known not in compared[names.key(kind, name)]:
                compared[names.key(kind, name)].append(known)
    found = {}
    for signature in signatures:
        as_printed = printed.get((names.family(signature.type), signature.name.casefold()), [])
        entity = _fitting(signature, as_printed) or _fitting(signature, compared.get(signature.key, []))
        if entity and not signature.own:
            found[signature] = entity.iri
    return found


def _fitting(signature: Signature, candidates: list[KnownEntity]) -> KnownEntity | None:
    fitting = [
        known
        for known in candidates
        if _agree(signature.exact_match, known.exact_match) and _agree(signature.country, known.country)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _agree(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other


def join_matches(clusters: Mapping[Signature, str], authority: Authority) -> dict[Signature, str]:
    """Clusters of one family with one and the same external identifier are one; declared entities are never joined."""
    matches: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for signature, cluster in clusters.items():
        if signature.exact_match and cluster:
            matches[cluster].add((names.family(signature.type), signature.exact_match))
    by_match: dict[tuple[str, str], list[str]] = defaultdict(list)
    for cluster in sorted(matches):
        if len(matches[cluster]) == 1:
            by_match[next(iter(matches[cluster]))].append(cluster)
    known = {entity.iri for entity in authority.entities}
    same = {}
    for together in by_match.values():
        chosen = next((cluster for cluster in together if cluster in known), together[0])
        same.update({cluster: chosen for cluster in together if cluster not in known})
    return {signature: same.get(cluster, cluster) for signature, cluster in clusters.items()}
