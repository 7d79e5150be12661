"""Invented items of a review, with crops of drawn sheets on which somebody has marked something.

python tests/support/review_samples.py FOLDER [LANG]
"""

from __future__ import annotations

import io
import random
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
from PIL import Image, ImageDraw, ImageFont

import mlmp_print as mlmp
from mlmp_print.definitions import load as forms
from mlmp_print.look import look as looks
from mlmp_print.look.sheet_names import SheetNames
from mlmp_print.look.wording import Wording
from mlmp_print.model.kinds import Kind
from mlmp_print.model.phrases import Phrase
from mlmp_print.pdf.preview import draw_png
from mlmp_print.scanner.doubts import BILEVEL, DOUBTS, NEAR, PALE, TWO_MARKS
from mlmp_print.scanner.flat import Refusal
from mlmp_print.scanner.review_data import (
    DOUBT,
    KEEP,
    PAGE,
    PICTURE,
    SKIP,
    TEXT,
    ItemChoice,
    ItemKey,
    ReviewItem,
)

DPI = 150
MM = DPI / 25.4  # pixels
AROUND = 8  # mm of paper around a row
SCAN, PHOTO = "5a" * 32, "b7" * 32
INK = (28, 46, 120)
HANDS = "/usr/share/fonts/opentype/urw-base35/Z003-MediumItalic.otf"

Box = tuple[float, float, float, float]  # left, top, right, bottom, in pixels
TWO, FAINT, BESIDE = DOUBTS[TWO_MARKS], DOUBTS[PALE], DOUBTS[NEAR]
TWICE = Phrase("This page is there twice, with other answers: {pages}", pages=["IMG_2041.jpg"])


class DrawnSheet:
    """A blank sheet, drawn at 150 dpi, and where its fields are."""

    def __init__(self, form: str, lang: str) -> None:
        pdf = mlmp.blank(form, lang=lang)
        self.lang, self.look = lang, looks.load(lang)
        self.form = forms.load(form, self.look)
        self.names = SheetNames(Wording(self.form, self.look))
        self.boxes: dict[tuple[str, str], tuple[int, Box]] = {}
        self.pages: list[Image.Image] = []
        with pikepdf.open(io.BytesIO(pdf)) as document:
            for number, page in enumerate(document.pages, 1):
                self.pages.append(Image.open(io.BytesIO(draw_png(pdf, number, DPI))).convert("RGB"))
                self._find(page, number)

    def _find(self, page: pikepdf.Page, number: int) -> None:
        height = float(page.mediabox[3])
        for widget in page.get("/Annots", []):
            parts, node = [], widget
            while node is not None:
                parts += [str(node.T)] if "/T" in node else []
                node = node.get("/Parent")
            x0, y0, x1, y1 = (float(value) * DPI / 72 for value in widget.Rect)
            top = height * DPI / 72
            box = min(x0, x1), top - max(y0, y1), max(x0, x1), top - min(y0, y1)
            looks_of = widget.get("/AP", {}).get("/N", {})
            states = [] if isinstance(looks_of, pikepdf.Stream) else [*looks_of.keys()]
            state = next((key[1:] for key in states if key != "/Off"), "")
            self.boxes[".".join(reversed(parts)), state] = number, box

    def kind(self, path: str) -> Kind:
        return next(place.kind for place in self.form.all_places() if place.path == path)

    def around(self, path: str, mm: float) -> tuple[int, Box]:
        """The page and the place of a question, with some paper around."""
        found = [box for (name, _), box in self.boxes.items() if name == path]
        left, top = min(box[1][0] for box in found), min(box[1][1] for box in found)
        right, bottom = max(box[1][2] for box in found), max(box[1][3] for box in found)
        return found[0][0], (left - mm * MM, top - mm * MM, right + mm * MM, bottom + mm * MM)

    def cut(self, path: str, mm: float, draw: Callable[[ImageDraw.ImageDraw], None]) -> bytes:
        """Mark something on the sheet, and cut out the question."""
        number, box = self.around(path, mm)
        page = self.pages[number - 1].copy()
        draw(ImageDraw.Draw(page))
        return png(page.crop(tuple(map(round, box))))

    def doubt(
        self, path: str, marks: Iterable[str], guess: Any, why: Phrase, page: int = 2
    ) -> ReviewItem:
        """A doubt, with crosses where somebody has made them."""
        kind = self.kind(path)
        names = self.names.states(path)
        choices: tuple[ItemChoice, ...] = (ItemChoice(True, "yes"), ItemChoice(False, "no"))
        if len(kind.states) > 1:
            choices = tuple(ItemChoice(state, names.name(state)) for state in kind.states)

        def draw(pen: ImageDraw.ImageDraw) -> None:
            for at, state in enumerate(marks):
                cross(pen, self.boxes[path, state][1], faint=why is FAINT or at > 0)

        row = self.cut(path, AROUND, draw)
        _, (left, top, right, bottom) = self.around(path, AROUND)
        edge_x, edge_y = AROUND * 0.75 * MM / (right - left), AROUND * 0.75 * MM / (bottom - top)
        spot = (edge_x, edge_y, 1 - edge_x, 1 - edge_y)
        more = {"choices": choices, "guess": guess, "why": why, "row": row, "spot": spot}
        return self._item(path, DOUBT, page, **more)

    def text(self, path: str, words: str, page: int = 2) -> ReviewItem:
        """A text that somebody has written."""
        _, (left, top, _, bottom) = self.around(path, 0)

        def draw(pen: ImageDraw.ImageDraw) -> None:
            size = round(min(bottom - top, 9 * MM) * 0.8)
            font = ImageFont.truetype(HANDS, size) if Path(HANDS).exists() else None
            pen.text((left + 2 * MM, top + 0.5 * MM), words, INK, font)

        kind = PICTURE if self.kind(path).is_picture else TEXT
        return self._item(path, kind, page, crop=self.cut(path, 3, draw))

    def _item(self, path: str, kind: str, page: int, **more: Any) -> ReviewItem:
        return ReviewItem(
            ItemKey(SCAN, page, path),
            kind,
            self.names.question(path),
            file="scan_0042.pdf",
            sheet=f"{self.names.wording.name} · 7F3K9Q2T",
            lang=self.lang,
            asks=self.kind(path),
            **more,
        )

    def small(self, number: int) -> bytes:
        page = self.pages[number - 1].copy()
        page.thumbnail((420, 420))
        return png(page)


