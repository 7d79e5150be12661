"""The lazy reader finds in every file the objects that pypdf finds, and parses few of them."""

from __future__ import annotations

import io
from collections.abc import Iterator

import hostile
import mutants
import pikepdf
import pypdf
import pytest
from hostile import form_of, stream, written
from hypothesis import given
from hypothesis import strategies as st
from pypdf.generic import DictionaryObject, IndirectObject, NameObject
from same_objects import by_pypdf, differences
from strategies import runs

import mlmp_print as mlmp
from mlmp_print.model.limits import PDF_FIELDS
from mlmp_print.reader.lazy_objects import LazyDictionary
from mlmp_print.reader.lazy_reader import LazyReader


def saved(data: bytes, **how: object) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        document.save(out, **how)
    return out.getvalue()


def with_object_streams(data: bytes) -> bytes:
    return saved(data, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def saved_by_pypdf(data: bytes) -> bytes:
    out = io.BytesIO()
    pypdf.PdfWriter(clone_from=io.BytesIO(data)).write(out)
    return out.getvalue()


FILES = {
    "made": hostile.small,
    "rewritten": lambda: saved(hostile.small()),
    "with object streams": lambda: with_object_streams(hostile.small()),
    "linearized": lambda: saved(hostile.small(), linearize=True),
    "by pypdf": lambda: saved_by_pypdf(hostile.small()),
    "encrypted": lambda: mlmp.encrypt(hostile.small(), "secret"),
    "open to all": lambda: saved(hostile.small(), encryption=pikepdf.Encryption(owner="x")),
}


@pytest.mark.parametrize("name", FILES)
def test_every_object_is_the_one_that_pypdf_finds(name):
    assert differences(FILES[name]()) == []


@pytest.mark.parametrize("name", FILES)
def test_so_it_is_in_damaged_files(name):
    for damaged in mutants.mutants(FILES[name](), 12, seed=7):
        assert differences(damaged) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
def test_so_it_is_in_many_damaged_files(name):
    for damaged in mutants.mutants(FILES[name](), 400, seed=8):
        assert differences(damaged) == []


# Written by hand ----------------------------------------------------------------------------------

Bytes = st.SearchStrategy[bytes]


def mostly(ordinary: Bytes, odd: Bytes) -> Bytes:
    """The lazy reader takes an object only if all of it is ordinary, so that little must be odd."""
    return st.integers(0, 19).flatmap(lambda number: ordinary if number else odd)


def some_of(*examples: bytes) -> Bytes:
    return st.sampled_from(examples)


SPACES = mostly(
    some_of(b" ", b" ", b"\n", b"\r\n", b"\t", b"  "), some_of(b"", b"\x00", b"\x0b", b"%x\n")
)
KEYS = mostly(
    some_of(b"/A", b"/B", b"/C.1", b"/D-x", b"/E", b"/F", b"/Length"),
    some_of(b"/A#42", b"/\xe6", b"A", b"/", b"/" + b"x" * 128),
)
ORDINARY = (
    b"0", b"-1", b"+12", b"1.5", b".5", b"5.", b"9" * 8, b"2 0 R", b"00000002 00000 R",
    b"99999999 0 R", b"true", b"false", b"null", b"/Name", b"/A#42", b"/\xc3\xa6", b"/\xe6\xf8",
    b"()", b"(text)", b"(a(b)c)", b"(a\\)b)", b"(\\101\\7)", b"(\\777)", b"(\\\n)", b"(\r\n)",
    b"(\xfe\xff\x00a)", b"(\xfe\xff\x00)", b"(\xff\xfea\x00)", b"(\xef\xbb\xbf\xc3\xa6)",
    b"(\xef\xbb\xbf\xc3)", b"(\x00a)", b"(a\x00b)", b"(\x7f)", b"(endobj)", b"(>>)", b"<>",
    b"<41>", b"<414>", b"<FEFF0041>", b"<FEFFD800>", b"(\\q)", b"(%x)", b"(1 0 obj)",
)  # fmt: skip
ODD = (
    b"-.5", b"1-2", b"1,5", b"--1", b"1e5", b"9" * 12, b"1." + b"0" * 30, b"2  0 R", b"2 0 Rx",
    b"2 0R", b"1 2 0 R", b"999999999 0 R", b"-2 0 R", b"tull", b"trueR", b"endobj", b"stream", b"/",
    b"//", b"/" + b"x" * 128, b"/a{b", b"/" + b"x" * 5000, b"(a(b(c)d)e)", b"(\\", b"<41 42>",
    b"<4G>", b"R", b"<", b">", b"[", b"]",
)  # fmt: skip
SCALARS = mostly(
    st.one_of(
        some_of(*ORDINARY),
        st.from_regex(rb"\A[+-]?[0-9]{1,7}(\.[0-9]{0,7})?\Z"),
        st.binary(max_size=6).map(lambda inner: b"<%s>" % inner.hex().encode()),
    ),
    st.one_of(
        some_of(*ODD),
        st.from_regex(rb"\A[+-]?[0-9]{0,12}(\.[0-9]{0,12})?\Z"),
        st.binary(max_size=8).map(lambda inner: b"(%s)" % inner),
    ),
)


def containers(inner: Bytes) -> Bytes:
    entries = st.lists(st.tuples(SPACES, KEYS, SPACES, inner).map(b"".join), max_size=4)
    members = st.lists(st.tuples(SPACES, inner).map(b"".join), max_size=4)
    return st.one_of(
        st.tuples(entries.map(b"".join), SPACES).map(lambda parts: b"<<%s%s>>" % parts),
        st.tuples(members.map(b"".join), SPACES).map(lambda parts: b"[%s%s]" % parts),
    )


CONTAINERS = containers(st.recursive(SCALARS, containers, max_leaves=6))
ENDS = mostly(
    some_of(b"\nendobj", b"endobj", b"\nstream\nabc\nendstream"),
    some_of(b"", b" >>", b"%x\nendobj", b"stream abc", b"\nstream\rabc\nendstream"),
)


@runs(200)
@given(st.lists(st.tuples(CONTAINERS, ENDS).map(b"".join), min_size=1, max_size=3))
def test_so_it_is_however_an_object_is_written(bodies):
    objects = {10 + number: body for number, body in enumerate(bodies)}
    assert differences(form_of(b"[10 0 R]", objects)) == []


def packed(bodies: list[bytes], shift: int = 0, count: int = 0) -> bytes:
    """A file whose objects from 10 on stand in an object stream."""
    places, content = b"", b""
    for number, body in enumerate(bodies, 10):
        places += b"%d %d " % (number, len(content) + shift * (number > 10))
        content += body + b" "
    entries = b"/Type /ObjStm /N %d /First %d" % (count or len(bodies), len(places))
    objects = {
        1: b"<</Type /Catalog /Pages 2 0 R>>",
        2: b"<</Type /Pages /Kids [] /Count 0>>",
        3: stream(places + content, entries),
    }
    data = written(objects)
    start = data.index(b"xref\n")
    rows = bytes(5)
    for number in range(1, 4):
        rows += b"\x01" + data.index(b"%d 0 obj" % number).to_bytes(3, "big") + b"\x00"
    rows += b"".join(b"\x02\x00\x00\x03" + bytes([place]) for place in range(len(bodies)))
    table = b"/Type /XRef /Size %d /W [1 3 1] /Index [0 4 10 %d] /Root 1 0 R"
    sizes = (10 + len(bodies), len(bodies))
    xref = b"9 0 obj\n%s\nendobj\n" % stream(rows, table % sizes)
    return data[:start] + xref + b"startxref\n%d\n%%%%EOF\n" % start


@runs(100)
@given(
    st.lists(mostly(CONTAINERS, SCALARS), min_size=1, max_size=3),
    st.sampled_from([0] * 8 + [1, -1]),
    st.sampled_from([0] * 8 + [1, 9]),
)
def test_so_it_is_in_an_object_stream(bodies, shift, count):
    assert differences(packed(bodies, shift, count)) == []


# Limits -------------------------------------------------------------------------------------------


def lazily(data: bytes, number: int) -> object:
    reader = LazyReader(data)
    return reader.get_object(IndirectObject(number, 0, reader))


def test_no_array_is_cut_that_pypdf_refuses_for_its_length():
    numbers = form_of(b"[]", {10: b"<</A [%s]>>" % (b"0 " * (PDF_FIELDS + 1))})
    assert not isinstance(lazily(numbers, 10), LazyDictionary)
    assert differences(numbers) == []


@pytest.mark.parametrize("piece", [b"(", b"(\\", b"/A ", b"/A (x) ", b"/A <<", b"[", b"<41", b"1 "])
def test_an_object_without_an_end_is_left_to_pypdf(piece):
    body = b"<</A " + piece * 100
    data = form_of(b"[]", dict.fromkeys(range(10, 13), body))
    assert LazyReader(data)._found(10, 0) is None
    assert differences(data) == []


# What is parsed -----------------------------------------------------------------------------------


def unparsed(node: DictionaryObject) -> set[str]:
    return {key for key in node if type(dict.__getitem__(node, key)) is bytes}


def test_a_value_is_parsed_when_it_is_asked_for_and_then_kept():
    data = form_of(b"[10 0 R]", {10: b"<</T (x) /AP <</N <</On 3 0 R>>>> /Rect [0 0 1 1]>>"})
    node = lazily(data, 10)
    assert isinstance(node, LazyDictionary) and unparsed(node) == {"/T", "/AP", "/Rect"}
    assert node["/AP"] is node.get("/AP") is node.raw_get("/AP")
    assert node["/AP"]["/N"]["/On"]["/Type"] == "/Page"
    assert unparsed(node) == {"/T", "/Rect"}


def nodes() -> Iterator[tuple[DictionaryObject, DictionaryObject]]:
    """A dictionary as the lazy reader finds it, and as pypdf does, again and again."""
    data = form_of(b"[]", {10: b"<</A (x) /B 3 /C [1 2.5 /N] /D <</E null>>>>"})
    theirs = by_pypdf(data)
    while True:
        plain = theirs.get_object(IndirectObject(10, 0, theirs))
        ours = lazily(data, 10)
        assert isinstance(ours, LazyDictionary) and isinstance(plain, DictionaryObject)
        yield ours, plain


USES = {
    "values": lambda node: list(node.values()),
    "items": lambda node: list(node.items()),
    "keys": list,
    "dict": dict,
    "copy": lambda node: node.copy(),
    "spread": lambda node: {**node},
    "missing": lambda node: (node.get("/X"), node.get("/X", b"default")),
    "or": lambda node: node | {"/X": 1},
    "or, on the right": lambda node: {"/X": 1} | node,
    "setdefault": lambda node: node.setdefault(NameObject("/A"), NameObject("/X")),
    "repr": repr,
    "equal": lambda node: node == DictionaryObject(node),
}


@pytest.mark.parametrize("name", USES)
def test_a_dictionary_behaves_as_one_of_pypdf(name):
    ours, plain = next(nodes())
    assert USES[name](ours) == USES[name](plain)


def test_what_is_taken_out_is_parsed():
    ours, plain = next(nodes())
    assert (ours.pop("/A"), ours.popitem()) == ("x", ("/D", plain["/D"]))
    with pytest.raises(KeyError):
        ours["/A"]
