"""Who can be a source: names, nouns of people and of documents, and what stands at the ends of a headline."""

from __future__ import annotations

from functools import cache

from kg.extraction.cues import cues, words
from kg.extraction.forms import goes_on
from kg.extraction.syntax import Syntax

UNDONE = frozenset(("of", "from", "against", "without", "to", "about"))  # before a gerund


def kinds(s: Syntax, token: int) -> list[int]:
    """The noun that says what a noun phrase is: its head, or what it is several of ("three of the polls")."""
    several = s.lemma[token].lower() in words().collectives
    return [token, *(s.prepositional(token, frozenset(("of",))) if several else ())]


def headings(s: Syntax, colon: int) -> list[int]:
    """The name, or source without one, that alone stands before a colon at the beginning of a line."""
    first = last = colon - 1
    if colon == 0:
        return []
    text, start = s.document.article.text, s.parse.start
    quoted = next((q for q in s.document.quotations if colon < q.first <= colon + 2), None)
    line = text.rfind("\n", 0, start[colon]) + 1
    opening = next((m for m in s.document.mentions if m.kind == "name" and line <= start[m.first] < start[colon]), None)
    if quoted and opening and start[opening.first] == line and colon - opening.first < 12:
        named = s.document.entities[opening.entity].type == "Person"  # "Anna Berg, Harbour Times: “…”"
        if named and not any(s.pos[t] == "VERB" for t in range(opening.first, colon)):
            return [opening.head]
    if quoted:
        root = next((t for t in (colon, *s.ancestors(colon)) if s.is_verb(t) and t < colon), None)
        if root is not None:  # "Berg was blunt: “…”"
            return [t for t in s.kids(root, "nsubj") if utters(s, t)]
    addressed = _before_addressee(s, colon, line)
    if addressed is not None:
        return [addressed]
    mention = s.mention_at.get(last)
    if mention is not None and mention.kind == "name" and mention.last == colon:
        if s.document.entities[mention.entity].type not in ("Person", "Organization", "GovernmentBody"):
            return []
        first, last = mention.first, mention.head
    elif s.lemma[last].lower() in words().sources | words().documents:
        first = s.noun_phrase(last)[0]
    elif s.word[last].isupper() and s.word[last].isalpha():  # "MS. BERG:" in a transcript
        while first > 0 and s.word[first - 1].isupper() and last - first < 3:
            first -= 1
    else:
        return []
    if text[text.rfind("\n", 0, start[first]) + 1 : start[first]].strip():
        return []
    return [_spelled_out(s, s.word[last]) or last]


def _spelled_out(s: Syntax, capitals: str) -> int | None:
    """ "AB: …" in an interview with Anna Berg: where she is named."""
    people = (m for m in s.document.mentions if m.kind == "name" and s.document.entities[m.entity].type == "Person")
    named = {m.entity: m.head for m in people if capitals == _initials(s.document.entities[m.entity].name)}
    return next(iter(named.values())) if len(named) == 1 else None


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split())


def _before_addressee(s: Syntax, colon: int, line: int) -> int | None:
    """ "Voters to Anna Berg: …" at the start of a line: who speaks, told by the "to" before the name."""
    mention = s.mention_at.get(colon - 1)
    to = mention.first - 1 if mention is not None and mention.last == colon else 0
    if to < 1 or s.lower[to] != "to":
        return None
    speaker = s.mention_at.get(to - 1)
    first = speaker.first if speaker is not None else s.noun_phrase(to - 1)[0]
    if s.parse.start[first] != line or not (speaker is not None or s.pos[to - 1] in ("NOUN", "PROPN")):
        return None
    return speaker.head if speaker is not None else to - 1


def hearers(s: Syntax, colon: int) -> list[int]:
    """Anna Berg in "Voters to Anna Berg: …"."""
    line = s.document.article.text.rfind("\n", 0, s.parse.start[colon]) + 1
    return [s.mention_at[colon - 1].head] if colon and _before_addressee(s, colon, line) is not None else []


