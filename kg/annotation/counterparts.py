"""Who holds the same office elsewhere: "Austrian Foreign Minister Berg met her Swiss counterpart, Jane Doe"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.annotation.bindings import Binding, Surroundings
from kg.annotation.jurisdiction import has_office
from kg.model import Mention

WORDS = ("counterpart", "counterparts")
BETWEEN = (",", "and")
GROUPS = ("state", "minister", "local", "diplomat")


def find_counterparts(
    around: Surroundings, bindings: Sequence[Binding], mentions: Sequence[Mention]
) -> Iterator[tuple[int, Binding]]:
    """The binding whose office it is, by number, and the same office bound to the counterpart."""
    stands = {m.last: m for m in mentions}
    for at, word in enumerate(around.text.lower):
        if word not in WORDS:
            continue
        countries, before = _countries(around, at)
        people = _people(around, at + 1)
        office = _office(around, bindings, stands, before, at)
        if office is None or not people or len(countries) not in (1, len(people)):
            continue
        for person, country in zip(people, countries * len(people) if len(countries) == 1 else countries, strict=True):
            model = bindings[office].phrase
            if person not in bindings[office].holders and has_office(around.entities[country].name, model.key):
                phrase = replace(model, first=at, last=at + 1, after=at + 1)
                yield office, Binding(phrase, at, at + 1, "current", [person], [country])


def _countries(around: Surroundings, at: int) -> tuple[list[int], int]:
    """The countries named before the word, and the first token to their left that is not one of them."""
    found: list[int] = []
    left = at - 1
    while left >= 0:
        mention = around.end.get(left + 1)
        if mention is not None and around.entities[mention.entity].type == "Country":
            found.insert(0, mention.entity)
            left = mention.first - 1
        elif (found and around.text.lower[left] in BETWEEN) or around.text.parse.tag[left] == "JJ":
            left -= 1
        else:
            break
    return found, left


def _people(around: Surroundings, at: int) -> list[int]:
    """The people named behind the word: "counterpart Jane Doe", "counterparts, A, B and C"."""
    found: list[int] = []
    lower = around.text.lower
    while at < len(lower):
        start = at
        while at < len(lower) and lower[at] in BETWEEN:
            at += 1
        mention = around.begin.get(at)
        person = around.person(mention)
        if person is None or mention is None or (found and at == start):
            break
        found.append(person)
        at = mention.last
    return found if lower[min(at, len(lower) - 1)] != "'s" else []


def _office(
    around: Surroundings, bindings: Sequence[Binding], stands: dict[int, Mention], before: int, at: int
) -> int | None:
    """Of whom it is a counterpart, by the possessive before it, else the last office holder of the sentence."""
    possessor = before if around.text.lower[before] in ("'s", "'") else before + 1
    mention = stands.get(possessor)
    sentence = around.text.parse.sentence
    for number in reversed(range(len(bindings))):
        binding = bindings[number]
        if binding.phrase.first > at or binding.phrase.row.group not in GROUPS or not binding.holders:
            continue
        if mention is not None and mention.entity in binding.holders:
            return number
        if mention is None and sentence[binding.phrase.first] == sentence[at]:
            return number
    return None
