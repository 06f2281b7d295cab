"""How the word behind an abbreviated country would be written: "the U.S. Has agreed" as "the U.S. has agreed".

Wires that were once all capitals write such words large, as if a sentence began; the parser then takes nouns and verbs
for names, and parts sentences. Behind "the U.S." a noun may begin one, unless the article writes every word there so.
"""

from __future__ import annotations

import re

from kg.annotation.words import words

STOPPED = re.compile(
    r"\b(?P<the>[Tt]he )?(?:U\.S|U\.K|U\.N|E\.C|H\.K|N\.Z)\. "
    r"(?=(?P<word>[^\W\d_]\w*)(?![\w-])(?: (?P<link>of the |of |and )?(?P<behind>[^\W\d_]))?)"
)
WORD = re.compile(r"(?<![\w.])[^\W\d_]\w*")
# No sentence begins so; seldom; often.
ONWARD, LINKING, OPENING = (words("words", kind) for kind in ("onward", "linking", "openers"))
COMMON = frozenset(("Officials", "Dlrs", "Dlr", "Firms", "Companies", "Banks", "Goods", "Exports", "Imports"))
BODIES = frozenset().union(*(words("bodies", "words", kind) for kind in ("government_last", "government_of")))
NAMES = BODIES | words("bodies", "words", "event_last") | words("bodies", "words", "place_last")
NAMES |= {"Capitol", "Customs", "Mint", "Steel", "Bancorp"}
NAMES |= {"Bank", "Foods", "Airways", "Soccer", "Cellular", "Shoe", "Home"}  # firms and bodies called "U.S. Something"


def unstop(text: str) -> str:
    """The text, as long as before, with such words small."""
    found = [match for match in STOPPED.finditer(text) if match["word"] not in OPENING]
    if all(match["word"][0].islower() for match in found):
        return text
    small, large = _evidence(text, found)
    always = _always(found, small, large)
    parts, position = list[str](), 0
    for match in found:
        if not match["word"][0].isupper():
            continue
        if _goes_on(match, small) or (always and _may_be_small(match, large)):
            parts += [text[position : match.end()], match["word"][0].lower()]
            position = match.end() + 1
    return "".join([*parts, text[position:]])


def _evidence(text: str, found: list[re.Match[str]]) -> tuple[set[str], set[str]]:
    """What the article writes small, and what with a capital where no sentence begins."""
    behind = {match.end() for match in found}
    small, large = set[str](), set[str]()
    for match in WORD.finditer(text):
        word = match.group()
        if word[0].islower():
            small.add(word)
        elif match.start() not in behind and text[max(0, match.start() - 2) : match.start()].rstrip(" ")[-1:].isalnum():
            large.add(word)
    return small, large


def _always(found: list[re.Match[str]], small: set[str], large: set[str]) -> bool:
    """Whether no word behind such a stop is small, and one should be."""
    if any(match["word"][0].islower() for match in found):
        return False
    meant = [match for match in found if _may_be_small(match, large) and match["word"] not in LINKING]
    return any(_goes_on(match, small) or match["word"].lower() in small for match in meant)


def _goes_on(match: re.Match[str], small: set[str]) -> bool:
    """ "The U.S. Has agreed", "U.S. And Ruritanian", "talks with U.S. Officials"."""
    word, capital = match["word"], (match["behind"] or "").isupper()
    if word == "And":
        return capital or not match["the"]
    plain = not (match["the"] or capital or match["link"] == "of ") and word not in NAMES
    return word in ONWARD or (plain and (word in COMMON or word.lower() in small))


def _may_be_small(match: re.Match[str], large: set[str]) -> bool:
    """ "The U.S. Market", no "U.S. Trade Representative", "U.S. Navy"."""
    word = match["word"]
    if word in ONWARD or word in LINKING:
        return True
    return not ((match["behind"] or "").isupper() or word in NAMES or word in large or not word[1:].islower())
