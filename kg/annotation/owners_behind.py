"""Of what an office is by the words behind it: "of Japan", "at the Bank of Japan", "of Tesla and SpaceX"."""

from __future__ import annotations

from kg.annotation.bindings import GENITIVE, PLACES, Binding, Surroundings
from kg.annotation.spans import Text
from kg.annotation.words import words
from kg.model import Mention

REALMS = words("titles", "usage", "realms")
FIELD_HEADS = words("titles", "usage", "field_heads")
PANELS = words("titles", "usage", "panels")
DIVISIONS = words("titles", "usage", "divisions")
PREPOSITIONS = {
    "member": ("of", "from", "for"),
    "local": ("of", "for"),
    "diplomat": ("of", "with"),  # "special envoy for Iran" is not of Iran
    "position": ("of", "at", "with", "for", "in"),
}


def look_right(around: Surroundings, binding: Binding) -> None:
    """ "of Japan", "at the Bank of Japan", "of Tesla and SpaceX"."""
    text = around.text
    at = _past_bracket(text, binding.phrase.after)
    if _in_bracket(around, binding):
        binding.of = [around.begin[at].entity]
        return
    limit = min(len(text.parse), text.parse.sentences[text.parse.sentence[binding.phrase.first]][1])
    preposition = _preposition(around, binding, at, limit)
    if preposition is None:
        return
    mention = _named_behind(around, preposition, limit)
    if mention is None:
        binding.open = text.lower[preposition] == "of"
        if binding.open and text.lower[preposition + 1 : preposition + 2] == ["the"]:
            binding.owner = preposition + 2  # "co-chair of the commission": of what that will be found to stand for
        return
    if mention.last < limit and text.office[mention.last] >= 0:
        return  # "for U.S. Senator Jane Doe"
    if mention.last < limit and text.lower[mention.last] in GENITIVE:
        inner = around.begin.get(mention.last + 1)
        if inner is not None and around.owner(inner) is not None and inner.kind == "name":
            mention = inner  # "of Acme's Springfield plant"
        elif not _of_its_part(around, binding, mention):
            return
    mention = _whole(around, mention)
    found = [mention, *_joined(around, mention, limit)]
    owners = [m.entity for m in found]
    binding.right = found[-1].last
    repeated = owners if binding.phrase.row.group != "member" else ()
    binding.of = owners + [o for o in binding.of if o not in repeated]


def _of_its_part(around: Surroundings, binding: Binding, whole: Mention) -> bool:
    """ "chairman of Acme's audit committee", "head of Acme's pump business"; not "president of Acme's unit"."""
    if around.entities[whole.entity].type in PLACES:
        return False
    lower = around.text.lower[whole.last + 1 : whole.last + 6]
    return not PANELS.isdisjoint(lower) or (binding.phrase.key in FIELD_HEADS and not DIVISIONS.isdisjoint(lower))


def _whole(around: Surroundings, part: Mention) -> Mention:
    """ "of the Ohio Labour Party": the party whose name is known, not the place before it."""
    body = around.begin.get(part.last)
    if body is None or around.owner(body) is None:
        return part
    before = around.text.parse.head[part.head]
    return body if body.kind == "name" and body.first <= before < body.last else part


def _preposition(around: Surroundings, binding: Binding, at: int, limit: int) -> int | None:
    """The preposition behind the office, or behind its field, that says whose it is."""
    text, key = around.text, binding.phrase.key
    allowed = PREPOSITIONS.get(binding.phrase.row.group, ("of", "at", "for"))
    if at >= limit or text.lower[at] not in allowed or text.lower[at] == "for" or key in FIELD_HEADS:
        at = _past_field(around, at, limit)
    if at >= limit or text.lower[at] not in allowed:
        return None
    return at if text.lower[at] == "of" or not _has_employer(around, binding) else None


def _named_behind(around: Surroundings, preposition: int, limit: int) -> Mention | None:
    """The country or organisation behind a preposition and the words before its name."""
    lower, start = around.text.lower, preposition + 1
    while start < min(limit, preposition + 8) and start not in around.begin and _precedes_name(around.text, start):
        start += 1
    mention = _past_adjective(around, start, limit)
    realm = mention is not None and mention.last + 2 < limit and lower[mention.last] in REALMS
    if realm and mention is not None and lower[mention.last + 1] == "of":
        mention = around.begin.get(mention.last + 2)  # "of the U.S. state of Ohio"
    if mention is not None and (state := around.begin.get(mention.last + 1)) and lower[mention.last] == ",":
        mention = (
            state if lower[state.last : state.last + 2] == ["-", "based"] else mention
        )  # "Springfield, Ohio-based"
    if mention is not None and mention.last + 1 < limit and lower[mention.last : mention.last + 2] == ["-", "based"]:
        mention = _past_nouns(around, mention.last + 2, limit)  # "of the Springfield-based pump maker Acme"
    if mention is None or around.owner(mention) is None or mention.kind == "adjective":
        mention = _apposed(around, start, limit)  # "of the largest party, the Acme Union"
    return mention if around.owner(mention) is not None else None


