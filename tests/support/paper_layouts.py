"""Every paper that a form can be, as far as its codes tell papers apart: settings, print, looks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations, product
from pathlib import Path
from typing import Any

from mlmp_print.definitions import load as forms
from mlmp_print.draw.draw import draw
from mlmp_print.look import look as looks
from mlmp_print.look.wording import Wording
from mlmp_print.model.errors import DefinitionError
from mlmp_print.model.form import Form
from mlmp_print.pdf.panel_layout import panel_layouts

Settings = dict[str, int | str]
Boxes = frozenset[tuple[Any, ...]]

SIX_THEMES = 'name = "Strandby"\nthemes = "vum6"\n'  # a look


def ends(form: Form) -> dict[str, list[int | str]]:
    """The first and the last that each setting of a form can be, where they are not the usual."""
    found: dict[str, list[int | str]] = {}
    for key, listing in form.lists.items():
        found[key] = [*dict.fromkeys((listing.least, listing.most))]
    for name, choices in form.options:
        found[name] = [*dict.fromkeys((choices[0], choices[-1]))]
    for name, value in form.usual:
        found[name] = [choice for choice in found[name] if choice != value]
    return {name: choices for name, choices in found.items() if choices}


def chosen(form: Form, at_once: int) -> Iterator[Settings]:
    """Every choice of ends for so many settings at once; the others are as usual."""
    given = ends(form)
    for names in combinations(given, at_once):
        for values in product(*(given[name] for name in names)):
            yield dict(zip(names, values, strict=True))


@dataclass
class Pile:
    """Papers by what their codes say. `conflicts` are codes that stand for different papers."""

    boxes: dict[str, Boxes] = field(default_factory=dict)
    conflicts: set[str] = field(default_factory=set)

    def add(
        self,
        name: str,
        settings: Settings,
        *,
        lang: str = "da",
        size: str = "a4",
        ink: str = "color",
        large: bool = False,
        look: Path | None = None,
    ) -> None:
        """Draw a form, and note where people mark and write on each of its panels.

        A form that has no room for its settings is never printed.
        """
        found = looks.load(lang, ink, large, look)
        form = forms.load(name, found, settings)
        try:
            drawing = draw(form, found, size)
        except DefinitionError:
            return
        for layout in panel_layouts(drawing, Wording(form, found)):
            key = layout.key
            code = f"{key.paper}.{layout.digest}:{key.place}"
            boxes = frozenset(_boxes(drawing, key.panel))
            if self.boxes.setdefault(code, boxes) != boxes:
                self.conflicts.add(code)


def _boxes(drawing: Any, panel: int) -> Iterable[tuple[Any, ...]]:
    """Where people mark and write on a panel, from the drawing itself, in tenths of a mm."""
    for button in drawing.buttons:
        if button.panel == panel:
            spot = button.spot
            yield button.place.path, button.state, *map(_tenths, (spot.x, spot.y, spot.radius))
    for item in (*drawing.texts, *drawing.pictures):
        if item.panel == panel:
            area = item.area
            yield item.place.path, *map(_tenths, (area.x, area.y, area.w, area.h))


def _tenths(length: float) -> int:
    return int(length * 10 + 0.5 + 1e-6)
