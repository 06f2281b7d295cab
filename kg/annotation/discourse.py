"""What has been named so far, as one goes through an article in text order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.annotation.bindings import Binding
from kg.annotation.spans import Text
from kg.annotation.words import table, words
from kg.model import Mention, NamedEntity

WINDOW = 3  # sentences to look back for a pronoun


SUBJECTS = frozenset({"nsubj", "nsubjpass"})
UNITS = words("coreference", "units")


@dataclass
class Discourse:
    """The memory of one walk through an article."""

    text: Text
    entities: list[NamedEntity]
    bindings: Sequence[Binding]
    named: Counter[int]  # mentions by name of each entity, in the whole article
    genders: dict[int, str | None]
    covered: set[int]  # tokens inside a mention
    at_head: dict[int, Mention]
    quoted: Sequence[bool]
    called: dict[str, list[tuple[int, int]]]  # "chipmaker" -> where which entity is called so
    seen: list[Mention] = field(default_factory=list)  # names and what was resolved, in text order


def begin(
    text: Text, entities: Sequence[NamedEntity], mentions: Sequence[Mention], bindings: Sequence[Binding]
) -> Discourse:
    at_head = {m.head: m for m in mentions}
    return Discourse(
        text,
        list(entities),
        bindings,
        Counter(m.entity for m in mentions),
        {i: e.gender for i, e in enumerate(entities)},
        {t for m in mentions for t in range(m.first, m.last)},
        at_head,
        _quoted(text),
        _called(text, at_head),
    )


def _called(text: Text, at_head: dict[int, Mention]) -> dict[str, list[tuple[int, int]]]:
    """ "Chipmaker Norda", "Norda, a chipmaker", "Norda is a chipmaker"."""
    parse = text.parse
    found: dict[str, list[tuple[int, int]]] = {}
    nouns = table("coreference")["descriptions"]
    for t, word in enumerate(text.lower):
        if "Company" not in nouns.get(word, ()) or word in words("coreference", "any"):
            continue
        near = [parse.head[t]] if parse.dep[t] in ("compound", "nmod", "appos") else []
        near += [c for c in parse.children[t] if parse.dep[c] == "appos"]
        if parse.dep[t] == "attr" and parse.lemma[parse.head[t]] == "be":
            near += [c for c in parse.children[parse.head[t]] if parse.dep[c] == "nsubj"]
        found.setdefault(word, []).extend((t, at_head[n].entity) for n in near if n in at_head)
    return found


def _quoted(text: Text) -> list[bool]:
    """Tokens between double quotation marks; a mark left open is closed by the third sentence after it."""
    inside = False
    opened = 0
    result: list[bool] = []
    for t, word in enumerate(text.parse.word):
        if word in ('"', "``", "''"):
            inside = not inside
            opened = text.parse.sentence[t]
        elif inside and text.parse.sentence[t] > opened + 4:
            inside = False
        result.append(inside)
    return result


def carrying(text: Text, mention: Mention) -> int:
    """The noun that a name stands before: "Doe's Acme unit said it …"; else the name's own head."""
    parse, above = text.parse, text.parse.head[mention.head]
    return above if parse.dep[mention.head] in ("compound", "nmod") and text.lower[above] in UNITS else mention.head
