"""One sheet: what is sure, what is in doubt, and what a person has settled."""

from __future__ import annotations

import paper
import pytest
from paper import Paper, sheet

from mlmp_print.scanner.asked_before import asked_before
from mlmp_print.scanner.panels import MarkedCell, WrittenArea
from mlmp_print.scanner.review_data import ASK, KEEP, SKIP
from mlmp_print.scanner.sheet_answers import SheetAnswers, sheet_answers
from mlmp_print.scanner.sheets import panel_sets


def answers_of(heap, *said) -> tuple[SheetAnswers, list[str]]:
    """The answers of the one sheet in a file, and the faults of the corrections."""
    scans = paper.scan_files(heap)
    corrections = paper.corrected(*said, scans=scans)
    (one,) = panel_sets(paper.pages(heap), scans)
    corrections.asked = frozenset(asked_before([one], scans))
    found = sheet_answers(one, scans, corrections)
    return found, [str(fault) for fault in corrections.first_faults()]


def one_page(**cells: MarkedCell) -> list[Paper]:
    return [Paper(1, cells, panels=1)]


DOUBTFUL = one_page(score=MarkedCell(None, "two-marks", "2.5"), tick=MarkedCell(True))


def test_states_become_values():
    heap = one_page(score=MarkedCell("2.5"), choice=MarkedCell("no"), tick=MarkedCell(True))
    assert answers_of(heap)[0].values == {"score": 2.5, "choice": "no", "tick": True}


def test_what_is_not_marked_is_no_answer():
    heap = one_page(score=MarkedCell(None), tick=MarkedCell(False))
    found, _ = answers_of(heap)
    assert (found.values, found.doubts) == ({}, [])


def test_a_doubt_is_in_no_answer_and_says_what_was_read():
    found, _ = answers_of(DOUBTFUL)
    assert found.values == {"tick": True}
    assert [(doubt.path, doubt.read, doubt.place.page) for doubt in found.doubts] == [
        ("score", 2.5, 1)
    ]


def test_several_answers_to_a_question_that_has_one_are_a_doubt():
    found, _ = answers_of(one_page(choice=MarkedCell(("yes", "no"))))
    assert (found.values, found.doubts[0].read) == ({}, ["yes", "no"])


# Corrections --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("said", "value"), [("3", 3), ("0", 0), (None, None)])
def test_a_correction_settles_a_doubt(said, value):
    found, faults = answers_of(DOUBTFUL, (1, "score", said))
    assert found.values.get("score") == value
    assert (found.doubts, found.settled, faults) == ([], ["score"], [])


def test_a_doubt_whose_citizen_is_to_be_asked_stays_open():
    found, faults = answers_of(DOUBTFUL, (1, "score", ASK))
    assert [doubt.path for doubt in found.doubts] == ["score"]
    assert (found.values, faults) == ({"tick": True}, [])


@pytest.mark.parametrize("said", ["5", "x", True, ("1", "2")])
def test_a_correction_that_is_no_answer_to_the_question_is_a_fault(said):
    found, faults = answers_of(DOUBTFUL, (1, "score", said))
    assert "score" not in found.values
    assert len(faults) == 1
    assert "page 1" in faults[0]


@pytest.mark.parametrize(("page", "path"), [(2, "score"), (1, "choice"), (1, "tick"), (1, "")])
def test_a_correction_of_what_was_not_asked_is_a_fault(page, path):
    assert len(answers_of(DOUBTFUL, (page, path, "1"))[1]) == 1


# What is written ----------------------------------------------------------------------------------

WRITTEN = [Paper(1, {}, panels=1, written={"text": WrittenArea("text")})]


def test_a_text_is_in_no_answer_until_it_was_typed():
    found, _ = answers_of(WRITTEN)
    assert (found.values, [part.path for part in found.written]) == ({}, ["text"])
    found, faults = answers_of(WRITTEN, (1, "text", "tage bussen"))
    assert (found.values, found.written, faults) == ({"text": "tage bussen"}, [], [])


