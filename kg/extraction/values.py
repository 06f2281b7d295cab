"""When, how much and where: which date, sum and place of its sentence belong to a situation."""

from __future__ import annotations

from kg.extraction.cast import Cast
from kg.extraction.cues import cues, words
from kg.extraction.dealing import valuation
from kg.extraction.nominal import FINAL
from kg.extraction.reference import refer
from kg.extraction.syntax import Syntax
from kg.model import Amount, Date, DateSpan, TimeExpression
from kg.relations import Role
from kg.terms import is_a

CLAUSES = ("relcl", "acl", "advcl", "ccomp", "parataxis", "xcomp")
LASTING = frozenset(("over", "during", "within", "for"))
APART = frozenset(("via", "with", "since", "following", "after", "before", "despite", "about", "for", "from"))
REACH = 6  # governors between a trigger and the verb its date may hang on


def chain(s: Syntax, trigger: int) -> list[int]:
    """The trigger and the words above it that speak of the same situation, up to a reporting verb or a relative
    clause.
    """
    found, node = [trigger], trigger
    for governor in s.ancestors(trigger):
        dep = s.dep[node]
        if (
            dep in ("parataxis", "ccomp")
            or (dep == "pcomp" and s.lower[governor] in ("after", "since"))
            or (dep in ("advcl", "relcl") and not s.is_infinitive(node))
            or (dep == "prep" and s.lemma[governor] == "part")  # "in Graz on Monday as part of a tour"
            or len(found) > REACH
        ):
            break
        if dep == "conj" and s.is_verb(node) and s.kids(node, "nsubj", "nsubjpass"):
            break
        if s.lemma[governor] in cues().reporting and dep in ("ccomp", "parataxis"):
            break
        if governor in s.mention_at and s.dep[governor] not in ("attr", "oprd"):
            break
        found.append(governor)
        node = governor
    return found


def date_of(s: Syntax, trigger: int, tense: str, without: tuple[tuple[int, int], ...] = ()) -> Date | None:
    """The date that hangs on the situation, nearest governor first; read backwards or forwards by tense. Dates within
    the spans `without` (first and last+1 tokens) are others'.
    """
    best: tuple[int, int, TimeExpression] | None = None
    links = {token: rank for rank, token in enumerate(chain(s, trigger))}
    links |= {verb: 2 if cues().governor.get(s.lemma[verb]) in FINAL else 1 for verb in took_place(s, trigger)}
    first, last = s.parse.sentences[s.parse.sentence[trigger]]
    for time in s.times_from(first, last):
        if time.duration or time.last > last:
            continue
        if _names(s, time) or any(start <= time.first < end for start, end in without):
            continue
        if _is_of_another(s, time, links) or (tense == "past" and _is_deadline(s, time, trigger)):
            continue
        rank = 0 if _when(s, time, trigger) else _rank(s, time, links)
        if rank is not None:
            key = (rank, abs(time.first - trigger), time)
            if best is None or key[:2] < best[:2]:
                best = key
    if best is None:
        return None
    above = [t for t in s.ancestors(root_of(s, best[2].first, best[2].last)) if s.is_verb(t)][:1]
    if tense == "past" and above and cues().governor.get(s.lemma[above[0]]) == "planned":
        tense = "nearest"  # "called off talks that were scheduled for Friday"
    elif tense != "past" and best[0] and above and above[0] != trigger and s.tag[above[0]] == "VBD":
        cue = cues().governor.get(s.lemma[above[0]])
        if cue in ("planned", "proposed"):
            date = read(s, best[2], "nearest")
            return _ahead(s, date) if cue == "planned" and s.lemma[above[0]] in cues().reporting else date
        tense = "past"  # "banned it on Monday, with officials saying that"
    return read(s, best[2], tense)


def _names(s: Syntax, time: TimeExpression) -> bool:
    """ "the Graz Sun": within a name."""
    mention = s.mention_at.get(time.first)
    return mention is not None and mention.kind == "name" and mention.first < time.first < mention.last


def _is_of_another(s: Syntax, time: TimeExpression, links: dict[int, int]) -> bool:
    """ "Welcomed the February accord", "since the January 7 quake": before a noun that is no occasion of saying or
    meeting.
    """
    head = root_of(s, time.first, time.last)
    noun = s.head[head]
    if s.dep[head] not in ("nummod", "compound", "nmod", "amod") or noun < time.last or noun in links:
        return False
    if s.lemma[noun] in cues().lasting or s.lemma[noun] in words().messages or s.lemma[s.head[noun]] in words().told:
        return False
    return s.dep[noun] == "dobj" or (s.dep[noun] == "pobj" and s.lower[s.head[noun]] in APART)


