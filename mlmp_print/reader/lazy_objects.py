"""Make objects of pypdf from bytes that `grammar` has matched."""

from __future__ import annotations

import binascii
import io
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    create_string_object,
    read_object,
)

from .grammar import ENTRIES, MEMBERS

if TYPE_CHECKING:
    from .lazy_reader import LazyReader


class Names(dict[bytes, NameObject]):
    """The names of a file by their bytes, each made once."""

    def __missing__(self, written: bytes) -> NameObject:
        if written.isascii() and b"#" not in written:
            name = NameObject(written.decode("ascii"))
        else:
            name = NameObject.read_from_stream(io.BytesIO(written + b" "), None)
        self[written] = name
        return name


def _on_parsed(name: str) -> Callable[..., Any]:
    """The method of that name, of a dictionary whose values are all parsed."""

    def method(self: LazyDictionary, *arguments: Any) -> Any:
        for key in self:
            self.get(key)
        return getattr(DictionaryObject, name)(self, *arguments)

    return method


class LazyDictionary(DictionaryObject):
    """A dictionary of a file. It holds the bytes of a value until that value is asked for."""

    def __init__(self, reader: LazyReader, entries: dict[NameObject, bytes]) -> None:
        super().__init__(entries)
        self._reader = reader

    def get(self, key: Any, default: Any = None) -> Any:
        """The value of an entry, which may be a reference, or the default."""
        value = dict.get(self, key, default)
        if type(value) is bytes and key in self:  # a string of the file has a class of pypdf's
            value = parsed(self._reader, value)
            dict.__setitem__(self, key, value)
        return value

    def raw_get(self, key: Any) -> Any:
        """The value of an entry, which may be a reference. Raises KeyError."""
        if key not in self:
            raise KeyError(key)
        return self.get(key)

    def __getitem__(self, key: Any) -> Any:
        return self.raw_get(key).get_object()

    def __iter__(self) -> Iterator[Any]:
        return iter(self.keys())  # without a method of its own, dict(…) would copy the bytes

    values, items, copy = map(_on_parsed, ("values", "items", "copy"))
    pop, popitem, setdefault = map(_on_parsed, ("pop", "popitem", "setdefault"))
    __eq__, __or__, __ror__ = map(_on_parsed, ("__eq__", "__or__", "__ror__"))
    __repr__ = _on_parsed("__repr__")


# Parsing ----------------------------------------------------------------------------------------


def cut_dictionary(reader: LazyReader, data: bytes, start: int, end: int) -> LazyDictionary | None:
    """The dictionary in `data[start:end]`; None if it has an entry twice."""
    entries = ENTRIES.findall(data, start, end)
    names = reader.names
    by_name = {names[key]: value for key, value in entries}
    return LazyDictionary(reader, by_name) if len(by_name) == len(entries) else None


def cut_array(reader: LazyReader, data: bytes, start: int, end: int) -> ArrayObject:
    """The array whose members stand in `data[start:end]`, its closing bracket among them."""
    return ArrayObject([parsed(reader, member) for member in MEMBERS.findall(data, start, end)])


def parsed(reader: LazyReader, value: bytes) -> PdfObject:
    """The value that is written so."""
    return _PARSERS.get(value[0], _by_pypdf)(reader, value)


def _by_pypdf(reader: LazyReader, value: bytes) -> PdfObject:
    return read_object(io.BytesIO(value + b" "), reader)


def _name(reader: LazyReader, value: bytes) -> PdfObject:
    return reader.names[value]


def _number_or_reference(reader: LazyReader, value: bytes) -> PdfObject:
    if value.endswith(b"R"):
        number, generation, _ = value.split(b" ")
        return IndirectObject(int(number), int(generation), reader)
    return FloatObject(value) if b"." in value else NumberObject(value)


def _string(reader: LazyReader, value: bytes) -> PdfObject:
    return _by_pypdf(reader, value) if b"\\" in value else create_string_object(value[1:-1])


def _array(reader: LazyReader, value: bytes) -> PdfObject:
    members = value[1:-1]
    if not members.translate(None, _OF_NUMBERS):  # a rectangle, most often
        return ArrayObject([_number_or_reference(reader, number) for number in members.split()])
    return cut_array(reader, value, 1, len(value))


def _hexadecimal_or_dictionary(reader: LazyReader, value: bytes) -> PdfObject:
    if value.startswith(b"<<"):
        return cut_dictionary(reader, value, 0, len(value)) or _by_pypdf(reader, value)
    digits = value[1:-1] + b"0" * (len(value) % 2)
    return create_string_object(binascii.unhexlify(digits))


_OF_NUMBERS = b"0123456789+-. \t\r\n"
_PARSERS: dict[int, Callable[[LazyReader, bytes], PdfObject]] = {
    **dict.fromkeys(b"0123456789+-.", _number_or_reference),
    ord("/"): _name,
    ord("("): _string,
    ord("["): _array,
    ord("<"): _hexadecimal_or_dictionary,
}
