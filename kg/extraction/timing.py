"""What the day of a situation tells about its status, and what the occasions around it tell about its day."""

from __future__ import annotations

from kg.extraction.candidate import Candidate, complete
from kg.extraction.cues import cues, words
from kg.extraction.forms import form_of
from kg.extraction.naming import phrase
from kg.extraction.nominal import is_accepted
from kg.extraction.syntax import Syntax
from kg.model import Date


def in_time(s: Syntax, candidate: Candidate) -> str:
    """The status once it is known when: what is told in the present tense of a day to come is planned, what was ordered
    before something else on a day gone by is held.
    """
    date, today, status = candidate.date, s.document.article.date, candidate.status
    ahead = outlook(s, candidate) == "present" and status == "held"
    if today is None and ahead and _on_weekday(s, candidate.trigger):
        return "planned"  # "travels to Vienna on Tuesday", in an article that has no day
    told = _happened(s, candidate.trigger)
    if candidate.relation.occasion and status in ("held", "ongoing") and not told and _is_to_come(s, date):
        return "planned"  # "said at the start of the week that next week's visit …"
    if date is None or today is None or date.earliest is None or date.latest is None:
        return status
    if candidate.assessment.present and status in ("held", "ongoing"):
        return "planned" if date.earliest > today or (status == "held" and _is_arranged(s, candidate)) else status
    gone = date.latest < today or (date.latest == today and str(today.year) in date.text)  # a caption prints the year
    aside = candidate.assessment.soft or _is_aside(s, candidate.trigger)
    return "held" if aside and status == "planned" and gone else status


def _happened(s: Syntax, trigger: int) -> bool:
    """ "Met Dorn ahead of next week's summit", "held talks": by its own verb, whatever day stands beside."""
    light = s.dep[trigger] == "dobj" and s.lemma[s.head[trigger]] in words().light
    verb = s.head[trigger] if light else trigger
    return s.tag[verb] == "VBD" and not s.kids(verb, "aux")


def _is_to_come(s: Syntax, date: Date | None) -> bool:
    """A day that lies ahead of the article, or says so itself: "later today", "tomorrow"."""
    if date is None or date.precision == "year":
        return False
    today = s.document.article.date
    if today is not None and date.earliest is not None:
        later = date.text.lower().startswith("later ") and date.latest is not None and date.latest >= today
        return date.earliest > today or later
    return today is None and date.text.lower().startswith(("next ", "tomorrow"))


def _is_arranged(s: Syntax, candidate: Candidate) -> bool:
    """ "Travels to Vienna this evening"; a caption prints the year."""
    date, today = candidate.date, s.document.article.date
    if date is None or today is None or not date.earliest == date.latest == today or str(today.year) in date.text:
        return False
    return s.lemma[candidate.trigger] in words().arranged


def _is_aside(s: Syntax, noun: int) -> bool:
    """ "Came to brief her on the visit": hung by a preposition on what plans nothing of the kind."""
    above = s.head[s.head[noun]]
    return s.dep[noun] == "pobj" and s.lemma[above] not in cues().noun and phrase(s, above) not in cues().governor


def outlook(s: Syntax, candidate: Candidate) -> str:
    """The direction in which its dates are read; with a weekday the present tells only of what is arranged what is to
    come: "meets Dorn on Friday"; captions have other verbs.
    """
    tense = candidate.assessment.tense
    return "nearest" if tense == "present" and s.lemma[candidate.trigger] not in words().arranged else tense


def _on_weekday(s: Syntax, verb: int) -> bool:
    times = s.times_from(*s.parse.sentences[s.parse.sentence[verb]])
    return any(s.lower[t.last - 1] in words().weekdays and s.clause_of(t.first) == verb for t in times)


def permitted(s: Syntax, candidate: Candidate) -> str:
    """What somebody lets go ahead is planned, if nothing else is said: "regulators approved the takeover"; and so is
    what a bid that was accepted is for.
    """
    noun = candidate.trigger
    if candidate.status == "proposed" and is_accepted(s, noun):
        return "planned"
    allowed = s.dep[noun] in ("dobj", "nsubjpass") and s.lemma[s.head[noun]] in words().permitting
    return "planned" if allowed and candidate.status == "unknown" else candidate.status


def presupposed(s: Syntax, candidate: Candidate) -> str:
    """An occasion of which nothing is said but that it is known: held, unless its day is to come."""
    noun, date, today = candidate.trigger, candidate.date, s.document.article.date
    if candidate.status != "unknown" or s.is_verb(noun):
        return candidate.status
    if candidate.relation.instant and _is_ground(s, noun):
        return "held"
    if s.lemma[noun] not in cues().lasting:
        return candidate.status
    if date is not None and date.earliest is not None and today is not None:
        return "planned" if date.earliest > today else "held"
    pointed = any(s.dep[c] == "poss" or s.lower[c] in ("the", "that", "those") for c in s.children[noun])
    return "held" if pointed else "unknown"


def _is_ground(s: Syntax, noun: int) -> bool:
    """ "Despite its acquisition of Velta, sales fell": definite, and told as known around what happened."""
    preposition, definite = s.head[noun], any(s.dep[c] == "poss" or s.lower[c] == "the" for c in s.children[noun])
    if s.dep[noun] != "pobj" or not definite:
        return False
    above = [t for t in (preposition, s.head[preposition]) if s.lower[t] in words().grounds]
    return bool(above) and "held" in form_of(s, s.clause_of(preposition))


def share_days(s: Syntax, candidates: list[Candidate]) -> None:
    """What happens at an occasion happens on its day: "a visit on Monday, during which he met Dorn"; and so, if nothing
    else is said, does what the next sentence tells of the same people.
    """
    occasions = [c for c in candidates if c.relation.occasion and complete(c)]
    dated = [c for c in occasions if c.date is not None and c.date.precision in ("day", "range", "month")]
    for candidate in occasions:
        if candidate.date is not None:
            continue
        around = [o for o in dated if o.status == candidate.status and _parties(o) & _parties(candidate)]
        around = [o for o in around if not _elsewhere(o, candidate)]
        nearest = next((o for o in reversed(around) if _is_at(s, candidate, o) or _goes_on(s, candidate, o)), None)
        if nearest is not None:
            candidate.date = nearest.date


def _parties(candidate: Candidate) -> set[int]:
    return {r for refs in candidate.roles.values() for r in refs}


def _elsewhere(one: Candidate, other: Candidate) -> bool:
    """ "In Graz on Monday as part of a tour of Croatia": another visit."""
    each = [name for name, role in one.relation.roles.items() if role.each and one.type == other.type]
    return any(not set(one.roles[name]) & set(other.roles[name]) for name in each)


def _is_at(s: Syntax, candidate: Candidate, other: Candidate) -> bool:
    """Whether one hangs on the other: in a clause of it, or by a preposition that sets the scene."""
    for low, high in ((candidate.trigger, other.trigger), (other.trigger, candidate.trigger)):
        node = low
        for above in s.ancestors(low):
            if s.lower[node] in cues().order:
                break
            if above == high or (above == s.head[high] and s.dep[high] == "dobj"):  # "paid a visit"
                return s.dep[node] in ("relcl", "prep", "dative", "advcl", "dobj")
            node = above
    return False


def _goes_on(s: Syntax, candidate: Candidate, other: Candidate) -> bool:
    """Whether the sentence after the other's tells of the candidate and names no time itself."""
    row = s.parse.sentence[candidate.trigger]
    first, last = s.parse.sentences[row]
    return (
        not s.times_from(first, last - 1) and row - s.parse.sentence[other.trigger] == 1 and candidate.status == "held"
    )
