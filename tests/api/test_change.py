"""Change a filled sheet: new answers win, the rest is kept, and no trace of an old one stays."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import sheets
from click.testing import CliRunner, Result
from hypothesis import strategies as st
from marking import EVERY_FORM
from PIL import Image
from strategies import answers as some_answers
from strategies import some
from viewers import VIEWERS, Visit, changed, in_pdfium, saved

import mlmp_print as mlmp
from mlmp_print.cli.commands import main
from mlmp_print.model import answers
from mlmp_print.prepared.folders import data_folder

PETER = sheets.PETER
STRANDBY = data_folder("assets") / "looks" / "strandby" / "look.toml"


AGREES = {key: value for key, value in PETER["goals"][2].items() if key != "disagrees"}
SAID_WRONGLY: list[dict[str, Any]] = [
    {"language": "xx", "size": "a9", "ink": 7, "large": "ja"},
    {"set": {"goals": 10**9, "x": 1, "goals_per_page": [1]}},
    {"set": []},
]


def filled(given: dict[str, Any] = PETER, form: str = "visual-plan", **wanted: Any) -> bytes:
    return mlmp.fill(form, given, **wanted).pdf


def change(pdf: bytes, given: Any, form: str = "visual-plan", **wanted: Any) -> mlmp.Filled:
    return mlmp.change(form, mlmp.read(pdf), given, **wanted)


# The law ------------------------------------------------------------------------------------------


def merged(old: Any, new: Any) -> Any:
    """Worked out on the nested answers, not by paths."""
    if isinstance(new, dict):
        old = old if isinstance(old, dict) else {}
        return {
            key: merged(old.get(key), new[key]) if key in new else old[key]
            for key in {**old, **new}
        }
    if isinstance(new, list):
        old = old if isinstance(old, list) else []
        return [
            merged(old[at] if at < len(old) else None, new[at]) if at < len(new) else old[at]
            for at in range(max(len(old), len(new)))
        ]
    return new


@pytest.mark.parametrize("form", EVERY_FORM)
def test_what_is_read_after_a_change_is_the_old_answers_with_the_new_ones_over_them(
    form: str,
) -> None:
    made = mlmp.template(form)
    for old, new in some(st.tuples(some_answers(made.form), some_answers(made.form)), 6):
        before = mlmp.read(made.fill(old).pdf)
        expected = answers.canonical(made.form, merged(answers.canonical(made.form, old), new))
        assert mlmp.read(made.change(before, new).pdf).answers == expected


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ({}, PETER),
        (None, PETER),
        ({"goals": []}, PETER),
        ({"goals": [{}, {}, {}]}, PETER),
        ({"name": "Åse"}, {**PETER, "name": "Åse"}),
        (
            {"name": None, "date": "", "purpose": None},
            {key: PETER[key] for key in PETER if key not in ("name", "date", "purpose")},
        ),
        ({"goals": None}, {key: PETER[key] for key in PETER if key != "goals"}),
        ({"goals": [{}, None]}, {**PETER, "goals": [PETER["goals"][0], {}, PETER["goals"][2]]}),
        (
            {"goals": [{}, {}, {"disagrees": False}]},
            {
                **PETER,
                "goals": [
                    *PETER["goals"][:2],
                    {k: v for k, v in PETER["goals"][2].items() if k != "disagrees"},
                ],
            },
        ),
        (
            {"goals": [{}, {}, {}, {"text": "en fjerde"}]},
            {**PETER, "goals": [*PETER["goals"], {"text": "en fjerde"}]},
        ),
    ],
)
def test_left_out_is_kept_and_named_as_empty_is_emptied(new: Any, expected: dict[str, Any]) -> None:
    done = change(filled(), new)
    assert mlmp.read(done.pdf).answers == expected
    assert [note.path for note in done.notes] == (
        ["goals"] if len(expected.get("goals", ())) > 3 else []
    )


# The file -----------------------------------------------------------------------------------------


def everything(pdf: bytes) -> bytes:
    """All objects of a file, unpacked."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        streams = [
            found.read_bytes()
            for found in document.objects
            if isinstance(found, pikepdf.Stream) and found.get("/Subtype") != "/Image"
        ]
        return saved(document, qdf=True) + b"".join(streams)


