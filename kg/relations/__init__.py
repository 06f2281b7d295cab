"""What can be said, as data: reads the relation files and refuses what cannot be. README.md has all keys."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from kg.errors import RelationError

__all__ = ["Example", "Pattern", "Relation", "Role", "load"]

KINDS = ("verb", "noun", "word", "title", "mention")
FILE_KEYS = {"class", "merge", "anaphor", "echo", "state", "occasion", "instant", "roles", "pattern", "example"}
PATTERN_KEYS = {
    "id",
    "verb",
    "noun",
    "word",
    "title",
    "mention",
    "roles",
    "with",
    "without",
    "except",
    "set",
    "status",
    "requires",
    "effect",
    "means",
    "money",
    "object",
    "only",
    "share",
    "alone",
}
ROLE_KEYS = {
    "types",
    "min",
    "metonym",
    "topic",
    "literal",
    "super",
    "situation",
    "delegates",
    "unnamed",
    "coerce",
    "wider",
    "named",
    "described",
    "crowd",
    "part",
    "barred",
    "inner",
    "source",
    "each",
}
EXAMPLE_KEYS = {"text", "date", "finds", "misses"}


@dataclass(frozen=True)
class Role:
    """What may fill a role.

    `topic`: a noun phrase that names nothing may; `metonym`: a capital stands for its government; `situation`:
    another claim may;
    `super`: the wider role that is written with it; `delegates`: classes that fill it only through people who act for
    them;
    `unnamed`: "three officials" may, as an Agent of their own; `coerce`: a name of another type may, when nothing but
    the
    model speaks for that type, and then is of this one; `described`: "a German drugmaker" may, as an Agent of its own;
    `crowd`: so may "police chiefs";
    `barred`: classes below its types that do not;
    `part`: "Norda's pump business" is no stand-in for Norda, but an Agent of its own.
    """

    name: str
    types: tuple[str, ...] = ()
    barred: tuple[str, ...] = ()
    min: int = 0
    metonym: bool = False
    topic: bool = False
    literal: bool = False  # words, not an entity
    super: str | None = None
    situation: bool = False
    delegates: tuple[str, ...] = ()
    unnamed: bool = False
    coerce: str | None = None
    source: bool = False  # who fills it vouches for the words in the literal role
    named: bool = False  # a capital never stands for its government
    crowd: bool = False
    described: bool = False
    part: bool = False
    each: bool = False  # of several named together each fills it in a situation of its own: a tour's countries
    inner: bool = False  # a department stands for what it is of: "the Norda research service"
    wider: bool = (
        False  # with a place or a department what it is in: "in Graz, Austria", "Norda University's Velta School"
    )


@dataclass(frozen=True, eq=False)
class Pattern:
    rule: str
    kind: str  # verb | noun | word (as printed) | title | mention
    triggers: tuple[tuple[str, ...], ...]  # each the words of one trigger; a verb's first is its lemma, a noun's last
    roles: Mapping[str, tuple[str, ...]]
    near: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    exceptions: frozenset[str] = frozenset()  # lemmas, or words as printed, that are no trigger
    set: Mapping[str, str | bool] | None = None
    status: str | None = None
    requires: tuple[str, ...] = ()
    means: str | None = (
        None  # what it comes to when the act itself is done or planned: a bid made is an acquisition proposed
    )
    only: tuple[str, ...] = ()  # statuses it must come to
    share: tuple[int, ...] = ()  # bounds of the percentage before it; (50, 100) demands one
    money: bool = False  # its object must be a sum of money
    object: frozenset[str] = frozenset()  # lemmas of which its object must be one
    effect: str | None = None  # status it gives, once held, to the situation that fills a role of it
    alone: bool = False  # one party is enough where a role wants several: a body that meets
    literals: tuple[str, ...] = ()  # of its roles those that words fill, not entities
    wider: frozenset[str] = frozenset()  # of its roles those that another one fills too


@dataclass(frozen=True)
class Example:
    text: str
    finds: tuple[Mapping[str, Any], ...]
    date: str | None = None
    misses: str | None = None


@dataclass(frozen=True, eq=False)
class Relation:
    name: str
    type: str
    roles: Mapping[str, Role]
    patterns: tuple[Pattern, ...]
    merge: tuple[str, ...]
    anaphor: tuple[str, ...] = ()  # nouns that refer back to a situation of this class ("the deal")
    examples: tuple[Example, ...] = ()
    echo: bool = False  # every noun that refers back is a claim, not only those that bring something new
    instant: bool = False  # done in a moment: what is under way is still to come ("is buying")
    occasion: bool = False  # people come together, and what happens there happens on its day
    state: bool = False  # its nouns say what is ("a subsidiary of"), whatever is planned in the clause around them

    @cached_property
    def least(self) -> tuple[tuple[str, int], ...]:
        """How many must fill a role, for the roles that must be filled."""
        return tuple((role.name, role.min) for role in self.roles.values() if role.min)

    @cached_property
    def needed(self) -> tuple[tuple[str, int], ...]:
        """Roles that entities must fill, and how many; none where a source may be found later on."""
        roles = self.roles.values()
        if any(role.source for role in roles):
            return ()
        return tuple((r.name, r.min) for r in roles if r.min and not r.literal and not r.situation and not r.super)


def load(folder: str = "") -> tuple[Relation, ...]:
    """Our relations, then those of `folder`, sorted by file name. Raises RelationError."""
    files = sorted(Path(__file__).parent.glob("*.toml"))
    if folder:
        if not Path(folder).is_dir():
            raise RelationError(f"{folder}: no such folder of relation files (KG_RELATIONS)")
        files += sorted(Path(folder).glob("*.toml"))
    return tuple(_relation(path) for path in files)


def _relation(path: Path) -> Relation:
    try:
        source = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RelationError(f"{path.name}: not TOML: {error}") from None
    _known(path.name, source, FILE_KEYS)
    if "class" not in source:
        raise RelationError(f'{path.name}: say which class it finds: class = "Meeting"')
    roles = {name: _role(path.name, name, row) for name, row in source.get("roles", {}).items()}
    return Relation(
        name=path.stem,
        type=source["class"],
        roles=roles,
        patterns=tuple(_patterns(path, source.get("pattern", []), roles)),
        merge=tuple(source.get("merge", ())),
        anaphor=tuple(source.get("anaphor", ())),
        examples=tuple(_examples(path, source.get("example", []), roles)),
        echo=source.get("echo", False),
        state=source.get("state", False),
        occasion=source.get("occasion", False),
        instant=source.get("instant", False),
    )


def _known(where: str, row: Mapping[str, Any], keys: set[str]) -> None:
    for key in sorted(set(row) - keys):
        raise RelationError(f"{where}: unknown key {key!r}; use one of {sorted(keys)}")


def _role(where: str, name: str, row: Mapping[str, Any]) -> Role:
    _known(f"{where}: role {name}", row, ROLE_KEYS)
    lists = {key: tuple(row.get(key, ())) for key in ("types", "barred", "delegates")}
    return Role(name=name, **{**row, **lists})


def _patterns(path: Path, rows: list[dict[str, Any]], roles: Mapping[str, Role]) -> Iterator[Pattern]:
    for row in rows:
        where = f"{path.name}: pattern {row.get('id', '?')}"
        _known(where, row, PATTERN_KEYS)
        kinds = [kind for kind in KINDS if kind in row]
        if "id" not in row or len(kinds) != 1:
            raise RelationError(f"{where}: a pattern has an id and one of {', '.join(KINDS)}")
        slots = {name: (slot,) if isinstance(slot, str) else tuple(slot) for name, slot in row.get("roles", {}).items()}
        for name in [*slots, *row.get("requires", [])]:
            if name not in roles:
                raise RelationError(f"{where}: role {name!r} is not declared; the file declares {sorted(roles)}")
        triggers = row[kinds[0]] if isinstance(row[kinds[0]], list) else []
        yield Pattern(
            rule=f"{path.stem}.{row['id']}",
            kind=kinds[0],
            triggers=tuple(tuple(trigger.split()) for trigger in triggers),
            roles=slots,
            near=frozenset(row.get("with", ())),
            without=frozenset(row.get("without", ())),
            exceptions=frozenset(row.get("except", ())),
            object=frozenset(row.get("object", ())),
            set=row.get("set"),
            status=row.get("status"),
            requires=tuple(row.get("requires", ())),
            effect=row.get("effect"),
            means=row.get("means"),
            money=row.get("money", False),
            share=tuple(row.get("share", ())),
            only=tuple(row.get("only", ())),
            alone=row.get("alone", False),
            literals=tuple(name for name in slots if roles[name].literal),
            wider=frozenset(wider for name in slots if (wider := roles[name].super)),
        )


def _examples(path: Path, rows: list[dict[str, Any]], roles: Mapping[str, Role]) -> Iterator[Example]:
    extra = {"status", "date", "amount", "attributed_to", "certainty", "type"}
    for row in rows:
        _known(f"{path.name}: example {row.get('text', '?')[:40]!r}", row, EXAMPLE_KEYS)
        for found in row["finds"]:
            for name in sorted(set(found) - set(roles) - extra):
                raise RelationError(f"{path.name}: an example finds {name!r}; the file declares {sorted(roles)}")
        yield Example(row["text"], tuple(row["finds"]), row.get("date"), row.get("misses"))


@cache
def slot_parts(slot: str) -> tuple[str, bool, str]:
    """ "x", "x?" (only while the role is short), "x?y" (and only if slot y holds something): name, only short,
    needed.
    """
    name, mark, needed = slot.partition("?")
    return name, bool(mark), needed
