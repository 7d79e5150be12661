"""The profile, the theme cards, the evaluation, and the relative's sheet.

What every form must do is tested in tests/law.
"""

import io
from itertools import pairwise

import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image

import mlmp_print as mlmp
from mlmp_print.definitions import load as forms
from mlmp_print.draw.blocks.faces import FaceRow
from mlmp_print.draw.blocks.parts.face import Smiley, smiles
from mlmp_print.draw.draw import draw
from mlmp_print.draw.geometry import MM, Box
from mlmp_print.look import look as looks
from mlmp_print.look.assets import languages, theme_sets
from mlmp_print.look.wording import Wording
from mlmp_print.model.errors import AnswersError, DefinitionError

OWN_THEME = '[themes.{key}]\nfill = "#CDE3A1"\ngray = {gray}\nicon = "house"\nda = "{name}"\n'


def own_look(folder, *names):
    """A look file with themes of these names."""
    file = folder / "look.toml"
    grays = (0.98, 0.78, 0.88)
    last = len(names) - 1
    tables = [
        OWN_THEME.format(
            key="self_care" if not number else f"theme_{number}",
            gray=grays[2] if number == last else grays[number % 2],
            name=name,
        )
        for number, name in enumerate(names)
    ]
    file.write_text("\n".join(tables), "utf-8")
    return file


def pages(pdf):
    """The words on each page."""
    document = pdfium.PdfDocument(pdf)
    return [page.get_textpage().get_text_bounded() for page in document]


# Theme cards --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("count", "usual", "large"), [(4, 1, 1), (6, 1, 2), (7, 2, 2), (12, 2, 3)])
def test_theme_cards_take_the_pages_that_the_themes_need(tmp_path, count, usual, large):
    names = [f"Mit tema {letter}" for letter in "ABCDEFGHIJKL"[:count]]
    file = own_look(tmp_path, *names)
    for is_large, expected in ((False, usual), (True, large)):
        words = pages(mlmp.blank("theme-cards", look=file, large=is_large))
        assert len(words) == expected
        assert [name for name in names if " ".join(words).count(name) != 1] == []


def test_every_theme_of_ours_has_three_examples_in_every_language(tmp_path):
    for name in theme_sets():
        file = tmp_path / f"{name}.toml"
        file.write_text(f'themes = "{name}"\n', "utf-8")
        for lang in languages():
            look = looks.load(lang, file=file)
            words = Wording(forms.load("theme-cards", look), look)
            examples = [words.word(f"examples_{theme.key}").split("\n") for theme in look.themes]
            assert {len(three) for three in examples} == {3}
            printed = " ".join(pages(mlmp.blank("theme-cards", lang=lang, look=file)))
            assert [one for three in examples for one in three if one not in printed] == []


def test_a_theme_of_a_municipality_has_lines_and_no_examples_of_ours(tmp_path):
    file = own_look(tmp_path, "Mit hjem", "Familie", "Job", "Fritid")
    assert "gå i bad" not in " ".join(pages(mlmp.blank("theme-cards", look=file)))
    look = looks.load(file=file)
    drawing = draw(forms.load("theme-cards", look), look)
    assert {len(text.frame.rules) for text in drawing.texts} == {3}


def test_a_long_name_stands_on_two_lines_and_leaves_the_examples_their_room(tmp_path):
    file = tmp_path / "look.toml"
    name = "Praktiske opgaver i hjemmet"
    file.write_text(f'[words.da]\n"themes.practical_tasks" = "{name}"\n', "utf-8")
    words = pages(mlmp.blank("theme-cards", look=file))[0]
    assert "Praktiske opgaver \r\ni hjemmet" in words
    assert "Egenomsorg" in words


def test_there_is_no_card_beyond_the_last_theme():
    eight = [{"text": "a"}] * 8
    assert len(mlmp.read(mlmp.fill("theme-cards", {"cards": eight}).pdf).answers["cards"]) == 8
    with pytest.raises(AnswersError):
        mlmp.fill("theme-cards", {"cards": [*eight, {"text": "b"}]})


