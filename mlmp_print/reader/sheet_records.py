"""Read a sheet from its record: the JSON that is written out for a sheet that was read.

So what was read once, from a PDF or from paper, can be counted, carried over and changed like the
sheet itself. A record is not trusted: its answers are checked by the kinds of its form.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from ..definitions import load as forms
from ..look import look as looks
from ..look.assets import languages
from ..model.arguments import SHEET_ID
from ..model.errors import InvalidValue, PdfError
from ..model.kinds import Kind
from ..model.limits import JSON_BYTES
from ..model.messages import Message, note
from ..model.paths import KEY, flatten, unflatten, without_positions
from ..model.phrases import Phrase
from ..model.schema import has_place, kinds_in
from ..model.sheet_ids import NO_ID
from .description import checked, sheet_options
from .objects import safe_name
from .sheet import Read
from .sheet_questions import with_questions

FORM, ANSWERS, DRAWN = "form", "answers", "drawn"  # keys of a record
_STARTS = (b"{", b"[")
_MARK = b"\xef\xbb\xbf"


def is_record(data: bytes) -> bool:
    """Tell whether a file may be a record: JSON that speaks of answers.

    >>> is_record(b'{"form": "visual-plan", "answers": {}}'), is_record(b"%PDF-1.7")
    (True, False)
    """
    is_json = data[:64].removeprefix(_MARK).lstrip().startswith(_STARTS)
    return is_json and b'"answers"' in data


def read_record(data: bytes) -> Read:
    """Return the sheet of a record, or of a list of one.

    Raises:
        PdfError: It is no record of a sheet, or holds several, or its form is none of ours.

    >>> record = b'{"form": "wishing-well", "answers": {"name": "Peter"}}'
    >>> read_record(record).answers
    {'name': 'Peter'}
    """
    record = _record(data)
    description = checked({**record, "language": record.get("language")})
    form, language = description[FORM], description["language"]
    if form not in forms.names():
        raise PdfError(
            Phrase(
                "is the record of a form that is none of ours. What was read of a form of one's "
                "own is not taken further. Known: {names}",
                names=", ".join(forms.names()),
            )
        )
    drawn = sheet_options(_drawn(record, language))
    look = looks.load(drawn.get("lang", ""), large=drawn.get("large", False))
    settings = forms.still_set(forms.declared(form, look), drawn.get("settings", {}))
    schema = forms.schema(form, lang=look.lang, settings=settings)
    kinds = kinds_in(schema)
    if drawn.get("look_name"):  # its file is not here: whoever takes the answers further has it
        kinds |= _with_themes(kinds, record[ANSWERS])
    notes: list[Message] = []
    values = dict(_values(record[ANSWERS], schema, kinds, notes))
    sheet_id = record.get("sheet_id")
    return Read(
        form=form,
        version=description["version"],
        language=language,
        answers=unflatten(values),
        notes=with_questions(notes, form, language),
        kinds=kinds,
        sheet_id=sheet_id if isinstance(sheet_id, str) and SHEET_ID.match(sheet_id) else NO_ID,
        drawn=drawn,
    )


def _record(data: bytes) -> dict[str, Any]:
    if len(data) > JSON_BYTES:
        limit = JSON_BYTES >> 20
        raise PdfError(Phrase("is longer than {limit} MB: no sheet is", limit=limit))
    try:
        found = json.loads(data.removeprefix(_MARK))
    except (ValueError, RecursionError):
        if _is_record(data.removeprefix(_MARK).partition(b"\n")[0]):
            what = Phrase("holds several sheets, one on each line. Leave only the line of one")
            raise PdfError(what) from None
        raise PdfError(Phrase("is not the JSON of a sheet that was read")) from None
    if isinstance(found, list) and len(found) == 1:
        found = found[0]
    if isinstance(found, list) or (isinstance(found, dict) and "sheets" in found):
        raise PdfError(Phrase("holds several sheets. Write them as JSON lines, one for each sheet"))
    if not isinstance(found, dict) or not isinstance(found.get(ANSWERS), dict):
        raise PdfError(Phrase("is not the JSON of a sheet that was read"))
    return found


def _is_record(line: bytes) -> bool:
    """Whether a line is the record of a sheet."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and isinstance(found.get(ANSWERS), dict)


def _drawn(record: Mapping[str, Any], language: str | None) -> dict[str, Any]:
    """How the sheet was drawn, as a file's description says it."""
    drawn = record.get(DRAWN)
    found = dict(drawn) if isinstance(drawn, dict) else {}
    settings, found["look"] = found.pop("settings", None), found.pop("look_name", None)
    spoken = {"language": language} if language in languages() else {}
    return {**found, **spoken, **({"set": settings} if isinstance(settings, dict) else {})}


def _with_themes(kinds: Mapping[str, Kind], answers: Any) -> Iterator[tuple[str, Kind]]:
    """Yield the questions for a life theme, which may be one of the look's own in the answers."""
    found: dict[str, dict[str, None]] = {}
    for path, value in flatten(answers).items():
        if isinstance(value, str) and KEY.match(value):
            found.setdefault(without_positions(path), {})[value] = None
    for pattern, kind in kinds.items():
        if kind.is_theme:
            keys = dict.fromkeys((*kind.states, *found.get(pattern, ())))
            yield pattern, kind.define({}, tuple(keys))


def _values(
    answers: Any, schema: Any, kinds: Mapping[str, Kind], notes: list[Message]
) -> Iterator[tuple[str, Any]]:
    """Yield the answers that their kinds allow; a note says what is left out."""
    for path, value in flatten(answers).items():
        kind = kinds.get(without_positions(path)) if has_place(schema, path) else None
        if kind is None:
            notes.append(note(safe_name(path), Phrase("is no question of this form; left out")))
        elif kind.is_picture or kind.describes:
            notes.append(note(path, Phrase("is a picture, which a record does not hold; left out")))
        else:
            try:
                known = kind.check(value)
            except InvalidValue as error:
                notes.append(note(path, error.what, error.remedy))
            else:
                if known is not None:
                    yield path, known
