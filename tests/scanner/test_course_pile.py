"""Forty pages of five people as they come from a course: one PDF, in random order, with backs.

A simulated hand has filled them in, and a person settles what is open with the keyboard alone.
"""

from __future__ import annotations

import csv
import json
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from chromium import Browser
from click.testing import CliRunner, Result
from filled_paper import back_of, scan_pdf, upside_down
from PIL import Image
from repository import ROOT
from review_driver import ReviewPage

import mlmp_print as mlmp
from mlmp_print.batches.sheet_ids import new_id
from mlmp_print.cli.commands import main
from mlmp_print.model.kinds import Kind
from mlmp_print.model.paths import flatten, without_positions
from mlmp_print.scanner.review import read_corrections
from mlmp_print.scanner.review_data import DOUBT, PAGE, PICTURE, TEXT

sys.path.append(str(ROOT))

from benchmarks.scan.conditions import CONDITIONS
from benchmarks.scan.sheets import Sheet
from benchmarks.scan.simulate import simulate
from benchmarks.scan.truth import Value

FORMS = {  # and the pages of each
    "score-card": 1,
    "goal-staircase": 1,
    "evaluation": 1,
    "status-sheet": 4,
    "relative-preparation": 1,
}
PEOPLE = ("anna", "bo", "carla", "dan", "eva")
PENS = {"blue": 0.5, "black": 0.3, "gel": 0.2}
CONDITION_NAMES = ("gray150", "bilevel300")
TYPED, DAY = "skrevet", "3-12-2026"


@dataclass
class Pile:
    """The scan, and what stands on it: (person, form) → path → state, True, False or None."""

    folder: Path
    condition: str
    truth: dict[tuple[str, str], dict[str, Value]] = field(default_factory=dict)
    pages: int = 0

    def run(self, *more: str) -> Result:
        options = ("--register", "ids.csv", "--rows", "person", "--report", "r.csv", "--force")
        return CliRunner().invoke(main, ["scan", "back.pdf", *options, "-o", "a.jsonl", *more])

    def records(self) -> dict[tuple[str, str], dict[str, Any]]:
        """(person, form) → what was read."""
        lines = (self.folder / "a.jsonl").read_text("utf-8").splitlines()
        people = {person["id"]: person["sheets"] for person in map(json.loads, lines)}
        assert {*people} == {*PEOPLE}
        return {(name, one["form"]): one for name, sheets in people.items() for one in sheets}


@pytest.fixture(scope="module", params=CONDITION_NAMES)
def pile(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Pile]:
    """A page of Carla's is missing, one of Dan's is there twice, two lie upside down."""
    rng = random.Random(7)
    pile = Pile(tmp_path_factory.mktemp("course"), request.param)
    scanned = replace(CONDITIONS[pile.condition], pens=PENS)
    ids = {person: new_id(choose=rng.choice) for person in PEOPLE}
    heap: list[Image.Image] = []
    for number, (person, sheet_id) in enumerate(ids.items()):
        for form, count in FORMS.items():
            sheet = Sheet(f"{person} {form}", form, sheet_id=sheet_id)
            own = pile.truth[person, form] = {}
            for index in range(count):
                if (person, form, index) == ("carla", "status-sheet", 0):
                    continue
                picture, stands = simulate(sheet, index, scanned, number)
                for panel in stands.panels:
                    own.update(panel.values)
                heap += [picture] * (2 if (person, form) == ("dan", "goal-staircase") else 1)
    rng.shuffle(heap)
    for number in (2, 5):
        heap[number] = upside_down(heap[number])
    pile.pages = len(heap)
    scan_pdf(pile.folder / "back.pdf", [side for page in heap for side in (page, back_of(page))])
    listed = [f"{sheet_id};{name};{name};{','.join(FORMS)};a" for name, sheet_id in ids.items()]
    text = "\n".join(["sheet_id;id;row;forms;batch", *listed, ""])
    (pile.folder / "ids.csv").write_text(text, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(pile.folder)
        yield pile


def kinds_of(form: str) -> dict[str, Kind]:
    return {place.pattern: place.kind for place in mlmp.template(form).form.all_places()}


def given(pile: Pile, who: tuple[str, str]) -> dict[str, Any]:
    """The answers that stand on a sheet."""
    kinds = kinds_of(who[1])
    return {
        path: value if value is True else kinds[without_positions(path)].load(value)
        for path, value in pile.truth[who].items()
        if value not in (None, False)
    }


def marks_of(pile: Pile, who: tuple[str, str], record: dict[str, Any]) -> dict[str, Any]:
    """The answers that were read and are no typed text."""
    return {
        path: value for path, value in flatten(record["answers"]).items() if path in pile.truth[who]
    }


@pytest.mark.slow
def test_forty_pages_of_five_people_settled_by_keyboard_alone(pile: Pile, browser: Browser):
    result = pile.run("--review", "review")
    assert result.exit_code == 3, result.stderr
    found = pile.records()
    assert {*found} == {*pile.truth}
    for who, record in found.items():
        doubtful = {doubt["path"] for doubt in record.get("doubts", ())}
        sure = {path: value for path, value in given(pile, who).items() if path not in doubtful}
        assert marks_of(pile, who, record) == sure, who
    assert [who for who, one in found.items() if "missing" in one] == [("carla", "status-sheet")]
    with Path("r.csv").open(encoding="utf-8-sig", newline="") as file:
        assert any("there twice" in row["why"] for row in csv.DictReader(file, delimiter=";"))
    assert f"{pile.pages} blank backs" in result.stderr

    corrections = settled(pile, found, ReviewPage(browser, Path("review", "index.html").absolute()))
    again = pile.run("--corrections", str(corrections))
    assert again.exit_code == 0, again.stderr
    for who, record in pile.records().items():
        assert marks_of(pile, who, record) == given(pile, who), who
        assert not {"doubts", "pictures"} & {*record}
        typed = {*flatten(record["answers"]).values()} - {*given(pile, who).values()}
        assert typed <= {TYPED, "2026-12-03"}


def settled(pile: Pile, found: dict[tuple[str, str], Any], page: ReviewPage) -> Path:
    """Answer every card of the review with keys, as somebody does who sees the paper.

    In black and white many rows are asked about, those in which nothing is seen a page at a time.
    """
    owner = {
        (doubt["page"].rpartition("#")[2], doubt["path"]): who
        for who, record in found.items()
        for doubt in record.get("doubts", ())
    }

    def stands(card: dict[str, Any]) -> Value:
        return pile.truth[owner[card["page"], card["path"]]][card["path"]]

    page.enter_first()
    total, answers = page.cards, 0
    while page.open_cards:
        card, answers = page.card(), answers + 1
        if card["rows"]:
            page.keys("1" if any(map(stands, card["rows"])) else "-", "Enter")
        elif card["kind"] == DOUBT:
            page.keys(*page.keys_for(stands(card)), "Enter")
        elif card["kind"] == TEXT:
            page.browser.type(DAY if card["date"] else TYPED)
            page.keys("Enter")
        else:
            assert card["kind"] in (PAGE, PICTURE)
            page.keys("1", "Enter")
    assert answers == total if pile.condition == "gray150" else answers < total
    corrections = page.save()
    assert len(read_corrections(corrections)) == total
    return corrections
