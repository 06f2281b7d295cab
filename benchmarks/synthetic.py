"""Articles nobody wrote: extractions of a world whose truth is known, for measuring what comes after extraction.

Names are drawn by Zipf's law. A situation is reported by several articles, planned and then held or called off, with a
full date, a date without a year or none, now and then with another sum. Surnames and full names are shared; offices,
acronyms and company forms vary as in print. The same seed gives the same corpus.
"""

from __future__ import annotations

import bisect
import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import accumulate

from kg import terms
from kg.model import Amount, Article, ArticleEntity, ArticleEvent, Claim, Date, Evidence, Extraction, Span

START = dt.date(2030, 1, 1)
A_DAY = 40  # articles
SYLLABLES = ("ba", "den", "kor", "li", "mar", "nov", "os", "pet", "ral", "sen", "tir", "ul", "vas", "wen", "yor", "zan")
STATES = tuple(
    f"{start}{end}" for start in ("Arl", "Bor", "Cath", "Dorv", "Elb", "Frel") for end in ("and", "ia", "en", "os")
)
TITLES = ["President", "Prime Minister", "Foreign Minister", "Finance Minister"]
FORMS = ["Corp.", "Inc.", "Group", "Ltd.", ""]


@dataclass(frozen=True)
class Being:
    """Someone or something of the world; `names` from the fullest to the shortest."""

    id: str
    type: str
    names: tuple[str, ...]
    country: str | None = None
    title: str | None = None


@dataclass
class Happening:
    """One situation of the world and what is reported of it from day to day."""

    id: str
    type: str
    roles: dict[str, tuple[Being, ...]]
    day: dt.date
    value: int | None = None
    off: bool = False


@dataclass
class Told:
    """One article, and what its entities and claims truly are: id in the article -> id in the world."""

    extraction: Extraction
    beings: dict[str, str] = field(default_factory=dict)
    happenings: dict[str, str] = field(default_factory=dict)


