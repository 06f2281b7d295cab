"""What an event looks like in a list: one line that tells it, its status, when, how much, and what is disputed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from operator import itemgetter

from kg.pictures.headlines import headline, joined
from kg.serving.cells import compact, label, number, when
from kg.serving.evidence import Quote, quotes
from kg.serving.site import iri, site
from kg.store import Row
from kg.terms import KG, KGS, SUPER_ROLES

STATES = ("OfficeHolding", "Employment", "ProjectPartnership", "Subsidiary", "Headquarters", "Citizenship")  # no news
_LITERALS = ("decisionType", "measure", "tenure", "position", "indicator", "said")
QUOTED = 50  # cards of a page that show sentences; of the others their own page does
Fillers = dict[str, list[tuple[str, str]]]  # role IRI -> (IRI, name) of what fills it


@dataclass(frozen=True)
class Money:
    """A sum as its source prints it, and as a figure that can be compared."""

    wording: str
    figure: str
    usd: str = ""  # in U.S. dollars, where a rate is known

    @property
    def compared(self) -> str:
        """What to add to the wording: the same in dollars, unless it is in dollars."""
        return "" if self.figure.endswith("USD") else self.usd


@dataclass
class Card:
    iri: str
    kind: str  # IRI of its class
    status: str  # IRI
    when: str
    sources: str
    earliest: str = ""
    latest: str = ""
    as_of: str = ""
    roles: Fillers = field(default_factory=dict)
    literals: dict[str, str] = field(default_factory=dict)
    amounts: list[Money] = field(default_factory=list)
    disputed: bool = False  # its claims contradict each other
    quotes: list[Quote] = field(default_factory=list)

    @property
    def state(self) -> str:
        """held, planned …"""
        return self.status.removeprefix(KGS).lower()

    @property
    def said(self) -> str:
        """The words of a statement."""
        return self.literals.get("said", "").rstrip(" ,")

    @property
    def settled(self) -> bool:
        return settled(self.kind.removeprefix(KG), self.state)

    @property
    def title(self) -> str:
        return self.told()

    def told(self, first: str = "") -> str:
        """The event in one line; who is named `first` leads it where there is a choice."""
        roles = {role.removeprefix(KG): [name for _, name in fillers] for role, fillers in self.roles.items()}
        if len(self.amounts) == 1:  # of several none is the right one
            roles["amount"] = [self.amounts[0].wording]
        kind = self.kind.removeprefix(KG)
        names = joined(list(dict.fromkeys(name for fillers in roles.values() for name in fillers)))
        plain = f"{label(self.kind).capitalize()}{': ' if names else ''}{names}"
        return headline(kind, self.state, roles, self.literals, first) or plain

    @property
    def place(self) -> str:
        return joined([name for _, name in self.roles.get(f"{KG}place", ())])

    @property
    def parties(self) -> list[tuple[str, str]]:
        """Whoever and whatever fills a role, each once: IRI and name."""
        return list(dict.fromkeys(each for fillers in self.roles.values() for each in fillers))


def settled(kind: str, state: str) -> bool:
    """Whether a status goes without saying: who is a citizen, or has said something, has not held an event."""
    return state == "held" and kind in (*STATES, "Statement", "Observation")


def cards(events: Iterable[str]) -> list[Card]:
    """In the order given; what is no event in the facts graph is left out."""
    wanted = list(dict.fromkeys(events))
    found = _bare(wanted)
    inner = {who for card in found.values() for fillers in card.roles.values() for who, name in fillers if not name}
    titles = {iri: card.title for iri, card in _bare(sorted(inner)).items()}
    for card in found.values():
        card.roles = {role: _named(fillers, titles) for role, fillers in card.roles.items()}
    return [found[event] for event in wanted if event in found]


def quoted(told: list[Card], most: int = QUOTED) -> list[Card]:
    """The same cards, the first of them with the sentences of their latest reports."""
    sentences = quotes(card.iri for card in told[:most])
    for card in told[:most]:
        card.quotes = sentences.get(card.iri, [])
    return told


def _bare(wanted: list[str]) -> dict[str, Card]:
    """Without names of those role fillers that are events themselves."""
    if not wanted:
        return {}
    among = f"VALUES ?event {{ {' '.join(map(iri, wanted))} }} GRAPH {site().facts}"
    said: dict[str, dict[str, str]] = defaultdict(dict)  # event -> local name of a property -> its value
    for row in sorted(site().rows(_SAID.replace("AMONG", among)), key=itemgetter("o")):
        said[row["event"]][row["p"].rpartition("#")[2]] = row["o"]
    disputed = {row["event"] for row in site().rows(_DISPUTED.replace("AMONG", among))}
    found = {
        event: _card(event, own, event in disputed) for event, own in said.items() if {"type", "status"} <= set(own)
    }
    for event, roles in _roles(among).items():
        if event in found:
            found[event].roles = roles
    for row in site().rows(_AMOUNTS.replace("AMONG", among)):
        if row["event"] in found:
            found[row["event"]].amounts.append(money(row))
    for card in found.values():
        card.roles = without_super_roles(card.roles)
    return found


def _roles(among: str) -> dict[str, Fillers]:
    """By event; what neither has a name nor is an event fills no role. The name of an event is left empty."""
    rows = site().rows(_ROLES.replace("AMONG", among))
    names: dict[str, str] = {}
    if rows:
        wanted = " ".join(map(iri, sorted({str(row["who"]) for row in rows})))
        for row in site().rows(_NAMES.replace("AMONG", f"VALUES ?who {{ {wanted} }} GRAPH {site().facts}")):
            names[row["who"]] = max(names.get(row["who"], ""), str(row.get("name", "")))
    found: dict[str, Fillers] = defaultdict(dict)
    for row in sorted(rows, key=lambda row: (row["event"], row["role"], names.get(row["who"], ""), row["who"])):
        if row["who"] in names:
            found[row["event"]].setdefault(row["role"], []).append((str(row["who"]), names[row["who"]]))
    return found


def _named(fillers: list[tuple[str, str]], titles: dict[str, str]) -> list[tuple[str, str]]:
    return [(who, name or titles.get(who, "")) for who, name in fillers if name or who in titles]


def without_super_roles(roles: Fillers) -> Fillers:
    """A host is also a participant: named once, by the narrower role."""
    narrower: dict[str, set[str]] = defaultdict(set)
    for role, wider in SUPER_ROLES.items():
        narrower[KG + wider] |= {who for who, _ in roles.get(KG + role, ())}
    left = {role: [each for each in fillers if each[0] not in narrower[role]] for role, fillers in roles.items()}
    return {role: fillers for role, fillers in left.items() if fillers}


def money(row: Row) -> Money:
    qualifier = row.get("qualifier", "exact")
    words = {"exact": "", "about": "about ", "up-to": "up to ", "at-least": "at least ", "record": "a record "}
    figure = f"{words.get(qualifier, '')}{number(row['value'])} {row['currency']}"
    dollars = row["value"] if row["currency"] == "USD" else row.get("usd")
    return Money(row.get("wording") or compact(row["value"], row["currency"]), figure, compact(dollars, "USD"))


def _card(event: str, said: Mapping[str, str], disputed: bool) -> Card:
    days = when(said.get("earliest"), said.get("latest"), said.get("datePrecision"), said.get("monthDay"))
    return Card(
        event,
        said["type"],
        said["status"],
        days,
        said.get("sources", "0"),
        earliest=said.get("earliest", ""),
        latest=said.get("latest", ""),
        as_of=said.get("asOf", ""),
        literals={name: str(said[name]) for name in _LITERALS if name in said},
        disputed=disputed,
    )


# All that is said of few events, rather than an OPTIONAL for each property: that would have the engine scan them all.
_SAID = f"""SELECT ?event ?p ?o WHERE {{ AMONG {{ ?event ?p ?o }} FILTER(?p IN (
  rdf:type, kg:status, kg:sources, kg:earliest, kg:latest, kg:datePrecision, kg:monthDay, kg:asOf,
  {", ".join(f"kg:{name}" for name in _LITERALS)})) }}"""
_DISPUTED = "SELECT DISTINCT ?event WHERE { AMONG { ?conflict kg:about ?event } }"
_ROLES = """SELECT ?event ?role ?who WHERE { AMONG { ?event ?role ?who } FILTER(isIRI(?who)
  && ?role NOT IN (rdf:type, kg:status, kg:claim, kg:amount, kg:rescheduledTo, kg:supersedes)) }"""
_NAMES = """SELECT ?who ?name WHERE { AMONG { ?who ?p ?o } FILTER(?p IN (skos:prefLabel, kg:status))
  BIND(IF(?p = skos:prefLabel, ?o, "") AS ?name) }"""
_AMOUNTS = """SELECT ?event ?value ?currency ?qualifier ?wording ?usd WHERE { AMONG { ?event kg:amount ?amount .
  ?amount kg:value ?value ; kg:currency ?currency . OPTIONAL { ?amount kg:usd ?usd }
  OPTIONAL { ?amount kg:qualifier ?qualifier } OPTIONAL { ?amount kg:wording ?wording } } }
ORDER BY ?event DESC(?currency = "USD") ?amount"""
