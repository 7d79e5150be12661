"""A form that was compiled lately is not compiled again, and a changed file is never missed."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from repository import ROOT
from small_forms import SMALL_FORM

import mlmp_print as mlmp
from mlmp_print.api.compiling import KEPT, RecentForms, compile_anew, flatten_anew
from mlmp_print.definitions import load as forms
from mlmp_print.look import look as looks

STRANDBY = ROOT / "assets" / "looks" / "strandby" / "look.toml"
LARGE: dict[str, Any] = {"large": True}  # what is not prepared


def check_drawn(template: mlmp.Template) -> bytes:
    """The template's blank, which is the one that is drawn anew."""
    blank = template.compiled_form().fill({})
    drawn = template.form, template.look, template.size
    assert blank == compile_anew(*drawn).fill({})
    flat = flatten_anew(*drawn, template.compiled_form())
    assert template.flat_form().contents == flat.contents
    assert template.flat_form().appearances == flat.appearances
    return blank[0]


def test_the_same_form_look_and_settings_are_compiled_once():
    options = {**LARGE, "settings": {"goals": 6}, "lang": "en"}
    one, other = (mlmp.template("visual-plan", **options) for _ in range(2))
    assert one.compiled_form() is other.compiled_form()
    assert one.compiled_form({"goals": 9}) is other.compiled_form({"goals": 9})
    assert one.compiled_form(lock=True) is other.compiled_form(lock=True)
    assert one.flat_form() is other.flat_form()


@pytest.mark.parametrize(
    "options",
    [
        {"lang": "de"},
        {"size": "a3"},
        {"ink": "gray"},
        {"marks": False},
        {"settings": {"goals": 6}},
        {"look": STRANDBY},
    ],
    ids=lambda options: next(iter(options)),
)
def test_what_is_drawn_otherwise_is_compiled_apart(options):
    form = "visual-plan" if "settings" in options else "wishing-well"
    usual = mlmp.fill(form, {}, **LARGE).pdf
    assert check_drawn(mlmp.template(form, **LARGE, **options)) != usual
    assert mlmp.template(form, **LARGE).fill({}).pdf == usual


def test_a_copy_for_the_archive_is_compiled_apart():
    template = mlmp.template("visual-plan", **LARGE)
    assert template.compiled_form(lock=True) is not template.compiled_form()
    assert template.compiled_form(lock=True).attachment
    assert not template.compiled_form().attachment


def test_a_form_that_was_edited_is_drawn_anew_whatever_its_time(tmp_path):
    file = tmp_path / "own.toml"
    blanks = []
    for text in (
        SMALL_FORM,
        SMALL_FORM.replace("Et ark", "To ark"),
        SMALL_FORM.replace("[14, 32", "[14, 42"),
        SMALL_FORM,
    ):
        file.write_text(text, "utf-8")
        os.utime(file, (1, 1))  # as many bytes, and the same time
        blanks.append(check_drawn(mlmp.template(str(file))))
    assert len({*blanks}) == 3 and blanks[0] == blanks[-1]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [("look.toml", 'name = "', 'name = "Ny '), ("logo.svg", "#0B5C58", "#0B5C59")],
)
def test_a_look_that_was_edited_is_drawn_anew(tmp_path, name, old, new):
    folder = Path(shutil.copytree(STRANDBY.parent, tmp_path / "look"))
    before = check_drawn(mlmp.template("wishing-well", look=folder / "look.toml"))
    text = (folder / name).read_text("utf-8")
    (folder / name).write_text(text.replace(old, new, 1), "utf-8")
    after = check_drawn(mlmp.template("wishing-well", look=folder / "look.toml"))
    (folder / name).write_text(text, "utf-8")
    again = check_drawn(mlmp.template("wishing-well", look=folder / "look.toml"))
    assert before == again != after


def test_only_so_many_are_kept_and_the_one_that_was_not_used_for_longest_goes_first():
    look = looks.load()
    usual = forms.load("parking-lot", look)
    recent: RecentForms[object] = RecentForms()

    def find(number: int) -> object:
        return recent.find(replace(usual, order=number), look, ("a4", False), object)

    first, second = find(0), find(1)
    for number in range(2, KEPT):
        find(number)
    assert find(0) is first
    find(KEPT)
    assert find(0) is first
    assert find(1) is not second
