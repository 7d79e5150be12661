"""The call `blank`: empty sheets, for the printer in sets, or to be filled in on a screen."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from ..api import templates
from ..batches.print_sets import CourseSets
from ..look.wording import Wording
from ..tables.table_part import TablePart
from .answer import Answer, Request
from .print_count import counted
from .said import all_said

PRINT_FILE = "ark.pdf"


def blank(request: Request) -> Answer:
    """Answer `blank`; see `docs/page-calls.md`."""
    if request.get("to_fill"):
        return _to_fill(request)
    if request.get("check"):
        return Answer(counted(request, names_of(request)))
    sets = CourseSets.of(
        request.forms(),
        names_of(request),
        sets=request.get("sets"),
        accept=request.get("accept", ()),
        part=TablePart(request.get("worksheet", ""), 0, ""),
        **request.drawing(),
    )
    parts: list[bytes] = []
    printed = sets.print(
        parts.append,
        copies=request.get("copies", 1),
        duplex=request.get("duplex", False),
        progress=request.progress,
    )
    value = {
        "file": PRINT_FILE,
        "people": printed.people,
        "nameless": printed.nameless,
        "sets": printed.sets,
        "pages": printed.pages,
        "sides": printed.pages - printed.backs,
        "papers": printed.pages // 2 if request.get("duplex") else printed.pages,
        "notes": all_said(printed.notes),
    }
    return Answer(value, {PRINT_FILE: b"".join(parts)})


def names_of(request: Request) -> Any:
    """Return who gets a set: a text with a name on each line, a file, or nobody."""
    name, text = request.get("names_file"), request.get("names")
    if name:
        return named_file(name, request.file(name))
    return named_file("", text.encode()) if text else None


def named_file(name: str, data: bytes) -> io.BytesIO:
    """Return bytes as an open file that has a name."""
    file = io.BytesIO(data)
    file.name = name
    return file


def _to_fill(request: Request) -> Answer:
    """Make a PDF of each form, which can be filled in on a screen."""
    made = templates(request.forms(), **request.drawing())
    files = {f"{one.form.name}.pdf": one.compiled_form().fill({})[0] for one in made}
    sheets: Sequence[dict[str, str]] = [
        {"file": f"{one.form.name}.pdf", "sheet": Wording(one.form, one.look).name} for one in made
    ]
    return Answer({"sheets": sheets}, files)
