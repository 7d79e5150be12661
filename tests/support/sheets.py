"""Blank and filled sheets for the tests, each drawn once, and independent ways to look at them.

pikepdf shows what a file holds, pdfium and poppler what a person sees.
"""

from __future__ import annotations

import ctypes
import io
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import product
from math import hypot
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pypdfium2 as pdfium
import pytest
from marking import slow_unless
from PIL import Image
from processes import PATIENCE
from pypdfium2 import raw

import mlmp_print as mlmp

MM = 72 / 25.4  # points in a millimetre
FORM = "visual-plan"

PETER: dict[str, Any] = {
    "name": "Peter",
    "date": "2019-05-01",
    "purpose": "At Peter får et selvstændigt liv i egen bolig",
    "goals": [
        {
            "text": "vaske mit tøj selv",
            "theme": "practical_tasks",
            "score_now": 2,
            "score_expected": 1,
        },
        {
            "text": "tage bussen med støtte",
            "theme": "mobility",
            "score_now": 3,
            "score_expected": 2,
        },
        {
            "text": "lave en opsparing",
            "theme": "society",
            "score_now": 2.5,
            "score_expected": 1.5,
            "disagrees": True,
        },
    ],
    "wishing_well": "At rejse til Japan",
    "parking_lot": "Naboen spiller for høj musik",
}

_FOREIGN = "Привет Ελλάδα Đặng İstanbul"
_STORY = (
    "Jeg vil gerne selv bestemme, hvem der kommer hos mig, og hvornår de går igen. "
    "Det har jeg sagt før! "
)

# Texts that are too long for every sort of box, with paragraphs and with letters that Atkinson
# Hyperlegible lacks. One takes more than a page.
LONG: dict[str, Any] = {
    "name": "Peter Ludvig Nikolaj Højgaard-Søndergaard von Rosenørn-Lehn "
    "til Guldborgland og Østerbygård, født på Store Restrup Hovedgård ved Nibe i Himmerland",
    "date": "2026-11-22",
    "purpose": f"{_FOREIGN}. " + _STORY * 6,
    "goals": [
        {
            "text": f"{_FOREIGN}: " + _STORY * 8,
            "theme": "health",
            "score_now": 0,
            "score_expected": 0.5,
            "notes": _STORY * 2,
        },
        {
            "text": "kort",
            "theme": "self_care",
            "score_now": 4,
            "score_expected": 3.5,
            "disagrees": True,
        },
    ],
    "wishing_well": "\n\n".join(f"Drøm {number}: {_STORY}" for number in range(1, 46)),
    "parking_lot": f"{_FOREIGN}\n" + _STORY * 2,
    "notes": "Æ" * 400,
}

_THEMES = ("communication", "employment", "social_life", "health", "self_care", "mobility")
SIX: dict[str, Any] = {
    "name": "Ida",
    "goals": [
        {
            "text": f"mål nummer {number}",
            "theme": theme,
            "score_now": number / 2,
            "score_expected": 0,
            "disagrees": True,
            "notes": f"note {number}",
        }
        for number, theme in enumerate(_THEMES, 1)
    ],
}

ANSWERS: dict[str, dict[str, Any]] = {"blank": {}, "peter": PETER, "long": LONG, "six": SIX}


class Sheet(NamedTuple):
    """Answers (a key of `ANSWERS`) in a language, size and ink. Its `str` is the test's id."""

    what: str
    lang: str = "da"
    size: str = "a4"
    ink: str = "color"

    def __str__(self) -> str:
        return "-".join(self)

    @property
    def quick(self) -> bool:
        """Whether `make check` tries it: of every pair of two choices, one sheet is tried."""
        unusual = (self.lang != LANGUAGES[0], self.size != SIZES[0], self.ink != INKS[0])
        return sum(unusual) % 2 == 0


LANGUAGES, SIZES, INKS = ("da", "en"), ("a4", "a3"), ("color", "gray")
BLANKS = tuple(Sheet("blank", *look) for look in product(LANGUAGES, SIZES, INKS))
EVERY = tuple(Sheet(what, *look) for what in ANSWERS for look in product(LANGUAGES, SIZES, INKS))


