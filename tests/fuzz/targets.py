"""The targets of the fuzzer. Each takes any bytes; any error that is not ours is a bug.

`TARGETS`: name → `Target`. The seeds are our own examples, blanks and filled copies.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
from PIL import Image
from repository import EXAMPLES, ROOT
from same_objects import differences
from spreadsheets import opendocument, spreadsheet

import mlmp_print as mlmp
from mlmp_print.batches.job import Batch
from mlmp_print.look import look
from mlmp_print.look.pictures import normal
from mlmp_print.model import answers
from mlmp_print.model.errors import InvalidValue, MlmpError
from mlmp_print.prepared.folders import data_folder

BOX = (60.0, 45.0)  # mm

# Pieces that have broken a parser somewhere; the fuzzer puts them anywhere.
ODD = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r\n", b"\n", b'"', b"'", b";", b",", b"\t", b"sep=;",
    b"-1", b"0", b"1e400", b"NaN", b"Infinity", b"9" * 25, b"9" * 5000, b"1e999999999",
    b"\xed\xa0\x80", b"\\ud800", b"\\u0000", b"\xe2\x80\xae", b"\xe2\x80\x8b", b"[" * 2000,
    b'{"a":' * 500, b"null", b"true", b"[]", b"{}", b'""', b"%s", b"{0}", b"../", b"=1+1",
    b"#REF!", b"x" * 3000,
)  # fmt: skip
PDF_WORDS = (
    b"/Kids", b"/Parent", b"/T", b"/V", b"/FT", b"/Tx", b"/Btn", b"/Ch", b"/Ff", b"/AS", b"/AP",
    b"/Fields", b"/AcroForm", b"/Root", b"/Encrypt", b"/ObjStm", b"/Length", b"/Filter",
    b"/FlateDecode", b"/DCTDecode", b"/LZWDecode", b"/ASCIIHexDecode", b"/ASCII85Decode",
    b"/DecodeParms", b"/Predictor", b"/Prev", b"/Size", b"/Width", b"/Height", b"/Annots",
    b"/Pages", b"/Count", b"/PieceInfo", b"/Private", b"1 0 R", b"4 0 R", b"99999999 0 R",
    b"0 0 R", b"<<", b">>", b"[", b"]", b"(", b")", b"<FEFF", b"stream\n", b"endstream",
    b"endobj", b"obj", b"xref", b"startxref", b"trailer", b"%%EOF", b"null", b"true",
    b"\x1bda\x1b",
)  # fmt: skip


@dataclass(frozen=True)
class Target:
    """A part of the program that takes input."""

    run: Callable[[bytes], None]
    seeds: Callable[[], list[bytes]]  # good inputs, which the fuzzer changes
    words: tuple[bytes, ...] = ODD  # pieces of input that mean something to this target


def quietly(action: Callable[[], Any]) -> None:
    """Our own errors are what a bad input should give."""
    try:
        action()
    except (MlmpError, InvalidValue) as error:
        for fault in getattr(error, "faults", [error]):
            assert len(str(fault)) < 8_000, "an error that nobody can read"


@cache
def template(form: str = "visual-plan") -> mlmp.Template:
    """Compiled once."""
    return mlmp.template(form)


@cache
def folder() -> Path:
    """Where a target puts the file that it is about."""
    return Path(tempfile.mkdtemp(prefix="mlmp-fuzz-"))


def placed(name: str, data: bytes) -> Path:
    """The bytes as a file of that name."""
    path = folder() / name
    path.write_bytes(data)
    return path


# PDF ----------------------------------------------------------------------------------------------


def read_pdf(data: bytes) -> None:
    """Any bytes as a PDF."""
    quietly(lambda: mlmp.read(data))


def same_objects(data: bytes) -> None:
    """Any bytes as a PDF whose objects are found as pypdf finds them."""
    assert differences(data) == []


@cache
def pdfs() -> list[bytes]:
    """Blanks and filled copies of several forms.

    Most are written without compression, so that a changed byte does more than break a stream. A
    small one stands there several times, since it is read fastest.
    """
    given = {
        name: json.loads((EXAMPLES / f"{name}.json").read_bytes())
        for name in ("goal-staircase", "parking-lot", "preparation-sheet")
    }
    made = [
        mlmp.blank("wishing-well"),
        mlmp.fill("goal-staircase", given["goal-staircase"], settings={"steps": 3}).pdf,
        mlmp.fill("parking-lot", given["parking-lot"], lock=True).pdf,
        mlmp.fill("preparation-sheet", given["preparation-sheet"], EXAMPLES).pdf,
        mlmp.encrypt(mlmp.fill("parking-lot", given["parking-lot"]).pdf, "secret"),
    ]
    return [*[small_pdf(description())] * 6, *(opened(pdf) for pdf in made[:-1]), *made]


def packed_pdfs() -> list[bytes]:
    """The same, and with object streams, which are not compressed."""
    return [*pdfs(), *(opened(pdf, pikepdf.ObjectStreamMode.generate) for pdf in pdfs()[-5:-1])]


def opened(
    pdf: bytes, objects: pikepdf.ObjectStreamMode = pikepdf.ObjectStreamMode.preserve
) -> bytes:
    """The PDF with its streams unpacked, fonts left out, as some program might save it."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for item in document.objects:
            if isinstance(item, pikepdf.Stream) and (
                len(item.read_raw_bytes()) > 20_000 or "/Length1" in item
            ):
                item.write(b"")
        document.save(
            out,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            compress_streams=False,
            object_stream_mode=objects,
        )
    return out.getvalue()


