"""Which pages a run measures: every condition with every sheet in turn, a new seed each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .conditions import CONDITIONS, Condition
from .sheets import SHEETS, Sheet

SHIFT = 5  # pages from one condition to the next, so that a small run has many of both


@dataclass(frozen=True)
class Job:
    """One picture to make and read; names, so that it can be sent to another process."""

    sheet_name: str
    page_index: int
    condition_name: str
    seed: int

    @property
    def sheet(self) -> Sheet:
        return SHEETS[self.sheet_name]

    @property
    def condition(self) -> Condition:
        return CONDITIONS[self.condition_name]


def jobs(
    count: int, sheets: Sequence[str], conditions: Sequence[str], first_seed: int = 0
) -> list[Job]:
    """So many pages; those of one sheet stand together, since it is drawn once."""
    pages = [(name, page) for name in sheets for page in SHEETS[name].pages]
    chosen = []
    for number in range(count):
        turn, place = divmod(number, len(conditions))
        name, page = pages[(turn + SHIFT * place) % len(pages)]
        chosen.append(Job(name, page, conditions[place], first_seed + number))
    return sorted(chosen, key=lambda job: (job.sheet_name, job.page_index, job.seed))
