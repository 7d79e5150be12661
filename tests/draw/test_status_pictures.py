"""The pictures of the status sheet: a line for each goal, and the shaded wheel."""

import io
import re
from collections import defaultdict
from functools import cache
from math import cos, pi, sin

import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import ImageChops, ImageColor
from sheets import letters

import mlmp_print as mlmp
from mlmp_print.draw.blocks.rings import RingsBlock, ScoreWheel
from mlmp_print.draw.sheet import Sheet
from mlmp_print.look.assets import themes
from mlmp_print.look.wording import Wording
from mlmp_print.prepared.folders import data_folder

STRANDBY = data_folder("assets") / "looks" / "strandby" / "look.toml"
DPI = 200
MM = DPI / 25.4
BLUE, RIBBON, WHITE = (27, 79, 156), (201, 205, 211), (255, 255, 255)


# The picture --------------------------------------------------------------------------------------


@cache
def lines(page=0):
    """For each goal on a page, score → (x, y) on its line in mm, from the printed numbers."""
    with pdfium.PdfDocument(mlmp.blank("status-sheet", settings={"goals": 6})) as document:
        words = document[page].get_textpage()
        rows = defaultdict(dict)
        for index in range(words.count_chars()):
            left, bottom, right, top = words.get_charbox(index)
            rows[round((bottom + top) / 2)][words.get_text_range(index, 1)] = (
                (left + right) / 2,
                (bottom + top) / 2,
            )
        high = document[page].get_height()
    found = []
    for row in (row for row in sorted(rows.items(), reverse=True) if row[1].keys() >= set("01234")):
        (x0, y), (x4, _) = row[1]["0"], row[1]["4"]
        found.append(
            {
                half / 2: ((x0 + (x4 - x0) * half / 8) / 72 * 25.4, (high - y) / 72 * 25.4)
                for half in range(9)
            }
        )
    return found


def picture(*goals, **wanted):
    with pdfium.PdfDocument(
        mlmp.fill("status-sheet", {"goals": list(goals)}, **wanted).pdf
    ) as document:
        return document[0].render(scale=DPI / 72).to_pil().convert("RGB")


def at(image, x, y):
    return image.getpixel((round(x * MM), round(y * MM)))


def dark(image, x, top, bottom):
    """Whether anything dark stands within 3 mm of `x`, from `top` to `bottom`."""
    box = image.crop(
        (round((x - 3) * MM), round(top * MM), round((x + 3) * MM), round(bottom * MM))
    ).convert("L")
    return box.getextrema()[0] < 110


def marks(image, line):
    """The scores at which there is the point of a mark above or below the line, or one on it."""
    above = [score for score, (x, y) in line.items() if dark(image, x, y - 5.0, y - 4.1)]
    on_it = [score for score, (x, y) in line.items() if at(image, x, y - 2.4) == BLUE]
    below = [score for score, (x, y) in line.items() if dark(image, x, y + 4.1, y + 5.0)]
    return above, on_it, below


def scores(then, now, expected, theme="health"):
    return {"theme": theme, "score_then": then, "score_now": now, "score_expected": expected}


def test_a_blank_has_three_lines_and_no_marks():
    image = picture()
    assert len(lines()) == 3
    assert [marks(image, line) for line in lines()] == [([], [], [])] * 3


@pytest.mark.parametrize(
    ("then", "now", "expected"),
    [
        (2, 0.5, 1),
        (0, 0, 0),
        (4, 4, 4),
        (4, 0, 0),
        (0, 4, 2),
        (2.5, 3, 1.5),
        (3, 3, 2),
        (1, 1, 1),
        (0.5, 3.5, 0),
        (2, 2.5, 2),
    ],
)
def test_every_mark_stands_at_its_score(then, now, expected):
    image = picture({}, scores(then, now, expected))
    assert marks(image, lines()[0]) == ([], [], [])
    assert marks(image, lines()[1]) == ([then], [now], [expected])


