"""`read --check` on long answers: pages at the end show what the fields hold, or a note tells."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
import viewers
from hostile import field
from sheets import LONG, PETER
from viewers import VIEWERS, Visit, saved

import mlmp_print as mlmp

CANARY = "Kanarie-Hemmelig-77"
WISHES = LONG["wishing_well"]

# Double spaces, blank lines at both ends, words longer than a line and than a page, letters that
# are composed, invisible, or of both fonts.
ODD: dict[str, Any] = {
    "name": "Åse  " + "Æ" * 300,
    "purpose": "\n\n  Først\t\tdet her…\n\n\n" + "og  så  det  her. " * 60 + "\n\n",
    "goals": [
        {
            "text": "e\u200d\u0301 a \u0301 A\u030a Đặng i\u0307 x\u200b\u00ad " * 120,
            "theme": "health",
            "notes": "mine noter, som er ens. " * 60,
        },
        {"text": "Æ" * 9000, "theme": "health", "notes": "mine noter, som er ens. " * 60},
    ],
    "wishing_well": "linje\n" * 36 + "\n" * 40 + "og her",
    "parking_lot": "\n" * 30 + "nederst",
    "notes": "a/b-c–d—e… → ".replace("→ ", "side 3 ") * 200,
}


def changed(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    with viewers.changed(data) as document:
        change(document)
        return saved(document)


def stripped(document: pikepdf.Pdf) -> None:
    """As a program does that keeps of a page only what it knows."""
    for page in document.pages:
        if "/PieceInfo" in page.obj:
            del page.obj["/PieceInfo"]


@pytest.fixture(scope="module")
def sheet() -> bytes:
    return mlmp.fill("visual-plan", LONG).pdf


def told(data: bytes) -> dict[str, str]:
    """Path → what differs."""
    found = mlmp.read(data, check=True)
    assert not any(word in str(found.differences) for word in (CANARY, "Drøm", "bestemme"))
    return {note.path: note.what for note in found.differences}


# No false alarms --------------------------------------------------------------------------------


@pytest.mark.parametrize("answers", [LONG, ODD], ids=["long", "odd"])
@pytest.mark.parametrize(
    "how", [{}, {"size": "a3"}, {"large": True}, {"lang": "en", "lock": True}], ids=str
)
def test_what_we_fill_has_no_difference(answers, how):
    filled = mlmp.fill("visual-plan", answers, **how)
    assert any("too long for its box" in note.what for note in filled.notes)
    assert told(filled.pdf) == {}


@pytest.mark.parametrize("lines", range(33, 40))
def test_nor_has_an_answer_that_fills_a_panel_to_its_last_line(lines):
    two = {
        "purpose": "linje\n" * lines + "slut",
        "wishing_well": "\n".join(map(str, range(lines))) + "\n" * lines + "slut",
    }
    assert told(mlmp.template("visual-plan").fill(two).pdf) == {}


@pytest.mark.parametrize("viewer", ["pdfium", "poppler", "pikepdf", "pypdf"])
def test_nor_has_a_copy_in_which_other_fields_were_filled_in(sheet, viewer):
    typed = {"goals.2.notes": "kort", "goals.3.text": "noget\nandet"}
    untouched, other = VIEWERS[viewer](
        [Visit(sheet), Visit(sheet, typed, {"goals.2.theme": "health"})]
    )
    assert told(untouched) == {}
    stale = (
        typed.keys() if viewer == "pikepdf" else set()
    )  # it leaves drawing them to the next viewer
    assert told(other).keys() == stale
    assert mlmp.read(other).answers["goals"][1]["notes"] == "kort"


def test_nor_has_one_whose_pages_another_program_has_stripped_of_what_is_ours_alone(sheet):
    assert told(changed(sheet, stripped)) == {}


# Differences ------------------------------------------------------------------------------------


@pytest.mark.parametrize("strip", [False, True], ids=["", "stripped"])
@pytest.mark.parametrize("path", ["wishing_well", "goals.1.text", "goals.1.notes", "name"])
def test_a_value_that_was_changed_beyond_what_its_box_shows_is_named(sheet, path, strip):
    def change(document: pikepdf.Pdf) -> None:
        field(document, path).V = pikepdf.String(str(field(document, path).V) + CANARY)
        if strip:
            stripped(document)

    differences = told(changed(sheet, change))
    assert differences.keys() == {path}
    assert "at the end" in differences[path]


@pytest.mark.parametrize("viewer", ["pdfium", "poppler", "pypdf"])
def test_an_answer_that_was_changed_in_a_viewer_is_named_by_its_question(sheet, viewer):
    typed = {
        "wishing_well": f"{WISHES} {CANARY}",
        "goals.1.text": "kort",
        "purpose": "",
        "name": WISHES[:30],
    }
    (copy,) = VIEWERS[viewer]([Visit(sheet, typed)])
    differences = told(copy)
    assert differences.keys() == typed.keys()
    assert set(differences.values()) == {
        "a page at the end shows another text than the field holds"
    }


def test_an_answer_that_ends_where_a_page_does_leaves_the_rest_of_it_behind(sheet):
    """What is left stands on pages of its own, under the question and “(fortsat)”."""

    def shorten(document: pikepdf.Pdf) -> None:
        held = str(field(document, "wishing_well").V)
        field(document, "wishing_well").V = pikepdf.String(held[: held.index("Drøm 30")])

    assert told(changed(sheet, shorten)).keys() == {"wishing_well"}


def test_an_answer_under_a_question_that_is_not_certain_is_still_seen(sheet):
    def same_question(document: pikepdf.Pdf) -> None:
        field(document, "goals.2.text").TU = field(document, "goals.1.text").TU

    (copy,) = VIEWERS["pypdf"]([Visit(changed(sheet, same_question), {"goals.1.text": "kort"})])
    assert told(copy) == {"file": "a page at the end shows an answer that no field holds"}


def test_an_answer_whose_page_was_taken_out_is_named(sheet):
    def take_out(document: pikepdf.Pdf) -> None:
        del document.pages[-1]

    begun = {note.path for note in mlmp.fill("visual-plan", LONG).notes if "too long" in note.what}
    assert {"goals.1.notes", "notes"} <= told(changed(sheet, take_out)).keys() <= begun


def test_an_answer_whose_own_page_was_taken_out_is_named_though_pages_at_the_end_show_it(sheet):
    def take_out(document: pikepdf.Pdf) -> None:
        del document.pages[0]

    differences = told(changed(sheet, take_out))
    assert differences.keys() == {"name", "date", "purpose", "wishing_well", "parking_lot"}
    assert set(differences.values()) == {"holds something, and its box is on no page"}


def test_an_older_text_of_several_lines_in_a_box_is_seen():
    def change(document: pikepdf.Pdf) -> None:
        field(document, "wishing_well").V = pikepdf.String("en\nto\n" + CANARY)

    data = mlmp.fill("visual-plan", {**PETER, "wishing_well": "en\nto\ntre"}).pdf
    assert told(data) == {}
    assert told(changed(data, change)).keys() == {"wishing_well"}


@pytest.mark.parametrize(
    "broken",
    [5, b"/H3 BDC BT (", b"EMC EMC /P BDC /H3 <<", b"/H2 BMC " * 5_000, None],
    ids=["number", "torn", "end", "deep", "none"],
)
def test_a_broken_page_at_the_end_stops_nothing(sheet, broken):
    def change(document: pikepdf.Pdf) -> None:
        for page in document.pages[2:]:
            page.obj.Contents = (
                pikepdf.Stream(document, broken)
                if isinstance(broken, bytes)
                else broken or pikepdf.Dictionary()
            )

    data = changed(sheet, change)
    assert told(data).keys() <= {note.path for note in mlmp.fill("visual-plan", LONG).notes}
    assert mlmp.read(data).answers == LONG


# What cannot be told ------------------------------------------------------------------------------


def untold(data: bytes, **how: Any) -> dict[str, str]:
    """Path → why it cannot be told what the page shows; nothing differs for certain."""
    found = mlmp.read(data, check=True, **how)
    assert found.differences == () and found.answers
    assert CANARY not in str(found.untold)
    return {note.path: note.what for note in found.untold}


def drawn(document: pikepdf.Pdf, content: bytes, **font: Any) -> None:
    """Let the box of the name show something else, in a font of its own."""
    look = field(document, "name").AP.N
    entries = {"Type": pikepdf.Name.Font, "Subtype": pikepdf.Name.TrueType, **font}
    look.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=pikepdf.Dictionary(**entries)))
    look.write(b"/Tx BMC q BT /F 12 Tf " + content + b" Tj ET Q EMC")


PLAIN = {"BaseFont": pikepdf.Name.Helvetica, "Encoding": pikepdf.Name.WinAnsiEncoding}


@pytest.fixture(scope="module")
def peter() -> bytes:
    return mlmp.fill("visual-plan", PETER).pdf


@pytest.mark.parametrize("shown", [b"(Peter)", b"(Pe) Tj (ter)", b"<5065746572>", b"(P\\145ter)"])
def test_a_font_whose_codes_are_known_can_be_read(peter, shown):
    data = changed(peter, lambda document: drawn(document, shown, **PLAIN))
    assert untold(data) == {}


@pytest.mark.parametrize("shown", [b"(Peter\\000)", b"(P\\001r)", b"(\\001\\002)"])
def test_codes_that_no_font_explains_cannot_be_told(peter, shown):
    data = changed(peter, lambda document: drawn(document, shown, **PLAIN))
    assert "what some of its letters look like" in untold(data)["name"]


def test_known_letters_around_them_can_still_be_others(peter):
    data = changed(peter, lambda document: drawn(document, b"(Hanne\\000)", **PLAIN))
    assert told(data) == {"name": "the page shows another text than the field holds"}


def test_a_font_of_somebody_else_can_show_anything(peter):
    def embedded(document: pikepdf.Pdf) -> None:
        descriptor = pikepdf.Dictionary(FontFile2=document.make_stream(b"glyphs"))
        font = {**PLAIN, "BaseFont": pikepdf.Name("/ABCDEF+Other"), "FontDescriptor": descriptor}
        drawn(document, b"(Peter)", **font)

    assert untold(changed(peter, embedded)).keys() == {"name"}


@pytest.mark.parametrize("operator", [b"/X Do (Peter)", b"BI /W 1 /H 1 ID a EI (Peter)"])
def test_a_picture_in_a_box_can_show_anything(peter, operator):
    data = changed(peter, lambda document: drawn(document, operator, **PLAIN))
    assert untold(data).keys() == {"name"}


def test_text_that_is_drawn_invisibly_is_not_shown(peter):
    data = changed(peter, lambda document: drawn(document, b"3 Tr (Peter)", **PLAIN))
    assert told(data) == {"name": "the page shows nothing where the field holds a text"}


def test_a_drawing_that_cannot_be_followed_cannot_be_told(peter):
    data = changed(peter, lambda document: drawn(document, b"[" * 9_000 + b"(Peter)", **PLAIN))
    assert "cannot be followed" in untold(data)["name"]


@pytest.mark.parametrize("shown", [b"(ukasz ahin)", b"(?ukasz ?ahin)"])
def test_letters_that_a_program_dropped_cannot_be_told(shown):
    data = mlmp.fill("visual-plan", {"name": "Łukasz Şahin"}).pdf
    copy = changed(data, lambda document: drawn(document, shown, **PLAIN))
    assert "could not write all of its letters" in untold(copy)["name"]


def test_a_field_that_every_program_draws_itself_cannot_be_told(peter):
    def drop(document: pikepdf.Pdf) -> None:
        document.Root.AcroForm.NeedAppearances = True
        del field(document, "name").AP

    assert "every program draws it itself" in untold(changed(peter, drop))["name"]


def test_a_page_at_the_end_that_cannot_be_followed_cannot_be_told(sheet):
    def change(document: pikepdf.Pdf) -> None:
        document.pages[-1].obj.Contents = document.make_stream(b"[" * 9_000)

    begun = {note.path for note in mlmp.fill("visual-plan", LONG).notes if "too long" in note.what}
    assert untold(changed(sheet, change)).keys() == begun


# A check costs no answers -------------------------------------------------------------------------


def add(document: pikepdf.Pdf, box: pikepdf.Dictionary) -> None:
    made = document.make_indirect(box)
    document.pages[0].obj.Annots.append(made)
    document.Root.AcroForm.Fields.append(made)


def slow(boxes: int, letters: int) -> bytes:
    """A sheet with further boxes of the name that take long to look at."""

    def change(document: pikepdf.Pdf) -> None:
        look = document.make_stream(b"()Tj " * (letters // 5))
        look.Type, look.Subtype, look.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 9, 9]
        name = field(document, "name")
        for _ in range(boxes):
            box = pikepdf.Dictionary(
                Subtype=pikepdf.Name.Widget,
                FT=pikepdf.Name.Tx,
                T=f"felt{_}",
                Rect=name.Rect,
                AP=pikepdf.Dictionary(N=look),
            )
            add(document, box)

    return changed(mlmp.fill("visual-plan", PETER).pdf, change)


@pytest.mark.slow
@pytest.mark.parametrize("trusted", [False, True])
def test_a_check_that_takes_too_long_gives_the_answers_with_not_checked(trusted):
    found = mlmp.read(slow(60, 2**17), check=True, trusted=trusted)
    assert found.answers == PETER
    assert "was not checked" in str(found.untold)


@pytest.mark.slow
def test_also_one_whose_drawings_take_longer_than_a_file_may():
    """Each holds as many names as are looked at; on a busy machine the process is stopped."""
    goals = [f"goals.{number}.{key}" for number in (1, 2, 3) for key in ("text", "notes")]

    def change(document: pikepdf.Pdf) -> None:
        for path in ("name", "purpose", "parking_lot", "wishing_well", "notes", *goals):
            look = field(document, path).AP.N
            look.write(b"/" * (2**18 - 1))

    data = changed(mlmp.fill("visual-plan", {**PETER, "notes": "x"}).pdf, change)
    found = mlmp.read(data, check=True)
    assert found.answers == {**PETER, "notes": "x"} and found.untold


def test_boxes_and_fonts_are_looked_at_once_each():
    """500 boxes that name 500 fonts each are checked in the time of a check."""

    def change(document: pikepdf.Pdf) -> None:
        fonts = pikepdf.Dictionary()
        for number in range(500):
            font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, **PLAIN)
            fonts[f"/F{number}"] = document.make_indirect(font)
        resources = document.make_indirect(pikepdf.Dictionary(Font=fonts))
        for number in range(500):
            look = document.make_stream(b"BT /F%d 9 Tf (x) Tj ET" % number, Resources=resources)
            box = pikepdf.Dictionary(
                Subtype=pikepdf.Name.Widget,
                FT=pikepdf.Name.Tx,
                T=f"felt{number}",
                V="x",
                Rect=[9, 9, 99, 99],
                AP=pikepdf.Dictionary(N=look),
            )
            add(document, box)

    assert untold(changed(mlmp.fill("visual-plan", PETER).pdf, change)) == {}
