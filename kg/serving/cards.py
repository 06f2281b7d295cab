"""What an event looks like in a list: its kind, who takes part in which role, its status, when, how much."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.serving.cells import label, number, when
from kg.serving.site import iri, site
from kg.store import Row
from kg.terms import KG, SUPER_ROLES

_ACTORS = [f"{KG}{name}" for name in (
    "host", "participant", "visitor", "investor", "acquirer", "decider", "speaker", "founder", "holder", "employee",
    "lead", "partner", "subsidiary", "person", "organization",
)]  # fmt: skip
_SIDE = {f"{KG}{name}" for name in ("place", "topic", "partOf", "onBehalfOf")}
_NO_ROLE = {f"{KG}{name}" for name in ("claim", "amount", "rescheduledTo")}
Fillers = dict[str, list[tuple[str, str]]]  # role IRI -> (IRI, name) of what fills it


@dataclass
class Card:
    iri: str
    kind: str  # IRI of its class
    status: str  # IRI
    when: str
    sources: str
    roles: Fillers = field(default_factory=dict)
    amounts: list[str] = field(default_factory=list)
    said: str = ""  # the words of a statement

    @property
    def title(self) -> str:
        """The kind of event, who acts, and on whom or what: "Visit: Ada Lovelace → Turin"."""
        actors = _joined(name for role in _ACTORS for _, name in self.roles.get(role, ()))
        others = [role for role in self.roles if role not in _ACTORS]
        main = [role for role in others if role not in _SIDE] or ([] if actors else others)
        objects = _joined(name for role in main for _, name in self.roles[role])
        parties = " → ".join(filter(None, (actors, objects)))
        return f"{label(self.kind).capitalize()}{': ' if parties else ''}{parties}"


def _joined(names: Iterable[str]) -> str:
    distinct = list(dict.fromkeys(names))
    return ", ".join(distinct[:4]) + (f" and {len(distinct) - 4} more" if len(distinct) > 4 else "")


def cards(events: Iterable[str]) -> list[Card]:
    """In the order given; what is no event in the facts graph is left out."""
    wanted = list(dict.fromkeys(events))
    if not wanted:
        return []
    among = f"VALUES ?event {{ {' '.join(map(iri, wanted))} }} GRAPH {site().facts}"
    found = {str(row["event"]): _card(row) for row in site().rows(f"{_HEADS.replace('AMONG', among)}")}
    for row in site().rows(_ROLES.replace("AMONG", among)):
        if row["event"] in found and row["role"] not in _NO_ROLE:
            found[row["event"]].roles.setdefault(row["role"], []).append((row["who"], row["name"]))
    for row in site().rows(_AMOUNTS.replace("AMONG", among)):
        if row["event"] in found:
            found[row["event"]].amounts.append(money(row))
    for card in found.values():
        card.roles = without_super_roles(card.roles)
    return [found[event] for event in wanted if event in found]


def without_super_roles(roles: Fillers) -> Fillers:
    """A host is also a participant: named once, by the narrower role."""
    narrower: dict[str, set[str]] = defaultdict(set)
    for role, wider in SUPER_ROLES.items():
        narrower[KG + wider] |= {who for who, _ in roles.get(KG + role, ())}
    left = {role: [each for each in fillers if each[0] not in narrower[role]] for role, fillers in roles.items()}
    return {role: fillers for role, fillers in left.items() if fillers}


def money(row: Row) -> str:
    """The words as printed, and the figure."""
    qualifier = row.get("qualifier", "exact")
    words = {"exact": "", "about": "about ", "up-to": "up to ", "at-least": "at least ", "record": "a record "}
    figure = f"{words.get(qualifier, '')}{number(row['value'])} {row['currency']}"
    return f"{figure} (“{row['wording']}”)" if "wording" in row else figure


def _card(row: Row) -> Card:
    days = when(row.get("earliest"), row.get("latest"), row.get("precision"), row.get("monthDay"))
    return Card(row["event"], row["class"], row["status"], days, row.get("sources", "0"), said=row.get("said", ""))


_HEADS = """SELECT * WHERE { AMONG { ?event a ?class ; kg:status ?status .
  OPTIONAL { ?event kg:earliest ?earliest ; kg:latest ?latest } OPTIONAL { ?event kg:datePrecision ?precision }
  OPTIONAL { ?event kg:monthDay ?monthDay } OPTIONAL { ?event kg:sources ?sources }
  OPTIONAL { ?event kg:said ?said } } } ORDER BY ?event ?class"""
_ROLES = """SELECT ?event ?role ?who ?name WHERE { AMONG { ?event ?role ?who . ?who skos:prefLabel ?name } }
ORDER BY ?event ?role ?name"""
_AMOUNTS = """SELECT ?event ?value ?currency ?qualifier ?wording WHERE { AMONG { ?event kg:amount ?amount .
  ?amount kg:value ?value ; kg:currency ?currency .
  OPTIONAL { ?amount kg:qualifier ?qualifier } OPTIONAL { ?amount kg:wording ?wording } } } ORDER BY ?event ?amount"""
