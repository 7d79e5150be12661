"""Draw the README's pictures. Run after a change to a sheet: `python docs/make_pictures.py`."""

import io
import json
from pathlib import Path

from PIL import Image

import mlmp_print as mlmp
from mlmp_print.definitions import load as forms
from mlmp_print.look.wording import Wording
from mlmp_print.pdf.preview import png

ROOT = Path(__file__).parent.parent
GAP, PAPER = 16, "#D8DBE0"
OTHERS = (
    "preparation-sheet",
    "goal-staircase",
    "score-card",
    "yearly-cycle",
    "status-sheet",
    "wishing-well",
    "peer-backpack",
    "plan-agreement",
)


def page(pdf: bytes, number: int, dpi: int) -> Image.Image:
    """A page as a picture."""
    return Image.open(io.BytesIO(png(pdf, number, dpi)))


def beside(rows: list[list[Image.Image]]) -> Image.Image:
    """Pictures in rows on a grey ground."""
    width = max(sum(picture.width + GAP for picture in row) for row in rows) + GAP
    sheet = Image.new("RGB", (width, sum(row[0].height + GAP for row in rows) + GAP), PAPER)
    y = GAP
    for row in rows:
        x = (width - sum(picture.width + GAP for picture in row) + GAP) // 2
        for picture in row:
            sheet.paste(picture, (x, y))
            x += picture.width + GAP
        y += row[0].height + GAP
    return sheet


def save(picture: Image.Image, name: str) -> None:
    """Write a PNG of few colours."""
    picture.quantize(160, dither=Image.Dither.NONE).save(ROOT / "docs" / name, optimize=True)


def example(form: str) -> bytes:
    """A sheet filled with its own example."""
    template = mlmp.template(form)
    return template.fill(forms.example(template.form, Wording(template.form, template.look))).pdf


peter = mlmp.fill(
    "visual-plan", json.loads((ROOT / "examples" / "peter.json").read_text("utf-8"))
).pdf
save(beside([[page(peter, 1, 76), page(peter, 2, 76)]]), "visual-plan.png")
sheets = [example(form) for form in OTHERS]
save(
    beside(
        [
            [page(pdf, 1, 36) for pdf in sheets[:2]],
            [page(pdf, 1, 36) for pdf in sheets[2:4]],
            [page(pdf, 1, 36) for pdf in sheets[4:]],
        ]
    ),
    "sheets.png",
)
