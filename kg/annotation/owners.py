"""Of what an office is, by the words before and behind it: country, organisation, tenure, article."""

from __future__ import annotations

from kg.annotation.bindings import Binding, Surroundings
from kg.annotation.spans import Text
from kg.annotation.words import words
from kg.model import Mention

NATIONLESS = words("titles", "usage", "nationless")
PASSED = words("titles", "usage", "ordinals") | words("titles", "parties", "words")
RANKS = words("titles", "ranks", "lesser")
REALMS = words("titles", "usage", "realms")
PARTS = words("titles", "usage", "parts")
FIELD_HEADS = words("titles", "usage", "field_heads")
OF_STATE = ("state", "minister", "member", "local", "diplomat", "speaker")
GENITIVE = ("'s", "'")
PLACES = ("Country", "Place", "City")
PREPOSITIONS = {
    "member": ("of", "from", "for"),
    "local": ("of", "for"),
    "diplomat": ("of", "with"),  # "special envoy for Iran" is not of Iran
    "position": ("of", "at", "with", "for", "in"),
}


def look_left(around: Surroundings, binding: Binding) -> None:
    """Tenure, party, country or organisation, article, going left from the office."""
    parse, adjectives = around.text.parse, 0
    floor = parse.sentences[parse.sentence[binding.phrase.first]][0]
    at = binding.phrase.first - 1
    while at >= floor:
        mention = around.end.get(at + 1)
        if mention is not None:
            before = _over_name(around, binding, mention, floor)
        else:
            before = _over_word(around, binding, at, floor)
        if before is None and _describes(around, binding, at) and adjectives < 2:
            before, adjectives = at - 1, adjectives + 1
        if before is None:
            break
        at = before
    if at >= floor and at + 1 not in around.end:
        at = _over_determiner(around, binding, at, floor)
    binding.left = at + 1
    if not binding.of and _of_a_part(around, binding, at, floor):
        binding.open = True


def _over_name(around: Surroundings, binding: Binding, mention: Mention, floor: int) -> int | None:
    """The token before a country or organisation, which the office is of or which only stands between."""
    owner, lower, before = around.owner(mention), around.text.lower, mention.first - 1
    if owner is None or owner in binding.of or (binding.of and around.entities[owner].type not in PLACES):
        return None
    if before > floor and lower[before] == "-" and lower[before - 1] in ("pro", "anti", "non"):
        return before - 2
    national = mention.kind == "adjective" and (  # "the American chairman": whose chairman is not said
        binding.phrase.row.group == "position" or binding.phrase.key in NATIONLESS
    )
    if not national and not _is_party(around, binding, mention, floor):
        binding.of.insert(0, owner)
    return before


def _is_party(around: Surroundings, binding: Binding, mention: Mention, floor: int) -> bool:
    """ "the Ruritanian Civic Union minister": a party between country and office."""
    entity = around.entities[mention.entity]
    if entity.type != "Organization" or binding.phrase.row.group not in OF_STATE:
        return False
    if entity.name.endswith("Party"):
        return True
    if mention.first <= floor:
        return False
    return mention.first in around.end or around.text.lower[mention.first - 1] in GENITIVE


def _over_word(around: Surroundings, binding: Binding, at: int, floor: int) -> int | None:
    """The token before a word that may stand between an office and its owner; None where the office begins."""
    text = around.text
    word, tenure = text.lower[at], _tenure(text.lower[at])
    if tenure and text.parse.dep[at] not in ("ROOT", "ccomp", "relcl", "advcl"):  # "they impeached President Doe"
        binding.tenure = binding.tenure or tenure
        return at - 1
    if word == "-" and at > floor and text.lower[at - 1].endswith("ly"):
        return at - 2
    if word in ('"', "''") and at in around.end and around.owner(around.end[at]) is not None:
        return at - 1  # the "Acme Now" chairman
    if word == "-" and at > floor and (_tenure(text.lower[at - 1]) or around.end.get(at)):
        return at - 1
    if word in GENITIVE and not binding.of:
        return _over_genitive(around, binding, at)
    if word in RANKS and at + 1 < binding.phrase.first:
        binding.rank = text.parse.word[at]
        return at - 1
    if word in PASSED or text.parse.word[at] in PASSED:
        return at - 1
    if text.parse.tag[at] == "NN" and text.office[at] < 0 and not binding.of:
        start = _noun_owner(around, at, floor)
        return start - 1 if start else None
    return None


