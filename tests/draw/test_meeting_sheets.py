"""The sheets around the meeting: invitation, agenda in pictures, course programme.

What every form must do is tested in tests/law.
"""

import io
import re

import pikepdf
import pypdfium2 as pdfium
import pytest
from sheets import MM, fields, widgets

import mlmp_print as mlmp
from mlmp_print.look.assets import languages

STEPS = ("hello", "me", "others", "pause", "goals", "plan", "goodbye")
INVITATION = {
    "name": "Peter",
    "meeting": "plan",
    "when": {"date": "2026-05-01", "time": "10.00"},
    "place": "Rådhuset",
    "call": {"name": "Anna Lund", "phone": "12 34 56 78"},
}


def pages(pdf):
    """The words of each page."""
    return [page.get_textpage().get_text_bounded() for page in pdfium.PdfDocument(pdf)]


def buttons(pdf, name):
    """What is said of each widget under a name, and where it lies; from the top, from the left."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = [
            (str(widget.TU), [float(edge) for edge in widget.Rect])
            for path, field in fields(document).items()
            if path.partition(".")[0] == name
            for widget in widgets(field)
        ]
    return sorted(found, key=lambda widget: (-widget[1][3], widget[1][0]))


def older(form, answers):
    """A sheet that was filled before, as it is read."""
    return mlmp.read(mlmp.fill(form, answers).pdf)


# Further pages ------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize(
    "form", ["agenda", "invitation", "evaluation", "preparation-sheet", "relative-preparation"]
)
def test_the_second_page_says_what_sheet_it_is_of(form, lang):
    """A page that has come loose, or is the first on a screen, has the sheet's title too."""
    (_, title, *_), (_, again, *_) = (
        page.splitlines() for page in pages(mlmp.blank(form, lang=lang, large=True))
    )  # the first line is the foot's
    assert again == title


# Agenda -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", languages())
def test_the_citizen_is_heard_before_the_others_and_every_step_has_its_number(lang):
    said = [words for words, _ in buttons(mlmp.blank("agenda", lang=lang), "done")]
    assert len(said) == len(STEPS)
    assert [number for number, words in enumerate(said, 1) if f"{number}: " in words] == [
        *range(1, 8)
    ]
    citizen = {"da": "Jeg fortæller først", "en": "I speak first", "de": "Ich rede zuerst"}
    assert [words.endswith(citizen[lang]) for words in said].index(True) == 1


def test_the_steps_stand_below_each_other_with_a_tick_that_a_shaking_hand_can_hit():
    ticks = [rect for _, rect in buttons(mlmp.blank("agenda"), "done")]
    assert len({left for left, _, _, _ in ticks}) == 1
    assert all(right - left >= 9 * MM - 0.1 for left, _, right, _ in ticks)


def test_in_large_print_the_numbers_go_on_on_the_second_page():
    first, second = pages(mlmp.blank("agenda", large=True))
    assert "Pause" in first and "Pause" not in second
    assert re.findall(r"^(\d)\s", second, re.MULTILINE) == ["5", "6", "7"]
    with pikepdf.open(io.BytesIO(mlmp.blank("agenda", large=True))) as document:
        assert [len(page.Annots) for page in document.pages] == [7, 3]


def test_an_agenda_begins_with_the_time_of_the_invitation_and_with_no_old_tick():
    begun = mlmp.carry("agenda", older("invitation", INVITATION))
    assert begun.answers == {"name": "Peter", "when": INVITATION["when"]}
    begun = mlmp.carry("agenda", older("yearly-cycle", {"dates": {"meeting": "2026-05-01"}}))
    assert begun.answers == {"when": {"date": "2026-05-01"}}
    ticked = {"when": INVITATION["when"], "done": dict.fromkeys(STEPS, True)}
    assert mlmp.carry("agenda", older("agenda", ticked)).answers == {"when": INVITATION["when"]}


def test_no_sheet_takes_the_date_of_an_old_plan_for_that_of_the_meeting():
    plan = older("visual-plan", {"name": "Peter", "date": "2025-05-01"})
    for form in ("agenda", "invitation", "course-programme"):
        assert mlmp.carry(form, plan).answers == {"name": "Peter"}


# Invitation ---------------------------------------------------------------------------------------


def test_an_invitation_says_which_meeting_it_is_for_and_what_that_is():
    (preparation, one), (plan, other) = buttons(mlmp.blank("invitation", lang="en"), "meeting")
    assert preparation.endswith("The preparation meeting: your life and your dreams.")
    meant = "The plan meeting: you speak first."
    assert plan.endswith(f"Make your plan, {meant}")
    assert one[2] < other[0]
    (_, above), (_, below) = buttons(mlmp.blank("invitation", large=True), "meeting")
    assert above[1] > below[3] and above[0] == below[0]


def test_a_new_invitation_keeps_where_and_whom_to_call_but_not_which_meeting_and_when():
    begun = mlmp.carry("invitation", older("invitation", INVITATION))
    kept = {key: INVITATION[key] for key in ("name", "place", "call")}
    assert begun.answers == kept


def test_the_picture_of_the_sheet_has_the_sheets_own_name(tmp_path):
    look = tmp_path / "look.toml"
    look.write_text(
        'name = "Strandby"\n[words.da]\n"forms.preparation-sheet.words.heading" = "Sådan er jeg"\n',
        "utf-8",
    )
    assert "Her er mit liv" in pages(mlmp.blank("invitation"))[0]
    changed = pages(mlmp.blank("invitation", look=look))[0]
    assert "Sådan er jeg" in changed and "Her er mit liv" not in changed


def test_a_table_of_people_fills_invitations_and_leaves_their_own_phones_alone():
    rows = [
        {
            "Navn": "Peter",
            "Møde": "Lave din plan",
            "Mødedato": "01-05-2026",
            "Klokkeslæt": "10.00",
            "Mødested": "Rådhuset",
            "Telefon": "98 76 54 32",
        }
    ]
    files = {}
    mlmp.batch("invitation", rows, files.__setitem__)
    (pdf,) = files.values()
    expected = {key: INVITATION[key] for key in ("name", "meeting", "when", "place")}
    assert mlmp.read(pdf).answers == expected


# Course programme ---------------------------------------------------------------------------------


def test_three_afternoons_stand_beside_each_other_and_one_a_page_in_large_print():
    assert len(pages(mlmp.blank("course-programme"))) == 1
    large = pages(mlmp.blank("course-programme", large=True))
    headings = ("Mit liv nu", "Det drømmer jeg om", "Klar til mødet")
    assert [sum(heading in page for heading in headings) for page in large] == [1, 1, 1]


def test_a_step_with_too_many_words_is_named(tmp_path):
    look = tmp_path / "look.toml"
    look.write_text(
        'name = "Strandby"\n[words.da]\n"forms.course-programme.words.guide" = "'
        + "En borgerguide fortæller. " * 9
        + '"\n',
        "utf-8",
    )
    with pytest.raises(mlmp.DefinitionError, match="afternoons days: “En borgerguide"):
        mlmp.blank("course-programme", look=look)
