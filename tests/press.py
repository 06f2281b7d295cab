"""Three articles of an invented press as the ontology puts them in a graph, written down without the code under test.

Lindqvist and Keller are to meet, the meeting is called off, they telephone; Northwind Steel bids for Baltic Rail (two
figures), Keller blocks it; Northwind Steel and Polar Bank are behind Aurora; Lindqvist may visit Sudmark.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pyoxigraph as ox

from kg.terms import PREFIXES

BASE = "https://w3id.org/newskg/"
TEXTS = {
    "a1": "Prime Minister Ada Lindqvist will meet Bruno Keller in Oslo on 10 May. It rained all week. "
    "Northwind Steel offered $4 billion for Baltic Rail.",
    "a2": "The talks of Lindqvist and Keller were called off, two officials said. "
    "Keller blocked the $4.4 billion bid of Northwind Steel for Baltic Rail, as a risk to national safety.",
    "a3": "Lindqvist telephoned Keller on Friday. “We will be ready,” Lindqvist told Keller. "
    "Northwind Steel will invest 900 million euros in Aurora, which it leads with Polar Bank. "
    "Lindqvist may visit Sudmark in July. She and Bruno Keller are to meet on 9 June. "
    "Keller put tariffs on Sudmark. He is to sign a trade pact.",
}
ARTICLES = {  # publisher, headline, day
    "a1": ("Daily Ledger", "A meeting and a bid", "2024-05-02"),
    "a2": ("Morning Post", "No talks, no deal", "2024-05-09"),
    "a3": (None, "A call, a loan & a plan", "2024-06-01"),
}
PEOPLE = {  # name in the articles: class, slug and preferred label, other names
    "Lindqvist": ("Person", "ada-lindqvist", "Ada Lindqvist", ["Lindqvist"]),
    "Keller": ("Person", "bruno-keller", "Bruno Keller", ["Keller"]),
    "Northwind Steel": ("Company", "northwind-steel", "Northwind Steel", ["NORTHWIND"]),
    "Baltic Rail": ("Company", "baltic-rail", "Baltic Rail", []),
    "Polar Bank": ("Company", "polar-bank", "Polar Bank", []),
    "Aurora": ("Project", "aurora", "Aurora", []),
    "Oslo": ("City", "oslo", "Oslo", []),
    "Sudmark": ("Country", "sudmark", "Sudmark", []),
    "officials": ("Agent", "officials", "officials", []),
}
PAIR = "participant=Lindqvist participant=Keller"
BID = "acquirer=Northwind_Steel target=Baltic_Rail"
BEHIND = "project=Aurora partner=Northwind_Steel lead=Northwind_Steel partner=Polar_Bank"
# event: class, status, what claims and facts say, what only the facts say, claims
Said = tuple[str, str, str, str, str, str]  # article, claim, words, status, certainty, what only this claim says
EVENTS: dict[str, tuple[str, str, str, str, list[Said]]] = {
    "m1": (
        "Meeting",
        "Cancelled",
        PAIR,
        "place=Oslo earliest=2024-05-10 latest=2024-05-10",
        [
            ("a1", "c1", "will meet Bruno Keller", "Planned", "PRplus", "place=Oslo"),
            ("a2", "c2", "were called off", "Cancelled", "CTplus", "by=officials"),
        ],
    ),
    "m2": (
        "Meeting",
        "Planned",
        PAIR,
        "earliest=2024-06-09 latest=2024-06-09",
        [("a3", "c3", "are to meet on 9 June", "Planned", "PRplus", "")],
    ),
    "k1": (
        "Call",
        "Held",
        PAIR,
        "earliest=2024-05-31 latest=2024-05-31",
        [("a3", "c4", "telephoned Keller", "Held", "CTplus", "")],
    ),
    "v1": (
        "Visit",
        "Proposed",
        "visitor=Lindqvist destination=Sudmark earliest=2024-07-01 latest=2024-07-31",
        "",
        [("a3", "c5", "may visit Sudmark", "Proposed", "PSplus", "")],
    ),
    "b1": (
        "Acquisition",
        "Blocked",
        BID,
        "USD=4000000000 USD=4400000000",
        [
            ("a1", "c6", "$4 billion", "Proposed", "CTplus", "USD=4000000000"),
            ("a2", "c7", "$4.4 billion", "Blocked", "CTplus", "USD=4400000000"),
        ],
    ),
    "d1": (
        "Decision",
        "Held",
        "decider=Keller decisionType='block ground='national_safety",
        "object=b1",
        [("a2", "c8", "Keller blocked", "Held", "CTplus", "")],
    ),
    "i1": (
        "Investment",
        "Planned",
        "investor=Northwind_Steel recipient=Aurora EUR=900000000",
        "",
        [("a3", "c9", "900 million euros", "Planned", "PRplus", "")],
    ),
    "p1": (
        "ProjectPartnership",
        "Held",
        BEHIND,
        "",
        [("a3", "c10", "it leads with Polar Bank", "Held", "CTplus", "")],
    ),
    "s1": (
        "Statement",
        "Held",
        "speaker=Lindqvist addressee=Keller said='We_will_be_ready direct=true",
        "",
        [("a3", "c11", "We will be ready", "Held", "CTplus", "")],
    ),
    "t1": (
        "TradeMeasure",
        "Held",
        "decider=Keller against=Sudmark measure='tariff decisionType='impose",
        "",
        [("a3", "c13", "put tariffs on Sudmark", "Held", "CTplus", "")],
    ),
    "e1": (
        "Presentation",
        "Planned",
        "presenter=Keller document='trade_pact",
        "",
        [("a3", "c14", "is to sign a trade pact", "Planned", "PRplus", "")],
    ),
    "o1": (
        "OfficeHolding",
        "Held",
        "holder=Lindqvist tenure='current",
        "office=office asOf=2024-05-02 knownFrom=2024-05-02 knownUntil=2024-05-02",
        [("a1", "c12", "Prime Minister Ada Lindqvist", "Held", "CTplus", "title='Prime_Minister")],
    ),
}
CLOSING = """
GRAPH <graph/facts> {
  <id/office/prime-minister> a kg:Office , kg:LeadingOffice ; kg:title "Prime Minister" ;
    skos:prefLabel "Prime Minister" .
  <article/a2#c2> kg:supersedes <article/a1#c1> . <article/a2#c7> kg:supersedes <article/a1#c6> .
  <event/b1#conflict-amount> a kg:Conflict ; kg:about <event/b1> ; kg:onProperty kg:amount ; kg:reason "10 % apart" ;
    kg:between <article/a1#c6> , <article/a2#c7> .
  <event/i1#amount-900000000-eur> kg:usd 980000000 ; kg:rate 0.918 .
}
"""


def n_quads() -> str:
    """Articles and facts; nothing inferred, no ontology."""
    prefixes = "".join(f"@prefix {prefix}: <{name}> .\n" for prefix, name in PREFIXES.items())
    trig = f"@base <{BASE}> .\n{prefixes}" + "\n".join([*map(_article, TEXTS), _facts(), CLOSING])
    return "".join(f"{quad} .\n" for quad in ox.parse(trig, format=ox.RdfFormat.TRIG))


def _span(article: str, start: int, end: int, kind: str) -> str:
    return (
        f"<article/{article}#char={start},{end}> a {kind} ; nif:beginIndex {start} ; nif:endIndex {end} ; "
        f"nif:referenceContext <article/{article}> ; nif:anchorOf {ox.Literal(TEXTS[article][start:end])} .\n"
    )


def sentences(article: str) -> Iterator[tuple[int, int]]:
    start = 0
    for part in TEXTS[article].replace(". ", ".\n").split("\n"):
        yield start, start + len(part)
        start += len(part) + 1


def _article(article: str) -> str:
    publisher, headline, day = ARTICLES[article]
    text = TEXTS[article]
    lines = [f"<article/{article}> a kg:Article ; dcterms:identifier '{article}' ; nif:isString {ox.Literal(text)} ."]
    lines.append(f"<article/{article}> schema:headline '{headline}' ; schema:datePublished '{day}'^^xsd:date .")
    if publisher:
        lines.append(f"<article/{article}> dcterms:publisher '{publisher}' .")
    lines += [_span(article, start, end, "nif:Sentence") for start, end in sentences(article)]
    for name in PEOPLE:
        if name in text:
            start = text.index(name)
            subject = f"<article/{article}#entity-{PEOPLE[name][1]}>"
            lines.append(f"{subject} a kg:ArticleEntity ; kg:name '{name}' ; kg:entityType kg:{PEOPLE[name][0]} ;")
            lines.append(f"  kg:mention <article/{article}#char={start},{start + len(name)}> .")
            lines.append(_span(article, start, start + len(name), "nif:Phrase"))
    for kind, _, shared, _, claims in EVENTS.values():
        lines += [_claim(kind, shared, *claim) for claim in claims if claim[0] == article]
    return f"GRAPH <article/{article}> {{\n" + "\n".join(lines) + "}\n"


def _claim(kind: str, shared: str, article: str, name: str, words: str, status: str, certainty: str, own: str) -> str:
    start = TEXTS[article].index(words)
    first, last = next(pair for pair in sentences(article) if pair[0] <= start < pair[1])
    subject = f"<article/{article}#{name}>"
    span = f"<article/{article}#char={start},{start + len(words)}>"
    said = "".join(_statements(subject, f"{shared} {own}", lambda who: f"<article/{article}#entity-{PEOPLE[who][1]}>"))
    return (
        f"{subject} a kg:Claim ; kg:claimType kg:{kind} ; kg:claimedStatus kgs:{status} ; "
        f"kg:certainty kgc:{certainty} ; kg:rule 'by.hand' ; kg:claimDate '{ARTICLES[article][2]}'^^xsd:date ; "
        f"kg:evidence {span} .\n{said}"
        f"{span} nif:sentence <article/{article}#char={first},{last}> .\n"
        + _span(article, start, start + len(words), "kg:Evidence")
    )


def n_quads_of_a_claim_set_aside() -> str:
    """A firm as an employee: what a program may read, and nobody can be."""
    said = ("a2", "c99", "bid of Northwind Steel", "Held", "CTplus", "")
    claim = _claim("Employment", "employee=Northwind_Steel employer=Baltic_Rail", *said)
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    graphs = f"GRAPH <article/a2> {{ {claim} }}\n"
    graphs += "GRAPH <graph/facts> { <article/a2#c99> kg:setAside 'Northwind Steel is a company' }\n"
    quads = ox.parse(prefixes + graphs, format=ox.RdfFormat.TRIG, base_iri=BASE)
    return "".join(f"{quad} .\n" for quad in quads)


def _facts() -> str:
    lines = []
    for name, (kind, slug, label, others) in PEOPLE.items():
        lines.append(f"{_entity(name)} a kg:{kind} ; skos:prefLabel '{label}' .")
        lines += [f"{_entity(name)} skos:altLabel '{other}' ." for other in others]
        members = [article for article, text in TEXTS.items() if name in text]
        lines += [f"<article/{article}#entity-{slug}> kg:resolvesTo {_entity(name)} ." for article in members]
    for event, (kind, status, shared, more, claims) in EVENTS.items():
        publishers = {ARTICLES[claim[0]][0] or claim[0] for claim in claims}
        lines.append(f"<event/{event}> a kg:{kind} ; kg:status kgs:{status} ; kg:sources {len(publishers)} .")
        for article, claim, *_ in claims:
            lines.append(f"<event/{event}> kg:claim <article/{article}#{claim}> .")
            lines.append(f"<article/{article}#{claim}> kg:reports <event/{event}> .")
        lines += _statements(f"<event/{event}>", f"{shared} {more}", _entity)
    return "GRAPH <graph/facts> {\n" + "\n".join(lines) + "}\n"


def _entity(name: str) -> str:
    if name == "office":
        return "<id/office/prime-minister>"
    if name in EVENTS:
        return f"<event/{name}>"
    return f"<id/{PEOPLE[name][0].lower()}/{PEOPLE[name][1]}>"


def _statements(subject: str, says: str, entity: Callable[[str], str]) -> Iterator[str]:
    for pair in says.split():
        role, value = pair.split("=")
        value = value.replace("_", " ")
        if role in ("USD", "EUR"):
            node = f"{subject[:-1]}{'-' if '#' in subject else '#'}amount-{value}-{role.lower()}>"
            yield f"{subject} kg:amount {node} . {node} a kg:Amount ; kg:value {value}.0 ; kg:currency '{role}' ; "
            yield "kg:qualifier 'exact' ; kg:wording 'as printed' .\n"
        elif value.startswith("'"):
            yield f"{subject} kg:{role} {value}' .\n"
        elif value[0].isdigit():
            yield f"{subject} kg:{role} '{value}'^^xsd:date .\n"
        elif value == "true":
            yield f"{subject} kg:{role} true .\n"
        else:
            yield f"{subject} kg:{'attributedTo' if role == 'by' else role} {entity(value)} .\n"
