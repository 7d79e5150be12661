"""How the sheets look, measured in rendered pages.

Contrast, tones on a black-and-white copier, the wheel, and what a choice colours.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from math import atan2, cos, hypot, pi, sin, tau

import pypdfium2 as pdfium
import pytest
import sheets
from PIL import Image, ImageChops
from pypdfium2 import raw
from sheets import (
    ANSWERS,
    EVERY,
    FORM,
    INKS,
    LANGUAGES,
    MM,
    SIZES,
    Sheet,
    at,
    each,
    opened,
    pdf,
    pictures,
)

import mlmp_print as mlmp
from mlmp_print.definitions import load as forms
from mlmp_print.draw.blocks.goals import GoalsBlock
from mlmp_print.draw.blocks.parts.card import GAP, stack_boxes
from mlmp_print.draw.blocks.parts.theme_disc import DISC, RING, RING_WIDTH
from mlmp_print.draw.blocks.wheel import Segment, WheelBlock
from mlmp_print.draw.geometry import Box
from mlmp_print.look import assets, look
from mlmp_print.model.errors import DefinitionError

Rgb = tuple[int, int, int]

# In the order of the wheel, clockwise from the top.
THEMES = {
    "practical_tasks": "#B4D8A2",
    "self_care": "#FFF6A0",
    "mobility": "#F0B780",
    "communication": "#F8ACC1",
    "society": "#C7B1E8",
    "employment": "#C5E8FF",
    "social_life": "#A8E5D8",
    "health": "#F6D270",
}
ANSWER, TINT, PAPER = "#1B4F9C", "#F6F7F9", "#FFFFFF"
NAMES = {
    "da": (
        "Praktiske opgaver",
        "Egenomsorg",
        "Mobilitet",
        "Kommunikation",
        "Samfundsliv",
        "Beskæftigelse",
        "Socialt liv",
        "Sundhed",
    ),
    "en": (
        "Practical tasks",
        "Self-care",
        "Mobility",
        "Communication",
        "Society",
        "Employment",
        "Social life",
        "Health",
    ),
}


def rgb(color: str) -> Rgb:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def near(one: Rgb, other: Rgb, slack: int = 6) -> bool:
    return all(abs(a - b) <= slack for a, b in zip(one, other, strict=True))


def in_look(ink: str, name: str) -> Rgb:
    """A colour of the look as a pixel."""
    parts = look.load("da", ink).color(name)
    red, green, blue = (round(255 * part) for part in (parts * 3 if len(parts) == 1 else parts))
    return red, green, blue


def luminance(color: Rgb) -> float:
    """Relative luminance (WCAG 2.2)."""
    red, green, blue = (
        part / 255 / 12.92 if part / 255 <= 0.04045 else ((part / 255 + 0.055) / 1.055) ** 2.4
        for part in color
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Rgb, other: Rgb) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def block(kind: type) -> WheelBlock | GoalsBlock:
    found = next(
        block
        for page in forms.load(FORM, look.load()).pages
        for block in page.blocks
        if isinstance(block, kind)
    )
    assert isinstance(found, WheelBlock | GoalsBlock)
    return found


def wheel() -> WheelBlock:
    found = block(WheelBlock)
    assert isinstance(found, WheelBlock)
    return found


# Contrast -----------------------------------------------------------------------------------------

PAIRS = [
    *(
        ("ink", background, 4.5)
        for background in ("paper", "tint", "parking", "well", *(f"theme.{key}" for key in THEMES))
    ),
    *(("soft", background, 4.5) for background in ("paper", "tint")),
    ("answer", "paper", 4.5),
    ("paper", "answer", 4.5),
    ("line", "paper", 3.0),
]


def test_contrast_is_counted_as_wcag_does() -> None:
    assert contrast(rgb("#000000"), rgb("#FFFFFF")) == pytest.approx(21)
    assert contrast(rgb("#777777"), rgb("#FFFFFF")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("ink", INKS)
@pytest.mark.parametrize(("words", "background", "least"), PAIRS)
def test_the_palette_has_contrast(ink: str, words: str, background: str, least: float) -> None:
    assert contrast(in_look(ink, words), in_look(ink, background)) >= least


@each(tuple(sheet for sheet in EVERY if sheet.lang == "da" and sheet.size == "a4"))
def test_every_word_on_the_page_stands_out_from_what_is_round_it(sheet: Sheet) -> None:
    """The colour of each text object against the commonest colour of a frame round it."""
    scale = 2.0
    with pdfium.PdfDocument(pdf(sheet)) as document:
        document.init_forms()
        for number in range(len(document)):
            assert document[number].flatten() != raw.FLATTEN_FAIL
            picture = document[number].render(scale=scale).to_pil().convert("RGB")
            seen = 0
            runs = list(sheets.letters(document[number]))
            for index, run in enumerate(runs):
                if any(hides(later, run) for later in runs[index + 1 :]):
                    continue
                box = [
                    round(edge)
                    for edge in (
                        run.left * scale,
                        picture.height - run.top * scale,
                        run.right * scale,
                        picture.height - run.bottom * scale,
                    )
                ]
                background = commonest(frame(picture, box))
                assert contrast(run.color, background) >= 4.5, (
                    f"{run.text[:20]!r} {run.color} on {background}"
                )
                seen += 1
            assert seen > 10


def hides(later: sheets.Letters, run: sheets.Letters) -> bool:
    """The chosen score or theme lies over the same words unchosen."""
    shared = (
        min(later.right, run.right) - max(later.left, run.left),
        min(later.top, run.top) - max(later.bottom, run.bottom),
    )
    return later.text == run.text and min(shared) > 1


def frame(picture: Image.Image, box: list[int]) -> list[Rgb]:
    """The pixels of a frame three pixels outside of a box."""
    left, top, right, bottom = box[0] - 3, box[1] - 3, box[2] + 3, box[3] + 3
    points = [(x, y) for x in range(left, right + 1) for y in (top, bottom)] + [
        (x, y) for y in range(top, bottom + 1) for x in (left, right)
    ]
    return [picture.getpixel(point) for point in points]


def commonest(pixels: list[Rgb]) -> Rgb:
    return Counter(pixels).most_common(1)[0][0]


def pressed(data: bytes, dpi: int) -> Iterator[Image.Image]:
    """Every page with its fields flattened.

    pdfium sets the text of live fields with coloured edges (subpixels).
    """
    with pdfium.PdfDocument(data) as document:
        document.init_forms()
        for number in range(len(document)):
            assert document[number].flatten() != raw.FLATTEN_FAIL
            yield document[number].render(scale=dpi / 72).to_pil().convert("RGB")


@each(tuple(sheet for sheet in EVERY if sheet.ink == "gray" and sheet.size == "a4"))
def test_a_gray_sheet_has_no_colour(sheet: Sheet) -> None:
    for picture in pressed(pdf(sheet), 72):
        red, green, blue = picture.split()
        assert ImageChops.difference(red, green).getbbox() is None
        assert ImageChops.difference(green, blue).getbbox() is None


# The wheel ----------------------------------------------------------------------------------------


def clearance(segment: Segment, x: float, y: float) -> float:
    """The distance of a point to a segment's spokes, rim and hub, mm; negative outside of it."""
    right, up = x - segment.x, segment.y - y
    reach, angle = hypot(right, up), atan2(right, up) % tau
    if not segment.start < angle < segment.end:
        return -1.0
    beside = min(reach * sin(angle - segment.start), reach * sin(segment.end - angle))
    return min(beside, segment.radius - reach, reach - segment.hub)


