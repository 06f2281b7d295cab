"""Which tokens in a row are one run of proper nouns, with the small words that join the parts of a name."""

from __future__ import annotations

from collections.abc import Iterator

from kg.annotation.namewords import LEGAL, QUOTES, is_name_word, width
from kg.annotation.spans import Text
from kg.annotation.words import FIRST_NAMES, words

JOINING = frozenset(
    {"ORG", "FAC", "LAW", "EVENT", "WORK_OF_ART", "LOC", "GPE", "PRODUCT"}
)  # labels that may hold "of", "and"


def runs(text: Text, first: int, last: int) -> Iterator[tuple[int, int]]:
    t = first
    while t < last:
        if t not in text.bracketed and (text.office[t] >= 0 or not is_name_word(text, t)):
            t += 1
            continue
        end = text.bracketed.get(t, 0) or _quoted(text, t, last) or width(text, t)
        while end < last:
            step = _joined(text, t, end, last)
            if not step:
                break
            end += step
        yield t, min(end, last)
        t = end


def _is_one_firm(text: Text, first: int, slash: int) -> bool:
    """ "A/B-Norda Inc", "Radio/Screen Makers Inc", not "the Doe/Roe ticket"."""
    word = text.parse.word
    if slash != first + 1 or text.parse.end[first] != text.parse.start[slash]:
        return False
    last = slash + 1
    while last < len(word) and (is_name_word(text, last) or word[last] == "-"):
        last += 1
    lettered = len(word[first]) == 1 and word[slash + 2 : slash + 3] == ("-",)
    return lettered or word[last - 1] in words("bodies", "words", "legal")


def _quoted(text: Text, t: int, last: int) -> int:
    """ "the newspaper "Norda am Sonntag"": where the name in quotation marks behind such a noun ends, else 0."""
    parse = text.parse
    if t < 2 or parse.word[t - 1] not in QUOTES or parse.tag[t - 2] != "NN":
        return 0
    if not any(parse.lemma[t - 2] in words("words", "apposition", kind) for kind in ("Organization", "Company")):
        return 0
    close = next((c for c in range(t + 1, min(last, t + 6)) if parse.word[c] in QUOTES), 0)
    return close if close and text.office[t] < 0 else 0


def _joined(text: Text, first: int, end: int, last: int) -> int:
    """How many tokens from `end` on belong to the run that began at `first`: 0 where it ends."""
    if text.office[end] >= 0 or end in text.bracketed or first in text.bracketed:
        return 0
    if is_name_word(text, end):
        return width(text, end) - end
    following = end + 1
    if following >= last or text.office[following] >= 0:
        return 0
    word, behind = text.parse.word[end], text.parse.word[following]
    after = is_name_word(text, following)
    same = text.group[end - 1] >= 0 and text.group[end - 1] == text.group[following] and text.label[end] in JOINING
    if word == "-":
        return _hyphen(text, first, end, after)
    if word == "&":
        return 2 if after else 0
    if word == "/":
        return 2 if after and _is_one_firm(text, first, end) else 0
    if word in words("words", "particles"):
        return _particle(text, end, last, after)
    if word == "of":
        return _of(text, first, end, same)
    if word in LEGAL:
        return 1
    if word == "," and behind in words("bodies", "words", "comma_legal"):
        return 2  # "Acme, Inc."
    if word == "," and (campus := _campus(text, first, end)):
        return campus
    if word in ("and", "for", "on", "the", ","):
        return _small_word(text, first, end, last, same and after)
    if word in ("'", "'s") and after and behind in _keywords() and (same or word == "'"):
        return 2
    numbered = text.parse.word[end - 1] in words("bodies", "words", "numbered") and word.isdigit()
    return 1 if (same and text.parse.tag[end] == "CD") or numbered else 0


def _hyphen(text: Text, first: int, end: int, after: bool) -> int:
    """ "Anna-lena", "Berg-Dorn", but "Ruritania-born", "Ruritania-Norda", "the Berg-Dorn summit"."""
    parse, following = text.parse, end + 1
    if parse.end[end - 1] != parse.start[end] or parse.end[end] != parse.start[following]:
        return 0
    if after and (_known_apart(text, first, end) or _of_two(text, end)):
        return 0
    if _country_at(text, end - 1) and (first in text.known or not same_label(text, first, following)):
        return 0
    if following in text.known and text.known[following][1].type in ("Country", "adjective"):
        return 0
    given = (
        parse.word[following].islower()
        and "PERSON" in (text.label[following], text.label[end - 1], text.label[first])
        and (parse.word[end - 1][0].isupper() or parse.word[end - 2] == "-")
    )
    return 2 if after or given or _syllables(text, first, end) else 0


