"""PDFs that are made to hurt whoever reads them.

Each is a function that returns the file's bytes, or a change to one of our own sheets.
"""

from __future__ import annotations

import io
import json
import re
import warnings
import zlib
from collections.abc import Callable
from functools import cache
from typing import Any

import pikepdf

import mlmp_print as mlmp

ANSWERS: dict[str, Any] = {
    "name": "Peter",
    "date": "2019-05-01",
    "notes": "Æblegrød",
    "goals": [{"text": "vaske tøj", "theme": "mobility", "score_now": 2.5}],
}


STEPS: dict[str, Any] = {
    "name": "Peter",
    "goal": "bo alene",
    "steps": [{"text": "vaske tøj", "done": True}, {"text": "Æblegrød"}],
}


@cache
def sound() -> bytes:
    """A filled sheet of ours, undamaged."""
    return mlmp.fill("visual-plan", ANSWERS).pdf


@cache
def small() -> bytes:
    """A filled sheet of ours with few fields, which is read in a third of the time."""
    return mlmp.fill("goal-staircase", STEPS).pdf


def saved(document: pikepdf.Pdf, **how: Any) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", pikepdf.PageCopyWarning)  # fields that are lost on purpose
        document.save(
            out,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            fix_metadata_version=False,
            **how,
        )
    return out.getvalue()


def twisted(change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """Our filled sheet after a change."""
    with pikepdf.open(io.BytesIO(sound())) as document:
        change(document)
        return saved(document)


def written(objects: dict[int, bytes], trailer: bytes = b"") -> bytes:
    """A file of objects given as bytes; 1 is the catalog."""
    parts, offsets, position = [b"%PDF-1.7\n"], {}, 9
    for number, body in objects.items():
        offsets[number] = position
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        position += len(parts[-1])
    rows = b"".join(
        b"%d 1\n%010d 00000 n \n" % (number, offset) for number, offset in offsets.items()
    )
    end = (
        b"xref\n0 1\n0000000000 65535 f \n%strailer\n<</Size %d /Root 1 0 R %s>>\n"
        b"startxref\n%d\n%%%%EOF\n"
    )
    return b"".join(parts) + end % (rows, max(objects) + 1, trailer, position)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d %s>>\nstream\n%s\nendstream" % (len(data), entries, data)


@cache
def bomb(size: int = 2**30) -> bytes:
    """A gigabyte of spaces in a megabyte: the same deflated block again and again."""
    packer = zlib.compressobj(9)
    head = packer.compress(b" ") + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(b" " * 2**20) + packer.flush(zlib.Z_FULL_FLUSH)
    return head + block * (size >> 20) + packer.flush()


@cache
def packed_bomb() -> bytes:
    """The same bomb, deflated again into a few kilobytes."""
    return zlib.compress(bomb(), 9)


def bomb_stream(document: pikepdf.Pdf) -> pikepdf.Stream:
    """The packed bomb as a stream, which is inflated twice."""
    bomb = pikepdf.Stream(document, packed_bomb())
    bomb.Filter = pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode])
    return bomb


def field(document: pikepdf.Pdf, name: str) -> pikepdf.Object:
    node = document.Root.AcroForm
    for part in name.split("."):
        node = next(kid for kid in node.get("/Fields", node.get("/Kids")) if str(kid.T) == part)
    return node


def form_of(fields: bytes, more: dict[int, bytes]) -> bytes:
    """A file of one page with a form of these fields, which is none of ours."""
    objects = {
        1: b"<</Type /Catalog /Pages 2 0 R /AcroForm <</Fields %s>>>>" % fields,
        2: b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
    }
    return written({**objects, 3: b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9]>>", **more})


# Trees --------------------------------------------------------------------------------------------


def ring_of_kids(document: pikepdf.Pdf) -> None:
    goals = field(document, "goals")
    goals.Kids.append(goals)


def ring_of_parents(document: pikepdf.Pdf) -> None:
    goals = field(document, "goals")
    goals.Parent = goals.Kids[0]


def lattice(document: pikepdf.Pdf) -> None:
    """Each node has the next one twice: 2^40 ways down."""
    top = document.make_indirect(pikepdf.Dictionary(T=pikepdf.String("x"), FT=pikepdf.Name.Tx))
    document.Root.AcroForm.Fields.append(top)
    for _ in range(40):
        below = document.make_indirect(pikepdf.Dictionary(T=pikepdf.String("x"), Parent=top))
        top.Kids, top = pikepdf.Array([below, below]), below


def lattice_of_pages(document: pikepdf.Pdf) -> None:
    top = document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Pages, Count=1))
    document.Root.Pages.Kids.append(top)
    for _ in range(40):
        below = document.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.Pages, Count=1, Parent=top)
        )
        top.Kids, top = pikepdf.Array([below, below]), below


def deep(depth: int = 10_000) -> bytes:
    chain = {10 + at: b"<</T (x) /FT /Tx /Kids [%d 0 R]>>" % (11 + at) for at in range(depth)}
    return form_of(b"[10 0 R]", {**chain, 10 + depth: b"<</T (x) /FT /Tx /V (bund)>>"})


