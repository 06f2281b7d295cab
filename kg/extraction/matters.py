"""What is spoken of where no clause or quotation says it: "called for a ban", "described the plan as a disaster"."""

from __future__ import annotations

from dataclasses import replace

from kg.extraction.cues import words
from kg.extraction.syntax import Syntax
from kg.extraction.wording import Content, worded
from kg.terms import is_a

# Prepositions that go on with what is said of the object, for any verb and for some.
TAILS = frozenset(("for", "of", "as", "against", "over"))
# verb -> what stands before the rest of what is said of its object, beside the usual
OWN_TAILS = {"liken": ("to", "with"), "compare": ("to", "with"), "blame": ("on",)}


def matter_of(s: Syntax, trigger: int) -> Content | None:
    """What a verb or noun of saying is about: its object with what is said of it, or the object of a preposition."""
    objects = [t for t in s.kids(trigger, "dobj", "oprd", "xcomp", "ccomp") if t > trigger and _is_topic(s, t)]
    if s.lemma[trigger] in words().told | {"threaten", "confirm"}:
        objects = [t for t in objects if not _is_party(s, t)]  # who is told is not what
    if s.lemma[trigger] == "call" and objects:
        return None  # "called for a ban"; not "called the police on Sunday"
    if s.is_passive(trigger):
        objects = [t for t in objects if s.dep[t] == "dobj"]  # not "was reported missing"
    about = [p for p in s.kids(trigger, "prep") if p > trigger and _is_matter(s, p)]
    if objects and s.is_verb(trigger):
        tails = _tails(s, trigger)
        if s.lemma[trigger] in ("liken", "compare") and not tails:
            return None
        tops = [*objects, *tails]
    elif about:
        about.sort(key=lambda p: s.lower[p] not in ("about", "of"))
        tops = [top for p in about[:1] for top in s.kids(p, "pobj", "pcomp")]
        tops += _to_be(s, trigger, about[0])
    else:
        return None
    below = [t for top in tops for t in s.subtree(top)]
    content = worded(s, [(min(below), _without_day(s, min(below), max(below) + 1))])
    if (
        content is None
        or _of_writer(s, below)
        or all(s.tag[t] in ("PRP", "DT", "WP", "WDT") or s.lower[t] == "nothing" for t in below)
    ):
        return None
    return with_verb(s, trigger, content) if s.is_verb(trigger) else content


def topic_of(s: Syntax, trigger: int) -> Content | None:
    """The same, where who speaks of it does not say that it is so: "criticised the deal", with the verb that judges."""
    if any(s.tag[c] in ("WRB", "WP") for t in s.kids(trigger, "ccomp", "pcomp") for c in s.children[t]):
        return None  # "discussed why he had come": what he said is not told
    content = matter_of(s, trigger)
    if content is not None and not s.is_verb(trigger):
        content = with_verb(s, trigger, content)
    return content and replace(content, vouched=False)


def with_verb(s: Syntax, verb: int, content: Content) -> Content:
    """The words from the verb on, without which they would say something else: "denied that …", "blamed Norda"."""
    first = content.spans[0][0]
    if first <= verb or content.text.startswith(f"{s.parse.word[verb]} "):
        return content
    between = s.parse.word[verb + 1 : first]
    if any(word.isalpha() for word in between):  # "that"
        return replace(content, text=f"{s.text(verb, first)} {content.text}", direct=False)
    return replace(content, text=f"{s.parse.word[verb]} {content.text}", direct=False)


def label_of(s: Syntax, verb: int) -> Content | None:
    """ "called the plan a disaster": what is called and what it is called."""
    if s.dep[verb] == "acl" and s.is_passive(verb):
        return None  # "a technology called Velta"
    named = s.kids(verb, "oprd") or [t for t in s.kids(verb, "ccomp", "xcomp") if not s.is_verb(t)]
    named = named or [p for p in s.kids(verb, "prep") if s.lower[p] == "as"]
    named = named or [t for t in s.kids(verb, "npadvmod") if any(q.first <= t < q.last for q in s.document.quotations)]
    tops = [t for t in (*s.kids(verb, "dobj"), *named) if t > verb]
    if not named or not tops:
        return None
    if s.lemma[verb] == "declare" and len(tops) < 2 and not s.kids(named[0], "nsubj"):
        return None  # "declared victory" does what it says
    below = [t for top in tops for t in s.subtree(top)]
    content = worded(s, [(min(below), max(below) + 1)])
    return content and replace(with_verb(s, verb, content), vouched=False)


def _of_writer(s: Syntax, tokens: list[int]) -> bool:
    """ "asked me about my story": a matter of who writes, unless they are words within quotation marks."""
    own = [t for t in tokens if s.lower[t] in ("my", "our")]
    return any(not any(q.first <= t < q.last for q in s.document.quotations) for t in own)


def _is_topic(s: Syntax, token: int) -> bool:
    """No date, and no time for which it was spoken of: "discuss it these days"."""
    return token not in s.valued and (s.lemma[token].lower() not in words().periods or bool(s.kids(token, "prep")))


def _without_day(s: Syntax, first: int, last: int) -> int:
    """Where the words end without the day at their end on which they were said."""
    for time in s.times_from(first + 1, last - 1):
        if time.last == last and s.dep[last - 1] == "npadvmod":
            return time.first
    return last


def _is_party(s: Syntax, token: int) -> bool:
    mention = s.mention_at.get(token)
    if mention is not None:
        return is_a(s.document.entities[mention.entity].type, "Agent")
    return s.tag[token] == "PRP" or s.lemma[token].lower() in words().sources | words().crowds


def _tails(s: Syntax, verb: int) -> list[int]:
    """ "as a disaster", "for its delay": what is said of the object of a verb."""
    names = (*TAILS, *OWN_TAILS.get(s.lemma[verb], ()))
    listed = [p for p in s.kids(verb, "prep") if p > verb and s.lower[p] in names]
    fit = [p for p in listed if s.lower[p] == "as" or any(_may_matter(s, t) for t in s.kids(p, "pobj", "pcomp"))]
    return [p for p in fit if s.subtree(p)[-1] > p]


def _is_matter(s: Syntax, preposition: int) -> bool:
    objects = s.kids(preposition, "pobj", "pcomp")
    return s.lower[preposition] in words().matters and any(_may_matter(s, t) for t in objects)


def _may_matter(s: Syntax, token: int) -> bool:
    return s.lemma[token] not in words().empty and _is_topic(s, token)


def _to_be(s: Syntax, verb: int, preposition: int) -> list[int]:
    """ "called for the fund to be closed": what is to be done with the object of the preposition."""
    last = s.subtree(preposition)[-1]
    return [t for t in s.kids(verb, "advcl", "xcomp", "ccomp") if s.is_infinitive(t) and s.subtree(t)[0] == last + 1]
