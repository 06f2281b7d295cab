"""Which names are one entity: equal keys, aliases, acronyms, surnames with evidence, and what the authority declares.

Only distinct signatures are looked at, each by a few look-ups in indices, so cost does not grow with mentions.
Where two answers are possible it abstains: the name stays an entity of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from kg.consolidation import names, rows, surnames
from kg.consolidation.declared import Declared
from kg.consolidation.engine import Look, Row
from kg.consolidation.groups import Group
from kg.consolidation.names import Key
from kg.consolidation.signatures import Signature

DECLARED = "the authority file names it"


def counting(signature: Signature, bearers: Mapping[str, str], look: Look) -> Iterator[Row]:
    """Link: how many articles bear each signature; one that ends with its article is settled."""
    if signature.own:
        yield rows.CLUSTERED.row(signature.own, signature, signature)
        return
    yield rows.KEYS.row(signature.key, len(bearers), signature)
    if signature.type == "Country":
        yield rows.STATES.row(signature.key[1], True, signature)


def stepping(key: Key, groups: Mapping[str, Group], look: Look) -> Iterator[Row]:
    """Link: the key that a key means (short name, acronym, reversed or wrongly typed name), and why."""
    (group,) = groups.values()
    for why, rule in RULES.items():
        if goal := rule(group, look):
            yield rows.STEPS.row(key, (goal, why))
            return


def clustering(known: Declared) -> Callable[[Signature, Mapping[str, Key], Look], Iterator[Row]]:
    """Link: the cluster of each signature; where each article's own stays apart, one for each."""

    def link(signature: Signature, keys: Mapping[str, Key], look: Look) -> Iterator[Row]:
        (key,) = keys.values()
        declared = known.of(signature)
        cluster, why = (declared, DECLARED) if declared else _cluster(signature, key, look)
        if cluster:
            yield rows.CLUSTERED.row(cluster, signature, signature)
            if why:
                yield rows.REASONS.row(signature, why)
            return
        for iri in look.rows(rows.SIGNATURES, signature):
            yield rows.CLUSTERED.row(iri, signature, iri)

    return link


def _cluster(signature: Signature, key: Key, look: Look) -> tuple[str, str]:
    """The cluster, and why it is that one; "" for the name itself."""
    reasons = []
    if key[0] == "surname":
        bearer = surnames.bearer(signature, look)
        if bearer is None and look.rows(rows.LAST_NAMES, key[1]):
            return _unresolved(signature), ""
        key, why = bearer or (key, "")
        reasons.append(why)
    key, steps = _end(key, look)
    why = "; ".join(filter(None, [*reasons, *steps]))
    if key[0] == "surname":  # nobody bears it in full: articles share it
        return "|".join((*key, signature.country or "")), why
    group = look.one(rows.GROUPS, key)
    return next(iter(group.known)) if group and len(group.known) == 1 else "|".join(key), why


def _unresolved(signature: Signature) -> str:
    """A surname that some bear and none of them can be meant by: only articles of equal evidence share it."""
    return "|".join((*signature.key, repr((signature.country, signature.titles)))) if signature.titles else ""


def _end(key: Key, look: Look) -> tuple[Key, list[str]]:
    """Where the steps from a key lead, and why. A ring of names for each other ends at the one most articles use."""
    seen, reasons = [key], list[str]()
    while step := look.one(rows.STEPS, seen[-1]):
        if step[0] in seen:
            ring = seen[seen.index(step[0]) :]
            groups = {each: look.one(rows.GROUPS, each) for each in ring}
            end = max(ring, key=lambda each: ((g := groups[each]) is not None and g.articles, len(each[1]), each))
            return end, reasons if end != key else []
        seen.append(step[0])
        reasons.append(step[1])
    return seen[-1], reasons


# --- keys that mean another key --------------------------------------------------------------------------------------


def _may_merge(one: Group, other: Group | None) -> bool:
    if other is None or len(one.known | other.known) > 1:
        return False
    return not one.countries or not other.countries or bool(one.countries.keys() & other.countries.keys())


def _alias_goal(group: Group, look: Look) -> Key | None:
    """A name that exactly one other entity is also called by."""
    claimants = list(look.rows(rows.ALIASES, group.key))
    if len(claimants) == 1 and _may_merge(group, look.one(rows.GROUPS, claimants[0])):
        return claimants[0]  # type: ignore[no-any-return]
    return None


def _acronym_goal(group: Group, look: Look) -> Key | None:
    """An acronym that fits exactly one long name."""
    if group.key[0] != "organization" or not any(names.is_acronym(each.name) for each in group.signatures):
        return None
    long_names = look.rows(rows.INITIALS, group.key[1])
    fitting = [other for other in long_names if _may_merge(group, look.one(rows.GROUPS, other))]
    return fitting[0] if len(fitting) == 1 else None


def _reversed_goal(group: Group, look: Look) -> Key | None:
    """Family name first or last: the order most articles use."""
    parts = group.key[1].split()
    if group.key[0] != "person" or len(parts) != 2:
        return None
    other = look.one(rows.GROUPS, ("person", " ".join(reversed(parts))))
    if other is None or other.key == group.key or not _may_merge(group, other):
        return None
    return other.key if (other.articles, other.key) > (group.articles, group.key) else None


def _spelling_goal(group: Group, look: Look) -> Key | None:
    """Family names spelt almost alike, of the same given name and the same office of the same state or organisation."""
    if group.key[0] != "person" or " " not in group.key[1]:
        return None
    found: set[tuple[int, Key]] = set()
    for mates in group.office_mates:
        best = max((articles, key) for key, articles in look.rows(rows.OFFICE_MATES, mates).items())
        if best[1] != group.key and names.are_spellings(group.key[1], best[1][1]):
            found.add(best)
    fitting = [(articles, key) for articles, key in found if _may_merge(group, look.one(rows.GROUPS, key))]
    return max(fitting)[1] if fitting else None


def _family_goal(group: Group, look: Look) -> Key | None:
    """A name of one family without evidence of its own, which more articles take for another kind of thing.

    Those whose own claims contradict the kind do not count."""
    if group.has_evidence or group.is_country:
        return None
    name = group.signatures[0].name
    others = [look.one(rows.GROUPS, names.key(kind, name)) for kind in ("organization", "place", "project")]
    better = [each for each in others if each and each.key != group.key and _outweighs(each, group)]
    return max(better, key=lambda other: (other.is_country, other.sure, other.key)).key if better else None


def _outweighs(other: Group, group: Group) -> bool:
    return other.is_country or other.sure > group.sure


RULES: Mapping[str, Callable[[Group, Look], Key | None]] = {
    "an article calls it by both names": _alias_goal,
    "the initials of its name": _acronym_goal,
    "the same two names in the other order": _reversed_goal,
    "spelt almost alike, in the same office": _spelling_goal,
    "most articles take the name for that": _family_goal,
}
