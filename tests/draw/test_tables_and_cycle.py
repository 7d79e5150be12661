"""Tables, choices and the ring: plan agreement, yearly cycle, theory of change.

What every form must do is tested in tests/law.
"""

import io
import json
from dataclasses import replace
from math import hypot, pi

import page
import pikepdf
import pypdfium2 as pdfium
import pytest
import sheets
from repository import EXAMPLES

import mlmp_print as mlmp
from mlmp_print.definitions import load as forms
from mlmp_print.draw.blocks.cycle import NODE, CycleBlock
from mlmp_print.draw.blocks.table import TableBlock
from mlmp_print.draw.blocks.title import TitleBlock
from mlmp_print.look import look
from mlmp_print.look.assets import languages
from mlmp_print.look.wording import Wording
from mlmp_print.model.errors import AnswersError, DefinitionError
from mlmp_print.model.kinds import Choice, kind_of

NAMES = ("plan-agreement", "yearly-cycle", "theory-of-change")
LONG = "Vi øver os sammen, og det tager den tid, det tager. " * 12


def block(form, kind, **options):
    """A form's first block of a class, in usual or large print."""
    found = forms.load(form, look.load(**options))
    return next(block for page_ in found.pages for block in page_.blocks if isinstance(block, kind))


def elements(pdf, tag):
    """The structure elements with a tag, in the order of the file."""
    document = pikepdf.open(io.BytesIO(pdf))
    found = [
        thing
        for thing in document.objects
        if isinstance(thing, pikepdf.Dictionary)
        and thing.get("/Type") == "/StructElem"
        and str(thing.S) == f"/{tag}"
    ]
    return document, found


def form_of(tmp_path, keys):
    """A definition with one choice."""
    source = tmp_path / "pick.toml"
    source.write_text(
        'code = "P"\nversion = 1\nreleased = 2026-11-22\ngroup = "meeting"\n'
        f'[answers]\npick = {{ kind = "choice", keys = {json.dumps(keys)} }}\n[[page]]\n'
        '[[page.block]]\nblock = "title"\nbox = [14, 15, 90, 12]\nwords = "title"\ntag = "H1"\n'
        '[[page.block]]\nblock = "choice"\nbox = [14, 30, 182, 9]\npath = "pick"\n'
        '[words.da]\ntitle = "T"\nsheet = "A"\nabout = "B"\n'
        '[words.da.ask]\npick = { label = "Vælg", choices = { yes = "Ja", no = "Nej" } }\n'
    )
    return str(source)


# Choices ------------------------------------------------------------------------------------------


def test_a_choice_says_its_answers_in_the_words_of_its_question(tmp_path):
    filled = mlmp.fill(form_of(tmp_path, ["yes", "no"]), {"pick": "no"})
    document = pikepdf.open(io.BytesIO(filled.pdf))
    assert [str(button.TU) for button in document.Root.AcroForm.Fields[0].Kids] == [
        "Vælg: Ja",
        "Vælg: Nej",
    ]
    assert mlmp.read(filled.pdf).answers == {"pick": "no"}


@pytest.mark.parametrize(
    "keys",
    [
        [],
        ["yes"],
        ["yes", "yes"],
        ["Yes", "no"],
        ["ja tak", "no"],
        ["yes", 3],
        "yes",
        ["off", "nø"],
    ],
)
def test_keys_that_cannot_name_buttons_are_refused(tmp_path, keys):
    with pytest.raises(DefinitionError, match=r"pick\.toml.*keys"):
        forms.load(form_of(tmp_path, keys), look.load())


def test_an_answer_that_is_not_to_choose_from_is_refused_by_its_place():
    with pytest.raises(AnswersError, match=r"participants\.2\.role"):
        mlmp.fill("plan-agreement", {"participants": [{}, {"role": "Borger"}]})


def test_a_choice_is_read_from_its_schema_alone():
    kind = Choice(("citizen", "authority"))
    assert kind_of(kind.schema()) == kind


# Tables -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["plan-agreement", "theory-of-change"])
def test_every_row_of_a_table_has_a_cell_for_each_heading(name):
    _document, tables = elements(mlmp.blank(name), "Table")
    assert tables
    for table in tables:
        head, *rows = [[str(cell.S) for cell in row.get("/K", [])] for row in table.K]
        assert set(head) == {"/TH"}
        assert rows and all(row == ["/TD"] * len(head) for row in rows)


def test_every_heading_says_that_it_heads_a_column():
    _document, headings = elements(mlmp.blank("plan-agreement"), "TH")
    assert {(str(heading.A.O), str(heading.A.Scope)) for heading in headings} == {
        ("/Table", "/Column")
    }


@pytest.mark.parametrize("lang", languages())
def test_in_large_print_roles_stand_in_two_rows_beside_buttons_of_full_size(lang):
    """In four narrow columns under their words the buttons were small, in one language only."""
    with pikepdf.open(io.BytesIO(mlmp.blank("plan-agreement", lang=lang, large=True))) as file:
        buttons = sheets.widgets(sheets.fields(file)["participants.1.role"])
        rects = [[float(edge) for edge in button.Rect] for button in buttons]
    assert len({left for left, *_ in rects}) == len({top for *_, top in rects}) == 2
    assert all(right - left > 30 * sheets.MM for left, _, right, _ in rects)