def _is_deadline(s: Syntax, time: TimeExpression, trigger: int) -> bool:
    """ "Asked them to answer by March 12": no day on which it was asked; but "by Sunday Berg had said"."""
    above = s.head[root_of(s, time.first, time.last)]
    return s.lower[above] == "by" and s.dep[above] == "prep" and (above > trigger or s.head[above] != trigger)


def _when(s: Syntax, time: TimeExpression, trigger: int) -> bool:
    """ "In May 2013, when Berg met Dorn, …"."""
    behind = time.last + (s.word[time.last : time.last + 1] == (",",))
    return s.lower[behind : behind + 1] == ("when",) and s.head[behind] == trigger


def period_of(s: Syntax, trigger: int) -> TimeExpression | None:
    """How long it goes on, where the article says over how many years."""
    links = {token: rank for rank, token in enumerate(chain(s, trigger))}
    first, last = s.parse.sentences[s.parse.sentence[trigger]]
    for time in s.times_from(first, last):
        if not time.duration or time.last > last:
            continue
        opening = {s.lower[time.first], s.lower[max(time.first - 1, 0)]}
        if opening & LASTING and _rank(s, time, links) is not None:
            return time
    return None


def _ahead(s: Syntax, date: Date | None) -> Date | None:
    """Of what was planned, a day that is still to come: "agreed on Monday to meet" does not tell when they meet."""
    today = s.document.article.date
    gone = date is not None and date.latest is not None and today is not None and date.latest < today
    return None if gone else date


def _rank(s: Syntax, time: TimeExpression, links: dict[int, int]) -> int | None:
    """How far up the situation's chain the expression hangs; None where another verb or event stands between."""
    head = root_of(s, time.first, time.last)
    if s.lower[s.head[head]] in ("until", "till", "since"):
        return None  # where a time ends or begins, not when
    fronted = _fronted(s, time, head)
    if fronted is not None:
        return links.get(fronted)
    node = head
    if node in links:
        return links[node]
    for governor in s.ancestors(head):
        if governor in links:
            return links[governor]
        if s.is_verb(governor) and s.dep[governor] not in ("aux", "auxpass"):
            # "is due to begin on Friday": a complement without a subject of its own is the same clause
            aside = s.dep[governor] == "acl" and s.tag[governor] == "VBN" and s.head[governor] not in links
            aside = aside and cues().governor.get(s.lemma[governor]) != "planned"  # "after the summit, set for Friday"
            aim = s.dep[governor] == "advcl" and s.is_infinitive(governor)  # "met to discuss trade on Friday"
            if (
                (aim or s.dep[governor] in ("xcomp", "conj", "acl"))
                and not s.kids(governor, "nsubj", "nsubjpass")
                and not aside
            ):
                continue
            return None  # "Norda, founded in 1998, bought Velta"
        mention = s.mention_at.get(governor) if s.pos[governor] in ("NOUN", "PROPN") else None
        apposed = s.dep[head] == "appos" and s.word[time.first - 1] == ","  # as captions end
        if mention is not None and not apposed and not is_a(s.document.entities[mention.entity].type, "Place"):
            return None  # "in Vienna on Monday" dates what is in Vienna
    return None


def _fronted(s: Syntax, time: TimeExpression, head: int) -> int | None:
    """ "When Berg meets Dorn on Friday, he will …": the clause before the comma; the parse dates the one behind."""
    while s.head[head] != head and s.head[head] < head and s.dep[s.head[head]] == "prep":
        head = s.head[head]
    head = s.head[head] if s.dep[head] == "pobj" else head
    main = s.head[head]
    if main <= time.last or time.last >= len(s.word) or s.word[time.last] != "," or not time.first:
        return None
    before = s.subtree(head)[0] - 1
    clauses = [c for c in s.kids(main, "advcl") if c < time.first and s.subtree(c)[-1] == before]
    return clauses[0] if clauses else None


def took_place(s: Syntax, noun: int) -> list[int]:
    """Verbs of relative clauses that say when the noun takes place: "the summit, which was held on Monday"."""
    if s.is_verb(noun):
        return []
    parties = [c for p in s.kids(noun, "prep") for o in s.kids(p, "pobj") for c in s.conjuncts(o)]
    return [
        verb
        for above in (noun, *parties)  # a clause may hang too low: "talks with Dorn that were held on Monday"
        for verb in s.kids(above, "relcl")
        if (
            any(s.lower[t] in ("which", "that") for t in s.kids(verb, "nsubj", "nsubjpass"))
            and s.lemma[verb] in words().happening
        )
        or (s.lemma[verb] in words().light and s.kids(verb, "nsubj") and above == noun)  # "that he had with Dorn"
    ]


