"""How far an office reaches around its head: ranks before it, the field before or behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.annotation.gazetteer import Known
from kg.annotation.words import words
from kg.model import Parse

FIELDED = words("titles", "usage", "fielded")
COMPOUNDED = words("titles", "usage", "compounded")
BANKERS = words("titles", "usage", "bankers")


def extend_left(
    parse: Parse, lower: Sequence[str], first: int, head: str, floor: int, known: Mapping[int, tuple[int, Known]]
) -> int:
    ranks, fields = words("titles", "ranks", "words"), words("titles", "fields", "words")
    fielded = head in FIELDED
    while first > floor:
        word = lower[first - 1]
        if (
            (
                word in ranks
                and parse.tag[first - 1] != "NNPS"
                and (fielded or word != "under" or parse.word[first - 1] == "Under")
            )
            or (fielded and word in fields)
            or (fielded and parse.word[first][0].isupper() and _is_field(parse, first - 1, known))
        ):
            first -= 1
        elif (
            fielded
            and word in ("and", "&", ",")
            and first - 2 >= floor
            and lower[first - 2] in fields
            and first < len(lower)
            and lower[first] in fields
        ) or (
            word == "-" and first - 2 >= floor and lower[first - 2] in ("vice", "co", "deputy", "under", "lieutenant")
        ):
            first -= 2
        elif (
            head in COMPOUNDED
            and word.islower()
            and parse.tag[first - 1] == "NN"
            and parse.dep[first - 1] in ("compound", "nmod")
            and parse.word[first].islower()
        ):
            first -= 1
        elif word == "bank" and first - 2 >= floor and parse.word[first - 2] == "central" and head in BANKERS:
            first -= 2  # "the Ruritanian central bank president" is no president of Ruritania
        else:
            break
    return first


def _is_field(parse: Parse, t: int, known: Mapping[int, tuple[int, Known]]) -> bool:
    """A capitalised word before "Minister" that is no country and no person is a field: "Emergencies Minister"."""
    word = parse.word[t]
    inside = any(t - back in known and known[t - back][0] > back for back in range(4) if t - back >= 0)
    return (
        not inside
        and word[0].isupper()
        and not word.isupper()
        and word.endswith(("s", "ion", "ment", "cy", "ing", "ance", "ture"))
        and parse.tag[t] in ("NNP", "NNPS", "NN", "NNS")
    )


def extend_right(parse: Parse, lower: Sequence[str], last: int) -> int:
    """ "minister of trade and industry", "minister for women": the field behind the head."""
    fields = words("titles", "fields", "words")
    if last + 1 >= len(lower) or lower[last] not in ("of", "for"):
        return last
    at = last + 1
    if lower[at] == "the" and at + 1 < len(lower) and lower[at + 1] in fields:
        at += 1
    if lower[at] not in fields or (lower[at] == "state" and lower[at + 1 : at + 2] == ["of"]):
        return last  # "minister of the state of Ohio"
    while at < len(lower):
        if lower[at] in fields:
            at += 1
        elif lower[at] == "for" and at + 1 < len(lower) and lower[at + 1] in fields:
            at += 2  # "minister of state for trade"
        elif lower[at] in ("and", ",", "&") and at + 1 < len(lower) and lower[at + 1] in fields:
            at += 2
        elif (
            lower[at] in ("and", ",", "&")
            and lower[at + 1 : at + 2] == ["and"]
            and at + 2 < len(lower)
            and lower[at + 2] in fields
        ):
            at += 3
        else:
            break
    if at < len(lower) and lower[at] in (
        "ministry",
        "department",
        "office",
        "service",
        "agency",
        "committee",
        "council",
    ):
        return last  # "secretary of the Foreign Ministry"
    return at
