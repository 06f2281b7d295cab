"""Of which country or organisation an office is, where the article does not say it beside the title."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from kg.annotation.bindings import Binding
from kg.annotation.census import Census, count, dominant, firm_of, led_firm, part_of
from kg.annotation.leaders import countries_of, has_left
from kg.annotation.words import table, words
from kg.model import Mention, NamedEntity, Parse

CLOSE = 60  # tokens within which "Acme's chairman" and "chairman Doe" are one
CLEAR = 1.4  # how many times more often the country must be named than the next that has such an office
BODIES = ("Organization", "GovernmentBody")
COMPANY_CHIEF = words("titles", "usage", "company_chief")
CHAMBERS = {"house": "House of Representatives", "senate": "Senate"}
NOUNS = words("titles", "usage", "firms")


def settle(
    bindings: Sequence[Binding], entities: Sequence[NamedEntity], mentions: Sequence[Mention], year: int | None
) -> None:
    """Fill `of` and `tenure` of each binding from the other bindings, then from the article's countries and year."""
    for binding in bindings:
        binding.of = _fitting(binding, entities)
    _lend(bindings)
    _join(bindings, entities)
    census = count(mentions)
    for binding in bindings:
        if binding.holders and not binding.of and binding.owner is None:
            binding.of = _infer(binding, bindings, entities, census)
            if binding.of:
                _lend(bindings)
    _agree(bindings)
    if year is not None:
        _outlive(bindings, entities, year)


def unnamed(bindings: Sequence[Binding], entities: Sequence[NamedEntity]) -> Iterator[str]:
    """Countries of leaders known to all, or that alone have such an office, which the article does not name."""
    named = {e.name for e in entities if e.type == "Country"}
    for binding in bindings:
        if binding.holders and not binding.of and binding.owner is None and not binding.open:
            own = _known(binding, entities)
            if len(own) == 1 and not own & named:
                named |= own
                yield from own


def _known(binding: Binding, entities: Sequence[NamedEntity]) -> frozenset[str]:
    """The countries that its holder is known to have led, or the one with such an office, where it may be meant."""
    led = countries_of(entities[binding.holders[0]].name) if binding.phrase.row.group == "state" else frozenset()
    having = table("governments").get(binding.phrase.key, {}).get("with", ())
    named = {e.name for e in entities if e.type == "Country"}
    return led or frozenset(having if len(having) == 1 and (not named or named & set(having)) else ())


def own(
    bindings: Sequence[Binding], entities: Sequence[NamedEntity], mentions: Sequence[Mention], parse: Parse
) -> None:
    """ "the country's president", "its chairman": of whatever the word before the title was found to stand for."""
    census = count(mentions)
    stands = {
        m.head: m for m in mentions if m.kind in ("pronoun", "description") or entities[m.entity].type == "Person"
    }
    told = {m.entity: m.first for m in reversed(mentions)}
    for binding in bindings:
        if binding.subject is not None and not binding.holders:
            mention = stands.get(binding.subject)
            if mention is not None and entities[mention.entity].type == "Person":
                binding.holders = [mention.entity]
        if binding.owner is None or binding.of:
            continue
        noun, mention = binding.owner, stands.get(binding.owner)
        led = _led_by(mention.entity, bindings) if mention is not None else []
        if led and (binding.phrase.row.of == "country" or binding.phrase.row.group in ("chief", "diplomat")):
            binding.of = led
        elif mention is not None and entities[mention.entity].type != "Person":
            binding.of = [mention.entity]
        elif mention is None and (body := _called(parse, noun, entities, told)):
            binding.of = body
        elif binding.holders and (binding.part or binding.phrase.row.group != "chief" or parse.word[noun] in NOUNS):
            binding.of = _infer(binding, bindings, entities, census)
    _lend(bindings)


def _called(parse: Parse, noun: int, entities: Sequence[NamedEntity], told: dict[int, int]) -> list[int]:
    """ "The president of the court": the one body told of before whose name has that word; `told`: entity -> token."""
    name = parse.word[noun].capitalize()
    bodies = [
        i for i, e in enumerate(entities) if e.type in BODIES and name in e.name.split() and told.get(i, noun) < noun
    ]
    return bodies if len(bodies) == 1 and parse.dep[noun] == "pobj" and parse.word[noun].islower() else []


