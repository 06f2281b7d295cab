"""Who holds an office that a verb gives: is, became, was named, resigned as, took the post of."""

from __future__ import annotations

from kg.annotation.bindings import Binding, Surroundings
from kg.annotation.words import table, words
from kg.model import Parse

ORDINALS = words("titles", "usage", "ordinals")


def as_predicate(around: Surroundings, binding: Binding, previous: Binding | None) -> bool:
    """ "Doe became chairman", "was named chairman", "named Doe chairman", "resigned as chairman"."""
    parse, becoming = around.text.parse, table("titles")["becoming"]
    head = head_token(around, binding)
    noun, beside = _out_of_list(around, head)
    verb, dep = parse.head[noun], parse.dep[noun]
    if beside is not None:
        binding.holders = [beside] if dep == "appos" and verb < head else []
        return bool(binding.holders)
    if dep == "pobj" and parse.lemma[verb] == "as":
        verb = _above_as(parse, verb)
        if parse.lemma[verb] in becoming["nouns"]:
            return _of_noun(around, binding, verb)
    elif dep not in ("attr", "oprd", "dobj", "xcomp", "ccomp"):
        return False
    outlook = _outlook(parse, verb)
    if not _gives(parse, verb, dep) or outlook == "open":
        return False
    subject = _receiver(around, binding, verb, dep)
    if subject is not None:
        binding.holders = [subject]
    else:
        binding.subject = _pronoun(around, verb)
        if binding.subject is None:
            return False
    if not _ranked(around, binding):
        binding.tenure = binding.tenure or outlook or _tense(around, verb, parse.lemma[verb])
    binding.of = binding.of or _namer(around, verb)
    return True


def _ranked(around: Surroundings, binding: Binding) -> bool:
    """ "was the first president to refuse": the past is that of the refusal."""
    lower, before = around.text.lower, around.text.lower[binding.left : binding.phrase.first]
    to = binding.right < len(lower) and around.text.parse.tag[binding.right] == "TO"
    return to and any(word in ORDINALS for word in before)


def _outlook(parse: Parse, verb: int) -> str | None:
    """ "is expected to become mayor": future; "hopes to become": open; "left to become": none, as it became so."""
    above = parse.head[verb]
    if parse.dep[verb] == "pcomp" and parse.lemma[above] == "from":
        return "former"  # "dismissed from being a minister"
    infinitive = any(parse.tag[c] == "TO" for c in parse.children[verb])
    if not infinitive or parse.dep[verb] not in ("xcomp", "advcl", "ccomp", "conj"):
        return None
    becoming, lemma = table("titles")["becoming"], parse.lemma[above]
    if lemma in becoming["ahead"] or (lemma == "be" and parse.dep[verb] == "xcomp"):
        return "future"
    if lemma in becoming["passive"] or lemma in becoming["onward"]:
        return None
    return "open"


def _out_of_list(around: Surroundings, noun: int) -> tuple[int, int | None]:
    """The first of "an engineer, founder and chairman of Acme", or the one beside a person's name, and that person."""
    parse = around.text.parse
    for _ in range(4):
        above = parse.head[noun]
        if parse.dep[noun] not in ("conj", "appos") or parse.pos[above] not in ("NOUN", "PROPN"):
            break
        person = around.person(around.head.get(above))
        if person is not None:
            return noun, person
        noun = above
    return noun, None


def _above_as(parse: Parse, as_: int) -> int:
    """The verb or noun of "sworn in for a second term as mayor", "her election as mayor"."""
    above, nouns = parse.head[as_], table("titles")["becoming"]["nouns"]
    while parse.dep[above] == "prep" or (
        parse.pos[above] == "NOUN" and parse.lemma[above] not in nouns and parse.dep[above] in ("pobj", "dobj")
    ):
        above = parse.head[above]
    return above


def _of_noun(around: Surroundings, binding: Binding, noun: int) -> bool:
    """ "Doe's election as mayor", "her resignation as chairman"."""
    parse = around.text.parse
    owners = [around.person(around.head.get(c)) for c in parse.children[noun] if parse.dep[c] == "poss"]
    binding.holders = [o for o in owners if o is not None][:1]
    binding.tenure = binding.tenure or ("former" if parse.lemma[noun] == "resignation" else None)
    return bool(binding.holders)


