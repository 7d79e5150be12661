"""The kit: every sheet in every language and size, ready to print and to fill, with a page to pick them by their pictures.

It is made of plain files in one folder, so that it works from a USB stick, a shared drive or a web server alike.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from ..api import Template
from ..definitions import load as forms
from ..draw.paper import PAPERS, SIZES
from ..look import look as looks
from ..model.errors import UsageError, did_you_mean, quoted
from ..model.schema import json_schema
from ..pdf import preview
from . import page as kitpage
from .page import Entry

PREVIEW_DPI = {
    "a4": 96,
    "a3": 68,
}  # both about 800 × 1120 pixels: sharp at the size the page shows them
PREVIEW_COLORS = 64  # flat drawings: enough, and a third of the bytes


@dataclass(frozen=True)
class Kit:
    """What a kit holds, before it is made: every form in every language it has words for. Its file names are paths in the kit's folder."""

    entries: tuple[Entry, ...]

    @property
    def sheets(self) -> int:
        """How many PDFs there will be."""
        return sum(len(entry.sizes) for entry in self.entries)

    def build(self, made: Callable[[], None] = lambda: None) -> dict[str, bytes]:
        """Every file of the kit by its path, the page last. `made` is called after each PDF."""
        contents: dict[str, bytes] = {}
        for entry in self.entries:
            contents.setdefault(
                entry.schema_file, _json(json_schema(entry.form, entry.wording.full_title))
            )
            contents[entry.example_file] = _json(forms.example(entry.form, entry.wording))
            for size in entry.sizes:
                pdf = Template(entry.form, entry.look, size).fill({}).pdf
                contents[entry.file(size)] = pdf
                contents[entry.picture(size)] = _small(preview.draw_png(pdf, 1, PREVIEW_DPI[size]))
                made()
        logo = self.entries[0].look.logo
        if logo:
            contents[kitpage.logo_file(logo)] = kitpage.logo_data(logo)
        contents["index.html"] = kitpage.page(self.entries).encode()
        return contents


def plan(
    names: Sequence[str] = (), *, lang: str = "", size: str = "", ink: str = "color", large: bool = False,
    look: str | Path | None = None, settings: Mapping[str, int | str] | None = None,
) -> Kit:  # fmt: skip
    """The kit of the forms `names` (of ours, or paths of `.toml` definitions), else of all; in one language and size, else in all.

    A setting goes to every form that has it. Raises UsageError for what there is not, DefinitionError for a faulty definition or look.
    """
    if size and size not in SIZES:
        raise UsageError(f"There is no size {quoted(size)}. {did_you_mean(size, SIZES)}")
    names, file = list(dict.fromkeys(names or forms.names())), Path(look) if look else None
    entries = [
        _entry(name, looks.load(each, ink, large, file), size, settings or {})
        for each in ([lang] if lang else looks.spoken(file))
        for name in names
    ]
    found = tuple(entry for entry in entries if entry.wording.spoken)
    _check(found, settings or {})
    return Kit(found)


def _entry(name: str, look: looks.Look, size: str, settings: Mapping[str, int | str]) -> Entry:
    form = forms.of_several(name, look, settings)
    return Entry(
        form,
        look,
        (size,) if size else tuple(each for each in SIZES if (each, form.orientation) in PAPERS),
    )


def _check(entries: Sequence[Entry], settings: Mapping[str, int | str]) -> None:
    """Raises UsageError for a kit that would be empty, for two forms of one name, and for a setting that no form has."""
    if not entries:
        raise UsageError("The forms have no words in that language")
    named = [(entry.form.name, entry.look.lang) for entry in entries]
    for form, _ in named:
        if named.count((form, entries[0].look.lang)) > 1:
            raise UsageError(
                f"Two of the forms are called {quoted(form)}. Give one of the files another name"
            )
    forms.check_shared((entry.form for entry in entries), settings)


def _small(png: bytes) -> bytes:
    """The picture with few colours."""
    out = io.BytesIO()
    Image.open(io.BytesIO(png)).quantize(PREVIEW_COLORS, dither=Image.Dither.NONE).save(
        out, "PNG", optimize=True
    )
    return out.getvalue()


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
