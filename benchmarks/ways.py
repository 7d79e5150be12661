"""Fill the form in several ways: with mlmp_print, and with the libraries and programs that people
use otherwise, each as its documentation shows.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import people
import pypdf

import mlmp_print as mlmp
from mlmp_print.draw.draw import draw
from mlmp_print.look import look as looks
from mlmp_print.look.wording import Wording
from mlmp_print.model import answers
from mlmp_print.model.form import Form
from mlmp_print.model.schema import json_schema
from mlmp_print.pdf.compile import compile_form


@dataclass(frozen=True)
class Stored:
    """A plan as other programs take it: texts, and states of buttons, by full field name."""

    texts: Mapping[str, str]
    states: Mapping[str, str]


@dataclass(frozen=True)
class Way:
    """One way to fill the form. `store` turns a plan into what `fill` takes; it is not timed."""

    name: str
    fill: Callable[[Any], bytes]
    does: str  # and does not do
    store: Callable[[Any], Any] = lambda plan: plan


def stored(form: Form, plan: Mapping[str, Any]) -> Stored:
    """Check a plan, and split it into texts and states."""
    values = answers.check(form, plan)
    texts, states = {}, {}
    for place in form.places():
        if place.path in values:
            to = states if place.kind.states else texts
            to[place.path] = place.kind.store(values[place.path])
    return Stored(texts, states)


def with_pypdf(blank: bytes, plan: Stored) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(blank))
    values = {**plan.texts, **{path: f"/{state}" for path, state in plan.states.items()}}
    for page in writer.pages:
        writer.update_page_form_field_values(page, values, auto_regenerate=False)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def with_pikepdf(
    blank: bytes, plan: Stored, appearances: str = "DefaultAppearanceStreamGenerator"
) -> bytes:
    import pikepdf.form  # noqa: PLC0415 - may not be installed

    with pikepdf.open(io.BytesIO(blank)) as pdf:
        fields = pikepdf.form.Form(pdf, getattr(pikepdf.form, appearances))
        for path, text in plan.texts.items():
            fields[path].value = text
        for path, state in plan.states.items():
            field = fields[path]
            if isinstance(field, pikepdf.form.CheckboxField):
                field.checked = True
            else:
                field.value = pikepdf.Name(f"/{state}")
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def with_pymupdf(blank: bytes, plan: Stored) -> bytes:
    import pymupdf  # noqa: PLC0415 - may not be installed

    with pymupdf.open(stream=blank) as document:
        for page in document:
            for widget in page.widgets():
                path = widget.field_name
                if path in plan.texts:
                    widget.field_value = plan.texts[path]
                    widget.update()
                elif path in plan.states and widget.on_state() == plan.states[path]:
                    widget.field_value = True
                    widget.update()
        return document.tobytes()


def with_pdftk(blank: Path, plan: Stored) -> bytes:
    """Start the program with a data file. XFDF takes full names, with their dots, for one field."""
    fields = []
    for path, value in {**plan.texts, **plan.states}.items():
        fields.append(f'<field name="{path}"><value>{escape(value)}</value></field>')
    data = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<xfdf xmlns="http://ns.adobe.com/xfdf/" xml:space="preserve">'
        f"<fields>{''.join(fields)}</fields></xfdf>"
    )
    with tempfile.NamedTemporaryFile(suffix=".xfdf") as file:
        file.write(data.encode())
        file.flush()
        return subprocess.run(
            ["pdftk", blank, "fill_form", file.name, "output", "-"], check=True, capture_output=True
        ).stdout


def drawn_anew(form: Form, look: looks.Look, plan: Mapping[str, Any]) -> bytes:
    wording = Wording(form, look)
    schema = json_schema(form, wording.full_title)
    compiled = compile_form(draw(form, look, people.SIZE), wording, schema)
    return compiled.fill(answers.check(form, plan))[0]


def installed(folder: Path) -> list[Way]:
    """Find the ways that this machine has. mlmp_print comes first: the others are compared with it.

    `folder` takes a file with the blank.
    """
    form, look = people.form(), looks.load(people.LANG)
    template = mlmp.template(people.FORM, lang=people.LANG, size=people.SIZE)
    blank = template.fill({}).pdf
    (folder / "blank.pdf").write_bytes(blank)
    store = partial(stored, form)
    found = [
        Way(
            "mlmp_print",
            lambda plan: template.fill(plan).pdf,
            "checks the answers; wraps and fits texts; colours the goal cards",
        ),
        Way(
            "pypdf",
            partial(with_pypdf, blank),
            "parses the blank each time; long texts are cut off; colours no cards",
            store,
        ),
    ]
    if find_spec("pikepdf"):
        wrapping = partial(with_pikepdf, blank, appearances="ExtendedAppearanceStreamGenerator")
        found.append(Way("pikepdf, plain", partial(with_pikepdf, blank), "as pypdf", store))
        found.append(
            Way("pikepdf, extended", wrapping, "as pypdf, but wraps texts, all at one size", store)
        )
    if find_spec("pymupdf"):
        found.append(
            Way(
                "PyMuPDF",
                partial(with_pymupdf, blank),
                "parses the blank each time; colours no cards",
                store,
            )
        )
    if shutil.which("pdftk"):
        found.append(
            Way(
                "pdftk",
                partial(with_pdftk, folder / "blank.pdf"),
                "a program started for each file; colours no cards",
                store,
            )
        )
    return [
        *found,
        Way(
            "ReportLab, drawn anew",
            partial(drawn_anew, form, look),
            "what mlmp_print does, but draws and compiles the blank each time",
        ),
    ]


def differences(form: Form, pdf: bytes, plan: Mapping[str, Any]) -> list[str]:
    """The paths at which a file does not hold the answers of a plan."""
    values, found = answers.check(form, plan), answers.check(form, mlmp.read(pdf).answers)
    paths = values.keys() | found.keys()
    return sorted(path for path in paths if values.get(path) != found.get(path))
