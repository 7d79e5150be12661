"""What every sheet promises, in every language, size, print, ink and look.

Answers read back equal; PDF/UA-1 holds and the tags fit; fields and words keep to their places.

`make check` tries each form's usual sheet, and enough combinations of form, language, size and
print that every pair of two choices is tried; `make check-slow` tries the rest.
"""

import io
import json
import re
from functools import cache
from itertools import combinations, product
from typing import NamedTuple

import page
import pikepdf
import pypdfium2 as pdfium
import pytest
from hypothesis import given
from lint import faults
from marking import EVERY_FORM, slow_unless
from repository import EXAMPLES
from sheets import MM, fields, letters, widgets
from strategies import answers as some_answers
from strategies import runs

import mlmp_print as mlmp
from mlmp_print.definitions import load as forms
from mlmp_print.look.assets import languages
from mlmp_print.look.wording import Wording
from mlmp_print.model import answers
from mlmp_print.prepared.folders import data_folder

EDGE = 8 * MM
STRANDBY = data_folder("assets") / "looks" / "strandby" / "look.toml"

FORMS, LANGUAGES, SIZES = forms.names(), languages(), ("a4", "a3")


class Variant(NamedTuple):
    """One way to draw a form. Its `str` is the test's id."""

    form: str
    lang: str
    size: str
    large: bool
    ink: str

    def __str__(self) -> str:
        name = f"{self.form}-{self.lang}-{self.size}-{self.ink}"
        return f"{name}-large" if self.large else name

    @property
    def quick(self) -> bool:
        """Whether `make check` tries it.

        Size and print alternate from language to language and from form to form, so that every pair
        of two choices is tried.
        """
        form, lang = FORMS.index(self.form), LANGUAGES.index(self.lang)
        usual = (self.lang, self.size, self.large) == ("da", "a4", False)
        in_turn = (SIZES[(form + lang) % 2], (form // 2 + lang) % 2 == 1)
        return usual or in_turn == (self.size, self.large)


def variant(form: str, lang: str, size: str, large: bool) -> Variant:
    """Grey ink is tried where colour is not, since ink moves nothing."""
    return Variant(form, lang, size, large, "gray" if large == (size == "a4") else "color")


VARIANTS = [variant(*choice) for choice in product(FORMS, LANGUAGES, SIZES, (False, True))]


every_variant = pytest.mark.parametrize(
    "variant", [slow_unless(found.quick, found) for found in VARIANTS]
)
every_form = pytest.mark.parametrize("form", EVERY_FORM)

# Each form in each language and size. Print changes no tag: A4 is tried usual, A3 large.
TAGGED = [found for found in VARIANTS if found.large == (found.size == "a3")]


def quick_tags(found: Variant) -> bool:
    form, lang = FORMS.index(found.form), LANGUAGES.index(found.lang)
    usual = (found.lang, found.size) == ("da", "a4")
    return usual or found.size == SIZES[(form + lang) % 2]


every_tagged = pytest.mark.parametrize(
    "variant", [slow_unless(quick_tags(found), found) for found in TAGGED]
)


@cache
def template(form, lang="da", size="a4", large=False, ink="color", look=None):
    return mlmp.template(form, lang=lang, size=size, large=large, ink=ink, look=look)


@cache
def example(form, lang):
    found = template(form, lang)
    return forms.example(found.form, Wording(found.form, found.look))


def rect(widget):
    return tuple(float(edge) for edge in widget.Rect)


def overlap(one, other, slack):
    return (
        min(one[2], other[2]) - max(one[0], other[0]) > slack
        and min(one[3], other[3]) - max(one[1], other[1]) > slack
    )


@every_tagged
def test_blank_and_example_are_pdf_ua_1_and_read_back(variant):
    made = template(*variant)
    for given_ in ({}, example(variant.form, variant.lang)):
        filled = made.fill(given_)
        if given_:  # blanks are validated as the files of the whole kit, in test_kit.py
            report = page.validate_pdf_bytes(filled.pdf, profile=page.ValidationProfile.PDF_UA_1)
            assert report.is_compliant, str(report)
        with pikepdf.open(io.BytesIO(filled.pdf)) as document:
            assert faults(document) == []
        assert mlmp.read(filled.pdf).answers == answers.canonical(made.form, given_)


@every_variant
def test_fields_lie_on_the_paper_and_apart(variant):
    with pikepdf.open(io.BytesIO(template(*variant).fill({}).pdf)) as document:
        for sheet in document.pages:
            _, _, wide, high = map(float, sheet.MediaBox)
            rects = [rect(widget) for widget in sheet.get("/Annots", [])]
            assert all(
                min(left, bottom, wide - right, high - top) >= EDGE
                and left < right
                and bottom < top
                for left, bottom, right, top in rects
            )
            assert [pair for pair in combinations(rects, 2) if overlap(*pair, slack=0.01)] == []


@every_variant
def test_printed_words_keep_apart_and_on_the_paper(variant):
    document = pdfium.PdfDocument(template(*variant).fill({}).pdf)
    for sheet in document:
        wide, high = sheet.get_size()
        words = list(letters(sheet))
        for word in words:
            assert min(word.left, word.bottom, wide - word.right, high - word.top) >= EDGE, word
        touching = [
            (one.text, other.text)
            for one, other in combinations(words, 2)
            if overlap(one[1:5], other[1:5], slack=0.6)
        ]
        assert touching == []


@pytest.mark.parametrize(
    ("form", "lang"),
    [
        slow_unless(lang == LANGUAGES[FORMS.index(form) % len(LANGUAGES)], form, lang)
        for form, lang in product(FORMS, LANGUAGES)
    ],
)
def test_what_is_filled_in_reads_back_equal(form, lang):
    @runs(5)
    @given(some_answers(template(form, lang).form))
    def law(given_):
        made = template(form, lang, large=lang == "en")
        assert mlmp.read(made.fill(given_).pdf).answers == answers.canonical(made.form, given_)

    law()


@every_form
def test_the_settings_of_a_form_keep_the_law(form):
    usual = template(form).form
    wanted = [{name: choice} for name, choices in usual.options for choice in choices[1:]]
    wanted += [
        {key: count}
        for key, listing in usual.lists.items()
        for count in {listing.least, listing.most}
    ]
    for settings in wanted:
        made = mlmp.template(form, settings=settings)
        answers_ = forms.example(made.form, Wording(made.form, made.look))
        filled = made.fill(answers_)
        assert page.validate_pdf_bytes(
            filled.pdf, profile=page.ValidationProfile.PDF_UA_1
        ).is_compliant, settings
        assert mlmp.read(filled.pdf).answers == answers.canonical(made.form, answers_)


@every_form
def test_a_municipalitys_own_look_fits_every_form(form):
    for lang, large in product(languages(), (False, True)):
        pdf = mlmp.blank(form, look=STRANDBY, lang=lang, large=large)
        assert page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1).is_compliant
        words = "\n".join(
            sheet.get_textpage().get_text_bounded() for sheet in pdfium.PdfDocument(pdf)
        )
        assert "Strandby Kommune" in words


@every_form
def test_a_blank_is_small_and_the_same_every_time(form):
    blank = template(form).fill({}).pdf
    assert len(blank) < (300_000 if form == "status-sheet" else 150_000)
    assert mlmp.template(form).fill({}).pdf == blank


@every_form
def test_every_question_has_its_words_for_a_screen_reader_and_no_two_are_alike(form):
    for lang in languages():
        with pikepdf.open(io.BytesIO(template(form, lang).fill({}).pdf)) as document:
            said = [
                str(widget.TU) for field in fields(document).values() for widget in widgets(field)
            ]
        assert all(words.strip() for words in said)
        assert len(set(said)) == len(said)


@every_form
def test_a_question_that_heads_an_answer_is_no_instruction_and_has_one_mark(form):
    told = ("Skriv", "Tegn", "Sæt", "Write", "Draw", "Put", "Schreib", "Zeichne", "Füg")
    for lang in languages():
        made = template(form, lang)
        wording = Wording(made.form, made.look)
        for place in made.form.places():
            for words in [
                wording.question(place),
                *(wording.answered(place, state) for state in place.kind.states),
            ]:
                assert not re.search(r"[?!:,;.…] ?[:,;.…]", words), words
                assert not any(part.startswith(told) for part in re.split(r"[:?] ", words)), words


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.json")), ids=lambda path: path.stem)
def test_the_shipped_example_fills_its_form(path):
    form = "visual-plan" if path.stem == "peter" else path.stem
    given_ = json.loads(path.read_text("utf-8"))
    filled = template(form).fill(given_, path.parent)
    back = mlmp.read(filled.pdf)
    without_pictures = {
        name: value
        for name, value in answers.check(template(form).form, given_).items()
        if not name.endswith("picture")
    }
    assert {
        name: value
        for name, value in answers.check(template(form).form, back.answers).items()
        if not name.endswith("picture")
    } == without_pictures
