"""Situations spoken of again without their parties: "the talks were delayed", "the project was dropped"."""

from __future__ import annotations

from dataclasses import replace

from kg.extraction.agenda import agenda_of
from kg.extraction.arguments import bearers, possessors
from kg.extraction.candidate import Candidate, complete
from kg.extraction.candidates import unrepresented
from kg.extraction.cast import Cast
from kg.extraction.cues import cues, words
from kg.extraction.dealing import valuation
from kg.extraction.naming import premodifiers
from kg.extraction.nominal import FINAL, is_shunned
from kg.extraction.parties import joiners
from kg.extraction.reference import refer
from kg.extraction.status import assess
from kg.extraction.syntax import Syntax
from kg.extraction.values import date_of, place_of, price_of, read
from kg.model import Date
from kg.relations import Relation

WINDOW = 4  # sentences back
NEAR = 1  # for a report of which it is said that it is false
INTENDED = ("planned", "proposed", "unknown")


def resolve(s: Syntax, cast: Cast, candidates: list[Candidate], relations: tuple[Relation, ...]) -> list[Candidate]:
    """The complete candidates, and copies of them for definite nouns that bring something new about them."""
    finished = [c for c in candidates if complete(c)]
    triggers = {c.trigger for c in finished}
    nouns = {relation: frozenset(relation.anaphor) for relation in relations if relation.anaphor}
    priced = [relation.type for relation in nouns if "amount" in relation.roles]
    known = (words().plans | words().prices).union(words().tellings, *nouns.values())
    found: list[Candidate] = []
    spoken: dict[int, int] = {}  # antecedent -> the sentence that spoke of it last
    for token, lemma in enumerate(s.lemma):
        if (lemma not in known and s.pos[token] != "PRON") or token in triggers or not _refers_back(s, token):
            continue
        general = lemma in words().plans or lemma in words().tellings or s.pos[token] == "PRON"
        types = [r.type for r in nouns] if general else [r.type for r, lemmas in nouns.items() if lemma in lemmas]
        if not types and lemma in words().prices and price_of(s, token) is not None:
            types = priced
        if types:
            copies = _copies(s, cast, token, finished, types, general, spoken)
            found += copies if s.pos[token] == "NOUN" else copies[-1:]
            spoken |= {id(c.anaphor_of): s.parse.sentence[token] for c in copies if c.relation.occasion}
    found += _ellipses(s, cast, finished)
    return sorted([*finished, *found], key=lambda c: (c.trigger, c.pattern.rule))


def _refers_back(s: Syntax, token: int) -> bool:
    if s.pos[token] == "NOUN":
        return (
            _definite(s, token) and not s.kids(token, "relcl") and not any(map(s.is_infinitive, s.kids(token, "acl")))
        )
    return s.lower[token] == "it" and s.dep[token] in ("nsubjpass", "dobj") and token not in s.mention_at


def _definite(s: Syntax, noun: int) -> bool:
    above = s.head[noun] if valuation(s, noun) is not None else noun  # "the deal values Velta": read as two nouns
    pointed = any(s.lower[c] in ("the", "this", "that", "these", "those", "both") for c in s.kids(above, "det"))
    return pointed or bool(s.kids(noun, "poss"))  # "Friday's talks", "its bid"


def _parties_named(s: Syntax, noun: int) -> set[int] | None:
    """The entities by which the noun is told from others: "the Velta deal", "its bid"; None: by what has no name."""
    named = [*premodifiers(s, noun), *possessors(s, noun)]
    named += s.prepositional(noun, frozenset(("with", "between", "among", "of", "for")))
    named = [t for t in named if t not in s.valued]
    if any(t not in s.mention_at for t in named):
        return None
    return {s.mention_at[t].entity for t in named}


def _copies(
    s: Syntax,
    cast: Cast,
    noun: int,
    finished: list[Candidate],
    types: list[str],
    general: bool,
    spoken: dict[int, int],
) -> list[Candidate]:
    if is_shunned(s, noun):
        return []
    assessment = assess(s, noun)
    final = assessment.status in FINAL
    telling = s.lemma[noun] in words().tellings or (s.pos[noun] == "PRON" and s.lemma[s.head[noun]] in words().denying)
    if (general and not final) or (telling and assessment.status != "denied"):
        return []
    named = _parties_named(s, noun)
    if named is None and not general:
        return []
    sentence = s.parse.sentence[noun]
    found: list[Candidate] = []
    for type_ in dict.fromkeys(types):
        earlier = [
            c
            for c in finished
            if c.type == type_
            and c.trigger < noun
            and (
                sentence - spoken.get(id(c), s.parse.sentence[c.trigger]) <= WINDOW
                or s.lemma[c.trigger] == s.lemma[noun] == "summit"
            )
            and (named or set()) <= {r for refs in c.roles.values() for r in refs}
            and (c.relation.echo or not named)
        ]
        if telling:
            earlier = [c for c in earlier if _told(s, c) and sentence - s.parse.sentence[c.trigger] <= NEAR]
        elif final and not _disputed(s, noun):
            earlier = [c for c in earlier if c.status in INTENDED]
        if not earlier:
            continue
        antecedent = max(earlier, key=lambda c: c.trigger)
        copy = _copy(s, cast, noun, antecedent, assessment.status)
        if copy is not None:
            found.append(copy)
    return found


def _told(s: Syntax, candidate: Candidate) -> bool:
    """Whether somebody reports it: "the Tagblatt reported that Berg had met Dorn"."""
    above = (t for t in s.ancestors(candidate.trigger) if s.dep[t] == "ccomp")
    return any(s.lemma[s.head[t]] in cues().reporting for t in (candidate.trigger, *above) if s.dep[t] == "ccomp")


