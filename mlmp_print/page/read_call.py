"""The call `read`: the answers in a returned sheet, and a table of many sheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..batches.beside_records import beside_pictures
from ..batches.register import read_register
from ..batches.returns import Returns
from ..batches.sheet_rows import ROWS, ReadFile, row_shape
from ..batches.table_layout import TableLayout
from ..model.cells import shown
from ..model.errors import MlmpError, PdfError, UsageError
from ..model.kinds import Kind
from ..model.messages import Message, did_you_mean, quoted
from ..model.paths import flatten, unflatten, without_positions
from ..model.phrases import Phrase, translated
from ..model.sheet_ids import NO_ID
from ..reader.goals import goals
from ..reader.impersonal import LeftOut, impersonal
from ..reader.many import EarlierSheets, Received
from ..reader.serialize import pack, unpack
from ..reader.sheet import Read
from ..reader.sheet import read as read_sheet
from ..reader.sheet_questions import question_or_path, with_questions
from ..tables.people_cells import PeopleWords
from .answer import Answer, Request
from .said import all_said

FORMATS = ("xlsx", "csv")


def read(request: Request) -> Answer:
    """Answer `read`; see `docs/page-calls.md`."""
    return _table(request) if request.get("sheets") is not None else _one(request)


def _one(request: Request) -> Answer:
    """Read one returned sheet."""
    name = request.args["file"]
    found = read_sheet(
        request.file(name),
        password=request.get("password"),
        check=request.get("check", False),
        crops=request.get("crops", False),
    )
    notes = with_questions(found.notes, found.form, found.language)
    crops = beside_pictures(found)
    nameless = replace(found, pictures=dict.fromkeys(found.pictures, b""))
    head, _ = pack(nameless)
    value = {
        "file": name,
        "form": found.form,
        "version": found.version,
        "language": found.language,
        "answers": found.answers,
        "said": list(_said(found)),
        "notes": all_said(notes),
        "differences": all_said(found.differences),
        "untold": all_said(found.untold),
        "others": {path: list(values) for path, values in found.others.items()},
        "beside": [
            {"page": item.page, "kind": item.kind, "text": item.text, "picture": picture}
            for item, picture in zip(found.beside, _crop_names(found), strict=True)
        ],
        "sheet_id": found.sheet_id,
        "sheet": head,
    }
    return Answer(value, {**found.pictures, **crops})


def _crop_names(sheet: Read) -> Iterator[str]:
    named = iter(beside_pictures(sheet))
    for item in sheet.beside:
        yield next(named) if item.picture else ""


def _said(sheet: Read) -> Iterator[dict[str, Any]]:
    """Yield each answer with its question, and as people say it."""
    cells = PeopleWords(None).cells(sheet.form, sheet.language, sheet.drawn.get("look_name", ""))
    for path, value in flatten(sheet.answers).items():
        kind = sheet.kinds.get(without_positions(path))
        yield {
            "path": path,
            "question": question_or_path(path, sheet.form, sheet.language),
            "kind": kind.name if kind else "",
            "value": value,
            "words": shown(cells.cell(path, value, kind)),
        }


def _doubles(sheet: Read) -> Iterator[dict[str, Any]]:
    """Yield each question that was answered twice, with all of its answers as people say them."""
    cells = PeopleWords(None).cells(sheet.form, sheet.language, sheet.drawn.get("look_name", ""))
    counted = flatten(sheet.answers)
    for path, others in sheet.others.items():
        kind = sheet.kinds.get(without_positions(path))
        every = [counted[path], *others] if path in counted else [*others]
        yield {
            "path": path,
            "question": question_or_path(path, sheet.form, sheet.language),
            "kind": kind.name if kind else "",
            "values": [
                {"value": value, "words": shown(cells.cell(path, value, kind))}
                for at, value in enumerate(every)
                if value not in every[:at]
            ],
        }


def _table(request: Request) -> Answer:
    """Put sheets that were read into one table."""
    rows, form = request.get("rows", "file"), request.get("format", "xlsx")
    for name, value, known in (("rows", rows, ROWS), ("format", form, FORMATS)):
        if value not in known:
            what = Phrase(
                "{name}: there is no {value}. {remedy}",
                name=name,
                value=quoted(value),
                remedy=did_you_mean(str(value), known),
            )
            raise UsageError(what)
    is_impersonal = request.get("no_persons", False)
    layout = TableLayout(
        row_shape(rows, impersonal=is_impersonal),
        PeopleWords(request.look()),
        spreadsheet=form == "xlsx",
        mark=True,
        headings=request.get("headings", True),
        shuffled=is_impersonal,
    )
    collected = _Collected(request, layout, rows)
    for sheet in request.args["sheets"]:
        collected.add(sheet)
    headings, cells = layout.cells()
    file = f"svar.{form}"
    value = {
        "file": file,
        "headings": headings,
        "columns": collected.columns(),
        "rows": [[shown(cell) for cell in row] for row in cells],
        **collected.values(),
    }
    data = b"".join(_encoded(part) for part in layout.end())
    return Answer(value, {file: data})


def _encoded(part: bytes | str) -> bytes:
    return part.encode() if isinstance(part, str) else part


class _Collected:
    """Adds one sheet after another to a table, and keeps what there is to say of them."""

    def __init__(self, request: Request, layout: TableLayout, rows: str) -> None:
        self.layout, self.rows = layout, rows
        self.is_impersonal = request.get("no_persons", False)
        self.left_out, self.earlier = LeftOut(), EarlierSheets()
        register = request.get("register")
        self.is_joined = bool(register)
        entries = read_register(request.kept(register)) if register else None
        asks = self.is_joined or rows in ("person", "goal")
        self.returns = Returns(entries) if asks else None
        self.about: list[dict[str, Any]] = []
        self.kinds: dict[str, str] = {}
        self.without_goals = self.without_id = 0

    def add(self, given: Mapping[str, Any]) -> None:
        """Add a sheet as `read` gave it, with what a person has put right since."""
        file = Path(str(given["file"]))
        try:
            read = _unpacked(given["sheet"])
            sheet = _changed(read, given.get("changes") or {})
            notes = self._add(file, sheet)
        except MlmpError as error:
            self.about.append({"file": str(file), "left_out": all_said(error.messages)})
            return
        self.about.append(
            {
                "file": str(file),
                "name": str(sheet.answers.get("name", "")),
                "notes": all_said(with_questions(notes, sheet.form, sheet.language)),
                "read_notes": all_said(with_questions(read.notes, read.form, read.language)),
                "doubles": list(_doubles(read)),
            }
        )

    def _add(self, file: Path, sheet: Read) -> Sequence[Message]:
        notes = list(self.earlier.notes(file, sheet))
        returned = self.returns.add(Received(file, sheet)) if self.returns else None
        self.without_id += sheet.sheet_id == NO_ID
        if returned and self.is_joined:  # without a register, no sheet is anybody's by an id
            notes += returned.notes
        told = impersonal(sheet, self.left_out) if self.is_impersonal else sheet
        answers = told.rename_pictures({})
        self.layout.add(ReadFile(file, told, answers, {}, returned, self.is_joined))
        self.without_goals += self.rows == "goal" and not any(goals(sheet))
        self.kinds |= {path: kind.name for path, kind in sheet.kinds.items()}
        return notes

    def columns(self) -> list[dict[str, str]]:
        """Return what each column holds: the path of a question, and its kind."""
        about, paths = self.layout.paths()
        of_sheet = [{"path": name, "kind": ""} for name in about]
        of_answers = [
            {"path": path, "kind": self.kinds.get(without_positions(path), "")} for path in paths
        ]
        return of_sheet + of_answers

    def values(self) -> dict[str, Any]:
        """Return what there is to say of all sheets."""
        left_out = {
            "words": self.left_out.words,
            "pictures": self.left_out.pictures,
            "beside": self.left_out.beside,
            "days": self.left_out.days,
        }
        said: dict[str, Any] = {
            "sheets": self.about,
            "left_out": left_out,
            "without_goals": self.without_goals,
            "without_id": self.without_id,
        }
        if self.is_joined and self.returns:
            said["summary"] = translated(self.returns.summary)
            said["missing"] = [
                {"id": one.id, "row": one.row, "sheet_id": one.sheet_id, "forms": list(one.forms)}
                for one in self.returns.missing
            ]
        return said


def _unpacked(head: Any) -> Read:
    """Check a sheet as it comes from the page. Raises PdfError if it is none."""
    try:
        return Read(**unpack(head, b""))
    except (AttributeError, KeyError, TypeError, ValueError):
        raise PdfError(Phrase("is no sheet that was read here")) from None


def _changed(sheet: Read, changes: Mapping[str, Any]) -> Read:
    """Return a sheet with answers that a person has put right; null takes one out.

    Raises InvalidValue for a value that its question cannot have.
    """
    values = dict(flatten(sheet.answers))
    for path, value in changes.items():
        kind: Kind | None = sheet.kinds.get(without_positions(path))
        checked = kind.check(value) if kind and value is not None else None
        if checked is None:
            values.pop(path, None)
        else:
            values[path] = checked
    return replace(sheet, answers=unflatten(values))