def _over_genitive(around: Surroundings, binding: Binding, at: int) -> int | None:
    """ "Acme's chairman": on to the name; "the company's chairman": of what that word will be found to stand for."""
    binding.determiner, mention = "'s", around.end.get(at)
    if mention is not None and around.owner(mention) is not None:
        return at - 1
    binding.owner = mention.head if mention is not None else at - 1
    # "the city's home minister": of that city or of none
    binding.open = binding.phrase.row.of == "country" and around.text.lower[at - 1] in PARTS
    return None


def _describes(around: Surroundings, binding: Binding, at: int) -> bool:
    return not binding.of and at + 1 not in around.end and around.text.parse.tag[at] in ("JJ", "JJS", "VBN")


def _over_determiner(around: Surroundings, binding: Binding, at: int, floor: int) -> int:
    """ "its chairman", "currently the chairman": the token before all that."""
    lower = around.text.lower
    if lower[at] in ("the", "a", "an"):
        binding.determiner = binding.determiner or lower[at]
        at -= 1
        while at >= floor and (_tenure(lower[at]) or lower[at] in ("currently", "now")):
            binding.tenure = binding.tenure or _tenure(lower[at])
            at -= 1
    elif around.text.parse.tag[at] == "PRP$":
        binding.owner, binding.determiner = at, lower[at]
        at -= 1
    return at


def _of_a_part(around: Surroundings, binding: Binding, before: int, floor: int) -> bool:
    """ "the regional president", "committee chairman", "Xian President Doe" of a people nobody knows."""
    parse = around.text.parse
    if any(word in PARTS for word in around.text.lower[max(binding.left - 1, floor) : binding.phrase.last - 1]):
        return True
    if binding.phrase.row.group != "state" or binding.determiner or before < floor or before + 1 in around.end:
        return False
    return parse.tag[before] in ("JJ", "NNP") and parse.word[before][0].isupper() and before + 1 == binding.left


def _noun_owner(around: Surroundings, at: int, floor: int) -> int | None:
    """ "Acme trade union leader": where the plain nouns before a title begin, if a name stands before them."""
    tags, start = around.text.parse.tag, at
    while start > max(floor, at - 3) and tags[start] in ("NN", "JJ") and start + 1 not in around.end:
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
    limit = min(len(text.parse), text.parse.sentences[text.parse.sentence[binding.phrase.first]][1])
    preposition = _preposition(around, binding, at, limit)
    if preposition is None:
        return
    mention = _named_behind(around, preposition, limit)
    if mention is None:
        binding.open = text.lower[preposition] == "of"
        return
    if mention.last < limit and text.office[mention.last] >= 0:
        return  # "for U.S. Senator Jane Doe"
    if mention.last < limit and text.lower[mention.last] in GENITIVE:
        mention = around.begin.get(mention.last + 1)
        if mention is None or around.owner(mention) is None:
            return
    mention = _whole(around, mention)
    found = [mention, *_joined(around, mention, limit)]
    owners = [m.entity for m in found]
    binding.right = found[-1].last
    repeated = owners if binding.phrase.row.group != "member" else ()
    binding.of = owners + [o for o in binding.of if o not in repeated]


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
        at = _past_field(text, at, limit)
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
    if mention is not None and mention.last + 1 < limit and lower[mention.last : mention.last + 2] == ["-", "based"]:
        mention = around.begin.get(mention.last + 2)  # "of Springfield-based Acme"
    if mention is None or around.owner(mention) is None or mention.kind == "adjective":
        mention = _apposed(around, start, limit)  # "of the largest party, the Acme Union"
    return mention if around.owner(mention) is not None else None


def _precedes_name(text: Text, t: int) -> bool:
    if text.lower[t] in ("the", "both", "'s", '"') or text.parse.tag[t] in ("JJ", "JJS", "NN", "HYPH"):
        return True
    return text.lower[t] == "of" and text.lower[t - 1] in REALMS  # "of the state of Ohio"


def _joined(around: Surroundings, first: Mention, limit: int) -> list[Mention]:
    """The second owner, of "Tesla and SpaceX", where it hangs on the first."""
    second = around.begin.get(first.last + 1)
    if second is None or first.last + 1 >= limit or around.text.lower[first.last] != "and":
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


def _past_field(text: Text, at: int, limit: int) -> int:
    """Over "and international relations expert", "of economics" before "at the university"."""
    for t in range(at, min(at + 6, limit)):
        if text.lower[t] in ("at", "with") and all(
            text.parse.tag[u] in ("NN", "NNS", "JJ", "CC", "IN", "NNP") for u in range(at, t)
        ):
            return t
    return at
