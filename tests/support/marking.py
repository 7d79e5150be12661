"""Which cases of a test are slow ones: `make check` runs the ends of a range, `check-slow` all."""

from __future__ import annotations

from typing import Any

import pytest

from mlmp_print.definitions import load as forms

# Between them: goals on more pages, pictures, ticks by a setting, an entry for each theme, pages of
# large print alone, a poster.
TELLING = ("visual-plan", "mood-board", "plan-agreement", "theme-cards", "wheel-poster")


def slow_unless(quick: bool, *values: Any) -> Any:
    """A case of a test, which is slow unless it is one of the quick ones."""
    marks = [] if quick else [pytest.mark.slow]
    return pytest.param(*values, id="-".join(map(str, values)), marks=marks)


EVERY_FORM = [slow_unless(name in TELLING, name) for name in forms.names()]
