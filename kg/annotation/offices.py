"""Which words are an office or position: the phrase alone, before anybody is known to hold it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg.annotation.fields import FIELDED, extend_left, extend_right
from kg.annotation.gazetteer import Known
from kg.annotation.words import FIRST_NAMES, table, words
from kg.model import Parse

TOKEN = re.compile(r"[a-z][\w.]*|-|'s")
# Heads that are also surnames, parts of company names, or other parts of speech.
DOUBTFUL = words("titles", "usage", "doubtful")
BRANDS = words("titles", "usage", "brands")  # "General Mills"
SURNAMES = words("titles", "usage", "surnames")
CHAMBERS = words("titles", "usage", "chambers")
BOARDS = (["management"], ["supervisory"], ["executive"], ["advisory"], ["governing"])
ABBREVIATED = ("sens", "reps", "govs", "gens")  # whose stop is a token of its own
NOT_AFTER = ("company_last", "organization_last", "government_last", "place_last")


@dataclass(frozen=True, slots=True)
class Row:
    """A group of [heads] in titles.toml."""

    group: str
    political: bool
    top: bool
    of: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """An office in the text; `first` and `last` bound its words, `after` also a following "-elect"."""

    first: int
    last: int
    after: int
    key: str  # lower case, singular
    row: Row
    plural: bool = False
    future: bool = False


Entry = tuple[tuple[str, ...], Row, tuple[str, ...]]  # the words, their row, the words in the singular


@cache
def _lexicon() -> dict[str, list[Entry]]:
    lexicon: dict[str, dict[tuple[str, ...], tuple[Row, tuple[str, ...]]]] = {}
    for group, entry in table("titles")["heads"].items():
        row = Row(group, entry["political"], entry["top"], entry["of"])
        for name in entry["words"]:
            form = tuple(TOKEN.findall(name))
            for phrase in (form, _plural(form)):
                lexicon.setdefault(phrase[0], {}).setdefault(phrase, (row, form))
    return {
        first: [(phrase, *entries[phrase]) for phrase in sorted(entries, key=lambda p: (-len(p), p))]
        for first, entries in lexicon.items()
    }


def _plural(form: tuple[str, ...]) -> tuple[str, ...]:
    """ "prime minister" -> "prime ministers", "secretary of state" -> "secretaries of state"."""
    at = form.index("of") - 1 if "of" in form else len(form) - 1
    word = form[at]
    if word.endswith("man"):
        word = word[:-3] + "men"
    elif word.endswith("y"):
        word = word[:-1] + "ies"
    else:
        word += "s"
    return (*form[:at], word, *form[at + 1 :])


def find_offices(
    parse: Parse,
    lower: Sequence[str],
    known: Mapping[int, tuple[int, Known]],
    labels: Sequence[tuple[int, int, str]] = (),
) -> list[Phrase]:
    """All phrases in text order; they overlap neither each other nor a name known beforehand."""
    lexicon = _lexicon()
    branded = {first for first, last, kind in labels if kind == "ORG" and last - first > 1}
    found: list[Phrase] = []
    done = 0
    for at, word in enumerate(lower):
        if at in known and known[at][0] > 1:
            done = max(done, at + known[at][0])
        entries = lexicon.get(word)
        if word == "chief" and at >= done and (officer := _officer(parse, lower, at)) is not None:
            found.append(officer)
            done = officer.after
            continue
        if entries is None or at < done or (at in branded and word in BRANDS):
            continue
        phrase = _match(parse, lower, at, entries, done, known)
        if phrase is not None:
            found.append(phrase)
            done = phrase.after
    return found


def _officer(parse: Parse, lower: Sequence[str], at: int) -> Phrase | None:
    """ "Chief Customer Success Officer": whatever stands between is the field."""
    for last in range(at + 2, min(at + 5, len(parse))):
        if lower[last] in ("officer", "officers") and all(
            parse.tag[t][:2] in ("NN", "JJ") for t in range(at + 1, last)
        ):
            row = table("titles")["heads"]["chief"]
            key = " ".join((*lower[at:last], "officer"))
            group = Row("chief", row["political"], row["top"], row["of"])
            return Phrase(at, last + 1, last + 1, key, group, lower[last] == "officers")
    return None


def _match(
    parse: Parse,
    lower: Sequence[str],
    at: int,
    entries: list[Entry],
    floor: int,
    known: Mapping[int, tuple[int, Known]],
) -> Phrase | None:
    for form, row, singular in entries:
        last = at + len(form)
        if tuple(lower[at:last]) != form:
            continue
        if any(t in known and t + known[t][0] > last for t in range(at + 1, last)):
            continue  # "speaker of the House of Representatives": a shorter office, of a body with a longer name
        if len(form) == 1 and not _is_office(parse, lower, at):
            return None
        first = extend_left(parse, lower, at, form[-1], floor, known)
        if form[-1] in FIELDED or form[-2:] == ("of", "state"):
            last = extend_right(parse, lower, last)
        row = _regrouped(row, lower[first:last], lower[last : last + 2])
        key = " ".join((*lower[first:at], *singular, *lower[at + len(form) : last])).replace(" - ", "-")
        if lower[last : last + 1] in (["emeritus"], ["emerita"]):
            last += 1
        elif lower[last : last + 2] in (["-", "emeritus"], ["-", "emerita"]):
            last += 2
        future = (
            last + 1 < len(lower)
            and lower[last] == "-"
            and lower[last + 1] in words("titles", "tenure", "after_future")
        )
        designate = last < len(lower) and lower[last] in ("elect", "designate")
        after = last + 2 if future else last + 1 if designate else last
        after += form[-1] in ABBREVIATED and lower[after : after + 1] == ["."]
        after += _board(lower, after)
        return Phrase(first, last, after, key, row, form != singular, future or designate)
    return None


def _board(lower: Sequence[str], after: int) -> int:
    """ "of the management board", "of the board of directors" adds nothing to a chairman: how many words follow."""
    at = after + 2
    if list(lower[after:at]) != ["of", "the"]:
        return 0
    at += lower[at : at + 1] != ["board"] and lower[at : at + 1][:1] in BOARDS
    if lower[at : at + 1] != ["board"]:
        return 0
    return at + (3 if list(lower[at + 1 : at + 3]) == ["of", "directors"] else 1) - after


def _of_chamber(parse: Parse, lower: Sequence[str], member: int) -> bool:
    """ "a member of the Irish parliament"; not of "the Senate committee"."""
    for t in range(member + 2, min(member + 7, len(lower))):
        if lower[t] in CHAMBERS and lower[member + 1] == "of":
            return t + 1 == len(lower) or parse.tag[t + 1][:2] != "NN"
    return False


def _is_office(parse: Parse, lower: Sequence[str], at: int) -> bool:
    """Whether a single word is meant as an office here and is no verb, adjective, surname or part of a firm's name."""
    if (
        lower[at] in ("speaker", "justice")
        and not parse.word[at][0].isupper()
        and lower[at - 1 : at] not in (["parliamentary"], ["parliament"])
    ) or lower[at - 1 : at + 1] == ["of", "justice"]:
        return False
    if lower[at - 2 : at] == ["known", "as"] and parse.tag[at + 1 : at + 2] == ("NNP",):
        return False  # "also known as King Berg"
    if lower[at] in ("member", "members"):
        return _of_chamber(parse, lower, at)
    if lower[at] == "head" and lower[at + 1 : at + 2] != ["of"] and not _heads_named(parse, lower, at):
        return False
    firm = parse.tag[at] == "NNPS" or parse.word[at] in words("bodies", "words", "company_last")
    if firm and at and parse.tag[at - 1] == "NNP":
        return False  # "Acme Advisors", "Acme Partners"
    if (
        lower[at] == "chief"
        and at + 1 < len(parse)
        and parse.tag[at + 1] == "NNP"
        and at
        and parse.tag[at - 1][:2] == "NN"
    ):
        return True
    if parse.tag[at][:2] != "NN" and not (parse.word[at][0].isupper() and parse.tag[at] in ("JJ", "FW")):
        return False
    if lower[at] not in DOUBTFUL or not parse.word[at][0].isupper():
        return True
    after = parse.tag[at + 1] if at + 1 < len(parse) else ""
    before = parse.tag[at - 1] if at else ""
    if before == "NNP" and lower[at] in SURNAMES and lower[at - 1] not in words("titles", "ranks", "words"):
        # "the former Republican Dean of the House"
        return lower[at] not in BRANDS and lower[at + 1 : at + 2] == ["of"] and "the" in lower[max(0, at - 3) : at]
    if after in ("NNP", "NNPS"):
        last = at + 1
        while last + 1 < len(parse) and parse.tag[last + 1] in ("NNP", "NNPS"):
            last += 1
        return not any(parse.word[t] in words("bodies", "words", kind) for kind in NOT_AFTER for t in (at + 1, last))
    if before == "NNP" and lower[at - 1] not in words("titles", "ranks", "words") and after not in ("IN",):
        return parse.word[at - 1] not in FIRST_NAMES
    return True


def _heads_named(parse: Parse, lower: Sequence[str], at: int) -> bool:
    """ "Acme head Jane Doe", "Acme's head, Jane Doe,": the word between the name of a body and that of a person."""
    behind = at + 1 + (lower[at + 1 : at + 2] == [","])
    before = at - 1 - (lower[at - 1 : at] == ["'s"])
    return before >= 0 and behind < len(parse) and parse.tag[before] == "NNP" and parse.tag[behind] == "NNP"


def _is_day(word: str) -> bool:
    return word[:1].isdigit() or word.capitalize() in words("words", "days")


def _regrouped(row: Row, form: Sequence[str], behind: Sequence[str]) -> Row:
    """A secretary with a field is a minister; a chair in a field teaches it."""
    if form[-1] == "chair" and behind[:1] == ["in"] and not _is_day(behind[-1]):
        return Row("position", False, False, row.of)
    if (
        form[-1] in ("secretary", "secretaries")
        and len(form) > 1
        and form[-2] in (words("titles", "fields", "words") | {"under"}) - {"general", "press"}
    ):
        return Row("minister", True, True, "country")
    if form[0] == "secretary" and len(form) > 2 and "of" in form:
        return Row("minister", True, True, "country")
    return row
