"""Whether a text is English: by its function words and its script, abstaining where there are too few to tell.

No model: the question is English or not, the answer must be the same on every machine, and a wrong no loses an article.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib import resources

from kg.errors import ReadingError
from kg.model import Article

WORD = re.compile(r"[^\W\d_]+")
SAMPLE = 4_000  # characters: enough to tell
LATIN_END = 0x250  # letters below are Latin (Unicode blocks Basic Latin to Latin Extended-B)
FEWEST_WORDS = 20
FEWEST_LETTERS = 40
ENGLISH_SHARE = 0.15  # of the words; news prose has about 0.35
FOREIGN_SHARE = 0.12


@dataclass(frozen=True, slots=True)
class _Table:
    words: dict[str, frozenset[str]]
    scripts: dict[str, str]


@cache
def _table() -> _Table:
    table = tomllib.loads(resources.files("kg.reading").joinpath("language.toml").read_text(encoding="utf-8"))
    return _Table({code: frozenset(words.split()) for code, words in table["words"].items()}, table["scripts"])


def decide(article: Article) -> str | None:
    """The language of an article, "en" or what the metadata calls it. Raises ReadingError where it is not English."""
    seen = detect(article.text)
    given = article.language
    if seen is None:
        seen = _primary(given) if given else None
    if seen not in (None, "en"):
        reason = f"is not English (looks like {seen}): skipped; only English articles can be read"
        raise ReadingError(article.source, reason, article.id)
    return given if given and _primary(given) == "en" else seen


def _primary(tag: str) -> str:
    """en-US, en_GB and English are en."""
    primary = re.split(r"[-_]", tag.strip().lower())[0]
    return "en" if primary in ("eng", "english") else primary


def detect(text: str) -> str | None:
    """ISO 639-1 code, or None where the text is too short or too odd to tell."""
    sample = text[:SAMPLE]
    return _by_script(sample) or _by_words(sample)


def _by_script(sample: str) -> str | None:
    if sample.isascii():
        return None
    letters = Counter({character: count for character, count in Counter(sample).items() if character.isalpha()})
    total = letters.total()
    if sum(count for letter, count in letters.items() if ord(letter) < LATIN_END) * 2 >= total:
        return None
    scripts: Counter[str] = Counter()
    for letter, count in sorted(letters.items()):
        script = unicodedata.name(letter, "").split(" ")[0].removesuffix("-UNIFIED")
        scripts[script] += count
    kana = scripts["HIRAGANA"] + scripts["KATAKANA"]
    if kana * 10 > total:
        return "ja"
    code = _table().scripts.get(max(sorted(scripts), key=lambda script: scripts[script]))
    return code if total >= FEWEST_LETTERS or kana else None


def _by_words(sample: str) -> str | None:
    words = WORD.findall(sample.lower())
    if len(words) < FEWEST_WORDS:
        return None
    counted = Counter(words)
    shares = {
        code: sum(counted[word] for word in listed & counted.keys()) / len(words)
        for code, listed in sorted(_table().words.items())
    }
    english = shares.pop("en")
    other = max(shares, key=lambda code: shares[code])
    if shares[other] >= FOREIGN_SHARE and shares[other] > 2 * english:
        return other
    return "en" if english >= ENGLISH_SHARE else None
