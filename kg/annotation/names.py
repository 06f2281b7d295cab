"""Who and what an article names: every mention of one person, organisation or place led back to one entity."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from kg.annotation.evidence import first_names, head_of, weigh
from kg.annotation.gazetteer import Known
from kg.annotation.offices import Phrase
from kg.annotation.spans import Candidate, Text, find_candidates
from kg.annotation.words import table, words

FAMILY = {"Company": "Organization", "GovernmentBody": "Organization", "City": "Place", "Country": "Place"}
SURE = 20  # points from a gazetteer or the authority
ENOUGH = 0.6  # points without which a name is left alone


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
    def surname(self) -> str:
        return surname(self.name)


def folded(name: str) -> str:
    """Without accents: "Müller" and "Muller" are one name."""
    return name if name.isascii() else "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).replace("ł", "l").replace("ø", "o")


def surname(name: str) -> str:
    parts = [w for w in name.split() if w not in words("words", "suffixes")]
    return folded(parts[-1] if parts else name)


def resolve(text: Text, offices: Sequence[Phrase]) -> tuple[list[Cluster], list[tuple[Candidate, int]]]:
    """Clusters in text order, and every candidate kept with the index of its cluster."""
    candidates = find_candidates(text, offices)
    for candidate in candidates:
        weigh(text, candidate, offices)
    _bracket(text, candidates)
    groups = _groups(candidates)
    clusters = _known_clusters(groups)
    rest = {key: group for key, group in groups.items() if not any(key in c.forms for c in clusters)}
    clusters += _persons(rest)
    clusters += _others(rest, clusters)
    links = _link(_part(text, candidates, clusters), clusters)
    return _ordered(clusters, links)


def _bracket(text: Text, candidates: Sequence[Candidate]) -> None:
    """ "Acme Rocket Trading Organization (ACROTO)": the short form stands for what is before the bracket."""
    by_end = {c.last: c for c in candidates}
    lower = text.lower
    for candidate in candidates:
        before = by_end.get(candidate.first - 1)
        if before is None or lower[candidate.first - 1] != "(" or lower[candidate.last : candidate.last + 1] != [")"]:
            continue
        if len(before.words) > 1 and _abbreviates(candidate.text, before.text):
            candidate.short_for = before.text


def _abbreviates(short: str, full: str) -> bool:
    """Capitals that begin as the full name does; of a mixed spelling all letters come in the name in that order."""
    letters = iter(full.removeprefix("the ").lower())
    return (
        len(short) > 1
        and sum(c.isupper() for c in short) >= 2
        and short[0].lower() == full.removeprefix("the ")[0].lower()
        and (short.isupper() or all(c in letters for c in short.lower() if c.isalnum()))
    )


def _groups(candidates: Sequence[Candidate]) -> dict[str, list[Candidate]]:
    groups: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        groups.setdefault(candidate.text, []).append(candidate)
    return groups


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


# Alone these name nobody: "the Department" is whichever was named in full.
GENERIC = words("bodies", "words", "government_last") | words("bodies", "words", "organization_last") | words("bodies", "words", "place_last") | words("bodies", "words", "legal")  # fmt: skip
ORDER = ["Person", "Organization", "Place", "Project", ""]


def best(scores: dict[str, float]) -> tuple[str, float]:
    merged = family(scores)
    if not merged:
        return "", 0
    kind = max(sorted(merged, key=lambda k: ORDER.index(k) if k in ORDER else 9), key=lambda k: merged[k])
    return kind, merged[kind]


def _known_clusters(groups: dict[str, list[Candidate]]) -> list[Cluster]:
    """Names the gazetteer or the authority is sure of."""
    clusters: dict[tuple[str, str], Cluster] = {}
    american = sum(1 for group in groups.values() if group[0].known and group[0].known.type in ("Place", "City") and group[0].known.country == "United States")
    for key, group in groups.items():
        known = group[0].known
        if known is not None and known.name == "Georgia" and known.type == "Country" and american > 1:
            known = Known("Place", "Georgia", "United States")
            clusters["Place", key] = Cluster("Place", key, [key], {}, list(group), "United States")
            continue
        if known is None or not (known.declared or known.type in ("Country", "adjective", "GovernmentBody", "Organization")):
            continue
        kind = "Country" if known.type == "adjective" else known.type
        cluster = clusters.setdefault((kind, known.name), Cluster(kind, known.name, [], {}, [], known.country, known.exact_match, declared=known.declared))
        cluster.forms.append(key)
        cluster.candidates += group
    return list(clusters.values())


# --- persons -----------------------------------------------------------------------------------------------------


def _persons(groups: dict[str, list[Candidate]]) -> list[Cluster]:
    """Full names first, then what is left of bare surnames with a title."""
    clusters: list[Cluster] = []
    for key in sorted(groups, key=lambda k: (-len(k.split()), groups[k][0].first)):
        group = groups[key]
        scores = total(group)
        kind, points = best(scores)
        parts = key.split()
        if len(parts) < 2 or len(parts) > 5 or kind != "Person" or points < ENOUGH or any(c.isdigit() for c in key) or (parts[-1].isupper() and len(parts[-1]) > 1 and not key.isupper() and parts[-1] not in words("words", "suffixes")):
            continue
        same = next((c for c in clusters if _one_person(c.name, key)), None)
        if same is not None:
            same.forms.append(key)
            same.candidates += group
        else:
            clusters.append(Cluster("Person", key, [key], scores, list(group)))
    return clusters


def _one_person(full: str, other: str) -> bool:
    """ "John Bel Edwards" and "John Edwards", "J. Edwards"."""
    a, b = full.split(), other.split()
    if surname(full) != surname(other) or not a or not b:
        return False
    return a[0] == b[0] or (len(b[0]) == 2 and b[0][1] == "." and a[0][0] == b[0][0])


def _others(groups: dict[str, list[Candidate]], persons: list[Cluster]) -> list[Cluster]:
    clusters: list[Cluster] = []
    taken = {form for c in persons for form in c.forms}
    people = {c.surname for c in persons if c.type == "Person"} | {folded(c.name.split()[0]) for c in persons if c.type == "Person"}
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
        personal = any(c.honorific or c.office for c in group)
        same = next((c for c in [*clusters, *persons] if c.type != "Person" and _one_organization(c, key, known, personal)), None)
        if same is not None:
            same.forms.append(key)
            same.candidates += group
            for name, value in scores.items():
                same.scores[name] = same.scores.get(name, 0) + value
            continue
        if kind == "" or points < ENOUGH or not _plausible(key, group):
            continue
        if len(key.split()) == 1 and key in GENERIC:
            bearer = next((c for c in [*clusters, *persons] if key in c.name.split()), None)
            if bearer is not None:
                bearer.forms.append(key)
                bearer.candidates += group
            continue
        clusters.append(Cluster(kind, key, [key], dict(scores), list(group)))
    for cluster in clusters:
        _settle(cluster)
    return clusters


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
        elif scores.get("Company", 0) > 0:
            cluster.type = "Company"
        cluster.country = next((c.owned for c in cluster.candidates if c.owned), None)
    elif cluster.type == "Place":
        if known and known.type in ("City", "Place"):
            cluster.type, cluster.country = known.type, known.country
            cluster.name = known.name


# --- organisations -----------------------------------------------------------------------------------------------


def core(name: str) -> tuple[str, ...]:
    """A name without legal words and abbreviation stops: "United States Steel Corp" -> us steel."""
    plain = name.replace("United States", "US").replace("United Kingdom", "UK").replace(",", "")
    parts = [w for w in plain.split() if w not in words("bodies", "words", "legal")] or plain.split()
    return tuple(re.sub(r"[.']", "", w).lower() for w in parts if w.lower() != "the")


def initials(name: str) -> str:
    return "".join(w[0] for w in re.split(r"[ -]", name) if w and w[0].isupper())


def _one_organization(cluster: Cluster, key: str, known: bool, personal: bool) -> bool:
    """Whether a later, shorter form names the organisation of the cluster."""
    if FAMILY.get(cluster.type, cluster.type) not in ("Organization", "Project") or cluster.declared and key in cluster.forms:
        return False
    if known or personal:
        return False
    for form in cluster.forms:
        full, short = core(form), core(key)
        if full == short:
            return True
        if len(short) == 1 and key.isupper() and len(key) >= 2 and initials(form) == key.replace(".", "") and len(form.split()) > 1:
            return True
        if len(short) < len(full) and full[: len(short)] == short and _distinctive(short, full, cluster):
            return True
    return False


COMMON = frozenset("national international american british general united first new world bank university ministry department council north south east west central royal federal state public saint st air house great global european asian pacific atlantic japan china us uk".split())  # fmt: skip


def _distinctive(short: tuple[str, ...], full: tuple[str, ...], cluster: Cluster) -> bool:
    if cluster.type == "GovernmentBody" or len(short) == 1 and (short[0] in COMMON or full[-1].capitalize() in words("bodies", "words", "government_last")):
        return False
    return "of" not in full or len(short) > 1


# --- links -------------------------------------------------------------------------------------------------------


def _parts(text: Text, candidate: Candidate, forms: Collection[str]) -> list[Candidate]:
    """A candidate that is no known name, parted into those it holds: headings write every word with a capital."""
    parts: list[Candidate] = []
    t = candidate.first
    while t < candidate.last:
        for end in range(candidate.last, t, -1):
            printed = text.printed(t, end)
            if printed in forms and (t, end) != (candidate.first, candidate.last):
                hit = text.known.get(t)
                known = hit[1] if hit and t + hit[0] == end else None
                parts.append(Candidate(t, end, printed, tuple(printed.split()), known, candidate.label, candidate.trusted))
                t = end
                break
        else:
            t += 1
    return parts


def _part(text: Text, candidates: Sequence[Candidate], clusters: list[Cluster]) -> list[Candidate]:
    """Candidates that became no entity are looked through for names that did, and for countries."""
    forms = {form for c in clusters for form in c.forms}
    forms |= {c.surname for c in clusters if c.type == "Person"}
    result: list[Candidate] = []
    for candidate in candidates:
        if candidate.text in forms or len(candidate.words) == 1 and "-" not in candidate.text:
            result.append(candidate)
        else:
            result += _parts(text, candidate, forms)
    return result


def _link(candidates: Sequence[Candidate], clusters: list[Cluster]) -> list[tuple[Candidate, int]]:
    """Every candidate to its cluster; bare surnames and first names to the person meant."""
    by_form = {form: i for i, c in enumerate(clusters) for form in c.forms}
    surnames: dict[str, list[int]] = {}
    firsts: dict[str, list[int]] = {}
    for i, c in enumerate(clusters):
        if c.type == "Person" and len(c.name.split()) > 1:
            surnames.setdefault(c.surname, []).append(i)
            firsts.setdefault(folded(c.name.split()[0]), []).append(i)
    links: list[tuple[Candidate, int]] = []
    recent: dict[str, int] = {}
    for candidate in candidates:
        index = by_form.get(candidate.text)
        if index is None and len(candidate.words) == 1:
            word = folded(candidate.text)
            people = surnames.get(word) or firsts.get(word) or []
            index = _choose(candidate, people, clusters, recent.get(word)) if people else None
            if index is not None and candidate.text not in clusters[index].forms:
                clusters[index].forms.append(candidate.text)
        if index is None:
            continue
        cluster = clusters[index]
        if cluster.type == "Person":
            if len(cluster.name.split()) > 1:
                recent[cluster.surname] = index
                recent[folded(cluster.name.split()[0])] = index
            if candidate.honorific in ("m", "f"):
                cluster.genders.append(candidate.honorific)
            if candidate not in cluster.candidates:
                cluster.candidates.append(candidate)
        links.append((candidate, index))
    return links


def _choose(candidate: Candidate, people: list[int], clusters: list[Cluster], recent: int | None) -> int:
    """Of people who share a name: by honorific, by title, then the one who holds an office, then the latest named."""
    if len(people) == 1:
        return people[0]
    if candidate.honorific in ("m", "f"):
        fitting = [p for p in people if first_names().get(clusters[p].name.split()[0]) in (candidate.honorific, None)]
        people = fitting or people
    if candidate.office:
        titled = [p for p in people if any(c.office and c.office.key == candidate.office.key for c in clusters[p].candidates)]
        people = titled or people
    officials = [p for p in people if any(c.office and c.office.row.top for c in clusters[p].candidates)]
    if len(officials) == 1:
        return officials[0]
    people = officials or people
    return recent if recent in people else people[0]


def _ordered(clusters: list[Cluster], links: list[tuple[Candidate, int]]) -> tuple[list[Cluster], list[tuple[Candidate, int]]]:
    """Clusters that are mentioned, in text order."""
    order: dict[int, int] = {}
    for _, index in links:
        order.setdefault(index, len(order))
    return [clusters[i] for i in order], [(candidate, order[index]) for candidate, index in links]


__all__ = ["Cluster", "resolve", "surname", "table", "head_of"]
