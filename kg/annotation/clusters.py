"""Which names of an article are one entity, and of which type, by all that its mentions say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.annotation.candidates import Candidate
from kg.annotation.gazetteer import Known
from kg.annotation.runs import MIXED
from kg.annotation.sameness import COMMON, core, folded, initials, one_person, surname
from kg.annotation.words import words

FAMILY = {"Company": "Organization", "GovernmentBody": "Organization", "City": "Place", "Country": "Place"}


ENOUGH = 0.6  # points without which a name is left alone


FIRM_LAST = words("bodies", "words", "legal") | {"Group", "Holdings", "Bank", "Motors", "Airlines", "Industries"}
PART_LAST = words("bodies", "words", "part_last")
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
            known.declared or known.type in ("Country", "adjective", "GovernmentBody", "Organization")
        ):
            continue
        kind = "Country" if known.type == "adjective" else known.type
        cluster = clusters.setdefault(
            (kind, known.name),
            Cluster(kind, known.name, [], {}, [], known.country, known.exact_match, declared=known.declared),
        )
        cluster.forms.append(key)
        cluster.candidates += group
        cluster.country = cluster.country or next((c.owned for c in group if c.owned), None)  # "the U.S. Navy"
    return list(clusters.values())


def find_persons(groups: dict[str, list[Candidate]]) -> list[Cluster]:
    """Full names first, then what is left of bare surnames with a title."""
    clusters: list[Cluster] = []
    for key in sorted(groups, key=lambda k: (-len(k.split()), groups[k][0].first)):
        group = groups[key]
        scores = total(group)
        kind, points = best(scores)
        parts = key.split()
        if (
            len(parts) < 2
            or len(parts) > 5
            or kind != "Person"
            or points < ENOUGH
            or any(c.isdigit() for c in key)
            or (
                parts[-1].isupper()
                and len(parts[-1]) > 1
                and not key.isupper()
                and parts[-1] not in words("words", "suffixes")
            )
        ):
            continue
        relative = any(c.kin for c in group)
        same = next((c for c in clusters if one_person(c.name, key) and relative == c.kin), None)
        if same is not None:
            same.forms.append(key)
            same.candidates += group
        else:
            clusters.append(Cluster("Person", key, [key], scores, list(group)))
    return clusters


def find_others(
    groups: dict[str, list[Candidate]], persons: list[Cluster], kin: frozenset[frozenset[str]] = frozenset()
) -> list[Cluster]:
    """`kin`: names that are not one for all that one begins like the other."""
    clusters: list[Cluster] = []
    taken = {form for c in persons for form in c.forms}
    people = {c.surname for c in persons if c.type == "Person"} | {
        folded(c.name.split()[0]) for c in persons if c.type == "Person"
    }
    for key in sorted(groups, key=lambda k: (-len(k.split()), groups[k][0].first)):
        if key in taken:
            continue
        group = groups[key]
        scores = total(group)
        kind, points = best(scores)
        if len(key.split()) == 1 and folded(key) in people and _may_be_person(scores, group):
            continue  # linked mention by mention
        long = next((c.short_for for c in group if c.short_for), None)
        same = next((c for c in [*clusters, *persons] if long in c.forms), None) if long else None
        if same is not None:
            same.forms.append(key)
            same.candidates += group
            continue
        known = any(c.known for c in group)
        personal = any(c.honorific or c.office for c in group) or (kind == "Person" and any(c.human for c in group))
        same = next(
            (
                c
                for c in [*clusters, *persons]
                if c.type != "Person"
                and _one_organization(c, key, known, personal)
                and not any(frozenset((form, key)) in kin for form in c.forms)
            ),
            None,
        )
        if same is not None:
            same.forms.append(key)
            same.candidates += group
            for name, value in scores.items():
                same.scores[name] = same.scores.get(name, 0) + value
            continue
        if kind == "" or points < ENOUGH or key in words("words", "suffixes") or not _plausible(key, group):
            continue
        if len(key.split()) == 1 and key in GENERIC:
            bearer = next((c for c in [*clusters, *persons] if _bears(c, key)), None)
            if bearer is not None:
                bearer.forms.append(key)
                bearer.candidates += group
            continue
        clusters.append(Cluster(kind, key, [key], dict(scores), list(group)))
    for cluster in clusters:
        _settle(cluster)
    return _one_place(clusters)


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
    return key == name[0] if key == "House" else key in name


def _may_be_person(scores: dict[str, float], group: Sequence[Candidate]) -> bool:
    """A bare word equal to somebody's surname is that person unless much speaks against it."""
    merged = family(scores)
    against = max(merged.get("Place", 0) - 3 * sum(1 for c in group if c.known), scores.get("Company", 0), 0)
    return against <= 1.5 * len(group) + merged.get("Person", 0)


def _plausible(key: str, group: Sequence[Candidate]) -> bool:
    return any(c.trusted for c in group) and (len(key) > 1 and not key.isdigit())


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
    elif cluster.type == "Place" and known and known.type in ("City", "Place"):
        cluster.type, cluster.country, cluster.name = known.type, known.country, known.name


def _is_institution(name: str) -> bool:
    """A name whose own words say more than that it has a chairman: "Acme Governors' Association"."""
    parts = name.split()
    return len(parts) > 1 and parts[-1] in words("bodies", "words", "organization_last")


def _is_brand(key: str) -> bool:
    """Capitals or a mixed spelling, "ABC", "AcmeSoft": whole as it is, "ABC Power" is something else."""
    return " " not in key and (key.isupper() or bool(MIXED.match(key)))


def _one_organization(cluster: Cluster, key: str, known: bool, personal: bool) -> bool:
    """Whether a later, shorter form names the organisation of the cluster."""
    if FAMILY.get(cluster.type, cluster.type) not in ("Organization", "Project") or (
        cluster.declared and key in cluster.forms
    ):
        return False
    if known or personal or key in EVENTS:
        return False
    for form in cluster.forms:
        full, short = core(form), core(key)
        if full == short:
            return True
        if (
            len(short) == 1
            and key.isupper()
            and len(key) >= 2
            and initials(form) == key.replace(".", "")
            and len(form.split()) > 1
        ):
            return True
        if (
            len(short) < len(full)
            and full[: len(short)] == short
            and full[-1] not in PART_LAST  # the "Acme Governing Board" is not Acme
            and _distinctive(short, full, cluster)
            and _legal(key) <= _legal(form)  # "Acme Inc." is no short form of "Acme Foods LLC"
            and (form.split()[-1] in FIRM_LAST or not _is_brand(key))
        ):
            return True
    return False


def _legal(name: str) -> set[str]:
    return set(name.replace(",", "").split()[1:]) & words("bodies", "words", "legal")


def _distinctive(short: tuple[str, ...], full: tuple[str, ...], cluster: Cluster) -> bool:
    if cluster.type == "GovernmentBody" or (
        len(short) == 1 and (short[0] in COMMON or full[-1].capitalize() in words("bodies", "words", "government_last"))
    ):
        return False
    return "of" not in full or len(short) > 1
