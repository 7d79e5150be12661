"""Corrections come back strictly: from the page's file, and from the table that was filled in."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from review_samples import PHOTO, SCAN, items

from mlmp_print.look.assets import languages
from mlmp_print.model.errors import AnswersError, UsageError
from mlmp_print.model.limits import JSON_BYTES
from mlmp_print.scanner.review import read_corrections, write_review
from mlmp_print.scanner.review_data import ASK, KEEP, SKIP, Correction, ItemKey

GOOD = {"scan": SCAN, "page": 2, "path": "goals.1.theme", "value": "mobility"}
SECRET = "Peter bor alene"
# What people write into the table, by the path of the question, and what it means.
FILLED = {
    "goals.1.score_now": ("2½", "2.5"),
    "goals.1.theme": (None, "mobility"),  # its name in the language of the sheet
    "goals.2.score_expected": ("1,5", "1.5"),
    "goals.2.disagrees": ("nej", False),
    "goals.3.theme": ("-", None),
    "agreement.agreed": ("?", ASK),
    "purpose": (SECRET, SECRET),
    "date": ("3/12-26", "3/12-26"),
}


@pytest.fixture
def write(tmp_path: Path) -> Callable[[Any], Path]:
    def write(content: Any) -> Path:
        file = tmp_path / "corrections.json"
        data = content if isinstance(content, bytes) else json.dumps(content).encode()
        file.write_bytes(data)
        return file

    return write


def whole(*corrections: Any) -> dict[str, Any]:
    return {"mlmp_corrections": 1, "corrections": [*corrections]}


def faults(file: Path) -> list[str]:
    with pytest.raises(AnswersError) as caught:
        read_corrections(file)
    found = [str(message).removeprefix(str(file)) for message in caught.value.messages]
    assert not any(SECRET in text or "\n" in text for text in found)
    return found


# JSON ---------------------------------------------------------------------------------------------


def test_every_kind_of_value_comes_back(write):
    values = ["2.5", ["home", "health"], True, None, ASK, KEEP, "to linjer\nog æøå 🙂"]
    file = write(
        whole(*({**GOOD, "page": at, "value": value} for at, value in enumerate(values, 1)))
    )
    expected = ["2.5", ("home", "health"), True, None, ASK, KEEP, "to linjer\nog æøå 🙂"]
    found = read_corrections(file)
    assert [one.value for one in found] == expected
    assert found[0].key == ItemKey(SCAN, 1, "goals.1.theme")
    assert SECRET not in repr(Correction(found[0].key, SECRET))


def test_a_file_that_says_nothing_is_one(write):
    assert read_corrections(write(whole())) == ()
    assert read_corrections(str(write(b"\xef\xbb\xbf" + json.dumps(whole()).encode()))) == ()


@pytest.mark.parametrize(
    "wrong",
    [
        SECRET,
        None,
        [GOOD],
        {**GOOD, "scan": "5A" * 32},
        {**GOOD, "scan": "5a" * 31},
        {**GOOD, "scan": f"{SCAN}\n"},
        {**GOOD, "scan": 5},
        {**GOOD, "page": 0},
        {**GOOD, "page": True},
        {**GOOD, "page": 1.0},
        {**GOOD, "page": "2"},
        {**GOOD, "page": 10**30},
        {**GOOD, "path": SECRET},
        {**GOOD, "path": "goals.01.text"},
        {**GOOD, "path": None},
        {**GOOD, "value": 2.5},
        {**GOOD, "value": {"text": SECRET}},
        {**GOOD, "value": []},
        {**GOOD, "value": ["home", "home"]},
        {**GOOD, "value": [SECRET, 1]},
        {**GOOD, "value": f"{SECRET}\x00"},
        {**GOOD, "value": f"{SECRET}\x1b[2J"},
        {**GOOD, "value": f"{SECRET}\ud800"},
        {**GOOD, "value": SECRET * 2000},
        {**GOOD, "why": SECRET},
        {"scan": SCAN, "page": 2, "path": "name"},
    ],
    ids=lambda wrong: str(wrong)[:40].replace("5a", ""),
)
def test_a_wrong_correction_is_one_fault_that_shows_nothing_of_it(write, wrong):
    other = {**GOOD, "path": "name", "value": "Peter"}
    (fault,) = faults(write(whole(other, wrong)))
    assert fault.startswith(", correction 2: ") and fault.endswith(".")


def test_all_faults_are_told_at_once(write):
    wrong = [{**GOOD, "page": -1}, GOOD, {**GOOD, "value": 1}, {**GOOD, "value": "health"}, 7]
    found = faults(write(whole(*wrong)))
    assert [fault.split(":")[0] for fault in found] == [
        ", correction 1", ", correction 3", ", correction 4", ", correction 5",
    ]  # fmt: skip
    assert "is the second one of the same question. Keep one of them." in found[2]


def test_more_faults_than_anybody_reads_are_not_told(write):
    assert len(faults(write(whole(*([7] * 5000))))) == 50


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"{", "is not JSON"),
        (b"[1]", "is not a file with corrections"),
        (b"{}", "is not a file with corrections"),
        (b'{"a": ' * 100_000, "is nested too deep"),
        (b'{"mlmp_corrections": ' + b"1" * 5000 + b"}", "thousands of digits"),
        (b"\xff\xfe\x00", "is not"),
        ({"mlmp_corrections": 2, "corrections": []}, "another version"),
        ({"mlmp_corrections": True, "corrections": []}, "another version"),
        ({"mlmp_corrections": 1}, "more or less than corrections"),
        ({"mlmp_corrections": 1, "corrections": {}}, "more or less than corrections"),
        ({**whole(), "by": SECRET}, "more or less than corrections"),
        (b'{"mlmp_corrections": 1, "corrections": [], "corrections": []}', "more or less"),
        (b" " * (JSON_BYTES + 1), "no more is read"),
        (b"%PDF-1.7", "is a PDF"),
        (b"<html>", "is a web page"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_another_file_is_refused(write, content, said):
    (fault,) = faults(write(content))
    assert said in fault


def test_a_key_that_stands_twice_in_a_correction_is_refused(write):
    twice = json.dumps(whole(GOOD)).replace('"value"', f'"value": "{SECRET}", "value"')
    (fault,) = faults(write(twice.encode()))
    assert "each once" in fault


def test_no_file_and_no_path(tmp_path):
    assert faults(tmp_path / "gone.json") == [": cannot be read: there is no such file or folder."]
    with pytest.raises(UsageError, match="path"):
        read_corrections({"corrections": []})


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


@given(entries=st.lists(json_values | st.builds(dict, **dict.fromkeys(GOOD, json_values))))
def test_whatever_stands_there_is_read_or_refused(tmp_path_factory, entries):
    file = tmp_path_factory.getbasetemp() / "any.json"
    file.write_text(json.dumps(whole(*entries)))
    try:
        found = read_corrections(file)
    except AnswersError as error:
        assert error.messages
    else:
        assert len({one.key for one in found}) == len(entries)


# The table ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[str]]]:
    """The table of the review as it is written, in each language of the page."""
    folder = tmp_path_factory.mktemp("tables")
    found = {}
    for lang in languages():
        page = write_review(folder / lang, items("da"), lang=lang)
        text = page.with_name("corrections.csv").read_text("utf-8-sig")
        found[lang] = [*csv.reader(io.StringIO(text), delimiter=";")]
    return found


def fill(lines: list[list[str]], answers: dict[str, str]) -> str:
    """Write answers into the lines of these paths."""
    heading, *rest = [[*line] for line in lines]
    path = heading.index("path")
    for line in rest:
        line[6] = answers.get(line[path], line[6])
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([heading, *rest])
    return out.getvalue()


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_a_filled_table_says_what_the_page_would_say(tables, tmp_path, lang, encoding):
    theme = next(item for item in items("da") if item.key.path == "goals.1.theme")
    names = {choice.value: choice.words for choice in theme.choices}
    given = {path: cell or names[value] for path, (cell, value) in FILLED.items()}
    file = tmp_path / "corrections.csv"
    file.write_bytes(fill(tables[lang], given).encode(encoding))
    said = {one.key.path: one.value for one in read_corrections(file)}
    assert said == {path: value for path, (_, value) in FILLED.items()}


def test_an_empty_table_says_nothing(tables, tmp_path):
    file = tmp_path / "corrections.csv"
    file.write_text(fill(tables["da"], {}))
    assert read_corrections(file) == ()


def test_pages_and_pictures_are_yes_or_no(tables, tmp_path):
    file = tmp_path / "corrections.csv"
    picture = next(item.key.path for item in items("da") if item.kind == "picture")
    file.write_text(fill(tables["da"], {"": "nej", picture: "ja"}))
    said = {one.key: one.value for one in read_corrections(file)}
    assert said == {
        ItemKey(SCAN, 7, picture): KEEP,
        ItemKey(PHOTO, 1, ""): SKIP,
        ItemKey(SCAN, 9, ""): SKIP,
    }


def test_wrong_cells_are_told_all_at_once(tables, tmp_path):
    file = tmp_path / "corrections.csv"
    wrong = {
        "goals.1.score_now": "9",
        "goals.1.theme": SECRET,
        "goals.2.disagrees": SECRET,
        "purpose": f"{SECRET}\x07",
    }
    file.write_text(fill(tables["da"], wrong))
    found = faults(file)
    assert [fault.split(":")[0] for fault in found] == [""] * 4
    assert [fault.split(",")[0].split("row ")[1][0] for fault in found] == ["2", "3", "5", "8"]


def test_a_line_that_stands_twice_is_a_fault(tables, tmp_path):
    heading, first, *_ = tables["da"]
    file = tmp_path / "corrections.csv"
    file.write_text(fill([heading, first, first], {"goals.1.score_now": "2"}))
    (fault,) = faults(file)
    assert "row 3" in fault and "second one" in fault


@pytest.mark.parametrize("lost", ["svar", "scan", "scan_page", "path", "what", "states"])
def test_a_table_without_one_of_its_columns_is_refused(tables, tmp_path, lost):
    heading, *rest = tables["da"]
    file = tmp_path / "corrections.csv"
    out = io.StringIO()
    renamed = [name if name != lost else "x" for name in heading]
    csv.writer(out, delimiter=";").writerows([renamed, *rest])
    file.write_text(out.getvalue())
    (fault,) = faults(file)
    assert "lacks the columns" in fault


def test_a_line_whose_technical_cells_were_changed_is_refused(tables, tmp_path):
    heading, *rest = [[*line] for line in tables["da"]]
    changed = {"scan": "x", "scan_page": "1e3", "path": SECRET, "what": SECRET}
    for line, (name, cell) in zip(rest, changed.items(), strict=False):
        line[6], line[heading.index(name)] = "2", cell
    rest[1][6] = "Mobilitet"
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([heading, *rest])
    file = tmp_path / "corrections.csv"
    file.write_text(out.getvalue())
    assert len(faults(file)) == 4


def test_what_was_settled_before_stands_in_the_table_and_comes_back(tmp_path):
    settled = {
        "goals.1.score_now": "3",
        "goals.1.theme": "mobility",
        "goals.2.disagrees": True,
        "goals.3.theme": None,
        "purpose": "=1+1 og -2",
    }
    before = [
        replace(item, settled=settled[item.key.path], is_settled=True)
        for item in items("da")
        if item.key.path in settled
    ]
    page = write_review(tmp_path / "review", before, lang="de")
    found = read_corrections(page.with_name("corrections.csv"))
    assert {one.key.path: one.value for one in found} == settled
