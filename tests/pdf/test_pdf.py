"""The files in every language, size and ink, blank and filled.

They are sound, accessible and private, and show all of every answer.
"""

from __future__ import annotations

import io
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from math import dist
from typing import Any

import page as page_validation
import pikepdf
import pypdfium2 as pdfium
import pytest
import sheets
from lint import faults
from sheets import ANSWERS, BLANKS, EVERY, FORM, MM, Sheet, each, opened, pdf

import mlmp_print as mlmp
from mlmp_print.draw.draw import draw
from mlmp_print.look.wording import Wording
from mlmp_print.model.paths import unflatten
from mlmp_print.pdf.compile import compile_form

FILLED = tuple(sheet for sheet in EVERY if sheet.what != "blank")
SPILLING = tuple(sheet for sheet in EVERY if sheet.what == "long")

GOAL = ("text", "theme", "score_now", "score_expected", "disagrees", "notes")
SCORES = {"0", "0.5", "1", "1.5", "2", "2.5", "3", "3.5", "4"}
THEMES = {
    "practical_tasks",
    "self_care",
    "mobility",
    "communication",
    "society",
    "employment",
    "social_life",
    "health",
}


def every_dictionary(document: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every dictionary of the file, also those inside other objects."""
    stack: list[Any] = list(document.objects)
    while stack:
        thing = stack.pop()
        if isinstance(thing, pikepdf.Array):
            stack += [item for item in thing if not getattr(item, "is_indirect", False)]
        elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            yield thing
            stack += [item for _, item in thing.items() if not getattr(item, "is_indirect", False)]


def all_widgets(sheet: Sheet) -> list[tuple[int, pikepdf.Object]]:
    """Every widget with the number of its page, from 0."""
    return [
        (number, widget)
        for number, page in enumerate(opened(sheet).pages)
        for widget in page.obj.get("/Annots", [])
    ]


def rect(widget: pikepdf.Object) -> tuple[float, float, float, float]:
    left, bottom, right, top = map(float, widget.Rect)
    return left, bottom, right, top


# Sound and accessible -----------------------------------------------------------------------------


@each(EVERY)
def test_the_file_is_pdf_ua_1(sheet: Sheet) -> None:
    report = page_validation.validate_pdf_bytes(
        pdf(sheet), profile=page_validation.ValidationProfile.PDF_UA_1
    )
    assert report.is_compliant, str(report)


@each(EVERY)
def test_the_tags_and_the_page_point_at_each_other(sheet: Sheet) -> None:
    assert faults(pdf(sheet)) == []


@each(EVERY)
def test_qpdf_finds_nothing_wrong(sheet: Sheet) -> None:
    done = sheets.run("qpdf", pdf(sheet), "--check", "PDF")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARNING" not in done.stdout + done.stderr


@each(EVERY)
def test_the_file_is_one_revision_of_pdf_1_7(sheet: Sheet) -> None:
    assert pdf(sheet).startswith(b"%PDF-1.7\n")
    assert pdf(sheet).count(b"%%EOF") == 1
    assert "/Prev" not in opened(sheet).trailer


@each(EVERY)
def test_the_catalog_says_language_title_and_how_to_print(sheet: Sheet) -> None:
    root = opened(sheet).Root
    assert str(root.Lang) == {"da": "da-DK", "en": "en-GB"}[sheet.lang]
    assert root.ViewerPreferences.DisplayDocTitle
    assert root.ViewerPreferences.PrintScaling == "/None"
    assert root.MarkInfo.Marked
    assert (
        str(opened(sheet).docinfo.Title)
        == {
            "da": "Mit liv – Min plan · Den visuelle plan",
            "en": "My Life – My Plan · The visual plan",
        }[sheet.lang]
    )


@each(EVERY)
def test_the_paper_has_its_size(sheet: Sheet) -> None:
    wide = {"a4": 210, "a3": 420}[sheet.size]
    boxes = {
        tuple(round(float(edge) / MM, 2) for edge in page.MediaBox) for page in opened(sheet).pages
    }
    assert boxes == {(0, 0, wide, 297)}


@each(EVERY)
def test_the_file_does_nothing_by_itself(sheet: Sheet) -> None:
    assert "/NeedAppearances" not in opened(sheet).Root.AcroForm
    for thing in every_dictionary(opened(sheet)):
        keys = set(thing.keys())
        assert not keys & {
            "/JS",
            "/JavaScript",
            "/AA",
            "/OpenAction",
            "/URI",
            "/XFA",
            "/EmbeddedFiles",
        }
        assert "/A" not in keys or thing.get("/Type") == "/StructElem", "an action"


@each(EVERY)
def test_the_metadata_name_nobody_and_no_time(sheet: Sheet) -> None:
    info = opened(sheet).docinfo
    assert set(info.keys()) == {"/Title", "/Producer"}
    about = opened(sheet).Root.Metadata.read_bytes().decode()
    assert not re.findall(
        "creator|author|CreateDate|ModifyDate|MetadataDate|DocumentID|InstanceID",
        about,
        re.IGNORECASE,
    )
    for thing in every_dictionary(opened(sheet)):
        assert not set(thing.keys()) & {"/CreationDate", "/ModDate", "/M", "/Author", "/Creator"}


@each(EVERY)
def test_the_file_holds_no_answer_outside_of_its_fields_and_pages(sheet: Sheet) -> None:
    root = opened(sheet).Root
    metadata = (
        root.Metadata.read_bytes()
        + root.PieceInfo.MLMP.Private.read_bytes()
        + str(opened(sheet).docinfo.Title).encode()
    )
    for answer in sheets.stored(ANSWERS[sheet.what]).values():
        assert len(answer) < 5 or answer in THEMES or answer.encode() not in metadata


# Fields -------------------------------------------------------------------------------------------


@each(BLANKS)
def test_a_blank_asks_every_question_once(sheet: Sheet) -> None:
    expected = {
        "name",
        "date",
        "purpose",
        "parking_lot",
        "wishing_well",
        "notes",
        *(f"goals.{number}.{key}" for number in (1, 2, 3) for key in GOAL),
    }
    assert set(sheets.fields(opened(sheet))) == expected


@each(EVERY)
def test_the_fields_are_a_real_tree(sheet: Sheet) -> None:
    """A partial name has no dots, and every kid knows its parent (ISO 32000-1 12.7.3.2)."""
    stack = [(field, None) for field in opened(sheet).Root.AcroForm.Fields]
    while stack:
        field, above = stack.pop()
        assert "." not in str(field.get("/T", ""))
        assert (field.Parent.objgen if "/Parent" in field else None) == (
            above.objgen if above is not None else None
        )
        stack += [(kid, field) for kid in field.get("/Kids", [])]
    goals = next(field for field in opened(sheet).Root.AcroForm.Fields if field.T == "goals")
    assert [str(kid.T) for kid in goals.Kids] == [
        str(number) for number in range(1, (7 if sheet.what == "six" else 4))
    ]
    assert "/Rect" not in goals
    assert "/FT" not in goals


@each(EVERY)
def test_every_field_holds_its_answer_and_the_others_hold_nothing(sheet: Sheet) -> None:
    expected = sheets.stored(ANSWERS[sheet.what])
    fields = sheets.fields(opened(sheet))
    assert expected.keys() <= fields.keys()
    for name, field in fields.items():
        value = field.get("/V")
        if field.FT == "/Tx":
            assert (None if value is None else str(value)) == expected.get(name), name
        else:
            assert str(value) == "/" + expected.get(name, "Off"), name


@each(EVERY)
def test_exactly_the_chosen_button_is_on(sheet: Sheet) -> None:
    for name, field in sheets.fields(opened(sheet)).items():
        if field.FT == "/Btn":
            shown = {str(widget.AS) for widget in sheets.widgets(field)} - {"/Off"}
            assert shown == {str(field.V)} - {"/Off"}, name
            assert sum(widget.AS != "/Off" for widget in sheets.widgets(field)) == len(shown), name
            for widget in sheets.widgets(field):
                assert str(widget.AS) in widget.AP.N, f"{name} shows a state it has no picture of"


@each(EVERY)
def test_every_choice_has_one_button_for_each_state(sheet: Sheet) -> None:
    expected = {
        "theme": THEMES,
        "score_now": SCORES,
        "score_expected": SCORES,
        "disagrees": {"Yes"},
    }
    for name, field in sheets.fields(opened(sheet)).items():
        if field.FT == "/Btn":
            found = [sheets.states(widget) for widget in sheets.widgets(field)]
            assert all(len(states) == 1 for states in found), name
            assert len(found) == len(expected[name.rpartition(".")[2]])
            assert set().union(*found) == expected[name.rpartition(".")[2]], name


@each(EVERY)
def test_a_choice_can_be_taken_back(sheet: Sheet) -> None:
    """Neither Required nor NoToggleToOff is set, and radio buttons say that they are radio buttons.

    ISO 32000-1 tables 221 and 226.
    """
    for name, field in sheets.fields(opened(sheet)).items():
        flags = int(field.Ff)
        assert not flags & (1 << 1), name
        if field.FT == "/Btn":
            assert not flags & (1 << 14), name
            assert bool(flags & (1 << 15)) == (len(sheets.widgets(field)) > 1), name


@each(EVERY)
def test_people_type_in_an_embedded_windows_font(sheet: Sheet) -> None:
    fonts = opened(sheet).Root.AcroForm.DR.Font
    for name, field in sheets.fields(opened(sheet)).items():
        if field.FT == "/Tx":
            found = re.search(r"/(\S+) ([\d.]+) Tf", str(field.DA))
            assert found, name
            font = fonts[f"/{found[1]}"]
            assert font.Encoding == "/WinAnsiEncoding"
            assert "/FontFile2" in font.FontDescriptor
            assert float(found[2]) >= 9
    assert {"/FontFile2"} <= set(fonts.Atk.DescendantFonts[0].FontDescriptor.keys())


BETWEEN = ("½", "1", "1½", "2", "2½", "3", "3½")
DANISH_SCORES = ("0, jeg klarer det selv", *BETWEEN, "4, hjælp til alt")
ENGLISH_SCORES = ("0, I do it myself", *BETWEEN, "4, help with everything")
SAID = {
    "da": {
        "name": {"Navn"},
        "date": {"Dato"},
        "purpose": {"Formål: Hvad skal planen hjælpe mig med?"},
        "parking_lot": {"Parkeringsplads: Det fylder lige nu. Det kan vente."},
        "goals.1.text": {"Mål 1: Ved næste opfølgning kan jeg …"},
        "goals.2.score_now": {f"Score nu, mål 2: {score}" for score in DANISH_SCORES},
        "goals.3.disagrees": {"Jeg er uenig i scoren, mål 3"},
        "goals.3.notes": {"Noter, mål 3"},
        "notes": {"Noter til planen"},
    },
    "en": {
        "name": {"Name"},
        "date": {"Date"},
        "purpose": {"Purpose: What should the plan help me with?"},
        "parking_lot": {"Parking lot: It is on my mind now. It can wait."},
        "goals.1.text": {"Goal 1: At the next follow-up, I can …"},
        "goals.2.score_now": {f"Current score, goal 2: {score}" for score in ENGLISH_SCORES},
        "goals.3.disagrees": {"I disagree with the score, goal 3"},
        "goals.3.notes": {"Notes, goal 3"},
        "notes": {"Notes about the plan"},
    },
}


@each(BLANKS)
def test_a_screen_reader_says_the_question_in_the_forms_language(sheet: Sheet) -> None:
    fields = sheets.fields(opened(sheet))
    for name, said in SAID[sheet.lang].items():
        assert {str(widget.TU) for widget in sheets.widgets(fields[name])} == said
    theme = {str(widget.TU) for widget in sheets.widgets(fields["goals.1.theme"])}
    assert {
        "da": "Livstema, mål 1: Praktiske opgaver (gøre rent, vaske tøj, lave mad)",
        "en": "Life theme, goal 1: Practical tasks (cleaning, washing clothes, cooking)",
    }[sheet.lang] in theme


@each(EVERY)
def test_no_two_fields_sound_alike_and_each_says_the_same_in_three_places(sheet: Sheet) -> None:
    said = [str(widget.TU) for _, widget in all_widgets(sheet)]
    assert len(said) == len(set(said))
    numbers = list(opened(sheet).Root.StructTreeRoot.ParentTree.Nums)
    elements = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
    for _, widget in all_widgets(sheet):
        assert str(widget.TU) == str(widget.Contents) == str(elements[int(widget.StructParent)].Alt)


# Where things lie ---------------------------------------------------------------------------------


@each(EVERY)
def test_every_field_lies_on_its_paper_8_mm_from_the_edge(sheet: Sheet) -> None:
    for number, widget in all_widgets(sheet):
        left, bottom, right, top = rect(widget)
        _, _, wide, high = map(float, opened(sheet).pages[number].MediaBox)
        assert left < right, str(widget.TU)
        assert bottom < top, str(widget.TU)
        assert min(left, bottom, wide - right, high - top) >= 8 * MM, str(widget.TU)


@each(EVERY)
def test_no_two_fields_overlap(sheet: Sheet) -> None:
    for (page, one), (other_page, other) in combinations(all_widgets(sheet), 2):
        if page == other_page:
            (left, bottom, right, top), (left2, bottom2, right2, top2) = rect(one), rect(other)
            shared = min(right, right2) - max(left, left2), min(top, top2) - max(bottom, bottom2)
            assert min(shared) <= 0.01, f"{one.TU} and {other.TU} share {shared} pt"


@each(BLANKS)
def test_a_finger_or_a_pen_can_hit_every_button(sheet: Sheet) -> None:
    """Buttons are at least 4.8 mm across; the middles of one question's are 8 mm apart or more."""
    for name, field in sheets.fields(opened(sheet)).items():
        if field.FT == "/Btn":
            boxes = [rect(widget) for widget in sheets.widgets(field)]
            assert all(
                min(right - left, top - bottom) >= 4.8 * MM for left, bottom, right, top in boxes
            ), name
            middles = [((left + right) / 2, (low + top) / 2) for left, low, right, top in boxes]
            apart = [dist(one, other) for one, other in combinations(middles, 2)]
            assert min(apart, default=8 * MM) >= 8 * MM, name


@each(BLANKS)
def test_no_two_printed_words_overlap(sheet: Sheet) -> None:
    for words in sheets.printed(sheet):
        for one, other in combinations(words, 2):
            shared = (
                min(one.right, other.right) - max(one.left, other.left),
                min(one.top, other.top) - max(one.bottom, other.bottom),
            )
            assert min(shared) <= 0.2, f"{one.text!r} and {other.text!r} share {shared} pt"


@each(SPILLING)
def test_no_two_words_of_a_continuation_overlap(sheet: Sheet) -> None:
    own = sheets.own_panels(sheet) // {"a4": 1, "a3": 2}[sheet.size]
    for words in sheets.printed(sheet)[own:]:
        for one, other in combinations(words, 2):
            shared = (
                min(one.right, other.right) - max(one.left, other.left),
                min(one.top, other.top) - max(one.bottom, other.bottom),
            )
            assert min(shared) <= 0.2, f"{one.text!r} and {other.text!r} share {shared} pt"


@each(EVERY)
def test_printed_words_stay_8_mm_from_the_edge(sheet: Sheet) -> None:
    for number, words in enumerate(sheets.printed(sheet)):
        _, _, wide, high = map(float, opened(sheet).pages[number].MediaBox)
        for run in words:
            assert min(run.left, run.bottom, wide - run.right, high - run.top) >= 8 * MM, run.text


@each(BLANKS)
def test_text_fields_cover_no_printed_words(sheet: Sheet) -> None:
    for number, widget in all_widgets(sheet):
        if widget.get("/FT") == "/Tx":
            left, bottom, right, top = rect(widget)
            for run in sheets.printed(sheet)[number]:
                shared = (
                    min(run.right, right) - max(run.left, left),
                    min(run.top, top) - max(run.bottom, bottom),
                )
                assert min(shared) <= 0.2, f"{run.text!r} is under {widget.TU}"


# What people see ----------------------------------------------------------------------------------


def words_of(answers: dict[str, Any]) -> set[str]:
    """The words of short text answers. The box of a long one shows only its beginning."""
    return {
        word
        for name, text in sheets.stored(answers).items()
        if not re.search("theme|score|disagrees", name) and len(text) < 60
        for word in text.split()
    }


def squeezed(text: str) -> str:
    """The text composed and without white space, to be compared letter for letter."""
    return "".join(unicodedata.normalize("NFC", text).split())


@each(FILLED)
def test_poppler_shows_every_word(sheet: Sheet) -> None:
    shown = set(" ".join(sheets.poppler_words(pdf(sheet))).split())
    assert words_of(ANSWERS[sheet.what]) - shown == set()


@each(FILLED)
def test_pdfium_shows_every_word(sheet: Sheet) -> None:
    shown = set(" ".join(sheets.pdfium_words(pdf(sheet))).split())
    assert words_of(ANSWERS[sheet.what]) - shown == set()


@each(FILLED)
def test_each_fields_appearance_shows_its_own_text_and_nothing_of_it_is_clipped(
    sheet: Sheet,
) -> None:
    """pdfium finds all of each text inside its field's box.

    Each appearance stands on a page of its own with wide margins, where a clipped text would show.
    """
    margin = 200.0
    fields = {
        name: field
        for name, field in sheets.fields(opened(sheet)).items()
        if field.FT == "/Tx" and "/V" in field
    }
    assert fields
    cut = {note.path for note in sheets.filled(sheet).notes if "page" in note.what}
    book = pikepdf.new()
    for field in fields.values():
        wide, high = float(field.Rect[2] - field.Rect[0]), float(field.Rect[3] - field.Rect[1])
        appearance = book.copy_foreign(field.AP.N)
        assert [float(edge) for edge in appearance.BBox] == pytest.approx(
            [0, 0, wide, high], abs=0.01
        )
        page = book.add_blank_page(page_size=(wide + 2 * margin, high + 2 * margin))
        page.Resources = appearance.get("/Resources", pikepdf.Dictionary())
        page.Contents = book.make_stream(
            b"1 0 0 1 %g %g cm\n" % (margin, margin) + appearance.read_bytes()
        )
    out = io.BytesIO()
    book.save(out)
    with pdfium.PdfDocument(out.getvalue()) as document:
        for (name, field), page in zip(fields.items(), document, strict=True):
            wide, high = page.get_width() - margin, page.get_height() - margin
            runs = list(sheets.letters(page))
            for run in runs:
                assert run.left >= margin - 0.5, name
                assert run.bottom >= margin - 0.5, name
                assert run.right <= wide + 0.5, name
                assert run.top <= high + 0.5, name
            shown, whole = squeezed("".join(run.text for run in runs)), squeezed(str(field.V))
            if name in cut:
                begun, dots, more = shown.rpartition("…")
                assert dots, name
                assert len(begun) > 20, name
                assert whole.startswith(begun), name
                assert re.fullmatch({"da": r"side\d+", "en": r"page\d+"}[sheet.lang], more), name
            else:
                assert shown == whole, name


@each(SPILLING)
def test_what_does_not_fit_is_whole_on_the_page_that_the_note_and_the_box_name(
    sheet: Sheet,
) -> None:
    """Compare letter for letter, without the lines that every continuation page has."""
    notes = {
        note.path: int(re.search(r"on page (\d+)", note.what)[1])
        for note in sheets.filled(sheet).notes
        if "too long" in note.what
    }  # type: ignore[index]
    long = {name: text for name, text in sheets.stored(ANSWERS["long"]).items() if len(text) > 300}
    assert long.keys() == {"purpose", "wishing_well", "goals.1.text", "notes"}
    assert long.keys() <= notes.keys()
    own = sheets.own_panels(sheet)
    words = {
        "da": (
            "Det, der ikke var plads til",
            r"side \d+ af \d+",
            "(fortsat)",
            "Hele svaret står her.",
        ),
        "en": (
            "What did not fit",
            r"page \d+ of \d+",
            "(continued)",
            "The whole answer is here.",
        ),
    }[sheet.lang]
    panels = continuation_lines(sheet)
    assert len(panels) == sheets.panels(sheet) - own > 2
    kept = [
        [
            line
            for line in panel
            if not any(mark in line for mark in (words[0], *words[2:]))
            and not re.search(words[1], line)
        ]
        for panel in panels
    ]
    for name, text in long.items():
        rest = squeezed("".join(line for panel in kept[notes[name] - own - 1 :] for line in panel))
        assert squeezed(text) in rest, name
        assert squeezed(text) not in squeezed(
            "".join(line for panel in kept[notes[name] - own :] for line in panel)
        ), f"{name} begins later than said"


def continuation_lines(sheet: Sheet) -> list[list[str]]:
    """The lines of each continuation panel in content order, as poppler reads them."""
    pages = sheets.poppler_words(pdf(sheet), "-raw")
    panels: list[list[str]] = []
    for page in pages:
        for line in page.splitlines():
            if sheets.FOOTER[sheet.lang].search(line):
                panels.append([])
            else:
                panels[-1].append(line)
    return panels[sheets.own_panels(sheet) :]


@each(SPILLING)
def test_a_continued_answer_stands_under_its_question(sheet: Sheet) -> None:
    lines = {line.strip() for panel in continuation_lines(sheet) for line in panel}
    questions = {
        "da": {
            "Navn",
            "Noter til planen",
            "Noter, mål 1",
            "Mål 1: Ved næste opfølgning kan jeg …",
            "Ønskebrønd: De store drømme (fortsat)",
        },
        "en": {
            "Name",
            "Notes about the plan",
            "Notes, goal 1",
            "Goal 1: At the next follow-up, I can …",
            "Wishing well: The big dreams (continued)",
        },
    }
    assert questions[sheet.lang] <= lines


TWO = [
    ("visual-plan", "parking_lot", "wishing_well"),
    ("wishing-well", "wishing_well", "first_step"),
    ("preparation-sheet", "can.text", "want_to.text"),
]


@pytest.mark.parametrize(("form", "first", "second"), TWO)
@pytest.mark.parametrize("large", [False, True])
def test_three_lines_of_an_answer_stand_together_at_the_end(
    form: str, first: str, second: str, large: bool
) -> None:
    made = mlmp.template(form, large=large)
    for count in range(40, 56):
        lines = {
            first: [f"a{line}" for line in range(count)],
            second: [f"b{line}" for line in range(30)],
        }
        data = made.fill(unflatten({path: "\n".join(words) for path, words in lines.items()})).pdf
        with pdfium.PdfDocument(data) as document:
            found = [
                (number, run)
                for number, page in enumerate(document)
                for run in sheets.letters(page)
                if re.fullmatch(r"[ab]\d+", run.text)
            ]
        assert [run.text for _, run in found] == [*lines[first], *lines[second]]
        together = Counter((number, round(run.left), run.text[0]) for number, run in found)
        assert min(together.values()) >= 3, (count, together)


@pytest.mark.parametrize("size", ["a4", "a3"])
@pytest.mark.parametrize("large", [False, True])
def test_a_panel_on_its_side_is_filled_in_two_columns(size: str, large: bool) -> None:
    made = mlmp.template("goal-staircase", size=size, large=large)
    goal = "Jeg vil gerne øve mig i at tage bussen alene til klubben. " * 75
    data = made.fill(
        {
            "goal": goal.strip(),
            "steps": [{"text": goal.strip()[: 300 * number]} for number in range(1, 5)],
        }
    ).pdf
    assert len(pikepdf.open(io.BytesIO(data)).pages) <= (6 if large else 4)
    assert mlmp.read(data, check=True).differences == ()
    with pdfium.PdfDocument(data) as document:
        for page in list(document)[1:]:
            runs, wide = list(sheets.letters(page)), page.get_width()
            for one, other in combinations(runs, 2):
                shared = (
                    min(one.right, other.right) - max(one.left, other.left),
                    min(one.top, other.top) - max(one.bottom, other.bottom),
                )
                assert min(shared) <= 0.2, f"{one.text!r} and {other.text!r} share {shared} pt"
            assert max(run.right for run in runs) < wide - 12 * MM
        columns = Counter(run.left > wide / 2 for run in sheets.letters(document[1]))
    assert min(columns[True], columns[False]) > 10


def test_what_goes_on_at_the_end_is_as_large_as_the_print() -> None:
    sizes = {}
    for large in (False, True):
        with pdfium.PdfDocument(
            mlmp.template(FORM, large=large).fill(ANSWERS["long"]).pdf
        ) as document:
            words = {run.text: run for run in sheets.letters(document[len(document) - 1])}
            found = next(run for text, run in words.items() if text.startswith("igen.Det"))
            sizes[large] = found.top - found.bottom
            assert max(run.right for run in words.values()) < (210 - 12) * MM
    assert sizes[True] / sizes[False] == pytest.approx(16 / 12, rel=0.01)


@each(FILLED[::3])
def test_the_same_answers_are_the_same_bytes(sheet: Sheet) -> None:
    assert mlmp.template(FORM, lang=sheet.lang, size=sheet.size, ink=sheet.ink).fill(
        ANSWERS[sheet.what]
    ).pdf == pdf(sheet)


# What the file says of itself ---------------------------------------------------------------------


@each(BLANKS)
def test_a_blank_is_small(sheet: Sheet) -> None:
    assert len(pdf(sheet)) < 150_000


def description(document: pikepdf.Pdf) -> dict[str, Any]:
    entries: dict[str, Any] = json.loads(document.Root.PieceInfo.MLMP.Private.read_bytes())
    return entries


@each(EVERY)
def test_the_file_says_what_it_is(sheet: Sheet) -> None:
    entries = description(opened(sheet))
    assert {key: entries[key] for key in ("form", "language", "size")} == {
        "form": FORM,
        "language": sheet.lang,
        "size": sheet.size,
    }
    assert isinstance(entries["version"], int)
    assert entries["schema"] == mlmp.schema(FORM, lang=sheet.lang)


@each(EVERY)
def test_a_saved_copy_still_says_what_it_is_and_reads_the_same(sheet: Sheet) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(sheet))) as document:
        document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, linearize=True)
    with pikepdf.open(io.BytesIO(out.getvalue())) as copy:
        assert description(copy) == description(opened(sheet))
    assert mlmp.read(out.getvalue()) == mlmp.read(pdf(sheet))


def test_a_form_with_more_pages_than_the_parent_tree_has_keys_for_is_refused():
    template = mlmp.template("visual-plan")
    wording = Wording(template.form, template.look)
    drawing = draw(template.form, template.look)
    too_long = replace(drawing, contents=[b""] * 1001)
    with pytest.raises(mlmp.DefinitionError, match=r"visual-plan\.toml: has 1,001 pages; at most"):
        compile_form(too_long, wording, schema={})