def test_marks_are_there_without_the_others():
    image = picture({"score_now": 0}, {"score_then": 4}, {"score_expected": 1.5})
    assert [marks(image, line) for line in lines()] == [
        ([], [0], []),
        ([4], [], []),
        ([], [], [1.5]),
    ]


@pytest.mark.parametrize(("then", "now"), [(4, 0), (3, 1), (1, 3), (0, 4), (2, 2)])
def test_a_ribbon_leads_from_last_time_to_now_and_its_arrow_is_at_now(then, now):
    image, line = picture(scores(then, now, 2)), lines()[0]
    between = [
        score
        for score, (x, y) in line.items()
        if score % 1 and at(image, x + 3.5, y + 1.6) == RIBBON
    ]
    assert between == [
        half / 2 for half in range(9) if half % 2 and min(then, now) < half / 2 < max(then, now)
    ]
    for score, (x, y) in line.items():
        head = [at(image, x + side * away, y + 2.6) for side in (-1, 1) for away in (8.5, 9.5, 10)]
        assert (RIBBON in head) == (score == now != then), f"an arrow's head at {score}"


def test_grey_ink_says_the_same():
    image = picture(scores(3, 1, 2), ink="gray")
    red, green, blue = (channel.tobytes() for channel in image.split())
    assert red == green == blue
    assert [score for score, (x, y) in lines()[0].items() if at(image, x, y - 2.4)[0] < 60] == [1]


def test_in_word_mode_the_marks_have_no_numbers_and_the_line_has_words():
    numbers, words = (
        printed(
            mlmp.fill("status-sheet", {"goals": [scores(3, 1, 2)]}, settings={"score": mode}).pdf
        )
        for mode in ("numbers", "words")
    )
    assert "Nu 1" in numbers
    assert "meget hjælp" not in numbers
    assert "Nu 1" not in words
    assert words.count("meget hjælp") == 3


def wheel(image, score, theme):
    """The colour in the middle of a theme's piece, just within a score's ring, in usual print."""
    themes = (
        "practical_tasks",
        "self_care",
        "mobility",
        "communication",
        "society",
        "employment",
        "social_life",
        "health",
    )
    rings = [_wheel().reach(value) for value in (0, score)]
    angle = (themes.index(theme) + 0.5) * pi / 4
    radius = rings[1] - 1.5
    assert radius > rings[0]
    return at(image, _wheel().x + radius * sin(angle), _wheel().y - radius * cos(angle))


@cache
def _wheel():
    made = mlmp.template("status-sheet")
    block = next(block for block in made.form.pages[0].blocks if isinstance(block, RingsBlock))
    return ScoreWheel.in_box(block.box, Sheet(Wording(made.form, made.look), {}, 1, 3))


FILLS = {theme.key: ImageColor.getrgb(theme.fill) for theme in themes("mlmp8")}
PINK, YELLOW = FILLS["communication"], FILLS["health"]


def test_a_theme_in_play_is_shaded_as_far_as_its_score():
    image = picture(scores(4, 2, 1, "communication"), scores(1, 4, 1, "health"))
    assert [wheel(image, score, "communication") for score in (1, 2, 3, 4)] == [
        PINK,
        PINK,
        WHITE,
        WHITE,
    ]
    assert [wheel(image, score, "health") for score in (1, 2, 3, 4)] == [YELLOW] * 4
    assert [wheel(image, score, "mobility") for score in (1, 2, 3, 4)] == [WHITE] * 4


def test_a_score_of_0_shades_nothing_and_two_goals_of_a_theme_shade_as_far_as_the_higher():
    image = picture(
        scores(4, 0, 1, "communication"), scores(1, 1, 1, "health"), scores(1, 3, 1, "health")
    )
    assert wheel(image, 1, "communication") == WHITE
    assert [wheel(image, score, "health") for score in (1, 2, 3, 4)] == [
        YELLOW,
        YELLOW,
        YELLOW,
        WHITE,
    ]


