"""What a SPARQL text contains, by its tokens: a string, IRI, comment, name or variable is never taken for a keyword.

Follows the terminals of SPARQL 1.1, section 19.8. The engine has no switch against SERVICE and LOAD, and a stack that
deep nesting overflows, so both are looked for before a text reaches it. What can be read in two ways counts as the
worse one. No token is tried twice (possessive repetition, strings end with the text at the latest): time by the length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""
      (?P<skip> \#[^\n\r]*+
        | <[^<>"{}|^`\\\x00-\x20]*+>
        | [?$]\w++ | @[A-Za-z][A-Za-z0-9-]*+ | \s++ )
    | (?P<string> \"\"\"(?:\"{0,2}+(?:[^"\\]|\\.))*+\"\"\" | \'\'\'(?:\'{0,2}+(?:[^'\\]|\\.))*+\'\'\'
        | (?!\"\"\")"(?:[^"\\\n\r]|\\.)*+" | (?!\'\'\')'(?:[^'\\\n\r]|\\.)*+' )
    | (?P<unclosed> (?:\"\"\"|\'\'\').*+ | ["'][^\n\r]*+ )
    | (?P<prefixed> (?:\w[\w.-]*+)?:(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])*+ )
    | (?P<words> \w[\w.-]*+ )
    | (?P<open> [{(\[] ) | (?P<close> [})\]] ) | (?P<not> !(?!=) )
    """,
    re.VERBOSE | re.DOTALL,
)
_WORD = re.compile(r"[A-Za-z_]\w*")
_SERVICE = re.compile(r"(?:[^:]*[^A-Za-z_:])?SERVICE:", re.IGNORECASE)  # the engine may read it as SERVICE and :x
_CODEPOINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


@dataclass(frozen=True)
class Scan:
    words: frozenset[str]  # bare words in upper case: keywords and built-in functions
    depth: int  # the deepest nesting of brackets, or the longest run of "!" if that is more


def scan(sparql: str) -> Scan:
    """Codepoint escapes are undone before the grammar applies (19.2): both readings count, the worse one wins."""
    found = _scan(sparql)
    if "\\u" in sparql or "\\U" in sparql:
        other = _scan(_CODEPOINT.sub(_character, sparql))
        return Scan(found.words | other.words, max(found.depth, other.depth))
    return found


def _scan(sparql: str) -> Scan:
    words: set[str] = set()
    depth = deepest = run = 0
    for match in _TOKEN.finditer(sparql):
        kind, text = match.lastgroup, match[0]
        if kind in ("skip", "string"):
            continue
        run = run + 1 if kind == "not" else 0
        if kind == "words":  # a dot ends a triple too: true.SERVICE
            words.update(map(str.upper, _WORD.findall(text)))
        elif kind == "prefixed" and _SERVICE.match(text):
            words.add("SERVICE")
        elif kind == "unclosed":  # three quotes that begin no long string may be an empty one, and code after it
            words.update(map(str.upper, _WORD.findall(text)))
            deepest += sum(map(text.count, "{([!"))
        elif kind == "open":
            depth += 1
        elif kind == "close":
            depth -= 1
        deepest = max(deepest, depth, run)
    return Scan(frozenset(words), deepest)


def _character(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code <= 0x10FFFF else "\ufffd"
