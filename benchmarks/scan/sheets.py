"""The sheets that are measured: drawn once, with the layout of every panel."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
from PIL import Image, ImageDraw

import mlmp_print as mlmp
from mlmp_print.model.sheet_ids import NO_ID, check_character
from mlmp_print.pdf.compiled_form import CompiledForm
from mlmp_print.pdf.panel_layout import PanelLayout
from mlmp_print.pdf.sheet_codes import SheetCode

from .pens import INCH

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
LOOK = ROOT / "assets" / "looks" / "strandby" / "look.toml"
OWN_FORM = Path(__file__).parent / "week-check.toml"
POINTS = 72  # an inch
A4 = 210.0, 297.0  # mm
SHEET_ID = "7F3K9Q2" + check_character("7F3K9Q2")


@dataclass(eq=False)
class Sheet:
    """A form with its options.

    Attributes:
        name: what the bench calls it.
        form: a form's name, or the path of a definition.
        options: how it is drawn.
        example: an example whose answers are printed on it already; may be empty.
        sheet_id: of a print job with a register.
    """

    name: str
    form: str
    options: Mapping[str, Any] = field(default_factory=dict)
    example: str = ""
    sheet_id: str = NO_ID

    @cached_property
    def compiled(self) -> CompiledForm:
        return mlmp.template(self.form, **self.options).compiled_form({})

    @cached_property
    def blank(self) -> bytes:
        return mlmp.blank(self.form, **self.options)

    @cached_property
    def answers(self) -> Mapping[str, Any]:
        return json.loads((EXAMPLES / f"{self.example}.json").read_bytes()) if self.example else {}

    @cached_property
    def pdf(self) -> bytes:
        """What is printed: the blank, or the sheet with the answers of its example."""
        if self.example:
            return mlmp.fill(self.form, self.answers, EXAMPLES, **self.options).pdf
        if self.sheet_id != NO_ID:
            return self.compiled.fill({}, {}, self.sheet_id)[0]
        return self.blank

    @cached_property
    def layouts(self) -> tuple[PanelLayout, ...]:
        return self.compiled.layouts

    def code(self, layout: PanelLayout) -> str:
        """What the codes of a panel say before the sheet id."""
        return code_text(SheetCode(layout.key, layout.digest))

    def panels(self, page_index: int) -> list[PanelLayout]:
        return [layout for layout in self.layouts if layout.page_index == page_index]

    @cached_property
    def pages(self) -> list[int]:
        """The pages with something to mark; the first, if there are none."""
        marked = {layout.page_index for layout in self.layouts if layout.targets}
        return sorted(marked) or [0]

    @cached_property
    def values(self) -> Mapping[str, Any]:
        """The answers that are printed, by path: texts, states of scores and choices, ticks."""
        return dict(_flat("", self.answers))

    def render(self, page_index: int, dpi: int, *, color: bool) -> np.ndarray:
        """A page as a printer gets it, 8 bit; a copy that may be drawn on."""
        return _rendered(self, page_index, dpi, color).copy()

    def drawn(self, page_index: int, dpi: int, *, color: bool) -> np.ndarray:
        document = pypdfium2.PdfDocument(io.BytesIO(self.pdf))
        try:
            filled = bool(self.example)
            if filled:
                document.init_forms()
            drawn = document[page_index].render(
                scale=dpi / POINTS, may_draw_forms=filled, grayscale=not color
            )
            return np.array(drawn.to_pil())
        finally:
            document.close()


class OtherPaper(Sheet):
    """Paper that is no sheet of ours: the blank back of one, or a page of text."""

    layouts = ()
    blank = b""

    def drawn(self, page_index: int, dpi: int, *, color: bool) -> np.ndarray:  # noqa: ARG002
        size = [round(length / INCH * dpi) for length in A4]
        picture = Image.new("RGB" if color else "L", size, "white")
        if self.form == LETTER:
            draw = ImageDraw.Draw(picture)
            for number in range(30):
                words = "En anden side uden koder, som kom med i bunken. " * 2
                place = (0.12 * size[0], size[1] * (0.1 + 0.027 * number))
                draw.text(place, words[: 90 - number % 7], "black", font_size=dpi / 8)
        return np.array(picture)


LETTER, BACK = "letter", "back"


def _flat(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Answers by path, each as the state of its cell."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(f"{path}.{key}" if path else key, inner)
    elif isinstance(value, list):
        for number, inner in enumerate(value, 1):
            yield from _flat(f"{path}.{number}", inner)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield path, f"{value:g}"
    elif value:
        yield path, value


def code_text(code: SheetCode) -> str:
    """What a code says before the sheet id."""
    return str(code).rpartition(":")[0]


@lru_cache(maxsize=6)
def _rendered(sheet: Sheet, page_index: int, dpi: int, color: bool) -> np.ndarray:
    return sheet.drawn(page_index, dpi, color=color)


_PLAN = "visual-plan"
_SHEETS = (
    Sheet("plan", _PLAN),
    Sheet("plan-large", _PLAN, {"large": True}),
    Sheet("plan-words", _PLAN, {"settings": {"score": "words", "own_score": "yes"}}),
    Sheet("plan-types", _PLAN, {"settings": {"goal_type": "yes", "faces": "yes"}}),
    Sheet("plan-a3", _PLAN, {"size": "a3"}),
    Sheet("plan-grey", _PLAN, {"ink": "gray", "lang": "de"}),
    Sheet("plan-look", _PLAN, {"look": LOOK}),
    Sheet("plan-numbered", _PLAN, {"lang": "en"}, sheet_id=SHEET_ID),
    Sheet("plan-filled", _PLAN, example="peter"),
    Sheet("status", "status-sheet"),
    Sheet("status-filled", "status-sheet", example="status-sheet"),
    Sheet("score-card", "score-card"),
    Sheet("score-card-a3", "score-card", {"size": "a3"}),
    Sheet("evaluation", "evaluation"),
    Sheet("evaluation-large", "evaluation", {"large": True}),
    Sheet("agreement", "plan-agreement"),
    Sheet("staircase", "goal-staircase"),
    Sheet("invitation", "invitation"),
    Sheet("relative", "relative-preparation"),
    Sheet("preparation", "preparation-sheet"),
    Sheet("own-form", str(OWN_FORM), {"lang": "en"}),
    OtherPaper("other-letter", LETTER),
    OtherPaper("other-back", BACK),
)
SHEETS = {sheet.name: sheet for sheet in _SHEETS}
