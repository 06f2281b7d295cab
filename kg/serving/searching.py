"""/?q= and /suggest: which names and which sentences have the words in them."""

from __future__ import annotations

import re

from flask import Blueprint, Response, jsonify, render_template, request

from kg.serving import linked
from kg.serving.cells import label
from kg.serving.marking import Mark, Piece, pieces
from kg.serving.site import site
from kg.store import Row

blueprint = Blueprint("searching", __name__)
NAMES, SENTENCES, SUGGESTED = 60, 40, 8
MATCHING = 5000  # names that are looked at, those first that begin with the words
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": " ", "\r": " ", "\t": " ", "\0": " "})


def results(words: str) -> Response:
    names, sentences = _names(words, NAMES), _sentences(words)
    shown = [(row, _marked(row["sentence"], words)) for row in sentences]
    return linked.page(
        render_template("search.html", words=words, names=names, sentences=shown, most=NAMES, most_sentences=SENTENCES)
    )


@blueprint.get("/suggest")
def suggest() -> Response:
    """What a search box offers while one types: name, kind and page."""
    words = request.args.get("q", "").strip()[:200]
    rows = _names(words, SUGGESTED) if len(words) > 1 else []
    found = [
        {"name": row["name"], "kind": label(row["type"]), "iri": row["thing"], "page": site().local(row["thing"])}
        for row in rows
    ]
    return linked.kept(jsonify({"suggestions": found}), "json")


def _names(words: str, most: int) -> list[Row]:
    """Entities with a name that has these words in it: those that begin with them first, then the most reported."""
    return site().rows_in_time(
        f"""SELECT ?thing (SAMPLE(?preferred) AS ?name) (MIN(?place) AS ?best) (SAMPLE(?class) AS ?type)
          (COUNT(DISTINCT ?named) AS ?articles) WHERE {{
          {{ SELECT ?thing (MIN(?begins) AS ?place) WHERE {{
            GRAPH {site().facts} {{ ?thing skos:prefLabel|skos:altLabel ?label }}
            BIND(LCASE(STR(?label)) AS ?plain) FILTER(CONTAINS(?plain, "{_wanted(words)}"))
            BIND(IF(STRSTARTS(?plain, "{_wanted(words)}"), 0, 1) AS ?begins) }}
            GROUP BY ?thing ORDER BY ?place LIMIT {MATCHING} }}
          GRAPH {site().facts} {{ ?thing skos:prefLabel ?preferred ; a ?class }}
          OPTIONAL {{ GRAPH {site().facts} {{ ?named kg:resolvesTo ?thing }} }} }}
        GROUP BY ?thing ORDER BY ?best DESC(?articles) ?name ?thing LIMIT {most}"""
    )


def _sentences(words: str) -> list[Row]:
    if len(words) < 3:
        return []
    return site().rows_in_time(
        f"""SELECT ?span ?sentence ?article ?title ?publisher ?date WHERE {{ ?span kg:matches "{_wanted(words)}*" .
          GRAPH ?article {{ ?span a nif:Sentence ; nif:beginIndex ?begin ; nif:endIndex ?end .
          ?article a kg:Article ; nif:isString ?text BIND(SUBSTR(?text, ?begin + 1, ?end - ?begin) AS ?sentence)
          OPTIONAL {{ ?article schema:headline ?title }}
          OPTIONAL {{ ?article dcterms:publisher ?publisher }} OPTIONAL {{ ?article schema:datePublished ?date }} }} }}
        ORDER BY DESC(?date) ?span LIMIT {SENTENCES}"""
    )


def _wanted(words: str) -> str:
    return words.lower().encode("utf-8", "replace").decode().translate(_ESCAPES)


def _marked(sentence: str, words: str) -> list[Piece]:
    """Each word where a word of the sentence begins with it; what was found by its stem alone stays as it is."""
    wanted = "|".join(map(re.escape, sorted(re.findall(r"\w+", words), key=len, reverse=True)))
    word = rf"\b(?:{wanted})\w*"
    found = re.finditer(rf"{word}(?:\s+{word})*", sentence, re.IGNORECASE) if wanted else ()
    return pieces(sentence, [Mark(*match.span(), "evidence") for match in found])
