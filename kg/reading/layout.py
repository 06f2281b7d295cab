"""What the units of a text are, lines or blocks of wrapped lines, and which of them are prose."""

from __future__ import annotations

import re
from dataclasses import dataclass

LINE = re.compile(r"[^\r\n\u2028\u2029]+")
BULLET = re.compile(r"^(?:[•●·▪‣◦▸►*»>-]|[-\u2013—](?=\s)|\d{1,2}[.)](?=\s))\s*")
ENDS_SENTENCE = re.compile(r"""[.!?…]["'”\u2019)\]]*$""")
ENDS_CLAUSE = re.compile(r"""[.!?…,;:]["'”\u2019)\]]*$""")
TOKENISED = re.compile(r"\w [.,](?=\s|$)|`` | ''")
PUNCTUATED = re.compile(r"\w[.,](?=\s|$)")
PROSE_WORDS = 12  # a sentence of an article; shorter ones prove nothing either way
SAMPLE = 20_000  # characters
WRAPPED = range(45, 101)  # characters in a line of text wrapped by an editor or a mail program


@dataclass(frozen=True, slots=True)
class Unit:
    """One line, or one block where lines are wrapped; white space at both ends left out."""

    start: int
    end: int
    text: str
    apart: bool  # a blank line or the end of the text follows

    @property
    def body(self) -> str:
        """Without a leading bullet."""
        return BULLET.sub("", self.text)

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def is_sentence(self) -> bool:
        return ENDS_SENTENCE.search(self.text) is not None

    @property
    def is_prose(self) -> bool:
        return self.words >= PROSE_WORDS and self.is_sentence

    @property
    def is_bulleted(self) -> bool:
        return BULLET.match(self.text) is not None

    @property
    def has_words(self) -> bool:
        return any(character.isalnum() for character in self.text)


def units(text: str) -> tuple[Unit, ...]:
    lines = tuple(_lines(text))
    if _is_wrapped(lines):
        lines = tuple(_blocks(text, lines))
    return lines


def _lines(text: str) -> list[Unit]:
    found = []
    spans = []
    for match in LINE.finditer(text):
        line = match.group()
        if stripped := line.strip():
            start = match.start() + line.index(stripped[0])
            spans.append((start, start + len(stripped)))
    for number, (start, end) in enumerate(spans):
        gap = text[end : spans[number + 1][0]] if number + 1 < len(spans) else "\n\n"
        breaks = gap.replace("\r\n", "\n")
        found.append(Unit(start, end, text[start:end], sum(breaks.count(mark) for mark in "\n\r\u2028\u2029") > 1))
    return found


def _is_wrapped(lines: tuple[Unit, ...]) -> bool:
    """Most lines that another follows directly break off in mid-sentence at a like width."""
    inner = [line for line in lines if not line.apart]
    broken = [line for line in inner if len(line.text) in WRAPPED and not ENDS_SENTENCE.search(line.text)]
    return len(broken) >= 3 and len(broken) > 0.6 * len(inner)


def _blocks(text: str, lines: tuple[Unit, ...]) -> list[Unit]:
    found: list[Unit] = []
    start = None
    for line in lines:
        start = line.start if start is None else start
        if line.apart:
            found.append(Unit(start, line.end, text[start : line.end], True))
            start = None
    return found


def is_tokenised(text: str) -> bool:
    """Punctuation stands apart, as corpora print it: such text carries no page around it."""
    sample = text[:SAMPLE]
    return len(TOKENISED.findall(sample)) > len(PUNCTUATED.findall(sample))
