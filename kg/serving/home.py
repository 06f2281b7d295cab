"""/ : what is in the graph, what changed, what was reported last, where the money goes, and what can be asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request

from kg.serving import linked, searching
from kg.serving.cards import STATES, Card, cards, quoted
from kg.serving.cells import label, number, state
from kg.serving.site import site
from kg.serving.themes import themes
from kg.store import Row
from kg.terms import KG, kebab

blueprint = Blueprint("home", __name__)
CHANGED, LATEST, SUMS, FAMOUS = 4, 6, 6, 12
THINGS = (
    "Person",
    "Company",
    "GovernmentBody",
    "Organization",
    "Country",
    "City",
    "Place",
    "Project",
    "Office",
    "Topic",
)
_MAIN = ("Meeting", "Call", "Visit", "Investment", "Acquisition", "TradeMeasure", "Decision")
_QUIET = ", ".join(f"kg:{name}" for name in (*STATES, "Statement"))


@dataclass(frozen=True)
class Count:
    status: str  # IRI
    count: int

    @property
    def state(self) -> str:
        return state(self.status)


@dataclass(frozen=True)
class Kind:
    """How many events of a class there are, by status."""

    name: str
    counts: list[Count]

    @property
    def label(self) -> str:
        return label(KG + self.name)

    @property
    def kebab(self) -> str:
        return kebab(self.name)

    @property
    def total(self) -> int:
        return sum(each.count for each in self.counts)

    @property
    def words(self) -> str:
        return ", ".join(f"{each.count} {each.state}" for each in self.counts)


@dataclass(frozen=True)
class Change:
    card: Card
    before: str  # IRI of a status


@blueprint.get("/")
def home() -> Response:
    words = request.args.get("q", "").strip()[:200]
    if words:
        return searching.results(words)
    counts, articles = _counts(), _articles()
    kinds = _kinds(counts)
    things = [row for row in counts if row["class"].removeprefix(KG) in THINGS and "status" not in row]
    return linked.page(
        render_template(
            "home.html",
            articles=articles,
            summary=_summary(articles, things, kinds),
            things=things,
            events=[kind for kind in kinds if kind.name in _MAIN],
            famous=_rows(_FAMOUS),
            themes=themes(site().questions.values()),
            **_told(),
        )
    )


def _told() -> dict[str, Sequence[Card | Change]]:
    """The events of all lists, looked up at once."""
    before = {str(row["event"]): str(row["before"]) for row in _rows(_CHANGED)}
    disputed = [str(row["event"]) for row in _rows(_DISPUTED) if row["event"] not in before]
    latest, sums = ([str(row["event"]) for row in _rows(sparql)] for sparql in (_LATEST, _SUMS))
    found = {card.iri: card for card in cards([*before, *disputed, *latest, *sums])}
    quoted([found[event] for event in dict.fromkeys([*before, *disputed, *latest]) if event in found])
    return {
        "changes": [Change(found[event], was) for event, was in before.items() if event in found],
        "disputed": [found[event] for event in disputed if event in found],
        "latest": [found[event] for event in latest if event in found],
        "sums": [found[event] for event in sums if event in found and found[event].amounts],
    }


def _rows(sparql: str) -> list[Row]:
    """A graph too large to be counted in time still has a front page."""
    return site().rows_in_time(sparql.replace("FACTS", site().facts))


def _counts() -> list[Row]:
    return _rows(
        """SELECT ?class ?status ?number WHERE {
          { SELECT ?class ?status (COUNT(?thing) AS ?number) WHERE {
            GRAPH FACTS { ?thing kg:status ?status ; a ?class } } GROUP BY ?class ?status }
          UNION { SELECT ?class (COUNT(?thing) AS ?number) WHERE {
            GRAPH FACTS { ?thing a ?class } } GROUP BY ?class } }
        ORDER BY DESC(?number) ?class ?status"""
    )


def _articles() -> int:
    rows = _rows("SELECT (COUNT(DISTINCT ?article) AS ?number) WHERE { ?article a kg:Article }")
    return int(rows[0]["number"]) if rows else 0


def _kinds(counts: list[Row]) -> list[Kind]:
    """The most frequent class first."""
    by_class: dict[str, list[Count]] = defaultdict(list)
    for row in counts:
        if "status" in row:
            by_class[row["class"].removeprefix(KG)].append(Count(row["status"], int(row["number"])))
    return sorted((Kind(name, found) for name, found in by_class.items()), key=lambda kind: (-kind.total, kind.name))


def _summary(articles: int, things: list[Row], kinds: list[Kind]) -> list[str]:
    by_name = {row["class"].removeprefix(KG): int(row["number"]) for row in things}
    organizations = sum(by_name.get(name, 0) for name in ("Company", "Organization", "GovernmentBody"))
    events = {kind.name: kind.total for kind in kinds}
    counted = (
        (articles, "article", "articles"),
        (by_name.get("Person", 0), "person", "people"),
        (organizations, "organisation", "organisations"),
        (events.get("Meeting", 0), "meeting", "meetings"),
        (events.get("Investment", 0) + events.get("Acquisition", 0), "deal", "deals"),
        (events.get("Statement", 0), "statement", "statements"),
    )
    return [f"{number(str(count))} {one if count == 1 else many}" for count, one, many in counted if count]


_CHANGED = f"""SELECT ?event (MAX(?said) AS ?newest) (SAMPLE(?was) AS ?before) WHERE {{
  GRAPH FACTS {{ ?claim kg:supersedes ?earlier ; kg:reports ?event . ?event kg:status ?now ; a ?class
    FILTER(?class NOT IN ({_QUIET})) }}
  ?claim kg:claimedStatus ?now . ?earlier kg:claimedStatus ?was FILTER(?was != ?now)
  OPTIONAL {{ ?claim kg:claimDate ?said }} }}
