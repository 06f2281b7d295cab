"""What the day of a situation tells about its status."""

from __future__ import annotations

from kg.extraction.candidate import Candidate
from kg.extraction.cues import cues
from kg.extraction.syntax import Syntax


def in_time(s: Syntax, candidate: Candidate) -> str:
    """The status once it is known when: what is told in the present tense of a day to come is planned, what was ordered
    before something else on a day gone by is held.
    """
    date, today, status = candidate.date, s.document.article.date, candidate.status
    if date is None or today is None or date.earliest is None or date.latest is None:
        return status
    if candidate.assessment.present and status in ("held", "ongoing"):
        return "planned" if date.earliest > today else status
    gone = date.latest < today or (date.latest == today and str(today.year) in date.text)  # a caption prints the year
    return "held" if candidate.assessment.soft and status == "planned" and gone else status


def presupposed(s: Syntax, candidate: Candidate) -> str:
    """An occasion of which nothing is said but that it is known: held, unless its day is to come."""
    noun, date, today = candidate.trigger, candidate.date, s.document.article.date
    if candidate.status != "unknown" or s.is_verb(noun) or s.lemma[noun] not in cues().lasting:
        return candidate.status
    if date is not None and date.earliest is not None and today is not None:
        return "planned" if date.earliest > today else "held"
    pointed = any(s.dep[c] == "poss" or s.lower[c] in ("the", "that", "those") for c in s.children[noun])
    return "held" if pointed else "unknown"
