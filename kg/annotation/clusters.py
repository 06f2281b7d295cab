"""Which names of an article are one entity, and of which type, by all that its mentions say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.annotation.candidates import Candidate
from kg.annotation.gazetteer import Known
from kg.annotation.sameness import FIRM_LAST, abbreviates, core, folded, one_organization, one_person, surname
from kg.annotation.words import words

FAMILY = {"Company": "Organization", "GovernmentBody": "Organization", "City": "Place", "Country": "Place"}


ENOUGH = 0.6  # points without which a name is left alone


# Alone these name nobody: "the Department" is whichever was named in full.
GENERIC = frozenset().union(
    *(words("bodies", "words", kind) for kind in ("government_last", "organization_last", "place_last", "legal"))
)


EVENTS = words("bodies", "words", "event_last")  # "the Constitution" is no Constitution Party


ORDER = ["Person", "Organization", "Place", "Project", ""]


@dataclass
class Cluster:
    """All names of one entity. `forms` are the printed ones, the fullest first."""

    type: str
    name: str
    forms: list[str]
    scores: dict[str, float]
    candidates: list[Candidate]
    country: str | None = None
    exact_match: str | None = None
    genders: list[str] = field(default_factory=list)
    declared: bool = False

    def join(self, form: str, mentions: Sequence[Candidate]) -> None:
        self.forms.append(form)
        self.candidates += mentions

    @property
    def kin(self) -> bool:
        """Somebody's relative, by how one of the mentions is introduced."""
        return any(c.kin for c in self.candidates)

    @property
    def surname(self) -> str:
        return surname(self.name)


def total(group: Sequence[Candidate]) -> dict[str, float]:
    scores: dict[str, float] = {}
    for candidate in group:
        for kind, points in candidate.scores.items():
            scores[kind] = scores.get(kind, 0) + points
    return scores


def family(scores: dict[str, float]) -> dict[str, float]:
    """Points by family: companies and ministries are organisations, cities are places."""
    merged: dict[str, float] = {}
    for kind, points in scores.items():
        name = FAMILY.get(kind, kind)
        merged[name] = merged.get(name, 0) + points
    return merged


def best(scores: dict[str, float]) -> tuple[str, float]:
    merged = family(scores)
    if not merged:
        return "", 0
    kind = max(sorted(merged, key=lambda k: ORDER.index(k) if k in ORDER else 9), key=lambda k: merged[k])
    return kind, merged[kind]


def known_clusters(groups: dict[str, list[Candidate]]) -> list[Cluster]:
    """Names the gazetteer or the authority is sure of."""
    clusters: dict[tuple[str, str], Cluster] = {}
    american = sum(
        1
        for group in groups.values()
        if group[0].known and group[0].known.type in ("Place", "City") and group[0].known.country == "United States"
    )
    for key, group in groups.items():
        known = group[0].known
        if known is not None and known.name == "Georgia" and known.type == "Country" and american > 1:
            known = Known("Place", "Georgia", "United States")
            clusters["Place", key] = Cluster("Place", key, [key], {}, list(group), "United States")
            continue
        if known is None or not (
            known.declared
            or known.type in ("Country", "GovernmentBody", "Organization")
            or (known.type == "adjective" and known.country == known.name)
        ):
            continue
        kind = "Country" if known.type == "adjective" else known.type
        cluster = clusters.setdefault(
            (kind, known.name),
            Cluster(kind, known.name, [], {}, [], known.country, known.exact_match, declared=known.declared),
        )
        cluster.join(key, group)
        cluster.country = cluster.country or next((c.owned for c in group if c.owned), None)  # "the U.S. Navy"
    return list(clusters.values())


def find_persons(groups: dict[str, list[Candidate]]) -> list[Cluster]:
    """Full names first, then what is left of bare surnames with a title."""
    clusters: list[Cluster] = []
    for key in sorted(groups, key=lambda k: (-len(k.split()), groups[k][0].first)):
        group = groups[key]
        scores = total(group)
        kind, points = best(scores)
        if kind != "Person" or points < ENOUGH or not _may_be_full_name(key):
            continue
        relative = any(c.kin for c in group)
        same = next((c for c in clusters if one_person(c.name, key) and relative == c.kin), None)
        if same is not None:
            same.join(key, group)
        else:
            clusters.append(Cluster("Person", key, [key], scores, list(group)))
    return clusters


