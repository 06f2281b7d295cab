"""A document seen as a dependency tree with its mentions: the questions every slot asks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property

from kg.model import Document, Mention, TimeExpression, Title

RELATIVE = frozenset(("who", "whom", "which", "that", "whose"))
CLAUSAL = frozenset(("VERB", "AUX"))


class Syntax:
    """Read-only view over a Document; token arguments and results are indices into its Parse."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.parse = parse = document.parse
        self.word, self.lemma, self.pos, self.tag = parse.word, parse.lemma, parse.pos, parse.tag
        self.dep, self.head, self.children = parse.dep, parse.head, parse.children

    @cached_property
    def lower(self) -> tuple[str, ...]:
        return tuple(word.lower() for word in self.word)

    @cached_property
    def mention_at(self) -> dict[int, Mention]:
        """Token -> the mention that covers it."""
        return {token: m for m in self.document.mentions for token in range(m.first, m.last)}

    @cached_property
    def mention_heads(self) -> dict[int, Mention]:
        return {m.head: m for m in self.document.mentions}

    @cached_property
    def towns(self) -> dict[int, Mention]:
        """Last token of a town inside the name of an organisation -> the town."""
        return {m.head: m for m in self.document.towns}

    @cached_property
    def _titles(self) -> dict[int, list[Title]]:
        """First token -> the titles that begin there."""
        titles: dict[int, list[Title]] = {}
        for title in self.document.titles:
            titles.setdefault(title.first, []).append(title)
        return titles

    def titles_from(self, first: int, last: int) -> list[Title]:
        """The titles that begin at one of these tokens."""
        return [title for token in range(first, last + 1) for title in self._titles.get(token, ())]

    @cached_property
    def _time_starts(self) -> list[int]:
        return [time.first for time in self.document.times]

    def times_from(self, first: int, last: int) -> tuple[TimeExpression, ...]:
        """The dates and periods that begin at one of these tokens, in text order."""
        starts = self._time_starts
        return self.document.times[bisect_left(starts, first) : bisect_right(starts, last)]

    def kids(self, token: int, *deps: str) -> list[int]:
        dep = self.dep
        return [child for child in self.children[token] if dep[child] in deps]

    def ancestors(self, token: int) -> Iterator[int]:
        """Governors from the nearest to the root."""
        head = self.head
        while head[token] != token:
            token = head[token]
            yield token

    def subtree(self, token: int) -> list[int]:
        found, stack = [], [token]
        while stack:
            token = stack.pop()
            found.append(token)
            stack.extend(self.children[token])
        return sorted(found)

    def is_verb(self, token: int) -> bool:
        return self.pos[token] in CLAUSAL and self.dep[token] != "prep"  # "following", "including"

    def is_passive(self, token: int) -> bool:
        """A verb whose grammatical subject (or head noun) is what it is done to."""
        dep = self.dep
        for child in self.children[token]:
            if dep[child] in ("auxpass", "nsubjpass", "csubjpass", "agent"):
                return dep[child] != "agent" or not self._is_perfect(token)
        if self.tag[token] != "VBN" or self.kids(token, "aux", "dobj", "nsubj"):
            return False
        if dep[token] == "advcl":  # "Asked about it, he …"
            return not self.kids(token, "mark")
        if dep[token] == "conj" and not self.kids(token, "ccomp"):  # "was tested and questioned"
            return self.tag[self.head[token]] == "VBN" and self.is_passive(self.head[token])
        return dep[token] in ("acl", "amod")

    def _is_perfect(self, token: int) -> bool:
        """ "Had spoken by telephone": the parse has an agent where there is no passive."""
        return not self.kids(token, "auxpass") and any(self.lemma[c] == "have" for c in self.kids(token, "aux"))

    def is_infinitive(self, token: int) -> bool:
        return any(self.tag[child] == "TO" for child in self.kids(token, "aux"))

    def conjuncts(self, token: int) -> list[int]:
        """The token and all that is coordinated with it to the right; appositions only where they are a list."""
        found = [token]
        for child in self.children[token]:
            if self.dep[child] == "conj":
                found.extend(self.conjuncts(child))
            elif self.dep[child] in ("nmod", "compound") and child in self.mention_heads and self.kids(child, "cc"):
                mention = self.mention_heads[child]
                if mention.last - mention.first > 1:
                    found.append(child)  # "Norda Capital and Velta Capital", read as one; not "Bread and Roses Party"
            elif self.dep[child] == "appos" and self._lists(token, child):
                found.extend(self.conjuncts(child))
        return found

    def _lists(self, token: int, name: int) -> bool:
        """ "Anna Berg, Carl Dorn and Max Falk": a name behind a comma that goes on with "and" is one more of a list."""
        first, other = self.mention_heads.get(token), self.mention_heads.get(name)
        if first is None or other is None or self.word[other.first - 1] != "," or not self.kids(name, "cc"):
            return False
        types = [self.document.entities[m.entity].type for m in (first, other)]
        return types[0] == types[1] and any(t in self.mention_heads for t in self.kids(name, "conj"))

    def antecedent(self, relative_clause: int) -> int:
        """The noun a relative clause hangs on; not the year of "a shop founded in 1967, which Norda bought"."""
        noun = self.head[relative_clause]
        if self.tag[noun] == "CD" and self.dep[noun] == "pobj" and self.dep[self.head[self.head[noun]]] == "acl":
            return self.head[self.head[self.head[noun]]]
        return noun

    def clause_of(self, token: int) -> int:
        """The nearest verb at or above the token, or the root."""
        while not self.is_verb(token) and self.head[token] != token:
            token = self.head[token]
        return token

    def prepositional(self, token: int, names: frozenset[str]) -> list[int]:
        """Objects of prepositions of these names that hang on the token."""
        found = []
        for child in self.children[token]:
            if self.dep[child] in ("prep", "agent", "dative", "prt") and self.lower[child] in names:
                found.extend(self.kids(child, "pobj", "pcomp"))
                # "in talks together with": one preposition may hang on another
                for inner in self.kids(child, "prep"):
                    found.extend(self.kids(inner, "pobj", "pcomp"))
                for other in self.kids(child, "conj"):  # "in Graz and now in Linz"
                    if self.lower[other] in names:
                        found.extend(self.kids(other, "pobj", "pcomp"))
        return found

    def ent_free(self, token: int) -> bool:
        """No number, date or pronoun: a noun phrase that can name a topic."""
        return token not in self.valued and self.tag[token] not in ("CD", "PRP", "WP", "WDT", "DT", "EX")

    @cached_property
    def valued(self) -> frozenset[int]:
        """Tokens of dates and sums of money."""
        return self.money | {token for time in self.document.times for token in range(time.first, time.last)}

    @cached_property
    def money(self) -> frozenset[int]:
        return frozenset(token for sum_ in self.document.money for token in range(sum_.first, sum_.last))

    @cached_property
    def titled(self) -> frozenset[int]:
        """Tokens of offices and positions of which it is known whose and of what."""
        titles = [title for title in self.document.titles if title.holder is not None and title.of]
        return frozenset(token for title in titles for token in range(title.first, title.last))

    def text(self, first: int, last: int) -> str:
        parse = self.parse
        return self.document.article.text[parse.start[first] : parse.end[last - 1]]

    def noun_phrase(self, token: int) -> tuple[int, int]:
        """First and last+1 token of the noun phrase without determiners, relative clauses, appositions and long
        tails.
        """
        keep = ("compound", "amod", "nmod", "poss", "nummod", "quantmod", "advmod", "punct", "case", "npadvmod")
        first = token
        for child in sorted(self.children[token], reverse=True):
            if child < first and self.dep[child] in keep:
                first = min(self.subtree(child)[0], first)
        while first > 1 and self.word[first - 1] == "-" and self.pos[first - 2] in ("NOUN", "PROPN", "ADJ"):
            first -= 2  # "e-commerce", whatever the parts hang on
        while first < token and (self.pos[first] in ("DET", "PUNCT", "PRON") or self.dep[first] in ("det", "punct")):
            first += 1
        return first, token + 1

    def whole_phrase(self, token: int) -> tuple[int, int]:
        """The noun phrase with what tells it apart: "two clerks with access to the ledger"."""
        first, last = self.noun_phrase(token)
        for child in self.kids(token, "prep", "acl", "amod"):
            below = self.subtree(child)
            if child > token and below[-1] - token < 12:
                last = max(last, below[-1] + 1)
        while last > token + 1 and (self.dep[last - 1] == "cc" or self.word[last - 1] in (",", ";", ":")):
            last -= 1
        return first, last


def referent(s: Syntax, token: int) -> int:
    """A relative pronoun stands for the noun its clause hangs on."""
    if s.lower[token] in RELATIVE and s.tag[token] in ("WP", "WDT", "IN", "WP$"):
        verb = s.head[token]
        for _ in range(3):
            if s.dep[verb] == "relcl":
                return s.antecedent(verb)
            verb = s.head[verb]
    return token
