"""Which titles an article gives: office phrases bound to holder and owner, in the form that leaves annotation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.annotation.bindings import Binding, Surroundings
from kg.annotation.holders import find_holder, from_place, share
from kg.annotation.offices import Phrase
from kg.annotation.owners_before import look_left
from kg.annotation.owners_behind import look_right
from kg.annotation.words import table, words
from kg.model import NamedEntity, Title


def bind(around: Surroundings, offices: Sequence[Phrase]) -> list[Binding]:
    bindings: list[Binding] = []
    for phrase in offices:
        binding = Binding(phrase, phrase.first, phrase.after)
        if phrase.future:
            binding.tenure = "future"
        look_left(around, binding)
        look_right(around, binding)
        bindings.append(binding)
    for number, binding in enumerate(bindings):
        find_holder(around, binding, bindings[number - 1] if number else None)
    for number in range(len(bindings) - 2, -1, -1):
        share(around, bindings[number], bindings[number + 1])
    return [b for binding in bindings for b in (binding, *_further(around, binding))]


def _further(around: Surroundings, binding: Binding) -> list[Binding]:
    """ "Senators A of Texas, B of Utah and C": one binding for each after the first; "A succeeded B as mayor": B's."""
    if binding.before is not None and binding.before not in binding.holders:
        tenure = None if binding.tenure == "future" else "former"
        return [replace(binding, tenure=tenure, holders=[binding.before], of=list(binding.of), shape="before")]
    if not binding.phrase.plural or not binding.holder_end:
        return []
    lower = around.text.lower
    shared = [] if binding.place else binding.of
    found: list[Binding] = []
    at = binding.holder_end
    while at + 1 < len(lower):
        if lower[at] in ("of", "from") and around.owner(around.begin.get(at + 1)) is not None:
            at = around.begin[at + 1].last
        start = at
        while start < len(lower) and lower[start] in (",", "and", "&"):
            start += 1
        mention = around.begin.get(start)
        person = around.person(mention)
        if start == at or person is None or mention is None:
            break
        other = Binding(
            binding.phrase, start, mention.last, binding.tenure, [person], list(shared), shape="_before_name"
        )
        from_place(around, other, mention)
        found.append(other)
        at = mention.last
    return found


DIFFERENT = words("titles", "usage", "different")


def spelled(phrase: Phrase, printed: str) -> str:
    """One office under one name: abbreviations written out, the plural of "Presidents A and B" undone."""
    full: str | None = table("titles")["spelled"].get(phrase.key.rstrip("."))
    if full:
        return full
    if phrase.plural and " of " not in phrase.key:
        return printed[: len(printed) - len(printed.split()[-1])] + _singular(printed.split()[-1])
    return printed


def _singular(word: str) -> str:
    if word.endswith("men"):
        return word[:-3] + "man"
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word.removesuffix("s")


def _fullest(bindings: Sequence[Binding], printed: Sequence[str]) -> dict[tuple[int | None, str, str], str]:
    """ "Chief Doe" after "Police Chief Jane Doe": the longer name of the same office of the same holder."""
    full: dict[tuple[int | None, str, str], str] = {}
    held: dict[int, list[tuple[Binding, str]]] = {}
    for b, text in zip(bindings, printed, strict=True):
        for holder in b.holders[:1]:
            rows = held.setdefault(holder, [])
            if all((b.phrase.key, b.of, b.tenure) != (o.phrase.key, o.of, o.tenure) for o, _ in rows):
                rows.append((b, text))
    for a in bindings:
        for b, text in held.get(a.holders[0], ()) if a.holders else ():
            longer, shorter = b.phrase.key.split(), a.phrase.key.split()
            if (
                len(longer) <= len(shorter)
                or not a.holders
                or a.holders != b.holders
                or a.of != b.of
                or a.tenure != b.tenure
            ):
                continue
            extra = (
                longer[: -len(shorter)]
                if longer[-len(shorter) :] == shorter
                else longer[len(shorter) :]
                if longer[: len(shorter)] == shorter
                else None
            )
            if extra is not None and not DIFFERENT & set(extra):
                full[a.holders[0], a.phrase.key, a.tenure or ""] = spelled(b.phrase, text)
    return full


def to_titles(
    bindings: Sequence[Binding], entities: Sequence[NamedEntity], printed: Sequence[str], heads: Sequence[int]
) -> list[Title]:
    titles: list[Title] = []
    full = _fullest(bindings, printed)
    for b, text, head in zip(bindings, printed, heads, strict=True):
        row = b.phrase.row
        kinds = {entities[o].type for o in b.of}
        political = _political(b, kinds)
        top = row.top and not (row.group == "chief" and b.phrase.key.startswith(("assistant", "associate")))
        holders: list[int | None] = [*b.holders] or [None]
        for holder in holders:
            titles.append(
                Title(
                    b.phrase.first,
                    b.phrase.last,
                    head,
                    full.get((holder, b.phrase.key, b.tenure or ""), spelled(b.phrase, text)),
                    b.tenure or "current",
                    holder,
                    tuple(b.of),
                    political,
                    top,
                )
            )
    return titles


def _political(binding: Binding, kinds: set[str]) -> bool:
    row = binding.phrase.row
    if row.group in ("state",) and kinds & {"Company", "Organization", "Project"}:
        return False
    if row.group == "chief" and ("Country" in kinds or kinds & {"Place", "City"}):
        return binding.phrase.key.endswith(
            ("vice president", "vice-president", "governor", "leader", "secretary", "commissioner", "head")
        )
    return row.political
