"""Of what an office is, by the words before and behind it: country, organisation, tenure, article."""

from __future__ import annotations

from kg.annotation.bindings import Binding, Surroundings
from kg.annotation.spans import Text
from kg.annotation.words import words
from kg.model import Mention

NATIONLESS = words("titles", "usage", "nationless")


ORDINALS = words("titles", "usage", "ordinals")
REALMS = ("state", "city", "province", "region", "republic", "kingdom", "county", "town", "commonwealth", "district")
PARTS = words("titles", "usage", "parts")


PREPOSITIONS = {
    "member": ("of", "from", "for"),
    "local": ("of", "for"),
    "diplomat": ("of",),  # "special envoy for Iran" is not of Iran
    "position": ("of", "at", "with", "for", "in"),
}


def look_left(around: Surroundings, binding: Binding) -> None:
    """Tenure, party, country or organisation, article, going left from the office."""
    text = around.text
    lower, tags = text.lower, text.parse.tag
    floor = text.parse.sentences[text.parse.sentence[binding.phrase.first]][0]
    at = binding.phrase.first - 1
    plain = 0
    while at >= floor:
        word = lower[at]
        mention = around.end.get(at + 1)
        if mention is not None:
            owner = around.owner(mention)
            if (
                owner is None
                or owner in binding.of
                or (binding.of and around.entities[owner].type not in ("Country", "Place", "City"))
            ):
                break
            if (
                mention.first > floor + 1
                and lower[mention.first - 1] == "-"
                and lower[mention.first - 2] in ("pro", "anti", "non")
            ):
                at = mention.first - 3
                continue
            if mention.kind == "adjective" and (
                binding.phrase.row.group == "position" or binding.phrase.key in NATIONLESS
            ):
                at = mention.first - 1  # "the American chairman": whose chairman is not said
                continue
            if (
                around.entities[owner].type == "Organization"
                and binding.phrase.row.group in ("state", "minister", "member", "local", "diplomat")
                and (
                    mention.first == floor
                    or around.end.get(mention.first) is not None
                    or lower[mention.first - 1] in ("'s", "'")
                )
                and mention.first > floor
            ):
                at = mention.first - 1  # a party between country and office
                continue
            binding.of.insert(0, owner)
            at = mention.first - 1
        elif _tenure(word):
            binding.tenure = binding.tenure or _tenure(word)
            at -= 1
        elif word == "-" and at > floor and lower[at - 1].endswith("ly"):
            at -= 2
        elif word == "-" and at > floor and (_tenure(lower[at - 1]) or around.end.get(at)):
            at -= 1
        elif word in ("'s", "'") and not binding.of:
            if around.end.get(at) is None:
                binding.owner, binding.determiner = at - 1, "'s"
                break
            if around.owner(around.end[at]) is None:
                binding.owner, binding.determiner = around.end[at].head, "'s"
                break
            binding.determiner = "'s"
            at -= 1
        elif (
            word in words("titles", "parties", "words")
            or text.parse.word[at] in words("titles", "parties", "words")
            or word in ORDINALS
        ):
            at -= 1
        elif tags[at] in ("JJ", "JJS", "VBN") and plain < 2 and not binding.of:
            plain += 1
            at -= 1
        elif tags[at] == "NN" and text.office[at] < 0 and not binding.of and (start := _noun_owner(around, at, floor)):
            at = start - 1
        elif word in ("the", "a", "an"):
            binding.determiner = binding.determiner or word
            at -= 1
            while at >= floor and (_tenure(lower[at]) or lower[at] in ("currently", "now")):
                binding.tenure = binding.tenure or _tenure(lower[at])
                at -= 1
            break
        elif tags[at] == "PRP$":
            binding.owner, binding.determiner = at, word
            at -= 1
            break
        else:
            break
    binding.left = at + 1
    if not binding.of and _of_a_part(around, binding, at, floor):
        binding.open = True


def _of_a_part(around: Surroundings, binding: Binding, before: int, floor: int) -> bool:
    """ "the regional president", "committee chairman", "Xian President Doe" of a people nobody knows."""
    parse = around.text.parse
    if any(word in PARTS for word in around.text.lower[binding.left : binding.phrase.last - 1]):
        return True
    if binding.phrase.row.group != "state" or binding.determiner or before < floor or before + 1 in around.end:
        return False
    return parse.tag[before] in ("JJ", "NNP") and parse.word[before][0].isupper() and before + 1 == binding.left


