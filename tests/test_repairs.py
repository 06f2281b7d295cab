"""Parses that contradict themselves on hand-built trees: which noun becomes whose subject or object."""

from __future__ import annotations

import pytest

from kg.annotation.repairs import repair
from kg.annotation.verbs import retag
from tests.test_slots import tree

REPORTED = """
Norda     NNP nsubj    1
announced VBD ROOT     1 announce
the       DT  det      3
break     NN  dobj     1
had       VBD aux      6
been      VBN auxpass  6
contained VBN conj     1 contain
"""
TOLD = """
Norda NNP nsubj 1
told  VBD ROOT  1 tell
Dorn  NNP dobj  1
was   VBD ccomp 1 be
ill   JJ  acomp 3
"""
INTERRUPTED = """
Workers NN  nsubj 3
,       ,   punct 3
Berg    NNP nsubj 3
said    VBD ROOT  3 say
,       ,   punct 3
were    VBD ccomp 3 be
ill     JJ  acomp 5
"""
LISTED = """
Norda     NNP nsubj 1
warned    VBD ROOT  1 warn
of        IN  prep  1
rain      NN  pobj  2
and       CC  cc    3
aides     NN  conj  3
predicted VBD conj  1 predict
storms    NN  dobj  6
"""
JOINED = """
Norda NNP nsubj 1
met   VBD ROOT  1 meet
Dorn  NNP dobj  1
and   CC  cc    2
Velta NNP conj  2
is    VBZ conj  1 be
big   JJ  acomp 5
"""
LONGER = """
Norda NNP nsubj 1
met   VBD ROOT  1 meet
Dorn  NNP dobj  1
,     ,   punct 2
Kilo  NNP conj  2
and   CC  cc    4
Velta NNP conj  4
is    VBZ conj  1 be
big   JJ  acomp 7
"""
NAMED = """
Norda     NNP nsubj 1
wrote     VBD ROOT  1 write
books     NN  dobj  1
entitled  VBD ccomp 1 entitle
Dreams    NN  dobj  3
"""
ENDING = """
Norda    NNP nsubj    1
bought   VBD ROOT     1 buy
Velta    NNP compound 3
Inc.     NNP punct    1
"""
ENDING_WITH = """
Norda    NNP nsubj    1
merged   VBD ROOT     1 merge
with     IN  prep     1
Velta    NNP compound 4
Inc.     NNP punct    1
"""
ENDING_BE = """
Norda    NNP nsubj    1
is       VBZ ROOT     1 be
the      DT  det      1
Velta    NNP compound 4
Inc.     NNP punct    1
"""
ENDING_AND = """
Norda    NNP nsubj    1
bought   VBD ROOT     1 buy
Kilo     NNP dobj     1
and      CC  cc       2
Velta    NNP compound 5
Inc.     NNP punct    1
"""
ENDING_COMMA = """
Norda    NNP nsubj    1
bought   VBD ROOT     1 buy
rivals   NN  dobj     1 rival
,        ,   punct    2
Velta    NNP compound 5
Inc.     NNP punct    1
"""
ENDING_NOUN = """
Norda     NNP nsubj    1
bought    VBD ROOT     1 buy
chipmaker NN  dobj     1
Velta     NNP compound 4
Inc.      NNP punct    1
"""
ENDING_ALONE = """
The      DT  ROOT     0
Velta    NNP compound 2
Inc.     NNP punct    0
"""
TITLED = """
NATO     NNP nsubj    4
director NN  compound 3
general  JJ  compound 3
Berg     NNP nsubj    4
said     VBD ROOT     4 say
"""
APPOSED = """
After IN  prep  5
Dorn  NNP pobj  0
,     ,   punct 1
Anna  NNP compound 4
Berg  NNP appos 1
said  VBD ROOT  5 say
so    RB  advmod 5
"""
MEETING = """
Berg   NNP nsubj 3
and    CC  cc    0
Dorn   NNP conj  0
meet   NN  ROOT  3
in     IN  prep  3
Graz   NNP pobj  4
"""
TIME = """
The  DT  det    1
time NN  nsubj  2
home NN  ROOT   2
"""


@pytest.mark.parametrize(
    ("rows", "noun", "verb"),
    [
        pytest.param(REPORTED, 3, 6, id="the object of saying is the subject of what is said"),
        pytest.param(TOLD, 2, 1, id="who is told stays who is told"),
        pytest.param(INTERRUPTED, 0, 5, id="the subject before a reporting clause"),
        pytest.param(LISTED, 5, 6, id="listed with what stands before"),
        pytest.param(JOINED, 4, 5, id="listed with the object before"),
        pytest.param(LONGER, 6, 4, id="a list of three may be one"),
        pytest.param(APPOSED, 4, 5, id="a second name right before the verb"),
        pytest.param(NAMED, 2, 1, id="a title is no clause"),
        pytest.param(TITLED, 0, 3, id="whose head somebody is, before the title"),
    ],
)
def test_subject(rows: str, noun: int, verb: int) -> None:
    assert repair(tree(rows).parse).head[noun] == verb


@pytest.mark.parametrize(
    ("rows", "name", "hangs"),
    [
        pytest.param(ENDING, 3, (1, "dobj"), id="behind a verb"),
        pytest.param(ENDING_WITH, 4, (2, "pobj"), id="behind a preposition"),
        pytest.param(ENDING_BE, 4, (1, "attr"), id="behind be and an article"),
        pytest.param(ENDING_AND, 5, (2, "conj"), id="behind and"),
        pytest.param(ENDING_COMMA, 5, (2, "appos"), id="behind a noun and a comma"),
        pytest.param(ENDING_NOUN, 4, (1, "dobj"), id="behind what it is"),
        pytest.param(ENDING_ALONE, 2, (0, "punct"), id="nothing before it in the sentence"),
    ],
)
def test_a_name_whose_stop_ends_the_sentence(rows: str, name: int, hangs: tuple[int, str]) -> None:
    parse = repair(tree(rows).parse)
    assert (parse.head[name], parse.dep[name]) == hangs


@pytest.mark.parametrize(
    ("rows", "token", "tag"),
    [pytest.param(MEETING, 3, "VBP", id="several meet"), pytest.param(TIME, 2, "NN", id="no number of a verb")],
)
def test_tag(rows: str, token: int, tag: str) -> None:
    assert retag(tree(rows).parse).tag[token] == tag
