"""A graph written by hand, as the ontology has it: two articles, one meeting planned then held, one disputed amount."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kg.store import Store, open_store
from kg.terms import CERTAINTIES, PREFIXES, STATUSES

BASE = "https://w3id.org/newskg/"
TITLE = "Lima and Berg <to> talk & trade"
FIRST = (
    "Photo: the harbour\n\n"
    "Ana Lima, the mayor of Porto Azul, is due to meet Bo Berg on Friday. "
    "Berg Motors plans to invest up to $2 billion in Porto Azul.\n"
)
SECOND = (
    "Mayor Ana Lima met Bo Berg on Friday. "
    "Berg Motors will invest $3 billion in Porto Azul, \U0001f600 officials said.\n"
)
MEETING, INVESTMENT = f"{BASE}event/meeting/aaaaaaaaaaaaaaaa", f"{BASE}event/investment/bbbbbbbbbbbbbbbb"


def stored(folder: Path) -> Store:
    """The graph in a store, published; its location is what a server needs."""
    store = open_store(str(folder / "store"))
    store.load(n_quads())
    store.publish()
    return store


def n_quads() -> str:
    prefixes = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())
    trig = prefixes + "".join(_graphs())
    return "".join(f"{quad} .\n" for quad in ox.parse(input=trig, format=ox.RdfFormat.TRIG))


def span(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def _quoted(text: str) -> str:
    return str(ox.Literal(text))


def _span(article: str, text: str, words: str, kind: str, more: str = "") -> str:
    start, end = span(text, words)
    return (
        f"<{article}#char={start},{end}> a {kind} ; nif:beginIndex {start} ; nif:endIndex {end} ; "
        f"nif:referenceContext <{article}> ; "
        f"nif:anchorOf {_quoted(words)} {more}.\n"
    )


def _name(article: str, text: str, slug: str, name: str, kind: str) -> str:
    start, end = span(text, name)
    subject = f"<{article}#entity-{slug}>"
    return (
        f"{subject} a kg:ArticleEntity ; kg:name {_quoted(name)} ; kg:entityType kg:{kind} ; "
        f"kg:mention <{article}#char={start},{end}> .\n" + _span(article, text, name, "nif:Phrase")
    )


def _claim(article: str, text: str, claim: str, words: str, sentence: str, says: str) -> str:
    start, end = span(text, words)
    first, last = span(text, sentence)
    return (
        f"<{article}#{claim}> a kg:Claim ; kg:certainty kgc:CTplus ; kg:rule {_quoted(claim)} ; "
        f"kg:evidence <{article}#char={start},{end}> ; {says} .\n"
        + _span(article, text, words, "kg:Evidence", f"; nif:sentence <{article}#char={first},{last}> ")
        + _span(article, text, sentence, "nif:Sentence")
    )


def _graphs() -> list[str]:
    return [_first(), _second(), _facts(), _inferred(), _ontology()]


def _first() -> str:
    a = f"{BASE}article/one"
    meet, invest = FIRST[FIRST.index("Ana") : FIRST.index(" Berg Motors")], FIRST[FIRST.index("Berg Motors") :].strip()
    people = f"kg:participant <{a}#entity-ana-lima> , <{a}#entity-bo-berg>"
    return (
        f"<{a}> {{ <{a}> a kg:Article ; nif:isString {_quoted(FIRST)} ; schema:headline {_quoted(TITLE)} ; "
        f'dcterms:identifier "one" ; '
        f'dcterms:publisher "Harbour Post" ; schema:datePublished "2025-03-04"^^xsd:date .\n'
        + _name(a, FIRST, "ana-lima", "Ana Lima", "Person")
        + _name(a, FIRST, "bo-berg", "Bo Berg", "Person")
        + _name(a, FIRST, "berg-motors", "Berg Motors", "Company")
        + _claim(
            a, FIRST, "claim-1", "is due to meet Bo Berg", meet,
            f'kg:claimType kg:Meeting ; kg:claimedStatus kgs:Planned ; kg:claimDate "2025-03-04"^^xsd:date ; {people}',
        )
        + _claim(
            a, FIRST, "claim-2", "plans to invest up to $2 billion", invest,
            f'kg:claimType kg:Investment ; kg:claimedStatus kgs:Planned ; kg:claimDate "2025-03-04"^^xsd:date ; '
            f"kg:investor <{a}#entity-berg-motors> ; kg:amount <{a}#claim-2-amount>",
        )
        + f'<{a}#claim-2-amount> a kg:Amount ; kg:value 2000000000.0 ; kg:currency "USD" ; '
        f'kg:wording "up to $2 billion" .\n'
        + "}\n"
    )  # fmt: skip


def _second() -> str:
    b = f"{BASE}article/two%2F2"
    meet, invest = SECOND[: SECOND.index(" Berg Motors")], SECOND[SECOND.index("Berg Motors") :].strip()
    people = f"kg:participant <{b}#entity-ana-lima> , <{b}#entity-bo-berg>"
    return (
        f'<{b}> {{ <{b}> a kg:Article ; nif:isString {_quoted(SECOND)} ; dcterms:publisher "Daily Berg" ; '
        f'schema:url <javascript:alert(1)> ; dcterms:identifier "two/2" ;'
        f' schema:datePublished "2025-03-08"^^xsd:date .\n'
        + _name(b, SECOND, "ana-lima", "Ana Lima", "Person")
        + _name(b, SECOND, "bo-berg", "Bo Berg", "Person")
        + _name(b, SECOND, "berg-motors", "Berg Motors", "Company")
        + _claim(
            b, SECOND, "claim-1", "met Bo Berg", meet,
            f'kg:claimType kg:Meeting ; kg:claimedStatus kgs:Held ; kg:claimDate "2025-03-08"^^xsd:date ; {people}',
        )
        + _claim(
            b, SECOND, "claim-2", "will invest $3 billion", invest,
            f'kg:claimType kg:Investment ; kg:claimedStatus kgs:Planned ; kg:claimDate "2025-03-08"^^xsd:date ; '
            f"kg:investor <{b}#entity-berg-motors> ; kg:amount <{b}#claim-2-amount> ;"
            f" kg:attributedTo <{b}#entity-bo-berg>",
        )
        + f'<{b}#claim-2-amount> a kg:Amount ; kg:value 3000000000.0 ; kg:currency "USD" ; kg:wording "$3 billion" .\n'
        + "}\n"
    )  # fmt: skip


def _facts() -> str:
    a, b, i = f"{BASE}article/one", f"{BASE}article/two%2F2", f"{BASE}id"
    return f"""<{BASE}graph/facts> {{
<{i}/person/ana-lima> a kg:Person ; skos:prefLabel "Ana Lima" ; skos:altLabel "A. <b>Lima</b>" ;
  kg:metWith <{i}/person/bo-berg> ; kg:holdsOffice <{i}/office/mayor-of-porto-azul> .
<{i}/person/bo-berg> a kg:Person ; skos:prefLabel "Bo Berg" ; kg:metWith <{i}/person/ana-lima> .
<{i}/company/berg-motors> a kg:Company ; skos:prefLabel "Berg Motors" ; kg:plansToInvestIn <{i}/city/porto-azul> .
<{i}/city/porto-azul> a kg:City ; skos:prefLabel "Porto Azul" .
<{i}/office/mayor-of-porto-azul> a kg:Office ; skos:prefLabel "mayor of Porto Azul" ;
  kg:officeOf <{i}/city/porto-azul> .
<{a}#entity-ana-lima> kg:resolvesTo <{i}/person/ana-lima> . <{b}#entity-ana-lima> kg:resolvesTo <{i}/person/ana-lima> .
<{a}#entity-bo-berg> kg:resolvesTo <{i}/person/bo-berg> . <{b}#entity-bo-berg> kg:resolvesTo <{i}/person/bo-berg> .
<{a}#entity-berg-motors> kg:resolvesTo <{i}/company/berg-motors> .
<{MEETING}> a kg:Meeting ; kg:status kgs:Held ; kg:sources 2 ; kg:claim <{a}#claim-1> , <{b}#claim-1> ;
  kg:participant <{i}/person/ana-lima> , <{i}/person/bo-berg> ; kg:host <{i}/person/ana-lima> ;
  kg:earliest "2025-03-07"^^xsd:date ; kg:latest "2025-03-07"^^xsd:date ; kg:datePrecision "day" .
<{a}#claim-1> kg:reports <{MEETING}> . <{b}#claim-1> kg:reports <{MEETING}> ; kg:supersedes <{a}#claim-1> .
<{INVESTMENT}> a kg:Investment ; kg:status kgs:Planned ; kg:sources 2 ; kg:claim <{a}#claim-2> , <{b}#claim-2> ;
  kg:investor <{i}/company/berg-motors> ; kg:recipient <{i}/city/porto-azul> ; kg:amount <{INVESTMENT}#amount-1> .
<{INVESTMENT}#amount-1> a kg:Amount ; kg:value 3000000000.0 ; kg:currency "USD" ; kg:qualifier "up-to" ;
  kg:wording "$3 billion" .
<{a}#claim-2> kg:reports <{INVESTMENT}> . <{b}#claim-2> kg:reports <{INVESTMENT}> .
<{INVESTMENT}#conflict-amount> a kg:Conflict ; kg:about <{INVESTMENT}> ; kg:onProperty kg:amount ;
  kg:between <{a}#claim-2> , <{b}#claim-2> ; kg:reason "2000000000 and 3000000000 USD" .
}}
"""


def _ontology() -> str:
    notations = {f"kgs:{name}": word for word, name in STATUSES.items()}
    notations |= {f"kgc:{name}": word for word, name in CERTAINTIES.items()}
    triples = "".join(f'{name} skos:notation "{word}" .\n' for name, word in notations.items())
    return f"<{BASE}graph/ontology> {{ {triples} }}\n"


def _inferred() -> str:
    return f"<{BASE}graph/inferred> {{ <{BASE}id/person/ana-lima> a kg:Agent . <{MEETING}> a kg:Event . }}\n"
