"""Which dates a text names, and what they mean on a given day."""

from __future__ import annotations

import datetime as dt

import pytest
from flat import flat_parse

from kg.annotation.times import find_times, resolve_publication
from kg.model import DateSpan, TimeExpression

THURSDAY = dt.date(2024, 5, 16)


def brief(span: DateSpan | None) -> str:
    """A span as the tables below write it: 2024-05-10, 2024-05, 2024, first..last, - for none."""
    if span is None:
        return "-"
    first, last = span.earliest.isoformat(), span.latest.isoformat()
    if span.precision == "day" and first == last:
        return first
    if span.precision == "month":
        return first[:7]
    if span.precision == "year" and first[:4] == last[:4]:
        return first[:4]
    return f"{first}..{last}"


def row(time: TimeExpression) -> tuple[str, ...]:
    past, future = brief(time.past), brief(time.future)
    return (time.text, past) if past == future else (time.text, past, future)


def rows(text: str, anchor: dt.date | None = THURSDAY, month_day: str | None = None) -> list[tuple[str, ...]]:
    return [row(time) for time in find_times(flat_parse(text), text, anchor, month_day)]


ONE = [  # sentence, expression, past, future (one value: both the same)
    # weekdays
    ("The ministers met on Friday.", "Friday", "2024-05-10", "2024-05-17"),
    ("She spoke on Thursday morning.", "Thursday morning", "2024-05-16"),
    ("The envoy left last Friday.", "last Friday", "2024-05-10"),
    ("The envoy arrives next Friday.", "next Friday", "2024-05-17"),
    ("The envoy left last Thursday.", "last Thursday", "2024-05-09"),
    ("The vote is this Saturday.", "this Saturday", "2024-05-11", "2024-05-18"),
    ("The strike began this past Sunday.", "this past Sunday", "2024-05-12"),
    ("Wednesday's talks ended early.", "Wednesday", "2024-05-15", "2024-05-22"),
    ("They met late Tuesday night.", "late Tuesday night", "2024-05-14", "2024-05-21"),
    ("They will meet on Tuesday of next week.", "Tuesday of next week", "2024-05-21"),
    ("They met on Monday last week.", "Monday last week", "2024-05-06"),
    ("Talks run from Monday to Wednesday.", "Monday to Wednesday", "2024-05-13..2024-05-15", "2024-05-20..2024-05-22"),
    ("They meet on Saturday and Sunday.", "Saturday and Sunday", "2024-05-11..2024-05-12", "2024-05-18..2024-05-19"),
    # days of the month
    ("They met on March 12, 2019.", "March 12, 2019", "2019-03-12"),
    ("They met on 12 March 2019.", "12 March 2019", "2019-03-12"),
    ("They met on the 12th of March, 2019.", "the 12th of March, 2019", "2019-03-12"),
    ("They met on Mar. 12, 2019, in Oslo.", "Mar. 12, 2019", "2019-03-12"),
    ("They meet on June 3.", "June 3", "2023-06-03", "2024-06-03"),
    ("They met on Sept. 9 in Rome.", "Sept. 9", "2023-09-09", "2024-09-09"),
    ("They met on 4 April.", "4 April", "2024-04-04", "2025-04-04"),
    ("They met on April 4th.", "April 4th", "2024-04-04", "2025-04-04"),
    ("They met on May 16.", "May 16", "2024-05-16"),
    ("The fair opens June 3-5.", "June 3-5", "2023-06-03..2023-06-05", "2024-06-03..2024-06-05"),
    ("The fair opens on June 3 and 4.", "June 3 and 4", "2023-06-03..2023-06-04", "2024-06-03..2024-06-04"),
    ("The fair ran from June 3 to 5, 2022.", "June 3 to 5, 2022", "2022-06-03..2022-06-05"),
    ("The fair runs May 30 – June 2.", "May 30 – June 2", "2023-05-30..2023-06-02", "2024-05-30..2024-06-02"),
    ("The fair ran 3-5 June 2022.", "3-5 June 2022", "2022-06-03..2022-06-05"),
    ("It ran Dec. 30, 2022 to Jan. 2, 2023.", "Dec. 30, 2022 to Jan. 2, 2023", "2022-12-30..2023-01-02"),
    ("It runs Dec. 30 to Jan. 2.", "Dec. 30 to Jan. 2", "2023-12-30..2024-01-02", "2024-12-30..2025-01-02"),
    ("They meet on Friday, June 7, in Oslo.", "Friday, June 7", "2024-06-07"),
    ("They met on Monday, April 8, 2024.", "Monday, April 8, 2024", "2024-04-08"),
    ("They met on Monday (April 8).", "Monday (April 8)", "2024-04-08"),
    ("Signed on 2024-03-01 in Oslo.", "2024-03-01", "2024-03-01"),
    ("Signed on 3/25/2024 in Oslo.", "3/25/2024", "2024-03-25"),
    ("Signed on 25.03.2024 in Oslo.", "25.03.2024", "2024-03-25"),
    ("Talks start in the week of June 3.", "week of June 3", "2023-06-03..2023-06-09", "2024-06-03..2024-06-09"),
    ("It reopens on Christmas Day.", "Christmas Day", "2023-12-25", "2024-12-25"),
    ("They spoke on New Year’s Eve.", "New Year’s Eve", "2023-12-31", "2024-12-31"),
    ("They met on June 3 last year.", "June 3 last year", "2023-06-03"),
    ("In June, they met.", "June", "2023-06", "2024-06"),
    ("The trip, planned for March, was off.", "March", "2024-03", "2025-03"),
    ("They met in June of last year.", "June of last year", "2023-06"),
    ("They meet in late June this year.", "late June this year", "2024-06-21..2024-06-30"),
    ("The party's 2020 list won.", "2020", "2020"),
    ("They met on Monday , April 8 , 2024 .", "Monday , April 8 , 2024", "2024-04-08"),
    ("They meet this Friday, June 7.", "this Friday, June 7", "2024-06-07"),
    ("It closed at 35.98 on Feb. 9.", "Feb. 9", "2024-02-09", "2025-02-09"),
    ("Profit fell for the first quarter of 2017.", "first quarter of 2017", "2017-01-01..2017-03-31"),
    ("Profit fell in fiscal 2015-16.", "fiscal 2015-16", "2015-01-01..2016-12-31"),
    ("It opens by 2020.Officials agree.", "2020", "2020"),
    (
        "It rose between March 5 and April 9.",
        "between March 5 and April 9",
        "2024-03-05..2024-04-09",
        "2025-03-05..2025-04-09",
    ),
    ("It rose between January and March 2023.", "between January and March 2023", "2023-01-01..2023-03-31"),
    ("They spoke in the afternoon on Monday.", "Monday", "2024-05-13", "2024-05-20"),
    ("A photo of this Nov. 11, 2016 rally.", "this Nov. 11, 2016", "2016-11-11"),
    # clock times
    ("She lands (early Monday Japan time) in Oslo.", "early Monday Japan time", "2024-05-13", "2024-05-20"),
    ("She lands Monday (local time) in Oslo.", "Monday (local time)", "2024-05-13", "2024-05-20"),
    ("She lands Monday, Japan time.", "Monday, Japan time", "2024-05-13", "2024-05-20"),
    ("She lands at 3 pm on Monday.", "3 pm on Monday", "2024-05-13", "2024-05-20"),
    ("Updated 14:35 JST, March 12, 2022", "14:35 JST, March 12, 2022", "2022-03-12"),
    ("She lands on Monday at 9:30 a.m. local time.", "Monday at 9:30 a.m. local time", "2024-05-13", "2024-05-20"),
    # months and parts of them
    ("They met in December 2021.", "December 2021", "2021-12"),
    ("They met in Dec. 2021.", "Dec. 2021", "2021-12"),
    ("They met in January.", "January", "2024-01", "2025-01"),
    ("They meet in May.", "May", "2024-05"),
    ("The January summit failed.", "January", "2024-01", "2025-01"),
    ("They met in mid-January.", "mid-January", "2024-01-11..2024-01-20", "2025-01-11..2025-01-20"),
    ("They met in early March.", "early March", "2024-03-01..2024-03-10", "2025-03-01..2025-03-10"),
    ("They met in late October 2020.", "late October 2020", "2020-10-21..2020-10-31"),
    ("It is due by the end of March.", "end of March", "2024-03-21..2024-03-31", "2025-03-21..2025-03-31"),
    ("It lasted from January to March 2023.", "January to March 2023", "2023-01-01..2023-03-31"),
    ("It opened last October.", "last October", "2023-10"),
    ("It opens next January.", "next January", "2025-01"),
    ("It opens this August.", "this August", "2024-08"),
    # years and parts of them
    ("They met in 2019.", "2019", "2019"),
    ("The 2016 election surprised them.", "2016", "2016"),
    ("The plan (2018) failed.", "2018", "2018"),
    ("The plant opened in late 2021.", "late 2021", "2021-09-01..2021-12-31"),
    ("The plant opened in mid-2021.", "mid-2021", "2021-05-01..2021-08-31"),
    ("It grew between 2016 and 2020.", "between 2016 and 2020", "2016-01-01..2020-12-31"),
    ("It grew from 2016 to 2020.", "2016 to 2020", "2016-01-01..2020-12-31"),
    ("The 2016-2020 plan failed.", "2016-2020", "2016-01-01..2020-12-31"),
    ("The 2023-24 season is over.", "2023-24", "2023-01-01..2024-12-31"),
    ("It was built in the 1990s.", "1990s", "1990-01-01..1999-12-31"),
    ("It was built in the late 1990s.", "late 1990s", "1997-01-01..1999-12-31"),
    ("Profit fell in fiscal 2024.", "fiscal 2024", "2024"),
    ("Profit fell in FY2023.", "FY2023", "2023"),
    ("Profit fell in Q2.", "Q2", "2024-04-01..2024-06-30"),
    ("Profit fell in Q3 2022.", "Q3 2022", "2022-07-01..2022-09-30"),
    ("Profit fell in the third quarter.", "third quarter", "2023-07-01..2023-09-30", "2024-07-01..2024-09-30"),
    ("Profit fell in the second quarter of 2017.", "second quarter of 2017", "2017-04-01..2017-06-30"),
    ("Profit fell in the 3rd quarter of 2017.", "3rd quarter of 2017", "2017-07-01..2017-09-30"),
    ("Profit fell in the first half of 2018.", "first half of 2018", "2018-01-01..2018-06-30"),
    ("They met in spring 2023.", "spring 2023", "2023-03-01..2023-05-31"),
    ("They meet this summer.", "this summer", "2024-06-01..2024-08-31"),
    ("They met last winter.", "last winter", "2023-12-01..2024-02-29"),
    # by the day of writing
    ("They met yesterday.", "yesterday", "2024-05-15"),
    ("They meet today.", "today", "2024-05-16"),
    ("They meet tomorrow afternoon.", "tomorrow afternoon", "2024-05-17"),
    ("They meet tonight.", "tonight", "2024-05-16"),
    ("They met last night.", "last night", "2024-05-15"),
    ("They met this morning.", "this morning", "2024-05-16"),
    ("They met last week.", "last week", "2024-05-06..2024-05-12"),
    ("They meet this week.", "this week", "2024-05-13..2024-05-19"),
    ("They meet next week.", "next week", "2024-05-20..2024-05-26"),
    ("They met last month.", "last month", "2024-04"),
    ("They meet next month.", "next month", "2024-06"),
    ("They met last year.", "last year", "2023"),
    ("Next year's budget is ready.", "Next year", "2025"),
    ("It is this year's record.", "this year", "2024"),
    ("They met last weekend.", "last weekend", "2024-05-11..2024-05-12"),
    ("They meet this weekend.", "this weekend", "2024-05-18..2024-05-19"),
    ("They talk over the weekend.", "weekend", "2024-05-11..2024-05-12", "2024-05-18..2024-05-19"),
    ("It closed late last month.", "late last month", "2024-04-21..2024-04-30"),
    ("It closes by the end of this year.", "end of this year", "2024-09-01..2024-12-31"),
    ("It closes at the end of the month.", "end of the month", "2024-05-21..2024-05-31"),
    ("They met earlier this month.", "earlier this month", "2024-05-01..2024-05-16"),
    ("They meet later this month.", "later this month", "2024-05-16..2024-05-31"),
    ("They meet later this year.", "later this year", "2024-05-16..2024-12-31"),
    ("They met earlier in the month.", "earlier in the month", "2024-05-01..2024-05-16"),
    ("They met earlier this week.", "earlier this week", "2024-05-13..2024-05-16"),
    ("They met three days ago.", "three days ago", "2024-05-13"),
    ("They met two weeks ago.", "two weeks ago", "2024-04-29..2024-05-05"),
    ("They met a month ago.", "a month ago", "2024-04"),
    ("They met five years ago.", "five years ago", "2019"),
    ("They meet in two weeks.", "in two weeks", "-", "2024-05-27..2024-06-02"),
    ("They meet three days from now.", "three days from now", "2024-05-19"),
]
NONE = [
    "She sang with her daughter June, a nurse.",
    "They met for a second time, for a second round.",
    "The Sept. 11 attacks changed it.",
    "The post-Christmas lull ended.",
    "It came three days earlier than planned.",
    "They meet in the coming days.",
    "They met recently.",
    "It hired 2,016 workers.",
    "It cost 54,000 crowns.",
    "The Vision 2030 plan is late.",
    "He may attend.",
    "They march on the capital.",
    "Theresa May said so, and May left.",
    "They sat down, the sun shone.",
    "They meet on Sundays.",
    "They meet every Monday.",
    "USA Today reported it.",
    "He read The Sunday Times.",
    "The Black Friday sales began.",
    "Jan Novak met Jun Sato.",
    "Some 1984 people came.",
    "He came second and left.",
    "It was the first half-built ship.",
    "Over $2000 was paid.",
    "The second largest bank failed.",
    "Signed on 03/04/2024 or so.",
]
DURATIONS = [
    ("It will spend it over the next six years.", "over the next six years", "2024-05-16..2030-05-16"),
    ("It fell in the past three months.", "in the past three months", "2024-02-16..2024-05-16"),
    ("It fell over the last decade.", "over the last decade", "2014-05-16..2024-05-16"),
    ("They spoke for five minutes.", "for five minutes", "-"),
    ("It was the first visit in five years.", "in five years", "-"),
    ("It will shrink over the next few years.", "over the next few years", "-"),
]
CHAINS = [
    (
        "Due in May, June and August.",
        [("May", "2024-05"), ("June", "2023-06", "2024-06"), ("August", "2023-08", "2024-08")],
    ),
    (
        "They met on Tuesday, a day earlier.",
        [("Tuesday", "2024-05-14", "2024-05-21"), ("a day earlier", "2024-05-13", "2024-05-20")],
    ),
    ("Born on May 3, 1999, he left the next day.", [("May 3, 1999", "1999-05-03"), ("the next day", "1999-05-04")]),
    ("It rose in 2017 but fell the following year.", [("2017", "2017"), ("the following year", "2018")]),
    ("They met over a year ago.", [("a year ago", "2023")]),
    ("Built in 2017, it closed the next month.", [("2017", "2017"), ("the next month", "-")]),
    ("They met a day earlier.", [("a day earlier", "-")]),
    ("They met in 2019 and 2021.", [("2019", "2019"), ("2021", "2021")]),
]
NO_YEAR = [
    ("They meet on February 7.", None, [("February 7", "-", "02-07")]),
    ("They met yesterday.", "02-04", [("yesterday", "-", "02-03")]),
    ("They meet today.", "02-04", [("today", "-", "02-04")]),
    ("They met on Friday.", "02-04", [("Friday", "-", None)]),
    ("They met on Feb. 7, 2017.", None, [("Feb. 7, 2017", "2017-02-07", None)]),
    ("They met in 2016.", None, [("2016", "2016", None)]),
    ("They met last month.", None, [("last month", "-", None)]),
]


