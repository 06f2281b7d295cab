"""How an event is told in one line: "Anna Berg due to meet Carl Dorn", from its class, status, roles and literals."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_FILE = Path(__file__).with_name("headlines.toml")
_MOST = 4  # names in a row


@dataclass(frozen=True)
class Pattern:
    subject: tuple[str, ...]
    objects: tuple[tuple[str, str], ...]  # role, preposition
    mutual: bool
    verbs: Mapping[str, str]  # status in lower case, or "other"


def _load() -> tuple[dict[str, Pattern], dict[str, str]]:
    tables = tomllib.loads(_FILE.read_text("utf-8"))
    words = tables.pop("words")
    patterns = {
        name: Pattern(
            tuple(table.pop("subject")),
            tuple((role, preposition) for role, preposition in table.pop("object", ())),
            table.pop("mutual", False),
            table,
        )
        for name, table in tables.items()
    }
    return patterns, words


PATTERNS, WORDS = _load()
_IN_VERBS = re.findall(r"{(\w+)}", " ".join(verb for pattern in PATTERNS.values() for verb in pattern.verbs.values()))
LITERALS = tuple(sorted({name.removesuffix("Word") for name in _IN_VERBS} - {"all", "rest"}))  # that a line may tell


def headline(
    kind: str,
    status: str,
    roles: Mapping[str, Sequence[str]],
    literals: Mapping[str, str] | None = None,
    first: str = "",
) -> str | None:
    """`kind`, the roles and the literals by local name, `status` in lower case; names that are equal to `first` lead.

    None where there is nobody to tell of, or no pattern for the class.
    """
    pattern = PATTERNS.get(kind)
    if pattern is None:
        return None
    subjects = _distinct(name for role in pattern.subject for name in roles.get(role, ()))
    subjects.sort(key=lambda name: name != first)
    objects: list[tuple[str, list[str]]] = []
    if pattern.mutual:
        objects, subjects = [("", subjects[1:])], subjects[:1]
    objects += [(preposition, _distinct(roles.get(role, ()))) for role, preposition in pattern.objects]
    if not subjects and not any(names for _, names in objects):
        return None
    tail = " ".join(f"{preposition} {joined(names)}".strip() for preposition, names in objects if names)
    verb = _verb(pattern, status, literals or {})
    if "{all}" in verb:
        everyone = [*subjects, *(objects[0][1] if pattern.mutual else [])]
        line = verb if tail else re.sub(r",? (to |for )?\{rest\},?", "", verb)
        sentence = line.replace("{all}", joined(everyone)).replace("{rest}", tail)
    else:
        sentence = f"{joined(subjects)} {verb} {tail}"
    sentence = re.sub(r"\s+", " ", sentence).strip()
    return sentence[:1].upper() + sentence[1:]


def joined(names: Sequence[str]) -> str:
    """A, B and C; of many, the first few."""
    if len(names) > _MOST:
        return f"{', '.join(names[:_MOST])} and {len(names) - _MOST} more"
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def _distinct(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _verb(pattern: Pattern, status: str, literals: Mapping[str, str]) -> str:
    words = pattern.verbs.get(status, pattern.verbs["other"])

    def value(found: re.Match[str]) -> str:
        if found[1] in ("all", "rest"):
            return found[0]
        name = found[1].removesuffix("Word")
        said = literals.get(name, "")
        return WORDS.get(said, said) if name != found[1] else said

    return re.sub(r"\{(\w+)\}", value, words)
