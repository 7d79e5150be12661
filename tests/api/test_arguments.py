"""A wrong argument of a public function is refused in a sentence that names it."""

from __future__ import annotations

import inspect
import io
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, get_type_hints

import pytest

import mlmp_print as mlmp
from mlmp_print.batches.sheet_ids import check_character
from mlmp_print.model import limits

FORM = "wishing-well"
SECRET = "Kanarie-Hemmelig"  # an argument's value: no message shows it
NO_PATH = "a\0b"
SHEET_ID = "7F3K9Q2" + check_character("7F3K9Q2")


def closed(file: Any) -> Any:
    file.close()
    return file


# The columns are those of every register; one sheet id is in it.
_FOLDER = tempfile.TemporaryDirectory()
REGISTER = Path(_FOLDER.name) / "register.csv"
REGISTER.write_text(f"sheet_id;id;row;forms;batch\n{SHEET_ID};7001;2;{FORM};a\n", "utf-8")

CORRECTIONS = Path(_FOLDER.name) / "review" / "corrections.csv"
REVIEW = CORRECTIONS.parent
mlmp.write_review(REVIEW, [])

# Argument → values that no function takes for it.
WRONG: dict[str, list[Any]] = {
    "form": [5, None, b"visual-plan", Path("visual-plan"), [5], "a\0.toml", "\ud800.toml"],
    "lang": [5, None, b"da", ["da"]],
    "size": [4, None, b"a4"],
    "ink": [5, None, ["gray"]],
    "large": [1, "yes", None],
    "look": [5, b"look.toml", NO_PATH],
    "marks": ["off", 1, b""],
    "names": [5, b"Peter", NO_PATH],
    "sets": [-1, "two", True, limits.SPARE_SETS + 1],
    "settings": [5, "goals=6", [("goals", 6)], {5: 6}, {"goals": True}, {"goals": 1.5}],
    "folder": [5, b"pictures", NO_PATH],
    "lock": [1, "yes", None],
    "sheet_id": [5, None, "", "æøå", "A" * 17, "A\n", "a", "7F3K9Q2A"],
    "pdf": [5, None, {}, bytearray(b"%PDF")],
    "password": [5, b"secret", [SECRET], f"{SECRET}\ud800"],
    "source": [5, None, 1.5],
    "sources": [5, None, "returned", Path("returned"), b"%PDF"],
    "before": [5, "plans", Path("plans"), b"%PDF"],
    "day": [5, "2026-11-28"],
    "check": [1, "yes", None],
    "crops": [1, "yes", None],
    "accept": [5, None, "annotations", [5], ["ink"]],
    "trusted": [1, "no", None],
    "page": [0, -1, "two", True, None, 1.0],
    "dpi": [0, 17, 601, "two", True, None],
    "table": [5, None, b"name\nBo", {"name": "Bo"}, NO_PATH, closed(io.BytesIO(b"name\nBo\n"))],
    "table_format": ["docx", 5, b"csv"],
    "output": [5, b"plans", NO_PATH, io.StringIO(), closed(io.BytesIO()), True],
    "columns": [5, b"map.toml", {"Navn": "name"}, NO_PATH],
    "start_from": [5, "plans", Path("plans"), b"%PDF", [5]],
    "onto": [5, "plans", Path("plans"), b"%PDF", [5]],
    "register": [5, b"register.csv", NO_PATH],
    "older_password": [5, b"secret", [SECRET], f"{SECRET}\ud800"],
    "worksheet": [5, b"Data", "", ["Data"]],
    "heading_row": [0, -1, "two", True, 1.0, limits.TABLE_HEADING_ROW + 1],
    "hidden": [5, True, "", "show", ["fill"]],
    "pictures": [5, b"pictures", NO_PATH],
    "jobs": [0, -1, "two", True, None, 1.0, limits.BATCH_JOBS + 1],
    "executor": [5, "processes", ThreadPoolExecutor, object()],
    "progress": [5, "bar"],
    "print_job": [5, b"job.pdf", NO_PATH],
    "laying": [5, None, {"copies": 2}],
    "filename": [5, None, b"{id}"],
    "sheet_ids": [5, b"register.csv"],
    "received": [5, None, mlmp.Received(Path("a.pdf"))],
    "sheet": [5, None, b"%PDF", {}],
    "left_out": [5, {}, "words"],
    "report": [5, NO_PATH],
    "resume": [1, "yes", None],
    "force": [1, "yes", None],
    "strict": [1, "yes", None],
    "dry_run": [1, "yes", None],
    "duplex": [1, None],
    "by_form": ["form", None],
    "copies": [0, -1, "two", True, limits.PRINT_COPIES + 1],
    "looks": [5, "look.toml", [5]],
    "forms": [5, "own.toml", [5]],
    "blanks": [5, "old.pdf", [5]],
    "corrections": [5, "corrections.json", [5]],
    "scanned": [5, None, []],
    "items": [5, "items", [5]],
    "all_pages": [1, "yes", None],
    "spare": [-1, "two", True, limits.SPARE_SETS + 1],
}
# Answers are checked as answers: their faults are an AnswersError.
CHECKED_ELSEWHERE = {"answers"}


@pytest.fixture(scope="module")
def sheet() -> mlmp.Read:
    return mlmp.read(mlmp.blank(FORM), trusted=True)


Doors = dict[str, tuple[Callable[..., Any], dict[str, Any]]]