def _may_be_full_name(key: str) -> bool:
    """Two to five words without digits or "and"; capitals at the end, "Jane Doe MBA", are no surname."""
    parts = key.split()
    if not 2 <= len(parts) <= 5 or any(c.isdigit() for c in key) or "and" in parts:
        return False
    capitals = parts[-1].isupper() and len(parts[-1]) > 1 and not key.isupper()
    return not capitals or parts[-1] in words("words", "suffixes")


def find_others(
    groups: dict[str, list[Candidate]], persons: list[Cluster], kin: frozenset[frozenset[str]] = frozenset()
) -> list[Cluster]:
    """`kin`: names that are not one for all that one begins like the other."""
    clusters: list[Cluster] = []
    taken = {form for c in persons for form in c.forms}
    people = {name for c in persons if c.type == "Person" for name in (c.surname, folded(c.name.split()[0]))}
    for key in sorted(groups, key=lambda k: (-len(k.split()), groups[k][0].first)):
        group = groups[key]
        scores = total(group)
        if key in taken:
            continue
        if " " not in key and folded(key) in people and _may_be_person(scores, group):
            if (firm := _firm_told_before(key, clusters, persons)) is not None:
                firm.join(key, [c for c in group if not is_somebody(c)])
            continue  # these are linked mention by mention
        everything = [*clusters, *persons]
        long = next((c.short_for for c in group if c.short_for), None)
        spelled = next((c for c in everything if long in c.forms), None) if long else None
        if spelled is not None:
            spelled.join(key, group)
        elif (same := _organization_of(key, group, scores, everything, kin)) is not None:
            same.join(key, group)
            for name, value in scores.items() if not group[0].known else ():
                same.scores[name] = same.scores.get(name, 0) + value
        elif " " not in key and key in GENERIC:
            bearer = next((c for c in everything if _bears(c, key)), None)
            if bearer is not None and _is_entity(key, group, scores):
                bearer.join(key, group)
        elif _is_entity(key, group, scores):
            clusters.append(Cluster(best(scores)[0], key, [key], dict(scores), list(group)))
    for cluster in clusters:
        _settle(cluster)
    return _one_place(clusters)


def is_somebody(candidate: Candidate) -> bool:
    """Whether this mention by itself tells of a person: "Mr. Doe", "Doe will continue as president"."""
    if candidate.human or candidate.honorific or candidate.office:
        return True
    return best(candidate.scores)[0] == "Person"


def _firm_told_before(key: str, clusters: Sequence[Cluster], persons: Sequence[Cluster]) -> Cluster | None:
    """The firm that bears somebody's surname, and was told of before them: "Doe Foods Co … Jane Doe, Doe chairman"."""
    named = [c.candidates[0].first for c in persons if c.type == "Person" and c.surname == folded(key)]
    firms = (c for c in clusters if c.name.split()[-1] in FIRM_LAST and _one_organization(c, key))
    return next((c for c in firms if named and c.candidates[0].first < min(named)), None)


def _organization_of(
    key: str,
    group: Sequence[Candidate],
    scores: dict[str, float],
    clusters: Sequence[Cluster],
    kin: frozenset[frozenset[str]],
) -> Cluster | None:
    """The organisation or project of which the name is a form, unless it is known for itself or a person's."""
    named_after = _acts_as_firm(group, scores)
    if key in EVENTS or any((c.known and not named_after) or c.honorific or c.office for c in group):
        return None
    if named_after:
        clusters = [c for c in clusters if c.type == "Company" or c.name.split()[-1] in FIRM_LAST]
    if any(c.human for c in group) and best(scores)[0] == "Person":
        return None
    fitting = (c for c in clusters if c.type != "Person" and _one_organization(c, key) and not _leads(c, key, group))
    return next((c for c in fitting if not any(frozenset((form, key)) in kin for form in c.forms)), None)


