"""The programs with which people and scripts fill PDF forms, each driven from outside.

pdfium is the viewer in Chrome and Edge, poppler that of GNOME and KDE, pdf.js that of Firefox.
Scripts use pikepdf and pypdf.
"""

from __future__ import annotations

import contextlib
import ctypes
import io
import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pypdf
import pypdfium2 as pdfium
import pytest
import sheets
from pikepdf.form import CheckboxField, Form, RadioButtonGroup
from processes import PATIENCE
from pypdfium2 import raw
from repository import TESTS
from sheets import fields


class Visit(NamedTuple):
    """A person's visit to a file: what is typed, and what is chosen."""

    pdf: bytes
    typed: Mapping[str, str] = {}  # field → text
    chosen: Mapping[str, str] = {}  # field → state, or "" to take the choice back


@contextlib.contextmanager
def changed(data: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(data)) as document:
        yield document


def saved(document: pikepdf.Pdf, **how: Any) -> bytes:
    out = io.BytesIO()
    document.save(out, **how)
    return out.getvalue()


# Where to click -----------------------------------------------------------------------------------


class Places:
    """The places of a file's fields, and the states that are chosen now."""

    def __init__(self, data: bytes) -> None:
        # Field and state → page (from 0), middle of the widget in pt.
        self.at: dict[tuple[str, str], tuple[int, float, float]] = {}
        self.now: dict[str, str] = {}
        with changed(data) as document:
            numbers = {page.obj.objgen: number for number, page in enumerate(document.pages)}
            for name, field in fields(document).items():
                self.now[name] = str(field.get("/V", "/Off"))[1:] if field.FT == "/Btn" else ""
                for shown in sheets.widgets(field):
                    left, bottom, right, top = map(float, shown.Rect)
                    for state in sheets.states(shown) if field.FT == "/Btn" else {""}:
                        self.at[name, state] = (
                            numbers[shown.P.objgen],
                            (left + right) / 2,
                            (bottom + top) / 2,
                        )

    def clicks(self, chosen: Mapping[str, str]) -> list[tuple[str, str]]:
        """The buttons to click so that these states are chosen.

        There is none where that is so already. A click on the chosen button takes the choice back.
        """
        needed = (
            (name, state, self.now[name].removeprefix("Off")) for name, state in chosen.items()
        )
        return [(name, state or now) for name, state, now in needed if state != now]


# pdfium -------------------------------------------------------------------------------------------


class Chrome:
    """A person at a form in pdfium, who clicks and types by the events that Chrome sends."""

    def __init__(self, data: bytes) -> None:
        self.document = pdfium.PdfDocument(data)
        self.document.init_forms()
        self.form = self.document.formenv
        self.places = Places(data)
        self.pages = [self.document[number] for number in range(len(self.document))]

    def click(self, name: str, state: str = "") -> pdfium.PdfPage:
        number, x, y = self.places.at[name, state]
        page = self.pages[number]
        raw.FORM_OnMouseMove(self.form, page, 0, x, y)
        assert raw.FORM_OnLButtonDown(self.form, page, 0, x, y)
        assert raw.FORM_OnLButtonUp(self.form, page, 0, x, y)
        return page

    def type(self, name: str, text: str) -> None:
        """Replace all of a text field, key by key; Enter is what makes a new line."""
        page = self.click(name)
        raw.FORM_SelectAllText(self.form, page)
        if not text:
            raw.FORM_OnKeyDown(self.form, page, 0x2E, 0)  # Delete
        for letter in text:
            raw.FORM_OnChar(self.form, page, 0x0D if letter == "\n" else ord(letter), 0)

    def paste(self, name: str, text: str) -> None:
        """Replace all of a text field at once."""
        page = self.click(name)
        raw.FORM_SelectAllText(self.form, page)
        letters = (text + "\0").encode("utf-16-le")
        buffer = ctypes.create_string_buffer(letters, len(letters))
        raw.FORM_ReplaceSelection(
            self.form, page, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR))
        )

    def save(self) -> bytes:
        raw.FORM_ForceToKillFocus(self.form)
        out = io.BytesIO()
        self.document.save(out)
        for page in self.pages:
            page.close()
        self.document.close()
        return out.getvalue()


def in_pdfium(visits: Sequence[Visit]) -> list[bytes]:
    """Every visit through mouse and keyboard events."""
    return [_in_chrome(visit) for visit in visits]


def _in_chrome(visit: Visit) -> bytes:
    chrome = Chrome(visit.pdf)
    for name, text in visit.typed.items():
        chrome.type(name, text)
    for name, state in chrome.places.clicks(visit.chosen):
        chrome.click(name, state)
    return chrome.save()


# Programs of their own ----------------------------------------------------------------------------


