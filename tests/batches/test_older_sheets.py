"""A batch that starts from older sheets, or changes them, does for everyone what `fill` does."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner

import mlmp_print as mlmp
from mlmp_print.cli.commands import main
from mlmp_print.cli.exit_codes import PARTIAL

SECRET = "Kanarie-Hemmelig"
GOALS = [
    {"text": "vaske tøj", "theme": "mobility", "score_now": 3, "score_expected": 1},
    {"text": "tage bussen", "score_now": 2.5},
]


def table(rows: list[dict[str, object]]) -> io.BytesIO:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(dict.fromkeys(key for row in rows for key in row)))
    writer.writeheader()
    writer.writerows(rows)
    return io.BytesIO(text.getvalue().encode())


def plan(folder: Path, name: str, answers: dict[str, object], **options: object) -> Path:
    """A filled plan of last year under a name."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.pdf"
    path.write_bytes(mlmp.fill("visual-plan", answers, **options).pdf)
    return path


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    for number in (1, 2, 3):
        plan(
            tmp_path / "plans", f"S{number}", {"name": f"Person {number}", "goals": GOALS[:number]}
        )
    return tmp_path / "plans"


def run(form, rows, **arguments):
    """Run a batch in memory. Returns the answers by file name, and the outcome."""
    files: dict[str, bytes] = {}
    outcome = mlmp.batch(form, table(rows), files.__setitem__, **arguments)
    answers = {name: mlmp.read(pdf, trusted=True).answers for name, pdf in files.items()}
    return answers, outcome


def texts(outcome) -> str:
    return "\n".join(map(str, [*outcome.troubles, *outcome.notes]))


# Start ------------------------------------------------------------------------------------------


def test_everyone_gets_what_carry_and_fill_give_one_by_one(plans):
    rows = [{"id": f"S{number}", "goals.1.score_now": 1} for number in (1, 2, 3)]
    files, outcome = run("status-sheet", rows, start_from=[plans])
    for number in (1, 2, 3):
        older = mlmp.read(plans / f"S{number}.pdf")
        carried = mlmp.carry("status-sheet", older, {"goals": [{"score_now": 1}]})
        assert (
            files[f"S{number}.pdf"]
            == mlmp.read(mlmp.fill("status-sheet", carried.answers).pdf, trusted=True).answers
        )
    assert files["S2.pdf"]["goals"][1] == {"text": "tage bussen", "score_then": 2.5}
    assert (outcome.written, outcome.failed, outcome.note_count) == (3, 0, 0)


@pytest.mark.parametrize("name", ["{}-visual-plan", "visual-plan-{}", "{}"])
def test_a_sheet_is_known_by_a_file_name_that_a_batch_gives(tmp_path, name):
    plan(tmp_path / "plans", name.format("Å-1"), {"name": "Åse"})
    files, _ = run("status-sheet", [{"id": "Å/1", "date": "2026-05-01"}], start_from=[tmp_path])
    assert files["Å-1.pdf"]["name"] == "Åse"


def test_a_sheet_id_goes_before_a_file_name(tmp_path):
    made = {"goals": [{"text": "vaske tøj"}]}
    template = mlmp.template("visual-plan")
    (tmp_path / "S1.pdf").write_bytes(template.fill(made, sheet_id="7F3K9Q2N").pdf)
    plan(tmp_path, "S2", {"goals": [{"text": "tage bussen"}]})
    rows = [{"id": "S2", "sheet_id": "7F3K9Q2N", "date": "2026-05-01"}]
    files, outcome = run("status-sheet", rows, start_from=[tmp_path])
    assert files["S2.pdf"]["goals"][0]["text"] == "vaske tøj"
    assert "1 of 2 older sheets belong to nobody in the table" in texts(outcome)


def test_the_register_says_whose_a_sheet_is(tmp_path):
    register = tmp_path / "register.csv"
    rows = [{"id": f"S{number}", "goals.1.text": f"mål {number}"} for number in (1, 2)]
    made = tmp_path / "made"
    mlmp.batch("visual-plan", table(rows), made, sheet_ids=register)
    (made / "S1.pdf").rename(made / "scan-2.pdf")
    (made / "S2.pdf").rename(made / "S1.pdf")  # its name says one thing and its id another
    new = [{"id": f"S{number}", "date": "2026-05-01"} for number in (1, 2)]
    files, outcome = run("status-sheet", new, start_from=[made], register=register)
    assert [files[f"S{number}.pdf"]["goals"][0]["text"] for number in (1, 2)] == ["mål 1", "mål 2"]
    assert not outcome.note_count


