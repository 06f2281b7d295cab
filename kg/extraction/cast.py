"""Which entities of an article take part in its claims, and their ids: named ones, and noun phrases made into one on
demand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache, cached_property

from kg.extraction.cues import words
from kg.extraction.syntax import Syntax
from kg.model import ArticleEntity, NamedEntity, Span
from kg.terms import is_a, slug

VAGUE = ("Person", "Organization")  # what the model alone may have said
LOCATIVE = ("in", "at", "near", "from", "across")
FULL = re.compile(r"[A-Z][a-zà-ÿ]+ (?:[A-Z]\. )?[A-Z][a-zà-ÿ]+")  # first name and surname
PERSONAL = re.compile(
    r"(?:[A-Z][a-z'’-]+|[A-Z]\.|d[eai]|van|von|al)(?: (?:[A-Z][a-z'’-]+|[A-Z]\.|d[eai]|van|von|al)){0,3}"
)


@cache
def _shares() -> frozenset[str]:
    """What one has in a company: "a stake in Velta" is no place."""
    return words().securities | words().holders


@dataclass
class Cast:
    """Collects who and what claims speak of; `finish` numbers them in text order. A reference is an index."""

    syntax: Syntax
    made: list[NamedEntity] = field(default_factory=list)
    spans: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    index: dict[tuple[str, str], int] = field(default_factory=dict)
    coerced: dict[int, str] = field(default_factory=dict)  # a type that what is said of it shows

    def entity(self, reference: int) -> NamedEntity:
        named = self.syntax.document.entities
        entity = named[reference] if reference < len(named) else self.made[reference - len(named)]
        return replace(entity, type=self.coerced[reference]) if reference in self.coerced else entity

    def coerce(self, reference: int, type_: str, places: bool = False) -> bool:
        """Give an entity the type of the role it fills, unless the article shows that the model's type is right;
        `places`: even where the model took it for one and nothing happens there.
        """
        if reference in self.coerced:
            return self.coerced[reference] == type_  # what was shown first stands
        entity = self.entity(reference)
        vague = entity.type in VAGUE or (places and entity.type == "Place" and not self._located(reference))
        evident = entity.gender or entity.country or entity.exact_match or not vague
        if evident or any(t.holder == reference and (t.of or t.text != "leader") for t in self.syntax.document.titles):
            return False
        if type_ == "Person" and not PERSONAL.fullmatch(entity.name):
            return False
        if type_ == "Organization" and entity.type == "Person" and FULL.fullmatch(entity.name):
            return False
        if type_ == "Person" and any(alias.replace(".", "").isupper() for alias in entity.aliases):
            return False  # "UN", "U.N.": nobody has an acronym
        if type_ == "Person" and entity.name.split()[-1] in words().fixed:
            return False  # "Anna Berg Hospital"
        self.coerced[reference] = type_
        return True

    def _located(self, reference: int) -> bool:
        """Whether something is in, at or from it, another place follows, or a word of its name says what it is."""
        s = self.syntax
        for mention in s.document.mentions:
            if mention.entity != reference:
                continue
            before = [t for t in range(max(0, mention.first - 2), mention.first) if s.lower[t] in LOCATIVE]
            behind = s.mention_at.get(mention.last + 1)
            if any(not {s.lemma[s.head[t]].lower(), s.lemma[max(t - 1, 0)].lower()} & _shares() for t in before):
                return True
            if behind is not None and s.lower[mention.last] == "," and is_a(self.entity(behind.entity).type, "Place"):
                return True
            if any(w in words().places for w in s.lower[mention.first : mention.last]):
                return True
        return False

    def uncoerce(self, kept: int) -> None:
        """Take back all but the first so many types given by `coerce`."""
        while len(self.coerced) > kept:
            self.coerced.popitem()

    @cached_property
    def represented(self) -> dict[int, frozenset[int]]:
        """A country or its government -> the holders of its political offices, who act for it."""
        found: dict[int, set[int]] = {}
        entities = self.syntax.document.entities
        by_name = {e.name: n for n, e in enumerate(entities) if e.type == "Country"}
        for title in self.syntax.document.titles:
            if title.holder is not None and title.political and title.top and title.tenure != "former":
                for of in title.of:
                    found.setdefault(of, set()).add(title.holder)
        for reference, entity in enumerate(entities):
            if entity.type == "GovernmentBody" and entity.country in by_name:
                found.setdefault(reference, set()).update(found.get(by_name[entity.country], ()))
        return {country: frozenset(holders) for country, holders in found.items()}

    def make(self, type_: str, first: int, last: int) -> int:
        """An entity for a noun phrase (a topic, an unnamed source); the same words are the same entity."""
        name = " ".join(self.syntax.text(first, last).split())
        key = (type_, name.lower())
        if key not in self.index:
            self.index[key] = len(self.syntax.document.entities) + len(self.made)
            self.made.append(NamedEntity(type=type_, name=name))
        reference = self.index[key]
        self.spans.setdefault(reference, []).append((first, last))
        return reference

    def seen(self, reference: int, tokens: list[int]) -> None:
        """Pronouns that speak of an entity made here; those of named entities are mentions already."""
        if reference in self.spans:
            self.spans[reference] += [(t, t + 1) for t in tokens if (t, t + 1) not in self.spans[reference]]

    def finish(self, used: set[int]) -> tuple[dict[int, str], tuple[ArticleEntity, ...]]:
        """Ids of the entities used, e1 … in order of first mention, and the entities themselves."""
        spans = {reference: self._spans(reference) for reference in used}
        order = sorted(used, key=lambda r: (spans[r][0].start if spans[r] else 1 << 30, r))
        slugs = self._slugs(order)
        ids = {reference: f"e{number}" for number, reference in enumerate(order, 1)}
        return ids, tuple(self._entity(ids[r], slugs[r], r, spans[r]) for r in order)

    def _slugs(self, order: list[int]) -> dict[int, str]:
        slugs: dict[int, str] = {}
        taken = set[str]()
        for reference in order:
            base = slug(self.entity(reference).name)
            found, number = base, 2
            while found in taken:
                found, number = f"{base}-{number}", number + 1
            slugs[reference] = found
            taken.add(found)
        return slugs

    def _spans(self, reference: int) -> tuple[Span, ...]:
        parse, text = self.syntax.parse, self.syntax.document.article.text
        tokens = [*self.spans.get(reference, ()), *self._mentioned.get(reference, ())]
        found = {(parse.start[first], parse.end[last - 1]) for first, last in tokens}
        return tuple(Span(start, end, text[start:end]) for start, end in sorted(found))

    @cached_property
    def _mentioned(self) -> dict[int, list[tuple[int, int]]]:
        """Entity -> the tokens of its mentions."""
        found: dict[int, list[tuple[int, int]]] = {}
        for m in (*self.syntax.document.mentions, *self.syntax.document.towns):
            for reference in {m.entity, *m.plural, m.entity if m.agent is None else m.agent}:
                found.setdefault(reference, []).append((m.first, m.last))
        return found

    def _entity(self, id_: str, slug_: str, reference: int, spans: tuple[Span, ...]) -> ArticleEntity:
        entity = self.entity(reference)
        return ArticleEntity(
            id=id_,
            type=entity.type,
            name=entity.name,
            slug=slug_,
            mentions=spans,
            aliases=entity.aliases,
            country=entity.country,
            exact_match=entity.exact_match,
        )
