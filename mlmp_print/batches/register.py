"""Read a register of sheet ids, to find out whose the sheets are that came back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple
from pathlib import Path

from ..model.arguments import check_path, mistyped
from ..model.errors import AnswersError, system_reason
from ..model.limits import FAULTS_SHOWN, REGISTER_BYTES, REGISTER_CELL_LETTERS
from ..model.messages import NOTHING, Message, Where
from ..model.phrases import Phrase
from .sheet_ids import Register, RegisterEntry


def read_register(register: str | Path) -> Mapping[str, RegisterEntry]:
    """Read the register that a batch with sheet ids has written.

    Args:
        register: The path of the CSV file. It must be a file, no pipe and no device.

    Returns:
        Sheet id → whose it is, in the order of the file.

    Raises:
        UsageError: The argument is no path.
        AnswersError: There is no such file, it is no register, it is empty or larger than the
            limit, or it has a sheet id twice.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = f"{folder}/register.csv"
    ...     rows = [{"id": "7001", "name": "Peter"}]
    ...     _ = mlmp.batch("wishing-well", rows, f"{folder}/sheets", sheet_ids=path)
    ...     [(entry.id, entry.row, entry.forms) for entry in mlmp.read_register(path).values()]
    [('7001', '1', 'wishing-well')]
    """
    if not isinstance(register, str | Path):
        raise mistyped("register", register, Phrase("a path (str or Path)"))
    check_path("register", register)
    path = Path(register)
    if fault := _unusable(path):
        raise AnswersError([Message(Where(file=str(path)), fault)])
    given = Register(path)
    given.read()
    faults = list(_faults(str(path), given.entries))
    if faults:
        raise AnswersError(faults[:FAULTS_SHOWN])
    return dict(given.entries)


def _unusable(path: Path) -> Phrase:
    """Return why a file is not opened at all; nothing if it is. A device is never opened."""
    try:
        size = path.stat().st_size
        is_file = path.is_file()
    except OSError as error:
        return Phrase("cannot be read: {reason}", reason=system_reason(error))
    if not is_file:
        return Phrase("is no file. A register must be a file, not a folder, pipe or device")
    if size == 0:
        return Phrase("is empty. Name the register that was written with the sheet ids")
    if size > REGISTER_BYTES:
        return Phrase(
            "is more than {limit:,} bytes: name a register with fewer lines", limit=REGISTER_BYTES
        )
    return NOTHING


def _faults(label: str, entries: Sequence[tuple[str, RegisterEntry]]) -> Iterator[Message]:
    """Yield what makes a register useless for telling whose a sheet is."""
    where = Where(file=label)
    if not entries:
        remedy = Phrase("Name the register that was written with the sheet ids")
        yield Message(where, Phrase("has no sheet ids"), remedy)
    seen: set[str] = set()
    for sheet_id, entry in entries:
        if sheet_id in seen:
            what = Phrase("has the sheet id {id} twice", id=sheet_id)
            remedy = Phrase("Remove the line that is wrong: a sheet is one person's")
            yield Message(where, what, remedy)
        seen.add(sheet_id)
        if not entry.form_names:
            what = Phrase("has no forms in the line of the sheet id {id}", id=sheet_id)
            yield Message(where, what, Phrase("Mend it"))
        if max(map(len, astuple(entry))) > REGISTER_CELL_LETTERS:
            what = Phrase(
                "has a cell with more than {limit:,} letters in the line of the sheet id {id}",
                limit=REGISTER_CELL_LETTERS,
                id=sheet_id,
            )
            yield Message(where, what, Phrase("Mend it"))
