"""Reads a PDF of ours back: its answers, pictures and notes, and how it was drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from .. import files
from ..definitions import load as forms
from ..definitions.load import schema
from ..draw.paper import SIZES
from ..look import assets
from ..look import look as looks
from ..look.look import DrawOptions
from ..model.errors import PdfError
from ..model.kinds import Kind
from ..model.limits import PDF_BYTES, PDF_FIELDS, PDF_QUESTIONS
from ..model.messages import Message, note
from ..model.paths import entries, flatten, pattern, unflatten
from ..model.schema import has_place, kinds_in
from ..pdf.marks import NO_ID
from ..sandbox import sandbox
from . import description
from .objects import safe_name
from .pdf import (
    NO_NAMES,
    SEVERAL,
    FoundFields,
    Questions,
    as_before,
    load_others,
    load_values,
    read_raw,
    several_sheets,
)
from .serialize import packed, unpacked


class SheetOptions(DrawOptions, total=False):
    """How a sheet was drawn: what a file says of itself as words for `template`, but of a municipality's look only its name."""

    look_name: str


@dataclass(frozen=True)
class Read:
    """What a PDF held. `version` and `language` are None where the file does not say; `notes` name what was left out or odd.

    `pictures`: the name that `answers` give a picture → its file's bytes. `kinds`: what kind of value each question asks for, by its
    path without positions. `sheet_id`: "0" where the sheet has none. `drawn`: how the sheet was drawn, as far as the file says it.
    `others`: what stands, for a question that has several fields in the file, in those that do not count, each value as in `answers`.
    `differences`: if they were looked for, where the pages or what is attached say something else than the fields, whose word counts.
    """

    form: str
    version: int | None
    language: str | None
    answers: dict[str, Any] = field(repr=False)
    notes: tuple[Message, ...] = ()
    pictures: dict[str, bytes] = field(default_factory=dict, repr=False)
    kinds: Mapping[str, Kind] = field(default_factory=dict, repr=False)
    sheet_id: str = NO_ID
    drawn: SheetOptions = field(default_factory=SheetOptions, repr=False)
    others: Mapping[str, tuple[Any, ...]] = field(default_factory=dict, repr=False)
    differences: tuple[Message, ...] = ()

    def naming(self, names: Mapping[str, str]) -> dict[str, Any]:
        """The answers with other names for the pictures (the name in `pictures` → the one wanted); a picture without one is left out."""
        pictures = {name.rpartition(".")[0]: names.get(name) for name in self.pictures}
        values = {path: pictures.get(path, value) for path, value in flatten(self.answers).items()}
        return unflatten({path: value for path, value in values.items() if value is not None})


def read(
    source: str | Path | bytes,
    *,
    password: str | None = None,
    check: bool = False,
    trusted: bool = False,
) -> Read:
    """The answers in a PDF of ours, however it was filled. `source` is a path, or the file's bytes.

    `check`: look for `differences` between the fields and the pages too, also those at the end on which long answers stand. The file is
    read in a process of its own, which is kept for the next one, and stopped if it takes more than 5 s or 512 MB; `trusted`: read it in
    this one, for what you have made yourself.
    Raises PdfError for what is not one of our forms, or broken, or seems to hold several sheets; EncryptedError where a (better) password is needed.
    """
    data = source if isinstance(source, bytes) else pdf_bytes(Path(source))
    if not trusted:
        return _read_in_sandbox(data, password, check)
    raw = read_raw(data, password, check=check)
    told = description.sane(raw.description)
    asked, name = told.get("schema"), told.get("form")
    kinds = kinds_in(asked)
    if len(kinds) > PDF_QUESTIONS:
        raise PdfError(
            f"says that its form has more than {PDF_QUESTIONS:,} questions; no more are read"
        )
    if not kinds or not name:
        name, asked = _recognise(raw)
        kinds = kinds_in(asked)
    asks = Questions(kinds, lambda path: has_place(asked, path))
    if several_sheets(raw, asks):
        raise PdfError(SEVERAL)
    values, notes = load_values(raw, asks)
    if entries(values) > PDF_FIELDS:
        raise PdfError(
            f"has answers at places so far down its lists that these have more than {PDF_FIELDS:,} entries; no more are read"
        )
    values, files = _named(values)
    notes += _version_notes(name, told.get("version"))
    return Read(
        form=name,
        version=told.get("version"),
        language=told.get("language"),
        answers=unflatten(values),
        notes=tuple(notes),
        pictures=files,
        kinds=kinds,
        sheet_id=raw.sheet_ids[0] if raw.sheet_ids else NO_ID,
        drawn=_drawn(told),
        others=load_others(raw, asks),
        differences=(*raw.differences, *_attached_differs(raw.attached, values)),
    )


