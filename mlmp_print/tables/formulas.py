"""Guard texts that a spreadsheet would take for formulas, and recognise formulas that failed.

A spreadsheet that opens a CSV file runs every cell that starts like a formula. An answer such as
`=HYPERLINK(…)` could then send other cells away (CSV injection; OWASP names = + - @, tab and
carriage return). The CSV files written here put an apostrophe before such a text. Reading a table
takes the apostrophe off again, so that every answer comes back as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from ..model.messages import Message, Where
from ..model.phrases import Phrase

GUARD = "'"
FAILED, NOT_WORKED_OUT = "failed", "not worked out"  # how a formula comes to have no result

# What Excel shows for a formula that failed, in English, Danish and German.
_FAILED = re.compile(
    r"#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|CONNECT!|BLOCKED!|GETTING_DATA"
    r"|I/T|SPILD!|OVERLØB!|BEREGN!|REFERENCE!|VÆRDI!|DIVISION/0!|NAVN\?|NUL!"
    r"|NV|ÜBERLAUF!|BEZUG!|WERT!|ZAHL!)\Z"
)
# A text like a failed formula is guarded too: unguarded it would be refused when it is read.
_NOTHING = frozenset({"=na()", "=nv()", "=i/t()"})  # formulas for nothing, which are asked about
_RISKY = rf"([=+\-@\t\r\n]|{_FAILED.pattern})"
_GUARDED = re.compile(rf"{GUARD}+{_RISKY}")
_RISKY_OR_GUARDED = re.compile(rf"{GUARD}*{_RISKY}")


# As programs write a text that no spreadsheet shall change: ="0012".
_QUOTED_TEXT = re.compile(r'="((?:[^"]|"")*)"\Z')
# A formula itself, where its result should stand: =B2&" "&C2, =SUM(A1:A9), =Ark1!A1.
_FORMULA = re.compile(r"=\s*[-+(]*\$?(?:[A-Z]{1,3}\$?[0-9]+\b|[A-ZÆØÅ.]{2,}\(|\w+!\$?[A-Z])")


class FailedFormula(str):
    """A cell that shows a formula's error. It is written again without a guard.

    An answer with the same letters is a plain `str`, and gets one.
    """

    __slots__ = ()


def guard_csv(cell: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would take for a formula.

    A text that has the apostrophe already gets another one, since reading takes one off.

    >>> guard_csv("-vaske"), guard_csv("'-vaske"), guard_csv("vaske")
    ("'-vaske", "''-vaske", 'vaske')
    """
    if _RISKY_OR_GUARDED.match(cell) and not isinstance(cell, FailedFormula):
        return GUARD + cell
    return cell


def guard_xlsx(cell: str) -> str:
    """Put an apostrophe before a text from which `unguard` would otherwise take one.

    A workbook says which cells are texts, so that a formula's first letter alone is no risk there.

    >>> guard_xlsx("-vaske"), guard_xlsx("'-vaske")
    ('-vaske', "''-vaske")
    """
    return GUARD + cell if _GUARDED.match(cell) or _FAILED.match(cell) else cell


def unguard(cell: Any) -> Any:
    """Take the guard off a cell, and mark a formula's error as such.

    Somebody may have saved a guarded CSV file as a spreadsheet, so this goes for both.

    >>> unguard("'-vaske"), unguard("'hej")
    ('-vaske', "'hej")
    """
    if not isinstance(cell, str) or cell[:1] not in (GUARD, "#"):
        return cell  # nearly every cell
    if _FAILED.match(cell):
        return FailedFormula(cell)
    return cell[1:] if _GUARDED.match(cell) else cell


def quoted_text(cell: str) -> str:
    """Return the text of a cell that is written as a formula, so that no spreadsheet changes it.

    >>> quoted_text('="0012"'), quoted_text("= mindre stress")
    ('0012', '= mindre stress')
    """
    found = _QUOTED_TEXT.match(cell) if cell[:2] == '="' else None
    return found[1].replace('""', '"') if found else cell


def unsolved_formulas(headers: Sequence[str], cells: Sequence[str]) -> Iterator[Message]:
    """Yield an error for each cell of a CSV file that is a formula and not its result."""
    for header, cell in zip(headers, cells, strict=False):
        if cell[:1] == "=" and _FORMULA.match(cell) and cell.casefold() not in _NOTHING:
            what = Phrase("is a formula, and its result is not in the file")
            remedy = Phrase("Save the table from the spreadsheet again, with the results")
            yield Message(Where(column=header), what, remedy)


def is_formula_error(text: str) -> bool:
    """Return whether a text is what a spreadsheet shows for a formula that failed.

    >>> is_formula_error("#REF!"), is_formula_error("#1")
    (True, False)
    """
    return text[:1] == "#" and bool(_FAILED.match(text))


def failed_formulas(headers: Sequence[str], cells: Sequence[Any]) -> Iterator[Message]:
    """Yield an error for each cell of a row that shows a formula's error.

    calamine shows a failed formula as an empty cell, so that `formula_results` looks for them.
    """
    for header, cell in zip(headers, cells, strict=False):
        if isinstance(cell, str) and is_formula_error(cell):
            yield failed_formula(Where(column=header))


def failed_formula(where: Where) -> Message:
    """The error for a cell with a formula that failed."""
    remedy = Phrase("Mend the formula in the spreadsheet")
    return Message(where, Phrase("is a formula's error"), remedy)