def description() -> bytes:
    """What a file says of itself."""
    return json.dumps(
        {
            "form": "wishing-well",
            "version": 1,
            "language": "da",
            "schema": mlmp.schema("wishing-well"),
        }
    ).encode()


def small_pdf(told: bytes) -> bytes:
    """A PDF written by hand: four fields, a page, and a description of itself."""
    named = {b"name": b"/Tx", b"date": b"/Tx", b"wishes.1.text": b"/Tx", b"done": b"/Btn"}
    fields = [
        b"<< /T (%s) /FT %s /V %s /Subtype /Widget >>"
        % (name, kind, b"/Yes" if kind == b"/Btn" else b"(x)")
        for name, kind in named.items()
    ]
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [5 0 R 6 0 R 7 0 R 8 0 R] >>"
        b" /PieceInfo << /MLMP << /Private 4 0 R >> >> >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Annots [5 0 R 6 0 R 7 0 R 8 0 R] >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(told), told),
        *fields,
    ]
    out, places = b"%PDF-1.7\n", []
    for number, item in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<< /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        len(out),
    )
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


def read_description(data: bytes) -> None:
    """Any bytes as what a PDF says of itself; the answers then start another sheet."""
    quietly(lambda: template("status-sheet").carry(mlmp.read(small_pdf(data))))


# Answers ------------------------------------------------------------------------------------------


def fill_answers(data: bytes) -> None:
    """Any bytes as answers."""
    quietly(lambda: template().fill(answers.parse(data), EXAMPLES))


def fill_pictures(data: bytes) -> None:
    """Any bytes as answers to a form with pictures, locked, carried over."""

    def filled() -> None:
        given = answers.parse(data)
        template("preparation-sheet").carry({}, given)
        template("preparation-sheet").fill(given, EXAMPLES, lock=True)

    quietly(filled)


def example_answers() -> list[bytes]:
    """The examples."""
    return [path.read_bytes() for path in sorted(EXAMPLES.glob("*.json"))]


# Tables -------------------------------------------------------------------------------------------

SHEET, CONTENT = "xl/worksheets/sheet1.xml", "content.xml"
ENDINGS = ("csv", "json", "jsonl", "xlsx", "ods", "txt")


def batch(name: str, data: bytes, columns: Path | None = None) -> None:
    """A batch of the table: a dry run, and one table in eight in earnest, which is slow."""
    quietly(
        lambda: Batch.of(template(), placed(name, data), columns).run(
            folder() / "out", dry_run=True
        )
    )
    if zlib.crc32(data) % 8 == 0:
        quietly(
            lambda: Batch.of(template(), placed(name, data), columns).run(
                folder() / "out", force=True, report=folder() / "report.csv"
            )
        )
        shutil.rmtree(folder() / "out", ignore_errors=True)


def batch_table(data: bytes) -> None:
    """The first byte says how the file is called, the others are in it."""
    batch(f"table.{ENDINGS[data[0] % len(ENDINGS)] if data else 'csv'}", data[1:])


def batch_grouped(data: bytes) -> None:
    """Any bytes as the CSV of which several rows are one person."""
    batch("grouped.csv", data, EXAMPLES / "case-export-long.toml")


def batch_map(data: bytes) -> None:
    """Any bytes as the map of a good table."""
    quietly(
        lambda: Batch.of(
            template(), EXAMPLES / "case-export-wide.csv", placed("map.toml", data)
        ).run(folder() / "out", dry_run=True)
    )


def tables() -> list[bytes]:
    """The examples, as CSV in several encodings, JSON, JSONL, XLSX and ODS."""
    wide = (EXAMPLES / "case-export-wide.csv").read_text("utf-8-sig")
    peter = json.loads((EXAMPLES / "peter.json").read_bytes())
    records = [peter, {"Navn": "Åse", "Mål 1": "bage", "goals.1.score_now": 1.5}]
    lines = "\n".join(
        json.dumps(record)
        for record in [*records, {"file": "a.pdf", "form": "visual-plan", "answers": peter}]
    )
    csv = b"\x00"
    return [
        csv + wide.encode(),
        csv + wide.encode("utf-16"),
        csv + b"sep=;\r\n" + wide.encode("cp1252", "replace"),
        csv + b"Navn;Dato;Score nu 1\nBo;1/5-26;2\n",
        b"\x01" + json.dumps(records).encode(),
        b"\x02" + lines.encode(),
        b"\x03" + book("xlsx").read_bytes(),
        b"\x04" + book("ods").read_bytes(),
    ]


def part(book: Path, name: str) -> bytes:
    """A part of a spreadsheet."""
    with zipfile.ZipFile(book) as packed:
        return packed.read(name)