READ = f"{__name__}:read_packed"  # what the sandbox runs


def read_packed(data: bytes, **given: Any) -> tuple[dict[str, Any], bytes]:
    """Read a file in this process; the result as plain data, to cross to another one."""
    return packed(read(data, trusted=True, **given))


def _read_in_sandbox(data: bytes, password: str | None, check: bool) -> Read:
    told, blob = sandbox.run(READ, data, password=password, check=check)
    try:
        return Read(**unpacked(told, blob))
    except (TypeError, ValueError):
        sandbox.stop()
        raise PdfError(
            "makes the program that reads it answer nonsense: it is made to do so"
        ) from None


def _drawn(told: Mapping[str, Any]) -> SheetOptions:
    """What a file says of how it was drawn, where that makes sense."""
    drawn = SheetOptions()
    if told.get("language") in assets.languages():
        drawn["lang"] = told["language"]
    if told.get("size") in SIZES:
        drawn["size"] = told["size"]
    if told.get("ink") in looks.INKS:
        drawn["ink"] = told["ink"]
    if told.get("large") is True:
        drawn["large"] = True
    if isinstance(told.get("look"), str):
        drawn["look_name"] = told["look"]
    if isinstance(told.get("set"), dict):
        drawn["settings"] = {
            key: value for key, value in told["set"].items() if isinstance(value, int | str)
        }
    return drawn


def _version_notes(name: str, version: Any) -> list[Message]:
    """That the sheet is of another version of its form than the one here."""
    ours = _version(name)
    if ours is None or version in (None, ours):
        return []
    age = "an older" if version < ours else "a newer"
    return [
        note(
            name,
            f"is {age} version than the one here ({version}, not {ours}): read by the questions that the file itself names",
        )
    ]


@lru_cache(maxsize=64)
def _version(name: str) -> int | None:
    """The version of a form of ours; None for one that is not."""
    return forms.load(name, looks.load()).version if name in forms.names() else None


def _attached_differs(
    attached: Mapping[str, Any] | None, values: Mapping[str, Any]
) -> Iterator[Message]:
    """Where the answers attached to a locked copy are not those of its fields."""
    if attached is None:
        return
    if attached.get("whole") is not True:
        yield note(
            "answers.json",
            "the attached answers are not those that were attached when the copy was locked",
        )
    theirs = flatten(attached.get("answers"))
    for path in {**values, **theirs}:
        if theirs.get(path) != values.get(path):
            yield note(safe_name(path), "the attached answers hold something else than the field")


def _named(values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The values with a file name for each picture, and the files."""
    files = {
        path + value[0]: value[1] for path, value in values.items() if isinstance(value, tuple)
    }
    return {
        path: path + value[0] if isinstance(value, tuple) else value
        for path, value in values.items()
    }, files


def pdf_bytes(path: Path) -> bytes:
    """A file's bytes; of one that is too long, or a device without end, only enough to know it. Raises PdfError."""
    try:
        return files.beginning(path, PDF_BYTES + 1)
    except OSError as error:
        raise PdfError(f"cannot be read: {error.strerror}") from None


def _recognise(raw: FoundFields) -> tuple[str, dict[str, Any]]:
    """The form whose questions the fields are, by their names, for a file that has lost its description of itself."""
    look = looks.load()
    found = {pattern(as_before(name))[0] for name in raw.names}
    for name in forms.names():
        asked = schema(name)
        drawn = {
            place.pattern for place in forms.load(name, look).places()
        }  # not a list without room yet
        if len(found & kinds_in(asked).keys()) >= 0.8 * len(found) and len(
            found & drawn
        ) >= 0.8 * len(drawn):
            return name, asked
    if len(raw.sheet_ids) > 1:
        raise PdfError(SEVERAL)
    if raw.nameless or any(as_before(name) != name for name in raw.names):
        raise PdfError(NO_NAMES)
    if raw.again:
        raise PdfError(
            "is not one of our forms, or holds several of them: then split it, and read each sheet alone"
        )
    raise PdfError(f"is not one of our forms. Known: {', '.join(forms.names())}")
