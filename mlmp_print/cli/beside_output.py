"""What `read` says of what stands beside the fields of a sheet."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ..model.losses import BESIDE_ANSWERS
from ..model.phrases import Phrase
from ..reader.sheet import Read


def codes_beside(sheet: Read, accepted: Collection[str]) -> set[str]:
    """The codes of what stands in a sheet and in no answer, and is not accepted."""
    return {note.code for note in sheet.notes if note.code in BESIDE_ANSWERS} - {*accepted}


def beside_summary(codes: Iterable[str]) -> Phrase:
    """What to do about it."""
    options = " ".join(f"--accept {code}" for code in sorted(codes))
    return Phrase(
        "Not everything on the sheets is in the answers (exit code 3). Look at what the notes "
        "name; then {options} says that you have.",
        options=options,
    )