def test_nothing_of_an_old_answer_is_left_and_it_is_the_file_that_filling_at_once_gives() -> None:
    [typed] = in_pdfium([Visit(filled(), {"purpose": "HEMMELIGT", "notes": "KLADDE"})])
    assert b"HEMMELIGT" in everything(typed)
    done = change(typed, {"purpose": "offentligt", "notes": None}).pdf
    assert b"HEMMELIGT" not in everything(done) and b"KLADDE" not in everything(done)
    assert done == filled({**PETER, "purpose": "offentligt"})


@pytest.mark.parametrize("viewer", VIEWERS)
def test_a_copy_from_a_viewer_becomes_a_sheet_of_ours_again(viewer: str) -> None:
    """Letters that a viewer cannot set are often invisible in its copy; the answers are whole."""
    [copy] = VIEWERS[viewer](
        [Visit(filled(), {"purpose": "Łukasz “Şahin” Привет"}, {"goals.1.score_now": "0.5"})]
    )
    goals = [{**PETER["goals"][0], "score_now": 0.5}, *PETER["goals"][1:]]
    assert change(copy, {}).pdf == filled(
        {**PETER, "purpose": "Łukasz “Şahin” Привет", "goals": goals}
    )


HOW: list[dict[str, Any]] = [
    {},
    {"lang": "en", "size": "a3"},
    {"lang": "de", "ink": "gray", "large": True},
    {"settings": {"goals": 6, "goals_per_page": 1}},
    {"size": "a3", "settings": {"goals": 4}},
]


@pytest.mark.parametrize("how", HOW, ids=str)
def test_a_changed_sheet_is_drawn_as_it_was_before(how: dict[str, Any]) -> None:
    assert change(filled(**how), {"name": "Åse"}).pdf == filled({**PETER, "name": "Åse"}, **how)


@pytest.mark.parametrize("how", HOW[1:], ids=str)
def test_unless_it_is_asked_for_in_another_way(how: dict[str, Any]) -> None:
    assert change(filled(), {"name": "Åse"}, **how).pdf == filled({**PETER, "name": "Åse"}, **how)


def test_the_look_of_a_municipality_has_to_be_given_again() -> None:
    given = {"purpose": PETER["purpose"], "goals": [{"theme": "work"}]}
    before = filled(given, look=STRANDBY)
    done = change(before, {"name": "Åse"}, look=STRANDBY)
    assert (done.pdf, done.notes) == (filled({**given, "name": "Åse"}, look=STRANDBY), ())
    noted = change(before, {"goals": None}).notes
    assert [note.code for note in noted] == ["other-look"] and "Strandby Kommune" in noted[0].what
    with pytest.raises(mlmp.AnswersError, match=r"goals\.1\.theme.*\n.*Strandby"):
        change(before, {})


def test_a_locked_copy_can_be_changed_into_a_new_sheet_which_is_locked_only_if_asked() -> None:
    archived = filled(lock=True)
    assert change(archived, {"name": "Åse"}).pdf == filled({**PETER, "name": "Åse"})
    assert change(archived, {"name": "Åse"}, lock=True).pdf == filled(
        {**PETER, "name": "Åse"}, lock=True
    )


def test_pictures_are_kept_without_loss_replaced_or_taken_away(tmp_path: Path) -> None:
    for name, color in ("have.png", "green"), ("hund.jpg", "brown"), ("kat.png", "gray"):
        Image.effect_noise((90, 60), 80).convert("RGB").point(
            lambda tone, color=color: tone * len(color) // 6
        ).save(tmp_path / name)
    given = {
        "can": {"text": "grave", "picture": "have.png"},
        "dreams": {"picture": "hund.jpg"},
        "interests": {"picture": "hund.jpg"},
    }
    before = mlmp.fill("preparation-sheet", given, tmp_path).pdf
    done = mlmp.change(
        "preparation-sheet",
        mlmp.read(before),
        {"dreams": {"picture": "kat.png"}, "interests": {"picture": None}},
        tmp_path,
    )
    found, held = mlmp.read(done.pdf), mlmp.read(before)
    at_once = mlmp.read(
        mlmp.fill(
            "preparation-sheet", {"can": given["can"], "dreams": {"picture": "kat.png"}}, tmp_path
        ).pdf
    )
    assert (found.answers, found.pictures) == (at_once.answers, at_once.pictures)
    assert found.answers["can"] == held.answers["can"]
    assert (
        found.pictures[found.answers["can"]["picture"]]
        == held.pictures[held.answers["can"]["picture"]]
    )


