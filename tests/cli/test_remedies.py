"""The library says what is wrong; the command line adds the option that puts it right."""

from __future__ import annotations

import ast
import pickle
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import mlmp_print
from mlmp_print.cli import remedies
from mlmp_print.cli.commands import main
from mlmp_print.model.errors import AnswersError, InvalidValue, PdfError
from mlmp_print.model.messages import NOWHERE, Message, Where

PACKAGE = Path(mlmp_print.__file__).parent
OPTION = re.compile(r"(?<![\w-])(?:--[a-z][a-z-]*|-o\b)")
COMMAND = re.compile(r"mlmp-print [a-z]")


def texts(path: Path) -> Iterator[str]:
    """Every literal text of a module, docstrings too."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_only_the_command_line_knows_its_words() -> None:
    found = {}
    for path in PACKAGE.rglob("*.py"):
        room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if room == "cli":
            continue
        named = [text for text in texts(path) if OPTION.search(text) or COMMAND.search(text)]
        if room == "kit":  # custom properties of its style sheet
            named = [text for text in named if not text.startswith("--accent")]
        found |= {path: named} if named else {}
    assert found == {}


def test_every_option_that_a_remedy_names_is_there() -> None:
    options = {
        name
        for command in main.commands.values()
        for parameter in command.params
        for name in parameter.opts
    }
    named = set(
        OPTION.findall(
            " ".join([*remedies.REMEDIES.values(), *map(str, remedies.OPTIONS.values())])
        )
    )
    assert named and named <= options


@pytest.mark.parametrize("code", remedies.REMEDIES)
@pytest.mark.parametrize("argument", remedies.OPTIONS)
def test_every_remedy_can_be_said_of_every_argument(code: str, argument: str) -> None:
    assert (
        re.search(r"[{}]", remedies.option_remedy(f"{code}:{argument}").replace("{form}-{id}", ""))
        is None
    )


def test_a_remedy_of_the_library_stays_before_that_of_the_command_line() -> None:
    message = Message(NOWHERE, "is twice", "Name it once", code="form-twice")
    assert str(remedies.with_remedy(message)) == "is twice. Name it once. --copies prints several."


def test_a_code_goes_wherever_its_error_goes() -> None:
    error = pickle.loads(pickle.dumps(PdfError("is broken", code="x"))).about("a.pdf")
    assert (str(error), error.code) == ("a.pdf: is broken", "x")
    assert [message.code for message in error.messages] == ["x"]
    assert InvalidValue("is wrong", code="x").at(Where(row=2)).code == "x"


def test_faults_of_answers_keep_their_codes_and_get_the_file() -> None:
    error = AnswersError([Message(Where(path="date"), "is wrong", code="x")]).about("a.json")
    assert [str(message) for message in error.messages] == ["a.json: date: is wrong."]
    assert [message.code for message in error.messages] == ["x"]