def _syllables(text: Text, first: int, end: int) -> bool:
    """ "Kwon Dae-min": a family name, and a given name of two syllables, behind which no noun goes on."""
    parse, behind = text.parse, end + 2
    if end - first != 2 or text.lower[end + 1] in words("words", "suffixed") or not parse.word[end + 1].isalpha():
        return False
    if not (parse.word[end + 1].islower() and len(parse.word[end + 1]) < 7 and parse.word[first][0].isupper()):
        return False
    return behind >= len(parse) or parse.tag[behind] in (",", ".", "POS", "VBD", "VBZ", "MD", "CC")


def _known_apart(text: Text, first: int, end: int) -> bool:
    """ "A UN-World Bank team": a body on either side."""
    before, behind = text.known.get(first), text.known.get(end + 1)
    if before is None or behind is None or first + before[0] != end:
        return False
    return all(hit[1].type in ("Organization", "GovernmentBody", "Company") for hit in (before, behind))


def _of_two(text: Text, end: int) -> bool:
    """Whether names that the article knows apart are joined before what is theirs together: "the Berg-Dorn talks"."""
    word, at = text.parse.word, end
    while at + 1 < len(word) and (word[at] == "-" or is_name_word(text, at)):
        at += 1
    if text.parse.lemma[at] not in words("words", "mutual"):
        return False
    if word[end + 1] in FIRST_NAMES and is_name_word(text, end + 2) and is_name_word(text, end - 2):
        return True  # "the Anna Berg-Carl Dorn talks"
    return all(_stands_alone(word, word[t]) for t in (end - 1, _surname(text, end + 1)))


def _surname(text: Text, t: int) -> int:
    """The last word of the name that begins here."""
    while t + 1 < len(text.parse) and is_name_word(text, t + 1):
        t += 1
    return t


def _stands_alone(word: tuple[str, ...], name: str) -> bool:
    return any(w == name and "-" not in (word[t - 1 : t] + word[t + 1 : t + 2]) for t, w in enumerate(word))


def _particle(text: Text, end: int, last: int, after: bool) -> int:
    """ "Carl von Dorn", "Carl al-Dorn", "Carl de la Dorn"."""
    parse, following = text.parse, end + 1
    tied = parse.word[following] == "-" and parse.end[end] == parse.start[following]
    if (tied or parse.word[following] in words("words", "particles")) and _names(text, following + 1, last):
        return 3
    return 2 if after and parse.pos[end] != "DET" else 0


def _small_word(text: Text, first: int, end: int, last: int, same: bool) -> int:
    """ "Trade and Customs Administration", "League for the Defence"; `same`: what follows has the same label."""
    word, following = text.parse.word[end], end + 1
    if word == "and" and _ends_so(text, following):
        return 2
    if word == "and" and (_is_partnership(text, first, end) or _are_letters(text, first, end)):
        return 2
    if word == "and" and (_is_pair(text, first, end) or _field_goes_on(text, first, end)):
        return 2
    if same and (_institution(text, first, end) or (word == "and" and _keyword_ends(text, following))):
        return 2
    if word not in ("for", "on") or _has_office_before(text, first):
        return 0
    court = text.parse.word[end - 1] == "Court" and text.lower[following] == "the"
    if text.parse.word[end - 1] not in words("bodies", "words", "organization_of") and not court:
        return 0
    if text.parse.word[following] == "the" and _names(text, following + 1, last):
        return 3
    return 2 if is_name_word(text, following) else 0


def _ends_so(text: Text, last: int) -> bool:
    """ "Norda and Co", "Norda Oil and Gas Ltd": no other company, as in "Norda and Gas Natural"."""
    behind = text.parse.word[last + 1] if last + 1 < len(text.parse) else ""
    if text.parse.word[last] in words("bodies", "words", "trades") and behind in words("bodies", "words", "legal"):
        return True
    if text.parse.word[last] not in words("bodies", "words", "and_goes_on"):
        return False
    return behind in words("bodies", "words", "legal") or not behind[:1].isupper()


