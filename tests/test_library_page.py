"""The examples of docs/library.md run, one after another, in a folder with what they name."""

from __future__ import annotations

import re
import shutil
import sqlite3
import zipfile

import pytest
from repository import EXAMPLES, ROOT

import mlmp_print as mlmp

PAGE = (ROOT / "docs" / "library.md").read_text("utf-8")
CLUSTER = "# runs on a cluster"
BLOCK = re.compile(r"```python\n(.*?)```", re.DOTALL)


def prepare(folder):
    """Make the files that the page names."""
    from PIL import Image

    (folder / "photos").mkdir()
    Image.new("RGB", (40, 30), "red").save(folder / "photos" / "baking.jpg")
    shutil.copy(EXAMPLES / "case-export-wide.csv", folder / "export.csv")
    shutil.copy(EXAMPLES / "case-export-wide.toml", folder / "map.toml")
    (folder / "people.csv").write_text("id;name\n1;Bo\n", "utf-8")
    (folder / "returned").mkdir()
    (folder / "returned" / "one.pdf").write_bytes(mlmp.fill("wishing-well", {"name": "Bo"}).pdf)
    (folder / "returned" / "two.pdf").write_bytes(b"broken")
    (folder / "status-sheets").mkdir()
    status = mlmp.fill("status-sheet", {"goals": [{"score_then": 3, "score_now": 2}]}).pdf
    for number in range(5):
        (folder / "status-sheets" / f"{number}.pdf").write_bytes(status)
    people = sqlite3.connect(folder / "people.db")
    people.execute("CREATE TABLE people (id INTEGER, name TEXT, score REAL)")
    people.execute("INSERT INTO people VALUES (1, 'Åse', 1.5), (2, 'Bo', NULL)")
    people.commit()
    people.close()


@pytest.mark.slow
def test_the_examples_run(tmp_path, monkeypatch, capsys):
    prepare(tmp_path)
    monkeypatch.chdir(tmp_path)
    blocks = [block for block in BLOCK.findall(PAGE) if not block.startswith(CLUSTER)]
    names: dict[str, object] = {}
    exec(compile("\n".join(blocks), "docs/library.md", "exec"), names)
    names["people"].close()
    said = capsys.readouterr().out
    assert "date is not a date Write year-month-day" in said
    assert "7.pdf" in said and "#1 ()" in said and "two.pdf" in said
    for name in ("course.zip", "all.zip", "plans.zip"):
        with zipfile.ZipFile(tmp_path / name) as archive:
            assert any(entry.endswith(".pdf") for entry in archive.namelist())
    assert (tmp_path / "from-a-file" / "1.pdf").is_file() and (tmp_path / "page.png").is_file()
    assert names["outcome"].written


def test_the_page_names_every_public_function():
    functions = [name for name in mlmp.__all__ if name[0].islower()]
    assert [name for name in functions if f"mlmp.{name}(" not in PAGE] == []
