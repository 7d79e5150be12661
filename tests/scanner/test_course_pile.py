"""Forty sheets of five people as they come from a course: one PDF, in random order, with backs."""

from __future__ import annotations

import csv
import json
import random
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from filled_paper import FilledPaper, back_of, scan_pdf, upside_down
from PIL import Image

import mlmp_print as mlmp
from mlmp_print.batches.sheet_ids import new_id
from mlmp_print.cli.commands import main
from mlmp_print.model.paths import flatten

FORMS = ("score-card", "goal-staircase", "evaluation", "status-sheet", "relative-preparation")
PAGES = 8  # of all of them
PEOPLE = ("anna", "bo", "carla", "dan", "eva")
DOUBTFUL = ("bo", "practice")  # marked twice


def marked(template: mlmp.Template, rng: random.Random) -> dict[str, list[str]]:
    """A mark for most questions."""
    states: dict[str, list[str]] = {}
    for layout in template.compiled_form().layouts:
        for target in layout.targets:
            states.setdefault(target.path, []).append(target.state)
    return {path: [rng.choice(every)] for path, every in states.items() if rng.random() < 0.9}


def records(path: Path) -> dict[str, dict[str, Any]]:
    """Person → form → answers."""
    found: dict[str, dict[str, Any]] = {}
    for line in path.read_text("utf-8").splitlines():
        person = json.loads(line)
        found[person["id"]] = {one["form"]: one for one in person["sheets"]}
    return found


@pytest.mark.slow
def test_forty_sheets_of_five_people(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rng = random.Random(7)
    templates = {form: mlmp.template(form) for form in FORMS}
    ids = {person: new_id(choose=rng.choice) for person in PEOPLE}
    lines = [f"{sheet_id};{name};{name};{','.join(FORMS)};a" for name, sheet_id in ids.items()]
    Path("ids.csv").write_text("\n".join(["sheet_id;id;row;forms;batch", *lines, ""]), "utf-8")
    truth: dict[str, dict[str, dict[str, list[str]]]] = {}
    heap: list[Image.Image] = []
    for person, sheet_id in ids.items():
        own = truth[person] = {form: marked(templates[form], rng) for form in FORMS}
        if person == DOUBTFUL[0]:
            own["score-card"][DOUBTFUL[1]] = ["1", "3"]
        pages = [
            page
            for form in FORMS
            for page in FilledPaper(templates[form], own[form], sheet_id=sheet_id).pages()
        ]
        assert len(pages) == PAGES
        if person == "carla":
            del pages[3]  # the first page of the status sheet is missing
        if person == "dan":
            pages.append(pages[1])  # the staircase is there twice
        heap += pages
    rng.shuffle(heap)
    for number in (2, 5):
        heap[number] = upside_down(heap[number])
    sides = [side for page in heap for side in (page, back_of(page))]
    scan_pdf(Path("back.pdf"), sides)

    said = ("scan", "back.pdf", "--register", "ids.csv", "--rows", "person", "--report", "r.csv")
    result = CliRunner().invoke(main, [*said, "-o", "a.jsonl"])
    assert result.exit_code == 3, result.stderr
    found = records(Path("a.jsonl"))
    assert {*found} == {*PEOPLE}
    doubts = [
        (person, form, doubt["path"])
        for person, sheets in found.items()
        for form, one in sheets.items()
        for doubt in one.get("doubts", ())
    ]
    assert (DOUBTFUL[0], "score-card", DOUBTFUL[1]) in doubts
    for person, sheets in found.items():
        assert {*sheets} == {*FORMS}
        for form, one in sheets.items():
            kinds = templates[form].form.all_places()
            load = {place.path: place.kind.load for place in kinds}
            expected = {
                path: load[path](states[0])
                for path, states in truth[person][form].items()
                if (person, form, path) not in doubts
            }
            assert flatten(one["answers"]) == expected, (person, form)
    assert found["carla"]["status-sheet"]["missing"] == [1]
    with Path("r.csv").open(encoding="utf-8-sig", newline="") as file:
        report = list(csv.DictReader(file, delimiter=";"))
    assert any("there twice" in row["why"] for row in report)
    assert f"{len(heap)} blank backs" in result.stderr

    scanned = mlmp.scan(["back.pdf"])
    digest = scanned.scans[0].digest
    settled = [
        {"scan": digest, "page": doubt.place.page, "path": doubt.path, "value": "3"}
        for sheet in scanned
        for doubt in sheet.doubts
    ]
    content = {"mlmp_corrections": 1, "corrections": settled}
    Path("corrections.json").write_text(json.dumps(content), "utf-8")
    again = CliRunner().invoke(
        main, [*said, "-o", "a.jsonl", "--force", "--corrections", "corrections.json"]
    )
    assert again.exit_code == 0, again.stderr
    assert records(Path("a.jsonl"))["bo"]["score-card"]["answers"] == {"practice": 3}
