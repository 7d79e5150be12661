"""A prepared form is the drawn one, and only what equals one of ours is taken for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from repository import EXAMPLES

import mlmp_print as mlmp
from mlmp_print.api import prepared_blanks
from mlmp_print.api.prepared_blanks import PreparedBlank, blanks, like, named, prepare
from mlmp_print.definitions import load as forms
from mlmp_print.look import look as looks
from mlmp_print.look.wording import Wording
from mlmp_print.pdf.prepared_form import packed, prepared
from mlmp_print.prepared import store
from mlmp_print.prepared.folders import data_folder
from mlmp_print.text import fonts

ALL = tuple(blanks())
FEW = tuple(
    PreparedBlank(*blank)
    for blank in (
        ("visual-plan", "da", "a4", "color"),
        ("visual-plan", "da", "a3", "gray"),
        ("status-sheet", "de", "a3", "color"),
        ("preparation-sheet", "en", "a4", "gray"),
        ("wheel-poster", "en", "a3", "gray"),
    )
)
STRANDBY = data_folder("assets") / "looks" / "strandby" / "look.toml"


@pytest.fixture
def few(few_folder: Path) -> Iterator[None]:
    prepared.cache_clear()
    with store.using(few_folder):
        yield
    prepared.cache_clear()


@pytest.fixture(scope="module")
def few_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("few")
    assert prepare(folder, FEW, times=True) == len(FEW)
    return folder


def check_equal(blank: PreparedBlank) -> None:
    """Compare a prepared form with the drawn one: empty, and with the example filled in."""
    ready, drawn = prepared(blank.entry), blank.drawn()
    assert packed(blank.entry, ready) == packed(blank.entry, drawn)
    look = looks.load(blank.lang, blank.ink)
    form = forms.load(blank.form, look)
    template = mlmp.template(blank.form, lang=blank.lang, size=blank.size, ink=blank.ink)
    checked = template.check(forms.example(form, Wording(form, look)), EXAMPLES)
    for values, pictures in (({}, {}), (checked.values, checked.pictures)):
        assert ready.fill(values, pictures) == drawn.fill(values, pictures)


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("blank", FEW, ids=lambda blank: blank.entry)
def test_a_prepared_form_is_the_drawn_one_byte_for_byte(blank):
    check_equal(blank)


@pytest.mark.slow
def test_every_prepared_form_is_the_drawn_one_byte_for_byte(tmp_path):
    assert prepare(tmp_path, times=False) == len(ALL) > 100
    prepared.cache_clear()
    fonts.face.cache_clear()
    with store.using(tmp_path):
        for blank in ALL:
            check_equal(blank)
    prepared.cache_clear()


def test_the_same_files_are_prepared_as_the_same_bytes(few_folder, tmp_path):
    prepare(tmp_path, FEW, times=True)
    for path in few_folder.iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes()


@pytest.mark.usefixtures("few")
def test_options_that_say_what_is_usual_anyway_change_nothing():
    usual = named("visual-plan", {})
    assert usual is named("visual-plan", {"lang": "da", "size": "a4", "ink": "color"})
    assert usual is named("visual-plan", {"large": False, "look": None, "settings": {}})
    assert usual is mlmp.template("visual-plan", settings={"goals": 3}).compiled_form()


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(
    "options",
    [
        {"large": True},
        {"look": STRANDBY},
        {"settings": {"goals": 6}},
        {"settings": {"score": "words"}},
    ],
    ids=repr,
)
def test_what_is_unusual_is_drawn(options):
    assert named("visual-plan", options) is None
    template = mlmp.template("visual-plan", **options)
    assert like(template.form, template.look, template.size) is None
    assert mlmp.blank("visual-plan", **options) != mlmp.blank("visual-plan")


@pytest.mark.usefixtures("few")
def test_a_form_of_ones_own_is_taken_for_ours_only_if_it_is_the_same(tmp_path):
    text = (data_folder("forms") / "visual-plan.toml").read_text("utf-8")
    own = tmp_path / "visual-plan.toml"
    own.write_text(text, "utf-8")
    assert mlmp.blank(str(own)) == mlmp.blank("visual-plan")
    assert "version = 1" in text
    own.write_text(text.replace("version = 1", "version = 2"), "utf-8")
    assert b"VPLAN2" not in mlmp.blank("visual-plan")
    template = mlmp.template(str(own))
    assert like(template.form, template.look, "a4") is None
    assert mlmp.blank(str(own)) != mlmp.blank("visual-plan")


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(
    ("form", "options"),
    [
        ("visual-plan", {"lang": "sv"}),
        ("visual-plan", {"size": "a5"}),
        ("visual-plan", {"ink": "red"}),
        ("visual-plan", {"ink": ""}),
        ("visual-plam", {}),
        ("", {}),
    ],
)
def test_a_wrong_argument_is_refused_as_ever(form, options):
    with pytest.raises(mlmp.UsageError, match="There is no"):
        mlmp.blank(form, **options)


@pytest.mark.usefixtures("few")
def test_the_archive_copy_of_a_prepared_form_is_drawn():
    template = mlmp.template("visual-plan")
    locked = template.fill({"name": "Peter"}, lock=True).pdf
    with store.using(None):
        prepared.cache_clear()
        assert mlmp.template("visual-plan").fill({"name": "Peter"}, lock=True).pdf == locked


@pytest.mark.usefixtures("few")
def test_more_goals_than_the_prepared_form_has_room_for_are_filled():
    answers = {"goals": [{"text": f"Mål {number}"} for number in range(1, 6)]}
    filled = mlmp.template("visual-plan").fill(answers)
    assert mlmp.read(filled.pdf).answers == answers
    assert prepared_blanks.prepared(FEW[0].entry) is not None
