"""What a noun phrase that names nothing may be where a role admits it: a source, a crowd, a company or a part of one
that the article describes, a topic.
"""

from __future__ import annotations

from kg.extraction import companies
from kg.extraction.cues import words
from kg.extraction.syntax import Syntax
from kg.extraction.voices import utters
from kg.relations import Role


def is_source(s: Syntax, token: int) -> bool:
    """ "three officials", "two of the people": a noun of people who say things, or a number of them."""
    if is_empty(s, token) or any(t in s.mention_at for t in s.kids(token, "appos")):
        return False
    if s.lemma[token].lower() in words().collectives and s.tag[token] in ("CD", "DT", "JJ", "JJS", "NN"):
        return any(s.tag[t] in ("NNS", "NNPS") for t in s.prepositional(token, frozenset(("of",))))
    return s.lemma[token].lower() in words().sources


def is_crowd(s: Syntax, token: int) -> bool:
    """ "police chiefs", "a senior diplomat": who is told to meet somebody, without a name."""
    lemma = s.lemma[token].lower()
    kinds = {s.lemma[t].lower() for t in (token, *s.kids(token, "compound", "nmod", "amod"))}
    some = any(s.lower[t] in ("a", "an", "another", "its") for t in s.kids(token, "det", "poss"))
    one = s.tag[token] == "NN" and (some or "steering" in kinds)
    if lemma not in (words().crowds if s.tag[token] == "NNS" else words().emissaries if one else ()):
        return False
    if any(s.tag[t] == "PRP$" for t in s.kids(token, "poss")) and kinds.isdisjoint(words().separate):
        return False  # "his aides" come with him, "its bank advisory committee" does not
    spoken_of = ("both", "these", "those", "such", *(("the",) if lemma in words().states else ()))
    if any(s.lower[t] in spoken_of or s.lower[t] in words().anybody for t in s.children[token]):
        return False  # "third parties" are nobody yet
    return not is_empty(s, token)


def hung_low(s: Syntax, token: int) -> list[int]:
    """ "leaders in farming and members of the church": the second, which was hung on what the first are in."""
    below = [o for p in s.kids(token, "prep") for o in s.kids(p, "pobj") if o not in s.mention_at]
    return [c for o in below for c in s.conjuncts(o)[1:] if not is_crowd(s, o) and is_crowd(s, c)]


def is_described(s: Syntax, token: int) -> bool:
    """ "a German drugmaker": a company by what it does."""
    return companies.is_company(s, token) and not is_empty(s, token)


def overlooked(s: Syntax, token: int) -> tuple[int, int] | None:
    """The words of a name that nobody has marked: proper nouns in a clause of prose, no number and no kind of thing."""
    verb = s.clause_of(token)
    opens = s.parse.sentences[s.parse.sentence[token]][0] == token
    proper = s.tag[token] == "NNP" or (s.tag[token] in ("NNPS", "NN", "NNS") and not opens)  # "bought Courage"
    if not proper or not s.word[token][:1].isupper() or not s.word[verb].islower() or token in s.valued:
        return None
    first = token
    while (
        first
        and s.head[first - 1] == token
        and s.dep[first - 1] in ("compound", "amod")
        and s.word[first - 1].istitle()
    ):
        first -= 1
    free = not any(t in s.mention_at or not s.word[t].isalpha() for t in range(first, token + 1))
    plain = not any(s.dep[t] in ("det", "nummod", "poss") for t in s.children[token])
    kind = first == token and s.lower[token] in words().institutions | words().standins | words().sources
    return (first, token + 1) if free and plain and not kind and len(s.word[token]) > 2 else None


def may_speak(s: Syntax, token: int, role: Role) -> bool:
    """Any noun that names nothing; "another said …"; of a source only what utters something."""
    nominal = s.pos[token] in ("NOUN", "PROPN") and s.ent_free(token)
    several = role.source and s.lower[token] in words().somebody
    return (nominal or several) and not is_empty(s, token) and (not role.source or utters(s, token))


def is_topic(s: Syntax, token: int) -> bool:
    """ "invested in clean energy": what can be spoken of, no word like "thing" and no company told of before."""
    return (
        s.pos[token] in ("NOUN", "PROPN")
        and len(s.word[token]) > 1
        and s.ent_free(token)
        and s.lemma[token].lower() not in words().empty
        and not companies.is_definite(s, token)
    )


def is_empty(s: Syntax, token: int) -> bool:
    """ "no official", "many of whom": nobody in particular says so."""
    first, last = s.whole_phrase(token)
    if _is_title(s, token):
        return True
    return any(s.lower[c] in ("no", "any", "every", "each") for c in s.kids(token, "det")) or any(
        s.tag[t] in ("WP", "WDT", "PRP") for t in range(first, last)
    )


def _is_title(s: Syntax, token: int) -> bool:
    """ "Party leader and Prime Minister Anna Berg", "Anna Berg of Velta and contributor to Tagblatt": one person, and a
    title of hers without an article.
    """
    if s.tag[token] not in ("NN", "NNP") or s.kids(token, "det", "poss", "nummod"):
        return False
    beside = [*s.kids(token, "conj"), *([s.head[token]] if s.dep[token] == "conj" else [])]
    named = [s.mention_at[t] for t in beside if t in s.mention_at and s.mention_at[t].kind == "name"]
    return bool(named) and s.document.entities[named[0].entity].type == "Person"
