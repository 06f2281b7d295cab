"""Of what an office is by the words before it: country, organisation, party, tenure, article."""

from __future__ import annotations

from itertools import takewhile

from kg.annotation.bindings import GENITIVE, PLACES, Binding, Surroundings
from kg.annotation.words import words
from kg.model import Mention

NATIONLESS = words("titles", "usage", "nationless")
PASSED = words("titles", "usage", "ordinals") | words("titles", "parties", "words")
RANKS = words("titles", "ranks", "lesser")
DAYS = words("words", "days")
FIRMS = words("titles", "usage", "firms")
PARTS = words("titles", "usage", "parts")
PLACED = words("titles", "usage", "placed")
NOUNS = ("NN", "NNS", "NNP", "JJ", "VBG")
RULERS = ("state", "minister", "local")
OF_STATE = ("state", "minister", "member", "local", "diplomat", "speaker")


def look_left(around: Surroundings, binding: Binding) -> None:
    """Tenure, party, country or organisation, article, going left from the office."""
    parse, adjectives = around.text.parse, 0
    floor = parse.sentences[parse.sentence[binding.phrase.first]][0]
    at = binding.phrase.first - 1
    while at >= floor:
        if (
            at > floor + 2
            and around.text.lower[at] == ")"
            and around.text.lower[at - 2] == "("
            and at - 2 in around.end
        ):
            at -= 3  # "Ministry of Defence (MOD) secretary"
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
    if not binding.of and (_of_a_part(around, binding, at, floor) or _of_something(around, binding, at)):
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
    if at > floor + 1 and text.lower[at - 1] == "-" and text.parse.tag[at] in ("JJ", "NN", "VBN") and not tenure:
        return at - 3  # "the left-wing president", "the US-born minister"
    if word in ('"', "''") and at in around.end and around.owner(around.end[at]) is not None:
        return at - 1  # the "Acme Now" chairman
    if word == "-" and at > floor and (_tenure(text.lower[at - 1]) or around.end.get(at)):
        return at - 1
    if word in GENITIVE and not binding.of:
        return _over_genitive(around, binding, at)
    if word in RANKS and at + 1 < binding.phrase.first:
        binding.rank = text.parse.word[at]
        return at - 1
    if word in PASSED or text.parse.word[at] in PASSED or (word.endswith("ist") and text.parse.word[at][0].isupper()):
        return at - 1
    if text.parse.tag[at] in ("NN", "NNS") and text.office[at] < 0 and not binding.of:
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
    binding.part = around.text.lower[at - 1] if around.text.lower[at - 1] in PLACED else ""
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
    said = takewhile(lambda w: w != "of", around.text.lower[max(binding.left - 1, floor) : binding.phrase.last - 1])
    parts = [w for w in said if w in PARTS]
    if parts:
        binding.part = parts[0] if parts[0] in PLACED and binding.phrase.row.group in RULERS else ""
        return True
    if binding.phrase.row.group != "state" or binding.determiner or before < floor or before + 1 in around.end:
        return False
    if parse.word[before] in DAYS:
        return False  # "In March President Doe"
    return parse.tag[before] in ("JJ", "NNP") and parse.word[before][0].isupper() and before + 1 == binding.left


def _of_something(around: Surroundings, binding: Binding, at: int) -> bool:
    """ "Roe campaign chairman", "union president": of what that noun means, which is not said here."""
    text, parse = around.text, around.text.parse
    if at + 1 < binding.phrase.first and _tenure(text.lower[at + 1]):
        return False  # "Democratic challenger former Vice President Doe"
    if at < 0 or at + 1 in around.end or parse.tag[at] != "NN" or text.office[at] >= 0 or text.lower[at] in FIRMS:
        return False
    named = around.begin.get(binding.phrase.after)
    last = named.last if named is not None else binding.phrase.after
    return parse.dep[at] in ("compound", "nmod") and binding.phrase.first <= parse.head[at] < last


def _noun_owner(around: Surroundings, at: int, floor: int) -> int | None:
    """ "Acme managing board chairman": where the small words before a title begin, if a name stands before them."""
    parse, start = around.text.parse, at
    while start > max(floor, at - 3) and parse.word[start].islower() and parse.tag[start] in NOUNS:
        if start + 1 in around.end:
            break
        start -= 1
    start += 1
    mention = around.end.get(start)
    return start if mention is not None and around.owner(mention) is not None and mention.kind == "name" else None


def _tenure(word: str) -> str | None:
    for kind in ("former", "future", "current"):
        if word in words("titles", "tenure", kind):
            return kind
    return None
