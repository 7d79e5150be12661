"""Where things stand on the sheets: columns of rows, words and what they keep off."""

from __future__ import annotations

import io
from collections import defaultdict
from functools import cache
from itertools import pairwise, product
from math import hypot
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pytest
import sheets
from PIL import Image
from pypdfium2 import raw
from sheets import MM

import mlmp_print as mlmp
from mlmp_print.definitions import load as forms
from mlmp_print.draw.blocks.zone import ZoneBlock
from mlmp_print.look import look
from mlmp_print.look.assets import languages
from mlmp_print.look.wording import Wording
from mlmp_print.text import typeset

# The plan in every language, the status sheet in one.
SCORED = [
    *product(("visual-plan",), ("numbers", "words"), (False, True), languages()),
    *product(("status-sheet",), ("numbers", "words"), (True,), ("da",)),
]
every_language = pytest.mark.parametrize("lang", languages())


@cache
def blank(form: str, lang: str, mode: str = "", **options: Any) -> bytes:
    return mlmp.blank(form, lang=lang, settings={"score": mode} if mode else {}, **options)


def rects(data: bytes, part: str) -> dict[tuple[str, str], tuple[float, ...]]:
    """(question, state) → the box of its button in mm, where the question's last key has `part`."""
    found = {}
    with pikepdf.open(io.BytesIO(data)) as document:
        for path, field in sheets.fields(document).items():
            if part in path.rpartition(".")[2]:
                for widget in sheets.widgets(field):
                    for state in sheets.states(widget):
                        found[path, state] = tuple(float(edge) / MM for edge in widget.Rect)
    return found


@pytest.mark.parametrize(("form", "mode", "large", "lang"), SCORED)
def test_the_same_score_stands_in_one_column_in_all_rows_of_a_goal(form, mode, large, lang):
    columns = defaultdict(set)
    for (path, state), (left, *_) in rects(blank(form, lang, mode, large=large), "score").items():
        columns[path.rpartition(".")[0], state].add(round(left, 2))
    assert len(columns) >= 3 * 9
    assert all(len(found) == 1 for found in columns.values())


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("form", ["visual-plan", "status-sheet"])
@every_language
def test_the_discs_of_the_themes_stand_in_columns(form, large, lang):
    """As many middles as the fullest row has discs, however many rows there are."""
    boxes = [
        box
        for (path, _), box in rects(blank(form, lang, large=large), "theme").items()
        if path == "goals.1.theme"
    ]
    rows = defaultdict(set)
    for left, bottom, right, _ in boxes:
        rows[round(bottom, 1)].add(round((left + right) / 2, 1))
    assert sum(map(len, rows.values())) == 8
    assert set.union(*rows.values()) == max(rows.values(), key=len)


# Beside a logo ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A look whose logo is as wide as one may be."""
    folder = tmp_path_factory.mktemp("look")
    Image.new("RGB", (640, 220), "#0B5C58").save(folder / "logo.png")
    (folder / "look.toml").write_text('logo = "logo.png"\n')
    return folder / "look.toml"


@pytest.mark.parametrize(
    ("form", "lang"),
    [*product(forms.names(), ["de"]), ("visual-plan", "da"), ("plan-agreement", "en")],
)  # German words are longest
def test_words_keep_3_mm_from_the_logo(form, lang, marked):
    for large in (False, True):
        with pdfium.PdfDocument(mlmp.blank(form, lang=lang, look=marked, large=large)) as document:
            for page in document:
                left, bottom, right, top = next(
                    page.get_objects([raw.FPDF_PAGEOBJ_IMAGE])
                ).get_bounds()
                assert right - left == pytest.approx(32 * MM, abs=0.1)
                for word in sheets.letters(page):
                    aside, below = (
                        max(left - word.right, word.left - right, 0),
                        max(bottom - word.top, word.bottom - top, 0),
                    )
                    assert hypot(aside, below) >= 3 * MM - 0.5, word


# The backpack and the book ------------------------------------------------------------------------


BOOK = ("helped", "learned", "pass_on")


@pytest.mark.parametrize("large", [False, True])
@every_language
def test_each_question_of_the_book_stands_over_its_own_lines_and_words_below_the_buckles(
    lang, large
):
    template = mlmp.template("peer-backpack", lang=lang, large=large)
    wording = Wording(template.form, template.look)
    labels = {
        place.path: "".join(wording.label(place).split())
        for place in template.form.places()
        if place.path in BOOK
    }
    given = dict.fromkeys((*BOOK, "experiences"), "HHH")
    with pdfium.PdfDocument(template.fill(given).pdf) as document:
        document.init_forms()
        document[0].flatten()
        words = list(sheets.letters(document[0]))
    answers = [word for word in words if word.text == "HHH"]
    for label in labels.values():
        heading = next(word for word in words if word.text == label)
        below = [
            heading.bottom - word.top
            for word in answers
            if abs(word.left - heading.left) < 3 * MM and word.top < heading.bottom
        ]
        assert 1 * MM < min(below) < 11 * MM, label
    bag = max(answers, key=lambda word: word.top)
    first = min(
        297 - next(word for word in words if word.text == labels[path]).top / MM
        for path in ("helped", "pass_on")
    )
    assert 93 < 297 - bag.top / MM < first, "under the buckles"


