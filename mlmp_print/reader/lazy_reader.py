"""A pypdf reader that cuts objects into their entries, and parses an entry when it is asked for.

pypdf parses every object whole: of a sheet's 93 widgets also the tooltips, the references to the
structure tree and all else that nobody asks for, one byte after another. That is most of the time
that reading takes.
"""

from __future__ import annotations

import io
from itertools import pairwise
from typing import Any

from pypdf import PdfReader
from pypdf.generic import (
    DictionaryObject,
    IndirectObject,
    NumberObject,
    PdfObject,
    StreamObject,
)

from ..model.limits import PDF_FIELDS
from .grammar import END_OF_STREAM, HEADER, NUMBERS_OF_PACKED_OBJECTS, OBJECT
from .lazy_objects import Names, cut_array, cut_dictionary

# Bytes of an object; pypdf takes a longer one. A member of an array has two bytes or more, so that
# no array is cut that pypdf refuses for its length. However objects overlap, each costs no more.
_LONGEST = 2 * PDF_FIELDS

_LONGEST_NUMBERS = 24  # bytes of an object's number and place in an object stream

_Place = tuple[bytes, int, int]  # bytes, and where in them an object begins and ends


class LazyReader(PdfReader):
    """Reads what pypdf reads, as the same objects, in less time.

    It takes an object only if the cross-reference table leads to it, the file is not encrypted, and
    `grammar` matches the whole object. All else is left to pypdf, repairs and errors too.
    """

    def __init__(self, data: bytes) -> None:
        """Open a file. Raises what pypdf raises."""
        self.names = Names()
        self._file = data
        self._packed: dict[int, dict[int, _Place] | None] = {}  # by number of the object stream
        self._cuts = False  # pypdf may still mend its tables
        super().__init__(io.BytesIO(data), strict=False)
        self._cuts = not self.is_encrypted

    def read_object_header(self, stream: Any) -> tuple[int, int]:
        """Read `12 0 obj`, and leave the stream at what follows."""
        match = HEADER.match(self._file, stream.tell())
        if match is None:
            return super().read_object_header(stream)
        stream.seek(match.end())
        return int(match[1]), int(match[2])

    def get_object(self, indirect_reference: int | IndirectObject) -> PdfObject | None:
        """The object that a reference leads to; None if there is none."""
        if isinstance(indirect_reference, IndirectObject):
            number, generation = indirect_reference.idnum, indirect_reference.generation
            if (generation, number) in self.resolved_objects:
                return self.resolved_objects[generation, number]
            found = self._found(number, generation) if self._cuts else None
            if found is not None:
                return self.cache_indirect_object(generation, number, found)
        return super().get_object(indirect_reference)

    def _found(self, number: int, generation: int) -> PdfObject | None:
        """An ordinary object, or None."""
        if generation == 0 and number in self.xref_objStm:
            places = self._objects_in(self.xref_objStm[number][0])
            return self._cut(*places[number]) if places and number in places else None
        if self.xref_free_entry.get(generation, {}).get(number, False):
            return None
        start = self.xref.get(generation, {}).get(number, -1)
        header = HEADER.match(self._file, start) if start >= 0 else None
        if header is None or (int(header[1]), int(header[2])) != (number, generation):
            return None
        return self._in_file(header.end())

    def _in_file(self, start: int) -> PdfObject | None:
        """The object whose content begins at `start`, or None."""
        match = OBJECT.match(self._file, start, start + _LONGEST)
        if match is None or match.lastgroup is None:
            return None
        found = self._cut(self._file, start, match.start(match.lastgroup))
        if match.lastgroup == "end":
            return found
        return self._stream(found, match.end()) if isinstance(found, DictionaryObject) else None

    def _cut(self, data: bytes, start: int, end: int) -> PdfObject | None:
        if data.startswith(b"[", start):
            return cut_array(self, data, start + 1, end)
        return cut_dictionary(self, data, start, end)

    def _stream(self, dictionary: DictionaryObject, start: int) -> StreamObject | None:
        """The stream whose bytes begin at `start`, or None if it does not end where it should."""
        length = dictionary.get("/Length")
        if not isinstance(length, NumberObject) or length < 0:
            return None
        if not END_OF_STREAM.match(self._file, start + length):
            return None
        entries = dict(dictionary.items())
        entries["__streamdata__"] = self._file[start : start + length]
        return StreamObject.initialize_from_dictionary(entries)

    # Object streams (7.5.7)

    def _objects_in(self, number: int) -> dict[int, _Place] | None:
        """Where the objects in an object stream stand, by number; None unless all are ordinary.

        pypdf parses all of them when it needs one, so that none can be read if one is broken.
        """
        if number not in self._packed:
            self._packed[number] = None
            if number not in self.xref_objStm:
                stream = self.resolved_objects.get((0, number)) or self._found(number, 0)
                if isinstance(stream, StreamObject) and stream.get("/Type") == "/ObjStm":
                    self.resolved_objects.setdefault((0, number), stream)
                    self._packed[number] = _places(stream)
        return self._packed[number]


def _places(stream: StreamObject) -> dict[int, _Place] | None:
    count, first = stream.get("/N"), stream.get("/First")
    if not isinstance(count, NumberObject) or not isinstance(first, NumberObject):
        return None
    if not 0 < count <= PDF_FIELDS or first > count * _LONGEST_NUMBERS:
        return None
    data = stream.get_data()
    if not 0 < first <= len(data) or not NUMBERS_OF_PACKED_OBJECTS.fullmatch(data, 0, first):
        return None
    numbers = [int(number) for number in data[:first].split()]
    if len(numbers) != 2 * count:
        return None
    bounds = [*(first + offset for offset in numbers[1::2]), len(data)]
    places = {
        number: (data, start, end)
        for number, (start, end) in zip(numbers[::2], pairwise(bounds), strict=True)
        if end - start <= _LONGEST and _is_whole(data, start, end)
    }
    return places if len(places) == count else None


def _is_whole(data: bytes, start: int, end: int) -> bool:
    match = OBJECT.fullmatch(data, start, end)
    return match is not None and match.lastgroup is None
