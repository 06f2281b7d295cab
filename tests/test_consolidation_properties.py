"""What holds for any articles: nothing is lost, nothing dangles, and order does not matter."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stories import BASE, Say, Who, article, meeting, money, office

from kg import terms
from kg.consolidation import Consolidation, consolidate
from kg.mapping import facts_to_quads
from kg.model import Authority, Date, Extraction, Facts

PEOPLE = [
    Who("Ada Moreau", aliases=("Moreau",), country="France"),
    Who("Moreau"),
    Who("Eva Moreau"),
    Who("Luis Vidal"),
    Who("Vidal", country="Chile"),
    Who("officials", "Agent"),
]
STATES = [Who("France", "Country"), Who("Chile", "Country")]
FIRMS = [Who("Acme", "Company"), Who("Acme Group", "Organization"), Who("Andes Copper", "Company", aliases=("Andes",))]
DAYS = [dt.date(2030, 12, 30), dt.date(2031, 1, 2), dt.date(2031, 1, 20)]
DATES = [
    None,
    *(Date("then", day, day, "day") for day in DAYS),
    Date("then", dt.date(2031, 1, 1), dt.date(2031, 1, 31), "month"),
    Date("then", month_day="01-02"),
    Date("then", month_day="12-30"),
]
STATUSES = ["held", "planned", "proposed", "postponed", "cancelled", "denied", "unknown", "ongoing"]


@st.composite
def says(draw: st.DrawFn) -> list[Say]:
    told: list[Say] = []
    for _ in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from(["meeting", "call", "office", "bid", "decision", "statement"]))
        status = draw(st.sampled_from(STATUSES))
        who = draw(st.lists(st.sampled_from(PEOPLE + STATES), min_size=2, max_size=3, unique=True))
        if kind in ("meeting", "call"):
            type = "Meeting" if kind == "meeting" else "Call"
            told.append(meeting(status, *who, date=draw(st.sampled_from(DATES)), type=type))
        elif kind == "office":
            tenure = draw(st.sampled_from(["current", "former", "future"]))
            title = draw(st.sampled_from(["President", "PM", "analyst"]))
            told.append(office(tenure, who[0], title, draw(st.sampled_from([*STATES, None]))))
        elif kind == "statement":
            told.append(Say("Statement", "held", {"speaker": (who[0],), "said": draw(st.sampled_from(["Yes", "No"]))}))
        else:
            firms = draw(st.permutations(FIRMS))
            bid = Say(
                "Acquisition",
                status,
                {"acquirer": (firms[0],), "target": (firms[1],)},
                amount=money(draw(st.sampled_from([10, 14, 15]))),
            )
            told.append(bid)
            if kind == "decision":
                told.append(Say("Decision", "held", {"decider": (who[0],), "object": (bid,), "decisionType": "block"}))
    return told


@st.composite
def corpora(draw: st.DrawFn) -> list[Extraction]:
    pages = []
    for number in range(draw(st.integers(1, 5))):
        day = draw(st.sampled_from([None, *DAYS]))
        month_day = draw(st.sampled_from([None, "01-02"])) if day is None else None
        publisher = draw(st.sampled_from([None, "A", "B"]))
        date = day.isoformat() if day else None
        pages.append(article(f"a{number}", *draw(says()), date=date, month_day=month_day, publisher=publisher))
    return pages


def facts(pages: list[Extraction]) -> Facts:
    return consolidate(pages, Authority(), BASE)


many = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@many
@given(corpora(), st.randoms(use_true_random=False))
def test_order_does_not_matter(pages: list[Extraction], random: object) -> None:
    shuffled = list(pages)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert facts(shuffled) == facts(pages)


@many
@given(corpora(), st.data())
def test_any_sequence_of_changes_gives_what_a_fresh_build_gives(pages: list[Extraction], data: st.DataObject) -> None:
    """Adds, edits and removals in any order: what remains decides, and the differences lead from state to state."""
    growing, there, said = Consolidation(Authority(), BASE), {}, set[str]()
    for _ in range(data.draw(st.integers(1, 8))):
        for _ in range(data.draw(st.integers(1, 3))):
            page = data.draw(st.sampled_from(pages))
            if page.article.id in there and data.draw(st.booleans()):
                growing.drop(terms.article_iri(BASE, page.article.id))
                del there[page.article.id]
            else:
                edited = replace(page, claims=page.claims[: data.draw(st.integers(0, len(page.claims)))], events=())
                there[page.article.id] = page if data.draw(st.booleans()) else edited
                growing.put(there[page.article.id])
        gone, come = (set(facts_to_quads(each, BASE).splitlines()) for each in growing.update())
        said = (said - gone) | come
    fresh = consolidate(there.values(), Authority(), BASE)
    expected = set(facts_to_quads(fresh, BASE).splitlines())
    assert (said - expected, expected - said, growing.facts() == fresh) == (set(), set(), True)


@many
@given(corpora())
def test_every_claim_is_in_one_event_or_set_aside(pages: list[Extraction]) -> None:
    claims = [terms.claim_iri(BASE, page.article.id, claim.id) for page in pages for claim in page.claims]
    found = facts(pages)
    reported = Counter(claim for event in found.events for claim in event.claims)
    reported.update(claim for claim, _ in found.set_aside)
    assert reported == Counter(set(claims))


@many
@given(corpora())
def test_nothing_dangles(pages: list[Extraction]) -> None:
    found = facts(pages)
    things = {each.iri for each in (*found.entities, *found.offices, *found.events)}
    fillers = {filler for event in found.events for each in event.roles.values() for filler in each}
    ends = {end for subject, _, value in found.shortcuts for end in (subject, value)}
    assert fillers | ends <= things


@many
@given(corpora())
def test_an_article_entity_is_one_entity(pages: list[Extraction]) -> None:
    members = Counter(member for member, *_ in facts(pages).members)
    assert set(members.values()) <= {1}


@many
@given(corpora())
def test_iris_are_distinct(pages: list[Extraction]) -> None:
    found = facts(pages)
    iris = Counter(each.iri for each in (*found.entities, *found.offices, *found.events, *found.conflicts))
    assert set(iris.values()) <= {1}


@many
@given(corpora())
def test_no_claim_overtakes_itself_or_in_a_ring(pages: list[Extraction]) -> None:
    later = dict.fromkeys(earlier for _, earlier in facts(pages).supersedes)
    follows = {earlier: newer for newer, earlier in facts(pages).supersedes}
    for start in later:
        seen, step = {start}, follows.get(start)
        while step is not None and step not in seen:
            seen.add(step)
            step = follows.get(step)
        assert step is None


@many
@given(corpora())
def test_only_what_took_place_is_a_meeting_that_took_place(pages: list[Extraction]) -> None:
    found = facts(pages)
    met = {(a, b) for a, name, b in found.shortcuts if name == "metWith"}
    held = {
        (a, b)
        for event in found.events
        if event.type == "Meeting" and event.status == "held"
        for a in event.roles["participant"]
        for b in event.roles["participant"]
    }
    assert met <= held