def test_nobody_gets_the_sheet_of_somebody_else(plans):
    rows = [
        {"id": "S1", "name": "Hans"},
        {"id": "S9", "name": "Ny"},
        {"id": "S2", "name": "person  2"},
    ]
    files, outcome = run("status-sheet", rows, start_from=[plans])
    assert list(files) == ["S2.pdf"]
    codes = [trouble.code for trouble in outcome.troubles]
    assert codes == ["doubt:other-name", "doubt:no-older-sheet"]
    assert "Person 1" not in texts(outcome) and "Hans" not in texts(outcome)

    accept = ["other-name", "no-older-sheet"]
    files, outcome = run("status-sheet", rows, start_from=[plans], accept=accept)
    assert files["S1.pdf"] == {
        "name": "Hans",
        "goals": [{"text": "vaske tøj", "theme": "mobility", "score_then": 3, "score_expected": 1}],
    }
    assert files["S9.pdf"] == {"name": "Ny"} and not outcome.failed


def test_two_rows_that_one_sheet_could_be_of_get_none(tmp_path):
    plan(tmp_path / "plans", "åse", {"name": "Åse"})
    rows = [{"id": "Åse", "date": "2026-05-01"}, {"id": "åse", "date": "2026-05-01"}]
    files, outcome = run("status-sheet", rows, start_from=[tmp_path])
    assert not files and texts(outcome).count("which is that of another row too") == 2


def test_two_sheets_of_one_person_that_differ_are_no_choice_of_ours(plans):
    plan(plans, "S1-visual-plan", {"name": "Person 1"})
    plan(plans, "visual-plan-S2", {"name": "Person 2", "goals": GOALS})  # a copy
    rows = [{"id": f"S{number}", "date": "2026-05-01"} for number in (1, 2)]
    files, outcome = run("status-sheet", rows, start_from=[plans])
    assert list(files) == ["S2.pdf"]
    assert "row 2: has 2 older sheets that differ" in texts(outcome)


def test_what_is_wrong_with_an_older_sheet_is_said_once_for_all_forms(plans):
    plan(plans, "S1-visual-plan", {"name": "Person 1"})
    rows = [{"id": "S1", "date": "2026-05-01"}]
    files, outcome = run(["visual-plan", "wishing-well"], rows, start_from=[plans])
    assert not files and texts(outcome).count("has 2 older sheets that differ") == 1


def write_beside_the_fields(sheet: Path) -> None:
    with pikepdf.open(sheet, allow_overwriting_input=True) as pdf:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.FreeText,
            Rect=[50, 50, 200, 80],
            Contents=SECRET,
        )
        pdf.pages[0].Annots.append(pdf.make_indirect(note))
        pdf.save()


@pytest.mark.parametrize("how", ["start_from", "onto"])
@pytest.mark.parametrize("written", ["S1", "S1-visual-plan"])
def test_a_copy_on_which_more_is_written_is_no_copy(plans, how, written):
    plan(plans, "S1-visual-plan", {"name": "Person 1", "goals": GOALS[:1]})
    write_beside_the_fields(plans / f"{written}.pdf")
    rows = [{"id": "S1", "date": "2026-05-01"}]
    files, outcome = run("visual-plan", rows, **{how: [plans]})
    assert not files and "row 2: has 2 older sheets that differ" in texts(outcome)
    assert SECRET not in texts(outcome)


def test_what_a_citizen_wrote_beside_the_fields_is_not_lost(plans):
    write_beside_the_fields(plans / "S1.pdf")
    rows = [{"id": "S1", "date": "2026-05-01"}]
    files, outcome = run("status-sheet", rows, start_from=[plans])
    assert not files and [trouble.code for trouble in outcome.troubles] == ["loss:annotations"]
    files, outcome = run("status-sheet", rows, start_from=[plans], accept=["annotations"])
    assert list(files) == ["S1.pdf"]
    assert SECRET not in texts(outcome)


@pytest.mark.parametrize("how", ["start_from", "onto"])
def test_a_strict_batch_makes_no_sheet_of_an_older_one_with_a_note(plans, how):
    write_beside_the_fields(plans / "S1.pdf")
    (plans / "S3.pdf").unlink()
    form = "visual-plan" if how == "onto" else "status-sheet"
    rows = [{"id": f"S{number}", "date": "2026-05-01"} for number in (1, 2)]
    given = {how: [plans], "accept": ["annotations"]}
    files, outcome = run(form, rows, **given)
    assert outcome.written == 2 and outcome.notes[0].where.row == 2
    files, outcome = run(form, rows, **given, strict=True)
    assert list(files) == ["S2.pdf"] and outcome.failed == 1
    assert [trouble.where.row for trouble in outcome.troubles] == [2]


