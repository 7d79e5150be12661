"""Random answers, drawn on paper by a simulated hand, scanned and read: equal or doubtful."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from marking import slow_unless
from repository import ROOT
from strategies import runs

sys.path.append(str(ROOT))

from benchmarks.scan import bench, truth
from benchmarks.scan.conditions import CONDITIONS, PHONE, SCAN
from benchmarks.scan.paper_marks import Panel
from benchmarks.scan.pens import Paper
from benchmarks.scan.person import Person
from benchmarks.scan.plan import jobs
from benchmarks.scan.reading import Blanks, all_blanks, read_picture
from benchmarks.scan.scanners import Scanner
from benchmarks.scan.scoring import Score, score_picture
from benchmarks.scan.sheets import SHEETS
from benchmarks.scan.simulate import simulate

QUICK_SHEETS = ("plan", "evaluation", "agreement", "own-form")
QUICK_CONDITIONS = ("gray150", "gray200", "color200", "copier", "holes", "phone-flat")
SCANS = [name for name, condition in CONDITIONS.items() if condition.kind == SCAN]
PHONES = [name for name, condition in CONDITIONS.items() if condition.kind == PHONE]
SEEDS = st.integers(0, 9999)


def seeds(examples):
    """The settings of a law over pages: a page that fails is not made smaller, which takes long."""
    return settings(runs(examples), phases=(Phase.explicit, Phase.generate))


def scored(page, condition, seed, blanks) -> tuple[truth.Truth, Score]:
    sheet, page_index = page
    picture, stands = simulate(SHEETS[sheet], page_index, CONDITIONS[condition], seed)
    return stands, score_picture(stands, read_picture(picture, blanks))


@cache
def quick_blanks():
    return Blanks(SHEETS[name] for name in QUICK_SHEETS)


def pages(names):
    """One of the pages of these sheets that have something to mark; not drawn before it is run."""
    return st.deferred(
        lambda: st.sampled_from([(name, page) for name in names for page in SHEETS[name].pages])
    )


@pytest.mark.parametrize("examples", [4, slow_unless(False, 9)])
def test_what_is_read_without_a_doubt_stands_on_the_paper(examples):
    @seeds(examples)
    @given(page=pages(QUICK_SHEETS), condition=st.sampled_from(QUICK_CONDITIONS), seed=SEEDS)
    def law(page, condition, seed):
        stands_on_the_paper(page, condition, seed)

    law()


def stands_on_the_paper(page, condition, seed):
    stands, score = scored(page, condition, seed, quick_blanks())
    assert not score.mistaken
    if not stands.faint:
        assert not score.wrong
        assert not score.missed


# Whether all that is read of any scan is right, `make scan-bench` tells: it is not so yet.
@pytest.mark.slow
@seeds(40)
@given(page=pages(SHEETS), condition=st.sampled_from(SCANS), seed=SEEDS)
def test_no_scan_is_taken_for_another_page(page, condition, seed):
    _, score = scored(page, condition, seed, all_blanks())
    assert not score.mistaken


@pytest.mark.slow
@seeds(30)
@given(page=pages(SHEETS), condition=st.sampled_from(PHONES), seed=SEEDS)
def test_no_photo_is_taken_for_another_page(page, condition, seed):
    _, score = scored(page, condition, seed, all_blanks())
    assert not score.mistaken


# The simulator itself -----------------------------------------------------------------------------


def test_a_seed_makes_the_same_picture_and_truth_again():
    sheet, condition = SHEETS["score-card"], CONDITIONS["gray150"]
    (first, stands), (again, stood) = (simulate(sheet, 0, condition, 5) for _ in range(2))
    assert np.array_equal(np.asarray(first), np.asarray(again))
    assert stands == stood == truth.from_json(stands.as_json())
    assert not np.array_equal(np.asarray(first), np.asarray(simulate(sheet, 0, condition, 6)[0]))


def test_a_mark_is_torn_off_only_with_the_paper_under_it():
    sheet, condition = SHEETS["relative"], CONDITIONS["corner-torn"]
    _, beside = simulate(sheet, 0, condition, 400043)
    (panel,) = beside.panels
    assert "talked" in panel.may_doubt and not panel.must_doubt


def test_people_mark_strike_rub_out_and_leave_things_open():
    sheet = SHEETS["agreement"]
    layout = sheet.panels(1)[0]
    found, doubts = Counter(), Counter()
    for seed in range(12):
        rng = np.random.default_rng(seed)
        paper = Paper(np.full((594, 420), 255, np.uint8), 50, rng)
        panel = Panel(paper, layout, Person.by_chance(rng), "", {})
        panel.fill()
        assert paper.pixels.min() < 200
        found.update(state for states in panel.truth.cells.values() for state in states.values())
        doubts.update(panel.truth.must_doubt.values())
        for path, value in panel.truth.values.items():
            marked = [s for s, how in panel.truth.cells[path].items() if how == truth.MARKED]
            if path not in panel.truth.must_doubt:
                assert marked == (
                    []
                    if value in (None, False)
                    else [*panel.truth.cells[path]][:1]
                    if value is True
                    else [value]
                )
    assert set(found) == {truth.EMPTY, truth.MARKED, truth.STRUCK, truth.ERASED}
    assert doubts["two marks"]


def test_what_is_empty_on_a_copy_of_pencil_is_doubted_with_reason():
    sheet, condition = SHEETS["plan"], CONDITIONS["copier-pencil"]
    _, of_copy = simulate(sheet, 1, condition, 3)
    _, of_pen = simulate(sheet, 1, replace(condition, pens={"blue": 1.0}), 3)
    _, of_sheet = simulate(sheet, 1, replace(condition, take=Scanner()), 3)
    (panel,) = of_copy.panels
    empty = {path for path, value in panel.values.items() if value in (None, False)}
    assert empty and empty <= set(panel.may_doubt) < set(panel.values)
    for other in (of_pen, of_sheet):
        assert "empty on a copy of pencil" not in other.panels[0].may_doubt.values()


def test_a_run_takes_every_condition_and_many_sheets():
    plan = jobs(62, list(SHEETS), list(CONDITIONS))
    assert len(plan) == 62 == len({job.seed for job in plan})
    assert Counter(job.condition_name for job in plan) == dict.fromkeys(CONDITIONS, 2)
    assert len({job.sheet_name for job in plan}) > len(SHEETS) / 2


def test_a_wrong_value_of_a_scan_fails_a_run():
    (job,) = jobs(1, ["plan"], ["gray200"])
    wrong = Score(pages=1, wrong=[bench.Wrong("plan-2-gray200-0", "goals.1.theme", "a", "b", "")])
    report = bench.Report()
    report.add(bench.Result(job, True, wrong))
    assert report.failures == ["scan, faint pencil: 1 of 0 wrong without a doubt"]
    report.add(bench.Result(job, False, wrong))
    assert report.failures[0] == "scan: 1 of 0 wrong without a doubt"
    assert bench.Report().failures == []


def test_too_many_needless_doubts_fail_a_run():
    (job,) = jobs(1, ["plan"], ["gray200"])
    report = bench.Report()
    report.add(bench.Result(job, False, Score(clean=100, needless=Counter({"pale": 1}))))
    assert report.failures == []
    report.add(bench.Result(job, False, Score(clean=100, needless=Counter({"pale": 4}))))
    assert report.failures == ["scan: 2.5% doubted without need"]


def test_the_table_counts_what_is_wrong():
    (job,) = jobs(1, ["plan"], ["gray200"])
    wrong = Score(pages=1, wrong=[bench.Wrong("plan-2-gray200-0", "goals.1.theme", "a", "b", "")])
    report = bench.Report()
    for faint in (True, False):
        report.add(bench.Result(job, faint, wrong))
    assert "| gray200 | 2 | 0 | 0 | 0 | 2 |" in bench.table(report)