class World:
    def __init__(self, articles: int, seed: int = 1) -> None:
        self.random = random.Random(seed)
        size = max(60, int(6 * articles**0.75))
        self.states = [Being(f"state{n}", "Country", (name,)) for n, name in enumerate(STATES)]
        self.people = [self._person(n) for n in range(size)]
        self.firms = [self._firm(n) for n in range(size // 2)]
        self._people_odds = list(accumulate(1 / (rank + 2) for rank in range(len(self.people))))
        self._firm_odds = list(accumulate(1 / (rank + 2) for rank in range(len(self.firms))))
        self.current: list[Happening] = []
        self._count = 0

    def _word(self, parts: int) -> str:
        return "".join(self.random.choice(SYLLABLES) for _ in range(parts)).capitalize()

    def _person(self, number: int) -> Being:
        country = self.random.choice(STATES)
        if number >= 2 * len(STATES) and self.random.random() < 0.02:  # two people of one name
            twin = self.people_so_far[self.random.randrange(len(self.people_so_far))]
            names, country = twin.names, self.random.choice([state for state in STATES if state != twin.country])
        else:
            last = self._word(3 if self.random.random() < 0.8 else 2)
            names = (f"{self._word(2)} {last}", last)
        title = TITLES[number % len(TITLES)] if number < len(STATES) * 2 else None
        if title:
            country = STATES[number % len(STATES)]
        being = Being(f"person{number}", "Person", names, country, title)
        self.people_so_far = [*getattr(self, "people_so_far", []), being] if number < 500 else self.people_so_far
        return being

    def _firm(self, number: int) -> Being:
        words = f"{self._word(3)} {self._word(3)}"
        form = self.random.choice(FORMS)
        return Being(f"firm{number}", "Company", (f"{words} {form}".strip(), words))

    def _pick(self, pool: list[Being], odds: list[float]) -> Being:
        return pool[bisect.bisect_left(odds, self.random.random() * odds[-1])]

    def person(self) -> Being:
        return self._pick(self.people, self._people_odds)

    def firm(self) -> Being:
        return self._pick(self.firms, self._firm_odds)

    def happen(self, today: dt.date) -> Happening:
        """Something new, to be reported now and in the days around its own."""
        self._count += 1
        kind = self.random.choice(["Meeting", "Meeting", "Call", "Visit", "Acquisition", "Investment"])
        day = today + dt.timedelta(days=self.random.randint(-5, 25))
        one, other = self.person(), self.person()
        buyer, target = self.firm(), self.firm()
        while other.names == one.names:
            other = self.person()
        while target.names[-1] == buyer.names[-1]:
            target = self.firm()
        roles: dict[str, tuple[Being, ...]] = {
            "Meeting": {"participant": (one, other), "place": (self.random.choice(self.states),)},
            "Call": {"participant": (one, other)},
            "Visit": {"visitor": (one,), "destination": (self.random.choice(self.states),)},
            "Acquisition": {"acquirer": (buyer,), "target": (target,)},
            "Investment": {"investor": (buyer,), "recipient": (target,)},
        }[kind]
        value = self.random.randint(1, 900) * 10**7 if kind in ("Acquisition", "Investment") else None
        found = Happening(f"{kind}{self._count}", kind, roles, day, value, self.random.random() < 0.1)
        self.current = [each for each in self.current if each.day >= today - dt.timedelta(days=10)][-400:]
        self.current.append(found)
        return found


@dataclass
class _Page:
    """An article as it grows."""

    world: World
    id: str
    today: dt.date
    text: str = ""
    entities: dict[str, tuple[Being, str]] = field(default_factory=dict)  # world id -> (being, name here)
    spans: dict[str, list[Span]] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)
    events: list[ArticleEvent] = field(default_factory=list)
    happenings: dict[str, str] = field(default_factory=dict)

    def name(self, being: Being) -> str:
        if being.id not in self.entities:
            # A leader is known by surname and office, anyone else is introduced in full.
            short = being.title is not None and self.world.random.random() < 0.3
            firm = being.type == "Company" and self.world.random.random() < 0.5
            self.entities[being.id] = being, being.names[-1] if short or firm else being.names[0]
        return f"e{list(self.entities).index(being.id) + 1}"

    def say(
        self,
        truth: str,
        type: str,
        roles: dict[str, tuple[Being, ...] | str],
        status: str,
        date: Date | None = None,
        amount: Amount | None = None,
    ) -> None:
        filled = {
            role: value if isinstance(value, str) else tuple(self.name(each) for each in value)
            for role, value in roles.items()
        }
        start = len(self.text)
        for value in roles.values():
            for being in value if isinstance(value, tuple) else ():
                name = self.entities[being.id][1]
                self.spans.setdefault(being.id, []).append(Span(len(self.text), len(self.text) + len(name), name))
                self.text += name + " "
        self.text += f"{type} {status} {truth} {len(self.claims)}."
        sentence = Span(start, len(self.text), self.text[start:])
        self.text += " "
        id = "claim-" + terms.digest(f"{self.id} {len(self.claims)} {sentence.text}")
        evidence = (Evidence(sentence.start, sentence.end, sentence.text, sentence),)
        self.claims.append(Claim(id, type, filled, status, "CT+", evidence, "synthetic", date, amount))
        self.events.append(ArticleEvent(f"v{len(self.events) + 1}", type, filled, status, (id,), date, amount))
        self.happenings[id] = truth

    def report(self, found: Happening) -> None:
        status = "planned" if found.day > self.today else "cancelled" if found.off else "held"
        amount = None
        if found.value:
            value = int(found.value * 1.3) if self.world.random.random() < 0.05 else found.value
            amount = Amount(Decimal(value), "USD", "exact", f"${value}")
        self.say(found.id, found.type, dict(found.roles), status, self._date(found), amount)

    def _date(self, found: Happening) -> Date | None:
        chance = self.world.random.random()
        if chance < 0.6 or (found.type == "Acquisition" and chance < 0.9):
            return Date("then", found.day, found.day, "day")
        return Date("then", month_day=f"{found.day:%m-%d}") if chance < 0.65 else None

    def told(self) -> Told:
        entities = []
        for number, (being, name) in enumerate(self.entities.values(), 1):
            slug = terms.slug(name)
            known = being.country if being.type == "Person" and self.world.random.random() < 0.5 else None
            entities.append(ArticleEntity(f"e{number}", being.type, name, slug, tuple(self.spans[being.id]), (), known))
        slugs: dict[str, int] = {}
        for place, entity in enumerate(entities):
            slugs[entity.slug] = slugs.get(entity.slug, 0) + 1
            if slugs[entity.slug] > 1:
                entities[place] = ArticleEntity(
                    entity.id, entity.type, entity.name, f"{entity.slug}-{slugs[entity.slug]}", entity.mentions,
                    entity.aliases, entity.country,
                )  # fmt: skip
        sentences = tuple((claim.evidence[0].start, claim.evidence[0].end) for claim in self.claims)
        publisher = f"Paper {self.world.random.randint(1, 30)}"
        page = Article(self.id, self.text, self.id, publisher, date=self.today)
        beings = {entity.id: being.id for entity, being in zip(entities, self._beings(), strict=True)}
        extraction = Extraction(page, tuple(entities), tuple(self.claims), tuple(self.events), sentences)
        return Told(extraction, beings, self.happenings)

    def _beings(self) -> list[Being]:
        return [being for being, _ in self.entities.values()]


def corpus(articles: int, seed: int = 1, world: World | None = None) -> Iterator[Told]:
    """So many articles, day by day."""
    world = world or World(articles, seed)
    for number in range(articles):
        today = START + dt.timedelta(days=number // A_DAY)
        page = _Page(world, f"s{number:07}", today)
        for _ in range(world.random.randint(1, 3)):
            old = [each for each in world.current[-60:] if abs((each.day - today).days) < 20]
            again = world.random.random() < 0.7 and old
            page.report(world.random.choice(old) if again else world.happen(today))
        for being, _ in list(page.entities.values()):
            if being.title and being.country:
                state = world.states[STATES.index(being.country)]
                held = f"{being.id} {being.title}"
                page.say(held, "OfficeHolding", {"holder": (being,), "of": (state,), "title": being.title}, "current")
        speaker = world.person()
        page.say(f"said {page.id}", "Statement", {"speaker": (speaker,), "said": f"words of {page.id}"}, "held")
        if world.random.random() < 0.4:
            firm, boss = world.firm(), world.person()
            page.say(f"{boss.id} at {firm.id}", "Employment", {"employee": (boss,), "employer": (firm,)}, "held")
        yield page.told()
