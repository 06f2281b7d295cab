"""What leaves the parser: its tokens as plain columns, white space dropped, offsets those of the article."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise

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


def join(parts: Sequence[Recognised]) -> Recognised:
    """The columns of a text that was parsed in pieces."""
    if len(parts) == 1:
        return parts[0]
    shifts = list(accumulate((len(p.parse) for p in parts), initial=0))
    rows = list(accumulate((len(p.parse.sentences) for p in parts), initial=0))
    every = list(zip([p.parse for p in parts], shifts, rows, strict=False))
    parse = Parse(
        word=tuple(chain.from_iterable(p.word for p, _, _ in every)),
        lemma=tuple(chain.from_iterable(p.lemma for p, _, _ in every)),
        pos=tuple(chain.from_iterable(p.pos for p, _, _ in every)),
        tag=tuple(chain.from_iterable(p.tag for p, _, _ in every)),
        dep=tuple(chain.from_iterable(p.dep for p, _, _ in every)),
        head=tuple(h + by for p, by, _ in every for h in p.head),
        start=tuple(chain.from_iterable(p.start for p, _, _ in every)),
        end=tuple(chain.from_iterable(p.end for p, _, _ in every)),
        sentence=tuple(s + row for p, _, row in every for s in p.sentence),
        sentences=tuple((a + by, b + by) for p, by, _ in every for a, b in p.sentences),
        children=tuple(tuple(c + by for c in cs) for p, by, _ in every for cs in p.children),
    )
    labels = tuple(
        (a + by, b + by, kind) for part, by in zip(parts, shifts, strict=False) for a, b, kind in part.labels
    )
    return Recognised(parse, labels)


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
    return tuple(pairwise([*bounds, len(kept)]))


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