def trailers(s: Syntax, dash: int) -> list[int]:
    """The source without a name that ends a headline: "… - sources"."""
    text, parse = s.document.article.text, s.parse
    stop = text.find("\n", parse.end[dash])
    if s.word[dash] != "--" and not (text[parse.start[dash] - 1].isspace() and text[parse.end[dash] :][:1].isspace()):
        return []  # a hyphen
    after = [t for t in range(dash + 1, min(dash + 5, len(parse))) if stop < 0 or parse.start[t] < stop]
    after = [t for t in after if s.pos[t] != "PUNCT"]
    ends = after and not text[parse.end[after[-1]] : stop if stop >= 0 else None].strip()
    return after[-1:] if ends and s.lemma[after[-1]].lower() in words().sources | words().documents else []


def utters(s: Syntax, token: int) -> bool:
    """Whether it can speak or write: a name, a noun of people or of a document; not "the crisis", not "costs"."""
    if token in s.mention_at or s.tag[token] in ("NNP", "NNPS"):
        return True
    verb = s.head[token]
    if s.dep[token] == "nsubj" and s.lemma[verb].lower() in ("say", "tell") and s.kids(verb, "ccomp"):
        person = s.word[token].isalpha() and s.word[token + 1] != "-"  # whatever does; no part of "co-author"
        return person and s.lemma[token].lower() not in words().things
    return any(_speaks(s.lemma[kind].lower()) for kind in kinds(s, token))


def is_unsaid(s: Syntax, verb: int) -> bool:
    """Whether a verb of saying only tells what saying so would be for, or what others should say."""
    return is_purpose(s, verb) or _is_wished(s, verb) or _is_passing(s, verb)


def is_purpose(s: Syntax, verb: int) -> bool:
    """ "met to discuss the sale", "helps to predict waves": what something is for, not what anybody says."""
    return s.is_infinitive(verb) and s.dep[verb] in ("advcl", "acl", "relcl") and not goes_on(s, s.head[verb])


def _is_wished(s: Syntax, verb: int) -> bool:
    """ "too easy for people to say that", "just ask her": an infinitive with a subject of its own, an imperative."""
    if s.tag[verb] != "VB":
        return False
    if s.kids(verb, "nsubj"):
        return s.is_infinitive(verb)
    first = verb
    while s.dep[first] == "conj" and not s.kids(first, "aux"):
        first = s.head[first]
    return s.dep[first] in ("ROOT", "conj") and s.tag[first] != "VB" and not s.kids(first, "aux")


def _is_passing(s: Syntax, verb: int) -> bool:
    """A participle that says no more than the verb beside it, or names an act without saying that it was done:
    "Commenting on it, Berg said …", "when announcing it, Berg said …", "avoided condemning it", "his work in predicting
    it".
    """
    above = s.head[verb]
    if s.tag[verb] != "VBG":
        return False
    if s.dep[verb] == "acl":  # "companies expressing interest", not "a letter urging them to sell"
        return not (above in s.mention_at or is_document(s, above) or s.kids(verb, "ccomp", "xcomp"))
    if s.dep[verb] == "pcomp":
        of_noun = s.lower[above] in ("for", "in") and s.pos[s.head[above]] in (
            "NOUN",
            "PROPN",
        )  # "his work in predicting"
        return of_noun or s.lower[above] in UNDONE
    if s.dep[verb] == "xcomp":
        return s.is_verb(above) and s.lemma[above] not in words().continuing
    return (
        s.dep[verb] == "advcl"
        and verb < above
        and (s.lemma[verb] in words().preludes or any(s.lower[c] == "when" for c in s.children[verb]))
        and s.lemma[above] in cues().reporting
    )


@cache
def _speaks(noun: str) -> bool:
    if any(noun in listed for listed in (words().sources, words().documents, words().standins)):
        return True
    return noun.endswith(tuple(words().agents)) and noun not in words().things


def is_document(s: Syntax, token: int) -> bool:
    """Whether it says something by what stands in it: "three of the polls"."""
    return any(s.lemma[kind].lower() in words().documents for kind in kinds(s, token))