@pytest.fixture(scope="module")
def doors(sheet: mlmp.Read) -> Doors:
    """Every public function and the methods of a template, each with right arguments."""
    template = mlmp.template(FORM)
    pdf = mlmp.blank(FORM)
    table = [{"name": "Bo"}]
    goal = {"score_then": 2, "score_now": 1}
    status = [mlmp.fill("status-sheet", {"goals": [goal]}).pdf] * 5
    counted = mlmp.effects(status)
    take: dict[str, bytes] = {}
    return {
        "forms": (mlmp.forms, {}),
        "schema": (mlmp.schema, {"form": FORM}),
        "example": (mlmp.example, {"form": FORM}),
        "columns": (mlmp.columns, {"form": FORM}),
        "template": (mlmp.template, {"form": FORM}),
        "blank": (mlmp.blank, {"form": FORM}),
        "layouts": (mlmp.layouts, {"form": FORM}),
        "fill": (mlmp.fill, {"form": FORM, "answers": {}}),
        "check": (mlmp.check, {"form": FORM, "answers": {}}),
        "carry": (mlmp.carry, {"form": FORM, "source": sheet}),
        "change": (mlmp.change, {"form": FORM, "source": sheet}),
        "encrypt": (mlmp.encrypt, {"pdf": pdf, "password": "mange æbler"}),
        "preview": (mlmp.preview, {"pdf": pdf}),
        "read": (mlmp.read, {"source": pdf}),
        "read_many": (mlmp.read_many, {"sources": [pdf]}),
        "goals": (mlmp.goals, {"sheet": sheet}),
        "impersonal": (mlmp.impersonal, {"sheet": sheet}),
        "read_register": (mlmp.read_register, {"register": REGISTER}),
        "Returns": (mlmp.Returns, {}),
        "Returns.add": (mlmp.Returns().add, {"received": mlmp.Received(Path("a.pdf"), sheet)}),
        "batch": (mlmp.batch, {"form": FORM, "table": table, "output": take.__setitem__}),
        "print_sets": (mlmp.print_sets, {"form": FORM, "output": io.BytesIO(), "names": ["Bo"]}),
        "draft_map": (mlmp.draft_map, {"form": FORM, "table": table}),
        "scan": (mlmp.scan, {"sources": [pdf]}),
        "review_items": (mlmp.review_items, {"scanned": mlmp.scan([pdf])}),
        "write_review": (mlmp.write_review, {"folder": REVIEW, "items": [], "force": True}),
        "read_corrections": (mlmp.read_corrections, {"source": CORRECTIONS}),
        "effects": (mlmp.effects, {"sources": status}),
        "Effects.xlsx": (counted.xlsx, {}),
        "Effects.pdf": (counted.pdf, {}),
        "PrintLayout": (mlmp.PrintLayout, {}),
        "Template.fill": (template.fill, {"answers": {}}),
        "Template.check": (template.check, {"answers": {}}),
        "Template.carry": (template.carry, {"source": sheet}),
        "Template.change": (template.change, {"source": sheet}),
    }


def arguments(function: Callable[..., Any]) -> Iterator[str]:
    """The names of a function's arguments, those of its TypedDict too."""
    for parameter in inspect.signature(function).parameters.values():
        if parameter.kind is not parameter.VAR_KEYWORD:
            yield parameter.name
            continue
        (keywords,) = get_type_hints(function)[parameter.name].__args__
        yield from keywords.__annotations__


def test_every_public_function_is_a_door_of_this_test(doors):
    functions = {name for name in mlmp.__all__ if name[0].islower()} - {"language"}
    assert functions == {name for name in doors if name[0].islower()}


def test_no_argument_is_without_wrong_values(doors):
    known = {name for function, _ in doors.values() for name in arguments(function)}
    assert known == WRONG.keys() | CHECKED_ELSEWHERE


def test_a_wrong_argument_is_refused_in_a_sentence_that_names_it(doors, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    wrongly_taken = []
    for door, (function, right) in doors.items():
        function(**right)
        for name in arguments(function):
            for value in WRONG.get(name, ()):
                try:
                    function(**{**right, name: value})
                except mlmp.UsageError as error:
                    text = str(error)
                    told = name in text or name == "table_format"
                    if told and "\n" not in text and SECRET not in text:
                        continue
                    wrongly_taken.append(f"{door}({name}={value!r}): {text}")
                except Exception as error:
                    wrongly_taken.append(f"{door}({name}={value!r}) raised {error!r}")
                else:
                    wrongly_taken.append(f"{door}({name}={value!r}) was taken")
    assert wrongly_taken == []
    assert list(tmp_path.iterdir()) == [], "nothing is written"


def test_an_argument_that_there_is_not_is_refused_with_the_nearest(doors):
    for door, (function, right) in doors.items():
        signature = inspect.signature(function).parameters.values()
        takes_options = any(one.kind is one.VAR_KEYWORD for one in signature)
        if "." in door or "lang" not in set(arguments(function)) or not takes_options:
            continue
        with pytest.raises(mlmp.UsageError, match=r"no argument “langg”.*Did you mean “lang”"):
            function(**right, langg="da")


def test_a_password_that_is_none_does_not_encrypt():
    with pytest.raises(mlmp.UsageError, match="password must be a text, not None"):
        mlmp.encrypt(mlmp.blank(FORM), None)  # type: ignore[arg-type]


def test_an_executor_of_another_library_is_known_by_its_method():
    class Foreign:
        def submit(self, function, /, *args):
            with ThreadPoolExecutor(1) as pool:
                return pool.submit(function, *args)

    taken: dict[str, bytes] = {}
    outcome = mlmp.batch(FORM, [{"name": "Bo"}], taken.__setitem__, executor=Foreign())  # type: ignore[arg-type]
    assert outcome.written == len(taken) == 1
