"""Which post an office-holding is about, whether it leads, and who stands for a country."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from kg import terms
from kg.consolidation import names, rows
from kg.consolidation.compact import mapping, shared
from kg.consolidation.engine import Look, Row
from kg.consolidation.sightings import Sighting
from kg.model import Entity, Office

Post = tuple[str, str | None]  # (title as compared, IRI of whose office it is)


@dataclass(frozen=True, slots=True)
class Standing:
    """For which countries people, governments and places may be named, and which of them are no persons."""

    faces: tuple[tuple[str, frozenset[str]], ...]  # by IRI
    stand_ins: frozenset[str]  # countries and governments among them

    @classmethod
    def of(cls, fillers: Iterable[str], look: Look) -> Standing:
        faces, stand_ins = {}, set()
        for filler in fillers:
            entity, acts_for = look.one(rows.THINGS, filler), look.one(rows.FACE_SETS, filler)
            if found := _own_face(entity) | (acts_for or set()):
                faces[filler] = shared(found)
            if _stands_in(entity):
                stand_ins.add(filler)
        return shared(cls(tuple(sorted(faces.items())), frozenset(stand_ins)))

    @classmethod
    def all(cls, standings: Iterable[Standing]) -> Standing:
        distinct = list(dict.fromkeys(standings))
        if len(distinct) == 1:
            return distinct[0]
        faces: dict[str, frozenset[str]] = {}
        stand_ins: set[str] = set()
        for each in distinct:
            faces.update(each.faces)
            stand_ins.update(each.stand_ins)
        return cls(tuple(sorted(faces.items())), frozenset(stand_ins))


NOBODY = Standing((), frozenset())


def _stands_in(entity: Entity | None) -> bool:
    return entity is not None and (
        entity.type == "Country" or (entity.type == "GovernmentBody" and bool(entity.country))
    )


def _own_face(entity: Entity | None) -> frozenset[str]:
    if entity is None:
        return frozenset()
    if entity.type == "Country":
        return frozenset({entity.iri})
    placed = entity.type in ("GovernmentBody", "City", "Place")
    return frozenset({entity.country}) if placed and entity.country else frozenset()


def owning(id: str, holdings: Mapping[str, Sighting], look: Look) -> Iterator[Row]:
    """Link: whose office it is, where an article says."""
    (holding,) = holdings.values()
    if of := holding.roles.get("of"):
        for holder in holding.roles.get("holder", ()):
            yield rows.OWNERS.row((holder, _title(holding)), of, id)


def gathering_owners(key: tuple[str, str], owners: Mapping[str, tuple[str, ...]], look: Look) -> Iterator[Row]:
    """Link: all that articles say of it."""
    yield rows.OWNER_SETS.row(key, frozenset(owner for each in owners.values() for owner in each))


def _title(holding: Sighting) -> str:
    return names.title(str(holding.literals["title"]))


def posting(base: str) -> Callable[[str, Mapping[str, Sighting], Look], Iterator[Row]]:
    """Link: office-holdings get the role `office` for their title."""

    def link(id: str, holdings: Mapping[str, Sighting], look: Look) -> Iterator[Row]:
        (holding,) = holdings.values()
        title, owner = post = _post(holding, look)
        entity = look.one(rows.THINGS, owner) if owner else None
        roles = {role: fillers for role, fillers in holding.roles.items() if role != "of"}
        roles["office"] = (_office_iri(post, entity, base),)
        literals = mapping((role, value) for role, value in holding.literals.items() if role != "title")
        yield rows.SIGHTINGS.row(id, replace(holding, roles=mapping(sorted(roles.items())), literals=literals), "post")
        yield rows.FORMS.row((post, str(holding.literals["title"])), True, id)
        if names.is_leading(title) and _stands_in(entity):
            for holder in holding.roles.get("holder", ()):
                yield rows.FACES.row(holder, _own_face(entity), id)

    return link


def _post(holding: Sighting, look: Look) -> Post:
    """Where the article does not say whose office: as others do, else the holder's country if only states have it."""
    title, owners = _title(holding), set(holding.roles.get("of", ()))
    holder = next(iter(holding.roles.get("holder", ())), "")
    if not owners:
        owners = set(look.one(rows.OWNER_SETS, (holder, title)) or ())
    if not owners and names.is_of_state(title):
        entity = look.one(rows.THINGS, holder)
        owners = {entity.country} if entity and entity.country else set()
    return title, min(owners) if len(owners) == 1 or holding.roles.get("of") else None


def _office_iri(post: Post, owner: Entity | None, base: str) -> str:
    # Two organisations of one name have an office each.
    return terms.office_iri(base, post[0], owner.iri.rsplit("/", 1)[-1] if owner else None)


def counting_forms(key: tuple[Post, str], holdings: Mapping[str, bool], look: Look) -> Iterator[Row]:
    """Link: how often a post is printed so."""
    yield rows.POSTS.row(key[0], len(holdings), key[1])


def labelling(base: str) -> Callable[[Post, Mapping[str, int], Look], Iterator[Row]]:
    """Link: what a post is called."""

    def link(post: Post, forms: Mapping[str, int], look: Look) -> Iterator[Row]:
        title, owner = post
        entity = look.one(rows.THINGS, owner) if owner else None
        # An abbreviation is a poor label where the words are printed too.
        label = max(forms, key=lambda form: (names.words(form) == tuple(title.split()), forms[form], form))
        office = Office(
            iri=_office_iri(post, entity, base),
            title=label,
            label=f"{label} of {entity.name}" if entity else label,
            of=owner,
            leading=names.is_leading(title),
        )
        yield rows.TITLED.row(office.iri, (post, office), post)

    return link


def choosing(iri: str, offices: Mapping[Post, tuple[Post, Office]], look: Look) -> Iterator[Row]:
    """Link: of posts that come to one IRI, one."""
    yield rows.OFFICES.row(iri, max(offices.values(), key=lambda each: repr(each[0]))[1])


def facing(person: str, countries: Mapping[str, frozenset[str]], look: Look) -> Iterator[Row]:
    """Link: the countries that someone acts for."""
    yield rows.FACE_SETS.row(person, frozenset().union(*countries.values()))
