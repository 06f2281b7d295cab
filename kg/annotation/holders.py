"""Who holds an office that stands beside a name: before it, behind it, behind a comma, joined to another."""

from __future__ import annotations

from kg.annotation.bindings import Binding, Surroundings
from kg.annotation.offices import Phrase
from kg.annotation.predicates import as_held, as_named, as_predicate, as_subject, head_token
from kg.annotation.words import words
from kg.model import Mention

WANTED = words("titles", "usage", "wanted")
DOUBTFUL = words("titles", "usage", "doubtful")
PARTIES = words("titles", "parties", "words")
TASKS = (["of"], ["to"], ["for"])


def find_holder(around: Surroundings, binding: Binding, previous: Binding | None) -> None:
    if any(word in WANTED for word in around.text.lower[binding.phrase.after : binding.phrase.after + 1]):
        return  # "mayor candidate Jane Doe"
    if _before_name(around, binding, previous):
        binding.shape = _before_name.__name__
        binding.beside = _joined_before(around, binding, previous)
        return
    if sought(around, binding):
        return
    for shape in (
        _behind_name,
        _after_comma,
        as_subject,
        _joined_behind,
        as_named,
        as_predicate,
        as_held,
    ):
        if shape(around, binding, previous):
            binding.shape = shape.__name__
            return


def sought(around: Surroundings, binding: Binding) -> bool:
    """ "ran for president", "the ticket of Doe for mayor": an office that is wanted, not held."""
    return not binding.determiner and around.text.lower[binding.left - 1 : binding.left] == ["for"]


def _before_name(around: Surroundings, binding: Binding, previous: Binding | None) -> bool:
    """ "Prime Minister Jane Doe", "Vice President of the United States Jane Doe", "Presidents Doe and Roe"."""
    lower = around.text.lower
    for start in dict.fromkeys((binding.phrase.after, binding.right, _past_task(around, binding))):
        at = start
        if at < len(lower) and lower[at] == "(" and ")" in lower[at : at + 6]:
            at += list(lower[at : at + 6]).index(")") + 1
        if lower[at : at + 1] == [")"] and lower[binding.left - 1 : binding.left] == ["("]:
            at += 1  # "(President) Doe": a word the paper put into somebody's mouth
        while at < len(lower) and (
            lower[at] in ('"', "'")
            or around.text.parse.word[at]
            in words("words", "honorifics", "any")
            | words("words", "honorifics", "m")
            | words("words", "honorifics", "f")
        ):
            at += 1
        mention = around.begin.get(at)
        person = around.person(mention)
        if person is None or mention is None or _names_something(around, binding, mention):
            continue
        if start == binding.phrase.after:
            binding.right = max(mention.last, start)
        binding.holders = [person]
        binding.holder_end = mention.last
        from_place(around, binding, mention)
        return True
    return False


def _joined_before(around: Surroundings, binding: Binding, previous: Binding | None) -> Binding | None:
    """ "Austrian Chancellor Dorn and Trade Minister Berg": both titles of a government before names."""
    if previous is None or previous.place or not previous.holder_end:
        return None
    between = around.text.lower[previous.holder_end : binding.left]
    ruling = all(b.phrase.row.group in ("state", "minister") for b in (previous, binding))
    return previous if ruling and between in ([","], ["and"], [",", "and"]) else None


def _past_task(around: Surroundings, binding: Binding) -> int:
    """Where the name begins in "director of public finance Jane Doe", "ambassador to Athens Jane Doe"."""
    text, at = around.text, binding.phrase.after
    if binding.phrase.plural or text.lower[at : at + 1] not in TASKS:
        return at
    for t in range(at + 1, min(at + 8, len(text.parse))):
        person = around.person(around.begin.get(t))
        if text.office[t] >= 0:
            return at
        if person is not None:
            return t if text.parse.tag[t - 1][:2] == "NN" else at
        if text.parse.tag[t] not in ("NN", "NNS", "NNP", "JJ", "IN", "CC", "DT"):
            return at
    return at


def _names_something(around: Surroundings, binding: Binding, mention: Mention) -> bool:
    """ "the King Roe pub": a name that begins like a title, before the noun of what it names."""
    parse = around.text.parse
    named = parse.dep[mention.head] == "compound" and parse.tag[parse.head[mention.head]] == "NN"
    return named and binding.phrase.key in DOUBTFUL and parse.head[mention.head] >= mention.last


