"""Of which firm an office is that stands in what a firm announces: "Acme said chairman Doe would retire"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from kg.annotation.bindings import Binding
from kg.annotation.words import words
from kg.model import Mention, NamedEntity, Parse

ANNOUNCING = words("titles", "usage", "announcing")
COMPANY_CHIEF = words("titles", "usage", "company_chief")
PAPERS = words("titles", "usage", "papers")
FIRMS = ("Company", "Organization")


def announced(
    bindings: Sequence[Binding], entities: Sequence[NamedEntity], mentions: Sequence[Mention], parse: Parse
) -> None:
    """Fill `of` of the firms' offices that have a holder and are of nothing yet."""
    bare = [b for b in bindings if b.holders and not b.of and not b.open and b.owner is None and _of_a_firm(b)]
    if not bare:
        return
    at = {m.head: m for m in mentions if entities[m.entity].type in FIRMS and not m.plural}
    opening = _opening(parse, at)
    for binding in bare:
        firm = next(_announcers(parse, at, binding.phrase.first), None)
        if firm is None and opening is not None and _alone(binding, opening.entity, at, parse):
            firm = opening
        if firm is not None and not _of_another(binding, firm.entity, entities, mentions):
            binding.of = [firm.entity]


def _of_a_firm(binding: Binding) -> bool:
    return binding.phrase.key in COMPANY_CHIEF or binding.phrase.key.endswith(("president", "vice-president"))


def _announcers(parse: Parse, at: dict[int, Mention], token: int) -> Iterator[Mention]:
    """The firms that say or do what the token is told in, the nearest first."""
    while (above := parse.head[token]) != token:
        token = above
        if parse.lemma[token] not in ANNOUNCING:
            continue
        for child in parse.children[token]:
            if parse.dep[child] == "nsubj" and (firm := at.get(child)) is not None:
                yield firm


def _opening(parse: Parse, at: dict[int, Mention]) -> Mention | None:
    """The firm that says what the first sentence tells."""
    first, last = parse.sentences[0]
    firm = next((at[t] for t in range(first, last) if t in at), None)
    told = firm is not None and parse.dep[firm.head] == "nsubj" and parse.lemma[parse.head[firm.head]] in ANNOUNCING
    return firm if told else None


def _alone(binding: Binding, firm: int, at: dict[int, Mention], parse: Parse) -> bool:
    """Whether no other firm is told of beside the office."""
    first, last = parse.sentences[parse.sentence[binding.phrase.first]]
    return all(at[t].entity == firm for t in range(first, last) if t in at)


def _of_another(binding: Binding, firm: int, entities: Sequence[NamedEntity], mentions: Sequence[Mention]) -> bool:
    """What a newspaper reports; "President Doe", in an article that names a country as often as the firm."""
    if entities[firm].name.split()[-1] in PAPERS:
        return True
    if binding.phrase.row.group != "state":
        return False
    named = Counter(m.entity for m in mentions)
    return any(n >= named[firm] for e, n in named.items() if entities[e].type == "Country")
