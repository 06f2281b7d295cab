"""Who and what an article names: every mention of one person, organisation or place led back to one entity."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from kg.annotation.candidates import Candidate, find_candidates
from kg.annotation.clusters import Cluster, find_others, find_persons, is_somebody, known_clusters
from kg.annotation.evidence import first_names, weigh
from kg.annotation.offices import Phrase
from kg.annotation.renaming import renamed
from kg.annotation.sameness import abbreviates, folded, initials
from kg.annotation.spans import Text
from kg.annotation.words import words


def resolve(text: Text, offices: Sequence[Phrase]) -> tuple[list[Cluster], list[tuple[Candidate, int]]]:
    """Clusters in text order, and every candidate kept with the index of its cluster."""
    candidates = find_candidates(text, offices)
    for candidate in candidates:
        weigh(text, candidate, offices)
    _bracket(text, candidates)
    for one, other in renamed(text, candidates):
        late, early = sorted((one, other), key=lambda c: (len(c.words), -c.first))
        late.short_for = late.short_for or early.text
    groups = _groups(candidates)
    clusters = known_clusters(groups)
    rest = {key: group for key, group in groups.items() if not any(key in c.forms for c in clusters)}
    clusters += find_persons(rest)
    clusters += find_others(rest, clusters, _kin(text, candidates))
    links = _link(_part(text, candidates, clusters), clusters)
    return _ordered(clusters, links)


PLACES = ("Country", "City", "Place", "adjective")
KINSHIP = words("coreference", "kin")


def _kin(text: Text, candidates: Sequence[Candidate]) -> frozenset[frozenset[str]]:
    """Pairs of names of which a sentence says that one is part of the other: "Acme Bank is a unit of Acme"."""
    found = set()
    told = [c for c in candidates if not c.short_for and not (c.known and c.known.type in PLACES)]
    for one, other in pairwise(told):
        between = text.lower[one.last : other.first]
        if text.parse.sentence[one.first] == text.parse.sentence[other.first] and KINSHIP & set(between):
            found.add(frozenset((one.text, other.text)))
    return frozenset(found)


def _bracket(text: Text, candidates: Sequence[Candidate]) -> None:
    """ "Acme Rocket Trading Organization (ACROTO)": the short form stands for what is before the bracket."""
    by_end = {c.last: c for c in candidates}
    lower = text.lower
    for candidate in candidates:
        before = by_end.get(candidate.first - 1)
        if before is None or lower[candidate.first - 1] != "(" or lower[candidate.last : candidate.last + 1] != [")"]:
            continue
        if len(before.words) > 1 and (abbreviates(candidate.text, before.text) or _is_short(candidate, before)):
            candidate.short_for = before.text
        elif len(candidate.words) > 1 and before.text.isupper() and abbreviates(before.text, candidate.text):
            before.short_for = candidate.text  # "ACROTO (Acme Rocket Trading Organization)"


def _is_short(short: Candidate, full: Candidate) -> bool:
    """One unknown word in brackets behind an institution: "the Institute for Acme Research (Ipar)", "Acme Trade Bank
    (Bank ATB)".
    """
    if len(full.words) < 3:
        return False
    if len(short.words) > 1:
        return {initials(full.text)} == set(short.words) - set(full.words)
    institution = words("bodies", "words", "organization_of").intersection(full.words)
    return bool(institution) and short.known is None and short.text[0] == full.text[0] and short.label != "GPE"


def _groups(candidates: Sequence[Candidate]) -> dict[str, list[Candidate]]:
    groups: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        groups.setdefault(candidate.text, []).append(candidate)
    return groups


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
                parts.append(
                    Candidate(t, end, printed, tuple(printed.split()), known, candidate.label, candidate.trusted)
                )
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
        if candidate.text in forms or (len(candidate.words) == 1 and "-" not in candidate.text):
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
    own = [set(c.forms) for c in clusters]  # whose candidates the clusters have already
    links: list[tuple[Candidate, int]] = []
    recent: dict[str, int] = {}
    for candidate in candidates:
        index = by_form.get(candidate.text)
        if index is not None and is_somebody(candidate) and folded(candidate.text) in surnames:
            index = None  # "Doe said he", beside Doe Foods Co
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
            gender = candidate.gender or candidate.honorific
            if gender in ("m", "f"):
                cluster.genders.append(gender)
            if candidate.text not in own[index]:
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
        titled = [
            p for p in people if any(c.office and c.office.key == candidate.office.key for c in clusters[p].candidates)
        ]
        people = titled or people
    people = [p for p in people if not clusters[p].kin] or people  # the family's name alone is not the son's
    officials = [p for p in people if any(c.office and c.office.row.top for c in clusters[p].candidates)]
    if len(officials) == 1:
        return officials[0]
    people = officials or people
    return recent if recent in people else people[0]


def _ordered(
    clusters: list[Cluster], links: list[tuple[Candidate, int]]
) -> tuple[list[Cluster], list[tuple[Candidate, int]]]:
    """Clusters that are mentioned, in text order."""
    order: dict[int, int] = {}
    for _, index in links:
        order.setdefault(index, len(order))
    return [clusters[i] for i in order], [(candidate, order[index]) for candidate, index in links]
