"""Ways to fill the form: this kit, and the libraries and programs that people use otherwise, each as its documentation shows."""

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
    """A plan as other programs want it: texts, and states of buttons, by full field name."""

    texts: Mapping[str, str]
    states: Mapping[str, str]


@dataclass(frozen=True)
class Way:
    """One way to fill the form, and what it does and does not do. `fill` takes a plan; `store` makes it what `fill` takes, and is not timed."""

    name: str
    fill: Callable[[Any], bytes]
    does: str
    store: Callable[[Any], Any] = lambda plan: plan


def stored(form: Form, plan: Mapping[str, Any]) -> Stored:
    """A plan's texts and states."""
    values = answers.check(form, plan)
    kinds = {place.path: place.kind for place in form.places() if place.path in values}
    said = {path: kind.store(values[path]) for path, kind in kinds.items()}
    return Stored(
        {path: said[path] for path in said if not kinds[path].states},
        {path: said[path] for path in said if kinds[path].states},
    )


def with_pypdf(blank: bytes, given: Stored) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(blank))
    values = {**given.texts, **{path: f"/{state}" for path, state in given.states.items()}}
    for page in writer.pages:
        writer.update_page_form_field_values(page, values, auto_regenerate=False)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def with_pikepdf(
    blank: bytes, given: Stored, appearances: str = "DefaultAppearanceStreamGenerator"
) -> bytes:
    import pikepdf.form  # noqa: PLC0415 - may not be installed

    with pikepdf.open(io.BytesIO(blank)) as pdf:
        fields = pikepdf.form.Form(pdf, getattr(pikepdf.form, appearances))
        for path, text in given.texts.items():
            fields[path].value = text
        for path, state in given.states.items():
            field = fields[path]
            if isinstance(field, pikepdf.form.CheckboxField):
                field.checked = True
            else:
                field.value = pikepdf.Name(f"/{state}")
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def with_pymupdf(blank: bytes, given: Stored) -> bytes:
    import pymupdf  # noqa: PLC0415 - may not be installed

    with pymupdf.open(stream=blank) as document:
        for page in document:
            for widget in page.widgets():
                path = widget.field_name
                if path in given.texts:
                    widget.field_value = given.texts[path]
                    widget.update()
                elif path in given.states and widget.on_state() == given.states[path]:
                    widget.field_value = True
                    widget.update()
        return document.tobytes()


def with_pdftk(blank: Path, given: Stored) -> bytes:
    """Through a data file and the program; XFDF, since names with dots are one field each there."""
    values = {**given.texts, **given.states}.items()
    fields = "".join(
        f'<field name="{path}"><value>{escape(value)}</value></field>' for path, value in values
    )
    data = f'<?xml version="1.0" encoding="UTF-8"?><xfdf xmlns="http://ns.adobe.com/xfdf/" xml:space="preserve"><fields>{fields}</fields></xfdf>'
    with tempfile.NamedTemporaryFile(suffix=".xfdf") as file:
        file.write(data.encode())
        file.flush()
        return subprocess.run(
            ["pdftk", blank, "fill_form", file.name, "output", "-"], check=True, capture_output=True
        ).stdout


def drawn_anew(form: Form, look: looks.Look, plan: Mapping[str, Any]) -> bytes:
    wording = Wording(form, look)
    plate = compile_form(
        draw(form, look, people.SIZE), wording, json_schema(form, wording.full_title)
    )
    return plate.fill(answers.check(form, plan))[0]


def installed(folder: Path) -> list[Way]:
    """The ways that there are on this machine. The kit first: the others are compared with it. `folder`: for a file with the blank."""
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
    """The paths at which what is read from a file is not what was asked."""
    asked, found = answers.check(form, plan), answers.check(form, mlmp.read(pdf).answers)
    return sorted(
        path for path in asked.keys() | found.keys() if asked.get(path) != found.get(path)
    )
