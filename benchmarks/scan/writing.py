"""Measure whether all that people write is shown: places with writing, and places with none.

python -m benchmarks.scan.writing 60
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from mlmp_print.draw.geometry import Box
from mlmp_print.pdf.panel_layout import PanelLayout
from mlmp_print.scanner.cells import loses_pale, may_lose_pale
from mlmp_print.scanner.flat import FlatPanel
from mlmp_print.scanner.picture_page import flat_panels
from mlmp_print.scanner.writing import has_writing

from . import strokes
from .conditions import CONDITIONS, Condition
from .pens import PENS, Paper, Pen
from .reading import Blanks
from .sheets import SHEETS, Sheet
from .strokes import Generator, Stroke

NOTHING = "nothing"
KINDS = (NOTHING, "letters", "word", "line", "date", "drawing", "stroke", "cross")
FAINTER = replace(PENS["faint"], opacity=0.25)
PENS_TRIED = (PENS["blue"], PENS["black"], PENS["pencil"], PENS["faint"], FAINTER)
PAGES = (
    ("plan", 0), ("plan", 1), ("plan-large", 1), ("agreement", 0), ("relative", 0),
    ("preparation", 0), ("own-form", 0), ("evaluation", 0), ("score-card", 0),
)  # fmt: skip
CRUMBS = 8  # on a page
DRAWN = 14.0  # mm, a small drawing


@dataclass(frozen=True)
class Place:
    """One place to write in, and whether it is shown.

    Attributes:
        kind: Of `KINDS`.
        warned: The page says that texts may be missing.
    """

    condition: str
    sheet: str
    path: str
    kind: str
    shown: bool
    warned: bool

    @property
    def is_lost(self) -> bool:
        """Somebody wrote here, and nobody is told."""
        return self.kind != NOTHING and not self.shown and not self.warned


def written(kind: str, box: Box, rng: Generator) -> list[Stroke]:
    """What somebody writes in a box of the page, mm."""
    size = rng.uniform(2.6, 5)
    x = box.x + 1.5 + rng.uniform(0, max(0.1, min(box.w / 2, box.w - DRAWN)))
    is_low = box.h < DRAWN
    baseline = box.y + (box.h + size) / 2 if is_low else box.y + rng.uniform(7, box.h - 5)
    if kind == "letters":
        return [_letters(x, baseline, size, 2, rng)]
    if kind == "word":
        return [_letters(x, baseline, size, 5, rng)]
    if kind == "line":
        return strokes.writing(box.x + 2, baseline, box.w * rng.uniform(0.4, 0.9), size, rng)
    if kind == "date":
        return [_letters(x + at * size, baseline, size, 1, rng) for at in range(4)]
    if kind == "drawing":
        side = min(DRAWN, box.w - 2, box.h - 1)
        top = min(max(baseline - side, box.y + 0.5), box.y + box.h - side)
        return strokes.drawing(x, top, side, side, rng)
    if kind == "stroke":
        return [strokes.line((x, baseline), (x + 0.3, baseline - size))]
    return strokes.cross(x + 1, baseline - 1.2, 1.5, rng) if kind == "cross" else []


def _letters(x: float, baseline: float, size: float, count: int, rng: Generator) -> Stroke:
    return np.concatenate(strokes.writing(x, baseline, 0.45 * size * count + size, size, rng)[:1])


def places(
    sheet: Sheet, page_index: int, condition: Condition, seed: int, pen: Pen
) -> Iterator[Place]:
    """Write on a page with one pen, take its picture, and look at each of its places."""
    rng = np.random.default_rng([seed, page_index])
    pixels = sheet.render(page_index, condition.dpi, color=condition.color)
    paper = Paper(condition.printed(pixels, rng), condition.dpi, rng)
    kinds: dict[tuple[int, str], str] = {}
    for layout in sheet.panels(page_index):
        for area in layout.areas:
            kind = KINDS[int(rng.integers(len(KINDS)))]
            kinds[layout.key.panel, area.path] = kind
            for way in written(kind, _on_page(layout, area.box), rng):
                paper.draw(way, pen, 0.5)
    for _ in range(CRUMBS):
        place = rng.uniform((10, 10), np.array(paper.size) - 10)
        paper.draw(np.array([place, place + rng.uniform(-0.4, 0.4, 2)]), PENS["black"])
    picture, _ = condition.taken(paper.pixels, rng)
    for flat in flat_panels(picture, Blanks([sheet])):
        if isinstance(flat, FlatPanel):
            warned = flat.bilevel or loses_pale(flat) or may_lose_pale(flat)
            for area in flat.layout.areas:
                kind = kinds[flat.layout.key.panel, area.path]
                shown = has_writing(flat, area)
                yield Place(condition.name, sheet.name, area.path, kind, shown, warned)


def _on_page(layout: PanelLayout, box: Box) -> Box:
    (left, top), scale = layout.origin, layout.scale
    return Box(left + scale * box.x, top + scale * box.y, scale * box.w, scale * box.h)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pages", type=int)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    names = [*CONDITIONS]
    found: list[Place] = []
    for number in range(given.pages):
        seed = given.seed + number
        sheet, page = PAGES[seed % len(PAGES)]
        condition = CONDITIONS[names[seed % len(names)]]
        pen = PENS_TRIED[seed % len(PENS_TRIED)]
        found += places(SHEETS[sheet], page, condition, seed, pen)
    print("| condition | written | not shown | of these nobody is told | empty | shown in vain |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name in names:
        here = [place for place in found if place.condition == name]
        full = [place for place in here if place.kind != NOTHING]
        empty = [place for place in here if place.kind == NOTHING]
        hidden = [place for place in full if not place.shown]
        vain, lost = sum(one.shown for one in empty), sum(one.is_lost for one in full)
        print(f"| {name} | {len(full)} | {len(hidden)} | {lost} | {len(empty)} | {vain} |")
    for place in found:
        if place.is_lost:
            print("lost:", place)


if __name__ == "__main__":
    main()
