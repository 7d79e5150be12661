"""Options of the commands that write out what sheets hold: what has a row, and whose a sheet is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..model.phrases import Phrase, PhraseTemplate
from .options import option, path_option, usage_error

if TYPE_CHECKING:
    from ..batches.sheet_ids import RegisterEntry

ROWS = ("file", "person", "goal")
HEADINGS = ("keys", "words")

register_option = path_option(
    "--register",
    metavar=Phrase("FILE.csv"),
    help=Phrase(
        "The register of batch --sheet-ids: adds the id of each person, and says who has not "
        "come back, and whose sheet came back twice."
    ),
)
headings_option = option(
    "--headings",
    type=click.Choice(HEADINGS),
    default="keys",
    show_default=True,
    help=Phrase("Whether a table has keys or the words of the sheet as headings."),
)
no_persons_option = option(
    "--no-persons",
    is_flag=True,
    help=Phrase(
        "Write choices, scores, ticks and years only, in a random order: no names, ids, files, "
        "words or pictures. Somebody may still be recognised, above all among few sheets."
    ),
)


def check_no_persons(rows: str, others: Mapping[str, Path | None]) -> None:
    """Refuse what would tell of a person after all. Raises click.UsageError."""
    if rows == "person":
        others = {"--rows person": Path(), **others}
    for name, given in others.items():
        if given is not None:
            what = PhraseTemplate("{option} tells of persons: leave it out, or --no-persons.")
            raise usage_error(what.phrase(option=name))


def check_headings(headings: str, layout: str) -> bool:
    """Tell whether headings are words. Raises click.UsageError where there is no table."""
    in_words = headings == "words"
    if in_words and layout not in ("csv", "xlsx"):
        raise usage_error(
            Phrase("--headings are those of a table: end the name after -o in .csv or .xlsx.")
        )
    return in_words


def register_entries(register: Path | None) -> Mapping[str, RegisterEntry] | None:
    """Read a register; None without one. Raises AnswersError."""
    if register is None:
        return None
    from ..batches.register import read_register

    return read_register(register)
