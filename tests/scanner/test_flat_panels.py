"""A picture of a sheet is laid on its blank, and what is darker than the blank is ink."""

from __future__ import annotations

import io

import numpy as np
import pytest
from filled_paper import scan_bytes
from PIL import Image, ImageDraw, ImageFilter
from scans import Photo, ScannedBlank, stroked, with_code

from mlmp_print.draw.geometry import Box
from mlmp_print.pdf.sheet_codes import PanelKey, SheetCode
from mlmp_print.scanner.bilevel import is_bilevel
from mlmp_print.scanner.flat import FlatPanel, Refusal, RefusedError, RefusedPanel
from mlmp_print.scanner.ink import disc
from mlmp_print.scanner.picture_page import Found, flat_panels

STROKE = (100.0, 38.0), (112.0, 44.0)  # mm, on white paper
AROUND = Box(98, 36, 16, 10)


def only(found: list[Found]) -> FlatPanel:
    (panel,) = found
    assert isinstance(panel, FlatPanel), panel
    return panel


def refusals(found: list[Found]) -> list[Refusal | None]:
    return [one.refusal if isinstance(one, RefusedPanel) else None for one in found]


def inked(panel: FlatPanel) -> np.ndarray:
    return panel.ink > panel.threshold


def inked_targets(panel: FlatPanel) -> list[str]:
    """The targets with ink inside of their outline, if it is no shadow."""
    ink = inked(panel) & ~panel.dim & (panel.expected > 0.45)
    return [
        f"{target.path}={target.state}"
        for target in panel.layout.targets
        if ink[disc(target.x, target.y, 0.9 * target.radius, ink.shape)].mean() > 0.02
    ]


# Scans --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("dpi", [150, pytest.param(300, marks=pytest.mark.slow)])
def test_a_scan_that_nobody_wrote_on_has_no_ink(plan: ScannedBlank, dpi: int):
    panel = only(flat_panels(plan.picture(dpi), plan.find))
    assert panel.dpi == pytest.approx(dpi, abs=1)
    assert panel.residual < 0.2
    assert panel.missing < 0.02
    assert not inked(panel).any()
    assert not panel.bilevel


@pytest.mark.parametrize("turn", [90, 180, 270, 2])
def test_a_stroke_is_ink_where_it_stands_however_the_paper_lies(plan: ScannedBlank, turn: int):
    picture = stroked(plan.picture(), *STROKE).rotate(turn, expand=True, fillcolor=230)
    panel = only(flat_panels(picture, plan.find))
    ink = inked(panel)
    here = ink[panel.window(AROUND)]
    assert here.mean() > 0.02
    assert here.sum() > 0.98 * ink.sum()


def test_paper_as_an_office_prints_and_scans_it_has_little_ink(plan: ScannedBlank):
    """Another size, a grey bed, a tone curve, noise, and the losses of a JPEG."""
    picture = plan.picture().resize((1570, 2220), Image.Resampling.BICUBIC)
    bed = Image.new("L", (1700, 2400), 60)
    bed.paste(picture, (70, 90))
    soft = np.asarray(bed.filter(ImageFilter.GaussianBlur(0.7)), float) / 255
    noise = np.random.default_rng(2).normal(0, 0.02, soft.shape)
    scanned = np.clip(0.06 + 0.88 * soft**1.2 + noise, 0, 1) * 255
    panel = only(flat_panels(Image.fromarray(scanned.astype(np.uint8)), plan.find))
    assert panel.dpi == pytest.approx(190, abs=2)
    assert inked_targets(panel) == []


def test_a_crop_is_straight_and_has_the_colours_of_the_scan(plan: ScannedBlank):
    picture = plan.picture(200, "RGB")
    box = Box(100, 36, 20, 10)
    x, y = (round(side / 25.4 * 200) for side in (104, 38))
    ImageDraw.Draw(picture).rectangle((x, y, x + 60, y + 30), fill=(30, 60, 200))
    panel = only(flat_panels(picture.rotate(181, expand=True, fillcolor="white"), plan.find))
    crop = panel.crop(box)
    assert crop.size == pytest.approx((157, 79), abs=2)
    blue = np.asarray(crop)[..., 2].astype(int) - np.asarray(crop)[..., 0] > 80
    rows, columns = np.nonzero(blue)
    assert (rows.min(), columns.min()) == pytest.approx((16, 31), abs=3)
    assert (rows.max(), columns.max()) == pytest.approx((46, 92), abs=3)


def test_a_black_and_white_scan_says_so(plan: ScannedBlank):
    picture = plan.picture().point(lambda level: 255 * (level > 150))
    assert only(flat_panels(picture, plan.find)).bilevel
    assert is_bilevel(picture.resize((1500, 2121), Image.Resampling.BILINEAR))
    assert not is_bilevel(plan.picture())