def test_a_sheet_that_cannot_be_read_is_named_and_stops_no_other(plans):
    (plans / "S2.pdf").write_bytes(b"%PDF-1.7 broken")
    rows = [{"id": f"S{number}", "date": "2026-05-01"} for number in (1, 2)]
    files, outcome = run("status-sheet", rows, start_from=[plans])
    assert list(files) == ["S1.pdf"] and "S2.pdf: " in texts(outcome)
    assert outcome.failed == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"start_from": []}, "None of the older sheets can be read"),
        ({"start_from": ["missing"]}, "None of the older sheets can be read"),
        ({"start_from": ["plans"], "onto": ["plans"]}, "give one of them"),
        ({"register": "r.csv"}, "need older sheets"),
        ({"onto": ["plans"], "print_job": "job.pdf"}, "leave print job and sheet ids out"),
        ({"onto": ["plans"], "sheet_ids": "ids.csv"}, "leave print job and sheet ids out"),
        ({"start_from": ["plans"], "accept": ["ink"]}, "nothing to accept"),
    ],
)
@pytest.mark.usefixtures("plans")
def test_what_does_not_go_together_is_refused(tmp_path, monkeypatch, arguments, words):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(mlmp.MlmpError, match=words):
        mlmp.batch("visual-plan", table([{"id": "S1", "date": ""}]), "out", **arguments)
    assert not Path("out").exists()


def test_a_table_that_says_of_nobody_who_they_are_is_refused(plans):
    with pytest.raises(mlmp.AnswersError, match="which older sheet is theirs"):
        run("status-sheet", [{"name": "Person 1"}], start_from=[plans])


def test_encrypted_sheets_need_their_password(plans):
    pdf = plans / "S1.pdf"
    pdf.write_bytes(mlmp.encrypt(pdf.read_bytes(), SECRET))
    rows = [{"id": "S1", "date": "2026-05-01"}]
    _, outcome = run("status-sheet", rows, start_from=[plans])
    assert outcome.failed == 1 and "password" in texts(outcome)
    files, _ = run("status-sheet", rows, start_from=[plans], older_password=SECRET)
    assert files["S1.pdf"]["name"] == "Person 1"


# Change -----------------------------------------------------------------------------------------


def test_a_changed_sheet_keeps_what_the_table_does_not_say(tmp_path):
    older = {"name": "Åse", "goals": GOALS, "wishing_well": "Japan"}
    plan(tmp_path / "plans", "S1", older, lang="en", large=True, size="a3")
    files: dict[str, bytes] = {}
    rows = [{"id": "S1", "goals.2.score_now": "1,5"}]
    mlmp.batch("visual-plan", table(rows), files.__setitem__, onto=[tmp_path / "plans"])
    sheet = mlmp.read(files["S1.pdf"])
    changed = mlmp.change(
        "visual-plan", mlmp.read(tmp_path / "plans" / "S1.pdf"), {"goals": [{}, {"score_now": 1.5}]}
    )
    assert sheet.answers == mlmp.read(changed.pdf).answers
    assert (sheet.language, sheet.drawn["large"], sheet.drawn["size"]) == ("en", True, "a3")


def test_a_changed_sheet_must_be_of_the_form(plans):
    rows = [{"id": "S1", "goals.1.score_now": 1}]
    files, outcome = run("status-sheet", rows, onto=[plans])
    assert not files and "has no older sheet of the form “status-sheet”" in texts(outcome)


def test_an_input_is_never_written_over(plans):
    rows = [{"id": "S1", "goals.1.score_now": 1}]
    before = (plans / "S1.pdf").read_bytes()
    with pytest.raises(mlmp.OutputError):
        mlmp.batch("visual-plan", table(rows), plans, onto=[plans], force=True)
    assert (plans / "S1.pdf").read_bytes() == before


def test_a_batch_that_goes_on_sees_that_an_older_sheet_was_changed(tmp_path, plans):
    rows = tmp_path / "rows.csv"
    rows.write_text("id;goals.1.score_now\nS1;1\nS2;1\n")
    how = {"onto": [plans], "resume": True}
    assert mlmp.batch("visual-plan", rows, tmp_path / "out", **how).written == 2
    plan(plans, "S2", {"name": "Person 2", "goals": GOALS[:2], "notes": "nyt"})
    outcome = mlmp.batch("visual-plan", rows, tmp_path / "out", **how)
    assert (outcome.written, outcome.skipped) == (1, 1)
    assert mlmp.read(tmp_path / "out" / "S2.pdf").answers["notes"] == "nyt"