def _is_partnership(text: Text, first: int, end: int) -> bool:
    """ "Harper and Lind Publishers Inc", and then "Harper and Lind", or taken for one by the recogniser; told once,
    "Norda and Velta Inc" are two, and "Carl Dorn and Norda Inc" always.
    """
    word = text.parse.word
    times = text.partners.get((word[end - 1], word[end + 1]), 0)
    if times and word[end + 1] in words("bodies", "words", "trades"):
        return True  # "Velta Tire and Rubber Co", and then "Velta Tire and Rubber"
    listed = first > 0 and text.lower[first - 1] in (",", "and", "between", "both", "of")
    named = (first > 0 and text.office[first - 1] >= 0) or (end - first > 1 and text.label[first] == "PERSON")
    one = text.group[end - 1] >= 0 and text.group[end - 1] == text.group[end + 1] and text.label[end] == "ORG"
    return not listed and not named and (times > 1 or (times == 1 and one))


def _are_letters(text: Text, first: int, end: int) -> bool:
    """ "NV and D", a firm of two partners by its initials; no "class A and B shares", no "DVD and CD"."""
    one, other = text.parse.word[end - 1], text.parse.word[end + 1].rstrip(".")
    if first != end - 1 or not (one + other).isupper() or not (len(one) < 3 and len(other) == 1):
        return False
    beside = {*text.lower[max(0, first - 1) : first], *text.lower[end + 2 : end + 3]}
    return one not in words("bodies", "words", "legal") and beside.isdisjoint(words("words", "lettered"))


def _campus(text: Text, first: int, end: int) -> int:
    """ "University of California, San Diego": a city behind the comma of a university of a state; how many tokens."""
    region, city = text.known.get(first + 2), text.known.get(end + 1)
    if text.parse.word[first] != "University" or region is None or city is None or first + 2 + region[0] != end:
        return 0
    return 1 + city[0] if region[1].type == "Place" and city[1].type == "City" else 0


def _is_pair(text: Text, first: int, end: int) -> bool:
    """ "the Bread and Roses Party": one word that is no name by itself, joined to what ends as an institution."""
    if end != first + 1 or first in text.known or text.lower[first - 1] != "the" or not is_name_word(text, end + 1):
        return False
    last = end + 1
    while last + 1 < len(text.parse) and is_name_word(text, last + 1):
        last += 1
    unlabelled = not text.label[first] and all(not text.label[t] and t not in text.known for t in range(end + 1, last))
    return unlabelled and last > end + 1 and text.parse.word[last] in _keywords()


def _field_goes_on(text: Text, first: int, end: int) -> bool:
    """ "Institute for Space and Velta Science": the second field of an institution, no institution of its own."""
    fielded = "for" in text.parse.word[first:end] and _institution(text, first, end) and is_name_word(text, end + 1)
    if not fielded or end + 1 in text.known or text.label[end + 1] == "PERSON":
        return False
    last = end + 1
    while last + 1 < len(text.parse) and is_name_word(text, last + 1):
        last += 1
    return text.parse.word[last] not in _keywords() | words("bodies", "words", "legal")


def _names(text: Text, t: int, last: int) -> bool:
    return t < last and is_name_word(text, t)


def same_label(text: Text, first: int, last: int) -> bool:
    return text.group[first] >= 0 and text.group[first] == text.group[last]


def _country_at(text: Text, t: int) -> bool:
    """Whether the name of a country ends at token t."""
    for start in range(max(0, t - 3), t + 1):
        hit = text.known.get(start)
        if hit and start + hit[0] == t + 1 and hit[1].type in ("Country", "adjective"):
            return True
    return False


def _keywords() -> frozenset[str]:
    return words("bodies", "words", "organization_last") | words("bodies", "words", "government_last")


def _institution(text: Text, first: int, end: int) -> bool:
    kinds = words("bodies", "words", "organization_of") | words("bodies", "words", "government_of")
    return any(w in kinds for w in text.parse.word[first:end])


def _keyword_ends(text: Text, t: int) -> bool:
    """ "Trade and Customs Administration": whether the recogniser's span ends in a word of institutions."""
    last = t
    while last + 1 < len(text.group) and text.group[last + 1] == text.group[t]:
        last += 1
    return text.parse.word[last] in _keywords()


def _has_office_before(text: Text, first: int) -> bool:
    return first > 0 and text.office[first - 1] >= 0


def _of(text: Text, first: int, end: int, same: bool) -> int:
    """ "Bank of Japan" is one name, "Obama of Chicago" two."""
    head = text.parse.word[end - 1]
    following = end + 1
    opens = head in words("bodies", "words", "organization_of") or head in words("bodies", "words", "government_of")
    opens = opens or head in words("bodies", "words", "place_of") or (same and text.label[end] in ("ORG", "FAC", "LAW"))
    if not opens:
        return 0
    if text.lower[following] == "the" and following + 1 < len(text.parse) and is_name_word(text, following + 1):
        return width(text, following + 1) - end
    if not is_name_word(text, following):
        return 0
    return width(text, following) - end
