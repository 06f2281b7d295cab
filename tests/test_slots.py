"""Slots on hand-built trees: no model, one construction a row."""

from __future__ import annotations

import pytest

from kg.extraction.slots import fill
from kg.extraction.syntax import Syntax
from kg.model import Article, Document, Mention, NamedEntity, Parse

COARSE = {
    "VB": "VERB",
    "NN": "NOUN",
    "NNP": "PROPN",
    "IN": "ADP",
    "MD": "AUX",
    "TO": "PART",
    "PR": "PRON",
    "WP": "PRON",
    "DT": "DET",
    "JJ": "ADJ",
    "PO": "PART",
}


def tree(rows: str) -> Syntax:
    """One token a line: word, tag, relation, number of its head (from 0). Proper nouns are mentions."""
    table = [line.split() for line in rows.strip().splitlines()]
    words, tags, deps = (tuple(row[i] for row in table) for i in range(3))
    heads = tuple(int(row[3]) for row in table)
    lemmas = tuple(row[4] if len(row) > 4 else row[0].lower() for row in table)
    starts = [0]
    for word in words[:-1]:
        starts.append(starts[-1] + len(word) + 1)
    count = len(table)
    parse = Parse(
        word=words,
        lemma=lemmas,
        pos=tuple(COARSE.get(tag, COARSE.get(tag[:2], "X")) for tag in tags),
        tag=tags,
        dep=deps,
        head=heads,
        start=tuple(starts),
        end=tuple(start + len(word) for start, word in zip(starts, words, strict=True)),
        sentence=(0,) * count,
        sentences=((0, count),),
        children=tuple(tuple(c for c in range(count) if heads[c] == n and c != n) for n in range(count)),
    )
    names = [n for n, tag in enumerate(tags) if tag == "NNP"]
    return Syntax(
        Document(
            Article("t", " ".join(words)),
            parse,
            tuple(NamedEntity("Person", words[n]) for n in names),
            tuple(Mention(n, n + 1, n, i, "name") for i, n in enumerate(names)),
        )
    )


