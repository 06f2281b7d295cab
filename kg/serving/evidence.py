"""Which sentences show an event: of the latest reports, with the words of evidence marked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.serving.marking import Piece, marked_sentence
from kg.serving.site import iri, site

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
    found: dict[str, list[Quote]] = defaultdict(list)
    seen: set[tuple[str, str]] = set()
    for start in range(0, len(wanted), AT_ONCE):
        among = " ".join(map(iri, wanted[start : start + AT_ONCE]))
        for row in site().rows(_QUOTES.replace("AMONG", among).replace("FACTS", site().facts)):
            key = (str(row["event"]), str(row["article"]))
            if key in seen or len(found[row["event"]]) >= MOST:
                continue
            seen.add(key)
            pieces = marked_sentence(row["sentence"], int(row["from"]), int(row["begin"]), int(row["end"]))
            source = row.get("publisher") or row.get("title") or site().short(row["article"])
            found[row["event"]].append(
                Quote(
                    row["claim"],
                    row["span"],
                    row["article"],
                    source,
                    said=row.get("said", ""),
                    status=row["status"],
                    certainty=row["certainty"],
                    said_by=row.get("who", ""),
                    pieces=pieces,
                )
            )
    return found


_QUOTES = """SELECT ?event ?claim ?span ?article ?publisher ?title ?said ?status ?certainty ?who
  ?begin ?end ?from ?sentence WHERE {
  VALUES ?event { AMONG } GRAPH FACTS { ?event kg:claim ?claim ; kg:status ?now }
  GRAPH ?article { ?claim kg:evidence ?span ; kg:claimedStatus ?status ; kg:certainty ?certainty .
    ?span nif:beginIndex ?begin ; nif:endIndex ?end ; nif:sentence ?whole .
    ?whole nif:beginIndex ?from ; nif:anchorOf ?sentence . ?article a kg:Article
    OPTIONAL { ?claim kg:claimDate ?said } OPTIONAL { ?claim kg:attributedTo/kg:name ?who }
    OPTIONAL { ?article dcterms:publisher ?publisher }
    OPTIONAL { ?article schema:headline ?title } } }
ORDER BY ?event DESC(?status = ?now) DESC(BOUND(?said)) DESC(?said) ?article ?begin ?claim ?who"""