def _past_nouns(around: Surroundings, at: int, limit: int) -> Mention | None:
    while at < limit and at not in around.begin and _precedes_name(around.text, at):
        at += 1
    return around.begin.get(at)


def _precedes_name(text: Text, t: int) -> bool:
    if text.lower[t] in ("the", "both", "'s", '"') or text.parse.tag[t] in ("JJ", "JJS", "NN", "HYPH"):
        return True
    return text.lower[t] == "of" and text.lower[t - 1] in REALMS  # "of the state of Ohio"


def _joined(around: Surroundings, first: Mention, limit: int) -> list[Mention]:
    """The second owner, of "Tesla and SpaceX", where it hangs on the first."""
    start = first.last + 1 + (around.text.lower[first.last + 1 : first.last + 2] == ["the"])
    second = around.begin.get(start)
    if second is None or start >= limit or around.text.lower[first.last] != "and":
        return []
    hangs = first.first <= around.text.parse.head[second.head] < first.last
    return [second] if hangs and around.owner(second) is not None else []


def _in_bracket(around: Surroundings, binding: Binding) -> bool:
    """ "Jane Doe (CEO Acme)": the organisation right behind a title in brackets."""
    lower, mention = around.text.lower, around.begin.get(binding.phrase.after)
    if mention is None or around.owner(mention) is None or binding.phrase.row.group not in ("chief", "position"):
        return False
    bracket = list(lower[binding.phrase.first - 1 : binding.phrase.first]) == ["("]
    return bracket and list(lower[mention.last : mention.last + 1]) == [")"]


def _past_bracket(text: Text, at: int) -> int:
    """Over the short form of a title: "Chief Design Officer (CDO) of Acme"."""
    short = list(text.lower[at : at + 1]) == ["("] and list(text.lower[at + 2 : at + 3]) == [")"]
    return at + 3 if short and text.parse.word[at + 1].isupper() else at


def _apposed(around: Surroundings, start: int, limit: int) -> Mention | None:
    """The name of an organisation behind the comma after a description."""
    lower = around.text.lower
    if start >= limit or lower[start] != "," or around.text.parse.tag[start - 1] != "NN":
        return None
    mention = around.begin.get(start + 2 if lower[start + 1 : start + 2] == ["the"] else start + 1)
    fitting = mention is not None and around.entities[mention.entity].type in (
        "Organization",
        "Company",
        "GovernmentBody",
    )
    return mention if mention is not None and fitting and around.text.parse.dep[mention.head] == "appos" else None


def _has_employer(around: Surroundings, binding: Binding) -> bool:
    """ "Acme chief executive Ann Berg at the ministry": the organisation before the office is whose it is."""
    return any(around.entities[owner].type not in PLACES for owner in binding.of)


def _past_adjective(around: Surroundings, start: int, limit: int) -> Mention | None:
    """The name behind "the Swiss banking giant": a demonym and plain nouns stand before it."""
    mention = around.begin.get(start)
    if mention is None or mention.kind != "adjective":
        return mention
    at = mention.last
    while at < limit and at < start + 5:
        inner = around.begin.get(at)
        if inner is not None:
            return inner if inner.kind == "name" else mention
        realm = around.text.lower[at] == "of" and around.text.lower[at - 1] in REALMS  # "the Mexican state of Sonora"
        if around.text.parse.tag[at] not in ("NN", "JJ") and not realm:
            break
        at += 1
    return mention


def _past_field(around: Surroundings, at: int, limit: int) -> int:
    """Over "and international relations expert", "of economics" before "at the university"; never over somebody."""
    text, t = around.text, at
    while t < min(at + 6, limit) and text.lower[t] not in ("at", "with"):
        somebody = t in around.begin and around.entities[around.begin[t].entity].type == "Person"
        if somebody or text.parse.tag[t] not in ("NN", "NNS", "JJ", "CC", "IN", "NNP"):
            return at
        t += 1
    return t if t < min(at + 6, limit) else at