# Zones beside each other --------------------------------------------------------------------------


@pytest.mark.parametrize("large", [False, True])
@every_language
def test_zones_that_are_like_have_headings_of_one_size_and_text_of_one_height(lang, large):
    template = mlmp.template("visual-plan", lang=lang, large=large)
    zones = int(large)  # the page they stand on: beside the wheel, or below each other
    wording = Wording(template.form, template.look)
    labels = [
        wording.label(place)
        for place in template.form.places()
        if place.path in ("parking_lot", "wishing_well")
    ]
    with pdfium.PdfDocument(
        template.fill({"parking_lot": "HHH", "wishing_well": "HHH"}).pdf
    ) as document:
        document.init_forms()
        document[zones].flatten()
        words = list(sheets.letters(document[zones]))
    headings = [
        next(word for word in words if word.text == "".join(label.split())) for label in labels
    ]
    one, other = (
        (word.right - word.left) / typeset.width(label, 1, "bold")
        for word, label in zip(headings, labels, strict=True)
    )
    assert one == pytest.approx(other, rel=0.03)
    tops = {
        block.path: block.box.y
        for block in template.form.pages[zones].blocks
        if isinstance(block, ZoneBlock)
    }
    one, other = sorted((word.bottom for word in words if word.text == "HHH"), reverse=True)
    lower = (tops["wishing_well"] - tops["parking_lot"]) * MM
    assert one - other == pytest.approx(lower, abs=0.1)


@every_language
def test_panes_beside_each_other_have_text_of_one_height(lang):
    given = {pane: {"text": "HHH"} for pane in ("can", "want_to", "interests", "dreams", "wishes")}
    with pdfium.PdfDocument(mlmp.fill("preparation-sheet", given, lang=lang).pdf) as document:
        document.init_forms()
        document[0].flatten()
        heights = sorted(word.bottom for word in sheets.letters(document[0]) if word.text == "HHH")
    assert len(heights) == 5
    assert heights[0] == pytest.approx(heights[2], abs=0.1)
    assert heights[3] == pytest.approx(heights[4], abs=0.1)


# A repeated page ----------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(("lang", "large"), [("da", False), ("de", True)])
@pytest.mark.parametrize(
    ("form", "key"),
    [("theory-of-change", "rows"), ("status-sheet", "goals"), ("plan-agreement", "efforts")],
)
def test_a_repeated_page_leaves_no_band_where_the_first_one_has_questions(form, key, large, lang):
    """Below its first heading, the next words come soon."""
    template = mlmp.template(
        form, lang=lang, large=large, settings={key: mlmp.template(form).form.lists[key].most}
    )
    panels = enumerate(template.form.panels())
    repeated = next(number for number, (page, first) in panels if first > 1 and page.repeat == key)
    with pdfium.PdfDocument(template.fill({}).pdf) as document:
        high = document[repeated].get_height() / MM
        tops = sorted(high - word.top / MM for word in sheets.letters(document[repeated]))
    assert 14 < tops[0] < 23
    assert all(later - earlier < 22 for earlier, later in pairwise(top for top in tops if top < 60))


# Large print --------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["visual-plan", "status-sheet"])
@every_language
def test_in_large_print_the_numbers_of_scores_are_larger_and_stay_in_their_discs(form, lang):
    found = {large: numbers(blank(form, lang, large=large)) for large in (False, True)}
    for kind in ("01234", "½"):
        usual, large = (
            min(run.top - run.bottom for run in found[step] if run.text[-1] in kind)
            for step in (False, True)
        )
        assert large >= 1.1 * usual, kind
    discs = [
        ((left + right) / 2, (bottom + top) / 2, (right - left) / 2 - 0.3)
        for left, bottom, right, top in rects(blank(form, lang, large=True), "score").values()
    ]
    for run in found[True]:
        if "½" in run.text:
            x, y, radius = min(
                discs, key=lambda disc: hypot(disc[0] - run.left / MM, disc[1] - run.bottom / MM)
            )
            assert (
                max(
                    hypot(a / MM - x, b / MM - y)
                    for a in (run.left, run.right)
                    for b in (run.bottom, run.top)
                )
                < radius - 0.2
            )


def numbers(data: bytes) -> list[sheets.Letters]:
    """The numbers of scores on all pages."""
    with pdfium.PdfDocument(data) as document:
        return [
            run
            for page in document
            for run in sheets.letters(page)
            if run.text in {*"01234", "½", "1½", "2½", "3½"}
        ]


@every_language
def test_the_words_in_the_hub_are_larger_in_large_print(lang):
    wording = Wording(mlmp.template("visual-plan", lang=lang).form, look.load(lang))
    first = wording.word("hub").split("\n")[0]
    high = {}
    for large in (False, True):
        with pdfium.PdfDocument(blank("visual-plan", lang, large=large)) as document:
            run = next(
                run
                for run in sheets.letters(document[0])
                if run.text == first and 110 < 297 - run.top / MM < 150
            )
        high[large] = run.top - run.bottom
    assert high[True] >= 1.1 * high[False]
