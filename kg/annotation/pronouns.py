"""Which named entity a pronoun stands for; none where the article leaves it open."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from kg.annotation.discourse import SUBJECTS, UNITS, WINDOW, Discourse, carrying
from kg.annotation.several import find_several
from kg.annotation.words import table, words
from kg.model import Mention

SAYING, RULING = words("coreference", "saying"), words("coreference", "ruling")
RATING = words("coreference", "rating")
CARRIERS = words("words", "apposition", "Company") | {"shares", *UNITS}  # "the Doe company … it"
THINGS = frozenset({"Company", "Organization", "GovernmentBody", "Country", "City", "Place", "Project"})


@cache
def pronouns() -> dict[str, str]:
    return {word: kind for kind, forms in table("coreference")["pronouns"].items() for word in forms}


def find_pronoun(d: Discourse, t: int, kind: str) -> Mention | None:
    if kind == "relative":
        return _relative(d, t)
    if kind == "plural":
        return find_several(d, t)
    if kind == "thing" and _empty(d, t):
        return None
    beside = _joined_to(d, t)
    if beside is not None and _fits(d, beside, t, kind):
        return Mention(t, t + 1, t, beside.entity, "pronoun")
    entity = _antecedent(d, t, kind)
    if entity is None or (kind == "thing" and _other_subject(d, entity, t)):
        return None
    if kind in ("m", "f") and d.genders[entity] is None:
        d.genders[entity] = kind
    return Mention(t, t + 1, t, entity, "pronoun")


def _relative(d: Discourse, t: int) -> Mention | None:
    parse = d.text.parse
    if parse.tag[t] not in ("WP", "WP$", "WDT"):
        return None
    verb = parse.head[t]
    while (
        parse.dep[verb] not in ("relcl", "ROOT") and parse.head[verb] != verb and parse.head[verb] >= 0 and verb > t - 1
    ):
        verb = parse.head[verb]
    if parse.dep[verb] != "relcl" or not parse.head[verb] < t:
        return None
    mention = _named_before(d, t) or d.at_head.get(parse.head[verb])
    if mention is None or (
        d.text.lower[t] in ("who", "whom", "whose", "which")
        and (d.entities[mention.entity].type == "Person") != (d.text.lower[t] != "which")
    ):
        return None
    return Mention(t, t + 1, t, mention.entity, "pronoun", mention.plural)


def _named_before(d: Discourse, t: int) -> Mention | None:
    """The person right before "who", or before its comma, wherever the parse hung the clause."""
    last = d.seen[-1] if d.seen and d.text.lower[t] in ("who", "whom", "whose") else None
    if last is None or last.kind != "name" or last.last != t - (d.text.lower[t - 1] == ","):
        return None
    return last if d.entities[last.entity].type == "Person" else None


def _empty(d: Discourse, t: int) -> bool:
    """ "it is clear that", "it was reported that": the pronoun stands for nothing."""
    parse = d.text.parse
    if parse.dep[t] == "expl":
        return True
    verb = parse.head[t]
    if d.text.lower[t] != "it":
        return False
    if parse.dep[t] not in SUBJECTS:
        return parse.lemma[verb] in ("do", "make", "find", "call", "take", "get")
    said = [c for c in parse.children[verb] if parse.dep[c] in ("attr", "dobj") and parse.pos[c] in ("NOUN", "PROPN")]
    if parse.lemma[verb] == "become" and said:
        return False  # "it became the biggest maker after it bought Doe Inc."
    complement = any(parse.dep[c] in ("ccomp", "xcomp", "csubj", "advcl") and c > verb for c in parse.children[verb])
    return parse.lemma[verb] in ("be", "seem", "appear", "become", "take", "mean") and (
        complement or parse.lemma[verb] != "be"
    )


def _antecedent(d: Discourse, t: int, kind: str) -> int | None:
    """The best scored entity named before; None where the best two are as good."""
    row = d.text.parse.sentence[t]
    scores: dict[int, float] = {}
    barred = _complements(d, t)
    ahead = _subject_ahead(d, t)
    if ahead is not None and _fits(d, ahead, t, kind) and ahead.entity not in barred:
        scores[ahead.entity] = 1.9
    for mention in reversed(d.seen):
        distance = row - d.text.parse.sentence[mention.first]
        if distance > WINDOW:
            break
        if mention.plural or mention.kind == "adjective" or mention.entity in barred or not _fits(d, mention, t, kind):
            continue
        score = _score(d, mention, t, distance, kind) - (distance == 0 and _opens(d, mention, t))
        scores[mention.entity] = max(scores.get(mention.entity, -9.0), score)
    if not scores:
        return None
    ordered = sorted(scores, key=lambda e: (-scores[e], e))
    first = ordered[0]
    if len(ordered) > 1 and scores[first] - scores[ordered[1]] < 0.15:
        return None
    return first


def _opens(d: Discourse, mention: Mention, t: int) -> bool:
    """ "After talks with Doe, he left": who stands in the phrase before the subject is not the subject."""
    parse = d.text.parse
    if parse.dep[t] not in SUBJECTS or parse.dep[mention.head] not in ("pobj", "dobj"):
        return False
    above = mention.head
    while parse.head[above] != above and parse.head[above] != parse.head[t]:
        if parse.dep[above] in SUBJECTS:
            return False
        above = parse.head[above]
    return parse.head[above] == parse.head[t] and parse.dep[above] in ("prep", "advcl") and above < t


def _other_subject(d: Discourse, entity: int, t: int) -> bool:
    """Whether a thing without a name became subject after the entity was last one: "the plan … it"; if "it said",
    one that can speak."""
    parse = d.text.parse
    speaks = parse.dep[t] == "nsubj" and parse.lemma[parse.head[t]] in SAYING
    start = parse.sentences[max(0, parse.sentence[t] - 1)][0]
    for mention in reversed(d.seen):
        if mention.head < start:
            break
        head = carrying(d.text, mention)
        if mention.entity == entity and (parse.dep[head] in SUBJECTS or parse.dep[head] == "poss"):
            start = head + 1
            break
    return any(
        parse.dep[i] in SUBJECTS
        and (parse.tag[i] == "NN" or (d.text.lower[i] == "one" and parse.head[i] < t))
        and i not in d.at_head
        and parse.head[i] != parse.head[t]
        and (not speaks or _is_body(d, i) or parse.lemma[parse.head[i]] in SAYING)
        for i in range(start, t)
    )


def _is_body(d: Discourse, t: int) -> bool:
    return "Organization" in table("coreference")["descriptions"].get(d.text.lower[t], ())


def _complements(d: Discourse, t: int) -> set[int]:
    """Whom a possessive is not: in "his meeting with Doe" Doe, in "Norda downgraded Velta because of its bid" Norda."""
    parse = d.text.parse
    if parse.dep[t] != "poss":
        return set()
    noun = above = parse.head[t]
    while parse.dep[above] in ("pobj", "prep", "dobj", "acl"):
        above = parse.head[above]
    if parse.lemma[above] in RATING and parse.dep[noun] == "pobj":
        return {d.at_head[c].entity for c in parse.children[above] if parse.dep[c] in SUBJECTS and c in d.at_head}
    ahead = [d.at_head[u] for u in range(t + 1, min(t + 12, len(parse))) if u in d.at_head]
    inside = [m for m in ahead if parse.dep[m.head] in ("pobj", "poss", "conj")]
    return {m.entity for m in inside if _depth(parse.head, noun, m.head) is not None}


def _subject_ahead(d: Discourse, t: int) -> Mention | None:
    """The subject of the sentence where the pronoun stands in an opening phrase: "Ahead of his trip, Doe said"."""
    parse = d.text.parse
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
            return d.at_head.get(child) or (d.at_head.get(owners[0]) if owners else None)
    return None


def _opens_clause(d: Discourse, t: int) -> bool:
    """ "Doe left Norway, and his aide resigned": a verb behind has no other subject, whatever the parse hung it on."""
    parse = d.text.parse
    behind = range(t + 1, parse.sentences[parse.sentence[t]][1])
    return any(
        parse.tag[v] in ("VBD", "VBZ", "VBP", "MD")
        and (parse.head[v] < t or (parse.tag[v] == "MD" and parse.head[parse.head[v]] < t))
        and parse.dep[v] not in ("relcl", "auxpass")
        and not any(parse.dep[c] in SUBJECTS and c > t for c in (*parse.children[v], *parse.children[parse.head[v]]))
        for v in behind
    )


def _joined_to(d: Discourse, t: int) -> Mention | None:
    """Whose: "praised Doe and his aide", "the rating of Acme Corp and its unit"."""
    if d.text.parse.dep[t] != "poss" or d.text.lower[t - 1] != "and" or _opens_clause(d, t):
        return None
    last = next((m for m in reversed(d.seen) if m.first < t), None)
    return last if last is not None and last.kind == "name" and last.last == t - 1 else None


def _fits(d: Discourse, mention: Mention, t: int, kind: str) -> bool:
    entity = d.entities[mention.entity]
    parse = d.text.parse
    if kind == "thing":
        if entity.type not in THINGS and (mention.kind != "description" or d.text.lower[mention.head] != "group"):
            return False  # "the group … it", though it is whoever leads it
    elif entity.type != "Person" or d.genders[mention.entity] not in (kind, None):
        return False
    plain = parse.dep[t] in ("dobj", "dative", "pobj", "iobj") and not d.text.lower[t].endswith("self")
    if plain and mention.entity == _clause_subject(d, t):
        return False  # "Doe met him", "Doe wants ties with him": not Doe
    modifies = parse.dep[mention.head] in ("compound", "amod", "nmod")  # but "Doe Corp. shares fell after it agreed"
    if kind == "thing" and modifies and d.text.lower[parse.head[mention.head]] not in CARRIERS:
        return False
    if d.text.lower[t] in ("his", "her", "its") and parse.head[t] == mention.head:
        return False
    if kind == "thing" and _rules(d, mention, t):
        return False  # "the regulator cleared its bid": another's
    return not (d.quoted[t] and _speaks(d, mention, t))


def _rules(d: Discourse, mention: Mention, t: int) -> bool:
    """Whether the mention is the subject of a ruling on what the possessive opens."""
    parse = d.text.parse
    verb = parse.head[parse.head[t]]
    if parse.dep[t] != "poss" or parse.lemma[verb] not in RULING:
        return False
    return parse.head[mention.head] == verb and parse.dep[mention.head] in SUBJECTS


def _clause_subject(d: Discourse, t: int) -> int | None:
    """The entity that is subject of the nearest verb above t that has one."""
    parse = d.text.parse
    while parse.head[t] != t:
        t = parse.head[t]
        for child in parse.children[t]:
            if parse.dep[child] in SUBJECTS and child < t:
                mention = d.at_head.get(child)
                return mention.entity if mention else None
    return None


def _speaks(d: Discourse, mention: Mention, t: int) -> bool:
    """Whether the mention is who says the quotation that holds token t."""
    parse = d.text.parse
    return (
        abs(parse.sentence[mention.first] - parse.sentence[t]) <= 1
        and not d.quoted[mention.head]
        and parse.dep[mention.head] in SUBJECTS
        and parse.lemma[parse.head[mention.head]] in SAYING
    )


def _score(d: Discourse, mention: Mention, t: int, distance: int, kind: str) -> float:
    parse = d.text.parse
    score = -1.0 * distance + min(d.named[mention.entity], 6) * 0.1
    head = carrying(d.text, mention)
    subject = parse.dep[head] in SUBJECTS
    if subject:
        score += 1.0
        steps = _depth(parse.head, parse.head[head], t) if distance == 0 else None
        if steps is not None:
            score += max(0.4, 1.2 - 0.1 * steps)
        if parse.dep[parse.head[head]] == "ROOT":
            score += 0.3
    elif parse.dep[head] == "poss":
        score += 0.2
    if mention.kind == "pronoun":
        score += 0.2
    if kind == "thing" and d.entities[mention.entity].type in ("Country", "City", "Place") and not subject:
        score -= 0.5
    if distance == 0:
        score -= min(t - mention.last, 40) * 0.01
    return score


def _depth(head: Sequence[int], above: int, t: int) -> int | None:
    """How many steps token t stands below `above` in the tree; None where it does not."""
    for steps in range(30):
        if t == above:
            return steps
        if head[t] == t:
            return None
        t = head[t]
    return None