def cross(pen: ImageDraw.ImageDraw, box: Box, *, faint: bool) -> None:
    """Draw a cross as a hand does it."""
    shake = random.Random(str(box))
    tone = (150, 155, 170) if faint else INK
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    for dx, dy in ((-1, -1), (-1, 1)):
        ends = [shake.uniform(1.4, 2.6) * MM for _ in range(4)]
        line = [(x + dx * ends[0], y + dy * ends[1]), (x - dx * ends[2], y - dy * ends[3])]
        pen.line(line, tone, width=3 if faint else 5)


def png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.convert("L").save(out, "PNG", optimize=True)
    return out.getvalue()


def png_of(width: int, height: int) -> bytes:
    """A picture with nothing on it."""
    return png(Image.new("L", (width, height), 255))


@cache
def items(lang: str = "da") -> tuple[ReviewItem, ...]:
    """Twelve things to settle, and a page that was refused."""
    plan, agreement = DrawnSheet("visual-plan", lang), DrawnSheet("plan-agreement", lang)
    preparation = DrawnSheet("preparation-sheet", lang)
    sheets = (
        ItemChoice(KEEP, KEEP),
        ItemChoice(SKIP, SKIP),
        ItemChoice("7F3K9Q2T", "Peter · 7F3K9Q2T"),
        ItemChoice("9R4M2W7X", "Karen Holm · 9R4M2W7X"),
    )
    picture = next(place.path for place in preparation.form.places() if place.kind.is_picture)
    return (
        plan.doubt("goals.1.score_now", ["2", "3"], "2", TWO),
        plan.doubt("goals.1.theme", ["mobility"], "mobility", FAINT),
        plan.doubt("goals.2.score_expected", ["1.5"], "1.5", FAINT),
        plan.doubt("goals.2.disagrees", [], None, BESIDE),
        plan.doubt("goals.3.theme", ["health", "society"], None, TWO),
        agreement.doubt("agreement.agreed", ["yes"], "yes", FAINT, page=5),
        plan.text("purpose", "At Peter får sit eget liv i egen bolig", page=1),
        plan.text("goals.1.text", "tage bussen alene til klubben"),
        plan.text("name", "Peter", page=1),
        plan.text("date", "3/12-26", page=1),
        preparation.text(picture, "", page=7),
        ReviewItem(
            ItemKey(PHOTO, 1, ""),
            PAGE,
            "",
            choices=sheets,
            why=TWICE,
            file="IMG_2041.jpg",
            sheet=plan.names.wording.name,
            row=plan.small(2),
        ),
        ReviewItem(
            ItemKey(SCAN, 9, ""),
            PAGE,
            "",
            choices=(ItemChoice(SKIP, SKIP),),
            why=Refusal.BLURRED.value,
            file="scan_0042.pdf",
            row=plan.small(1),
        ),
    )


PALE_ROWS = (
    "goals.1.theme",
    "goals.1.score_expected",
    "goals.1.disagrees",
    "goals.2.theme",
    "goals.2.score_now",
    "goals.2.score_expected",
)


@cache
def pale_page(lang: str = "da") -> tuple[ReviewItem, ...]:
    """A page in black and white: a row with a mark, and six in which nothing is seen."""
    plan = DrawnSheet("visual-plan", lang)
    small = plan.small(2)

    def unseen(path: str) -> ReviewItem:
        item = plan.doubt(path, [], None, DOUBTS[BILEVEL])
        return replace(item, nothing_seen=True, page=small)

    first, *others = map(unseen, PALE_ROWS)
    marked = plan.doubt("goals.1.score_now", ["2", "3"], "2", TWO)
    return first, marked, *others, plan.text("goals.1.text", "tage bussen alene til klubben")


def demo(folder: str, lang: str = "da") -> None:
    from mlmp_print.scanner.review import write_review

    shown = (
        *items(lang),
        *(replace(item, key=item.key._replace(page=3)) for item in pale_page(lang)),
    )
    print(write_review(folder, shown, lang=lang, force=True))


if __name__ == "__main__":
    demo(*sys.argv[1:])
