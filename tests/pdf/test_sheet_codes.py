"""The text of a panel's codes: it comes back whole, and what is no code is refused by a reason."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mlmp_print as mlmp
from mlmp_print.definitions import load as forms
from mlmp_print.draw.variant import SheetVariant
from mlmp_print.look import look as looks
from mlmp_print.look.assets import languages
from mlmp_print.model.form import Form
from mlmp_print.model.limits import FORM_NUMBER
from mlmp_print.model.sheet_ids import ALPHABET, NO_ID, check_character
from mlmp_print.pdf.marks import QR_LETTERS, matrix
from mlmp_print.pdf.sheet_codes import (
    CodeError,
    CodeFault,
    PanelKey,
    PanelKind,
    SheetCode,
    parse_code,
)

ID = "7F3K9Q2" + check_character("7F3K9Q2")
KEY = PanelKey("VPLAN", 1, "DAA4L", 12, 14)


@st.composite
def codes(draw):
    """Any code that a sheet of any form may have."""
    panels = draw(st.integers(1, FORM_NUMBER))
    key = PanelKey(
        form=draw(st.from_regex("[A-Z0-9]{1,8}", fullmatch=True)),
        version=draw(st.integers(1, 999)),
        variant=draw(st.from_regex("[A-Z]{2}A[34]L?G?([A-Z][0-9]{1,2}){0,6}", fullmatch=True)),
        panel=draw(st.integers(1, panels)),
        panels=panels,
        kind=draw(st.sampled_from(PanelKind)),
    )
    digest = draw(st.text(ALPHABET, min_size=4, max_size=4))
    return SheetCode(key, digest, draw(st.sampled_from([NO_ID, ID])))


@given(codes())
def test_a_code_comes_back_from_its_text(code):
    assert parse_code(str(code)) == code


@given(codes(), codes())
def test_two_panels_never_have_the_same_text(one, other):
    """A form's code may end in a digit, and still be told from its version."""
    assert (str(one) == str(other)) == (one == other)


def test_a_code_is_this():
    assert str(SheetCode(KEY, "K7Q2", ID)) == f"M2:VPLAN1.DAA4L.K7Q2:12/14:{ID}"
    week = PanelKey("WEEK1", 2, "DAA4", 1, 1), PanelKey("WEEK", 12, "DAA4", 1, 1)
    assert [key.paper for key in week] == ["WEEK1-2.DAA4", "WEEK12.DAA4"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", CodeFault.NOT_OURS),
        ("https://example.org/", CodeFault.NOT_OURS),
        ("MLMP1:VPLAN1.DAA4:2/2:0", CodeFault.NOT_OURS),
        ("m2:VPLAN1.DAA4.K7Q2:1/2:0", CodeFault.NOT_OURS),
        ("M3:VPLAN1.DAA4.K7Q2:1/2:0", CodeFault.NEWER_SCHEME),
        ("M12:anything at all", CodeFault.NEWER_SCHEME),
        ("M1:VPLAN1.DAA4.K7Q2:1/2:0", CodeFault.MALFORMED),
        (f"M2:VPLAN1.DAA4.K7Q2:1/2:{ID[:-1]}0", CodeFault.CHECK_CHARACTER),
        ("M2:VPLAN1.DAA4.K7Q2:1/2:1", CodeFault.CHECK_CHARACTER),
        ("M2:VPLAN1.DAA4.K7Q2:3/2:0", CodeFault.MALFORMED),
        ("M2:VPLAN1.DAA4.K7Q2:0/2:0", CodeFault.MALFORMED),
        ("M2:VPLAN1.DAA4.K7Q2:X1/2:0", CodeFault.MALFORMED),
        ("M2:VPLAN1.DAA4.K7U2:1/2:0", CodeFault.MALFORMED),
        ("M2:VPLAN1.DAA4:1/2:0", CodeFault.MALFORMED),
        ("M2:VPLAN.DAA4.K7Q2:1/2:0", CodeFault.MALFORMED),
        ("M2:VPLAN-1.DAA4.K7Q2:1/2:0", CodeFault.MALFORMED),
        ("M2:VPLAN01.DAA4.K7Q2:1/2:0", CodeFault.MALFORMED),
        ("M2:VPLAN1.DAA4.K7Q2:1/2:0\n", CodeFault.MALFORMED),
        ("M2:VPLAN1.DAA4.K7Q2:\u0661/2:0", CodeFault.MALFORMED),
        ("M2:VPLAN1.DAA4.K7Q2:1/2:" + "0" * 10_000, CodeFault.MALFORMED),
    ],
)
def test_what_is_no_code_of_ours_says_why(text, fault):
    with pytest.raises(CodeError) as raised:
        parse_code(text)
    assert raised.value.fault is fault
    assert pickle.loads(pickle.dumps(raised.value)).fault is fault
    assert len(text) < 5 or text not in str(raised.value)


@given(st.text(max_size=70) | st.from_regex(r"M2:[A-Z0-9.:/-]*", fullmatch=True))
def test_any_text_is_a_code_or_refused(text):
    try:
        assert str(parse_code(text)) == text
    except CodeError as error:
        assert str(error)


def largest(form: Form) -> dict[str, int | str]:
    """The settings whose code is longest: each list as long as may be, each option its last."""
    counts = {key: listing.most for key, listing in form.lists.items()}
    return {**counts, **{name: choices[-1] for name, choices in form.options}}


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("name", forms.names())
def test_the_longest_code_of_every_form_is_version_3(name, large):
    for lang in languages():
        look = looks.load(lang, "gray", large)
        form = forms.load(name, look, largest(forms.load(name, look)))
        variant = str(SheetVariant.of(form, look, "a3"))
        key = PanelKey(form.code, form.version, variant, FORM_NUMBER, FORM_NUMBER)
        added = PanelKey(form.code, 99, variant, 999, 999, PanelKind.CONTINUATION)
        for text in (str(SheetCode(key, "K7Q2", ID)), str(SheetCode(added, "0000", ID))):
            assert len(text) <= QR_LETTERS
            assert len(matrix(text)) == 29


def test_no_two_forms_have_the_same_code():
    look = looks.load()
    codes = [forms.load(name, look).code for name in forms.names()]
    assert len({*codes}) == len(codes)


def test_a_continuation_page_is_counted_apart_and_named():
    long = {"goals": [{"text": "ord " * 2000}] * 6}
    made = mlmp.template("visual-plan")
    compiled = made.compiled_form({"goals": 6})
    panels = len(compiled.mark_numbers)
    flow = compiled.flow(
        [text for text in compiled.set_texts(made.check(long).values, ()) if not text.setting.whole]
    )
    count = panels + len(flow.panels)
    keys = [compiled.marks.sheet_code(number, count, ID).key for number in range(1, count + 1)]
    assert [key.place for key in keys[:panels]] == ["1/3", "2/3", "3/3"]
    added = keys[panels:]
    assert added and all(key.kind is PanelKind.CONTINUATION for key in added)
    assert [key.panel for key in added] == [*range(1, len(added) + 1)]