ACTIVE = """
Berg  NNP nsubj 1
meets VBZ ROOT  1 meet
Dorn  NNP dobj  1
"""
PASSIVE = """
Velta  NNP nsubjpass 2
was    VBD auxpass   2 be
bought VBN ROOT      2 buy
by     IN  agent     2
Norda  NNP pobj      3
"""
CONTROL = """
Berg  NNP nsubj 1
plans VBZ ROOT  1 plan
to    TO  aux   3
meet  VB  xcomp 1
Dorn  NNP dobj  3
"""
OBJECT_CONTROL = """
Berg   NNP nsubj 1
urged  VBD ROOT  1 urge
Dorn   NNP dobj  1
to     TO  aux   4
resign VB  xcomp 1
"""
RELATIVE = """
Norda   NNP nsubj 4
which   WP  nsubj 2
bought  VBD relcl 0 buy
Velta   NNP dobj  2
grew    VBD ROOT  4 grow
"""
OBJECT_RELATIVE = """
bid     NN  ROOT  0
which   WP  dobj  3
Berg    NNP nsubj 3
blocked VBD relcl 0 block
"""
COORDINATED = """
Berg    NNP nsubj 1
flew    VBD ROOT  1 fly
and     CC  cc    1
met     VBD conj  1 meet
Dorn    NNP dobj  3
"""
NOUN_PLAN = """
Berg   NNP poss  2
's     POS case  0
plan   NN  ROOT  2
to     TO  aux   4
meet   VB  acl   2
Dorn   NNP dobj  4
"""
RANKED = """
Berg   NNP nsubj 1
became VBD ROOT  1 become
the    DT  det   4
first  JJ  amod  4
leader NN  attr  1
to     TO  aux   6
meet   VB  relcl 4
Dorn   NNP dobj  6
"""
NOMINAL = """
Berg    NNP poss 2
's      POS case 0
meeting NN  ROOT 2
with    IN  prep 2
Dorn    NNP pobj 3
"""
CARRIED = """
Berg    NNP nsubj 1
spoke   VBD ROOT  1 speak
at      IN  prep  1
a       DT  det   4
meeting NN  pobj  2
with    IN  prep  4
Dorn    NNP pobj  5
"""
LIGHT = """
Berg  NNP nsubj 1
held  VBD ROOT  1 hold
talks NNS dobj  1 talk
with  IN  prep  1
Dorn  NNP pobj  3
"""
PLANS_FOR = """
Berg    NNP nsubj 1
drew    VBD ROOT  1 make
plans   NNS dobj  1 plan
for     IN  prep  2
a       DT  det   5
meeting NN  pobj  3
"""
AFTER = """
Berg    NNP nsubj 1
left    VBD ROOT  1 leave
after   IN  prep  1
meeting VBG pcomp 2 meet
Dorn    NNP dobj  3
"""
APPOSED = """
Helios  NNP ROOT  0
,       ,   punct 0
a       DT  det   3
venture NN  appos 0
with    IN  prep  3
Norda   NNP pobj  4
"""
MONEY = """
Norda    NNP nsubj 1
invested VBD ROOT  1 invest
billions NNS dobj  1 billion
in       IN  prep  2
Velta    NNP pobj  3
"""
EXPLAINED = """
Berg      NNP nsubj 1
explained VBD ROOT  1 explain
the       DT  det   3
talks     NNS dobj  1 talk
with      IN  prep  3
Dorn      NNP pobj  4
"""
NATION = """
The     DT  det      3
Swiss   NNP amod     3
film    NN  compound 3
actor   NN  compound 4
Berg    NNP ROOT     4
"""
PREDICATED = """
Berg  NNP nsubj 1
is    VBZ ROOT  1 be
a     DT  det   4
Swiss NNP amod  4
actor NN  attr  1
"""
POSTED = """
Berg   NNP nsubj 1
is     VBZ ROOT  1 be
the    DT  det   4
Swiss  NNP amod  4
coach  NN  attr  1
"""
AFFILIATED = """
Norda    NNP compound 1
engineer NN  compound 2
Berg     NNP ROOT     2
"""
CRITIC = """
Norda  NNP compound 1
critic NN  compound 2
Berg   NNP ROOT     2
"""
BEHIND = """
Norda  NNP ROOT  0
,      ,   punct 0
Vienna NNP appos 0
"""
FOUNDED_AND_BASED = """
Norda   NNP ROOT 0
founded VBN acl  0 found
in      IN  prep 1
May     NN  pobj 2
and     CC  cc   1
based   VBN conj 1 base
in      IN  prep 5
Vienna  NNP pobj 6
"""
THEN_IN = """
Norda  NNP nsubjpass 2
was    VBD auxpass   2 be
based  VBN ROOT      2 base
in     IN  prep      2
Vienna NNP pobj      3
and    CC  cc        3
in     IN  conj      3
Graz   NNP pobj      6
"""
LOW_APPOSITION = """
Berg   NNP ROOT  0
of     IN  prep  0
Norda  NNP pobj  1
,      ,   punct 0
a      DT  det   5
maker  NN  appos 0
"""
DISTANT = """
Berg   NNP nsubj 1
spoke  VBD ROOT  1 speak
at     IN  prep  0
Norda  NNP pobj  2
"""
OWNER_IS = """
Norda  NNP poss  2
's     POS case  0
owner  NN  nsubj 3
is     VBZ ROOT  3 be
Velta  NNP attr  3
"""

APPENDED = """
Velta    NNP nsubj 1
fell     VBD ROOT  1 fall
in       IN  prep  1
Paris    NNP pobj  2
,        ,   punct 3
an       DT  det   6
aide     NN  appos 3
said     VBD conj  1 say
"""
QUOTED_AS = """
They    PR  nsubj 1
quoted  VBD ROOT  1 quote
Dorn    NNP dobj  1
as      IN  prep  1
saying  VBG pcomp 3 say
"""
POLLS = """
Three   CD  nsubj 3 three
of      IN  prep  0
polls   NNS pobj  1 poll
show    VBP ROOT  3 show
"""
CRISIS = """
Crises  NNS nsubj 1 crisis
reveal  VBP ROOT  1 reveal
"""
CITING = """
citing  VBG ROOT  0 cite
costs   NNS dobj  0 cost
"""


