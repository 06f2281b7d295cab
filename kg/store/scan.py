"""What is looked for in a SPARQL text before the engine evaluates it: how deep it nests, FROM, SERVICE and LOAD.

The engine has no switch against SERVICE and LOAD, and a stack that deep nesting overflows. Depth and FROM are found by
the terminals of SPARQL 1.1, section 19.8: time by the length, no token is tried twice (possessive repetition, strings
end with the text at the latest). SERVICE and LOAD are found by the engine's own parser, so that nothing it reads as one
of them can look like something else here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pyoxigraph as ox

from kg.errors import UsageError
from kg.terms import PREFIXES

TOKEN = re.compile(
    r"""
      (?P<skip> \#[^\n\r]*+
        | <[^<>"{}|^`\\\x00-\x20]*+>
        | [?$]\w++ | @[A-Za-z][A-Za-z0-9-]*+ | \s++
        | \"\"\"(?:\"{0,2}+(?:[^"\\]|\\.))*+\"\"\" | \'\'\'(?:\'{0,2}+(?:[^'\\]|\\.))*+\'\'\'
        | (?!\"\"\")"(?:[^"\\\n\r]|\\.)*+" | (?!\'\'\')'(?:[^'\\\n\r]|\\.)*+'
        | (?:\w[\w.-]*+)?:(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])*+ )
    | (?P<unclosed> (?:\"\"\"|\'\'\').*+ | ["'][^\n\r]*+ )
    | (?P<words> \w[\w.-]*+ )
    | (?P<open> [{(\[] ) | (?P<close> [})\]] ) | (?P<not> !(?!=) ) | (?P<other> . )
    """,
    re.VERBOSE | re.DOTALL,
)
DEEPEST = 100  # the engine's stack ends a little above 2,000
_OPENING = re.compile(r"[{(\[!]")
_FETCHING = re.compile(r"(?P<begins>SERVIC(?=E)|LOA(?=D)).", re.IGNORECASE)


@dataclass(frozen=True)
class Scan:
    depth: int  # the deepest nesting of brackets, or the longest run of "!" if that is more
    has_from: bool  # whether the query names its dataset itself


def has_from(sparql: str) -> bool:
    """Whether the query names its dataset itself."""
    return "FROM" in sparql.upper() and scan(sparql).has_from


def scan(sparql: str) -> Scan:
    """What can be read in two ways counts as the deeper one."""
    depth = deepest = run = 0
    named = False
    for match in TOKEN.finditer(sparql):
        kind = match.lastgroup
        if kind == "skip":
            continue
        run = run + 1 if kind == "not" else 0
        if kind == "words":
            named = named or match[0].upper() == "FROM"
        elif kind == "unclosed":  # three quotes that begin no long string may be an empty one, and code after it
            deepest += len(_OPENING.findall(match[0]))
        elif kind == "open":
            depth += 1
        elif kind == "close":
            depth -= 1
        deepest = max(deepest, depth, run)
    return Scan(deepest, named)


def refuse_fetching(sparql: str, run: Callable[..., object], base_iri: str) -> None:
    """Raises UsageError for a text that only parses because SERVICE or LOAD is a keyword in it. `run`: the engine's
    own ox.Store.query or ox.Store.update.

    In a string, an IRI, a name or a comment one word is as good as another: put in their place, it changes nothing.
    The engine undoes codepoint escapes within strings and IRIs alone, so a keyword is always spelled out.
    """
    upper = sparql.upper()
    if "SERVICE" not in upper and "LOAD" not in upper:
        return
    other, found = _FETCHING.subn(r"\g<begins>x", sparql)
    if found and not _parses(other, run, base_iri):
        raise UsageError("SERVICE and LOAD are off: nothing is fetched from elsewhere (or it is no SPARQL besides)")


def _parses(sparql: str, run: Callable[..., object], base_iri: str) -> bool:
    """As the engine reads it, whatever the data."""
    try:
        run(ox.Store(), sparql, base_iri=base_iri, prefixes=PREFIXES)
    except SyntaxError:
        return False
    except (ValueError, RuntimeError, OSError):  # it was read, and failed later
        return True
    return True