def from_place(around: Surroundings, binding: Binding, mention: Mention | None) -> None:
    """ "Senator Jane Doe of Texas", "Senator Jane Doe (R-Texas)"."""
    if mention is None or binding.phrase.row.group not in ("member", "local", "minister", "state", "chief", "position"):
        return
    lower = around.text.lower
    at = mention.last + (2 if lower[mention.last : mention.last + 2] in ([",", "jr."], [",", "sr."]) else 0)
    if lower[at : at + 1] in ([","], ["("]) and lower[at + 1 : at + 3] in (["d", "-"], ["r", "-"], ["i", "-"]):
        state = around.begin.get(at + 3)  # "Senator Jane Doe, R-Texas,"
        if state is not None and (owner := around.owner(state)) is not None and not binding.of:
            binding.of = [owner]
        return
    if binding.phrase.row.group in ("member", "local") and not binding.of:
        binding.of = _by_party(around, at)
    if at + 1 < len(lower) and lower[at] in ("of", "from"):
        start = at + 2 if lower[at + 1] == "the" else at + 1
        owner = around.owner(around.begin.get(start))
        firm = binding.phrase.row.group in ("chief", "position")
        if (
            owner is not None
            and around.begin[start].kind == "name"
            and (not firm or around.entities[owner].type not in ("Country", "City", "Place"))
        ):
            binding.place = True
            binding.of = (
                [owner, *(o for o in binding.of if o != owner)]
                if binding.phrase.row.group in ("member", "local")
                else [*binding.of, owner][:1]
            )


def _by_party(around: Surroundings, at: int) -> list[int]:
    """ "Senator Jane Doe, a Texas Republican", "a Republican from Texas": the place in what stands behind the name."""
    text = around.text
    if list(text.lower[at : at + 2]) not in ([",", "a"], [",", "an"]):
        return []
    end = next((t for t in range(at + 2, min(at + 8, len(text.parse))) if text.lower[t] in (",", ".", ")")), at)
    if PARTIES.isdisjoint(text.parse.word[at + 2 : end]):
        return []
    owners = [around.owner(around.begin[t]) for t in range(at + 2, end) if t in around.begin]
    return [o for o in owners if o is not None and around.entities[o].type in ("Place", "City")][:1]


def _behind_name(around: Surroundings, binding: Binding, previous: Binding | None) -> bool:
    """ "Jane Doe, the former mayor of Springfield", "Jane Doe, 54, Acme chairman", "Jane Doe (chairman)"."""
    lower = around.text.lower
    at = binding.left - 1
    if at < 1 or lower[at] not in (",", "(", "--"):
        return False
    if lower[binding.phrase.after : binding.phrase.after + 1] in (["'s"], ["'"]):
        return False  # "Jane Doe, the mayor's niece"
    if lower[at - 1].isdigit() and at > 2 and lower[at - 2] == ",":
        at -= 2
    mention = around.end.get(at)
    person = around.person(mention)
    if person is None:
        # "Jane Doe of Acme, its chairman": a name with a place or firm behind it
        inner = around.end.get(at)
        if inner is not None and lower[inner.first - 1] in ("of", "from") and around.owner(inner) is not None:
            person = around.person(around.end.get(inner.first - 1))
    if binding.phrase.plural:
        binding.holders = _pair(around, mention)
        return bool(binding.holders)
    subject = around.text.parse.dep[head_token(around, binding)] in ("nsubj", "nsubjpass")
    if person is None or (subject and not _opens_sentence(around, mention)):
        return False
    if previous is not None and person in previous.holders and previous.shape == "_after_comma":
        behind = around.begin.get(binding.right + 1)
        if around.person(behind) is not None and lower[binding.right] == ",":
            return False  # "the minister, Jane Doe, the mayor, John Roe, and others"
    binding.holders = [person]
    return True


def _pair(around: Surroundings, second: Mention | None) -> list[int]:
    """ "Jane Doe and John Roe, the chairs of Acme": both, or nobody."""
    joined = second is not None and around.text.lower[second.first - 1 : second.first] in (["and"], ["&"])
    first = around.end.get(second.first - 1) if second is not None and joined else None
    people = [around.person(first), around.person(second)]
    return [p for p in people if p is not None] if None not in people else []


def _opens_sentence(around: Surroundings, mention: Mention | None) -> bool:
    """ "Jane Doe, the mayor, spoke": a name the parser took for a time, as nothing stands before it."""
    parse = around.text.parse
    if mention is None or parse.dep[mention.head] not in ("npadvmod", "dep", "advmod"):
        return False
    return parse.sentences[parse.sentence[mention.first]][0] == mention.first