@pytest.mark.parametrize(
    ("rows", "trigger", "slot", "expected"),
    [
        pytest.param(ACTIVE, 1, "subject", "Berg", id="active subject"),
        pytest.param(ACTIVE, 1, "object", "Dorn", id="active object"),
        pytest.param(PASSIVE, 2, "subject", "Norda", id="passive subject is the agent"),
        pytest.param(PASSIVE, 2, "object", "Velta", id="passive object is the grammatical subject"),
        pytest.param(CONTROL, 3, "subject", "Berg", id="subject control"),
        pytest.param(OBJECT_CONTROL, 4, "subject", "Dorn", id="object control"),
        pytest.param(RELATIVE, 2, "subject", "Norda", id="subject relative"),
        pytest.param(OBJECT_RELATIVE, 3, "object", "bid", id="object relative"),
        pytest.param(COORDINATED, 3, "subject", "Berg", id="coordinated verb shares the subject"),
        pytest.param(NOUN_PLAN, 4, "subject", "Berg", id="infinitive on a noun: its possessor"),
        pytest.param(RANKED, 6, "subject", "Berg", id="the first leader to meet"),
        pytest.param(NOMINAL, 2, "possessor", "Berg", id="possessor"),
        pytest.param(NOMINAL, 2, "with", "Dorn", id="preposition on a noun"),
        pytest.param(CARRIED, 4, "carrier", "Berg", id="speaking at a meeting"),
        pytest.param(LIGHT, 2, "holder", "Berg", id="light verb subject"),
        pytest.param(LIGHT, 2, "with", "Dorn", id="preposition on the light verb"),
        pytest.param(PLANS_FOR, 5, "carrier", "Berg", id="plans for a meeting"),
        pytest.param(AFTER, 3, "subject", "Berg", id="after meeting"),
        pytest.param(APPOSED, 3, "self", "Helios", id="apposition names it"),
        pytest.param(MONEY, 1, "in|into", "Velta", id="preposition on a nameless object"),
        pytest.param(EXPLAINED, 3, "carrier", "", id="explaining talks is not holding them"),
        pytest.param(NATION, 1, "described", "Berg", id="an adjective before what a name is"),
        pytest.param(PREDICATED, 3, "described", "Berg", id="an adjective of a predicate"),
        pytest.param(POSTED, 3, "described", "", id="the nation a coach works for is not his own"),
        pytest.param(AFFILIATED, 2, "affiliation", "Norda", id="the firm before what a name is"),
        pytest.param(CRITIC, 2, "affiliation", "", id="a critic is none of theirs"),
        pytest.param(BEHIND, 0, "apposed", "Vienna", id="a place behind a comma"),
        pytest.param(FOUNDED_AND_BASED, 5, "object", "Norda", id="the second of two participles"),
        pytest.param(THEN_IN, 2, "in", "Vienna Graz", id="coordinated prepositions"),
        pytest.param(LOW_APPOSITION, 5, "self", "Norda Berg", id="an apposition is of the name right before it"),
        pytest.param(DISTANT, 0, "at", "", id="a preposition behind the verb is not the name's"),
        pytest.param(OWNER_IS, 2, "self", "Velta", id="what a noun is said to be"),
        pytest.param(APPENDED, 7, "subject", "aide", id="reporting clause hung on a neighbour"),
        pytest.param(QUOTED_AS, 4, "subject", "Dorn", id="quoted as saying"),
        pytest.param(POLLS, 3, "document", "Three", id="three of the polls show"),
        pytest.param(CRISIS, 1, "utterer", "", id="a crisis says nothing"),
        pytest.param(CITING, 0, "informant", "", id="costs are cited, not asked"),
    ],
)
def test_slot(rows: str, trigger: int, slot: str, expected: str) -> None:
    s = tree(rows)
    assert " ".join(s.word[t] for t in fill(s, trigger, slot)) == expected