def outline(left: float, top: float, right: float, bottom: float) -> Iterator[tuple[float, float]]:
    """The corners of a box and points between them."""
    for step in range(11):
        share = step / 10
        yield from ((left + share * (right - left), top), (left + share * (right - left), bottom))
        yield from ((left, top + share * (bottom - top)), (right, top + share * (bottom - top)))


def polar(segment: Segment, angle: float, share: float) -> tuple[float, float]:
    """The point at an angle and a share of the radius."""
    return segment.x + share * segment.radius * sin(
        angle
    ), segment.y - share * segment.radius * cos(angle)


@each(tuple(sheet for sheet in EVERY if sheet.what == "blank"))
def test_every_name_is_printed_inside_its_segment(sheet: Sheet) -> None:
    """As pdfium finds words on the page, without the measures of our own code.

    All words stand between hub and rim, each name in its own segment.
    """
    segments = wheel().segments(len(THEMES))
    found = [""] * len(segments)
    for run in sheets.printed(sheet)[0]:
        left, top, right, bottom = (
            run.left / MM,
            297 - run.top / MM,
            run.right / MM,
            297 - run.bottom / MM,
        )
        middle = (left + right) / 2, (top + bottom) / 2
        for number, segment in enumerate(segments):
            if clearance(segment, *middle) > 0:
                assert (
                    min(clearance(segment, *point) for point in outline(left, top, right, bottom))
                    >= 1.4
                ), run.text
                found[number] += run.text
    assert found == [name.replace(" ", "") for name in NAMES[sheet.lang]]


