"""Read what a person has said on the review page: `corrections.json`, or the filled-in table.

The file may be anybody's. Every fault is told at once, a sentence each, and none shows an answer.
Whether a correction is about something that a scan asked is found out where scans are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..files import beginning
from ..model import answers
from ..model.arguments import check_path, mistyped
from ..model.errors import AnswersError, InvalidValue, system_reason
from ..model.kinds import clean_text, json_type
from ..model.limits import FAULTS_SHOWN, JSON_BYTES
from ..model.messages import Message, Where
from ..model.paths import PATH
from ..model.phrases import Phrase
from .corrections_table import LineFault, table_corrections
from .review_data import Correction, ItemKey, Value

FORMAT, VERSION = "mlmp_corrections", 1  # how the file begins
_MEMBERS = {"scan", "page", "path", "value"}  # of one correction
_DIGEST = re.compile(r"[0-9a-f]{64}\Z")
_MOST_PAGES = 1_000_000
_MOST_CHOSEN = 100  # answers to one question
_REMEDY = Phrase("Save it again on the review page")
_KEEP_ONE = Phrase("Keep one of them")
_JSON_STARTS = (b"{", b"[")


def read_corrections(source: str | Path) -> tuple[Correction, ...]:
    """Read the corrections that a person made.

    Args:
        source: The path of `corrections.json`, or of the table `corrections.csv`, which may have
            been saved as a spreadsheet.

    Returns:
        The corrections in the order of the file. Two of them are never about the same thing.

    Raises:
        UsageError: The argument is no path.
        AnswersError: The file cannot be read, is too large, or something is wrong with it; with all
            faults. None shows an answer.

    >>> import json, tempfile
    >>> said = {"scan": "0f" * 32, "page": 2, "path": "goals.1.score_now", "value": "2.5"}
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "corrections.json")
    ...     _ = file.write_text(json.dumps({"mlmp_corrections": 1, "corrections": [said]}))
    ...     [(one.key.page, one.key.path, one.value) for one in read_corrections(file)]
    [(2, 'goals.1.score_now', '2.5')]
    """
    if not isinstance(source, str | Path):
        raise mistyped("source", source, Phrase("a path (str or Path)"))
    check_path("source", source)
    path = Path(source)
    data = _bytes(path)
    is_json = data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_JSON_STARTS)
    faults: list[Message] = []
    found: list[tuple[Where, Correction]] = []
    entries = _json_entries(data, str(path)) if is_json else table_corrections(path)
    for where, entry in entries:
        try:
            found.append((where, _correction(entry)))
        except InvalidValue as error:
            faults.append(error.at(where))
    faults += _twice(found)
    if faults:
        raise AnswersError(sorted(faults)[:FAULTS_SHOWN])
    return tuple(correction for _, correction in found)


def _bytes(path: Path) -> bytes:
    where = Where(file=str(path))
    try:
        data = beginning(path, JSON_BYTES + 1)
    except OSError as error:
        what = Phrase("cannot be read: {reason}", reason=system_reason(error))
        raise AnswersError([Message(where, what)]) from None
    if len(data) > JSON_BYTES:
        what = Phrase("is more than {most:,} bytes; no more is read", most=JSON_BYTES)
        raise AnswersError([Message(where, what, _REMEDY)])
    return data


# JSON ---------------------------------------------------------------------------------------------


def _json_entries(data: bytes, label: str) -> Iterator[tuple[Where, Any]]:
    """Yield each correction of the file, with its place."""
    where = Where(file=label)
    try:
        content = answers.parse(data, label)
    except AnswersError as error:  # the remedies there are about answers
        faults = [replace(fault, remedy=_REMEDY, code="") for fault in error.messages]
        raise AnswersError(faults) from None
    if not isinstance(content, Mapping) or FORMAT not in content:
        what = Phrase("is not a file with corrections")
        raise AnswersError([Message(where, what, Phrase("Name the file that the page saved"))])
    version = content[FORMAT]
    if version != VERSION or isinstance(version, bool):
        what = Phrase("was saved by another version of the review page")
        raise AnswersError([Message(where, what, Phrase("Make the review again"))])
    entries = content.get("corrections")
    is_whole = {*content} == {FORMAT, "corrections"} and not answers.repeated(content)
    if not is_whole or not isinstance(entries, list):
        raise AnswersError([Message(where, Phrase("holds more or less than corrections"), _REMEDY)])
    for number, entry in enumerate(entries, 1):
        yield Where(file=Phrase("{file}, correction {number}", file=label, number=number)), entry


def _correction(entry: Any) -> Correction:
    """Check one correction. Raises InvalidValue, which shows nothing of it."""
    if isinstance(entry, LineFault):
        raise InvalidValue(entry.what, entry.remedy)
    if not isinstance(entry, Mapping):
        raise InvalidValue(Phrase("must be an object, not {type}", type=json_type(entry)), _REMEDY)
    if {*entry} != _MEMBERS or answers.repeated(entry):
        what = Phrase("must hold scan, page, path and value, each once, and nothing else")
        raise InvalidValue(what, _REMEDY)
    scan, page, path = entry["scan"], entry["page"], entry["path"]
    if not isinstance(scan, str) or not _DIGEST.match(scan):
        raise InvalidValue(Phrase("does not say of which scan it is"), _REMEDY)
    if not isinstance(page, int) or isinstance(page, bool) or not 1 <= page <= _MOST_PAGES:
        raise InvalidValue(Phrase("does not say of which page it is"), _REMEDY)
    if not isinstance(path, str) or (path and not PATH.match(path)):
        raise InvalidValue(Phrase("does not say of which question it is"), _REMEDY)
    return Correction(ItemKey(scan, page, path), _value(entry["value"]))


def _value(value: Any) -> Value:
    """Check what was said: a text, true or false, several states, or None for nothing."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return clean_text(value)
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        what = Phrase("must say a text, true, false, null or a list of texts")
        raise InvalidValue(what, _REMEDY)
    if not value or len(value) > _MOST_CHOSEN or len({*value}) < len(value):
        raise InvalidValue(Phrase("must name some answers, each once"), _REMEDY)
    return tuple(map(clean_text, value))


def _twice(found: Iterable[tuple[Where, Correction]]) -> Iterator[Message]:
    """Yield a fault for each correction of what was corrected before."""
    first: set[ItemKey] = set()
    for where, correction in found:
        if correction.key in first:
            yield Message(where, Phrase("is the second one of the same question"), _KEEP_ONE)
        first.add(correction.key)