def _noun_owner(around: Surroundings, at: int, floor: int) -> int | None:
    """ "Acme trade union leader": where the plain nouns before a title begin, if a name stands before them."""
    start = at
    while (
        start > floor
        and start > at - 3
        and around.text.parse.tag[start] in ("NN", "JJ")
        and around.end.get(start + 1) is None
    ):
        start -= 1
    start += 1
    mention = around.end.get(start)
    return start if mention is not None and around.owner(mention) is not None and mention.kind == "name" else None


def _tenure(word: str) -> str | None:
    for kind in ("former", "future", "current"):
        if word in words("titles", "tenure", kind):
            return kind
    return None


def look_right(around: Surroundings, binding: Binding) -> None:
    """ "of Japan", "at the Bank of Japan", "of Tesla and SpaceX"."""
    text = around.text
    at = _past_bracket(text, binding.phrase.after)
    if _in_bracket(around, binding):
        binding.of = [around.begin[at].entity]
        return
    allowed = PREPOSITIONS.get(binding.phrase.row.group, ("of", "at", "for"))
    limit = min(len(text.parse), text.parse.sentences[text.parse.sentence[binding.phrase.first]][1])
    if (
        at >= limit
        or text.lower[at] not in allowed
        or text.lower[at : at + 1] == ["for"]
        or binding.phrase.key in ("head", "director", "leader", "chief", "manager")
    ):
        at = _past_field(text, at, limit)
    if at >= limit or text.lower[at] not in allowed or (text.lower[at] != "of" and _has_employer(around, binding)):
        return
    start = at + 1
    while (
        start < limit
        and start < at + 8
        and start not in around.begin
        and (
            text.lower[start] in ("the", "both", "'s")
            or text.parse.tag[start] in ("JJ", "JJS", "NN", "HYPH")
            or (text.lower[start] == "of" and text.lower[start - 1] in REALMS)  # "of the state of Ohio"
        )
    ):
        start += 1
    mention = _past_adjective(around, start, limit)
    if (
        mention is not None
        and mention.last + 1 < limit
        and text.lower[mention.last : mention.last + 2] == ["-", "based"]
    ):
        mention = around.begin.get(mention.last + 2)  # "of Springfield-based Acme"
    owner = around.owner(mention)
    if mention is None or owner is None or mention.kind == "adjective":
        mention = _apposed(around, start, limit)  # "of the largest party, the Acme Union"
        owner = around.owner(mention)
    if mention is None or owner is None:
        binding.open = text.lower[at] == "of"
        return
    if mention.last < limit and text.office[mention.last] >= 0:
        return  # "for U.S. Senator Jane Doe"
    if mention.last < limit and text.lower[mention.last] in ("'s", "'"):
        mention = around.begin.get(mention.last + 1)
        owner = around.owner(mention)
        if mention is None or owner is None:
            return
    found = [owner]
    binding.right = mention.last
    if (
        mention.last + 1 < limit
        and text.lower[mention.last] == "and"
        and mention.first
        <= text.parse.head[around.begin[mention.last + 1].head if mention.last + 1 in around.begin else 0]
        < mention.last
    ):
        second = around.owner(around.begin.get(mention.last + 1))
        if second is not None:
            found.append(second)
            binding.right = around.begin[mention.last + 1].last
    binding.of = (
        found + [o for o in binding.of if o not in found]
        if binding.phrase.row.group != "member"
        else found + binding.of
    )


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
    return any(around.entities[owner].type not in ("Country", "Place", "City") for owner in binding.of)


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
        if around.text.parse.tag[at] not in ("NN", "JJ"):
            break
        at += 1
    return mention


def _past_field(text: Text, at: int, limit: int) -> int:
    """Over "and international relations expert", "of economics" before "at the university"."""
    for t in range(at, min(at + 6, limit)):
        if text.lower[t] in ("at", "with") and all(
            text.parse.tag[u] in ("NN", "NNS", "JJ", "CC", "IN", "NNP") for u in range(at, t)
        ):
            return t
    return at