# What cannot be kept ------------------------------------------------------------------------------


def older(pdf: bytes, **told: Any) -> bytes:
    """The sheet of an older version: with one question more, and one that asked for a date."""
    with changed(pdf) as document:
        private = document.Root.PieceInfo.MLMP.Private
        says = {**json.loads(private.read_bytes()), **told}
        says["schema"]["properties"] |= {
            "hobby": {"type": "string", "x-kind": "text"},
            "purpose": {"type": "string", "format": "date", "x-kind": "date"},
        }
        private.write(json.dumps(says).encode())
        field = pikepdf.Dictionary(
            FT=pikepdf.Name.Tx, T=pikepdf.String("hobby"), V=pikepdf.String("frimærker")
        )
        document.Root.AcroForm.Fields.append(document.make_indirect(field))
        sheets.fields(document)["purpose"].V = pikepdf.String("1/5-2019")
        return saved(document)


def test_what_an_older_version_asked_and_this_one_does_not_is_noted() -> None:
    done = change(older(filled(), version=0), {"name": "Åse"})
    assert mlmp.read(done.pdf).answers == {
        **{key: PETER[key] for key in PETER if key != "purpose"},
        "name": "Åse",
    }
    assert {note.path for note in done.notes} == {"visual-plan", "hobby", "purpose"}
    assert "version 0" in str(done.notes[0])


@pytest.mark.parametrize(
    "told",
    [
        {"language": "xx", "size": "a9", "ink": 7, "large": "ja"},
        {"set": {"goals": 10**9, "x": 1, "goals_per_page": [1]}},
        {"set": []},
    ],
)
def test_what_a_file_says_wrongly_of_how_it_was_drawn_is_passed_over(told: dict[str, Any]) -> None:
    done = change(older(filled(), **told), {"purpose": PETER["purpose"]})
    assert done.pdf == filled()


def test_a_sheet_that_lost_its_description_is_drawn_as_usual_and_says_so() -> None:
    with changed(filled(lang="en")) as document:
        del document.Root.PieceInfo
        done = change(saved(document), {})
    assert done.pdf == filled()
    assert ["how it was drawn" in note.what for note in done.notes] == [True]


def test_an_old_answer_that_cannot_be_filled_in_again_is_a_fault_unless_it_is_named() -> None:
    with changed(filled()) as document:
        for name, text in ("date", "til foråret"), ("purpose", "mere 😀"):
            sheets.fields(document)[name].V = pikepdf.String(text)
        before = saved(document)
    with pytest.raises(mlmp.AnswersError) as error:
        change(before, {"name": "Åse", "goals": [{"score_now": 7}]})
    assert [fault.path for fault in error.value.messages] == [
        "goals.1.score_now",
        "date",
        "purpose",
    ]
    assert "foråret" not in str(error.value) and "mere" not in str(error.value)
    done = change(before, {"date": None, "purpose": "mere"})
    assert mlmp.read(done.pdf).answers == {
        **{key: PETER[key] for key in PETER if key != "date"},
        "purpose": "mere",
    }


def test_another_form_is_refused_and_both_are_named() -> None:
    with pytest.raises(mlmp.UsageError, match=r"visual-plan.*status-sheet"):
        change(filled(), {}, form="status-sheet")


# The command line ---------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old.pdf").write_bytes(filled(lang="en", ink="gray"))
    (tmp_path / "new.json").write_text(json.dumps({"name": "Åse"}), "utf-8")
    return tmp_path


def run(*given: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, ["fill", "visual-plan", *given], input=stdin)


