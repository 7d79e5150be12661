"""Draw marks of every pen and manner on one picture, to be looked at.

python -m benchmarks.scan.contact_sheet out/marks.png [--condition gray200]
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from mlmp_print.pdf.panel_layout import PanelLayout, Target
from mlmp_print.pdf.sheet_codes import PanelKey

from .conditions import CONDITIONS
from .paper_marks import Panel
from .pens import INCH, PENS, Paper
from .person import Person
from .spots import spots
from .strokes import MARKS

PITCH, RADIUS = 11.0, 3.9  # mm between cells, and of a cell
CORRECTIONS = ("struck", "erased")
HANDS = {"steady": (0.4, False), "shaking": (2.2, False), "large": (1.0, True)}


def cells(names: list[str], rows: list[str]) -> PanelLayout:
    """A panel that has a cell for each name in each row."""
    targets = tuple(
        Target(
            f"{number}", name, "score", "disc", PITCH * (column + 1), PITCH * (number + 1), RADIUS
        )
        for number, _ in enumerate(rows)
        for column, name in enumerate(names)
    )
    size = PITCH * (len(names) + 1), PITCH * (len(rows) + 1)
    return PanelLayout(PanelKey("", 1, "", 1, 1), size, 1.0, 0, (0.0, 0.0), targets)


def blank(layout: PanelLayout, dpi: int) -> np.ndarray:
    scale = dpi / INCH
    picture = Image.new("RGB", [round(length * scale) for length in layout.size], "white")
    draw = ImageDraw.Draw(picture)
    for spot in spots(layout):
        box = [
            scale * (middle + side * spot.radius) for side in (-1, 1) for middle in (spot.x, spot.y)
        ]
        draw.ellipse(box, outline=(31, 31, 31), width=round(0.35 * scale))
        draw.text((scale * spot.x, scale * spot.y), "2½", (31, 31, 31), anchor="mm", font_size=20)
    return np.array(picture)


def draw(condition_name: str, seed: int) -> Image.Image:
    condition = CONDITIONS[condition_name]
    names = [*MARKS, *CORRECTIONS]
    rows = [f"{pen} {hand}" for pen in PENS for hand in HANDS]
    layout = cells(names, rows)
    rng = np.random.default_rng(seed)
    paper = Paper(blank(layout, condition.dpi), condition.dpi, rng)
    person = Person("blue", "blue", "cross", 1.0, large=False, letters=5.0, messy=0.3)
    panel = Panel(paper, layout, person, "", {})
    for number, row in enumerate(rows):
        pen, hand = row.split()
        tremor, large = HANDS[hand]
        someone = replace(person, pen=pen, tremor=tremor, large=large)
        for spot in panel.rows[f"{number}"]:
            style = "cross" if spot.state in CORRECTIONS else spot.state
            panel.person = replace(someone, style=style)
            panel.show(spot, spot.state)
    picture, _ = condition.taken(paper.pixels, rng)
    return picture


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("output", type=Path)
    parser.add_argument("--condition", choices=CONDITIONS, default="clean200")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    draw(given.condition, given.seed).save(given.output)


if __name__ == "__main__":
    main()
