"""/articles and /article/<id>: the text as it was read, with what was understood of it marked."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field
from operator import itemgetter

from flask import Blueprint, Response, jsonify, render_template, request
from werkzeug.exceptions import NotAcceptable

from kg.pictures.headlines import LITERALS, headline, joined
from kg.serving import linked
from kg.serving.cards import settled
from kg.serving.cells import label, state, written
from kg.serving.marking import Mark, Piece, outside, paragraphs, pieces
from kg.serving.media import HTML, JSON, negotiate
from kg.serving.site import iri, site
from kg.store import Row
from kg.terms import DCTERMS, KG, NIF, SCHEMA, article_iri

blueprint = Blueprint("articles", __name__)
_SPAN = re.compile(r"(\d{1,9}),(\d{1,9})")
_META = {
    "title": f"{SCHEMA}headline",
    "publisher": f"{DCTERMS}publisher",
    "author": f"{SCHEMA}author",
    "date": f"{SCHEMA}datePublished",
    "month_day": f"{KG}monthDay",
    "from": f"{KG}writtenFrom",
    "until": f"{KG}writtenUntil",
    "url": f"{SCHEMA}url",
    "text": f"{NIF}isString",
}


@dataclass
class Claim:
    row: Row
    roles: list[tuple[str, str]] = field(default_factory=list)  # role IRI, the name that fills it
    fillers: dict[str, str] = field(default_factory=dict)  # IRI of an entity of the article -> the role it fills
    spans: list[tuple[int, int]] = field(default_factory=list)
    said_by: list[str] = field(default_factory=list)
    sentence: list[Piece] = field(default_factory=list)  # of the first evidence, with it and the roles marked

    @property
    def anchor(self) -> str:
        return self.row["claim"].rpartition("#")[2]

    @property
    def settled(self) -> bool:
        return settled(self.row["class"].removeprefix(KG), state(self.row["status"]))

    @property
    def summary(self) -> str:
        roles: dict[str, list[str]] = defaultdict(list)
        for role, name in self.roles:
            roles[role.removeprefix(KG)].append(name)
        told = {name: self.row.get(name, "") for name in LITERALS}
        kind = self.row["class"].removeprefix(KG)
        if kind == "OfficeHolding" and "title" in self.row:
            roles["office"] = [" of ".join([self.row["title"], *roles.get("officeOf", ())[:1]])]
        names = joined(list(dict.fromkeys(name for _, name in self.roles)))
        plain = f"{label(self.row['class']).capitalize()}{': ' if names else ''}{names}"
        return headline(kind, state(self.row["status"]), roles, told) or plain


@blueprint.get("/articles")
def listing() -> Response:
    rows = site().rows_lately(_LIST)
    media = negotiate(request.headers.get("Accept"), (HTML, JSON))
    if media is None:
        raise NotAcceptable("the list of articles is a page, or JSON")
    if media is HTML:
        return linked.page(render_template("article_list.html", rows=rows))
    return linked.kept(jsonify({"articles": [dict(row) for row in rows]}), "json")


@blueprint.get("/article/<path:name>")
def article(name: str) -> Response:
    stem, media = linked.representation(name, lambda name: article_iri(site().base, name))
    thing = article_iri(site().base, stem)
    linked.must_exist(thing, "article")
    if media is not HTML:
        return linked.rdf(_CONSTRUCT.replace("THING", iri(thing)).replace("FACTS", site().facts), media)
    meta = _metadata(thing)
    claims = _claims(thing)
    text = meta.get("text", "")
    prose = [(int(row["begin"]), int(row["end"])) for row in _rows(_SENTENCES, thing)]
    mentions = _rows(_MENTIONS, thing)
    named = [(int(row["begin"]), int(row["end"]), row) for row in mentions]  # in the order of the text
    for claim in claims:
        claim.sentence = _told(claim, text, prose, named)
    unread = _unread(prose, claims)
    return linked.page(
        render_template(
            "article.html",
            thing=thing,
            meta=meta,
            paragraphs=paragraphs(_pieces(text, claims, prose, mentions, unread)),
            anchors=_anchors(claims),
            claims=claims,
            sentences=len(prose),
            unread=len(unread),
            show_unread="unread" in request.args,
            path=request.path,
        )
    )


def _rows(sparql: str, thing: str) -> list[Row]:
    return site().rows(sparql.replace("THING", iri(thing)).replace("FACTS", site().facts))


def _metadata(thing: str) -> dict[str, str]:
    said = {str(row["p"]): str(row["o"]) for row in _rows(_ABOUT, thing)}
    meta = {name: said[prop] for name, prop in _META.items() if prop in said}
    return meta | {"written": written(meta.get("from"), meta.get("until"))}


def _claims(thing: str) -> list[Claim]:
    claims = {row["claim"]: Claim(row) for row in _rows(_CLAIMS, thing)}
    for row in _rows(_ROLES, thing):
        if row["claim"] in claims and row["role"] == f"{KG}attributedTo":
            claims[row["claim"]].said_by.append(row["name"])
        elif row["claim"] in claims:
            claims[row["claim"]].roles.append((row["role"], row["name"]))
            claims[row["claim"]].fillers.setdefault(row["who"], label(row["role"]))
    for row in _rows(_EVIDENCE, thing):
        if row["claim"] in claims:
            claims[row["claim"]].spans.append((int(row["begin"]), int(row["end"])))
    return sorted(claims.values(), key=lambda claim: (claim.spans[:1], claim.row["claim"]))


def _pieces(
    text: str,
    claims: list[Claim],
    prose: list[tuple[int, int]],
    mentions: list[Row],
    unread: list[tuple[int, int]],
) -> list[Piece]:
    marks = [Mark(start, end, "furniture") for start, end in outside(len(text), prose)] if prose else []
    marks += [Mark(start, end, "unread") for start, end in unread]
    for row in mentions:
        target = row.get("entity", row["named"])
        kind = f"{row['name']} ({label(row['type'])})"
        marks.append(Mark(int(row["begin"]), int(row["end"]), "mention", target, kind))
    for claim in claims:
        marks += [Mark(start, end, "evidence", claim.anchor, claim.summary) for start, end in claim.spans]
    if asked := _SPAN.fullmatch(request.args.get("char", "")):
        marks.append(Mark(int(asked[1]), int(asked[2]), "focus"))
    return pieces(text, marks)


def _told(claim: Claim, text: str, prose: list[tuple[int, int]], named: list[tuple[int, int, Row]]) -> list[Piece]:
    """The sentence of the first evidence, its words and the names that fill a role marked."""
    if not claim.spans:
        return []
    begin, end = claim.spans[0]
    first, last = next(((start, stop) for start, stop in prose if start <= begin < stop), (begin, end))
    marks = [Mark(begin - first, end - first, "evidence")]
    within = slice(*(bisect_left(named, at, key=itemgetter(0)) for at in (first, last)))
    for start, stop, row in named[within]:
        role = claim.fillers.get(row["named"])
        if role and stop <= last:
            target = row.get("entity", row["named"])
            marks.append(Mark(start - first, stop - first, "role", target, role))
    return pieces(text[first:last], marks)


def _unread(prose: list[tuple[int, int]], claims: list[Claim]) -> list[tuple[int, int]]:
    """Sentences that no claim stands on."""
    spans = [span for claim in claims for span in claim.spans]
    return [(first, last) for first, last in prose if not any(first < end and start < last for start, end in spans)]


def _anchors(claims: list[Claim]) -> dict[int, list[str]]:
    """Where in the text a link to a span (RFC 5147: char=10,20) should land: start -> fragments."""
    anchors: dict[int, list[str]] = defaultdict(list)
    for start, end in sorted({span for claim in claims for span in claim.spans}):
        anchors[start].append(f"char={start},{end}")
    if asked := _SPAN.fullmatch(request.args.get("char", "")):
        fragment = f"char={int(asked[1])},{int(asked[2])}"
        if fragment not in anchors[int(asked[1])]:
            anchors[int(asked[1])].append(fragment)
    return dict(anchors)


_LIST = """SELECT ?article ?title ?publisher ?date (COUNT(DISTINCT ?claim) AS ?claims) WHERE { GRAPH ?article {
  ?article a kg:Article OPTIONAL { ?article schema:headline ?title } OPTIONAL { ?article dcterms:publisher ?publisher }
  OPTIONAL { ?article schema:datePublished ?date } OPTIONAL { ?claim a kg:Claim } } }