def each(sheets: tuple[Sheet, ...]) -> pytest.MarkDecorator:
    """Run a test once for each of the sheets; `make check` runs it for the quick ones."""
    return pytest.mark.parametrize("sheet", [slow_unless(sheet.quick, sheet) for sheet in sheets])


@cache
def template(lang: str, size: str, ink: str) -> mlmp.Template:
    return mlmp.template(FORM, lang=lang, size=size, ink=ink)


@cache
def filled(sheet: Sheet) -> mlmp.Filled:
    return template(*sheet[1:]).fill(ANSWERS[sheet.what])


def pdf(sheet: Sheet) -> bytes:
    return filled(sheet).pdf


@cache
def opened(sheet: Sheet) -> pikepdf.Pdf:
    """The sheet in pikepdf. Tests share it, and must not change it."""
    return pikepdf.open(io.BytesIO(pdf(sheet)))


FOOTER = {"da": re.compile(r"side (\d+) af (\d+)"), "en": re.compile(r"page (\d+) of (\d+)")}


@cache
def footers(sheet: Sheet) -> tuple[tuple[int, int], ...]:
    """“Page x of y” of every panel, in the order of the file."""
    return tuple(
        (int(page), int(pages))
        for words in pdfium_words(pdf(sheet))
        for page, pages in FOOTER[sheet.lang].findall(words)
    )


def panels(sheet: Sheet) -> int:
    """The number of A4 panels that are printed on. Each has a footer, see `test_marks`."""
    return len(footers(sheet))


