"""Whether bytes are text, in which encoding, and whether that text can be an article at all.

Accepted: UTF-8 (with or without a byte order mark), UTF-16 and UTF-32 with one, and Windows-1252 where nothing speaks
against it. Everything else is refused rather than guessed: a wrong guess would spoil names without a word.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import BinaryIO

from kg.errors import ReadingError

ARTICLE_LIMIT = 20 * 1024 * 1024  # bytes of one article; a book has about 1 MB

MARKS = (  # the longer marks first: UTF-32 begins like UTF-16
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
UNDECODED = re.compile("[\udc80-\udcff]")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
SURROGATE = re.compile("[\ud800-\udfff]")
CONTROL_SHARE = 0.01
FOREIGN_SHARE = 0.1  # of the bytes: more is no English text in Windows-1252
SAVE_AS_UTF8 = "save it as UTF-8"


def slurp(stream: BinaryIO, name: str, article_id: str | None) -> bytes:
    """All bytes of one article. Raises ReadingError above the limit, without reading on."""
    content = stream.read(ARTICLE_LIMIT + 1)
    if len(content) > ARTICLE_LIMIT:
        raise ReadingError(name, too_large(), article_id)
    return content


def too_large(advice: str = "split it, or use .jsonl for many articles") -> str:
    return f"is larger than {ARTICLE_LIMIT // 1024 // 1024} MB, the limit for one article; {advice}"


def decode(content: bytes, name: str, article_id: str | None = None) -> str:
    """The text as it stands, line ends unchanged, byte order mark dropped. Raises ReadingError."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            try:
                return content[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                reason = f"begins as {encoding.upper()} but breaks it at byte {error.start + len(mark)}; {SAVE_AS_UTF8}"
                raise ReadingError(name, reason, article_id) from None
    if b"\0" in content:
        raise ReadingError(name, "is binary, not text (it holds NUL bytes); give the article's text", article_id)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _windows_1252(content, error, name, article_id)


def _windows_1252(content: bytes, error: UnicodeDecodeError, name: str, article_id: str | None) -> str:
    lenient = content.decode("utf-8", "surrogateescape")
    undecoded = len(UNDECODED.findall(lenient))
    if sum(1 for character in lenient if ord(character) > 127) > undecoded:
        reason = f"is damaged UTF-8: byte 0x{content[error.start]:02x} at {error.start} does not belong; {SAVE_AS_UTF8}"
        raise ReadingError(name, reason, article_id)
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    odd = any(unicodedata.category(character) in ("Cc", "Cf", "Co") for character in text if ord(character) > 127)
    if not text or odd or undecoded > len(content) * FOREIGN_SHARE or is_binary(text):
        reason = f"is neither UTF-8 (byte 0x{content[error.start]:02x} at {error.start}) nor clearly Windows-1252 text"
        raise ReadingError(name, f"{reason}; {SAVE_AS_UTF8}", article_id)
    return text


def is_binary(text: str) -> bool:
    controls = CONTROL.findall(text)
    return "\0" in controls or len(controls) > len(text) * CONTROL_SHARE


def check(text: str, name: str, article_id: str | None = None) -> None:
    """Raises ReadingError where a text cannot be an article."""
    reason = None
    if not text:
        reason = "is empty; an article needs text"
    elif not text.strip("\ufeff \t\r\n\f\v\u00a0\u2028\u2029"):
        reason = "holds only white space; an article needs text"
    elif is_binary(text):
        reason = "is binary, not text (it holds control characters); give the article's text"
    elif SURROGATE.search(text):
        reason = f"holds half a surrogate pair, which is no character; {SAVE_AS_UTF8}"
    elif not any(character.isalpha() for character in text):
        reason = "holds no words; an article needs text"
    if reason:
        raise ReadingError(name, reason, article_id)
