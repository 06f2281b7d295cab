"""Which post an office-holding is about, whether it leads, and who stands for a country."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg import terms
from kg.consolidation import names
from kg.consolidation.entities import Cast
from kg.consolidation.sightings import Sighting
from kg.model import Office

Post = tuple[str, str | None]  # (title as compared, IRI of whose office it is)


@dataclass(frozen=True)
class Posts:
    """The offices, and the countries for which those who lead them act."""

    offices: tuple[Office, ...]
    faces: Mapping[str, frozenset[str]]  # IRI of a person, government or place -> countries it may be named by
    stand_ins: frozenset[str]  # IRIs of the countries and governments among them


def name_posts(sightings: Sequence[Sighting], cast: Cast, base: str) -> tuple[list[Sighting], Posts]:
    """Link 5: office-holdings get the role `office` for their title. Reads: sightings of this class, entities."""
    holdings = [sighting for sighting in sightings if sighting.type == "OfficeHolding"]
    known = _known_owners(holdings)
    posts: dict[str, Post] = {}
    labels: dict[Post, Counter[str]] = defaultdict(Counter)
    for holding in holdings:
        title = holding.literals.get("title")
        if isinstance(title, str):
            posts[holding.id] = post = _post(holding, names.title(title), known, cast)
            labels[post][title] += 1
    offices = {post: _office(post, forms, cast, base) for post, forms in labels.items()}
    named = [
        _with_office(sighting, offices[posts[sighting.id]]) if sighting.id in posts else sighting
        for sighting in sightings
    ]
    by_iri = {office.iri: office for _, office in sorted(offices.items(), key=lambda item: repr(item[0]))}
    return named, _posts(named, by_iri, cast)


def _known_owners(holdings: Iterable[Sighting]) -> dict[tuple[str, str], set[str]]:
    """(holder, title) -> whose office it is, where articles say."""
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    for holding in holdings:
        title = names.title(str(holding.literals.get("title", "")))
        for holder in holding.roles.get("holder", ()):
            owners[holder, title].update(holding.roles.get("of", ()))
    return owners


def _post(holding: Sighting, title: str, known: Mapping[tuple[str, str], set[str]], cast: Cast) -> Post:
    """Where the article does not say whose office: as others do, else the holder's country if only states have it."""
    owners = set(holding.roles.get("of", ()))
    holder = next(iter(holding.roles.get("holder", ())), "")
    if not owners:
        owners = known.get((holder, title), set())
    if not owners and names.is_of_state(title) and holder in cast.entities:
        owners = {country} if (country := cast.entities[holder].country) else set()
    return title, min(owners) if len(owners) == 1 or holding.roles.get("of") else None


def _office(post: Post, forms: Counter[str], cast: Cast, base: str) -> Office:
    title, owner = post
    of = cast.entities[owner].name if owner and owner in cast.entities else None
    slug = owner.rsplit("/", 1)[-1] if owner and of else None  # two organisations of one name have an office each
    # An abbreviation is a poor label where the words are printed too.
    label = max(forms, key=lambda form: (names.words(form) == tuple(title.split()), forms[form], form))
    return Office(
        iri=terms.office_iri(base, title, slug),
        title=label,
        label=f"{label} of {of}" if of else label,
        of=owner,
        leading=names.is_leading(title),
    )


def _with_office(sighting: Sighting, office: Office) -> Sighting:
    roles = {role: fillers for role, fillers in sighting.roles.items() if role != "of"} | {"office": (office.iri,)}
    literals = {role: value for role, value in sighting.literals.items() if role != "title"}
    return replace(sighting, roles=dict(sorted(roles.items())), literals=literals)


def _posts(sightings: Iterable[Sighting], offices: Mapping[str, Office], cast: Cast) -> Posts:
    faces: dict[str, set[str]] = defaultdict(set)
    stand_ins = set()
    for iri, entity in cast.entities.items():
        if entity.type == "Country":
            faces[iri].add(iri)
            stand_ins.add(iri)
        elif entity.type == "GovernmentBody" and entity.country:
            faces[iri].add(entity.country)
            stand_ins.add(iri)
        elif entity.type in ("City", "Place") and entity.country:
            faces[iri].add(entity.country)
    for sighting in sightings:
        for office in (offices[each] for each in sighting.roles.get("office", ()) if each in offices):
            if office.leading and office.of in stand_ins:
                for holder in sighting.roles.get("holder", ()):
                    faces[holder].update(faces[office.of])
    ordered = tuple(offices[iri] for iri in sorted(offices))
    return Posts(ordered, {iri: frozenset(each) for iri, each in sorted(faces.items())}, frozenset(stand_ins))
