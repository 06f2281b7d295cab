"""What titles say that annotation bound to their holders: offices held, positions, who founded what."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extraction.admission import admit
from kg.extraction.candidate import Candidate, complete
from kg.extraction.cast import Cast
from kg.extraction.cues import words
from kg.extraction.reference import refer
from kg.extraction.slots import fill
from kg.extraction.status import Assessment
from kg.extraction.syntax import Syntax
from kg.extraction.values import date_of
from kg.model import Title
from kg.relations import Pattern, Relation, Role

TERM = 6  # years after which an office told of by the way is taken to have ended
OWNER = Role("of", types=("Organization",), named=True)
HOLDER = Role("holder", types=("Person",), coerce="Person")


def offices(s: Syntax, cast: Cast, title: Title, relations: tuple[Relation, ...]) -> Iterator[Candidate]:
    """Titles that annotation bound to a holder, for relations that have a title pattern."""
    holders = [title.holder] if title.holder is not None else []
    of = _at(s, cast, title) or list(title.of) or _shared(s, title)
    hoped = any(s.tag[c] == "TO" for c in s.children[s.head[title.head]])  # "wants to be mayor"
    if not holders and of and s.tag[title.head] in ("NN", "NNP") and not hoped:
        holders = [r for t in fill(s, title.head, "self") if t != title.head for r in refer(s, cast, t, HOLDER)][:1]
    if not holders:
        return
    bygone = title.tenure != "former" and _bygone(s, title)
    begun = title.tenure == "future" and _years_since(s, title.head, "future") >= 1  # "designated minister in 2016"
    for relation in relations:
        for pattern in relation.patterns:
            if pattern.kind != "title" or not _named_by(pattern, title):
                continue
            filled = {"holder": holders, "of": of, "title": title.text}
            given = {name: filled[slots[0]] for name, slots in pattern.roles.items()}
            roles = {
                name: [r for r in refs if admit(cast, r, None, relation.roles[name]) is not None]
                for name, refs in given.items()
                if isinstance(refs, list) and refs
            }
            literals: dict[str, str | bool] = {name: words for name, words in given.items() if isinstance(words, str)}
            status = title.tenure if pattern.status is None or _over(relation, title) else pattern.status
            status = "current" if begun else "former" if status == "current" and bygone else status
            candidate = Candidate(relation, pattern, title.head, roles, literals, Assessment("held", "past"), status)
            if not complete(candidate):
                continue
            candidate.tokens = [*range(title.first, title.last), *_nearest(s, title, holders[0])]
            yield candidate


def _over(relation: Relation, title: Title) -> bool:
    """Whether it lasted and is over: "the late founder of Norda" has founded it all the same."""
    return relation.state and title.tenure == "former"


def _bygone(s: Syntax, title: Title) -> bool:
    """ "In 1905, President Berg mediated", "the assassination of Senator Berg"."""
    name = s.head[title.head] if s.dep[title.head] == "compound" else title.head
    if _left(s, name):
        return True
    above = s.head[s.head[name]]
    if s.dep[name] == "pobj" and s.lower[s.head[name]] == "of" and s.lemma[above] in words().ends:
        return True
    if s.dep[name] in ("attr", "oprd") and any(s.tag[c] in ("VBZ", "VBP") for c in (above, *s.children[s.head[name]])):
        return False  # "has been mayor since 2012"
    return _years_since(s, name) > TERM


def _years_since(s: Syntax, token: int, outlook: str = "past") -> int:
    """Calendar years from the date of what is said there to the article's; 0 where either is not known."""
    today = s.document.article.date
    date = date_of(s, token, outlook) if today is not None else None
    return today.year - date.latest.year if date and date.latest and today else 0


def _left(s: Syntax, name: int) -> bool:
    """ "Norda chief executive Berg resigned", "Berg, the mayor of Graz, was fired"; not "resigned as" another."""
    bearer = s.head[name] if s.dep[name] == "appos" else name
    verb = s.head[bearer]
    said = (s.lemma[verb], f"{s.lemma[verb]} {' '.join(s.lower[verb + 1 : verb + 2])}")  # "resign", "step down"
    left = s.tag[verb] == "VBD" and s.dep[bearer] == "nsubj" and not words().leaving.isdisjoint(said)
    ousted = s.tag[verb] == "VBN" and s.dep[bearer] == "nsubjpass" and s.lemma[verb] in words().ousting
    other = any(s.dep[c] == "neg" or s.lower[c] in ("as", "from") or s.tag[c] in ("MD", "TO") for c in s.children[verb])
    return (left or ousted) and not other


def _at(s: Syntax, cast: Cast, title: Title) -> list[int]:
    """ "professor of mathematics at Velta University": where a position is held, rather than in what."""
    if title.political or title.top:
        return []
    fields = s.prepositional(title.head, frozenset(("of", "in")))
    tokens = [t for head in (title.head, *fields) for t in s.prepositional(head, frozenset(("at",)))]
    held = [r for t in tokens for c in s.conjuncts(t) for r in refer(s, cast, c, OWNER)]
    parts = [r for t in fields if t in s.mention_at for r in refer(s, cast, t, OWNER)]  # "in the Department of Physics"
    return [*parts, *held] if held else []


def _shared(s: Syntax, title: Title) -> list[int]:
    """ "founder, chairman and CEO of Norda": what the last of several titles in a row is of."""
    for other in s.titles_from(title.last + 1, title.last + 4):
        between = s.lower[title.last : other.first]
        if set(between) & {"and", ",", "&", "/"}:
            plain = all(
                w in ("and", ",", "&", "/", "the", "a") or s.pos[title.last + n] == "ADJ" for n, w in enumerate(between)
            )
            if plain and other.holder in (None, title.holder):
                return list(other.of) or _shared(s, other)
    return []


def _kind(title: Title) -> str:
    if not title.top:
        return "position"
    return "political" if title.political else "corporate"


def _named_by(pattern: Pattern, title: Title) -> bool:
    """Whether a title pattern is about this title: "political", "corporate", "position", or words of it."""
    said = {_kind(title), *title.text.lower().split()}
    return not (pattern.near and not pattern.near & said) and not pattern.without & said


def _nearest(s: Syntax, title: Title, entity: int) -> list[int]:
    sentence = s.parse.sentence[title.head]
    spans = [m for m in s.document.mentions if m.entity == entity and s.parse.sentence[m.head] == sentence]
    if not spans:
        return []
    nearest = min(spans, key=lambda m: abs(m.head - title.head))
    return [nearest.first, nearest.last - 1]
