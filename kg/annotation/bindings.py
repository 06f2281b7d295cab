"""What is gathered about one office phrase while its holder and owner are looked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.annotation.offices import Phrase
from kg.annotation.spans import Text
from kg.model import Mention, NamedEntity

GENITIVE = ("'s", "'")
PLACES = ("Country", "Place", "City")
OWNERS = frozenset({"Country", "Organization", "Company", "GovernmentBody", "Place", "City", "Project"})


@dataclass
class Binding:
    """An office phrase with what is known so far of its holder, owner and time."""

    phrase: Phrase
    left: int  # where its words begin, with tenure, country and article
    right: int  # where they end, with "of …"
    tenure: str | None = None  # None: nothing said
    holders: list[int] = field(default_factory=list)
    of: list[int] = field(default_factory=list)
    rank: str = ""  # "Deputy", of "Deputy U.S. Trade Representative"
    determiner: str = ""  # the, a, or a possessive before it
    holder_end: int = 0  # where the name behind the title ends
    place: bool = False  # its place stands behind the holder's name
    part: str = ""  # "provincial", "city": what part of a country it is of, which has no name beside it
    open: bool = False  # "of the palace": of something that has no name
    subject: int | None = None  # the pronoun that holds it, until that is resolved
    owner: int | None = None  # token of "company" in "the company's president", or of "its"
    before: int | None = None  # whoever had it until then: "Doe succeeded Roe as mayor"
    beside: Binding | None = None  # the office before "and": "Austrian Chancellor Dorn and Trade Minister Berg"
    shape: str = ""


@dataclass(frozen=True)
class Surroundings:
    """Mentions by the tokens where they begin, end and have their head."""

    text: Text
    entities: Sequence[NamedEntity]
    begin: dict[int, Mention]
    end: dict[int, Mention]
    head: dict[int, Mention]

    def person(self, mention: Mention | None) -> int | None:
        if mention is not None and self.entities[mention.entity].type == "Person":
            return mention.entity
        return None

    def owner(self, mention: Mention | None) -> int | None:
        if mention is not None and self.entities[mention.entity].type in OWNERS:
            return mention.entity
        return None


def survey(text: Text, entities: Sequence[NamedEntity], mentions: Sequence[Mention]) -> Surroundings:
    return Surroundings(
        text, entities, {m.first: m for m in mentions}, {m.last: m for m in mentions}, {m.head: m for m in mentions}
    )