def with_part(book: Path, name: str, data: bytes) -> bytes:
    """The spreadsheet with another content of one part."""
    out = io.BytesIO()
    with zipfile.ZipFile(book) as packed, zipfile.ZipFile(out, "w") as changed:
        for each in packed.namelist():
            changed.writestr(each, data if each == name else packed.read(each))
    return out.getvalue()


@cache
def book(ending: str) -> Path:
    """A good spreadsheet."""
    path = folder() / f"good.{ending}"
    return spreadsheet(path) if ending == "xlsx" else opendocument(path)


def batch_xlsx(data: bytes) -> None:
    """Any bytes as the sheet in a workbook."""
    batch("book.xlsx", with_part(book("xlsx"), SHEET, data))


def batch_ods(data: bytes) -> None:
    """Any bytes as the content of an OpenDocument spreadsheet."""
    batch("book.ods", with_part(book("ods"), CONTENT, data))


# Definitions --------------------------------------------------------------------------------------


def load_look(data: bytes) -> None:
    """Any bytes as a municipality's look, and a sheet drawn in it."""
    quietly(lambda: mlmp.template("wishing-well", look=placed("look.toml", data)))


def load_form(data: bytes) -> None:
    """Any bytes as a form's definition, and the form drawn."""
    name = "visual-plan" if b"goals_per_page" in data else "parking-lot"  # whose words are used
    quietly(lambda: mlmp.template(str(placed(f"{name}.toml", data))))


def load_logo(data: bytes) -> None:
    """Any bytes as an SVG logo."""
    placed("logo.svg", data)
    quietly(lambda: look.load(file=placed("logo.toml", b'logo = "logo.svg"')))


def looks() -> list[bytes]:
    """The invented municipality's look, its logo beside it."""
    for path in (ROOT / "assets/looks").rglob("*.svg"):
        placed(path.name, path.read_bytes())
    return [path.read_bytes() for path in sorted((ROOT / "assets/looks").rglob("*.toml"))]


def definitions() -> list[bytes]:
    """A quick form of ours, one with settings, and one that brings its own words."""
    own = re.search(
        "```toml\n(.*?)```", (ROOT / "docs" / "new-form.md").read_text("utf-8"), re.DOTALL
    )
    assert own
    return [
        (data_folder("forms") / f"{name}.toml").read_bytes()
        for name in ("parking-lot", "visual-plan")
    ] + [own[1].encode()]


def logos() -> list[bytes]:
    """Every SVG there is."""
    svgs = (
        sorted((ROOT / "assets/looks").rglob("*.svg"))
        + sorted((ROOT / "assets/icons").glob("*.svg"))[:5]
    )
    return [path.read_bytes() for path in svgs]


# Pictures -----------------------------------------------------------------------------------------


def load_picture(data: bytes) -> None:
    """Any bytes as a picture."""
    quietly(lambda: normal(data, BOX))


def pictures() -> list[bytes]:
    """A small one of every format and mode that is read, with and without what a camera writes."""
    image = Image.radial_gradient("L").resize((24, 18)).convert("RGB")
    told = Image.Exif()
    told[0x0112], told[0x013B] = 6, "Kanarie"
    found = [(EXAMPLES / "pictures" / "bus.png").read_bytes()]
    for kind, mode, options in (
        ("PNG", "RGB", {}), ("PNG", "RGBA", {}), ("PNG", "I;16", {}), ("PNG", "P", {}),
        ("PNG", "1", {}), ("PNG", "LA", {"exif": told}), ("JPEG", "RGB", {"exif": told}),
        ("JPEG", "CMYK", {}), ("JPEG", "L", {"progressive": True}), ("GIF", "P", {}),
        ("WEBP", "RGBA", {"exif": told}), ("WEBP", "RGB", {"lossless": True}),
    ):  # fmt: skip
        out = io.BytesIO()
        (image.convert("L").convert(mode) if mode == "I;16" else image.convert(mode)).save(
            out, kind, **options
        )
        found.append(out.getvalue())
    return found


TARGETS: dict[str, Target] = {
    "pdf": Target(read_pdf, pdfs, (*PDF_WORDS, *ODD)),
    "objects": Target(same_objects, packed_pdfs, (*PDF_WORDS, *ODD)),
    "description": Target(read_description, lambda: [description()]),
    "answers": Target(fill_answers, example_answers),
    "pictures-of-answers": Target(
        fill_pictures, lambda: [(EXAMPLES / "preparation-sheet.json").read_bytes()]
    ),
    "table": Target(batch_table, tables),
    "grouped": Target(batch_grouped, lambda: [(EXAMPLES / "case-export-long.csv").read_bytes()]),
    "map": Target(batch_map, lambda: [(EXAMPLES / "case-export-wide.toml").read_bytes()]),
    "xlsx": Target(batch_xlsx, lambda: [part(book("xlsx"), SHEET)]),
    "ods": Target(batch_ods, lambda: [part(book("ods"), CONTENT)]),
    "look": Target(load_look, looks),
    "form": Target(load_form, definitions),
    "logo": Target(load_logo, logos),
    "picture": Target(load_picture, pictures),
}
