"""Where a parse contradicts itself: whose subject a noun is, with which verb of saying another goes on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.annotation.attachments import Move, of_ending, of_goal
from kg.annotation.words import words
from kg.model import Parse

SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj", "csubjpass", "expl"))
CLAUSES = frozenset(("ccomp", "xcomp", "conj", "advcl"))
FINITE = frozenset(("VBD", "VBZ", "VBP"))
BEFORE = frozenset(("aux", "auxpass", "neg", "advmod"))  # what stands between a subject and its verb
COMPLEMENTS = frozenset(("dobj", "acomp", "attr", "ccomp", "xcomp", "oprd"))
OBJECTIVE = frozenset(("him", "her", "them", "me", "us", "himself", "herself", "itself", "themselves"))
QUOTES = frozenset(("“", "”", '"', "``", "''", "‘"))
REACH = 6  # how far up from the gap before a clause an object is looked for


def repair(parse: Parse) -> Parse:
    """The parse with each such noun and verb hung where it belongs."""
    hung = list(parse.head)
    moves: list[Move] = []
    for found in filter(None, _found(parse)):
        after = list(hung)
        for token, above, _ in found:
            after[token] = above
        if not any(_returns(after, token) for token, _, _ in found):  # each was found on the parse as it was
            hung, moves = after, [*moves, *found]
    if not moves:
        return parse
    head, dep = list(parse.head), list(parse.dep)
    children: dict[int, tuple[int, ...]] = {}
    for token, above, relation in moves:
        old = head[token]
        children[old] = tuple(c for c in children.get(old, parse.children[old]) if c != token)
        if above != token:  # else it is the root now
            children[above] = tuple(sorted({*children.get(above, parse.children[above]), token}))
        head[token], dep[token] = above, relation
    kids = tuple(children.get(t, row) for t, row in enumerate(parse.children))
    return replace(parse, head=tuple(head), dep=tuple(dep), children=kids)


def _returns(head: Sequence[int], token: int) -> bool:
    """Whether the way up from a token never comes to a root."""
    seen: set[int] = set()
    while head[token] != token and token not in seen:
        seen.add(token)
        token = head[token]
    return token in seen


def _found(parse: Parse) -> Iterator[list[Move]]:
    saying = words("words", "saying", "verbs")
    for token, relation in enumerate(parse.dep):
        if relation in CLAUSES and parse.pos[token] in ("VERB", "AUX"):
            if not any(
                parse.dep[c] in SUBJECTS or (c < token and parse.dep[c] == "mark") for c in parse.children[token]
            ):
                yield (
                    _of_reduced(parse, token)
                    or _of_object(parse, token, saying)
                    or _of_list(parse, token, saying)
                    or _to_reporter(parse, token, saying)
                )
        elif relation == "punct" and parse.children[token] and parse.word[token][-1] == "." != parse.word[token]:
            yield of_ending(parse, token)
        elif relation == "mark" and parse.word[token] == "for":
            yield of_goal(parse, token)
        elif relation == "appos":
            yield _of_apposition(parse, token)
        elif relation == "nsubj" and parse.lemma[parse.head[token]] in saying:
            yield _of_interrupted(parse, token) or _of_body(parse, token)


def _of_reduced(parse: Parse, clause: int) -> list[Move]:
    """ "[A meeting] planned for Monday was called off", "planned" parsed as what the meeting did."""
    participle = parse.head[clause]
    alone = not any(parse.dep[c] in BEFORE for c in parse.children[participle])
    if parse.dep[clause] != "ccomp" or parse.tag[participle] not in ("VBD", "VBN") or not alone:
        return []
    subject = next((c for c in parse.children[participle] if parse.dep[c] in ("nsubj", "nsubjpass")), None)
    opens = [c for c in parse.children[clause] if c < clause and parse.dep[c] in ("auxpass", "aux")]
    if subject is None or not opens or not participle < opens[0] or parse.tag[opens[0]] not in FINITE:
        return []
    if any(parse.word[t] == "," or parse.word[t] in QUOTES for t in range(subject, opens[0])):
        return []
    above = clause if parse.head[participle] == participle else parse.head[participle]
    relation = "nsubjpass" if parse.dep[opens[0]] == "auxpass" else "nsubj"
    return [(clause, above, parse.dep[participle]), (subject, clause, relation), (participle, subject, "acl")]


def _of_body(parse: Parse, name: int) -> list[Move]:
    """ "[NATO] director-general Berg said", NATO parsed as a second subject."""
    verb = parse.head[name]
    first = next((c for c in parse.children[verb] if c < name and parse.dep[c] == "nsubj"), None)
    if first is None or not parse.word[first].isupper() or parse.tag[name] != "NNP" or name - first < 2:
        return []
    below = {name, *parse.children[name], *(g for c in parse.children[name] for g in parse.children[c])}
    titled = all(t in below and parse.word[t] not in (",", "and") for t in range(first + 1, name))
    return [(first, name, "compound")] if titled else []


def _of_object(parse: Parse, clause: int, saying: frozenset[str]) -> list[Move]:
    """ "said [the road] was closed", the road parsed as what was said; "recalled [Berg] talking"."""
    gap = _gap(parse, clause)
    noun = _object_before(parse, gap, saying) if gap > 0 else None
    if noun is None or noun < parse.sentences[parse.sentence[clause]][0] or parse.word[noun].lower() in OBJECTIVE:
        return []
    verb = parse.head[noun]
    lemma, above = parse.lemma[verb], parse.head[clause]
    up = _above(parse, verb)
    if clause in up or not (above == verb or above in up):
        return []
    wished = _is_bare(parse, clause) and lemma in words("words", "saying", "wishing")
    if lemma in words("words", "saying", "told") and not wished and len(_objects(parse, verb)) < 2:
        return []  # "told the aide was …"
    watched = noun + 1 == clause and lemma in words("words", "saying", "recalling")
    if not _is_finite(parse, clause) and not wished and not (parse.tag[clause] == "VBG" and watched):
        return []
    return [(noun, clause, "nsubj"), (clause, verb, "ccomp")]


def _object_before(parse: Parse, gap: int, saying: frozenset[str]) -> int | None:
    """The object of a verb of saying whose phrase ends at the gap, or at the comma that opens what ends there."""
    token = gap - 1 if parse.word[gap] == "," else gap
    for noun in (token, *_above(parse, token)):
        if parse.dep[noun] == "dobj" and noun > parse.head[noun] and parse.lemma[parse.head[noun]] in saying:
            last = _last(parse, noun)
            if token == gap:
                return noun if last == gap else None
            opened = last == token and "," in parse.word[noun:token]  # "the road, which is long, was closed"
            return noun if opened else None
    if token == gap:
        return None
    start = next((t for t in range(token, 0, -1) if parse.word[t] == ","), 0)
    return _object_before(parse, start - 1, saying) if start > 1 and token - start < 12 else None


def _of_list(parse: Parse, verb: int, saying: frozenset[str]) -> list[Move]:
    """ "owns 12 percent of Norda and [Velta] owns the rest", Velta parsed as listed with Norda."""
    tells = parse.lemma[verb] in saying | words("words", "saying", "judging")
    reports = tells and any(parse.dep[c] in ("ccomp", "dobj") for c in parse.children[verb])
    joined = parse.dep[verb] == "conj" and (_is_finite(parse, verb) or (reports and parse.tag[verb] == "VBD"))
    gerund = reports and parse.dep[verb] in ("conj", "advcl") and parse.tag[verb] == "VBG"
    gap = _gap(parse, verb) if joined or gerund else 0
    for noun in (gap, *_above(parse, gap)) if gap > 1 else ():
        if parse.dep[noun] == "conj" and parse.pos[noun] in ("NOUN", "PROPN"):
            first = min((noun, *parse.children[noun]))
            alone = parse.dep[parse.head[noun]] != "conj" and parse.head[noun] > parse.head[verb]
            if (
                parse.word[first - 1].lower() not in ("and", "but")
                or not (alone or reports)
                or _last(parse, noun) != gap
            ):
                return []
            passive = any(parse.dep[c] == "auxpass" for c in parse.children[verb])
            return [(noun, verb, "nsubjpass" if passive else "nsubj")]
    return []


def _of_apposition(parse: Parse, name: int) -> list[Move]:
    """ "After talks with Dorn, [Berg] said …", Berg parsed as another name of Dorn, the talks as who said so."""
    above, last = parse.head[name], _last(parse, name)
    if parse.tag[name] != "NNP" or parse.tag[above] != "NNP" or parse.word[above + 1 : above + 2] != (",",):
        return []
    verb = next((v for v in _above(parse, above) if v > name), None)
    if verb is None or parse.dep[verb] not in ("ROOT", "ccomp") or _gap(parse, verb) != last:
        return []
    first = min(t for c in (name, *parse.children[name]) for t in (c, *parse.children[c]))
    if first != above + 2 or not (parse.tag[verb] in FINITE or _is_finite(parse, verb)):
        return []
    others = [c for c in parse.children[verb] if parse.dep[c] in SUBJECTS]
    if not others:
        return [(name, verb, "nsubj")]
    mark = next((c for c in parse.children[verb] if parse.dep[c] == "mark" and c < others[0]), None)
    if mark is None or parse.dep[verb] != "ROOT" or len(others) > 1 or others[0] > above:
        return []  # the main clause has no conjunction
    return [(name, verb, "nsubj"), (others[0], mark, "pobj"), (mark, verb, "prep")]


def _of_interrupted(parse: Parse, subject: int) -> list[Move]:
    """ "[Workers], Berg said on Monday, were well paid": both parsed as the subject of "said"."""
    verb = parse.head[subject]
    others = [c for c in parse.children[verb] if parse.dep[c] == "nsubj" and subject < c < verb]
    if not others or parse.word[_last(parse, subject) + 1 :][:1] != (",",):
        return []
    for clause in parse.children[verb]:
        bare = not any(parse.dep[c] in SUBJECTS for c in parse.children[clause])
        if clause > verb and parse.dep[clause] in ("ccomp", "xcomp") and bare and _is_finite(parse, clause):
            return [(subject, clause, "nsubj"), (clause, verb, "ccomp")]
    return []


def _to_reporter(parse: Parse, verb: int, saying: frozenset[str]) -> list[Move]:
    """ "Berg said Dorn would lose and [asked] …", "…, [adding] that …": hung on what is reported, not on "said"."""
    adding = words("words", "saying", "adding")
    if parse.lemma[verb] not in saying | adding | words("words", "saying", "judging"):
        return []
    first = parse.head[verb]
    while parse.dep[first] == "conj" and parse.pos[parse.head[first]] == "VERB":
        first = parse.head[first]
    reporter = parse.head[first]
    if parse.dep[verb] == "conj" and _is_infinitive(parse, first) and _is_finite(parse, verb):
        above = next((v for v in (reporter, *_above(parse, reporter)) if _is_finite(parse, v)), first)
        return [(verb, above, "conj")] if above < first else []  # "did not want him to go and [asks] …"
    while parse.dep[first] == "xcomp" and parse.dep[reporter] in ("xcomp", "ccomp"):
        first, reporter = reporter, parse.head[reporter]
    if parse.dep[first] != "ccomp" or not reporter < first < verb or parse.lemma[reporter] not in saying:
        return []
    leaves = _closes(parse, first, verb)  # a quotation that the reporter's words end with
    if parse.dep[verb] == "advcl":
        set_off = parse.tag[verb] == "VBG" and "," in parse.word[first:verb]
        going_on = leaves or parse.lemma[verb] in adding
        return [(verb, reporter, "advcl")] if set_off and going_on else []
    if parse.dep[verb] != "conj" or not _is_finite(parse, verb):
        return []
    tense = [_tense(parse, v) for v in (reporter, first, verb)]
    apart = tense[2] != tense[1] and tense[2] != "MD"  # "said he would go and asked …"
    return [(verb, reporter, "conj")] if leaves or apart or _behind_comma(parse, verb) else []


def _closes(parse: Parse, first: int, last: int) -> bool:
    """Whether a quotation that was open at the first token has ended before the last."""
    marks = [parse.word[t] for t in range(first, last) if parse.word[t] in QUOTES]
    return len(marks) % 2 == 1 and marks[-1] not in ("“", "``", "‘")


def _behind_comma(parse: Parse, verb: int) -> bool:
    joint = next((t for t in range(verb - 1, max(verb - 5, 0), -1) if parse.dep[t] == "cc"), 0)
    return parse.word[joint - 1] == "," if joint > 1 else False


def _tense(parse: Parse, verb: int) -> str:
    """Past, present or modal, by its first auxiliary or itself."""
    tags = [parse.tag[c] for c in parse.children[verb] if parse.dep[c] in ("aux", "auxpass")]
    tag = tags[0] if tags else parse.tag[verb]
    return {"VBZ": "present", "VBP": "present", "VBD": "past", "VBN": "past"}.get(tag, tag)


def _gap(parse: Parse, verb: int) -> int:
    """The token before a verb with its auxiliaries."""
    token = verb - 1
    while token > 0 and parse.dep[token] in BEFORE and parse.head[token] in (verb, parse.head[verb]):
        token -= 1
    return token


def _is_finite(parse: Parse, verb: int) -> bool:
    tags = [parse.tag[c] for c in parse.children[verb] if parse.dep[c] in ("aux", "auxpass")]
    if parse.tag[verb] == "VBD" and not tags:  # or else a participle: "the plan first announced in May"
        completed = any(parse.dep[c] in COMPLEMENTS and c > verb for c in parse.children[verb])
        return completed and parse.lemma[verb] not in words("words", "saying", "naming")
    return parse.tag[verb] in FINITE or any(tag in FINITE or tag == "MD" for tag in tags)


def _is_infinitive(parse: Parse, verb: int) -> bool:
    return any(parse.tag[c] == "TO" for c in parse.children[verb] if parse.dep[c] == "aux")


def _is_bare(parse: Parse, verb: int) -> bool:
    """ "intervene", "be closed"."""
    tags = [parse.tag[c] for c in parse.children[verb] if parse.dep[c] in ("aux", "auxpass")]
    return (parse.tag[verb] == "VB" and not tags) or tags == ["VB"]


def _objects(parse: Parse, verb: int) -> list[int]:
    return [c for c in parse.children[verb] if parse.dep[c] in ("dobj", "dative")]


def _above(parse: Parse, token: int) -> list[int]:
    found: list[int] = []
    while parse.head[token] != token and len(found) < REACH:
        token = parse.head[token]
        found.append(token)
    return found


def _last(parse: Parse, token: int) -> int:
    """The last token below."""
    while parse.children[token] and parse.children[token][-1] > token:
        token = parse.children[token][-1]
    return token
