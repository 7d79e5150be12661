"""Compare the objects that the lazy reader finds in a file with those that pypdf finds."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from pypdf import PdfReader, apply_configuration
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

from mlmp_print.model.errors import hushed
from mlmp_print.model.limits import PDF_FIELDS, PDF_STREAM_BYTES
from mlmp_print.reader.lazy_reader import LazyReader

_MOST = 2000  # objects of a file that are compared
_BEYOND = 3  # numbers after the last one, which lead to nothing


def by_pypdf(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data), strict=False)


def differences(data: bytes) -> list[str]:
    """The objects that are not the same; empty if all are, or if neither reader opens the file."""
    with (
        hushed("pypdf"),
        apply_configuration(
            array_maximum_element_count=PDF_FIELDS, zlib_maximum_output_length=PDF_STREAM_BYTES
        ),
    ):
        ours, theirs = (_attempt(lambda open=open: open(data)) for open in (LazyReader, by_pypdf))
        if not isinstance(ours, PdfReader) or not isinstance(theirs, PdfReader):
            return [] if ours == theirs else [f"opened: {ours}, not {theirs}"]
        if _told(ours.trailer) != _told(theirs.trailer):
            return ["trailer"]
        return [
            f"{number} {generation}: {found}, not {expected}"
            for number, generation in _numbers(theirs)
            if (found := _object(ours, number, generation))
            != (expected := _object(theirs, number, generation))
        ]


def _numbers(reader: PdfReader) -> list[tuple[int, int]]:
    found = {
        (number, generation) for generation in reader.xref for number in reader.xref[generation]
    }
    found |= {(number, 0) for number in reader.xref_objStm}
    last = max((number for number, _ in found), default=0)
    return [*sorted(found)[:_MOST], *((last + more, 0) for more in range(1, _BEYOND))]


def _object(reader: PdfReader, number: int, generation: int) -> Any:
    return _attempt(lambda: _told(IndirectObject(number, generation, reader).get_object()))


def _attempt(action: Callable[[], Any]) -> Any:
    """What an action returns, or the class of its error."""
    try:
        return action()
    except MemoryError:
        raise
    except Exception as error:
        return type(error).__name__


def _told(value: PdfObject | None) -> Any:
    """All there is to an object, as plain values; of a reference, where it leads."""
    if isinstance(value, IndirectObject):
        return "R", value.idnum, value.generation
    if isinstance(value, DictionaryObject):
        entries = [(type(key).__name__, key, _told(member)) for key, member in value.items()]
        if isinstance(value, StreamObject):
            return type(value).__name__, entries, value._data
        return "dictionary", entries
    if isinstance(value, ArrayObject):
        return [_told(member) for member in value]
    if isinstance(value, TextStringObject):
        return "text", str(value), value.original_bytes
    if isinstance(value, bytes):
        return "bytes", bytes(value)
    return type(value).__name__, repr(value)
