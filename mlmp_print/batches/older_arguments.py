"""How a batch's older sheets are read, and what they supply that its table lacks."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path

from ..model.errors import AnswersError
from ..model.messages import Message, Where
from ..model.phrases import Phrase
from ..tables.doubts import NO_LIST, NO_NAME, OTHER_FORM, SCORES_ALONE
from ..tables.table_match import TableMatch

# Doubts about a table whose rows say only what is new: what they lack, the older sheets have.
SUPPLIED = frozenset({NO_LIST, NO_NAME, OTHER_FORM, SCORES_ALONE})


def check_signs(matching: TableMatch, where: str) -> None:
    """Check that a table says which older sheets are whose. Raises AnswersError."""
    if not (matching.id_header or matching.sheet_id_header):
        what = Phrase("says of nobody which older sheet is theirs")
        remedy = Phrase("Name the column of ids, or of sheet ids, in a map")
        raise AnswersError([Message(Where(file=where), what, remedy)])


@dataclass(frozen=True)
class OlderArguments:
    """How older sheets are read and used.

    Attributes:
        changed: Whether they are changed; else new sheets start from them.
        register: Says whose sheet ids they have (CSV, as a batch with sheet ids writes it).
        password: Of those that are encrypted.
        jobs: How many are read at the same time; None for the usual number.
        executor: Any executor of `concurrent.futures`, instead of `jobs`.
        progress: Called with how many of how many are read.
    """

    changed: bool = False
    register: Path | None = None
    password: str | None = field(default=None, repr=False)
    jobs: int | None = 1
    executor: Executor | None = None
    progress: Callable[[int, int], None] | None = None
