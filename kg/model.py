"""The values that pass between stages: frozen, plain, picklable, in the order of the data flow.

All character offsets are Unicode code points into `Article.text`, end exclusive, so `text[start:end]` is the passage.
All token offsets are indices into the columns of a `Parse`, `last` exclusive.
Lists of JSON become tuples; unknown is None, never a guess.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

# --- reading -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Article:
    """One article exactly as it was read; offsets of everything else point into `text`."""

    id: str
    text: str
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    language: str | None = None
    date: dt.date | None = None  # the day of publication, None where nothing fixes day, month and year
    month_day: str | None = None  # "02-04" where a dateline gives no year
    furniture: tuple[tuple[int, int], ...] = ()  # no prose: captions, teasers, repeated titles, datelines
    source: str = ""  # where it was read from, for messages only: not part of the content

    @cached_property
    def digest(self) -> str:
        """SHA-256 over all that is content (not `source`), hexadecimal."""
        content: list[object] = [self.id, self.text, self.title, self.publisher, self.author, self.url, self.language]
        content += [self.date.isoformat() if self.date else None, self.month_day]
        content.append([list(span) for span in self.furniture])
        return hashlib.sha256(json.dumps(content, ensure_ascii=True).encode()).hexdigest()


# --- annotation --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Parse:
    """A dependency parse as plain columns, one entry a token; no object of the parser's library.

    `head` is the index of the governor (a root is its own head); `dep` follows spaCy's English scheme (ClearNLP);
    `sentence` maps a token to its row in `sentences`, each a (first, last) pair; `children` are in text order.
    """

    word: tuple[str, ...]
    lemma: tuple[str, ...]
    pos: tuple[str, ...]
    tag: tuple[str, ...]
    dep: tuple[str, ...]
    head: tuple[int, ...]
    start: tuple[int, ...]  # character offset of each token in Article.text
    end: tuple[int, ...]
    sentence: tuple[int, ...]
    sentences: tuple[tuple[int, int], ...]
    children: tuple[tuple[int, ...], ...]

    def __len__(self) -> int:
        return len(self.word)


@dataclass(frozen=True, slots=True)
class Mention:
    """A token span that names or refers to an entity of the article."""

    first: int
    last: int
    head: int
    entity: int  # index into Document.entities
    kind: str  # name | adjective ("Japanese") | pronoun | description ("the prime minister") | title ("Mayor" alone)
    plural: tuple[int, ...] = ()  # of "the leaders", "they": all entities it stands for (then `entity` is the first)
    agent: int | None = None  # metonym: the government that acts when this place fills an agent's role


@dataclass(frozen=True, slots=True)
class NamedEntity:
    """One person, organisation, place … of one article, before it has an identity across articles."""

    type: str  # Person Organization Company GovernmentBody Country City Place Project Agent Topic
    name: str  # the fullest form found, without title, possessive and leading article
    aliases: tuple[str, ...] = ()
    gender: str | None = None  # m | f | None
    country: str | None = None  # name of the country it is of (a government, an office holder, a city), where known
    exact_match: str | None = None  # Wikidata IRI


@dataclass(frozen=True, slots=True)
class Title:
    """Words of an office or position ("Prime Minister", "senior fellow"), bound to whom and of what where seen."""

    first: int
    last: int
    head: int
    text: str  # the office alone, as printed: "former U.S. President" gives "President"
    tenure: str  # current | former | future
    holder: int | None = None  # index into Document.entities
    of: tuple[int, ...] = ()  # indices into Document.entities: country or organisation
    political: bool = False  # an office of state (or else of an organisation)
    top: bool = True  # an office that leads (minister, CEO, chairman, mayor), not a mere position (analyst, fellow)


@dataclass(frozen=True, slots=True)
class DateSpan:
    """An interval of days, both ends included."""

    earliest: dt.date
    latest: dt.date
    precision: str  # day | range | month | year


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A date in the text with both readings; which one holds depends on the tense of what it dates."""

    first: int
    last: int
    text: str
    past: DateSpan | None  # read backwards from the article's date
    future: DateSpan | None  # read forwards
    month_day: str | None = None  # "02-07" where day and month are printed, no year, and the article has no date
    duration: bool = False  # "over the next six years": a period, not a date


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money. `also` holds the same sum as printed in other currencies."""

    value: Decimal
    currency: str  # ISO 4217
    qualifier: str  # exact | about | up-to | at-least | record
    text: str
    also: tuple[Amount, ...] = ()


@dataclass(frozen=True, slots=True)
class MoneyExpression:
    first: int
    last: int
    amount: Amount


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks, the marks excluded."""

    first: int
    last: int
    start: int
    end: int


