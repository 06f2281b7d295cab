"""Which named entity a pronoun or a description stands for; none where the article leaves it open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

from kg.annotation.agents import government
from kg.annotation.spans import Text
from kg.annotation.titles import Binding
from kg.annotation.words import table, words
from kg.model import Mention, NamedEntity

WINDOW = 3  # sentences to look back for a pronoun
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
SAYING = frozenset({"say", "tell", "add", "note", "state", "announce", "report", "explain", "claim", "write", "ask", "reply"})
THINGS = frozenset({"Company", "Organization", "GovernmentBody", "Country", "City", "Place", "Project"})


class Resolver:
    """Goes through one article in text order and remembers who was named last."""

    def __init__(
        self, text: Text, entities: Sequence[NamedEntity], mentions: Sequence[Mention], bindings: Sequence[Binding]
    ) -> None:
        self.text = text
        self.entities = list(entities)
        self.named = Counter(m.entity for m in mentions)
        self.bindings = bindings
        self.genders = {i: e.gender for i, e in enumerate(entities)}
        self.covered = {t for m in mentions for t in range(m.first, m.last)}
        self.at_head = {m.head: m for m in mentions}
        self.seen: list[Mention] = []  # in text order, names and what was resolved
        self.quoted = _quoted(text)

    # --- the walk ---

    def resolve(self, mentions: Sequence[Mention]) -> list[Mention]:
        """The mentions given and those found, in text order."""
        waiting = sorted(mentions, key=lambda m: m.first)
        offices = {b.phrase.first: b for b in self.bindings if not b.holders}
        found: list[Mention] = []
        parse, lower = self.text.parse, self.text.lower
        position = 0
        for t in range(len(parse)):
            while position < len(waiting) and waiting[position].first <= t:
                self.seen.append(waiting[position])
                position += 1
            if t in self.covered:
                continue
            mention = None
            if t in offices:
                mention = self._office(offices[t])
            elif lower[t] in _pronouns():
                mention = self._pronoun(t, _pronouns()[lower[t]])
            elif parse.tag[t] in ("NN", "NNS") and self.text.office[t] < 0:
                mention = self._description(t)
            if mention is not None:
                found.append(mention)
                self.seen.append(mention)
                self.covered.update(range(mention.first, mention.last))
                self.at_head[mention.head] = mention
        return sorted([*waiting, *found], key=lambda m: m.first)

    # --- pronouns ---

    def _pronoun(self, t: int, kind: str) -> Mention | None:
        if kind == "relative":
            return self._relative(t)
        if kind == "plural":
            return self._they(t)
        if kind == "thing" and self._empty(t):
            return None
        entity = self._antecedent(t, kind)
        if entity is None or (kind == "thing" and self._other_subject(entity, t)):
            return None
        if kind in ("m", "f") and self.genders[entity] is None:
            self.genders[entity] = kind
        return Mention(t, t + 1, t, entity, "pronoun")

    def _relative(self, t: int) -> Mention | None:
        parse = self.text.parse
        if parse.tag[t] not in ("WP", "WP$", "WDT"):
            return None
        verb = parse.head[t]
        while parse.dep[verb] not in ("relcl", "ROOT") and parse.head[verb] != verb and parse.head[verb] >= 0 and verb > t - 1:
            verb = parse.head[verb]
        if parse.dep[verb] != "relcl" or not parse.head[verb] < t:
            return None
        mention = self.at_head.get(parse.head[verb])
        if mention is None or (self.text.lower[t] in ("who", "whom", "whose", "which") and (self.entities[mention.entity].type == "Person") != (self.text.lower[t] != "which")):
            return None
        return Mention(t, t + 1, t, mention.entity, "pronoun", mention.plural)

    def _empty(self, t: int) -> bool:
        """ "it is clear that", "it was reported that": the pronoun stands for nothing."""
        parse = self.text.parse
        if parse.dep[t] == "expl":
            return True
        verb = parse.head[t]
        if self.text.lower[t] != "it":
            return False
        if parse.dep[t] not in SUBJECTS:
            return parse.lemma[verb] in ("do", "make", "find", "call", "take", "get")
        complement = any(parse.dep[c] in ("ccomp", "xcomp", "csubj", "advcl") and c > verb for c in parse.children[verb])
        return parse.lemma[verb] in ("be", "seem", "appear", "become", "take", "mean") and (complement or parse.lemma[verb] != "be")

    def _antecedent(self, t: int, kind: str) -> int | None:
        """The best scored entity named before; None where the best two are as good."""
        row = self.text.parse.sentence[t]
        scores: dict[int, float] = {}
        barred = self._complements(t)
        ahead = self._subject_ahead(t)
        if ahead is not None and self._fits(ahead, t, kind) and ahead.entity not in barred:
            scores[ahead.entity] = 1.9
        for mention in reversed(self.seen):
            distance = row - self.text.parse.sentence[mention.first]
            if distance > WINDOW:
                break
            if mention.plural or mention.kind == "adjective" or mention.entity in barred or not self._fits(mention, t, kind):
                continue
            score = self._score(mention, t, distance, kind)
            scores[mention.entity] = max(scores.get(mention.entity, -9.0), score)
        if not scores:
            return None
        ordered = sorted(scores, key=lambda e: (-scores[e], e))
        first = ordered[0]
        if len(ordered) > 1 and scores[first] - scores[ordered[1]] < 0.15:
            return None
        return first

    def _other_subject(self, entity: int, t: int) -> bool:
        """Whether a thing without a name became subject after the entity was last one: "the plan … it"."""
        parse = self.text.parse
        last = max((m.head for m in self.seen if m.entity == entity and (parse.dep[m.head] in SUBJECTS or parse.dep[m.head] == "poss")), default=-1)
        start = max(last + 1, parse.sentences[max(0, parse.sentence[t] - 1)][0])
        return any(
            parse.dep[i] in SUBJECTS and parse.tag[i] == "NN" and i not in self.at_head and parse.head[i] != parse.head[t]
            for i in range(start, t)
        )

    def _complements(self, t: int) -> set[int]:
        """Entities inside the phrase a possessive opens: in "his meeting with Doe" he is not Doe."""
        parse = self.text.parse
        if parse.dep[t] != "poss":
            return set()
        noun = parse.head[t]
        return {m.entity for m in self.at_head.values() if t < m.first < t + 12 and parse.dep[m.head] in ("pobj", "poss", "conj") and _depth(parse.head, noun, m.head) is not None}

    def _subject_ahead(self, t: int) -> Mention | None:
        """The subject of the sentence where the pronoun stands in an opening phrase: "Ahead of his trip, Doe said"."""
        parse = self.text.parse
        first, last = parse.sentences[parse.sentence[t]]
        root = next((i for i in range(first, last) if parse.head[i] == i), None)
        if root is None or t - first > 12:
            return None
        opening = t
        while parse.head[opening] != root and parse.head[opening] != opening:
            opening = parse.head[opening]
        if parse.dep[opening] not in ("prep", "advcl", "advmod", "npadvmod"):
            return None
        for child in parse.children[root]:
            if parse.dep[child] in SUBJECTS and child > t:
                owners = [c for c in parse.children[child] if parse.dep[c] == "poss"]
                return self.at_head.get(child) or (self.at_head.get(owners[0]) if owners else None)
        return None

    def _fits(self, mention: Mention, t: int, kind: str) -> bool:
        entity = self.entities[mention.entity]
        parse = self.text.parse
        if kind == "thing":
            if entity.type not in THINGS:
                return False
        elif entity.type != "Person" or self.genders[mention.entity] not in (kind, None):
            return False
        if parse.dep[t] in ("dobj", "dative", "pobj", "iobj") and not self.text.lower[t].endswith("self"):
            if mention.entity == self._clause_subject(t):
                return False  # "Doe met him", "Doe wants ties with him": not Doe
        if kind == "thing" and parse.dep[mention.head] in ("compound", "amod", "nmod"):
            return False
        if self.text.lower[t] in ("his", "her", "its") and parse.head[t] == mention.head:
            return False
        return not (self.quoted[t] and self._speaks(mention, t))

    def _clause_subject(self, t: int) -> int | None:
        """The entity that is subject of the nearest verb above t that has one."""
        parse = self.text.parse
        while parse.head[t] != t:
            t = parse.head[t]
            for child in parse.children[t]:
                if parse.dep[child] in SUBJECTS and child < t:
                    mention = self.at_head.get(child)
                    return mention.entity if mention else None
        return None

    def _speaks(self, mention: Mention, t: int) -> bool:
        """Whether the mention is who says the quotation that holds token t."""
        parse = self.text.parse
        return (
            abs(parse.sentence[mention.first] - parse.sentence[t]) <= 1
            and not self.quoted[mention.head]
            and parse.dep[mention.head] in SUBJECTS
            and parse.lemma[parse.head[mention.head]] in SAYING
        )

    def _score(self, mention: Mention, t: int, distance: int, kind: str) -> float:
        parse = self.text.parse
        score = -1.0 * distance + min(self.named[mention.entity], 6) * 0.1
        subject = parse.dep[mention.head] in SUBJECTS
        if subject:
            score += 1.0
            steps = _depth(parse.head, parse.head[mention.head], t) if distance == 0 else None
            if steps is not None:
                score += max(0.4, 1.2 - 0.1 * steps)
            if parse.dep[parse.head[mention.head]] == "ROOT":
                score += 0.3
        elif parse.dep[mention.head] == "poss":
            score += 0.2
        if mention.kind == "pronoun":
            score += 0.2
        if kind == "thing":
            if self.entities[mention.entity].type in ("Country", "City") and not subject:
                score -= 0.5
        if distance == 0:
            score -= min(t - mention.last, 40) * 0.01
        return score

    def _they(self, t: int) -> Mention | None:
        """Two persons or parties joined by "and" as the last subject."""
        parse = self.text.parse
        row = parse.sentence[t]
        for mention in reversed(self.seen):
            if row - parse.sentence[mention.first] > 1:
                break
            if mention.plural:
                return Mention(t, t + 1, t, mention.entity, "pronoun", mention.plural)
            if parse.dep[mention.head] not in SUBJECTS:
                continue
            joined = [mention.entity]
            stack = [c for c in parse.children[mention.head] if parse.dep[c] == "conj"]
            while stack:
                c = stack.pop()
                other = self.at_head.get(c)
                if other is not None and other.entity not in joined:
                    joined.append(other.entity)
                stack += [d for d in parse.children[c] if parse.dep[d] == "conj"]
            if len(joined) > 1:
                return Mention(t, t + 1, t, joined[0], "pronoun", tuple(joined))
        return None

    def _together(self, t: int, pool: set[int]) -> tuple[int, ...]:
        """The two of the pool, and no third, who are named in this sentence before t, or in this and the last."""
        row = self.text.parse.sentence[t]
        near: dict[int, int] = {}
        for mention in self.seen:
            if mention.entity in pool and self.text.parse.sentence[mention.first] >= row - 1:
                near[mention.entity] = max(near.get(mention.entity, 0), self.text.parse.sentence[mention.first])
        here = [e for e, at in near.items() if at == row]
        for group in (here, list(near)):
            if len(group) == 2:
                return tuple(sorted(group))
        return ()

    # --- descriptions ---

    def _office(self, binding: Binding) -> Mention | None:
        """ "the prime minister", "the U.S. president", "the two leaders"."""
        phrase = binding.phrase
        parse, lower = self.text.parse, self.text.lower
        if phrase.plural:
            before = lower[phrase.first - 1] if phrase.first else ""
            if binding.of or before not in ("the", "both", "two"):
                return None
            return self._pair(phrase.first, phrase.last, phrase.last - 1, phrase.key + "s" if not phrase.key.endswith("s") else phrase.key)
        if binding.determiner not in ("the", "'s") and not binding.of:
            return None
        if binding.owner is not None or (phrase.after < len(parse) and lower[phrase.after] in ("'s", "'") and lower[phrase.after + 1 : phrase.after + 2] == ["office"]):
            return None
        person = self._holder(binding)
        if person is None:
            return None
        head = next((t for t in range(phrase.last - 1, phrase.first - 1, -1) if not phrase.first <= parse.head[t] < phrase.last), phrase.last - 1)
        first = phrase.first - 1 if phrase.first and lower[phrase.first - 1] == "the" and phrase.first - 1 not in self.covered else phrase.first
        return Mention(first, phrase.last, head, person, "description")

    def _holder(self, binding: Binding) -> int | None:
        key, of = binding.phrase.key, set(binding.of)
        holders: dict[int, set[str]] = {}
        for other in self.bindings:
            if not other.holders or not _same_office(key, other.phrase.key):
                continue
            if of and other.of and not of & set(other.of):
                continue
            if of and not other.of:
                continue
            holders.setdefault(other.holders[0], set()).add(other.tenure or "current")
        if key in ("leader", "prime minister", "president") and of and not holders:
            return None
        if binding.tenure == "former" and any("former" in t for t in holders.values()):
            holders = {h: t for h, t in holders.items() if "former" in t}
        elif any("former" not in t for t in holders.values()):
            holders = {h: t for h, t in holders.items() if "former" not in t}
        if len(holders) < 2:
            return next(iter(holders), None)
        ordered = sorted(holders, key=lambda h: (-self.named[h], h))
        if self.named[ordered[0]] >= 2 * self.named[ordered[1]]:
            return ordered[0]
        recent = [m.entity for m in reversed(self.seen) if m.entity in holders]
        return recent[0] if recent else None

    def _government(self, t: int) -> Mention | None:
        """ "the Japanese government", "Doe's administration", then "the government"."""
        parse = self.text.parse
        country = None
        owned = False
        for child in parse.children[t]:
            if parse.dep[child] in ("amod", "compound", "poss", "nmod") and child < t:
                owned = owned or parse.dep[child] == "poss"
                mention = self.at_head.get(child)
                country = country or (self._country(mention.entity) if mention else None)
            elif parse.dep[child] == "prep" and parse.word[child] == "of":
                inner = next((self.at_head[c] for c in parse.children[child] if c in self.at_head), None)
                country = self._country(inner.entity) if inner else None
                owned = True
        if country is None and (owned or self.text.lower[t] == "authorities"):
            return None
        if country is None:
            if t == 0 or self.text.lower[t - 1] not in ("the", "government") or parse.dep[t] == "compound":
                return None
            country = self._only_country(t)
        if country is None:
            return None
        return Mention(t, t + 1, t, self._body(government(country)), "description")

    def _country(self, entity: int) -> str | None:
        """The country an entity is, or whose office it leads."""
        if self.entities[entity].type == "Country":
            return self.entities[entity].name
        for binding in self.bindings:
            if entity in binding.holders and binding.phrase.row.group == "state" and binding.of:
                country = self.entities[binding.of[0]]
                return country.name if country.type == "Country" else None
        return None

    def _only_country(self, t: int) -> str | None:
        """Whose "the government" is: the last one named so, else the country named most by far."""
        row = self.text.parse.sentence[t]
        for mention in reversed(self.seen):
            if row - self.text.parse.sentence[mention.first] > WINDOW:
                break
            entity = self.entities[mention.entity]
            if entity.name.startswith("Government of "):
                return entity.country
        ordered = sorted((e for e in self.named if self.entities[e].type == "Country"), key=lambda e: (-self.named[e], e))
        if not ordered or (len(ordered) > 1 and self.named[ordered[0]] < 2 * self.named[ordered[1]]):
            return None
        return self.entities[ordered[0]].name

    def _body(self, body: NamedEntity) -> int:
        """The index of a government body, added where it is new."""
        for i, entity in enumerate(self.entities):
            if entity.type == body.type and entity.name == body.name and entity.country == body.country:
                return i
        self.entities.append(body)
        self.genders[len(self.entities) - 1] = None
        return len(self.entities) - 1

    def _description(self, t: int) -> Mention | None:
        parse, lower = self.text.parse, self.text.lower
        noun = lower[t]
        if noun in ("government", "administration", "authorities"):
            return self._government(t)
        if noun == "ministry" and lower[t - 1] in words("titles", "fields", "words") and lower[t - 1] != "the":
            return self._ministry(t)
        first = t
        while first > 0 and first > t - 3 and first - 1 not in self.covered and parse.tag[first - 1] in ("CD", "JJ", "NN") and parse.head[first - 1] == t:
            first -= 1
        before = lower[first - 1] if first else ""
        if noun in table("coreference")["pairs"]:
            if before in ("both", "the") and (before == "both" or lower[first] == "two" or noun == "leaders"):
                return self._pair(first - 1, t + 1, t, noun)
            return None
        types = table("coreference")["descriptions"].get(noun)
        if types is None or before != "the" or first - 1 in self.covered or parse.head[t] == t:
            return None
        if any(parse.dep[c] in ("relcl", "prep", "appos", "acl") for c in parse.children[t]) or parse.dep[t] == "compound":
            return None
        if any(m.first == t + 1 for m in self.at_head.values() if m.first == t + 1):
            return None  # "the carmaker Toyota": the name follows
        entity = self._recent(types, t)
        return Mention(first - 1, t + 1, t, entity, "description") if entity is not None else None

    def _ministry(self, t: int) -> Mention | None:
        """ "Japan's foreign ministry" in small letters is a name all the same."""
        parse, lower = self.text.parse, self.text.lower
        first = t
        while first > 0 and (lower[first - 1] in words("titles", "fields", "words") or (lower[first - 1] in ("and", "&") and lower[first - 2] in words("titles", "fields", "words"))):
            first -= 1
        if any(u in self.covered for u in range(first, t + 1)):
            return None
        at = first - 1
        if at > 0 and lower[at] in ("'s", "'"):
            at -= 1
        owner = next((m for m in self.seen if m.first <= at < m.last), None) if at >= 0 else None
        country = self._country(owner.entity) if owner else None
        name = " ".join(w if w in ("and", "&") else w.capitalize() for w in lower[first : t + 1])
        return Mention(first, t + 1, t, self._body(NamedEntity("GovernmentBody", name, country=country or self._only_country(t))), "name")

    def _recent(self, types: Sequence[str], t: int) -> int | None:
        row = self.text.parse.sentence[t]
        for mention in reversed(self.seen):
            distance = row - self.text.parse.sentence[mention.first]
            if distance > WINDOW or (distance > 1 and "Country" in types):
                return None
            if self.entities[mention.entity].type in types and not mention.plural and mention.kind != "adjective":
                same = [m.entity for m in self.seen if self.text.parse.sentence[m.first] == row - distance and self.entities[m.entity].type in types and m.kind != "adjective"]
                subject = [m.entity for m in self.seen if self.text.parse.sentence[m.first] == row - distance and self.entities[m.entity].type in types and self.text.parse.dep[m.head] in SUBJECTS]
                if len(set(same)) > 1:
                    return subject[-1] if subject else None
                return mention.entity
        return None

    def _pair(self, first: int, last: int, head: int, noun: str) -> Mention | None:
        """The two most named of the kind, where a third is clearly less so."""
        types = table("coreference")["pairs"].get(noun)
        if types is None:
            return None
        while first > 0 and first - 1 not in self.covered and self.text.lower[first - 1] in ("the", "two", "both"):
            first -= 1
        if types == ["leader"]:
            leading = words("coreference", "same_office", "leading")
            holders = {h for b in self.bindings for h in b.holders if b.phrase.key in leading}
            pair = self._together(first, holders)
            if pair:
                return Mention(first, last, head, pair[0], "description", pair)
            pool = {h for b in self.bindings for h in b.holders if b.phrase.key in leading and b.tenure != "former"}
        else:
            pool = {e for e in self.named if self.entities[e].type in types}
        seen = {m.entity for m in self.seen} | ({p for m in self.seen for p in m.plural})
        ordered = sorted(pool & seen, key=lambda e: (-self.named[e], e))
        if len(ordered) < 2 or (len(ordered) > 2 and self.named[ordered[1]] <= self.named[ordered[2]]):
            return None
        pair = tuple(sorted(ordered[:2]))
        return Mention(first, last, head, pair[0], "description", pair)


@cache
def _pronouns() -> dict[str, str]:
    return {word: kind for kind, forms in table("coreference")["pronouns"].items() for word in forms}


def _same_office(a: str, b: str) -> bool:
    if a == b or b.endswith(" " + a) and a == "minister":
        return True
    rows = table("coreference")["same_office"]
    if a == "leader":
        return b in rows["leading"]
    return any(a in group and b in group for group in rows["groups"])


def _depth(head: Sequence[int], above: int, t: int) -> int | None:
    """How many steps token t stands below `above` in the tree; None where it does not."""
    for steps in range(30):
        if t == above:
            return steps
        if head[t] == t:
            return None
        t = head[t]
    return None


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