@cache
def points_inside(segment: Segment) -> tuple[tuple[float, float], ...]:
    """Points all over a segment, half a millimetre apart.

    They are clear of its outline and of the hands that hold the wheel.
    """
    steps, hands = (
        range(-int(segment.radius / 0.5), int(segment.radius / 0.5) + 1),
        (wheel().hand(-1, len(THEMES)), wheel().hand(1, len(THEMES))),
    )
    grid = ((segment.x + column * 0.5, segment.y + row * 0.5) for column in steps for row in steps)
    inside = (point for point in grid if clearance(segment, *point) > 1.5)
    return tuple(
        point for point in inside if all(hypot(point[0] - x, point[1] - y) > 5.5 for x, y in hands)
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_neighbours_in_the_wheel_differ_in_tone_on_a_gray_printer(lang: str) -> None:
    dpi = 100
    picture = pictures(Sheet("blank", lang, "a4", "gray"), dpi)[0]
    tones = []
    for segment in wheel().segments(len(THEMES)):
        pixels = [at(picture, *point, dpi)[0] for point in points_inside(segment)]
        tone, count = Counter(pixels).most_common(1)[0]
        assert count > 0.75 * len(pixels), "a segment has one tone, but for its icon and name"
        tones.append(tone / 255)
    for one, other in zip(tones, [*tones[1:], tones[0]], strict=True):
        assert abs(one - other) >= 0.1 - 0.004


@pytest.mark.parametrize("ink", INKS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_segment_has_a_dark_outline(lang: str, ink: str) -> None:
    """A way round the wheel, and out of it, crosses a dark line at every spoke, hub and rim."""
    dpi = 150
    picture = pictures(Sheet("blank", lang, "a4", ink), dpi)[0]

    def darkest(points: list[tuple[float, float]]) -> int:
        return min(max(at(picture, *point, dpi)) for point in points)

    segments = wheel().segments(len(THEMES))
    for segment in segments:
        for share in (0.35, 0.6, 0.8):
            across = [
                polar(segment, segment.start + step / (share * segment.radius), share)
                for step in (-0.4, -0.2, 0, 0.2, 0.4)
            ]
            assert darkest(across) < 80, "a spoke"
        for share, name in ((segment.hub / segment.radius, "hub"), (1.0, "rim")):
            middle = (segment.start + segment.end) / 2
            assert (
                darkest(
                    [
                        polar(segment, middle, share + step / segment.radius)
                        for step in (-0.4, -0.2, 0, 0.2, 0.4)
                    ]
                )
                < 80
            ), name


@pytest.mark.parametrize("ink", INKS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_segment_has_an_icon_and_a_name(lang: str, ink: str) -> None:
    """Each segment has dark ink in the box where pdfium finds the name, and outside of it."""
    dpi = 100
    sheet = Sheet("blank", lang, "a4", ink)
    picture = pictures(sheet, dpi)[0]
    boxes = [
        (
            run.left / MM - 0.5,
            297 - run.top / MM - 0.5,
            run.right / MM + 0.5,
            297 - run.bottom / MM + 0.5,
        )
        for run in sheets.printed(sheet)[0]
    ]
    for segment in wheel().segments(len(THEMES)):
        dark = [point for point in points_inside(segment) if max(at(picture, *point, dpi)) < 90]
        named = [
            point
            for point in dark
            if any(
                left <= point[0] <= right and top <= point[1] <= bottom
                for left, top, right, bottom in boxes
            )
        ]
        assert len(named) > 30
        assert len(dark) - len(named) > 30


# Page 1 of a blank, the square round the wheel in 24 × 24 pieces: the first letter of the
# commonest colour's name.
# . paper, o the figure that holds the wheel, ~ anything: an edge, an icon, a name.
WHEEL = """
    ........~HHHPPP~........
    ......~HHHHHPPPPP~......
    ....~H~~~~HHPP~~~PP~....
    ...~HHHHHHHHPP~~~PPP~...
    ..~L~HHHHHHHPPPPPPP~E~..
    ..LLL~HHHHHHPP~PPP~EEE..
    .~LLLL~HHHHHPPPPP~EEEE~.
    .LLLLLL~HHHHPPPP~EEEEEE.
    ~~~~~LLL~HHHPPP~EE~~~~~~
    LLLLLL~~L~HHPP~EE~EEEEEE
    LLLLLLLLLL~..~EE~EEEEEEE
    LLLLLLLLLL.~~.EEEEEEEEEE
    BBBBBBBBBB.~~.MMMMMMMMMM
    BBBBBBB~~B~..~MMMMMMMMMM
    BBBBBBBBB~SSKK~MM~MMMMMM
    ~~~~~~~B~SSSKKK~MMM~~~~~
    .BBBBBB~SSSSKKKK~MMMMMM.
    .~BBBB~SSSSSKKKKK~MMMM~.
    .~BBB~SSSSSSKK~KKK~MMM~.
    .ooB~SSS~~SSKKKKKKK~Moo.
    ..o~SSSSSSSS~~~~~~~K~o..
    ..~o~SS~~SSSKKKKKKK~o~..
    ...oo~~SSSSSKKKKK~~oo...
    ....oo..~SSSKKK~..oo....
"""
COLORS = {
    **{key: rgb(color) for key, color in THEMES.items()},
    "paper": rgb(PAPER),
    "figure": rgb("#C9CDD3"),
    "ink": rgb("#20242B"),
}
LETTERS = dict(zip(COLORS, "PEMKSBLH.o#", strict=True))


def wheel_in_letters(picture: Image.Image, pieces: int, dpi: int) -> list[str]:
    """Each piece as the letter of the colour nearest to its commonest colour.

    ~ where no colour fills most of it.
    """
    box, rows = wheel().box, []
    side = box.w / pieces
    for row in range(pieces):
        letters = ""
        for column in range(pieces):
            edges = (
                box.x + column * side,
                box.y + row * side,
                box.x + (column + 1) * side,
                box.y + (row + 1) * side,
            )
            piece = picture.crop(tuple(round(edge / 25.4 * dpi) for edge in edges))
            count, color = max(piece.getcolors(10_000))
            nearest = min(
                COLORS,
                key=lambda key: sum((a - b) ** 2 for a, b in zip(COLORS[key], color, strict=True)),
            )
            letters += LETTERS[nearest] if count > 0.6 * piece.width * piece.height else "~"
        rows.append(letters)
    return rows


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_wheel_looks_like_its_picture_in_letters(lang: str, size: str) -> None:
    rows = wheel_in_letters(pictures(Sheet("blank", lang, size), 72)[0], 24, 72)
    expected = [line.strip() for line in WHEEL.strip().splitlines()]
    compared = [
        "".join("~" if mark == "~" else letter for letter, mark in zip(row, line, strict=True))
        for row, line in zip(rows, expected, strict=True)
    ]
    assert compared == expected, "\n".join(rows)


# What a choice colours ----------------------------------------------------------------------------

CHOSEN = tuple(
    Sheet(what, "da", size, ink)
    for what in ("blank", "peter", "six")
    for size in ("a4", "a3")
    for ink in INKS
)


def button(sheet: Sheet, path: str, state: str) -> tuple[int, Box]:
    """A button's page (from 0), and its box in mm from the top left."""
    widget = next(
        widget
        for widget in sheets.widgets(sheets.fields(opened(sheet))[path])
        if state in sheets.states(widget)
    )
    left, bottom, right, top = (float(edge) / MM for edge in widget.Rect)
    page = next(
        number
        for number, page in enumerate(opened(sheet).pages)
        if page.obj.objgen == widget.P.objgen
    )
    return page, Box(left, 297 - top, right - left, top - bottom)


def goals(sheet: Sheet) -> list[dict[str, object]]:
    given = list(ANSWERS[sheet.what].get("goals", []))
    return given + [{}] * (-len(given) % 3 or (0 if given else 3))


@each(CHOSEN)
def test_the_chosen_theme_colours_the_edge_of_its_card(sheet: Sheet) -> None:
    dpi = 72
    cards = block(GoalsBlock)
    boxes = stack_boxes(cards.box.inset(0, 0, 0, cards.strip + GAP), 3)
    for number, goal in enumerate(goals(sheet)):
        box = boxes[number % 3]
        theme = goal.get("theme")
        picture = sheets.panel_pictures(sheet, dpi)[1 + number // 3]
        expected = in_look(sheet.ink, f"theme.{theme}" if theme else "tint")
        if sheet.ink == "color":
            assert expected == rgb(THEMES[str(theme)] if theme else TINT)
        for down in (0.4, 0.6, 0.9):  # below the number and the icon
            y = box.y + down * box.h
            assert near(at(picture, box.x + 5.5, y, dpi), expected), f"goal {number + 1}"


@each(CHOSEN)
def test_the_chosen_score_is_filled_with_ink_and_the_others_are_not(sheet: Sheet) -> None:
    dpi = 150
    for number, goal in enumerate(goals(sheet), 1):
        for key in ("score_now", "score_expected"):
            for state in ("0", "0.5", "1", "1.5", "2", "2.5", "3", "3.5", "4"):
                page, box = button(sheet, f"goals.{number}.{key}", state)
                x, y = box.center
                # Above the number, inside of the disc: its radius is 2.9 mm, or 3.9 mm.
                color = at(
                    pictures(sheet, dpi)[page], x, y - (2.2 if state.endswith(".5") else 3.0), dpi
                )
                chosen = key in goal and float(state) == goal[key]
                expected = in_look(sheet.ink, "answer") if chosen else rgb(PAPER)
                assert near(color, expected), f"goal {number}, {key} {state}"
    if sheet.ink == "color":
        assert in_look("color", "answer") == rgb(ANSWER)


@each(CHOSEN)
def test_the_chosen_theme_has_a_ring_and_the_others_have_none(sheet: Sheet) -> None:
    dpi = 150
    for number, goal in enumerate(goals(sheet), 1):
        for theme in THEMES:
            page, box = button(sheet, f"goals.{number}.theme", theme)
            picture = pictures(sheet, dpi)[page]
            middle = box.x + DISC + RING  # the disc stands at the left of the button
            ring = DISC + RING - RING_WIDTH / 3  # on the ring, clear of the outline of the disc
            reds = [
                at(picture, middle + ring * sin(angle), box.center[1] + ring * cos(angle), dpi)
                for angle in (pi / 2, pi, 3 * pi / 2)
            ]
            expected = in_look(sheet.ink, "answer") if goal.get("theme") == theme else rgb(PAPER)
            assert all(near(color, expected) for color in reds), f"goal {number}, {theme}"


@each(CHOSEN)
def test_a_tick_is_a_cross_where_it_is_given(sheet: Sheet) -> None:
    dpi = 150
    for number, goal in enumerate(goals(sheet), 1):
        page, box = button(sheet, f"goals.{number}.disagrees", "Yes")
        x, y = box.center
        expected = in_look(sheet.ink, "answer") if goal.get("disagrees") else rgb(PAPER)
        assert near(at(pictures(sheet, dpi)[page], x, y, dpi), expected), f"goal {number}"


def test_a_chosen_theme_is_named_in_bold() -> None:
    sheet = Sheet("peter")
    for number, goal in enumerate(ANSWERS["peter"]["goals"], 1):
        for widget in sheets.widgets(sheets.fields(opened(sheet))[f"goals.{number}.theme"]):
            for state in sheets.states(widget):
                content = widget.AP.N[f"/{state}"].read_bytes()
                assert b"/AtkB" in content
                assert (str(widget.AS) == f"/{state}") == (state == goal["theme"])


@pytest.mark.parametrize("path", ["M0 0 C19%s 24.5 16 20.5", "M0 0 s", "M 1", "C", "M0 0 A 1 2 3"])
def test_a_path_that_cannot_be_followed_is_refused_by_name(path):
    with pytest.raises(DefinitionError, match=r"mark\.svg: has a shape that cannot be drawn"):
        assets.steps(
            f'<svg xmlns="http://www.w3.org/2000/svg"><path d="{path}"/></svg>'.encode(), "mark.svg"
        )


def test_braces_and_what_nobody_sees_in_a_municipalitys_name_are_drawn_as_they_are(tmp_path):
    file = tmp_path / "look.toml"
    file.write_text('name = "Str{0}nd\\u200bby {page}"\n')
    words = sheets.pdfium_words(mlmp.blank("wishing-well", look=file))
    assert "Str{0}ndby {page} · side 1 af 1" in words[0]
