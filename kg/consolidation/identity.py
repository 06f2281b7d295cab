"""Which names are one entity: equal keys, aliases, acronyms, surnames with evidence, and what the authority declares.

Only distinct signatures are looked at, each by a few look-ups in indices, so cost does not grow with mentions.
Where two answers are possible it abstains: the name stays an entity of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from kg.consolidation import names
from kg.consolidation.declared import declared, join_matches
from kg.consolidation.groups import Group, Groups, gather
from kg.consolidation.names import Key
from kg.consolidation.signatures import Signature
from kg.consolidation.surnames import Bearers
from kg.model import Authority


def identify(counts: Mapping[Signature, int], authority: Authority) -> dict[Signature, str]:
    """Link 2: the cluster of each signature, "" where each article's own stays apart. Reads: signatures, authority."""
    known = declared(counts, authority)
    groups = gather(counts, known)
    target = _targets(groups.by_key)
    bearers = Bearers(groups)
    clusters = {
        signature: signature.own or known.get(signature) or _cluster(signature, groups, target, bearers)
        for signature in counts
    }
    return join_matches(clusters, authority)


def _cluster(signature: Signature, groups: Groups, target: Mapping[Key, Key], bearers: Bearers) -> str:
    key = groups.of[signature]
    if key[0] == "surname":
        key = bearers.of(signature) or key
        if key[0] == "surname" and bearers.exist(key[1]):
            return _unresolved(signature)
    key = target.get(key, key)
    if key[0] == "surname":  # nobody bears it in full: articles share it
        return "|".join((*key, signature.country or ""))
    declared = groups.by_key[key].known
    return next(iter(declared)) if len(declared) == 1 else "|".join(key)


def _unresolved(signature: Signature) -> str:
    """A surname that some bear and none of them can be meant by: only articles of equal evidence share it."""
    return "|".join((*signature.key, repr((signature.country, signature.titles)))) if signature.titles else ""


# --- keys that mean another key --------------------------------------------------------------------------------------


def _targets(groups: Mapping[Key, Group]) -> dict[Key, Key]:
    """For each key that means another (short name, acronym, reversed or wrongly typed name): the one it ends at."""
    step: dict[Key, Key] = {}
    for rule in (_alias_targets, _acronym_targets, _reversed_targets, _spelling_targets, _family_targets):
        for key, goal in sorted(rule(groups).items()):
            step.setdefault(key, goal)
    target = {}
    for key in step:
        seen = [key]
        while (following := step.get(seen[-1])) is not None and following not in seen:
            seen.append(following)
        # A ring of names for each other ends at the one most articles use.
        ring = seen[seen.index(following) :] if following is not None else seen[-1:]
        target[key] = max(ring, key=lambda each: (groups[each].articles, len(each[1]), each))
    return target


def _may_merge(one: Group, other: Group) -> bool:
    if len(one.known | other.known) > 1:
        return False
    return not one.countries or not other.countries or bool(one.countries.keys() & other.countries.keys())


def _alias_targets(groups: Mapping[Key, Group]) -> dict[Key, Key]:
    """A name that exactly one other entity is also called by."""
    claimed: dict[Key, set[Key]] = defaultdict(set)
    for key, group in groups.items():
        for alias in group.aliases:
            if alias != key and alias in groups and _is_name(alias, key, group.aliases[alias]):
                claimed[alias].add(key)
    found = {alias: next(iter(claimants)) for alias, claimants in claimed.items() if len(claimants) == 1}
    return {alias: key for alias, key in found.items() if _may_merge(groups[alias], groups[key])}


def _is_name(alias: Key, key: Key, articles: int) -> bool:
    """Whether other articles can mean the whole by it. A part must be its beginning, and so used by two articles:
    the Commission of one article is not that of the next."""
    short, whole = alias[1].split(), key[1].split()
    if alias[0] == "surname" or not short:
        return False
    if not set(short) < set(whole):
        return True
    return articles > 1 and whole[: len(short)] == short and not names.is_small(whole[len(short)])


def _acronym_targets(groups: Mapping[Key, Group]) -> dict[Key, Key]:
    """An acronym that fits exactly one long name."""
    long_names: dict[str, list[Key]] = defaultdict(list)
    for key in groups:
        if key[0] == "organization" and (letters := names.initials(key[1])):
            long_names[letters].append(key)
    found = {}
    for key, group in groups.items():
        if key[0] == "organization" and any(names.is_acronym(signature.name) for signature in group.signatures):
            fitting = [other for other in long_names.get(key[1], ()) if _may_merge(group, groups[other])]
            if len(fitting) == 1:
                found[key] = fitting[0]
    return found


def _reversed_targets(groups: Mapping[Key, Group]) -> dict[Key, Key]:
    """Family name first or last: the order most articles use."""
    found = {}
    for key, group in groups.items():
        parts = key[1].split()
        other = groups.get((key[0], " ".join(reversed(parts)))) if key[0] == "person" and len(parts) == 2 else None
        if other and other.key != key and _may_merge(group, other):
            found[key] = max(group, other, key=lambda each: (each.articles, each.key)).key
    return {key: goal for key, goal in found.items() if key != goal}


def _spelling_targets(groups: Mapping[Key, Group]) -> dict[Key, Key]:
    """Family names spelt almost alike, of the same given name and the same office of the same state or organisation."""
    same_office: dict[tuple[str, str, str, str], list[Group]] = defaultdict(list)
    for key, group in sorted(groups.items()):
        if key[0] == "person":
            given, family = key[1].rsplit(" ", 1)
            for title, owner in sorted(
                (title, owner) for title, each in group.owners.items() for owner in each if owner
            ):
                same_office[given, family[:4], title, owner].append(group)
    found: dict[Key, Key] = {}
    for rivals in same_office.values():
        best = max(rivals, key=lambda group: (group.articles, group.key))
        for group in rivals:
            if group is not best and names.are_spellings(group.key[1], best.key[1]) and _may_merge(group, best):
                found[group.key] = best.key
    return found


def _family_targets(groups: Mapping[Key, Group]) -> dict[Key, Key]:
    """A name of one family without evidence of its own, which more articles take for another kind of thing."""
    found = {}
    for key, group in groups.items():
        if group.has_evidence or group.is_country:
            continue
        name = group.signatures[0].name
        others = [groups.get(names.key(kind, name)) for kind in ("organization", "place", "project")]
        better = [each for each in others if each and each.key != key and _outweighs(each, group)]
        if better:
            found[key] = max(better, key=lambda other: (other.is_country, other.articles, other.key)).key
    return found


def _outweighs(other: Group, group: Group) -> bool:
    return other.is_country or other.articles > group.articles
