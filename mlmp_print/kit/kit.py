"""Build the kit: every form in every language and size, with a page to pick from.

A kit is plain files in one folder, so that it works from a USB stick, a shared drive or a web
server.
"""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from ..api import Template
from ..definitions import load as forms
from ..draw.paper import PAPERS, SIZES, check_size
from ..look import look as looks
from ..model.errors import UsageError
from ..model.messages import quoted
from ..model.phrases import Phrase
from ..model.schema import json_schema
from ..pdf import preview
from .entry import Entry
from .icons import logo_data, logo_file
from .page import page

# Dots per inch of the pictures: about 800 × 1120 pixels each, sharp at the size the page shows.
PREVIEW_DPI = {"a4": 96, "a3": 68}
PREVIEW_COLORS = 64  # enough for flat drawings, at a third of the bytes


@dataclass(frozen=True)
class Kit:
    """The contents of a kit before it is built: each form in the languages it has words in."""

    entries: tuple[Entry, ...]

    @property
    def sheets(self) -> int:
        """The number of PDFs that `build` draws."""
        return sum(len(entry.sizes) for entry in self.entries)

    def build(self, progress: Callable[[], None] = lambda: None) -> dict[str, bytes]:
        """Build every file of the kit: contents by path, the page last.

        The page comes last, so that a reader never sees it before the files that it links to.
        `progress` is called after each PDF.
        """
        contents: dict[str, bytes] = {}
        for entry in self.entries:
            schema = json_schema(entry.form, entry.wording.full_title)
            contents.setdefault(entry.schema_file, _json(schema))
            contents[entry.example_file] = _json(forms.example(entry.form, entry.wording))
            for size in entry.sizes:
                pdf = Template(entry.form, entry.look, size).fill({}).pdf
                png = preview.draw_png(pdf, 1, PREVIEW_DPI[size])
                contents[entry.pdf_file(size)] = pdf
                contents[entry.picture_file(size)] = _with_few_colors(png)
                progress()
        if logo := self.entries[0].look.logo:
            contents[logo_file(logo)] = logo_data(logo)
        contents["index.html"] = page(self.entries).encode()
        return contents


def plan(
    names: Sequence[str] = (),
    *,
    lang: str = "",
    size: str = "",
    ink: str = "color",
    large: bool = False,
    look: str | Path | None = None,
    settings: Mapping[str, int | str] | None = None,
) -> Kit:
    """Choose the contents of a kit.

    Args:
        names: our forms, or paths of `.toml` definitions; without any, all of our forms.
        lang: the only language of the kit; without it, all languages.
        size: the only paper size, "a4" or "a3"; without it, both.
        ink: "color" or "gray".
        large: large print.
        look: a municipality's look file.
        settings: options and list sizes; each goes to every form that has it.

    Raises:
        UsageError: a form, language, size, ink or setting does not exist, two forms have the same
            name, or no form has words in the language.
        DefinitionError: a form definition or the look file is faulty.

    >>> plan(["wishing-well", "score-card"], lang="da").sheets
    4
    """
    if size:
        check_size(size)
    settings = settings or {}
    look_file = Path(look) if look else None
    entries = []
    for code in [lang] if lang else looks.spoken(look_file):
        language = looks.load(code, ink, large, look_file)
        for name in dict.fromkeys(names or forms.names()):
            entry = _entry(name, language, size, settings)
            if entry.wording.spoken:
                entries.append(entry)
    _check(entries, settings)
    return Kit(tuple(entries))


def _entry(name: str, look: looks.Look, size: str, settings: Mapping[str, int | str]) -> Entry:
    """One form in one language, in the given size or in all sizes in which it can be drawn."""
    form = forms.of_several(name, look, settings)
    drawable = tuple(other for other in SIZES if (other, form.orientation) in PAPERS)
    return Entry(form, look, (size,) if size else drawable)


def _check(entries: Sequence[Entry], settings: Mapping[str, int | str]) -> None:
    """Raise UsageError for an empty kit, two forms of one name, or a setting that no form has."""
    if not entries:
        raise UsageError(Phrase("The forms have no words in that language"))
    names = Counter((entry.form.name, entry.look.lang) for entry in entries)
    for (name, _), count in names.items():
        if count > 1:
            raise UsageError(
                Phrase(
                    "Two of the forms are called {name}. Give one of the files another name",
                    name=quoted(name),
                )
            )
    forms.check_shared((entry.form for entry in entries), settings)


def _with_few_colors(png: bytes) -> bytes:
    """The same picture, smaller in bytes."""
    picture = Image.open(io.BytesIO(png))
    fewer_colors = picture.quantize(PREVIEW_COLORS, dither=Image.Dither.NONE)
    out = io.BytesIO()
    fewer_colors.save(out, "PNG", optimize=True)
    return out.getvalue()


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
