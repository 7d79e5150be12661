"""Make one simulated picture with its truth, or many of them in a folder.

python -m benchmarks.scan.simulate plan 2 gray200 7 -o out/scans
"""

from __future__ import annotations

import argparse
import zlib
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from .conditions import CONDITIONS, PENCILS, Condition
from .damage import Polygon
from .damage import Sheet as DamagedSheet
from .paper_marks import Panel
from .pens import Paper
from .person import Person
from .sheets import SHEETS, Sheet
from .truth import MARKED, STRUCK, PanelTruth, Truth

COVERED = 0.25  # of a spot: a mark on it is torn off, or under a fold


def simulate(
    sheet: Sheet, page_index: int, condition: Condition, seed: int
) -> tuple[Image.Image, Truth]:
    """Fill in a page of a sheet by hand and take a picture of it.

    What is written depends on the sheet, the seed and the condition's pens; so the same seed in
    another condition mostly shows the same marks.
    """
    page = f"{sheet.name} {page_index}"
    person_rng = np.random.default_rng([seed, zlib.crc32(page.encode())])
    rng = np.random.default_rng([seed, zlib.crc32(f"{page} {condition.name}".encode())])
    person = Person.by_chance(person_rng, condition.pen_shares)
    pixels = sheet.render(page_index, condition.dpi, color=condition.color)
    paper = Paper(condition.printed(pixels, rng), condition.dpi, person_rng)
    truth = Truth(
        sheet=sheet.name,
        page_index=page_index,
        condition=condition.name,
        seed=seed,
        pen=person.pen,
        style=person.style,
        tremor=person.tremor,
        large=person.large,
    )
    panels = []
    for layout in sheet.panels(page_index):
        panel = Panel(paper, layout, person, sheet.code(layout), sheet.values)
        panel.fill()
        panels.append(panel)
        truth.panels.append(panel.truth)
        truth.notes += panel.notes
    picture, spoilt = condition.taken(paper.pixels, rng)
    for panel in panels:
        note_missing(panel, spoilt)
        if condition.is_copy and person.pen in PENCILS:
            note_copied(panel.truth)
    return picture, truth


def note_copied(truth: PanelTruth) -> None:
    """Copies of pencil lose marks in silence, so the reader is to doubt what is empty on them."""
    for path, states in truth.cells.items():
        if not {MARKED, STRUCK} & set(states.values()):
            truth.may_doubt.setdefault(path, "empty on a copy of pencil")


def note_missing(panel: Panel, sheet: DamagedSheet) -> None:
    """Rows whose paper may be missing may be doubted, and must be if a mark went with it."""
    truth: PanelTruth = panel.truth
    for part in (*sheet.gone, *sheet.hidden):
        low, high = part.min(axis=0), part.max(axis=0)
        for path, cells in panel.rows.items():
            for spot in cells:
                inside = (low - spot.radius < (spot.x, spot.y)).all()
                if inside and ((spot.x, spot.y) < high + spot.radius).all():
                    truth.may_doubt.setdefault(path, "paper is missing")
                    is_marked = truth.cells[path][spot.state] == MARKED
                    if is_marked and _reaches(part, (spot.x, spot.y), spot.radius):
                        truth.must_doubt.setdefault(path, "the paper with the mark is missing")


def _reaches(part: Polygon, middle: tuple[float, float], radius: float) -> bool:
    """Whether a part of the paper has so much of a spot that its mark is gone; all in mm."""
    size = int(4 * radius)
    mask = Image.new("1", (size, size))
    scaled = (part - np.array(middle) + radius) * (size / (2 * radius))
    ImageDraw.Draw(mask).polygon([tuple(point) for point in scaled.tolist()], fill=1)
    return bool(np.asarray(mask).mean() > COVERED)


def save(picture: Image.Image, truth: Truth, folder: Path) -> Path:
    """Write a picture as its scanner would, and its truth beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    dpi = (CONDITIONS[truth.condition].dpi,) * 2
    path = folder / f"{truth.name}.jpg"
    if picture.getcolors(2):
        path = path.with_suffix(".png")
        picture.convert("1").save(path, dpi=dpi)
    else:
        picture.save(path, quality=95, dpi=dpi)
    path.with_suffix(".json").write_text(truth.as_json(), "utf-8")
    return path


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sheet", choices=SHEETS)
    parser.add_argument("page", type=int)
    parser.add_argument("condition", choices=CONDITIONS)
    parser.add_argument("seed", type=int, nargs="+")
    parser.add_argument("-o", "--output", type=Path, default=Path("out/scans"))
    given = parser.parse_args()
    for seed in given.seed:
        picture, truth = simulate(
            SHEETS[given.sheet], given.page - 1, CONDITIONS[given.condition], seed
        )
        print(save(picture, truth, given.output))


if __name__ == "__main__":
    main()
