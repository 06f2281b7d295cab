"""Which tokens may be words of a name."""

from __future__ import annotations

import re

from kg.annotation.spans import Text
from kg.annotation.words import words
from kg.model import Parse

NAMING = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "EVENT", "LAW", "WORK_OF_ART"})
QUOTES = frozenset(('"', "\u201c", "\u201d", "``", "''"))
MISTAKEN = frozenset({"NN", "UH", "VBG", "JJ", "VB", "FW", "RB"})  # tags a name may get where every word has a capital
MIXED = re.compile(r"(?=.*[a-z])[A-Z]\w*[a-z]\w*[A-Z]|[A-Z]{2,}[a-z]{3,}")  # "OpenAI", "PHLPost"
LEGAL = frozenset(("plc", "ltd", "ltd.", "inc", "inc.", "llc", "gmbh"))  # as some print them
PROPER = frozenset({"NNP", "NNPS"})


def is_name_word(text: Text, t: int) -> bool:
    word = text.parse.word[t]
    if t in text.known or t in text.sourced:
        return True
    if text.parse.tag[t] in PROPER:
        return word[0].isalpha() and (word[0].isupper() or any(c.isupper() for c in word))
    if text.parse.tag[t] == "JJ" and text.label[t] in ("GPE", "LOC", "NORP"):
        return False
    if word[0].isupper() and (MIXED.match(word) or opens(text, t)):
        return True
    return text.label[t] in NAMING and word[0].isupper() and text.parse.tag[t] not in ("DT", "IN", "PRP", "PRP$")


def opens(text: Text, t: int) -> bool:
    """A word that begins a sentence and that elsewhere in the article, or by what is said of it, is a name."""
    parse = text.parse
    if parse.sentences[parse.sentence[t]][0] != t or not parse.word[t].isalpha() or parse.tag[t] not in MISTAKEN:
        return False
    if parse.word[t] in text.proper:
        return True
    if parse.dep[t] != "nsubj" or parse.tag[t] != "NN" or parse.lemma[parse.head[t]] != "be" or parse.children[t]:
        return False
    said = {parse.lemma[c] for c in parse.children[parse.head[t]] if parse.dep[c] == "attr" and _introduced(parse, c)}
    return any(said & words("words", "apposition", kind) for kind in ("Company", "Person"))


def _introduced(parse: Parse, noun: int) -> bool:
    return any(parse.word[c] in ("a", "an") for c in parse.children[noun])


def width(text: Text, t: int) -> int:
    return t + (text.known[t][0] if t in text.known else 1)
