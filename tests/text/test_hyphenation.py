"""Where a long word may be broken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlmp_print.text.hyphenation import DICTIONARIES, LEAST, break_points


def broken(word: str, lang: str) -> str:
    points = break_points(word, lang)
    return "-".join(word[a:b] for a, b in zip((0, *points), (*points, len(word)), strict=True))


@pytest.mark.parametrize(
    ("lang", "word", "expected"),
    [
        ("da", "beskæftigelsesforanstaltning", "beskæf-ti-gel-ses-for-an-stalt-ning"),
        ("da", "Kommunikation,", "Kom-mu-ni-ka-tion,"),
        ("da", "bolig", "bolig"),
        ("de", "Selbstversorgung", "Selbst-ver-sor-gung"),
        ("en", "communication", "com-mu-ni-ca-tion"),
        ("fi", "beskæftigelse", "beskæftigelse"),
    ],
)
def test_a_word_is_broken_between_syllables(lang, word, expected):
    assert broken(word, lang) == expected


@given(st.text(max_size=60), st.sampled_from(sorted(DICTIONARIES)))
def test_three_letters_stand_on_each_side_of_a_hyphen(word, lang):
    points = break_points(word, lang)
    assert [*points] == sorted({*points})
    for point in points:
        assert word[point - LEAST : point].isalpha()
        assert len(word[point : point + LEAST]) == LEAST
        assert word[point : point + LEAST].isalpha()
