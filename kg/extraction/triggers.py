"""Which patterns of which relations a token sets off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.extraction.arguments import objects
from kg.extraction.cues import words as listed
from kg.extraction.shares import part_of
from kg.extraction.syntax import Syntax
from kg.model import Mention
from kg.relations import Pattern, Relation
from kg.terms import is_a

Row = tuple[Relation, Pattern, tuple[str, ...]]
Rows = tuple[Row, ...]
NOUNS = ("NOUN", "PROPN")
COSTING = frozenset(("at", "for"))
ANY = "*"  # a noun trigger that any noun is: of a pattern whose first role hangs on a preposition
DESCRIBING = frozenset(("appos", "attr", "oprd", "compound", "nmod", "amod", "conj", "nsubj", "pobj", "dobj", "ROOT"))


@dataclass(frozen=True)
class Index:
    """Trigger -> the patterns it may set off; verbs by their first word, nouns by their last."""

    verb: dict[str, Rows]
    noun: dict[str, Rows]
    word: dict[str, Rows]
    mention: dict[str, Rows]


@lru_cache(maxsize=8)
def index(relations: tuple[Relation, ...]) -> Index:
    found: dict[str, dict[str, list[Row]]] = {kind: {} for kind in ("verb", "noun", "word", "mention", "title")}
    for relation in relations:
        for pattern in relation.patterns:
            for words in pattern.triggers:
                key = words[-1] if pattern.kind == "noun" else words[0]
                found[pattern.kind].setdefault(key, []).append((relation, pattern, words))
    tables = {kind: {key: tuple(rows) for key, rows in table.items()} for kind, table in found.items()}
    return Index(tables["verb"], tables["noun"], tables["word"], tables["mention"])


@lru_cache(maxsize=512)
def _rows_of(relations: tuple[Relation, ...], type_: str) -> Rows:
    """What a name of this type sets off."""
    return tuple(row for key, rows in index(relations).mention.items() if _is(type_, key) for row in rows)


def _is(type_: str, wanted: str) -> bool:
    return type_ == wanted or (type_ not in ("", "adjective") and wanted != "adjective" and is_a(type_, wanted))


def matches(s: Syntax, relations: tuple[Relation, ...]) -> Iterator[tuple[int, Relation, Pattern]]:
    """Tokens with the patterns they set off, in text order; a pattern fires once a token."""
    table = index(relations)
    lemma, lower = s.lemma, s.lower
    for token, part in enumerate(s.pos):
        if part == "VERB" and (rows := table.verb.get(lemma[token].lower())):
            yield from _fired(s, token, "verb", rows)
        elif part in NOUNS and (rows := _nouns(s, token, table)):
            yield from _fired(s, token, "noun", rows)
        if lower[token] in table.word:
            yield from _fired(s, token, "word", table.word[lower[token]])
        if token in s.mention_heads and (rows := _rows_of(relations, _type(s, token))):
            yield from _fired(s, token, "mention", rows)


def _fired(s: Syntax, token: int, kind: str, rows: Rows) -> Iterator[tuple[int, Relation, Pattern]]:
    fired: set[str] = set()
    for relation, pattern, words in rows:
        if kind == "noun" and token in s.titled and any(p.kind == "title" for p in relation.patterns):
            continue  # annotation has read it as an office or position
        if kind == "verb" and relation.occasion and (s.dep[token] == "amod" or _is_agenda(s, token)):
            continue  # "the visiting president": nothing says where and whom
        if kind == "noun" and "amount" in relation.roles and _names(s, token):
            continue
        if pattern.rule not in fired and _beside(s, token, kind, words) and _company(s, token, pattern):
            fired.add(pattern.rule)
            yield token, relation, pattern


def _names(s: Syntax, token: int) -> bool:
    """Whether the noun is a word of an organisation's name: "Norda Investment" invests nothing by it."""
    mention = s.mention_at.get(token)
    if mention is None or mention.kind != "name" or mention.last - mention.first == 1:
        return False
    return is_a(s.document.entities[mention.entity].type, "Organization")


def _is_agenda(s: Syntax, verb: int) -> bool:
    """ "A meeting to discuss the war": what an occasion is for is no other one."""
    above = s.head[verb]
    return s.dep[verb] in ("acl", "relcl") and s.is_infinitive(verb) and s.lemma[above] in listed().occasions


def _nouns(s: Syntax, token: int, table: Index) -> Rows:
    lemma = s.lemma[token].lower()
    rows = table.noun.get(lemma, ())
    if ANY in table.noun and s.pos[token] == "NOUN" and _describes(s, token):
        below = {s.lower[child] for child in s.children[token]}
        rows += tuple(row for row in table.noun[ANY] if lemma not in row[1].exceptions and _hinges(row[1]) & below)
    return rows


