"""The status sheet: what it starts from, and whether its picture is right."""

import io
import json
import re
from collections import defaultdict
from functools import cache
from math import cos, pi, sin

import pikepdf
import pypdfium2 as pdfium
import pytest
from click.testing import CliRunner
from PIL import ImageChops
from sheets import letters

import mlmp_print as mlmp
from mlmp_print.cli.commands import main
from mlmp_print.draw.blocks.rings import RingsBlock, ShadedWheel
from mlmp_print.draw.sheet import Sheet
from mlmp_print.look.assets import data_folder
from mlmp_print.look.wording import Wording

STRANDBY = data_folder("assets") / "looks" / "strandby" / "look.toml"
DPI = 200
MM = DPI / 25.4
PETER = {
    "name": "Peter",
    "date": "2019-05-01",
    "purpose": "At Peter får et selvstændigt liv i egen bolig",
    "goals": [
        {
            "text": "vaske mit tøj selv",
            "theme": "practical_tasks",
            "score_now": 2,
            "score_expected": 1,
        },
        {
            "text": "tage bussen med støtte",
            "theme": "mobility",
            "score_now": 3,
            "score_expected": 2,
            "notes": "Anna hjælper",
        },
        {
            "text": "lave en opsparing",
            "theme": "society",
            "score_now": 2.5,
            "score_expected": 1.5,
            "disagrees": True,
        },
    ],
}
STARTS = {
    "name": "Peter",
    "goals": [
        {
            "text": "vaske mit tøj selv",
            "theme": "practical_tasks",
            "score_then": 2,
            "score_expected": 1,
        },
        {
            "text": "tage bussen med støtte",
            "theme": "mobility",
            "score_then": 3,
            "score_expected": 2,
        },
        {"text": "lave en opsparing", "theme": "society", "score_then": 2.5, "score_expected": 1.5},
    ],
}
BLUE, RIBBON, WHITE = (27, 79, 156), (201, 205, 211), (255, 255, 255)


def plan(answers):
    return mlmp.fill("visual-plan", answers).pdf


# What it starts from -----------------------------------------------------------------------------------------------------


def test_a_filled_plan_is_what_the_status_sheet_starts_from():
    assert mlmp.carry("status-sheet", mlmp.read(plan(PETER))).answers == STARTS
    assert mlmp.carry("status-sheet", PETER).answers == STARTS, "plain answers too"


def test_what_is_carried_over_is_filled_in_and_read_back():
    assert mlmp.read(mlmp.fill("status-sheet", STARTS).pdf).answers == STARTS


def test_goals_keep_their_places_when_one_between_is_empty():
    goals = [
        {"text": "første", "score_now": 0.5},
        {},
        {"theme": "health"},
        {},
        {"text": "femte", "score_now": 4, "score_expected": 3.5},
    ]
    carried = mlmp.carry("status-sheet", mlmp.read(plan({"goals": goals})))
    assert carried.answers["goals"] == [
        {"text": "første", "score_then": 0.5},
        {},
        {"theme": "health"},
        {},
        {"text": "femte", "score_then": 4, "score_expected": 3.5},
    ]
    assert not carried.notes


def test_the_next_status_sheet_starts_from_this_one():
    this = {
        **STARTS,
        "date": "2020-05-01",
        "goals": [
            {
                **STARTS["goals"][0],
                "score_now": 0.5,
                "helped": "vaskedag",
                "disagrees": True,
                "own_score": 1,
            }
        ],
    }
    following = mlmp.carry("status-sheet", mlmp.read(mlmp.fill("status-sheet", this).pdf)).answers
    assert following == {
        "name": "Peter",
        "goals": [
            {
                "text": "vaske mit tøj selv",
                "theme": "practical_tasks",
                "score_then": 0.5,
                "score_expected": 1,
            }
        ],
    }


def test_new_answers_win_over_those_carried_over():
    given = {
        "date": "2020-05-01",
        "goals": [{}, {"text": "tage bussen alene", "score_now": 1, "score_then": None}],
    }
    answers = mlmp.carry("status-sheet", PETER, given).answers
    assert answers["date"] == "2020-05-01"
    assert answers["goals"][1] == {
        **STARTS["goals"][1],
        "text": "tage bussen alene",
        "score_now": 1,
    }, "an empty answer says nothing"
    assert answers["goals"][2] == STARTS["goals"][2]


def test_a_form_that_names_no_sources_takes_equal_paths_of_equal_kind(tmp_path):
    form = tmp_path / "diary.toml"
    form.write_text(
        'code = "D"\nversion = 1\nreleased = 2026-11-22\ngroup = "meeting"\n'
        '[answers]\nname = { kind = "text" }\ndate = { kind = "text" }\npurpose = { kind = "text" }\n'
        '[[page]]\n[[page.block]]\nblock = "zone"\nbox = [14, 40, 182, 30]\npath = "name"\n'
    )
    assert mlmp.carry(str(form), mlmp.read(plan(PETER))).answers == {
        "name": "Peter",
        "purpose": PETER["purpose"],
    }


