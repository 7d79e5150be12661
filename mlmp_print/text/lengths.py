"""Add lengths, alike on every Python."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import reduce
from operator import add


def _one_by_one(lengths: Iterable[float]) -> float:
    return reduce(add, lengths, 0)


# From Python 3.12 on, `sum` makes up for what floats lose. A length that lies between two of three
# decimals would be rounded otherwise then, and the same sheet would have other bytes.
total_length = sum if sys.version_info < (3, 12) else _one_by_one
