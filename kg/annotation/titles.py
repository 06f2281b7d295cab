"""Who holds which office of what: a title's words bound to its holder and its country or organisation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.annotation.offices import Phrase
from kg.annotation.spans import Text
from kg.annotation.words import table, words
from kg.model import Mention, NamedEntity

OWNERS = frozenset({"Country", "Organization", "Company", "GovernmentBody", "Place", "City", "Project"})
NATIONLESS = frozenset({"ceo", "chief executive", "chief executive officer", "chairman", "chairwoman", "director", "managing director", "executive director", "general manager", "manager", "editor-in-chief"})
ORDINALS = frozenset("first second third fourth fifth last 1st 2nd 3rd".split())


@dataclass
class Binding:
    """An office phrase with what is known so far of its holder, owner and time."""

    phrase: Phrase
    left: int  # where its words begin, with tenure, country and article
    right: int  # where they end, with "of …"
    tenure: str | None = None  # None: nothing said
    holders: list[int] = field(default_factory=list)
    of: list[int] = field(default_factory=list)
    determiner: str = ""  # the, a, or a possessive before it
    subject: int | None = None  # the pronoun that holds it, until that is resolved
    owner: int | None = None  # token of "company" in "the company's president", or of "its"
    shape: str = ""


@dataclass(frozen=True)
class Surroundings:
    """Mentions by the tokens where they begin, end and have their head."""

    text: Text
    entities: Sequence[NamedEntity]
    begin: dict[int, Mention]
    end: dict[int, Mention]
    head: dict[int, Mention]

    def person(self, mention: Mention | None) -> int | None:
        if mention is not None and self.entities[mention.entity].type == "Person":
            return mention.entity
        return None

    def owner(self, mention: Mention | None) -> int | None:
        if mention is not None and self.entities[mention.entity].type in OWNERS:
            return mention.entity
        return None


def survey(text: Text, entities: Sequence[NamedEntity], mentions: Sequence[Mention]) -> Surroundings:
    return Surroundings(
        text, entities, {m.first: m for m in mentions}, {m.last: m for m in mentions}, {m.head: m for m in mentions}
    )


def bind(around: Surroundings, offices: Sequence[Phrase]) -> list[Binding]:
    bindings: list[Binding] = []
    for phrase in offices:
        binding = Binding(phrase, phrase.first, phrase.after)
        if phrase.future:
            binding.tenure = "future"
        _look_left(around, binding)
        _look_right(around, binding)
        bindings.append(binding)
    for number, binding in enumerate(bindings):
        _find_holder(around, binding, bindings[number - 1] if number else None)
    for number in range(len(bindings) - 2, -1, -1):
        _share(around, bindings[number], bindings[number + 1])
    return bindings


# --- around the words --------------------------------------------------------------------------------------------


def _look_left(around: Surroundings, binding: Binding) -> None:
    """Tenure, party, country or organisation, article, going left from the office."""
    text = around.text
    lower, tags = text.lower, text.parse.tag
    floor = text.parse.sentences[text.parse.sentence[binding.phrase.first]][0]
    at = binding.phrase.first - 1
    plain = 0
    while at >= floor:
        word = lower[at]
        mention = around.end.get(at + 1)
        if mention is not None:
            owner = around.owner(mention)
            if owner is None or owner in binding.of or (binding.of and around.entities[owner].type not in ("Country", "Place", "City")):
                break
            if mention.kind == "adjective" and (binding.phrase.row.group == "position" or binding.phrase.key in NATIONLESS):
                at = mention.first - 1  # "the American chairman": whose chairman is not said
                continue
            if around.entities[owner].type == "Organization" and binding.phrase.row.group in ("state", "minister", "member", "local") and (
                mention.first == floor or not around.end.get(mention.first) is None or lower[mention.first - 1] in ("'s", "'")
            ) and mention.first > floor:
                at = mention.first - 1  # a party between country and office
                continue
            binding.of.insert(0, owner)
            at = mention.first - 1
        elif _tenure(word):
            binding.tenure = binding.tenure or _tenure(word)
            at -= 1
        elif word == "-" and at > floor and lower[at - 1].endswith("ly"):
            at -= 2
        elif word == "-" and at > floor and (_tenure(lower[at - 1]) or around.end.get(at)):
            at -= 1
        elif word in ("'s", "'") and not binding.of:
            if around.end.get(at) is None:
                binding.owner, binding.determiner = at - 1, "'s"
                break
            if around.owner(around.end[at]) is None:
                binding.owner, binding.determiner = around.end[at].head, "'s"
                break
            binding.determiner = "'s"
            at -= 1
        elif word in words("titles", "parties", "words") or text.parse.word[at] in words("titles", "parties", "words") or word in ORDINALS:
            at -= 1
        elif tags[at] in ("JJ", "JJS", "VBN") and plain < 2 and not binding.of:
            plain += 1
            at -= 1
        elif tags[at] == "NN" and not binding.of and (start := _noun_owner(around, at, floor)):
            at = start - 1
        elif word in ("the", "a", "an"):
            binding.determiner = binding.determiner or word
            at -= 1
            while at >= floor and (_tenure(lower[at]) or lower[at] in ("currently", "now")):
                binding.tenure = binding.tenure or _tenure(lower[at])
                at -= 1
            break
        elif tags[at] == "PRP$":
            binding.owner, binding.determiner = at, word
            at -= 1
            break
        else:
            break
    binding.left = at + 1


def _noun_owner(around: Surroundings, at: int, floor: int) -> int | None:
    """ "Acme trade union leader": where the plain nouns before a title begin, if a name stands before them."""
    start = at
    while start > floor and start > at - 3 and around.text.parse.tag[start] in ("NN", "JJ") and around.end.get(start + 1) is None:
        start -= 1
    start += 1
    mention = around.end.get(start)
    return start if mention is not None and around.owner(mention) is not None and mention.kind == "name" else None


def _tenure(word: str) -> str | None:
    for kind in ("former", "future", "current"):
        if word in words("titles", "tenure", kind):
            return kind
    return None


PREPOSITIONS = {"member": ("of", "from", "for"), "local": ("of", "for"), "diplomat": ("of", "for"), "position": ("of", "at", "with", "for", "in")}


def _look_right(around: Surroundings, binding: Binding) -> None:
    """ "of Japan", "at the Bank of Japan", "of Tesla and SpaceX"."""
    text = around.text
    at = binding.phrase.after
    allowed = PREPOSITIONS.get(binding.phrase.row.group, ("of", "at", "for"))
    limit = min(len(text.parse), text.parse.sentences[text.parse.sentence[binding.phrase.first]][1])
    if at >= limit or text.lower[at] not in allowed or text.lower[at : at + 1] == ["for"] or binding.phrase.key in ("head", "director", "leader", "chief", "manager"):
        at = _past_field(text, at, limit)
    if at >= limit or text.lower[at] not in allowed:
        return
    start = at + 1
    while start < limit and start < at + 4 and start not in around.begin and (text.lower[start] in ("the", "both", "'s") or text.parse.tag[start] in ("JJ", "NN")):
        start += 1
    mention = _past_adjective(around, start, limit)
    owner = around.owner(mention)
    if mention is None or owner is None or mention.kind == "adjective":
        return
    if mention.last < limit and text.lower[mention.last] in ("'s", "'"):
        mention = around.begin.get(mention.last + 1)
        owner = around.owner(mention)
        if mention is None or owner is None:
            return
    found = [owner]
    binding.right = mention.last
    if mention.last + 1 < limit and text.lower[mention.last] == "and" and text.parse.head[around.begin[mention.last + 1].head if mention.last + 1 in around.begin else 0] == mention.head:
        second = around.owner(around.begin.get(mention.last + 1))
        if second is not None:
            found.append(second)
            binding.right = around.begin[mention.last + 1].last
    binding.of = found + [o for o in binding.of if o not in found] if binding.phrase.row.group != "member" else found + binding.of


def _past_adjective(around: Surroundings, start: int, limit: int) -> Mention | None:
    """The name behind "the Swiss banking giant": a demonym and plain nouns stand before it."""
    mention = around.begin.get(start)
    if mention is None or mention.kind != "adjective":
        return mention
    at = mention.last
    while at < limit and at < start + 5:
        inner = around.begin.get(at)
        if inner is not None:
            return inner if inner.kind == "name" else mention
        if around.text.parse.tag[at] not in ("NN", "JJ"):
            break
        at += 1
    return mention


def _past_field(text: Text, at: int, limit: int) -> int:
    """Over "and international relations expert", "of economics" before "at the university"."""
    for t in range(at, min(at + 6, limit)):
        if text.lower[t] in ("at", "with") and all(text.parse.tag[u] in ("NN", "NNS", "JJ", "CC", "IN", "NNP") for u in range(at, t)):
            return t
    return at


# --- holders -----------------------------------------------------------------------------------------------------


def _find_holder(around: Surroundings, binding: Binding, previous: Binding | None) -> None:
    for shape in (_before_name, _behind_name, _after_comma, _as_subject, _joined_behind, _as_predicate, _as_held):
        if shape(around, binding, previous):
            binding.shape = shape.__name__
            return


def _before_name(around: Surroundings, binding: Binding, previous: Binding | None) -> bool:
    """ "Prime Minister Jane Doe", "Vice President of the United States Jane Doe", "Presidents Doe and Roe"."""
    lower = around.text.lower
    for start in dict.fromkeys((binding.phrase.after, binding.right)):
        at = start
        if at < len(lower) and lower[at] == "(" and ")" in lower[at : at + 6]:
            at += list(lower[at : at + 6]).index(")") + 1
        while at < len(lower) and (lower[at] in ('"', "'") or around.text.parse.word[at] in words("words", "honorifics", "any") | words("words", "honorifics", "m") | words("words", "honorifics", "f")):
            at += 1
        mention = around.begin.get(at)
        person = around.person(mention)
        if person is None or mention is None:
            continue
        if start == binding.phrase.after:
            binding.right = max(mention.last, start)
        binding.holders = [person]
        while binding.phrase.plural and mention.last + 1 < len(lower) and lower[mention.last] in ("and", ","):
            mention = around.begin.get(mention.last + 1)
            if mention is None or around.person(mention) is None:
                break
            binding.holders.append(mention.entity)
        _from_place(around, binding, mention)
        return True
    return False


def _from_place(around: Surroundings, binding: Binding, mention: Mention | None) -> None:
    """ "Senator Jane Doe of Texas", "Senator Jane Doe (R-Texas)"."""
    if mention is None or binding.phrase.row.group not in ("member", "local", "minister", "state", "chief", "position"):
        return
    lower = around.text.lower
    at = mention.last
    if at + 1 < len(lower) and lower[at] in ("of", "from"):
        start = at + 2 if lower[at + 1] == "the" else at + 1
        owner = around.owner(around.begin.get(start))
        if owner is not None and around.begin[start].kind == "name":
            binding.of = [owner, *(o for o in binding.of if o != owner)] if binding.phrase.row.group in ("member", "local") else [*binding.of, owner][:1]


def _behind_name(around: Surroundings, binding: Binding, previous: Binding | None) -> bool:
    """ "Jane Doe, the former mayor of Springfield", "Jane Doe, 54, Acme chairman", "Jane Doe (chairman)"."""
    lower = around.text.lower
    at = binding.left - 1
    if at < 1 or lower[at] not in (",", "(", "--"):
        return False
    if binding.phrase.plural:
        return False
    if lower[at - 1].isdigit() and at > 2 and lower[at - 2] == ",":
        at -= 2
    mention = around.end.get(at)
    person = around.person(mention)
    if person is None:
        # "Jane Doe of Acme, its chairman": a name with a place or firm behind it
        inner = around.end.get(at)
        if inner is not None and lower[inner.first - 1] in ("of", "from") and around.owner(inner) is not None:
            person = around.person(around.end.get(inner.first - 1))
    if person is None:
        return False
    binding.holders = [person]
    return True


def _after_comma(around: Surroundings, binding: Binding, previous: Binding | None) -> bool:
    """ "Acme's chief executive, Jane Doe, said"."""
    text = around.text
    at = binding.right
    if at + 1 >= len(text.parse) or text.lower[at] != "," or not (binding.determiner or binding.of):
        return False
    mention = around.begin.get(at + 1)
    person = around.person(mention)
    if person is None or mention is None or binding.determiner in ("a", "an"):
        return False
    closing = text.lower[mention.last] if mention.last < len(text.parse) else "."
    appositive = text.parse.dep[mention.head] == "appos"
    if closing not in (",", ".", ";", ")", "--", "who") or not (appositive or closing in (",", ".")):
        return False
    binding.holders = [person]
    return True


def _joined_behind(around: Surroundings, binding: Binding, previous: Binding | None) -> bool:
    """ "Jane Doe, chairman and chief executive of Acme": the second title takes the holder of the first."""
    if previous is None or not previous.holders or binding.phrase.plural or previous.shape not in ("_behind_name", "_as_predicate", "_joined_behind"):
        return False
    between = list(around.text.lower[previous.right : binding.left])
    if between not in (["and"], ["&"], [",", "and"], [","], ["/"]):
        return False
    binding.holders = list(previous.holders)
    binding.tenure = binding.tenure or previous.tenure
    if not binding.of:
        binding.of = list(previous.of)
    elif not previous.of:
        previous.of = list(binding.of)
    return True


def _share(around: Surroundings, binding: Binding, following: Binding) -> None:
    """ "former Ohio governor and U.S. Senator Jane Doe": the first title takes the holder of the second."""
    between = list(around.text.lower[binding.right : following.left])
    if binding.holders or not following.holders or following.shape != "_before_name" or between not in (["and"], ["&"], [","], [",", "and"]):
        return
    if binding.determiner == "the" and not binding.of or binding.phrase.plural:
        return
    binding.holders, binding.shape = list(following.holders), "_share"
    if binding.tenure and not following.tenure:
        following.tenure = binding.tenure
    if not binding.of and binding.phrase.row.of == following.phrase.row.of:
        binding.of = list(following.of)


def _as_predicate(around: Surroundings, binding: Binding, previous: Binding | None) -> bool:
    """ "Doe became chairman", "was named chairman", "named Doe chairman", "resigned as chairman"."""
    parse = around.text.parse
    head = _head(around, binding)
    verb, dep = parse.head[head], parse.dep[head]
    role = "attr"
    for _ in range(4):  # "is an engineer, founder and chairman of Acme"
        if dep not in ("conj", "appos") or parse.pos[verb] not in ("NOUN", "PROPN"):
            break
        person = around.person(around.head.get(verb))
        if person is not None:
            binding.holders = [person] if dep == "appos" and verb < head else []
            return bool(binding.holders)
        verb, dep = parse.head[verb], parse.dep[verb]
    if dep == "pobj" and parse.lemma[verb] == "as":
        verb, role = parse.head[verb], "as"
        while parse.pos[verb] == "NOUN" and parse.lemma[verb] not in table("titles")["becoming"]["nouns"] and parse.dep[verb] in ("pobj", "dobj", "prep") or parse.dep[verb] == "prep":
            verb = parse.head[verb]  # "sworn in for a second term as mayor"
    elif dep not in ("attr", "oprd", "dobj", "xcomp", "ccomp"):
        return False
    becoming = table("titles")["becoming"]
    if role == "as" and parse.lemma[verb] in becoming["nouns"]:
        owners = [around.person(around.head.get(c)) for c in parse.children[verb] if parse.dep[c] == "poss"]
        binding.holders = [o for o in owners if o is not None][:1]
        binding.tenure = binding.tenure or ("former" if parse.lemma[verb] == "resignation" else None)
        return bool(binding.holders)
    if parse.pos[verb] not in ("VERB", "AUX"):
        return False
    lemma = parse.lemma[verb]
    if role == "attr" and lemma not in (becoming["copular"] if dep in ("attr", "xcomp") else becoming["passive"]) and not (dep == "oprd"):
        return False
    if role == "as" and lemma not in becoming["as"]:
        return False
    if any(parse.dep[c] == "neg" or parse.lemma[c] in ("would", "could", "may", "might", "can", "should") for c in parse.children[verb]):
        return False
    subject = _subject(around, verb, dep != "attr" or role == "as")
    if subject is None:
        binding.subject = _pronoun(around, verb)
        if binding.subject is None:
            return False
    else:
        binding.holders = [subject]
    binding.tenure = binding.tenure or _tense(around, verb, lemma)
    if not binding.of:
        binding.of = _namer(around, verb)
    return True


def _as_subject(around: Surroundings, binding: Binding, previous: Binding | None) -> bool:
    """ "Acme's chairman is Jane Doe"."""
    parse = around.text.parse
    head = _head(around, binding)
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


def _head(around: Surroundings, binding: Binding) -> int:
    parse = around.text.parse
    for t in range(binding.phrase.after - 1, binding.phrase.first - 1, -1):
        if not binding.phrase.first <= parse.head[t] < binding.phrase.after:
            return t
    return binding.phrase.last - 1


def _subject(around: Surroundings, verb: int, may_be_object: bool) -> int | None:
    """The person who is or becomes it: the object of "named", else the subject, through "who" and conjunction."""
    parse = around.text.parse
    children = parse.children[verb]
    passive = any(parse.dep[c] in ("nsubjpass", "auxpass") for c in children)
    if may_be_object and not passive:
        for c in children:
            if parse.dep[c] in ("dobj", "nsubj") and c > verb or parse.dep[c] == "dobj":
                person = around.person(around.head.get(c))
                if person is not None:
                    return person
        if parse.lemma[verb] in table("titles")["becoming"]["passive"] and parse.tag[verb] != "VBN":
            return None
    for c in children:
        if parse.dep[c] in ("nsubj", "nsubjpass"):
            if parse.word[c].lower() in ("who", "that"):
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
    if lemma in ("be", "serve") and parse.tag[verb] in ("VBD", "VBN") and not ("have" in children and lemma == "serve"):
        return "former"
    return "current"


HOLDING = {"hold": None, "resume": "current", "take": "current", "assume": "current", "leave": "former", "occupy": None, "win": "current", "resign": "former", "vacate": "former"}  # fmt: skip


def _as_held(around: Surroundings, binding: Binding, previous: Binding | None) -> bool:
    """ "took the office of mayor"."""
    parse = around.text.parse
    head = _head(around, binding)
    of = parse.head[head]
    if parse.dep[head] != "pobj" or parse.lemma[of] != "of":
        return False
    noun = parse.head[of]
    verb = parse.head[noun]
    if parse.lemma[noun] not in words("titles", "becoming", "holding_nouns") or parse.lemma[verb] not in HOLDING:
        return False
    subject = _subject(around, verb, False)
    if subject is None:
        return False
    binding.holders = [subject]
    tenure = HOLDING[parse.lemma[verb]]
    binding.tenure = binding.tenure or tenure or ("former" if parse.tag[verb] == "VBD" else "current")
    return True
