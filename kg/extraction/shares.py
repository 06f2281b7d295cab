"""Shares in a company: which part of it they are, and whether who buys them has bought the company."""

from __future__ import annotations

from kg.extraction.cues import words
from kg.extraction.numerals import fraction_of
from kg.extraction.syntax import Syntax

WHOLE = 100.0  # percent
CONTROL = 50.0


def part_of(s: Syntax, noun: int) -> float | None:
    """How many percent a fraction, or a noun with a percentage before it, is; what remained makes the whole."""
    fraction = fraction_of(s, noun)
    if fraction is not None:
        return WHOLE if s.lower[noun - 1] == "remaining" else fraction
    for token in range(noun, max(-1, noun - 5), -1):
        if s.lemma[token].lower() in ("percent", "pct", "%", "cent"):
            at = token - 2 if s.lower[token] == "cent" or s.word[token - 1] == "-" else token - 1
            if any(s.lower[t] == "remaining" for t in range(max(0, at - 2), at)):
                return WHOLE
            try:
                return float(s.lower[at])
            except ValueError:
                return None
    return None


def is_security(s: Syntax, noun: int) -> bool:
    return s.lemma[noun].lower() in words().securities


def is_voting(s: Syntax, noun: int) -> bool:
    """ "The voting rights in Velta": what shares give."""
    return any(s.lower[t] == "voting" for t in s.children[noun])


def first_told(s: Syntax, noun: int) -> int:
    """ "9,400,000 shares, or 33 percent of Velta": the noun by which the same shares were told of before."""
    while s.dep[noun] == "conj" and any(s.lower[t] == "or" for t in s.kids(s.head[noun], "cc")):
        noun = s.head[noun]
    return noun


def is_control(s: Syntax, shares: int) -> bool:
    """ "All outstanding shares", "all of the stock", "80 percent of the shares"; not "5 percent of the outstanding
    shares" nor "1,000 shares".
    """
    above = s.head[s.head[shares]] if s.dep[shares] == "pobj" and s.lower[s.head[shares]] == "of" else shares
    if above != shares and (is_security(s, above) or above in s.money):
        return (part_of(s, above) or 0) > CONTROL
    if s.lower[above] == "all":
        return True
    counted = any(s.dep[t] in ("nummod", "quantmod") for t in s.children[shares])
    return not counted and any(s.lower[t] in words().entire for t in s.children[shares])


def is_bid_for(s: Syntax, shares: int) -> bool:
    """ "A tender offer for Velta shares": for all of them where nothing says how many or whose they are."""
    if s.dep[shares] != "pobj" or s.lemma[s.head[s.head[shares]]] not in words().bids:
        return False
    if s.kids(shares, "nummod", "poss") or any(s.lower[t] in ("some", "any") for t in s.children[shares]):
        return False
    return all(s.lower[t] in words().common for t in s.kids(shares, "amod"))
