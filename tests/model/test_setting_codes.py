"""Settings in the codes of a sheet: every setting has letters of its own, and nothing is lost."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlmp_print.definitions import load as forms
from mlmp_print.look import look as looks
from mlmp_print.model.setting_codes import setting_code, setting_letters, settings_of_code

NAMES = st.lists(st.from_regex(r"[a-z][a-z0-9_]{0,3}\Z"), unique=True, max_size=60)
WORDS = st.lists(st.text(min_size=1, max_size=4), unique=True, min_size=1, max_size=4)
NUMBERS = st.lists(st.integers(0, 1000), unique=True, min_size=1, max_size=4)


@pytest.mark.parametrize(("name", "large"), [*product(forms.names(), (False, True))])
def test_no_two_settings_of_a_form_have_the_same_letters(name, large):
    settings = forms.load(name, looks.load(large=large)).settings
    letters = setting_letters(settings)
    assert len({*letters.values()}) == len(settings)
    assert all(len(key) == 1 for key in letters.values()), "they make the codes short"


def test_settings_that_begin_alike_are_told_apart():
    settings = forms.load("status-sheet", looks.load()).settings
    assert setting_letters(["score", "steps", "signatures"]) == {
        "score": "S",
        "steps": "T",
        "signatures": "I",
    }
    assert {*settings} > {"score", "faces"}


@st.composite
def settings_with_choices(draw):
    """Usual settings of some form, its options, and other settings."""
    usual, options, chosen = {}, [], {}
    for name in draw(NAMES):
        choices = draw(st.none() | WORDS | NUMBERS)
        if choices is None:
            usual[name], chosen[name] = draw(st.integers(0, 1000)), draw(st.integers(0, 1000))
        else:
            options.append((name, tuple(choices)))
            usual[name], chosen[name] = choices[0], draw(st.sampled_from(choices))
    return usual, options, chosen


@given(settings_with_choices())
def test_settings_come_back_from_their_code(given_settings):
    usual, options, chosen = given_settings
    code = setting_code(chosen, usual.items(), options)
    assert settings_of_code(code, usual.items(), options) == chosen
    assert (code == "") == (chosen == usual)


@pytest.mark.parametrize("code", ["G", "6", "G06", "G3", "X1", "S2", "G6G7", "S1G6", "g6", "G6 "])
def test_what_is_no_code_of_settings_gives_none(code):
    usual = {"goals": 3, "score": "numbers"}
    options = [("score", ("numbers", "words"))]
    assert settings_of_code("G6S1", usual.items(), options)
    assert settings_of_code(code, usual.items(), options) is None