def _led_by(person: int, bindings: Sequence[Binding]) -> list[int]:
    """The country or region whose head the person is: "President Doe's chief of staff"."""
    heads = (b for b in bindings if person in b.holders and b.of)
    return next((b.of for b in heads if b.phrase.row.group == "state" or "governor" in b.phrase.key.split()), [])


def _fitting(binding: Binding, entities: Sequence[NamedEntity]) -> list[int]:
    """Of a country and an organisation before one title the one the office is of."""
    of = binding.of
    if binding.phrase.row.group == "member":  # "Jane Doe MP of the Acme Party": of the parliament, not of the party
        of = [o for o in of if not entities[o].name.endswith(" Party")]
    if len(of) < 2:
        return of
    wanted = binding.phrase.row.of
    if wanted == "country":
        return [o for o in of if entities[o].type == "Country"] or of[:1]
    if wanted == "organization":
        return [o for o in of if entities[o].type not in ("Country", "City", "Place")] or of[:1]
    return of


def _lend(bindings: Sequence[Binding]) -> None:
    """What one mention says of a holder's office holds for the others; an office of state shares its country."""
    by_title: dict[tuple[int, str], list[int]] = {}
    by_holder: dict[int, list[int]] = {}
    for b in bindings:
        for holder in b.holders:
            if b.of:
                by_title.setdefault((holder, b.phrase.key), b.of)
                if b.phrase.row.group in ("state", "minister") and b.phrase.row.of == "country":
                    by_holder.setdefault(holder, b.of)
    for b in bindings:
        if b.of or not b.holders:
            continue
        holder = b.holders[0]
        if (holder, b.phrase.key) in by_title:
            b.of = by_title[holder, b.phrase.key]
        elif b.phrase.row.group in ("state", "minister") and holder in by_holder:
            b.of = by_holder[holder]
        else:
            longer = [
                of
                for (who, key), of in by_title.items()
                if who == holder and (key.endswith(" " + b.phrase.key) or key.startswith(b.phrase.key + " "))
            ]
            b.of = longer[0] if longer else b.of


def _join(bindings: Sequence[Binding], entities: Sequence[NamedEntity]) -> None:
    """ "Austrian Chancellor Dorn and Trade Minister Berg": the second is of the first's country, if that has such."""
    for second in bindings:
        if (first := second.beside) is not None and not second.of and not second.open and second.owner is None:
            second.of = [o for o in first.of if has_office(entities[o].name, second.phrase.key)]


def has_office(country: str, key: str) -> bool:
    """Whether an office of that name can be of that country, as far as is known."""
    governments = table("governments")
    if key in governments:
        row = governments[key]
    elif key.endswith(("vice president", "vice-president")):
        row = governments["vice_president"]
    elif key.endswith("prime minister"):
        row = governments["prime minister"]
    elif key.endswith("secretary"):
        row = governments["secretary"]
    elif "minister" in key.split():
        row = governments["minister"]
    else:
        row = next((governments[word] for word in reversed(key.split()) if word in governments), {})
    if "with" in row:
        return country in row["with"]
    return country not in row.get("without", ())


def _infer(binding: Binding, bindings: Sequence[Binding], entities: Sequence[NamedEntity], census: Census) -> list[int]:
    named = census.named
    group = binding.phrase.row.group
    if binding.part:
        return part_of(binding, entities, census)
    if binding.open:
        return []  # "chief executive of the palace": of something without a name
    if countries := _known(binding, entities):  # that or none
        found = [i for i, e in enumerate(entities) if e.type == "Country" and e.name in countries]
        return found if len(found) == 1 else []
    if group == "speaker":
        chamber = _chamber(binding, entities)
        if chamber:
            return chamber
    if binding.phrase.key.endswith("president") and (firm := led_firm(binding, entities, census)):
        return firm
    if group in ("state", "minister", "member", "speaker"):
        return _country(binding, bindings, entities, named, census.near(binding.left))
    if group == "local":
        kind = "Place" if "gov" in binding.phrase.key or "minister" in binding.phrase.key else "City"
        return dominant([(e, n) for e, n in named.items() if entities[e].type == kind and entities[e].country], 2.0)
    if group == "chief":
        vacant = [b for b in bindings if b.phrase.key == binding.phrase.key and b.of and not b.holders]
        close = [b for b in vacant if abs(b.left - binding.left) < CLOSE]
        if close:
            return list(close[-1].of)
    if group == "chief" and binding.phrase.key in COMPANY_CHIEF:
        before = [b for b in bindings if b.tenure == "former" != binding.tenure and b.holders == binding.holders]
        left = {o for b in before for o in b.of}
        return firm_of(binding, entities, census, left)
    return []


