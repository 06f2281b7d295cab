"""What stands behind something: its claims with their sentences, the words of evidence marked."""

from __future__ import annotations

import html
from dataclasses import dataclass

from kg.client.frames import Rows
from kg.terms import CERTAINTIES, KGC, KGS

MOST = 50
_NOTATIONS = {name: notation for notation, name in CERTAINTIES.items()}
EXPLAIN = f"""SELECT DISTINCT ?claim ?class ?status ?certainty ?said ?article ?title ?publisher ?sentence ?from
  ?begin ?end WHERE {{
  {{ GRAPH ?facts {{ THING kg:claim ?claim }} }}
  UNION {{ GRAPH ?facts {{ ?named kg:resolvesTo THING }} GRAPH ?article {{ ?claim ?role ?named }} }}
  UNION {{ BIND(THING AS ?claim) }}
  GRAPH ?article {{ ?claim kg:claimType ?class ; kg:claimedStatus ?status ; kg:certainty ?certainty .
    ?claim kg:evidence ?span .
    ?span nif:beginIndex ?begin ; nif:endIndex ?end ; nif:sentence ?whole .
    ?whole nif:beginIndex ?from ; nif:anchorOf ?sentence . ?article a kg:Article
    OPTIONAL {{ ?claim kg:claimDate ?said }} OPTIONAL {{ ?article schema:headline ?title }}
    OPTIONAL {{ ?article dcterms:publisher ?publisher }} }} }}
ORDER BY ?said ?article ?begin ?claim LIMIT {MOST}"""


@dataclass(frozen=True)
class Quote:
    """A sentence; `start` and `end` are the words of evidence in it."""

    sentence: str
    start: int
    end: int
    kind: str
    status: str
    certainty: str
    source: str
    article: str
    claim: str
    said: str = ""


@dataclass(frozen=True)
class Explanation:
    """The sentences behind `thing`, the earliest first."""

    thing: str
    quotes: tuple[Quote, ...]

    def __str__(self) -> str:
        lines = [self.thing]
        for each in self.quotes:
            marked = (
                f"{each.sentence[: each.start]}**{each.sentence[each.start : each.end]}**{each.sentence[each.end :]}"
            )
            lines += [f"  {each.kind}, {each.status}, {each.certainty}: {marked}", f"    {_where(each)}"]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        items = "".join(
            f"<blockquote><b>{html.escape(each.status)}</b> <small>{html.escape(each.kind)}, "
            f"{html.escape(each.certainty)}</small><br>{html.escape(each.sentence[: each.start])}"
            f"<mark>{html.escape(each.sentence[each.start : each.end])}</mark>{html.escape(each.sentence[each.end :])}"
            f"<br><small>{html.escape(_where(each))}</small></blockquote>"
            for each in self.quotes
        )
        return f"<p><code>{html.escape(self.thing)}</code></p>{items or '<p>No sentence.</p>'}"


def quotes(rows: Rows) -> tuple[Quote, ...]:
    found = []
    for row in rows:
        value = {name: term[0] for name, term in row.items()}
        first = int(value["from"])
        found.append(
            Quote(
                sentence=value["sentence"],
                start=max(0, int(value["begin"]) - first),
                end=min(len(value["sentence"]), int(value["end"]) - first),
                kind=value["class"].rpartition("#")[2],
                status=value["status"].removeprefix(KGS).lower(),
                certainty=_NOTATIONS.get(value["certainty"].removeprefix(KGC), ""),
                source=value.get("publisher") or value.get("title") or "",
                article=value["article"],
                claim=value["claim"],
                said=value.get("said", ""),
            )
        )
    return tuple(found)


def _where(quote: Quote) -> str:
    return ", ".join(filter(None, (quote.source, quote.said, quote.claim)))
