"""Which language model parses the text, and how texts go through it."""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from numpy.typing import NDArray
from spacy.attrs import IDX, ORTH, SENT_START
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import compile_infix_regex

from kg.annotation.lemmas import remember_lemmas
from kg.annotation.ruler import remember
from kg.errors import ModelError

ENDS = ".!?:;\"')]}->…*\n "
# Verbs that the tokenizer would part at the hyphen, after which the parser finds no verb.
JOINED = (
    "co-founded",
    "co-founding",
    "co-found",
    "co-owned",
    "co-owns",
    "co-hosted",
    "co-chaired",
    "co-led",
    "co-created",
    "re-elected",
    "re-elect",
    "re-appointed",
)
# Ranks and regions cut short, whose stop the tokenizer would take for the end of the sentence.
SHORTENED = (
    "Lt.",
    "Capt.",
    "Sgt.",
    "Col.",
    "Maj.",
    "Cpl.",
    "Cmdr.",
    "Pvt.",
    "Brig.",
    "Supt.",
    "Insp.",
    "Msgr.",
    "Tex.",
    "Vt.",
    "Wyo.",
    "Ont.",
    "Que.",
)
NEEDED = ("tagger", "parser", "lemmatizer", "ner")


@dataclass(frozen=True)
class Pipeline:
    """A loaded spaCy pipeline; `name` is what it was loaded by."""

    name: str
    language: Language = field(repr=False)

    @property
    def version(self) -> str:
        """Language, name and version of the model as its own description gives them."""
        meta = self.language.meta
        return f"{meta.get('lang', '')}_{meta.get('name', '')}-{meta.get('version', '')}"

    def make(self, text: str, breaks: Iterable[int] = ()) -> Doc:
        """Tokenise; a token at one of `breaks` (character offsets) starts a sentence, others only after a mark."""
        doc = self.language.make_doc(text)
        if len(doc):
            starts = np.isin(doc.to_array(IDX), np.array(list(breaks), dtype=np.uint64))
            follows = np.where(np.concatenate(([True], _may_end(doc)[:-1])), 0, -1)
            follows[starts] = 1
            column: Any = follows.astype(np.int64).view(np.uint64).reshape(-1, 1)
            doc.from_array([SENT_START], column)
        return doc

    def parse(self, docs: Iterable[Doc], batch: int) -> Iterator[Doc]:
        return self.language.pipe(docs, batch_size=batch)


def _may_end(doc: Doc) -> NDArray[np.bool_]:
    """By token, whether the next one may start a sentence: in running text a mark or an abbreviation comes before."""
    keys, where = np.unique(doc.to_array(ORTH), return_inverse=True)
    strings = doc.vocab.strings
    ends = np.array([strings[int(key)][-1] in ENDS for key in keys], dtype=bool)
    result: NDArray[np.bool_] = ends[where.reshape(-1)]
    return result


def load(name: str) -> Pipeline:
    """Load a spaCy pipeline by package name or folder. Raises ModelError."""
    with warnings.catch_warnings():
        # The re-uploaded model names the spaCy minor version it was trained with; it is measured to work with ours.
        warnings.filterwarnings("ignore", message=r"\[W095\]", category=UserWarning)
        language = _load(name)
    missing = [pipe for pipe in NEEDED if pipe not in language.pipe_names]
    if missing:
        raise ModelError(
            f"model {name!r} has no {', '.join(missing)}; use an English pipeline that has {', '.join(NEEDED)}"
        )
    if hasattr(language.tokenizer, "infix_finditer"):
        # "U.S.-Japan" is two countries: split at a hyphen between an abbreviation and a name.
        infixes = [*(language.Defaults.infixes or ()), r"(?<=[A-Z]\.)-(?=[A-Z])"]
        language.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    remember(language)
    remember_lemmas(language)
    if hasattr(language.tokenizer, "add_special_case"):
        for word in (*JOINED, *SHORTENED):
            language.tokenizer.add_special_case(word, [{"ORTH": word}])
    return Pipeline(name, language)


def _load(name: str) -> Language:
    if not name:
        raise ModelError("no model named; set KG_MODEL to a spaCy package or a folder")
    try:
        if Path(name).is_dir():
            return spacy.load(name)
        module: Any = importlib.import_module(name)
        loader = getattr(module, "load", None)
        return loader() if callable(loader) else spacy.load(name)
    except (ImportError, OSError, ValueError) as error:
        raise ModelError(
            f"model {name!r} cannot be loaded: {error}; pip install it, or set KG_MODEL to one that is installed"
        ) from error
