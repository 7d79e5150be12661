"""The examples in docstrings run, and give what they say.

To run those of one room: `pytest tests/test_docstrings.py -k draw`.
"""

from __future__ import annotations

import doctest
import importlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from repository import EXAMPLES, ROOT

import mlmp_print as mlmp

PACKAGE = Path(mlmp.__file__).parent
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def examples() -> Iterator[doctest.DocTest]:
    """Find every docstring with an example. Modules without one are not imported."""
    finder = doctest.DocTestFinder(exclude_empty=True)
    for path in sorted(PACKAGE.rglob("*.py")):
        if ">>> " in path.read_text("utf-8"):
            parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
            module = importlib.import_module(".".join(parts).removesuffix(".__init__"))
            found = finder.find(module)
            yield from (test for test in found if test.examples)


@pytest.mark.parametrize("test", list(examples()), ids=lambda test: test.name)
def test_an_example_in_a_docstring_gives_what_it_says(
    test: doctest.DocTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It runs in a folder of its own, with copies of `examples` and `assets/looks`."""
    shutil.copytree(EXAMPLES, tmp_path / "examples")
    shutil.copytree(ROOT / "assets" / "looks", tmp_path / "assets" / "looks")
    monkeypatch.chdir(tmp_path)
    report: list[str] = []
    test.globs |= {"mlmp": mlmp, "Path": Path}
    runner = doctest.DocTestRunner(optionflags=FLAGS)
    failed, _ = runner.run(test, out=report.append)
    assert not failed, "".join(report)
