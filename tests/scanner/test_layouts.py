"""A page is read with the boxes that its code proves, or refused by the name of what is missing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from filled_paper import FilledPaper, scan_bytes
from repository import ROOT
from small_forms import small_form

import mlmp_print as mlmp
from mlmp_print.definitions import load as forms
from mlmp_print.model.kinds import Kind
from mlmp_print.model.sheet_ids import check_character
from mlmp_print.pdf.panel_layout import PanelLayout
from mlmp_print.pdf.sheet_codes import PanelKind, SheetCode
from mlmp_print.scanner.blank_sources import NEEDS_BLANK, NEEDS_FORM, NEEDS_LOOK, BlankSources
from mlmp_print.scanner.flat import RefusedError
from mlmp_print.scanner.layouts import Layouts

LOOK = ROOT / "assets" / "looks" / "strandby" / "look.toml"


def layouts_of(form: str, **options: Any) -> tuple[PanelLayout, ...]:
    return mlmp.template(form, **options).compiled_form().layouts


def code_of(layout: PanelLayout) -> SheetCode:
    return SheetCode(layout.key, layout.digest)


def refused(layouts: Layouts, code: SheetCode) -> tuple[str, str]:
    """Why a code is refused, and what is missing."""
    with pytest.raises(RefusedError) as caught:
        layouts.choose(0)(code)
    return str(caught.value.why), layouts.needs.get(str(code), "")


@pytest.mark.parametrize(
    ("form", "options"),
    [
        ("visual-plan", {}),
        ("visual-plan", {"size": "a3", "lang": "en", "settings": {"goals": 6}}),
        ("visual-plan", {"large": True, "ink": "gray"}),
        ("plan-agreement", {"settings": {"goals": 5}}),
        ("status-sheet", {"lang": "de"}),
    ],
)
def test_a_code_leads_to_the_very_layout_that_it_was_printed_with(form, options):
    found = Layouts(BlankSources())
    for layout in layouts_of(form, **options):
        assert found.choose(0)(code_of(layout)).layout == layout
        about = found.sheets(code_of(layout))[0].about
        assert (about.form, about.language) == (form, options.get("lang", "da"))


# The three pairs of papers that had one code, before there were digests ---------------------------


@pytest.fixture
def look(tmp_path: Path) -> Path:
    """A look with six life themes."""
    file = tmp_path / "look.toml"
    text = LOOK.read_text("utf-8")
    for name in LOOK.parent.iterdir():
        if name != LOOK and name.is_file():
            (tmp_path / name.name).write_bytes(name.read_bytes())
    file.write_text(text, "utf-8")
    return file


def test_a_sheet_in_another_look_is_read_with_that_look_or_refused(look):
    themed = [
        layout
        for layout in layouts_of("visual-plan", look=look)
        if layout.digest not in {one.digest for one in layouts_of("visual-plan")}
    ]
    assert themed, "the look must lay out some page otherwise"
    for layout in themed:
        why, needs = refused(Layouts(BlankSources()), code_of(layout))
        assert needs == NEEDS_LOOK
        assert "another look" in why
        found = Layouts(BlankSources.of(looks=[look])).choose(0)(code_of(layout))
        assert found.layout == layout


def test_a_sheet_in_the_built_in_look_is_read_where_looks_are_named(look):
    found = Layouts(BlankSources.of(looks=[look]))
    for layout in layouts_of("visual-plan"):
        assert found.choose(0)(code_of(layout)).layout == layout


def test_efforts_and_participants_of_an_agreement_have_codes_of_their_own():
    usual, more = layouts_of("plan-agreement"), layouts_of("plan-agreement", settings={"goals": 10})
    found = Layouts(BlankSources())
    for layout in (*usual, *more):
        assert found.choose(0)(code_of(layout)).layout == layout
    same = [one for one in more if str(code_of(one)) in {str(code_of(two)) for two in usual}]
    assert not same


def test_a_continuation_page_is_never_a_page_to_fill_in():
    last = layouts_of("visual-plan", settings={"goals": 6})[-1]
    key = replace(last.key, kind=PanelKind.CONTINUATION, panel=1, panels=1)
    code = SheetCode(key, "0000")
    found = Layouts(BlankSources())
    with pytest.raises(RefusedError):
        found.choose(0)(code)
    assert found.sheets(code)[0].about.form == "visual-plan"


def kind_of(template: mlmp.Template, pattern: str) -> Kind:
    return next(place.kind for place in template.form.all_places() if place.pattern == pattern)


@pytest.mark.usefixtures("read_here")
def test_a_sheet_is_of_the_one_look_that_all_its_pages_fit(tmp_path):
    """The first page has no life themes: a look with others lays it out alike."""
    other = tmp_path / "look.toml"
    other.write_text('themes = "vum6"\n', "utf-8")
    plan, sheet_id = mlmp.template("visual-plan"), "7F3K9Q2" + check_character("7F3K9Q2")
    pages = FilledPaper(plan, {"goals.1.theme": ["self_care"]}, sheet_id=sheet_id).pages()
    for order in (pages, pages[::-1]):
        (sheet,) = mlmp.scan([scan_bytes(page) for page in order], looks=[other])
        assert sheet.read.answers == {"goals": [{"theme": "self_care"}]}
        assert sheet.read.kinds["goals.theme"] == kind_of(plan, "goals.theme")
        assert "look_name" not in sheet.read.drawn


@pytest.mark.usefixtures("read_here")
@pytest.mark.parametrize("printed_in", [None, LOOK])
def test_a_page_that_several_looks_lay_out_alike_is_of_the_one_it_was_printed_in(printed_in):
    card = mlmp.template("score-card", look=printed_in)
    (page,) = FilledPaper(card, {"practice": ["2"]}).pages()
    (sheet,) = mlmp.scan([scan_bytes(page)], looks=[LOOK])
    assert (sheet.read.answers, sheet.read.notes) == ({"practice": 2}, ())
    assert ("look_name" in sheet.read.drawn) == (printed_in is not None)


def test_a_page_that_says_it_is_bare_and_is_not_is_refused():
    (layout,) = layouts_of("score-card")
    found = Layouts(BlankSources())
    with pytest.raises(RefusedError):
        found.sheets(SheetCode(layout.key, "0000"))


# What is missing ----------------------------------------------------------------------------------


def test_a_code_with_another_digest_is_refused():
    layout = layouts_of("score-card")[0]
    why, needs = refused(Layouts(BlankSources()), SheetCode(layout.key, "K7Q2"))
    assert ("score-card" in why, needs) == (True, NEEDS_LOOK)


def test_a_form_that_is_none_of_ours_is_refused_until_it_is_named(tmp_path):
    own = tmp_path / "score-card.toml"  # so that it has words
    text = (ROOT / "forms" / "score-card.toml").read_text("utf-8")
    code = forms.declared("score-card", mlmp.template("score-card").look).code
    own.write_text(text.replace(f'code = "{code}"', 'code = "OWN"'), "utf-8")
    (layout,) = layouts_of(str(own))
    why, needs = refused(Layouts(BlankSources()), code_of(layout))
    assert ("OWN" in why, needs) == (True, NEEDS_FORM)
    found = Layouts(BlankSources.of(forms=[own])).choose(0)(code_of(layout))
    assert found.layout == layout


def test_a_form_of_ones_own_that_was_changed_is_refused_until_its_print_is_named(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text(small_form(), "utf-8")
    (layout,), printed = layouts_of(str(own)), mlmp.blank(str(own), marks=True)
    own.write_text(own.read_text("utf-8").replace("[14, 32, 122, 9]", "[14, 42, 122, 9]"), "utf-8")
    why, needs = refused(Layouts(BlankSources.of(forms=[own])), code_of(layout))
    assert ("definition was changed" in why, needs) == (True, NEEDS_BLANK)
    kept = tmp_path / "kept.pdf"
    kept.write_bytes(printed)
    found = Layouts(BlankSources.of(forms=[own], blanks=[kept])).choose(0)(code_of(layout))
    assert found.layout == layout


@pytest.fixture
def older(tmp_path: Path) -> tuple[Path, mlmp.Template]:
    """A blank of a version that is not ours, and its form."""
    other = tmp_path / "score-card.toml"
    text = (ROOT / "forms" / "score-card.toml").read_text("utf-8")
    other.write_text(text.replace("version = 1", "version = 7"), "utf-8")
    blank = tmp_path / "old.pdf"
    blank.write_bytes(mlmp.blank(str(other)))
    return blank, mlmp.template(str(other))


def test_another_version_is_refused_until_its_empty_sheet_is_named(older):
    blank, template = older
    (layout,) = template.compiled_form().layouts
    why, needs = refused(Layouts(BlankSources()), code_of(layout))
    assert ("version 7" in why, needs) == (True, NEEDS_BLANK)
    found = Layouts(BlankSources.of(blanks=[blank])).choose(0)(code_of(layout))
    assert (found.layout, found.pdf) == (layout, blank.read_bytes())


@pytest.mark.slow
def test_a_page_of_an_older_version_is_read_with_its_empty_sheet(older):
    blank, template = older
    (page,) = FilledPaper(template, {"practice": ["2"]}).pages()
    (message,) = mlmp.scan([scan_bytes(page)]).messages
    assert message.code == NEEDS_BLANK
    (sheet,) = mlmp.scan([scan_bytes(page)], blanks=[blank])
    assert (sheet.read.answers, sheet.read.version) == ({"practice": 2}, 7)


def test_what_is_no_empty_sheet_is_refused_before_anything_is_read(tmp_path):
    (tmp_path / "other.pdf").write_bytes(b"%PDF-1.7")
    with pytest.raises(mlmp.PdfError, match=r"^other\.pdf: "):
        mlmp.scan([b"x"], blanks=[tmp_path / "other.pdf"])


def test_what_is_no_form_of_ones_own_is_named_as_it_lies_before_anything_is_read(tmp_path):
    with pytest.raises(mlmp.UsageError, match=r"^other\.csv: is not the definition"):
        mlmp.scan([b"x"], forms=[tmp_path / "other.csv"])


def test_a_layout_alone_is_refused_and_the_sheet_is_asked_for(tmp_path):
    layout = tmp_path / "old.json"
    layout.write_text('{"scheme": 1, "panels": []}', "utf-8")
    with pytest.raises(mlmp.PdfError, match=r"old\.json.*also compared with the print") as caught:
        mlmp.scan([b"x"], blanks=[layout])
    assert caught.value.messages[0].code == NEEDS_BLANK
