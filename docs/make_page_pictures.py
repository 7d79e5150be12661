"""Take the pictures of docs/page.md, and show them there.

Run `make page`, then `python docs/make_page_pictures.py`; look at each picture.

It needs `pip install '.[page-test]'` and Chromium. The screens are those of
`tests/support/page_screens.py`; each is taken in English, on a desk and some on a phone.
"""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests" / "support"))

from opened_page import DESK, FILE, PHONE, Opened, opened_at, started  # noqa: E402
from page_screens import SCREENS, Screen  # noqa: E402

PAPER = ROOT / "docs" / "page.md"
FOLDER = PAPER.with_suffix("")
SHOWN = re.compile("(?<=<!-- screens -->\n).*(?=<!-- end of screens -->)", re.DOTALL)
LANGUAGE = "en"
WIDE = 900  # pixels of a picture of a desk's window
COLORS = 64


def main() -> None:
    """Take a picture of every screen."""
    if not FILE.exists():
        sys.exit(f"{FILE} is not there: run `make page`")
    FOLDER.mkdir(exist_ok=True)
    with started() as browser:
        if browser is None:
            sys.exit("There is no chromium.")
        opened = opened_at(browser, FILE.as_uri(), LANGUAGE)
        opened.ready()
        lines = [
            take(opened, screen, width)
            for screen in SCREENS
            for width in ((DESK, PHONE) if screen.on_phone else (DESK,))
        ]
    paper = PAPER.read_text("utf-8")
    PAPER.write_text(SHOWN.sub("\n" + "\n\n".join(lines) + "\n\n", paper), "utf-8")


def take(opened: Opened, screen: Screen, width: int) -> str:
    """Take the picture of a screen in a window of that width; return it as Markdown."""
    opened.anew(LANGUAGE)
    screen.come(opened)
    opened.resize(width)
    whole = not opened.page.locator("dialog[open]").count()
    picture = Image.open(io.BytesIO(opened.page.screenshot(full_page=whole))).convert("RGB")
    if width > WIDE:
        picture.thumbnail((WIDE, picture.height), Image.Resampling.LANCZOS)
    name = screen.name if width == DESK else f"{screen.name}-phone"
    few = picture.quantize(COLORS, dither=Image.Dither.NONE)
    few.save(FOLDER / f"{name}.png", optimize=True)
    title = opened.page.locator("dialog[open] h2, h1").last.inner_text()
    if opened.page.locator("dialog[open]").count():
        opened.page.locator("dialog[open] button").first.click()
    return f"![{title}{'' if width == DESK else ', on a phone'}](page/{name}.png)"


if __name__ == "__main__":
    main()