def test_in_grey_every_theme_is_shaded_in_a_tone_that_is_seen():
    themes = ("practical_tasks", "mobility", "communication", "society", "social_life", "health")
    for three in (themes[:3], themes[3:]):
        image = picture(*[scores(4, 2, 1, theme) for theme in three], ink="gray")
        tones = {wheel(image, score, theme)[0] for theme in three for score in (1, 2)}
        assert len(tones) == 1
        assert max(tones) < 0.75 * 255
        assert all(wheel(image, 4, theme) == WHITE for theme in three)


@pytest.mark.parametrize(
    ("own", "lang"), [(None, "de"), (STRANDBY, "da")], ids=["usual", "strandby"]
)
def test_nothing_of_a_plain_name_shows_under_the_bold_one(own, lang):
    """Where a theme is chosen, the page looks the same without the words printed on the blank."""
    made = mlmp.template("status-sheet", lang=lang, look=own)
    with pdfium.PdfDocument(made.fill({}).pdf) as blank:
        words = list(letters(blank[0]))
    for first in range(0, len(made.look.themes), 3):
        three = made.look.themes[first : first + 3]
        data = made.fill({"goals": [{"theme": theme.key} for theme in three]}).pdf
        with pikepdf.open(io.BytesIO(data)) as document:
            document.pages[0].contents_coalesce()
            document.pages[0].Contents = document.make_stream(
                re.sub(rb"BT.*?ET", b"", document.pages[0].Contents.read_bytes(), flags=re.DOTALL)
            )
            out = io.BytesIO()
            document.save(out)
        with pdfium.PdfDocument(data) as whole, pdfium.PdfDocument(out.getvalue()) as bare:
            difference = ImageChops.difference(
                *(each[0].render(scale=300 / 72).to_pil().convert("L") for each in (whole, bare))
            )
        for theme in three:
            plain = next(
                word
                for word in words
                if word.text == "".join(made.look.say(f"themes.{theme.key}").split())
            )
            around = (plain.left - 2, 842 - plain.top - 2, plain.right + 2, 842 - plain.bottom + 2)
            assert difference.crop(
                tuple(round(edge * 300 / 72) for edge in around)
            ).getextrema() == (0, 0), theme.key


def test_goals_beyond_the_third_get_another_picture_and_the_same_wheel():
    answers = {"goals": [scores(1, 1, 1)] * 3 + [scores(2, 2, 2, "communication")] * 2}
    with pdfium.PdfDocument(mlmp.fill("status-sheet", answers).pdf) as document:
        first, second = (
            document[number].render(scale=DPI / 72).to_pil().convert("RGB") for number in (0, 1)
        )
        assert len(document) == 7
    assert wheel(first, 2, "communication") == PINK
    assert [marks(second, line) for line in lines(1)] == [([2], [2], [2])] * 2 + [([], [], [])]


def printed(data):
    with pdfium.PdfDocument(data) as document:
        return document[0].get_textpage().get_text_range()


def test_the_goals_own_words_stand_in_the_picture_as_far_as_they_go():
    text = printed(
        mlmp.fill(
            "status-sheet",
            {
                "goals": [
                    {"text": "tage bussen"},
                    {"text": "Привет\nigen"},
                    {"text": "jeg vil " * 60},
                ]
            },
        ).pdf
    )
    assert "Mål 1 tage bussen" in " ".join(text.split())
    assert "Привет igen" in text
    assert re.search(r"(jeg vil ?)+\S*…", text)
    assert text.count("jeg vil") < 15


def test_the_pictures_say_what_they_show_and_where_the_scores_stand():
    with pikepdf.open(io.BytesIO(mlmp.blank("status-sheet"))) as document:
        alts = [
            str(item.Alt)
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"
        ]
    assert len(alts) == 2
    assert all(
        "felterne" in alt and "klarer det selv" in alt and "hjælp til alt" in alt for alt in alts
    )


def test_a_blank_stays_small():
    assert len(mlmp.blank("status-sheet")) < 300_000