def _after_comma(around: Surroundings, binding: Binding, previous: Binding | None) -> bool:
    """ "Acme's chief executive, Jane Doe, said"."""
    text = around.text
    at = binding.right
    joined = previous is not None and text.lower[previous.right : binding.left] in (["and"], [",", "and"], ("and",))
    said = (
        binding.determiner or binding.of or (joined and previous is not None and (previous.determiner or previous.of))
    )
    if at + 1 >= len(text.parse) or text.lower[at] != "," or not said:
        return False
    mention = around.begin.get(_past_origin(around, at + 1))
    person = around.person(mention)
    if person is None or mention is None or binding.determiner in ("a", "an"):
        return False
    closing = text.lower[mention.last] if mention.last < len(text.parse) else "."
    appositive = text.parse.dep[mention.head] == "appos"
    if closing not in (",", ".", ";", ")", "--", "who") or not (appositive or closing in (",", ".")):
        return False
    binding.holders = [person]
    return True


def _past_origin(around: Surroundings, at: int) -> int:
    """Over what stands before a name: "its chairman, Austrian Jane Doe", "Republican Jane Doe", "Dr. Jane Doe"."""
    text, origin = around.text, around.begin.get(at)
    if text.parse.word[at] in PARTIES or text.parse.word[at] in words("words", "honorifics", "any"):
        return at + 1
    if origin is None or around.entities[origin.entity].type != "Country":
        return at
    return origin.last + (text.lower[origin.last : origin.last + 1] == ["'s"])


def _joined_behind(around: Surroundings, binding: Binding, previous: Binding | None) -> bool:
    """ "Jane Doe, chairman and chief executive of Acme": the second title takes the holder of the first."""
    if (
        previous is None
        or not previous.holders
        or binding.phrase.plural
        or previous.shape not in ("_behind_name", "as_named", "as_predicate", "as_held", "_joined_behind")
    ):
        return False
    between = list(around.text.lower[previous.right : binding.left])
    if between not in (["and"], ["&"], [",", "and"], [","], ["/"]):
        return False
    if between == [","] and binding.determiner in ("a", "an") and around.owner(around.end.get(previous.right)):
        return False  # "chief executive of Acme, a leader in pumps"
    binding.holders = list(previous.holders)
    if not binding.determiner:
        binding.tenure = binding.tenure or previous.tenure  # "a former minister and the deputy chair" says another
    if binding.phrase.row.group == previous.phrase.row.group or (
        _of_firms(binding.phrase) and _of_firms(previous.phrase)
    ):
        _same_owner(previous, binding)
    return True


def _same_owner(one: Binding, other: Binding) -> None:
    """ "its chairman and president": what one is of, or will be found to be of."""
    one.of, other.of = one.of or list(other.of), other.of or list(one.of)
    if not other.of and not other.open and other.owner is None:
        other.owner = one.owner


def _of_firms(phrase: Phrase) -> bool:
    """Whether firms have such a title: "president and chief executive" are of one."""
    return phrase.row.group in ("chief", "position") or phrase.key in ("president", "vice president")


def _stacked(binding: Binding, following: Binding) -> bool:
    """ "Acme chairman Senator Jane Doe"."""
    if not WANTED.isdisjoint(following.phrase.key.split()):
        return False  # "Springfield mayor candidate Jane Doe"
    adjacent = binding.right == following.left and bool(binding.of) and not binding.phrase.plural
    return adjacent and not binding.holders and following.shape == "_before_name" and bool(following.holders)


def share(around: Surroundings, binding: Binding, following: Binding) -> None:
    """ "former Ohio governor and U.S. Senator Jane Doe": the first title takes the holder of the second."""
    between = list(around.text.lower[binding.right : following.left])
    if (
        binding.holders
        or not following.holders
        or following.shape not in ("_before_name", "_after_comma")
        or between not in (["and"], ["&"], [","], [",", "and"])
    ) and not _stacked(binding, following):
        return
    if (binding.determiner == "the" and not binding.of) or binding.phrase.plural or sought(around, binding):
        return
    binding.holders, binding.shape = list(following.holders), "share"
    if binding.tenure and not following.tenure:
        following.tenure = binding.tenure
    firms = _of_firms(binding.phrase) and _of_firms(following.phrase)
    if firms or binding.phrase.row.of == following.phrase.row.of:
        _same_owner(binding, following)