@cache
def _hinges(pattern: Pattern) -> frozenset[str]:
    """The prepositions of its first role: without one of them any noun would be tried in vain."""
    return frozenset(word for slot in next(iter(pattern.roles.values())) for word in slot.split("|"))


def _type(s: Syntax, token: int) -> str:
    """Of the entity named there; nothing for a pronoun or description."""
    mention = s.mention_heads[token]
    if mention.kind not in ("name", "adjective"):
        return ""
    return "adjective" if _is_adjective(s, mention) else s.document.entities[mention.entity].type


def _describes(s: Syntax, noun: int) -> bool:
    """A noun that may say what somebody named beside it is."""
    if s.dep[noun] not in DESCRIBING or noun in s.mention_at:
        return False
    if s.dep[noun] in ("appos", "attr", "oprd", "conj", "nsubj"):
        return True
    return s.head[noun] in s.mention_at or any(child in s.mention_at for child in s.children[noun])


def _is_adjective(s: Syntax, mention: Mention) -> bool:
    """ "American", and "U.S.", which has no other adjective."""
    letters = s.text(mention.first, mention.last).replace(".", "")
    country = s.document.entities[mention.entity].type == "Country"
    return mention.kind == "adjective" or (country and letters.isupper() and len(letters) < 4)


def _beside(s: Syntax, token: int, kind: str, words: tuple[str, ...]) -> bool:
    """The other words of a trigger: a verb's particle or complement, a noun's modifiers."""
    rest = words[1:] if kind == "verb" else words[:-1]
    if not rest:
        return True
    near = {s.lower[child] for child in s.children[token]}
    if kind == "verb":
        near |= set(s.lower[token + 1 : token + 4])
    else:
        near |= set(s.lower[max(0, token - 3) : token])
    return all(word in near for word in rest)


def _within(s: Syntax, noun: int, low: int, high: int) -> bool:
    """Whether the part of a company is within bounds; where none is said it is if they begin at nothing."""
    part = part_of(s, noun)
    return not low if part is None else low < part <= high


def _sum(s: Syntax, trigger: int) -> bool:
    """Whether a verb's object is or opens with a sum of money ("4 dollars a share in cash"), whether a noun has one."""
    if not s.is_verb(trigger):
        return any(t in s.money for t in s.subtree(trigger))
    verb = trigger
    if any(s.lemma[o].lower() in listed().prices for o in s.prepositional(verb, COSTING)):
        return any(t in s.money for t in s.subtree(verb))  # "at a cost of $5 million"
    return any(
        t in s.money
        for child in s.kids(verb, "dobj", "nsubjpass")
        for t in (child, *s.children[child], *_worth(s, child))
    )


def _worth(s: Syntax, noun: int) -> list[int]:
    """ "A plant worth $5 million"."""
    return [t for c in s.children[noun] if s.lower[c] == "worth" for t in s.subtree(c)]


def _company(s: Syntax, token: int, pattern: Pattern) -> bool:
    if s.lower[token] in pattern.exceptions:
        return False
    if pattern.money and not _sum(s, token):
        return False
    if pattern.share and not _within(s, token, *pattern.share):
        return False
    if pattern.object and not any(s.lemma[o].lower() in pattern.object for o in objects(s, token)):
        return False
    if not pattern.near and not pattern.without:
        return True
    below = {t for t in s.subtree(token) if t not in s.money and s.lower[s.head[t]] != "per"}  # "$20 per share"
    if not s.is_verb(token):
        if s.is_verb(s.head[token]):
            below |= {s.head[token], *s.children[s.head[token]]}
        elif s.dep[token] == "pobj" and s.lower[s.head[token]] == "of":  # "the sale of a stake"
            below |= {s.head[s.head[token]]}
    else:  # nor what is told of its subject, or besides: "Berg, who took office in May, travelled … and met a demand"
        aside = [c for c in s.children[token] if s.dep[c] == "nsubj" or (s.dep[c] == "conj" and s.is_verb(c))]
        below -= {t for child in aside for t in s.subtree(child)}
        below |= {s.head[token]} if s.dep[token] == "acl" else set()  # "is 42 percent owned by Norda"
    plain = [t for t in below if t not in s.mention_at or s.mention_at[t].kind != "name"]
    lemmas = {s.lemma[t].lower() for t in plain} | {s.lower[t] for t in plain}
    return not (pattern.near and not pattern.near & lemmas) and not (pattern.without & lemmas)
