"""Read `corrections.csv` after somebody has filled it in, perhaps with a spreadsheet.

Each line says itself what may be chosen there, so that no scan is needed to understand it. A
spreadsheet may have made a number or a date of a cell.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..look.assets import languages
from ..look.language import cell_words, language_words, say
from ..model.cells import as_text, empty, seen
from ..model.errors import AnswersError, InvalidValue
from ..model.kinds import Score, Tick
from ..model.messages import NOTHING, Message, Where
from ..model.names import StateNames
from ..model.phrases import Phrase
from ..tables.row import Row
from ..tables.table import Table
from .review_data import ASK, DOUBT, KEEP, PAGE, PICTURE, SKIP, TEXT, Value
from .review_table import ANSWER, KEY_COLUMNS, PAGE_NUMBER, PATH, SCAN, SEVERAL, STATES, TICK, WHAT

_NOTHING_SIGNS = {"-", "–", "−"}
_COLUMNS = Phrase("Fill in the table that lies beside the review page, and keep its columns")
_WRITE = Phrase("Write one of the words in the line, - for nothing, or ? for asking")
_YES_NO = Phrase("Write ja or nej (yes or no)")


@dataclass(frozen=True)
class LineFault:
    """What is wrong with a line, in the place of its correction."""

    what: Phrase
    remedy: Phrase = NOTHING


def table_corrections(path: Path) -> Iterator[tuple[Where, Any]]:
    """Yield what each filled-in line says, as `corrections.json` has it, with its place.

    Raises:
        AnswersError: The file is no such table.
    """
    table = Table(path)
    columns = _columns(table)
    for row in table.rows():
        where = Where(file=table.file.label, row=row.number)
        for fault in row.faults:
            yield where, LineFault(fault.what, fault.remedy)
        if not row.faults:
            line = _Line({name: _cell(row, at) for name, at in columns.items()})
            if not empty(line.cells[ANSWER]):
                yield where, line.entry()


def _columns(table: Table) -> dict[str, int]:
    """Return where the columns stand. Raises AnswersError if one is missing."""
    words = [say(language_words(lang), lang, f"review.csv_{ANSWER}") for lang in languages()]
    headings = {seen(heading).casefold(): at for at, heading in enumerate(table.headers)}
    found = {name: headings[name] for name in KEY_COLUMNS if name in headings}
    answers = [headings[word.casefold()] for word in words if word.casefold() in headings]
    if answers:
        found[ANSWER] = answers[0]
    missing = [name for name in (*KEY_COLUMNS, ANSWER) if name not in found]
    if missing:
        what = Phrase("is not a file with corrections: it lacks the columns {names}", names=missing)
        raise AnswersError([Message(Where(file=table.file.label), what, _COLUMNS)])
    return found


def _cell(row: Row, at: int) -> Any:
    return row.cells[at] if at < len(row.cells) else ""


@dataclass(frozen=True)
class _Line:
    """A filled-in line: its cells by the names of the columns."""

    cells: dict[str, Any]

    def entry(self) -> Any:
        """Return the correction as `corrections.json` has it, or what is wrong with it."""
        try:
            page = as_text(self.cells[PAGE_NUMBER]).strip()
            scan, path = as_text(self.cells[SCAN]).strip(), as_text(self.cells[PATH]).strip()
            value = self._value()
        except InvalidValue as error:
            return LineFault(error.what, error.remedy)
        number = int(page) if page.isascii() and page.isdigit() and len(page) < 9 else None
        said = [*value] if isinstance(value, tuple) else value
        return {"scan": scan, "page": number, "path": path, "value": said}

    def _value(self) -> Value:
        cell, what = self.cells[ANSWER], as_text(self.cells[WHAT]).strip()
        word = seen(cell) if isinstance(cell, str) else ""
        if what in (PICTURE, PAGE):
            if what == PICTURE and word == ASK:
                return ASK
            if what == PAGE and word in (sheets := self._sheets()):
                return sheets[word]
            return KEEP if _is_yes(cell) else SKIP
        if word in _NOTHING_SIGNS:
            return None
        if word == ASK:
            return ASK
        if what == TEXT:
            return _typed(cell)
        if what != DOUBT:
            raise InvalidValue(Phrase("does not say what is asked"), _COLUMNS)
        return self._chosen(cell)

    def _sheets(self) -> dict[str, str]:
        """The words for other sheets of a page → what is said of it."""
        pairs = as_text(self.cells[STATES]).split(SEVERAL)
        return {name.strip(): key.strip() for key, _, name in (one.partition("=") for one in pairs)}

    def _chosen(self, cell: Any) -> Value:
        states = [state.strip() for state in as_text(self.cells[STATES]).split(SEVERAL)]
        if states == [TICK]:
            return _is_yes(cell)
        known = dict(pair.partition("=")[::2] for pair in states)  # state → its name on the sheet
        parts = cell.split(SEVERAL) if isinstance(cell, str) else [cell]
        found = tuple(_state(part, known) for part in parts)
        return found if len(found) > 1 else found[0]


def _is_yes(cell: Any) -> bool:
    try:
        return Tick().from_cell(cell, StateNames(), cell_words())
    except InvalidValue as error:
        raise InvalidValue(error.what, _YES_NO) from None


def _typed(cell: Any) -> str:
    """The text of a cell; of a date that a spreadsheet knows as one, the day."""
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, datetime.date) else as_text(cell)


def _state(cell: Any, known: dict[str, str]) -> str:
    """The state that a cell names: by its name on the sheet, or by itself; a score as a number."""
    states: Sequence[str] = [*known]
    if {*states} <= {*Score().states}:
        return Score().store(float(Score().from_cell(cell, StateNames(), cell_words()) or 0))
    names = StateNames.of([(name, state) for state, name in known.items()], known, states)
    found = names.state(as_text(cell))
    if found is None:
        raise InvalidValue(Phrase("is not one of the answers to choose from"), _WRITE)
    return found
