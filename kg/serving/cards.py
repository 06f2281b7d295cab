"""What an event looks like in a list: one line that tells it, its status, when, how much, and what is disputed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from operator import itemgetter

from kg.pictures.headlines import LITERALS, headline, joined
from kg.serving.cells import compact, label, number, when
from kg.serving.evidence import Quote, quotes
from kg.serving.site import iri, site
from kg.store import Row, Term
from kg.terms import KG, KGS, RDF, SUPER_ROLES

STATES = ("OfficeHolding", "Employment", "ProjectPartnership", "Subsidiary", "Headquarters", "Citizenship")  # no news
_LITERALS = (*LITERALS, "position", "said")
_TYPE = f"{RDF}type"
_NO_ROLES = {_TYPE, *(f"{KG}{name}" for name in ("status", "amount", "rescheduledTo", "supersedes", "about"))}
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
    def reported(self) -> str:
        """The day of the latest of the reports shown."""
        return max((each.said for each in self.quotes), default="")

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
    said: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))  # event -> property -> values
    for row in _of(wanted, _SAID):
        said[row["event"]][row["p"]].append(row["o"])
    described: dict[str, dict[str, str]] = defaultdict(dict)  # what events lead to -> local name of a property -> value
    for row in _of({o for own in said.values() for values in own.values() for o in values if o.kind == "iri"}, _LED_TO):
        described[row["thing"]][row["p"].rpartition("#")[2]] = row["o"]
    return {event: _card(event, own, described) for event, own in said.items() if {_TYPE, f"{KG}status"} <= set(own)}


def _of(things: Iterable[str], sparql: str) -> list[Row]:
    """The smallest value first."""
    among = " ".join(map(iri, sorted(set(things))))
    query = sparql.replace("AMONG", f"{{ {among} }}").replace("FACTS", site().facts)
    return sorted(site().rows(query), key=itemgetter("o")) if among else []


def _roles(said: Mapping[str, list[Term]], described: Mapping[str, Mapping[str, str]]) -> Fillers:
    """What neither has a name nor is an event fills no role. The name of an event is left empty."""
    found: Fillers = {}
    for role in sorted(said.keys() - _NO_ROLES):
        known = [(str(who), described.get(who, {})) for who in said[role] if who.kind == "iri"]
        fillers = [(who, told.get("prefLabel", "")) for who, told in known if {"prefLabel", "status"} & told.keys()]
        if fillers:
            found[role] = sorted(fillers, key=itemgetter(1, 0))
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


def money(row: Mapping[str, str]) -> Money:
    qualifier = row.get("qualifier", "exact")
    words = {"exact": "", "about": "about ", "up-to": "up to ", "at-least": "at least ", "record": "a record "}
    figure = f"{words.get(qualifier, '')}{number(row['value'])} {row['currency']}"
    dollars = row["value"] if row["currency"] == "USD" else row.get("usd")
    return Money(row.get("wording") or compact(row["value"], row["currency"]), figure, compact(dollars, "USD"))


def _amounts(named: Iterable[str], described: Mapping[str, Mapping[str, str]]) -> list[Money]:
    """Those in dollars first."""
    found = [described[each] for each in sorted(named) if {"value", "currency"} <= described.get(each, {}).keys()]
    return [money(each) for each in sorted(found, key=lambda each: each["currency"] != "USD")]


def _card(event: str, own: Mapping[str, list[Term]], described: Mapping[str, Mapping[str, str]]) -> Card:
    said = {prop.rpartition("#")[2]: str(values[-1]) for prop, values in own.items()}
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
        roles=without_super_roles(_roles(own, described)),
        literals={name: said[name] for name in _LITERALS if name in said},
        amounts=_amounts(own.get(f"{KG}amount", ()), described),
        disputed=f"{KG}about" in own,
    )


# All that is said of few things, rather than an OPTIONAL for each property: that would have the engine scan them all.
_SAID = """SELECT ?event ?p ?o WHERE {
  { VALUES ?event AMONG GRAPH FACTS { ?event ?p ?o } FILTER(?p != kg:claim) }
  UNION { VALUES ?event AMONG GRAPH FACTS { ?o kg:about ?event } BIND(kg:about AS ?p) } }"""
_LED_TO = """SELECT ?thing ?p ?o WHERE { VALUES ?thing AMONG GRAPH FACTS { ?thing ?p ?o }
  FILTER(?p IN (skos:prefLabel, kg:status, kg:value, kg:currency, kg:usd, kg:qualifier, kg:wording)) }"""
