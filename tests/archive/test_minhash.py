"""Signatures distinguish copies from other texts, in any order of word triples."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.archive.stories.minhash import (
    BANDS,
    PERMUTATIONS,
    SHORTEST,
    bands,
    body_signature,
    similarities,
)

WORDS = [f"kata{number}" for number in range(5_000)]


def text(seed: int, words: int = 300) -> list[str]:
    return random.Random(seed).choices(WORDS, k=words)  # noqa: S311 (seeded, not secret)


def signed(words: list[str]) -> bytes:
    made = body_signature(" ".join(words))
    assert made is not None
    return made


def test_a_text_is_wholly_alike_itself_whatever_its_case_and_punctuation() -> None:
    words = text(1)
    assert similarities(signed(words), [signed([f"{word.upper()}," for word in words])]) == [1.0]


@pytest.mark.parametrize("changed", [5, 10, 20])
def test_similarity_estimates_the_share_of_word_triples(changed: int) -> None:
    """Within four standard errors of 64 permutations."""
    words = text(2)
    other = list(words)
    for place in random.Random(changed).sample(range(300), changed):  # noqa: S311
        other[place] = "lain"
    triples = [{tuple(some[i : i + 3]) for i in range(298)} for some in (words, other)]
    share = len(triples[0] & triples[1]) / len(triples[0] | triples[1])
    assert (
        abs(similarities(signed(words), [signed(other)])[0] - share)
        < 4 * (share * (1 - share) / PERMUTATIONS) ** 0.5
    )


def test_two_texts_of_their_own_share_no_band() -> None:
    assert not set(bands(signed(text(3)))) & set(bands(signed(text(4))))


def test_a_copy_with_another_opening_shares_a_band() -> None:
    words = text(5)
    assert set(bands(signed(words))) & set(bands(signed(["lain", "kota", *words[5:], "tutup"])))


def test_a_short_notice_has_no_signature() -> None:
    assert body_signature(" ".join(WORDS[: SHORTEST - 1])) is None


@given(st.text())
def test_any_text_has_a_signature_of_one_size_or_none(body: str) -> None:
    made = body_signature(body * 40)
    assert made is None or (len(made), len(list(bands(made)))) == (4 * PERMUTATIONS, BANDS)
