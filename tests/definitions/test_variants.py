"""From a variant, as codes carry it, back to language, size, print, ink and all settings."""

from __future__ import annotations

from itertools import product

import pytest
from marking import TELLING, slow_unless
from paper_layouts import SIX_THEMES, chosen

import mlmp_print as mlmp
from mlmp_print.definitions import load as forms
from mlmp_print.definitions.variants import options_of_variant
from mlmp_print.draw.paper import SIZES
from mlmp_print.draw.variant import SheetVariant
from mlmp_print.look import look as looks
from mlmp_print.look.assets import languages

EVERY_PRINT = [
    slow_unless(name in TELLING, name, large) for name, large in product(forms.names(), (0, 1))
]


def of_options(name: str, options: looks.DrawOptions) -> str:
    look = looks.of_options(options)
    form = forms.load(name, look, options.get("settings"))
    return str(SheetVariant.of(form, look, options["size"]))


@pytest.mark.parametrize(("name", "large"), EVERY_PRINT)
def test_the_ends_of_every_setting_and_pairs_of_them_come_back(name, large):
    look = looks.load(large=bool(large))
    usual = forms.load(name, look)
    seen: dict[str, object] = {}
    for at_once in (0, 1, 2):
        for settings in chosen(usual, at_once):
            form = forms.load(name, look, settings)
            variant = str(SheetVariant.of(form, look, "a4"))
            options = options_of_variant(name, variant)
            assert forms.load(name, look, options["settings"]) == form
            assert of_options(name, options) == variant
            assert seen.setdefault(variant, form.settings) == form.settings


@pytest.mark.parametrize("name", forms.names())
def test_language_size_print_and_ink_come_back(name):
    for lang, size, large, ink in product(languages(), SIZES, (False, True), looks.INKS):
        given: looks.DrawOptions = {"lang": lang, "size": size, "large": large, "ink": ink}
        options = options_of_variant(name, of_options(name, given))
        assert {**options, **given} == options


def test_what_a_look_has_no_room_for_is_in_the_variant(tmp_path):
    """Two goals on a page instead of three, because there is no more room."""
    large = looks.load("da", large=True)
    form = forms.load("visual-plan", large, {"goals_per_page": 2})
    variant = str(SheetVariant.of(form, large, "a4"))
    assert options_of_variant("visual-plan", variant)["settings"]["goals_per_page"] == 2
    (tmp_path / "look.toml").write_text(SIX_THEMES, encoding="utf-8")
    look = tmp_path / "look.toml"
    options = options_of_variant("visual-plan", "DAA4G6", look)
    assert options["look"] == look
    assert mlmp.template("visual-plan", **options).look.name == "Strandby"


@pytest.mark.parametrize(
    "variant",
    [
        "", "DA", "DAA5", "daa4", "DAA4 ", "XXA4", "DAA4GL", "DAA4LLG6", "DAA4G0",
        "DAA4G13", "DAA4G3", "DAA4G06", "DAA4S2", "DAA4O4", "DAA4S1G6", "DAA4Z1", "DAA4G99999999",
        "DAA4-G6", "D" * 400 + "A4",
    ],
)  # fmt: skip
def test_what_no_form_is_ever_drawn_in_is_refused(variant):
    with pytest.raises(mlmp.UsageError):
        options_of_variant("visual-plan", variant)


def test_a_number_of_entries_that_would_be_rounded_up_is_refused():
    with pytest.raises(mlmp.UsageError, match="no variant"):
        options_of_variant("plan-agreement", "DAA4E7")
    assert options_of_variant("plan-agreement", "DAA4E10")["settings"]["efforts"] == 10


def test_a_form_that_there_is_not_is_refused():
    with pytest.raises(mlmp.UsageError, match="There is no form"):
        options_of_variant("visual-plam", "DAA4")