def test_what_cannot_be_carried_over_is_noted_without_its_text():
    carried = mlmp.carry(
        "status-sheet",
        {"name": "to\nlinjer", "goals": [{"theme": "hemmeligt"}] + [{"text": "x"}] * 12},
    )
    assert [note.path for note in carried.notes] == ["goals.13", "name", "goals.1.theme"]
    assert not any(word in str(note) for note in carried.notes for word in ("linjer", "hemmeligt"))
    assert len(carried.answers["goals"]) == 12


def test_faults_of_the_new_answers_are_faults():
    with pytest.raises(mlmp.AnswersError, match=r"goals\.1\.score_now"):
        mlmp.carry("status-sheet", PETER, {"goals": [{"score_now": 5}]})


# The command line --------------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.pdf").write_bytes(plan(PETER))
    return tmp_path


def run(*arguments, **kwargs):
    return CliRunner().invoke(main, list(arguments), **kwargs)


def test_fill_from_a_plan_needs_no_answers(folder):
    done = run("fill", "status-sheet", "--from", "plan.pdf", "-o", "status.pdf")
    assert (done.exit_code, done.stderr) == (0, "")
    assert mlmp.read(folder / "status.pdf").answers == STARTS


def test_fill_from_a_plan_with_answers_beside_it(folder):
    (folder / "new.json").write_text(json.dumps({"goals": [{"score_now": 0.5}]}))
    for arguments, data in (("new.json",), None), (("-",), '{"goals": [{"score_now": 0.5}]}'):
        done = run(
            "fill",
            "status-sheet",
            *arguments,
            "--from",
            "plan.pdf",
            "-o",
            "status.pdf",
            "--force",
            input=data,
        )
        assert done.exit_code == 0, done.stderr
        assert mlmp.read(folder / "status.pdf").answers["goals"][0] == {
            **STARTS["goals"][0],
            "score_now": 0.5,
        }


@pytest.mark.usefixtures("folder")
def test_the_older_sheet_is_never_written_over():
    assert (
        run("fill", "status-sheet", "--from", "plan.pdf", "-o", "plan.pdf", "--force").exit_code
        == 5
    )


def test_a_file_that_is_no_form_or_broken_or_missing(folder):
    with pikepdf.new() as foreign:
        foreign.add_blank_page()
        foreign.save(folder / "foreign.pdf")
    (folder / "broken.pdf").write_bytes(plan(PETER)[:5000])
    for name in ("foreign.pdf", "broken.pdf", "missing.pdf"):
        done = run("fill", "status-sheet", "--from", name, "-o", "status.pdf")
        assert done.exit_code == 4, name
        assert done.stderr.startswith(f"{name}:")
        assert not (folder / "status.pdf").exists()


def test_an_encrypted_plan_needs_its_password(folder):
    with pikepdf.open(folder / "plan.pdf") as document:
        document.save(folder / "shut.pdf", encryption=pikepdf.Encryption(user="ord", owner="ejer"))
    done = run("fill", "status-sheet", "--from", "shut.pdf", "-o", "status.pdf")
    assert done.exit_code == 6
    assert "--from-password-file" in done.stderr
    (folder / "password").write_text("ord\n")
    assert (
        run(
            "fill",
            "status-sheet",
            "--from",
            "shut.pdf",
            "--from-password-file",
            "password",
            "-o",
            "status.pdf",
        ).exit_code
        == 0
    )
    assert mlmp.read(folder / "status.pdf").answers == STARTS


@pytest.mark.usefixtures("folder")
def test_wrong_usage():
    assert run("fill", "status-sheet", "-", "--from", "-", "-o", "status.pdf").exit_code == 2
    assert (
        run(
            "fill",
            "status-sheet",
            "--from-password-file",
            "password",
            "-o",
            "status.pdf",
            input="{}",
        ).exit_code
        == 2
    )


def test_notes_of_reading_go_to_stderr(folder):
    with pikepdf.open(folder / "plan.pdf") as document:
        document.Root.AcroForm.Fields.append(
            document.make_indirect(
                pikepdf.Dictionary(FT=pikepdf.Name.Tx, T="fremmed", V="hemmeligt")
            )
        )
        document.save(folder / "more.pdf")
    done = run("fill", "status-sheet", "--from", "more.pdf", "-o", "-")
    assert done.exit_code == 0
    assert done.stderr == "Note: more.pdf: fremmed: is no question of this form; left out\n"


# The picture -------------------------------------------------------------------------------------------------------------


@cache
def lines(page=0):
    """For each goal on a page, score → where it is on its line, in mm; taken from the printed numbers."""
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
    """The scores at which there is a mark above, on, and below the line."""
    above = [score for score, (x, y) in line.items() if dark(image, x, y - 10.4, y - 5)]
    on_it = [score for score, (x, y) in line.items() if at(image, x, y - 2.4) == BLUE]
    below = [score for score, (x, y) in line.items() if dark(image, x, y + 5, y + 10.4)]
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
    """The colour in the middle of a theme's piece, just within a score's ring; the sizes are those of usual print."""
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
    return ShadedWheel.in_box(block.box, Sheet(Wording(made.form, made.look), {}, 1, 3))


PINK, YELLOW = (246, 175, 198), (242, 212, 110)


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
    """Where a theme is in play, the page looks as one whose own words are taken out: only what follows the answers is seen."""
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
    assert re.search(r"(jeg vil )+\S*…", text)
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