def seat(bindings: Sequence[Binding], entities: list[NamedEntity]) -> None:
    """ "House Speaker Doe": of the chamber that only the title names, where the country has such a one."""
    for binding in bindings:
        name = CHAMBERS.get(binding.phrase.key.split()[0], "") if binding.phrase.row.group == "speaker" else ""
        if name and binding.holders and [entities[o].name for o in binding.of] == ["United States"]:
            found = [i for i, e in enumerate(entities) if e.name == name]
            if not found:
                entities.append(NamedEntity("GovernmentBody", name, country="United States"))
            binding.of = found or [len(entities) - 1]


def _chamber(binding: Binding, entities: Sequence[NamedEntity]) -> list[int]:
    """The parliament of a speaker or of a leader in it, where the article names it."""
    key = binding.phrase.key.split()
    if "speaker" in key:
        names: tuple[str, ...] = ("House of Representatives",)
        names += () if "house" in key else ("House of Commons", "Parliament", "Knesset")
    else:
        names = {"senate": ("Senate",), "house": ("House of Representatives", "House")}.get(key[0], ())
    return [i for name in names for i, e in enumerate(entities) if e.name == name][:1]


def _country(
    binding: Binding,
    bindings: Sequence[Binding],
    entities: Sequence[NamedEntity],
    named: Counter[int],
    near: Counter[int],
) -> list[int]:
    """The country most named of those that have such an office and no other holder of it."""
    gone = {h for b in bindings for h in b.holders if b.phrase.key == binding.phrase.key and b.tenure == "former"}
    taken: set[int] = set()
    for other in bindings:
        if (
            other.phrase.key == binding.phrase.key
            and other.holders
            and other.holders[0] not in binding.holders
            and other.tenure in (None, "current")
        ):
            taken.update(other.of if other.holders[0] not in gone else ())
    key = binding.phrase.key
    named = named + near + _seats(named, entities) + _governed(bindings)
    countries = [
        (e, n) for e, n in named.items() if entities[e].type == "Country" and has_office(entities[e].name, key)
    ]
    free = (
        [(e, n) for e, n in countries if e not in taken]
        if binding.phrase.row.group == "state" and binding.tenure in (None, "current")
        else countries
    )
    by_far = dominant(countries, 2 * CLEAR)
    if by_far and by_far[0] not in [e for e, _ in free]:
        return []  # the country meant has another holder: somebody's predecessor or a foreigner
    return dominant(free, CLEAR)


def _governed(bindings: Sequence[Binding]) -> Counter[int]:
    """Whoever holds an office of state speaks for the country as its name does: "President Obama" of his."""
    return Counter(b.of[0] for b in bindings if b.holders and b.of and b.phrase.row.group in ("state", "minister"))


def _seats(named: Counter[int], entities: Sequence[NamedEntity]) -> Counter[int]:
    """Its cities and government bodies speak for a country as its own name does."""
    countries = {e.name: i for i, e in enumerate(entities) if e.type == "Country"}
    counts: Counter[int] = Counter()
    for entity, n in named.items():
        country = entities[entity].country
        if entities[entity].type in ("City", "Place", "GovernmentBody") and country in countries:
            counts[countries[country]] += n
    return counts


def _agree(bindings: Sequence[Binding]) -> None:
    """A bare title is of the past where it is said so elsewhere of the same holder; what is ahead is soon there."""
    left = {(holder, b.phrase.key) for b in bindings for holder in b.holders if b.tenure == "former"}
    for b in bindings:
        gone = b.tenure is None and b.holders and (b.holders[0], b.phrase.key) in left
        b.tenure = "former" if gone else b.tenure or "current"


def _outlive(bindings: Sequence[Binding], entities: Sequence[NamedEntity], year: int) -> None:
    """ "President Lincoln": whoever is known to have left before the article's year holds the office no more."""
    for b in bindings:
        if b.tenure == "current" and b.holders and b.phrase.row.group == "state":
            b.tenure = "former" if has_left(entities[b.holders[0]].name, b.phrase.key, year) else "current"