@dataclass(frozen=True)
class Document:
    """An annotated article: what extraction reads."""

    article: Article
    parse: Parse
    entities: tuple[NamedEntity, ...]
    mentions: tuple[Mention, ...]  # in text order, never overlapping
    titles: tuple[Title, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    money: tuple[MoneyExpression, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    towns: tuple[Mention, ...] = ()  # inside the names of organisations: "University of Chicago"


# --- extraction --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Span:
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """The passage a claim stands on and the sentence that holds it."""

    start: int
    end: int
    text: str
    sentence: Span


@dataclass(frozen=True, slots=True)
class ArticleEntity:
    """What one article names. `id` is e1, e2 … in text order; `slug` makes its IRI and is unique in the article."""

    id: str
    type: str
    name: str
    slug: str
    mentions: tuple[Span, ...]
    aliases: tuple[str, ...] = ()
    country: str | None = None
    exact_match: str | None = None


@dataclass(frozen=True, slots=True)
class Date:
    """When a situation takes place: an interval, or month and day where no year is in sight; `text` as printed."""

    text: str
    earliest: dt.date | None = None
    latest: dt.date | None = None
    precision: str | None = None  # day | range | month | year
    month_day: str | None = None


Roles = Mapping[str, tuple[str, ...] | str | bool]  # ids of entities or claims; strings and booleans for literal roles


@dataclass(frozen=True)
class Claim:
    """One mention of one situation in one article."""

    id: str  # "claim-" and 16 hexadecimal digits over everything it says
    type: str
    roles: Roles
    status: str  # held planned proposed ongoing postponed cancelled blocked denied unknown; current former future
    certainty: str  # FactBank: CT+ PR+ PS+ CT- PR- PS- Uu
    evidence: tuple[Evidence, ...]
    rule: str
    date: Date | None = None
    amount: Amount | None = None
    attributed_to: tuple[str, ...] = ()


@dataclass(frozen=True)
class ArticleEvent:
    """The claims of one article about one situation, merged; `id` is v1, v2 …"""

    id: str
    type: str
    roles: Roles
    status: str
    claims: tuple[str, ...]
    date: Date | None = None
    amount: Amount | None = None


@dataclass(frozen=True, slots=True)
class Firing:
    """A pattern that a word of a sentence set off, and whether it made a claim; `reason` says what it lacked."""

    sentence: Span
    word: str
    rule: str
    claim: bool
    reason: str


@dataclass(frozen=True)
class Extraction:
    """Everything one article says: a pure function of the article, the relation files, the authority and the model."""

    article: Article
    entities: tuple[ArticleEntity, ...]
    claims: tuple[Claim, ...]
    events: tuple[ArticleEvent, ...]
    sentences: tuple[tuple[int, int], ...] = field(default=())  # character spans of the prose sentences


# --- what is known beforehand ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class KnownEntity:
    """An entity of `ontology/authority.ttl`: an identity users declare."""

    iri: str
    type: str
    name: str
    aliases: tuple[str, ...] = ()
    exact_match: str | None = None
    country: str | None = None
    different_from: tuple[str, ...] = ()  # IRIs it must never be merged with


@dataclass(frozen=True)
class Authority:
    entities: tuple[KnownEntity, ...] = ()
    same: tuple[tuple[str, str], ...] = ()  # IRI of an entity or of what an article names -> IRI of what it really is
    apart: tuple[str, ...] = ()  # IRIs of what articles name that is nobody else

    @cached_property
    def digest(self) -> str:
        return hashlib.sha256(repr((self.entities, self.same, self.apart)).encode()).hexdigest()


# --- facts -------------------------------------------------------------------------------------------------------
# Everything here refers by IRI: nothing of one article is left but the IRIs of its claims and its own entities.


@dataclass(frozen=True, slots=True)
class Entity:
    """One person, organisation, place … of the facts graph, merged from what the articles name."""

    iri: str
    type: str
    name: str
    aliases: tuple[str, ...] = ()
    exact_match: str | None = None
    country: str | None = None  # IRI of the country it is of


@dataclass(frozen=True, slots=True)
class Office:
    """A post that people hold one after another; `leading` offices make their holder a Leader."""

    iri: str
    title: str
    label: str  # with whose office it is: "Prime Minister of Japan"
    of: str | None = None  # IRI of the country or organisation
    leading: bool = False


@dataclass(frozen=True, slots=True)
class MergedAmount:
    """A sum of an event, in U.S. dollars too where a rate is known (`rate`: units of `currency` for one dollar)."""

    value: Decimal
    currency: str
    qualifier: str
    text: str
    usd: Decimal | None = None
    rate: Decimal | None = None
    rate_source: str | None = None  # IRI of the claim that states one sum in both currencies


@dataclass(frozen=True, slots=True)
class Event:
    """One situation of the facts graph (an event or a state), merged from the claims that report it."""

    iri: str
    type: str
    roles: Mapping[str, tuple[str, ...]]  # IRIs of entities, offices and other events
    literals: Mapping[str, tuple[str | bool, ...]]
    status: str  # a key of kg.terms.STATUSES; of an office: held or planned
    claims: tuple[str, ...]
    sources: int  # distinct publishers
    date: Date | None = None  # precision may be "inferred": a year that no claim of its own gives
    amounts: tuple[MergedAmount, ...] = ()
    tenure: str | None = None  # current | former | elect
    as_of: dt.date | None = None  # the latest claim date that supports a state
    known: tuple[dt.date, dt.date] | None = None  # the first and the last claim date on which a state is called present
    succeeds: str | None = None  # the holding that this one follows in an office of one holder
    rescheduled_to: str | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Claims of one event that disagree on a value; kept, not decided."""

    iri: str
    about: str
    on_property: str
    between: tuple[str, ...]  # IRIs of claims
    reason: str


@dataclass(frozen=True, slots=True)
class Written:
    """Between which days an article was written that prints none; None where nothing it tells is a bound."""

    article: str
    earliest: dt.date | None
    latest: dt.date | None
    claims: tuple[str, ...] = ()  # what bounds it; of an article that prints month and day none


@dataclass(frozen=True)
class Facts:
    """What the graph holds true: a pure function of all extractions and the authority. Every tuple is sorted by IRI."""

    entities: tuple[Entity, ...] = ()
    members: tuple[tuple[str, str, str], ...] = ()  # (what an article names, the entity, why; "": the same name)
    offices: tuple[Office, ...] = ()
    set_aside: tuple[tuple[str, str], ...] = ()  # (claim that is not among the facts, why)
    events: tuple[Event, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    supersedes: tuple[tuple[str, str], ...] = ()  # (later claim, the earlier one it overtakes)
    shortcuts: tuple[tuple[str, str, str], ...] = ()  # (subject, property, object), the property by its local name
    written: tuple[Written, ...] = ()
