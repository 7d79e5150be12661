"""Values as JSON and bytes: what comes back is what went in, and nothing else can."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlmp_print.prepared.packing import DAMAGED, LONG, classes, pack, unpack


@dataclass(frozen=True)
class Shape:
    name: str
    size: tuple[float, float]
    parts: Mapping[Any, Any]


class Pair(NamedTuple):
    left: Any
    right: Any


@dataclass(frozen=True)
class Stranger:
    name: str


KNOWN = classes(Shape, Pair)
LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
) | st.binary()
KEYS = st.text() | st.tuples(st.text(), st.text())
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner).map(tuple)
        | st.dictionaries(KEYS, inner)
        | st.builds(Pair, inner, inner)
        | st.builds(Shape, st.text(), st.tuples(st.floats(0), st.floats(0)), st.just({}) | inner)
    ),
    max_leaves=20,
)


def typed(value: Any) -> Any:
    """A value with the types of its parts: 1, 1.0 and True are equal, and are not the same."""
    if isinstance(value, Mapping):
        return [(typed(key), typed(part)) for key, part in value.items()]
    if isinstance(value, tuple):
        return type(value), [typed(part) for part in value]
    return type(value), value


@given(VALUES)
def test_what_comes_back_is_what_went_in(value):
    assert typed(unpack(pack(value, KNOWN), KNOWN)) == typed(value)


def test_compressed_data_is_a_piece_of_its_own_wherever_it_stands():
    font = zlib.compress(bytes(range(256)) * 3 + b"font" * 7, 9) + bytes(LONG)
    file = b"1 0 obj\n<<>>\nstream\n%s\nendstream\nendobj\n" % font
    _, *inside = pack({"a": file, "b": file + file}, KNOWN)
    assert inside == [font] * 3 == pack(font, KNOWN)[1:] * 3
    assert unpack(pack(file + file, KNOWN), KNOWN) == file + file


@pytest.mark.parametrize("value", [Stranger("x"), {"a": [object()]}, {1, 2}])
def test_a_value_of_another_type_is_refused(value):
    with pytest.raises(TypeError, match="cannot pack"):
        pack(value, KNOWN)


def test_a_class_that_is_not_named_is_not_made():
    pieces = pack(Stranger("x"), classes(Stranger))
    with pytest.raises(DAMAGED):
        unpack(pieces, KNOWN)


def test_a_class_that_has_other_fields_today_is_not_made():
    pieces = pack(Pair(1, 2), KNOWN)
    with pytest.raises(DAMAGED):
        unpack(pieces, {"Pair": Shape})


@given(st.lists(st.binary(), max_size=3), st.booleans())
def test_any_other_bytes_are_damaged_and_no_other_error(pieces, compressed):
    if compressed:
        pieces = [zlib.compress(piece) for piece in pieces]
    with pytest.raises(DAMAGED):
        unpack(pieces, KNOWN)


@given(VALUES, st.data())
def test_a_head_with_other_bytes_gives_a_value_or_is_damaged(value, data):
    head, *rest = pack(value, KNOWN)
    plain = bytearray(zlib.decompress(head))
    place = data.draw(st.integers(0, len(plain) - 1))
    plain[place] = data.draw(st.integers(0, 255))
    with suppress(DAMAGED):
        unpack([zlib.compress(bytes(plain)), *rest], KNOWN)