@pytest.mark.parametrize("quality", [40, 75, 90, 100])
@pytest.mark.parametrize("size", [1.5, 1, 0.67, 0.5])
def test_a_black_and_white_scan_that_was_saved_as_jpeg_says_so(
    plan: ScannedBlank, quality: int, size: float
):
    """Apps that scan with a phone, and programs that make a PDF smaller, save it so."""
    gray = plan.picture()
    scan = gray.point(lambda level: 255 * (level > 150))
    for picture, is_black_and_white in ((scan, True), (gray, False)):
        scaled = picture.resize([round(size * side) for side in picture.size])
        again = Image.open(io.BytesIO(scan_bytes(scaled, quality=quality)))
        assert is_bilevel(again) == is_black_and_white


# Photos -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("bend", [pytest.param(0.0, marks=pytest.mark.slow), 2.5])
def test_a_photo_of_bent_paper_is_laid_flat(plan: ScannedBlank, bend: float):
    photo = Photo(bend=bend)
    panel = only(flat_panels(photo.of(plan.picture()), plan.find))
    places = np.array([(target.x, target.y) for target in panel.layout.targets])
    off = panel.warp.on_picture(places) - photo.shows(places)
    assert np.hypot(*off.T).max() * 25.4 / panel.dpi < 0.25, "mm"
    assert inked_targets(panel) == []


class CurledPhoto(Photo):
    """Paper whose right edge stands up: it seems moved there, and within 4 cm no more."""

    def bent(self, points: np.ndarray) -> np.ndarray:
        x, y = points.T
        along = np.sin(np.pi * y / 297)
        return np.column_stack([self.bend * np.exp((x - 210) / 35) * along, np.zeros_like(x)])


def test_a_photo_of_a_curled_edge_is_laid_flat(plan: ScannedBlank):
    photo = CurledPhoto(bend=6)
    panel = only(flat_panels(photo.of(plan.picture()), plan.find))
    places = np.array([(target.x, target.y) for target in panel.layout.targets])
    off = panel.warp.on_picture(places) - photo.shows(places)
    assert np.hypot(*off.T).max() * 25.4 / panel.dpi < 0.28, "mm"
    assert inked_targets(panel) == []


def shaded(picture: Image.Image, box: Box, soft: float = 8) -> Image.Image:
    """A shadow of half the light on a box, mm, with a soft edge (pixels)."""
    shadow = Image.new("L", picture.size, 255)
    edges = [side / 25.4 * 200 for side in (box.x, box.y, box.right, box.bottom)]
    ImageDraw.Draw(shadow).rectangle(edges, fill=130)
    light = np.asarray(shadow.filter(ImageFilter.GaussianBlur(soft)), float) / 255
    return Image.fromarray((np.asarray(picture) * light).astype(np.uint8))


def test_the_shadow_of_a_finger_is_no_mark(plan: ScannedBlank):
    scores = [target for target in plan.blank.layout.targets if target.kind == "score"]
    x, y = scores[4].x, scores[4].y
    hand = shaded(plan.picture(), Box(x - 4, y - 4, 9, 60))
    panel = only(flat_panels(shaded(hand, Box(x - 10, y + 30, 90, 140), 30), plan.find))
    assert inked(panel)[panel.window(Box(x - 3, y - 2, 6, 20))].mean() > 0.2, "it is dark"
    assert inked_targets(panel) == []


def test_a_phone_that_sharpens_makes_no_ink_in_the_middle_of_print(plan: ScannedBlank):
    """It makes the paper beside print lighter than the paper is."""
    photo = Photo(bend=0).of(plan.picture()).point(lambda level: round(0.75 * level))
    sharpened = photo.filter(ImageFilter.UnsharpMask(2, 120, 0))
    panel = only(flat_panels(sharpened, plan.find))
    discs = [target for target in panel.layout.targets if target.kind == "score"]
    inside = [disc(one.x, one.y, 0.6 * one.radius, panel.ink.shape) for one in discs]
    ink = [float(np.median(panel.ink[here][panel.expected[here] > 0.97])) for here in inside]
    assert max(ink) < 0.06 < panel.threshold


def test_a_filled_disc_is_a_mark_in_even_and_in_uneven_light(plan: ScannedBlank):
    disc_filled = next(target for target in plan.blank.layout.targets if target.kind == "score")
    picture = plan.picture()
    x, y, radius = (
        length / 25.4 * 200 for length in (disc_filled.x, disc_filled.y, disc_filled.radius)
    )
    draw = ImageDraw.Draw(picture)
    for step in np.linspace(-0.8, 0.8, 9):
        half = radius * (1 - step**2) ** 0.5
        draw.line((x - half, y + step * radius, x + half, y + step * radius + 4), 80, 7)
    wanted = [f"{disc_filled.path}={disc_filled.state}"]
    assert inked_targets(only(flat_panels(picture, plan.find))) == wanted
    uneven = shaded(picture, Box(120, 150, 90, 150), 60)
    assert inked_targets(only(flat_panels(uneven, plan.find))) == wanted


