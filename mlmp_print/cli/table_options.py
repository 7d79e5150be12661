"""The options of a command that reads a table: its map, the part of its file, what is accepted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from ..model.limits import TABLE_HEADING_ROW
from ..model.losses import CHANGED
from ..model.phrases import Phrase
from ..tables.doubts import CODES as DOUBTS
from ..tables.table_part import HIDDEN, TablePart
from .options import Number, accepting_option, option, path_option, usage_error

_PART_OPTIONS = (
    option(
        "--sheet",
        metavar=Phrase("NAME"),
        help=Phrase("Which sheet of a spreadsheet to read, where several fit."),
    ),
    option(
        "--heading-row",
        metavar="N",
        type=Number(1, TABLE_HEADING_ROW),
        help=Phrase("Which row has the headings, or is the lower one of two."),
    ),
    option(
        "--hidden",
        show_default="fill",
        type=click.Choice(HIDDEN),
        help=Phrase("What to do with rows that a spreadsheet hides."),
    ),
)
_TABLE_OPTIONS = (
    path_option(
        "--columns",
        metavar=Phrase("MAP.toml"),
        help=Phrase("Say which column is which question, where the headings do not."),
    ),
    *_PART_OPTIONS,
    accepting_option(
        (*DOUBTS, *CHANGED),
        help=Phrase(
            "Say that you have looked at a doubt about the table, or at what an older sheet holds "
            "beside its answers: {codes}. May be given several times.",
            codes=[*DOUBTS, *CHANGED],
        ),
    ),
)


def table_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say how a table is read."""
    for decorate in reversed(_TABLE_OPTIONS):
        command = decorate(command)
    return command


def part_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say which part of a table's file is read."""
    for decorate in reversed(_PART_OPTIONS):
        command = decorate(command)
    return command


def table_part(options: dict[str, Any]) -> TablePart:
    """Take the part of a table's file out of the options. Raises click.UsageError."""
    sheet, heading_row, hidden = map(options.pop, ("sheet", "heading_row", "hidden"))
    if sheet == "":
        raise usage_error(Phrase("--sheet needs the name of a sheet."))
    return TablePart(sheet or "", heading_row or 0, hidden or "")