# The command line -------------------------------------------------------------------------------


def test_the_command_says_which_code_accepts_what(tmp_path, plans):
    rows = tmp_path / "rows.csv"
    rows.write_text("id;date\nS1;2026-05-01\nS8;2026-05-01\n")
    arguments = ["batch", "status-sheet", str(rows), "--from", str(plans), "-o"]
    result = CliRunner().invoke(main, [*arguments, str(tmp_path / "out")])
    assert result.exit_code == PARTIAL
    assert "Give --accept no-older-sheet for that." in result.stderr
    accepted = [*arguments, str(tmp_path / "all"), "--accept", "no-older-sheet"]
    assert CliRunner().invoke(main, accepted).exit_code == 0


def test_the_command_changes_only_what_its_options_say(tmp_path):
    plan(tmp_path / "plans", "S1", {"name": "Åse"}, lang="de", large=True)
    rows = tmp_path / "rows.csv"
    rows.write_text("id;date\nS1;2026-05-01\n")
    arguments = ["batch", "visual-plan", str(rows), "--onto", str(tmp_path / "plans")]
    out = tmp_path / "out"
    result = CliRunner().invoke(main, [*arguments, "-o", str(out), "--ink", "gray", "--jobs", "2"])
    assert result.exit_code == 0, result.stderr
    drawn = mlmp.read(out / "S1.pdf").drawn
    assert (drawn["lang"], drawn["large"], drawn["ink"]) == ("de", True, "gray")


# The entries of lists ---------------------------------------------------------------------------


def test_a_goal_in_another_place_does_not_get_the_score_of_the_one_there(plans):
    row = {"id": "S2", "goals.1.text": "tage bussen", "goals.1.score_now": 3}
    files, outcome = run("status-sheet", [row], start_from=[plans])
    assert not files and [one.code for one in outcome.troubles] == ["doubt:other-entry"]
    files, _ = run("status-sheet", [row], start_from=[plans], accept=["other-entry"])
    assert files["S2.pdf"]["goals"][0]["text"] == "tage bussen"
    same = {**row, "goals.1.text": "vaske  tøj "}  # as people see it
    assert run("status-sheet", [same], start_from=[plans])[1].written == 1


def test_a_changed_sheet_takes_a_new_text_but_not_that_of_another_goal(plans):
    rows = [
        {"id": "S1", "goals.1.text": "vaske mit tøj"},
        {"id": "S2", "goals.1.text": "tage bussen"},
    ]
    files, outcome = run("visual-plan", rows, onto=[plans])
    assert list(files) == ["S1.pdf"] and outcome.troubles[0].code == "doubt:other-entry"


@pytest.mark.parametrize("how", ["start_from", "onto"])
def test_a_score_without_a_goal_on_either_sheet_is_refused(plans, how):
    form = {"start_from": "status-sheet", "onto": "visual-plan"}[how]
    row = {"id": "S1", "goals.3.score_now": 4}
    files, outcome = run(form, [row], **{how: [plans]})
    assert not files and [one.code for one in outcome.troubles] == ["doubt:scores-alone"]


def test_a_score_without_a_goal_is_refused_too_where_a_sheet_starts_from_nothing(plans):
    rows = [
        {"id": "S1", "goals.1.text": "", "goals.1.score_now": 2},
        {"id": "S9", "goals.1.text": "", "goals.1.score_now": 2},
    ]
    accept = ["no-older-sheet"]
    files, outcome = run("status-sheet", rows, start_from=[plans], accept=accept)
    assert list(files) == ["S1.pdf"]
    assert [trouble.code for trouble in outcome.troubles] == ["doubt:scores-alone"]
    accept.append("scores-alone")
    assert run("status-sheet", rows, start_from=[plans], accept=accept)[1].written == 2


def test_a_row_need_not_say_a_name_that_the_older_sheet_has(plans):
    rows = [{"id": "S1", "name": "", "date": "2026-05-01"}]
    for form, how in (("visual-plan", "onto"), ("status-sheet", "start_from")):
        files, _ = run(form, rows, **{how: [plans]})
        assert files["S1.pdf"]["name"] == "Person 1"


