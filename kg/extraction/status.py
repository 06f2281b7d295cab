"""What became of a situation and how sure its source is: one mechanism for all relations.

From the trigger upwards every governing word is asked in turn. What a third party or an end did to it (cancelled,
postponed, blocked, denied) outranks what was intended (planned, proposed), which outranks the tense of the verb.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extraction.cues import cues, words
from kg.extraction.forms import form_of, goes_on, is_doubted
from kg.extraction.naming import agendas, phrase
from kg.extraction.nominal import FINAL, SOFTLY, is_known, is_shunned, modifiers, noun_above, ordered
from kg.extraction.subjects import HAPPENED, as_subject, end_of
from kg.extraction.syntax import Syntax

STOP = 7  # how many governors are asked
ASKED = ("why", "how", "what", "when", "where", "whom")
MARKS = ("past", "present", "not", "maybe", "soft", HAPPENED)


@dataclass(frozen=True)
class Assessment:
    status: str | None  # None: the text does not say
    tense: str  # past | present | future | nearest: the direction in which a date without a year is read
    hedged: bool = False  # reportedly, apparently
    maybe: bool = False  # may, could, if, possibly
    soft: bool = False  # planned only by what it is ordered by: "before the talks"
    present: bool = False  # told in the present tense


def assess(s: Syntax, trigger: int, coming: bool = False) -> Assessment:
    """The status of the situation a verb or noun reports; `coming`: of what would come of it, as of talks a merger."""
    votes = list(_votes(s, trigger, coming))
    status = _decide(votes)
    if not votes and s.is_infinitive(trigger) and not any(s.is_verb(t) for t in s.ancestors(trigger)):
        status = "planned"  # "Berg to meet Dorn": a headline
    if status == "planned" and "soft" in votes and any(s.lower[t] in words().recent for t in s.kids(trigger, "amod")):
        status = "held"  # "before the recent talks"
    past = any(v == "past" for v in votes)
    hedged = _hedged(s, trigger)
    tense = (
        "past"
        if status in ("held", "denied", "cancelled", "postponed", "blocked") or (past and status != "planned")
        else "future"
    )
    present = "present" in votes and not past
    if past and status in ("planned", "proposed"):
        tense = "nearest"
    if present and status in ("held", "ongoing"):
        tense = "present"
    return Assessment(status, tense, hedged, "maybe" in votes, "soft" in votes, present)


def _decide(votes: list[str]) -> str | None:
    """The first final vote, else the first intention, else the first tense; a negation turns held into denied."""
    plain = [v for v in votes if v not in MARKS]
    for vote in plain:
        if vote in FINAL:
            return vote
    if HAPPENED in votes:
        return "denied" if "not" in votes else "held"
    found = next((v for v in plain if v in ("planned", "proposed")), None)
    if found == "planned" and "proposed" in plain[: plain.index("planned") + 2]:
        found = "proposed"
    found = found or next(iter(plain), None)
    if "not" in votes:
        return "denied"
    return found


def _hedged(s: Syntax, trigger: int) -> bool:
    clause = s.clause_of(trigger)
    return any(s.lower[child] in cues().hedges for child in (*s.children[clause], *s.children[trigger]))


def _votes(s: Syntax, trigger: int, coming: bool) -> Iterator[str]:
    """What each word says, from the trigger to the root of its clause."""
    node = trigger
    if not s.is_verb(trigger):
        yield from modifiers(s, trigger)
    else:
        yield from form_of(s, trigger)
    aside = False  # whether what stands above is told of something else: "details of the talks"
    for _ in range(STOP):
        governor = s.head[node]
        if governor == node:
            return
        dep = s.dep[node]
        if node == trigger and dep == "acl" and s.is_passive(node):
            return  # "a bid blocked by Berg": what became of the bid says nothing of the blocking
        if (dep == "relcl" and not s.is_infinitive(node)) or dep == "parataxis" or (dep == "appos" and node != trigger):
            return
        if s.is_verb(governor):
            more, stop = _verb_above(s, node, governor, trigger, coming)
        else:
            more, stop = noun_above(s, node, governor)
        yield from (v for v in more if not (aside and v in ("not", "denied")))
        if stop:
            return
        aside = aside or (s.dep[node] == "prep" and not more and s.pos[governor] == "NOUN")
        aside = aside or (dep == "dobj" and s.lemma[governor] in cues().silent)
        node = governor


def _verb_above(s: Syntax, node: int, verb: int, trigger: int, coming: bool = False) -> tuple[list[str], bool]:
    """Votes of a verb that governs the node, and whether to stop there."""
    dep, table = s.dep[node], cues()
    if is_shunned(s, node):
        return ["planned"] if any(s.tag[t] == "MD" for t in s.kids(verb, "aux")) else ["held", "past"], True
    if goes_on(s, verb) and s.is_infinitive(node):
        return list(form_of(s, verb)), False
    cue = _cue(s, node, verb, s.lemma[trigger] in table.lasting and not coming)
    if dep in ("ccomp", "pcomp") and s.tag[node] == "VBD" and any(s.lower[c] in ASKED for c in s.children[node]):
        return [], True  # "discussed why he joined", "declined to say what they discussed": so they did
    if dep == "ccomp" and is_doubted(s, verb):
        return ["maybe"], True
    if dep == "ccomp" and s.lemma[verb] in table.reporting and cue in (None, "planned", "held", "proposed"):
        return [], True
    if dep == "ccomp" and node < verb and s.kids(node, "nsubj", "nsubjpass"):
        return [], True  # "shares fell; the index dropped"
    if dep == "conj":
        if s.is_verb(node) and not _is_bare(s, node):
            return [], True
        return list(form_of(s, verb)) if _is_bare(s, node) else [], False
    if dep == "advcl":
        return _adverbial(s, node, verb), True
    if s.is_verb(node) or dep in ("dobj", "nsubjpass", "oprd", "attr", "acomp"):
        end = end_of(s, verb) if dep == "nsubjpass" else None
        votes = [end] if end else _governed(s, node, verb, cue)
        done = dep == "nsubjpass" and cue == "held" and "past" in votes and "planned" not in votes
        done = done or (
            s.lemma[verb] in words().completing and "held" in form_of(s, verb)
        )  # "completed its planned bid"
        return [*votes, *([HAPPENED] if done else [])], False
    if dep == "prep":
        return _through_preposition(s, node, verb, cue), True
    if dep == "nsubj":
        return as_subject(s, node, verb, cue), True
    return list(form_of(s, verb)), False


def _cue(s: Syntax, node: int, verb: int, lasts: bool) -> str | None:
    """What a verb says of what it governs: "the bid failed", but talks that ended took place; "failed to meet"."""
    key = phrase(s, verb)
    cue = cues().governor.get(key)
    if key not in cues().ending:
        return cue
    if s.dep[node] == "nsubj" and "held" in form_of(s, verb) and not s.kids(verb, "xcomp", "dobj"):
        cue = "cancelled"
    return "held" if lasts and cue == "cancelled" else cue


def _is_bare(s: Syntax, verb: int) -> bool:
    """A coordinated verb that shares the auxiliaries of the first ("will fly to Paris and meet …")."""
    return s.tag[verb] in ("VB", "VBG", "VBN") and not s.kids(verb, "aux", "auxpass", "nsubj", "nsubjpass")


def _governed(s: Syntax, node: int, verb: int, cue: str | None) -> list[str]:
    form = list(form_of(s, verb))
    if s.lemma[verb] == "be" and s.dep[node] == "attr" and "present" in form and s.lemma[node] in cues().lasting:
        return [v for v in form if v == "not"]  # "this is her fourth trip": made or begun, or not yet
    if s.lemma[verb] == "be" and s.is_verb(node) and s.is_infinitive(node):
        if "maybe" in form:
            return ["maybe", "proposed"]  # "if he were to meet"
        return ["planned", *(["past"] if s.tag[verb] == "VBD" else [])]  # "is to meet"
    if agendas(s, verb) and "present" in form:
        return ["planned"]  # "his schedule includes talks"
    if s.lemma[verb] == "have" and s.is_verb(node) and s.is_infinitive(node):
        return ["proposed", *form]
    if s.dep[node] == "dobj" and s.lemma[verb] in words().attending and s.lemma[node] in cues().lasting:
        return form  # "told a meeting of ministers"
    enacted = s.lemma[verb] == "vote" and s.lemma[node] in words().enacting
    if cue == "held" or enacted or (cue is None and s.lemma[verb] in words().light):
        return form
    if (
        cue is None
        and s.is_verb(node)
        and s.is_infinitive(node)
        and s.lemma[verb] not in words().implicative | words().outlays
    ):
        return ["not", "proposed"] if "not" in form else ["proposed", *(v for v in form if v == "past")]
    if cue in ("planned", "proposed") and s.dep[node] in ("dobj", "nsubjpass") and s.lemma[verb] in cues().silent:
        return ["past"] if "past" in form else []
    if cue in FINAL and cue != "denied" and _sought(s, verb):
        return []  # "sued to block": not yet
    if cue is not None:
        if cue in FINAL and any(v in ("planned", "proposed") for v in form) and "not" not in form:
            return ["proposed" if cue != "denied" else "denied"]  # "may block": not yet
        if "not" in form and s.lemma[verb] in words().excluding:
            return ["proposed"]  # "did not rule out a bid"
        if "not" in form:
            return [] if cue in FINAL else ["not", cue]
        return [cue, *(v for v in form if v in ("past", "maybe"))]
    if s.is_verb(node) or s.lemma[verb] in words().continuing | words().attending:
        return form
    return [v for v in form if v != "ongoing"]  # "is praising the talks"


def _sought(s: Syntax, verb: int) -> bool:
    """Whether an infinitive is only what somebody is after: "sued to block", not "decided to block"."""
    if not s.is_infinitive(verb) or s.dep[verb] not in ("xcomp", "advcl", "acl", "ccomp"):
        return False
    lemma = s.lemma[s.head[verb]].lower()
    return lemma not in words().deciding and lemma not in words().implicative


def _adverbial(s: Syntax, node: int, verb: int) -> list[str]:
    order = cues().order
    for child in s.kids(node, "mark", "prep", "advmod"):
        if s.lower[child] in order:
            return ordered(order[s.lower[child]], s, verb)
    if s.is_infinitive(node) and s.lemma[verb] not in words().gathering | words().outlays | {"come"}:
        possible = "maybe" in form_of(s, verb)
        return ["maybe", "proposed"] if possible else SOFTLY  # "flew to Paris to meet him": a purpose
    inherited = [v for v in form_of(s, verb) if v != "not"]  # "did not speak when he met Dorn": he met him
    if s.tag[node] == "VBG" and s.lemma[node] in cues().reporting and s.dep[verb] in ("ccomp", "advcl"):
        return ["held", *(v for v in inherited if v == "past")]  # "said he would not go, claiming that …"
    if s.tag[node] == "VBD" or (s.tag[node] in ("VBZ", "VBP") and not {"planned", "proposed"} & set(inherited)):
        return []
    return inherited


def _through_preposition(s: Syntax, node: int, verb: int, cue: str | None) -> list[str]:
    word, order = s.lower[node], cues().order
    if word in order:
        return ordered(order[word], s, verb)
    if word == "for" and s.lemma[verb] in words().arriving:
        return SOFTLY  # "arrived in Paris for talks"
    if s.lemma[verb] == "be" and word in ("in", "on"):  # "is on a visit", "is in talks"
        form = list(form_of(s, verb))
        return ["ongoing", "present"] if "present" in form and "not" not in form else form
    if word == "in" and cue == "denied" and s.lemma[verb] == "fail":
        return ["cancelled"]  # "failed in its bid"
    if word == "on" and any(s.lemma[t] in words().visits for t in s.kids(node, "pobj")):
        word = "during"  # "on a visit"
    if (word in ("for", "to", "on", "about", "over") and cue not in (None, "held")) or (
        word in ("of", "out", "from") and cue in FINAL
    ):
        return _governed(s, node, verb, cue)
    if word in ("from", "out", "into") and s.lemma[verb] in words().swaying and s.kids(verb, "dobj"):
        return ["proposed"]  # "talk him out of raising tariffs"
    if word in ("from", "out"):
        return list(form_of(s, verb))  # "returned from a trip"
    if word not in words().settings:
        return []
    inherited = list(form_of(s, verb))
    if not inherited and s.head[verb] != verb and s.is_verb(s.head[verb]):
        above = s.head[verb]
        if cues().governor.get(s.lemma[above]) == "planned" and s.lemma[above] in cues().reporting:
            return [*form_of(s, above), "soft"]  # "agreed at the summit to cut tariffs"
        inherited = _verb_above(s, verb, above, verb)[0]  # "is expected to speak at the meeting"
    elif not inherited and s.is_infinitive(verb) and any(s.lemma[t] in cues().lasting for t in s.kids(node, "pobj")):
        inherited = _awaited(s, verb)
    if word == "into":
        return inherited  # "did not enter into talks"
    if "maybe" in inherited and any(s.lemma[c] == "have" for c in s.kids(verb, "aux")):
        return ["held", "past"]  # "may have asked him at a meeting": of the meeting there is no doubt
    if any(is_known(s, t) for t in s.kids(node, "pobj")):  # "may offer a treaty at the talks"
        inherited = ["planned" if v in ("maybe", "proposed") else v for v in inherited]
    occasion = [v for v in inherited if v not in FINAL and v != "not"]
    return occasion if len(occasion) == len(inherited) or "past" not in occasion else ["held", "past"]


def _awaited(s: Syntax, verb: int) -> list[str]:
    """ "Is likely to speak at the meeting", "the plan to be discussed at the meeting": it is to come."""
    above = s.head[verb]
    cue = cues().governor.get(s.lower[above]) if s.pos[above] == "ADJ" else None
    likely = s.lower[above] == "likely" or (s.dep[verb] in ("acl", "relcl") and s.is_passive(verb))
    return ["planned"] if likely else [cue] if cue else []
