"""Pages → sheets: by sheet id wherever the pages lie, and without one by their order."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace

import paper
import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper import ABOUT, BACK, REFUSED, Paper, sheet

from mlmp_print.pdf.sheet_codes import PanelKind
from mlmp_print.scanner.sheet_answers import sheet_answers
from mlmp_print.scanner.sheets import PanelSet, panel_sets


def sets_of(*files: list[paper.Side]) -> list[PanelSet]:
    return panel_sets(paper.pages(*files), paper.scan_files(*files))


def numbers(sets: list[PanelSet]) -> list[list[int]]:
    """The numbers of the panels of each sheet."""
    return [[panel.key.panel for panel in one.panels] for one in sets]


# With a sheet id ----------------------------------------------------------------------------------


@given(
    st.integers(1, 6),
    st.randoms(use_true_random=False),
    st.booleans(),
    st.integers(0, 4),
    st.integers(0, 4),
    st.integers(1, 3),
)
def test_the_pages_of_people_in_any_order_are_right_or_named(
    people, rng: random.Random, backs, doubled, lost, files
):
    """Every mark is on the sheet of whoever made it, and what is missing is named."""
    marks = {f"ID{number}": rng.choice("ab") for number in range(people)}
    papers = [one for owner, mark in marks.items() for one in sheet(mark, owner)]
    away = rng.sample(papers, min(lost, len(papers)))
    there = [one for one in papers if one not in away]
    heap: list[paper.Side] = [*there, *(rng.choice(there) for _ in range(doubled) if there)]
    rng.shuffle(heap)
    if backs:
        heap = [side for one in heap for side in (one, BACK)]
    parts = [heap[number::files] for number in range(files)]
    scans = paper.scan_files(*parts)
    sets = sets_of(*parts)
    assert len(sets) == len({one.sheet_id for one in there})
    for one in sets:
        found = sheet_answers(one, scans, paper.corrected(scans=scans))
        own = [side.panel for side in there if side.sheet_id == one.sheet_id]
        assert found.values == {f"mark_{number}": marks[one.sheet_id] for number in own}
        assert set(one.missing) == {1, 2, 3} - set(own)
        assert not found.doubts


def test_one_id_on_two_forms_is_two_sheets():
    a4, a3 = (Paper(1, {}, "ID", variant=variant) for variant in ("DAA4", "DAA3"))
    assert len(sets_of([a4, a3])) == 2


def test_a_continuation_page_goes_to_the_sheet_of_its_id_and_is_not_counted():
    rest = Paper(1, {}, "ID", PanelKind.CONTINUATION, panels=1)
    (found,) = sets_of([rest, BACK, *sheet("a", "ID")])
    assert len(found.continuations) == 1
    assert not found.missing


def test_a_course_list_is_nobodys_sheet():
    assert sets_of([Paper(1, {}, kind=PanelKind.COURSE_LIST)]) == []


# Without one --------------------------------------------------------------------------------------


@given(st.lists(st.sets(st.integers(1, 3), min_size=1), max_size=6), st.booleans())
def test_without_an_id_a_number_that_repeats_or_falls_begins_the_next_sheet(people, backs):
    heap: list[paper.Side] = [Paper(number, {}) for panels in people for number in sorted(panels)]
    if backs:
        heap = [side for one in heap for side in (one, BACK)]
    found = numbers(sets_of(heap))
    assert [number for one in found for number in one] == [
        number for panels in people for number in sorted(panels)
    ]
    assert all(one == sorted(set(one)) for one in found)
    if all(1 in panels for panels in people):
        assert len(found) == len(people)


@pytest.mark.parametrize(
    ("heap", "expected"),
    [
        ([1, REFUSED, 3], [[1, 3]]),  # the refused page can be the second
        ([1, REFUSED, 2], [[1], [2]]),  # it cannot, and nobody knows whose it is
        ([1, REFUSED, REFUSED, 3], [[1], [3]]),
        ([1, BACK, 2, BACK, 3], [[1, 2, 3]]),
        ([1, 3, 2], [[1, 3], [2]]),
    ],
)
def test_a_refused_page_parts_sheets_unless_it_can_be_the_missing_one(heap, expected):
    sides = [Paper(side, {}) if isinstance(side, int) else side for side in heap]
    assert numbers(sets_of(sides)) == expected


def test_a_page_in_another_look_begins_the_next_sheet():
    one, other = (replace(ABOUT, drawn={"look_name": name}) for name in "ab")
    both, first, second = (
        Paper(number, {}, abouts=abouts)
        for number, abouts in enumerate(((one, other), (one,), (other,)), 1)
    )
    found = sets_of([both, first, second])
    assert numbers(found) == [[1, 2], [3]]
    assert [sheet.about for sheet in found] == [one, other]


def test_a_sheet_is_what_all_its_pages_can_be_in_any_order():
    one, other, third = (replace(ABOUT, drawn={"look_name": name}) for name in "abc")
    papers = [
        Paper(number, {}, "ID1", abouts=abouts)
        for number, abouts in enumerate(((one, other, third), (one, third), (other, third)), 1)
    ]
    for order in itertools.permutations(papers):
        (sheet,) = sets_of([*order])
        assert sheet.about == third


def test_files_of_one_page_each_are_a_row_of_pages():
    first, second, third = (Paper(number, {}) for number in (1, 2, 3))
    assert numbers(sets_of([first], [second], [third])) == [[1, 2, 3]]


def test_the_next_file_of_several_pages_begins_a_sheet():
    first, second, third = (Paper(number, {}) for number in (1, 2, 3))
    assert numbers(sets_of([first, second], [third, first])) == [[1, 2], [3], [1]]


def test_a_page_of_another_variant_begins_a_sheet():
    heap = [Paper(1, {}), Paper(2, {}, variant="ENA4"), Paper(3, {}, variant="ENA4")]
    assert numbers(sets_of(heap)) == [[1], [2, 3]]


def test_a_page_with_an_id_between_pages_without_one_parts_them():
    heap = [Paper(1, {}), Paper(2, {}, "ID"), Paper(2, {})]
    assert numbers(sets_of(heap)) == [[1], [2], [2]]
