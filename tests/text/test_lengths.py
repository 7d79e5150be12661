"""Lengths add up alike on every Python, so that a sheet has the same bytes on each."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mlmp_print.text import lengths


@given(st.lists(st.floats(-1e6, 1e6)))
def test_lengths_are_added_one_after_the_other_on_every_python(values):
    total = 0.0
    for value in values:
        total += value
    assert lengths.total_length(values) == lengths._one_by_one(values) == total