def _gives(parse: Parse, verb: int, dep: str) -> bool:
    """Whether with a title in that place the verb says that somebody has or gets the office; `dep` "pobj": after as."""
    lemma, becoming = parse.lemma[verb], table("titles")["becoming"]
    if parse.pos[verb] not in ("VERB", "AUX"):
        return False
    if dep == "pobj":
        fitting = lemma in becoming["as"]
    else:
        fitting = dep == "oprd" or lemma in (becoming["copular"] if dep in ("attr", "xcomp") else becoming["passive"])
    return fitting and not any(
        parse.dep[c] == "neg" or parse.lemma[c] in becoming["uncertain"] for c in parse.children[verb]
    )


def _receiver(around: Surroundings, binding: Binding, verb: int, dep: str) -> int | None:
    """Who is or becomes it; whoever was succeeded or replaced is it no more."""
    parse, becoming = around.text.parse, table("titles")["becoming"]
    lemma = parse.lemma[verb]
    succeeds = lemma in becoming["succeeding"]  # "A will succeed B as chairman", "B was replaced as chairman by A"
    subject = _subject(around, verb, dep != "attr" and not succeeds and lemma not in becoming["own"])
    if succeeds and subject is not None and _passive(around, verb):
        ahead = any(parse.lemma[c] == "will" or parse.tag[c] == "TO" for c in parse.children[verb])
        binding.tenure = binding.tenure or ("current" if ahead else "former")
    above = parse.head[verb]
    if subject is None and lemma == "be" and parse.lemma[above] in becoming["passive"]:
        chosen = [c for c in parse.children[above] if parse.dep[c] == "dobj"]  # "elected Doe to be chair"
        return next((p for c in chosen if (p := around.person(around.head.get(c))) is not None), None)
    return subject


def as_subject(around: Surroundings, binding: Binding, previous: Binding | None) -> bool:
    """ "Acme's chairman is Jane Doe"."""
    parse = around.text.parse
    head = head_token(around, binding)
    verb = parse.head[head]
    if parse.dep[head] != "nsubj" or parse.lemma[verb] != "be":
        return False
    for child in parse.children[verb]:
        if parse.dep[child] == "attr":
            person = around.person(around.head.get(child))
            if person is not None:
                binding.holders = [person]
                binding.tenure = binding.tenure or ("former" if parse.tag[verb] == "VBD" else None)
                return True
    return False


def as_held(around: Surroundings, binding: Binding, previous: Binding | None) -> bool:
    """ "took the office of mayor"."""
    parse = around.text.parse
    head = head_token(around, binding)
    of = parse.head[head]
    if parse.dep[head] != "pobj" or parse.lemma[of] != "of":
        return False
    noun = parse.head[of]
    verb = parse.head[noun]
    if (
        parse.lemma[noun] not in words("titles", "becoming", "holding_nouns")
        or parse.lemma[verb] not in table("titles")["holding"]
    ):
        return False
    subject = _subject(around, verb, False)
    if subject is None:
        return False
    binding.holders = [subject]
    tenure = table("titles")["holding"][parse.lemma[verb]] or None
    binding.tenure = binding.tenure or tenure or ("former" if parse.tag[verb] == "VBD" else "current")
    return True


def as_named(around: Surroundings, binding: Binding, previous: Binding | None) -> bool:
    """ "Acme named Jane Doe chief executive": the name stands between verb and title."""
    parse = around.text.parse
    mention = around.end.get(binding.left)
    person = around.person(mention)
    if person is None or mention is None or not mention.first:
        return False
    verb = mention.first - 1
    if parse.pos[verb] != "VERB" or parse.lemma[verb] not in table("titles")["becoming"]["passive"]:
        return False
    binding.holders = [person]
    binding.tenure = binding.tenure or _tense(around, verb, parse.lemma[verb])
    binding.of = binding.of or _namer(around, verb)
    return True


def _namer(around: Surroundings, verb: int) -> list[int]:
    """ "Acme named Doe its chairman", "Doe joined Acme as chairman": Acme."""
    parse = around.text.parse
    if parse.lemma[verb] == "join":
        owners = [around.owner(around.head.get(c)) for c in parse.children[verb] if parse.dep[c] == "dobj"]
        return [o for o in owners if o is not None]
    if parse.lemma[verb] not in table("titles")["becoming"]["passive"]:
        return []
    for child in parse.children[verb]:
        if parse.dep[child] == "nsubj":
            owner = around.owner(around.head.get(child))
            return [owner] if owner is not None else []
    return []