def test_one_signs_with_a_pen():
    fields = {place.path for place in forms.load("plan-agreement", look.load()).places()}
    assert {path for path in fields if path.startswith("signatures.1")} == {
        "signatures.1.name",
        "signatures.1.date",
    }


@pytest.mark.parametrize("large", [False, True])
def test_more_entries_than_rows_bring_another_page_of_that_table(large):
    given = {
        "efforts": [{"goal": str(number), "what": f"indsats {number}"} for number in range(1, 8)],
        "participants": [
            {"name": f"deltager {number}", "role": "provider", "goal_3": True}
            for number in range(1, 9)
        ],
    }
    filled = mlmp.fill("plan-agreement", given, large=large)
    assert {note.path for note in filled.notes} == {"efforts", "participants"}
    assert mlmp.read(filled.pdf).answers == given
    document = pikepdf.open(io.BytesIO(filled.pdf))
    assert len(document.pages) == (6 if large else 4)
    assert len(elements(filled.pdf, "H1")[1]) == 1


def test_what_belongs_to_the_whole_is_not_printed_again_with_more_rows():
    found = forms.load("plan-agreement", look.load())
    for page_ in found.drawn_pages:
        repeated = page_.blocks_for(found.per(page_) + 1)
        assert [type(block) for block in repeated] in (
            [TitleBlock, TitleBlock, TableBlock],
            [TitleBlock, TableBlock],
        )


def test_long_answers_in_narrow_cells_are_whole_on_a_page_after():
    given = {"rows": [{"output": LONG, "efforts": "Speciallægekonsulentbistandsordning"}]}
    filled = mlmp.fill("theory-of-change", given)
    assert mlmp.read(filled.pdf).answers == given
    assert page.validate_pdf_bytes(filled.pdf, profile=page.ValidationProfile.PDF_UA_1).is_compliant


def test_in_large_print_the_second_page_says_which_theme_each_row_is_about():
    """Of the effects, that is: what is done stands on the first page."""
    given = {"rows": [{"theme": "Samtaler", "effect_goal": "Ro"}, {"theme": "Kurser"}]}
    filled = mlmp.fill("theory-of-change", given, large=True).pdf
    assert mlmp.read(filled).answers == given
    with pdfium.PdfDocument(filled) as document:
        assert len(document) == 2
        document.init_forms()
        document[1].flatten()
        words = [word.text for word in sheets.letters(document[1])]
    assert words.index("Række1") < words.index("Række2")
    assert {"Samtaler", "Kurser", "Ro"} <= set(words)


def test_the_help_of_a_column_is_in_each_of_its_questions():
    wording = Wording(forms.load("theory-of-change", look.load()), look.load())
    for place in wording.form.places():
        if place.pattern.startswith("rows."):
            spoken = wording.question(place).lower()
            assert all(word.strip(",:?").lower() in spoken for word in wording.hint(place).split())


def test_columns_fill_the_table_whatever_their_parts_add_up_to():
    table = block("theory-of-change", TableBlock)
    assert set(table.columns.values()) == {1}


# The ring -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("large", [False, True])
def test_the_steps_stand_beside_their_cards_and_clear_of_each_other(large):
    ring = block("yearly-cycle", CycleBlock, large=large)
    steps = [ring.at(ring.angle(number)) for number in range(len(ring.steps))]
    for (x, y), card in zip(steps, ring.cards().values(), strict=True):
        assert y == pytest.approx(card.center[1])
        assert card.x - (x + NODE) > 3 or (x - NODE) - card.right > 3
    assert all(
        hypot(a[0] - b[0], a[1] - b[1]) > 2 * NODE + 8
        for number, a in enumerate(steps)
        for b in steps[:number]
    )


@pytest.mark.parametrize("count", [2, 3, 5, 6])
def test_the_cards_run_clockwise_from_the_upper_left(count):
    found = block("yearly-cycle", CycleBlock)
    ring = replace(found, steps=dict([*found.steps.items()][:count]))
    angles = [ring.angle(number) % (2 * pi) for number in range(count)]
    turned = [(angle - angles[0]) % (2 * pi) for angle in angles]
    assert turned == sorted(turned) and len({*turned}) == count
    first = next(iter(ring.cards().values()))
    assert (first.x, first.y) == (ring.box.x, ring.box.y)


def test_the_ring_says_its_steps_in_order():
    _document, figures = elements(mlmp.blank("yearly-cycle", lang="en"), "Figure")
    alt = str(figures[0].Alt)
    names = [
        "We know the date",
        "I am invited",
        "I prepare",
        "The plan meeting",
        "We follow up",
        "We look back",
    ]
    positions = [alt.find(name) for name in names]
    assert positions == sorted(positions)
    assert -1 not in positions


# Examples and variants ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_the_example_in_the_repository_is_the_forms_own(name):
    own = look.load("da")
    found = forms.load(name, own)
    path = EXAMPLES / f"{name}.json"
    assert json.loads(path.read_text("utf-8")) == forms.example(found, Wording(found, own))
