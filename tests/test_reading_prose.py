"""What a text says about itself: datelines, headline, furniture, language. All sentences here are made up."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import ReadingError
from kg.model import Article
from kg.reading.dateline import dateline, header
from kg.reading.language import detect
from kg.reading.prose import describe

ONE = "The harbour council met the ferry operator on Monday and agreed to a new timetable for the summer."
TWO = "A spokesman for the operator said that two more ships would be hired before the end of May."
THREE = "Residents have asked for years that the last boat leave the island later than it does at present."
BODY = f"{ONE}\n\n{TWO}\n\n{THREE}"


def described(text: str, **metadata: str | dt.date) -> Article:
    return describe(Article(id="a", text=text, source="a.txt", **metadata))  # type: ignore[arg-type]


def furniture(text: str, **metadata: str) -> list[str]:
    return [text[start:end] for start, end in described(text, **metadata).furniture]


# --- datelines -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("opening", "month_day", "agency"),
    [
        ("OSLO, Feb 04 (Fjord Daily) - ", "02-04", "Fjord Daily"),
        ("LIMA, March 3 (Reuters) - ", "03-03", "Reuters"),
        ("March 26 (UPI) -- ", "03-26", "UPI"),
        ("ACCRA, Ghana, Aug. 11 (UPI) -- ", "08-11", "UPI"),
        ("OSLO/LIMA, Jan 5 (Reuters) - ", "01-05", "Reuters"),
        ("PUNE, Feb 5 (PTI): ", "02-05", "PTI"),
        ("Kobe, Feb. 5 (Jiji Press)--", "02-05", "Jiji Press"),
        ("BERN, 4 February (AFP) \N{EN DASH} ", "02-04", "AFP"),
        ("OSLO, Tuesday, Feb. 4 — ", "02-04", None),
        ("OSLO, Feb. 4 -- ", "02-04", None),
        ("OSLO (AP) — ", None, "AP"),
        ("Oslo, 3 March 2025. ", "03-03", None),
        ("OSLO, March 3, 2025. ", "03-03", None),
        ("SEOUL, South Korea (AP) — ", None, "AP"),
        ("(Reuters) - ", None, "Reuters"),
        ("OSLO — ", None, None),
        ("LAKE HOUSE —\u00a0-", None, None),
        ("ST. LOUIS — ", None, None),
        ("U.N. HEADQUARTERS -- ", None, None),
    ],
)
def test_dateline(opening: str, month_day: str | None, agency: str | None) -> None:
    found = dateline(opening + "The council met.")
    assert found and (found.end, found.month_day, found.agency) == (len(opening), month_day, agency)


@pytest.mark.parametrize(
    "text",
    [
        "NATO — the alliance that was formed in 1949 — will meet.",
        "BREAKING: The council met.",
        "IBM — The maker of computers.",
        "On Feb. 5 - a Monday - the council met.",
        "In May - The council met.",
        "Rep. Ann Poe (R) of Ohio said so.",
        "Mr. Poe, March 3 was a bad day - he said.",
        "Ann Poe (Labour) said - again - that she would stay.",
        "The council met.",
        "Oslo, 3 March. The council met.",
        "Founded in Oslo, 3 March 2025. then closed.",
        "Follow-up talks are planned.",
    ],
)
def test_no_dateline(text: str) -> None:
    assert dateline(text) is None


@pytest.mark.parametrize(
    ("line", "date", "month_day", "author"),
    [
        ("14:35 JST, March 12, 2024", dt.date(2024, 3, 12), "03-12", None),
        ("Friday, January 4, 2019\u00a0", dt.date(2019, 1, 4), "01-04", None),
        ("Published: 5 Feb 2025", dt.date(2025, 2, 5), "02-05", None),
        ("Last updated: Feb. 7, 2025 at 4:09 p.m. EST", dt.date(2025, 2, 7), "02-07", None),
        ("2025-02-07T10:00:00Z", dt.date(2025, 2, 7), "02-07", None),
        ("May 21, 2017 -- Updated 1842 GMT (0242 HKT)", dt.date(2017, 5, 21), "05-21", None),
        ("By Jane Roe | Feb. 5, 2025 | 10:32 am", dt.date(2025, 2, 5), "02-05", "Jane Roe"),
        ("Published February 5, 2025 Updated February 6, 2025", dt.date(2025, 2, 5), "02-05", None),
        ("February 5", None, "02-05", None),
        ("10:32 AM", None, None, None),
        ("By JANE ROE, Associated Press", None, None, "JANE ROE"),
        ("By Jane Roe and Ann Poe", None, None, "Jane Roe and Ann Poe"),
    ],
)
def test_header_line(line: str, date: dt.date | None, month_day: str | None, author: str | None) -> None:
    found = header(line)
    assert found and (found.date, found.month_day, found.author) == (date, month_day, author)


@pytest.mark.parametrize(
    "line", ["By Tuesday", "On May 5 the council met.", "By law, no boat may leave.", "May", "Page 5", "2024 in review"]
)
def test_no_header_line(line: str) -> None:
    assert header(line) is None


@pytest.mark.parametrize(
    ("text", "date", "month_day"),
    [
        (f"OSLO, Feb 04 (Fjord Daily) - {BODY}", None, "02-04"),
        (f"OSLO, Feb 04, 2025 (Fjord Daily) - {BODY}", dt.date(2025, 2, 4), None),
        (f"New Ferry for Summer\n\nFebruary 7, 2025\n\nOSLO, Feb 06 (Fjord Daily) - {BODY}", dt.date(2025, 2, 7), None),
        (f"Updated 9 May 2025\nPublished 8 May 2025\n{BODY}", dt.date(2025, 5, 8), None),
        (
            f"{BODY}\n\nFebruary 7, 2025 was a Friday and the boat was late again, as all of them will remember.",
            None,
            None,
        ),
        (f"February 30, 2025\n{BODY}", None, None),
    ],
)
def test_the_text_dates_an_article(text: str, date: dt.date | None, month_day: str | None) -> None:
    found = described(text)
    assert (found.date, found.month_day) == (date, month_day)


def test_metadata_wins_over_the_dateline() -> None:
    found = described(f"OSLO, Feb 04 (Fjord Daily) - {BODY}", date=dt.date(2024, 2, 5), publisher="The Post")
    assert (found.date, found.month_day, found.publisher) == (dt.date(2024, 2, 5), None, "The Post")


def test_the_dateline_names_the_publisher() -> None:
    assert described(f"OSLO, Feb 04 (Fjord Daily) - {BODY}").publisher == "Fjord Daily"


def test_a_dateline_that_joins_headline_and_body() -> None:
    assert furniture(f"Council Backs Ferry-OSLO, NORWAY —\u00a0-{ONE} {TWO}") == ["-OSLO, NORWAY —\u00a0-"]


# --- headlines -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("opening", "title"),
    [
        ("Council Backs a Later Ferry\n\n", "Council Backs a Later Ferry"),
        ("Council Backs a Later Ferry\n", "Council Backs a Later Ferry"),
        ("Council backs a later ferry\n\n", "Council backs a later ferry"),
        ("Will the council back a later ferry?\n\n", "Will the council back a later ferry?"),
        ("×\n\nCouncil Backs a Later Ferry\n\n", "Council Backs a Later Ferry"),
        ("May 5, 2024\n\nCouncil Backs a Later Ferry\n\n", "Council Backs a Later Ferry"),
        ("The council met.\n\n", None),
        ("The council decided the following:\n\n", None),
        ("• Council Backs a Later Ferry\n\n", None),
        ("Ferries\n\n", None),
        ("", None),
    ],
)
def test_a_text_may_open_with_its_headline(opening: str, title: str | None) -> None:
    assert described(opening + BODY).title == title


def test_the_title_of_the_metadata_stays() -> None:
    assert described(f"Council Backs a Later Ferry\n\n{BODY}", title="Ferry News").title == "Ferry News"


def test_wrapped_lines_are_no_headline() -> None:
    text = "\n".join(
        [
            "The harbour council met the ferry operator on Monday and has agreed to",
            "a new timetable for the summer, which a spokesman for the operator said",
            "would need two more ships to be hired before the end of May, if the ones",
            "Ann Poe",
            "had been asked about can be got at all by then.",
        ]
    )
    assert (described(text).title, furniture(text)) == (None, [])


# --- furniture -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "×",
        "***",
        "Post Comment",
        "Leave a Reply",
        "12 Comments",
        "Advertisement",
        "Advertisement - story continues below",
        "Share this article",
        "Share on Facebook",
        "Follow us on Telegram",
        "Subscribe to our newsletter",
        "Sign up for our daily newsletter",
        "Get the morning news in your inbox",
        "(With inputs from Reuters)",
        "(Reporting by Jane Roe; Editing by Ann Poe)",
        "Source: FJD",
        "Photo: Jane Roe / Fjord Daily",
        "© 2024 Fjord Daily",
        "Copyright 2024 Fjord Daily. All rights reserved.",
        "Jane Roe in Bergen contributed to this article.",
        "Some information for this article came from FJD",
        "FJD ACCESS RANKING",
        "3 min read",
        "Tags: ferries, council, summer",
        "READ MORE: Storm keeps boats in port for third day",
        "Also read: Storm keeps boats in port for third day",
        "Read more | Storm keeps boats in port",
        "Related Posts",
        "Most Read",
        "Ann Poe",
        "Exclusive",
        "ENDS",
        "-",
    ],
)
def test_a_line_of_furniture(line: str) -> None:
    assert furniture(f"{ONE}\n\n{line}\n\n{TWO}\n\n{THREE}") == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Mayor Ann Poe, right, and the operator’s chairman, Bo Lund, board a ferry in the harbour.",
        "• The council met the operator on Monday.",
        "• New timetable agreed",
        "A Later Boat for the Island",
        "What happens next?",
        "The share of ferries that are late has doubled.",
        "Copyright law was changed by parliament on Tuesday.",
        "The council publishes a newsletter.",
        "Comments by the mayor had angered the operator.",
        "Follow the money, the mayor told reporters.",
        "Sources said the mayor had met the operator in private.",
        "More stories of this kind were told in the harbour that evening, and most of them were true.",
        "“Yes,” said Poe.",
        "Poe left.",
        "Ann Poe:",
        "Read the law, said the judge, and you will find that no boat may leave after midnight.",
        "Register now, the mayor urged voters.",
        "She said no.",
    ],
)
def test_a_line_of_prose(line: str) -> None:
    assert furniture(f"{ONE}\n\n{line}\n\n{TWO}\n\n{THREE}") == []


@pytest.mark.parametrize(
    "opener",
    [
        "Related Posts",
        "Related stories:",
        "“Politics” POPULAR ARTICLE",
        '"World" MOST READ ARTICLES',
        "You may also like",
        "More from Fjord Daily",
        "Trending now",
        "Recommended for you",
        "Editor's Picks",
        "In case you missed it",
        "Read also:",
    ],
)
def test_a_list_of_other_headlines(opener: str) -> None:
    teasers = (
        f"{opener}\n-\nStorm Keeps Boats in Port for Third Day\n-\nBridge to Be Closed; Council Blames Rust\nTOP 10"
    )
    assert furniture(f"{BODY}\n{teasers}") == [teasers]


def test_excerpts_under_headlines_belong_to_the_list() -> None:
    excerpt = "The storm that came in on Friday night has kept all of the boats in port for days."
    teasers = f"Related Posts\nStorm Keeps Boats in Port\n{excerpt}\nBridge to Be Closed for Summer"
    assert furniture(f"{BODY}\n{teasers}") == [teasers]


def test_prose_resumes_after_a_list() -> None:
    teasers = "Related stories\nStorm Keeps Boats in Port for Third Day\nBridge to Be Closed for Summer"
    assert furniture(f"{ONE}\n{teasers}\n{TWO}\n{THREE}") == [teasers]


def test_an_opener_before_any_prose_opens_nothing() -> None:
    assert furniture(f"Top stories\n\n• Council meets the operator\n\n{BODY}") == []


@pytest.mark.parametrize(
    ("opening", "marked"),
    [
        ("Council Backs Ferry\n\nAnn Poe\n\nCouncil Backs Ferry\n\n", ["Ann Poe\n\nCouncil Backs Ferry"]),
        ("Council Backs Ferry\n\nCouncil backs ferry | Fjord Daily\n\n", ["Council backs ferry | Fjord Daily"]),
        ("Council Backs Ferry\n\n", []),
    ],
)
def test_a_headline_is_furniture_only_when_repeated(opening: str, marked: list[str]) -> None:
    assert furniture(opening + BODY) == marked


@pytest.mark.parametrize(
    ("end", "marked"),
    [
        (" (With inputs from Reuters)", "(With inputs from Reuters)"),
        (" (Reporting by Jane Roe; Editing by Ann Poe)", "(Reporting by Jane Roe; Editing by Ann Poe)"),
        (" ab/cd (AFP, dpa)", " ab/cd (AFP, dpa)"),
        (" Enditem", " Enditem"),
    ],
)
def test_credits_at_the_end_of_a_paragraph(end: str, marked: str) -> None:
    assert furniture(BODY + end) == [marked]


@pytest.mark.parametrize(
    "text",
    [
        "The council met . It agreed , he said , to a new timetable .\nAnn Poe\nThe operator agreed , too .",
        "the council met the operator on monday\nann poe\nshare",
        "Storm Keeps Boats in Port",
        ONE,
        "The operator was\nAnn Poe\nand no one else until the company was sold again by the people of the town.",
    ],
    ids=["tokenised", "unpunctuated", "headline", "sentence", "broken-line"],
)
def test_what_is_no_page_has_no_furniture(text: str) -> None:
    assert furniture(text) == []


@given(st.lists(st.sampled_from([ONE, TWO, "Ann Poe", "×", "Related Posts", "Storm Keeps Boats in Port", "", "\r"])))
@settings(max_examples=200, deadline=None)
def test_furniture_is_in_order_and_in_the_text(lines: list[str]) -> None:
    text = "\n".join([THREE, *lines])
    spans = [place for span in described(text).furniture for place in span]
    assert spans == sorted(set(spans)) and all(0 <= place <= len(text) for place in spans)


@pytest.mark.parametrize("mark", ["\n", "\r\n", "\r", "\u2028"])
def test_any_line_end_will_do(mark: str) -> None:
    assert furniture(f"{ONE}{mark}{mark}Post Comment{mark}{TWO}") == ["Post Comment"]


@pytest.mark.parametrize(
    "text", ["a " * 400_000, "(" * 200_000 + ONE, "Source: " + "x" * 300_000, "A" * 300_000, "\n" * 300_000 + ONE]
)
def test_odd_texts_take_no_odd_time(text: str) -> None:
    assert described(text).furniture == ()


# --- language ------------------------------------------------------------------------------------------------------

SPOKEN = {
    "fr": "Le maire a rencontré lundi la direction de la compagnie dans le port, et les bateaux partiront plus tard "
    "selon un porte-parole qui est en poste depuis deux ans.",
    "de": "Der Bürgermeister hat am Montag die Leitung der Reederei im Hafen getroffen, und die Schiffe werden "
    "nach Worten eines Sprechers im Sommer später auslaufen.",
    "es": "El alcalde se reunió el lunes con la dirección de la compañía en el puerto y los barcos saldrán más tarde, "
    "según un portavoz de la empresa.",
    "it": "Il sindaco ha incontrato lunedì la direzione della compagnia nel porto e i traghetti partiranno più tardi, "
    "secondo un portavoce della società.",
    "pt": "O presidente da câmara encontrou-se na segunda-feira com a direção da companhia e os barcos vão partir "
    "mais tarde, segundo um porta-voz da empresa.",
    "nl": "De burgemeester heeft maandag met de directie van de rederij gesproken, en volgens een woordvoerder "
    "zullen de boten in de zomer later van het eiland vertrekken.",
    "sv": "Borgmästaren träffade på måndagen rederiets ledning i hamnen, och enligt en talesman ska båtarna gå "
    "senare från ön än de har gjort i vinter.",
    "pl": "Burmistrz spotkał się w poniedziałek z zarządem przewoźnika w porcie, a jak podaje rzecznik, promy "
    "nie będą już odpływać tak wcześnie, jak to było w zimie.",
    "ru": "Мэр встретился в понедельник на борту парома, и они будут уходить позже.",
    "ja": "市長は月曜日に港でフェリー会社の幹部と会い、夏の最終便を遅らせることで合意した。 広報担当者が明らかにした。",
    "zh": "市长星期一在港口会见了轮渡公司的负责人。双方同意夏季末班船推迟开航。 "
    "发言人说公司还将在五月底前再租用两艘船。",
    "ko": "시장은 월요일 항구에서 여객선 회사 경영진을 만나 여름철 마지막 배의 출항 시간을 늦추기로 합의했다고 밝혔다.",
    "ar": "التقى رئيس البلدية يوم الاثنين بإدارة الشركة في الميناء، واتفق الجانبان على تأخير آخر رحلة في الصيف.",
    "en": f"{ONE} {TWO}",
}


@pytest.mark.parametrize("code", SPOKEN)
def test_language_is_told(code: str) -> None:
    assert detect(SPOKEN[code]) == code


@pytest.mark.parametrize(
    "text", ["Two met.", "Poe, Lund, Roe, Ek", "El Niño", "Ann Poe, MD, PhD - Founder, Chief Executive", "12.5", "ok"]
)
def test_short_text_is_not_judged(text: str) -> None:
    assert detect(text) is None


@pytest.mark.parametrize(
    ("given", "text", "language"),
    [
        (None, BODY, "en"),
        ("en-GB", BODY, "en-GB"),
        ("ja", BODY, "en"),
        (None, "Two met.", None),
        ("en", "Two met.", "en"),
    ],
)
def test_language_of_an_article(given: str | None, text: str, language: str | None) -> None:
    assert describe(Article(id="a", text=text, language=given)).language == language


@pytest.mark.parametrize(("given", "text"), [(None, SPOKEN["fr"]), ("en", SPOKEN["fr"]), ("fr-CA", "Deux ministres.")])
def test_what_is_not_english_is_refused(given: str | None, text: str) -> None:
    with pytest.raises(
        ReadingError, match=r"is not English \(looks like fr\): skipped; only English articles can be read"
    ):
        describe(Article(id="a", text=text, language=given))