@pytest.mark.parametrize(("sentence", "text", "readings"), [(s, t, r) for s, t, *r in ONE], ids=[t for _, t, *_ in ONE])
def test_one_expression(sentence: str, text: str, readings: list[str]) -> None:
    assert rows(sentence) == [(text, *readings)]


@pytest.mark.parametrize("sentence", NONE)
def test_no_date(sentence: str) -> None:
    assert rows(sentence) == []


@pytest.mark.parametrize(("sentence", "text", "span"), DURATIONS)
def test_duration(sentence: str, text: str, span: str) -> None:
    found = find_times(flat_parse(sentence), sentence, THURSDAY, None)
    assert [(t.text, brief(t.past or t.future), t.duration) for t in found] == [(text, span, True)]


@pytest.mark.parametrize(("sentence", "expected"), CHAINS)
def test_several(sentence: str, expected: list[tuple[str, ...]]) -> None:
    assert rows(sentence) == expected


@pytest.mark.parametrize(("sentence", "month_day", "expected"), NO_YEAR)
def test_article_without_year(sentence: str, month_day: str | None, expected: list[tuple[str, ...]]) -> None:
    found = find_times(flat_parse(sentence), sentence, None, month_day)
    assert [(t.text, brief(t.past), t.month_day) for t in found] == expected


def test_tokens_cover_the_text() -> None:
    text = "In mid-January the two met; on Nov 18-19 they meet again, two weeks after Friday at 3 pm."
    parse = flat_parse(text)
    times = find_times(parse, text, THURSDAY, None)
    covered = [text[parse.start[time.first] : parse.end[time.last - 1]] for time in times]
    assert covered == [time.text for time in times] == ["mid-January", "Nov 18-19", "Friday at 3 pm"]


@pytest.mark.parametrize("anchor", [dt.date.min, dt.date.max])
def test_the_ends_of_the_calendar(anchor: dt.date) -> None:
    text = (
        "Met yesterday, last week, nine decades ago, on Friday, on Feb. 29 and May 5; next year they go for two years."
    )
    assert all(time.text in text for time in find_times(flat_parse(text), text, anchor, None))


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("14:35 JST, March 12, 2024", (dt.date(2024, 3, 12), None)),
        ("Feb 04", (None, "02-04")),
        ("Friday", (None, None)),
        ("", (None, None)),
    ],
)
def test_publication(printed: str, expected: tuple[dt.date | None, str | None]) -> None:
    assert resolve_publication(printed) == expected