# Faces --------------------------------------------------------------------------------------------


def test_faces_go_from_sad_to_glad_in_even_steps():
    for count in (3, 5):
        steps = {round(after - before, 9) for before, after in pairwise(smiles(count))}
        assert (smiles(count)[0], smiles(count)[-1], len(steps)) == (-1, 1, 1)


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("lang", languages())
def test_no_face_touches_another_or_its_words(lang, large):
    look = looks.load(lang, large=large)
    words = Wording(forms.load("evaluation", look), look)
    place = next(place for place in words.form.places() if place.path == "heard")
    said = {state: words.state_words(place, state) for state in place.kind.states}
    card = Box(14, 54, 182, 65.5 if large else 42.4)
    row = FaceRow(card, card.y + (19.9 if large else 16.4), said, look.type_size(12))
    faces = [row.face(state).box for state in said]
    assert all(before.right + 4 < after.x for before, after in pairwise(faces))
    assert all(face.inside(row.boxes[state]) for face, state in zip(faces, said, strict=True))
    assert all(face.h >= 13 for face in faces)


def test_a_chosen_face_stays_within_its_button():
    assert Smiley(10, 10, 8, 1).box.w >= 2 * (8 + 0.35)


def test_no_color_carries_the_answer():
    """In grey, a chosen face is as dark as ink, and the others are white."""
    blank = mlmp.blank("evaluation", ink="gray")
    chosen = mlmp.fill("evaluation", {"heard": "completely"}, ink="gray").pdf
    dark = []
    for pdf in (blank, chosen):
        picture = Image.open(io.BytesIO(mlmp.preview(pdf, dpi=144))).convert("L")
        x, y = 14 + 3.4 + 4.5 * 175.2 / 5, 78
        corner = [round(side * MM * 2) for side in (x - 5, y - 4, x + 5, y + 4)]
        pixels = list(picture.crop(tuple(corner)).tobytes())
        dark.append(sum(pixel < 100 for pixel in pixels) / len(pixels))
    assert dark[0] < 0.25
    assert dark[1] > 0.6


def test_the_evaluation_has_two_pages_in_large_print():
    assert [len(pages(mlmp.blank("evaluation", large=large))) for large in (False, True)] == [1, 2]


# Boxes and photo ----------------------------------------------------------------------------------


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("name", ["profile", "relative-preparation"])
def test_writing_lines_are_apart_as_the_print_wants(name, large):
    for lang in languages():
        look = looks.load(lang, large=large)
        drawing = draw(forms.load(name, look), look)
        ruled = [text.frame.rules for text in drawing.texts if len(text.frame.rules) > 1]
        apart = [after - before for rules in ruled for before, after in pairwise(rules)]
        assert min(apart) >= look.pitch * MM - 0.01


def test_a_photo_leaves_the_words_under_it():
    pdf = mlmp.blank("profile")
    document = pikepdf.open(io.BytesIO(pdf))
    page = document.pages[0]
    photos = [widget for widget in page.Annots if "foto" in str(widget.TU)]
    assert len(photos) == 1
    text = pdfium.PdfDocument(pdf)[0].get_textpage()
    boxes = [text.get_rect(number) for number in range(text.count_rects())]
    words = next(box for box in boxes if text.get_text_bounded(*box).startswith("Sæt et foto"))
    assert words[3] < float(photos[0].Rect[1])


def test_an_answer_that_is_wider_than_its_face_is_refused(tmp_path):
    words = '"forms.evaluation.ask.heard.choices.mostly" = "gennemsnitligtilfredsstillende"'
    look = tmp_path / "own.toml"
    look.write_text(f'lang = "da"\n[words.da]\n{words}\n', "utf-8")
    with pytest.raises(DefinitionError, match="words of the choice “heard” are wider"):
        mlmp.blank("evaluation", look=look)
