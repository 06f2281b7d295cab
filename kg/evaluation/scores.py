"""What a score is: counts of right, wrong and missed, and the figures made of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

ASPECTS = ("status", "date", "amount", "title")  # of events found: how often each is right


@dataclass
class Tally:
    """Counts in the making, of one type or of several."""

    tp: int = 0
    fp: int = 0
    fn: int = 0
    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)

    def judge(self, aspect: str, verdict: bool | None) -> None:
        """None: the gold does not say."""
        if verdict is not None:
            self.right[aspect] += verdict
            self.asked[aspect] += 1

    def add(self, other: Tally) -> None:
        self.tp, self.fp, self.fn = self.tp + other.tp, self.fp + other.fp, self.fn + other.fn
        self.right.update(other.right)
        self.asked.update(other.asked)

    def row(self) -> Row:
        precision, recall = _ratio(self.tp, self.tp + self.fp), _ratio(self.tp, self.tp + self.fn)
        f1 = _ratio(2 * precision * recall, precision + recall)
        shares = {a: round(self.right[a] / self.asked[a], 3) for a in ASPECTS if self.asked[a]}
        return Row(self.tp, self.fp, self.fn, round(precision, 3), round(recall, 3), round(f1, 3), shares)


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one type; `fp`, `p` and `f1` are None where the gold marks only some of what is there."""

    tp: int
    fp: int | None
    fn: int
    p: float | None
    r: float
    f1: float | None
    shares: dict[str, float] = field(default_factory=dict)
    per_1000_words: float | None = None  # how freely claims of the type are made

    def as_json(self) -> dict[str, Any]:
        row: dict[str, Any] = {"tp": self.tp, "fp": self.fp, "fn": self.fn, "p": self.p, "r": self.r, "f1": self.f1}
        if self.per_1000_words is not None:
            row["per_1000_words"] = self.per_1000_words
        return row | self.shares


@dataclass(frozen=True, slots=True)
class Difference:
    """Something missed or wrong, for reading."""

    kind: str  # missed | wrong
    article: str
    type: str
    status: str
    roles: str
    words: str


@dataclass(frozen=True)
class Scores:
    """By type, in alphabetical order; for whole articles also ALL, EVENTS (offices left out) and the macro mean."""

    rows: dict[str, Row]
    differences: tuple[Difference, ...]
    macro: tuple[int, float] | None = None  # types with ten gold events or more, and their mean F1

    def as_json(self) -> dict[str, Any]:
        out: dict[str, Any] = {name: row.as_json() for name, row in self.rows.items()}
        if self.macro:
            out["MACRO"] = {"types": self.macro[0], "f1": self.macro[1]}
        return out


def tallies() -> defaultdict[str, Tally]:
    return defaultdict(Tally)


def total(parts: Iterable[Tally]) -> Tally:
    whole = Tally()
    for part in parts:
        whole.add(part)
    return whole
