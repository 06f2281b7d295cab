"""How the words of a headline would be written in prose: "Velta Buys Norda Unit" as "Velta buys Norda unit".

Headlines write most words with a capital, or all of them in capitals; the parser then takes verbs for names. What the
rest of the article writes small is written small here, too; what it does not have stays as it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from kg.annotation.abbreviations import unstop
from kg.annotation.words import words

WORD = re.compile(r"[^\W\d_]\w*")
LONGEST = 200  # characters of a headline
FEWEST, MANY = 3, 6  # longer words
ENDED = (".", "!", ":", ";", ",")
SHARE = 0.8  # of the longer words that begin with a capital
ENDINGS = ("ing", "ies", "es", "ed", "s", "y", "e")
ACRONYM = 4  # letters of the longest
SHORT = 3  # letters of words that headlines may write small


def recase(text: str) -> str:
    """The text, as long as before, with the words of its headlines as prose would write them."""
    text = unstop(text)
    spans = [(start, end) for start, end in _lines(text) if _is_headline(text[start:end])]
    if not spans:
        return text
    small, large = _evidence(text, spans)
    parts, position = list[str](), 0
    for start, end in spans:
        parts += [text[position:start], _recased(text[start:end], small, large)]
        position = end
    return "".join([*parts, text[position:]])


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield start, end
        start = end + 1


def _is_headline(line: str) -> bool:
    if len(line) > LONGEST:
        return False
    longer = [word for word in WORD.findall(line) if len(word) > SHORT]
    capitals = sum(word[0].isupper() for word in longer)
    if line.rstrip().endswith(ENDED):  # as prose does: then only if no word is like prose, and they are many
        return len(longer) >= MANY and bool(capitals == len(longer))
    return len(longer) >= FEWEST and capitals >= SHARE * len(longer)


def _evidence(text: str, spans: list[tuple[int, int]]) -> tuple[set[str], dict[str, str]]:
    """Words that prose writes small, and how it writes those that it begins with a capital."""
    small, large, opening = set[str](), Counter[str](), Counter[str]()
    position = 0
    for start, end in [*spans, (len(text), len(text))]:
        for match in WORD.finditer(text, position, start):
            word = match.group()
            if word[0].islower():
                small |= {word.lower(), _stem(word.lower())}
            else:
                inside = text[max(0, match.start() - 2) : match.start()].rstrip(" ")[-1:].isalnum()
                (large if inside else opening)[word] += 1
        position = end
    written: dict[str, str] = {}
    for counts in (large, opening):
        for word, _ in sorted(counts.items(), key=lambda each: (-each[1], each[0])):
            if counts is large or _stem(word.lower()) not in small:
                written.setdefault(word.lower(), word)
    return small, written


def _stem(word: str) -> str:
    """Without its ending: "seeks", "seeking" and "seek" are one."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) >= len(ending) + SHORT:
            return word[: -len(ending)]
    return word


def _recased(line: str, small: set[str], large: dict[str, str]) -> str:
    capitals, ending = line.isupper(), len(line.rstrip())
    first = True

    def write(match: re.Match[str]) -> str:
        nonlocal first
        word, lower = match.group(), match.group().lower()
        opening, first = first, False
        stopped = line[match.end() : match.end() + 1] == "." and match.end() + 1 < ending
        if stopped or line[match.start() - 1 : match.start()] == ".":
            return word  # of "U.S."
        if capitals and lower == "s" and line[match.start() - 1 : match.start()] in ("'", "’"):
            return lower
        if not (capitals or word.istitle()):
            return word  # "iPhone"
        if lower in large and (lower not in small or not capitals):
            new = large[lower] if capitals else word
        elif opening and not capitals:
            new = word
        elif not opening and (lower in small or _stem(lower) in small or _stem(lower) in words("words", "headlines")):
            new = lower
        elif capitals and (len(word) > ACRONYM or lower in small):
            new = word.capitalize()
        else:
            new = word
        return new if len(new) == len(word) else word

    return WORD.sub(write, line)
