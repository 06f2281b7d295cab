"""Who holds an office that a verb gives: is, became, was named, resigned as, took the post of."""

from __future__ import annotations

from kg.annotation import tenure
from kg.annotation.bindings import Binding, Surroundings
from kg.annotation.words import table, words
from kg.model import Parse

ORDINALS = words("titles", "usage", "ordinals")
REFLEXIVE = frozenset(("himself", "herself", "themselves"))


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
    outlook = tenure.outlook(parse, verb)
    if not _gives(around, verb, dep) or outlook == "open":
        return False
    subject = _receiver(around, binding, verb, dep)
    if subject is not None:
        binding.holders = [subject]
    else:
        binding.subject = _pronoun(around, verb)
        if binding.subject is None:
            return False
    if not _ranked(around, binding):
        binding.tenure = binding.tenure or outlook or tenure.tense(around.text.parse, verb, parse.lemma[verb])
    binding.of = binding.of or _namer(around, verb)
    binding.before = _predecessor(around, verb)
    return True


def _predecessor(around: Surroundings, verb: int) -> int | None:
    """ "succeeded Roe as mayor", "became mayor after Roe resigned": Roe."""
    parse, becoming = around.text.parse, table("titles")["becoming"]
    if _passive(around, verb):
        return None
    people = [c for c in parse.children[verb] if parse.dep[c] == "dobj" and parse.lemma[verb] in becoming["succeeding"]]
    for clause in parse.children[verb]:
        below = parse.children[clause]
        after = any(parse.dep[c] == "mark" and parse.lemma[c] == "after" for c in below)
        other = any(parse.dep[c] == "dobj" or parse.lemma[c] in ("as", "from") for c in below)  # "resigned as minister"
        if after and not other and parse.dep[clause] == "advcl" and parse.lemma[clause] in becoming["leaving"]:
            people += [c for c in parse.children[clause] if parse.dep[c] in ("nsubj", "nsubjpass")]
    return next((p for c in people if (p := around.person(around.head.get(c))) is not None), None)


def _ranked(around: Surroundings, binding: Binding) -> bool:
    """ "was the first president to refuse": the past is that of the refusal."""
    lower, before = around.text.lower, around.text.lower[binding.left : binding.phrase.first]
    to = binding.right < len(lower) and around.text.parse.tag[binding.right] == "TO"
    return to and any(word in ORDINALS for word in before)


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


def _gives(around: Surroundings, verb: int, dep: str) -> bool:
    """Whether with a title in that place the verb says that somebody has or gets the office; `dep` "pobj": after as."""
    parse = around.text.parse
    lemma, becoming = parse.lemma[verb], table("titles")["becoming"]
    if parse.pos[verb] not in ("VERB", "AUX"):
        return False
    if dep == "pobj":
        fitting = lemma in becoming["as"]
    else:
        fitting = dep == "oprd" or lemma in (becoming["copular"] if dep in ("attr", "xcomp") else becoming["passive"])
    objects = [c for c in parse.children[verb] if parse.dep[c] == "dobj" and parse.lemma[c] not in REFLEXIVE]
    if dep == "oprd" and any(c not in around.head for c in objects):
        return False  # "called the process a coup to unseat the president"
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
    """ "took the office of mayor", "was elected to the post of mayor"."""
    parse = around.text.parse
    of = parse.head[head_token(around, binding)]
    noun = parse.head[of]
    if parse.lemma[of] not in ("of", "as") or parse.lemma[noun] not in words("titles", "becoming", "holding_nouns"):
        return False
    verb, lemma = parse.head[noun], parse.lemma[parse.head[noun]]
    into = lemma == "to" and parse.dep[noun] == "pobj"  # "named Doe to the post of mayor"
    verb = parse.head[verb] if into else verb
    said = None if into else table("titles")["holding"].get(lemma)
    if (parse.lemma[verb] not in table("titles")["becoming"]["passive"]) if into else said is None:
        return False
    subject = _subject(around, verb, into)
    if subject is None:
        return False
    binding.holders = [subject]
    told = tenure.tense(parse, verb, parse.lemma[verb]) if into else "former" if parse.tag[verb] == "VBD" else "current"
    binding.tenure = binding.tenure or said or told
    binding.of = binding.of or (_namer(around, verb) if into else [])
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
    binding.tenure = binding.tenure or tenure.tense(around.text.parse, verb, parse.lemma[verb])
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
        himself = any(parse.lemma[c] in REFLEXIVE for c in children)  # "declared himself president"
        if parse.lemma[verb] in table("titles")["becoming"]["passive"] and parse.tag[verb] != "VBN" and not himself:
            return None
    for c in children:
        if parse.dep[c] in ("nsubj", "nsubjpass"):
            if parse.word[c].lower() in ("who", "that"):
                before = around.person(around.end.get(c - (around.text.lower[c - 1] == ",")))
                if before is not None:
                    return before  # "Roe, Doe, who was chairman": whatever name the clause was hung on
                return _bearer(around, parse.head[verb]) if parse.dep[verb] == "relcl" else None
            return around.person(around.head.get(c))
    above = _controller(around, verb)
    if above is not None:
        return _subject(around, above, False)
    if parse.dep[verb] in ("acl", "relcl"):
        return _bearer(around, parse.head[verb])
    return None


def _bearer(around: Surroundings, noun: int) -> int | None:
    """The person a noun names or, behind a comma, describes: "Doe, a lawyer who was mayor"."""
    person = around.person(around.head.get(noun))
    if person is None and around.text.parse.dep[noun] == "appos":
        return around.person(around.head.get(around.text.parse.head[noun]))
    return person


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
    """The pronoun that is subject of the verb; not who names another, "she will appoint a minister"."""
    parse = around.text.parse
    naming = parse.lemma[verb] in table("titles")["becoming"]["passive"] and not _passive(around, verb)
    if naming and REFLEXIVE.isdisjoint(parse.lemma[c] for c in parse.children[verb]):
        return None
    for _ in range(3):
        for child in parse.children[verb]:
            if parse.dep[child] in ("nsubj", "nsubjpass"):
                return child if parse.tag[child] == "PRP" else None
        above = _controller(around, verb)
        if above is None:
            return None
        verb = above
    return None
