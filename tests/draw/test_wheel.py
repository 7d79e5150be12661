"""The wheel of life themes takes any set: four to twelve themes, in any order, with long names.

What stands on a page is measured as pdfium finds it, without the measures of our own code.
"""

from __future__ import annotations

from itertools import cycle, islice
from math import atan2, hypot, sin, tau
from pathlib import Path
from random import Random
from typing import NamedTuple

import pypdfium2 as pdfium
import pytest
import sheets

import mlmp_print as mlmp
from mlmp_print.draw.blocks.parts import wheel_names
from mlmp_print.draw.blocks.parts.wheel_segment import Segment
from mlmp_print.draw.blocks.wheel import WheelBlock, hold
from mlmp_print.look import assets, look

MM = 72 / 25.4
LONGEST = (  # of built-in sets and of municipalities, up to 28 letters
    "Praktiske opgaver i hjemmet",
    "Fritidsbeskæftigelsestilbud",
    "Kommunikation",
    "Beskæftigelse",
    "Egenomsorg",
    "Uddannelse og beskæftigelse",
    "Familie og nære relationer",
    "Sundhed og fysisk træning",
    "Transport og mobilitet",
    "Samfundsliv og medborgerskab",
    "Økonomi og administration",
    "Bolig og daglige gøremål",
)
COUNTS = [*range(4, 13)]
CHECKED = (4, 8, 11, 12)
FORMS = ("visual-plan", "wheel-poster", "status-sheet")
HYPHENS = "-\x02"  # pdfium finds U+0002 for a hyphen at the end of a line
BUILT_IN = ("mlmp8", "vum6", "vum7")


def only_slow(values, quick):
    """Parameters of which only `quick` ones run in `make check`."""
    return [
        value if value in quick else pytest.param(value, marks=pytest.mark.slow) for value in values
    ]


def built_in(name: str, lang: str = "da") -> list[str]:
    """The names of a built-in set."""
    words = look.load(lang)
    return [words.say(f"themes.{theme.key}") for theme in assets.themes(name)]


def look_file(folder: Path, names: list[str]) -> Path:
    """A look with these themes, whose greys differ from their neighbours'."""
    tones = [
        0.6 if number == len(names) - 1 else 0.94 - number % 2 * 0.16
        for number in range(len(names))
    ]
    fills = cycle(theme.fill for theme in assets.themes("mlmp8"))
    themes = [
        f'[themes.t{number}]\nfill = "{fill}"\ngray = {tone}\nicon = "house"\nda = "{name}"\n'
        for number, (name, tone, fill) in enumerate(zip(names, tones, fills, strict=False))
    ]
    file = folder / "look.toml"
    file.write_text("\n".join(themes), "utf-8")
    return file


# The names, as they are set --------------------------------------------------------------------


def segments(count: int, radius: float = 61) -> tuple[Segment, ...]:
    turn = tau / count
    return tuple(
        Segment(0, 0, radius * 0.18, radius, number * turn, (number + 1) * turn)
        for number in range(count)
    )


def from_edges(segment: Segment, x: float, y: float) -> tuple[float, float]:
    """How far a point is from the nearest spoke, and from the rim; negative outside, mm."""
    reach = hypot(x - segment.x, y - segment.y)
    angle = atan2(x - segment.x, segment.y - y) % tau
    if not segment.start < angle < segment.end:
        return -1.0, segment.radius - reach
    beside = min(reach * sin(angle - segment.start), reach * sin(segment.end - angle))
    return beside, segment.radius - reach


def check_set(names: list[str], radius: float, largest: float, least: float) -> list:
    found = wheel_names.set_names(segments(len(names), radius), tuple(names), "da", largest, least)
    unit = radius / 61
    for segment, name, setting in zip(segments(len(names), radius), names, found, strict=True):
        joined = "".join(setting.lines).replace("-", "").replace(" ", "")
        assert joined == name.replace("-", "").replace(" ", "")
        for box in setting.boxes:
            for x in (box.x, box.right):
                for y in (box.y, box.bottom):
                    spoke, rim = from_edges(segment, x, y)
                    assert spoke >= 1.59 * unit and rim >= 2.39 * unit, (name, box)
            assert not box.overlaps(setting.icon.inset(0.1 * setting.icon.w)), name
    assert len({setting.size for setting in found}) == 1
    assert len({setting.icon.w for setting in found}) == 1
    return list(found)


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_built_in_set_fits_in_any_order(name):
    names = built_in(name)
    for seed in range(4):
        Random(seed).shuffle(names)
        found = check_set(names, 61, 13, 11)
        assert found[0].size >= 12.5
        assert [line for setting in found for line in setting.lines if line[-1] == "-"] == []


@pytest.mark.slow
@pytest.mark.parametrize("count", only_slow(COUNTS, CHECKED))
def test_every_name_fits_every_segment_of_every_wheel(count):
    for first in range(0, len(LONGEST), 1 if count < 5 else 4):
        names = list(islice(cycle(LONGEST), first, first + count))
        assert check_set(names, 61, 13, 11)[0].size >= 11, "on the plan"
    assert check_set(names, 91, 23.8, 18)[0].size >= (18 if count < 11 else 17), "on the poster"
    assert check_set(names, 82, 17.33, 14)[0].size >= 14, "in large print"


def test_a_hyphen_is_the_last_resort():
    """A name is broken at its spaces first, and in a wheel of eight only one word needs more."""
    found = check_set([*LONGEST[:1], *LONGEST[2:9]], 61, 13, 11)
    assert [line for setting in found for line in setting.lines if line[-1] == "-"] == []
    found = check_set(list(LONGEST[:8]), 61, 13, 11)
    assert sum(line[-1] == "-" for setting in found for line in setting.lines) == 1


