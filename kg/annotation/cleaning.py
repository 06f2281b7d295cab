"""Which text the parser reads: the article's prose made plain, with a way back to every original offset."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass

from kg.annotation.casing import recase
from kg.model import Article

# One character for one: offsets stay as they are.
PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b`\u00b4", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"),
        **dict.fromkeys("\u00a0\u2007\u2009\u202f\u2002\u2003\t\v\u200b\u200c\u200d\ufeff\u00ad\u00d7", " "),
        **dict.fromkeys("\f\r\u2028\u2029\u0085", "\n"),
    }
)

LIMIT = 100_000  # characters that go through the model as one text: memory grows with the longest
BREAK = "\n\n"
BULLETS = "•‣▪●◦\u2043∙·*"

TICKER = r"[<(][A-Z0-9][A-Z0-9.\-]{0,11}(?:[ ](?!A[BGS]>)[A-Z]{2})?>"  # <ABCD.X>, <ABCD ST>, and (ABCD ST> by mistake

# What is rewritten, first alternative first. A lookbehind sees the text as it was printed.
EDITS = re.compile(
    rf"""
      (?P<lines>  [ ]*\n[ \n]*(?:[{BULLETS}-][ ]+)? )        # a line's end, with the bullet that opens the next
    | (?P<ticker> [ ]?{TICKER}
                | [ ]?\((?:[ ](?!AP[ ]|AFP)[A-Z]{{1,5}}(?:\.[A-Z]{{1,2}})?[ ]|[A-Z])\)   # ( T ), (T)
                | [ ]?\([ ]?(?:NYSE|NASDAQ|Nasdaq|LSE|TSE|TYO|OTC|AMEX|ASX|HKG|SEHK|BIT|ETR|EPA|LON|TSX)
                  [ ]?:[ ]?[A-Za-z0-9.]+[ ]?\) )
    | (?P<bracketed> <[A-Z][^<>\n]{{2,70}}> )                  # <Acme Holdings Ltd>
    | (?P<caption> ,[ ](?:second[ ]from[ ]|far[ ]|front[ ]|top[ ]|bottom[ ]|cent(?:er|re)[ ])? # "Berg, right, and"
                 (?:left|right|cent(?:er|re)|rear)(?:[ ](?:left|right))?,(?=[ ])
                | \bFrom[ ](?:left|right)(?:[ ]to[ ](?:left|right))?[,:][ ] )
    | (?P<heading> (?<=[\w.)"'])-(?=(?:The|After|Before|He|She|They|This|These|That|We|But|For|With|While|When|There
                 |Some|Many|Most|His|Her|Their|Its)[ ])              # "Talks to go on-The leaders met"
                 | (?<=\w{{6}})-(?=(?:In|On|At|As|It)[ ])
                 | (?<=[\w.)"'])-(?=[A-Z]{{4,}}(?:,?[ ][A-Z]{{4,}}){{0,3}}[ ]—) )
    | (?P<dash>   [ ]?—[ ]?(?:-(?=[A-Z"]))?|[ ]--?[ ] )           # "GRAZ — -Talks went on"
    | (?P<quote>  ''(?!') )
    | (?P<glued>  (?<=[a-z][a-z][.!?])(?=[A-Z][a-z])|(?<=[a-z][a-z][.!?]")(?=[A-Z][a-z]) )
    | (?P<gap>    [ ]+(?=[,;:.!?%)](?:[ \n]|$))|[ ]+(?='s[ \n,.])|[ ]+(?=n't\b)|(?<=[$£€¥(])[ ]+(?=[\w]) )
    | (?P<mojibake> Â(?=[£¥€§°©® ]) )                        # UTF-8 read as Latin-1
    | (?P<spaces> [ ]{{2,}} )
    """,
    re.VERBOSE,
)
REPLACEMENT = {
    "ticker": "",
    "caption": "",
    "dash": " -- ",
    "quote": '"',
    "glued": " ",
    "gap": "",
    "mojibake": "",
    "spaces": " ",
}
ENDED = re.compile(r"[.!?:;][\"')\]]*$")


@dataclass(frozen=True)
class Cleaned:
    """The parser's text: character i stands at `offsets[i]` in the article; `breaks` are starts of paragraphs."""

    text: str
    offsets: array[int]
    breaks: tuple[int, ...]


def clean(article: Article) -> Cleaned:
    out = _Output()
    plain = recase(article.text.translate(PLAIN))
    width = _wrapped(plain)
    for start, end in _prose(article):
        out.paragraph(start)
        position = start
        for match in EDITS.finditer(plain, start, end):
            out.copy(plain, position, match.start())
            position = match.end()
            kind = match.lastgroup or ""
            if kind == "lines":
                _line_end(out, plain, match, width)
            elif kind == "heading":
                out.paragraph(match.start())
            elif kind == "bracketed":
                out.copy(plain, match.start() + 1, match.end() - 1)
            else:
                out.put(REPLACEMENT[kind], match.start())
            if kind in ("ticker", "bracketed") and plain[position : position + 1] == ".":
                out.put(" ", match.end() - 1)  # else "Ltd <AB.C>." would be one word
        out.copy(plain, position, end)
    return out.finish()


def pieces(cleaned: Cleaned, limit: int = LIMIT) -> Iterator[Cleaned]:
    """A long text cut between paragraphs, or between words where a paragraph is too long, into what fits the model."""
    start = 0
    while len(cleaned.text) - start > limit:
        inside = [b for b in cleaned.breaks if start < b <= start + limit]
        end = inside[-1] if inside else cleaned.text.rfind(" ", start, start + limit) + 1
        end = end if end > start else start + limit
        yield _cut(cleaned, start, end)
        start = end
    yield _cut(cleaned, start, len(cleaned.text)) if start else cleaned


def _cut(cleaned: Cleaned, start: int, end: int) -> Cleaned:
    breaks = tuple(b - start for b in cleaned.breaks if start < b < end)
    return Cleaned(cleaned.text[start:end], cleaned.offsets[start:end], breaks)


def _prose(article: Article) -> Iterator[tuple[int, int]]:
    """What lies between the spans of furniture."""
    position = 0
    for start, end in sorted(article.furniture):
        if start > position:
            yield position, start
        position = max(position, end)
    if position < len(article.text):
        yield position, len(article.text)


def _wrapped(text: str) -> int:
    """The width lines were wrapped to, 0 where a line is a paragraph."""
    lengths = sorted(len(line) for line in text.split("\n") if line.strip())
    if len(lengths) < 6:
        return 0
    longest = lengths[int(len(lengths) * 0.95)]
    return longest if 40 <= longest <= 100 and lengths[len(lengths) // 2] >= 0.75 * longest else 0


def _line_end(out: _Output, plain: str, match: re.Match[str], width: int) -> None:
    """A line's end inside a wrapped paragraph is a space, any other starts a new paragraph."""
    lines = match.group()
    following = plain[match.end() : match.end() + 1]
    bullet = lines[-2:-1] in BULLETS + "-" and len(lines) > 2 and lines.rstrip(" ")[-1:] != "\n"
    if lines.count("\n") == 1 and not bullet:
        before = plain[plain.rfind("\n", 0, match.start()) + 1 : match.start()]
        full = width and len(before) >= 0.6 * width
        if full or (following.islower() and not ENDED.search(before)):
            out.put(" ", match.start())
            return
    out.paragraph(match.end())


class _Output:
    """Text under construction with its offsets."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.offsets = array("l")
        self.breaks: list[int] = []

    def copy(self, text: str, start: int, end: int) -> None:
        if start < end:
            self.parts.append(text[start:end])
            self.offsets.extend(range(start, end))

    def put(self, text: str, at: int) -> None:
        if text:
            self.parts.append(text)
            self.offsets.extend([at] * len(text))

    def paragraph(self, at: int) -> None:
        if self.offsets:
            self.put(BREAK, at)
            self.breaks.append(len(self.offsets))

    def finish(self) -> Cleaned:
        return Cleaned("".join(self.parts), self.offsets, tuple(self.breaks))