def root_of(s: Syntax, first: int, last: int) -> int:
    """The token of a span whose governor is outside it."""
    for token in range(first, last):
        if not first <= s.head[token] < last:
            return token
    return first


def read(s: Syntax, time: TimeExpression, tense: str) -> Date | None:
    span = _reading(s, time, tense)
    if span is not None:
        return Date(time.text, span.earliest, span.latest, span.precision)
    return Date(time.text, month_day=time.month_day) if time.month_day else None


def _reading(s: Syntax, time: TimeExpression, tense: str) -> DateSpan | None:
    past, future, anchor = time.past, time.future, s.document.article.date
    if tense == "past":
        return past or future
    if tense == "future" or past is None or future is None or anchor is None:
        return future or past
    if tense == "present" and (future.earliest - past.latest).days <= 7:  # "meets Dorn on Friday": of a week's days
        return past if past.latest == anchor else future
    behind, ahead = (anchor - past.latest).days, (future.earliest - anchor).days
    return past if behind < ahead else future


def amount_of(s: Syntax, trigger: int) -> Amount | None:
    """The sum in the situation's own noun phrase or clause; of several the nearest; None where another trigger owns
    it.
    """
    links = chain(s, trigger)
    first, last = s.parse.sentences[s.parse.sentence[trigger]]
    inside = [m for m in s.document.money if m.first >= first and m.last <= last]
    for token in links:
        found = [m for m in inside if _reaches(s, root_of(s, m.first, m.last), token)]
        if found:
            return min(found, key=lambda m: abs(m.first - trigger)).amount
    return None


def _reaches(s: Syntax, token: int, top: int) -> bool:
    """Whether the token hangs on the top without another clause between: "funding X, slated to invest $5 billion"."""
    if token == top:
        return True
    if s.lower[s.head[token]] == "from" and s.dep[token] == "pobj":
        return False  # "raised its bid to $6 million from $5 million"
    for governor in s.ancestors(token):
        if governor == top:
            return True
        if s.lemma[governor].lower() in words().figures and s.pos[governor] == "NOUN":
            return False  # "a maker of pumps with sales of $5 million"
        if s.lemma[governor] in ("bid", "offer") and s.prepositional(governor, frozenset(("by",))):
            return False  # "agreed to buy Velta, the subject of a $5 million bid by Kilo"
        telling = s.lemma[governor] in words().valuing or s.lemma[governor] in words().outlays
        if s.is_verb(governor) and s.dep[governor] in CLAUSES and not telling:
            return False
        if s.is_verb(governor) and s.dep[governor] == "conj" and s.kids(governor, "dobj") and not telling:
            return False  # "bid for Norda and kept a $5 million line of credit"
    return False


def price_of(s: Syntax, noun: int) -> Amount | None:
    """The sum that is in the noun's own phrase, or that its clause says it is worth."""
    first, last = s.parse.sentences[s.parse.sentence[noun]]
    tops = {noun}
    verb = s.head[noun]
    if s.dep[noun] in ("nsubj", "nsubjpass") and (s.lemma[verb] in ("be", "put") or s.lemma[verb] in words().valuing):
        tops.add(verb)
    valued = valuation(s, noun)
    if valued is not None:
        tops.add(valued)
    for m in s.document.money:
        if first <= m.first and m.last <= last and any(_reaches(s, root_of(s, m.first, m.last), top) for top in tops):
            return m.amount
    return None


def place_of(s: Syntax, cast: Cast, trigger: int, role: Role, arguments: list[int]) -> list[int]:
    """Where it takes place: in, at or on a place, hung on the trigger, the verb above it, or the last party named."""
    names = frozenset(("in", "at", "on", "near", "inside"))
    for token in (*_happens(s, trigger), *chain(s, trigger)[:3], *arguments):
        for obj in s.prepositional(token, names):
            found = [r for conjunct in s.conjuncts(obj) for r in refer(s, cast, conjunct, role, 1)]
            if found:
                return found
    return []


def _happens(s: Syntax, noun: int) -> list[int]:
    """The verbs that say that it takes place: "is scheduled to take place in Graz", "talks that were held in Graz"."""
    verbs = [*s.kids(noun, "acl"), *took_place(s, noun)]
    verbs += [s.head[noun]] if s.dep[noun] in ("nsubj", "nsubjpass") else []
    verbs = [v for v in verbs if s.lemma[v] in words().happening]
    ordered = [x for v in verbs for t in s.kids(v, "xcomp") for x in (t, *s.kids(t, "xcomp"))]
    return [*(x for x in ordered if s.lemma[x] in words().happening), *verbs]