def deep_arrays(depth: int = 100_000) -> bytes:
    return form_of(b"[" * depth + b"]" * depth, {})


def many_fields(count: int = 60_000, group: int = 0) -> bytes:
    more = {10 + at: b"<</T (f%d) /FT /Tx /V (x)>>" % at for at in range(count)}
    if not group:
        return form_of(b"[" + b" ".join(b"%d 0 R" % number for number in more) + b"]", more)
    tops = {
        100_000 + at: b"<</T (g%d) /Kids [%s]>>"
        % (at, b" ".join(b"%d 0 R" % (10 + at + n) for n in range(group)))
        for at in range(0, count, group)
    }
    return form_of(b"[" + b" ".join(b"%d 0 R" % number for number in tops) + b"]", {**more, **tops})


def many_numbers(count: int = 2_000_000) -> bytes:
    return form_of(b"[" + b"0 " * count + b"]", {})


def many_options(count: int = 1_000_000) -> bytes:
    return form_of(b"[10 0 R]", {10: b"<</T (x) /FT /Ch /V (a) /Opt [" + b"(a)" * count + b"]>>"})


def shared_annotations(pages: int = 3_000, count: int = 19_000) -> bytes:
    """All pages share one long list of widgets: a loop over each page's list takes minutes."""
    kids = b" ".join(b"%d 0 R" % (10 + at) for at in range(pages))
    objects = {
        1: b"<</Type /Catalog /Pages 2 0 R /AcroForm <</Fields []>>>>",
        2: b"<</Type /Pages /Kids [%s] /Count %d>>" % (kids, pages),
    }
    objects[3] = b"[" + b"4 0 R " * count + b"]"
    objects[4] = b"<</Subtype /Widget /T (x) /FT /Tx>>"
    return written(
        objects | {10 + at: b"<</Type /Page /Parent 2 0 R /Annots 3 0 R>>" for at in range(pages)}
    )


def shared_kids(count: int = 19_000) -> bytes:
    """All fields share one long list of kids."""
    kids = b"[" + b"5 0 R " * count + b"]"
    fields = {10 + at: b"<</T (f%d) /FT /Tx /Kids 4 0 R>>" % at for at in range(count)}
    return form_of(
        b"[" + b" ".join(b"%d 0 R" % number for number in fields) + b"]",
        {4: kids, 5: b"<</Subtype /Widget>>", **fields},
    )


def shared_value(count: int = 2_000) -> bytes:
    """All fields share one text of a megabyte, so that together they hold two gigabytes."""
    fields = {10 + at: b"<</T (f%d) /FT /Tx /V 4 0 R>>" % at for at in range(count)}
    return form_of(
        b"[" + b" ".join(b"%d 0 R" % number for number in fields) + b"]",
        {4: b"(" + b"x" * (2**20 - 1) + b")", **fields},
    )


# Cross-references and numbers ---------------------------------------------------------------------


def xref_ring() -> bytes:
    data = sound()
    start = int(re.findall(rb"startxref\n(\d+)", data)[-1])
    return data.replace(b"/Info", b"/Prev %d /Info" % start)


def xref_ring_of_two() -> bytes:
    data = sound()
    start = int(re.findall(rb"startxref\n(\d+)", data)[-1])
    more = b"xref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 1 /Prev %d>>\n" % start
    return data.replace(b"/Info", b"/Prev %d /Info" % (len(data) + 20)) + b" " * 40 + more


def without_xref() -> bytes:
    data = sound()
    return (
        data[: data.rindex(b"xref\n0 ")] + data[data.rindex(b"trailer") : data.rindex(b"startxref")]
    )


def startxref(number: bytes) -> bytes:
    return re.sub(rb"startxref\n\d+", b"startxref\n" + number, sound())


def digits(key: bytes, count: int = 5_000) -> bytes:
    """Our sheet with a number of so many digits wherever a key has a number."""
    return re.sub(rb"/%s \d+" % key, b"/%s %s" % (key, b"9" * count), sound())


# Bombs --------------------------------------------------------------------------------------------


def bomb_as_value(document: pikepdf.Pdf) -> None:
    field(document, "name").V = bomb_stream(document)


def bombs_elsewhere(document: pikepdf.Pdf) -> None:
    document.Root.AcroForm.XFA = bomb_stream(document)
    document.Root.Metadata = bomb_stream(document)
    field(document, "name").AP.N = bomb_stream(document)
    document.pages[0].Contents = bomb_stream(document)


def bomb_as_description(document: pikepdf.Pdf) -> None:
    document.Root.PieceInfo.MLMP.Private = bomb_stream(document)


def _packed_json(document: pikepdf.Pdf, value: Any) -> pikepdf.Stream:
    packed = pikepdf.Stream(document, zlib.compress(json.dumps(value).encode(), 9))
    packed.Filter = pikepdf.Name.FlateDecode
    return packed