def test_a_name_that_fits_nowhere_is_named():
    with pytest.raises(ValueError, match=r"Speciallæge.*does not fit its segment of the wheel"):
        wheel_names.set_names(
            segments(12), ("Speciallægekonsulentbistandsordningsafdelingen",) * 12, "fi", 13, 11
        )


@pytest.mark.parametrize("count", COUNTS)
def test_the_hands_are_between_spokes(count):
    spokes = [abs(180 - 360 * number / count) for number in range(count)]
    assert 40 <= hold(count) <= 60
    assert min(abs(spoke - hold(count)) for spoke in spokes) >= 8


# The names, as they stand on a page --------------------------------------------------------------


class OnPage(NamedTuple):
    """A run of words on a page, in mm from its top left."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def words_on(data: bytes, page_index: int = 0) -> list[OnPage]:
    with pdfium.PdfDocument(data) as document:
        page = document[page_index]
        high = page.get_height()
        return [
            OnPage(
                run.text,
                run.left / MM,
                (high - run.top) / MM,
                run.right / MM,
                (high - run.bottom) / MM,
            )
            for run in sheets.letters(page)
        ]


def check_page(form: str, file: Path | None, names: list[str], *, lang="da", large=False) -> float:
    """Each name stands in its own segment, off spokes and rim; returns the height of a letter."""
    template = mlmp.template(form, lang=lang, look=file, large=large)
    wheel = next(
        block
        for page in template.form.pages
        for block in page.blocks
        if isinstance(block, WheelBlock)
    )
    found = [""] * len(names)
    heights = []
    for run in words_on(template.fill({}).pdf):
        x, y = (run.left + run.right) / 2, (run.top + run.bottom) / 2
        for number, segment in enumerate(wheel.segments(len(names))):
            if (
                min(from_edges(segment, x, y)) > 0
                and hypot(x - segment.x, y - segment.y) > segment.hub
            ):
                corners = [(a, b) for a in (run.left, run.right) for b in (run.top, run.bottom)]
                for corner in corners:
                    spoke, rim = from_edges(segment, *corner)
                    assert spoke >= 1.2 and rim >= 2.0, run
                found[number] += run.text.rstrip(HYPHENS)
                heights.append(run.bottom - run.top)
    assert found == ["".join(name.split()) for name in names]
    return max(heights)


@pytest.mark.parametrize("form", ["visual-plan", "wheel-poster"])
@pytest.mark.parametrize("name", only_slow(BUILT_IN, ("vum7",)))
def test_a_built_in_set_turned_round_stands_on_the_page(form, name, tmp_path):
    names = built_in(name)[::-1]
    check_page(form, look_file(tmp_path, names), names)


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("form", ["visual-plan", "wheel-poster"])
@pytest.mark.parametrize("count", only_slow(COUNTS, (4, 12)))
def test_long_names_stand_on_the_page(form, count, large, tmp_path):
    names = list(LONGEST[-count:])
    check_page(form, look_file(tmp_path, names), names, large=large)


@pytest.mark.parametrize("lang", look.languages())
def test_the_usual_names_are_large_on_the_poster_and_larger_in_large_print(lang):
    words = look.load(lang)
    names = [words.say(f"themes.{theme.key}") for theme in words.themes]
    poster = check_page("wheel-poster", None, names, lang=lang)
    plan = check_page("visual-plan", None, names, lang=lang)
    large = check_page("visual-plan", None, names, lang=lang, large=True)
    assert plan * 1.4 < poster and plan * 1.15 < large


@pytest.mark.parametrize("count", only_slow(COUNTS, (12,)))
def test_names_round_the_wheel_of_the_status_sheet_stay_on_the_paper(count, tmp_path):
    names = list(LONGEST[:count])
    for large in (False, True):
        data = mlmp.blank("status-sheet", look=look_file(tmp_path, names), large=large)
        with pdfium.PdfDocument(data) as document:
            pages = range(len(document))
        runs = [run for page_index in pages for run in words_on(data, page_index)]
        assert min(run.left for run in runs) >= 13.5
        assert max(run.right for run in runs) <= 196.5


# The figure -------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["visual-plan", "wheel-poster"])
@pytest.mark.parametrize("large", [False, True])
def test_hands_and_arms_keep_off_the_names_and_the_boxes(form, large):
    pages = mlmp.template(form, large=large).form.pages
    wheel = next(block for block in pages[0].blocks if isinstance(block, WheelBlock))
    x, y = wheel.middle
    others = [block.box for block in pages[0].blocks if block is not wheel]
    for count in COUNTS:
        figure = wheel.figure(count)
        for arm in figure.arms:
            for step in range(41):
                px, py = bezier(arm, step / 40)
                half = 3.4 * figure.unit
                assert hypot(px - x, py - y) - half > wheel.radius - 2.0 * wheel.unit
                for box in others:
                    across = max(box.x - px, px - box.right, 0)
                    down = max(box.y - py, py - box.bottom, 0)
                    assert hypot(across, down) > half + 0.45
        assert figure.ground == pytest.approx(wheel.box.bottom, abs=0.01)


def bezier(arm, t: float) -> tuple[float, float]:
    points = (arm.start, *arm.bends, arm.hand)
    weights = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t * t, t**3)
    return tuple(
        sum(weight * point[axis] for weight, point in zip(weights, points, strict=True))
        for axis in (0, 1)
    )