def test_a_file_named_by_a_row_or_a_confusable_id_is_not_taken_for_an_id(tmp_path):
    made = tmp_path / "made"
    mlmp.batch("visual-plan", table([{"name": "Ane"}, {"name": "Bo"}]), made)
    assert {path.name for path in made.glob("*.pdf")} == {"2.pdf", "3.pdf"}
    new = [{"id": "2", "date": "2026-05-01"}, {"id": "3", "date": "2026-05-01"}]
    files, outcome = run("status-sheet", new, start_from=[made])
    assert not files and outcome.failed == 2

    alike = tmp_path / "alike"
    mlmp.batch("visual-plan", table([{"id": "a1", "name": "x"}, {"id": "A1", "name": "y"}]), alike)
    files, _ = run("status-sheet", [{"id": "A1", "date": "2026-05-01"}], start_from=[alike])
    assert not files
    files, _ = run("status-sheet", [{"id": "a1", "date": "2026-05-01"}], start_from=[alike])
    assert files["a1.pdf"]["name"] == "x"


def test_half_a_plan_starts_nothing(plans):
    with pikepdf.open(plans / "S1.pdf", allow_overwriting_input=True) as pdf:
        del pdf.pages[-1]
        pdf.save()
    rows = [{"id": "S1", "date": "2026-05-01"}]
    for form, how in (("visual-plan", "onto"), ("status-sheet", "start_from")):
        files, outcome = run(form, rows, **{how: [plans]})
        assert not files and outcome.troubles[0].code == "loss:missing-pages"
        assert run(form, rows, **{how: [plans]}, accept=["missing-pages"])[1].written == 1


def test_goals_that_were_read_in_rows_keep_their_numbers(tmp_path):
    goals = [{"text": "bus", "score_now": 1}, {}, {"text": "kor", "score_now": 3}]
    template = mlmp.template("visual-plan")
    pdf = template.fill({"name": "Ida", "goals": goals}, sheet_id="7F3K9Q2N").pdf
    (tmp_path / "gap.pdf").write_bytes(pdf)
    rows = tmp_path / "g.csv"
    (tmp_path / "m.toml").write_text('group_by = "sheet_id"\n')
    read = ["read", str(tmp_path / "gap.pdf"), "--rows", "goal", "--headings", "words"]
    assert CliRunner().invoke(main, [*read, "-o", str(rows)]).exit_code == 0
    files: dict[str, bytes] = {}
    outcome = mlmp.batch("visual-plan", rows, files.__setitem__, columns=tmp_path / "m.toml")
    assert outcome.written == 1
    (again,) = files.values()
    assert mlmp.read(again).answers["goals"] == goals


@pytest.mark.parametrize("headings", ["keys", "words"])
def test_goals_that_were_read_in_rows_are_never_sheets_of_their_own(tmp_path, headings):
    template = mlmp.template("visual-plan")
    goals = [{"text": "bus", "score_now": 1}, {"text": "kor", "score_now": 3}]
    for name in ("a", "b"):
        made = template.fill({"name": name, "goals": goals})
        (tmp_path / f"{name}.pdf").write_bytes(made.pdf)
    rows = tmp_path / "g.csv"
    read = ["read", str(tmp_path), "--rows", "goal", "--headings", headings, "-o", str(rows)]
    assert CliRunner().invoke(main, read).exit_code == 0
    for form in ("status-sheet", "visual-plan"):
        with pytest.raises(mlmp.AnswersError, match="each row is a goal"):
            mlmp.batch(form, rows, dry_run=True)
    (tmp_path / "m.toml").write_text('group_by = "file"\n')
    outcome = mlmp.batch("status-sheet", rows, columns=tmp_path / "m.toml", dry_run=True)
    assert (outcome.written, outcome.failed) == (2, 0)


def test_a_goal_that_the_plan_does_not_have_is_said(tmp_path):
    plan = mlmp.fill("visual-plan", {"name": "Ida", "goals": [{"text": "bus"}, {"text": "kor"}]})
    (tmp_path / "S1.pdf").write_bytes(plan.pdf)
    staircase = mlmp.template("goal-staircase", settings={"goal": 3})
    files: dict[str, bytes] = {}
    rows = [{"id": "S1", "name": "Ida"}]
    outcome = mlmp.batch(staircase, rows, files.__setitem__, start_from=[tmp_path])
    assert ["no entry 3 to start from" in str(note) for note in outcome.notes] == [True]
    strict = mlmp.batch(staircase, rows, files.__setitem__, start_from=[tmp_path], strict=True)
    assert (strict.written, strict.failed) == (0, 1)