def _acts_as_firm(group: Sequence[Candidate], scores: dict[str, float]) -> bool:
    """Whether the name of a town is told of as a firm's: "Springfield Mills Inc. … Springfield agreed to buy"."""
    towns = all(c.known and c.known.type in ("City", "Place") and not c.known.declared for c in group)
    return towns and scores.get("Organization", 0) > 1.5 * scores.get("Place", 0)


def _leads(cluster: Cluster, key: str, group: Sequence[Candidate]) -> bool:
    """A short name told before the long one is no short form of it: "Acme said … Acme Foods" are two."""
    if core(cluster.name) == core(key) or cluster.name.split()[-1] in FIRM_LAST or abbreviates(key, cluster.name):
        return False
    longs = [c.first for c in cluster.candidates if c.trusted]
    shorts = [c.first for c in group if c.trusted]
    return bool(longs and shorts) and min(shorts) < min(longs)


def _is_entity(key: str, group: Sequence[Candidate], scores: dict[str, float]) -> bool:
    kind, points = best(scores)
    if kind == "" or points < ENOUGH or key in words("words", "suffixes"):
        return False
    return any(c.trusted for c in group) and len(key) > 1 and not key.isdigit()


def _one_place(clusters: Sequence[Cluster]) -> list[Cluster]:
    """Without a second cluster for a place printed in two ways: "Calif." and "California"."""
    places: dict[tuple[str, str | None], Cluster] = {}
    kept = []
    for cluster in clusters:
        if cluster.country and cluster.type in ("City", "Place"):
            first = places.setdefault((cluster.name, cluster.country), cluster)
            if first is not cluster:
                first.forms += cluster.forms
                first.candidates += cluster.candidates
                continue
        kept.append(cluster)
    return kept


def _bears(cluster: Cluster, key: str) -> bool:
    """Whether a generic word may stand for the whole name: "the Court" for the Supreme Court, never for a house."""
    name = cluster.name.split()
    return name[:2] == ["House", "of"] if key == "House" else key in name


def _may_be_person(scores: dict[str, float], group: Sequence[Candidate]) -> bool:
    """A bare word equal to somebody's surname is that person unless much speaks against it."""
    merged = family(scores)
    against = max(merged.get("Place", 0) - 3 * sum(1 for c in group if c.known), scores.get("Company", 0), 0)
    return against <= 1.5 * len(group) + merged.get("Person", 0)


def _settle(cluster: Cluster) -> None:
    """The exact type within the family, the country of a place."""
    known = next((c.known for c in cluster.candidates if c.known), None)
    scores = cluster.scores
    if cluster.type == "Organization":
        if scores.get("GovernmentBody", 0) > scores.get("Company", 0):
            cluster.type = "GovernmentBody"
        elif scores.get("Company", 0) > (3 if _is_institution(cluster.name) else 0):
            cluster.type = "Company"
        cluster.country = next((c.owned for c in cluster.candidates if c.owned), None)
    elif cluster.type == "Place" and known and known.type in ("City", "Place", "adjective"):
        cluster.type = "Place" if known.type == "adjective" else known.type
        cluster.country, cluster.name = known.country, known.name


def _is_institution(name: str) -> bool:
    """A name whose own words say more than that it has a chairman: "Acme Governors' Association"."""
    parts = name.split()
    headed = "for" in parts and not words("bodies", "words", "organization_of").isdisjoint(parts)
    return len(parts) > 1 and (headed or parts[-1] in words("bodies", "words", "organization_last"))


def _one_organization(cluster: Cluster, key: str) -> bool:
    """Whether a later, shorter form names the organisation of the cluster."""
    if FAMILY.get(cluster.type, cluster.type) not in ("Organization", "Project"):
        return False
    if cluster.declared and key in cluster.forms:
        return False
    return any(one_organization(form, key, cluster.type == "GovernmentBody") for form in cluster.forms)
