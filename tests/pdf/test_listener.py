"""What a listener hears of every sheet, in three languages, as text that a person has read."""

from __future__ import annotations

import re

import listener
import pytest

SAMPLES = list(listener.samples())


@pytest.mark.parametrize(("name", "drawn"), SAMPLES, ids=[name for name, _ in SAMPLES])
def test_a_listener_hears_the_sheet_and_no_words_run_together(name, drawn):
    """A capital within a word tells that two lines were joined."""
    expected = (listener.SPOKEN / f"{name}.txt").read_text("utf-8")
    heard = listener.heard(drawn())
    assert heard == expected, "is it better? then run tests/support/listener.py"
    assert not re.search(r"[a-zæøåäöüß][A-ZÆØÅÄÖÜ]", heard)


def test_every_text_is_of_a_sample():
    assert {path.stem for path in listener.SPOKEN.glob("*.txt")} == {name for name, _ in SAMPLES}
