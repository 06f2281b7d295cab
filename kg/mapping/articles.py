"""What an article's own graph says: the article, what it names, its claims and the passages they stand on.

Written as text without an RDF library in between: this is on the path of every build.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg import terms
from kg.mapping import nquads, situations
from kg.mapping.nquads import TYPE, string, term
from kg.model import Amount, Article, ArticleEntity, Claim, Date, Evidence, Extraction, Roles, Span

_BEGIN, _END, _ANCHOR, _CONTEXT, _SENTENCE = (
    f"<{terms.NIF}{name}>" for name in ("beginIndex", "endIndex", "anchorOf", "referenceContext", "sentence")
)
_INTEGER = f"^^<{terms.XSD}integer>"
_IS_SENTENCE, _IS_PHRASE = (f"{TYPE} <{terms.NIF}{name}>" for name in ("Sentence", "Phrase"))
_IS_EVIDENCE, _IS_ENTITY, _IS_CLAIM = (f"{TYPE} {term(name)}" for name in ("Evidence", "ArticleEntity", "Claim"))
_MENTION, _EVIDENCE, _NAME = (term(name) for name in ("mention", "evidence", "name"))
_TENURES = {"future": "elect"}  # in a record -> in ontology/kg.ttl; the others are called the same


def to_quads(extraction: Extraction, base: str) -> str:
    """The N-Quads text of one article graph, its lines sorted, each once."""
    article = terms.article_iri(base, extraction.article.id)
    names = names_of(extraction, base)
    lines = list(_article(extraction.article, article))
    for first, last in extraction.sentences:
        lines += _extent(article, first, last, _IS_SENTENCE)
    for entity in extraction.entities:
        lines += _entity(entity, f"<{names[entity.id]}>", article)
    day = extraction.article.date
    for claim in extraction.claims:
        lines += _claim(claim, names, article)
        if day:
            lines.append(f"<{names[claim.id]}> {term('claimDate')} {nquads.date(day)}")
    return nquads.document(lines, article)


def names_of(extraction: Extraction, base: str) -> dict[str, str]:
    """The IRI of every entity and claim of one article, by its id."""
    article = extraction.article.id
    names = {entity.id: terms.article_entity_iri(base, article, entity.slug) for entity in extraction.entities}
    return names | {claim.id: terms.claim_iri(base, article, claim.id) for claim in extraction.claims}


def _article(article: Article, name: str) -> Iterator[str]:
    subject = f"<{name}>"
    for kind in (term("Article"), f"<{terms.SCHEMA}NewsArticle>", f"<{terms.NIF}Context>"):
        yield f"{subject} {TYPE} {kind}"
    yield f"{subject} <{terms.NIF}isString> {string(article.text)}"
    yield f"{subject} <{terms.DCTERMS}identifier> {string(article.id)}"
    if article.url:
        yield f"{subject} <{terms.SCHEMA}url> {nquads.safe_iri(article.url)}"
    if article.date:
        yield f"{subject} <{terms.SCHEMA}datePublished> {nquads.date(article.date)}"
    elif article.month_day:
        yield f"{subject} {term('monthDay')} {nquads.month_day(article.month_day)}"
    literals = {
        f"{terms.SCHEMA}headline": article.title,
        f"{terms.DCTERMS}publisher": article.publisher,
        f"{terms.SCHEMA}author": article.author,
        f"{terms.DCTERMS}language": article.language,
    }
    for prop, value in literals.items():
        if value:
            yield f"{subject} <{prop}> {string(value)}"


def _extent(article: str, start: int, end: int, kind: str) -> tuple[str, ...]:
    """A span without its text, which `nif:isString` of the article holds. `kind`: property and class."""
    subject = f"<{terms.span_iri(article, start, end)}>"
    return (
        f"{subject} {kind}",
        f'{subject} {_BEGIN} "{start}"{_INTEGER}',
        f'{subject} {_END} "{end}"{_INTEGER}',
        f"{subject} {_CONTEXT} <{article}>",
    )


def _span(article: str, span: Span | Evidence, kind: str) -> tuple[str, ...]:
    anchor = f"<{terms.span_iri(article, span.start, span.end)}> {_ANCHOR} {string(span.text)}"
    return (*_extent(article, span.start, span.end, kind), anchor)


def _entity(entity: ArticleEntity, subject: str, article: str) -> list[str]:
    lines = [
        f"{subject} {_IS_ENTITY}",
        f"{subject} {_NAME} {string(entity.name)}",
        f"{subject} {term('entityType')} {term(entity.type)}",
    ]
    if entity.exact_match:
        lines.append(f"{subject} <{terms.SKOS}exactMatch> {nquads.safe_iri(entity.exact_match)}")
    for mention in entity.mentions:
        lines.append(f"{subject} {_MENTION} <{terms.span_iri(article, mention.start, mention.end)}>")
        lines += _span(article, mention, _IS_PHRASE)
    return lines


def _claim(claim: Claim, names: dict[str, str], article: str) -> Iterator[str]:
    subject = f"<{names[claim.id]}>"
    yield f"{subject} {_IS_CLAIM}"
    yield f"{subject} {term('claimType')} {term(claim.type)}"
    yield f"{subject} {term('claimedStatus')} <{terms.KGS}{_status(claim.status)}>"
    if claim.status in terms.TENURES:
        yield f"{subject} {term('tenure')} {string(_TENURES.get(claim.status, claim.status))}"
    yield f"{subject} {term('certainty')} <{terms.KGC}{terms.CERTAINTIES[claim.certainty]}>"
    yield f"{subject} {term('rule')} {string(claim.rule)}"
    yield from (f"{subject} {term('attributedTo')} <{names[source]}>" for source in claim.attributed_to)
    yield from _roles(subject, claim.roles, names)
    yield from _date(subject, claim.date)
    yield from _amounts(names[claim.id], claim.amount)
    for evidence in claim.evidence:
        yield from _evidence(subject, evidence, article)


def _status(status: str) -> str:
    """The local name in kgs: of a claim's status; an office's tenure is Held, or Planned for an elect."""
    return terms.TENURES.get(status) or terms.STATUSES[status]


def _roles(subject: str, roles: Roles, names: dict[str, str]) -> Iterator[str]:
    for role, value in roles.items():
        prop = term(terms.ROLE_PROPERTIES.get(role, role))
        if isinstance(value, str | bool):
            yield f"{subject} {prop} {nquads.literal(role, value)}"
            continue
        wider = terms.SUPER_ROLES.get(role)
        for filler in value:
            yield f"{subject} {prop} <{names[filler]}>"
            if wider:
                yield f"{subject} {term(wider)} <{names[filler]}>"


def _date(subject: str, date: Date | None) -> Iterator[str]:
    yield from situations.date(subject, date)
    if date and date.text:
        yield f"{subject} {term('wording')} {string(date.text)}"


def _amounts(owner: str, amount: Amount | None) -> Iterator[str]:
    """The sum, and the same sum in the other currencies it is printed in."""
    for each in (amount, *amount.also) if amount else ():
        yield from situations.amount(owner, each)


def _evidence(subject: str, evidence: Evidence, article: str) -> Iterator[str]:
    sentence = evidence.sentence
    span = f"<{terms.span_iri(article, evidence.start, evidence.end)}>"
    yield f"{subject} {_EVIDENCE} {span}"
    yield from _span(article, evidence, _IS_EVIDENCE)
    yield f"{span} {_SENTENCE} <{terms.span_iri(article, sentence.start, sentence.end)}>"
    yield from _span(article, sentence, _IS_SENTENCE)
