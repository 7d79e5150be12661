"""How it went, over many: the counts are right, and the page says them to eyes and ears."""

from __future__ import annotations

import io
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import page as page_validation
import pikepdf
import pytest
from disclosure import Network, Pipe, fixed
from listener import heard
from python_calamine import CalamineWorkbook

import mlmp_print as mlmp
from mlmp_print.reader.many import Received
from mlmp_print.reader.sheet import Read
from mlmp_print.summary.effects import collect, summarize

THEMES = ("practical_tasks", "mobility", "society", "health")
DAY = date(2026, 11, 28)

Goal = dict[str, Any]


def goal(theme: str = "mobility", then: Any = 3, now: Any = 2, **more: Any) -> Goal:
    return {"text": "Tage bussen", "theme": theme, "score_then": then, "score_now": now, **more}


@pytest.fixture(scope="module")
def kinds() -> dict[str, Any]:
    """The kinds of a status sheet, with the goal type that a form may ask for."""
    blank = mlmp.read(mlmp.blank("status-sheet"), trusted=True)
    choice = type(blank.kinds["goals.theme"])(("develop", "maintain", "limit_loss"))
    return {**blank.kinds, "goals.goal_type": choice}


def read(
    answers: Goal, kinds: dict[str, Any], number: int = 0, sheet_id: str = "0", folder: str = "s"
) -> Received:
    sheet = Read("status-sheet", 1, "en", answers, kinds=kinds, sheet_id=sheet_id)
    return Received(Path(folder, f"{number}.pdf"), sheet)


def everyone(goals: Sequence[Sequence[Goal]], kinds: dict[str, Any]) -> Iterator[Received]:
    for number, theirs in enumerate(goals):
        yield read({"name": f"Person {number}", "goals": list(theirs)}, kinds, number)


def counted(goals: Sequence[Sequence[Goal]], kinds: dict[str, Any]) -> dict[str, Any]:
    return summarize(collect(everyone(goals, kinds))).to_json()


def crowd(people: int) -> list[list[Goal]]:
    chance = random.Random(12)
    halves = [half / 2 for half in range(9)]
    return [
        [
            goal(
                chance.choice(THEMES),
                chance.choice(halves),
                chance.choice(halves),
                score_expected=chance.choice(halves),
                disagrees=chance.random() < 0.3,
                goal_type=chance.choice(["develop", "maintain", "limit_loss"]),
            )
            for _ in range(chance.randint(1, 3))
        ]
        for _ in range(people)
    ]


# Counts -------------------------------------------------------------------------------------------


def test_the_counts_of_five_hundred_are_those_of_plain_arithmetic(kinds):
    people = crowd(500)
    found = counted(people, kinds)
    assert found["people"] == 500
    for key, rows in (("theme", found["themes"]), ("goal_type", found["goal_types"])):
        assert sum(row["goals"] for row in rows) == found["all"]["goals"]
        for row in (*rows, found["all"]):
            goals = [
                one for theirs in people for one in theirs if row.get(key, one[key]) == one[key]
            ]
            changes = [one["score_now"] - one["score_then"] for one in goals]
            assert row["goals"] == len(goals)
            assert row["less"] == sum(change < 0 for change in changes)
            assert row["stayed"] == sum(change == 0 for change in changes)
            assert row["more"] == sum(change > 0 for change in changes)
            reached = sum(one["score_now"] <= one["score_expected"] for one in goals)
            assert row["reached"] == reached
            assert row["disagrees"] == sum(one["disagrees"] for one in goals)


