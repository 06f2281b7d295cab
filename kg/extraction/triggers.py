"""Which patterns of which relations a token sets off."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from kg.extraction.syntax import Syntax
from kg.model import Mention
from kg.relations import Pattern, Relation
from kg.terms import is_a

Row = tuple[Relation, Pattern, tuple[str, ...]]
Index = dict[str, tuple[Row, ...]]
PARTS = {"verb": ("VERB",), "noun": ("NOUN", "PROPN")}  # the parts of speech a trigger may be
KINDS = ("verb", "noun", "word", "mention")
DESCRIBING = frozenset(("appos", "attr", "oprd", "compound", "nmod", "amod", "conj", "nsubj", "pobj", "dobj", "ROOT"))


@lru_cache(maxsize=8)
def index(relations: tuple[Relation, ...]) -> dict[str, Index]:
    """Kind of trigger -> lemma -> the patterns it may set off; verbs by their first word, nouns by their last."""
    found: dict[str, dict[str, list[Row]]] = {kind: {} for kind in KINDS}
    for relation in relations:
        for pattern in relation.patterns:
            for words in pattern.triggers:
                key = words[-1] if pattern.kind == "noun" else words[0]
                found[pattern.kind].setdefault(key, []).append((relation, pattern, words))
    return {kind: {key: tuple(rows) for key, rows in table.items()} for kind, table in found.items()}


def matches(s: Syntax, relations: tuple[Relation, ...]) -> Iterator[tuple[int, Relation, Pattern]]:
    """Tokens with the patterns they set off, in text order; a pattern fires once a token."""
    table = index(relations)
    word, mention = table["word"], table["mention"]
    for token, part in enumerate(s.pos):
        kinds = [kind for kind, parts in PARTS.items() if part in parts]
        if s.lower[token] in word:
            kinds.append("word")
        if mention and token in s.mention_heads:
            kinds.append("mention")
        for kind in kinds:
            found = _rows(s, token, s.lemma[token].lower(), kind, table[kind])
            if not found:
                continue
            fired: set[str] = set()
            for relation, pattern, words in found:
                if kind == "noun" and token in s.titled and any(p.kind == "title" for p in relation.patterns):
                    continue  # annotation has read it as an office or position
                if pattern.rule not in fired and _beside(s, token, kind, words) and _company(s, token, pattern):
                    fired.add(pattern.rule)
                    yield token, relation, pattern


def _rows(s: Syntax, token: int, lemma: str, kind: str, rows: Index) -> tuple[Row, ...]:
    if kind == "mention":
        mention = s.mention_heads.get(token)
        if mention is None or mention.kind not in ("name", "adjective"):
            return ()
        types = ("adjective",) if _is_adjective(s, mention) else (s.document.entities[mention.entity].type,)
        return tuple(
            row for key in rows for row in rows[key] if key in types or (key != "adjective" and is_a(types[0], key))
        )
    if kind == "word":
        return rows.get(s.lower[token], ())
    found = rows.get(lemma, ())
    if kind == "noun" and s.pos[token] == "NOUN" and _describes(s, token):
        found += tuple(row for row in rows.get("*", ()) if lemma not in row[1].exceptions)
    return found


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


def _company(s: Syntax, token: int, pattern: Pattern) -> bool:
    if pattern.money and not any(child in s.money for child in s.kids(token, "dobj", "nsubjpass")):
        return False
    if not pattern.near and not pattern.without:
        return True
    below = {t for t in s.subtree(token) if t not in s.money and s.lower[s.head[t]] != "per"}  # "$20 per share"
    if not s.is_verb(token) and s.is_verb(s.head[token]):
        below |= set(s.children[s.head[token]])
    lemmas = {s.lemma[t].lower() for t in below} | {s.lower[t] for t in below}
    return not (pattern.near and not pattern.near & lemmas) and not (pattern.without & lemmas)
