"""The sheets that are measured: drawn once, with the layout of every panel."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2

import mlmp_print as mlmp
from mlmp_print.pdf.compiled_form import CompiledForm
from mlmp_print.pdf.panel_layout import PanelLayout
from mlmp_print.pdf.sheet_codes import SheetCode

EXAMPLES = Path(__file__).parents[2] / "examples"
POINTS = 72  # an inch


@dataclass(eq=False)
class Sheet:
    """A form with its options; `example` has some answers printed on it already."""

    name: str
    form: str
    options: Mapping[str, Any] = field(default_factory=dict)
    example: str = ""

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
        if not self.example:
            return self.blank
        return mlmp.fill(self.form, self.answers, EXAMPLES, **self.options).pdf

    @cached_property
    def layouts(self) -> tuple[PanelLayout, ...]:
        return self.compiled.layouts

    def panels(self, page_index: int) -> list[PanelLayout]:
        return [layout for layout in self.layouts if layout.page_index == page_index]

    def code(self, layout: PanelLayout) -> str:
        """What the codes of a panel say before the sheet id."""
        return code_text(SheetCode(layout.key, layout.digest))

    @cached_property
    def pages(self) -> list[int]:
        """The pages with something to mark."""
        return sorted({layout.page_index for layout in self.layouts if layout.targets})

    @cached_property
    def values(self) -> Mapping[str, Any]:
        """The answers that are printed, by path: texts, states of scores and choices, ticks."""
        found: dict[str, Any] = {}

        def collect(path: str, value: Any) -> None:
            if isinstance(value, dict):
                for key, inner in value.items():
                    collect(f"{path}.{key}" if path else key, inner)
            elif isinstance(value, list):
                for number, inner in enumerate(value, 1):
                    collect(f"{path}.{number}", inner)
            elif isinstance(value, bool):
                if value:
                    found[path] = True
            elif isinstance(value, int | float):
                found[path] = f"{value:g}"
            elif value:
                found[path] = value

        collect("", self.answers)
        return found

    def render(self, page_index: int, dpi: int, *, color: bool) -> np.ndarray:
        """A page as a printer gets it, 8 bit; a copy that may be drawn on."""
        return _rendered(self, page_index, dpi, color).copy()


def code_text(code: SheetCode) -> str:
    """What a code says before the sheet id.

    >>> code_text(SheetCode(PanelKey("VPLAN", 1, "DAA4", 2, 2), "K7Q2", "7F3K9Q2T"))
    'M2:VPLAN1.DAA4.K7Q2:2/2'
    """
    return str(code).rpartition(":")[0]


@lru_cache(maxsize=6)
def _rendered(sheet: Sheet, page_index: int, dpi: int, color: bool) -> np.ndarray:
    document = pypdfium2.PdfDocument(io.BytesIO(sheet.pdf))
    try:
        if sheet.example:
            document.init_forms()
        page = document[page_index]
        drawn = page.render(
            scale=dpi / POINTS, may_draw_forms=bool(sheet.example), grayscale=not color
        )
        return np.array(drawn.to_pil())
    finally:
        document.close()


def _sheet(name: str, form: str, example: str = "", **options: Any) -> Sheet:
    return Sheet(name, form, options, example)


SHEETS = {
    sheet.name: sheet
    for sheet in (
        _sheet("plan", "visual-plan"),
        _sheet("plan-large", "visual-plan", large=True),
        _sheet("plan-words", "visual-plan", settings={"score": "words", "own_score": "yes"}),
        _sheet("plan-a3", "visual-plan", size="a3"),
        _sheet("plan-filled", "visual-plan", "peter"),
        _sheet("plan-grey", "visual-plan", ink="gray", lang="de"),
        _sheet("score-card", "score-card"),
        _sheet("evaluation", "evaluation"),
        _sheet("agreement", "plan-agreement"),
        _sheet("status", "status-sheet"),
        _sheet("staircase", "goal-staircase"),
        _sheet("preparation", "preparation-sheet"),
        _sheet("profile", "profile"),
        _sheet("relative", "relative-preparation"),
    )
}
