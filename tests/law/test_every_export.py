"""What a form was filled with is read back from FDF and XFDF, whichever program wrote them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from exports import DIALECTS, Value, values_of
from marking import EVERY_FORM
from strategies import answers as some_answers
from strategies import some

import mlmp_print as mlmp
from mlmp_print.model.answers import canonical

FILLS = 2
Writer = Callable[[dict[str, Value]], bytes]


def fills(form: str) -> list[tuple[dict[str, Any], dict[str, Value]]]:
    """Some answers to a form, and what the fields of a sheet with them hold."""
    template = mlmp.template(form)
    return [
        (canonical(template.form, given), values_of(template.fill(given).pdf))
        for given in some(some_answers(template.form), FILLS)
    ]


@pytest.mark.parametrize("form", EVERY_FORM)
def test_what_a_form_was_filled_with_is_read_from_every_dialect(form: str) -> None:
    template = mlmp.template(form)
    for expected, values in fills(form):
        for name, write in DIALECTS.items():
            data = write(values)
            found = mlmp.read(data, trusted=True)
            assert (found.form, found.answers) == (form, expected), name
            assert found.exported and found.beside == ()
            refilled = template.fill(data)
            assert mlmp.read(refilled.pdf, trusted=True).answers == expected, name


def test_fields_that_hold_nothing_may_be_left_out() -> None:
    for expected, values in fills("visual-plan"):
        said = {name: value for name, value in values.items() if value.text not in ("", "Off")}
        for write in DIALECTS.values():
            if expected:
                assert mlmp.read(write(said), trusted=True).answers == expected