@pytest.mark.parametrize(("given", "stdin"), [(("new.json",), None), (("-",), '{"name": "Åse"}')])
def test_fill_onto_changes_a_copy(folder: Path, given: tuple[str, ...], stdin: str | None) -> None:
    before = (folder / "old.pdf").read_bytes()
    done = run(*given, "--onto", "old.pdf", "-o", "out.pdf", stdin=stdin)
    assert (done.exit_code, done.stderr) == (0, "")
    assert (folder / "out.pdf").read_bytes() == filled(
        {**PETER, "name": "Åse"}, lang="en", ink="gray"
    )
    assert (folder / "old.pdf").read_bytes() == before


def test_fill_onto_without_answers_draws_the_sheet_again_as_the_options_say(folder: Path) -> None:
    done = run(
        "--onto", "old.pdf", "--lang", "de", "--ink", "color", "--set", "goals=6", "-o", "out.pdf"
    )
    assert (done.exit_code, done.stderr) == (0, "")
    assert (folder / "out.pdf").read_bytes() == filled(lang="de", settings={"goals": 6})


def test_fill_onto_names_the_option_for_a_look_that_is_missing(folder: Path) -> None:
    (folder / "old.pdf").write_bytes(filled({"name": "Peter"}, look=STRANDBY))
    done = run("new.json", "--onto", "old.pdf", "-o", "out.pdf")
    assert done.exit_code == 0
    assert "“Strandby Kommune”. Give --look FILE.toml for that." in done.stderr


def test_the_notes_of_the_old_copy_are_shown_with_its_name(folder: Path) -> None:
    with changed(filled()) as document:
        sheets.fields(document)["purpose"].V = 7
        (folder / "old.pdf").write_bytes(saved(document))
    done = run("new.json", "--onto", "old.pdf", "-o", "out.pdf", "--accept", "left-out")
    assert done.exit_code == 0
    assert "Note: old.pdf: “Formål”: " in done.stderr


def test_an_encrypted_copy_needs_its_password_and_the_new_one_is_open_unless_asked(
    folder: Path,
) -> None:
    (folder / "old.pdf").write_bytes(mlmp.encrypt(filled(), "ord"))
    (folder / "password").write_text("ord\n")
    done = run("new.json", "--onto", "old.pdf", "-o", "out.pdf")
    assert done.exit_code == 6 and "--from-password-file" in done.stderr
    opened = ("new.json", "--onto", "old.pdf", "--from-password-file", "password")
    done = run(*opened, "-o", "out.pdf")
    assert (
        done.exit_code == 0
        and "--encrypt" in done.stderr
        and "ord" not in done.stderr.replace("password", "")
    )
    assert (folder / "out.pdf").read_bytes() == filled({**PETER, "name": "Åse"})
    (folder / "other").write_text("andet\n")
    done = run(*opened, "--password-file", "other", "-o", "shut.pdf")
    assert (done.exit_code, done.stderr) == (0, "")
    assert mlmp.read(folder / "shut.pdf", password="andet").answers["name"] == "Åse"


@pytest.mark.parametrize(
    ("given", "code", "said"),
    [
        (("new.json", "--onto", "old.pdf", "--from", "old.pdf", "-o", "out.pdf"), 2, "--onto"),
        (("-", "--onto", "-", "-o", "out.pdf"), 2, "stdin"),
        (("new.json", "--onto", "missing.pdf", "-o", "out.pdf"), 4, "missing.pdf"),
        (("new.json", "--onto", "new.json", "-o", "out.pdf"), 4, "new.json"),
        (("new.json", "--onto", "old.pdf", "-o", "old.pdf", "--force"), 5, "old.pdf"),
        (("new.json", "--onto", "old.pdf", "--lang", "xx", "-o", "out.pdf"), 2, "xx"),
        (("bad.json", "--onto", "old.pdf", "-o", "out.pdf"), 4, "goals.1.score_now"),
    ],
)
def test_what_is_refused_writes_nothing(
    folder: Path, given: tuple[str, ...], code: int, said: str
) -> None:
    (folder / "bad.json").write_text('{"goals": [{"score_now": 9}]}')
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    done = run(*given)
    assert done.exit_code == code, done.output
    assert said in done.stderr
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
