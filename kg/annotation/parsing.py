"""What leaves the parser: its tokens as plain columns, white space dropped, offsets those of the article."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, IDX, LEMMA, LENGTH, ORTH, POS, SENT_START, TAG
from spacy.tokens import Doc

from kg.model import Parse

COLUMNS = [ORTH, LEMMA, POS, TAG, DEP, HEAD, IDX, LENGTH, SENT_START, ENT_TYPE, ENT_IOB]


@dataclass(frozen=True)
class Recognised:
    """The parse and, beside it, the recogniser's labels: (first, last, label) in text order."""

    parse: Parse
    labels: tuple[tuple[int, int, str], ...]


def columns(doc: Doc, offsets: Sequence[int] | array[int]) -> Recognised:
    table = doc.to_array(COLUMNS)
    strings = doc.vocab.strings
    texts = {int(key): strings[int(key)] for key in np.unique(table[:, :5])} if len(doc) else {}
    names = {int(key): strings[int(key)] for key in np.unique(table[:, 9])} if len(doc) else {}
    word, lemma, pos, tag, dep = ([texts[key] for key in table[:, column].tolist()] for column in range(5))
    keep = [p != "SPACE" and not w.isspace() for p, w in zip(pos, word, strict=True)]
    new = np.cumsum(keep) - 1 if keep else np.zeros(0, dtype=int)
    heads = (np.arange(len(doc)) + table[:, 5].astype(np.int64)).tolist()
    begins = (table[:, 8] == 1).tolist()
    kept = [i for i, wanted in enumerate(keep) if wanted]
    index = new.tolist()
    head = [_governor(i, heads, keep, index) for i in kept]
    starts = table[:, 6].tolist()
    lengths = table[:, 7].tolist()
    sentences = _sentences(kept, begins)
    start = tuple(offsets[starts[i]] for i in kept)
    end = tuple(offsets[starts[i] + lengths[i] - 1] + 1 for i in kept)
    parse = Parse(
        word=tuple(word[i] for i in kept),
        lemma=tuple(lemma[i] for i in kept),
        pos=tuple(pos[i] for i in kept),
        tag=tuple(tag[i] for i in kept),
        dep=tuple(dep[i] for i in kept),
        head=tuple(head),
        start=start,
        end=end,
        sentence=tuple(row for row, (first, last) in enumerate(sentences) for _ in range(first, last)),
        sentences=sentences,
        children=_children(head),
    )
    return Recognised(parse, _labels(kept, table, names))


def _governor(i: int, heads: list[int], keep: list[bool], index: list[int]) -> int:
    """The nearest kept token above token i, in new numbering; itself where there is none."""
    above: int = heads[i]
    while not keep[above] and heads[above] != above:
        above = heads[above]
    return index[above] if keep[above] else index[i]


def _sentences(kept: list[int], begins: list[bool]) -> tuple[tuple[int, int], ...]:
    """A sentence starts at the first kept token at or after each begin."""
    bounds: list[int] = []
    previous = -1
    for row, i in enumerate(kept):
        if row == 0 or any(begins[previous + 1 : i + 1]):
            bounds.append(row)
        previous = i
    return tuple(zip(bounds, [*bounds[1:], len(kept)], strict=True))


def _children(head: list[int]) -> tuple[tuple[int, ...], ...]:
    children: list[list[int]] = [[] for _ in head]
    for i, above in enumerate(head):
        if above != i:
            children[above].append(i)
    return tuple(map(tuple, children))


def _labels(kept: list[int], table: np.ndarray, names: dict[int, str]) -> tuple[tuple[int, int, str], ...]:
    kinds = table[:, 9].tolist()
    marks = table[:, 10].tolist()  # 3 begins, 1 goes on
    labels: list[tuple[int, int, str]] = []
    for row, i in enumerate(kept):
        if not kinds[i]:
            continue
        if marks[i] == 1 and labels and labels[-1][1] == row:
            labels[-1] = (labels[-1][0], row + 1, labels[-1][2])
        else:
            labels.append((row, row + 1, names[kinds[i]]))
    return tuple(labels)
