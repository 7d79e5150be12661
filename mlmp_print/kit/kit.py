"""Build the kit: every form in every language and size, with a page to pick from.

A kit is plain files in one folder, so that it works from a USB stick, a shared drive or a web
server.
"""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PIL import Image

from ..api import Template
from ..api.functions import with_marks
from ..definitions import load as forms
from ..draw.paper import PAPERS, SIZES, check_size
from ..look import look as looks
from ..look.look import Look
from ..model.errors import UsageError
from ..model.form import Form
from ..model.messages import quoted
from ..model.phrases import Phrase
from ..model.schema import json_schema
from ..pdf import preview
from .course_sets import CourseSet, course_sets
from .entry import EXAMPLE, Entry, Variant
from .icons import logo_data, logo_file
from .page import page

# Dots per inch of the pictures: about 800 × 1120 pixels each, sharp at the size the page shows.
PREVIEW_DPI = {"a4": 96, "a3": 68}
PREVIEW_COLORS = 64  # enough for flat drawings, at a third of the bytes


@dataclass(frozen=True)
class Kit:
    """The contents of a kit before it is built: each form in the languages it has words in.

    Attributes:
        sets: The sets of sheets for a course.
    """

    entries: tuple[Entry, ...]
    sets: tuple[CourseSet, ...] = ()

    @property
    def sheets(self) -> int:
        """The number of PDFs that `build` draws."""
        alone = sum(len(entry.sizes) * (1 + len(entry.variants)) for entry in self.entries)
        return alone + sum(len(one.sizes) for one in self.sets)

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
                for variant in entry.variants:
                    contents[entry.pdf_file(size, variant)] = variant.pdf(size)
                    progress()
        pages: dict[str, int] = {}
        for one in self.sets:
            for size in one.sizes:
                contents[one.file(size)], pages[one.file(size)] = one.draw(size)
                progress()
        if logo := self.entries[0].look.logo:
            contents[logo_file(logo)] = logo_data(logo)
        contents["index.html"] = page(self.entries, self.sets, pages).encode()
        return contents


def plan(
    names: Sequence[str] = (),
    *,
    lang: str = "",
    size: str = "",
    ink: str = "color",
    large: bool = False,
    marks: bool | None = None,
    look: str | Path | None = None,
    settings: Mapping[str, int | str] | None = None,
    variants: bool = False,
) -> Kit:
    """Choose the contents of a kit.

    Args:
        names: our forms, or paths of `.toml` definitions; without any, all of our forms.
        lang: the only language of the kit; without it, all languages.
        size: the only paper size, "a4" or "a3"; without it, both.
        ink: "color" or "gray".
        large: large print.
        marks: whether sheets have the marks that a scan is read by; as each form says, without it.
        look: a municipality's look file.
        settings: options and list sizes; each goes to every form that has it.
        variants: whether each sheet is there in large print, in grey, with words for scores, and
            filled in as an example too.

    Raises:
        UsageError: a form, language, size, ink or setting does not exist, two forms have the same
            name, or no form has words in the language.
        DefinitionError: a form definition or the look file is faulty.

    >>> plan(["wishing-well", "visual-plan"], lang="da").sheets
    4
    """
    if size:
        check_size(size)
    settings = settings or {}
    look_file = Path(look) if look else None
    entries: list[Entry] = []
    sets: list[CourseSet] = []
    for code in [lang] if lang else looks.spoken(look_file):
        draw = _SheetDrawer(code, ink, large, marks, look_file, settings)
        found = [draw.entry(name, size, variants) for name in dict.fromkeys(names or forms.names())]
        spoken = [entry for entry in found if entry.wording.spoken]
        entries += spoken
        sets += course_sets(spoken, draw.in_large_print)
    _check(entries, settings)
    return Kit(tuple(entries), tuple(sets))


@dataclass(frozen=True)
class _SheetDrawer:
    """How the sheets of one language are drawn."""

    lang: str
    ink: str
    large: bool
    marks: bool | None
    look_file: Path | None
    settings: Mapping[str, int | str]

    def of(self, name: str, **changes: Any) -> tuple[Form, Look]:
        """A form and its look, perhaps drawn otherwise than usual."""
        how = replace(self, **changes)
        look = looks.load(how.lang, how.ink, how.large, how.look_file)
        form = forms.of_several(name, look, how.settings)
        return with_marks(form, how.marks), look

    def in_large_print(self, entry: Entry) -> tuple[Form, Look]:
        """A sheet of the kit in large print."""
        return self.of(entry.name, large=True)

    def entry(self, name: str, size: str, variants: bool) -> Entry:
        """One form, in the given size or in all sizes in which it can be drawn."""
        form, look = self.of(name)
        drawable = tuple(other for other in SIZES if (other, form.orientation) in PAPERS)
        others = tuple(self._variants(name, form)) if variants else ()
        return Entry(name, form, look, (size,) if size else drawable, others)

    def _variants(self, name: str, form: Form) -> Iterator[Variant]:
        if not self.large:
            yield Variant("large", *self.of(name, large=True))
        if self.ink != "gray":
            yield Variant("gray", *self.of(name, ink="gray"))
        scores = dict(form.options).get("score", ())
        if "words" in scores and form.setting("score") != "words":
            settings = {**self.settings, "score": "words"}
            yield Variant("words", *self.of(name, settings=settings))
        yield Variant(EXAMPLE, *self.of(name))


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