def test_a_text_that_says_nothing_is_settled_too():
    found, _ = answers_of(WRITTEN, (1, "text", ""))
    assert (found.values, found.written, found.settled) == ({}, [], ["text"])


def test_a_text_that_is_too_long_is_a_fault_that_does_not_show_it():
    _, (fault,) = answers_of(WRITTEN, (1, "text", "hemmelig " * 5000))
    assert "hemmelig" not in fault


# The same page twice ------------------------------------------------------------------------------

ONE, OTHER = sheet("a", "ID"), sheet("b", "ID")
TWICE = [*ONE, OTHER[1]]  # the second page, with another answer


def test_a_page_that_is_there_twice_with_the_same_answers_counts_once():
    found, _ = answers_of([*ONE, ONE[1]])
    assert found.values == {f"mark_{number}": "a" for number in (1, 2, 3)}
    assert not found.doubts
    assert "there twice" in found.notes[0][1]


def test_a_page_that_is_there_twice_with_other_answers_is_a_doubt():
    found, _ = answers_of(TWICE)
    assert found.values == {"mark_1": "a", "mark_3": "a"}
    assert {doubt.path for doubt in found.doubts} == {"", "mark_2"}


def test_such_a_doubt_says_what_each_page_says_and_shows_the_page():
    found, _ = answers_of(TWICE)
    (doubt,) = [one for one in found.doubts if one.path]
    assert (doubt.read, doubt.crop) == (["a", "b"], paper.THUMBNAIL)


def test_no_answer_of_such_a_page_is_given():
    first = Paper(1, {"choice": MarkedCell("yes"), "score": MarkedCell("1")}, "ID", panels=1)
    second = Paper(1, {"choice": MarkedCell("no"), "score": MarkedCell("1")}, "ID", panels=1)
    assert answers_of([first, second])[0].values == {}
    settled, _ = answers_of([first, second], (2, "choice", "no"))
    assert (settled.values, settled.doubts) == ({"choice": "no", "score": 1}, [])


def test_a_person_says_which_of_two_pages_counts():
    for said in [(4, "", KEEP)], [(2, "", SKIP)], [(2, "", SKIP), (4, "", KEEP)]:
        found, faults = answers_of(TWICE, *said)
        assert found.values == {"mark_1": "a", "mark_2": "b", "mark_3": "a"}
        assert (found.doubts, faults) == ([], [])


@pytest.mark.parametrize("kept", [1, 2])
def test_who_says_which_page_counts_may_answer_all_that_is_asked(kept):
    """The review asks of both pages, and of what differs; every answer on it may be given."""
    text = {"text": WrittenArea("text")}
    heap = [
        Paper(
            1, {"choice": MarkedCell(mark), "score": MarkedCell("1")}, "ID", panels=1, written=text
        )
        for mark in ("yes", "no")
    ]
    pages = [(page, "", KEEP if page == kept else SKIP) for page in (1, 2)]
    texts = [(page, "text", f"page {page}") for page in (1, 2)]
    found, faults = answers_of(heap, *pages, *texts, (1, "choice", "no"))
    assert (found.values, found.doubts) == (
        {"choice": "no", "score": 1, "text": f"page {kept}"},
        [],
    )
    assert not faults


def test_a_doubt_on_one_of_two_equal_pages_stays_a_doubt():
    first = Paper(1, {"choice": MarkedCell("yes")}, "ID", panels=1)
    second = Paper(1, {"choice": MarkedCell(None, "pale", "yes")}, "ID", panels=1)
    for heap in ([first, second], [second, first]):
        found, _ = answers_of(heap)
        assert (found.values, [doubt.path for doubt in found.doubts]) == ({}, ["choice"])


def test_two_typed_texts_of_one_question_that_differ_are_a_doubt():
    page = Paper(1, {}, "ID", panels=1, written={"text": WrittenArea("text")})
    same, _ = answers_of([page, page], (1, "text", "x"), (2, "text", "x"))
    assert (same.values, same.doubts) == ({"text": "x"}, [])
    other, _ = answers_of([page, page], (1, "text", "x"), (2, "text", "y"))
    assert (other.values, [doubt.path for doubt in other.doubts]) == ({}, ["text"])