def _by_program(
    command: Sequence[str], visits: Sequence[Visit], more: Callable[[Visit], Mapping[str, Any]]
) -> list[bytes]:
    """Run a program once for all visits.

    Its last argument is a JSON file with a job for each visit: `source`, `target`, `typed`, and the
    keys that `more` adds.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        jobs = []
        for number, visit in enumerate(visits):
            source, target = folder / f"{number}.pdf", folder / f"{number}-saved.pdf"
            source.write_bytes(visit.pdf)
            jobs.append(
                {"source": str(source), "target": str(target), "typed": visit.typed, **more(visit)}
            )
        (folder / "jobs.json").write_text(json.dumps(jobs), "utf-8")
        done = subprocess.run(
            [*command, str(folder / "jobs.json")],
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return [Path(job["target"]).read_bytes() for job in jobs]


# Poppler's GObject interface belongs to the system's Python. It does not say the state of a radio
# button, so that the program finds a button by its place.
POPPLER = """
import json, sys, gi
gi.require_version("Poppler", "0.18")
from gi.repository import Poppler
for job in json.load(open(sys.argv[1], encoding="utf-8")):
    document = Poppler.Document.new_from_file("file://" + job["source"], None)
    for number in range(document.get_n_pages()):
        page = document.get_page(number)
        for mapping in page.get_form_field_mapping():
            field, area = mapping.field, mapping.area
            text = job["typed"].get(field.get_name())
            if field.get_field_type() == Poppler.FormFieldType.TEXT and text is not None:
                field.text_set_text(text)
            for page_number, x, y in job["clicks"]:
                if page_number == number and area.x1 < x < area.x2 and area.y1 < y < area.y2:
                    field.button_set_state(not field.button_get_state())
    document.save("file://" + job["target"])
"""


@cache
def _python_with_poppler() -> str:
    python = "/usr/bin/python3"
    probe = "import gi; gi.require_version('Poppler', '0.18'); from gi.repository import Poppler"
    if (
        not Path(python).exists()
        or subprocess.run(
            [python, "-c", probe], capture_output=True, timeout=PATIENCE, check=False
        ).returncode
    ):
        pytest.skip("the system's Python has no Poppler (gir1.2-poppler-0.18)")
    return python


def in_poppler(visits: Sequence[Visit]) -> list[bytes]:
    """Every visit through poppler-glib."""

    def clicks(visit: Visit) -> dict[str, Any]:
        places = Places(visit.pdf)
        return {"clicks": [places.at[click] for click in places.clicks(visit.chosen)]}

    return _by_program([_python_with_poppler(), "-c", POPPLER], visits, clicks)


def in_pdfjs(visits: Sequence[Visit]) -> list[bytes]:
    """Every visit through pdf.js, as its viewer does it: see pdfjs/fill.mjs."""
    folder = TESTS / "viewers" / "pdfjs"
    node = shutil.which("node", path=folder / "node_modules" / ".bin") or shutil.which("node")
    if node is None or not (folder / "node_modules" / "pdfjs-dist").is_dir():
        pytest.skip(
            "pdf.js is not installed (npm install --no-package-lock --prefix tests/viewers/pdfjs)"
        )
    return _by_program(
        [str(node), str(folder / "fill.mjs")], visits, lambda visit: {"chosen": visit.chosen}
    )


# Scripts ------------------------------------------------------------------------------------------


def in_pikepdf(visits: Sequence[Visit]) -> list[bytes]:
    """Every visit through pikepdf's own form class."""
    return [_with_pikepdf(visit) for visit in visits]


def _with_pikepdf(visit: Visit) -> bytes:
    with changed(visit.pdf) as document:
        form = Form(document)  # whose appearances the next viewer draws
        for name, text in visit.typed.items():
            form[name].value = text
        for name, state in visit.chosen.items():
            field = form[name]
            if isinstance(field, CheckboxField):
                field.checked = bool(state)
            else:
                assert isinstance(field, RadioButtonGroup)
                field.value = pikepdf.Name(f"/{state or 'Off'}")
        return saved(document)


def in_pypdf(visits: Sequence[Visit]) -> list[bytes]:
    """Every visit through pypdf's `update_page_form_field_values`."""
    return [_with_pypdf(visit) for visit in visits]


def _with_pypdf(visit: Visit) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(visit.pdf))
    values = {**visit.typed, **{name: f"/{state or 'Off'}" for name, state in visit.chosen.items()}}
    for page in writer.pages:
        writer.update_page_form_field_values(page, values, auto_regenerate=False)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


VIEWERS: Mapping[str, Callable[[Sequence[Visit]], list[bytes]]] = {
    "pdfium": in_pdfium,
    "poppler": in_poppler,
    "pdf.js": in_pdfjs,
    "pikepdf": in_pikepdf,
    "pypdf": in_pypdf,
}