def _disputed(s: Syntax, noun: int) -> bool:
    """ "Berg denied that the meeting took place": what others say took place."""
    return any(s.dep[t] == "ccomp" and s.lemma[s.head[t]] in words().denying for t in s.ancestors(noun))


def _copy(s: Syntax, cast: Cast, noun: int, antecedent: Candidate, status: str | None) -> Candidate | None:
    assessment = assess(s, noun)
    date = date_of(s, noun, assessment.tense)
    place = antecedent.relation.roles.get("place")
    places = place_of(s, cast, noun, place, []) if place else []
    price = price_of(s, noun) if "amount" in antecedent.relation.roles else None
    joined = _joined(s, cast, noun, antecedent)
    echo = antecedent.relation.echo and s.pos[noun] == "NOUN" and s.lemma[noun] not in words().plans
    if echo and status in (None, "denied"):
        status = antecedent.status
    topics = agenda_of(s, cast, noun) if "topic" in antecedent.relation.roles else []
    new = date is not None or places or price is not None or echo or joined or topics
    if status is None and topics and antecedent.status not in FINAL:
        status = antecedent.status  # "may raise the bid at the meeting"
    if status is None or (status not in FINAL and not new):
        return None
    if (
        status not in FINAL
        and antecedent.status in ("planned", "proposed", "held")
        and status == "held"
        and antecedent.status != "held"
    ):
        status = antecedent.status
    roles = {name: list(refs) for name, refs in antecedent.roles.items() if name != "topic"}
    if places:
        roles["place"] = places
    if topics:
        roles["topic"] = topics
    for name, refs in joined.items():
        roles[name] = unrepresented(cast, [*roles[name], *refs])
    if antecedent.relation.instant and status == "ongoing":
        status = antecedent.status
    copy = Candidate(
        antecedent.relation, antecedent.pattern, noun, roles, dict(antecedent.literals), assessment, status
    )
    copy.date = date or antecedent.date or (framing(s, noun, assessment.tense) if status in FINAL else None)
    copy.amount = price or antecedent.amount
    copy.situations = antecedent.situations
    copy.tokens = [noun, s.clause_of(noun)]
    copy.anaphor_of = antecedent
    return copy


def _joined(s: Syntax, cast: Cast, noun: int, antecedent: Candidate) -> dict[str, list[int]]:
    """Who is at the occasion beside the parties known, by role."""
    found: dict[str, list[int]] = {}
    for name, refs in antecedent.roles.items():
        role = antecedent.relation.roles[name]
        if role.min > 1:
            tokens = [c for t in joiners(s, noun) for c in s.conjuncts(t)]
            who = dict.fromkeys(r for t in tokens for r in refer(s, cast, t, role))
            found[name] = [r for r in who if r not in refs]
    return {name: refs for name, refs in found.items() if refs}


def framing(s: Syntax, token: int, tense: str) -> Date | None:
    """The date that opened one of the two sentences before: "In March, …. But the project was dropped"."""
    from_sentence = s.parse.sentence[token]
    for number in range(from_sentence, max(-1, from_sentence - 2), -1):
        first, _ = s.parse.sentences[number]
        for time in s.times_from(first, first + 2):
            if not time.duration:
                return read(s, time, tense)
    return None


def _ellipses(s: Syntax, cast: Cast, finished: list[Candidate]) -> list[Candidate]:
    """ "Berg was the second leader to meet Dorn. The first was Ek": the situation again, with another in the ranked
    place.
    """
    found: list[Candidate] = []
    for token in range(len(s.word)):
        if s.dep[token] != "nsubj" or s.lower[token] not in words().ordinals or s.lemma[s.head[token]] != "be":
            continue
        sentence = s.parse.sentence[token]
        for candidate in finished:
            ranked = _ranked_above(s, candidate.trigger)
            if (
                ranked is None
                or not 0 <= sentence - s.parse.sentence[candidate.trigger] <= 2
                or candidate.trigger > token
            ):
                continue
            copy = _in_place_of(s, cast, token, candidate, ranked)
            if copy is not None:
                found.append(copy)
                break
    return found


def _ranked_above(s: Syntax, trigger: int) -> int | None:
    """The noun with an ordinal that the situation is said of: "the second leader to meet Dorn"."""
    for above in s.ancestors(trigger):
        if s.pos[above] == "NOUN" and any(s.lower[c] in words().ordinals for c in s.children[above]):
            return above
    return None


def _in_place_of(s: Syntax, cast: Cast, ordinal: int, candidate: Candidate, ranked: int) -> Candidate | None:
    verb = s.head[ordinal]
    for name, refs in candidate.roles.items():
        role = candidate.relation.roles[name]
        old = [r for t in bearers(s, ranked) for r in refer(s, cast, t, role) if r in refs]
        new = [r for t in s.kids(verb, "attr") for r in refer(s, cast, t, role)]
        if old and new:
            roles = candidate.roles | {name: [*(r for r in refs if r not in old), *new]}
            status = assess(s, verb).status or "unknown"
            tokens = [ordinal, *(t for t in s.kids(verb, "attr"))]
            assessment = replace(candidate.assessment, status=status, tense="past")
            return replace(
                candidate,
                roles=roles,
                trigger=ordinal,
                status=status,
                assessment=assessment,
                date=None,
                tokens=tokens,
                sources=[],
            )
    return None
