"""What stands beside the fields of a sheet, as rows and records have it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..model.phrases import Phrase, PhraseTemplate, translated
from ..reader.beside import MARKINGS, PLAYED, SHAPES, Beside
from ..reader.sheet import Read

_CELL_LETTERS = 30_000  # fewer than a spreadsheet's cell holds
_ON_PAGE = PhraseTemplate("page {page}: {what}")
_OTHER = Phrase("something")
# What has no words of its own. The keys are the kinds of `Beside`.
_WITHOUT_WORDS = {
    "FreeText": Phrase("an empty text"),
    "Text": Phrase("a note"),
    "Ink": Phrase("a drawing by hand"),
    "Stamp": Phrase("a stamp or a picture"),
    **dict.fromkeys(MARKINGS, Phrase("words were marked")),
    **dict.fromkeys(SHAPES, Phrase("a line or a shape")),
    **dict.fromkeys(PLAYED, Phrase("a film or a sound")),
    **dict.fromkeys(("FileAttachment", "Attachment"), Phrase("a file")),
    "Page": Phrase("a page that is not of the sheet"),
    "Content": Phrase("something drawn into the page"),
    "Signature": Phrase("a signature"),
    "Field": Phrase("a box that is not of the sheet"),
}


def beside_pictures(sheet: Read) -> dict[str, bytes]:
    """The pictures of what stands beside the fields, by the names of their files."""
    return {_name(number): item.picture for number, item in _numbered(sheet) if item.picture}


def beside_records(sheet: Read, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """What stands beside the fields, for JSON.

    Args:
        sheet: What was read.
        names: Of the files of its pictures.
    """
    records = []
    for number, item in _numbered(sheet):
        record: dict[str, Any] = {"page": item.page, "box": item.box, "kind": item.kind}
        if item.text:
            record["text"] = item.text
        if _name(number) in names:
            record["picture"] = names[_name(number)]
        records.append(record)
    return records


def beside_cell(sheet: Read) -> str:
    """What stands beside the fields, for one cell of a table, a line each.

    Whatever language the sheet is in, people who collect sheets read this in theirs.
    """
    cell = "\n".join(map(_line, sheet.beside))
    return cell if len(cell) <= _CELL_LETTERS else f"{cell[:_CELL_LETTERS]}…"


def _line(item: Beside) -> str:
    what = item.text or translated(_WITHOUT_WORDS.get(item.kind, _OTHER))
    return translated(_ON_PAGE.phrase(page=item.page, what=what)) if item.page else what


def _numbered(sheet: Read) -> Iterable[tuple[int, Any]]:
    return enumerate(sheet.beside, 1)


def _name(number: int) -> str:
    """A name that no picture of an answer has: these are named by a path."""
    return f"beside-{number}.png"