GROUP BY ?article ?title ?publisher ?date ORDER BY DESC(?date) ?article LIMIT 1000"""
_ABOUT = "SELECT ?p ?o WHERE { { GRAPH THING { THING ?p ?o } } UNION { GRAPH FACTS { THING ?p ?o } } } ORDER BY ?p ?o"
_SENTENCES = """SELECT DISTINCT ?begin ?end WHERE { GRAPH THING {
  ?sentence a nif:Sentence ; nif:beginIndex ?begin ; nif:endIndex ?end } } ORDER BY ?begin ?end"""
_MENTIONS = """SELECT DISTINCT ?named ?name ?type ?begin ?end ?entity WHERE {
  GRAPH THING { ?named kg:mention ?span ; kg:name ?name ; kg:entityType ?type .
    ?span nif:beginIndex ?begin ; nif:endIndex ?end }
  OPTIONAL { GRAPH FACTS { ?named kg:resolvesTo ?entity } } } ORDER BY ?begin ?named"""
_CLAIMS = f"""SELECT * WHERE {{
  GRAPH THING {{ ?claim a kg:Claim ; kg:claimType ?class ; kg:claimedStatus ?status ; kg:certainty ?certainty
    {" ".join(f"OPTIONAL {{ ?claim kg:{name} ?{name} }}" for name in ("rule", "title", *LITERALS))} }}
  OPTIONAL {{ GRAPH FACTS {{ ?claim kg:reports ?event }} }} }} ORDER BY ?claim"""
_ROLES = """SELECT DISTINCT ?claim ?role ?who ?name WHERE { GRAPH THING {
  ?claim a kg:Claim ; ?role ?who . ?who kg:name ?name } }
ORDER BY ?claim ?role ?name ?who"""
_EVIDENCE = """SELECT DISTINCT ?claim ?begin ?end WHERE { GRAPH THING {
  ?claim kg:evidence ?span . ?span nif:beginIndex ?begin ; nif:endIndex ?end } } ORDER BY ?begin ?end"""
_CONSTRUCT = """CONSTRUCT { ?s ?p ?o . ?claim kg:reports ?event . ?named kg:resolvesTo ?entity } WHERE {
  { GRAPH THING { ?s ?p ?o } }
  UNION { VALUES ?s { THING } GRAPH FACTS { ?s ?p ?o } }
  UNION { GRAPH THING { ?claim a kg:Claim } GRAPH FACTS { ?claim kg:reports ?event } }
  UNION { GRAPH THING { ?named a kg:ArticleEntity } GRAPH FACTS { ?named kg:resolvesTo ?entity } } }"""
