"""A look may bring its own pictures for questions: symbols from a folder beside it."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

import mlmp_print as mlmp
from mlmp_print.look import look as looks
from mlmp_print.model.errors import DefinitionError

RED, BLUE = (255, 0, 0), (0, 0, 255)
SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">
<path d="M1 1H8V8Z" fill="#0B5C58"/></svg>"""


def picture(color=RED, side=40):
    file = io.BytesIO()
    Image.new("RGB", (side, side), color).save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def look(tmp_path):
    """Make a look with these files in its folder of pictures."""

    def make(files, table='[pictures]\nfolder = "symbols"\n'):
        folder = tmp_path / "symbols"
        folder.mkdir(exist_ok=True)
        for name, data in files.items():
            (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())
        file = tmp_path / "look.toml"
        file.write_text(table, "utf-8")
        return file

    return make


def images(pdf: bytes) -> list[tuple[int, ...]]:
    """The colour of the first pixel of each image in a file."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = [item for item in document.objects if isinstance(item, pikepdf.Stream)]
        return [
            tuple(item.read_bytes()[:3])
            for item in found
            if item.get("/Subtype") == "/Image" and item.get("/Filter") != "/DCTDecode"
        ]


def test_a_picture_stands_beside_its_question_and_only_where_it_is_asked(look):
    file = look({"purpose.png": picture(), "LICENCE.txt": "CC BY"})
    assert images(mlmp.blank("visual-plan", look=file)) == [RED]
    assert images(mlmp.blank("wishing-well", look=file)) == []


def test_a_picture_for_one_form_comes_before_one_for_all(look):
    file = look(
        {"name.png": picture(), "heard.png": picture(), "evaluation.heard.png": picture(BLUE)}
    )
    assert images(mlmp.blank("evaluation", look=file)) == [BLUE]


def test_a_picture_of_shapes_is_drawn_and_a_grey_sheet_has_grey_pictures(look):
    file = look({"happy.svg": SVG, "help.png": picture()})
    color = mlmp.blank("relative-preparation", look=file)
    gray = mlmp.blank("relative-preparation", look=file, ink="gray")
    assert color != mlmp.blank("relative-preparation")
    assert images(color) == [RED]
    assert len({*images(gray)[0]}) == 1


def test_a_print_job_shows_the_pictures_too(look, tmp_path):
    file = look({"purpose.png": picture()})
    table = tmp_path / "t.csv"
    table.write_text("Navn\nPeter\n", "utf-8")
    job = tmp_path / "job.pdf"
    mlmp.batch("visual-plan", table, print_job=job, look=file)
    assert images(job.read_bytes()) == [RED]


def test_another_picture_is_seen_without_a_new_look_file(look):
    file = look({"purpose.png": picture()})
    mlmp.fill("visual-plan", {}, look=file)
    look({"purpose.png": picture(BLUE, 41)})
    assert images(mlmp.fill("visual-plan", {}, look=file).pdf) == [BLUE]


def test_a_form_of_ones_own_may_have_pictures(look):
    look({"min-uge.monday.png": picture()})
    assert looks.load(file=look({})).question_picture("min-uge", "monday") == "min-uge.monday"


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"purpos.png": picture()}, "purpos.png: is called after no question.*“purpose”"),
        ({"visual-plan.happy.png": picture()}, "visual-plan.happy.png: is called after no"),
        ({"goals.txt2": "x"}, "goals.txt2: is no picture"),
        ({"purpose.png": "no picture"}, "purpose.png: is "),
        ({"purpose.svg": "<svg/>"}, "purpose.svg: is not an SVG file with a viewBox"),
        ({"purpose.png": picture(), "purpose.svg": SVG}, "purpose.svg: is a second picture"),
    ],
)
def test_a_wrong_file_is_named(look, files, said):
    with pytest.raises(DefinitionError, match=said):
        looks.load(file=look(files))


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('[pictures]\nfolder = "nowhere"\n', "there is no folder “nowhere”"),
        ('[pictures]\nfolder = ".."\n', "must lie beside the look file"),
        ("[pictures]\nfolder = 3\n", "must be a text"),
        ('[pictures]\nfolde = "symbols"\n', "Did you mean “folder”"),
        ('pictures = "symbols"\n', "pictures"),
    ],
)
def test_a_wrong_table_is_named(look, table, said):
    with pytest.raises(DefinitionError, match=said):
        looks.load(file=look({}, table))


def test_a_link_out_of_the_folder_is_not_followed(look, tmp_path: Path):
    (tmp_path / "secret.png").write_bytes(picture())
    file = look({})
    (tmp_path / "symbols" / "purpose.png").symlink_to(tmp_path / "secret.png")
    with pytest.raises(DefinitionError, match=r"purpose\.png: leads out of the folder"):
        looks.load(file=file)