# A3 -----------------------------------------------------------------------------------------------


def halves(found: list[Found]) -> list[int | None]:
    return [one.code.key.panel if one.code else None for one in found]


def test_both_panels_of_a3_are_found_in_order(wide_plan: ScannedBlank):
    for turn in (0, 180):
        found = flat_panels(wide_plan.picture().rotate(turn), wide_plan.find)
        assert halves(found) == [1, 2]
        assert refusals(found) == [None, None]


def test_a_half_of_a3_whose_codes_are_lost_is_not_lost_in_silence(wide_plan: ScannedBlank):
    picture = wide_plan.picture()
    draw = ImageDraw.Draw(picture)
    for box in ((2900, 50, 3160, 230), (1750, 2090, 1950, 2290)):
        draw.rectangle(box, fill=255)
    found = flat_panels(picture, wide_plan.find)
    assert halves(found) == [1, None]
    assert refusals(found) == [None, Refusal.NO_CODE]
    half = picture.crop((0, 0, picture.width // 2, picture.height))
    assert halves(flat_panels(half, wide_plan.find)) == [1]


# What is refused ----------------------------------------------------------------------------------


def beside(left: Image.Image, right: Image.Image) -> Image.Image:
    both = Image.new("L", (left.width + right.width, left.height), 255)
    both.paste(left, (0, 0))
    both.paste(right, (left.width, 0))
    return both


def wiped(picture: Image.Image) -> Image.Image:
    changed = picture.copy()
    changed.paste(255, (0, 300, 1654, 2000))
    return changed


CODE = "M2:VPLAN1.DAA4.K7Q2:2/2:0"
REFUSED = {
    "nothing": (lambda picture: Image.new("L", picture.size, 255), Refusal.NO_CODE),
    "no code": (lambda picture: picture.crop((0, 300, 1654, 2000)), Refusal.NO_CODE),
    "code of others": (lambda picture: with_code(picture, "HTTP://NOT.OURS"), Refusal.NO_CODE),
    "newer": (
        lambda picture: with_code(picture, CODE.replace("M2", "M3")),
        Refusal.NEWER_SCHEME,
    ),
    "wrong check letter": (
        lambda picture: with_code(picture, CODE[:-1] + "7F3K9Q2A"),
        Refusal.DAMAGED_CODE,
    ),
    "made by others": (lambda picture: with_code(picture, "M2:VPLAN"), Refusal.DAMAGED_CODE),
    "twice": (lambda picture: beside(picture, picture), Refusal.TWO_SHEETS),
    "two papers": (
        lambda picture: beside(picture, with_code(picture, CODE.replace("DA", "EN"))),
        Refusal.TWO_SHEETS,
    ),
    "half a page": (lambda picture: picture.crop((0, 0, 1654, 1400)), Refusal.NO_CORNERS),
    "little print": (wiped, Refusal.PRINT_MISSING),
    "coarse": (lambda picture: picture.resize((660, 934)), Refusal.TOO_COARSE),
    "a point": (lambda _: Image.new("L", (1, 1)), Refusal.TOO_COARSE),
    "a line": (lambda _: Image.new("RGB", (100_000, 1)), Refusal.TOO_COARSE),
    "blurred": (
        lambda picture: picture.filter(ImageFilter.GaussianBlur(2)),
        Refusal.BLURRED,
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_picture_that_cannot_be_read_is_refused_with_its_reason(plan: ScannedBlank, what: str):
    change, refusal = REFUSED[what]
    assert refusals(flat_panels(change(plan.picture()), plan.find)) == [refusal]


def test_a_sheet_under_the_codes_of_another_size_is_refused_by_name(plan: ScannedBlank):
    card = ScannedBlank.drawn("score-card", page_index=0)
    layout = card.blank.layout
    assert layout.size != plan.blank.layout.size
    picture = with_code(plan.picture(), str(SheetCode(layout.key, layout.digest)))
    assert refusals(flat_panels(picture, card.find)) == [Refusal.MARKS_DO_NOT_FIT]


def test_a_blank_that_is_not_known_is_a_refusal_of_its_panel(plan: ScannedBlank):
    def none(code: SheetCode):
        raise RefusedError(Refusal.LAYOUT_UNKNOWN, code=code)

    (refused,) = flat_panels(plan.picture(), none)
    assert isinstance(refused, RefusedPanel)
    assert refused.refusal is Refusal.LAYOUT_UNKNOWN
    assert refused.code is not None
    assert isinstance(refused.code.key, PanelKey)


def test_a_code_of_others_on_our_sheet_is_ignored(plan: ScannedBlank):
    picture, other = plan.picture(), with_code(plan.picture(), "HTTP://NOT.OURS")
    side = round(30 / 25.4 * 200)
    sticker = other.crop((picture.width - 2 * side, 0, picture.width - side // 3, side))
    picture.paste(sticker, (400, 300))
    assert only(flat_panels(picture, plan.find)).code.key.form == "VPLAN"