GROUP BY ?event ORDER BY DESC(BOUND(?newest)) DESC(?newest) ?event LIMIT {CHANGED}"""
_DISPUTED = f"""SELECT DISTINCT ?event WHERE {{ GRAPH FACTS {{ ?conflict kg:about ?event . ?event kg:sources ?many }} }}
ORDER BY DESC(?many) ?event LIMIT {CHANGED}"""
# Whole days, of 2,000 claims or more: which of a day come first is up to the engine.
_LATEST = f"""SELECT ?event (MAX(?said) AS ?newest) WHERE {{
  {{ SELECT ?claim ?said WHERE {{ ?claim kg:claimDate ?said FILTER(?said >= ?since)
    {{ SELECT (MIN(?day) AS ?since) WHERE {{
      {{ SELECT ?day WHERE {{ ?any kg:claimDate ?day }} ORDER BY DESC(?day) LIMIT 2000 }} }} }} }} LIMIT 100000 }}
  GRAPH FACTS {{ ?claim kg:reports ?event . ?event a ?class FILTER(?class NOT IN ({_QUIET})) }} }}
GROUP BY ?event ORDER BY DESC(?newest) ?event LIMIT {LATEST}"""
_SUMS = f"""SELECT ?event (MAX(?dollars) AS ?most) WHERE {{ GRAPH FACTS {{
  ?event kg:amount ?amount ; kg:status ?status ; a ?class FILTER(?class IN (kg:Investment, kg:Acquisition))
  ?amount kg:value ?value ; kg:currency ?currency OPTIONAL {{ ?amount kg:usd ?usd }}
  BIND(IF(?currency = "USD", ?value, ?usd) AS ?dollars) FILTER(BOUND(?dollars)) }} }}
GROUP BY ?event ORDER BY DESC(?most) ?event LIMIT {SUMS}"""
_FAMOUS = f"""SELECT ?thing (SAMPLE(?label) AS ?name) (SAMPLE(?many) AS ?articles) WHERE {{
  {{ SELECT ?thing (COUNT(DISTINCT STRBEFORE(STR(?named), "#")) AS ?many) WHERE {{
    VALUES ?class {{ kg:Person kg:Company kg:Organization kg:GovernmentBody }}
    GRAPH FACTS {{ ?thing a ?class . ?named kg:resolvesTo ?thing }} }}
    GROUP BY ?thing ORDER BY DESC(?many) ?thing LIMIT {FAMOUS} }}
  GRAPH FACTS {{ ?thing skos:prefLabel ?label }} }}
GROUP BY ?thing ORDER BY DESC(?articles) ?name ?thing"""