def own_panels(sheet: Sheet) -> int:
    """The number of panels before the continuation: the wheel, and one for every three goals."""
    return 1 + -(-max(3, len(ANSWERS[sheet.what].get("goals", ()))) // 3)


# Other programs -----------------------------------------------------------------------------------


def tool(name: str) -> str:
    """The program's path."""
    found = shutil.which(name)
    if not found:
        pytest.skip(f"{name} is not installed")  # a failure in CI, see tests/conftest.py
    return str(found)


def run(name: str, data: bytes, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a program on a PDF. The argument `PDF` stands for the file's path."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sheet.pdf"
        path.write_bytes(data)
        command = [str(path) if argument == "PDF" else argument for argument in arguments]
        return subprocess.run(
            [tool(name), *command],
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=PATIENCE,
            check=False,
        )


# pikepdf ------------------------------------------------------------------------------------------


def fields(document: pikepdf.Pdf) -> dict[str, pikepdf.Object]:
    """Every field that holds a value, by its full name, from the form's tree."""
    found: dict[str, pikepdf.Object] = {}
    stack = [(field, "") for field in document.Root.AcroForm.Fields]
    while stack:
        field, above = stack.pop()
        name = f"{above}.{field.T}" if above else str(field.T)
        kids = list(field.get("/Kids", []))
        if kids and "/T" in kids[0]:
            stack += [(kid, name) for kid in kids]
        else:
            assert name not in found, f"two fields are called {name}"
            found[name] = field
    return found


def widgets(field: pikepdf.Object) -> list[pikepdf.Object]:
    """The places where a field is shown."""
    return list(field.Kids) if "/Kids" in field else [field]


def states(widget: pikepdf.Object) -> set[str]:
    """The states for which a button has an appearance, without Off."""
    return {key[1:] for key in widget.AP.N.keys()} - {"Off"}  # noqa: SIM118 - a pikepdf.Dictionary


def stored(answers: dict[str, Any]) -> dict[str, str]:
    """The text or state that each field must hold, by full name, worked out without the library."""
    found: dict[str, str] = {}

    def walk(value: Any, path: str) -> None:
        if isinstance(value, dict):
            for key, member in value.items():
                walk(member, f"{path}.{key}" if path else key)
        elif isinstance(value, list):
            for number, member in enumerate(value, 1):
                walk(member, f"{path}.{number}")
        elif value is True:
            found[path] = "Yes"
        elif isinstance(value, str):
            found[path] = "-".join(reversed(value.split("-"))) if path == "date" else value
        elif value is not False:
            found[path] = f"{value:g}"

    walk(answers, "")
    return found


# pdfium -------------------------------------------------------------------------------------------


@lru_cache(maxsize=8)
def pictures(sheet: Sheet, dpi: int) -> tuple[Image.Image, ...]:
    """Every page as pdfium shows it, fields too."""
    return shown(pdf(sheet), dpi)


def shown(data: bytes, dpi: int) -> tuple[Image.Image, ...]:
    with pdfium.PdfDocument(data) as document:
        document.init_forms()
        return tuple(
            page.render(scale=dpi / 72, may_draw_forms=True).to_pil().convert("RGB")
            for page in document
        )


def panel_pictures(sheet: Sheet, dpi: int) -> list[Image.Image]:
    """A picture of 210 × 297 mm of every panel that is printed on, in order."""
    pages = pictures(sheet, dpi)
    if sheet.size == "a4":
        return list(pages)
    wide = pages[0].width / 2
    halves = [
        page.crop((round(wide * side), 0, round(wide * (side + 1)), page.height))
        for page in pages
        for side in (0, 1)
    ]
    return halves[: panels(sheet)]


def at(picture: Image.Image, x: float, y: float, dpi: int) -> tuple[int, int, int]:
    """The colour at a point in mm from the top left."""
    red, green, blue = picture.getpixel((round(x / 25.4 * dpi - 0.5), round(y / 25.4 * dpi - 0.5)))
    return red, green, blue


class Letters(NamedTuple):
    """A run of words that pdfium finds on a page.

    Its box is in pt from the bottom left, and its type size is in pt on the paper.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    color: tuple[int, int, int]
    size: float


@cache
def printed(sheet: Sheet) -> tuple[tuple[Letters, ...], ...]:
    """The words of each page without its fields, one entry for each text object."""
    with pdfium.PdfDocument(pdf(sheet)) as document:
        return tuple(tuple(letters(page)) for page in document)


def letters(page: pdfium.PdfPage) -> Iterator[Letters]:
    """The text objects of a page, their boxes being the union of the boxes of their letters."""
    words = page.get_textpage()
    runs: dict[int, list[Any]] = {}
    for index in range(words.count_chars()):
        code = raw.FPDFText_GetUnicode(words, index)
        if raw.FPDFText_IsGenerated(words, index) or chr(code).isspace():
            continue
        owner = raw.FPDFText_GetTextObject(words, index)
        runs.setdefault(ctypes.addressof(owner.contents), []).append(
            (chr(code), words.get_charbox(index), index)
        )
    for found in runs.values():
        parts = [ctypes.c_uint() for _ in range(4)]
        raw.FPDFText_GetFillColor(words, found[0][2], *parts)
        boxes = [box for _, box, _ in found]
        yield Letters(
            "".join(letter for letter, _, _ in found),
            min(box[0] for box in boxes),
            min(box[1] for box in boxes),
            max(box[2] for box in boxes),
            max(box[3] for box in boxes),
            (parts[0].value, parts[1].value, parts[2].value),
            type_size(words, found[0][2]),
        )


def type_size(words: Any, index: int) -> float:
    """The size of a letter on the paper: that of its font, by the matrix it is drawn with."""
    matrix = raw.FS_MATRIX()
    assert raw.FPDFText_GetMatrix(words, index, matrix)
    return float(raw.FPDFText_GetFontSize(words, index)) * hypot(matrix.c, matrix.d)


@cache
def pdfium_words(data: bytes) -> tuple[str, ...]:
    """The text of each page with the fields' appearances pressed into it."""
    texts = []
    with pdfium.PdfDocument(data) as document:
        document.init_forms()
        for number in range(len(document)):
            assert document[number].flatten() != raw.FLATTEN_FAIL
            texts.append(document[number].get_textpage().get_text_range())
    return tuple(texts)


# poppler ------------------------------------------------------------------------------------------


@cache
def poppler_words(data: bytes, mode: str = "-layout") -> tuple[str, ...]:
    """The text of each page as pdftotext sees it, fields too."""
    done = run("pdftotext", data, mode, "PDF", "-")
    assert done.returncode == 0, done.stderr
    return tuple(done.stdout.split("\f")[:-1])
