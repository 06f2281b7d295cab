"""How the finders of one article work together: from the parse to a Document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.annotation.agents import with_agents
from kg.annotation.announcers import announced
from kg.annotation.bindings import Binding, Surroundings, survey
from kg.annotation.casing import recase
from kg.annotation.clusters import Cluster
from kg.annotation.context import head_of
from kg.annotation.coreference import resolve as refer
from kg.annotation.counterparts import find_counterparts
from kg.annotation.discourse import begin
from kg.annotation.evidence import first_names
from kg.annotation.gazetteer import Gazetteer
from kg.annotation.jurisdiction import own, seat, settle, unnamed
from kg.annotation.links import link
from kg.annotation.money import find_money
from kg.annotation.names import resolve
from kg.annotation.offices import find_offices
from kg.annotation.parsing import Recognised
from kg.annotation.quotations import find_quotations
from kg.annotation.repairs import repair
from kg.annotation.spans import Text, find_known, look
from kg.annotation.times import find_times
from kg.annotation.titles import bind, to_titles
from kg.annotation.towns import find_towns
from kg.annotation.verbs import retag
from kg.model import Article, Document, Mention, NamedEntity, Title


def compose(article: Article, recognised: Recognised, gazetteer: Gazetteer) -> Document:
    parse = repair(retag(recognised.parse))
    recognised = replace(recognised, parse=parse)
    lower = [w.lower() for w in parse.word]
    known = find_known(parse, gazetteer)
    offices = find_offices(parse, lower, known, recognised.labels)
    text = look(recase(article.text), recognised, lower, offices, known, article.text)
    clusters, links = resolve(text, offices)
    entities = [_entity(c) for c in clusters]
    mentions = []
    for candidate, index in links:
        kind = "adjective" if candidate.known and candidate.known.type == "adjective" else "name"
        mentions.append(
            Mention(candidate.first, candidate.last, head_of(text, candidate.first, candidate.last), index, kind)
        )
    around = survey(text, entities, mentions)
    bindings = bind(around, offices)
    for country in unnamed(bindings, entities):
        wikidata = gazetteer.countries[country].exact_match
        entities.append(NamedEntity("Country", country, country=country, exact_match=wikidata))
    settle(bindings, entities, mentions, article.date.year if article.date else None)
    seat(bindings, entities)
    discourse = begin(text, entities, mentions, bindings)
    mentions = refer(discourse, mentions)
    entities = [
        replace(e, gender=discourse.genders[i]) if discourse.genders[i] != e.gender else e
        for i, e in enumerate(discourse.entities)
    ]
    own(bindings, entities, mentions, parse)
    announced(bindings, entities, mentions, parse)
    titles = _titles(text, around, bindings, entities, mentions)
    mentions = with_agents(entities, mentions, gazetteer)
    towns = tuple(find_towns(parse, entities, mentions, known))
    return Document(
        article,
        parse,
        tuple(link(entities, mentions, parse)),
        tuple(mentions),
        tuple(titles),
        find_times(parse, article.text, article.date, article.month_day),
        find_money(parse, article.text),
        find_quotations(parse, article.text),
        towns,
    )


def _titles(
    text: Text,
    around: Surroundings,
    bindings: list[Binding],
    entities: Sequence[NamedEntity],
    mentions: Sequence[Mention],
) -> list[Title]:
    """The offices bound, and those of counterparts: "Dorn met his Austrian counterpart"."""
    same = list(find_counterparts(around, bindings, mentions))
    printed = [f"{b.rank} {text.printed(b.phrase.first, b.phrase.last)}".lstrip() for b in bindings]
    printed += [printed[number] for number, _ in same]
    bound = [*bindings, *(binding for _, binding in same)]
    heads = [head_of(text, b.phrase.first, b.phrase.last) for b in bound]
    return to_titles(bound, entities, printed, heads)


def _entity(cluster: Cluster) -> NamedEntity:
    aliases = tuple(dict.fromkeys(form for form in cluster.forms if form != cluster.name))
    gender = None
    if cluster.type == "Person":
        genders = set(cluster.genders)
        # "Senator Marion" is no woman for all that Marion is a first name.
        first = (
            cluster.name.split()[0]
            if " " in cluster.name or not any(c.office or c.honorific for c in cluster.candidates)
            else ""
        )
        gender = cluster.genders[0] if len(genders) == 1 else first_names().get(first)
    return NamedEntity(cluster.type, cluster.name, aliases, gender, cluster.country, cluster.exact_match)