def test_then_and_now_is_counted_in_whole_levels(kinds):
    moves = [(4, 3), (3.5, 3), (2, 2), (1.5, 2), (1, 0), (1, 1), (0, 0), (3, 3)]
    found = counted([[goal(then=then, now=now)] for then, now in moves * 13], kinds)
    levels = found["then_now"]
    expected = Counter((-(-then // 1), -(-now // 1)) for then, now in moves * 13)
    assert levels["levels"] == [[0], [0.5, 1], [1.5, 2], [2.5, 3], [3.5, 4]]
    assert levels["goals"] == [[expected[then, now] for now in range(5)] for then in range(5)]
    few = counted([[goal(then=then, now=now)] for then, now in moves * 12], kinds)
    assert few["then_now"] is None, "99 goals or fewer"


def test_goals_without_a_score_are_counted_apart(kinds):
    people = [[goal(), goal(now=None), goal(then=None), {}] for _ in range(6)]
    bare = [
        [{key: value for key, value in one.items() if value is not None} for one in theirs]
        for theirs in people
    ]
    found = counted(bare, kinds)["all"]
    assert (found["goals"], found["not_counted"]) == (6, 12)


def test_an_expected_score_may_be_as_high_as_then_or_higher(kinds):
    held = [[goal(then=3, now=3, score_expected=3)] for _ in range(6)]
    lost = [[goal(then=2, now=2.5, score_expected=3)] for _ in range(6)]
    found = counted(held + lost, kinds)["all"]
    assert (found["stayed"], found["more"], found["reached"]) == (6, 6, 12)


def test_one_person_with_many_goals_is_one_person(kinds):
    people = [[goal("society")] * 12, *([[goal(), goal(then=1)]] * 8)]
    rows = counted(people, kinds)["themes"]
    assert not any(row.get("theme") == "society" for row in rows)


def test_of_four_people_in_a_theme_nothing_can_be_worked_out(kinds):
    crowds = [[goal(theme), goal(theme, 1, 2), goal(theme, 2, 2)] for theme in THEMES[:3]] * 9
    found = counted(crowds + [[goal("health")]] * 4, kinds)
    assert {row.get("theme") for row in found["themes"]} & {"health"} == set()
    joined = next(row for row in found["themes"] if "joined" in row)
    assert "health" in joined["joined"]
    assert len(joined["joined"]) > 1
    assert joined["goals"] >= 9


@pytest.mark.parametrize("people", [0, 1, 4])
def test_fewer_than_five_people_are_refused(kinds, people):
    with pytest.raises(mlmp.MlmpError, match=r"Fewer than 5 people|No sheet holds goals"):
        counted([[goal()] * 12] * people, kinds)


def test_five_people_are_counted(kinds):
    found = counted([[goal()]] * 5, kinds)
    assert (found["people"], found["all"]["goals"]) == (5, 5)
    assert found["all"]["less"] == found["themes"][2]["less"] == 5


def test_the_audit_finds_what_can_be_worked_out():
    leak = Network([fixed("outside", "in", 9), fixed("in", "outside", 7)])
    leak.pipes.append(Pipe("in", "outside", truth=2, name="hidden"))
    assert [*leak.narrow()] == ["hidden (is 2)"]


# Whose sheets -------------------------------------------------------------------------------------


def test_a_sheet_that_is_there_twice_is_counted_once(kinds):
    sheets = [read({"goals": [goal()]}, kinds, number, f"ID{number}") for number in range(6)]
    again = read({"goals": [goal()]}, kinds, 99, "ID1")
    found = summarize(collect([*sheets, again]))
    assert (found.counted.people, found.left_out) == (6, ())
    other = read({"goals": [goal(now=4)]}, kinds, 98, "ID1")
    found = summarize(collect([*sheets, other]))
    assert found.counted.people == 5
    assert {message.where.file for message in found.left_out} == {"s/1.pdf", "s/98.pdf"}


def test_two_files_that_hold_the_same_are_two_people_but_named(tmp_path):
    template = mlmp.template("status-sheet")
    for number in range(5):
        pdf = template.fill({"name": f"P{number}", "goals": [goal()]}).pdf
        (tmp_path / f"{number}.pdf").write_bytes(pdf)
    assert mlmp.effects([tmp_path]).notes == ()
    (tmp_path / "4 (1).pdf").write_bytes(pdf)  # as a browser saves it again
    found = mlmp.effects([tmp_path])
    assert found.counted.people == 6
    (told,) = map(str, found.notes)
    assert "4.pdf" in told and "4 (1).pdf" in told and "the same" in told


def plan(now: Any, number: int, kinds: dict[str, Any], **more: Any) -> Received:
    folder, sheet_id = more.pop("folder", "old"), more.pop("sheet_id", "0")
    plans = {path: kind for path, kind in kinds.items() if path != "goals.score_then"}
    answers = {"name": f"P{number}", "goals": [{"text": "Bus", "score_now": now}], **more}
    return read(answers, plans, number, sheet_id, folder)


def test_two_plans_are_a_pair_by_sheet_id_or_else_by_file_name(kinds):
    old = [plan(3, number, kinds) for number in range(6)]
    new = [plan(2, number, kinds, folder="new") for number in range(6)]
    old.append(plan(1, 50, kinds, sheet_id="AB", name="Bo"))
    new.append(plan(2, 60, kinds, folder="new", sheet_id="AB", name="Bo"))
    found = summarize(collect(new, old))
    assert (found.counted.people, found.left_out) == (7, ())


def test_plans_that_are_no_pair_are_named_by_count(kinds):
    old = [plan(3, number, kinds) for number in range(8)]
    new = [plan(2, number, kinds, folder="new") for number in (*range(7), 70, 71)]
    old[6] = plan(3, 6, kinds, name="Somebody else")
    found = summarize(collect(new, old))
    assert found.counted.people == 6
    assert [str(message) for message in found.left_out] == [
        "new/6.pdf: and old/6.pdf are of people with two names.",
        "Sheets without an earlier one of the same id or name: 2.",
        "Earlier sheets without a later one of the same id or name: 1.",
    ]


def test_goals_of_two_plans_are_the_same_by_their_words(kinds):
    old = [plan(3, number, kinds) for number in range(6)]
    new = [plan(2, number, kinds, folder="new") for number in range(6)]
    for received in new:
        assert received.read
        received.read.answers["goals"].insert(0, {"text": "Noget nyt", "score_now": 4})
    found = summarize(collect(new, old)).to_json()["all"]
    assert (found["goals"], found["not_counted"]) == (6, 6)


def test_sheets_of_other_forms_are_noted(kinds):
    other = Received(Path("w.pdf"), Read("wishing-well", 1, "da", {}))
    found = summarize(collect([*everyone(crowd(5), kinds), other]))
    assert [str(note) for note in found.notes] == [
        "Sheets of the form wishing-well, which has no such scores: 1"
    ]


# What is written ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def of_many(kinds) -> mlmp.Effects:
    people = crowd(300) + [[goal("self_care")]] * 3
    return summarize(collect(everyone(people, kinds)))


@pytest.mark.parametrize("lang", ["da", "en", "de"])
def test_the_page_is_accessible(of_many, lang):
    pdf = of_many.pdf(lang=lang, day=DAY)
    profile = page_validation.ValidationProfile.PDF_UA_1
    report = page_validation.validate_pdf_bytes(pdf, profile=profile)
    assert report.is_compliant, report
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert len(file.pages) == 1
        assert "/AcroForm" not in file.Root
        assert str(file.Root.Lang).startswith(lang)


def test_the_page_reads_aloud(of_many, kinds):
    words = heard(of_many.pdf(lang="en", day=DAY))
    total = of_many.counted.total
    assert f"Figure: All {total.goals} goals. Less help: {total.counts['less']}." in words
    for row in of_many.counted.themes:
        if row.group == "mobility":
            cells = [row.goals, *(row.counts[name] for name in ("less", "stayed", "more"))]
            said = "".join(rf"\s+TD: {cell}" for cell in cells)
            assert re.search(rf"TH: Mobility{said}", words)
    few = [goal("health", disagrees=True, now=3)] * 3 + [goal()] * 9 + [goal("society")] * 7
    few += [goal("society", now=3)] * 2 + [goal("self_care")] * 6
    hiding = summarize(collect(everyone([[one] for one in few], kinds)))
    said = heard(hiding.pdf(lang="en"))
    assert "TD: hidden" in said, "how many disagree"
    assert "Same help or more help: 5." in said
    assert re.search(r"TD: Same help or more help: \d", said)
    assert re.search(r"P: Others are: [^\n]*Self-care", words)
    assert "28-11-2026" in words


def test_grey_has_no_colour(of_many):
    pdf = of_many.pdf(ink="gray")
    with pikepdf.open(io.BytesIO(pdf)) as file:
        operators = {str(operator) for _, operator in pikepdf.parse_content_stream(file.pages[0])}
    assert operators & {"rg", "RG"} == set()


def test_the_workbook_has_the_counts_in_words(of_many):
    book = CalamineWorkbook.from_filelike(io.BytesIO(of_many.xlsx(lang="da", day=DAY)))
    assert book.sheet_names == [
        "Livets temaer", "Måltype", "Alle mål", "Dengang og nu", "Sådan er der talt",
    ]  # fmt: skip
    rows = book.get_sheet_by_name("Livets temaer").to_python()
    assert rows[0][:5] == ["Livstema", "Mål", "Mindre hjælp", "Samme hjælp", "Mere hjælp"]
    found = {row[0]: row[1:5] for row in rows}
    for row in of_many.counted.themes:
        if row.group == "mobility":
            assert found["Mobilitet"][0] == row.goals


def test_no_name_or_text_is_in_what_is_written(kinds):
    secret = "Kanarie-Hemmelig"
    people = [
        read(
            {"name": secret, "goals": [goal(text=secret, helped=secret)]},
            kinds,
            number,
            f"Q{number}",
        )
        for number in range(9)
    ]
    found = summarize(collect(people))
    for data in (repr(found.to_json()), heard(found.pdf()), repr(found.counted)):
        assert secret not in data
        assert "Q1" not in data


def test_a_look_without_the_themes_is_refused(kinds):
    people = [[goal(theme)] for theme in ("home", "body") for _ in range(9)]
    found = summarize(collect(everyone(people, kinds)))
    with pytest.raises(mlmp.UsageError, match="life themes that this look does not have"):
        found.pdf()
    assert found.to_json()["people"] == 18


def test_goal_types_have_the_words_of_the_plan(kinds):
    people = [[goal(goal_type=kind)] for kind in ("develop", "maintain", "of_our_own") * 6]
    found = summarize(collect(everyone(people, kinds)))
    said = heard(found.pdf(lang="da"))
    for name in ("Måltype", "Udvikle", "Fastholde", "Begrænse tab", "of_our_own"):
        assert f"TH: {name}" in said


def test_goals_without_themes_make_no_table_of_themes(kinds):
    people = [[{"score_then": 3, "score_now": 2}]] * 7
    found = summarize(collect(everyone(people, kinds)))
    said = heard(found.pdf(lang="en"))
    assert found.to_json()["themes"] == []
    assert "too few people" not in said
    alone = [[goal(theme)] for theme in THEMES[:3]] * 2
    few = summarize(collect(everyone(alone, kinds)))
    assert "too few people" in heard(few.pdf(lang="en"))
