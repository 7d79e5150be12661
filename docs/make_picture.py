"""Draw the README's picture: Peter's filled plan, both pages side by side. Run after a change to the sheet: `python docs/make_picture.py`."""

import io
import json
from pathlib import Path

from PIL import Image

import mlmp_print as mlmp
from mlmp_print.preview import png

ROOT = Path(__file__).parent.parent
GAP, PAPER = 16, "#D8DBE0"

filled = mlmp.fill("visual-plan", json.loads((ROOT / "examples" / "peter.json").read_text("utf-8")))
pages = [Image.open(io.BytesIO(png(filled.pdf, page, dpi=76))) for page in (1, 2)]
picture = Image.new("RGB", (pages[0].width * 2 + 3 * GAP, pages[0].height + 2 * GAP), PAPER)
for number, page in enumerate(pages):
    picture.paste(page, (GAP + number * (page.width + GAP), GAP))
picture.quantize(128, dither=Image.Dither.NONE).save(ROOT / "docs" / "visual-plan.png", optimize=True)
