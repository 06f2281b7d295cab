"""Periods of the calendar: months, quarters, seasons, years, decades and ranges of them."""

from __future__ import annotations

from kg.annotation.times import readings as on
from kg.annotation.times.readings import Reading, both
from kg.annotation.times.rules import MONTH_STARTS, PART_STARTS, YEAR_WORD, Match, Scene, rule
from kg.annotation.times.words import CONTEXT, QUARTERS, SEASONS, compile_pattern, month_number, part_of
from kg.model import DateSpan

# --- months, seasons, quarters -----------------------------------------------------------------------------------


def _month(match: Match, scene: Scene) -> Reading | None:
    """A month or several, whole or its early, middle or late part."""
    got = match.groupdict()
    first = month_number(got["month"])
    last = month_number(got["month2"]) if got.get("month2") else first
    if first is None or last is None or not _is_month(match, scene):
        return None
    part, count = got.get("part"), (last - first) % 12 + 1

    def of_year(year: int) -> DateSpan:
        if count > 1:
            return on.months_of(year - (bool(got["year"]) and last < first), first, count)
        return on.third_of(on.month_of(year, first), part_of(part)) if part else on.month_of(year, first)

    if got.get("year_word"):
        return scene.yearly(of_year, scene.year_said(got["year_word"])) if scene.anchor else Reading()
    return scene.yearly(of_year, got["year"])


def _is_month(match: Match, scene: Scene) -> bool:
    """ "March", "May" and the like are dates only where a year, a part or the word before says so."""
    got, name = match.groupdict(), match["month"].lower()
    if scene.word_after(match.end()) == "day" or name not in CONTEXT["ambiguous_months"]:
        return scene.word_after(match.end()) != "day"
    if got["year"] or got.get("year_word") or got.get("part") or got.get("month2"):
        return True
    before = scene.word_before(match.start()).lower()
    ends = scene.text[match.end() : match.end() + 1] == ","
    if ends and before in CONTEXT["before_may"]:
        return True  # "In June, she left": no list, and nobody of that name
    if before == "," or (ends and name in ("april", "may", "june") and before not in ("for", "of", "by")):
        return bool(_IN_LIST.search(scene.text, max(0, match.start() - 12), match.end() + 24))
    return before in CONTEXT["before_may" if name == "may" and scene.may_is_name else "before_month"]


def _season(match: Match, scene: Scene) -> Reading | None:
    first = SEASONS[match["season"].lower()]
    return scene.yearly(lambda year: on.months_of(year, first, 3), match["year"])


def _quarter(match: Match, scene: Scene) -> Reading | None:
    got = match.groupdict()
    number = int(got["number"]) if got.get("number") else QUARTERS[got["word"].lower()]
    length = 3 if "q" in match["unit"].lower() else 6
    if number > 12 // length:
        return None
    return scene.yearly(lambda year: on.months_of(year, length * number - length + 1, length), got["year"])


# --- years -------------------------------------------------------------------------------------------------------


def _year(match: Match, scene: Scene) -> Reading | None:
    if not _is_year(match, scene):
        return None
    span = on.year_of(int(match["year"]))
    return both(on.third_of(span, part_of(match["part"])) if match["part"] else span)


def _is_year(match: Match, scene: Scene) -> bool:
    """Four digits are a year after "in", "the", a bracket …, and not before what is counted."""
    before, after = scene.word_before(match.start()), scene.word_after(match.end())
    if after in CONTEXT["after_number"]:
        return False
    if before.endswith(("'s", "’s", "s'", "s’")):
        return True
    return bool(match["part"]) or before == "" or before.lower() in CONTEXT["before_year"]


def _years(match: Match, scene: Scene) -> Reading | None:
    """2016-2020, 2023-24; "2016 and 2020" only after "between"."""
    first, short = match["year"], match.groupdict().get("short")
    span = on.years_of(int(first), int(first[:2] + short if short else match["last"]))
    return both(span) if span else None


def _fiscal(match: Match, scene: Scene) -> Reading | None:
    """As the calendar year: when a fiscal year begins is a matter of country and company."""
    return _years(match, scene) if match.groupdict().get("short") else both(on.year_of(int(match["year"])))


def _decade(match: Match, scene: Scene) -> Reading | None:
    span = on.decade_of(int(match["decade"]))
    return both(on.third_of(span, part_of(match["part"])) if match["part"] else span)


_IN_LIST = compile_pattern(r"\b{LONE},? (?:and |or )?{LONE}(?!\w)")  # May, June and August
_ORDINAL = "|".join(QUARTERS)
_PART = r"(?P<part>{PART})"
RULES = (
    rule(r"(?P<month>{MONTH}),? (?:of )?(?P<year>{YEAR})", MONTH_STARTS, _month),
    rule(r"(?P<month>{LONE})(?P<year>)(?!\w)(?! ?{DAY})", MONTH_STARTS, _month),
    rule(r"(?P<part>{PART})?(?P<month>{LONE})" + YEAR_WORD, MONTH_STARTS + PART_STARTS, _month),
    rule(_PART + r"(?P<month>{LONE})(?:,? (?:of )?(?P<year>{YEAR}))?(?!\w)", PART_STARTS, _month),
    rule(
        r"(?P<month>{LONE})(?:{DASH}| until )(?P<month2>{LONE})(?:,? (?:of )?(?P<year>{YEAR}))?(?!\w)",
        MONTH_STARTS,
        _month,
    ),
    rule(r"(?P<season>{SEASON})(?:,? of)? (?P<year>{YEAR})", tuple(SEASONS), _season),
    rule(r"(?P<unit>Q)(?P<number>[1-4])\b(?:,? (?:of |in )?(?P<year>{YEAR}))?", ("q",), _quarter),
    rule(r"(?P<unit>H)(?P<number>[12])\b,? (?:of )?(?P<year>{YEAR})", ("h",), _quarter),
    rule(
        rf"(?P<word>{_ORDINAL})(?: |-)(?P<unit>quarter)\b(?:,? (?:of )?(?P<year>{{YEAR}}))?",
        (*QUARTERS, "0"),
        _quarter,
    ),
    rule(r"(?P<word>first|second)(?: |-)(?P<unit>half) (?:of )?(?P<year>{YEAR})", ("first", "second"), _quarter),
    rule(r"(?P<part>)(?P<year>{YEAR})", ("0",), _year),
    rule(_PART + r"(?P<year>{YEAR})", PART_STARTS, _year),
    rule(r"(?P<year>{YEAR})(?:{DASH}(?P<last>{YEAR})|[-–/](?P<short>\d\d)(?![\w-]))", ("0",), _years),
    rule(r"between (?P<year>{YEAR}) and (?P<last>{YEAR})", ("between",), _years),
    rule(
        r"(?:fiscal|financial)(?: year)?(?: |-)(?P<year>{YEAR})(?:[-–/](?P<short>\d\d)(?!\w))?",
        ("fiscal", "financial"),
        _fiscal,
    ),
    rule(r"FY ?(?P<year>{YEAR})", ("fy",), _fiscal),
    rule(r"(?P<part>)(?P<decade>(?:1[89]|20)\d0)['’]?s\b", ("0",), _decade),
    rule(_PART + r"(?P<decade>(?:1[89]|20)\d0)['’]?s\b", PART_STARTS, _decade),
    rule(
        r"between (?P<month>{LONE}) and (?P<month2>{LONE})(?:,? (?:of )?(?P<year>{YEAR}))?(?!\w)", ("between",), _month
    ),
)
