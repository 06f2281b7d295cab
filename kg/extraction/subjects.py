"""What a verb says of the situation that is its subject: "the meeting will take place", "the deal collapsed"."""

from __future__ import annotations

from kg.extraction.cues import cues, words
from kg.extraction.forms import form_of
from kg.extraction.naming import phrase
from kg.extraction.nominal import FINAL, SOFTLY, is_known
from kg.extraction.syntax import Syntax

HAPPENED = "happened"  # its own verb says that it took place, whatever was planned before


def as_subject(s: Syntax, noun: int, verb: int, cue: str | None) -> list[str]:
    votes = _told(s, verb, cue)
    if s.lemma[verb] not in words().happening and cue is None and is_known(s, noun):
        votes = [v for v in votes if v != "not"]  # "the talks did not end the row"
    return [*votes, *_disowned(s, verb)]


def _disowned(s: Syntax, verb: int) -> list[str]:
    """ "denied that the meeting took place": whatever the clause says, somebody says that it is not so."""
    denies = s.dep[verb] == "ccomp" and cues().governor.get(phrase(s, s.head[verb])) == "denied"
    return ["denied"] if denies and not s.is_infinitive(verb) else []


def end_of(s: Syntax, verb: int) -> str | None:
    """What a coordinated verb says became of it after all: "was planned but was cancelled"."""
    found = (cues().governor.get(phrase(s, t)) for t in s.kids(verb, "conj") if not s.kids(t, "nsubj", "nsubjpass"))
    return next((status for status in found if status in FINAL), None)


def _told(s: Syntax, verb: int, cue: str | None) -> list[str]:
    form = list(form_of(s, verb))
    end = end_of(s, verb)
    failed = cue == "denied" and any(s.lemma[t] in words().happening for t in s.kids(verb, "xcomp"))
    undone = cue in ("cancelled", "postponed") and not (s.kids(verb, "dobj") and not s.is_passive(verb))
    if end is not None or failed or undone:  # but "the talks would delay the tariffs"
        return [end or str(cue)]
    if "past" in form and "planned" not in form and phrase(s, verb) in cues().happened:
        return [*form, HAPPENED]
    for child in s.kids(verb, "xcomp", "acomp", "attr"):
        inner = cues().governor.get(phrase(s, child))
        if inner in ("planned", "proposed") and s.lemma[verb] == "be":
            return [inner, *form[:0]]
    if cue in ("planned", "proposed") and s.is_passive(verb):
        return [cue]
    if s.tag[verb] in ("VBZ", "VBP") and s.lemma[verb] in ("start", "begin", "open", "take"):
        return SOFTLY  # "the talks start on Monday"
    if s.lemma[verb] in ("be", "come", "mark", "remain", "seem", "mean", "reflect", "underscore") and s.tag[verb] in (
        "VBZ",
        "VBP",
    ):
        return [v for v in form if v in ("planned", "proposed")]
    if s.lemma[verb] == "be" and "maybe" not in form and s.kids(verb, "attr", "acomp"):  # "would not be a success"
        return [v for v in form if v != "not"]
    return form