def _described(document: pikepdf.Pdf, schema: Any) -> None:
    """Give the sheet's description of itself another schema."""
    piece = document.Root.PieceInfo.MLMP
    description = json.loads(piece.Private.read_bytes())
    piece.Private = _packed_json(document, {**description, "schema": schema})


_LONG_PATHS = {"k" * 5_000_000: {str(number): "x" for number in range(300_000)}}


def long_paths(document: pikepdf.Pdf) -> None:
    """A schema of 300,000 questions, each below a key of five million letters.

    Its paths take 1.5 TB if they are written out; the file takes 800 KB.
    """
    (key,) = _LONG_PATHS
    _described(
        document, {"properties": {key: {"properties": {number: {} for number in _LONG_PATHS[key]}}}}
    )


def million_questions(document: pikepdf.Pdf) -> None:
    _described(document, {"properties": {str(number): {} for number in range(1_000_000)}})


def sparse_lists(document: pikepdf.Pdf, count: int = 1_990, position: int = 9999) -> None:
    """Many lists with one answer each at the end, after twenty million empty entries in all."""
    items = {"properties": {"t": {"type": "string", "x-kind": "text"}}}
    names = [f"l{number}" for number in range(count)]
    _described(
        document,
        {
            "properties": {
                name: {"type": "array", "maxItems": 9999, "items": items} for name in names
            }
        },
    )
    for name in names:
        entry = pikepdf.Dictionary(
            FT=pikepdf.Name.Tx, T=pikepdf.String(f"{name}.{position}.t"), V=pikepdf.String("x")
        )
        document.Root.AcroForm.Fields.append(document.make_indirect(entry))


def long_paths_attached() -> bytes:
    """The same paths in the answers that are attached to a locked copy."""
    with pikepdf.open(io.BytesIO(mlmp.fill("goal-staircase", STEPS, lock=True).pdf)) as document:
        document.Root.Names.EmbeddedFiles.Names[1].EF.F = _packed_json(
            document, {"answers": _LONG_PATHS, "sha256": "0"}
        )
        return saved(document)


def bomb_of_objects() -> bytes:
    """The form's field stands in an object stream of a gigabyte."""
    more = {
        11: stream(
            packed_bomb(), b"/Type /ObjStm /N 1 /First 8 /Filter [/FlateDecode /FlateDecode]"
        )
    }
    objects = {
        1: b"<</Type /Catalog /Pages 2 0 R /AcroForm 10 0 R>>",
        2: b"<</Type /Pages /Kids [] /Count 0>>",
        **more,
    }
    parts, offsets, position = [b"%PDF-1.7\n"], {}, 9
    for number, body in objects.items():
        offsets[number] = position
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        position += len(parts[-1])
    rows = b"\x00" * 7 + b"".join(
        b"\x01" + offsets[number].to_bytes(4) + b"\0\0"
        if number in offsets
        else (b"\x02" + (11).to_bytes(4) + b"\0\0" if number == 10 else b"\0" * 7)
        for number in range(1, 12)
    )
    rows += b"\x01" + position.to_bytes(4) + b"\0\0"
    table = stream(rows, b"/Type /XRef /Size 13 /W [1 4 2] /Root 1 0 R")
    return b"".join(parts) + b"12 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (table, position)


# Actions, XFA, encryption -------------------------------------------------------------------------


def actions(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = pikepdf.Dictionary(
        S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)")
    )
    document.pages[0].AA = pikepdf.Dictionary(
        O=pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("/bin/sh"))
    )
    widget = field(document, "name")
    widget.A = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("http://127.0.0.1:9/"))
    widget.A.Next = pikepdf.Array(
        [pikepdf.Dictionary(S=pikepdf.Name.SubmitForm, F=pikepdf.String("http://127.0.0.1:9/"))]
    )


# XML that asks for a local file (&f;), and for 10^25 letters (&z;).
XXE = b"""<?xml version="1.0"?><!DOCTYPE x \
[<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY a "aaaaaaaaaa">%s]>
<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/">&f;&z;</xdp:xdp>""" % b"".join(
    b'<!ENTITY %c "%s">' % (letter, b"&%c;" % (letter - 1) * 10)
    for letter in range(ord("b"), ord("z") + 1)
)


def with_xfa(document: pikepdf.Pdf) -> None:
    document.Root.AcroForm.XFA = pikepdf.Stream(document, XXE)


def only_xfa() -> bytes:
    catalog = (
        b"<</Type /Catalog /Pages 2 0 R /NeedsRendering true /AcroForm <</Fields [] /XFA 4 0 R>>>>"
    )
    return written({1: catalog, 2: b"<</Type /Pages /Kids [] /Count 0>>", 4: stream(XXE)})


def foreign_handler(name: bytes = b"Foo.Bar") -> bytes:
    entries = b"<</Filter /%s /V 4 /R 4 /Length 128 /O (%s) /U (%s) /P -4>>" % (
        name,
        b"o" * 32,
        b"u" * 32,
    )
    return sound().replace(b"/Info", b"/Encrypt %s /Info" % entries)
