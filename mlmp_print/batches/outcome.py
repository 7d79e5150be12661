"""What a batch did, in numbers and messages."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from ..model.messages import Message


@dataclass
class Outcome:
    """What a batch did: files written and found there already, people who failed, pages printed. Of troubles and notes the first are kept;
    the report has them all. A dry run, which has no report, keeps many more troubles."""

    written: int = 0
    skipped: int = 0
    failed: int = 0
    people: int = 0  # done
    pages: int = 0  # of the print job
    trouble_count: int = 0
    note_count: int = 0
    troubles: list[Message] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)
    failed_rows: Path | None = None  # where the rows that failed are

    def told(self, *, dry_run: bool = False) -> str:
        """The outcome in a line."""
        parts = (
            [f"{self.written} {'would be ' if dry_run else ''}filled"]
            if self.written or self.skipped or not self.pages
            else []
        )
        parts += [f"{self.skipped} there already"] if self.skipped else []
        parts += [f"{self.people} in the print job, {self.pages} pages"] if self.pages else []
        see = f": see {self.failed_rows}" if self.failed_rows else ""
        parts += [f"{self.failed} not{see}"] if self.failed else []
        return f"{', '.join(parts)}."