def _passive(around: Surroundings, verb: int) -> bool:
    return any(around.text.parse.dep[c] in ("nsubjpass", "auxpass") for c in around.text.parse.children[verb])


def head_token(around: Surroundings, binding: Binding) -> int:
    parse = around.text.parse
    for t in range(binding.phrase.after - 1, binding.phrase.first - 1, -1):
        if not binding.phrase.first <= parse.head[t] < binding.phrase.after:
            return t
    return binding.phrase.last - 1


def _subject(around: Surroundings, verb: int, may_be_object: bool) -> int | None:
    """The person who is or becomes it: the object of "named", else the subject, through "who" and conjunction."""
    parse = around.text.parse
    children = parse.children[verb]
    passive = _passive(around, verb)
    if may_be_object and not passive:
        for c in children:
            if (parse.dep[c] in ("dobj", "nsubj") and c > verb) or parse.dep[c] == "dobj":
                person = around.person(around.head.get(c))
                if person is not None:
                    return person
        if parse.lemma[verb] in table("titles")["becoming"]["passive"] and parse.tag[verb] != "VBN":
            return None
    for c in children:
        if parse.dep[c] in ("nsubj", "nsubjpass"):
            if parse.word[c].lower() in ("who", "that"):
                before = around.person(around.end.get(c - (around.text.lower[c - 1] == ",")))
                if before is not None:
                    return before  # "Roe, Doe, who was chairman": whatever name the clause was hung on
                return around.person(around.head.get(parse.head[verb])) if parse.dep[verb] == "relcl" else None
            return around.person(around.head.get(c))
    above = _controller(around, verb)
    if above is not None:
        return _subject(around, above, False)
    if parse.dep[verb] in ("acl", "relcl"):
        return around.person(around.head.get(parse.head[verb]))
    return None


def _controller(around: Surroundings, verb: int) -> int | None:
    """The verb whose subject a verb without one shares: "retired to become", "prior to becoming"."""
    parse = around.text.parse
    if parse.dep[verb] in ("conj", "xcomp", "advcl") and parse.pos[parse.head[verb]] in ("VERB", "AUX"):
        return parse.head[verb]
    if parse.dep[verb] == "xcomp" and parse.dep[parse.head[verb]] == "acomp":
        return parse.head[parse.head[verb]]  # "is likely to become"
    if parse.dep[verb] == "pcomp":
        above = parse.head[verb]
        while parse.head[above] != above and parse.pos[above] not in ("VERB", "AUX"):
            above = parse.head[above]
        return above if parse.pos[above] in ("VERB", "AUX") else None
    return None


def _pronoun(around: Surroundings, verb: int) -> int | None:
    """The pronoun that is subject of the verb."""
    parse = around.text.parse
    for _ in range(3):
        for child in parse.children[verb]:
            if parse.dep[child] in ("nsubj", "nsubjpass"):
                return child if parse.tag[child] == "PRP" else None
        above = _controller(around, verb)
        if above is None:
            return None
        verb = above
    return None


def _tense(around: Surroundings, verb: int, lemma: str) -> str | None:
    parse = around.text.parse
    becoming = table("titles")["becoming"]
    if lemma in becoming["leaving"]:
        return "former"
    children = [parse.lemma[c].lower() for c in parse.children[verb] if parse.dep[c] in ("aux", "auxpass")]
    if "will" in children or lemma in becoming["nominating"]:
        return "future"
    if "to" in children:
        return None
    if lemma in ("be", "serve") and parse.tag[verb] in ("VBD", "VBN") and not _lasts(parse, verb, lemma):
        return "former"
    return "current"


def _lasts(parse: Parse, verb: int, lemma: str) -> bool:
    """ "has served as mayor", "has been mayor since May": until now."""
    has = any(parse.lemma[c] == "have" and (lemma == "serve" or parse.tag[c] != "VBD") for c in parse.children[verb])
    below = [d for c in parse.children[verb] if parse.dep[c] in ("attr", "prep") for d in (c, *parse.children[c])]
    return has and (lemma == "serve" or any(parse.lemma[t].lower() in ("since", "for") for t in below))
