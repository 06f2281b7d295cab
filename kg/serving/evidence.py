"""Which sentences show an event: of the latest reports, with the words of evidence marked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.serving.marking import Piece, marked_sentence
from kg.serving.site import iri, site
from kg.serving.sources import Source, sources
from kg.store import Row
from kg.terms import KG

_TOLD = {f"{KG}claimedStatus": "status", f"{KG}claimDate": "said", f"{KG}certainty": "certainty"}
MOST = 3  # sentences of one event on a card
AT_ONCE = 100  # events of one query


@dataclass(frozen=True)
class Quote:
    """A sentence of an article; `span` is the IRI of the words of evidence in it."""

    claim: str
    span: str
    article: str
    source: str
    said: str = ""  # the claim's date
    status: str = ""  # IRI
    certainty: str = ""  # IRI
    said_by: str = ""  # whose words they are, where not the article's own
    pieces: list[Piece] = field(default_factory=list)


def quotes(events: Iterable[str]) -> dict[str, list[Quote]]:
    """By event, those first that say what became of it, the latest before others; of one article one sentence."""
    wanted = sorted(set(events))
    found: dict[str, list[Quote]] = {}
    for start in range(0, len(wanted), AT_ONCE):
        found |= _quotes(wanted[start : start + AT_ONCE])
    return found


def _quotes(events: list[str]) -> dict[str, list[Quote]]:
    """In steps, each for what the one before has chosen: an event may have a thousand claims."""
    made = _made(events)
    chosen = {event: _first(claims) for event, claims in made.items()}
    shown = [claim for claims in chosen.values() for claim in claims]
    sentences, whose = _told(claim.iri for claim in shown)
    by_article = sources(claim.article for claim in shown)
    told: dict[str, list[Quote]] = defaultdict(list)
    for event, claims in chosen.items():
        for claim in claims:
            if sentence := sentences.get(claim.iri):
                told[event].append(_quote(claim, by_article[claim.article], sentence, whose.get(claim.iri, "")))
    return told


@dataclass
class _Made:
    """A claim, as far as the choice among those of its event needs it."""

    iri: str
    status: str = ""
    said: str = ""
    certainty: str = ""
    confirms: bool = False  # its status is that of the event

    @property
    def article(self) -> str:
        return self.iri.partition("#")[0]


def _made(events: list[str]) -> dict[str, list[_Made]]:
    now: dict[str, str] = {}
    claims: dict[str, list[_Made]] = defaultdict(list)
    for row in site().rows(_CLAIMS.replace("AMONG", " ".join(map(iri, events))).replace("FACTS", site().facts)):
        now[row["event"]] = row["now"]
        claims[row["event"]].append(_Made(str(row["claim"])))
    by_iri = {claim.iri: claim for made in claims.values() for claim in made}
    if by_iri:
        for row in site().rows(_SAID.replace("AMONG", " ".join(map(iri, by_iri)))):
            setattr(by_iri[row["claim"]], _TOLD[row["p"]], str(row["o"]))
    for event, made in claims.items():
        for claim in made:
            claim.confirms = claim.status == now[event]
    return claims


def _first(claims: list[_Made]) -> list[_Made]:
    """As many as a card shows, each of another article."""
    latest = sorted(claims, key=lambda claim: (claim.confirms, claim.said), reverse=True)  # stable: then by IRI
    by_article: dict[str, _Made] = {}
    for claim in latest:
        by_article.setdefault(claim.article, claim)
    return list(by_article.values())[:MOST]


def _told(claims: Iterable[str]) -> tuple[dict[str, Row], dict[str, str]]:
    """By claim its first sentence, and whose words it tells."""
    among = " ".join(map(iri, sorted(claims)))
    sentences: dict[str, Row] = {}
    whose: dict[str, str] = {}
    for row in site().rows(_SENTENCES.replace("AMONG", among)) if among else ():
        if "who" in row:
            whose.setdefault(row["claim"], row["who"])
        else:
            sentences.setdefault(row["claim"], row)
    return sentences, whose


def _quote(claim: _Made, source: Source, row: Row, said_by: str) -> Quote:
    return Quote(
        claim.iri,
        row["span"],
        claim.article,
        source.name,
        said=claim.said,
        status=claim.status,
        certainty=claim.certainty,
        said_by=said_by,
        pieces=marked_sentence(row["sentence"], int(row["from"]), int(row["begin"]), int(row["end"])),
    )


_CLAIMS = """SELECT ?event ?now ?claim WHERE { VALUES ?event { AMONG }
  GRAPH FACTS { ?event kg:claim ?claim ; kg:status ?now } } ORDER BY ?event ?claim"""
_SAID = """SELECT ?claim ?p ?o WHERE { VALUES ?claim { AMONG } ?claim ?p ?o
  FILTER(?p IN (kg:claimedStatus, kg:claimDate, kg:certainty)) }"""
_SENTENCES = """SELECT ?claim ?span ?begin ?end ?from ?sentence ?who WHERE {
  { VALUES ?claim { AMONG } ?claim kg:evidence ?span . ?span nif:beginIndex ?begin ; nif:endIndex ?end ;
    nif:sentence ?whole . ?whole nif:beginIndex ?from ; nif:anchorOf ?sentence }
  UNION { VALUES ?claim { AMONG } ?claim kg:attributedTo ?source . ?source kg:name ?who } }
ORDER BY ?claim ?begin ?who"""
